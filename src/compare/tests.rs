//! Small editions made by hand; the whole program is held from outside in `tests/it/compare.rs`.

use rust_decimal::Decimal;

use super::{compare, of_outcome};
use crate::fixtures::{input, project};
use crate::model::revision::{Aspect, Edition, Likeness, Revision};
use crate::model::{
    Code, Entry, Field, Figure, Finding, Input, Money, Outcome, Project, ProjectRef, Severity, SourceId,
};
use crate::programme::{Programme, load};

fn programme() -> Programme {
    load::embedded().unwrap()
}

fn row(id: &str, name: &str, by: &str) -> Project {
    project(&programme(), "Phong Thổ", "3.1.b").numbered(id).named(name).by(by).costing(&[300, 0, 300])
}

fn edition(rows: Vec<Project>) -> Edition {
    of_files(vec![input("a.xlsx", rows)])
}

fn of_files(inputs: Vec<Input>) -> Edition {
    of_outcome("a".to_owned(), Outcome { inputs, ..Outcome::default() })
}

fn between(old: Vec<Project>, new: Vec<Project>) -> Revision {
    compare(&programme(), edition(old), edition(new))
}

/// Altered, added, removed, in doubt.
fn counts(revision: &Revision) -> [usize; 4] {
    [revision.altered.len(), revision.added.len(), revision.removed.len(), revision.doubts.len()]
}

fn three() -> Vec<Project> {
    vec![row("PT-1", "Máy sấy", "HTX A"), row("PT-2", "Máy ép", "HTX B"), row("PT-3", "Máy cắt", "HTX C")]
}

#[test]
fn the_order_of_rows_and_a_row_put_in_are_no_difference() {
    let mut new = three();
    new.rotate_left(1);
    assert!(between(three(), new.clone()).is_empty());
    new.insert(1, row("PT-4", "Máy xay", "HTX D"));
    let revision = between(three(), new);
    assert_eq!((counts(&revision), revision.added.clone(), revision.unchanged), ([0, 1, 0, 0], vec![1], 3));
}

#[test]
fn typing_is_no_difference_and_a_letter_is() {
    let old = || vec![row("PT-1", "Máy sấy chè, loại 2", "HTX Hoà Bình")];
    for (name, by) in [("MÁY SẤY  chè loại 2", "HTX Hòa Bình"), ("may say che loai 2", "HTX Hoà Bình")] {
        assert!(between(old(), vec![row("pt-1", name, by)]).is_empty(), "{name}");
    }
    let revision = between(old(), vec![row("PT-1", "Máy sấy chè, loại 3", "HTX Hoà Bình")]);
    assert_eq!(revision.altered[0].changes[0].aspect, Aspect::Column(Field::Name));
}

#[test]
fn no_money_and_a_blank_cell_are_one_and_a_dong_is_a_difference() {
    let dong = |own| vec![row("PT-1", "Máy sấy", "HTX A").costing_dong(&[300_000_000, 0, own])];
    let mut blank = dong(300_000_000);
    blank[0].sources[1] = Entry::default();
    assert!(between(dong(300_000_000), blank).is_empty());
    for own in [299_999_999, 300_000_001] {
        let revision = between(dong(300_000_000), dong(own));
        let changed: Vec<_> = revision.altered[0].changes.iter().map(|change| change.aspect).collect();
        assert_eq!(changed, [Aspect::Column(Field::Total), Aspect::Column(Field::Source(SourceId(2)))]);
        let difference = Some(Figure::Money(Money::from_dong(own - 300_000_000)));
        assert!(revision.altered[0].changes.iter().all(|change| change.difference() == difference));
        assert_eq!(
            revision.effects[0].is.total() - revision.effects[0].was.total(),
            Money::from_dong(own - 300_000_000)
        );
    }
}

#[test]
fn an_id_comes_before_task_and_beneficiary_and_these_before_the_name() {
    let by = |new: Project| {
        let revision = between(vec![row("PT-1", "Máy sấy", "HTX A")], vec![new]);
        revision.altered.first().map(|altered| altered.pair.by)
    };
    assert_eq!(by(row("PT-1", "Máy sấy", "HTX B")), Some(Likeness::Id));
    assert_eq!(by(row("PT-1", "Máy ép", "HTX B")), Some(Likeness::Id), "the task is still the same");
    assert_eq!(by(row("", "Máy ép", "Hợp tác xã A")), Some(Likeness::Beneficiary));
    assert_eq!(by(row("PT-9", "Máy ép", "HTX A")), Some(Likeness::Beneficiary));
    assert_eq!(by(row("", "Máy sấy", "HTX B")), Some(Likeness::Name));
    assert_eq!(by(row("PT-9", "Máy sấy", "HTX B")), None, "another id, another beneficiary: another project");
}

#[test]
fn renumbered_ids_follow_their_projects() {
    let old = vec![row("PT-1", "Máy sấy", "HTX A"), row("PT-2", "Máy ép", "HTX B")];
    let new = vec![row("PT-1", "Máy xay", "HTX D"), row("PT-2", "Máy sấy", "HTX A"), row("PT-3", "Máy ép", "HTX B")];
    let revision = between(old, new);
    assert_eq!((counts(&revision), revision.added.clone()), ([2, 1, 0, 0], vec![0]));
    let only_ids = |changes: &[crate::model::revision::Change]| {
        changes.iter().all(|change| change.aspect == Aspect::Column(Field::ProjectId))
    };
    assert!(revision.altered.iter().all(|altered| only_ids(&altered.changes)));
}

#[test]
fn an_id_that_stands_for_something_else_is_in_doubt() {
    let new = vec![Project { task: project(&programme(), "Phong Thổ", "6").task, ..row("PT-1", "Bao bì", "HTX B") }];
    let revision = between(vec![row("PT-1", "Máy sấy", "HTX A")], new);
    assert_eq!((counts(&revision), revision.doubts[0].reason.as_str()), ([0, 0, 0, 1], "cùng mã đề án"));
}

#[test]
fn what_cannot_be_told_apart_is_in_doubt_and_copies_are_not() {
    let of = |amounts: &[i64]| {
        amounts.iter().map(|amount| row("", "Máy sấy", "HTX A").costing(&[*amount, 0, 300])).collect::<Vec<_>>()
    };
    assert_eq!(counts(&between(of(&[100, 200]), of(&[110, 210]))), [0, 0, 0, 1]);
    assert_eq!(counts(&between(of(&[100, 200]), of(&[200, 110]))), [1, 0, 0, 0], "the other one is left");
    assert_eq!(counts(&between(of(&[100, 100]), of(&[100, 100, 100]))), [0, 1, 0, 0], "a third copy");
    assert_eq!(counts(&between(of(&[100]), of(&[110, 120]))), [0, 0, 0, 1]);
}

#[test]
fn a_project_of_another_year_is_the_same_project_unless_its_own_year_stands_beside_it() {
    let of = |year| row("PT-1", "Máy sấy", "HTX A").in_year(year);
    let revision = between(vec![of(2023)], vec![of(2024)]);
    assert_eq!(revision.altered[0].changes[0].aspect, Aspect::Column(Field::Year));
    let revision = between(vec![of(2022), of(2023)], vec![of(2023)]);
    assert_eq!((counts(&revision), revision.removed.clone()), ([0, 0, 1, 0], vec![0]));
}

#[test]
fn a_tax_code_that_changed_or_came_is_seen() {
    let of = |code: &str| vec![row("", "Máy sấy", "HTX A").taxed(code)];
    for (was, is) in [("6200000001", "6200000002"), ("", "6200000002")] {
        let revision = between(of(was), of(is));
        assert_eq!(revision.altered[0].changes[0].aspect, Aspect::Column(Field::TaxCode), "{was} {is}");
    }
    assert!(between(of("0100109106"), of("100109106")).is_empty(), "a zero that Excel dropped");
}

#[test]
fn a_column_that_a_table_does_not_have_is_told_and_no_difference() {
    let mut new = three();
    for row in &mut new {
        row.name = Entry::default();
    }
    let revision = between(three(), new);
    assert!(revision.is_empty());
    let unheld = revision.unheld[0];
    assert_eq!((unheld.field, unheld.in_new, unheld.rows), (Field::Name, true, 3));
}

#[test]
fn a_new_file_name_is_no_move_and_leaving_the_others_is() {
    let at = |file: &str, rows: &[usize]| input(file, rows.iter().map(|at| three().remove(*at)).collect());
    let old = || of_files(vec![at("a.xlsx", &[0, 1]), at("b.xlsx", &[2])]);
    let moved = |inputs: Vec<Input>| {
        let revision = compare(&programme(), old(), of_files(inputs));
        let homes = revision.altered.iter().flat_map(|altered| &altered.changes);
        homes.filter(|change| change.aspect == Aspect::Home).count()
    };
    assert_eq!(moved(vec![at("a2.xlsx", &[0, 1]), at("b2.xlsx", &[2])]), 0);
    assert_eq!(moved(vec![at("b.xlsx", &[0, 1]), at("a.xlsx", &[2])]), 0, "the names were exchanged");
    assert_eq!(moved(vec![at("c.xlsx", &[0, 1, 2])]), 0, "put together");
    assert_eq!(moved(vec![at("a.xlsx", &[0]), at("b.xlsx", &[1, 2])]), 1);
    assert_eq!(moved(vec![at("a.xlsx", &[0]), at("b.xlsx", &[2]), at("c.xlsx", &[1])]), 1);
}

#[test]
fn what_no_longer_counts_moves_the_figures() {
    let mut new = three();
    new[0].counted = false;
    let revision = between(three(), new);
    assert_eq!(revision.altered[0].changes[0].aspect, Aspect::Counted);
    let effect = &revision.effects[0];
    assert_eq!((effect.was.projects, effect.is.projects, effect.is.quantity), (3, 2, Decimal::from(2)));
}

#[test]
fn findings_are_told_by_what_they_are_about() {
    let about = |row: usize, severity| {
        let at = ProjectRef { input: 0, table: 0, project: row };
        Finding::new(Code::DM01, severity, "x", "y").about(at, &three()[row])
    };
    let with = |rows: Vec<Project>, findings: Vec<Finding>| Edition { findings, ..edition(rows) };
    let mut turned = three();
    turned.rotate_left(1);
    // PT-1 stands in the third row now; its finding is the same one.
    let old = with(three(), vec![about(0, Severity::Error), about(1, Severity::Error)]);
    let new = with(turned, vec![about(2, Severity::Error), about(0, Severity::Warning)]);
    let revision = compare(&programme(), old, new);
    assert_eq!((revision.standing, revision.mended.clone(), revision.arisen.clone()), (1, vec![1], vec![1]));
    assert_eq!((revision.arisen(Severity::Error), revision.arisen(Severity::Warning)), (0, 1));
}
