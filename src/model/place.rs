//! Where a value stands: file, sheet and cell, as Excel shows them.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A cell by its absolute position, counted from 0; printed as Excel shows it (`Q9`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub col: u32,
    /// Which row of a project that several sheets list it stands in: 0 for the project's own, which is every cell of
    /// any other project, then the rows that were joined to it, in their order. No sheet's reader knows of it.
    #[serde(skip)]
    pub part: u8,
}

impl CellRef {
    /// The cell at `row` and `col`, both counted from 0.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col, part: 0 }
    }

    /// The same cell, of the row that is joined to a project at this position.
    #[must_use]
    pub const fn of_part(self, part: u8) -> Self {
        Self { part, ..self }
    }
}

/// `0` as `A`, `26` as `AA`.
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), self.row + 1)
    }
}

/// A cell or a rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// Top left corner.
    pub first: CellRef,
    /// Bottom right corner.
    pub last: CellRef,
}

impl Area {
    /// The rectangle between two corners.
    pub const fn new(first: CellRef, last: CellRef) -> Self {
        Self { first, last }
    }

    /// The smallest rectangle that holds it and `cell`.
    #[must_use]
    pub fn with(&self, cell: CellRef) -> Self {
        let first = CellRef::new(self.first.row.min(cell.row), self.first.col.min(cell.col));
        let last = CellRef::new(self.last.row.max(cell.row), self.last.col.max(cell.col));
        Self::new(first, last)
    }

    /// Whether `cell` lies in it.
    pub const fn contains(&self, cell: CellRef) -> bool {
        cell.row >= self.first.row
            && cell.row <= self.last.row
            && cell.col >= self.first.col
            && cell.col <= self.last.col
    }
}

impl From<CellRef> for Area {
    fn from(cell: CellRef) -> Self {
        Self::new(cell, cell)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

/// Where a finding points: a file, one of its sheets, some of its cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the report names it: its path from the given folder, with forward slashes.
    pub file: Arc<str>,
    /// The sheet's name; none where the fault is the file's.
    pub sheet: Option<Arc<str>>,
    /// The cells, the one to correct first at the head; none where the fault has no cell.
    pub cells: Vec<Area>,
}

impl Place {
    /// A whole file.
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), sheet: None, cells: Vec::new() }
    }

    /// Cells of a sheet.
    pub fn cells(file: &Arc<str>, sheet: &Arc<str>, cells: impl IntoIterator<Item = impl Into<Area>>) -> Self {
        Self {
            file: Arc::clone(file),
            sheet: Some(Arc::clone(sheet)),
            cells: cells.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Place> for Vec<Place> {
    fn from(place: Place) -> Self {
        vec![place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_excel_shows() {
        let cases = [
            ((0, 0), "A1"),
            ((8, 16), "Q9"),
            ((0, 25), "Z1"),
            ((0, 26), "AA1"),
            ((0, 701), "ZZ1"),
            ((1_048_575, 16_383), "XFD1048576"),
        ];
        for ((row, col), shown) in cases {
            assert_eq!(CellRef::new(row, col).to_string(), shown);
        }
    }

    #[test]
    fn an_area_of_one_cell_is_that_cell() {
        assert_eq!(Area::from(CellRef::new(1, 1)).to_string(), "B2");
        assert_eq!(Area::new(CellRef::new(1, 1), CellRef::new(2, 3)).to_string(), "B2:D3");
    }
}
