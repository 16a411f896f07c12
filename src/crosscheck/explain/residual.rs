//! What is left to be explained: theirs − ours of every figure of a task.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::crosscheck::own::Contradiction;
use crate::crosscheck::rows::Rows;
use crate::crosscheck::sides::{Sides, Spot};
use crate::model::crosscheck::{Slice, TiedCell};
use crate::model::{AppendixRow, FigureOf, Money, SourceId, TaskId, comparison};

/// A task, or nothing for the projects of no known task.
pub(super) type Task = Option<TaskId>;

/// What is left of one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    /// Theirs − ours, less what has been explained.
    pub amount: Money,
    /// What theirs may miss for the digits that it leaves out.
    pub slack: Money,
    pub theirs: Money,
    pub ours: Money,
    /// Whether their own workbook contradicts the figure.
    pub doubtful: bool,
}

impl Left {
    /// Whether it is more than the digits left out account for.
    pub(super) fn stands(&self) -> bool {
        self.amount.dong().abs() > self.slack.dong()
    }
}

/// What is left of every task.
#[derive(Debug, Clone, Default)]
pub(super) struct Residual {
    pub money: BTreeMap<Task, BTreeMap<Slice, Left>>,
    /// Theirs − ours of the quantity, where theirs states one.
    pub quantity: BTreeMap<Task, Decimal>,
    /// The tasks that they may have under another name.
    pub perhaps_renamed: BTreeSet<Task>,
}

/// A difference of one task as amounts by source, where every figure of theirs agrees on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atoms {
    /// The year; none where no figure tells it.
    pub year: Option<i32>,
    /// By source; of no source where only totals are stated.
    pub amounts: Vec<(Option<SourceId>, Money)>,
}

impl Residual {
    pub(super) fn of(sides: &Sides<'_>, cells: &[TiedCell], rows: &Rows, found: &[Contradiction]) -> Self {
        let mut residual = Self::default();
        for tied in cells {
            let Some(task) = task_of(tied.slice.row) else { continue };
            let Some(theirs) = tied.theirs.as_ref() else { continue };
            if tied.slice.of == FigureOf::Quantity {
                let difference = tied.difference().unwrap_or_default();
                let known = residual.quantity.entry(task).or_insert(difference);
                if known.is_zero() {
                    *known = difference;
                }
                continue;
            }
            let spot = Spot { table: tied.table, row: tied.row, cell: tied.cell };
            let (theirs, ours) = (money(theirs), money(&tied.ours));
            let doubtful = found.iter().any(|one| one.involves(spot));
            let left = Left { amount: theirs - ours, slack: tied.slack, theirs, ours, doubtful };
            residual.state(task, tied.slice, left);
        }
        for row in &rows.missing {
            let Some(task) = task_of(row.row) else { continue };
            for slice in &row.slices {
                if slice.of == FigureOf::Quantity {
                    let Some(ours) = sides.ours(slice) else { continue };
                    residual.quantity.entry(task).or_insert(-comparison::number(&ours));
                    continue;
                }
                let ours = sides.our_money(slice);
                let left = Left { amount: -ours, slack: Money::ZERO, theirs: Money::ZERO, ours, doubtful: false };
                residual.state(task, *slice, left);
            }
            if rows.has_stranger(sides, row.table) {
                residual.perhaps_renamed.insert(task);
            }
        }
        residual
    }

    /// Of two statements of one figure the one that differs from ours stands; two that differ in two ways are both
    /// in doubt already.
    fn state(&mut self, task: Task, slice: Slice, left: Left) {
        let figures = self.money.entry(task).or_default();
        match figures.get_mut(&slice) {
            Some(known) if known.amount.is_zero() => {
                let doubtful = known.doubtful || known.amount != left.amount;
                *known = Left { doubtful: left.doubtful || doubtful, ..left };
            }
            Some(known) => known.doubtful |= known.amount != left.amount,
            None => {
                figures.insert(slice, left);
            }
        }
    }

    /// Takes an explained part away.
    pub(super) fn take(&mut self, task: Task, part: impl Fn(&Slice) -> Money, quantity: Decimal) {
        for (slice, left) in self.money.entry(task).or_default() {
            left.amount -= part(slice);
        }
        if let Some(left) = self.quantity.get_mut(&task) {
            *left -= quantity;
        }
    }

    /// Whether anything of a task is left beyond the digits that were left out.
    pub(super) fn stands(&self, task: Task) -> bool {
        self.money.get(&task).is_some_and(|figures| figures.values().any(Left::stands))
    }

    /// Whether their number of projects is ours, as far as they state it.
    pub(super) fn same_quantity(&self, task: Task) -> bool {
        self.quantity.get(&task).is_none_or(Decimal::is_zero)
    }

    /// The difference of a task by source, where every figure agrees on it and at most one year differs.
    pub(super) fn atoms(&self, sides: &Sides<'_>, task: Task) -> Option<Atoms> {
        let figures = self.money.get(&task)?;
        let left = |of: FigureOf, year: Option<i32>| figures.get(&Slice { row: row_of(task), year, of });
        let near = |sum: Money, slack: Money, whole: Option<&Left>| {
            whole.is_none_or(|whole| (whole.amount - sum).dong().abs() <= (whole.slack + slack).dong())
        };
        let programme = sides.programme;
        let stated: Vec<_> =
            programme.source_ids().filter_map(|id| Some((id, left(FigureOf::Source(id), None)?))).collect();
        let sum_of = |ids: Vec<SourceId>| -> (Money, Money) {
            let of = stated.iter().filter(|(id, _)| ids.contains(id));
            of.fold((Money::ZERO, Money::ZERO), |(sum, slack), (_, left)| (sum + left.amount, slack + left.slack))
        };
        let total = left(FigureOf::Total, None);
        let (sum, slack) = sum_of(programme.source_ids().collect());
        let years: Vec<_> =
            programme.years().filter_map(|year| Some((year, left(FigureOf::Total, Some(year))?))).collect();
        let (by_year, year_slack) = years
            .iter()
            .fold((Money::ZERO, Money::ZERO), |(sum, slack), (_, left)| (sum + left.amount, slack + left.slack));
        let all_sources = programme
            .source_ids()
            .filter(|id| programme.source(*id).always_shown)
            .all(|id| stated.iter().any(|(known, _)| *known == id));
        let agrees = (!all_sources || near(sum, slack, total))
            && (years.len() < programme.years().count() || near(by_year, year_slack, total))
            && (!all_sources
                || near(sum_of(programme.state_sources().collect()).0, slack, left(FigureOf::State, None)))
            && (!all_sources
                || near(sum_of(programme.mobilised_sources().collect()).0, slack, left(FigureOf::Mobilised, None)))
            && (!all_sources
                || years.is_empty()
                || total.is_some()
                || (by_year - sum).dong().abs() <= (year_slack + slack).dong());
        let differing: Vec<i32> = years.iter().filter(|(_, left)| left.stands()).map(|(year, _)| *year).collect();
        if !agrees || differing.len() > 1 {
            return None;
        }
        let amounts: Vec<_> = if all_sources {
            stated.iter().filter(|(_, left)| left.stands()).map(|(id, left)| (Some(*id), left.amount)).collect()
        } else {
            let whole =
                total.filter(|left| left.stands()).map(|left| left.amount).or((!years.is_empty()).then_some(by_year));
            whole.filter(|whole| !whole.is_zero()).map(|whole| (None, whole)).into_iter().collect()
        };
        (!amounts.is_empty()).then_some(Atoms { year: differing.first().copied(), amounts })
    }
}

fn money(figure: &crate::model::Figure) -> Money {
    match figure {
        crate::model::Figure::Money(amount) => *amount,
        _ => Money::ZERO,
    }
}

/// The task of a row, where the row is a task's.
pub(super) const fn task_of(row: AppendixRow) -> Option<Task> {
    match row {
        AppendixRow::Task(task) => Some(Some(task)),
        AppendixRow::Unclassified => Some(None),
        AppendixRow::Total | AppendixRow::Section(_) => None,
    }
}

/// The row of a task.
pub(super) fn row_of(task: Task) -> AppendixRow {
    task.map_or(AppendixRow::Unclassified, AppendixRow::Task)
}
