//! Rows that only one side has; what of theirs is a subtotal of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::{Sides, Spot, combined, figure_of};
use crate::model::crosscheck::Slice;
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirRow, TheirTable};
use crate::model::{AppendixRow, FigureOf, Money, comparison};

/// A row of ours that their tables of one kind do not have.
pub(super) struct MissingRow {
    /// The first of the tables.
    pub table: usize,
    pub row: AppendixRow,
    /// The part of its money, where the tables split it by rows.
    pub of: Option<FigureOf>,
    /// The years that it lacks, where years are rows and it has others.
    pub years: Vec<i32>,
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
                    RowRole::Unmatched => heads_one(sides, at, row) || covered(sides, at, row).is_some(),
                    RowRole::Repeated(_) => false,
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
            let row = &table.rows[*row];
            let says = |cell: &&TheirCell| cell.holds_something() && figure_of(table, row, cell).is_some();
            row.cells.iter().filter(says).count()
        };
        self.unmatched.iter().map(figures).sum()
    }

    /// Whether a table has a row that is none of ours, which may be one of ours under another name.
    pub(super) fn has_stranger(&self, sides: &Sides<'_>, table: usize) -> bool {
        let is_stranger = |row: usize| sides.theirs.tables[table].rows[row].role == RowRole::Unmatched;
        self.unmatched.iter().any(|(at, row)| *at == table && is_stranger(*row))
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
    let present: BTreeSet<RowOf> = tables
        .iter()
        .flat_map(|at| &sides.theirs.tables[*at].rows)
        .filter_map(|row| match row.role {
            RowRole::Ours(of) | RowRole::Repeated(of) => Some(of),
            _ => None,
        })
        .collect();
    let wanted = Wanted { sides, figures, present };
    let mut out = Vec::new();
    let mut look = |row: AppendixRow, of: Option<FigureOf>| {
        out.extend(wanted.lacks(row, of).map(|(years, slices)| MissingRow {
            table: tables[0],
            row,
            of,
            years,
            slices,
        }));
    };
    if wanted.present.iter().any(is_task) {
        sides.programme.task_ids().for_each(|task| look(AppendixRow::Task(task), None));
        look(AppendixRow::Unclassified, None);
    }
    let states = |of: FigureOf| wanted.present.contains(&RowOf { of: Some(of), ..RowOf::whole(AppendixRow::Total) });
    let states_source = sides.programme.source_ids().any(|source| states(FigureOf::Source(source)));
    for source in sides.programme.source_ids().filter(|_| states_source) {
        let within = states(FigureOf::Mobilised) && sides.programme.mobilised_sources().any(|id| id == source);
        if !within {
            look(AppendixRow::Total, Some(FigureOf::Source(source)));
        }
    }
    out
}

const fn is_task(of: &RowOf) -> bool {
    matches!(of.row, AppendixRow::Task(_)) && of.of.is_none()
}

/// What tables of one kind should hold.
struct Wanted<'a> {
    sides: &'a Sides<'a>,
    figures: &'a [(FigureOf, Option<i32>)],
    /// The rows of ours that they have.
    present: BTreeSet<RowOf>,
}

impl Wanted<'_> {
    /// The years of a row that are not there, with the figures of ours that they would hold; no year where none of
    /// the row is there.
    fn lacks(&self, row: AppendixRow, of: Option<FigureOf>) -> Option<(Vec<i32>, Vec<Slice>)> {
        let is_here = |year: Option<i32>| self.present.contains(&RowOf { row, of, year });
        let mut years: BTreeSet<Option<i32>> = self.present.iter().filter(|of| is_task(of)).map(|of| of.year).collect();
        if of.is_some() {
            years = BTreeSet::from([None]);
        }
        let none_is_here = years.iter().all(|year| !is_here(*year));
        let held = |slice: &Slice| self.sides.ours(slice).is_some_and(|ours| !comparison::number(&ours).is_zero());
        let (mut lacking, mut slices) = (Vec::new(), Vec::new());
        for year in years.into_iter().filter(|year| !is_here(*year)) {
            let stated = self.figures.iter().filter_map(|figure| combined(RowOf { row, of, year }, *figure));
            let stated: Vec<Slice> = stated.filter(|slice| self.sides.asks(slice)).filter(held).collect();
            lacking.extend(year.filter(|_| !stated.is_empty()));
            slices.extend(stated);
        }
        if none_is_here {
            lacking.clear();
        }
        (!slices.is_empty()).then_some((lacking, slices))
    }
}

/// The rows that a row of theirs sums up, where it does: those under it, or those above it, back to the next row
/// that is a sum. Two at least, in every figure.
pub(super) fn covered(sides: &Sides<'_>, table: usize, row: usize) -> Option<Vec<usize>> {
    readings(sides, table, row).into_iter().filter(|rows| rows.len() >= 2).find(|rows| sums_up(sides, table, row, rows))
}

/// Whether a stranger is a group of one task: it says what the one row under it says, in a table of which other
/// strangers sum up their groups.
fn heads_one(sides: &Sides<'_>, table: usize, row: usize) -> bool {
    let rows = &sides.theirs.tables[table].rows;
    let groups = |at: usize| rows[at].role == RowRole::Unmatched && covered(sides, table, at).is_some();
    let under = readings(sides, table, row).into_iter().find(|rows| rows[0] == row + 1);
    under.is_some_and(|under| under.len() == 1 && sums_up(sides, table, row, &under)) && (0..rows.len()).any(groups)
}

/// What a row that sums up others may cover, likeliest first.
pub(super) fn readings(sides: &Sides<'_>, table: usize, row: usize) -> Vec<Vec<usize>> {
    let rows = &sides.theirs.tables[table].rows;
    let is_detail = |at: &usize| matches!(rows[*at].role, RowRole::Ours(of) if of.of.is_none() && matches!(of.row, AppendixRow::Task(_)));
    let is_part = |at: &usize| matches!(rows[*at].role, RowRole::Ours(of) if of.of.is_some());
    let below = (row + 1..rows.len()).filter(|at| !is_part(at)).take_while(is_detail).collect();
    let above = (0..row).rev().filter(|at| !is_part(at)).take_while(is_detail).collect();
    let year = rows[row].year;
    let (below, mut above) = (of_one_year(rows, year, below), of_one_year(rows, year, above));
    above.reverse();
    let mut under: Vec<usize> = Vec::new();
    if rows[row].role == RowRole::Heading {
        let tasks = sides.programme.tasks_under(&rows[row].code);
        let of = |at: &usize| matches!(rows[*at].role, RowRole::Ours(found) if found.of.is_none() && tasks.iter().any(|task| found.row == AppendixRow::Task(*task)));
        under = (0..rows.len()).filter(of).collect();
    }
    // A section of one task is that task said twice.
    let next: Vec<usize> = (row + 1..rows.len()).take(1).filter(is_detail).collect();
    [under, below, above, next].into_iter().filter(|rows| !rows.is_empty()).collect()
}

/// Of a block in which tasks and their years stand one under the other, the tasks; of years one after the other, that
/// under whose heading the sum stands, else the nearest.
fn of_one_year(rows: &[TheirRow], heading: Option<i32>, block: Vec<usize>) -> Vec<usize> {
    let year = |at: &usize| match rows[*at].role {
        RowRole::Ours(of) => of.year,
        _ => None,
    };
    let nearest = || if block.iter().any(|at| year(at).is_none()) { None } else { block.first().and_then(year) };
    let wanted = heading.or_else(nearest);
    block.into_iter().filter(|at| year(at) == wanted).collect()
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
        let line = &sides.theirs.tables[table].rows[row];
        let of = figure_of(&sides.theirs.tables[table], line, &line.cells[cell]);
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
        let amount = sides.typed(Spot { table, row: *row, cell })?;
        Some((sum + amount.money, slack + amount.slack))
    })
}
