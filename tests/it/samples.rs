//! The samples: what is checked in is what the generator writes; the clean ones are the decision, each of the
//! others is wrong in the one way that is typed beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doisoat::model::{Code, Figure, Finding, Limit, Money, Outcome, Severity};
use doisoat::pipeline::{self, Options};
use doisoat::programme::{Programme, load};
use doisoat::read::Limits;
use doisoat::rules::RULES;
use serde::Deserialize;

#[path = "../../samples/generate.rs"]
#[allow(dead_code)] // its `main` is the example's
mod generate;

const CLEAN: &str = "samples/lai-chau-2021-2025";
const WRONG: &str = "samples/co-sai-lech";
/// Another office's workbook; [`crate::crosscheck`] holds what must be said of it.
const THEIRS: &str = "samples/doi-chieu";
/// Encrypted by `samples/protect.py`, which the generator cannot do.
const PROTECTED: &str = "samples/co-sai-lech/tp02-co-mat-khau.xlsx";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn programme() -> Programme {
    load::embedded().unwrap()
}

fn run(programme: &Programme, path: &Path, whole: bool) -> Outcome {
    run_within(programme, path, whole, Limits::default())
}

fn run_within(programme: &Programme, path: &Path, whole: bool, limits: Limits) -> Outcome {
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![path.to_owned()], whole, limits, reader, ..Options::default() };
    pipeline::run(programme, &options, &|_| {}).unwrap()
}

/// Every file under a folder, as paths from the crate's folder.
fn files_under(folder: &str) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(root().join(folder)).into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(root()).unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_is_checked_in_is_what_the_generator_writes() {
    for (path, bytes) in generate::files().unwrap() {
        let checked_in = std::fs::read(root().join(&path)).unwrap_or_default();
        assert!(checked_in == bytes, "{path} differs: run `cargo run --example samples` and look at the difference");
    }
}

#[test]
fn every_sample_is_made_by_the_generator_and_every_story_is_told() {
    let made: BTreeSet<String> =
        generate::files().unwrap().into_iter().map(|(path, _)| path).chain([PROTECTED.to_owned()]).collect();
    let there = &(&files_under(CLEAN) | &files_under(WRONG)) | &files_under(THEIRS);
    let (told, workbooks): (BTreeSet<_>, BTreeSet<_>) =
        there.into_iter().partition(|path| path.ends_with(".expected.toml"));
    let made: BTreeSet<String> = made.into_iter().filter(|path| path.starts_with("samples/")).collect();
    assert_eq!(workbooks, made);

    let story = |path: &String| {
        if path.starts_with(THEIRS) {
            return Some(path.replace(".xlsx", ".expected.toml"));
        }
        let name = path.strip_prefix(WRONG)?.trim_start_matches('/').split('/').next()?;
        Some(format!("{WRONG}/{}.expected.toml", name.split_once('.').map_or(name, |(stem, _)| stem)))
    };
    assert_eq!(told, workbooks.iter().filter_map(story).collect());
}

/// Quantity, total, KCQG, NS tỉnh, cơ sở of each task, in triệu đồng: III of the decision.
const TASKS: [(&str, [i64; 5]); 16] = [
    ("1.1.a", [1, 1_000, 500, 0, 500]),
    ("1.1.b", [1, 20_000, 6_000, 0, 14_000]),
    ("2", [3, 3_000, 900, 0, 2_100]),
    ("3.1.a", [5, 24_000, 3_000, 0, 21_000]),
    ("3.1.b", [30, 18_000, 3_000, 6_000, 9_000]),
    ("4.1.a", [3, 240, 0, 240, 0]),
    ("4.1.b", [1, 2_420, 1_920, 500, 0]),
    ("4.1.c", [5, 500, 0, 500, 0]),
    ("4.1.d", [20, 2_000, 0, 1_600, 400]),
    ("4.1.đ", [20, 1_400, 0, 700, 700]),
    ("5.1.a", [5, 120, 0, 120, 0]),
    ("5.1.b", [50, 500, 500, 0, 0]),
    ("6", [20, 1_400, 0, 700, 700]),
    ("7", [5, 250, 0, 250, 0]),
    ("8.b", [1, 370, 0, 370, 0]),
    ("9", [1, 100, 0, 100, 0]),
];

/// The total of each year in triệu đồng: IV.4 of the decision.
const YEARS: [(i32, i64); 5] = [(2021, 10_814), (2022, 21_004), (2023, 20_714), (2024, 13_054), (2025, 9_714)];

#[test]
fn the_clean_submissions_are_the_decision() {
    let programme = programme();
    let outcome = run(&programme, &root().join(CLEAN), true);
    let said: Vec<_> = outcome.findings.iter().filter(|finding| Told::matters(finding)).map(Told::of).collect();
    assert_eq!(said, [], "clean submissions give no error and no warning");
    assert_eq!(outcome.inputs.len(), 45);

    let sum = |keep: &dyn Fn(&doisoat::model::TotalsKey) -> bool| outcome.totals.sum(keep);
    for (code, [quantity, total, national, provincial, own]) in TASKS {
        let task = programme.task_by_code(code);
        let sums = sum(&|key| key.task == task);
        assert_eq!(sums.quantity, quantity.into(), "{code}");
        assert_eq!(sums.total(), Money::from_trieu(total), "{code}");
        assert_eq!(sums.sources, [national, provincial, own, 0].map(Money::from_trieu), "{code}");
    }
    for (year, total) in YEARS {
        assert_eq!(sum(&|key| key.year == year).total(), Money::from_trieu(total), "{year}");
    }
    let all = sum(&|_| true);
    assert_eq!(all.total(), Money::from_trieu(75_300));
    assert_eq!(all.sources, [15_820, 11_080, 48_400, 0].map(Money::from_trieu));
    let units: BTreeSet<_> = outcome.totals.by_key.keys().map(|key| (key.year, key.unit)).collect();
    assert_eq!(units.len(), 45, "every unit has a project every year");
}

#[test]
fn every_figure_of_the_appendices_agrees() {
    let outcome = run(&programme(), &root().join(CLEAN), true);
    let comparisons = &outcome.comparisons;
    assert!(comparisons.figures() > 300, "{}", comparisons.figures());
    assert_eq!(comparisons.matched(), comparisons.figures());
}

/// What is typed beside a story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The story in a sentence.
    story: String,
    /// Whether its files are all that was sent, so that something can be missing.
    #[serde(default)]
    whole: bool,
    /// How many cells the run allows, where that is less than ever.
    cells: Option<u64>,
    finding: Vec<Told>,
}

/// What the program must say: nothing is left out but what the fault does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    code: String,
    severity: String,
    /// The file of the first place.
    file: Option<String>,
    /// Its sheet.
    sheet: Option<String>,
    /// The first cell or range of the first place.
    cell: Option<String>,
    /// Đồng for money, a count for counts.
    actual: Option<String>,
    expected: Option<String>,
    difference: Option<String>,
}

impl Told {
    fn of(finding: &Finding) -> Self {
        let place = finding.places.first();
        let figure = |figure: &Option<Figure>| match figure {
            Some(Figure::Money(amount)) => Some(amount.dong().to_string()),
            Some(Figure::Count(count)) => Some(count.normalize().to_string()),
            Some(Figure::Text(text)) => Some(text.clone()),
            None => None,
        };
        Self {
            code: finding.code.to_string(),
            severity: finding.severity.id().to_owned(),
            file: place.map(|place| place.file.to_string()),
            sheet: place.and_then(|place| place.sheet.as_deref()).map(str::to_owned),
            cell: finding.first_cell().map(|cell| cell.to_string()),
            actual: figure(&finding.actual),
            expected: figure(&finding.expected),
            difference: figure(&finding.difference),
        }
    }

    /// Figures are always held; words, which may be a parser's own, only where the story types some.
    fn without_words(mut self, finding: &Finding, expected: &[Self]) -> Self {
        let typed = expected.iter().any(|one| one.code == self.code && one.actual.is_some());
        if matches!(finding.actual, Some(Figure::Text(_))) && !typed {
            self.actual = None;
        }
        self
    }

    fn line(&self) -> String {
        let Self { code, severity, file, sheet, cell, actual, expected, difference } = self;
        let words = [file, sheet, cell, actual, expected, difference].map(|word| word.as_deref().unwrap_or("–"));
        format!("{code} {severity} {}", words.join(" | "))
    }

    fn matters(finding: &Finding) -> bool {
        finding.severity != Severity::Note
    }
}

/// Each story: its name, its file or folder, what is typed beside it.
fn stories() -> BTreeMap<String, (PathBuf, Case)> {
    let told = files_under(WRONG).into_iter().filter(|path| path.ends_with(".expected.toml"));
    told.map(|path| {
        let name = path.trim_end_matches(".expected.toml").to_owned();
        let of = |extension: &str| root().join(format!("{name}{extension}"));
        let workbook = ["", ".xlsx", ".xls", ".xlsm"].map(of).into_iter().find(|path| path.exists()).unwrap();
        let story = toml::from_str(&std::fs::read_to_string(root().join(&path)).unwrap());
        (name, (workbook, story.unwrap_or_else(|why| panic!("{path}: {why}"))))
    })
    .collect()
}

#[test]
fn each_story_gives_exactly_its_finding() {
    let programme = programme();
    let mut wrong = Vec::new();
    for (name, (path, story)) in stories() {
        assert!(!story.story.is_empty() && !story.finding.is_empty(), "{name} tells nothing");
        let usual = Limits::default();
        let limits = story.cells.map_or(usual, |cells| usual.with(Limit::Cells, cells));
        let outcome = run_within(&programme, &path, story.whole, limits);
        let mut expected = story.finding;
        // Of the notes, those of the codes that the story tells of.
        let told = |finding: &&Finding| {
            let is_typed = |one: &Told| one.code == finding.code.as_str() && one.severity == finding.severity.id();
            Told::matters(finding) || expected.iter().any(is_typed)
        };
        let said = outcome.findings.iter().filter(told);
        let mut said: Vec<_> = said.map(|finding| Told::of(finding).without_words(finding, &expected)).collect();
        said.sort();
        expected.sort();
        if said != expected {
            let lines = |all: &[Told]| all.iter().map(Told::line).collect::<Vec<_>>().join("\n    ");
            wrong.push(format!("{name}\n  expected:\n    {}\n  said:\n    {}", lines(&expected), lines(&said)));
        }
    }
    assert!(wrong.is_empty(), "{} stories:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_a_story_that_raises_it() {
    let told: BTreeSet<String> =
        stories().into_values().flat_map(|(_, story)| story.finding).map(|expected| expected.code).collect();
    // CT05 asks for every year of the programme, MT01 for waivers, DC for another office's workbook: the test below,
    // `waivers.rs` and `crosscheck.rs` tell of them.
    let elsewhere = ["CT05", "MT01", "DC01", "DC02", "DC03", "DC04"];
    let codes = RULES.iter().map(|rule| rule.code.as_str()).filter(|code| !elsewhere.contains(code));
    let untold: Vec<&str> = codes.filter(|code| !told.contains(*code)).collect();
    assert!(untold.is_empty(), "no story raises {}", untold.join(", "));
}

#[test]
fn a_task_of_which_one_file_is_missing_is_below_its_target() {
    let programme = programme();
    let clean = run(&programme, &root().join(CLEAN), true);
    assert!(clean.findings.iter().all(|finding| finding.code != Code::CT05));
    let missing = clean.inputs.iter().find(|input| &*input.file == "2025/Than Uyên.xlsx").unwrap();
    // A carried-over project adds no quantity.
    let tasks: BTreeSet<_> = missing
        .projects()
        .filter(|(.., project)| !project.counted_quantity().is_zero())
        .filter_map(|(.., project)| project.task.task)
        .collect();
    let folder = tempfile::tempdir().unwrap();
    for input in clean.inputs.iter().filter(|input| input.file != missing.file) {
        let target = folder.path().join(&*input.file);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&input.path, target).unwrap();
    }
    let found = run(&programme, folder.path(), true).findings;
    let below: BTreeSet<_> =
        found.iter().filter(|finding| finding.code == Code::CT05).filter_map(|finding| finding.task).collect();
    assert!(!tasks.is_empty());
    assert_eq!(below, tasks);
}
