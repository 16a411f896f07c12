//! What stands around an appendix's table: number, title, the decision, the unit of money; legend and signatures.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_xlsxwriter::{IgnoreError, Worksheet};

use super::paging::Rows;
use crate::model::{Appendix, Input, InputStatus};
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Weight};
use crate::report::workbook::view::View;

/// Further down than any appendix reaches.
const LONG: u32 = 999;

/// The height in points of a row that is given none.
const ROW: f64 = 15.0;
/// The rows left blank under the signatures' captions, for signing.
const SIGNING: u32 = 4;

/// The sheet's columns, by their widths in characters, and its rows, by their heights in points.
pub struct Grid {
    widths: Vec<f64>,
    heights: BTreeMap<u32, f64>,
}

impl Grid {
    /// A grid of these columns.
    pub fn new(widths: Vec<f64>) -> Self {
        Self { widths, heights: BTreeMap::new() }
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Sets the height of a row.
    pub fn tall(&mut self, sheet: &mut Worksheet, row: u32, height: f64) -> Written {
        sheet.set_row_height(row, height)?;
        self.heights.insert(row, height);
        Ok(())
    }

    fn width(&self) -> f64 {
        self.widths.iter().sum()
    }

    fn height(&self, row: u32) -> f64 {
        self.heights.get(&row).copied().unwrap_or(ROW)
    }

    /// What a page holds of rows, in points, once the columns are fitted to its width.
    fn room(&self) -> f64 {
        let points: f64 = self.widths.iter().map(|width| (width * 7.0 + 5.0) * 0.75).sum();
        let scale = (style::ACROSS.0 / points).min(1.0);
        style::ACROSS.1 / scale
    }
}

/// How the projects behind a figure are found.
const OPENS: &str =
    "Bấm vào STT của một dòng (hoặc tên dòng không có STT) để mở các đề án của dòng đó ở trang tính Chi tiết đề án.";

/// What an appendix ends with.
pub struct Foot {
    /// The rows of the table, without its header.
    pub table: Range<u32>,
    /// The rows of the table's header, the first and the last, which every page repeats.
    pub header: (u32, u32),
    /// The first free row under everything.
    pub next: u32,
    /// What is to be said of the figures.
    pub remarks: Vec<String>,
}

/// Sets the page and writes what stands above the table; gives the row at which the table's header begins.
pub fn open(
    sheet: &mut Worksheet,
    view: &View<'_>,
    appendix: Appendix,
    subject: &str,
    grid: &mut Grid,
) -> Written<u32> {
    style::page(sheet, style::Orientation::Landscape, 1);
    style::widths(sheet, &grid.widths)?;
    let last = grid.last();
    let decision = &view.programme.decision;
    let programme = title_of(&decision.title);
    let plan = view.plan_years().map(|years| format!(" – KẾ HOẠCH {}", years.to_uppercase())).unwrap_or_default();
    let title = format!("TỔNG HỢP {} {subject} {programme}{plan}", view.figures_title());
    let date = decision.date.in_words();
    let basis = format!("(theo Chương trình ban hành kèm theo Quyết định số {} {date})", decision.number);
    let number = format!("Phụ lục {}", appendix.number());
    let rows = [
        (number, style::appendix_number(), 14.0, true),
        (title, style::title(), 13.0, true),
        (basis, style::subtitle(), 12.0, false),
        (extent(view), style::subtitle().set_font_size(style::SMALL), style::SMALL, false),
    ];
    for ((text, format, size, bold), row) in rows.into_iter().zip(0_u32..) {
        pen::merged(sheet, (row, 0), (row, last), &text, &format)?;
        grid.tall(sheet, row, fit::height(&text, grid.width(), size, bold))?;
    }
    pen::merged(sheet, (4, 0), (4, last), "Đơn vị tính: triệu đồng", &style::money_unit())?;
    // A task's code may look like a number ("2"), and is text.
    sheet.ignore_error_range(0, 0, LONG, 0, IgnoreError::NumberStoredAsText)?;
    Ok(5)
}

/// The programme's own title in capitals, without its first word where that says only that it is a programme.
fn title_of(title: &str) -> String {
    title.strip_prefix("Chương trình ").unwrap_or(title).to_uppercase()
}

/// What the figures were added up from.
fn extent(view: &View<'_>) -> String {
    let outcome = view.outcome;
    let read = |input: &&Input| input.status == InputStatus::Read && outcome.shows_input(input);
    let files = outcome.inputs.iter().filter(read).count();
    let years: Vec<_> = view.outcome.years.iter().map(ToString::to_string).collect();
    let years = if years.is_empty() { "chưa có".to_owned() } else { years.join(", ") };
    format!("Tổng hợp từ {files} tệp đã đọc; năm kế hoạch: {years}")
}

/// Writes the number and the words of a row; the number, or the words where there is none, opens the projects behind
/// the row.
pub fn words(sheet: &mut Worksheet, row: u32, line: (&str, &str, Weight), opens: Option<String>) -> Written {
    let (code, name, weight) = line;
    let (number, text) = (weight.apply(style::centred()), weight.apply(style::cell()));
    let (for_number, for_text) = if code.is_empty() { (None, opens) } else { (opens, None) };
    pen::link(sheet, (row, 0), code, for_number, (&weight.apply(style::opener()), &number))?;
    pen::link(sheet, (row, 1), name, for_text, (&text, &text))
}

/// Writes the header row's index "(1) (2) …".
pub fn index(sheet: &mut Worksheet, row: u32, last: u16) -> Written {
    for col in 0..=last {
        pen::text(sheet, (row, col), &format!("({})", col + 1), &style::index())?;
    }
    Ok(())
}

/// Writes what stands under the figures and settles where the pages break.
pub fn close(sheet: &mut Worksheet, grid: &mut Grid, foot: &Foot) -> Written {
    let next = legend(sheet, grid, foot.next, &foot.remarks)?;
    signatures(sheet, grid, next + 1)?;
    let last = next + 3 + SIGNING;
    sheet.set_print_area(0, 0, last, grid.last())?;
    sheet.set_repeat_rows(foot.header.0, foot.header.1)?;
    let heights: Vec<_> = (0..=last).map(|row| grid.height(row)).collect();
    let repeated = (foot.header.0..=foot.header.1).map(|row| grid.height(row)).sum();
    let table = foot.table.start as usize..foot.table.end as usize;
    let paging = Rows { heights: &heights, table, repeated }.paged(grid.room());
    sheet.set_print_fit_to_pages(1, paging.pages.unwrap_or_default());
    for row in foot.table.clone() {
        sheet.set_row_height(row, grid.height(row) * paging.stretch)?;
    }
    Ok(())
}

/// Writes the legend and the remarks under a table; gives the next free row.
fn legend(sheet: &mut Worksheet, grid: &mut Grid, row: u32, remarks: &[String]) -> Written<u32> {
    let marks = [
        (Mark::Above, "Cao hơn Chương trình; trỏ vào ô để xem số của Chương trình, chênh lệch và đơn vị liên quan."),
        (Mark::Below, "Thấp hơn Chương trình; trỏ vào ô để xem số của Chương trình, chênh lệch và đơn vị liên quan."),
    ];
    pen::text(sheet, (row, 0), "Ghi chú:", &style::text().set_italic().set_bold().set_font_size(style::SMALL))?;
    let mut row = row + 1;
    for (mark, words) in marks {
        pen::text(sheet, (row, 0), mark.sign(), &mark.colour(style::centred()))?;
        pen::merged(sheet, (row, 1), (row, grid.last()), words, &style::remark())?;
        row += 1;
    }
    for remark in std::iter::once(OPENS).chain(remarks.iter().map(String::as_str)) {
        pen::merged(sheet, (row, 0), (row, grid.last()), remark, &style::remark())?;
        let height = fit::height(remark, grid.width(), style::SMALL, false);
        grid.tall(sheet, row, height)?;
        row += 1;
    }
    Ok(row)
}

/// Writes the block that is left to be signed.
fn signatures(sheet: &mut Worksheet, grid: &Grid, row: u32) -> Written {
    let last = grid.last();
    // The left block takes the two leading columns, the right one as many of the last as it needs.
    let right = last.saturating_sub(4).max(2).min(last);
    let bold = style::text().set_bold().set_font_size(12).set_align(rust_xlsxwriter::FormatAlign::Center);
    let italic = style::subtitle().set_font_size(style::BODY);
    let date = "……………, ngày …… tháng …… năm ……";
    pen::merged(sheet, (row, right), (row, last), date, &italic)?;
    let blocks = [
        (0, 1, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
        (right, last, "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)"),
    ];
    for (first, last, who, how) in blocks {
        pen::merged(sheet, (row + 1, first), (row + 1, last), who, &bold)?;
        pen::merged(sheet, (row + 2, first), (row + 2, last), how, &italic)?;
    }
    Ok(())
}
