//! The child that reads one file whose reading may end the process: its death costs one file.

use super::{Ended, screen};
use crate::error::{Error, Result};
use crate::read::isolated;

/// Reads the workbook on standard input and answers the parent, which started this program for it.
pub(super) fn run(request: &str) -> Result<Ended> {
    screen::answer(|out| isolated::answer(request, out)).map_err(Error::Usage)?;
    Ok(Ended::Well)
}
