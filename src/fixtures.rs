//! Hand-built inputs for the tests of the stages after reading.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{
    Area, CellRef, Entry, Hidden, Input, InputStatus, Money, MoneyUnit, MoneyUnitClaim, Project, ProjectRef, RowCount,
    SourceId, Split, Stage, Status, Table, TaskClaim, UnitClaim, YearClaim,
};
use crate::programme::Programme;

/// The decision with the resolution that ships beside it laid over.
pub(crate) fn with_resolution() -> Programme {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    crate::programme::load::from_files(&[folder.join("templates/nq-18-2025-hdnd.toml")]).unwrap()
}

/// A project of one unit of quantity in 2023, without money; `code` may be unknown, `unit` too.
pub(crate) fn project(programme: &Programme, unit: &str, code: &str) -> Project {
    let cell = |col| CellRef::new(8, col);
    Project {
        file: "a.xlsx".into(),
        sheet: "Đề án".into(),
        row: 8,
        unit: programme.unit_by_name(unit),
        year: Some(2023),
        stage: Stage::Registered,
        year_entry: Entry::default(),
        task: TaskClaim {
            entry: Entry::read(cell(1), code, code.into()),
            task: programme.task_by_code(code),
            ..TaskClaim::default()
        },
        id: Entry::default(),
        name: Entry::read(cell(3), "Đề án", "Đề án".into()),
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
        quantity: Entry::read(cell(12), "1", Decimal::ONE),
        event: Entry::default(),
        scale: Entry::default(),
        unit_price: Entry::default(),
        total: Entry::default(),
        sources: vec![Entry::default(); programme.sources.len()],
        note: Entry::default(),
        joined: Vec::new(),
        unjoined: None,
        counted: true,
        counted_before: Decimal::ZERO,
    }
}

/// Changes to a fixture, in the words of its columns.
impl Project {
    pub(crate) fn named(mut self, name: &str) -> Self {
        self.name = text(3, name);
        self
    }

    pub(crate) fn by(mut self, beneficiary: &str) -> Self {
        self.beneficiary = text(4, beneficiary);
        self
    }

    pub(crate) fn numbered(mut self, id: &str) -> Self {
        self.id = text(2, id);
        self
    }

    pub(crate) fn taxed(mut self, code: &str) -> Self {
        self.tax_code = text(5, code);
        self
    }

    pub(crate) fn in_year(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    pub(crate) fn times(mut self, quantity: i64) -> Self {
        self.quantity = Entry::read(CellRef::new(8, 12), quantity.to_string(), quantity.into());
        self
    }

    pub(crate) fn carried_over(mut self) -> Self {
        self.status.carried_over = true;
        self
    }

    /// Money by source, in triệu đồng, in the catalogue's order; the total is their sum.
    pub(crate) fn costing(self, trieu: &[i64]) -> Self {
        let dong: Vec<_> = trieu.iter().map(|amount| amount * 1_000_000).collect();
        self.costing_dong(&dong)
    }

    /// Money by source, in đồng.
    pub(crate) fn costing_dong(mut self, dong: &[i64]) -> Self {
        for (col, (entry, amount)) in (17..).zip(self.sources.iter_mut().zip(dong)) {
            *entry = Entry::read(CellRef::new(8, col), amount.to_string(), Money::from_dong(*amount));
        }
        let total = Money::from_dong(dong.iter().sum());
        self.total = Entry::read(CellRef::new(8, 16), total.dong().to_string(), total);
        self
    }
}

fn text(col: u32, text: &str) -> Entry<Arc<str>> {
    Entry::read(CellRef::new(8, col), text, text.into())
}

/// Rows with the references that they would have in one table.
pub(crate) fn refs(rows: &[Project]) -> Vec<(ProjectRef, &Project)> {
    let at = |project| ProjectRef { input: 0, table: 0, project };
    rows.iter().enumerate().map(|(project, row)| (at(project), row)).collect()
}

/// A file that was read, with one table of these projects.
pub(crate) fn input(file: &str, projects: Vec<Project>) -> Input {
    let file: Arc<str> = file.into();
    let projects: Vec<_> =
        (8..).zip(projects).map(|(row, project)| Project { file: Arc::clone(&file), row, ..project }).collect();
    let rows = RowCount { seen: projects.len() as u64, projects: projects.len() as u64, ..RowCount::default() };
    let table = Table {
        file: Arc::clone(&file),
        sheet: "Đề án".into(),
        header: Area::new(CellRef::new(6, 0), CellRef::new(7, 21)),
        title: None,
        columns: BTreeMap::new(),
        missing: Vec::new(),
        clashes: Vec::new(),
        assumed_zero: Vec::<SourceId>::new(),
        money_unit: MoneyUnitClaim::Stated(MoneyUnit::Trieu, CellRef::new(3, 0)),
        unit: UnitClaim::default(),
        year: YearClaim::default(),
        stage: Stage::Registered,
        submission_no: None,
        file_name: crate::model::FileNameClaim::default(),
        form_version: None,
        superseded: false,
        split: Split::default(),
        summary: false,
        unclear_unit: None,
        projects,
        totals: Vec::new(),
        unread: Vec::new(),
        hidden: Hidden::default(),
        converted: Vec::new(),
        rows,
    };
    Input {
        path: file.as_ref().into(),
        file,
        sha256: "0".repeat(64),
        size: 1,
        status: InputStatus::Read,
        fault: None,
        macros: false,
        sheets: Vec::new(),
        tables: vec![table],
    }
}
