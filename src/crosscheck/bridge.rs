//! The bridge from their totals to ours, by source and year; every line adds up to the đồng.

use std::collections::BTreeMap;

use super::explain::totals;
use super::own::{self, Contradiction};
use super::rows::Rows;
use super::sides::{Sides, Spot, slice};
use crate::crosscheck::words;
use crate::model::crosscheck::{Booking, BridgeLine, Cause, Slice, TiedCell};
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
    let mut order: Vec<Slice> = totals(sides).filter(|slice| sides.asks(slice)).collect();
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
    /// From the first table that has the figure by tasks, and from those that go on where it ends.
    fn find(sides: &Sides<'_>, rows: &Rows, total: &Slice) -> Option<Self> {
        let none = Self { sum: Money::ZERO, slack: Money::ZERO, tasks: BTreeMap::new(), unmatched: Money::ZERO };
        let mut details = (0..sides.theirs.tables.len()).fold(none, |mut details, table| {
            details.add(sides, rows, table, total);
            details
        });
        if details.tasks.is_empty() {
            return None;
        }
        let all = sides.programme.task_ids().map(AppendixRow::Task).chain([AppendixRow::Unclassified]);
        for slice in all.map(|row| Slice { row, ..*total }) {
            details.tasks.entry(slice).or_insert_with(|| -sides.our_money(&slice));
        }
        Some(details)
    }

    /// Adds the rows of a table, unless its tasks stand in an earlier one.
    fn add(&mut self, sides: &Sides<'_>, rows: &Rows, table: usize, total: &Slice) {
        let of_rows = total.year.into_iter().map(Some);
        // The year stands over the columns, or says itself in rows.
        for year in std::iter::once(None).chain(of_rows) {
            self.add_rows(sides, own::details(sides, rows, table, year), table, total);
        }
    }

    fn add_rows(&mut self, sides: &Sides<'_>, details: Vec<usize>, table: usize, total: &Slice) {
        let of = &sides.theirs.tables[table];
        let slice_at = |row: usize, cell: usize| slice(of, &of.rows[row], &of.rows[row].cells[cell]);
        let is_here = |slice: Slice| (slice.year, slice.of) == (total.year, total.of);
        let cell = details
            .iter()
            .find_map(|row| (0..of.rows[*row].cells.len()).find(|cell| slice_at(*row, *cell).is_some_and(is_here)));
        let Some(cell) = cell else { return };
        let known = |row: &usize| slice_at(*row, cell).is_some_and(|slice| self.tasks.contains_key(&slice));
        if details.iter().any(known) {
            return;
        }
        for row in details {
            let (slice, amount) = (slice_at(row, cell), sides.typed(Spot { table, row, cell }));
            let Some(amount) = amount else {
                // What cannot be read is taken for ours: the finding says that it could not be compared.
                if let Some(slice) = slice {
                    self.sum += sides.our_money(&slice);
                    self.tasks.insert(slice, Money::ZERO);
                }
                continue;
            };
            self.sum += amount.money;
            self.slack += amount.slack;
            match slice {
                Some(slice) if matches!(slice.row, AppendixRow::Section(_)) => {}
                Some(slice) => {
                    self.tasks.insert(slice, amount.money - sides.our_money(&slice));
                }
                None => self.unmatched += amount.money,
            }
        }
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
        let stated = self.at.and_then(|at| self.sides.typed(at));
        let sum = self.details.as_ref().map(|details| details.sum);
        let theirs = stated.map(|amount| amount.money).or(sum).unwrap_or_default();
        let slack = stated.map(|amount| amount.slack).unwrap_or_default();
        let ours = self.sides.our_money(&self.total);
        let mut parts: BTreeMap<Cause, Money> = BTreeMap::new();
        let unexplained = if let Some(details) = &self.details {
            by_rows(details, (theirs, slack), bookings, &mut parts);
            None
        } else {
            self.alone((theirs - ours, slack), bookings, &mut parts)
        };
        let steps = Cause::ALL.iter().map(|cause| -parts.get(cause).copied().unwrap_or_default()).collect();
        let at = self.at.map(|at| self.sides.table(at).place([self.sides.at(at)]));
        (BridgeLine { year: self.total.year, of: self.total.of, theirs, steps, ours, at }, unexplained)
    }

    /// A total without rows: what the causes make of it, and what is left.
    fn alone(
        &self,
        (difference, slack): (Money, Money),
        bookings: &[Booking],
        parts: &mut BTreeMap<Cause, Money>,
    ) -> Option<Booking> {
        let mut rest = difference;
        for booking in bookings {
            let part = booking.part(&self.total);
            *parts.entry(booking.cause).or_default() += part;
            rest -= part;
        }
        let own = self.at.is_some_and(|at| self.found.iter().any(|one| one.involves(at)));
        let (cause, left) = if rest.dong().abs() <= slack.dong() {
            (Cause::Rounding, None)
        } else if own {
            (Cause::OwnAddition, None)
        } else {
            (Cause::Unexplained, Some(self.left(rest)))
        };
        *parts.entry(cause).or_default() += rest;
        left
    }

    /// A total that no row of theirs stands behind, and no cause accounts for.
    fn left(&self, rest: Money) -> Booking {
        let words = format!("Chênh lệch ở dòng {}", words::slice(self.sides.programme, &self.total));
        let candidates = vec!["nguyên nhân ở một nhiệm vụ mà bảng kia không ghi riêng cho năm và nguồn này".to_owned()];
        Booking {
            cause: Cause::Unexplained,
            words,
            candidates,
            task: None,
            parts: BTreeMap::from([(self.total, rest)]),
        }
    }
}

/// A total with its rows: what they were put down to, and by how much it is not their sum.
fn by_rows(
    details: &Details,
    (theirs, slack): (Money, Money),
    bookings: &[Booking],
    parts: &mut BTreeMap<Cause, Money>,
) {
    let mut add = |cause: Cause, amount: Money| *parts.entry(cause).or_default() += amount;
    let addition = theirs - details.sum;
    let within = addition.dong().abs() <= (slack + details.slack).dong();
    add(if within { Cause::Rounding } else { Cause::OwnAddition }, addition);
    for (slice, difference) in &details.tasks {
        let mut rest = *difference;
        for booking in bookings {
            add(booking.cause, booking.part(slice));
            rest -= booking.part(slice);
        }
        add(Cause::Unexplained, rest);
    }
    add(Cause::Unexplained, details.unmatched);
}
