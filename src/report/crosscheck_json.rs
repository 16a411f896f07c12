//! A crosscheck for other programs: one JSON document, amounts in đồng as decimal strings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::head::{self, ProgrammeId, Tool};
use super::json::{FindingLine, PlaceLine, dong, figure, finding_line, place};
use crate::error::Result;
use crate::model::crosscheck::{Booking, BridgeLine, Cause, Crosscheck, Slice, Tie, TiedCell};
use crate::model::{AppendixRow, CellRef, FigureOf, Place, Severity};
use crate::programme::Programme;

/// A crosscheck as JSON, the same bytes for the same crosscheck.
///
/// # Errors
/// Where the document cannot be written down; no crosscheck is known to cause it.
pub fn render(programme: &Programme, crosscheck: &Crosscheck) -> Result<String> {
    head::text(&document(programme, crosscheck))
}

#[derive(Serialize)]
struct Document<'a> {
    tool: Tool,
    programme: ProgrammeId<'a>,
    theirs: Theirs<'a>,
    summary: Summary,
    figures: Vec<FigureLine<'a>>,
    bookings: Vec<BookingLine<'a>>,
    bridge: Vec<Line<'a>>,
    unmatched: Vec<Unmatched<'a>>,
    findings: Vec<FindingLine<'a>>,
}

#[derive(Serialize)]
struct Theirs<'a> {
    file: &'a str,
    sha256: &'a str,
    tables: Vec<TableLine<'a>>,
    other_sheets: Vec<&'a str>,
}

#[derive(Serialize)]
struct TableLine<'a> {
    sheet: &'a str,
    header: String,
    rows: usize,
    unit: &'static str,
    unit_stated: bool,
}

#[derive(Serialize)]
struct Summary {
    matched: usize,
    figures: usize,
    projects: usize,
    errors: usize,
    notes: usize,
}

#[derive(Serialize)]
struct Key<'a> {
    row: &'static str,
    task: Option<&'a str>,
    year: Option<i32>,
    of: &'a str,
}

#[derive(Serialize)]
struct FigureLine<'a> {
    sheet: &'a str,
    cell: String,
    #[serde(flatten)]
    key: Key<'a>,
    theirs: Option<String>,
    ours: String,
    state: &'static str,
}

#[derive(Serialize)]
struct BookingLine<'a> {
    cause: &'static str,
    words: &'a str,
    candidates: &'a [String],
    task: Option<&'a str>,
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    amount: String,
}

#[derive(Serialize)]
struct Line<'a> {
    year: Option<i32>,
    of: &'a str,
    theirs: String,
    steps: BTreeMap<&'static str, String>,
    ours: String,
    at: Option<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct Unmatched<'a> {
    sheet: &'a str,
    row: u32,
    code: &'a str,
    name: &'a str,
}

fn document<'a>(programme: &'a Programme, crosscheck: &'a Crosscheck) -> Document<'a> {
    let theirs = &crosscheck.theirs;
    let count = |severity: Severity| crosscheck.findings.iter().filter(|finding| finding.severity == severity).count();
    let tables = theirs.tables.iter().zip(&crosscheck.units).map(|(table, (unit, told))| TableLine {
        sheet: &table.sheet,
        header: table.header.to_string(),
        rows: table.rows.len(),
        unit: unit.name(),
        unit_stated: !told,
    });
    let unmatched = crosscheck.unmatched.iter().map(|(table, row)| {
        let row = &theirs.tables[*table].rows[*row];
        Unmatched { sheet: &theirs.tables[*table].sheet, row: row.row + 1, code: &row.code, name: &row.name }
    });
    Document {
        tool: Tool::this(),
        programme: ProgrammeId::of(programme),
        theirs: Theirs {
            file: &theirs.file,
            sha256: &theirs.sha256,
            tables: tables.collect(),
            other_sheets: theirs.other_sheets.iter().map(|sheet| &**sheet).collect(),
        },
        summary: Summary {
            matched: crosscheck.matched(),
            figures: crosscheck.figures(),
            projects: crosscheck.ours.items.iter().filter(|item| item.counted).count(),
            errors: count(Severity::Error),
            notes: count(Severity::Note),
        },
        figures: crosscheck.cells.iter().map(|cell| figure_line(programme, crosscheck, cell)).collect(),
        bookings: crosscheck.bookings.iter().map(|booking| booking_line(programme, booking)).collect(),
        bridge: crosscheck.bridge.iter().map(|line| bridge_line(programme, line)).collect(),
        unmatched: unmatched.collect(),
        findings: crosscheck.findings.iter().map(|finding| finding_line(programme, finding)).collect(),
    }
}

fn figure_line<'a>(programme: &'a Programme, crosscheck: &'a Crosscheck, cell: &'a TiedCell) -> FigureLine<'a> {
    let table = &crosscheck.theirs.tables[cell.table];
    let row = &table.rows[cell.row];
    FigureLine {
        sheet: &table.sheet,
        cell: CellRef::new(row.row, row.cells[cell.cell].col).to_string(),
        key: key(programme, &cell.slice),
        theirs: cell.theirs.as_ref().map(figure),
        ours: figure(&cell.ours),
        state: match cell.tie {
            Tie::Equal => "equal",
            Tie::Rounded => "rounded",
            Tie::Differs => "differs",
            Tie::Unreadable => "unreadable",
        },
    }
}

fn booking_line<'a>(programme: &'a Programme, booking: &'a Booking) -> BookingLine<'a> {
    let parts = booking.parts.iter().map(|(slice, amount)| Part { key: key(programme, slice), amount: dong(*amount) });
    BookingLine {
        cause: booking.cause.id(),
        words: &booking.words,
        candidates: &booking.candidates,
        task: booking.task.map(|task| programme.task(task).code.as_str()),
        parts: parts.collect(),
    }
}

fn bridge_line<'a>(programme: &'a Programme, line: &'a BridgeLine) -> Line<'a> {
    Line {
        year: line.year,
        of: of(programme, line.of),
        theirs: dong(line.theirs),
        steps: Cause::ALL.iter().zip(&line.steps).map(|(cause, step)| (cause.id(), dong(*step))).collect(),
        ours: dong(line.ours),
        at: line.at.as_ref().map(|at: &Place| place(at)),
    }
}

fn key<'a>(programme: &'a Programme, slice: &Slice) -> Key<'a> {
    let (row, task) = match slice.row {
        AppendixRow::Total => ("total", None),
        AppendixRow::Section(section) => ("section", Some(programme.section(section).code.as_str())),
        AppendixRow::Task(task) => ("task", Some(programme.task(task).code.as_str())),
        AppendixRow::Unclassified => ("unclassified", None),
    };
    Key { row, task, year: slice.year, of: of(programme, slice.of) }
}

fn of(programme: &Programme, of: FigureOf) -> &str {
    match of {
        FigureOf::Quantity => "quantity",
        FigureOf::Total => "total",
        FigureOf::Mobilised => "mobilised",
        FigureOf::State => "state",
        FigureOf::Source(source) => &programme.source(source).id,
    }
}
