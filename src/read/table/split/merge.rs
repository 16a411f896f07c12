//! One project of several rows: each value from the row that holds it, with its own sheet and cell.

use std::sync::Arc;

use super::reading::Reading;
use crate::model::{CellRef, Entry, JoinedRow, Money, Project};
use crate::programme::{Programme, SourceKind};

/// Makes one project of rows; it stands where the first of them does.
pub(super) fn merge(rows: &[&Project], reading: Reading, programme: &Programme) -> Option<Project> {
    let (first, others) = rows.split_first()?;
    let mut project = (*first).clone();
    project.joined =
        others.iter().map(|row| JoinedRow { sheet: Arc::clone(&row.sheet), row: row.row, added: Vec::new() }).collect();
    fill_words(&mut project, others);
    let mut added = Vec::new();
    for id in programme.source_ids() {
        let amounts = parts(rows, |row| row.sources.get(id.index()));
        let adds = reading.adds_own() && programme.source(id).kind != SourceKind::State;
        let entry = if adds { sum(amounts, &mut added) } else { foremost(amounts) };
        if let Some(own) = project.sources.get_mut(id.index()) {
            *own = entry;
        }
    }
    let totals = parts(rows, |row| Some(&row.total));
    project.total = total(&project, totals, reading, &mut added);
    for (to, from) in added {
        if let Some(row) = usize::from(from.part).checked_sub(1).and_then(|at| project.joined.get_mut(at)) {
            row.added.push((to, from));
        }
    }
    Some(project)
}

/// An entry of each row, its cell told from the same cell of another sheet.
fn parts<'a, T: Clone + 'a>(
    rows: &[&'a Project],
    entry: impl Fn(&'a Project) -> Option<&'a Entry<T>>,
) -> Vec<Entry<T>> {
    let of_part = |(part, row): (u8, &&'a Project)| {
        let mut entry = entry(row)?.clone();
        entry.at = entry.at.map(|at| at.of_part(part));
        Some(entry)
    };
    (0_u8..).zip(rows).filter_map(of_part).collect()
}

/// The entry that says most: one that cannot be read, else one that holds money, else one that stands in a column.
fn foremost(entries: Vec<Entry<Money>>) -> Entry<Money> {
    let says = |entry: &Entry<Money>| match entry {
        entry if entry.fault.is_some() => 4,
        entry if entry.value.is_some_and(|amount| !amount.is_zero()) => 3,
        entry if entry.value.is_some() => 2,
        entry => u8::from(!entry.is_absent()),
    };
    let most = entries.iter().map(says).max();
    entries.into_iter().find(|entry| Some(says(entry)) == most).unwrap_or_default()
}

/// The total: the one that is the whole, else the parts' sum, without the own money that several of them count.
fn total(
    project: &Project,
    totals: Vec<Entry<Money>>,
    reading: Reading,
    added: &mut Vec<(CellRef, CellRef)>,
) -> Entry<Money> {
    let sum_of_sources = project.sources_sum();
    if reading.whole {
        let largest = totals.iter().filter_map(|entry| entry.value).max();
        let whole =
            totals.iter().find(|entry| entry.fault.is_none() && entry.value.is_some() && entry.value == largest);
        let faulty = totals.iter().any(|entry| entry.fault.is_some());
        return whole.filter(|_| !faulty).cloned().unwrap_or_else(|| foremost(totals));
    }
    let mut entry = sum(totals, added);
    if entry.fault.is_none() && entry.value.is_some() {
        entry.value = sum_of_sources.or(entry.value);
    }
    entry
}

/// The sum of amounts; one that cannot be read stands for all.
fn sum(entries: Vec<Entry<Money>>, added: &mut Vec<(CellRef, CellRef)>) -> Entry<Money> {
    let holds = |entry: &&Entry<Money>| entry.value.is_some_and(|amount| !amount.is_zero());
    let summed: Vec<&Entry<Money>> = entries.iter().filter(holds).collect();
    let faulty = entries.iter().any(|entry| entry.fault.is_some());
    let ([first, rest @ ..], false) = (summed.as_slice(), faulty) else { return foremost(entries) };
    let mut whole = (*first).clone();
    let rounded = summed.iter().any(|entry| entry.exact.is_some());
    whole.exact = rounded.then(|| Box::new(summed.iter().filter_map(|entry| entry.exact_value()).sum()));
    for entry in rest {
        whole.value = whole.value.zip(entry.value).map(|(sum, amount)| sum + amount);
        whole.written = format!("{} + {}", whole.written, entry.written).into();
        whole.from_text = false;
        added.extend(whole.at.zip(entry.at));
    }
    whole
}

/// Words and counts that the first row leaves out, from the first that has them.
fn fill_words(project: &mut Project, others: &[&Project]) {
    for (part, row) in (1_u8..).zip(others) {
        if project.status_entry.value.is_none() && row.status_entry.value.is_some() {
            project.status = row.status;
        }
        project.approved_on = project.approved_on.or(row.approved_on);
        fill(&mut project.id, &row.id, part);
        fill(&mut project.name, &row.name, part);
        fill(&mut project.beneficiary, &row.beneficiary, part);
        fill(&mut project.implementer, &row.implementer, part);
        fill(&mut project.kind, &row.kind, part);
        fill(&mut project.tax_code, &row.tax_code, part);
        fill(&mut project.place, &row.place, part);
        fill(&mut project.status_entry, &row.status_entry, part);
        fill(&mut project.approval, &row.approval, part);
        fill(&mut project.measure, &row.measure, part);
        fill(&mut project.quantity, &row.quantity, part);
        fill(&mut project.event, &row.event, part);
        fill(&mut project.scale, &row.scale, part);
        fill(&mut project.unit_price, &row.unit_price, part);
        fill(&mut project.note, &row.note, part);
    }
}

fn fill<T: Clone>(entry: &mut Entry<T>, other: &Entry<T>, part: u8) {
    if entry.value.is_none() && entry.fault.is_none() && (other.value.is_some() || other.fault.is_some()) {
        *entry = other.clone();
        entry.at = entry.at.map(|at| at.of_part(part));
    }
}
