//! The workbook of a crosscheck: what it came to, the bridge, the findings, and their tables with every figure tied
//! out or marked.

mod bridge;
mod findings;
mod summary;
mod table;

use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{pen, properties, style};
use crate::error::{Error, Result};
use crate::model::crosscheck::Crosscheck;
use crate::programme::Programme;

const SUMMARY: &str = "Kết quả";
const BRIDGE: &str = "Cầu chênh lệch";
const FINDINGS: &str = "Sai lệch";
/// The characters that Excel allows in the name of a sheet.
const LONGEST_NAME: usize = 31;

/// The workbook of a crosscheck, as bytes: the same crosscheck gives the same bytes.
///
/// # Errors
/// [`Error::Write`] with the writer's reason where a workbook cannot hold what it is given.
pub fn render(programme: &Programme, crosscheck: &Crosscheck, path: &Path) -> Result<Vec<u8>> {
    let failed = |error: XlsxError| Error::Write { path: path.to_path_buf(), reason: error.to_string() };
    build(programme, crosscheck).map_err(failed)
}

fn build(programme: &Programme, crosscheck: &Crosscheck) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&style::text(), 20, 64)?;
    book.set_properties(&properties(programme)?);
    for (name, colour) in [SUMMARY, BRIDGE, FINDINGS].iter().zip(style::TABS) {
        book.add_worksheet().set_name(*name)?.set_tab_color(colour);
    }
    summary::write(book.worksheet_from_name(SUMMARY)?, programme, crosscheck)?;
    bridge::write(book.worksheet_from_name(BRIDGE)?, programme, crosscheck)?;
    findings::write(book.worksheet_from_name(FINDINGS)?, programme, crosscheck)?;
    for (number, tables) in (1..).zip(by_sheet(crosscheck)) {
        let name = format!("Bảng {number} - {}", crosscheck.theirs.tables[tables[0]].sheet);
        table::write(book.add_worksheet().set_name(pen::clipped(&name, LONGEST_NAME))?, crosscheck, &tables)?;
    }
    book.save_to_buffer()
}

/// Their tables, those of one sheet together.
fn by_sheet(crosscheck: &Crosscheck) -> Vec<Vec<usize>> {
    let mut sheets: Vec<Vec<usize>> = Vec::new();
    for (at, table) in crosscheck.theirs.tables.iter().enumerate() {
        match sheets.last_mut() {
            Some(tables) if crosscheck.theirs.tables[tables[0]].sheet == table.sheet => tables.push(at),
            _ => sheets.push(vec![at]),
        }
    }
    sheets
}
