//! Tables that sum up the projects of the workbook's other tables, by task or by source, and list none themselves.
//!
//! Only a table without any column that tells a project from a task's line is taken for one, only where each of its
//! lines names a task or a year of which another table holds projects of at least that money, a section, or a source.
//! Whatever else stands there, it is a table of projects with its faults.

use std::collections::BTreeMap;

use super::fields::{Headers, Named};
use super::header::Header;
use super::headings;
use super::naming;
use super::rows::{Kind, View};
use crate::model::{Field, Money, MoneyUnit, Project, Table, TaskId, text};
use crate::programme::Programme;
use crate::read::entries;
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
        .filter(|(table, candidate)| !table.projects.is_empty() && tells_projects(table, candidate.header))
        .map(|(table, _)| table)
        .collect();
    let summary = |at: &usize| {
        let (table, candidate) = (&tables[*at], &candidates[*at]);
        !tells_projects(table, candidate.header) && sums_up(table, candidate, &lists, headers, programme)
    };
    (0..tables.len()).filter(summary).collect()
}

/// Whether a table has a column that only projects have. "Số đề án" over plain counts says how many there are.
fn tells_projects(table: &Table, header: &Header) -> bool {
    let counts = || {
        let said = |project: &&Project| !project.id.written.is_empty();
        let is_count = |project: &Project| project.id.written.len() < 4 && project.id.written.parse::<u32>().is_ok();
        table.projects.iter().filter(said).all(is_count)
    };
    [Field::Beneficiary, Field::TaxCode].iter().any(|field| header.column(*field).is_some())
        || (header.column(Field::ProjectId).is_some() && !counts())
}

fn sums_up(
    table: &Table,
    candidate: &Candidate<'_>,
    lists: &[&Table],
    headers: &Headers,
    programme: &Programme,
) -> bool {
    let (by_task, by_year) = listed(table, lists);
    let listed = Listed { by_task, by_year, unit: table.unit_of(Field::Total), headers, programme };
    let mut any = false;
    let all = candidate.kinds.iter().all(|(row, kind)| match kind {
        Kind::Project | Kind::Subtotal(_) | Kind::Heading(_) => {
            any |= !matches!(kind, Kind::Heading(_));
            listed.is_summed_in(&View::new(row, candidate.header))
        }
        Kind::Furniture | Kind::Total(_) | Kind::Unread(_) => true,
    });
    any && all
}

/// The money that other tables list for each task and for each year, of the same unit, year and stage as a table.
fn listed(table: &Table, lists: &[&Table]) -> (BTreeMap<TaskId, Money>, BTreeMap<i32, Money>) {
    let same = |other: &&&Table| {
        other.stage == table.stage
            && (other.unit.unit == table.unit.unit || table.unit.unit.is_none())
            && table.year.year.is_none_or(|year| other.years().contains(&year))
    };
    let (mut by_task, mut by_year): (BTreeMap<TaskId, Money>, BTreeMap<i32, Money>) = Default::default();
    for project in lists.iter().filter(same).flat_map(|other| &other.projects) {
        let cost = project.cost().unwrap_or_default();
        if let Some(task) = project.task.task {
            *by_task.entry(task).or_default() += cost;
        }
        if let Some(year) = project.year {
            *by_year.entry(year).or_default() += cost;
        }
    }
    (by_task, by_year)
}

/// What the other tables list.
struct Listed<'a> {
    by_task: BTreeMap<TaskId, Money>,
    by_year: BTreeMap<i32, Money>,
    /// The unit of the summary's totals, where it is known.
    unit: Option<MoneyUnit>,
    headers: &'a Headers,
    programme: &'a Programme,
}

impl Listed<'_> {
    /// Whether a row is a line of a summary: a task, with no more money than its projects have; a section, a source,
    /// or no money at all.
    fn is_summed_in(&self, view: &View<'_>) -> bool {
        let words =
            [Field::Name, Field::Task].map(|field| view.shown(field)).into_iter().find(|words| !words.is_empty());
        let label = words.or_else(|| Some(view.first_text()?.1)).unwrap_or_default();
        let code = self.programme.read_task_code(&view.shown(Field::Task));
        match (self.task_named(&label, code), code) {
            (Some(task), code) => {
                code.is_none_or(|code| code == task)
                    && (!holds_money(view) || self.covers(self.by_task.get(&task), view))
            }
            (None, None) => {
                let year = || headings::year_of(&label).is_some_and(|year| self.covers(self.by_year.get(&year), view));
                !holds_money(view) || self.is_source(&label) || naming::is_section(&label, self.programme) || year()
            }
            (None, Some(_)) => naming::is_section(&label, self.programme),
        }
    }

    /// The task whose name a label is; beside the task's own code a part of the name is enough.
    fn task_named(&self, label: &str, code: Option<TaskId>) -> Option<TaskId> {
        let short = text::key(label);
        let is_part = |id: &TaskId| text::key(&self.programme.task(*id).name).contains(&short);
        naming::by_name(label, self.programme)
            .or_else(|| code.filter(|id| short.len() >= SHORTEST && is_part(id)))
            .or_else(|| self.programme.read_task_code(label))
    }

    /// Whether a line holds no more money than is listed for what it names.
    fn covers(&self, listed: Option<&Money>, view: &View<'_>) -> bool {
        let Some(listed) = listed else { return false };
        let total = view.at(Field::Total).zip(self.unit);
        let total = total.and_then(|(at, unit)| entries::money_entry(at, view.cell(Field::Total), unit).value);
        total.is_none_or(|total| total <= *listed)
    }

    fn is_source(&self, label: &str) -> bool {
        matches!(self.headers.look_up(label).and_then(Named::field), Some(Field::Source(_)))
    }
}

/// The fewest letters by which a part of a task's name is that name.
const SHORTEST: usize = 12;

/// Whether a row holds any amount but nought.
fn holds_money(view: &View<'_>) -> bool {
    view.money().any(|(_, cell)| cell.shown().chars().any(|c| c.is_ascii_digit() && c != '0'))
}
