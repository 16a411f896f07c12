//! A table of a test.

use std::sync::Arc;

use super::row::{Row, Stands, column, fields};
use super::{programme, source};
use crate::model::{
    ActiveFilter, Area, CellRef, Column, Converted, Entry, Fault, Field, FileNameClaim, FormVersion, Hidden,
    JoinedSheet, LegacySet, MissingColumn, Money, MoneyUnit, MoneyUnitClaim, RowCount, SourceId, Split, Stage, Table,
    TotalRow, UnitClaim, UnreadRow, YearClaim,
};

const TITLE: Area = Area::new(CellRef::new(0, 0), CellRef::new(4, 22));
const HEADER: Area = Area::new(CellRef::new(6, 0), CellRef::new(6, 22));
const HEADING: CellRef = CellRef::new(7, 1);
const FIRST_ROW: u32 = 8;

/// A table; its places are filled in when its file is built.
#[derive(Debug, Clone)]
pub(in crate::rules) struct TableOf {
    table: Table,
    rows: Vec<Row>,
}

/// A sound table without rows: Phong Thổ, 2023, registered, in triệu đồng, with every column.
pub(in crate::rules) fn table() -> TableOf {
    let columns = fields().map(|field| {
        let header = programme().header(field).to_owned();
        (field, Column { at: CellRef::new(6, column(field)), header, loose: false, unit: None })
    });
    let table = Table {
        file: Arc::from(""),
        sheet: Arc::from("Đề án"),
        header: HEADER,
        title: Some(TITLE),
        columns: columns.collect(),
        missing: Vec::new(),
        clashes: Vec::new(),
        assumed_zero: Vec::new(),
        money_unit: MoneyUnitClaim::Stated(MoneyUnit::Trieu, CellRef::new(4, 0)),
        unit: UnitClaim::default(),
        year: YearClaim { year: Some(2023), at: Some(CellRef::new(2, 0)) },
        stage: Stage::Registered,
        submission_no: None,
        file_name: FileNameClaim::default(),
        form_version: None,
        superseded: false,
        split: Split::default(),
        summary: false,
        unclear_unit: None,
        projects: Vec::new(),
        totals: Vec::new(),
        unread: Vec::new(),
        hidden: Hidden::default(),
        converted: Vec::new(),
        rows: RowCount::default(),
    };
    TableOf { table, rows: Vec::new() }.unit("Phong Thổ")
}

/// `B30` as a cell.
fn cell(address: &str) -> CellRef {
    let (letters, digits) = address.split_at(address.find(|c: char| c.is_ascii_digit()).unwrap());
    let col = letters.bytes().fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
    CellRef::new(digits.parse::<u32>().unwrap() - 1, col - 1)
}

impl TableOf {
    /// With another project.
    pub(in crate::rules) fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// With more projects.
    pub(in crate::rules) fn rows(self, rows: impl IntoIterator<Item = Row>) -> Self {
        rows.into_iter().fold(self, Self::row)
    }

    /// Of this unit.
    pub(in crate::rules) fn unit(mut self, short: &str) -> Self {
        let unit = programme().unit_by_name(short);
        assert!(unit.is_some(), "the catalogue has no unit {short}");
        self.table.unit =
            UnitClaim { unit, at: Some(CellRef::new(1, 0)), written: short.to_owned(), candidates: vec![] };
        self
    }

    /// Of a unit that nobody can tell: what was written, where (nowhere if empty), what it may mean.
    pub(in crate::rules) fn unknown_unit(mut self, written: &str, at: &str, candidates: &[&str]) -> Self {
        self.table.unit = UnitClaim {
            unit: None,
            at: (!at.is_empty()).then(|| cell(at)),
            written: written.to_owned(),
            candidates: candidates.iter().filter_map(|short| programme().unit_by_name(short)).collect(),
        };
        self
    }

    /// Of this year.
    pub(in crate::rules) fn year(mut self, year: i32) -> Self {
        self.table.year.year = Some(year);
        self
    }

    /// Without a year in its head.
    pub(in crate::rules) fn no_year(mut self) -> Self {
        self.table.year = YearClaim::default();
        self
    }

    /// With words in the place of the unit of money that name none.
    pub(in crate::rules) fn unclear_unit(mut self, written: &str, at: &str) -> Self {
        self.table.unclear_unit = Some((written.to_owned(), cell(at)));
        self
    }

    /// In a file whose name says this of unit and year.
    pub(in crate::rules) fn file_name(mut self, unit: Option<&str>, year: Option<i32>) -> Self {
        let unit = unit.and_then(|short| programme().unit_by_name(short));
        self.table.file_name = FileNameClaim { unit, year };
        self
    }

    /// With this "Phiên bản biểu mẫu".
    pub(in crate::rules) fn version(mut self, written: &str, at: &str) -> Self {
        self.table.form_version = Some(FormVersion { written: written.to_owned(), at: cell(at) });
        self
    }

    /// With text that was converted from a legacy set.
    pub(in crate::rules) fn converted(mut self, set: LegacySet, first: &str, last: &str, cells: usize) -> Self {
        self.table.converted.push(Converted { set, area: Area::new(cell(first), cell(last)), cells });
        self
    }

    /// Of this stage.
    pub(in crate::rules) fn stage(mut self, stage: Stage) -> Self {
        self.table.stage = stage;
        self
    }

    /// With this Lần nộp.
    pub(in crate::rules) fn number(mut self, number: Option<u32>) -> Self {
        self.table.submission_no = number;
        self
    }

    /// In whose place a later table stands.
    pub(in crate::rules) fn set_aside(mut self) -> Self {
        self.table.superseded = true;
        self
    }

    /// In this sheet.
    pub(in crate::rules) fn sheet(mut self, name: &str) -> Self {
        self.table.sheet = Arc::from(name);
        self
    }

    /// With this claim about its money unit.
    pub(in crate::rules) fn money(mut self, claim: MoneyUnitClaim) -> Self {
        self.table.money_unit = claim;
        self
    }

    /// Without a required column.
    pub(in crate::rules) fn missing(mut self, header: &str, nearest: Option<(&str, CellRef)>) -> Self {
        let nearest = nearest.map(|(seen, at)| (seen.to_owned(), at));
        self.table.missing.push(MissingColumn { header: header.to_owned(), nearest });
        self
    }

    /// With several columns of one field, at A7, B7 …
    pub(in crate::rules) fn clash<const N: usize>(mut self, field: Field, headers: [&str; N]) -> Self {
        let columns = headers.iter().zip(0..).map(|(header, col)| Column {
            at: CellRef::new(6, col),
            header: (*header).to_owned(),
            loose: false,
            unit: None,
        });
        self.table.clashes.push((field, columns.collect()));
        self
    }

    /// Without a column.
    pub(in crate::rules) fn without(mut self, field: Field) -> Self {
        self.table.columns.remove(&field);
        self
    }

    /// With a header that is not exact.
    pub(in crate::rules) fn loose(mut self, field: Field, header: &str) -> Self {
        let column = self.table.columns.get_mut(&field).unwrap();
        header.clone_into(&mut column.header);
        column.loose = true;
        self
    }

    /// Without a source's column, which was read as 0.
    pub(in crate::rules) fn assumed_zero(mut self, id: &str) -> Self {
        let absent: SourceId = source(id);
        self.table.assumed_zero.push(absent);
        self.without(Field::Source(absent))
    }

    /// With a cell that was not read, and amounts in it.
    pub(in crate::rules) fn unread(mut self, at: &str, reason: &str, amounts: &[&str]) -> Self {
        let amounts = amounts.iter().map(|at| cell(at)).collect();
        self.table.unread.push(UnreadRow { area: cell(at).into(), reason: reason.to_owned(), routine: false, amounts });
        self
    }

    /// With a line of the signature block, and amounts in it.
    pub(in crate::rules) fn signature(mut self, at: &str, amounts: &[&str]) -> Self {
        self = self.unread(at, "chữ ký", amounts);
        self.table.unread.iter_mut().for_each(|row| row.routine = true);
        self
    }

    /// With a total row under the projects so far: one amount in đồng, the slack of its digits, what it covers.
    pub(in crate::rules) fn total(self, field: Field, dong: i64, slack: i64, covers: &[&[usize]]) -> Self {
        let at = CellRef::new(self.next_row(), column(field));
        let entry = Entry::read(at, dong.to_string(), Money::from_dong(dong));
        self.total_row(field, entry, slack, covers.iter().map(|covers| covers.to_vec()).collect())
    }

    /// With a total row whose total cannot be read.
    pub(in crate::rules) fn total_fault(self, written: &str, fault: Fault) -> Self {
        let entry = Entry::faulty(CellRef::new(self.next_row(), column(Field::Total)), written, fault);
        let all = (0..self.rows.len()).collect();
        self.total_row(Field::Total, entry, 0, vec![all])
    }

    /// With a total row under the projects so far: one amount with a fraction of a đồng, what it covers.
    pub(in crate::rules) fn rounded_total(self, field: Field, dong: &str, covers: &[&[usize]]) -> Self {
        let at = CellRef::new(self.next_row(), column(field));
        let exact = dong.parse().unwrap();
        let mut entry = Entry::read(at, dong, Money::from_amount(exact, MoneyUnit::Dong).unwrap());
        entry.exact = Some(Box::new(exact));
        self.total_row(field, entry, 0, covers.iter().map(|covers| covers.to_vec()).collect())
    }

    fn total_row(mut self, field: Field, entry: Entry<Money>, slack: i64, covers: Vec<Vec<usize>>) -> Self {
        let row = self.next_row();
        let slack = vec![Money::from_dong(slack)];
        self.table.totals.push(TotalRow {
            row,
            label: "Tổng cộng".to_owned(),
            amounts: vec![(field, entry)],
            slack,
            covers,
            sums: vec![None],
        });
        self
    }

    /// With a total row under the projects so far: one amount in đồng by a formula that adds these projects up.
    pub(in crate::rules) fn summed(self, field: Field, dong: i64, covers: &[&[usize]], added: &[usize]) -> Self {
        let mut table = self.total(field, dong, 0, covers);
        if let Some(row) = table.table.totals.last_mut() {
            row.amounts[0].1.formula = true;
            row.sums[0] = Some(added.to_vec());
        }
        table
    }

    /// With another amount in the last total row: typed, or by a formula that adds these projects up.
    pub(in crate::rules) fn beside(mut self, field: Field, dong: i64, added: Option<&[usize]>) -> Self {
        let at = CellRef::new(self.next_row(), column(field));
        let mut entry = Entry::read(at, dong.to_string(), Money::from_dong(dong));
        entry.formula = added.is_some();
        if let Some(row) = self.table.totals.last_mut() {
            row.amounts.push((field, entry));
            row.slack.push(Money::ZERO);
            row.sums.push(added.map(<[usize]>::to_vec));
        }
        self
    }

    /// With another amount in the last total row, by a formula that adds up no rows.
    pub(in crate::rules) fn computed(mut self, field: Field, dong: i64) -> Self {
        self = self.beside(field, dong, None);
        if let Some((_, entry)) = self.table.totals.last_mut().and_then(|row| row.amounts.last_mut()) {
            entry.formula = true;
        }
        self
    }

    /// That lists again what other tables hold.
    pub(in crate::rules) fn summary(mut self) -> Self {
        self.table.summary = true;
        self
    }

    /// With these projects in hidden rows.
    pub(in crate::rules) fn hidden_rows(mut self, projects: &[usize]) -> Self {
        self.table.hidden.projects = projects.to_vec();
        self
    }

    /// With the columns of these fields hidden.
    pub(in crate::rules) fn hidden_columns(mut self, fields: &[Field]) -> Self {
        self.table.hidden.columns = fields.to_vec();
        self
    }

    /// With a filter that hides these projects.
    pub(in crate::rules) fn filter(mut self, range: &str, projects: &[usize]) -> Self {
        let (first, last) = range.split_once(':').unwrap();
        let area = Area::new(cell(first), cell(last));
        self.table.hidden.filters.push(ActiveFilter { area, projects: projects.to_vec() });
        self
    }

    /// With this many projects that another sheet lists too, under a header there.
    pub(in crate::rules) fn joined(mut self, sheet: &str, header: &str, rows: usize) -> Self {
        let (first, last) = header.split_once(':').unwrap();
        let header = Area::new(cell(first), cell(last));
        self.table.split.joined.push(JoinedSheet { sheet: Arc::from(sheet), header, rows });
        self
    }

    /// On a hidden sheet.
    pub(in crate::rules) fn hidden_sheet(mut self) -> Self {
        self.table.hidden.sheet = true;
        self
    }

    /// In whose place the table of a visible sheet stands.
    pub(in crate::rules) fn replaced_by(mut self, sheet: &str) -> Self {
        self.table.hidden.replaced_by = Some(Arc::from(sheet));
        self
    }

    fn next_row(&self) -> u32 {
        FIRST_ROW + u32::try_from(self.rows.len()).unwrap()
    }

    /// The header's cells.
    pub(in crate::rules) fn header(&self) -> Area {
        self.table.header
    }

    /// Where a fault of the table as a whole is shown.
    pub(in crate::rules) fn head(&self) -> Area {
        self.table.head()
    }

    /// The table as it stands in a file.
    pub(super) fn build(self, file: &Arc<str>) -> Table {
        let Self { mut table, rows } = self;
        table.file = Arc::clone(file);
        let sheet = Arc::clone(&table.sheet);
        let (unit, year, stage) = (table.unit.unit, table.year.year, table.stage);
        let build = |(row, at): (Row, u32)| {
            row.build(&Stands { file, sheet: &sheet, row: at, unit, year, stage, heading: HEADING })
        };
        table.projects = rows.into_iter().zip(FIRST_ROW..).map(build).collect();
        let projects = table.projects.len() as u64;
        table.rows = RowCount { seen: projects, projects, ..RowCount::default() };
        table
    }
}
