//! Every cell of a workbook that this program wrote, with its formula: stored values as they stand, nothing that is
//! guessed of a submission.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use super::super::sheet::Content;
use super::numbers;
use super::xlsx::{content, fault};
use super::{damaged, guarded};
use crate::model::{BookCell, BookSheet, BookValue, FileFault, Limit};

/// The most unpacked bytes of a result: twice what a million projects take.
const UNPACKED: u64 = 8 << 30;

/// A workbook of which the sheets are read one at a time.
pub struct Book {
    workbook: Xlsx<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Book {
    /// Opens an xlsx from its bytes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileFault> {
        hold(&bytes)?;
        guarded(|| {
            let workbook: Xlsx<_> =
                calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| fault(&error))?;
            let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
            let names = sheets.map(|sheet| sheet.name.clone()).collect();
            Ok(Self { workbook, names })
        })
    }

    /// The names of its sheets, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A sheet; an empty one where there is none of this name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn sheet(&mut self, name: &str) -> Result<BookSheet, FileFault> {
        if !self.names.iter().any(|known| known == name) {
            return Ok(BookSheet::default());
        }
        guarded(|| self.cells(name))
    }

    fn cells(&mut self, name: &str) -> Result<BookSheet, FileFault> {
        let mut sheet = BookSheet::default();
        let mut reader = self.workbook.worksheet_cells_reader(name).map_err(|error| fault(&error))?;
        while let Some(cell) = reader.next_cell_with_formula().map_err(|error| fault(&error))? {
            let value = value(&cell.value);
            let formula = cell.formula.filter(|formula| !formula.is_empty());
            if value != BookValue::Empty || formula.is_some() {
                let row: &mut BTreeMap<_, _> = sheet.rows.entry(cell.pos.0).or_default();
                row.insert(cell.pos.1, BookCell { value, formula });
            }
        }
        Ok(sheet)
    }
}

/// Refuses what would fill the memory.
fn hold(bytes: &[u8]) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut actual: u64 = 0;
    for at in 0..archive.len() {
        actual = actual.saturating_add(archive.by_index_raw(at).map_err(damaged)?.size());
    }
    if actual > UNPACKED {
        return Err(FileFault::OverLimit { limit: Limit::Uncompressed, actual, allowed: UNPACKED });
    }
    Ok(())
}

fn value(value: &DataRef<'_>) -> BookValue {
    // A text that looks like an error's name is text here, and a date is the number that is stored.
    let content = match value {
        DataRef::String(text) => Content::Text(text.clone()),
        DataRef::SharedString(text) => Content::Text((*text).to_owned()),
        DataRef::DateTime(date) => numbers::content(date.as_f64()),
        other => content(other),
    };
    match content {
        Content::Number(number) | Content::Percent(number) => BookValue::Number(number),
        // Each program ends a line in a cell in its own way.
        Content::Text(text) if !text.is_empty() => BookValue::Text(text.replace("\r\n", "\n")),
        Content::Empty | Content::Text(_) => BookValue::Empty,
        Content::Bool(truth) => BookValue::Other(if truth { "TRUE" } else { "FALSE" }.to_owned()),
        Content::Error(shown) | Content::Huge(shown) => BookValue::Other(shown),
        Content::Date(year, month, day) => BookValue::Other(format!("{year}-{month:02}-{day:02}")),
    }
}
