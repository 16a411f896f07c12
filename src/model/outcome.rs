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
use super::table::Table;
use super::totals::Totals;
use super::yearly::Yearly;

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Every file that was found, in the report's order.
    pub inputs: Vec<Input>,
    /// The years of the run: those that were asked for, else all that were submitted.
    pub years: BTreeSet<i32>,
    /// Where the programme stands since its first year; only where years were asked for.
    pub yearly: Option<Yearly>,
    /// The registered figures of the years of the run.
    pub totals: Totals,
    /// The admissible figures of the years of the run.
    pub admissible: Totals,
    /// The figures of the appendices, held against the programme.
    pub comparisons: Comparisons,
    /// What is admissible of each project of the years of the run that counts.
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

    /// Whether the report is of what belongs to a year. What is of no known year may be of any.
    pub fn shows(&self, year: Option<i32>) -> bool {
        self.yearly.is_none() || year.is_none_or(|year| self.years.contains(&year))
    }

    /// Whether a project's figures are in the report's: they can be read, and its year is one of the run's.
    pub fn counts(&self, project: &Project) -> bool {
        project.counted && self.shows(project.year)
    }

    /// Whether a file holds anything of the years of the run, as far as one can tell.
    pub fn shows_input(&self, input: &Input) -> bool {
        let mut years =
            input.tables.iter().flat_map(Table::years).chain(input.projects().filter_map(|(.., it)| it.year));
        input.tables.is_empty() || years.any(|year| self.shows(Some(year)))
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
