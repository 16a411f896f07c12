//! What was submitted, as a figure of an appendix.

use crate::model::{AppendixRow, Figure, FigureKey, FigureOf, Stage, TaskId, Totals};
use crate::programme::Programme;

/// The figure of `key` in `totals`, of one stage.
pub(super) fn figure(programme: &Programme, totals: &Totals, stage: Stage, key: &FigureKey) -> Figure {
    let sums = totals.sum(|of| {
        of.stage == stage && key.year.is_none_or(|year| year == of.year) && holds(programme, key.row, of.task)
    });
    match key.of {
        FigureOf::Quantity => Figure::Count(sums.quantity),
        FigureOf::Total => Figure::Money(sums.total()),
        FigureOf::Mobilised => Figure::Money(programme.mobilised_sources().map(|source| sums.source(source)).sum()),
        FigureOf::State => Figure::Money(programme.state_sources().map(|source| sums.source(source)).sum()),
        FigureOf::Source(source) => Figure::Money(sums.source(source)),
    }
}

/// Whether a row of an appendix holds the projects of a task; those of no known task are in the grand total
/// and in their own row.
fn holds(programme: &Programme, row: AppendixRow, task: Option<TaskId>) -> bool {
    match row {
        AppendixRow::Total => true,
        AppendixRow::Section(section) => task.is_some_and(|task| programme.task(task).section == section),
        AppendixRow::Task(of) => task == Some(of),
        AppendixRow::Unclassified => task.is_none(),
    }
}
