//! What the changes do to the figures of each task and year.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::revision::{Edition, EditionRow, Effect};
use crate::model::{SourceId, Stage, Sums, TaskId};
use crate::programme::Programme;

/// The tasks whose figures differ, in the catalogue's order; those of no known task last.
pub(super) fn of(programme: &Programme, old: &Edition, new: &Edition) -> Vec<Effect> {
    let (mut was, mut is) = (sums(programme, old), sums(programme, new));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).copied().collect();
    let empty = || Sums::empty(programme.sources.len());
    let effects = keys.into_iter().map(|key| Effect {
        stage: key.0,
        task: key.2,
        year: key.3,
        was: was.remove(&key).unwrap_or_else(empty),
        is: is.remove(&key).unwrap_or_else(empty),
    });
    effects.filter(|effect| effect.was != effect.is).collect()
}

/// By stage, task and year; a project of no known task after the others.
type Key = (Stage, bool, Option<TaskId>, i32);

fn sums(programme: &Programme, edition: &Edition) -> BTreeMap<Key, Sums> {
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    // A project without a year is in no figure of an appendix.
    let counted = edition.rows.iter().filter(|row| row.counted);
    for (row, year) in counted.filter_map(|row| Some((row, row.project.year?))) {
        let task = row.project.task.task;
        let key = (row.project.stage, task.is_none(), task, year);
        sums.entry(key).or_insert_with(|| Sums::empty(programme.sources.len())).add(&sum_of(programme, row));
    }
    sums
}

fn sum_of(programme: &Programme, row: &EditionRow) -> Sums {
    let sources = (0..programme.sources.len()).map(|source| row.project.source(SourceId(source)));
    Sums { projects: 1, quantity: row.project.counted_quantity(), sources: sources.collect() }
}
