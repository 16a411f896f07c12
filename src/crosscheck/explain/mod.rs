//! Differences put down to causes.
//!
//! A cause stands only where it alone leaves nothing of every figure that it touches: fewer events before more, and
//! of two explanations of the same size neither. [`residual`] is what is left, [`event`] what may have happened,
//! [`absent`] looks at years
//! of which we have nothing, [`submissions`] at whole submissions, [`tasks`] at what remains of each task.

mod absent;
mod event;
mod residual;
mod submissions;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use super::own::Contradiction;
use super::rows::Rows;
use super::sides::{Sides, Spot, figure_of};
use crate::model::crosscheck::{Booking, Cause, Slice, TiedCell};
use crate::model::theirs::RowRole;
use crate::model::{AppendixRow, FigureOf, Money};
use event::Event;
use residual::{Residual, Task, row_of};

/// Every difference with its cause, or with what may have caused it.
pub(super) fn explain(sides: &Sides<'_>, cells: &[TiedCell], rows: &Rows, found: &[Contradiction]) -> Vec<Booking> {
    let mut search = Search::new(sides, Residual::of(sides, cells, rows, found));
    search.absent_years();
    search.whole_submissions();
    search.submissions_missing_here();
    search.remaining_tasks();
    let mut bookings = search.bookings;
    bookings.extend(rows.unmatched.iter().map(|at| unmatched(sides, *at)));
    bookings.sort_by_key(|booking| (booking.cause, booking.task.map_or(usize::MAX, crate::model::TaskId::index)));
    bookings
}

/// The state of the search.
struct Search<'a> {
    sides: &'a Sides<'a>,
    residual: Residual,
    bookings: Vec<Booking>,
    /// What may also account for a task's difference, so that nothing else does alone.
    rivals: BTreeMap<Task, BTreeSet<String>>,
}

impl<'a> Search<'a> {
    fn new(sides: &'a Sides<'a>, residual: Residual) -> Self {
        Self { sides, residual, bookings: Vec::new(), rivals: BTreeMap::new() }
    }

    /// Books an event: what it adds to each figure of the tasks that it touches and to each total.
    fn book(&mut self, event: &Event, tasks: &[Task]) {
        let mut parts = BTreeMap::new();
        for task in tasks {
            for slice in self.residual.money.get(task).into_iter().flat_map(BTreeMap::keys) {
                parts.insert(*slice, event.part(self.sides, slice));
            }
        }
        for slice in totals(self.sides) {
            parts.insert(slice, event.part(self.sides, &slice));
        }
        parts.retain(|_, part| !part.is_zero());
        for task in tasks {
            let quantity = event.quantity(self.sides, *task);
            self.residual.take(*task, |slice| event.part(self.sides, slice), quantity);
        }
        let task = if let [only] = tasks { *only } else { None };
        self.bookings.push(Booking {
            cause: event.cause,
            words: event.words.clone(),
            candidates: Vec::new(),
            task,
            parts,
        });
    }

    /// Books what is left of a task's figures that `keep` accepts, and takes it away.
    fn book_left(&mut self, cause: Cause, words: String, task: Task, keep: impl Fn(&Slice, &residual::Left) -> bool) {
        let Some(figures) = self.residual.money.get(&task) else { return };
        let kept = figures.iter().filter(|(slice, left)| !left.amount.is_zero() && keep(slice, left));
        let mut parts: BTreeMap<Slice, Money> = kept.map(|(slice, left)| (*slice, left.amount)).collect();
        if parts.is_empty() {
            return;
        }
        let kept = parts.clone();
        if let Some(atoms) = self.residual.atoms(self.sides, task).filter(|_| cause != Cause::Rounding) {
            parts.extend(at_the_totals(self.sides, &atoms));
        }
        self.residual.take(task, |slice| kept.get(slice).copied().unwrap_or_default(), rust_decimal::Decimal::ZERO);
        self.bookings.push(Booking { cause, words, candidates: Vec::new(), task, parts });
    }
}

/// What a task's difference of known year and source adds to the totals of that year and source.
fn at_the_totals(sides: &Sides<'_>, atoms: &residual::Atoms) -> BTreeMap<Slice, Money> {
    let programme = sides.programme;
    let mut parts = BTreeMap::new();
    for slice in totals(sides).filter(|slice| slice.year.is_none() || slice.year == atoms.year) {
        let within = |source: Option<crate::model::SourceId>| match (slice.of, source) {
            (FigureOf::Total, _) => true,
            (FigureOf::Source(of), Some(source)) => of == source,
            (FigureOf::State, Some(source)) => programme.state_sources().any(|of| of == source),
            (FigureOf::Mobilised, Some(source)) => programme.mobilised_sources().any(|of| of == source),
            _ => false,
        };
        let amount: Money = atoms.amounts.iter().filter(|(source, _)| within(*source)).map(|(_, amount)| *amount).sum();
        if !amount.is_zero() {
            parts.insert(slice, amount);
        }
    }
    parts
}

/// Every total of money: of the period and of each year, of all money and of each part.
pub(super) fn totals<'a>(sides: &'a Sides<'_>) -> impl Iterator<Item = Slice> + 'a {
    let of = [FigureOf::Total, FigureOf::Mobilised, FigureOf::State].into_iter();
    let of = of.chain(sides.programme.source_ids().map(FigureOf::Source));
    of.flat_map(|of| {
        let years = std::iter::once(None).chain(sides.programme.years().map(Some));
        years.map(move |year| Slice { row: AppendixRow::Total, year, of })
    })
}

/// A row of theirs that is none of ours: where its money belongs no one can tell.
fn unmatched(sides: &Sides<'_>, (table, row): (usize, usize)) -> Booking {
    let of = &sides.theirs.tables[table];
    let line = &of.rows[row];
    let mut parts = BTreeMap::new();
    for (cell, held) in line.cells.iter().enumerate() {
        let Some((figure, year)) = figure_of(of, line, held).filter(|(figure, _)| *figure != FigureOf::Quantity) else {
            continue;
        };
        let amount = sides.amount(Spot { table, row, cell }).map(|amount| amount.money).unwrap_or_default();
        if !amount.is_zero() {
            parts.insert(Slice { row: AppendixRow::Total, year, of: figure }, amount);
        }
    }
    let place = format!("trang tính \"{}\", dòng {}", of.sheet, line.row + 1);
    let (says, candidates) = match line.role {
        RowRole::Repeated(of) => (
            format!("và dòng khác cùng là {}", super::words::row(sides.programme, of.row)),
            ["nhiệm vụ này được chia thành nhiều dòng", "một dòng bị lặp lại"],
        ),
        _ => (
            "không có mã hoặc tên của nhiệm vụ nào".to_owned(),
            ["dòng này là một nhiệm vụ của Chương trình mang tên khác", "dòng này không thuộc Chương trình"],
        ),
    };
    let candidates = candidates.map(str::to_owned).to_vec();
    let words = format!("Dòng \"{}\" của bảng kia ({place}) {says}", line.name);
    Booking { cause: Cause::Unexplained, words, candidates, task: None, parts }
}

/// The words for a task, "nhiệm vụ 3.1.b".
fn named(sides: &Sides<'_>, task: Task) -> String {
    super::words::row(sides.programme, row_of(task))
}
