//! What their workbook says against itself (DC04): totals, sections, sources, years, shares, and one figure stated
//! twice.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rows::{self, Rows};
use super::sides::{Sides, Spot, figure_of};
use crate::model::crosscheck::Slice;
use crate::model::theirs::{ColumnRole, RowOf, RowRole};
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
        by_shares(sides, table, &mut found);
    }
    elsewhere(sides, &mut found);
    found
}

/// Holds a whole against the sum of its parts.
fn hold(sides: &Sides<'_>, against: Against, whole: Spot, parts: Vec<Spot>, found: &mut Vec<Contradiction>) {
    let Some(stated) = sides.amount(whole) else { return };
    let amounts: Option<Vec<_>> = parts.iter().map(|part| sides.amount(*part)).collect();
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
        let by_column = figure_of(sides.table(spot), sides.cell(spot)).is_some_and(|(of, _)| of != FigureOf::Total);
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
            RowRole::Ours(RowOf { row: AppendixRow::Total, of: None, year: None }) => details(sides, rows, table),
            RowRole::Ours(RowOf { row: AppendixRow::Section(section), of: None, year: None }) => {
                let tasks = &sides.programme.section(section).tasks;
                whole_rows(sides, table, |row| matches!(row, AppendixRow::Task(task) if tasks.contains(&task)))
            }
            _ if rows.subtotals.contains(&(table, row)) => covered_by(sides, table, row).unwrap_or_default(),
            _ => continue,
        };
        if covered.is_empty() || line.cells.iter().all(crate::model::theirs::TheirCell::says_nothing) {
            continue;
        }
        for (cell, held) in line.cells.iter().enumerate() {
            if figure_of(of, held).is_some_and(|(of, _)| of != FigureOf::Quantity) {
                let parts = covered.iter().map(|row| Spot { table, row: *row, cell }).collect();
                hold(sides, Against::Rows, Spot { table, row, cell }, parts, found);
            }
        }
    }
}

/// The rows that a table's grand total sums up: its tasks and what is none of ours; its sections where it has no task.
pub(super) fn details(sides: &Sides<'_>, rows: &Rows, table: usize) -> Vec<usize> {
    let mut tasks = whole_rows(sides, table, |row| matches!(row, AppendixRow::Task(_) | AppendixRow::Unclassified));
    if tasks.is_empty() {
        return whole_rows(sides, table, |row| matches!(row, AppendixRow::Section(_)));
    }
    tasks.extend(rows.unmatched.iter().filter(|(at, _)| *at == table).map(|(_, row)| *row));
    tasks
}

fn whole_rows(sides: &Sides<'_>, table: usize, keep: impl Fn(AppendixRow) -> bool) -> Vec<usize> {
    let rows = sides.theirs.tables[table].rows.iter().enumerate();
    let is_kept = |role: RowRole| matches!(role, RowRole::Ours(RowOf { row, of: None, year: None }) if keep(row));
    rows.filter(|(_, row)| is_kept(row.role)).map(|(at, _)| at).collect()
}

/// What a subtotal of theirs covers: the rows that it adds up in any of its figures; where it adds up none, those of
/// its block, if its words say that it is a sum.
fn covered_by(sides: &Sides<'_>, table: usize, row: usize) -> Option<Vec<usize>> {
    let says_so = sides.theirs.tables[table].rows[row].role == RowRole::Subtotal;
    let block = || rows::readings(sides, table, row).pop().filter(|_| says_so);
    rows::adding_up(sides, table, row).or_else(block)
}

/// A share in per cent of one amount of its row in another, or of a row in the grand total.
fn by_shares(sides: &Sides<'_>, table: usize, found: &mut Vec<Contradiction>) {
    let of = &sides.theirs.tables[table];
    let columns = of.columns.iter().filter(|column| column.role == ColumnRole::Share);
    for col in columns.map(|column| column.col) {
        let meanings = [FigureOf::State, FigureOf::Mobilised, FigureOf::Total];
        let readings = meanings.map(|meaning| shares(sides, table, col, meaning));
        let agree = |shares: &Vec<Share>| shares.iter().filter(|share| share.agrees).count();
        let Some(best) = readings.into_iter().max_by_key(agree) else { continue };
        if agree(&best) * 2 <= best.len() {
            continue;
        }
        found.extend(best.into_iter().filter(|share| !share.agrees).map(|share| Contradiction {
            against: Against::Share,
            whole: share.spot,
            parts: share.parts.to_vec(),
            stated: Figure::Text(sides.cell(share.spot).written.clone()),
            right: Figure::Text(format!("{}%", crate::model::number::vietnamese(share.right.round_dp(2)))),
        }));
    }
}

struct Share {
    spot: Spot,
    parts: [Spot; 2],
    /// What it should be, in per cent.
    right: Decimal,
    agrees: bool,
}

/// The shares of a column, if they are of `meaning` in the row's total (of the total: in the grand total).
fn shares(sides: &Sides<'_>, table: usize, col: u32, meaning: FigureOf) -> Vec<Share> {
    let spots: BTreeMap<Slice, Spot> =
        sides.stated().filter(|(spot, _)| spot.table == table).map(|(spot, slice)| (slice, spot)).collect();
    let rows = sides.theirs.tables[table].rows.iter().enumerate();
    let share = |(row, line): (usize, &crate::model::theirs::TheirRow)| {
        let cell = line.cells.iter().position(|cell| cell.col == col)?;
        let value = line.cells[cell].value?;
        let RowRole::Ours(RowOf { row: of, of: None, year: None }) = line.role else { return None };
        let at = |row, of| spots.get(&Slice { row, year: None, of }).copied();
        let total = at(of, FigureOf::Total);
        let (part, whole) = if meaning == FigureOf::Total {
            (total?, at(AppendixRow::Total, FigureOf::Total)?)
        } else {
            (at(of, meaning)?, total?)
        };
        let (above, below) = (sides.amount(part)?, sides.amount(whole).filter(|whole| !whole.money.is_zero())?);
        let right = above.money.dong() * Decimal::ONE_HUNDRED / below.money.dong();
        let loose = (above.slack + below.slack).dong() * Decimal::ONE_HUNDRED / below.money.dong().abs();
        let step = Decimal::new(5, line.cells[cell].decimals.min(20) + 1);
        let near = |stated: Decimal, step: Decimal| (stated - right).abs() <= step + loose;
        let fraction = near(value * Decimal::ONE_HUNDRED, step * Decimal::ONE_HUNDRED);
        let agrees = if line.cells[cell].percent { fraction } else { near(value, step) || fraction };
        Some(Share { spot: Spot { table, row, cell }, parts: [part, whole], right, agrees })
    };
    rows.filter_map(share).collect()
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
