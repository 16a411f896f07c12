//! A sheet a source: rows of several tables that are one project, each with its own source of money.
//!
//! Rows are matched by id, else by task, beneficiary and name; [`reading`] asks whether their amounts tie as one
//! project, [`merge`] makes one project of them. Where nothing ties for certain the rows stand, and TR01 is told.

mod matching;
mod merge;
mod reading;

use std::sync::Arc;

use crate::model::{Discord, JoinedSheet, Project, SourceId, Table, Unjoined};
use crate::programme::Programme;
use matching::{Group, RowRef};
use reading::{Own, Reading, Verdict};

/// Joins the rows of a workbook's tables that are one project. `named` is the source that a table's sheet or title
/// names, where it names one.
pub fn join(tables: &mut [Table], named: &[Option<SourceId>], programme: &Programme) {
    let groups = matching::groups(tables, named, programme);
    let verdicts: Vec<Verdict> =
        groups.iter().map(|group| reading::verdict(&rows(tables, group), group, programme)).collect();
    let consensus = Consensus::of(&verdicts);
    let mut joined = Vec::new();
    for (group, verdict) in groups.iter().zip(&verdicts) {
        match consensus.settle(*verdict) {
            Verdict::Tied(found) => {
                joined.extend(merge::merge(&rows(tables, group), found, programme).map(|one| (group, one)));
            }
            Verdict::Apart => {}
            Verdict::Either(_) => stand(tables, group, Discord::Own),
            Verdict::Discord(reason) => stand(tables, group, reason),
        }
    }
    put(tables, joined);
}

/// The rows of a group.
fn rows<'a>(tables: &'a [Table], group: &Group) -> Vec<&'a Project> {
    group.rows.iter().map(|row| &tables[row.table].projects[row.project]).collect()
}

/// What the rows that tell how their sheets were written tell of those that do not.
#[derive(Debug, Default)]
struct Consensus {
    own: Option<Own>,
    whole: Option<bool>,
}

impl Consensus {
    fn of(verdicts: &[Verdict]) -> Self {
        let own = verdicts.iter().filter_map(|verdict| match verdict {
            Verdict::Tied(reading) => reading.own,
            Verdict::Either(hint) => *hint,
            _ => None,
        });
        let whole = verdicts.iter().filter_map(|verdict| match verdict {
            Verdict::Tied(reading) => Some(reading.whole),
            Verdict::Either(_) => Some(false),
            _ => None,
        });
        Self { own: unanimous(own), whole: unanimous(whole) }
    }

    /// A verdict, where the other rows decide what the row itself leaves open.
    fn settle(&self, verdict: Verdict) -> Verdict {
        match (verdict, self.own, self.whole) {
            (Verdict::Either(Some(own)), ..) | (Verdict::Either(None), Some(own), _) => {
                Verdict::Tied(Reading { own: Some(own), whole: false })
            }
            (Verdict::Discord(Discord::Unreadable), own, Some(whole)) => Verdict::Tied(Reading { own, whole }),
            (verdict, ..) => verdict,
        }
    }
}

/// What all say, where they say one thing.
fn unanimous<T: PartialEq>(mut said: impl Iterator<Item = T>) -> Option<T> {
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// Leaves rows that seem to be one project as they are; the last one names the others.
fn stand(tables: &mut [Table], group: &Group, reason: Discord) {
    let Some((last, others)) = group.rows.split_last() else { return };
    let place = |row: &RowRef| {
        let project = &tables[row.table].projects[row.project];
        project.place([project.name.at.or(project.beneficiary.at).or(project.total.at)])
    };
    let places = others.iter().flat_map(place).collect();
    for row in others {
        tables[row.table].projects[row.project].unjoined = Some(Unjoined { reason, rows: Vec::new() });
    }
    tables[last.table].projects[last.project].unjoined = Some(Unjoined { reason, rows: places });
}

/// Puts joined projects in place of their rows: each in the first of its tables.
fn put(tables: &mut [Table], joined: Vec<(&Group, Project)>) {
    let mut gone: Vec<RowRef> = Vec::new();
    for (group, project) in joined {
        for row in &group.rows {
            let table = &mut tables[row.table];
            if table.split.rows.is_none() {
                table.split.rows = Some(table.projects.clone());
            }
        }
        let Some((first, others)) = group.rows.split_first() else { continue };
        for row in others {
            let (sheet, header) = (Arc::clone(&tables[row.table].sheet), tables[row.table].header);
            let known = &mut tables[first.table].split.joined;
            match known.iter_mut().find(|other| other.sheet == sheet && other.header == header) {
                Some(other) => other.rows += 1,
                None => known.push(JoinedSheet { sheet, header, rows: 1 }),
            }
        }
        tables[first.table].projects[first.project] = project;
        gone.extend(others);
    }
    gone.sort_unstable();
    for (at, table) in tables.iter_mut().enumerate() {
        let mut position = 0;
        table.projects.retain(|_| {
            let row = RowRef { table: at, project: position };
            position += 1;
            gone.binary_search(&row).is_err()
        });
    }
}
