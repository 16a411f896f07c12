//! The fault half of the gallery: the same forty projects with one fault each. What each must give, and what it
//! changes of the forty, is typed beside the files by a script that shares no code with the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doisoat::model::{Entry, Figure, Finding, Limit, Money, Outcome, Project, Table};
use doisoat::pipeline::{self, Options};
use doisoat::programme::{Programme, load};
use doisoat::read::Limits;
use serde::Deserialize;

use crate::gallery::{self, Written, gallery, written};

/// `loi/mong-doi.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faults {
    /// The row of the first project, in every sheet.
    first_row: u32,
    runs: Vec<Run>,
}

/// A workbook, or a folder of those that are read together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    path: String,
    /// What is wrong in it.
    shows: String,
    /// How many cells the run allows, where that is less than ever.
    cells: Option<u64>,
    /// Every finding, notes included.
    #[serde(default)]
    findings: Vec<Told>,
    /// What a row gives otherwise than the project that was typed, by the row that Excel shows.
    #[serde(default)]
    changes: BTreeMap<u32, Change>,
    /// How many projects stand in tables that another one replaces.
    #[serde(default)]
    left_out: usize,
    /// By how many columns the amounts stand further right.
    #[serde(default)]
    shifted: u32,
    /// What counts, by source, in đồng.
    totals: BTreeMap<String, String>,
    /// The format does not tell what it hides.
    #[serde(default)]
    hides_untold: bool,
}

/// A finding: its first place, and what the fault does not have left out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    code: String,
    severity: String,
    file: Option<String>,
    sheet: Option<String>,
    #[serde(default)]
    cells: Vec<String>,
    actual: Option<String>,
    expected: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    task: Option<String>,
    name: Option<String>,
    beneficiary: Option<String>,
    quantity: Option<String>,
    total: Option<String>,
    national: Option<String>,
    provincial: Option<String>,
    own: Option<String>,
    year: Option<i32>,
    counted: Option<bool>,
}

fn folder() -> PathBuf {
    gallery::folder().join("loi")
}

fn faults() -> Faults {
    serde_json::from_str(&std::fs::read_to_string(folder().join("mong-doi.json")).unwrap()).unwrap()
}

#[test]
fn every_faulty_workbook_has_its_expectation() {
    let told = faults().runs;
    for run in &told {
        assert!(!run.shows.is_empty() && folder().join(&run.path).exists(), "{}", run.path);
    }
    for path in gallery::workbooks_under(&folder()) {
        let is_told = told.iter().any(|run| path == run.path || path.starts_with(&format!("{}/", run.path)));
        assert!(is_told, "{path} has no expectation");
    }
}

#[test]
fn every_fault_is_found_where_it_stands_and_changes_nothing_else() {
    let (programme, faults) = (load::embedded().unwrap(), faults());
    let typed = gallery().projects;
    let wrong: Vec<String> = faults.runs.iter().flat_map(|run| wrongs(&programme, &faults, run, &typed)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a run gives that it must not, or does not give that it must.
fn wrongs(programme: &Programme, faults: &Faults, run: &Run, typed: &[Written]) -> Vec<String> {
    let outcome = outcome(programme, run);
    let mut wrong = Vec::new();
    let mut hold = |holds: bool, what: &dyn Fn() -> String| {
        if !holds {
            wrong.push(format!("{} ({}): {}", run.path, run.shows, what()));
        }
    };
    let mut said: Vec<Told> = outcome.findings.iter().map(|finding| told(finding, run)).collect();
    let mut must: Vec<&Told> = run.findings.iter().collect();
    said.sort();
    must.sort();
    hold(said.iter().eq(must.iter().copied()), &|| format!("\n  said {said:#?}\n  must {must:#?}"));
    if run.cells.is_some() {
        hold(outcome.projects().next().is_none(), &|| "projects of a file that is refused".to_owned());
        return wrong;
    }

    let tables: Vec<&Table> = outcome.inputs.iter().flat_map(|input| &input.tables).collect();
    hold(tables.iter().all(|table| table.rows.balances()), &|| "books that do not balance".to_owned());
    let (out, standing): (Vec<&Table>, Vec<&Table>) =
        tables.into_iter().partition(|table| table.superseded || table.is_replaced());
    let left_out: Vec<&Project> = out.iter().flat_map(|table| &table.projects).collect();
    hold(left_out.len() == run.left_out && left_out.iter().all(|project| !project.counted), &|| {
        format!("{} projects left out, not {}", left_out.len(), run.left_out)
    });

    let projects: Vec<&Project> = standing.iter().flat_map(|table| &table.projects).collect();
    hold(projects.len() == typed.len(), &|| format!("{} projects", projects.len()));
    for (row, (project, typed)) in (faults.first_row..).zip(projects.iter().zip(typed)) {
        let change = run.changes.get(&row);
        let (read, must) = (written(programme, project), typed.changed(change));
        hold(read == must, &|| format!("row {row}: {read:?}, not {must:?}"));
        let cells = [format!("F{row}"), format!("I{row}")].map(|cell| moved(&cell, run.shifted));
        let at = |entry: &Entry<Money>| entry.at.map(|at| at.to_string()).unwrap_or_default();
        let own = programme.source_ids().find(|id| programme.source(*id).id == "own").unwrap();
        let stands = [at(&project.total), at(&project.sources[own.index()])];
        hold(stands == cells, &|| format!("{stands:?}, not {cells:?}"));
        let of = (project.year, project.counted);
        let must = (
            change.and_then(|change| change.year).or(Some(2022)),
            change.and_then(|change| change.counted).unwrap_or(true),
        );
        hold(of == must, &|| format!("row {row}: {of:?}, not {must:?}"));
    }
    let sums = outcome.totals.sum(|_| true);
    for (source, must) in &run.totals {
        let id = programme.source_ids().find(|id| programme.source(*id).id == *source).unwrap();
        let sum = sums.source(id).dong().normalize();
        hold(sum == must.parse().unwrap(), &|| format!("{source} {sum}, not {must}"));
    }
    let untold = outcome.inputs.iter().flat_map(|input| &input.sheets).all(|sheet| !sheet.tells_hidden);
    hold(untold == run.hides_untold, &|| format!("what it hides is untold: {untold}"));
    wrong
}

fn outcome(programme: &Programme, run: &Run) -> Outcome {
    let usual = Limits::default();
    let limits = run.cells.map_or(usual, |cells| usual.with(Limit::Cells, cells));
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![folder().join(&run.path)], limits, reader, ..Options::default() };
    pipeline::run(programme, &options, &|_| {}).unwrap()
}

/// A finding as it is typed: the file only where a run has several.
fn told(finding: &Finding, run: &Run) -> Told {
    let place = finding.places.first();
    let figure = |figure: &Option<Figure>| match figure {
        Some(Figure::Money(amount)) => Some(amount.dong().normalize().to_string()),
        Some(Figure::Count(count)) => Some(count.normalize().to_string()),
        Some(Figure::Text(text)) => Some(text.clone()),
        None => None,
    };
    let is_folder = Path::new(&run.path).extension().is_none();
    Told {
        code: finding.code.to_string(),
        severity: finding.severity.id().to_owned(),
        file: place.filter(|_| is_folder).map(|place| place.file.to_string()),
        sheet: place.and_then(|place| place.sheet.as_deref()).map(str::to_owned),
        cells: place.map(|place| place.cells.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        actual: figure(&finding.actual),
        expected: figure(&finding.expected),
    }
}

/// A cell of one letter, so many columns further right.
fn moved(cell: &str, columns: u32) -> String {
    let (letter, row) = cell.split_at(1);
    let letter = char::from_u32(letter.chars().next().map_or(0, u32::from) + columns).unwrap();
    format!("{letter}{row}")
}

impl Written {
    /// The project as a faulty row gives it.
    fn changed(&self, change: Option<&Change>) -> Self {
        let mut written = self.clone();
        let Some(change) = change else { return written };
        let put = |field: &mut String, value: &Option<String>| {
            if let Some(value) = value {
                field.clone_from(value);
            }
        };
        put(&mut written.task, &change.task);
        put(&mut written.name, &change.name);
        put(&mut written.beneficiary, &change.beneficiary);
        put(&mut written.quantity, &change.quantity);
        put(&mut written.total, &change.total);
        for (source, value) in
            [("national", &change.national), ("provincial", &change.provincial), ("own", &change.own)]
        {
            put(written.sources.get_mut(source).unwrap(), value);
        }
        written
    }
}
