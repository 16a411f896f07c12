//! What is kept of a workbook's cells, counted against the limits before it is kept.

use std::collections::BTreeSet;

use super::super::limits::Limits;
use super::super::sheet::{Content, RawCell, RawRow, Sheet};
use crate::model::{FileFault, Limit};

/// Counts cells, rows, columns and the memory that they take, over all sheets of one file.
pub(super) struct Budget<'a> {
    limits: &'a Limits,
    cells: u64,
    rows: u64,
    bytes: u64,
    columns: BTreeSet<u32>,
    row: Option<u32>,
}

impl<'a> Budget<'a> {
    pub(super) const fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, rows: 0, bytes: 0, columns: BTreeSet::new(), row: None }
    }

    /// Columns and rows are counted anew for another sheet.
    pub(super) fn next_sheet(&mut self) {
        self.columns.clear();
        self.row = None;
    }

    /// Adds a cell to a sheet.
    pub(super) fn keep(&mut self, sheet: &mut Sheet, row: u32, cell: RawCell) -> Result<(), FileFault> {
        if self.row != Some(row) {
            self.row = Some(row);
            self.rows += 1;
            self.bytes += size_of::<RawRow>() as u64;
            self.limits.hold(Limit::Rows, self.rows)?;
        }
        if self.columns.insert(cell.col) {
            self.limits.hold(Limit::Columns, self.columns.len() as u64)?;
        }
        self.cells += 1;
        self.limits.hold(Limit::Cells, self.cells)?;
        self.bytes += size_of::<RawCell>() as u64;
        if let Content::Text(text) | Content::Error(text) | Content::Huge(text) = &cell.content {
            self.bytes += text.len() as u64;
            // No text has more characters than bytes: only a long one is counted.
            if text.len() as u64 > self.limits.of(Limit::Text) {
                self.limits.hold(Limit::Text, text.chars().count() as u64)?;
            }
        }
        self.hold_memory()?;
        sheet.push(row, cell);
        Ok(())
    }

    /// The parser's own tables, and lists that grow, take as much again as what is kept.
    fn hold_memory(&self) -> Result<(), FileFault> {
        let allowed = self.limits.of(Limit::Memory);
        if self.bytes > allowed / 2 { Err(self.limits.past(Limit::Memory, allowed)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of cells at these places, each with so many characters.
    fn keep(limits: &Limits, cells: &[(u32, u32, usize)]) -> Result<(), FileFault> {
        let mut sheet = Sheet::new("S", false);
        let mut budget = Budget::new(limits);
        for (row, col, length) in cells {
            let content = Content::Text("đ".repeat(*length));
            budget.keep(&mut sheet, *row, RawCell { col: *col, content, formula: false })?;
        }
        Ok(())
    }

    fn past(limit: Limit, actual: u64, allowed: u64) -> Result<(), FileFault> {
        Err(FileFault::OverLimit { limit, actual, allowed })
    }

    #[test]
    fn each_limit_may_be_reached_and_not_passed() {
        let limits = |limit| Limits::default().with(limit, 2);
        let cells = limits(Limit::Cells);
        assert_eq!(keep(&cells, &[(0, 0, 1)]), Ok(()));
        assert_eq!(keep(&cells, &[(0, 0, 1), (0, 1, 1)]), Ok(()));
        assert_eq!(keep(&cells, &[(0, 0, 1), (0, 1, 1), (0, 2, 1)]), past(Limit::Cells, 3, 2));
        let rows = limits(Limit::Rows);
        assert_eq!(keep(&rows, &[(0, 0, 1), (0, 1, 1), (0, 2, 1), (9, 0, 1)]), Ok(()));
        assert_eq!(keep(&rows, &[(0, 0, 1), (5, 0, 1), (9, 0, 1)]), past(Limit::Rows, 3, 2));
        let columns = limits(Limit::Columns);
        assert_eq!(keep(&columns, &[(0, 0, 1), (1, 9, 1), (2, 0, 1), (3, 9, 1)]), Ok(()));
        assert_eq!(keep(&columns, &[(0, 0, 1), (1, 9, 1), (2, 5, 1)]), past(Limit::Columns, 3, 2));
        let text = limits(Limit::Text);
        assert_eq!(keep(&text, &[(0, 0, 1), (0, 1, 2)]), Ok(()), "đ is one character of two bytes");
        assert_eq!(keep(&text, &[(0, 0, 3)]), past(Limit::Text, 3, 2));
    }

    #[test]
    fn far_corners_cost_one_cell_each() {
        let limits = Limits::default().with(Limit::Cells, 2).with(Limit::Rows, 2).with(Limit::Columns, 2);
        assert_eq!(keep(&limits, &[(0, 0, 1), (1_048_575, 16_383, 1)]), Ok(()));
    }

    #[test]
    fn columns_are_those_of_one_sheet_and_rows_those_of_all() {
        let limits = Limits::default().with(Limit::Columns, 1).with(Limit::Rows, 2);
        let mut budget = Budget::new(&limits);
        let cell = |col| RawCell { col, content: Content::Bool(true), formula: false };
        assert_eq!(budget.keep(&mut Sheet::new("A", false), 0, cell(0)), Ok(()));
        budget.next_sheet();
        assert_eq!(budget.keep(&mut Sheet::new("B", false), 0, cell(5)), Ok(()));
        budget.next_sheet();
        assert_eq!(budget.keep(&mut Sheet::new("C", false), 0, cell(5)), past(Limit::Rows, 3, 2));
    }

    #[test]
    fn one_long_text_in_many_cells_is_held_by_the_memory() {
        let limits = Limits::default().with(Limit::Memory, 1 << 20);
        let cells = |count: u32| -> Vec<_> { (0..count).map(|row| (row, 0, 1024)).collect() };
        assert_eq!(keep(&limits, &cells(200)), Ok(()));
        assert_eq!(keep(&limits, &cells(300)), past(Limit::Memory, 1 << 20, 1 << 20));
    }
}
