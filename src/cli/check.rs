//! `doisoat check`: what is wrong with these files alone, all of it on the terminal.

use super::args::Check;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::report::json;
use crate::report::terminal::{self, Written};

/// Checks the files; nothing is said of what was not sent.
pub(super) fn run(args: &Check) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    if let Some(path) = &args.json {
        results::refuse_unwritable(path, &args.inputs.paths)?;
    }
    let outcome = work::run(&programme, &work::options(&args.inputs.paths))?;
    if let Some(path) = &args.json {
        results::write(path, &outcome, &json::bytes(&programme, &outcome)?)?;
    }
    let written = Written { workbook: None, json: args.json.as_deref() };
    screen::say(&terminal::checked(&programme, &outcome, &written, screen::width()));
    Ok(Ended::from(&outcome))
}
