//! `doisoat consolidate`, and `doisoat PATH…` alone: everything that was sent, into one workbook.

use std::path::{Path, PathBuf};

use super::args::{Catalogue, Consolidate, Inputs};
use super::{Ended, catalogue, results, screen, work};
use crate::error::Result;
use crate::pipeline::Options;
use crate::report::terminal::{self, Written};
use crate::report::{json, workbook};

/// Consolidates into the named workbook.
pub(super) fn run(args: &Consolidate) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let years = catalogue::years(&programme, &args.years)?;
    let output = &args.output;
    results::refuse_unless_workbook(output)?;
    for result in [Some(output), args.json.as_ref()].into_iter().flatten() {
        results::refuse_unwritable(result, &args.inputs.paths)?;
    }
    let options = Options { years, whole: true, output: Some(output.clone()), ..work::options(&args.inputs.paths) };
    let outcome = work::run(&programme, &options)?;
    results::write(output, &outcome, &workbook::build(&programme, &outcome, output)?)?;
    if let Some(path) = &args.json {
        results::write(path, &outcome, &json::bytes(&programme, &outcome)?)?;
    }
    let written = Written { workbook: Some(output), json: args.json.as_deref() };
    screen::say(&terminal::consolidated(&programme, &outcome, &written, screen::width()));
    Ok(Ended::from(&outcome))
}

/// Consolidates beside the first path, as when files are dropped on the program.
pub(super) fn beside(paths: &[PathBuf]) -> Result<Ended> {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let output = results::beside(first);
    let (json, catalogue, years) = (None, Catalogue::default(), Vec::new());
    run(&Consolidate { inputs: Inputs { paths: paths.to_vec() }, output, json, catalogue, years })
}
