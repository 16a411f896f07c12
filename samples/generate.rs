//! Writes the samples and the blank form: `cargo run --example samples`.
//!
//! The same program writes the same bytes, so that what is checked in can be held against it. The files of
//! `co-sai-lech/` say what is wrong in them only by being wrong: what the program must say of them stands beside
//! each, typed by hand.

#[path = "generator/archive.rs"]
mod archive;
#[path = "generator/book.rs"]
mod book;
#[path = "generator/clean.rs"]
mod clean;
#[path = "generator/stories.rs"]
mod stories;
#[path = "generator/theirs.rs"]
mod theirs;

use std::path::Path;

use doisoat::error::{Error, Result};
use doisoat::programme::{Programme, load};
use doisoat::report::form;

/// A file to write: its path from the crate's folder, with forward slashes, and its bytes.
pub(crate) type Sample = (String, Vec<u8>);

/// Every file that is generated.
pub(crate) fn files() -> Result<Vec<Sample>> {
    let programme = load::embedded()?;
    let mut files = vec![blank_form(&programme)?];
    files.extend(clean::files(&programme)?);
    files.extend(stories::files(&programme)?);
    files.extend(theirs::files(&programme)?);
    Ok(files)
}

fn blank_form(programme: &Programme) -> Result<Sample> {
    let form = form::write(programme, &form::FormOptions::default())?;
    Ok(("templates/bieu-dang-ky-de-an.xlsx".to_owned(), form))
}

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, bytes) in files()? {
        let path = root.join(path);
        let write = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&path, bytes)
        };
        write().map_err(|why| Error::Write { path: path.clone(), reason: why.to_string() })?;
    }
    Ok(())
}
