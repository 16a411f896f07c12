//! Another office's workbook with the three appendices, as it was read: which tables, and what each row and column
//! of them means. Their amounts stay as written, each in its own place: what they come to is the crosscheck's.

use std::path::PathBuf;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::comparison::{AppendixRow, FigureOf};
use super::entry::Fault;
use super::money::{Money, MoneyUnit};
use super::place::{Area, CellRef, Place};

/// Their workbook.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// The file as the report names it.
    pub file: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Its tables that are appendices, in the order of its sheets.
    pub tables: Vec<TheirTable>,
    /// The sheets without such a table, and hidden ones where a visible one has one, which are said to be so.
    pub other_sheets: Vec<Arc<str>>,
}

impl Theirs {
    /// Whether any of its figures can be read: formulas that were never calculated have no result.
    pub fn holds_a_number(&self) -> bool {
        let rows = self.tables.iter().flat_map(|table| &table.rows);
        rows.flat_map(|row| &row.cells).any(|cell| cell.value.is_some())
    }
}

/// One table of their workbook.
#[derive(Debug, Clone)]
pub struct TheirTable {
    /// The file as the report names it.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The cells of its header.
    pub header: Area,
    /// The unit of money that the sheet states, and where; none where it states none.
    pub unit: Option<(MoneyUnit, CellRef)>,
    /// The columns that mean something, from left to right.
    pub columns: Vec<TheirColumn>,
    /// The rows under the header that hold something, from top to bottom.
    pub rows: Vec<TheirRow>,
    /// Every cell from the title to the last row, to be shown again.
    pub shown: Vec<ShownCell>,
    /// The merged areas among them.
    pub merges: Vec<Area>,
}

impl TheirTable {
    /// Cells of this table, to be pointed at.
    pub fn place(&self, cells: impl IntoIterator<Item = CellRef>) -> Place {
        Place::cells(&self.file, &self.sheet, cells)
    }
}

/// A column of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirColumn {
    /// Its position, counted from 0.
    pub col: u32,
    /// Its header, the levels joined.
    pub header: String,
    /// What it holds.
    pub role: ColumnRole,
    /// The unit of money that its own header states.
    pub unit: Option<MoneyUnit>,
}

/// What a column of theirs holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnRole {
    /// The rows' numbers or codes; whether its header says that they are codes.
    Code(bool),
    /// The rows' names.
    Name,
    /// Figures, of one year or of the whole period.
    Figure(FigureOf, Option<i32>),
    /// Shares in per cent, of one year or of the whole period.
    Share(Option<i32>),
}

/// A row of theirs.
#[derive(Debug, Clone)]
pub struct TheirRow {
    /// Its position, counted from 0.
    pub row: u32,
    /// The number or code before its name, as written.
    pub code: String,
    /// Its name, as written.
    pub name: String,
    /// Which row of the appendices it is.
    pub role: RowRole,
    /// The year of the heading that it stands under, where it is no row of ours: such a row says its own.
    pub year: Option<i32>,
    /// Its cells in the columns of figures and shares, one for each such column in their order.
    pub cells: Vec<TheirCell>,
}

/// Which row of the appendices a row of theirs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowRole {
    /// A row of ours.
    Ours(RowOf),
    /// By its words a subtotal of their own ("Cộng mục I").
    Subtotal,
    /// By its number a heading, which may sum up what is under it.
    Heading,
    /// One of several rows that say the same row of ours: which of them it is no one can tell.
    Repeated(RowOf),
    /// A row that is none of ours.
    Unmatched,
}

/// A row of ours, or the part of one that a row of theirs is limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowOf {
    /// The row.
    pub row: AppendixRow,
    /// The part of its money, where the row itself says which ("Trong đó: KCQG").
    pub of: Option<FigureOf>,
    /// The year, where the row itself says which ("Năm 2023").
    pub year: Option<i32>,
}

impl RowOf {
    /// The whole of a row.
    pub const fn whole(row: AppendixRow) -> Self {
        Self { row, of: None, year: None }
    }
}

/// A cell of theirs that should hold a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TheirCell {
    /// Its column, counted from 0.
    pub col: u32,
    /// What it shows; empty where it is blank.
    pub written: String,
    /// The number, in the table's unit unless `unit` says otherwise; none where it is blank or no number.
    pub value: Option<Decimal>,
    /// The unit that the cell itself states ("300 triệu").
    pub unit: Option<MoneyUnit>,
    /// Decimals written: what the last digit stands for.
    pub decimals: u32,
    /// Whether its format shows it as a percentage (0.5 for 50%).
    pub percent: bool,
    /// Why it could not be read.
    pub fault: Option<Fault>,
}

impl TheirCell {
    /// Whether nothing is said: blank, or a dash.
    pub fn says_nothing(&self) -> bool {
        self.fault.is_none() && !self.written.chars().any(char::is_alphanumeric)
    }

    /// Whether it holds a number other than zero, or something that is none.
    pub fn holds_something(&self) -> bool {
        self.fault.is_some() || self.value.is_some_and(|value| !value.is_zero())
    }

    /// The amount in đồng where the table's money is in `unit`: a blank or a dash is no money. Nothing where it
    /// cannot be read, or passes every plausible budget.
    pub fn money(&self, unit: MoneyUnit) -> Option<Money> {
        match (&self.fault, self.value) {
            (Some(_), _) => None,
            (None, None) => Some(Money::ZERO),
            (None, Some(value)) => Money::from_amount(value, self.unit.unwrap_or(unit)),
        }
    }

    /// Half of what its last digit stands for, in đồng: by so much may it miss what it was rounded from.
    pub fn slack(&self, unit: MoneyUnit) -> Money {
        let step = Decimal::new(5, self.decimals.min(20) + 1);
        let dong = (step * self.unit.unwrap_or(unit).factor()).trunc();
        if self.value.is_none() { Money::ZERO } else { Money::from_amount(dong, MoneyUnit::Dong).unwrap_or_default() }
    }
}

/// A cell of theirs, to be shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCell {
    /// Where it stands.
    pub at: CellRef,
    /// What it shows.
    pub written: String,
    /// The number, where it holds one that is not a percentage.
    pub number: Option<Decimal>,
}
