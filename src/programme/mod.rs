//! The programme as data: the catalogue that rules, review, aggregate and report ask.
//!
//! [`raw`] is what a catalogue file says, letter by letter; [`load`] turns it into the validated types here
//! and names file, line and key of every mistake; [`audit`] proves the catalogue's own arithmetic.
//! Nothing in the rest of the program names a task, a source, a unit, an amount or a year.

pub mod audit;
pub mod book;
mod clauses;
mod codes;
mod headers;
mod in_force;
mod kinds;
pub mod load;
mod localities;
mod raw;
pub mod show;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use self::clauses::Clauses;
pub use self::in_force::{InForce, Overlaid, Overlay, Variant};
use crate::model::{Date, LegalForms, Money, SectionId, SourceId, TaskId, UnitId};

/// A programme: a decision of a provincial committee, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its short name, `lai-chau-2021-2025`.
    pub id: String,
    /// SHA-256 of the catalogue file, in lower-case hex.
    pub sha256: String,
    /// The overlay catalogues that were laid over it, in the order in which they were given.
    pub overlays: Vec<Overlay>,
    /// The decision.
    pub decision: Decision,
    /// The first year of the period.
    pub first_year: i32,
    /// The last year of the period.
    pub last_year: i32,
    /// "Phiên bản biểu mẫu" of the form that goes with it.
    pub form_version: String,
    /// The submitting units, in the order in which they are listed.
    pub units: Vec<Unit>,
    /// The sources of money, in the order of the appendices' columns.
    pub sources: Vec<Source>,
    /// The kinds of beneficiary.
    pub kinds: Vec<Kind>,
    /// The legal forms among the names of the kinds.
    pub legal_forms: LegalForms,
    /// The sections, in the decision's order.
    pub sections: Vec<Section>,
    /// The tasks, in the decision's order.
    pub tasks: Vec<Task>,
    /// The decision's totals for the period.
    pub totals: StatedTotals,
    /// The decision's total of each year.
    pub year_totals: BTreeMap<i32, Money>,
    /// The split of each task over the years.
    pub phasing: Phasing,
    /// The order in which support is cut back to what is admissible.
    pub cut_order: Vec<SourceId>,
}

/// The decision that a programme comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Number, `407/QĐ-UBND`.
    pub number: String,
    /// Short form for a legal basis, `QĐ 407/QĐ-UBND`.
    pub short: String,
    /// What stands before a task's code in a clause of the decision, `III.` or `Điều 4, mục`.
    pub clause_prefix: String,
    /// Date.
    pub date: Date,
    /// Title, "Chương trình khuyến công tỉnh Lai Châu giai đoạn 2021-2025".
    pub title: String,
    /// Who issued it, "Ủy ban nhân dân tỉnh Lai Châu".
    pub issuer: String,
    /// The clauses that rules stand on.
    pub clauses: Clauses,
}

/// Whether a unit, or who runs a task, is of the province or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A department of the province.
    Province,
    /// A district, a town, a commune.
    Local,
}

/// A submitting unit (đơn vị).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// "Phong Thổ".
    pub short: String,
    /// "UBND huyện Phong Thổ".
    pub full: String,
    /// Its level.
    pub level: Level,
    /// Other names that submissions give it.
    pub aliases: Vec<String>,
    /// The first day on which it submits; none where it always did.
    pub from: Option<Date>,
    /// The last day on which it submits; none where it still does.
    pub until: Option<Date>,
}

impl Unit {
    /// Whether the unit exists on that day.
    pub fn exists_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// What a source of money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// State money (ngân sách nhà nước), held against norms.
    State,
    /// The beneficiary's own contribution (đối ứng).
    Own,
    /// Other lawful money (nguồn hợp pháp khác).
    Other,
}

/// A source of money (nguồn).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The key in the JSON, `national`.
    pub id: String,
    /// The header of its column in the appendices, "KCQG".
    pub short: String,
    /// The header of its column in the form, "Vốn đối ứng của cơ sở".
    pub header: String,
    /// In full, "nguồn khuyến công Quốc gia".
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Other headers that mean exactly this source, as `short`, `header` and `name` do.
    pub aliases: Vec<String>,
    /// Headers that are read as this source with a note (BM09): KCĐP as NS tỉnh.
    pub loose_aliases: Vec<String>,
    /// Whether its column must always be printed, or only where money stands in it.
    pub always_shown: bool,
    /// Who must have approved a project that draws on it, and how that is written: "Bộ Công Thương", "BCT" …
    /// Empty where the province itself approves.
    pub approved_by: Vec<String>,
}

/// A kind of beneficiary (loại hình).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its key in the catalogue, `cooperative`.
    pub id: String,
    /// "Hợp tác xã".
    pub name: String,
    /// "HTX" …
    pub synonyms: Vec<String>,
    /// Its name and its synonyms as words, as a submission's words are held against them.
    pub words: Vec<Vec<String>>,
    /// Whether its names are legal forms, which stand before a beneficiary's own name and are no part of it.
    pub legal_form: bool,
}

/// A section (mục) of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number, `3`.
    pub code: String,
    /// Its heading.
    pub name: String,
    /// Its tasks.
    pub tasks: Vec<TaskId>,
    /// Its total.
    pub total: Money,
    /// Its money by source; nothing where the decision gives the source no figure.
    pub money: Vec<Option<Money>>,
}

/// Who submits a task (inferred: the decision does not say).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmittedBy {
    /// A local unit.
    Local,
    /// The province.
    Province,
    /// Either.
    Either,
}

/// A task (nhiệm vụ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its canonical code, `3.1.b`.
    pub code: String,
    /// Its section.
    pub section: SectionId,
    /// Its name, in the decision's words.
    pub name: String,
    /// What it consists of ("Nội dung"), where the decision says more than the name.
    pub content: Option<String>,
    /// How the decision introduces the beneficiary, "Đối tượng hỗ trợ"; empty where it names no one.
    pub beneficiary_label: String,
    /// Who is supported, in the decision's words; nothing where it names no one.
    pub beneficiary: Option<String>,
    /// The kinds of beneficiary that are eligible, as positions in the catalogue's kinds.
    pub kinds: Vec<usize>,
    /// What is counted, "cơ sở".
    pub measure: String,
    /// Other words for it.
    pub measure_aliases: Vec<String>,
    /// How many over the period; nothing where the decision gives no figure.
    pub target: Option<Decimal>,
    /// The target in the decision's words.
    pub target_text: String,
    /// Who submits it.
    pub submitted_by: SubmittedBy,
    /// The sources that it may use.
    pub sources: Vec<SourceId>,
    /// What one unit of quantity costs in all, implied by the total: held for the catalogue's own proof.
    pub unit_cost: Option<Money>,
    /// Its total over the period; nothing where the decision gives no figure.
    pub total: Option<Money>,
    /// Its money by source over the period; nothing where the decision gives no figure.
    pub money: Vec<Option<Money>>,
    /// The decision's norms, by the time in which they hold.
    pub norms: Vec<Norm>,
    /// The norms that overlay catalogues set for some sources; on no day do two of them bind one source.
    pub overlaid: Vec<Overlaid>,
}

/// A norm (định mức): a ceiling, never an expected value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// The first day on which it holds; none where it holds from the beginning.
    pub from: Option<Date>,
    /// The last day; none where it holds to the end.
    pub until: Option<Date>,
    /// The sources whose sum it binds.
    pub binds: Vec<SourceId>,
    /// The most support per unit of quantity.
    pub cap: Option<Money>,
    /// Whether the cap is per facility: one beneficiary draws it once.
    pub per_facility: bool,
    /// The most support as a percentage of the cost.
    pub percent: Option<Decimal>,
    /// Whether the cost is the rent of the booths (scale × unit price × quantity), where both are known.
    pub percent_of_rent: bool,
    /// The most booths or people per unit of quantity.
    pub scale: Option<ScaleLimit>,
    /// The price that the decision assumes.
    pub price: Option<AssumedPrice>,
    /// The share of state money that the programme's totals imply, in per cent, where no percentage is stated.
    pub implied_share: Option<Decimal>,
    /// The norm in the decision's words; empty where it states none.
    pub text: String,
    /// The legal basis, "QĐ 407/QĐ-UBND, III.3.1.b".
    pub basis: String,
}

/// A limit on what one unit of quantity holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleLimit {
    /// The most.
    pub most: Decimal,
    /// Of what, "gian hàng".
    pub of: String,
    /// Whether it is a planning figure (DM03 is then a warning).
    pub planned: bool,
}

/// A price that the decision assumes ("dự kiến").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumedPrice {
    /// The price.
    pub amount: Money,
    /// Of what, "gian hàng" or the task's measure.
    pub per: String,
    /// Whether it is per unit of quantity (else per booth or person).
    pub per_quantity: bool,
}

/// The decision's totals for the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedTotals {
    /// All money.
    pub total: Money,
    /// By source; nothing where the decision gives no figure.
    pub money: Vec<Option<Money>>,
    /// State money.
    pub state: Money,
    /// Mobilised money.
    pub mobilised: Money,
    /// The share of state money as printed, in per cent.
    pub state_share: Decimal,
    /// The share of mobilised money as printed, in per cent.
    pub mobilised_share: Decimal,
}

/// The split of the tasks over the years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phasing {
    /// How it is labelled wherever it is shown.
    pub label: String,
    /// Task and year; a pair that is not here has no quantity and no money.
    pub shares: BTreeMap<(TaskId, i32), PhasingShare>,
    /// Each year's money by source, as the catalogue states it for its own proof.
    pub year_sources: BTreeMap<i32, Vec<Option<Money>>>,
}

/// What a task is planned to take in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhasingShare {
    /// The quantity.
    pub quantity: Decimal,
    /// The money by source.
    pub money: Vec<Money>,
}

impl Programme {
    /// A task.
    ///
    /// # Panics
    /// Never for an id that this programme gave.
    pub fn task(&self, id: TaskId) -> &Task {
        &self.tasks[id.index()]
    }

    /// A unit.
    ///
    /// # Panics
    /// Never for an id that this programme gave.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// A source.
    ///
    /// # Panics
    /// Never for an id that this programme gave.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// A section.
    ///
    /// # Panics
    /// Never for an id that this programme gave.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// Whether a section is no more than its one task, which bears its number: the two are one row wherever tasks
    /// are listed.
    pub fn is_one_task(&self, section: &Section) -> bool {
        matches!(section.tasks.as_slice(), [only] if self.task(*only).code == section.code)
    }

    /// The ids of the tasks, in the decision's order.
    pub fn task_ids(&self) -> impl Iterator<Item = TaskId> + use<> {
        (0..self.tasks.len()).map(TaskId)
    }

    /// The ids of the units.
    pub fn unit_ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..self.units.len()).map(UnitId)
    }

    /// The ids of the sources.
    pub fn source_ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.sources.len()).map(SourceId)
    }

    /// The ids of the sources of one kind.
    pub fn sources_of(&self, kind: SourceKind) -> impl Iterator<Item = SourceId> + '_ {
        self.source_ids().filter(move |id| self.source(*id).kind == kind)
    }

    /// The ids of the state sources.
    pub fn state_sources(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.sources_of(SourceKind::State)
    }

    /// The ids of the mobilised sources: all that is not state money.
    pub fn mobilised_sources(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.source_ids().filter(|id| self.source(*id).kind != SourceKind::State)
    }

    /// The years of the period.
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.first_year..=self.last_year
    }

    /// The task of a canonical code.
    pub fn task_by_code(&self, code: &str) -> Option<TaskId> {
        self.task_ids().find(|id| self.task(*id).code == code)
    }

    /// The unit of a short name.
    pub fn unit_by_name(&self, short: &str) -> Option<UnitId> {
        self.unit_ids().find(|id| self.unit(*id).short == short)
    }

    /// The legal basis of a task: its clause of the decision.
    pub fn clause(&self, task: TaskId) -> String {
        self.decision.clause(&self.task(task).code)
    }
}

impl Task {
    /// Whether the task may use a source.
    pub fn may_use(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// Its money of one source over the period, where the decision gives a figure.
    pub fn money_of(&self, source: SourceId) -> Option<Money> {
        self.money.get(source.index()).copied().flatten()
    }
}
