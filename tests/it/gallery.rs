//! The gallery: the same forty projects in every layout and format that districts send. What each file must give is
//! beside the files, written from typed data by a script that shares no code with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doisoat::model::{CellRef, Outcome, Project, Severity};
use doisoat::pipeline::{self, Options};
use doisoat::programme::{Programme, load};
use serde::Deserialize;

/// `mong-doi.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gallery {
    unit: String,
    year: i32,
    totals: BTreeMap<String, String>,
    pub(crate) projects: Vec<Written>,
    files: Vec<Sample>,
}

/// A project as typed; money in đồng.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub(crate) task: String,
    pub(crate) name: String,
    pub(crate) beneficiary: String,
    pub(crate) quantity: String,
    pub(crate) total: String,
    pub(crate) sources: BTreeMap<String, String>,
}

/// A workbook of the gallery.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    file: String,
    /// What its layout shows.
    shows: String,
    /// How many rows under its headers hold something.
    rows: u64,
    /// The codes of the notes that it gives.
    notes: BTreeSet<String>,
    /// How many warnings it gives, by code; none but where the layout itself is at fault. No file gives an error.
    warnings: BTreeMap<String, usize>,
    projects: Vec<Stands>,
}

/// Where a project stands in a file.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stands {
    sheet: String,
    row: u32,
    total: String,
    sources: BTreeMap<String, String>,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/bieu-mau-thuc-te")
}

pub(crate) fn gallery() -> Gallery {
    serde_json::from_str(&std::fs::read_to_string(folder().join("mong-doi.json")).unwrap()).unwrap()
}

/// The workbooks under a folder, as paths from it.
pub(crate) fn workbooks_under(folder: &Path) -> BTreeSet<String> {
    let workbook = |path: &Path| {
        path.extension().is_some_and(|ext| ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|known| ext == *known))
    };
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| workbook(entry.path()))
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect()
}

#[test]
fn every_workbook_of_the_gallery_has_its_expectation() {
    let mut there = workbooks_under(&folder());
    // The fault half has expectations of its own.
    there.retain(|path| !path.starts_with("loi/"));
    let told: BTreeSet<String> = gallery().files.into_iter().map(|sample| sample.file).collect();
    assert_eq!(there, told);
}

#[test]
fn every_layout_gives_the_same_forty_projects_from_their_own_cells() {
    let (programme, gallery) = (load::embedded().unwrap(), gallery());
    assert_eq!(gallery.projects.len(), 40);
    let wrong: Vec<String> = gallery.files.iter().flat_map(|sample| faults(&programme, &gallery, sample)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a file gives that it must not, or does not give that it must.
fn faults(programme: &Programme, gallery: &Gallery, sample: &Sample) -> Vec<String> {
    let outcome = run(programme, &folder().join(&sample.file));
    let projects: Vec<&Project> = outcome.projects().map(|(_, project)| project).collect();
    let mut faults = Vec::new();
    let mut hold = |holds: bool, what: &dyn Fn() -> String| {
        if !holds {
            faults.push(format!("{} ({}): {}", sample.file, sample.shows, what()));
        }
    };
    hold(projects.len() == gallery.projects.len(), &|| format!("{} projects", projects.len()));
    for ((project, typed), place) in projects.iter().zip(&gallery.projects).zip(&sample.projects) {
        let (read, at) = (written(programme, project), stands(programme, project));
        hold(read == *typed, &|| format!("{read:?}, not {typed:?}"));
        hold(at == *place, &|| format!("{at:?}, not {place:?}"));
        let unit = project.unit.map(|unit| programme.unit(unit).short.as_str());
        let of = (unit, project.year, project.counted);
        let must = (Some(gallery.unit.as_str()), Some(gallery.year), true);
        hold(of == must, &|| format!("row {}: {of:?}, not {must:?}", project.row + 1));
    }
    let sums = outcome.totals.sum(|_| true);
    let mut totals: BTreeMap<String, String> = programme
        .source_ids()
        .map(|id| (programme.source(id).id.clone(), sums.source(id).dong().to_string()))
        .collect();
    totals.retain(|source, _| gallery.totals.contains_key(source));
    totals.insert("total".to_owned(), sums.total().dong().to_string());
    hold(totals == gallery.totals, &|| format!("{totals:?}, not {:?}", gallery.totals));
    let said = |severity| {
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        for finding in outcome.findings.iter().filter(|finding| finding.severity == severity) {
            *codes.entry(finding.code.to_string()).or_default() += 1;
        }
        codes
    };
    let (errors, warnings, notes) = (said(Severity::Error), said(Severity::Warning), said(Severity::Note));
    hold(errors.is_empty(), &|| format!("errors {errors:?}"));
    hold(warnings == sample.warnings, &|| format!("warnings {warnings:?}, not {:?}", sample.warnings));
    hold(notes.keys().eq(&sample.notes), &|| format!("notes {notes:?}, not {:?}", sample.notes));
    let tables: Vec<_> = outcome.inputs.iter().flat_map(|input| &input.tables).collect();
    hold(tables.iter().all(|table| table.rows.balances()), &|| "books that do not balance".to_owned());
    let seen: u64 = tables.iter().map(|table| table.rows.seen).sum();
    hold(seen == sample.rows, &|| format!("{seen} rows, not {}", sample.rows));
    faults
}

fn run(programme: &Programme, path: &Path) -> Outcome {
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![path.to_owned()], whole: false, reader, ..Options::default() };
    pipeline::run(programme, &options, &|_| {}).unwrap()
}

/// A project as it was read; the sources that the gallery does not name hold nothing in it.
pub(crate) fn written(programme: &Programme, project: &Project) -> Written {
    let sources = programme
        .source_ids()
        .map(|id| (programme.source(id).id.clone(), project.source(id).dong().normalize().to_string()))
        .filter(|(id, amount)| id != "other" || amount != "0");
    Written {
        task: project.task.task.map(|task| programme.task(task).code.clone()).unwrap_or_default(),
        name: project.name.text().to_owned(),
        beneficiary: project.beneficiary.text().to_owned(),
        quantity: project.quantity.value.map(|count| count.normalize().to_string()).unwrap_or_default(),
        total: project.total.value.map(|amount| amount.dong().normalize().to_string()).unwrap_or_default(),
        sources: sources.collect(),
    }
}

/// A cell, with its sheet where it is not the project's own.
fn cell(project: &Project, at: CellRef) -> String {
    let sheet = project.sheet_of(at);
    if *sheet == project.sheet { at.to_string() } else { format!("{sheet}!{at}") }
}

/// Where it was read.
fn stands(programme: &Programme, project: &Project) -> Stands {
    let sources = programme
        .source_ids()
        .filter(|id| programme.source(*id).id != "other")
        .filter_map(|id| Some((programme.source(id).id.clone(), cell(project, project.sources.get(id.index())?.at?))));
    Stands {
        sheet: project.sheet.to_string(),
        row: project.row + 1,
        total: project.total.at.map(|at| at.to_string()).unwrap_or_default(),
        sources: sources.collect(),
    }
}
