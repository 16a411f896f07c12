//! What has been drawn on a limit already: by one beneficiary in a year, by earlier years of one project, by others
//! at one fair.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Beneficiaries, Chains, Facility, Fair, Money, Project, ProjectRef, Stage, TaskId};
use crate::programme::{Norm, ScaleLimit};

/// What the projects that were reviewed so far drew. They come in the order of their years.
pub(super) struct Drawn<'a> {
    beneficiaries: &'a Beneficiaries,
    chains: Chains<'a>,
    facilities: BTreeMap<(TaskId, Stage, Option<i32>, Facility), Money>,
    projects: BTreeMap<ProjectRef, Money>,
    booths: BTreeMap<Fair, Decimal>,
}

/// What earlier years of a carried-over project came to.
pub(super) struct Earlier {
    /// The quantity of its first year.
    pub(super) quantity: Decimal,
    /// What they drew.
    pub(super) amount: Money,
}

impl<'a> Drawn<'a> {
    /// Nothing drawn yet by these projects.
    pub(super) fn nothing(projects: &[(ProjectRef, &'a Project)], beneficiaries: &'a Beneficiaries) -> Self {
        Self {
            beneficiaries,
            chains: Chains::of(projects, beneficiaries),
            facilities: BTreeMap::new(),
            projects: BTreeMap::new(),
            booths: BTreeMap::new(),
        }
    }

    /// Remembers what a project drew from the sources that its norm binds.
    pub(super) fn record(&mut self, task: TaskId, norm: &Norm, (at, project): (ProjectRef, &Project), amount: Money) {
        if let Some(facility) = self.facility(norm, (at, project)) {
            *self.facilities.entry((task, project.stage, project.year, facility)).or_default() += amount;
        }
        if let Some((limit, fair)) = norm.scale.as_ref().zip(Fair::of(project)) {
            let booths = project.scale.value.unwrap_or_default().min(self.booths_left(limit, project));
            *self.booths.entry(fair).or_default() += booths.max(Decimal::ZERO);
        }
        self.projects.insert(at, amount);
    }

    /// What the beneficiary drew on a cap per facility in the project's year; nothing where no cap is.
    pub(super) fn same_year(&self, norm: &Norm, (at, project): (ProjectRef, &Project)) -> Option<Money> {
        let facility = self.facility(norm, (at, project))?;
        self.facilities.get(&(project.task.task?, project.stage, project.year, facility)).copied()
    }

    /// What the earlier years of a carried-over project came to; nothing where the project is not carried over or
    /// its earlier years are not in the run.
    pub(super) fn earlier_years(&self, (at, project): (ProjectRef, &Project)) -> Option<Earlier> {
        let chain = self.chains.with(at).filter(|_| project.status.carried_over)?;
        let earlier = &chain.rows[..chain.rows.iter().position(|(row, _)| *row == at)?];
        (!earlier.is_empty()).then(|| Earlier {
            quantity: chain.first().map(Project::stated_quantity).unwrap_or_default(),
            amount: earlier.iter().filter_map(|(row, _)| self.projects.get(row)).copied().sum(),
        })
    }

    /// How many booths (or people) a project's fair still has under the norm's limit.
    pub(super) fn booths_left(&self, limit: &ScaleLimit, project: &Project) -> Decimal {
        let taken = Fair::of(project).and_then(|fair| self.booths.get(&fair).copied()).unwrap_or_default();
        (limit.most - taken).max(Decimal::ZERO)
    }

    /// Whose cap per facility a project draws on; a group project, or a list, is of many.
    fn facility(&self, norm: &Norm, (at, project): (ProjectRef, &Project)) -> Option<Facility> {
        (norm.per_facility && project.is_of_one()).then(|| self.beneficiaries.sure(at).cloned()).flatten()
    }
}
