//! Chains: the years of a project that was carried over ("Chuyển tiếp").
//!
//! A carried-over row follows the latest earlier row of the same unit and id; where one of the two has no id, that
//! of the same unit, task and beneficiary. Stages are never mixed.

use std::collections::{BTreeMap, BTreeSet};

use super::beneficiary::{Beneficiaries, Facility};
use super::ids::{ProjectRef, TaskId, UnitId};
use super::project::{Project, Stage};
use super::text;

/// The rows of one project over the years.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// Its rows, in the order of the years.
    pub rows: Vec<(ProjectRef, &'a Project)>,
}

impl<'a> Chain<'a> {
    /// The first year's row, where it is in the run: a row that was not itself carried over.
    pub fn first(&self) -> Option<&'a Project> {
        self.rows.first().map(|(_, row)| *row).filter(|row| !row.status.carried_over)
    }
}

/// The chains among some rows.
#[derive(Debug, Clone, Default)]
pub struct Chains<'a> {
    by_root: BTreeMap<ProjectRef, Chain<'a>>,
    root_of: BTreeMap<ProjectRef, ProjectRef>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Id(Stage, UnitId, String),
    Beneficiary(Stage, UnitId, TaskId, Facility),
}

impl<'a> Chains<'a> {
    /// The chains of these rows that hold a carried-over one.
    pub fn of(projects: &[(ProjectRef, &'a Project)], beneficiaries: &Beneficiaries) -> Self {
        let mut chains = Self::default();
        let mut carried: Vec<_> = projects.iter().filter(|(_, row)| is_carried(row)).copied().collect();
        if carried.is_empty() {
            return chains;
        }
        let candidates = Candidates::of(projects, &carried, beneficiaries);
        carried.sort_by_key(|(at, row)| (row.year, *at));
        for (at, row) in carried {
            chains.add(at, row, candidates.predecessor(at, row));
        }
        chains
    }

    fn add(&mut self, at: ProjectRef, row: &'a Project, before: Option<(ProjectRef, &'a Project)>) {
        let root = before.map_or(at, |(before, _)| self.root_of.get(&before).copied().unwrap_or(before));
        let chain = self.by_root.entry(root).or_insert_with(|| Chain { rows: Vec::new() });
        if let Some(first) = before.filter(|_| chain.rows.is_empty()) {
            chain.rows.push(first);
        }
        chain.rows.push((at, row));
        self.root_of.insert(at, root);
        self.root_of.insert(root, root);
    }

    /// The chains, in the order of their first rows.
    pub fn iter(&self) -> impl Iterator<Item = &Chain<'a>> {
        self.by_root.values()
    }

    /// The first row of the chain that a row stands in; the row itself where it stands in none.
    pub fn root(&self, at: ProjectRef) -> ProjectRef {
        self.root_of.get(&at).copied().unwrap_or(at)
    }

    /// The chain that a row stands in.
    pub fn with(&self, at: ProjectRef) -> Option<&Chain<'a>> {
        self.by_root.get(self.root_of.get(&at)?)
    }
}

fn is_carried(row: &Project) -> bool {
    row.status.carried_over && row.unit.is_some() && row.year.is_some()
}

/// The rows that share a link with a carried-over row, in the order of the years.
struct Candidates<'a, 'b> {
    beneficiaries: &'b Beneficiaries,
    by_link: BTreeMap<Link, Vec<(ProjectRef, &'a Project)>>,
}

impl<'a, 'b> Candidates<'a, 'b> {
    fn of(
        projects: &[(ProjectRef, &'a Project)],
        carried: &[(ProjectRef, &Project)],
        beneficiaries: &'b Beneficiaries,
    ) -> Self {
        let mut candidates = Self { beneficiaries, by_link: BTreeMap::new() };
        let wanted: BTreeSet<Link> = carried.iter().flat_map(|(at, row)| candidates.links(*at, row)).collect();
        for (at, row) in projects.iter().filter(|(_, row)| row.year.is_some()) {
            for link in candidates.links(*at, row).into_iter().filter(|link| wanted.contains(link)) {
                candidates.by_link.entry(link).or_default().push((*at, row));
            }
        }
        for rows in candidates.by_link.values_mut() {
            rows.sort_by_key(|(at, row)| (row.year, *at));
        }
        candidates
    }

    /// By what a row is linked, the surest first.
    fn links(&self, at: ProjectRef, row: &Project) -> Vec<Link> {
        let Some(unit) = row.unit else { return Vec::new() };
        let id = Some(text::key(row.id.text())).filter(|id| !id.is_empty());
        let by_id = id.map(|id| Link::Id(row.stage, unit, id));
        let facility = self.beneficiaries.sure(at).cloned();
        let by_beneficiary =
            row.task.task.zip(facility).map(|(task, facility)| Link::Beneficiary(row.stage, unit, task, facility));
        by_id.into_iter().chain(by_beneficiary).collect()
    }

    /// The row that a carried-over row continues: of the latest earlier year; among several of that year the one
    /// of the same name, else the first.
    fn predecessor(&self, at: ProjectRef, row: &Project) -> Option<(ProjectRef, &'a Project)> {
        let name = text::key(row.name.text());
        self.links(at, row).into_iter().find_map(|link| {
            // Rows with different ids are different projects, whoever benefits.
            let id = text::key(row.id.text());
            let may_be_one = |other: &Project| {
                let other = text::key(other.id.text());
                id.is_empty() || other.is_empty() || id == other
            };
            let rows: Vec<_> =
                self.by_link.get(&link)?.iter().filter(|(_, other)| may_be_one(other)).copied().collect();
            let earlier = &rows[..rows.partition_point(|(_, other)| other.year < row.year)];
            let latest = earlier.last()?.1.year;
            let of_year = &earlier[earlier.partition_point(|(_, other)| other.year < latest)..];
            of_year.iter().find(|(_, other)| text::key(other.name.text()) == name).or(of_year.first()).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::project;
    use crate::programme::load;

    fn cluster(unit: &str, year: i32) -> Project {
        project(&load::embedded().unwrap(), unit, "1.1.b").by("Chủ đầu tư cụm").named("Hạ tầng cụm").in_year(year)
    }

    /// The positions of the rows of each chain.
    fn chains(rows: &[Project]) -> Vec<Vec<usize>> {
        let programme = load::embedded().unwrap();
        let at = |project| ProjectRef { input: 0, table: 0, project };
        let rows: Vec<_> = rows.iter().enumerate().map(|(position, row)| (at(position), row)).collect();
        let beneficiaries = Beneficiaries::of(rows.iter().copied(), &programme.legal_forms);
        let chains = Chains::of(&rows, &beneficiaries);
        chains.iter().map(|chain| chain.rows.iter().map(|(at, _)| at.project).collect()).collect()
    }

    #[test]
    fn rows_are_linked_by_id_whatever_else_changed() {
        let row = |year, id: &str| cluster("Phong Thổ", year).numbered(id);
        let found = chains(&[
            row(2022, "KC-01"),
            row(2023, "kc 01").by("Tên khác").carried_over(),
            row(2024, "KC-01").carried_over(),
        ]);
        assert_eq!(found, [[0, 1, 2]]);
    }

    #[test]
    fn rows_without_an_id_are_linked_by_task_and_beneficiary() {
        let with = |first: &str, second: &str| {
            chains(&[cluster("Phong Thổ", 2022).by(first), cluster("Phong Thổ", 2023).by(second).carried_over()])
        };
        assert_eq!(with("Chủ đầu tư cụm", "CHỦ ĐẦU TƯ  CỤM."), [vec![0, 1]]);
        assert_eq!(with("HTX Chè A", "Hợp tác xã chè A"), [vec![0, 1]]);
        assert_eq!(with("Chủ đầu tư cụm", "Tên khác"), [vec![1]]);
    }

    #[test]
    fn a_tax_code_links_before_the_name() {
        let with = |first: &str, second: &str| {
            chains(&[
                cluster("Phong Thổ", 2022).taxed(first),
                cluster("Phong Thổ", 2023).by("Tên mới").taxed(second).carried_over(),
            ])
        };
        assert_eq!(with("6200000001", "6200000001"), [vec![0, 1]]);
        assert_eq!(with("6200000001", "6200000002"), [vec![1]]);
    }

    #[test]
    fn a_later_or_equal_year_is_no_first_year() {
        let carried = || cluster("Phong Thổ", 2023).carried_over();
        assert_eq!(chains(&[carried(), cluster("Phong Thổ", 2024)]), [[0]]);
        assert_eq!(chains(&[cluster("Phong Thổ", 2023), carried()]), [[1]]);
    }

    #[test]
    fn another_unit_or_stage_is_another_project() {
        let carried = |unit| cluster(unit, 2023).carried_over();
        assert_eq!(chains(&[cluster("Phong Thổ", 2022), carried("Tân Uyên")]), [[1]]);
        let approved = Project { stage: Stage::Approved, ..carried("Phong Thổ") };
        assert_eq!(chains(&[cluster("Phong Thổ", 2022), approved]), [[1]]);
    }

    #[test]
    fn among_several_earlier_rows_the_same_name_is_continued() {
        let earlier = cluster("Phong Thổ", 2022);
        let carried = cluster("Phong Thổ", 2023).carried_over();
        assert_eq!(chains(&[earlier.clone().named("Khác"), earlier, carried]), [[1, 2]]);
    }
}
