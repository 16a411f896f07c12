//! The programme's catalogue as a workbook, for clerks to edit: a guide, and the sheets of [`crate::programme::book`].

mod guide;
mod lists;
mod sheet;
mod style;

use std::path::PathBuf;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::programme::Programme;
use crate::programme::book::Page;

/// The catalogue as the bytes of a workbook; the same catalogue gives the same bytes.
///
/// # Errors
/// [`Error::Write`] where a workbook cannot hold what the catalogue says.
pub fn write(programme: &Programme, pages: &[Page]) -> Result<Vec<u8>> {
    build(programme, pages)
        .map_err(|why| Error::Write { path: PathBuf::from("danh mục chương trình"), reason: why.to_string() })
}

fn build(programme: &Programme, pages: &[Page]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = programme.decision.date;
    let written = ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), date.month(), date.day())?;
    let title = format!("Danh mục: {}", programme.decision.title);
    // The decision's date stands for the day of writing: a clock would make every file differ.
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&written));
    guide::write(workbook.add_worksheet(), programme, pages)?;
    for page in pages {
        sheet::write(workbook.add_worksheet(), page)?;
    }
    workbook.save_to_buffer()
}
