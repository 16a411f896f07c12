//! Our own sparse store of a sheet: only cells that hold something, each at its absolute place.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{Area, CellRef, Date, LegacySet, PlainSheet, PlainValue, number, text};

/// What a cell holds, free of the file's format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing: only a formula without a stored result keeps such a cell.
    Empty,
    /// A number, by its 15 significant digits.
    #[serde(rename = "n")]
    Number(Decimal),
    /// A number that its format shows as a percentage, as stored: 0.5 for 50%. Zero stays a number.
    Percent(Decimal),
    /// Text as stored.
    #[serde(rename = "t")]
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A date: year, month, day.
    Date(i32, u8, u8),
    /// An Excel error, as shown.
    Error(String),
    /// A number beyond every plausible amount, as shown.
    Huge(String),
}

/// A cell that holds something.
///
/// A child process tells its parent of millions of them, under names of one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCell {
    /// Its column, counted from 0.
    #[serde(rename = "c")]
    pub col: u32,
    /// What it holds.
    #[serde(rename = "v")]
    pub content: Content,
    /// Whether a formula stands in it.
    #[serde(rename = "f", default, skip_serializing_if = "std::ops::Not::not")]
    pub formula: bool,
}

impl RawCell {
    /// The cell as a reader sees it, to be quoted.
    pub fn shown(&self) -> String {
        match &self.content {
            Content::Empty => String::new(),
            Content::Number(value) => number::vietnamese(*value),
            Content::Percent(value) => percent(*value),
            Content::Text(written) => text::tidy(written),
            Content::Bool(true) => "TRUE".to_owned(),
            Content::Bool(false) => "FALSE".to_owned(),
            Content::Date(year, month, day) => {
                Date::new(*year, *month, *day).map(|date| date.to_string()).unwrap_or_default()
            }
            Content::Error(shown) | Content::Huge(shown) => shown.clone(),
        }
    }

    /// Its text, where it is text.
    pub fn text(&self) -> Option<String> {
        match &self.content {
            Content::Text(written) => Some(text::tidy(written)).filter(|tidy| !tidy.is_empty()),
            _ => None,
        }
    }

    /// Whether a reader sees nothing in it.
    pub fn looks_blank(&self) -> bool {
        match &self.content {
            Content::Empty => !self.formula,
            Content::Text(written) => text::is_blank(written),
            _ => false,
        }
    }
}

/// A percentage as shown: "50%", "33,33%".
fn percent(value: Decimal) -> String {
    let percentage = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
    format!("{}%", number::vietnamese(percentage.round_dp(2)))
}

/// A row with content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// Its position, counted from 0.
    pub row: u32,
    /// Its cells, by column.
    pub cells: Vec<RawCell>,
}

impl RawRow {
    /// The cell of a column.
    pub fn cell(&self, col: u32) -> Option<&RawCell> {
        self.cells.binary_search_by_key(&col, |cell| cell.col).ok().map(|at| &self.cells[at])
    }

    /// The cells in which a reader sees something.
    pub fn seen(&self) -> impl Iterator<Item = &RawCell> {
        self.cells.iter().filter(|cell| !cell.looks_blank())
    }

    /// Whether a reader sees nothing in it.
    pub fn is_blank(&self) -> bool {
        self.seen().next().is_none()
    }

    /// The place of one of its cells.
    pub const fn at(&self, col: u32) -> CellRef {
        CellRef::new(self.row, col)
    }

    /// Everything from its first to its last cell with content.
    pub fn area(&self) -> Option<Area> {
        let first = self.seen().next()?.col;
        let last = self.seen().last()?.col;
        Some(Area::new(self.at(first), self.at(last)))
    }
}

/// What a sheet hides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hides {
    /// Hidden rows that hold something.
    pub rows: BTreeSet<u32>,
    /// Hidden columns, as first and last.
    pub columns: Vec<(u32, u32)>,
    /// The ranges of filters of which a condition is set, their header rows included.
    pub filters: Vec<Area>,
}

/// A formula that adds up rows of its own column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSum {
    /// Where it stands: row and column.
    pub at: (u32, u32),
    /// The rows, as first and last.
    pub rows: Vec<(u32, u32)>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its rows with content, in order.
    pub rows: Vec<RawRow>,
    /// Its merged areas as (first row, first column, last row, last column).
    pub merges: Vec<(u32, u32, u32, u32)>,
    /// Whether its format tells what is merged.
    pub tells_merges: bool,
    /// The formulas that add up rows of their own column. The text of no other formula is kept.
    pub sums: Vec<ColumnSum>,
    /// What it hides; nothing where its format cannot tell.
    pub hides: Option<Hides>,
    /// The cells whose text was converted from a legacy set; only xlsx tells fonts.
    pub converted: Vec<(CellRef, LegacySet)>,
}

impl Sheet {
    /// Its cells as they are shown, without their looks.
    pub fn plain(&self) -> PlainSheet {
        let value = |cell: &RawCell| match &cell.content {
            Content::Number(number) => PlainValue::Number(*number),
            _ => PlainValue::Text(cell.shown()),
        };
        let of_row = |row: &RawRow| row.cells.iter().map(|cell| (row.at(cell.col), value(cell))).collect::<Vec<_>>();
        let cells = self.rows.iter().flat_map(of_row).collect();
        PlainSheet { name: Arc::clone(&self.name), hidden: self.hidden, cells }
    }

    /// An empty sheet.
    pub fn new(name: &str, hidden: bool) -> Self {
        Self {
            name: Arc::from(name),
            hidden,
            rows: Vec::new(),
            merges: Vec::new(),
            tells_merges: true,
            sums: Vec::new(),
            hides: None,
            converted: Vec::new(),
        }
    }

    /// Adds a cell; cells may come in any order, [`Sheet::finish`] sorts them.
    pub fn push(&mut self, row: u32, cell: RawCell) {
        match self.rows.last_mut() {
            Some(last) if last.row == row => last.cells.push(cell),
            last => {
                // Most rows are as wide as the one above, and a sheet may have a million of them.
                let mut cells = Vec::with_capacity(last.map_or(1, |above| above.cells.len()));
                cells.push(cell);
                self.rows.push(RawRow { row, cells });
            }
        }
    }

    /// Puts rows and cells in order; of two cells at one place the later one stands, as in Excel.
    pub fn finish(&mut self) {
        let in_order = self.rows.windows(2).all(|pair| pair[0].row < pair[1].row);
        if !in_order {
            self.rows.sort_by_key(|row| row.row);
            let mut merged: Vec<RawRow> = Vec::with_capacity(self.rows.len());
            for row in self.rows.drain(..) {
                match merged.last_mut() {
                    Some(last) if last.row == row.row => last.cells.extend(row.cells),
                    _ => merged.push(row),
                }
            }
            self.rows = merged;
        }
        for row in &mut self.rows {
            if !row.cells.windows(2).all(|pair| pair[0].col < pair[1].col) {
                row.cells.sort_by_key(|cell| cell.col);
                row.cells.reverse();
                row.cells.dedup_by_key(|cell| cell.col);
                row.cells.reverse();
            }
        }
        self.rows.retain(|row| !row.cells.is_empty());
        self.sums.sort_by_key(|sum| sum.at);
    }

    /// The rows that the formula of a cell of a finished sheet adds up in its own column.
    pub fn summed(&self, at: CellRef) -> Option<&[(u32, u32)]> {
        let found = self.sums.binary_search_by_key(&(at.row, at.col), |sum| sum.at).ok()?;
        Some(&self.sums[found].rows)
    }

    /// Changes what a cell of a finished sheet holds.
    pub fn set_content(&mut self, at: CellRef, content: Content) {
        let row = self.rows.binary_search_by_key(&at.row, |row| row.row).ok().map(|row| &mut self.rows[row]);
        let cell = row.and_then(|row| {
            row.cells.binary_search_by_key(&at.col, |cell| cell.col).ok().map(|cell| &mut row.cells[cell])
        });
        if let Some(cell) = cell {
            cell.content = content;
        }
    }

    /// How many cells hold something.
    pub fn cells(&self) -> u64 {
        self.rows.iter().map(|row| row.cells.len() as u64).sum()
    }

    /// The top left cell of the merged area that covers a cell, where one does.
    pub fn merge_origin(&self, at: CellRef) -> Option<CellRef> {
        self.merges
            .iter()
            .find(|(top, left, bottom, right)| (*top..=*bottom).contains(&at.row) && (*left..=*right).contains(&at.col))
            .map(|(top, left, ..)| CellRef::new(*top, *left))
    }

    /// The row at an absolute position.
    pub fn row(&self, row: u32) -> Option<&RawRow> {
        self.rows.binary_search_by_key(&row, |row| row.row).ok().map(|at| &self.rows[at])
    }

    /// The cell at an absolute position.
    pub fn cell(&self, at: CellRef) -> Option<&RawCell> {
        self.row(at.row)?.cell(at.col)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(col: u32, value: i64) -> RawCell {
        RawCell { col, content: Content::Number(value.into()), formula: false }
    }

    #[test]
    fn cells_in_any_order_are_put_in_order_and_the_later_of_two_stands() {
        let mut sheet = Sheet::new("S", false);
        sheet.push(5, number(3, 1));
        sheet.push(2, number(1, 2));
        sheet.push(5, number(0, 3));
        sheet.push(5, number(3, 4));
        sheet.finish();
        assert_eq!(sheet.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(sheet.cell(CellRef::new(5, 3)), Some(&number(3, 4)));
        assert_eq!(sheet.cells(), 3);
    }
}
