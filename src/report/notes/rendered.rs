//! The sender's sheets written anew, where their format allows no patch: values and marks at the same addresses,
//! without the sender's formatting, which the page says.

use rust_xlsxwriter::{Color, Format, Note, Workbook, XlsxError};

use super::copy::{Colour, Mark, Marks};
use crate::model::{CellRef, PlainSheet, PlainValue};
use crate::report::workbook::{pen, style};

/// The width of every column, in characters: how wide the sender's columns are is not told.
const WIDTH: f64 = 16.0;

/// Adds the sheets to the workbook that begins with the page.
pub(super) fn write(book: &mut Workbook, sheets: &[PlainSheet], marks: &Marks) -> Result<(), XlsxError> {
    for plain in sheets {
        let sheet = book.add_worksheet().set_name(&*plain.name)?;
        sheet.set_column_range_width(0, 30, WIDTH)?;
        if plain.hidden {
            sheet.set_hidden(true);
        }
        let own = marks.get(&*plain.name);
        let mark = |cell: &CellRef| own.and_then(|marks| marks.get(cell));
        for (cell, value) in &plain.cells {
            let Some(at) = position(*cell) else { continue };
            let format = format(mark(cell));
            match value {
                PlainValue::Number(number) => pen::number(sheet, at, *number, &format)?,
                PlainValue::Text(text) => pen::text(sheet, at, text, &format)?,
            }
        }
        for (cell, mark) in own.into_iter().flatten() {
            let Some(at) = position(*cell) else { continue };
            if !plain.cells.iter().any(|(written, _)| written == cell) {
                pen::text(sheet, at, "", &format(Some(mark)))?;
            }
            if let Some(text) = &mark.text {
                sheet.insert_note(at.0, at.1, &note(text))?;
            }
        }
    }
    Ok(())
}

/// A cell's position where Excel has such a column.
fn position(cell: CellRef) -> Option<pen::At> {
    Some((cell.row, u16::try_from(cell.col).ok()?))
}

fn format(mark: Option<&Mark>) -> Format {
    let plain = style::text().set_text_wrap();
    match mark {
        None => plain,
        Some(mark) => plain.set_background_color(background(mark.colour)),
    }
}

fn background(colour: Colour) -> Color {
    Color::from(format!("#{}", colour.rgb()).as_str())
}

fn note(text: &str) -> Note {
    Note::new(text).add_author_prefix(false).set_width(320).set_height(160)
}
