//! What a run came to, as one side of a comparison.

use std::sync::Arc;

use crate::model::revision::{Edition, EditionRow, Home};
use crate::model::{Input, InputStatus, Outcome, Project, ProjectRef, Table};

/// The edition that a run over submissions read.
pub fn of_outcome(name: String, outcome: Outcome) -> Edition {
    let rows = outcome.inputs.iter().enumerate().flat_map(|(at, input)| rows_of(at, input)).collect();
    let unread = outcome.inputs.iter().filter(|input| input.status == InputStatus::Rejected);
    Edition {
        name,
        is_result: false,
        rows,
        files: outcome.inputs.iter().map(|input| input.path.clone()).collect(),
        unread: unread.map(|input| Arc::clone(&input.file)).collect(),
        findings: outcome.findings.into_iter().filter(|finding| !finding.waived).collect(),
    }
}

/// The projects of a file, but for those in whose place another submission or another sheet stands.
fn rows_of(at: usize, input: &Input) -> impl Iterator<Item = EditionRow> {
    let stands = input.status == InputStatus::Read;
    input
        .tables
        .iter()
        .enumerate()
        .filter(move |(_, table)| stands && !table.superseded && !table.is_replaced())
        .flat_map(move |(table_at, table)| {
            table.projects.iter().enumerate().map(move |(project_at, project)| {
                row(ProjectRef { input: at, table: table_at, project: project_at }, table, project)
            })
        })
}

fn row(at: ProjectRef, table: &Table, project: &Project) -> EditionRow {
    let of_table = |cell: Option<_>| vec![table.place(cell)];
    let own_year = project.year_entry.value.is_some() || project.year_entry.fault.is_some();
    EditionRow {
        at,
        unit_at: of_table(table.unit.at),
        year_at: if own_year { project.place([project.year_entry.at]) } else { of_table(table.year.at) },
        home: Home { file: Arc::clone(&project.file), sheet: Arc::clone(&project.sheet), row: project.row },
        counted: project.counted && !table.is_void(),
        project: project.clone(),
    }
}
