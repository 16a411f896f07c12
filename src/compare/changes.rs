//! What differs between the two rows of one project, with the cells of both.

use std::collections::BTreeMap;

use super::content::{Said, fields, same};
use super::home::Moves;
use crate::model::revision::{Aspect, Change, EditionRow, Unheld};
use crate::model::{Field, Figure, Place};
use crate::programme::Programme;

/// The columns that one of the editions lacks, gathered over its rows.
#[derive(Debug, Default)]
pub(super) struct Unhelds(BTreeMap<(bool, Field), usize>);

impl Unhelds {
    fn add(&mut self, field: Field, in_new: bool) {
        *self.0.entry((in_new, field)).or_default() += 1;
    }

    /// One line a column.
    pub(super) fn finish(self) -> Vec<Unheld> {
        self.0.into_iter().map(|((in_new, field), rows)| Unheld { field, in_new, rows }).collect()
    }
}

/// The changes from the old row of a project to its new one. What stands in a column that the other table does not
/// have at all is told to `unheld`: another layout is no change. Money is one all the same, since it counts.
pub(super) fn between(
    programme: &Programme,
    (old, new): (&EditionRow, &EditionRow),
    moves: &Moves<'_>,
    unheld: &mut Unhelds,
) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(unit(programme, old, new));
    changes.extend(stage(old, new));
    for field in fields(programme) {
        let (was, is) = (Said::of(programme, &old.project, field), Said::of(programme, &new.project, field));
        if same(field, (&old.project, &was), (&new.project, &is)) {
            continue;
        }
        let counts = matches!(field, Field::Task | Field::Year | Field::Source(_));
        if !counts && was.is_held() != is.is_held() {
            unheld.add(field, was.is_held());
            continue;
        }
        let place = |row: &EditionRow, said: &Said| match field {
            Field::Year => row.year_at.clone(),
            _ => row.project.place([said.at]),
        };
        let (was_at, is_at) = (place(old, &was), place(new, &is));
        changes.push(Change { aspect: Aspect::Column(field), was: was.figure, is: is.figure, was_at, is_at });
    }
    changes.extend(moves.of_row(old, new).map(|(was, is)| words(Aspect::Home, (old, was), (new, is))));
    changes.extend(counted(old, new));
    changes
}

fn unit(programme: &Programme, old: &EditionRow, new: &EditionRow) -> Option<Change> {
    let name = |row: &EditionRow| row.project.unit.map(|unit| Figure::Text(programme.unit(unit).short.clone()));
    (old.project.unit != new.project.unit).then(|| Change {
        aspect: Aspect::Unit,
        was: name(old),
        is: name(new),
        was_at: old.unit_at.clone(),
        is_at: new.unit_at.clone(),
    })
}

fn stage(old: &EditionRow, new: &EditionRow) -> Option<Change> {
    let (was, is) = (old.project.stage, new.project.stage);
    (was != is).then(|| words(Aspect::Stage, (old, was.name().to_owned()), (new, is.name().to_owned())))
}

/// A project that no longer counts, or counts now, moves the totals though nothing else in it may have changed.
fn counted(old: &EditionRow, new: &EditionRow) -> Option<Change> {
    let said = |row: &EditionRow| if row.counted { "Có" } else { "Không" }.to_owned();
    (old.counted != new.counted).then(|| words(Aspect::Counted, (old, said(old)), (new, said(new))))
}

/// A change of the row as a whole, shown at its name.
fn words(aspect: Aspect, (old, was): (&EditionRow, String), (new, is): (&EditionRow, String)) -> Change {
    Change {
        aspect,
        was: Some(Figure::Text(was)),
        is: Some(Figure::Text(is)),
        was_at: row_place(old),
        is_at: row_place(new),
    }
}

/// The cell by which a person finds a row: its name, else its beneficiary or its task.
pub(super) fn row_place(row: &EditionRow) -> Vec<Place> {
    let project = &row.project;
    project.place([project.name.at.or(project.beneficiary.at).or(project.task.cell())])
}
