//! Which rows of several tables name one project: those of one id, else of one task, beneficiary and name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Project, SourceId, Stage, Table, TaskId, UnitId, text};
use crate::programme::Programme;

/// The most rows that one project is joined of: a part's number is a byte.
const MOST_ROWS: usize = 200;

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowRef {
    pub table: usize,
    pub project: usize,
}

/// Rows of several tables that name one project, in the order of the tables.
#[derive(Debug)]
pub(super) struct Group {
    pub rows: Vec<RowRef>,
    /// Whether the tables are of different sources: by their columns, by what they hold, or by their names.
    pub by_source: bool,
}

/// Whose project, of which year and stage: rows that differ here are never one project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Submission {
    unit: Option<UnitId>,
    /// Units that nobody can tell are one where their words are.
    written: String,
    stage: Stage,
    number: u32,
    year: Option<i32>,
    task: TaskId,
}

/// What a row is recognised by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Id(String),
    Words { beneficiary: String, name: String, event: String },
}

/// The rows that name one project, by id first: what an id has matched is not matched again by its words.
pub(super) fn groups(tables: &[Table], named: &[Option<SourceId>], programme: &Programme) -> Vec<Group> {
    if tables.iter().filter(|table| may_share(table)).count() < 2 {
        return Vec::new();
    }
    let sides: Vec<Side> = tables.iter().zip(named).map(|(table, named)| Side::of(table, *named, programme)).collect();
    let mut taken: BTreeSet<RowRef> = BTreeSet::new();
    let mut groups = Vec::new();
    for likeness in [by_id as fn(&Project) -> Option<Likeness>, by_words] {
        let alike: Vec<Vec<RowRef>> = alike(tables, &taken, likeness).collect();
        for rows in alike {
            let projects: Vec<&Project> = rows.iter().map(|row| &tables[row.table].projects[row.project]).collect();
            if one_project(&projects) {
                taken.extend(&rows);
                groups.push(Group::of(rows, &sides));
            }
        }
    }
    groups.sort_by_key(|group| group.rows.first().copied());
    groups
}

/// Rows of one likeness that stand in several tables.
fn alike(
    tables: &[Table],
    taken: &BTreeSet<RowRef>,
    likeness: fn(&Project) -> Option<Likeness>,
) -> impl Iterator<Item = Vec<RowRef>> {
    let mut by_key: BTreeMap<(Submission, Likeness), Vec<RowRef>> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate().filter(|(_, table)| may_share(table)) {
        for (position, project) in table.projects.iter().enumerate() {
            let row = RowRef { table: at, project: position };
            let key = || Some((submission(table, project)?, likeness(project)?));
            if let Some(key) = Some(()).filter(|()| !taken.contains(&row)).and_then(|()| key()) {
                by_key.entry(key).or_default().push(row);
            }
        }
    }
    let several = |rows: &Vec<RowRef>| rows.iter().any(|row| row.table != rows[0].table) && rows.len() <= MOST_ROWS;
    by_key.into_values().filter(several)
}

/// Whether a table's projects can be compared with another's at all.
fn may_share(table: &Table) -> bool {
    !table.is_replaced() && table.clashes.is_empty() && table.money_unit.unit().is_some()
}

fn submission(table: &Table, project: &Project) -> Option<Submission> {
    Some(Submission {
        unit: table.unit.unit,
        written: if table.unit.unit.is_some() { String::new() } else { table.unit.written.clone() },
        stage: table.stage,
        number: table.submission_number(),
        year: project.year,
        task: project.task.task?,
    })
}

fn by_id(project: &Project) -> Option<Likeness> {
    Some(text::key(project.id.text())).filter(|id| !id.is_empty()).map(Likeness::Id)
}

fn by_words(project: &Project) -> Option<Likeness> {
    let [beneficiary, name, event] =
        [&project.beneficiary, &project.name, &project.event].map(|entry| text::key(entry.text()));
    (!name.is_empty()).then_some(Likeness::Words { beneficiary, name, event })
}

/// Whether nothing tells the rows apart: a tax code, an id, or both the name and the beneficiary. Numbers that begin
/// anew on each sheet are no ids, and two sheets' "01" are two projects.
fn one_project(rows: &[&Project]) -> bool {
    let said = |words: fn(&Project) -> &str| -> BTreeSet<String> {
        rows.iter().map(|row| text::key(words(row))).filter(|key| !key.is_empty()).collect()
    };
    let one = |words: fn(&Project) -> &str| said(words).len() <= 1;
    one(|row| row.id.text())
        && one(|row| row.tax_code.text())
        && (one(|row| row.name.text()) || one(|row| row.beneficiary.text()))
}

/// What tells of which source a table is.
#[derive(Debug)]
struct Side {
    /// The state's sources that it has columns for.
    columns: BTreeSet<SourceId>,
    /// Those of which it holds money.
    used: BTreeSet<SourceId>,
    named: Option<SourceId>,
}

impl Side {
    fn of(table: &Table, named: Option<SourceId>, programme: &Programme) -> Self {
        let has = |id: &SourceId| table.columns.contains_key(&Field::Source(*id));
        let holds = |id: &SourceId| table.projects.iter().any(|project| !project.source(*id).is_zero());
        Self {
            columns: programme.state_sources().filter(has).collect(),
            used: programme.state_sources().filter(holds).collect(),
            named,
        }
    }

    fn named_apart(&self, other: &Self) -> bool {
        self.named.zip(other.named).is_some_and(|(one, other)| one != other)
    }

    fn of_another_source(&self, other: &Self) -> bool {
        let apart = !self.used.is_empty() && !other.used.is_empty() && self.used.is_disjoint(&other.used);
        apart || self.columns != other.columns || self.named_apart(other)
    }
}

impl Group {
    fn of(rows: Vec<RowRef>, sides: &[Side]) -> Self {
        let of: BTreeSet<usize> = rows.iter().map(|row| row.table).collect();
        let mut pairs =
            of.iter().flat_map(|one| of.iter().filter(move |other| one < *other).map(move |other| (*one, *other)));
        let by_source = pairs.all(|(one, other)| sides[one].of_another_source(&sides[other]));
        Self { rows, by_source }
    }

    /// Whether a table lists the project more than once.
    pub(super) fn has_copies(&self) -> bool {
        self.rows.windows(2).any(|pair| pair[0].table == pair[1].table)
    }
}
