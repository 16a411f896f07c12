//! Rows that only one side has; what of theirs is a subtotal of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::{Sides, Spot, figure_of};
use crate::model::crosscheck::Slice;
use crate::model::theirs::{ColumnRole, RowRole, TheirCell, TheirTable};
use crate::model::{AppendixRow, FigureOf, Money, comparison};

/// A row of ours that their tables of one kind do not have.
pub(super) struct MissingRow {
    /// The first of the tables.
    pub table: usize,
    pub row: AppendixRow,
    /// The part of its money, where the tables split it by rows.
    pub of: Option<FigureOf>,
    /// The figures of it that they would hold, where we have one.
    pub slices: Vec<Slice>,
}

/// What the rows of both sides come to.
pub(super) struct Rows {
    pub missing: Vec<MissingRow>,
    /// Their rows with figures that are none of ours.
    pub unmatched: Vec<(usize, usize)>,
    /// Their rows that sum up others of theirs: by their words, or because every figure of theirs adds up so.
    pub subtotals: BTreeSet<(usize, usize)>,
}

impl Rows {
    pub(super) fn of(sides: &Sides<'_>) -> Self {
        let mut rows = Self { missing: missing(sides), unmatched: Vec::new(), subtotals: BTreeSet::new() };
        for (at, table) in sides.theirs.tables.iter().enumerate() {
            for (row, line) in table.rows.iter().enumerate() {
                let sums_up = match line.role {
                    RowRole::Ours(_) => continue,
                    RowRole::Subtotal => true,
                    // One figure that is off does not make a sum a stranger.
                    RowRole::Heading => adding_up(sides, at, row).is_some(),
                    RowRole::Unmatched => covered(sides, at, row).is_some(),
                };
                if sums_up {
                    rows.subtotals.insert((at, row));
                } else if line.cells.iter().any(TheirCell::holds_something) {
                    rows.unmatched.push((at, row));
                }
            }
        }
        rows
    }

    /// How many figures of ours stand in rows that they do not have.
    pub(super) fn missing_figures(&self) -> usize {
        self.missing.iter().map(|row| row.slices.len()).sum()
    }

    /// How many figures of theirs stand in rows that we do not have.
    pub(super) fn unmatched_figures(&self, sides: &Sides<'_>) -> usize {
        let figures = |(table, row): &(usize, usize)| {
            let table = &sides.theirs.tables[*table];
            let says = |cell: &&TheirCell| cell.holds_something() && figure_of(table, cell).is_some();
            table.rows[*row].cells.iter().filter(says).count()
        };
        self.unmatched.iter().map(figures).sum()
    }

    /// Whether a table has a row that is none of ours, which may be one of ours under another name.
    pub(super) fn has_unmatched(&self, table: usize) -> bool {
        self.unmatched.iter().any(|(at, _)| *at == table)
    }
}

/// The figures that a table's columns hold.
fn figures(table: &TheirTable) -> Vec<(FigureOf, Option<i32>)> {
    let figure = |role: ColumnRole| match role {
        ColumnRole::Figure(of, year) => Some((of, year)),
        _ => None,
    };
    table.columns.iter().filter_map(|column| figure(column.role)).collect()
}

/// Rows of ours that none of their tables of the same columns has: tasks, and sources where rows are sources.
fn missing(sides: &Sides<'_>) -> Vec<MissingRow> {
    let mut kinds: BTreeMap<Vec<(FigureOf, Option<i32>)>, Vec<usize>> = BTreeMap::new();
    for (at, table) in sides.theirs.tables.iter().enumerate() {
        kinds.entry(figures(table)).or_default().push(at);
    }
    let mut missing: Vec<MissingRow> =
        kinds.into_iter().flat_map(|(figures, tables)| missing_from(sides, &figures, &tables)).collect();
    missing.sort_by_key(|row| (row.table, row.row, row.of));
    missing
}

fn missing_from(sides: &Sides<'_>, figures: &[(FigureOf, Option<i32>)], tables: &[usize]) -> Vec<MissingRow> {
    let rows = || tables.iter().flat_map(|at| &sides.theirs.tables[*at].rows);
    let has = |wanted: AppendixRow, of: Option<FigureOf>| {
        rows().any(|row| matches!(row.role, RowRole::Ours(found) if found.row == wanted && found.of == of && found.year.is_none()))
    };
    let any_task = rows()
        .any(|row| matches!(row.role, RowRole::Ours(of) if matches!(of.row, AppendixRow::Task(_)) && of.of.is_none()));
    let mut out = Vec::new();
    let mut look = |row: AppendixRow, of: Option<FigureOf>| {
        let slice = |(column, year): &(FigureOf, Option<i32>)| match (of, column) {
            (Some(part), FigureOf::Total) => Some(Slice { row, year: *year, of: part }),
            (Some(_), _) => None,
            (None, column) => Some(Slice { row, year: *year, of: *column }),
        };
        let held = |slice: &Slice| sides.ours(slice).is_some_and(|ours| !comparison::number(&ours).is_zero());
        let slices: Vec<Slice> = figures.iter().filter_map(slice).filter(held).collect();
        if !slices.is_empty() && !has(row, of) {
            out.push(MissingRow { table: tables[0], row, of, slices });
        }
    };
    if any_task {
        sides.programme.task_ids().for_each(|task| look(AppendixRow::Task(task), None));
        look(AppendixRow::Unclassified, None);
    }
    let states_source =
        |row: AppendixRow| sides.programme.source_ids().any(|source| has(row, Some(FigureOf::Source(source))));
    let states_mobilised = has(AppendixRow::Total, Some(FigureOf::Mobilised));
    for source in sides.programme.source_ids().filter(|_| states_source(AppendixRow::Total)) {
        let within = states_mobilised && sides.programme.mobilised_sources().any(|id| id == source);
        if !within {
            look(AppendixRow::Total, Some(FigureOf::Source(source)));
        }
    }
    out
}

/// The rows that a row of theirs sums up, where it does: those under it, or those above it, back to the next row
/// that is a sum. Two at least, in every figure.
pub(super) fn covered(sides: &Sides<'_>, table: usize, row: usize) -> Option<Vec<usize>> {
    readings(sides, table, row).into_iter().filter(|rows| rows.len() >= 2).find(|rows| sums_up(sides, table, row, rows))
}

/// What a row that sums up others may cover, likeliest first.
pub(super) fn readings(sides: &Sides<'_>, table: usize, row: usize) -> Vec<Vec<usize>> {
    let rows = &sides.theirs.tables[table].rows;
    let is_detail = |at: &usize| matches!(rows[*at].role, RowRole::Ours(of) if of.of.is_none() && matches!(of.row, AppendixRow::Task(_)));
    let is_part = |at: &usize| matches!(rows[*at].role, RowRole::Ours(of) if of.of.is_some());
    let below = (row + 1..rows.len()).filter(|at| !is_part(at)).take_while(is_detail).collect();
    let mut above: Vec<usize> = (0..row).rev().filter(|at| !is_part(at)).take_while(is_detail).collect();
    above.reverse();
    let mut under: Vec<usize> = Vec::new();
    if rows[row].role == RowRole::Heading {
        let tasks = sides.programme.tasks_under(&rows[row].code);
        let of = |at: &usize| matches!(rows[*at].role, RowRole::Ours(found) if found.of.is_none() && tasks.iter().any(|task| found.row == AppendixRow::Task(*task)));
        under = (0..rows.len()).filter(of).collect();
    }
    [under, below, above].into_iter().filter(|rows| !rows.is_empty()).collect()
}

/// What a row of theirs covers: the rows that it adds up in any of its figures.
pub(super) fn adding_up(sides: &Sides<'_>, table: usize, row: usize) -> Option<Vec<usize>> {
    let cells = sides.theirs.tables[table].rows[row].cells.len();
    let adds_up = |covered: &Vec<usize>| {
        (0..cells).any(|cell| {
            let whole = sides.amount(Spot { table, row, cell }).filter(|whole| !whole.money.is_zero());
            let near = |whole: super::sides::Amount, (sum, slack): (Money, Money)| {
                (whole.money - sum).dong().abs() <= (slack + whole.slack).dong()
            };
            whole.zip(sum(sides, table, covered, cell)).is_some_and(|(whole, sum)| near(whole, sum))
        })
    };
    readings(sides, table, row).into_iter().find(adds_up)
}

/// Whether every amount of a row is the sum of those of other rows.
pub(super) fn sums_up(sides: &Sides<'_>, table: usize, row: usize, covered: &[usize]) -> bool {
    let cells = sides.theirs.tables[table].rows[row].cells.len();
    let mut any = false;
    let sound = (0..cells).all(|cell| {
        let of = figure_of(&sides.theirs.tables[table], &sides.theirs.tables[table].rows[row].cells[cell]);
        if of.is_none_or(|(of, _)| of == FigureOf::Quantity) {
            return true;
        }
        match sum(sides, table, covered, cell).zip(sides.amount(Spot { table, row, cell })) {
            Some(((sum, slack), whole)) => {
                any |= !whole.money.is_zero();
                (whole.money - sum).dong().abs() <= (slack + whole.slack).dong()
            }
            None => false,
        }
    });
    sound && any
}

/// The sum of one column over rows, with what it may miss; nothing where one cannot be read.
pub(super) fn sum(sides: &Sides<'_>, table: usize, rows: &[usize], cell: usize) -> Option<(Money, Money)> {
    rows.iter().try_fold((Money::ZERO, Money::ZERO), |(sum, slack), row| {
        let amount = sides.amount(Spot { table, row: *row, cell })?;
        Some((sum + amount.money, slack + amount.slack))
    })
}
