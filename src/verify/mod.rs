//! An earlier result against what its inputs give today: two workbooks, cell by cell.
//!
//! [`rows`] finds which row of one is which of the other, [`cells`] holds the cells of two rows against each other,
//! [`labels`] says what a row is about, [`inputs`] reads the list of files. Pure: nothing here opens a file.

mod cells;
pub mod inputs;
mod labels;
mod rows;
#[cfg(test)]
mod tests;

use crate::model::BookSheet;
use crate::model::verification::{Presence, RowChange, SheetChange};
use labels::Labels;
use rows::Step;

/// What differs of a sheet that both workbooks have, or one of them; nothing where all is the same.
pub fn sheet(name: &str, presence: Presence, computed: &BookSheet, recorded: &BookSheet) -> Option<SheetChange> {
    let mut change = SheetChange { sheet: name.to_owned(), presence, rows: Vec::new(), cells: Vec::new() };
    if presence != Presence::Both {
        return Some(change);
    }
    let mut labels = Labels::new(computed);
    let mut shift = Shift::default();
    for step in rows::align(computed, recorded) {
        match step {
            Step::Both(ours, theirs) => {
                change.rows.extend(shift.unexplained(ours.0, theirs.0));
                change.cells.extend(cells::compare(ours, theirs, &mut labels));
            }
            Step::Removed((row, cells)) => {
                shift.removed += 1;
                change.rows.push(RowChange { presence: Presence::Removed, row, label: labels::of_row(cells) });
            }
            Step::Added((row, cells)) => {
                shift.added += 1;
                change.rows.push(RowChange { presence: Presence::Added, row, label: labels::of_row(cells) });
            }
        }
    }
    // What was done to a cell comes first, then what only follows from it.
    change.cells.sort_by_key(|cell| cell.kind);
    (!change.rows.is_empty() || !change.cells.is_empty()).then_some(change)
}

/// By how many rows the result's rows stand lower, and what explains it.
#[derive(Debug, Default)]
struct Shift {
    rows: i64,
    /// Rows that were seen to be removed and added since the last row that both have.
    removed: i64,
    added: i64,
}

impl Shift {
    /// A blank row that was added or removed above a row that both have: no row with content shows it. A row that
    /// was emptied, or filled where there was none, moves nothing.
    fn unexplained(&mut self, computed: u32, recorded: u32) -> Option<RowChange> {
        let actual = i64::from(recorded) - i64::from(computed);
        let explained = self.rows - self.removed..=self.rows + self.added;
        *self = Self { rows: actual, ..Self::default() };
        if explained.contains(&actual) {
            return None;
        }
        let (presence, row) =
            if actual > *explained.end() { (Presence::Added, recorded) } else { (Presence::Removed, computed) };
        Some(RowChange { presence, row: row.saturating_sub(1), label: String::new() })
    }
}
