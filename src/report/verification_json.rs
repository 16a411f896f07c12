//! A verification for other programs: one JSON document, nothing left out.

use serde::Serialize;

use super::json::head;
use crate::error::Result;
use crate::model::Verification;
use crate::model::verification::{CellChange, InputChange, RowChange, SheetChange, SourceCheck};

#[derive(Serialize)]
struct Document<'a> {
    matches: bool,
    same_bytes: bool,
    /// The version that wrote the result, where it is another one.
    other_version: Option<&'a str>,
    files: usize,
    inputs: Vec<InputLine<'a>>,
    sources: Vec<SourceLine<'a>>,
    options: Vec<[&'a str; 2]>,
    sheets: Vec<SheetLine<'a>>,
}

#[derive(Serialize)]
struct InputLine<'a> {
    file: &'a str,
    /// `changed`, `missing` or `new`.
    state: &'static str,
    recorded: Option<&'a str>,
    actual: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    what: &'a str,
    name: &'a str,
    matches: bool,
    recorded: &'a str,
    actual: &'a str,
}

#[derive(Serialize)]
struct SheetLine<'a> {
    sheet: &'a str,
    /// `changed`, `removed` or `added`.
    state: &'static str,
    rows: Vec<RowLine<'a>>,
    cells: Vec<CellLine<'a>>,
}

#[derive(Serialize)]
struct RowLine<'a> {
    /// Counted from 1; of a removed row, where it should stand.
    row: u32,
    /// `removed` or `added`.
    state: &'static str,
    label: &'a str,
}

#[derive(Serialize)]
struct CellLine<'a> {
    cell: String,
    label: &'a str,
    /// `formula_replaced`, `value`, `formula_added`, `formula` or `result`.
    state: &'static str,
    computed: &'a str,
    recorded: &'a str,
}

/// A verification as JSON.
///
/// # Errors
/// Where the document cannot be written down; none is known to cause it.
pub fn render(verification: &Verification) -> Result<String> {
    let document = Document {
        matches: verification.matches(),
        same_bytes: verification.same_bytes,
        other_version: verification.other_version.as_deref(),
        files: verification.files,
        inputs: verification.inputs.iter().map(input).collect(),
        sources: verification.sources.iter().map(source).collect(),
        options: verification.options.iter().map(|(name, value)| [name.as_str(), value.as_str()]).collect(),
        sheets: verification.sheets.iter().map(sheet).collect(),
    };
    head::text(&document)
}

fn input(change: &InputChange) -> InputLine<'_> {
    let state = match (&change.recorded, &change.actual) {
        (Some(_), Some(_)) => "changed",
        (Some(_), None) => "missing",
        (None, _) => "new",
    };
    InputLine { file: &change.file, state, recorded: change.recorded.as_deref(), actual: change.actual.as_deref() }
}

fn source(check: &SourceCheck) -> SourceLine<'_> {
    let SourceCheck { what, name, recorded, actual } = check;
    SourceLine { what, name, matches: check.matches(), recorded, actual }
}

fn sheet(change: &SheetChange) -> SheetLine<'_> {
    SheetLine {
        sheet: &change.sheet,
        state: change.presence.id(),
        rows: change.rows.iter().map(row).collect(),
        cells: change.cells.iter().map(cell).collect(),
    }
}

fn row(change: &RowChange) -> RowLine<'_> {
    RowLine { row: change.row + 1, state: change.presence.id(), label: &change.label }
}

fn cell(change: &CellChange) -> CellLine<'_> {
    CellLine {
        cell: change.at.to_string(),
        label: &change.label,
        state: change.kind.id(),
        computed: &change.computed,
        recorded: &change.recorded,
    }
}
