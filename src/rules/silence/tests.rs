//! What is said and what is not; the amounts are those of the decision.

use super::*;
use crate::fixtures::with_resolution;
use crate::model::{Fault, FileFault};
use crate::programme::{Norm, SourceKind};
use crate::rules::testing::{FileOf, Row, Run, check, file, row, run, source, table};

fn field(id: &str) -> Field {
    Field::Source(source(id))
}

fn machine() -> Row {
    row("3.1.b").trieu([0, 400, 200, 0])
}

fn codes(run: &Run) -> Vec<&'static str> {
    run.findings().iter().map(|finding| finding.code.as_str()).collect()
}

/// What the finding of a code says was not checked.
fn unchecked(run: &Run, code: Code) -> String {
    let message = run.only(code).message;
    message.split_once(" Chưa kiểm tra: ").map_or_else(String::new, |(_, rest)| rest.to_owned())
}

#[test]
fn an_unreadable_amount_is_said_alone_with_the_checks_that_were_not_made() {
    let faults = [
        (Code::GT01, Fault::NotANumber),
        (Code::GT02, Fault::Ambiguous(1.into(), 2.into())),
        (Code::GT04, Fault::NoResult),
        (Code::GT05, Fault::ExcelError("#N/A".to_owned())),
    ];
    for (code, fault) in faults {
        let found = check(table().row(machine().fault(field("provincial"), "x", fault)));
        assert_eq!(codes(&found), [code.as_str()]);
        assert_eq!(unchecked(&found, code), "TG01, DM01, DM02, DM05, NG02, CT01, CT02, CT04.");
    }
}

#[test]
fn an_unreadable_amount_of_another_sheet_silences_what_rests_on_it() {
    let provincial = field("provincial");
    let joined = machine().fault(provincial, "x", Fault::NotANumber).listed_on("NSĐP", &[provincial]);
    let found = check(table().row(joined));
    assert_eq!(codes(&found), ["GT01"]);
    assert_eq!(found.only(Code::GT01).places[0].sheet.as_deref(), Some("NSĐP"));
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM01, DM02, DM05, NG02, CT01, CT02, CT04.");
}

#[test]
fn total_rows_and_years_are_named_where_there_are_any() {
    let faulty = || machine().fault(field("own"), "x", Fault::NotANumber);
    let totalled = check(table().row(faulty()).total(field("own"), 5, 0, &[&[0]]));
    assert_eq!(unchecked(&totalled, Code::GT01), "TG01, TG02, DM02, NG02, CT01, CT02, CT04.");
    let whole = check(table().row(faulty())).whole();
    assert_eq!(unchecked(&whole, Code::GT01), "TG01, DM02, NG02, CT01, CT02, CT03, CT04.");
    let total_row = check(table().row(row("6")).total_fault("x", Fault::NotANumber));
    assert_eq!(unchecked(&total_row, Code::GT01), "TG02.");
}

#[test]
fn each_field_prevents_its_own_checks_only() {
    let fair = || row("4.1.d").trieu([0, 80, 20, 0]).scale("10").price(10_000_000);
    let faulty = |row: Row, field| check(table().row(row.fault(field, "x", Fault::NotANumber)));
    assert_eq!(unchecked(&faulty(fair(), Field::Scale), Code::GT01), "DM02, DM03.");
    assert_eq!(unchecked(&faulty(fair(), Field::UnitPrice), Code::GT01), "DM02, DM04.");
    assert_eq!(unchecked(&faulty(row("6"), Field::Quantity), Code::GT07), "DM01, CT01.");
    let denied = unchecked(&faulty(row("6"), field("national")), Code::GT01);
    assert_eq!(denied, "TG01, DM06, NG01, NG02, CT01, CT02, CT04.");
    let other = unchecked(&faulty(row("2"), field("other")), Code::GT01);
    assert_eq!(other, "TG01, DM02, NG02, NG03, CT01, CT02, CT04.");
    let course = || row("5.1.a").trieu([0, 24, 0, 0]);
    assert_eq!(unchecked(&faulty(course(), Field::Quantity), Code::GT07), "DM04, CT01.");
    assert_eq!(unchecked(&faulty(course().price(24_000_000), Field::Quantity), Code::GT07), "CT01.");
    let carried = row("1.1.b").carried_over();
    let found = faulty(carried, field("national"));
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM06, DM07, NG02, CT01, CT02, CT04.");
    // 3.1.b is no share of a rent; 5.1.b has neither a percentage nor a share.
    assert_eq!(unchecked(&faulty(machine(), Field::Quantity), Code::GT07), "DM01, CT01.");
    assert_eq!(unchecked(&faulty(machine(), Field::Total), Code::GT01), "TG01, DM02, CT01, CT02, CT04.");
    assert_eq!(unchecked(&faulty(row("5.1.b"), field("national")), Code::GT01), "TG01, DM01, CT01, CT02, CT04.");
}

#[test]
fn a_task_without_figures_has_no_check_of_figures_to_miss() {
    let delegation = row("8.a").fault(field("national"), "x", Fault::NotANumber);
    let found = check(table().unit("Sở Công Thương").row(delegation));
    assert_eq!(unchecked(&found, Code::GT01), "TG01, CT04.");
    let unknown = |field| check(table().row(row("6").unknown_task("9.9", &[]).fault(field, "x", Fault::NotANumber)));
    for (lost, missed) in
        [(field("own"), "TG01, CT04."), (field("national"), "TG01, CT04."), (Field::Scale, ""), (Field::UnitPrice, "")]
    {
        let found = unknown(lost);
        assert_eq!(unchecked(&found, Code::GT01), missed);
        assert_eq!(found.only(Code::GT01).message.contains("Chưa kiểm tra"), !missed.is_empty());
    }
    assert_eq!(unchecked(&unknown(Field::Quantity), Code::GT07), "");
}

#[test]
fn what_either_of_two_instruments_binds_is_missed() {
    let model = row("3.1.a").trieu([500, 300, 1_700, 0]).approved_on("2025-06-10".parse().unwrap());
    let faulty = model.fault(field("national"), "x", Fault::NotANumber);
    let found = check(table().year(2025).row(faulty)).catalogue(|programme| *programme = with_resolution());
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM01, DM02, NG02, CT01, CT02, CT04.");
}

#[test]
fn a_task_that_a_later_norm_alone_binds_has_neither_rent_nor_facility() {
    let faulty = |field, code| {
        let model = row("3.1.a").trieu([0, 300, 1_700, 0]).approved_on("2025-06-10".parse().unwrap());
        let found = check(table().year(2025).row(model.fault(field, "x", Fault::NotANumber))).catalogue(|programme| {
            *programme = with_resolution();
            let task = programme.task_by_code("3.1.a").unwrap();
            programme.tasks[task.index()].norms.clear();
        });
        unchecked(&found, code)
    };
    assert_eq!(faulty(Field::Quantity, Code::GT07), "DM01, CT01.");
    assert_eq!(faulty(field("provincial"), Code::GT01), "TG01, DM01, DM02, NG02, CT01, CT02, CT04.");
}

#[test]
fn without_a_year_the_first_norm_tells_what_would_have_been_checked() {
    let year = machine().fault(Field::Year, "#N/A", Fault::ExcelError("#N/A".to_owned()));
    let found = check(table().row(year)).catalogue(|programme| {
        let task = programme.task_by_code("3.1.b").unwrap();
        let norms = &mut programme.tasks[task.index()].norms;
        norms.push(Norm { cap: None, percent: None, per_facility: false, ..norms[0].clone() });
    });
    assert_eq!(unchecked(&found, Code::GT05), "DM01, DM02, DM05, CT01, CT02, CT04.");
}

#[test]
fn a_facility_is_known_by_its_name_or_its_tax_code() {
    let faulty = || machine().fault(field("provincial"), "x", Fault::NotANumber).blank(Field::Beneficiary);
    let of = |row| unchecked(&check(table().row(row)), Code::GT01);
    assert_eq!(of(faulty()), "TG01, DM01, DM02, NG02, CT01, CT02, CT04.");
    assert_eq!(of(faulty().tax_code("6200000001")), "TG01, DM01, DM02, DM05, NG02, CT01, CT02, CT04.");
}

#[test]
fn a_column_that_is_not_there_is_no_cell_of_a_finding() {
    let without = machine().absent(Field::Quantity).absent(Field::Scale).fault(field("own"), "x", Fault::NotANumber);
    let found = check(table().row(without));
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM02, NG02, CT01, CT02, CT04.");
    assert_eq!(unchecked(&found, Code::GT09), "DM01, CT01.");
}

#[test]
fn one_source_of_own_money_is_enough_to_miss_the_contribution() {
    let faulty = row("6").fault(field("national"), "x", Fault::NotANumber);
    let found = check(table().row(faulty)).catalogue(|programme| {
        programme.sources[source("other").index()].kind = SourceKind::Own;
    });
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM06, NG01, NG02, CT01, CT02, CT04.");
}

#[test]
fn one_figure_of_the_state_is_enough_to_hold_a_task_against() {
    let found = check(table().row(row("6").fault(field("own"), "x", Fault::NotANumber))).catalogue(|programme| {
        let task = programme.task_by_code("6").unwrap();
        programme.tasks[task.index()].money[source("national").index()] = None;
    });
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM06, NG02, CT01, CT02, CT04.");
}

#[test]
fn a_year_that_nobody_wrote_is_no_cause_of_what_an_amount_prevents() {
    let fair = row("4.1.d").trieu([0, 80, 20, 0]).scale("10").price(10_000_000);
    let found = check(table().no_year().row(fair.fault(field("own"), "x", Fault::NotANumber)));
    assert_eq!(unchecked(&found, Code::GT01), "TG01, DM02, NG02, CT01, CT02, CT04.");
}

#[test]
fn the_end_of_the_period_and_other_stages_are_named_where_they_are_in_the_run() {
    let all = |row: Row| check(table().row(row)).whole().years([2021, 2022, 2023, 2024, 2025]);
    let quantity = all(row("6").fault(Field::Quantity, "x", Fault::NotANumber));
    assert_eq!(unchecked(&quantity, Code::GT07), "DM01, CT01, CT05.");
    let own = || machine().fault(field("own"), "x", Fault::NotANumber);
    assert_eq!(unchecked(&all(own()), Code::GT01), "TG01, DM02, NG02, CT01, CT02, CT03, CT04, CT05.");
    let approved = file("b.xlsx").table(table().stage(Stage::Approved).row(machine()));
    let stages = run([file("a.xlsx").table(table().row(own())), approved]);
    assert_eq!(unchecked(&stages, Code::GT01), "TG01, DM02, NG02, CT01, CT02, CT04.");
    let provincial = || machine().fault(field("provincial"), "x", Fault::NotANumber);
    let other = file("b.xlsx").table(table().unit("Sìn Hồ").row(machine()));
    let one_stage = run([file("a.xlsx").table(table().row(provincial())), other]);
    assert_eq!(unchecked(&one_stage, Code::GT01), "TG01, DM01, DM02, DM05, NG02, CT01, CT02, CT04.");
}

#[test]
fn a_blank_total_is_not_compared_and_the_rest_is_judged() {
    let found = check(table().row(machine().blank(Field::Total)));
    assert_eq!(unchecked(&found, Code::GT09), "TG01, DM02.");
    found.only(Code::DM01);
    found.silent(Code::DM02);
    let negative_too = check(table().row(row("6").trieu([0, 35, -35, 0]).blank(Field::Total)));
    assert_eq!(unchecked(&negative_too, Code::GT09), "TG01, DM06.");
}

#[test]
fn an_unreadable_year_prevents_norms_and_targets() {
    let found = check(table().row(machine().fault(Field::Year, "#N/A", Fault::ExcelError("#N/A".to_owned()))));
    assert_eq!(codes(&found), ["GT05"]);
    assert_eq!(unchecked(&found, Code::GT05), "DM01, DM02, DM05, CT01, CT02, CT04.");
}

#[test]
fn a_negative_figure_silences_what_rests_on_it() {
    let quantity = check(table().row(row("6").trieu([0, 35, 35, 0]).quantity("-1")));
    assert_eq!(codes(&quantity), ["GT06"]);
    assert_eq!(unchecked(&quantity, Code::GT06), "GT07, DM01.");
    let own = check(table().row(row("2").dong([300_000_000, 0, -1, 0])));
    assert_eq!(codes(&own), ["GT06"]);
    let other = check(table().row(row("6").trieu([0, 35, 0, -1])));
    assert_eq!(codes(&other), ["GT06"]);
}

#[test]
fn a_negative_figure_silences_nothing_that_does_not_rest_on_it() {
    let found = check(table().row(row("6").dong([5, 35_000_001, -1, 0]).total_dong(7)));
    assert_eq!(codes(&found), ["TG01", "NG01", "GT06", "DM01"]);
}

#[test]
fn an_amount_in_the_wrong_unit_silences_what_it_alone_causes() {
    let sound = || row("3.1.b").trieu([0, 300, 300, 0]);
    let slip = || row("3.1.b").trieu([0, 300_000_000, 300_000_000, 0]);
    let found = check(table().rows([slip(), sound(), sound()]));
    assert_eq!(codes(&found), ["GT11"]);
    assert_eq!(unchecked(&found, Code::GT11), "DM01, DM02.");
    // 3.1.b has 6.000 triệu of NS tỉnh: with 20 facilities beside it the mended sum passes it too.
    let full = check(table().row(slip()).row(row("3.1.b").quantity("20").trieu([0, 6_000, 6_000, 0])));
    assert_eq!(codes(&full), ["GT11", "CT02"]);
    // What is left of 6.300 is 6.000.000.000 exactly, or one đồng more.
    let beside = |dong| row("3.1.b").quantity("20").dong([0, dong, 6_000_000_000, 0]);
    let with = |dong| check(table().row(slip()).row(beside(dong)));
    with(5_700_000_000).silent(Code::CT02);
    with(5_700_000_001).only(Code::CT02);
    // A row that is in no sum is no cause of one; one that is too small takes nothing off another's excess.
    let later = file("b.xlsx").table(table().year(2024).row(slip()));
    let this = file("a.xlsx").table(table().row(row("3.1.b").quantity("21").trieu([0, 6_300, 6_300, 0])));
    run([this, later]).plan([2023]).only(Code::CT02);
    let small = row("3.1.b").dong([0, 300_000, 300_000, 0]);
    let both = check(table().rows([slip(), small, beside(5_600_000_000)]));
    both.times(Code::GT11, 2);
    both.silent(Code::CT02);
    // One cell of the row, so that other sources are not too large by as much.
    let cell = row("3.1.b").trieu([0, 300_000, 300, 0]).total_dong(600_000_000);
    check(table().rows([cell, sound(), sound()])).silent(Code::CT02);
    // The breach of another row is its own.
    check(table().rows([slip(), sound(), machine()])).only(Code::DM01);
    // Another stage is another sum.
    let approved = file("b.xlsx")
        .table(table().stage(Stage::Approved).row(row("3.1.b").quantity("21").trieu([0, 6_300, 6_300, 0])));
    run([file("a.xlsx").table(table().rows([slip(), sound()])), approved]).only(Code::CT02);
}

#[test]
fn the_percentage_silences_the_missing_contribution() {
    let found = check(table().row(row("2").trieu([300, 0, 0, 0])));
    assert_eq!(codes(&found), ["DM02"]);
    assert_eq!(unchecked(&found, Code::DM02), "", "NG02 was looked at");
    check(table().row(row("2").trieu([300, 0, 0, 700]))).only(Code::NG02);
}

#[test]
fn a_forbidden_source_and_a_missing_contribution_silence_the_implied_share() {
    // 6: half of the cost is the facility's.
    assert_eq!(codes(&check(table().row(row("6").trieu([0, 30, 20, 0])))), ["DM06"]);
    assert_eq!(codes(&check(table().row(row("6").trieu([1, 30, 20, 0])))), ["NG01"]);
    assert_eq!(codes(&check(table().row(row("6").trieu([0, 35, 0, 0])))), ["NG02"]);
    let slip = row("6").trieu([0, 35_000_000, 35_000, 0]).total_dong(35_035_000_000_000);
    let found = check(table().rows([slip, row("6").trieu([0, 35, 35, 0]), row("6").trieu([0, 35, 35, 0])]));
    found.only(Code::GT11);
    found.silent(Code::DM06);
}

#[test]
fn approval_by_the_ministry_is_asked_of_an_unreadable_amount_too() {
    let faulty = || machine().fault(field("national"), "x", Fault::NotANumber);
    let approved = check(table().stage(Stage::Approved).row(faulty()));
    assert_eq!(unchecked(&approved, Code::GT01), "TG01, DM01, DM02, DM05, NG02, NG05, CT01, CT02, CT04.");
}

#[test]
fn a_short_formula_silences_the_gap_that_it_explains() {
    let two = || table().row(row("3.1.b").dong([0, 1, 1, 0])).row(row("3.1.b").dong([0, 2, 2, 0]));
    let summed = |amount| check(two().summed(field("own"), amount, &[&[0, 1]], &[0]));
    assert_eq!(codes(&summed(1)), ["TG03"]);
    assert_eq!(codes(&summed(2)), ["TG02", "TG03"]);
}

#[test]
fn a_chain_judges_its_first_year_too() {
    let cluster = |national| row("1.1.b").beneficiary("Chủ đầu tư").trieu([national, 0, 14_000, 0]);
    let first = || file("2022.xlsx").table(table().year(2022).row(cluster(6_001)));
    let second = file("2023.xlsx").table(table().row(cluster(1).quantity("0").carried_over()));
    run([first()]).only(Code::DM01);
    let both = run([first(), second]);
    both.silent(Code::DM01);
    both.only(Code::DM07);
}

#[test]
fn money_from_a_forbidden_source_is_said_once() {
    let found = check(table().row(row("5.1.b").quantity("50").trieu([0, 600, 0, 0])));
    assert_eq!(codes(&found), ["NG01"]);
}

#[test]
fn files_that_another_one_stands_for_hold_no_second_copies() {
    let machine = || machine().trieu([0, 300, 300, 0]).name("Máy sấy chè").beneficiary("HTX Chè A");
    let submission = |name: &str| -> FileOf { file(name).table(table().row(machine())) };
    let later = || file("2.xlsx").table(table().number(Some(2)).row(machine()));
    assert_eq!(codes(&run([submission("1.xlsx").superseded(), later()])), ["TP05"]);
    assert_eq!(codes(&run([submission("1.xlsx"), submission("2.xlsx").faulty(FileFault::SameBytes(0))])), ["TP04"]);
    assert_eq!(codes(&run([submission("1.xlsx"), submission("2.xlsx")])), ["TR01", "TP05"]);
}

#[test]
fn the_cap_and_the_percentage_may_both_stand() {
    assert_eq!(codes(&check(table().row(machine()))), ["DM01", "DM02"]);
}
