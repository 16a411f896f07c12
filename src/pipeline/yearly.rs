//! A run over the plan of some years: everything that was read is judged, the report is of those years, and the
//! programme's figures are held against the sums since its first year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::aggregate;
use crate::model::{Code, Finding, Input, Outcome, Place, Table, Yearly};
use crate::programme::Programme;

/// The years of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Span {
    /// Whether years were asked for.
    pub(super) asked: bool,
    /// Those that the report is of.
    pub(super) shown: BTreeSet<i32>,
    /// Those that sums since the first year hold: the submitted ones up to the last shown one.
    pub(super) summed: BTreeSet<i32>,
}

impl Span {
    /// Of the submitted years, where these were asked for.
    pub(super) fn of(submitted: BTreeSet<i32>, asked: &BTreeSet<i32>) -> Self {
        let Some(last) = asked.last() else {
            return Self { asked: false, shown: submitted.clone(), summed: submitted };
        };
        let summed = submitted.into_iter().filter(|year| year <= last).collect();
        Self { asked: true, shown: asked.clone(), summed }
    }

    /// Whether a year's figures are in the sums. A row may be of a year that its submission does not state (GT08).
    pub(super) fn sums(&self, year: i32) -> bool {
        !self.asked || self.shown.last().is_some_and(|last| year <= *last)
    }
}

/// The outcome of the years that were asked for, out of that of all that was read: `outcome` holds the sums up to the
/// last of them.
pub(super) fn of_years(programme: &Programme, outcome: Outcome, span: Span) -> Outcome {
    let shown = |year: i32| span.shown.contains(&year);
    let totals = outcome.totals.only(|key| shown(key.year));
    let admissible = outcome.admissible.only(|key| shown(key.year));
    // Stages are never added: the sums since the first year are of the stage whose figures the years show.
    let stage = totals.stage();
    let comparisons =
        aggregate::comparisons_of_years(programme, (&totals, &admissible), stage, outcome.basis, &span.shown);
    let summed = (&outcome.totals, &outcome.admissible);
    let figures = aggregate::cumulative(programme, summed, stage, outcome.basis);
    let all = outcome.findings.len();
    let places = Years::new(&outcome.inputs);
    let findings: Vec<Finding> =
        outcome.findings.into_iter().filter(|finding| concerns(finding, &places, &span.shown)).collect();
    let of_year = |year: Option<i32>| year.is_some_and(shown);
    let reviews = outcome
        .reviews
        .into_iter()
        .filter(|(at, _)| {
            let table = outcome.inputs.get(at.input).and_then(|input| input.tables.get(at.table));
            of_year(table.and_then(|table| table.projects.get(at.project)?.year))
        })
        .collect();
    let yearly = Yearly {
        first: programme.first_year,
        last: span.shown.last().copied().unwrap_or(programme.last_year),
        summed: span.summed,
        figures,
        other_findings: all - findings.len(),
    };
    Outcome { yearly: Some(yearly), totals, admissible, comparisons, reviews, findings, ..outcome }
}

/// Held against the sums since the first year, whichever years their rows are of.
const SINCE_FIRST: [Code; 3] = [Code::CT01, Code::CT02, Code::CT04];

/// Whether a finding is the work of these years: it stands on one of their rows, or in a table or file of theirs, or
/// on the run as a whole. What is of no known year may be of theirs.
fn concerns(finding: &Finding, places: &Years, shown: &BTreeSet<i32>) -> bool {
    if finding.places.is_empty() || SINCE_FIRST.contains(&finding.code) {
        return true;
    }
    if let (None, Some(year)) = (finding.project, finding.year) {
        return shown.contains(&year);
    }
    let mut years = BTreeSet::from_iter(finding.year.map(Some));
    years.extend(finding.places.iter().flat_map(|place| places.of(place)));
    years.is_empty() || years.iter().any(|year| year.is_none_or(|year| shown.contains(&year)))
}

/// One sheet of a file.
type Sheet = (Arc<str>, Arc<str>);

/// Of which years the rows, tables and files of a run are; none where a row does not tell.
#[derive(Debug, Default)]
struct Years {
    rows: BTreeMap<Sheet, BTreeMap<u32, Option<i32>>>,
    sheets: BTreeMap<Sheet, BTreeSet<Option<i32>>>,
    files: BTreeMap<Arc<str>, BTreeSet<Option<i32>>>,
}

impl Years {
    fn new(inputs: &[Input]) -> Self {
        let mut years = Self::default();
        for input in inputs {
            for (.., project) in input.projects() {
                let joined = project.joined.iter().map(|row| (&row.sheet, row.row));
                for (sheet, row) in std::iter::once((&project.sheet, project.row)).chain(joined) {
                    let sheet = (Arc::clone(&input.file), Arc::clone(sheet));
                    years.rows.entry(sheet.clone()).or_default().insert(row, project.year);
                    years.sheets.entry(sheet).or_default().insert(project.year);
                }
            }
            for table in &input.tables {
                years
                    .sheets
                    .entry((Arc::clone(&input.file), Arc::clone(&table.sheet)))
                    .or_default()
                    .extend(of_table(table));
                years.files.entry(Arc::clone(&input.file)).or_default().extend(of_table(table));
            }
        }
        years
    }

    /// The years of a place: those of the rows at its cells, else of its sheet, else of its file.
    fn of(&self, place: &Place) -> BTreeSet<Option<i32>> {
        let sheet = place.sheet.as_ref().map(|sheet| (Arc::clone(&place.file), Arc::clone(sheet)));
        let by_row = sheet.as_ref().and_then(|sheet| self.rows.get(sheet));
        let mut at_cells = BTreeSet::new();
        for (rows, area) in by_row.into_iter().flat_map(|rows| place.cells.iter().map(move |area| (rows, area))) {
            let (top, bottom) = (area.first.row, area.last.row.max(area.first.row));
            at_cells.extend(rows.range(top..=bottom).map(|(_, year)| *year));
        }
        if !at_cells.is_empty() {
            return at_cells;
        }
        let of_sheet = sheet.as_ref().and_then(|sheet| self.sheets.get(sheet));
        of_sheet.or_else(|| self.files.get(&place.file)).cloned().unwrap_or_default()
    }
}

/// The years of a table: the stated one and those of its rows; one whose year nobody can tell may be of any.
fn of_table(table: &Table) -> BTreeSet<Option<i32>> {
    let rows = table.projects.iter().filter_map(|project| project.year);
    let years: BTreeSet<_> = table.years().into_iter().chain(rows).map(Some).collect();
    if years.is_empty() { BTreeSet::from([None]) } else { years }
}
