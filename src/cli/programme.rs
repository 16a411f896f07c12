//! `doisoat programme`: the catalogue's proof, and the catalogue as a clerk reads it.

use super::args::{Catalogue, ProgrammeCommand};
use super::{Ended, screen};
use crate::error::Result;
use crate::programme::{audit, show};

/// Proves or shows the programme.
pub(super) fn run(command: &ProgrammeCommand) -> Result<Ended> {
    match command {
        ProgrammeCommand::Check(catalogue) => check(catalogue),
        ProgrammeCommand::Show(catalogue) => {
            screen::say(&show::text(&catalogue.programme()?));
            Ok(Ended::Well)
        }
    }
}
