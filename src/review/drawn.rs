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
    facilities: BTreeMap<(TaskId, Stage, Option<i32>, Facility), BySource>,
    projects: BTreeMap<ProjectRef, BySource>,
    booths: BTreeMap<Fair, Decimal>,
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

    /// Remembers what is admissible of a project of this task, by source, and the booths that it takes of its fair.
    pub(super) fn record(
        &mut self,
        (task, per_facility, scale): (TaskId, bool, Option<&ScaleLimit>),
        (at, project): (ProjectRef, &Project),
        amounts: &[Money],
    ) {
        if let Some(facility) = self.facility(per_facility, (at, project)) {
            self.facilities.entry((task, project.stage, project.year, facility)).or_default().add(amounts);
        }
        if let Some((limit, fair)) = scale.zip(Fair::of(project)) {
            let booths = project.scale.value.unwrap_or_default().min(self.booths_left(limit, project));
            *self.booths.entry(fair).or_default() += booths.max(Decimal::ZERO);
        }
        self.projects.insert(at, BySource(amounts.to_vec()));
    }

    /// What the beneficiary drew on a cap per facility in the project's year; nothing where no cap is.
    pub(super) fn same_year(&self, norm: &Norm, (at, project): (ProjectRef, &Project)) -> Option<Money> {
        let facility = self.facility(norm.per_facility, (at, project))?;
        let drawn = self.facilities.get(&(project.task.task?, project.stage, project.year, facility))?;
        Some(drawn.bound_by(norm))
    }

    /// What the earlier years of a carried-over project came to; nothing where the project is not carried over or
    /// its earlier years are not in the run.
    pub(super) fn earlier_years(&self, at: ProjectRef) -> Option<Earlier> {
        let chain = self.chains.with(at)?;
        let earlier = &chain.rows[..chain.rows.iter().position(|(row, _)| *row == at)?];
        let mut drawn = BySource::default();
        for before in earlier.iter().filter_map(|(row, _)| self.projects.get(row)) {
            drawn.add(&before.0);
        }
        let quantity = chain.first().map(Project::stated_quantity).unwrap_or_default();
        (!earlier.is_empty()).then_some(Earlier { quantity, drawn })
    }

    /// How many booths (or people) a project's fair still has under the norm's limit.
    pub(super) fn booths_left(&self, limit: &ScaleLimit, project: &Project) -> Decimal {
        let taken = Fair::of(project).and_then(|fair| self.booths.get(&fair).copied()).unwrap_or_default();
        (limit.most - taken).max(Decimal::ZERO)
    }

    /// Whose cap per facility a project draws on; a group project, or a list, is of many.
    fn facility(&self, per_facility: bool, (at, project): (ProjectRef, &Project)) -> Option<Facility> {
        (per_facility && project.is_of_one()).then(|| self.beneficiaries.likely(at).cloned()).flatten()
    }
}
