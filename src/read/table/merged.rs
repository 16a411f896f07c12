//! Task codes that are written once, in a cell merged downwards over the rows of their projects.

use super::header::Header;
use crate::model::{CellRef, Field};
use crate::read::sheet::{RawCell, Sheet};

/// The merged cells of the task column, from the top down.
#[derive(Debug)]
pub struct MergedTasks<'a> {
    sheet: &'a Sheet,
    col: u32,
    /// First and last row; sorted, since a sheet may have as many merges as rows.
    spans: Vec<(u32, u32)>,
}

impl<'a> MergedTasks<'a> {
    /// Those of a table; none where it has no task column.
    pub fn of(sheet: &'a Sheet, header: &Header) -> Self {
        let col = header.column(Field::Task).map(|column| column.at.col);
        let mut spans: Vec<(u32, u32)> = sheet
            .merges
            .iter()
            .filter(|(top, left, bottom, right)| Some(*left) == col && left == right && top < bottom)
            .map(|(top, _, bottom, _)| (*top, *bottom))
            .collect();
        spans.sort_unstable();
        Self { sheet, col: col.unwrap_or_default(), spans }
    }

    /// The cell that stands for the task cell of a row, where a merged one covers it.
    pub fn over(&self, row: u32) -> Option<(CellRef, &'a RawCell)> {
        let before = self.spans.partition_point(|(top, _)| *top <= row);
        let (top, bottom) = *self.spans.get(before.checked_sub(1)?)?;
        let origin = CellRef::new(top, self.col);
        (row <= bottom).then(|| self.sheet.cell(origin)).flatten().map(|cell| (origin, cell))
    }
}
