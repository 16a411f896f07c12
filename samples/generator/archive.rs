//! Changes in a finished workbook that no writer of workbooks makes: a formula without its result, a part of its own.

use std::io::{Cursor, Read, Write};

use doisoat::error::{Error, Result};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook with one part changed, and one added where its name is new.
pub(super) fn with_part(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Result<Vec<u8>> {
    rewritten(workbook, part, &change).map_err(|reason| Error::Write { path: part.into(), reason })
}

fn rewritten(workbook: &[u8], part: &str, change: &dyn Fn(&str) -> String) -> std::result::Result<Vec<u8>, String> {
    let told = |why: zip::result::ZipError| why.to_string();
    let io = |why: std::io::Error| why.to_string();
    let mut old = ZipArchive::new(Cursor::new(workbook)).map_err(told)?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_there = false;
    for at in 0..old.len() {
        let mut entry = old.by_index(at).map_err(told)?;
        let name = entry.name().map_err(told)?.into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).map_err(io)?;
        if name == part {
            is_there = true;
            content = change(&String::from_utf8_lossy(&content)).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).map_err(told)?;
        new.write_all(&content).map_err(io)?;
    }
    if !is_there {
        new.start_file(part, SimpleFileOptions::default()).map_err(told)?;
        new.write_all(change("").as_bytes()).map_err(io)?;
    }
    new.finish().map(Cursor::into_inner).map_err(told)
}
