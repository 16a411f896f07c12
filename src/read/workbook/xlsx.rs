//! xlsx and xlsm: streamed cell by cell, so that a cell at a far corner costs one cell.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellFormula, XlsxError};

use super::super::limits::Limits;
use super::super::sheet::{ColumnSum, Content, RawCell, Sheet};
use super::budget::Budget;
use super::markup::Markup;
use super::{damaged, looks, numbers, rich, sums};
use crate::model::{CellRef, FileFault, Limit};

pub(super) type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, FileFault> {
    let mut workbook: Workbook<'_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let metadata = workbook.sheets_metadata().to_vec();
    if metadata.is_empty() {
        return Err(damaged("không có trang tính nào"));
    }
    limits.hold(Limit::Sheets, metadata.len() as u64)?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::with_capacity(metadata.len());
    let mut markup = Markup::open(bytes);
    let rich = rich::texts(bytes);
    let worksheets = metadata.iter().enumerate().filter(|(_, entry)| entry.typ == SheetType::WorkSheet);
    for (position, entry) in worksheets {
        let mut sheet = Sheet::new(&entry.name, entry.visible != SheetVisible::Visible);
        budget.next_sheet();
        // Merges only help to join headers: a sheet whose merges cannot be read is read without them.
        sheet.merges = workbook
            .merge_cells_by_sheet_name(&entry.name)
            .unwrap_or_default()
            .into_iter()
            .map(|area| (area.start.0, area.start.1, area.end.0, area.end.1))
            .collect();
        let any_date = read_cells(&mut workbook, &mut sheet, &mut budget)?;
        sheet.finish();
        looks::apply(&mut workbook, &mut sheet, &rich, any_date)?;
        sheet.hides = markup.as_mut().and_then(|markup| markup.hides(position, &sheet));
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Streams the cells into the sheet; tells whether any of them passed for a date.
fn read_cells(workbook: &mut Workbook<'_>, sheet: &mut Sheet, budget: &mut Budget<'_>) -> Result<bool, FileFault> {
    let mut any_date = false;
    let mut position = 0_usize;
    let mut broken: Vec<(usize, String)> = Vec::new();
    {
        let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(|error| fault(&error))?;
        loop {
            match reader.next_cell_with_formula() {
                Ok(Some(XlsxCellFormula { pos: (row, col), value, formula })) => {
                    any_date |= matches!(value, DataRef::DateTime(_));
                    push(sheet, budget, row, col, &value, formula.is_some())?;
                    let rows = formula.and_then(|formula| sums::rows(&formula, CellRef::new(row, col)));
                    sheet.sums.extend(rows.map(|rows| ColumnSum { at: (row, col), rows }));
                }
                Ok(None) => break,
                Err(error) => broken.push((position, cell_fault(error)?)),
            }
            position += 1;
        }
    }
    place_broken(workbook, sheet, budget, broken)?;
    Ok(any_date)
}

fn push(
    sheet: &mut Sheet,
    budget: &mut Budget<'_>,
    row: u32,
    col: u32,
    value: &DataRef<'_>,
    formula: bool,
) -> Result<(), FileFault> {
    let content = content(value);
    if content != Content::Empty || formula {
        budget.keep(sheet, row, RawCell { col, content, formula })?;
    }
    Ok(())
}

pub(super) fn content(value: &DataRef<'_>) -> Content {
    match value {
        DataRef::Empty => Content::Empty,
        #[allow(clippy::cast_precision_loss)] // integers of a sheet were floats in Excel
        DataRef::Int(value) => numbers::content(*value as f64),
        DataRef::Float(value) => numbers::content(*value),
        DataRef::String(text) => super::text(text),
        DataRef::SharedString(text) => super::text(text),
        DataRef::Bool(value) => Content::Bool(*value),
        DataRef::DateTime(date) => super::dense::date(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => super::dense::iso_date(text),
        DataRef::Error(error) => Content::Error(error.to_string()),
    }
}

/// What a cell shows that the parser gave up on; an error of the file as a whole goes on up.
pub(super) fn cell_fault(error: XlsxError) -> Result<String, FileFault> {
    match error {
        XlsxError::CellError(shown) => Ok(shown),
        XlsxError::CellTAttribute(_) | XlsxError::ParseFloat(_) | XlsxError::Unrecognized { .. } => {
            Ok("#VALUE!".to_owned())
        }
        XlsxError::Unexpected(reason) if reason.contains("shared strings") => Ok("#VALUE!".to_owned()),
        other => Err(fault(&other)),
    }
}

/// An error leaves the parser without the cell's place: a second pass, which parses no values, tells it.
fn place_broken(
    workbook: &mut Workbook<'_>,
    sheet: &mut Sheet,
    budget: &mut Budget<'_>,
    broken: Vec<(usize, String)>,
) -> Result<(), FileFault> {
    if broken.is_empty() {
        return Ok(());
    }
    let mut broken = broken.into_iter().peekable();
    let mut reader = workbook.worksheet_cells_reader(&sheet.name).map_err(|error| fault(&error))?;
    let mut position = 0_usize;
    while let Some(cell) = reader.next_formula().map_err(|error| fault(&error))? {
        let (row, col) = cell.get_position();
        if let Some((_, shown)) = broken.next_if(|(at, _)| *at == position) {
            budget.keep(sheet, row, RawCell { col, content: Content::Error(shown), formula: false })?;
        }
        position += 1;
    }
    Ok(())
}

pub(super) fn fault(error: &XlsxError) -> FileFault {
    match error {
        XlsxError::Password => FileFault::Protected,
        other => damaged(other),
    }
}
