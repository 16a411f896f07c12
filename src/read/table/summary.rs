//! Tables that sum up the projects of the workbook's other tables, by task or by source, and list none themselves.
//!
//! Only a table without any column that tells a project from a task's line is taken for one, only where each of its
//! lines names a task of which another table holds projects, a section, or a source, and only beside such a table.
//! Whatever else stands there, it is a table of projects with its faults.

use std::collections::BTreeSet;

use super::fields::Headers;
use super::header::Header;
use super::headings;
use super::rows::{Kind, View};
use crate::model::{Field, Table, TaskId, text};
use crate::programme::Programme;
use crate::read::sheet::RawRow;

/// A table with its header and its rows.
pub struct Candidate<'a> {
    pub header: &'a Header,
    pub kinds: &'a [(&'a RawRow, Kind)],
}

/// The positions of the tables that are summaries of others.
pub fn find(tables: &[Table], candidates: &[Candidate<'_>], headers: &Headers, programme: &Programme) -> Vec<usize> {
    let lists: Vec<&Table> = tables
        .iter()
        .zip(candidates)
        .filter(|(table, candidate)| !table.projects.is_empty() && tells_projects(candidate.header))
        .map(|(table, _)| table)
        .collect();
    let summary = |at: &usize| {
        let (table, candidate) = (&tables[*at], &candidates[*at]);
        !tells_projects(candidate.header) && sums_up(table, candidate, &lists, headers, programme)
    };
    (0..tables.len()).filter(summary).collect()
}

/// Whether a header has a column that only projects have.
fn tells_projects(header: &Header) -> bool {
    [Field::Beneficiary, Field::ProjectId, Field::TaxCode].iter().any(|field| header.column(*field).is_some())
}

fn sums_up(
    table: &Table,
    candidate: &Candidate<'_>,
    lists: &[&Table],
    headers: &Headers,
    programme: &Programme,
) -> bool {
    let same = |other: &&&Table| {
        other.stage == table.stage
            && (other.unit.unit == table.unit.unit || table.unit.unit.is_none())
            && table.year.year.is_none_or(|year| other.years().contains(&year))
    };
    let projects = || lists.iter().filter(same).flat_map(|other| &other.projects);
    let tasks: BTreeSet<TaskId> = projects().filter_map(|project| project.task.task).collect();
    let mut any = false;
    let all = candidate.kinds.iter().all(|(row, kind)| match kind {
        Kind::Project | Kind::Subtotal(_) | Kind::Heading(_) => {
            any |= *kind == Kind::Project || matches!(kind, Kind::Subtotal(_));
            is_line(&View::new(row, candidate.header), &tasks, headers, programme)
        }
        Kind::Furniture | Kind::Total(_) | Kind::Unread(_) => true,
    });
    any && all
}

/// Whether a row is a line of a summary: a task of which there are projects, a section, a source, or no money.
fn is_line(view: &View<'_>, tasks: &BTreeSet<TaskId>, headers: &Headers, programme: &Programme) -> bool {
    let words = [Field::Name, Field::Task].map(|field| view.shown(field));
    let label = words.iter().find(|words| !words.is_empty()).cloned().or_else(|| Some(view.first_text()?.1));
    let label = label.unwrap_or_default();
    let code = programme.read_task_code(&view.shown(Field::Task));
    let named = headings::by_name(&label, programme).or_else(|| {
        // A shortened name beside the task's own code.
        let short = text::key(&label);
        code.filter(|id| short.len() >= SHORTEST && text::key(&programme.task(*id).name).contains(&short))
            .or_else(|| programme.read_task_code(&label))
    });
    let of_source = || matches!(headers.look_up(&label).and_then(super::fields::Named::field), Some(Field::Source(_)));
    match named {
        Some(task) => code.is_none_or(|code| code == task) && (tasks.contains(&task) || !holds_money(view)),
        None => {
            headings::is_section(&label, programme)
                || (code.is_none() && of_source())
                || (code.is_none() && !holds_money(view))
        }
    }
}

/// The fewest letters by which a part of a task's name is that name.
const SHORTEST: usize = 12;

/// Whether a row holds any amount but nought.
fn holds_money(view: &View<'_>) -> bool {
    view.money().any(|(_, cell)| cell.shown().chars().any(|c| c.is_ascii_digit() && c != '0'))
}
