//! What only a cell's style tells: a currency that passes for a date, a percentage, a legacy font.

use calamine::{DataRef, Style};

use super::super::legacy::{self, LegacyFont, Run};
use super::super::sheet::{Content, Sheet};
use super::numbers;
use super::rich::RichTexts;
use super::xlsx::{Workbook, cell_fault, fault};
use crate::model::{CellRef, FileFault};

/// What a style says of the cells that have it.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Its format has digit places and no year: what passes for a date is a number.
    numeric: bool,
    percent: bool,
    font: Option<LegacyFont>,
}

impl Look {
    fn of(style: &Style) -> Self {
        let format = style.number_format.as_ref().map(|format| format.format_code.as_str()).unwrap_or_default();
        let font = style.font.as_ref().and_then(|font| font.name.as_deref()).and_then(LegacyFont::named);
        Self { numeric: is_numeric_format(format), percent: is_percent_format(format), font }
    }
}

/// Reads the cells of a finished sheet again with their styles, where the workbook has a style that matters.
pub(super) fn apply(
    workbook: &mut Workbook<'_>,
    sheet: &mut Sheet,
    rich: &RichTexts,
    any_date: bool,
) -> Result<(), FileFault> {
    let name = std::sync::Arc::clone(&sheet.name);
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|error| fault(&error))?;
    let looks: Vec<Look> = reader.styles().iter().map(Look::of).collect();
    if !any_date && rich.is_empty() && !looks.iter().any(|look| look.percent || look.font.is_some()) {
        return Ok(());
    }
    let mut legacy_cells: Vec<(CellRef, Vec<Run>)> = Vec::new();
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            // A broken cell was given its place and its words before; the ones after it are as good as any.
            Err(error) => {
                cell_fault(error)?;
                continue;
            }
        };
        let Some(look) = looks.get(style) else { continue };
        let (row, col) = cell.get_position();
        let at = CellRef::new(row, col);
        match (cell.get_value(), look.font) {
            (DataRef::DateTime(date), _) if look.numeric => sheet.set_content(at, numbers::content(date.as_f64())),
            (DataRef::Int(_) | DataRef::Float(_), _) if look.percent => show_as_percentage(sheet, at),
            (DataRef::SharedString(text), font) if rich.contains_key(*text) => {
                legacy_cells.push((at, rich[*text].iter().map(|run| run.within(font)).collect()));
            }
            (DataRef::String(_) | DataRef::SharedString(_), Some(font)) => {
                if let Some(Content::Text(text)) = sheet.cell(at).map(|cell| &cell.content) {
                    legacy_cells.push((at, vec![Run::whole(text, font)]));
                }
            }
            _ => {}
        }
    }
    legacy::convert(sheet, &legacy_cells);
    Ok(())
}

fn show_as_percentage(sheet: &mut Sheet, at: CellRef) {
    let value = match sheet.cell(at).map(|cell| &cell.content) {
        Some(Content::Number(value)) if !value.is_zero() => *value,
        _ => return,
    };
    sheet.set_content(at, Content::Percent(value));
}

/// `#,##0 VND` without quotes passes for a date format: a format that has digit places and no year is a number's.
fn is_numeric_format(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    (lower.contains('#') || lower.contains('0'))
        && !lower.contains('y')
        && !lower.contains('h')
        && !lower.contains("ss")
}

/// Whether a format multiplies by a hundred: a `%` that is neither quoted nor escaped.
fn is_percent_format(code: &str) -> bool {
    let mut quoted = false;
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                characters.next();
            }
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_without_quotes_is_no_date() {
        assert!(is_numeric_format("#,##0 VND"));
        assert!(is_numeric_format("#,##0.00 đ"));
        assert!(!is_numeric_format("dd/mm/yyyy"));
        assert!(!is_numeric_format("d-mmm"));
        assert!(!is_numeric_format("hh:mm:ss.000"));
    }

    #[test]
    fn a_percentage_by_its_format() {
        assert!(is_percent_format("0%"));
        assert!(is_percent_format("0.00%;[Red]-0.00%"));
        assert!(!is_percent_format("#,##0"));
        assert!(!is_percent_format("0\"%\""));
        assert!(!is_percent_format("0\\%"));
        assert!(!is_percent_format(""));
    }
}
