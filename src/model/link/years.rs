//! Chains: the years of a project that was carried over ("Chuyển tiếp").
//!
//! A carried-over row follows the latest earlier row that it is tied to. Stages are never mixed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Row, Tie, id, ties};
use crate::model::project::{Project, Stage};
use crate::model::{ProjectRef, text};

/// The rows of one project over the years.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// Its rows, in the order of the years.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Chain<'a> {
    /// The first year's row, where it is in the run: a row that was not itself carried over.
    pub fn first(&self) -> Option<&'a Project> {
        self.rows.first().map(|(_, row)| *row).filter(|row| !row.status.carried_over)
    }
}

/// The chains among some rows that hold a carried-over row, in the order of their first rows.
pub fn chains<'a>(rows: &[Row<'a>]) -> Vec<Chain<'a>> {
    let mut in_time: Vec<_> = rows.iter().copied().filter(|(_, row)| is_carried(row)).collect();
    if in_time.is_empty() {
        return Vec::new();
    }
    let candidates = candidates(rows, &in_time);
    let mut root_of: BTreeMap<ProjectRef, ProjectRef> = BTreeMap::new();
    let mut by_root: BTreeMap<ProjectRef, Vec<Row<'a>>> = BTreeMap::new();
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

type Candidates<'a> = BTreeMap<(Stage, Tie), Vec<Row<'a>>>;

fn staged(row: &Project) -> impl Iterator<Item = (Stage, Tie)> + use<> {
    let stage = row.stage;
    ties(row).into_iter().map(move |tie| (stage, tie))
}

/// The rows that share a tie with a carried-over row, in the order of the years.
fn candidates<'a>(rows: &[Row<'a>], carried: &[Row<'a>]) -> Candidates<'a> {
    let wanted: BTreeSet<_> = carried.iter().flat_map(|(_, row)| staged(row)).collect();
    let mut by_tie: Candidates<'a> = BTreeMap::new();
    for (at, row) in rows.iter().filter(|(_, row)| row.year.is_some()) {
        for tie in staged(row).filter(|tie| wanted.contains(tie)) {
            by_tie.entry(tie).or_default().push((*at, row));
        }
    }
    for rows in by_tie.values_mut() {
        rows.sort_by_key(|(at, row)| (row.year, *at));
    }
    by_tie
}

/// The row that a carried-over row continues: of the latest earlier year; among several of that year the one
/// of the same name, else the first.
fn predecessor<'a>(candidates: &Candidates<'a>, row: &Project) -> Option<Row<'a>> {
    let (name, own) = (text::key(row.name.text()), id(row));
    staged(row).find_map(|tie| {
        let may_be_one = |other: &Project| id(other).zip(own.as_ref()).is_none_or(|(other, own)| other == *own);
        let rows: Vec<_> = candidates.get(&tie)?.iter().filter(|(_, other)| may_be_one(other)).copied().collect();
        let earlier = &rows[..rows.partition_point(|(_, other)| other.year < row.year)];
        let latest = earlier.last()?.1.year;
        let of_year = &earlier[earlier.partition_point(|(_, other)| other.year < latest)..];
        of_year.iter().find(|(_, other)| text::key(other.name.text()) == name).or(of_year.first()).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{project, refs};
    use crate::programme::load;

    /// The years of each chain.
    fn years(rows: &[Project]) -> Vec<Vec<i32>> {
        let years = |chain: Chain<'_>| chain.rows.iter().filter_map(|(_, row)| row.year).collect();
        chains(&refs(rows)).into_iter().map(years).collect()
    }

    fn cluster(year: i32) -> Project {
        let programme = load::embedded().unwrap();
        project(&programme, "Phong Thổ", "1.1.b").by("Chủ đầu tư cụm").named("Hạ tầng cụm").in_year(year)
    }

    #[test]
    fn rows_are_linked_by_id_whatever_else_changed() {
        let rows = [
            cluster(2022).numbered("KC-01"),
            cluster(2023).numbered("kc 01").by("Tên khác").carried_over(),
            cluster(2024).numbered("KC-01").carried_over(),
        ];
        assert_eq!(years(&rows), [[2022, 2023, 2024]]);
    }

    #[test]
    fn rows_without_an_id_are_linked_by_task_and_beneficiary() {
        let with = |second: Project| years(&[cluster(2022), second.carried_over()]);
        assert_eq!(with(cluster(2023).by("CHỦ ĐẦU TƯ  CỤM.")), [[2022, 2023]]);
        assert_eq!(with(cluster(2023).by("Tên khác")), [[2023]]);
        let taxed = [cluster(2022).taxed("6200000001"), cluster(2023).by("Tên khác").taxed("62 00000001")];
        let [first, second] = taxed;
        assert_eq!(years(&[first, second.carried_over()]), [[2022, 2023]]);
    }

    #[test]
    fn a_later_or_equal_year_is_no_first_year() {
        assert_eq!(years(&[cluster(2023).carried_over(), cluster(2024)]), [[2023]]);
        assert_eq!(years(&[cluster(2023), cluster(2023).carried_over()]), [[2023]]);
    }

    #[test]
    fn another_unit_or_stage_is_another_project() {
        let programme = load::embedded().unwrap();
        let mut other = cluster(2023).carried_over();
        other.unit = programme.unit_by_name("Tân Uyên");
        assert_eq!(years(&[cluster(2022), other]), [[2023]]);
        let approved = Project { stage: Stage::Approved, ..cluster(2023).carried_over() };
        assert_eq!(years(&[cluster(2022), approved]), [[2023]]);
    }

    #[test]
    fn among_several_earlier_rows_the_same_name_is_continued() {
        let rows = [cluster(2022).named("Khác"), cluster(2022), cluster(2023).carried_over()];
        let first_rows: Vec<_> = chains(&refs(&rows)).iter().map(|chain| chain.rows[0].0.project).collect();
        assert_eq!(first_rows, [1]);
    }
}
