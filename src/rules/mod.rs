//! The rule book: one ordered table, a folder a family, a file a rule.
//!
//! A rule is a plain value: its code, its words, and a function from what it needs to see to findings.
//! Rules know nothing of each other; [`silence`] holds which fault silences which consequence.
//! A new rule is one file, one line in [`RULES`], one case among the samples.

mod bm;
mod ct;
mod dm;
mod dt;
mod gt;
mod ng;
mod silence;
mod tg;
mod tp;
mod tr;

use std::collections::BTreeSet;

use crate::model::{Code, Finding, Input, InputStatus, Project, ProjectRef, Severity, Table, Totals};
use crate::programme::Programme;

/// What a rule may look at beside the thing that it judges.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The catalogue.
    pub programme: &'a Programme,
    /// Every file of the run, in the report's order.
    pub inputs: &'a [Input],
    /// The registered figures of the run.
    pub totals: &'a Totals,
    /// The years of the run: those of its submissions, or those that were asked for.
    pub years: &'a BTreeSet<i32>,
    /// Whether these files are the whole of what was sent; only then can something be missing
    /// (TP09, CT03, CT05).
    pub whole: bool,
}

impl<'a> Context<'a> {
    /// Every project of the inputs that count, in the report's order; those of void tables are left out.
    pub fn projects(&self) -> impl Iterator<Item = (ProjectRef, &'a Project)> + use<'a> {
        self.inputs.iter().enumerate().filter(|(_, input)| input.status == InputStatus::Read).flat_map(|(at, input)| {
            input
                .projects()
                .filter(|(table, ..)| !input.tables[*table].is_void())
                .map(move |(table, project, row)| (ProjectRef { input: at, table, project }, row))
        })
    }
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its permanent code.
    pub code: Code,
    /// How grave its fault is, as a rule.
    pub severity: Severity,
    /// When it is graver or milder than that, in Vietnamese; empty where it never is.
    pub severity_note: &'static str,
    /// The fault in a few Vietnamese words; a rule is named after the fault, not the cure.
    pub title: &'static str,
    /// What the rule finds.
    pub what: &'static str,
    /// Why it is a fault.
    pub why: &'static str,
    /// The legal basis, or where the requirement comes from.
    pub basis: &'static str,
    /// An example with figures.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at, and the function that looks.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A file, whatever became of it.
    Input(fn(&Context<'_>, &Input) -> Vec<Finding>),
    /// A table; called for void tables too.
    Table(fn(&Context<'_>, &Table) -> Vec<Finding>),
    /// A project of a table that is not void.
    Project(fn(&Context<'_>, &Table, ProjectRef, &Project) -> Vec<Finding>),
    /// The run as a whole.
    Run(fn(&Context<'_>) -> Vec<Finding>),
}

/// Every rule, in the order of the rule book.
pub const RULES: &[Rule] = &[dm::dm01::RULE];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Judges the run: every rule over everything that it looks at, causes silencing their consequences,
/// in an order that depends on the inputs alone.
pub fn judge(context: &Context<'_>) -> Vec<Finding> {
    let _ = context;
    Vec::new()
}
