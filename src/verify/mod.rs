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
    // By how many rows the result's rows stand lower, by the rows that were seen to be added or removed.
    let mut offset = 0_i64;
    for step in rows::align(computed, recorded) {
        match step {
            Step::Both(ours, theirs) => {
                blank_rows(&mut change.rows, &mut offset, (ours.0, theirs.0));
                change.cells.extend(cells::compare(ours, theirs, &mut labels));
            }
            Step::Removed((row, cells)) => {
                offset -= 1;
                change.rows.push(RowChange { presence: Presence::Removed, row, label: labels::of_row(cells) });
            }
            Step::Added((row, cells)) => {
                offset += 1;
                change.rows.push(RowChange { presence: Presence::Added, row, label: labels::of_row(cells) });
            }
        }
    }
    // What was done to a cell comes first, then what only follows from it.
    change.cells.sort_by_key(|cell| cell.kind);
    (!change.rows.is_empty() || !change.cells.is_empty()).then_some(change)
}

/// Tells of blank rows that were added or removed above a row: no row with content shows them.
fn blank_rows(changes: &mut Vec<RowChange>, offset: &mut i64, (computed, recorded): (u32, u32)) {
    let actual = i64::from(recorded) - i64::from(computed);
    if actual != *offset {
        let (presence, row) =
            if actual > *offset { (Presence::Added, recorded) } else { (Presence::Removed, computed) };
        changes.push(RowChange { presence, row: row.saturating_sub(1), label: String::new() });
        *offset = actual;
    }
}
