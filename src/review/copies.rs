//! Second copies of a project (TR01): the first in the report's order is admissible, the others are not.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::model::{Beneficiaries, Identity, Project, ProjectRef};

/// Every second copy, with the project that it repeats.
pub(super) fn second_copies<'a>(
    projects: &[(ProjectRef, &'a Project)],
    beneficiaries: &Beneficiaries,
) -> BTreeMap<ProjectRef, &'a Project> {
    let mut first: BTreeMap<Identity, &'a Project> = BTreeMap::new();
    let mut copies = BTreeMap::new();
    for (at, project) in projects {
        match Identity::of((*at, project), beneficiaries).map(|identity| first.entry(identity)) {
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
