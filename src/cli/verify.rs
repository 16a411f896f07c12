//! `doisoat verify`: an earlier result against what its inputs give today.

use std::path::{Path, PathBuf};

use super::args::{Accepted, Catalogue, Verify};
use super::progress::Bar;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::pipeline::verify::{Instead, Recorded};
use crate::report::terminal::verified;
use crate::report::{verification_json, write_atomically};

/// Verifies the named result.
pub(super) fn run(args: &Verify) -> Result<Ended> {
    let json = args.json.as_deref();
    let places: Vec<&Path> = json.into_iter().collect();
    json.map_or(Ok(()), results::refuse_as_json)?;
    let named = args.catalogue.files.iter().chain(&args.waivers).chain(&args.paths).chain([&args.result]);
    results::refuse_unwritable(&places, named)?;

    let recorded = Recorded::open(&args.result)?;
    let files = given_or(&args.catalogue.files, || recorded.programme_files())?;
    let programme = Catalogue { files }.programme()?;
    let file = args.waivers.clone().map_or_else(|| recorded.waivers_file(), |file| Ok(Some(file)))?;
    let waivers = Accepted { file, on: None }.waivers()?;

    let instead = Instead {
        paths: args.paths.clone(),
        outputs: places.iter().map(|path| path.to_path_buf()).collect(),
        reader: std::env::current_exe().ok(),
    };
    let bar = Bar::new();
    let work = || recorded.verify(&programme, waivers, &instead, &|progress| bar.tell(progress));
    let verification = work::on(args.threads, work)?;
    drop(bar);
    if let Some(path) = json {
        write_atomically(path, verification_json::render(&verification)?.as_bytes())?;
    }
    screen::say(&verified::verified(&verification, &args.result, json, screen::width()));
    Ok(if verification.matches() { Ended::Well } else { Ended::WithErrors })
}

/// What was given, else what the result names.
fn given_or(given: &[PathBuf], named: impl FnOnce() -> Result<Vec<PathBuf>>) -> Result<Vec<PathBuf>> {
    if given.is_empty() { named() } else { Ok(given.to_vec()) }
}
