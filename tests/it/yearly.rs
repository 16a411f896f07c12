//! The plan of a year over folders of several years: each year's figures and what stands since the first year are the
//! decision's, everything that was given is judged, and the report is of the year.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use doisoat::model::{Appendix, AppendixRow, Code, Figure, FigureKey, FigureOf, Money, Outcome, Severity, SourceId};
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;
use rust_xlsxwriter::Worksheet;

use crate::support;

const CLEAN: &str = "samples/lai-chau-2021-2025";

fn run(paths: &[String], years: &[i32]) -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = Options {
        paths: paths.iter().map(|path| root.join(path)).collect(),
        years: years.iter().copied().collect(),
        whole: true,
        reader: Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat"))),
        ..Options::default()
    };
    pipeline::run(&load::embedded().unwrap(), &options, &|_| {}).unwrap()
}

fn clean(years: &[i32], asked: &[i32]) -> Outcome {
    run(&years.iter().map(|year| format!("{CLEAN}/{year}")).collect::<Vec<_>>(), asked)
}

fn story(name: &str, asked: &[i32]) -> Outcome {
    run(&[format!("samples/co-sai-lech/{name}")], asked)
}

fn told(outcome: &Outcome) -> Vec<(Code, Severity)> {
    let earlier_years = |code: &Code| *code == Code::TP09;
    let all = outcome.findings.iter().map(|finding| (finding.code, finding.severity));
    all.filter(|(code, severity)| !earlier_years(code) && (*severity != Severity::Note || *code == Code::DM07))
        .collect()
}

fn missing(outcome: &Outcome) -> Vec<i32> {
    let missing = outcome.findings.iter().filter(|finding| finding.code == Code::TP09 && finding.unit.is_none());
    missing.filter_map(|finding| finding.year).collect()
}

/// A cumulative figure of the programme as a whole or of a task: what the programme has, what is registered, in triệu
/// đồng or as a count.
fn since_first(outcome: &Outcome, task: Option<&str>, of: FigureOf) -> (Figure, Figure) {
    let programme = load::embedded().unwrap();
    let row = task.map_or(AppendixRow::Total, |code| AppendixRow::Task(programme.task_by_code(code).unwrap()));
    let key = FigureKey { appendix: Appendix::Tasks, row, year: None, of };
    let figure = outcome.yearly.as_ref().unwrap().figures.get(&key).unwrap();
    (figure.programme.clone().unwrap(), figure.shown().clone())
}

fn trieu(planned: i64, registered: i64) -> (Figure, Figure) {
    (Figure::Money(Money::from_trieu(planned)), Figure::Money(Money::from_trieu(registered)))
}

fn count(planned: i64, registered: i64) -> (Figure, Figure) {
    (Figure::Count(planned.into()), Figure::Count(registered.into()))
}

/// Total, KCQG, NS tỉnh, cơ sở of each year in triệu đồng: IV.4 of the decision, and its split by source.
const YEARS: [(i32, [i64; 4]); 5] = [
    (2021, [10_814, 1_800, 2_154, 6_860]),
    (2022, [21_004, 4_600, 2_344, 14_060]),
    (2023, [20_714, 4_600, 2_054, 14_060]),
    (2024, [13_054, 3_520, 2_474, 7_060]),
    (2025, [9_714, 1_300, 2_054, 6_360]),
];

/// The same since 2021, added up by hand; the last line is the programme.
const SINCE_2021: [[i64; 4]; 5] = [
    [10_814, 1_800, 2_154, 6_860],
    [31_818, 6_400, 4_498, 20_920],
    [52_532, 11_000, 6_552, 34_980],
    [65_586, 14_520, 9_026, 42_040],
    [75_300, 15_820, 11_080, 48_400],
];

#[test]
fn each_years_plan_and_what_stands_since_the_first_year_are_the_decision() {
    for ((year, plan), since) in YEARS.into_iter().zip(SINCE_2021) {
        let outcome = clean(&(2021..=year).collect::<Vec<_>>(), &[year]);
        assert_eq!(told(&outcome), [], "{year}");
        assert!(missing(&outcome).is_empty(), "{year}");
        let sums = outcome.totals.sum(|_| true);
        assert_eq!(sums.total(), Money::from_trieu(plan[0]), "{year}");
        assert_eq!(sums.sources[..3], [plan[1], plan[2], plan[3]].map(Money::from_trieu), "{year}");
        // 01: 16 quantities and 22 rows of 4 amounts; 02: 22 rows and 3 sources, twice; 03: 22 rows and one year of 5.
        assert_eq!(outcome.comparisons.figures(), 16 + 22 * 4 + (22 + 3) * 2 + (22 + 1) * 5, "{year}");
        assert_eq!(outcome.comparisons.matched(), outcome.comparisons.figures(), "{year}");

        assert_eq!(since_first(&outcome, None, FigureOf::Total), trieu(75_300, since[0]), "{year}");
        assert_eq!(since_first(&outcome, None, FigureOf::State), trieu(26_900, since[1] + since[2]), "{year}");
        for (source, (planned, registered)) in [15_820, 11_080, 48_400].into_iter().zip(&since[1..]).enumerate() {
            let of = FigureOf::Source(SourceId(source));
            assert_eq!(since_first(&outcome, None, of), trieu(planned, *registered), "{year}");
        }
        assert_eq!(outcome.yearly.unwrap().summed, (2021..=year).collect::<BTreeSet<_>>());
    }
}

#[test]
fn tasks_are_held_against_the_whole_programme_without_later_years() {
    let outcome = clean(&[2021, 2022, 2023, 2024, 2025], &[2023]);
    let figure = |task, of| since_first(&outcome, Some(task), of);
    // Six facilities a year, of 3.600 triệu đồng, two wholly of KCQG.
    assert_eq!(figure("3.1.b", FigureOf::Quantity), count(30, 18));
    assert_eq!(figure("3.1.b", FigureOf::Total), trieu(18_000, 10_800));
    assert_eq!(figure("3.1.b", FigureOf::Source(SourceId(0))), trieu(3_000, 1_800));
    // One cluster over 2022 and 2023.
    assert_eq!(figure("1.1.b", FigureOf::Quantity), count(1, 1));
    assert_eq!(figure("1.1.b", FigureOf::Total), trieu(20_000, 20_000));
    // The fair of 2024 is still to come.
    assert_eq!(figure("4.1.b", FigureOf::Quantity), count(1, 0));
    assert_eq!(figure("4.1.b", FigureOf::Total), trieu(2_420, 0));
}

#[test]
fn several_years_are_one_plan() {
    let outcome = clean(&[2021, 2022, 2023], &[2022, 2023]);
    assert_eq!(outcome.registered(), Money::from_trieu(41_718));
    assert_eq!(outcome.comparisons.matched(), outcome.comparisons.figures());
    assert_eq!(since_first(&outcome, None, FigureOf::Total), trieu(75_300, 52_532));
}

#[test]
fn a_carried_over_project_finds_its_first_year_among_all_that_is_given() {
    let alone = clean(&[2023], &[2023]);
    assert_eq!(told(&alone), [(Code::DM07, Severity::Note)]);
    assert_eq!(missing(&alone), [2021, 2022], "once a year, not once a unit");
    assert_eq!(since_first(&alone, None, FigureOf::Total), trieu(75_300, 20_714));
    let both = clean(&[2022, 2023], &[2023]);
    assert_eq!(told(&both), []);
    assert_eq!(missing(&both), [2021]);
    assert_eq!(both.yearly.unwrap().missing().collect::<Vec<_>>(), [2021]);
}

#[test]
fn caps_and_second_copies_are_judged_over_all_years_and_told_in_those_that_they_touch() {
    // 200 and 150 triệu đồng of one project, whose cap is 300.
    for year in [2022, 2023] {
        let found = story("dm07-chuyen-tiep-qua-tran", &[year]);
        let error: Vec<_> = found.findings.iter().filter(|finding| finding.code == Code::DM07).collect();
        assert_eq!(error.len(), 1, "{year}");
        assert_eq!((error[0].severity, error[0].places.len()), (Severity::Error, 2), "{year}");
        assert_eq!(error[0].difference, Some(Figure::Money(Money::from_trieu(50))), "{year}");
    }
    // One company in Phong Thổ in 2022 and in Tân Uyên in 2023.
    let copies =
        |year| told(&story("tr02-mot-co-so-hai-huyen", &[year])).into_iter().filter(|it| it.0 == Code::TR02).count();
    assert_eq!([2021, 2022, 2023, 2024].map(copies), [0, 1, 1, 0]);
}

#[test]
fn what_is_only_of_another_year_is_counted_and_not_listed() {
    let of = |year| story("tr03-mot-ma-so-thue-hai-ten.xlsx", &[year]);
    let listed = |outcome: &Outcome| outcome.findings.iter().any(|finding| finding.code == Code::TR03);
    let (own, other) = (of(2024), of(2025));
    assert!(listed(&own) && !listed(&other));
    assert_eq!((own.yearly.unwrap().other_findings, other.yearly.as_ref().unwrap().other_findings), (0, 1));
    // Its projects stay in the report, and enter the cumulative figures alone.
    assert!(other.projects().count() > 0 && other.projects().all(|(_, project)| !other.counts(project)));
    assert!(other.totals.by_key.is_empty() && other.reviews.is_empty());
    let (_, since) = since_first(&other, None, FigureOf::Total);
    assert!(matches!(since, Figure::Money(sum) if sum.is_positive()));
}

/// One submission of a year: a machine for this beneficiary with this tax code; NS tỉnh in triệu đồng, as much its own.
fn machine(year: i32, who: &str, tax_code: &str, provincial: i32) -> support::Saved {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, format!("UBND huyện Phong Thổ: đăng ký đề án khuyến công năm {year}")).unwrap();
    sheet.write(1, 0, "Đơn vị tính: triệu đồng").unwrap();
    let headers = ["Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Mã số thuế", "Số lượng", "Tổng kinh phí", "KCQG"];
    sheet.write_row(3, 0, headers.into_iter().chain(["NS tỉnh", "Vốn đối ứng của cơ sở"])).unwrap();
    sheet.write_row(4, 0, ["3.1.b", &format!("Máy sấy {year}"), who, tax_code]).unwrap();
    sheet.write_row(4, 4, [1, 2 * provincial, 0, provincial, provincial]).unwrap();
    support::save([sheet])
}

#[test]
fn one_beneficiary_over_two_years_is_told_in_both() {
    // 200 and 150 triệu đồng where a facility may draw 300; one tax code under two names.
    let first = machine(2022, "HTX Mẫu 001", "9900000001", 200);
    let same = machine(2023, "HTX Mẫu 001", "9900000001", 150);
    let renamed = machine(2023, "HTX Mẫu 002", "9900000001", 100);
    let within = machine(2023, "HTX Mẫu 001", "9900000001", 100);
    let paths = |second: &support::Saved| [&first, second].map(|saved| saved.path.to_str().unwrap().to_owned());
    let codes = |second: &support::Saved, year: i32| -> BTreeSet<Code> {
        told(&run(&paths(second), &[year])).into_iter().map(|(code, _)| code).collect()
    };
    for year in [2022, 2023] {
        assert!(codes(&same, year).contains(&Code::DM05), "{year}");
        assert!(!codes(&within, year).contains(&Code::DM05), "{year}: 300 is what may be drawn");
        assert!(codes(&renamed, year).contains(&Code::TR03), "{year}");
    }
    let outcome = run(&paths(&same), &[2023]);
    let only = outcome.comparisons.iter().find(|figure| {
        (figure.key.appendix, figure.key.row, figure.key.of) == (Appendix::Tasks, AppendixRow::Total, FigureOf::Total)
    });
    assert_eq!(only.unwrap().registered, Figure::Money(Money::from_trieu(300)), "the year's figures alone");
}
