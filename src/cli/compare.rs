//! `doisoat compare`: what changed from one edition of submissions to the next.

use std::path::Path;

use super::args::Compare;
use super::progress::Bar;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::model::Severity;
use crate::pipeline;
use crate::report::terminal::{self, Written};
use crate::report::{compare_json, workbook, write_atomically};

/// Compares the old path with the new one.
pub(super) fn run(args: &Compare) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let (output, json) = (args.output.as_deref(), args.json.as_deref());
    let places: Vec<&Path> = output.into_iter().chain(json).collect();
    output.map_or(Ok(()), results::refuse_unless_workbook)?;
    json.map_or(Ok(()), results::refuse_as_json)?;
    results::refuse_unwritable(&places, [&args.old, &args.new].into_iter().chain(&args.catalogue.files))?;

    let options = work::options(&[], &args.within, &places)?;
    let bar = Bar::new();
    let editions = (args.old.as_path(), args.new.as_path());
    let work = || pipeline::compare(&programme, editions, &options, &|progress| bar.tell(progress));
    let revision = work::on(args.threads, work)?;
    drop(bar);
    results::refuse_over_files(&places, revision.old.files.iter().chain(&revision.new.files))?;
    if let Some(path) = output {
        write_atomically(path, &workbook::compare::render(&programme, &revision, path)?)?;
    }
    if let Some(path) = json {
        write_atomically(path, compare_json::render(&programme, &revision)?.as_bytes())?;
    }
    let written = Written { workbook: output, json, ..Written::default() };
    screen::say(&terminal::compare::compared(&programme, &revision, &written, screen::width()));
    Ok(if revision.arisen(Severity::Error) > 0 { Ended::WithErrors } else { Ended::Well })
}
