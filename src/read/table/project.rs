//! The rows that are projects.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::ambiguous;
use super::header::Header;
use super::headings::{self, Heading, Rank};
use super::naming;
use super::rows::{Kind, View};
use crate::model::{Entry, Field, Money, MoneyUnit, Project, Shared, SourceId, Status, Table, TaskClaim, TaskId, text};
use crate::programme::Programme;
use crate::read::entries;
use crate::read::sheet::RawRow;

/// Reads every project row of a table, each under the headings above it.
pub fn read_all(table: &mut Table, header: &Header, kinds: &[(&RawRow, Kind)], programme: &Programme) {
    let mut above = Above::default();
    let mut texts = Shared::default();
    let mut projects = Vec::with_capacity(kinds.iter().filter(|(_, kind)| *kind == Kind::Project).count());
    for (row, kind) in kinds {
        match kind {
            Kind::Heading(heading) | Kind::Subtotal(heading) => above.enter(heading),
            Kind::Project => {
                let view = View::new(row, header);
                // "II. Nhãn hiệu" with money and no project under it: no project of the group above, but its own.
                if above.task.is_some()
                    && let Some(own) = headings::read(&view, programme).filter(|own| above.is_left_by(own))
                {
                    above.enter(&own);
                }
                let mut project = read(table, &view, &above, programme);
                project.share(&mut texts);
                projects.push(project);
            }
            _ => {}
        }
    }
    table.projects = projects;
}

/// What the headings above a row give to it.
#[derive(Debug, Default)]
struct Above {
    task: Option<Heading>,
    year: Option<i32>,
    suggestions: Vec<TaskId>,
}

impl Above {
    fn enter(&mut self, heading: &Heading) {
        self.year = heading.year.or(self.year);
        if heading.task.is_some() {
            self.task = Some(heading.clone());
            self.suggestions.clear();
        } else if heading.closes && self.is_closed_by(heading) {
            self.task = None;
            self.suggestions.clone_from(&heading.suggestions);
        }
    }

    /// Whether a group row of the rank of the last one names a task of its own.
    fn is_left_by(&self, heading: &Heading) -> bool {
        let same_rank = |above: &Heading| above.rank == heading.rank && heading.rank != Rank::None;
        heading.task.is_some() && self.task.as_ref().is_some_and(same_rank)
    }

    /// A heading of another rank than the task's own stands within its group ("Xã Bản Bo" under "III"),
    /// unless it names tasks itself.
    fn is_closed_by(&self, heading: &Heading) -> bool {
        let same_rank = self.task.as_ref().is_none_or(|task| task.rank == heading.rank);
        same_rank || !heading.suggestions.is_empty()
    }
}

fn read(table: &Table, view: &View<'_>, above: &Above, programme: &Programme) -> Project {
    let words = |field| view.value(field).map(|(at, cell)| entries::text_entry(at, cell)).unwrap_or_default();
    let codes = |field| view.value(field).map(|(at, cell)| entries::code_entry(at, cell)).unwrap_or_default();
    let counts = |field| view.value(field).map(|(at, cell)| entries::count_entry(at, cell)).unwrap_or_default();
    let mut year_entry = view.value(Field::Year).map(|(at, cell)| entries::year_entry(at, cell)).unwrap_or_default();
    // "2022-2023" names the years that the work takes: the submission's own is the one that it asks for.
    if table.year.year.is_some_and(|year| entries::years_in(&year_entry.written).contains(&year)) {
        year_entry.fault = None;
    }
    let status_entry = words(Field::Status);
    let approval = words(Field::Approval);
    let mut project = Project {
        file: Arc::clone(&table.file),
        sheet: Arc::clone(&table.sheet),
        row: view.row.row,
        unit: table.unit.unit,
        year: year_entry.value.or(above.year).or(table.year.year),
        stage: table.stage,
        year_entry,
        task: task(view, above, programme),
        id: codes(Field::ProjectId),
        name: words(Field::Name),
        beneficiary: words(Field::Beneficiary),
        implementer: words(Field::Implementer),
        kind: words(Field::Kind),
        tax_code: codes(Field::TaxCode),
        place: words(Field::Place),
        status: status(status_entry.text()),
        status_entry,
        approved_on: entries::date_in(approval.text()),
        approval,
        measure: words(Field::Measure),
        quantity: counts(Field::Quantity),
        event: words(Field::Event),
        scale: counts(Field::Scale),
        unit_price: money(table, view, Field::UnitPrice),
        total: money(table, view, Field::Total),
        sources: programme.source_ids().map(|source| money(table, view, Field::Source(source))).collect(),
        note: words(Field::Note),
        joined: Vec::new(),
        unjoined: None,
        counted: false,
        counted_before: Decimal::ZERO,
    };
    resolve_ambiguous(&mut project, table);
    project
}

fn task(view: &View<'_>, above: &Above, programme: &Programme) -> TaskClaim {
    let entry = view
        .value(Field::Task)
        .map(|(at, cell)| entries::text_entry(at, cell))
        .map(|mut entry| {
            // A code that Excel took for a number or a date is quoted as a code.
            entry.written = entry.written.replace(',', ".").into();
            entry
        })
        .unwrap_or_default();
    let written = entry.value.as_ref().map(|_| Arc::clone(&entry.written)).unwrap_or_default();
    if !written.is_empty() {
        let (task, suggestions) = match naming::stated(&written, programme) {
            Ok(task) => (Some(task), Vec::new()),
            Err(suggestions) => (None, suggestions),
        };
        return TaskClaim { entry, task, heading: None, suggestions };
    }
    if let Some(heading) = &above.task {
        return TaskClaim { entry, task: heading.task, heading: Some(heading.at), suggestions: Vec::new() };
    }
    // A row whose name is a task's own name is that task's only project.
    let own_name = naming::by_name(&view.shown(Field::Name), programme);
    let heading = own_name.and(view.at(Field::Name));
    TaskClaim { entry, task: own_name, heading, suggestions: above.suggestions.clone() }
}

/// An amount of a row: in the unit of its header, else of its table. Where no unit is known, nothing is made of it.
fn money(table: &Table, view: &View<'_>, field: Field) -> Entry<Money> {
    let Some(at) = view.at(field) else { return Entry::default() };
    if let Some(unit) = table.unit_of(field) {
        let entry = entries::money_entry(at, view.cell(field), unit);
        // A dash means no money from a source; a total or a price is left out by it.
        let dash = !entry.written.is_empty() && !entry.written.chars().any(char::is_alphanumeric);
        if dash && !matches!(field, Field::Source(_)) { Entry::blank(at) } else { entry }
    } else {
        let mut entry = entries::money_entry(at, view.cell(field), MoneyUnit::Dong);
        (entry.value, entry.fault, entry.exact, entry.from_text) = (None, None, None, false);
        entry
    }
}

fn status(written: &str) -> Status {
    let folded = text::fold(written);
    Status { carried_over: folded.contains("chuyen tiep"), group: folded.contains("nhom") }
}

/// Settles the ambiguous amounts of a project by its own sum.
fn resolve_ambiguous(project: &mut Project, table: &Table) {
    let unit = |field: Field| table.unit_of(field).unwrap_or(MoneyUnit::Dong);
    let sources = project.sources.iter_mut().enumerate().map(|(at, entry)| (unit(Field::Source(SourceId(at))), entry));
    ambiguous::resolve((unit(Field::Total), &mut project.total), sources.collect());
}
