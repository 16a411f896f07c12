//! A project row of a test.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::programme;
use crate::model::{
    CellRef, Date, Discord, Entry, Fault, Field, JoinedRow, Money, MoneyUnit, Place, Project, SourceId, Stage, Status,
    TaskClaim, TaskId, UnitId, Unjoined,
};

/// The column of a field on the printed form.
pub(super) fn column(field: Field) -> u32 {
    match field {
        Field::Ordinal => 0,
        Field::Task => 1,
        Field::ProjectId => 2,
        Field::Name => 3,
        Field::Beneficiary => 4,
        Field::Implementer => 5,
        Field::Kind => 6,
        Field::TaxCode => 7,
        Field::Place => 8,
        Field::Year => 9,
        Field::Status => 10,
        Field::Approval => 11,
        Field::Measure => 12,
        Field::Quantity => 13,
        Field::Event => 14,
        Field::Scale => 15,
        Field::UnitPrice => 16,
        Field::Total => 17,
        Field::Source(source) => 18 + u32::try_from(source.index()).unwrap(),
        Field::Note => 22,
    }
}

/// Does something with the entry of a field, whatever its type.
macro_rules! entry {
    ($project:expr, $field:expr, $entry:ident => $act:expr) => {
        entry!($project, $field, $entry => $act;
            Task: task.entry, ProjectId: id, Name: name, Beneficiary: beneficiary, Implementer: implementer, Kind: kind,
            TaxCode: tax_code, Place: place, Year: year_entry, Status: status_entry, Approval: approval,
            Measure: measure, Quantity: quantity, Event: event, Scale: scale, UnitPrice: unit_price, Total: total,
            Note: note)
    };
    ($project:expr, $field:expr, $entry:ident => $act:expr; $($known:ident: $($part:ident).+),+) => {{
        let project: &mut Project = $project;
        match $field {
            $(Field::$known => {
                let $entry = &mut project.$($part).+;
                $act
            })+
            Field::Source(source) => {
                let $entry = &mut project.sources[source.index()];
                $act
            }
            Field::Ordinal => {}
        }
    }};
}

/// Every field of a row, in the form's order.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    let before = [
        Field::Task,
        Field::ProjectId,
        Field::Name,
        Field::Beneficiary,
        Field::Implementer,
        Field::Kind,
        Field::TaxCode,
        Field::Place,
        Field::Year,
        Field::Status,
        Field::Approval,
        Field::Measure,
        Field::Quantity,
        Field::Event,
        Field::Scale,
        Field::UnitPrice,
        Field::Total,
    ];
    before.into_iter().chain(programme().source_ids().map(Field::Source)).chain([Field::Note])
}

/// A project row; its cells are counted from the row itself until the table is built.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Row {
    project: Project,
    by_heading: bool,
}

/// A sound project of a task: one unit of quantity, no money, a name and a beneficiary of its own.
pub(in crate::rules) fn row(code: &str) -> Row {
    let mut project = Project {
        file: Arc::from(""),
        sheet: Arc::from(""),
        row: 0,
        unit: None,
        year: None,
        stage: Stage::default(),
        year_entry: Entry::default(),
        task: TaskClaim { task: programme().task_by_code(code), ..TaskClaim::default() },
        id: Entry::default(),
        name: Entry::default(),
        beneficiary: Entry::default(),
        implementer: Entry::default(),
        kind: Entry::default(),
        tax_code: Entry::default(),
        place: Entry::default(),
        status_entry: Entry::default(),
        status: Status::default(),
        approval: Entry::default(),
        approved_on: None,
        measure: Entry::default(),
        quantity: Entry::default(),
        event: Entry::default(),
        scale: Entry::default(),
        unit_price: Entry::default(),
        total: Entry::default(),
        sources: vec![Entry::default(); programme().sources.len()],
        note: Entry::default(),
        joined: Vec::new(),
        unjoined: None,
        counted: false,
        counted_before: Decimal::ZERO,
    };
    assert!(project.task.task.is_some(), "the catalogue has no task {code}");
    for field in fields() {
        entry!(&mut project, field, entry => entry.at = Some(CellRef::new(0, column(field))));
    }
    fill(&mut project.task.entry, code.into());
    Row { project, by_heading: false }.quantity("1").dong([0, 0, 0, 0])
}

fn fill<T: ToString>(entry: &mut Entry<T>, value: T) {
    *entry = Entry { at: entry.at, written: value.to_string().into(), value: Some(value), ..Entry::default() };
}

fn fill_money(entry: &mut Entry<Money>, dong: i64) {
    let value = Some(Money::from_dong(dong));
    *entry = Entry { at: entry.at, written: dong.to_string().into(), value, ..Entry::default() };
}

impl Row {
    /// With this money by source, in đồng; the total is set to its sum.
    pub(in crate::rules) fn dong(mut self, amounts: [i64; 4]) -> Self {
        for (entry, dong) in self.project.sources.iter_mut().zip(amounts) {
            fill_money(entry, dong);
        }
        self.total_dong(amounts.iter().sum())
    }

    /// With this money by source, in triệu đồng; the total is set to its sum.
    pub(in crate::rules) fn trieu(self, amounts: [i64; 4]) -> Self {
        self.dong(amounts.map(|trieu| trieu * 1_000_000))
    }

    /// With this total as written.
    pub(in crate::rules) fn total_dong(mut self, dong: i64) -> Self {
        fill_money(&mut self.project.total, dong);
        self
    }

    /// With this quantity.
    pub(in crate::rules) fn quantity(mut self, count: &str) -> Self {
        fill(&mut self.project.quantity, count.parse::<Decimal>().unwrap());
        self
    }

    /// With this many booths or people per unit of quantity.
    pub(in crate::rules) fn scale(mut self, count: &str) -> Self {
        fill(&mut self.project.scale, count.parse::<Decimal>().unwrap());
        self
    }

    /// With this unit price, in đồng.
    pub(in crate::rules) fn price(mut self, dong: i64) -> Self {
        fill_money(&mut self.project.unit_price, dong);
        self
    }

    /// With a year of its own.
    pub(in crate::rules) fn year(mut self, year: i32) -> Self {
        fill(&mut self.project.year_entry, year);
        self
    }

    /// With this id.
    pub(in crate::rules) fn id(mut self, id: &str) -> Self {
        fill(&mut self.project.id, id.into());
        self
    }

    /// With this name.
    pub(in crate::rules) fn name(mut self, name: &str) -> Self {
        fill(&mut self.project.name, name.into());
        self
    }

    /// With this beneficiary.
    pub(in crate::rules) fn beneficiary(mut self, name: &str) -> Self {
        fill(&mut self.project.beneficiary, name.into());
        self
    }

    /// With this fair.
    pub(in crate::rules) fn event(mut self, name: &str) -> Self {
        fill(&mut self.project.event, name.into());
        self
    }

    /// With this kind of beneficiary.
    pub(in crate::rules) fn kind(mut self, words: &str) -> Self {
        fill(&mut self.project.kind, words.into());
        self
    }

    /// With this tax code.
    pub(in crate::rules) fn tax_code(mut self, code: &str) -> Self {
        fill(&mut self.project.tax_code, code.into());
        self
    }

    /// With this approval, as written.
    pub(in crate::rules) fn approval(mut self, words: &str) -> Self {
        fill(&mut self.project.approval, words.into());
        self
    }

    /// With this unit of measure.
    pub(in crate::rules) fn measure(mut self, words: &str) -> Self {
        fill(&mut self.project.measure, words.into());
        self
    }

    /// With this note.
    pub(in crate::rules) fn note(mut self, words: &str) -> Self {
        fill(&mut self.project.note, words.into());
        self
    }

    /// Carried over from an earlier year.
    pub(in crate::rules) fn carried_over(mut self) -> Self {
        self.project.status.carried_over = true;
        self
    }

    /// Of several beneficiaries.
    pub(in crate::rules) fn group(mut self) -> Self {
        self.project.status.group = true;
        self
    }

    /// Approved on that day.
    pub(in crate::rules) fn approved_on(mut self, date: Date) -> Self {
        self.project.approved_on = Some(date);
        self
    }

    /// Whose task cell is blank, and given by the heading in row 8.
    pub(in crate::rules) fn by_heading(mut self) -> Self {
        self.by_heading = true;
        let entry = &mut self.project.task.entry;
        *entry = Entry { at: entry.at, ..Entry::default() };
        self
    }

    /// Whose task cell says what the catalogue does not know.
    pub(in crate::rules) fn unknown_task(mut self, written: &str, suggestions: &[&str]) -> Self {
        fill(&mut self.project.task.entry, written.into());
        self.project.task.task = None;
        self.project.task.suggestions =
            suggestions.iter().filter_map(|code| programme().task_by_code(code)).collect::<Vec<TaskId>>();
        self
    }

    /// With a blank cell; a blank task cell without a heading is no task.
    pub(in crate::rules) fn blank(mut self, field: Field) -> Self {
        entry!(&mut self.project, field, entry => *entry = Entry { at: entry.at, ..Entry::default() });
        if field == Field::Task {
            self.project.task.task = None;
        }
        match field {
            Field::Name => self.project.name.formula = true, // keeps the table from naming it
            Field::Beneficiary => self.project.beneficiary.formula = true,
            _ => {}
        }
        self
    }

    /// In a table without that column.
    pub(in crate::rules) fn absent(mut self, field: Field) -> Self {
        entry!(&mut self.project, field, entry => *entry = Entry::default());
        self
    }

    /// With a cell that cannot be read.
    pub(in crate::rules) fn fault(mut self, field: Field, written: &str, fault: Fault) -> Self {
        entry!(&mut self.project, field, entry => *entry = Entry {
            at: entry.at, written: written.into(), fault: Some(Box::new(fault)), ..Entry::default()
        });
        self
    }

    /// With a number that was stored as this text.
    pub(in crate::rules) fn text(mut self, field: Field, written: &str) -> Self {
        entry!(&mut self.project, field, entry => {
            entry.written = written.into();
            entry.from_text = true;
        });
        self
    }

    /// With an amount of this many đồng, which is rounded.
    pub(in crate::rules) fn exact(mut self, field: Field, dong: &str) -> Self {
        let exact: Decimal = dong.parse().unwrap();
        let entry = match field {
            Field::Source(SourceId(source)) => &mut self.project.sources[source],
            _ => &mut self.project.total,
        };
        let value = Money::from_amount(exact, MoneyUnit::Dong);
        *entry = Entry { at: entry.at, written: dong.into(), value, exact: Some(Box::new(exact)), ..Entry::default() };
        self
    }

    /// With these fields from the first row of another sheet, to which it is joined.
    pub(in crate::rules) fn listed_on(mut self, sheet: &str, fields: &[Field]) -> Self {
        self.project.joined.push(JoinedRow { sheet: Arc::from(sheet), row: 8, added: Vec::new() });
        let part = u8::try_from(self.project.joined.len()).unwrap();
        for field in fields {
            entry!(&mut self.project, *field, entry => entry.at = Some(CellRef::new(8, column(*field)).of_part(part)));
        }
        self
    }

    /// Beside a row of another sheet that seems to be the same project.
    pub(in crate::rules) fn unjoined(mut self, reason: Discord, sheet: &str, at: CellRef) -> Self {
        let there = Place::cells(&Arc::from(""), &Arc::from(sheet), [at]);
        self.project.unjoined = Some(Unjoined { reason, rows: vec![there] });
        self
    }

    /// Of which a later row says that it is listed twice, for this reason.
    pub(in crate::rules) fn named_later(mut self, reason: Discord) -> Self {
        self.project.unjoined = Some(Unjoined { reason, rows: Vec::new() });
        self
    }

    /// The project as it stands in a table.
    pub(super) fn build(self, stands: &Stands<'_>) -> Project {
        let Self { mut project, by_heading } = self;
        let number = stands.row + 1;
        let has_no_words = |entry: &Entry<Arc<str>>| entry.at.is_some() && entry.value.is_none() && !entry.formula;
        if has_no_words(&project.name) {
            fill(&mut project.name, format!("Đề án {number} của {}", stands.file).into());
        }
        if has_no_words(&project.beneficiary) {
            fill(&mut project.beneficiary, format!("Cơ sở {number} của {}", stands.file).into());
        }
        for field in fields() {
            entry!(&mut project, field, entry => if let Some(at) = entry.at.as_mut().filter(|at| at.part == 0) { at.row = stands.row });
        }
        project.file = Arc::clone(stands.file);
        project.sheet = Arc::clone(stands.sheet);
        project.row = stands.row;
        let elsewhere = project.unjoined.iter_mut().flat_map(|unjoined| &mut unjoined.rows);
        elsewhere.for_each(|place| place.file = Arc::clone(stands.file));
        project.unit = stands.unit;
        project.stage = stands.stage;
        let own_year_stands = project.year_entry.fault.is_none();
        project.year = project.year_entry.value.or(stands.year.filter(|_| own_year_stands));
        project.task.heading = by_heading.then_some(stands.heading);
        project
    }
}

/// Where a row stands.
pub(super) struct Stands<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) sheet: &'a Arc<str>,
    pub(super) row: u32,
    pub(super) unit: Option<UnitId>,
    pub(super) year: Option<i32>,
    pub(super) stage: Stage,
    pub(super) heading: CellRef,
}
