//! The sheets of any format, as the child process reads them: xlsx as ever, xls, xlsb and ods through calamine's
//! own ranges, which hold every cell between the first and the last one used.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

use calamine::{
    Data, Dimensions, ExcelDateTime, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError,
};

use super::super::limits::Limits;
use super::super::sheet::{ColumnSum, Content, RawCell, Sheet};
use super::budget::Budget;
use super::spans::{self, Areas};
use super::{Format, damaged, numbers, sums, xlsx};
use crate::model::{CellRef, Date, FileFault, Limit};

/// The sheets of a workbook.
pub(super) fn sheets(bytes: &[u8], format: Format, limits: &Limits) -> Result<Vec<Sheet>, FileFault> {
    match format {
        Format::Xlsx => xlsx::sheets(bytes, limits),
        Format::Xls => {
            let workbook = open::<Xls<_>>(bytes, |error| matches!(error, XlsError::Password))?;
            let area = |area: Dimensions| (area.start.0, area.start.1, area.end.0, area.end.1);
            ranges(workbook, limits, |workbook, name| {
                Some(workbook.merge_cells_by_sheet_name(name).ok()?.into_iter().map(area).collect())
            })
        }
        Format::Ods => {
            let workbook = open::<Ods<_>>(bytes, |error| matches!(error, OdsError::Password))?;
            let merges = spans::of_ods(bytes);
            ranges(workbook, limits, |_, name| merges.as_ref().and_then(|merges| merges.get(name)).cloned())
        }
        Format::Xlsb => xlsb(open::<Xlsb<_>>(bytes, |error| matches!(error, XlsbError::Password))?, limits),
    }
}

fn open<'a, R: Reader<Cursor<&'a [u8]>>>(bytes: &'a [u8], protected: fn(&R::Error) -> bool) -> Result<R, FileFault>
where
    R::Error: std::fmt::Display,
{
    calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error| if protected(&error) { FileFault::Protected } else { damaged(error) })
}

fn ranges<RS: Read + Seek, R: Reader<RS>>(
    mut workbook: R,
    limits: &Limits,
    merges: impl Fn(&R, &str) -> Option<Areas>,
) -> Result<Vec<Sheet>, FileFault>
where
    R::Error: std::fmt::Display,
{
    let metadata = workbook.sheets_metadata().to_vec();
    limits.hold(Limit::Sheets, metadata.len() as u64)?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::with_capacity(metadata.len());
    for entry in metadata.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
        let mut sheet = Sheet::new(&entry.name, entry.visible != SheetVisible::Visible);
        budget.next_sheet();
        let areas = merges(&workbook, &entry.name);
        sheet.tells_merges = areas.is_some();
        sheet.merges = areas.unwrap_or_default();
        let values = workbook.worksheet_range(&entry.name).map_err(damaged)?;
        // Values and formulas may start at different cells: only absolute positions are safe.
        let formulas = workbook.worksheet_formula(&entry.name).map_err(damaged)?;
        let (top, left) = values.start().unwrap_or_default();
        for (row, col, value) in values.used_cells() {
            let (row, col) = (top + narrow(row), left + narrow(col));
            let formula = formulas.get_value((row, col)).is_some_and(|formula| !formula.is_empty());
            let content = content(value);
            if content != Content::Empty {
                budget.keep(&mut sheet, row, RawCell { col, content, formula })?;
            }
        }
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, col, formula) in formulas.used_cells() {
            let (row, col) = (top + narrow(row), left + narrow(col));
            let stored = values.get_value((row, col)).is_some_and(|value| *value != Data::Empty);
            let rows = sums::rows(formula, CellRef::new(row, col));
            sheet.sums.extend(rows.map(|rows| ColumnSum { at: (row, col), rows }));
            if !formula.is_empty() && !stored {
                budget.keep(&mut sheet, row, RawCell { col, content: Content::Empty, formula: true })?;
            }
        }
        sheet.finish();
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn xlsb<RS: Read + Seek>(mut workbook: Xlsb<RS>, limits: &Limits) -> Result<Vec<Sheet>, FileFault> {
    let metadata = workbook.sheets_metadata().to_vec();
    limits.hold(Limit::Sheets, metadata.len() as u64)?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::with_capacity(metadata.len());
    for entry in metadata.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
        let mut sheet = Sheet::new(&entry.name, entry.visible != SheetVisible::Visible);
        budget.next_sheet();
        // calamine does not tell what an xlsb merges.
        sheet.tells_merges = false;
        let formulas = formulas_of(&mut workbook, &entry.name)?;
        let mut reader = workbook.worksheet_cells_reader(&entry.name).map_err(damaged)?;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, col) = cell.get_position();
            let content = xlsx::content(cell.get_value());
            if content != Content::Empty {
                let formula = formulas.contains_key(&(row, col));
                budget.keep(&mut sheet, row, RawCell { col, content, formula })?;
            }
        }
        let sums = formulas.into_iter().filter_map(|(at, rows)| Some(ColumnSum { at, rows: rows? }));
        sheet.sums.extend(sums);
        sheet.finish();
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Where formulas stand, each with the rows of its column that it adds up, where that is what it does.
type Formulas = BTreeMap<(u32, u32), Option<Vec<(u32, u32)>>>;

/// The formulas of a sheet. One that cannot be put into words ends the list: what follows is read as plain values.
fn formulas_of<RS: Read + Seek>(workbook: &mut Xlsb<RS>, sheet: &str) -> Result<Formulas, FileFault> {
    let mut formulas = BTreeMap::new();
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Ok(Some(cell)) = reader.next_formula() {
        let (row, col) = cell.get_position();
        formulas.insert((row, col), sums::rows(cell.get_value(), CellRef::new(row, col)));
    }
    Ok(formulas)
}

fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn content(value: &Data) -> Content {
    match value {
        Data::Empty => Content::Empty,
        #[allow(clippy::cast_precision_loss)] // integers of a sheet were floats in Excel
        Data::Int(value) => numbers::content(*value as f64),
        Data::Float(value) => numbers::content(*value),
        Data::String(text) => super::text(text),
        Data::Bool(value) => Content::Bool(*value),
        Data::DateTime(value) => date(value),
        Data::DateTimeIso(text) | Data::DurationIso(text) => iso_date(text),
        Data::Error(error) => Content::Error(error.to_string()),
    }
}

/// A date cell; one that no calendar has is the number that it stores.
pub(super) fn date(value: &ExcelDateTime) -> Content {
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    match Date::new(i32::from(year), month, day) {
        Some(_) if value.is_datetime() => Content::Date(i32::from(year), month, day),
        _ => numbers::content(value.as_f64()),
    }
}

/// A date of the form that OpenDocument stores, `2023-05-31T00:00:00`.
pub(super) fn iso_date(text: &str) -> Content {
    let day = text.split('T').next().unwrap_or_default();
    day.parse::<Date>()
        .map_or_else(|_| Content::Text(text.to_owned()), |date| Content::Date(date.year(), date.month(), date.day()))
}
