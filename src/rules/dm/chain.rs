//! Chains: the years of a project that was carried over ("Chuyển tiếp").
//!
//! A carried-over row follows the latest earlier row of the same unit and id; where one of the two has no id, that
//! of the same unit, task and beneficiary. Stages are never mixed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Project, ProjectRef, Stage, TaskId, UnitId, text};
use crate::rules::Context;

/// The rows of one project over the years.
#[derive(Debug, Clone)]
pub(super) struct Chain<'a> {
    /// Its rows, in the order of the years.
    pub rows: Vec<(ProjectRef, &'a Project)>,
}

impl<'a> Chain<'a> {
    /// The first year's row, where it is in the run: a row that was not itself carried over.
    pub(super) fn first(&self) -> Option<&'a Project> {
        self.rows.first().map(|(_, row)| *row).filter(|row| !row.status.carried_over)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Id(Stage, UnitId, String),
    Beneficiary(Stage, UnitId, TaskId, String),
}

/// The chains of the run that hold a carried-over row, in the order of their first rows.
pub(super) fn chains<'a>(context: &Context<'a>) -> Vec<Chain<'a>> {
    let carried: Vec<_> = context.projects().filter(|(_, row)| is_carried(row)).collect();
    if carried.is_empty() {
        return Vec::new();
    }
    let candidates = candidates(context, &carried);
    let mut root_of: BTreeMap<ProjectRef, ProjectRef> = BTreeMap::new();
    let mut by_root: BTreeMap<ProjectRef, Vec<(ProjectRef, &Project)>> = BTreeMap::new();
    let mut in_time = carried;
    in_time.sort_by_key(|(at, row)| (row.year, *at));
    for (at, row) in in_time {
        let before = predecessor(&candidates, row);
        let root = before.map_or(at, |(before, _)| root_of.get(&before).copied().unwrap_or(before));
        root_of.insert(at, root);
        let rows = by_root.entry(root).or_default();
        if let Some(first) = before.filter(|_| rows.is_empty()) {
            rows.push(first);
        }
        rows.push((at, row));
    }
    by_root.into_values().map(|rows| Chain { rows }).collect()
}

fn is_carried(row: &Project) -> bool {
    row.status.carried_over && row.unit.is_some() && row.year.is_some()
}

/// By what a row is linked, the surest first.
fn links(row: &Project) -> Vec<Link> {
    let Some(unit) = row.unit else { return Vec::new() };
    let id = Some(text::key(row.id.text())).filter(|id| !id.is_empty());
    let beneficiary = Some(text::key(row.beneficiary.text())).filter(|name| !name.is_empty());
    let by_id = id.map(|id| Link::Id(row.stage, unit, id));
    let by_beneficiary =
        row.task.task.zip(beneficiary).map(|(task, name)| Link::Beneficiary(row.stage, unit, task, name));
    by_id.into_iter().chain(by_beneficiary).collect()
}

type Candidates<'a> = BTreeMap<Link, Vec<(ProjectRef, &'a Project)>>;

/// The rows that share a link with a carried-over row, in the order of the years.
fn candidates<'a>(context: &Context<'a>, carried: &[(ProjectRef, &Project)]) -> Candidates<'a> {
    let wanted: BTreeSet<Link> = carried.iter().flat_map(|(_, row)| links(row)).collect();
    let mut by_link: Candidates<'a> = BTreeMap::new();
    for (at, row) in context.projects().filter(|(_, row)| row.year.is_some()) {
        for link in links(row).into_iter().filter(|link| wanted.contains(link)) {
            by_link.entry(link).or_default().push((at, row));
        }
    }
    for rows in by_link.values_mut() {
        rows.sort_by_key(|(at, row)| (row.year, *at));
    }
    by_link
}

/// The row that a carried-over row continues: of the latest earlier year; among several of that year the one
/// of the same name, else the first.
fn predecessor<'a>(candidates: &Candidates<'a>, row: &Project) -> Option<(ProjectRef, &'a Project)> {
    let name = text::key(row.name.text());
    links(row).into_iter().find_map(|link| {
        // Rows with different ids are different projects, whoever benefits.
        let id = text::key(row.id.text());
        let may_be_one = |other: &Project| {
            let other = text::key(other.id.text());
            id.is_empty() || other.is_empty() || id == other
        };
        let rows: Vec<_> = candidates.get(&link)?.iter().filter(|(_, other)| may_be_one(other)).copied().collect();
        let earlier = &rows[..rows.partition_point(|(_, other)| other.year < row.year)];
        let latest = earlier.last()?.1.year;
        let of_year = &earlier[earlier.partition_point(|(_, other)| other.year < latest)..];
        of_year.iter().find(|(_, other)| text::key(other.name.text()) == name).or(of_year.first()).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{FileOf, file, row, run, table};

    fn year(year: i32, row: crate::rules::testing::Row) -> FileOf {
        file(&format!("{year}.xlsx")).table(table().year(year).row(row))
    }

    /// The years of each chain.
    fn years(files: impl IntoIterator<Item = FileOf>) -> Vec<Vec<i32>> {
        run(files).with_context(|context| {
            let years = |chain: Chain<'_>| chain.rows.iter().filter_map(|(_, row)| row.year).collect();
            chains(context).into_iter().map(years).collect()
        })
    }

    fn cluster() -> crate::rules::testing::Row {
        row("1.1.b").beneficiary("Chủ đầu tư cụm").name("Hạ tầng cụm")
    }

    #[test]
    fn rows_are_linked_by_id_whatever_else_changed() {
        let found = years([
            year(2022, cluster().id("KC-01")),
            year(2023, cluster().id("kc 01").beneficiary("Tên khác").carried_over()),
            year(2024, cluster().id("KC-01").carried_over()),
        ]);
        assert_eq!(found, [[2022, 2023, 2024]]);
    }

    #[test]
    fn rows_without_an_id_are_linked_by_task_and_beneficiary() {
        let found =
            years([year(2022, cluster()), year(2023, cluster().beneficiary("CHỦ ĐẦU TƯ  CỤM.").carried_over())]);
        assert_eq!(found, [[2022, 2023]]);
        let found = years([year(2022, cluster()), year(2023, cluster().beneficiary("Tên khác").carried_over())]);
        assert_eq!(found, [[2023]]);
    }

    #[test]
    fn a_later_or_equal_year_is_no_first_year() {
        assert_eq!(years([year(2023, cluster().carried_over()), year(2024, cluster())]), [[2023]]);
        let same_year = file("a.xlsx").table(table().row(cluster()).row(cluster().carried_over()));
        assert_eq!(years([same_year]), [[2023]]);
    }

    #[test]
    fn another_unit_is_another_project() {
        let other = file("b.xlsx").table(table().unit("Tân Uyên").year(2023).row(cluster().carried_over()));
        assert_eq!(years([year(2022, cluster()), other]), [[2023]]);
    }

    #[test]
    fn among_several_earlier_rows_the_same_name_is_continued() {
        let earlier = table().year(2022).row(cluster().name("Khác")).row(cluster());
        let found = run([file("1.xlsx").table(earlier), year(2023, cluster().carried_over())]);
        let first_rows: Vec<u32> =
            found.with_context(|context| chains(context).iter().map(|chain| chain.rows[0].1.row).collect());
        assert_eq!(first_rows, [9]);
    }
}
