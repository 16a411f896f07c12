//! The books of a table: every row counted once, and what was not read listed with its reason.

use super::header::Header;
use super::rows::{Kind, View, Why};
use crate::model::{Area, CellRef, Column, Fault, Table, UnreadRow};
use crate::read::numbers::{self, Suffix};
use crate::read::sheet::{Content, RawCell, RawRow};

/// Counts the rows, and lists what was not read with its reason. Every row is counted once.
pub fn keep(table: &mut Table, header: &Header, kinds: &[(&RawRow, Kind)]) {
    for (row, kind) in kinds {
        table.rows.seen += 1;
        match kind {
            Kind::Furniture | Kind::Heading(_) => table.rows.headings += 1,
            Kind::Subtotal(_) | Kind::Total(_) => table.rows.totals += 1,
            Kind::Project => table.rows.projects += 1,
            Kind::Unread(_) => table.rows.not_read += 1,
        }
        match kind {
            Kind::Unread(why) => table.unread.extend(whole_row(row, *why, header)),
            _ => table.unread.extend(beside(row, header)),
        }
    }
    // Of a table that is not read at all, its rows say everything.
    if !table.summary {
        table.unread.extend(header.unknown.iter().filter_map(|column| unknown_column(column, kinds)));
    }
    debug_assert!(table.rows.balances(), "{:?}", table.rows);
}

fn whole_row(row: &RawRow, why: Why, header: &Header) -> Option<UnreadRow> {
    let amounts = View::new(row, header).money().filter(|(_, cell)| why != Why::Unused && is_amount(cell));
    Some(UnreadRow {
        area: row.area()?,
        reason: why.words().to_owned(),
        routine: why == Why::Signature,
        amounts: amounts.map(|(_, cell)| row.at(cell.col)).collect(),
    })
}

/// The cells of a row that stand beside the table.
fn beside(row: &RawRow, header: &Header) -> impl Iterator<Item = UnreadRow> {
    let (left, right) = header.span();
    let cells = row.seen().filter(move |cell| !(left..=right).contains(&cell.col));
    cells.map(|cell| UnreadRow {
        area: Area::from(row.at(cell.col)),
        reason: Why::Beside.words().to_owned(),
        routine: false,
        amounts: Vec::new(),
    })
}

/// A column that stands for no field, down to the last row that holds something in it.
fn unknown_column(column: &Column, kinds: &[(&RawRow, Kind)]) -> Option<UnreadRow> {
    let used = |row: &RawRow| row.cell(column.at.col).is_some_and(|cell| !cell.looks_blank());
    let last = kinds.iter().filter(|(row, _)| used(row)).map(|(row, _)| row.row).max()?;
    Some(UnreadRow {
        area: Area::new(column.at, CellRef::new(last, column.at.col)),
        reason: format!("Cột \"{}\" không có trong biểu mẫu", column.header),
        routine: false,
        amounts: Vec::new(),
    })
}

/// Whether a cell holds a number, and not a word in a money column.
fn is_amount(cell: &RawCell) -> bool {
    match &cell.content {
        Content::Number(_) => true,
        Content::Text(written) => {
            written.chars().any(|c| c.is_ascii_digit())
                && !matches!(numbers::read(written, Suffix::Money), Err(Fault::NotANumber) | Ok(None))
        }
        _ => false,
    }
}
