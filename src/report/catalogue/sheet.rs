//! One sheet of the catalogue: its title, the unit of money, its header, its records.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Note, Worksheet, XlsxError};

use super::{lists, style};
use crate::programme::book::{Content, Kind, Page, Records, WHOLE};

/// The row of the header, counted from 0: title, what the sheet is and a blank row stand above it.
const HEADER: u32 = 3;
/// How many blank rows below the records are made ready for more.
const SPARE: u32 = 200;

pub(super) fn write(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    sheet.set_name(page.layout.name)?;
    style::page(sheet);
    sheet.write_with_format(0, 0, page.layout.name.to_uppercase(), &style::title())?;
    let money = " Số tiền tính bằng đơn vị ghi ở trang \"Chương trình\".";
    let has_money = page.columns.iter().any(|column| column.kind == Kind::Money);
    let about = format!("{}{}", page.layout.about, if has_money { money } else { "" });
    sheet.write_with_format(1, 0, about, &style::about())?;
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    if page.layout.records == Records::Whole { whole(sheet, page) } else { table(sheet, page) }
}

/// A key a row: its name, its value, what it means.
fn whole(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    for (column, (header, width)) in (0..).zip([(WHOLE[0], 34), (WHOLE[1], 50), ("Giải thích", 80)]) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(HEADER, column, header, &style::header())?;
    }
    let values = page.rows.iter().flatten();
    for ((row, column), content) in (HEADER + 1..).zip(&page.columns).zip(values) {
        put(sheet, row, 0, Some(&column.header), Kind::Text)?;
        put(sheet, row, 1, content.as_ref(), column.kind)?;
        sheet.write_with_format(row, 2, column.guide, &style::hint())?;
        sheet.set_row_height(row, style::height(content.as_ref().map_or(1, |content| lines(content, 50.0))))?;
        if let Some(check) = lists::check(column)? {
            sheet.add_data_validation(row, 1, row, 1, &check)?;
        }
    }
    Ok(())
}

fn table(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let count = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    let mut widths = Vec::new();
    for (index, (at, column)) in (0..).zip(&page.columns).enumerate() {
        let longest = page.rows.iter().filter_map(|row| row.get(index)?.as_ref()).map(longest_line).max();
        let width = style::width(column.kind, longest.unwrap_or_default());
        widths.push(width);
        sheet.set_column_width(at, width)?;
        header(sheet, at, &column.header)?;
        sheet.insert_note(HEADER, at, &Note::new(column.guide).set_author("").add_author_prefix(false))?;
        if let Some(check) = lists::check(column)? {
            sheet.add_data_validation(HEADER + 1, at, HEADER + count + SPARE, at, &check)?;
        }
    }
    sheet.set_row_height(HEADER, style::height(3))?.set_repeat_rows(HEADER, HEADER)?;
    for (row, record) in (HEADER + 1..).zip(&page.rows) {
        let mut tallest = 1;
        for ((at, column), (content, width)) in (0..).zip(&page.columns).zip(record.iter().zip(&widths)) {
            put(sheet, row, at, content.as_ref(), column.kind)?;
            tallest = tallest.max(content.as_ref().map_or(1, |content| lines(content, *width)));
        }
        sheet.set_row_height(row, style::height(tallest))?;
    }
    Ok(())
}

fn header(sheet: &mut Worksheet, at: u16, header: &Content) -> Result<(), XlsxError> {
    match header {
        Content::Number(year) => {
            sheet.write_with_format(HEADER, at, year.to_f64().unwrap_or_default(), &style::header()).map(drop)
        }
        Content::Text(text) => sheet.write_with_format(HEADER, at, text, &style::header()).map(drop),
        _ => Ok(()),
    }
}

fn put(sheet: &mut Worksheet, row: u32, col: u16, content: Option<&Content>, kind: Kind) -> Result<(), XlsxError> {
    let whole = !matches!(content, Some(Content::Number(number)) if !number.is_integer());
    let format = style::cell(kind, whole);
    match content {
        Some(Content::Text(text)) => sheet.write_string_with_format(row, col, text, &format)?,
        Some(Content::Number(number) | Content::Share(number)) => {
            sheet.write_number_with_format(row, col, float(*number), &format)?
        }
        Some(Content::Date(date)) => {
            let year = u16::try_from(date.year()).unwrap_or(1900);
            let date = ExcelDateTime::from_ymd(year, date.month(), date.day())?;
            sheet.write_datetime_with_format(row, col, &date, &format)?
        }
        Some(Content::Foreign(_)) | None => sheet.write_blank(row, col, &format)?,
    };
    Ok(())
}

/// Excel keeps 15 digits of a number; whoever exports reads the file back and compares.
fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

fn longest_line(content: &Content) -> usize {
    match content {
        Content::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
        _ => 10,
    }
}

/// How many lines a cell takes in its column.
fn lines(content: &Content, width: f64) -> usize {
    let Content::Text(text) = content else { return 1 };
    let of_line = |line: &str| {
        let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let wrapped = (f64::from(length) / (width - 2.0)).ceil().max(1.0);
        wrapped.to_usize().unwrap_or(1)
    };
    text.lines().map(of_line).sum()
}
