//! The program around the library: what was typed, what is printed, the exit status. One file a command.
//!
//! Nothing here knows a rule, a sum or a layout; a command loads the programme, runs the pipeline, writes what
//! the reports built and says where it is.

mod args;
mod catalogue;
mod check;
mod compare;
mod consolidate;
mod crosscheck;
mod isolated;
mod limits;
mod mishap;
mod programme;
mod progress;
mod results;
mod return_notes;
mod rules;
mod screen;
mod template;
mod usage;
mod verify;
mod work;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use self::args::{Command, Typed};
use crate::error::Result;

/// The exit status of a program that could not run.
const COULD_NOT_RUN: u8 = 2;

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// Nothing is wrong; there may be warnings.
    Well,
    /// Something is wrong in the data.
    WithErrors,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Well => Self::SUCCESS,
            Ended::WithErrors => Self::FAILURE,
        }
    }
}

/// Runs what was typed: exit status 0 nothing wrong, 1 findings of severity error, 2 could not run.
pub fn main(line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line: Vec<OsString> = line.into_iter().collect();
    if let Some(slip) = usage::misspelt_command(&line) {
        screen::complain(&slip);
        return ExitCode::from(COULD_NOT_RUN);
    }
    let typed = match Typed::try_parse_from(line) {
        Ok(typed) => typed,
        Err(error) => return not_a_command(&error),
    };
    let by_itself = typed.command.is_none();
    mishap::keep_quiet();
    let status = match mishap::contained(|| run(&typed)) {
        Ok(ended) => ended.into(),
        Err(error) => {
            screen::complain(&error.to_string());
            ExitCode::from(COULD_NOT_RUN)
        }
    };
    if by_itself {
        screen::wait_if_own_window();
    }
    status
}

/// Help and version are answers; anything else is a slip in the command line.
fn not_a_command(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen::say(&error.render().ansi().to_string());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            screen::say(&error.render().ansi().to_string());
            screen::wait_if_own_window();
            ExitCode::from(COULD_NOT_RUN)
        }
        _ => {
            screen::complain(&format!("{}. Xem hướng dẫn: doisoat --help", usage::message(error)));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn run(typed: &Typed) -> Result<Ended> {
    match &typed.command {
        None => consolidate::beside(&typed.paths, typed.threads),
        Some(Command::Consolidate(args)) => consolidate::run(args),
        Some(Command::Check(args)) => check::run(args),
        Some(Command::Compare(args)) => compare::run(args),
        Some(Command::Crosscheck(args)) => crosscheck::run(args),
        Some(Command::Verify(args)) => verify::run(args),
        Some(Command::Template(args)) => template::run(args),
        Some(Command::Programme(args)) => programme::run(args),
        Some(Command::Rules(args)) => rules::run(args),
        Some(Command::Isolated { request }) => isolated::run(request),
    }
}
