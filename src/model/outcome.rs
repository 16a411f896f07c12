//! What a run came to: everything that a report shows.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Basis, Comparisons};
use super::criterion::Criterion;
use super::finding::{Finding, Severity};
use super::ids::ProjectRef;
use super::input::{Input, InputStatus};
use super::money::Money;
use super::project::Project;
use super::review::Review;
use super::totals::Totals;

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Every file that was found, in the report's order.
    pub inputs: Vec<Input>,
    /// The years of the run.
    pub years: BTreeSet<i32>,
    /// The registered figures.
    pub totals: Totals,
    /// The admissible figures.
    pub admissible: Totals,
    /// The figures of the appendices, held against the programme.
    pub comparisons: Comparisons,
    /// What is admissible of each project that counts.
    pub reviews: BTreeMap<ProjectRef, Review>,
    /// Which figures fill the appendices.
    pub basis: Basis,
    /// The criteria by which the run was checked, in the rule book's order.
    pub criteria: Vec<Criterion>,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
    /// The options of the run that change its result, as the audit trail states them (name, value).
    pub options: Vec<(String, String)>,
}

impl Outcome {
    /// Every project of every submission that was read, counted or not, in the report's order.
    pub fn projects(&self) -> impl Iterator<Item = (ProjectRef, &Project)> {
        self.inputs.iter().enumerate().flat_map(|(at, input)| {
            input.projects().map(move |(table, project, row)| (ProjectRef { input: at, table, project }, row))
        })
    }

    /// A project.
    pub fn project(&self, at: ProjectRef) -> Option<&Project> {
        self.inputs.get(at.input)?.tables.get(at.table)?.projects.get(at.project)
    }

    /// How many findings of a severity count (waived ones do not).
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity && !finding.waived).count()
    }

    /// How many findings a waiver accepts.
    pub fn waived(&self) -> usize {
        self.findings.iter().filter(|finding| finding.waived).count()
    }

    /// How many files became what.
    pub fn files(&self, status: InputStatus) -> usize {
        self.inputs.iter().filter(|input| input.status == status).count()
    }

    /// The sums that fill the appendices: those of one stage among them are shown, stages are never added.
    pub const fn shown(&self) -> &Totals {
        match self.basis {
            Basis::Registered => &self.totals,
            Basis::Admissible => &self.admissible,
        }
    }

    /// The heading of the figures that fill the appendices: their stage, or that they were reviewed.
    pub fn figures_name(&self) -> &'static str {
        match self.basis {
            Basis::Registered => self.totals.stage().name(),
            Basis::Admissible => "Sau rà soát",
        }
    }

    /// All money of the stage that fills the appendices; stages are never added.
    pub fn registered(&self) -> Money {
        let stage = self.totals.stage();
        self.totals.sum(|key| key.stage == stage).total()
    }
}
