//! One table of projects in a sheet: what its header says, its rows, its totals, its book-keeping.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::ids::{SourceId, UnitId};
use super::money::{Money, MoneyUnit};
use super::place::{Area, CellRef, Place};
use super::project::{Project, Stage};

/// A field that a column can hold. The source fields come from the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// STT
    Ordinal,
    /// Mã nhiệm vụ
    Task,
    /// Mã đề án
    ProjectId,
    /// Tên đề án
    Name,
    /// Đơn vị thụ hưởng
    Beneficiary,
    /// Đơn vị thực hiện
    Implementer,
    /// Loại hình
    Kind,
    /// Mã số thuế
    TaxCode,
    /// Địa điểm
    Place,
    /// Năm thực hiện
    Year,
    /// Tính chất
    Status,
    /// Quyết định phê duyệt
    Approval,
    /// ĐVT
    Measure,
    /// Số lượng
    Quantity,
    /// Tên hội chợ
    Event,
    /// Quy mô
    Scale,
    /// Đơn giá
    UnitPrice,
    /// Tổng kinh phí
    Total,
    /// A source of the catalogue
    Source(SourceId),
    /// Ghi chú
    Note,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The cell of its header.
    pub at: CellRef,
    /// The header as written, levels joined with " / ".
    pub header: String,
    /// Mapped by a name that is not exact (KCĐP as NS tỉnh): BM09.
    pub loose: bool,
    /// The money unit that the header itself states ("Tổng kinh phí (tr.đ)").
    pub unit: Option<MoneyUnit>,
}

/// A required column that the table lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingColumn {
    /// The header as the form prints it; several joined with "hoặc" where one of them is enough.
    pub header: String,
    /// The nearest header seen that stands for no field.
    pub nearest: Option<(String, CellRef)>,
}

/// In which unit a table's money is, and how that was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyUnitClaim {
    /// Stated in the title block or in the headers.
    Stated(MoneyUnit, CellRef),
    /// Not stated; the magnitudes leave one answer (BM03, warning).
    Inferred(MoneyUnit),
    /// Not stated, and the magnitudes leave several answers or none (BM03, error).
    Unknown,
}

impl MoneyUnitClaim {
    /// The unit in which amounts were read, where there is one.
    pub const fn unit(&self) -> Option<MoneyUnit> {
        match self {
            Self::Stated(unit, _) | Self::Inferred(unit) => Some(*unit),
            Self::Unknown => None,
        }
    }
}

/// Which unit submits, as far as the title block or the file name tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitClaim {
    /// The unit, where it is one unit of the programme at that date.
    pub unit: Option<UnitId>,
    /// The cell that names it; none where the file name did, or nothing.
    pub at: Option<CellRef>,
    /// What was written.
    pub written: String,
    /// The units that it may mean, where it is ambiguous or near to some; never chosen from.
    pub candidates: Vec<UnitId>,
}

/// Which year the table is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearClaim {
    /// The year, whether or not the programme has it.
    pub year: Option<i32>,
    /// The cell that says it; none where the sheet's or the file's name does.
    pub at: Option<CellRef>,
}

/// What a file's name says of its submission: a check on the sheet, which knows better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileNameClaim {
    /// The one unit that it names.
    pub unit: Option<UnitId>,
    /// The one year that it names, dates left out.
    pub year: Option<i32>,
}

/// "Phiên bản biểu mẫu", where the title block states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// The version as written.
    pub written: String,
    /// The cell that says it.
    pub at: CellRef,
}

/// A set of characters from before Unicode, which only the font's name gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LegacySet {
    /// TCVN 5712:1993, third set ("ABC"): fonts `.Vn…`.
    Tcvn3,
    /// VNI for Windows: fonts `VNI-…`.
    Vni,
}

impl LegacySet {
    /// Every set.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// Its name, with the fonts that a person knows it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (phông .Vn…)",
            Self::Vni => "VNI (phông VNI-…)",
        }
    }
}

/// Text of one legacy set that was converted to Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted {
    /// The set.
    pub set: LegacySet,
    /// The smallest range that holds all its cells.
    pub area: Area,
    /// How many cells were converted in it.
    pub cells: usize,
}

/// A total or subtotal row.
#[derive(Debug, Clone)]
pub struct TotalRow {
    /// The row, counted from 0.
    pub row: u32,
    /// Its label as written.
    pub label: String,
    /// Its amounts, by the column's field ([`Field::Total`] or a source); blank cells are left out.
    pub amounts: Vec<(Field, Entry<Money>)>,
    /// Half the last digit typed, per amount, in đồng: a total typed with fewer digits than its rows
    /// stands for that interval. Zero for a formula.
    pub slack: Vec<Money>,
    /// The rows it may cover, as positions in the table's lines, the likeliest reading first.
    /// It ties out when any reading does.
    pub covers: Vec<Vec<usize>>,
    /// The projects that the formula of each amount adds up, itself or through subtotals, as positions in the
    /// table's lines, in order; nothing where the amount is typed or its formula is more than a sum of rows.
    pub sums: Vec<Option<Vec<usize>>>,
}

/// What a sheet does not show of a table. It counts all the same, but for a table on a hidden sheet in whose place
/// a visible one stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Whether the sheet is hidden.
    pub sheet: bool,
    /// The visible sheet that holds a table for the same unit, year and stage, where the table's own sheet is hidden.
    pub replaced_by: Option<Arc<str>>,
    /// The projects in hidden rows, as positions in the table's lines; those that a filter hides are the filter's.
    pub projects: Vec<usize>,
    /// The fields of which hidden columns hold something.
    pub columns: Vec<Field>,
    /// The filters of which a condition is set.
    pub filters: Vec<ActiveFilter>,
}

/// A filter of which a condition is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveFilter {
    /// Its range, the header row included.
    pub area: Area,
    /// The projects that it hides, as positions in the table's lines.
    pub projects: Vec<usize>,
}

/// What the other sheets of the workbook add to a table whose projects they list too, each with its own source.
#[derive(Debug, Clone, Default)]
pub struct Split {
    /// The projects as this table's own rows give them, where rows of another sheet were joined to some of them or
    /// some of them to another sheet's: its totals cover these.
    pub rows: Option<Vec<Project>>,
    /// The tables whose rows were joined to projects of this one.
    pub joined: Vec<JoinedSheet>,
}

/// A table of which rows were joined to another one's projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedSheet {
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Its header.
    pub header: Area,
    /// How many of its rows were joined.
    pub rows: usize,
}

/// Content that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadRow {
    /// The cells.
    pub area: Area,
    /// Why, in Vietnamese.
    pub reason: String,
    /// Whether every paper has it (a date line, a signature): listed in the audit trail, and no finding.
    pub routine: bool,
    /// Cells in a money column that hold an amount.
    pub amounts: Vec<CellRef>,
}

/// The book-keeping of a table: `seen` is the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows with any content, from the first row under the header to the sheet's last.
    pub seen: u64,
    /// Rows read as projects; several where sheets share a project, each in its own table.
    pub projects: u64,
    /// Group rows, index rows, repeated headers.
    pub headings: u64,
    /// Total and subtotal rows.
    pub totals: u64,
    /// Notes, signatures and whatever else was not read, each with its reason.
    pub not_read: u64,
}

impl RowCount {
    /// Whether the books balance.
    pub const fn balances(&self) -> bool {
        self.seen == self.projects + self.headings + self.totals + self.not_read
    }

    /// Adds another table's rows.
    pub const fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        self.projects += other.projects;
        self.headings += other.headings;
        self.totals += other.totals;
        self.not_read += other.not_read;
    }
}

/// One table of projects.
#[derive(Debug, Clone)]
pub struct Table {
    /// The file as the report names it.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The header's cells.
    pub header: Area,
    /// The title block above it; none where the header is the sheet's first content.
    pub title: Option<Area>,
    /// The columns that were recognised.
    pub columns: BTreeMap<Field, Column>,
    /// Required columns that are not there (BM01).
    pub missing: Vec<MissingColumn>,
    /// Fields that several columns claim (BM02), with their headers.
    pub clashes: Vec<(Field, Vec<Column>)>,
    /// Source columns that are absent and were read as 0, since the sums tie (BM09).
    pub assumed_zero: Vec<SourceId>,
    /// The money unit.
    pub money_unit: MoneyUnitClaim,
    /// What is stated for one and names no unit of money, with its cell.
    pub unclear_unit: Option<(String, CellRef)>,
    /// The submitting unit.
    pub unit: UnitClaim,
    /// The year.
    pub year: YearClaim,
    /// What the file's name says of unit and year.
    pub file_name: FileNameClaim,
    /// "Phiên bản biểu mẫu", where it is stated.
    pub form_version: Option<FormVersion>,
    /// The stage.
    pub stage: Stage,
    /// Lần nộp, where it is stated.
    pub submission_no: Option<u32>,
    /// Whether another submission of its unit, years and stage with a higher "Lần nộp" stands in its place.
    pub superseded: bool,
    /// The projects, in the order of the rows. One that several sheets list stands in the first of them.
    pub projects: Vec<Project>,
    /// What other sheets of the workbook add to it.
    pub split: Split,
    /// Whether it only sums up the projects of the workbook's other tables, by task or by source: none of it is read.
    pub summary: bool,
    /// The total and subtotal rows.
    pub totals: Vec<TotalRow>,
    /// What was not read.
    pub unread: Vec<UnreadRow>,
    /// What the sheet does not show.
    pub hidden: Hidden,
    /// Text that was converted from legacy sets, one entry a set.
    pub converted: Vec<Converted>,
    /// The book-keeping.
    pub rows: RowCount,
}

impl Table {
    /// Whether the header or the unit of money is so faulty that the table's projects are listed and not
    /// counted, and nothing else is said of them (BM01, BM02, BM03 as an error).
    pub fn is_void(&self) -> bool {
        !self.missing.is_empty() || !self.clashes.is_empty() || self.money_unit == MoneyUnitClaim::Unknown
    }

    /// Whether a visible sheet stands in place of its hidden one: its projects are listed, not counted, and nothing
    /// else is said of them (AN03).
    pub const fn is_replaced(&self) -> bool {
        self.hidden.replaced_by.is_some()
    }

    /// The projects as the table's own rows give them: what its totals, its filters and its hidden rows are of. They
    /// are its projects, but where it shares some of them with another sheet.
    pub fn lines(&self) -> &[Project] {
        self.split.rows.as_deref().unwrap_or(&self.projects)
    }

    /// The years that the submission is of: the stated one, else those of its rows.
    pub fn years(&self) -> BTreeSet<i32> {
        match self.year.year {
            Some(year) => BTreeSet::from([year]),
            None => self.lines().iter().filter_map(|project| project.year).collect(),
        }
    }

    /// The "Lần nộp" that it counts as: the first where none is stated.
    pub fn submission_number(&self) -> u32 {
        self.submission_no.unwrap_or(1)
    }

    /// The unit of money of a column: its header's own, else the table's; nothing where neither is known.
    pub fn unit_of(&self, field: Field) -> Option<MoneyUnit> {
        self.columns.get(&field).and_then(|column| column.unit).or(self.money_unit.unit())
    }

    /// A place in this table's sheet.
    pub fn place(&self, cells: impl IntoIterator<Item = impl Into<Area>>) -> Place {
        Place::cells(&self.file, &self.sheet, cells)
    }

    /// The title block, else the header: where a fault of the table as a whole is shown.
    pub fn head(&self) -> Area {
        self.title.unwrap_or(self.header)
    }
}
