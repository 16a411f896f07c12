//! What their workbook says against itself (DC04): totals, sections, sources, years, and one figure stated twice;
//! [`shares`] reads its shares.

use std::collections::BTreeMap;

use super::rows::{self, Rows};
use super::shares;
use super::sides::{Sides, Spot, figure_of, of_column};
use crate::model::crosscheck::Slice;
use crate::model::theirs::{RowOf, RowRole};
use crate::model::{AppendixRow, Figure, FigureOf, Money};
use crate::programme::Programme;

/// What a whole is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Against {
    /// The rows that it sums up.
    Rows,
    /// Its sources.
    Sources,
    /// Its years.
    Years,
    /// The amounts of its row, which give the share.
    Share,
    /// The same figure in another place.
    Elsewhere,
}

/// A figure of theirs that other figures of theirs contradict.
pub(super) struct Contradiction {
    pub against: Against,
    pub whole: Spot,
    pub parts: Vec<Spot>,
    pub stated: Figure,
    pub right: Figure,
}

impl Contradiction {
    /// Whether a cell takes part in it.
    pub(super) fn involves(&self, spot: Spot) -> bool {
        self.whole == spot || self.parts.contains(&spot)
    }
}

/// Everything that their workbook says against itself, in the order of its tables.
pub(super) fn contradictions(sides: &Sides<'_>, rows: &Rows) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for table in 0..sides.theirs.tables.len() {
        by_sources(sides, table, &mut found);
        by_years(sides, table, &mut found);
        by_rows(sides, rows, table, &mut found);
        found.extend(shares::contradictions(sides, table));
    }
    elsewhere(sides, &mut found);
    found
}

/// Holds a whole against the sum of its parts.
fn hold(sides: &Sides<'_>, against: Against, whole: Spot, parts: Vec<Spot>, found: &mut Vec<Contradiction>) {
    let Some(stated) = sides.typed(whole) else { return };
    let amounts: Option<Vec<_>> = parts.iter().map(|part| sides.typed(*part)).collect();
    let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) else { return };
    let sum: Money = amounts.iter().map(|amount| amount.money).sum();
    let slack = amounts.iter().map(|amount| amount.slack).sum::<Money>() + stated.slack;
    if (stated.money - sum).dong().abs() > slack.dong() {
        let (stated, right) = (Figure::Money(stated.money), Figure::Money(sum));
        found.push(Contradiction { against, whole, parts, stated, right });
    }
}

/// The wholes and parts among figures of one row (or of the rows of one row's sources).
fn split(programme: &Programme, present: &BTreeMap<FigureOf, Spot>) -> Vec<(Spot, Vec<Spot>)> {
    let side = |ids: Vec<crate::model::SourceId>| -> Option<Vec<Spot>> {
        let needed = ids.iter().filter(|id| programme.source(**id).always_shown);
        let complete =
            needed.clone().count() > 0 && needed.clone().all(|id| present.contains_key(&FigureOf::Source(*id)));
        complete.then(|| ids.iter().filter_map(|id| present.get(&FigureOf::Source(*id)).copied()).collect())
    };
    let state = side(programme.state_sources().collect());
    let mobilised = side(programme.mobilised_sources().collect());
    let mut splits = Vec::new();
    for (of, parts) in [(FigureOf::State, &state), (FigureOf::Mobilised, &mobilised)] {
        if let (Some(whole), Some(parts)) = (present.get(&of), parts) {
            splits.push((*whole, parts.clone()));
        }
    }
    let one = |of: FigureOf, parts: Option<Vec<Spot>>| present.get(&of).map(|spot| vec![*spot]).or(parts);
    let both = one(FigureOf::State, state).zip(one(FigureOf::Mobilised, mobilised));
    if let (Some(whole), Some((state, mobilised))) = (present.get(&FigureOf::Total), both) {
        splits.push((*whole, state.into_iter().chain(mobilised).collect()));
    }
    splits
}

fn by_sources(sides: &Sides<'_>, table: usize, found: &mut Vec<Contradiction>) {
    // By what they are split: the sources of a row side by side, or one below the other.
    let mut groups: BTreeMap<(AppendixRow, Option<i32>, bool), BTreeMap<FigureOf, Spot>> = BTreeMap::new();
    for (spot, slice) in sides.stated().filter(|(spot, _)| spot.table == table) {
        let RowRole::Ours(of_row) = sides.row(spot).role else { continue };
        let by_column = of_column(sides.table(spot), sides.cell(spot)).is_some_and(|(of, _)| of != FigureOf::Total);
        if slice.of == FigureOf::Quantity || sides.cell(spot).says_nothing() && is_blank_row(sides, spot) {
            continue;
        }
        let whole = of_row.of.is_none() && !by_column;
        for below in [false, true].into_iter().filter(|below| whole || *below == of_row.of.is_some()) {
            groups.entry((slice.row, slice.year, below)).or_default().entry(slice.of).or_insert(spot);
        }
    }
    for present in groups.values() {
        for (whole, parts) in split(sides.programme, present) {
            hold(sides, Against::Sources, whole, parts, found);
        }
    }
}

fn is_blank_row(sides: &Sides<'_>, spot: Spot) -> bool {
    sides.row(spot).cells.iter().all(crate::model::theirs::TheirCell::says_nothing)
}

fn by_years(sides: &Sides<'_>, table: usize, found: &mut Vec<Contradiction>) {
    let mut groups: BTreeMap<(AppendixRow, FigureOf), BTreeMap<Option<i32>, Spot>> = BTreeMap::new();
    for (spot, slice) in sides.stated().filter(|(spot, _)| spot.table == table) {
        if slice.of != FigureOf::Quantity && !is_blank_row(sides, spot) {
            groups.entry((slice.row, slice.of)).or_default().entry(slice.year).or_insert(spot);
        }
    }
    for by_year in groups.values() {
        let years: Option<Vec<Spot>> = sides.programme.years().map(|year| by_year.get(&Some(year)).copied()).collect();
        if let (Some(whole), Some(years)) = (by_year.get(&None), years) {
            hold(sides, Against::Years, *whole, years, found);
        }
    }
}

fn by_rows(sides: &Sides<'_>, rows: &Rows, table: usize, found: &mut Vec<Contradiction>) {
    let of = &sides.theirs.tables[table];
    for (row, line) in of.rows.iter().enumerate() {
        let covered = match line.role {
            RowRole::Ours(RowOf { row: AppendixRow::Total, of: None, year }) => details(sides, rows, table, year),
            RowRole::Ours(RowOf { row: AppendixRow::Section(section), of: None, year }) => {
                let tasks = &sides.programme.section(section).tasks;
                whole_rows(sides, table, year, |row| matches!(row, AppendixRow::Task(task) if tasks.contains(&task)))
            }
            _ if rows.subtotals.contains(&(table, row)) => covered_by(sides, table, row).unwrap_or_default(),
            _ => continue,
        };
        if covered.is_empty() || line.cells.iter().all(crate::model::theirs::TheirCell::says_nothing) {
            continue;
        }
        for (cell, held) in line.cells.iter().enumerate() {
            if figure_of(of, line, held).is_some_and(|(of, _)| of != FigureOf::Quantity) {
                let parts = covered.iter().map(|row| Spot { table, row: *row, cell }).collect();
                hold(sides, Against::Rows, Spot { table, row, cell }, parts, found);
            }
        }
    }
}

/// The rows that a table's total sums up, of the whole or, where years are rows, of one year: its tasks and what is
/// none of ours, unless the total is that of the tasks alone; its sections where it has no task.
pub(super) fn details(sides: &Sides<'_>, rows: &Rows, table: usize, year: Option<i32>) -> Vec<usize> {
    let lines = &sides.theirs.tables[table].rows;
    let of_task = |row| matches!(row, AppendixRow::Task(_) | AppendixRow::Unclassified);
    let mut tasks = whole_rows(sides, table, year, of_task);
    if tasks.is_empty() {
        return whole_rows(sides, table, year, |row| matches!(row, AppendixRow::Section(_)));
    }
    // Years of some tasks only are not what a year's total sums up.
    let has_year = |at: &usize| {
        let of_year = |one: &usize| lines[*one].role == in_year(lines[*at].role, year);
        tasks.iter().any(of_year) || lines[*at].cells.iter().all(crate::model::theirs::TheirCell::says_nothing)
    };
    if year.is_some() && !whole_rows(sides, table, None, of_task).iter().all(has_year) {
        return Vec::new();
    }
    let strangers = rows.unmatched.iter().filter(|(at, row)| *at == table && lines[*row].year == year);
    let strangers: Vec<usize> = strangers.map(|(_, row)| *row).collect();
    let total = RowRole::Ours(RowOf { row: AppendixRow::Total, of: None, year });
    let alone = lines.iter().position(|row| row.role == total);
    if !alone.is_some_and(|total| rows::sums_up(sides, table, total, &tasks)) {
        tasks.extend(strangers);
    }
    tasks
}

/// The same row of ours in a year.
const fn in_year(role: RowRole, year: Option<i32>) -> RowRole {
    match role {
        RowRole::Ours(of) => RowRole::Ours(RowOf { year, ..of }),
        other => other,
    }
}

fn whole_rows(sides: &Sides<'_>, table: usize, year: Option<i32>, keep: impl Fn(AppendixRow) -> bool) -> Vec<usize> {
    let rows = sides.theirs.tables[table].rows.iter().enumerate();
    let is_kept = |role: RowRole| match role {
        RowRole::Ours(RowOf { row, of: None, year: of_row }) => of_row == year && keep(row),
        _ => false,
    };
    rows.filter(|(_, row)| is_kept(row.role)).map(|(at, _)| at).collect()
}

/// What a subtotal of theirs covers: the rows that it adds up in any of its figures; where it adds up none, those of
/// its block, if its words say that it is a sum.
fn covered_by(sides: &Sides<'_>, table: usize, row: usize) -> Option<Vec<usize>> {
    let says_so = sides.theirs.tables[table].rows[row].role == RowRole::Subtotal;
    let block = || rows::readings(sides, table, row).pop().filter(|_| says_so);
    rows::adding_up(sides, table, row).or_else(block)
}

/// One figure in two places of their workbook.
fn elsewhere(sides: &Sides<'_>, found: &mut Vec<Contradiction>) {
    let mut first: BTreeMap<Slice, Spot> = BTreeMap::new();
    for (spot, slice) in sides.stated().filter(|(spot, _)| !is_blank_row(sides, *spot)) {
        let Some(known) = first.get(&slice) else {
            first.insert(slice, spot);
            continue;
        };
        if slice.of == FigureOf::Quantity {
            let value = |spot: Spot| sides.cell(spot).value.unwrap_or_default();
            if value(spot) != value(*known) && sides.cell(spot).fault.is_none() && sides.cell(*known).fault.is_none() {
                let (stated, right) = (Figure::Count(value(spot)), Figure::Count(value(*known)));
                found.push(Contradiction {
                    against: Against::Elsewhere,
                    whole: spot,
                    parts: vec![*known],
                    stated,
                    right,
                });
            }
        } else {
            hold(sides, Against::Elsewhere, spot, vec![*known], found);
        }
    }
}
