//! Workbooks written the way a clerk types them: cell by cell, in layouts of their own.

use doisoat::error::{Error, Result};
use doisoat::model::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, FilterCondition, FilterCriteria, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

/// A workbook in the making; the first mistake of the generator is told when it is finished.
pub(super) struct Book {
    workbook: Workbook,
    failure: Option<XlsxError>,
}

/// A sheet of it.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    failure: &'a mut Option<XlsxError>,
}

impl Book {
    /// An empty workbook; a fixed date of writing keeps its bytes the same.
    pub(super) fn new(written: Date) -> Self {
        let mut book = Self { workbook: Workbook::new(), failure: None };
        let year = u16::try_from(written.year()).unwrap_or(1900);
        match ExcelDateTime::from_ymd(year, written.month(), written.day()) {
            Ok(date) => book.workbook.set_properties(&DocProperties::new().set_creation_datetime(&date)),
            Err(why) => {
                book.failure = Some(why);
                &mut book.workbook
            }
        };
        book
    }

    /// A new sheet.
    pub(super) fn page(&mut self, name: &str) -> Page<'_> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        if let Err(why) = sheet.set_name(name) {
            self.failure.get_or_insert(why);
        }
        Page { sheet, failure: &mut self.failure }
    }

    /// The workbook's bytes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        self.failure
            .map_or_else(|| self.workbook.save_to_buffer(), Err)
            .map_err(|why| Error::Write { path: "samples".into(), reason: why.to_string() })
    }
}

impl Page<'_> {
    /// Types a line of prose into column A.
    pub(super) fn line(&mut self, row: u32, text: &str) -> &mut Self {
        self.line_at(row, 0, text)
    }

    /// Types a line of prose into a column, counted from 0.
    pub(super) fn line_at(&mut self, row: u32, column: u16, text: &str) -> &mut Self {
        self.put(row - 1, column, text, &Format::new().set_font_name("Times New Roman").set_bold())
    }

    /// Types a header of one row, its cells divided by "|".
    pub(super) fn header(&mut self, row: u32, cells: &str) -> &mut Self {
        self.index(row, cells).high(row)
    }

    /// Types the row of "(1) | (2) | (3)" below a header.
    pub(super) fn index(&mut self, row: u32, cells: &str) -> &mut Self {
        for (column, text) in split(cells) {
            self.put(row - 1, column, text, &header_format());
        }
        self
    }

    /// Types a header of two rows. A cell of the upper row that reads "<" belongs to the cell on its left, a cell
    /// of the lower row that reads "^" to the one above it.
    pub(super) fn header_of_two(&mut self, row: u32, upper: &str, lower: &str) -> &mut Self {
        let upper: Vec<_> = split(upper).collect();
        for (column, below) in split(lower) {
            let above = upper.iter().find(|(at, _)| *at == column).map_or("", |(_, text)| *text);
            if below == "^" {
                self.merge(row - 1, column, row, column, above);
            } else {
                self.put(row, column, below, &header_format());
            }
        }
        for (at, (column, text)) in upper.iter().enumerate() {
            let wide = upper[at + 1..].iter().take_while(|(_, next)| *next == "<").count();
            if wide > 0 && *text != "<" {
                self.merge(row - 1, *column, row - 1, upper[at + wide].0, text);
            }
        }
        self.high(row + 1)
    }

    /// Types the cells of a row, divided by "|", as one types them into Excel: a number is a number, an apostrophe
    /// makes it a text, "=formula → result" is a formula with what it came to.
    pub(super) fn row(&mut self, row: u32, cells: &str) -> &mut Self {
        for (column, typed) in split(cells) {
            self.put(row - 1, column, typed, &body_format(typed));
        }
        self
    }

    /// Sets the widths of the columns from A on, in characters.
    pub(super) fn widths(&mut self, widths: &[u32]) -> &mut Self {
        for (column, width) in (0..).zip(widths) {
            let done = self.sheet.set_column_width(column, *width).map(|_| ());
            self.note(done);
        }
        self
    }

    /// Hides a row.
    pub(super) fn hide_row(&mut self, row: u32) -> &mut Self {
        let done = self.sheet.set_row_hidden(row - 1).map(|_| ());
        self.note(done);
        self
    }

    /// Hides a column, counted from 0.
    pub(super) fn hide_column(&mut self, column: u16) -> &mut Self {
        let done = self.sheet.set_column_hidden(column).map(|_| ());
        self.note(done);
        self
    }

    /// Hides the sheet.
    pub(super) fn hide(&mut self) -> &mut Self {
        self.sheet.set_hidden(true);
        self
    }

    /// Filters rows `from..=to` under a header, by the numbers of a column that are greater than one.
    pub(super) fn filter(&mut self, header: u32, to: u32, column: u16, above: i32) -> &mut Self {
        let condition = FilterCondition::new().add_custom_filter(FilterCriteria::GreaterThan, above);
        let done = self.sheet.autofilter(header - 1, 0, to - 1, 10).and_then(|sheet| {
            sheet.filter_column(column, &condition)?;
            Ok(())
        });
        self.note(done);
        self
    }

    /// Types a text in a font, as it stands in the file.
    pub(super) fn in_font(&mut self, row: u32, column: u16, codes: &str, font: &str) -> &mut Self {
        let format = Format::new().set_font_name(font).set_border(FormatBorder::Thin);
        let done = self.sheet.write_string_with_format(row - 1, column, codes, &format).map(|_| ());
        self.note(done);
        self
    }

    /// Makes room for a header of two lines.
    fn high(&mut self, row: u32) -> &mut Self {
        let done = self.sheet.set_row_height(row - 1, 34).map(|_| ());
        self.note(done);
        self
    }

    fn put(&mut self, row: u32, column: u16, typed: &str, format: &Format) -> &mut Self {
        let sheet = &mut *self.sheet;
        let done = if typed.is_empty() {
            sheet.write_blank(row, column, format)
        } else if let Some((formula, result)) = typed.strip_prefix('=').and_then(|rest| rest.split_once('→')) {
            let formula = Formula::new(formula.trim()).set_result(result.trim());
            sheet.write_formula_with_format(row, column, formula, format)
        } else if let Ok(number) = typed.parse::<f64>() {
            sheet.write_number_with_format(row, column, number, format)
        } else {
            sheet.write_string_with_format(row, column, typed.strip_prefix('\'').unwrap_or(typed), format)
        };
        let done = done.map(|_| ());
        self.note(done);
        self
    }

    fn merge(&mut self, row: u32, column: u16, last_row: u32, last_column: u16, text: &str) {
        let done = self.sheet.merge_range(row, column, last_row, last_column, text, &header_format()).map(|_| ());
        self.note(done);
    }

    fn note(&mut self, done: std::result::Result<(), XlsxError>) {
        if let Err(why) = done {
            self.failure.get_or_insert(why);
        }
    }
}

fn split(cells: &str) -> impl Iterator<Item = (u16, &str)> {
    (0..).zip(cells.split('|').map(str::trim))
}

fn header_format() -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

/// Amounts in đồng get their thousands divided; a year does not.
fn body_format(typed: &str) -> Format {
    let format = Format::new().set_font_name("Times New Roman").set_text_wrap().set_border(FormatBorder::Thin);
    let shown = typed.rsplit('→').next().unwrap_or(typed).trim();
    match shown.parse::<f64>() {
        Ok(number) if number >= 10_000.0 => format.set_num_format("#,##0"),
        _ => format,
    }
}
