//! What has been drawn on a cap already: by one beneficiary in a year, by earlier years of one project.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Money, Project, Stage, TaskId, UnitId, text};
use crate::programme::Norm;

/// What the projects that were reviewed so far drew. They come in the order of their years.
#[derive(Default)]
pub(super) struct Drawn {
    facilities: BTreeMap<(TaskId, Stage, Option<i32>, Who), BySource>,
    past: BTreeMap<(UnitId, Stage, Link), Vec<Past>>,
}

/// What earlier years of a carried-over project came to.
pub(super) struct Earlier {
    /// The quantity of its first year.
    pub(super) quantity: Decimal,
    drawn: BySource,
}

impl Earlier {
    /// What they drew from the sources that a norm binds.
    pub(super) fn amount(&self, norm: &Norm) -> Money {
        self.drawn.bound_by(norm)
    }
}

/// Money by source: which of it counts against a cap, the norm of the later project says.
#[derive(Clone, Default)]
struct BySource(Vec<Money>);

impl BySource {
    fn add(&mut self, amounts: &[Money]) {
        self.0.resize(self.0.len().max(amounts.len()), Money::ZERO);
        for (sum, amount) in self.0.iter_mut().zip(amounts) {
            *sum += *amount;
        }
    }

    fn bound_by(&self, norm: &Norm) -> Money {
        norm.binds.iter().filter_map(|source| self.0.get(source.index())).copied().sum()
    }
}

/// A project that drew.
#[derive(Clone)]
struct Past {
    year: Option<i32>,
    carried_over: bool,
    numbered: bool,
    quantity: Decimal,
    drawn: BySource,
}

/// What links the years of one project, beside its unit and stage.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Id(String),
    Work(Option<TaskId>, Who),
}

/// Who draws: a tax code is one beneficiary anywhere; a name is one only within a unit, since two districts
/// may each have a cooperative of that name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    TaxCode(String),
    Name(Option<UnitId>, String),
}

impl Drawn {
    /// Remembers what is admissible of a project, by source.
    pub(super) fn record(&mut self, task: TaskId, per_facility: bool, project: &Project, amounts: &[Money]) {
        if let Some(who) = facility(per_facility, project) {
            self.facilities.entry((task, project.stage, project.year, who)).or_default().add(amounts);
        }
        let Some(unit) = project.unit else { return };
        let past = Past {
            year: project.year,
            carried_over: project.status.carried_over,
            numbered: id(project).is_some(),
            quantity: project.counted_quantity(),
            drawn: BySource(amounts.to_vec()),
        };
        for link in id(project).into_iter().chain(work(project)) {
            self.past.entry((unit, project.stage, link)).or_default().push(past.clone());
        }
    }

    /// What the beneficiary drew on a cap per facility in the project's year; nothing where no cap is.
    pub(super) fn same_year(&self, norm: &Norm, project: &Project) -> Option<Money> {
        let who = facility(norm.per_facility, project)?;
        let drawn = self.facilities.get(&(project.task.task?, project.stage, project.year, who))?;
        Some(drawn.bound_by(norm))
    }

    /// What the earlier years of a carried-over project came to, linked by unit and id, else by unit, task and
    /// beneficiary; nothing where the project is not carried over or its earlier years are not in the run.
    pub(super) fn earlier_years(&self, project: &Project) -> Option<Earlier> {
        if !project.status.carried_over {
            return None;
        }
        let (own_id, own_work) = (id(project), work(project));
        let numbered = own_id.is_some();
        let by_id = own_id.map(|link| self.before(project, link)).unwrap_or_default();
        if !by_id.is_empty() {
            return since_its_start(&by_id);
        }
        let mut by_work = own_work.map(|link| self.before(project, link)).unwrap_or_default();
        // Two projects with different ids are different, whatever else they share.
        by_work.retain(|past| !(numbered && past.numbered));
        since_its_start(&by_work)
    }

    fn before(&self, project: &Project, link: Link) -> Vec<Past> {
        let linked = project.unit.and_then(|unit| self.past.get(&(unit, project.stage, link)));
        linked.into_iter().flatten().filter(|past| past.year < project.year).cloned().collect()
    }
}

/// One beneficiary may have been supported in full years before: the project starts with the latest year that
/// is not itself carried over.
fn since_its_start(linked: &[Past]) -> Option<Earlier> {
    let first = linked.first()?.year;
    let starts = || linked.iter().filter(|past| !past.carried_over);
    let start = starts().map(|past| past.year).max().unwrap_or(first);
    let mut drawn = BySource::default();
    linked.iter().filter(|past| past.year >= start).for_each(|past| drawn.add(&past.drawn.0));
    Some(Earlier { quantity: starts().filter(|past| past.year == start).map(|past| past.quantity).sum(), drawn })
}

/// Whose cap per facility a project draws on; a group project is of many.
fn facility(per_facility: bool, project: &Project) -> Option<Who> {
    (per_facility && !project.is_group()).then(|| who(project)).flatten()
}

fn who(project: &Project) -> Option<Who> {
    let tax_code = text::key(project.tax_code.text());
    if !tax_code.is_empty() {
        return Some(Who::TaxCode(tax_code));
    }
    let name = text::key(project.beneficiary.text());
    (!name.is_empty()).then_some(Who::Name(project.unit, name))
}

fn id(project: &Project) -> Option<Link> {
    let id = text::fold(project.id.text());
    (!id.is_empty()).then_some(Link::Id(id))
}

fn work(project: &Project) -> Option<Link> {
    who(project).map(|who| Link::Work(project.task.task, who))
}
