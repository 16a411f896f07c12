//! The bridge from their totals to ours, by source and year; every line adds up to the đồng.

use std::collections::BTreeMap;

use super::explain::totals;
use super::own::{self, Contradiction};
use super::rows::Rows;
use super::sides::{Sides, Spot, slice};
use crate::crosscheck::words;
use crate::model::crosscheck::{Booking, BridgeLine, Cause, Slice, TiedCell};
use crate::model::theirs::RowRole;
use crate::model::{AppendixRow, FigureOf, Money};

/// A line for every total that they state, or that their rows add up to; what no booking accounts for is booked
/// as unexplained.
pub(super) fn lines(
    sides: &Sides<'_>,
    cells: &[TiedCell],
    rows: &Rows,
    found: &[Contradiction],
    bookings: &mut Vec<Booking>,
) -> Vec<BridgeLine> {
    let mut order: Vec<Slice> = totals(sides).collect();
    order.sort_by_key(|slice| (slice.year, slice.of == FigureOf::Mobilised || slice.of == FigureOf::State, slice.of));
    let mut lines = Vec::new();
    let mut extra = Vec::new();
    for total in order {
        let stated = cells.iter().find(|cell| cell.slice == total && cell.theirs.is_some());
        let details = Details::find(sides, rows, &total);
        let at = stated.map(|cell| Spot { table: cell.table, row: cell.row, cell: cell.cell });
        if at.is_none() && details.is_none() {
            continue;
        }
        let line = Line { sides, found, total, at, details };
        let (line, unexplained) = line.build(bookings);
        lines.push(line);
        extra.extend(unexplained);
    }
    bookings.extend(extra);
    lines
}

/// The rows behind a total, in the first of their tables that has them.
struct Details {
    /// What they add up to.
    sum: Money,
    slack: Money,
    /// Theirs − ours of each row of ours, missing ones included.
    tasks: BTreeMap<Slice, Money>,
    /// The money of their rows that are none of ours.
    unmatched: Money,
}

impl Details {
    fn find(sides: &Sides<'_>, rows: &Rows, total: &Slice) -> Option<Self> {
        (0..sides.theirs.tables.len()).find_map(|table| Self::of_table(sides, rows, table, total))
    }

    fn of_table(sides: &Sides<'_>, rows: &Rows, table: usize, total: &Slice) -> Option<Self> {
        let of = &sides.theirs.tables[table];
        let cell = of.rows.iter().find_map(|row| {
            let is_task = matches!(row.role, RowRole::Ours(found) if matches!(found.row, AppendixRow::Task(_)) && found.of.is_none());
            let here = |cell: &crate::model::theirs::TheirCell| {
                slice(of, row, cell).is_some_and(|slice| (slice.year, slice.of) == (total.year, total.of))
            };
            if is_task { row.cells.iter().position(here) } else { None }
        })?;
        let (mut sum, mut slack, mut unmatched) = (Money::ZERO, Money::ZERO, Money::ZERO);
        let mut tasks = BTreeMap::new();
        for row in own::details(sides, rows, table) {
            let amount = sides.amount(Spot { table, row, cell })?;
            sum += amount.money;
            slack += amount.slack;
            match slice(of, &of.rows[row], &of.rows[row].cells[cell]) {
                Some(slice) => {
                    tasks.insert(slice, amount.money - sides.our_money(&slice));
                }
                None => unmatched += amount.money,
            }
        }
        let all = sides.programme.task_ids().map(AppendixRow::Task).chain([AppendixRow::Unclassified]);
        for slice in all.map(|row| Slice { row, ..*total }) {
            tasks.entry(slice).or_insert_with(|| -sides.our_money(&slice));
        }
        Some(Self { sum, slack, tasks, unmatched })
    }
}

/// A total on its way to a line.
struct Line<'a> {
    sides: &'a Sides<'a>,
    found: &'a [Contradiction],
    total: Slice,
    at: Option<Spot>,
    details: Option<Details>,
}

impl Line<'_> {
    fn build(self, bookings: &[Booking]) -> (BridgeLine, Option<Booking>) {
        let stated = self.at.and_then(|at| self.sides.amount(at));
        let theirs = stated.map(|amount| amount.money).or(self.details.as_ref().map(|details| details.sum)).unwrap_or_default();
        let ours = self.sides.our_money(&self.total);
        let mut parts: BTreeMap<Cause, Money> = BTreeMap::new();
        let mut add = |cause: Cause, amount: Money| *parts.entry(cause).or_default() += amount;
        let slack = stated.map(|amount| amount.slack).unwrap_or_default();
        let mut unexplained = None;
        match &self.details {
            Some(details) => {
                let addition = theirs - details.sum;
                let within = addition.dong().abs() <= (slack + details.slack).dong();
                add(if within { Cause::Rounding } else { Cause::OwnAddition }, addition);
                for (slice, difference) in &details.tasks {
                    let booked = bookings.iter().map(|booking| (booking.cause, booking.part(slice)));
                    let mut rest = *difference;
                    for (cause, part) in booked {
                        add(cause, part);
                        rest -= part;
                    }
                    add(Cause::Unexplained, rest);
                }
                add(Cause::Unexplained, details.unmatched);
            }
            None => {
                let mut rest = theirs - ours;
                for booking in bookings {
                    add(booking.cause, booking.part(&self.total));
                    rest -= booking.part(&self.total);
                }
                let within = rest.dong().abs() <= slack.dong();
                let own = self.at.is_some_and(|at| self.found.iter().any(|one| one.involves(at)));
                let cause = if within {
                    Cause::Rounding
                } else if own {
                    Cause::OwnAddition
                } else {
                    unexplained = Some(self.left(rest));
                    Cause::Unexplained
                };
                add(cause, rest);
            }
        }
        let steps = Cause::ALL.iter().map(|cause| -parts.get(cause).copied().unwrap_or_default()).collect();
        let at = self.at.map(|at| self.sides.table(at).place([self.sides.at(at)]));
        (BridgeLine { year: self.total.year, of: self.total.of, theirs, steps, ours, at }, unexplained)
    }

    /// A total that no row of theirs stands behind, and no cause accounts for.
    fn left(&self, rest: Money) -> Booking {
        let words = format!("Chênh lệch ở dòng {}", words::slice(self.sides.programme, &self.total));
        let candidates = vec!["nguyên nhân ở một nhiệm vụ mà bảng kia không ghi riêng cho năm và nguồn này".to_owned()];
        Booking { cause: Cause::Unexplained, words, candidates, task: None, parts: BTreeMap::from([(self.total, rest)]) }
    }
}
