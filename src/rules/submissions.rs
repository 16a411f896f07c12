//! Which files speak for which unit, year and stage.

use std::collections::BTreeMap;

use super::Context;
use crate::model::{InputStatus, Stage, Table, UnitId};

/// What a submission is of.
pub(super) type SubmissionKey = (UnitId, i32, Stage);

/// The part of one file that speaks for a unit, a year and a stage.
#[derive(Debug, Clone)]
pub(super) struct Submission<'a> {
    /// Position of the file in the run's inputs.
    pub input: usize,
    /// Its tables of that unit, year and stage.
    pub tables: Vec<&'a Table>,
    /// Lần nộp; 1 where none is stated. Tables of one file with different numbers are different submissions.
    pub number: u32,
}

/// The submissions of the run by unit, year and stage, those of one key in the order of the inputs.
/// Files that another one stands for (TP05) are among them; copies byte for byte (TP04) are not, nor are tables on
/// hidden sheets in whose place a visible one stands (AN03).
pub(super) fn submissions<'a>(context: &Context<'a>) -> BTreeMap<SubmissionKey, Vec<Submission<'a>>> {
    let mut by_key: BTreeMap<SubmissionKey, Vec<Submission<'a>>> = BTreeMap::new();
    let counts = |status| matches!(status, InputStatus::Read | InputStatus::Superseded);
    for (input, file) in context.inputs.iter().enumerate().filter(|(_, file)| counts(file.status)) {
        for table in file.tables.iter().filter(|table| !table.is_replaced()) {
            let Some(unit) = table.unit.unit else { continue };
            for year in table.years() {
                let group = by_key.entry((unit, year, table.stage)).or_default();
                add(group, input, table);
            }
        }
    }
    by_key
}

fn add<'a>(group: &mut Vec<Submission<'a>>, input: usize, table: &'a Table) {
    let number = table.submission_number();
    match group.iter_mut().find(|known| known.input == input && known.number == number) {
        Some(known) => known.tables.push(table),
        None => group.push(Submission { input, tables: vec![table], number }),
    }
}
