//! What goes back to the units: a page of what to mend, in front of a marked-up copy of their own sheets.
//!
//! A [`Dossier`] is one workbook that goes back: the [`page`] first, then the sender's sheets, with the [`marks`] put
//! on a patched copy of the file ([`copy`]), or on cells written anew where the format allows no patch
//! ([`rendered`]). The original is never touched.

mod copy;
mod dossier;
mod marks;
mod page;
mod rendered;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::model::{Outcome, PlainSheet};
use crate::programme::Programme;
pub use dossier::{Dossier, dossiers};

/// The name of the page's sheet.
pub const PAGE: &str = "Phiếu đề nghị chỉnh sửa";

/// What the page says beside the faults.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Until when the unit is to answer, as typed; a line to be filled in where it is not given.
    pub deadline: Option<String>,
    /// Whom to ask, as typed.
    pub contact: Option<String>,
}

/// How the sender's sheets stand behind the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// The sender's own, patched.
    Own,
    /// Written anew: values without the sender's formatting.
    Anew,
    /// None.
    Nothing,
}

/// The workbook of a dossier, as bytes: the same outcome and file give the same bytes. `package` is the
/// file itself, where it is an xlsx; `cells` gives its cells where it is not, or cannot be patched.
///
/// # Errors
/// [`Error::Write`] with the writer's reason where a workbook cannot hold what it is given.
pub fn render(
    programme: &Programme,
    outcome: &Outcome,
    dossier: &Dossier,
    package: Option<&[u8]>,
    cells: impl FnOnce() -> Option<Vec<PlainSheet>>,
    wording: &Wording,
) -> Result<Vec<u8>> {
    let failed = |error: XlsxError| Error::Write { path: (&dossier.file_name).into(), reason: error.to_string() };
    let marks = marks::of(outcome, dossier);
    let page = |behind: Behind| page::Page { programme, outcome, dossier, wording, behind };
    if let Some(package) = package {
        let alone = alone(&page(Behind::Own)).map_err(failed)?;
        if let Ok(copy) = copy::marked(package, &alone, PAGE, &marks) {
            return Ok(copy);
        }
    }
    match cells() {
        Some(sheets) => {
            let mut book = started(&page(Behind::Anew)).map_err(failed)?;
            rendered::write(&mut book, &sheets, &marks).map_err(failed)?;
            book.save_to_buffer().map_err(failed)
        }
        None => alone(&page(Behind::Nothing)).map_err(failed),
    }
}

/// The page as a workbook of its own.
fn alone(page: &page::Page<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    started(page)?.save_to_buffer()
}

fn started(page: &page::Page<'_>) -> std::result::Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&super::workbook::style::text(), 20, 64)?;
    book.set_properties(&super::workbook::dated(page.programme)?.set_title(PAGE));
    page.write(book.add_worksheet().set_name(PAGE)?)?;
    Ok(book)
}

#[cfg(test)]
mod tests;
