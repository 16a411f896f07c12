//! A run of several stages, a stage that the command line says, and the figures that fill the appendices.

use std::path::{Path, PathBuf};

use doisoat::model::{Basis, Code, Money, Outcome, Severity, Stage};
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;

fn run(sample: &str, change: impl FnOnce(&mut Options)) -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/co-sai-lech").join(sample);
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let mut options = Options { paths: vec![path], reader, ..Options::default() };
    change(&mut options);
    pipeline::run(&load::embedded().unwrap(), &options, &|_| {}).unwrap()
}

fn severities(outcome: &Outcome, code: Code) -> Vec<Severity> {
    outcome.findings.iter().filter(|finding| finding.code == code).map(|finding| finding.severity).collect()
}

#[test]
fn stages_are_kept_apart_in_every_sum() {
    let outcome = run("gd02-phe-duyet-chua-dang-ky", |_| {});
    // One label is registered; the label and a design are approved: 70 each.
    assert_eq!(outcome.totals.stages().into_iter().collect::<Vec<_>>(), [Stage::Registered, Stage::Approved]);
    assert_eq!(outcome.registered(), Money::from_trieu(70));
    let of = |stage| outcome.totals.sum(|key| key.stage == stage);
    assert_eq!((of(Stage::Approved).projects, of(Stage::Approved).total()), (2, Money::from_trieu(140)));
}

#[test]
fn the_stage_that_is_asked_for_stands_for_the_one_that_is_written() {
    let sample = "ct04-qua-kinh-phi-chuong-trinh.xlsx";
    assert_eq!(severities(&run(sample, |_| {}), Code::CT04), [Severity::Warning]);
    let approved = run(sample, |options| options.stage = Some(Stage::Approved));
    assert_eq!(severities(&approved, Code::CT04), [Severity::Error]);
    assert!(approved.projects().all(|(_, project)| project.stage == Stage::Approved));
    assert!(approved.options.contains(&("Giai đoạn của các biểu".to_owned(), "Phê duyệt".to_owned())));
    // The same project in the same stage twice is one submission against another, not a course of stages.
    let both = run("gd02-phe-duyet-chua-dang-ky", |options| options.stage = Some(Stage::Approved));
    assert_eq!(severities(&both, Code::TR01), [Severity::Error]);
    assert_eq!(severities(&both, Code::GD02), []);
}

#[test]
fn the_appendices_take_the_figures_that_are_asked_for() {
    // 300.000.001 of the province, where 300 triệu đồng is the cap: one đồng becomes own contribution.
    let of = |basis| run("dm01-vuot-tran-mot-dong.xlsx", |options| options.basis = basis);
    let sums = |outcome: &Outcome| outcome.shown().sum(|_| true).sources;
    let (registered, admissible) = (sums(&of(Basis::Registered)), sums(&of(Basis::Admissible)));
    let one = Money::from_dong(1);
    assert_eq!((registered[1] - admissible[1], admissible[2] - registered[2]), (one, one));
    let run = of(Basis::Admissible);
    assert!(run.comparisons.iter().all(|figure| figure.shown() == &figure.admissible));
    assert_eq!(run.comparisons.matched(), run.comparisons.matched_on(Basis::Admissible));
    assert_eq!(severities(&run, Code::DM01), [Severity::Error], "findings are of what was submitted");
}
