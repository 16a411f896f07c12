//! What has been drawn on a cap already: by one beneficiary in a year, by earlier years of one project.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Money, Project, Stage, TaskId, UnitId, text};
use crate::programme::Norm;

/// What the projects that were reviewed so far drew. They come in the order of their years.
#[derive(Default)]
pub(super) struct Drawn<'a> {
    facilities: BTreeMap<(TaskId, Stage, Option<i32>, Who), Money>,
    past: BTreeMap<(UnitId, Stage), Vec<Past<'a>>>,
}

/// What earlier years of a carried-over project came to.
pub(super) struct Earlier {
    /// The quantity of its first year.
    pub(super) quantity: Decimal,
    /// What they drew.
    pub(super) amount: Money,
}

struct Past<'a> {
    project: &'a Project,
    amount: Money,
}

/// Who draws: a tax code is one beneficiary anywhere; a name is one only within a unit, since two districts
/// may each have a cooperative of that name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    TaxCode(String),
    Name(Option<UnitId>, String),
}

impl<'a> Drawn<'a> {
    /// Remembers what a project drew from the sources that its norm binds.
    pub(super) fn record(&mut self, task: TaskId, norm: &Norm, project: &'a Project, amount: Money) {
        if let Some(who) = facility(norm, project) {
            *self.facilities.entry((task, project.stage, project.year, who)).or_default() += amount;
        }
        if let Some(unit) = project.unit {
            self.past.entry((unit, project.stage)).or_default().push(Past { project, amount });
        }
    }

    /// What the beneficiary drew on a cap per facility in the project's year; nothing where no cap is.
    pub(super) fn same_year(&self, norm: &Norm, project: &Project) -> Option<Money> {
        let who = facility(norm, project)?;
        self.facilities.get(&(project.task.task?, project.stage, project.year, who)).copied()
    }

    /// What the earlier years of a carried-over project came to, linked by unit and id, else by unit, task and
    /// beneficiary; nothing where the project is not carried over or its earlier years are not in the run.
    pub(super) fn earlier_years(&self, project: &Project) -> Option<Earlier> {
        let past = self.past.get(&(project.unit?, project.stage)).filter(|_| project.status.carried_over)?;
        let earlier = || past.iter().filter(|past| past.project.year < project.year);
        let by_id: Vec<_> = earlier().filter(|past| same_id(past.project, project)).collect();
        let linked =
            if by_id.is_empty() { earlier().filter(|past| same_work(past.project, project)).collect() } else { by_id };
        since_its_start(&linked)
    }
}

/// One beneficiary may have been supported in full years before: the project starts with the latest year that
/// is not itself carried over.
fn since_its_start(linked: &[&Past<'_>]) -> Option<Earlier> {
    let first = linked.first()?.project.year;
    let starts = || linked.iter().filter(|past| !past.project.status.carried_over);
    let start = starts().map(|past| past.project.year).max().unwrap_or(first);
    Some(Earlier {
        quantity: starts().filter(|past| past.project.year == start).map(|past| past.project.counted_quantity()).sum(),
        amount: linked.iter().filter(|past| past.project.year >= start).map(|past| past.amount).sum(),
    })
}

/// Whose cap per facility a project draws on; a group project is of many.
fn facility(norm: &Norm, project: &Project) -> Option<Who> {
    (norm.per_facility && !project.is_group()).then(|| who(project)).flatten()
}

fn who(project: &Project) -> Option<Who> {
    let tax_code = text::key(project.tax_code.text());
    if !tax_code.is_empty() {
        return Some(Who::TaxCode(tax_code));
    }
    let name = text::key(project.beneficiary.text());
    (!name.is_empty()).then_some(Who::Name(project.unit, name))
}

fn same_id(past: &Project, project: &Project) -> bool {
    let id = text::fold(project.id.text());
    !id.is_empty() && text::fold(past.id.text()) == id
}

/// Two projects with different ids are different, whatever else they share.
fn same_work(past: &Project, project: &Project) -> bool {
    let an_id_is_missing = past.id.text().is_empty() || project.id.text().is_empty();
    an_id_is_missing && past.task.task == project.task.task && who(past).is_some_and(|one| who(project) == Some(one))
}
