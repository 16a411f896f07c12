//! One project (đề án): a row of a submission, normalised.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::date::Date;
use super::entry::{Entry, Shared};
use super::ids::{SourceId, TaskId, UnitId};
use super::money::Money;
use super::place::{Area, CellRef, Place};

/// The stage (giai đoạn) that a submission speaks of. Totals of different stages are never added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// đăng ký: the unit registers.
    #[default]
    Registered,
    /// thẩm định: the Sở and Sở Tài chính appraise.
    Appraised,
    /// phê duyệt: approved.
    Approved,
    /// thực hiện: carried out and settled.
    CarriedOut,
}

impl Stage {
    /// Every stage, in the order of time.
    pub const ALL: [Self; 4] = [Self::Registered, Self::Appraised, Self::Approved, Self::CarriedOut];

    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Appraised => "appraised",
            Self::Approved => "approved",
            Self::CarriedOut => "carried_out",
        }
    }

    /// The Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registered => "Đăng ký",
            Self::Appraised => "Thẩm định",
            Self::Approved => "Phê duyệt",
            Self::CarriedOut => "Thực hiện",
        }
    }

    /// The stage of a name in the JSON.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// Whether money is no longer a wish: from phê duyệt on, passing the programme is an error.
    pub fn is_binding(self) -> bool {
        self >= Self::Approved
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the column "Tính chất" says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Status {
    /// Chuyển tiếp: carried over from an earlier year.
    pub carried_over: bool,
    /// Nhóm: a group project, which may lack a named beneficiary.
    pub group: bool,
}

/// Which task the row says it belongs to, and how that was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskClaim {
    /// The task cell; absent where the table has no task column.
    pub entry: Entry<Arc<str>>,
    /// The task, where it was recognised.
    pub task: Option<TaskId>,
    /// The heading that gave it, where the cell is blank or there is no column.
    pub heading: Option<CellRef>,
    /// The nearest tasks, where it was not recognised; a suggestion, never a decision.
    pub suggestions: Vec<TaskId>,
}

impl TaskClaim {
    /// The cell that says the task: its own, else the heading's.
    pub fn cell(&self) -> Option<CellRef> {
        match (self.entry.at, self.entry.is_blank()) {
            (Some(own), false) => Some(own),
            (own, _) => self.heading.or(own),
        }
    }
}

/// One project of a submission.
#[derive(Debug, Clone)]
pub struct Project {
    /// The file as the report names it.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, counted from 0.
    pub row: u32,
    /// The submitting unit, where it is known.
    pub unit: Option<UnitId>,
    /// The year that counts: the row's own, else the submission's.
    pub year: Option<i32>,
    /// The submission's stage.
    pub stage: Stage,
    /// The row's own year.
    pub year_entry: Entry<i32>,
    /// The task.
    pub task: TaskClaim,
    /// Mã đề án.
    pub id: Entry<Arc<str>>,
    /// Tên đề án.
    pub name: Entry<Arc<str>>,
    /// Đơn vị thụ hưởng.
    pub beneficiary: Entry<Arc<str>>,
    /// Đơn vị thực hiện.
    pub implementer: Entry<Arc<str>>,
    /// Loại hình.
    pub kind: Entry<Arc<str>>,
    /// Mã số thuế.
    pub tax_code: Entry<Arc<str>>,
    /// Địa điểm.
    pub place: Entry<Arc<str>>,
    /// Tính chất, as written.
    pub status_entry: Entry<Arc<str>>,
    /// Tính chất, as understood.
    pub status: Status,
    /// Quyết định phê duyệt, as written.
    pub approval: Entry<Arc<str>>,
    /// The date in it.
    pub approved_on: Option<Date>,
    /// ĐVT.
    pub measure: Entry<Arc<str>>,
    /// Số lượng.
    pub quantity: Entry<Decimal>,
    /// Tên hội chợ.
    pub event: Entry<Arc<str>>,
    /// Quy mô: booths or people per unit of quantity.
    pub scale: Entry<Decimal>,
    /// Đơn giá.
    pub unit_price: Entry<Money>,
    /// Tổng kinh phí, as written.
    pub total: Entry<Money>,
    /// The money of each source of the catalogue, in its order.
    pub sources: Vec<Entry<Money>>,
    /// Ghi chú.
    pub note: Entry<Arc<str>>,
    /// The rows of other sheets that list the same project, each with its own source of money: they are this one
    /// project, and what they say is in its fields. Empty for nearly every project.
    pub joined: Vec<JoinedRow>,
    /// The rows of other sheets that seem to be this project and do not tie with it: they stand apart, and TR01 says so.
    pub unjoined: Option<Unjoined>,
    /// Whether its figures enter the totals (rule book, "What counts").
    pub counted: bool,
    /// How much of its quantity an earlier row of the same fair has counted already.
    pub counted_before: Decimal,
}

/// A row of another sheet that lists a project, and is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedRow {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, counted from 0.
    pub row: u32,
    /// The cells of the project's own row to whose amounts cells of this row were added, each with that cell.
    pub added: Vec<(CellRef, CellRef)>,
}

/// Rows that seem to be one project, and could not be joined with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjoined {
    /// Why not.
    pub reason: Discord,
    /// Where each of the other rows names the project, told at the last of them; empty at the others.
    pub rows: Vec<Place>,
}

/// Why rows of several sheets that name one project are not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discord {
    /// No reading of their amounts ties: neither as parts that add up nor as one whole seen from each source.
    Amounts,
    /// Their quantities differ.
    Quantities,
    /// The same amount of its own stands in each, and nothing tells whether it is one amount or a part in each.
    Own,
    /// One of the sheets lists it more than once.
    Copies,
    /// An amount cannot be read.
    Unreadable,
}

/// How a beneficiary begins that is not one facility.
const MANY: [&str; 7] = ["các", "cac", "nhóm", "nhom", "nhiều", "nhieu", "chưa"];

impl Project {
    /// The money of one source as read; zero where the cell is blank or the column absent.
    pub fn source(&self, source: SourceId) -> Money {
        self.sources.get(source.index()).and_then(|entry| entry.value).unwrap_or_default()
    }

    /// The sum of several sources; nothing where one of them could not be read.
    pub fn sum_of(&self, sources: impl IntoIterator<Item = SourceId>) -> Option<Money> {
        sources.into_iter().try_fold(Money::ZERO, |sum, source| {
            let readable = self.sources.get(source.index()).is_none_or(|entry| entry.fault.is_none());
            readable.then(|| sum + self.source(source))
        })
    }

    /// The sum of all sources, which is what the appendices hold; nothing where one could not be read.
    pub fn sources_sum(&self) -> Option<Money> {
        self.sum_of((0..self.sources.len()).map(SourceId))
    }

    /// The cost that a percentage is of: the project's total. Where the sources do not add up to it (TG01 then says
    /// so), it is the larger of the two, so that a slip in one cell is not said twice; where the total is blank it is
    /// the sources' sum. Nothing where an amount could not be read.
    pub fn cost(&self) -> Option<Money> {
        let sum = self.sources_sum()?;
        match (&self.total.fault, self.total.value) {
            (Some(_), _) => None,
            (None, written) => Some(written.map_or(sum, |total| total.max(sum))),
        }
    }

    /// Lets its texts be one with those of other rows.
    pub fn share(&mut self, texts: &mut Shared) {
        let words = [
            &mut self.task.entry,
            &mut self.id,
            &mut self.name,
            &mut self.beneficiary,
            &mut self.implementer,
            &mut self.kind,
            &mut self.tax_code,
            &mut self.place,
            &mut self.status_entry,
            &mut self.approval,
            &mut self.measure,
            &mut self.event,
            &mut self.note,
        ];
        for entry in words {
            entry.share_text(texts);
        }
        for entry in [&mut self.quantity, &mut self.scale] {
            entry.share(texts);
        }
        let money = [&mut self.unit_price, &mut self.total].into_iter().chain(&mut self.sources);
        money.for_each(|entry| entry.share(texts));
        self.year_entry.share(texts);
    }

    /// Whether every amount of the row could be read and none is negative: such a project counts.
    pub fn amounts_stand(&self) -> bool {
        std::iter::once(&self.total)
            .chain(&self.sources)
            .all(|entry| entry.fault.is_none() && entry.value.is_none_or(|amount| !amount.is_negative()))
    }

    /// The quantity that enters the totals: what it states, less what an earlier row of the same fair has counted.
    pub fn counted_quantity(&self) -> Decimal {
        self.stated_quantity() - self.counted_before
    }

    /// The quantity that it states: 0 where it is blank or faulty (negative, not whole, none).
    pub fn stated_quantity(&self) -> Decimal {
        self.quantity
            .value
            .filter(|quantity| !quantity.is_sign_negative() && quantity.fract().is_zero())
            .unwrap_or_default()
    }

    /// Whether it is a group project ("Đề án nhóm …" or Tính chất "Nhóm").
    pub fn is_group(&self) -> bool {
        self.status.group || super::text::fold(self.name.text()).contains("de an nhom")
    }

    /// Whether it may be told whose it is: no group project, and its beneficiary is no list ("Các cơ sở …",
    /// "03 hợp tác xã") and nobody yet ("Chưa xác định").
    pub fn is_of_one(&self) -> bool {
        let named = super::text::tidy(self.beneficiary.text()).to_lowercase();
        let first = named.split(' ').next().unwrap_or_default();
        let many = MANY.contains(&first) || first.starts_with(|c: char| c.is_ascii_digit());
        !self.is_group() && (!many || super::beneficiary::tax_code(self).is_some())
    }

    /// The date whose norms judge it: its approval, else 1 January of its year.
    pub fn judged_on(&self) -> Option<Date> {
        self.approved_on.or(self.year.map(Date::new_year))
    }

    /// The places of cells of this project, one for each sheet that they stand in; cells that do not exist are left
    /// out, and an amount that was added up from several sheets stands in each of them.
    pub fn place(&self, cells: impl IntoIterator<Item = Option<CellRef>>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for cell in cells.into_iter().flatten().flat_map(|cell| self.with_added(cell)) {
            let sheet = self.sheet_of(cell);
            let area = Area::from(cell.of_part(0));
            match places.iter_mut().find(|place| place.sheet.as_ref() == Some(sheet)) {
                Some(place) => place.cells.push(area),
                None => places.push(Place::cells(&self.file, sheet, [area])),
            }
        }
        if places.is_empty() {
            places.push(Place::cells(&self.file, &self.sheet, std::iter::empty::<Area>()));
        }
        places
    }

    /// The sheet that a cell of this project stands in.
    pub fn sheet_of(&self, cell: CellRef) -> &Arc<str> {
        let joined = usize::from(cell.part).checked_sub(1).and_then(|at| self.joined.get(at));
        joined.map_or(&self.sheet, |row| &row.sheet)
    }

    /// A cell, and those whose amounts were added to it.
    fn with_added(&self, cell: CellRef) -> impl Iterator<Item = CellRef> {
        let added = self.joined.iter().flat_map(|row| &row.added);
        std::iter::once(cell).chain(added.filter(move |(to, _)| *to == cell).map(|(_, from)| *from))
    }

    /// Whether the sources add up to the total, up to one đồng for each amount that was rounded; nothing where an
    /// amount cannot be read or no total is written.
    pub fn ties(&self) -> Option<bool> {
        let (total, sum) = (self.total.value?, self.sources_sum()?);
        let off = if total > sum { total - sum } else { sum - total };
        Some(off <= self.rounding((0..self.sources.len()).map(SourceId)) + self.total.rounding())
    }

    /// By how much the sum of these sources may miss, because amounts with a fraction of a đồng were rounded cell by
    /// cell: one đồng for each such amount.
    pub fn rounding(&self, sources: impl IntoIterator<Item = SourceId>) -> Money {
        sources.into_iter().filter_map(|source| self.sources.get(source.index())).map(Entry::rounding).sum()
    }

    /// The cells of these sources, in the catalogue's order.
    pub fn source_cells(&self, sources: impl IntoIterator<Item = SourceId>) -> Vec<Option<CellRef>> {
        sources.into_iter().map(|source| self.sources.get(source.index()).and_then(|entry| entry.at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::fixtures::project;
    use crate::programme::load;

    #[test]
    fn a_list_a_group_and_nobody_yet_are_not_one_facility() {
        let named = |name: &str| project(&load::embedded().unwrap(), "Phong Thổ", "3.1.b").by(name);
        for name in ["Các cơ sở chế biến chè", "NHÓM hộ bản A", "03 hợp tác xã", "Nhiều cơ sở", "Chưa xác định"]
        {
            assert!(!named(name).is_of_one(), "{name}");
            assert!(named(name).taxed("6200000001").is_of_one(), "{name} with a tax code");
        }
        for name in ["HTX Các Bản", "Hộ kinh doanh 26-3", "Cáchmạng", ""] {
            assert!(named(name).is_of_one(), "{name}");
        }
        assert!(!named("HTX A").named("Đề án nhóm máy sấy").is_of_one());
    }
}
