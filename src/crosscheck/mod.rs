//! Another office's workbook against ours: every figure tied out, every difference put down to a cause.
//!
//! [`sides`] reads both sides as amounts, [`ties`] holds cell against cell, [`own`] looks for what their workbook says
//! against itself, [`explain`] puts differences down to causes, [`bridge`] adds them up, [`findings`] says it all.

mod bridge;
mod explain;
mod findings;
mod own;
mod rows;
mod shares;
mod sides;
mod ties;
mod words;

#[cfg(test)]
mod tests;

use crate::model::crosscheck::{Crosscheck, OurItem, Ours};
use crate::model::theirs::Theirs;
use crate::model::{Code, Date, InputStatus, Outcome};
use crate::programme::Programme;
use sides::Sides;

/// Our side of a run over submissions: its projects, those that do not count too, and who sent nothing.
pub fn of_outcome(programme: &Programme, outcome: &Outcome) -> Ours {
    let stage = outcome.totals.stage();
    let counted: std::collections::BTreeSet<_> = outcome
        .inputs
        .iter()
        .enumerate()
        .flat_map(|(at, input)| input.counted().map(move |(table, project, _)| (at, table, project)))
        .collect();
    let items = outcome.projects().filter(|(_, project)| project.stage == stage).filter_map(|(at, project)| {
        project.sources_sum()?;
        Some(OurItem {
            unit: project.unit,
            year: project.year?,
            task: project.task.task,
            name: project.name.text().to_owned(),
            beneficiary: project.beneficiary.text().to_owned(),
            quantity: project.counted_quantity(),
            sources: programme.source_ids().map(|source| project.source(source)).collect(),
            file: project.file.clone(),
            sheet: project.sheet.clone(),
            row: project.row,
            counted: counted.contains(&(at.input, at.table, at.project)),
        })
    });
    let missing = outcome.findings.iter().filter(|finding| finding.code == Code::TP09);
    let missing = missing.filter_map(|finding| Some((finding.unit?, finding.year?)));
    Ours {
        items: items.collect(),
        missing: missing.filter(|(unit, year)| programme.unit(*unit).exists_on(Date::new_year(*year))).collect(),
        unread_files: outcome.files(InputStatus::Rejected),
        ..Ours::default()
    }
}

/// Holds their workbook against our side.
pub fn crosscheck(programme: &Programme, theirs: Theirs, ours: Ours) -> Crosscheck {
    let sides = Sides::new(programme, &theirs, &ours);
    let cells = ties::cells(&sides);
    let rows = rows::Rows::of(&sides);
    let contradictions = own::contradictions(&sides, &rows);
    let mut bookings = explain::explain(&sides, &cells, &rows, &contradictions);
    let bridge = bridge::lines(&sides, &cells, &rows, &contradictions, &mut bookings);
    let findings = findings::all(&sides, &cells, &rows, &contradictions, &bookings);
    let (units, missing_figures, strange_figures) =
        (sides.units.clone(), rows.missing_figures(), rows.unmatched_figures(&sides));
    let unmatched = rows.unmatched;
    Crosscheck { theirs, units, ours, cells, missing_figures, strange_figures, unmatched, bookings, bridge, findings }
}
