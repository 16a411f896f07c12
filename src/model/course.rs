//! Courses: one project of one year through the stages đăng ký, thẩm định, phê duyệt, thực hiện.
//!
//! A row is tied to another of its unit and year by id; where one of them has no id, by task and beneficiary. Rows with
//! different ids are different projects, whoever benefits. Several rows of one beneficiary and task are told apart by name and event. Where the names do not tell, their rows
//! are held together as one course, so that a stage is compared with the other stages by its sum: nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::beneficiary::{Beneficiaries, Facility};
use super::identity::Identity;
use super::ids::{ProjectRef, SourceId, TaskId, UnitId};
use super::money::Money;
use super::project::{Project, Stage};
use super::text;

/// A row of the run with its reference.
type Row<'a> = (ProjectRef, &'a Project);

/// One project of one year, in whichever stages it was submitted.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    /// Its rows: earlier stages first, then in the report's order.
    pub rows: Vec<Row<'a>>,
    /// Whether it is a second copy of a row of its own stage (TR01 names it).
    pub copy: bool,
}

impl<'a> Course<'a> {
    fn of(mut rows: Vec<Row<'a>>, copy: bool) -> Self {
        rows.sort_by_key(|(at, row)| (row.stage, *at));
        Self { rows, copy }
    }

    /// Its rows in a stage.
    pub fn at(&self, stage: Stage) -> impl Iterator<Item = Row<'a>> + '_ {
        self.rows.iter().copied().filter(move |(_, row)| row.stage == stage)
    }

    /// Whether it was submitted in a stage.
    pub fn is_at(&self, stage: Stage) -> bool {
        self.at(stage).next().is_some()
    }

    /// The money of some sources in a stage; nothing where it was not submitted then, or an amount is not readable.
    pub fn money(&self, stage: Stage, sources: &[SourceId]) -> Option<Money> {
        let amounts = self.at(stage).map(|(_, row)| row.sum_of(sources.iter().copied()));
        amounts.reduce(|sum, amount| sum.zip(amount).map(|(sum, amount)| sum + amount)).flatten()
    }
}

/// The courses of some rows, in the order of their first rows. A row of no known unit or year is a course by itself.
pub fn courses<'a>(rows: &[Row<'a>], beneficiaries: &Beneficiaries) -> Vec<Course<'a>> {
    let mut seen = BTreeSet::new();
    let (originals, copies): (Vec<Row<'a>>, Vec<Row<'a>>) =
        rows.iter().partition(|row| Identity::of(**row, beneficiaries).is_none_or(|identity| seen.insert(identity)));
    let mut by_plan: BTreeMap<(UnitId, i32), Vec<Row<'a>>> = BTreeMap::new();
    let mut courses: Vec<_> = copies.into_iter().map(|copy| Course::of(vec![copy], true)).collect();
    for row in originals {
        match row.1.unit.zip(row.1.year) {
            Some(plan) => by_plan.entry(plan).or_default().push(row),
            None => courses.push(Course::of(vec![row], false)),
        }
    }
    courses.extend(by_plan.into_values().flat_map(|rows| Linker::new(rows).link(beneficiaries)));
    courses.sort_by_key(|course| course.rows[0].0);
    courses
}

/// The rows of one unit and year on their way to courses.
struct Linker<'a> {
    rows: Vec<Row<'a>>,
    /// The row that stands for each row's course so far.
    course: Vec<usize>,
    /// The id of the course that a row stands for.
    id: Vec<Option<String>>,
}

/// In the order in which rows are linked by them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Id(String),
    Benefits(TaskId, Facility),
    /// A project that names no beneficiary, by its own name.
    Named(TaskId, String),
}

impl<'a> Linker<'a> {
    fn new(rows: Vec<Row<'a>>) -> Self {
        Self { course: (0..rows.len()).collect(), id: rows.iter().map(|(_, row)| id(row)).collect(), rows }
    }

    fn link(mut self, beneficiaries: &Beneficiaries) -> Vec<Course<'a>> {
        if self.stages(&(0..self.rows.len()).collect::<Vec<_>>()).len() > 1 {
            let mut groups: BTreeMap<Bond, Vec<usize>> = BTreeMap::new();
            for (at, row) in self.rows.iter().enumerate() {
                for bond in bonds(*row, beneficiaries) {
                    groups.entry(bond).or_default().push(at);
                }
            }
            for group in groups.values() {
                self.link_group(group);
            }
        }
        let mut by_course: BTreeMap<usize, Vec<Row<'a>>> = BTreeMap::new();
        for at in 0..self.rows.len() {
            by_course.entry(self.standing(at)).or_default().push(self.rows[at]);
        }
        by_course.into_values().map(|rows| Course::of(rows, false)).collect()
    }

    /// Links rows that share a bond: all of them where each stage has one, else by name and event, else together.
    fn link_group(&mut self, group: &[usize]) {
        let stages = self.stages(group);
        if stages.len() < 2 {
            return;
        }
        if stages.len() == group.len() && self.may_be_one(group) {
            return self.unite(group);
        }
        let mut by_words: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for at in group {
            let row = self.rows[*at].1;
            by_words.entry((text::key(row.name.text()), text::key(row.event.text()))).or_default().push(*at);
        }
        let mut doubt = false;
        for alike in by_words.values() {
            if self.stages(alike).len() > 1 && self.may_be_one(alike) {
                self.unite(alike);
            }
            // A wish that came to nothing is no doubt; a later row that continues none of its name is.
            doubt |=
                alike.iter().any(|at| self.is_first_of_its_course(*at) && Some(&self.stage(*at)) != stages.first());
        }
        if doubt && self.may_be_one(group) {
            self.unite(group);
        }
    }

    fn stage(&self, at: usize) -> Stage {
        self.rows[at].1.stage
    }

    fn stages(&self, group: &[usize]) -> BTreeSet<Stage> {
        group.iter().map(|at| self.stage(*at)).collect()
    }

    /// Whether no other row of its course is of an earlier stage.
    fn is_first_of_its_course(&self, at: usize) -> bool {
        let course = self.standing(at);
        (0..self.rows.len()).all(|other| self.standing(other) != course || self.stage(other) >= self.stage(at))
    }

    /// Whether no two of the rows have different ids.
    fn may_be_one(&self, group: &[usize]) -> bool {
        let ids: BTreeSet<_> = group.iter().filter_map(|at| self.id[self.standing(*at)].as_deref()).collect();
        ids.len() < 2
    }

    /// The row that stands for the course of a row.
    fn standing(&self, mut at: usize) -> usize {
        while self.course[at] != at {
            at = self.course[at];
        }
        at
    }

    fn unite(&mut self, group: &[usize]) {
        let Some((first, others)) = group.split_first() else { return };
        for other in others {
            let (kept, joined) = (self.standing(*first), self.standing(*other));
            if kept != joined {
                self.course[joined] = kept;
                self.id[kept] = self.id[kept].take().or_else(|| self.id[joined].take());
            }
        }
    }
}

fn bonds((at, row): Row<'_>, beneficiaries: &Beneficiaries) -> Vec<Bond> {
    let by_id = id(row).map(Bond::Id);
    let facility = beneficiaries.sure(at).cloned();
    let named = key(row.name.text()).filter(|_| facility.is_none());
    let task = row.task.task;
    let benefits = task.zip(facility).map(|(task, facility)| Bond::Benefits(task, facility));
    let named = task.zip(named).map(|(task, name)| Bond::Named(task, name));
    by_id.into_iter().chain(benefits).chain(named).collect()
}

/// The id, however it is spaced and cased.
fn id(row: &Project) -> Option<String> {
    key(row.id.text())
}

fn key(words: &str) -> Option<String> {
    Some(text::key(words)).filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{project, refs};
    use crate::programme::load;
    use Stage::{Approved, CarriedOut, Registered};

    fn machine(stage: Stage) -> Project {
        let programme = load::embedded().unwrap();
        let row = project(&programme, "Phong Thổ", "3.1.b").by("HTX Chè A").named("Máy sấy chè");
        Project { stage, ..row.costing(&[0, 300, 300, 0]) }
    }

    fn beneficiaries(rows: &[Row<'_>]) -> Beneficiaries {
        Beneficiaries::of(rows.iter().copied(), &load::embedded().unwrap().legal_forms)
    }

    /// The rows of each course, by their positions.
    fn linked(rows: &[Project]) -> Vec<Vec<usize>> {
        let refs = refs(rows);
        courses(&refs, &beneficiaries(&refs))
            .iter()
            .map(|course| course.rows.iter().map(|(at, _)| at.project).collect())
            .collect()
    }

    #[test]
    fn rows_of_one_id_are_one_project_whatever_else_changed() {
        let changed = machine(Approved).numbered("kc 01").by("Tên khác").named("Tên khác");
        assert_eq!(linked(&[machine(Registered).numbered("KC-01"), changed]), [[0, 1]]);
        let another = machine(Approved).numbered("KC-02");
        assert_eq!(linked(&[machine(Registered).numbered("KC-01"), another]), [[0], [1]]);
    }

    #[test]
    fn without_an_id_task_and_beneficiary_link_whatever_the_name() {
        let rows = [machine(Registered), machine(Approved).numbered("KC-01").named("Khác"), machine(CarriedOut)];
        assert_eq!(linked(&rows), [[0, 1, 2]]);
        assert_eq!(linked(&[machine(Registered), machine(Approved).by("HTX Chè B")]), [[0], [1]]);
        assert_eq!(linked(&[machine(Registered), machine(Approved).in_year(2024)]), [[0], [1]]);
        let taxed = [
            machine(Registered).taxed("6200 000 001"),
            machine(Approved).taxed("6200000001").by("HTX Chè A (đổi tên)"),
        ];
        assert_eq!(linked(&taxed), [[0, 1]]);
    }

    #[test]
    fn several_projects_of_one_beneficiary_are_told_apart_by_name_and_event() {
        let other = |stage| machine(stage).named("Máy vò chè").costing(&[0, 100, 100, 0]);
        let rows = [machine(Registered), other(Registered), other(Approved), machine(Approved)];
        assert_eq!(linked(&rows), [[0, 3], [1, 2]]);
        assert_eq!(linked(&rows[..3]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn where_names_do_not_tell_rows_are_held_together() {
        let other = machine(Registered).named("Máy vò chè").costing(&[0, 100, 100, 0]);
        let rows = [machine(Registered), other, machine(Approved).named("Dây chuyền")];
        assert_eq!(linked(&rows), [[0, 1, 2]]);
        let refs = refs(&rows);
        let course = &courses(&refs, &beneficiaries(&refs))[0];
        assert_eq!(course.money(Registered, &[SourceId(1)]), Some(Money::from_trieu(400)));
        assert_eq!(course.money(CarriedOut, &[SourceId(1)]), None);
    }

    #[test]
    fn a_row_without_an_id_is_not_given_to_one_of_several_ids() {
        let other = machine(Registered).numbered("KC-02").named("Máy vò chè");
        let rows = [machine(Registered).numbered("KC-01"), other, machine(Approved).named("Dây chuyền")];
        assert_eq!(linked(&rows), [[0], [1], [2]]);
    }

    #[test]
    fn a_second_copy_is_a_course_by_itself() {
        let rows = [machine(Registered), machine(Approved), machine(Approved)];
        assert_eq!(linked(&rows), [vec![0, 1], vec![2]]);
        let refs = refs(&rows);
        assert!(courses(&refs, &beneficiaries(&refs))[1].copy);
    }

    #[test]
    fn a_project_without_a_beneficiary_is_linked_by_its_name() {
        let group = |stage, name: &str| machine(stage).by("").named(name);
        let named = |name| linked(&[group(Registered, "Đề án nhóm"), group(Approved, name)]);
        assert_eq!(named("ĐỀ ÁN NHÓM"), [vec![0, 1]]);
        assert_eq!(named("Khác"), [[0], [1]]);
    }
}
