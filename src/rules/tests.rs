//! The table of rules: complete, in order, explained; and the order of what they find.

use super::testing::{check, file, row, run, table};
use super::*;
use crate::model::{Field, FileFault, SourceId};

#[test]
fn the_table_holds_every_code_once_in_the_rule_books_order() {
    let codes: Vec<Code> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes, Code::ALL);
    assert!(Code::ALL.iter().all(|code| rule(*code).is_some_and(|rule| rule.code == *code)));
}

#[test]
fn every_rule_stands_in_a_named_family() {
    for rule in RULES {
        assert!(FAMILIES.iter().any(|(letters, _)| rule.code.as_str().starts_with(letters)), "{}", rule.code);
    }
}

#[test]
fn every_rule_is_explained() {
    for rule in RULES {
        for text in [rule.title, rule.what, rule.why, rule.basis, rule.example, rule.mend] {
            assert!(!text.trim().is_empty() && text.trim() == text, "{}: \"{text}\"", rule.code);
        }
        for sentences in [rule.what, rule.why, rule.example, rule.mend] {
            assert!(sentences.ends_with('.'), "{}: \"{sentences}\"", rule.code);
        }
        assert!(!rule.title.ends_with('.'), "{}: a title is no sentence", rule.code);
    }
}

#[test]
fn a_sound_submission_is_not_named_at_all() {
    let sound = row("3.1.b").trieu([0, 300, 300, 0]);
    assert_eq!(check(table().row(sound).total(Field::Total, 600_000_000, 0, &[&[0]])).findings(), []);
}

#[test]
fn every_finding_has_words_an_action_and_a_basis() {
    let found = run([
        file("a.xlsx").table(table().row(row("6").dong([1, 900_000_000, 0, 0]).total_dong(5)).unread(
            "B40",
            "ghi chú",
            &[],
        )),
        file("b.xlsx").table(table().row(row("4.1.c").unknown_task("9.9", &[]).blank(Field::Name))),
    ]);
    for finding in found.findings() {
        for words in [&finding.message, &finding.action, &finding.basis] {
            assert!(!words.is_empty(), "{finding:?}");
        }
        assert!(finding.message.ends_with('.'), "{}", finding.message);
    }
}

#[test]
fn the_worst_comes_first_then_the_largest_then_the_rule_book_then_the_inputs() {
    let small = row("3.1.b").dong([0, 300_000_001, 400_000_000, 0]);
    let large = row("3.1.b").dong([0, 310_000_000, 400_000_000, 0]);
    let both = |name: &str, unit: &str| file(name).table(table().unit(unit).row(small.clone()).row(large.clone()));
    let found = run([both("b.xlsx", "Phong Thổ"), both("a.xlsx", "Tân Uyên")]).findings();
    let seen: Vec<(Code, &str, String)> = found
        .iter()
        .map(|finding| (finding.code, &*finding.places[0].file, finding.places[0].cells[0].to_string()))
        .collect();
    let expected = [("b.xlsx", "T10"), ("a.xlsx", "T10"), ("b.xlsx", "T9"), ("a.xlsx", "T9")];
    assert_eq!(seen, expected.map(|(file, cell)| (Code::DM01, file, cell.to_owned())));
    let mixed = check(table().row(row("6").trieu([0, 35, 0, 0])).row(row("4.1.c").trieu([0, 1, 0, 0]).quantity("0")));
    let severities: Vec<Severity> = mixed.findings().iter().map(|finding| finding.severity).collect();
    assert!(severities.is_sorted(), "{severities:?}");
}

#[test]
fn nothing_but_its_head_is_judged_of_a_void_table() {
    let faulty = row("6").dong([1, 900_000_000, -1, 0]).total_dong(5).blank(Field::Name);
    let void = table().row(faulty).missing("Đơn vị thụ hưởng", None).total(Field::Source(SourceId(0)), 9, 0, &[&[0]]);
    let sound = || row("3.1.b").name("Máy sấy").beneficiary("HTX A").trieu([0, 300, 300, 0]);
    check(table().row(sound()).row(sound())).only(Code::TR01);
    let twice = check(table().row(sound()).row(sound()).missing("Đơn vị thụ hưởng", None));
    assert_eq!(twice.findings().iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::BM01]);
    let codes: BTreeSet<Code> = check(void.unknown_unit("?", "", &[])).findings().iter().map(|f| f.code).collect();
    assert_eq!(codes, BTreeSet::from([Code::BM01, Code::BM04]));
}

#[test]
fn files_that_do_not_count_are_not_judged() {
    let faulty = || table().row(row("6").trieu([0, 900, 0, 0]));
    let found = run([
        file("a.xlsx").table(faulty()).superseded(),
        file("b.xlsx").table(table().number(Some(2)).row(row("6").trieu([0, 35, 35, 0]))),
    ]);
    found.silent(Code::DM01);
    found.only(Code::TP05);
}

#[test]
fn what_only_another_offices_workbook_can_raise_is_no_criterion_of_a_run() {
    let listed: Vec<Code> = criteria(super::testing::programme()).iter().map(|criterion| criterion.code).collect();
    let looked_for = |code: &Code| ![Code::DC01, Code::DC02, Code::DC03, Code::DC04].contains(code);
    assert_eq!(listed, Code::ALL.iter().copied().filter(looked_for).collect::<Vec<_>>());
}

#[test]
fn a_finding_of_another_stage_stands_on_its_rules_basis_unless_it_names_a_clause() {
    let bare = Finding::new(Code::DM01, Severity::Error, "", "");
    let mut findings = [bare.clone().on("QĐ 407/QĐ-UBND, III.6"), bare];
    let programme = super::testing::programme();
    give_basis(programme, &mut findings);
    let own = rule(Code::DM01).map(|rule| programme.decision.cite(rule.basis.trim_end_matches('.')));
    assert_eq!(findings.map(|finding| finding.basis), ["QĐ 407/QĐ-UBND, III.6".to_owned(), own.unwrap()]);
}

#[test]
fn the_tables_of_a_copy_of_a_file_are_not_judged() {
    let over = || table().row(row("6").trieu([0, 36, 40, 0]));
    let copy = file("b.xlsx").table(over()).faulty(FileFault::SameBytes(0));
    let found = run([file("a.xlsx").table(over()), copy]);
    found.only(Code::DM01);
    found.silent(Code::TR01);
}

#[test]
fn findings_of_one_weight_stand_in_the_order_of_the_files_to_correct() {
    let machine = |name: &str| row("3.1.b").beneficiary(name).name(name).trieu([0, 300, 300, 0]);
    let of = |name: &str, rows: &[&str]| file(name).table(table().rows(rows.iter().map(|name| machine(name))));
    let files = [of("a.xlsx", &["HTX A", "HTX B"]), of("b.xlsx", &["HTX B"]), of("c.xlsx", &["HTX A"])];
    let found = run(files).times(Code::TR01, 2);
    assert_eq!(found.iter().map(|finding| &*finding.places[0].file).collect::<Vec<_>>(), ["b.xlsx", "c.xlsx"]);
}
