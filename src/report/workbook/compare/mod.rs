//! The workbook of a comparison: what it came to, every change with its cells in both editions, what it does to the
//! money of each task, what was mended and what is new.

mod findings;
mod money;
mod projects;
mod summary;

use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::pen::{self, At, Written};
use super::style::{self, Mark};
use super::{fit, properties};
use crate::error::{Error, Result};
use crate::model::revision::Revision;
use crate::model::{Figure, Place};
use crate::programme::Programme;

const SUMMARY: &str = "Kết quả";
const PROJECTS: &str = "Đề án";
const MONEY: &str = "Kinh phí";
const FINDINGS: &str = "Sai lệch";
/// More rows than anyone reads; the JSON has the rest.
const MOST: usize = 20_000;

/// The workbook of a comparison, as bytes: the same comparison gives the same bytes.
///
/// # Errors
/// [`Error::Write`] with the writer's reason where a workbook cannot hold what it is given.
pub fn render(programme: &Programme, revision: &Revision, path: &Path) -> Result<Vec<u8>> {
    let failed = |error: XlsxError| Error::Write { path: path.to_path_buf(), reason: error.to_string() };
    build(programme, revision).map_err(failed)
}

fn build(programme: &Programme, revision: &Revision) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&style::text(), 20, 64)?;
    book.set_properties(&properties(programme)?.set_title("So sánh hai bản nộp"));
    for (name, colour) in [SUMMARY, PROJECTS, MONEY, FINDINGS].iter().zip(style::TABS) {
        book.add_worksheet().set_name(*name)?.set_tab_color(colour);
    }
    summary::write(book.worksheet_from_name(SUMMARY)?, programme, revision)?;
    projects::write(book.worksheet_from_name(PROJECTS)?, programme, revision)?;
    money::write(book.worksheet_from_name(MONEY)?, programme, revision)?;
    findings::write(book.worksheet_from_name(FINDINGS)?, programme, revision)?;
    book.save_to_buffer()
}

/// Writes the headers of a table.
fn headers(sheet: &mut Worksheet, row: u32, columns: &[(&str, f64)]) -> Written {
    let mut tallest: f64 = 0.0;
    for ((header, width), col) in columns.iter().zip(0_u16..) {
        pen::text(sheet, (row, col), header, &style::head())?;
        tallest = tallest.max(fit::height(header, *width, style::SMALL, true));
    }
    sheet.set_row_height(row, tallest)?;
    Ok(())
}

/// A box over the columns up to `last`, where a table has nothing to list or not everything.
fn remark(sheet: &mut Worksheet, row: u32, last: u16, words: &str, tone: style::Tone) -> Written {
    pen::merged(sheet, (row, 0), (row, last), words, &style::verdict(tone))?;
    sheet.set_row_height(row, 30)?;
    Ok(())
}

/// Writes a figure as a typed number, in đồng where it is money; words stay words.
fn put(sheet: &mut Worksheet, at: At, figure: Option<&Figure>, signed: bool) -> Written {
    let value = match figure {
        Some(Figure::Money(amount)) => amount.dong(),
        Some(Figure::Count(count)) => *count,
        Some(Figure::Text(text)) => return pen::text(sheet, at, text, &style::cell()),
        None => return pen::text(sheet, at, "", &style::cell()),
    };
    let pattern = if signed { style::signed(value) } else { style::pattern(value, Mark::Plain) };
    pen::number(sheet, at, value, &style::figure().set_num_format(pattern))
}

/// The words of a figure that is written as words: they may need several lines.
fn words(figure: Option<&Figure>) -> &str {
    match figure {
        Some(Figure::Text(text)) => text,
        _ => "",
    }
}

/// "2023/phong-tho.xlsx, Đề án, ô Q9".
fn places(places: &[Place]) -> String {
    let place = |place: &Place| {
        let cells: Vec<String> = place.cells.iter().map(ToString::to_string).collect();
        let cells = Some(cells.join(", ")).filter(|cells| !cells.is_empty()).map(|cells| format!("ô {cells}"));
        let sheet = place.sheet.as_deref().map(str::to_owned);
        [Some(place.file.to_string()), sheet, cells].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    places.iter().map(place).collect::<Vec<_>>().join(";\n")
}
