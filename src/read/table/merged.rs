//! What is written once for several rows, in a cell merged downwards over them: a task's code, a year, a name.

use std::collections::BTreeMap;

use super::header::Header;
use crate::model::{CellRef, Field};
use crate::read::sheet::{RawCell, Sheet};

/// The fields that one cell may state for several rows. Money and quantities are not among them: one amount for
/// several projects is not the amount of each; nor is the name, which makes a row a project.
const SHARED: &[Field] = &[
    Field::Task,
    Field::Beneficiary,
    Field::Implementer,
    Field::Kind,
    Field::TaxCode,
    Field::Place,
    Field::Year,
    Field::Status,
    Field::Approval,
    Field::Measure,
    Field::Event,
];

/// A cell and the rows that it covers, first and last.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    top: u32,
    bottom: u32,
    col: u32,
    cell: RawCell,
}

/// The cells of a table that are merged downwards, by field; sorted, since a sheet may have as many as rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    spans: BTreeMap<Field, Vec<Span>>,
}

impl Merged {
    /// Those under a header.
    pub fn of(sheet: &Sheet, header: &Header) -> Self {
        let mut spans: BTreeMap<Field, Vec<Span>> = BTreeMap::new();
        for (top, left, bottom, right) in sheet.merges.iter().copied() {
            if left != right || top >= bottom || top <= header.area.last.row {
                continue;
            }
            let named = |field: &&Field| header.column(**field).is_some_and(|column| column.at.col == left);
            let Some(field) = SHARED.iter().find(named) else { continue };
            let cell = sheet.cell(CellRef::new(top, left)).filter(|cell| !cell.looks_blank());
            if let Some(cell) = cell.cloned() {
                spans.entry(*field).or_default().push(Span { top, bottom, col: left, cell });
            }
        }
        for spans in spans.values_mut() {
            spans.sort_by_key(|span| span.top);
        }
        Self { spans }
    }

    /// The cell that stands for a field of a row, where a merged one covers it.
    pub fn over(&self, field: Field, row: u32) -> Option<(CellRef, &RawCell)> {
        let spans = self.spans.get(&field)?;
        let before = spans.partition_point(|span| span.top <= row);
        let span = spans.get(before.checked_sub(1)?)?;
        (row <= span.bottom).then(|| (CellRef::new(span.top, span.col), &span.cell))
    }
}
