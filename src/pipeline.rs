//! The run, stage by stage: discover → read → count → judge → review → compare.
//!
//! The only place that runs things in parallel: files are read side by side, and what each gives is put
//! together in the order of their names, so that threads never show in a result.

pub mod account;
mod compare;
mod crosscheck;
pub mod verify;
mod yearly;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use compare::compare;
pub use crosscheck::crosscheck;

use rayon::prelude::*;

use crate::aggregate;
use crate::error::{Error, Result};
use crate::model::number::vietnamese;
use crate::model::{
    Basis, Beneficiaries, Comparisons, FileFault, Input, InputStatus, Limit, Outcome, Stage, Table, Totals, UnitId,
    Waivers, fair,
};
use crate::programme::Programme;
use crate::read::{Limits, Reader, discover};
use crate::review;
use crate::rules::{self, Context};
use yearly::Span;

/// What a run is asked.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The years whose plan the report is of; empty for all that were submitted. Whatever the years, all files are judged.
    pub years: BTreeSet<i32>,
    /// Whether these files are all that was sent, so that something can be missing.
    pub whole: bool,
    /// What a competent person has accepted.
    pub waivers: Option<Waivers>,
    /// The stage that all these files speak of, whatever their title blocks say.
    pub stage: Option<Stage>,
    /// Which figures fill the appendices.
    pub basis: Basis,
    /// The budgets under which each file is read.
    pub limits: Limits,
    /// What the run itself writes: the result of an earlier run in its place is no input.
    pub outputs: Vec<PathBuf>,
    /// A workbook that may lie among the submissions and is none.
    pub except: Option<PathBuf>,
    /// This program's own executable, which reads in a child process what may harm the one that reads it.
    pub reader: Option<PathBuf>,
}

/// How far a run is; told from any thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many files were found.
    Found(usize),
    /// One more was read.
    Read,
}

/// Runs the whole pipeline over files.
///
/// # Errors
/// When a path cannot be listed, or there is no file at all. What is wrong with a file is a finding.
pub fn run(programme: &Programme, options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Result<Outcome> {
    let mut files = discover::discover(&options.paths)?;
    if let Some(except) = options.except.as_ref().and_then(|path| path.canonicalize().ok()) {
        files.retain(|file| file.path.canonicalize().ok().as_ref() != Some(&except));
    }
    if files.is_empty() {
        return Err(Error::NothingToRead);
    }
    progress(Progress::Found(files.len()));
    let reader = Reader::new(programme, options.limits, options.reader.as_deref());
    let mut inputs: Vec<Input> = files
        .par_iter()
        .map(|file| {
            let input = reader.read(file);
            progress(Progress::Read);
            input
        })
        .collect();
    put_in_stage(&mut inputs, options.stage);
    forget_results(&mut inputs, &options.outputs);
    mark_duplicates(&mut inputs);
    mark_superseded(&mut inputs);
    fair::count_once(&mut inputs);
    Ok(conclude(programme, inputs, options))
}

/// What follows from the inputs alone: years, totals, findings, reviews, comparisons. Everything that was read is
/// judged; where years were asked for, the report is then of those.
pub fn conclude(programme: &Programme, inputs: Vec<Input>, options: &Options) -> Outcome {
    let submitted = submitted_years(programme, &inputs);
    let span = Span::of(submitted, &options.years);
    let read = inputs
        .par_iter()
        .map(|input| aggregate::of_input(programme, input))
        .reduce(|| Totals::new(programme.sources.len()), Totals::merge);
    let summed = read.only(|key| span.sums(key.year));
    let none = Waivers::default();
    let beneficiaries = &Beneficiaries::of_inputs(&inputs, &programme.legal_forms);
    let findings = rules::judge(&Context {
        programme,
        inputs: &inputs,
        beneficiaries,
        totals: &summed,
        years: &span.shown,
        summed: &span.summed,
        since_first: span.asked,
        whole: options.whole,
        waivers: options.waivers.as_ref().unwrap_or(&none),
    });
    let reviews = review::review(programme, &inputs, beneficiaries);
    let admissible = review::admissible_totals(programme, &inputs, &reviews).only(|key| span.sums(key.year));
    let outcome = Outcome {
        options: stated(options),
        basis: options.basis,
        criteria: rules::criteria(programme),
        inputs,
        years: span.shown.clone(),
        yearly: None,
        totals: summed,
        admissible,
        comparisons: Comparisons::default(),
        reviews,
        findings,
    };
    if span.asked { yearly::of_years(programme, outcome, span) } else { of_all_years(programme, outcome) }
}

/// A run that was asked for no year is of the programme as a whole.
fn of_all_years(programme: &Programme, outcome: Outcome) -> Outcome {
    let totals = (&outcome.totals, &outcome.admissible);
    let comparisons = aggregate::comparisons(programme, totals, totals.0.stage(), outcome.basis);
    Outcome { comparisons, ..outcome }
}

/// Puts every submission in the stage that was asked for.
fn put_in_stage(inputs: &mut [Input], stage: Option<Stage>) {
    let Some(stage) = stage else { return };
    for table in inputs.iter_mut().flat_map(|input| &mut input.tables) {
        table.stage = stage;
        table.projects.iter_mut().for_each(|project| project.stage = stage);
    }
}

/// What an earlier run wrote where this one will write is no input, so that a second run says what the first said.
fn forget_results(inputs: &mut Vec<Input>, outputs: &[PathBuf]) {
    let outputs: Vec<PathBuf> = outputs.iter().filter_map(|path| path.canonicalize().ok()).collect();
    inputs.retain(|input| {
        let is_output = || input.path.canonicalize().is_ok_and(|path| outputs.contains(&path));
        input.status != InputStatus::Ignored || !is_output()
    });
}

/// A file whose bytes are another's counts once: the first in the report's order stands.
fn mark_duplicates(inputs: &mut [Input]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, input) in inputs.iter_mut().enumerate() {
        if input.sha256.is_empty() || input.status == InputStatus::Ignored {
            continue;
        }
        match first.get(&input.sha256) {
            Some(original) => {
                input.status = InputStatus::Duplicate;
                input.fault = Some(FileFault::SameBytes(*original));
                input.tables.clear();
            }
            None => {
                first.insert(input.sha256.clone(), at);
            }
        }
    }
}

/// Of several submissions of one unit, year and stage with different "Lần nộp", the highest counts. A table is set
/// aside where every year of it has been submitted again; a file is, where all its tables are.
fn mark_superseded(inputs: &mut [Input]) {
    // A table in whose place another one stands (AN03) neither takes part nor holds its file back.
    let keys = |table: &Table| -> Vec<(UnitId, i32, Stage)> {
        let years = if table.is_replaced() { BTreeSet::new() } else { table.years() };
        table.unit.unit.into_iter().flat_map(|unit| years.iter().map(move |year| (unit, *year, table.stage))).collect()
    };
    let mut highest: BTreeMap<(UnitId, i32, Stage), u32> = BTreeMap::new();
    for table in inputs.iter().filter(|input| input.status == InputStatus::Read).flat_map(|input| &input.tables) {
        for key in keys(table) {
            let top = highest.entry(key).or_insert(0);
            *top = (*top).max(table.submission_number());
        }
    }
    for input in inputs.iter_mut().filter(|input| input.status == InputStatus::Read) {
        for table in &mut input.tables {
            let keys = keys(table);
            let later =
                |key: &(UnitId, i32, Stage)| highest.get(key).is_some_and(|top| *top > table.submission_number());
            if !keys.is_empty() && keys.iter().all(later) {
                table.superseded = true;
                table.projects.iter_mut().for_each(|project| project.counted = false);
            }
        }
        let set_aside = |table: &Table| table.superseded || table.is_replaced();
        if !input.tables.is_empty() && input.tables.iter().all(set_aside) {
            input.status = InputStatus::Superseded;
        }
    }
}

/// The years of a run are those of its submissions, as far as the programme has them.
fn submitted_years(programme: &Programme, inputs: &[Input]) -> BTreeSet<i32> {
    let period = programme.years();
    inputs
        .iter()
        .filter(|input| input.status == InputStatus::Read)
        .flat_map(|input| &input.tables)
        .flat_map(Table::years)
        .filter(|year| period.contains(year))
        .collect()
}

/// The options that change a result, as the audit trail states them. Paths and threads do not.
fn stated(options: &Options) -> Vec<(String, String)> {
    let years: Vec<String> = options.years.iter().map(ToString::to_string).collect();
    let years = if years.is_empty() { "tất cả các năm có trong hồ sơ".to_owned() } else { years.join(", ") };
    let stage = options.stage.map_or("theo từng biểu", Stage::name).to_owned();
    let basis = match options.basis {
        Basis::Registered => "số liệu đã nộp",
        Basis::Admissible => "số liệu sau rà soát mức hỗ trợ",
    };
    let mut stated = vec![
        ("Năm tổng hợp".to_owned(), years),
        ("Giai đoạn của các biểu".to_owned(), stage),
        ("Số liệu của các phụ lục".to_owned(), basis.to_owned()),
        ("Giới hạn đọc một tệp".to_owned(), stated_limits(&options.limits)),
    ];
    if let Some(waivers) = &options.waivers {
        let on = waivers.on.map_or_else(
            || "ngày phê duyệt của từng đề án, không có thì 01/01 của năm thực hiện".to_owned(),
            |on| on.to_string(),
        );
        let file = format!("{}, {} trường hợp; SHA-256 {}", waivers.file, waivers.list.len(), waivers.sha256);
        stated.push(("Tệp chấp thuận".to_owned(), file));
        stated.push(("Ngày xét hiệu lực chấp thuận".to_owned(), on));
    }
    stated
}

/// Which limits are not the usual ones.
fn stated_limits(limits: &Limits) -> String {
    let usual = Limits::default();
    let changed: Vec<String> = Limit::ALL
        .into_iter()
        .filter(|limit| limits.of(*limit) != usual.of(*limit))
        .map(|limit| {
            let figure = |limits: &Limits| format!("{} {}", vietnamese(limits.of(limit).into()), limit.unit());
            format!("{}: {} (mặc định {})", limit.name(), figure(limits), figure(&usual))
        })
        .collect();
    if changed.is_empty() { "mặc định".to_owned() } else { changed.join("; ") }
}
