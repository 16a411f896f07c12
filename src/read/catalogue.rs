//! A workbook that was given as the programme's catalogue, as cells: the loader says what they mean.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::limits::Limits;
use super::sheet::{Content, RawCell, Sheet};
use super::{EXTENSIONS, hex, workbook};
use crate::error::{Error, Result, reason};
use crate::model::{CellRef, Date, FileFault, Limit, Unreadable, number};
use crate::programme::book::{self, GivenSheet};

/// No catalogue has more cells; a sheet full of stray values must not take all memory.
const MOST_CELLS: u64 = 200_000;

/// Whether a file's name is a workbook's.
pub fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// The sheets of a catalogue's workbook and the file's fingerprint; `reader` is this program's own executable.
///
/// # Errors
/// [`Error::Path`] where the file cannot be read; [`Error::Programme`] where it is no workbook, or one past the limits.
pub fn sheets(path: &Path, reader: Option<&Path>) -> Result<(Vec<GivenSheet>, String)> {
    let unreadable = |error: std::io::Error| Error::Path { path: path.to_owned(), reason: reason(&error) };
    let limits = Limits::default().with(Limit::Cells, MOST_CELLS);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    let wrong = |why: String| Error::Programme(format!("{}: {why}", path.display()));
    let allowed = limits.of(Limit::Bytes);
    if size > allowed {
        return Err(wrong(format!("tệp lớn hơn {allowed} byte, không phải danh mục chương trình")));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let sheets = given(&bytes, &limits, reader).map_err(|fault| wrong(told(&fault)))?;
    Ok((sheets, hex(&Sha256::digest(&bytes))))
}

/// The sheets of a catalogue's workbook that was just made.
///
/// # Errors
/// [`Error::Programme`] where it cannot be read.
pub fn sheets_of_bytes(bytes: &[u8]) -> Result<Vec<GivenSheet>> {
    given(bytes, &Limits::default(), None).map_err(|fault| Error::Programme(told(&fault)))
}

fn given(bytes: &[u8], limits: &Limits, reader: Option<&Path>) -> std::result::Result<Vec<GivenSheet>, FileFault> {
    let sheets = workbook::guarded(|| workbook::open(bytes, limits, reader))?;
    Ok(sheets.iter().map(given_sheet).collect())
}

fn given_sheet(sheet: &Sheet) -> GivenSheet {
    let cells = sheet.rows.iter().flat_map(|row| {
        let seen = row.cells.iter().filter(|cell| !cell.looks_blank());
        seen.map(|cell| (CellRef::new(row.row, cell.col), content(cell)))
    });
    GivenSheet { name: sheet.name.to_string(), cells: cells.collect() }
}

fn content(cell: &RawCell) -> book::Content {
    let foreign = || book::Content::Foreign(cell.shown());
    match &cell.content {
        Content::Text(text) => book::Content::Text(text.clone()),
        Content::Number(value) => book::Content::Number(*value),
        Content::Percent(value) => book::Content::Share(*value),
        Content::Date(year, month, day) => Date::new(*year, *month, *day).map_or_else(foreign, book::Content::Date),
        Content::Empty => book::Content::Foreign("công thức chưa được tính (hãy mở bằng Excel và lưu lại)".to_owned()),
        Content::Bool(_) | Content::Error(_) | Content::Huge(_) => foreign(),
    }
}

/// What is wrong with the file, in a sentence.
fn told(fault: &FileFault) -> String {
    match fault {
        FileFault::Protected => "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại".to_owned(),
        FileFault::OverLimit { actual, allowed, .. } => format!(
            "tệp quá lớn so với một danh mục chương trình ({}, cho phép {})",
            number::vietnamese((*actual).into()),
            number::vietnamese((*allowed).into())
        ),
        FileFault::Unreadable(Unreadable::Damaged(why)) => format!("tệp bị hỏng ({why})"),
        FileFault::PassedOver(_) => "đây là kết quả đối soát, không phải danh mục chương trình".to_owned(),
        _ => "không phải bảng tính Excel; hãy dùng tệp do \"doisoat programme export\" tạo ra".to_owned(),
    }
}
