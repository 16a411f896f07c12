//! Files into [`Input`]s: discovered, checked against limits, opened, and read table by table.
//!
//! [`discover`] lists the files, [`workbook`] turns bytes into sparse sheets, [`table`] finds the tables in
//! them; [`catalogue`] gives the cells of a programme kept as a workbook. Nothing here judges: what was found, and
//! what could not be read, is left to the rules.

mod appendix;
pub mod catalogue;
pub mod discover;
mod entries;
mod legacy;
mod limits;
mod listed;
mod money_units;
pub mod numbers;
mod result;
mod sheet;
mod table;
mod workbook;
mod written;

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use limits::Limits;
pub use workbook::cells::Book;
pub use workbook::isolated;

use crate::model::{FileFault, Input, InputStatus, Limit, PassedOver, PlainSheet, SheetSummary, Unreadable};
use crate::programme::Programme;
use discover::Found;
use sheet::Sheet;
use table::Origin;
use table::fields::Headers;

/// The extensions that workbooks have.
const EXTENSIONS: &[&str] = &["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Reads files against one programme.
#[derive(Debug)]
pub struct Reader<'a> {
    programme: &'a Programme,
    limits: Limits,
    /// This program's own executable, for files that are read in a child process.
    isolated: Option<&'a Path>,
    headers: Headers,
}

impl<'a> Reader<'a> {
    /// A reader of a programme's submissions.
    pub fn new(programme: &'a Programme, limits: Limits, isolated: Option<&'a Path>) -> Self {
        Self { programme, limits, isolated, headers: Headers::new(programme) }
    }

    /// Reads one file. Whatever is wrong with it is in the result.
    pub fn read(&self, found: &Found) -> Input {
        let size = std::fs::metadata(&found.path).map(|metadata| metadata.len()).unwrap_or_default();
        attempt(blank(&found.name, &found.path, size), |input| {
            pass_over(&input.file)?;
            self.fill(input, self.bytes(&found.path)?)
        })
    }

    /// Reads a workbook that is in memory, under the name that the report shall give it.
    pub fn read_bytes(&self, name: &str, bytes: Vec<u8>) -> Input {
        let size = bytes.len() as u64;
        attempt(blank(&Arc::from(name), Path::new(name), size), |input| {
            self.limits.hold(Limit::Bytes, size)?;
            self.fill(input, bytes)
        })
    }

    fn fill(&self, input: &mut Input, bytes: Vec<u8>) -> Result<(), FileFault> {
        input.sha256 = hex(&Sha256::digest(&bytes));
        input.macros = workbook::carries_macros(&bytes);
        let sheets = workbook::open(&bytes, &self.limits, self.isolated)?;
        drop(bytes);
        let origin = Origin { file: &input.file, headers: &self.headers };
        input.tables = table::read(&sheets, origin, self.programme);
        input.sheets = sheets.iter().map(|sheet| summary(sheet, input)).collect();
        if input.tables.is_empty() { Err(FileFault::NoTable) } else { Ok(()) }
    }
}

fn blank(name: &Arc<str>, path: &Path, size: u64) -> Input {
    Input {
        file: Arc::clone(name),
        path: path.to_owned(),
        sha256: String::new(),
        size,
        status: InputStatus::Read,
        fault: None,
        macros: false,
        sheets: Vec::new(),
        tables: Vec::new(),
    }
}

/// One bad file never costs the others, whoever stumbles over it: the parser or our own search for tables.
fn attempt(mut input: Input, fill: impl FnOnce(&mut Input) -> Result<(), FileFault>) -> Input {
    if let Err(fault) = workbook::guarded(|| fill(&mut input)) {
        input.status = match fault {
            FileFault::PassedOver(_) => InputStatus::Ignored,
            _ => InputStatus::Rejected,
        };
        input.fault = Some(fault);
    }
    input
}

impl Reader<'_> {
    /// The bytes of a file, unless they pass the limit.
    fn bytes(&self, path: &Path) -> Result<Vec<u8>, FileFault> {
        let io = |error: std::io::Error| FileFault::Unreadable(Unreadable::Io(crate::error::reason(&error)));
        self.limits.hold(Limit::Bytes, std::fs::metadata(path).map_err(io)?.len())?;
        std::fs::read(path).map_err(io)
    }
}

/// Whether a file is a result of this program, which a later one may replace even under a name that no one typed.
pub fn is_own_output(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| workbook::is_own_output(&bytes))
}

/// The file of an input where it is an xlsx that can be copied part by part; nothing where it is another format or
/// has changed since it was read.
pub fn package(input: &Input) -> Option<Vec<u8>> {
    unchanged(input).filter(|bytes| workbook::is_package(bytes))
}

/// The cells of an input's file, without their looks; nothing where it cannot be read or has changed since.
pub fn cells(input: &Input, limits: &Limits, isolated: Option<&Path>) -> Option<Vec<PlainSheet>> {
    let sheets = workbook::open(&unchanged(input)?, limits, isolated).ok()?;
    Some(sheets.iter().map(Sheet::plain).collect())
}

/// The bytes of an input's file, where they are those that were read.
fn unchanged(input: &Input) -> Option<Vec<u8>> {
    let bytes = std::fs::read(&input.path).ok()?;
    (hex(&Sha256::digest(&bytes)) == input.sha256).then_some(bytes)
}

fn summary(sheet: &Sheet, input: &Input) -> SheetSummary {
    SheetSummary {
        name: Arc::clone(&sheet.name),
        hidden: sheet.hidden,
        tells_hidden: sheet.hides.is_some(),
        tells_merges: sheet.tells_merges,
        cells: sheet.cells(),
        tables: input.tables.iter().filter(|table| table.sheet == sheet.name).count(),
    }
}

/// Whether a file is the lock of a workbook that is open in Excel or LibreOffice, by its name.
pub fn is_lock_file(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.starts_with("~$") || name.starts_with(".~lock.")
}

/// Files that are no submission by their name alone.
fn pass_over(file: &str) -> Result<(), FileFault> {
    let name = file.rsplit('/').next().unwrap_or(file);
    if is_lock_file(name) {
        return Err(FileFault::PassedOver(PassedOver::LockFile));
    }
    if name.starts_with('.') {
        return Err(FileFault::PassedOver(PassedOver::Hidden));
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if extension.is_none_or(|extension| !EXTENSIONS.contains(&extension.as_str())) {
        return Err(FileFault::PassedOver(PassedOver::NotAWorkbook));
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
