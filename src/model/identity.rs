//! What makes two rows one project: the rule on duplicates names the copies, the review admits the first of them.

use super::beneficiary::{Beneficiaries, Facility, Submitter};
use super::ids::{ProjectRef, TaskId};
use super::money::Money;
use super::project::{Project, Stage};
use super::text;

/// The identity of a project: rows of one identity are copies of each other.
///
/// With an id: the same unit, id, task, year, stage and name. Without one: the same unit, task, beneficiary (where
/// there is none: name; of a group or a list, which is nobody by itself: both), event, year, stage and amounts; two
/// fairs of one beneficiary are two projects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    submitter: Submitter,
    task: TaskId,
    year: Option<i32>,
    stage: Stage,
    likeness: Likeness,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Id { id: String, name: String },
    Content { who: Who, event: String, total: Option<Money>, sources: Vec<Money> },
}

/// Whom it is for: a beneficiary, a name, or both.
type Who = (Option<Facility>, Option<String>);

impl Identity {
    /// The identity of a row; nothing where too little is known to call it a copy of another.
    pub fn of((at, project): (ProjectRef, &Project), beneficiaries: &Beneficiaries) -> Option<Self> {
        Some(Self {
            submitter: Submitter::of(project),
            task: project.task.task?,
            year: project.year,
            stage: project.stage,
            likeness: likeness(project, beneficiaries.sure(at))?,
        })
    }
}

fn likeness(project: &Project, facility: Option<&Facility>) -> Option<Likeness> {
    let id = text::key(project.id.text());
    if !id.is_empty() {
        return Some(Likeness::Id { id, name: text::key(project.name.text()) });
    }
    let readable = std::iter::once(&project.total).chain(&project.sources).all(|entry| entry.fault.is_none());
    readable.then_some(())?;
    let name = Some(text::key(project.name.text())).filter(|name| !name.is_empty());
    let who = match facility {
        Some(facility) => (Some(facility.clone()), name.filter(|_| !project.is_of_one())),
        None => (None, Some(name?)),
    };
    Some(Likeness::Content {
        who,
        event: text::key(project.event.text()),
        total: project.total.value,
        sources: project.sources.iter().map(|entry| entry.value.unwrap_or_default()).collect(),
    })
}
