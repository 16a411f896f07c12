//! What makes rows one project: over its years ([`chains`]) and through its stages ([`courses`]).
//!
//! A row is tied to another by unit and id; where one of them has no id, by unit, task and beneficiary (its tax code
//! first, then its name). Rows with different ids are different projects, whoever benefits.

mod stages;
mod years;

pub use stages::{Course, courses};
pub use years::{Chain, chains};

use super::ids::{ProjectRef, TaskId, UnitId};
use super::project::Project;
use super::text;

/// A row of the run with its reference.
pub type Row<'a> = (ProjectRef, &'a Project);

/// By what a row is tied to other rows of its project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Id(UnitId, String),
    TaxCode(UnitId, TaskId, String),
    Beneficiary(UnitId, TaskId, String),
}

/// The ties of a row, the surest first; none where its unit is not known.
fn ties(row: &Project) -> Vec<Tie> {
    let Some(unit) = row.unit else { return Vec::new() };
    let by_id = id(row).map(|id| Tie::Id(unit, id));
    let by_tax = row.task.task.zip(key(row.tax_code.text())).map(|(task, code)| Tie::TaxCode(unit, task, code));
    let by_name = row.task.task.zip(key(row.beneficiary.text())).map(|(task, name)| Tie::Beneficiary(unit, task, name));
    by_id.into_iter().chain(by_tax).chain(by_name).collect()
}

/// The id, however it is spaced and cased.
fn id(row: &Project) -> Option<String> {
    key(row.id.text())
}

fn key(words: &str) -> Option<String> {
    Some(text::key(words)).filter(|key| !key.is_empty())
}
