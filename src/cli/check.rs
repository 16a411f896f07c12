//! `doisoat check`: what is wrong with these files alone, all of it on the terminal.

use std::path::{Path, PathBuf};

use super::args::Check;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::pipeline::Options;
use crate::report::terminal::{self, Written};
use crate::report::{json, write};

/// Checks the files; nothing is said of what was not sent.
pub(super) fn run(args: &Check) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let places: Vec<&Path> = args.json.iter().map(PathBuf::as_path).collect();
    places.iter().try_for_each(|place| results::refuse_as_json(place))?;
    results::refuse_unwritable(
        &places,
        args.inputs.paths.iter().chain(&args.catalogue.files).chain(&args.accepted.file),
    )?;

    let options = Options {
        stage: args.of.stage,
        waivers: args.accepted.waivers()?,
        ..work::options(&args.inputs.paths, &args.within, &places)?
    };
    let outcome = work::run(&programme, &options, args.threads)?;
    results::refuse_over_inputs(&places, &outcome)?;
    if let Some(path) = &args.json {
        write::stage_by(path, |out| json::write(&programme, &outcome, out))?.put_in_place()?;
    }

    let written = Written { workbook: None, json: args.json.as_deref(), notes: None };
    screen::say(&terminal::checked(&programme, &outcome, &written, screen::width()));
    Ok(Ended::from(&outcome))
}
