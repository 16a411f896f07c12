//! "Tổng quan": one printed page that a director reads, the verdict first.
//!
//! The page is a grid of twelve equal columns; each block takes whole columns and gives the row after it.

mod actions;
mod cards;
mod money;
mod progress;
mod units;
mod verdict;

use rust_xlsxwriter::Worksheet;

use super::appendix::Figures;
use super::pen::{self, At, Written};
use super::view::View;
use super::{fit, style};

/// The grid's columns.
const COLUMNS: u16 = 12;
/// The last column.
const LAST: u16 = COLUMNS - 1;
/// The width of each, in characters.
const WIDTH: f64 = 9.6;

/// Writes the sheet; `progress` is where the figures stand that are held against the programme's targets.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, progress: &Figures) -> Written {
    style::page(sheet, style::Orientation::Portrait, 1);
    // One page, which needs no number.
    sheet.set_header("").set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    style::widths(sheet, &[WIDTH; COLUMNS as usize])?;
    let mut row = title(sheet, view)?;
    row = verdict::write(sheet, view, row)?;
    row = cards::write(sheet, view, figures, row + 1)?;
    row = money::write(sheet, view, figures, row + 1)?;
    row = progress::write(sheet, view, progress, row + 1)?;
    row = units::write(sheet, view, row + 1)?;
    actions::write(sheet, view, row + 1)?;
    sheet.set_active(true);
    Ok(())
}

fn title(sheet: &mut Worksheet, view: &View<'_>) -> Written<u32> {
    let decision = &view.programme.decision;
    let years: Vec<_> = view.outcome.years.iter().map(ToString::to_string).collect();
    let years = if years.is_empty() { String::new() } else { format!("; năm kế hoạch: {}", years.join(", ")) };
    let basis = format!("(Quyết định số {} {}{years})", decision.number, decision.date.in_words());
    let rows = [
        (format!("TỔNG QUAN ĐỐI SOÁT {}", overview_of(view)), style::title().set_font_size(15)),
        (decision.title.clone(), style::title()),
        (basis, style::subtitle()),
    ];
    for ((text, format), row) in rows.into_iter().zip(0_u32..) {
        span(sheet, row, (0, LAST), &text, &format)?;
        sheet.set_row_height(row, fit::height(&text, span_width(COLUMNS), 15.0, true))?;
    }
    Ok(3)
}

/// "SỐ LIỆU ĐĂNG KÝ", once.
fn overview_of(view: &View<'_>) -> String {
    let title = view.figures_title();
    if title.starts_with("SỐ LIỆU") { title } else { format!("SỐ LIỆU {title}") }
}

/// Writes text over the columns from the first to the last of a row.
fn span(sheet: &mut Worksheet, row: u32, cols: (u16, u16), text: &str, format: &rust_xlsxwriter::Format) -> Written {
    pen::merged(sheet, (row, cols.0), (row, cols.1), text, format)
}

/// Merges the columns of a row and gives the cell in which a number or formula is then written.
fn merge(sheet: &mut Worksheet, row: u32, cols: (u16, u16), format: &rust_xlsxwriter::Format) -> Written<At> {
    span(sheet, row, cols, "", format)?;
    Ok((row, cols.0))
}

/// The width of so many columns, in characters.
fn span_width(columns: u16) -> f64 {
    // Padding that separate columns would each have is room for text when they are merged.
    f64::from(columns) * WIDTH + f64::from(columns.saturating_sub(1)) * 5.0 / 7.0
}
