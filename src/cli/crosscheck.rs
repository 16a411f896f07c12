//! `doisoat crosscheck`: another office's workbook against ours.

use std::path::Path;

use super::args::Crosscheck;
use super::progress::Bar;
use super::{Ended, catalogue, results, screen, work};
use crate::error::Result;
use crate::model::Severity;
use crate::pipeline::{self, Options};
use crate::report::terminal::{self, Written};
use crate::report::{crosscheck_json, workbook, write_atomically};

/// Holds the workbook of `--theirs` against the paths.
pub(super) fn run(args: &Crosscheck) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let years = catalogue::years(&programme, &args.years)?;
    let (output, json) = (args.output.as_deref(), args.json.as_deref());
    let places: Vec<&Path> = output.into_iter().chain(json).collect();
    output.map_or(Ok(()), results::refuse_unless_workbook)?;
    json.map_or(Ok(()), results::refuse_as_json)?;
    results::refuse_unwritable(&places, args.paths.iter().chain([&args.theirs]).chain(&args.catalogue.files))?;

    let options = Options { years, ..work::options(&args.paths, &args.within, &places)? };
    let bar = Bar::new();
    let work = || pipeline::crosscheck(&programme, &args.theirs, &options, &|progress| bar.tell(progress));
    let outcome = work::on(args.threads, work)?;
    drop(bar);
    if let Some(path) = output {
        write_atomically(path, &workbook::crosscheck::render(&programme, &outcome, path)?)?;
    }
    if let Some(path) = json {
        write_atomically(path, crosscheck_json::render(&programme, &outcome)?.as_bytes())?;
    }
    let written = Written { workbook: output, json, ..Written::default() };
    screen::say(&terminal::crosscheck::crosschecked(&programme, &outcome, &written, screen::width()));
    let wrong = outcome.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if wrong { Ended::WithErrors } else { Ended::Well })
}
