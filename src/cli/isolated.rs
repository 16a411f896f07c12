//! The child that reads one file of a format that cannot be streamed (xls, xlsb, ods), so that its death costs
//! one file and not the run.

use super::{Ended, screen};
use crate::error::{Error, Result};
use crate::read::isolated;

/// Answers the parent: the file's bytes come on standard input, its sheets go to standard output.
pub(super) fn run(request: &str) -> Result<Ended> {
    screen::say_raw(&isolated::answer(request).map_err(Error::Usage)?);
    Ok(Ended::Well)
}
