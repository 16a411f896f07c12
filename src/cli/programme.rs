//! `doisoat programme`: the catalogue's proof, and the catalogue as a clerk reads it.

use super::args::{Catalogue, ProgrammeCommand};
use super::{Ended, screen};
use crate::error::Result;
use crate::programme::audit::audit;
use crate::programme::show::show;

/// Proves or shows the programme.
pub(super) fn run(command: &ProgrammeCommand) -> Result<Ended> {
    match command {
        ProgrammeCommand::Check(catalogue) => check(catalogue),
        ProgrammeCommand::Show(catalogue) => {
            screen::say(&show(&catalogue.programme()?));
            Ok(Ended::Well)
        }
    }
}

fn check(catalogue: &Catalogue) -> Result<Ended> {
    let programme = catalogue.programme()?;
    let audit = audit(&programme);
    screen::say(&format!("Danh mục {}: {}", programme.id, audit.render()));
    Ok(if audit.is_right() { Ended::Well } else { Ended::WithErrors })
}
