//! Second copies of a project (TR01): the first in the report's order is admissible, the others are not.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::model::{Money, Project, ProjectRef, Stage, TaskId, UnitId, text};

/// Every second copy, with the project that it repeats.
pub(super) fn second_copies<'a>(projects: &[(ProjectRef, &'a Project)]) -> BTreeMap<ProjectRef, &'a Project> {
    let mut first: BTreeMap<Identity, &'a Project> = BTreeMap::new();
    let mut copies = BTreeMap::new();
    for (at, project) in projects {
        match identity(project).map(|identity| first.entry(identity)) {
            Some(Entry::Occupied(original)) => {
                copies.insert(*at, *original.get());
            }
            Some(Entry::Vacant(slot)) => {
                slot.insert(project);
            }
            None => {}
        }
    }
    copies
}

/// What makes two rows one project.
type Identity = (UnitId, TaskId, Option<i32>, Stage, Likeness);

/// What they share beside unit, task, year and stage.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Id and name.
    Numbered(String, String),
    /// Without an id: beneficiary and money by source.
    Unnumbered(String, Vec<Money>),
}

/// Nothing where too little is known to call it a copy: no unit, no task, neither id nor beneficiary.
fn identity(project: &Project) -> Option<Identity> {
    let id = text::fold(project.id.text());
    let likeness = if id.is_empty() {
        let beneficiary = text::fold(project.beneficiary.text());
        let money = project.sources.iter().map(|entry| entry.value.unwrap_or_default()).collect();
        (!beneficiary.is_empty()).then_some(Likeness::Unnumbered(beneficiary, money))?
    } else {
        Likeness::Numbered(id, text::fold(project.name.text()))
    };
    Some((project.unit?, project.task.task?, project.year, project.stage, likeness))
}
