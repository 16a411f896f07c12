//! What the programme says of a figure of an appendix.
//!
//! The period's figures and the yearly grand totals are the decision's; the split of tasks and sources over
//! the years is the catalogue's phasing.

use std::borrow::Cow;

use crate::model::{AppendixRow, Figure, FigureKey, FigureOf, Money, SourceId, TaskId};
use crate::programme::Programme;

/// The programme's figure; nothing where it gives none, which is not the same as 0.
pub(super) fn figure(programme: &Programme, key: &FigureKey) -> Option<Figure> {
    match (key.of, key.row, key.year) {
        (FigureOf::Quantity, AppendixRow::Task(task), None) => programme.task(task).target.map(Figure::Count),
        (FigureOf::Quantity, ..) => None,
        // The decision prints these two itself.
        (FigureOf::State, AppendixRow::Total, None) => Some(programme.totals.state.into()),
        (FigureOf::Mobilised, AppendixRow::Total, None) => Some(programme.totals.mobilised.into()),
        (of, row, year) => plan(programme, row, year)?.money(programme, of).map(Figure::Money),
    }
}

/// The programme's figure for some years together; one of a single year is that year's.
pub(super) fn of_years(programme: &Programme, key: &FigureKey, years: &[i32]) -> Option<Figure> {
    match (key.of, key.row, key.year) {
        (_, _, Some(_)) => figure(programme, key),
        (FigureOf::Quantity, AppendixRow::Task(task), None) => {
            programme.task(task).target?;
            let phasing = Some(&programme.phasing).filter(|phasing| !phasing.shares.is_empty())?;
            let shares = years.iter().filter_map(|year| phasing.shares.get(&(task, *year)));
            Some(Figure::Count(shares.map(|share| share.quantity).sum()))
        }
        (FigureOf::Quantity, ..) => None,
        (of, row, None) => {
            let of_year = |year: &i32| plan(programme, row, Some(*year))?.money(programme, of);
            let sum: Option<Money> = years.iter().map(of_year).sum();
            sum.map(Figure::Money)
        }
    }
}

/// A row's money: in all, and by source.
struct Plan<'a> {
    total: Option<Money>,
    sources: Cow<'a, [Option<Money>]>,
}

impl Plan<'_> {
    fn money(&self, programme: &Programme, of: FigureOf) -> Option<Money> {
        match of {
            FigureOf::Quantity => None,
            FigureOf::Total => self.total,
            FigureOf::Source(source) => self.source(source),
            FigureOf::State => add(programme.state_sources().map(|source| self.source(source))),
            FigureOf::Mobilised => add(programme.mobilised_sources().map(|source| self.source(source))),
        }
    }

    fn source(&self, source: SourceId) -> Option<Money> {
        self.sources.get(source.index()).copied().flatten()
    }
}

/// The sum of the figures that are given; nothing where none is.
fn add(figures: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    figures.flatten().reduce(|sum, figure| sum + figure)
}

fn plan(programme: &Programme, row: AppendixRow, year: Option<i32>) -> Option<Plan<'_>> {
    match (row, year) {
        (AppendixRow::Total, None) => {
            Some(Plan { total: Some(programme.totals.total), sources: Cow::Borrowed(&programme.totals.money) })
        }
        (AppendixRow::Total, Some(year)) => Some(Plan {
            total: programme.year_totals.get(&year).copied(),
            sources: Cow::Borrowed(programme.phasing.year_sources.get(&year).map_or(&[][..], Vec::as_slice)),
        }),
        (AppendixRow::Section(section), None) => {
            let section = programme.section(section);
            Some(Plan { total: Some(section.total), sources: Cow::Borrowed(&section.money) })
        }
        (AppendixRow::Section(section), Some(year)) => phased(programme, &programme.section(section).tasks, year),
        (AppendixRow::Task(task), None) => {
            let task = programme.task(task);
            Some(Plan { total: task.total, sources: Cow::Borrowed(&task.money) })
        }
        (AppendixRow::Task(task), Some(year)) => phased(programme, &[task], year),
        (AppendixRow::Unclassified, _) => None,
    }
}

/// What some tasks are planned to take in a year. A task with figures that the phasing does not name in that
/// year takes 0; a catalogue without any phasing gives no figure at all.
fn phased(programme: &Programme, tasks: &[TaskId], year: i32) -> Option<Plan<'static>> {
    if programme.phasing.shares.is_empty() {
        return None;
    }
    let sources: Vec<_> = programme
        .source_ids()
        .map(|source| add(tasks.iter().map(|task| phased_source(programme, *task, year, source))))
        .collect();
    Some(Plan { total: add(sources.iter().copied()), sources: Cow::Owned(sources) })
}

fn phased_source(programme: &Programme, task: TaskId, year: i32, source: SourceId) -> Option<Money> {
    programme.task(task).money_of(source)?;
    let share = programme.phasing.shares.get(&(task, year));
    Some(share.and_then(|share| share.money.get(source.index()).copied()).unwrap_or_default())
}
