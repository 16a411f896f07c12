//! What has been drawn on a cap already: by one beneficiary in a year, by earlier years of one project.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::link::{Chain, Row, chains};
use crate::model::{Money, Project, ProjectRef, Stage, TaskId, UnitId, text};
use crate::programme::Norm;

/// What the projects that were reviewed so far drew. They come in the order of their years.
pub(super) struct Drawn<'a> {
    facilities: BTreeMap<(TaskId, Stage, Option<i32>, Who), Money>,
    chains: Vec<Chain<'a>>,
    chain_of: BTreeMap<ProjectRef, usize>,
    by_project: BTreeMap<ProjectRef, Money>,
}

/// What earlier years of a carried-over project came to.
pub(super) struct Earlier {
    /// The quantity of its first year.
    pub(super) quantity: Decimal,
    /// What they drew.
    pub(super) amount: Money,
}

/// Who draws: a tax code is one beneficiary anywhere; a name is one only within a unit, since two districts
/// may each have a cooperative of that name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    TaxCode(String),
    Name(Option<UnitId>, String),
}

impl<'a> Drawn<'a> {
    /// Nothing was drawn yet by these projects.
    pub(super) fn new(projects: &[Row<'a>]) -> Self {
        let chains = chains(projects);
        let of_chain = |(position, chain): (usize, &Chain<'a>)| {
            chain.rows.iter().map(move |(at, _)| (*at, position)).collect::<Vec<_>>()
        };
        let chain_of = chains.iter().enumerate().flat_map(of_chain).collect();
        Self { facilities: BTreeMap::new(), chains, chain_of, by_project: BTreeMap::new() }
    }

    /// Remembers what a project drew from the sources that its norm binds.
    pub(super) fn record(&mut self, task: TaskId, norm: &Norm, (at, project): Row<'_>, amount: Money) {
        if let Some(who) = facility(norm, project) {
            *self.facilities.entry((task, project.stage, project.year, who)).or_default() += amount;
        }
        self.by_project.insert(at, amount);
    }

    /// What the beneficiary drew on a cap per facility in the project's year; nothing where no cap is.
    pub(super) fn same_year(&self, norm: &Norm, project: &Project) -> Option<Money> {
        let who = facility(norm, project)?;
        self.facilities.get(&(project.task.task?, project.stage, project.year, who)).copied()
    }

    /// What the earlier years of a carried-over project came to; nothing where the project is not carried over or
    /// its earlier years are not in the run.
    pub(super) fn earlier_years(&self, (at, project): Row<'_>) -> Option<Earlier> {
        let chain = self.chains.get(*self.chain_of.get(&at).filter(|_| project.status.carried_over)?)?;
        let mut earlier = chain.rows.iter().filter(|(_, row)| row.year < project.year).peekable();
        earlier.peek()?;
        Some(Earlier {
            // Without its first year the quantity is not known.
            quantity: chain.first().map(Project::counted_quantity).unwrap_or_default(),
            amount: earlier.filter_map(|(at, _)| self.by_project.get(at)).copied().sum(),
        })
    }
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
