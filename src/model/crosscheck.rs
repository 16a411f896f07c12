//! What holding another office's workbook against ours comes to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::comparison::{AppendixRow, FigureOf};
use super::finding::{Figure, Finding};
use super::ids::{SourceId, TaskId, UnitId};
use super::money::{Money, MoneyUnit};
use super::place::Place;
use super::theirs::Theirs;

/// A figure of any of the three appendices, whichever of them states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slice {
    /// The row.
    pub row: AppendixRow,
    /// The year; none for the whole period.
    pub year: Option<i32>,
    /// What it is of.
    pub of: FigureOf,
}

/// A project on our side, as far as the figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OurItem {
    /// The unit that sent it.
    pub unit: Option<UnitId>,
    /// Its year.
    pub year: i32,
    /// Its task; none where it is not known.
    pub task: Option<TaskId>,
    /// Its name.
    pub name: String,
    /// Who benefits.
    pub beneficiary: String,
    /// Its quantity, in the task's measure.
    pub quantity: Decimal,
    /// Its money by source, in đồng, in the catalogue's order.
    pub sources: Vec<Money>,
    /// The submission that it came in.
    pub file: Arc<str>,
    /// Its sheet there.
    pub sheet: Arc<str>,
    /// Its row there, counted from 0.
    pub row: u32,
    /// Whether it enters our figures. What does not may still be in theirs.
    pub counted: bool,
}

impl OurItem {
    /// The money of one source.
    pub fn source(&self, source: SourceId) -> Money {
        self.sources.get(source.index()).copied().unwrap_or_default()
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::cells(&self.file, &self.sheet, [super::place::CellRef::new(self.row, 0)])
    }
}

/// Our side.
#[derive(Debug, Clone, Default)]
pub struct Ours {
    /// Every project, in the order of the report.
    pub items: Vec<OurItem>,
    /// The units that sent us nothing for a year of the run.
    pub missing: Vec<(UnitId, i32)>,
    /// The years that alone are held against theirs; all where none was asked for.
    pub years: BTreeSet<i32>,
    /// The result workbook that the projects were read from; none where they come from submissions.
    pub result: Option<Arc<str>>,
    /// How many files could not be read.
    pub unread_files: usize,
}

/// How a cell of theirs stands to our figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// They are equal.
    Equal,
    /// They differ by no more than the digits that were left out.
    Rounded,
    /// They differ.
    Differs,
    /// Theirs is no number.
    Unreadable,
}

/// A cell of theirs that has a figure of ours.
#[derive(Debug, Clone)]
pub struct TiedCell {
    /// Which of their tables.
    pub table: usize,
    /// Which of its rows.
    pub row: usize,
    /// Which of the row's cells.
    pub cell: usize,
    /// Which figure.
    pub slice: Slice,
    /// Theirs; none where it cannot be read.
    pub theirs: Option<Figure>,
    /// Ours.
    pub ours: Figure,
    /// By how much theirs may miss ours for the digits that it leaves out, in đồng; zero for a count.
    pub slack: Money,
    /// How the two stand.
    pub tie: Tie,
}

impl TiedCell {
    /// Theirs − ours, in đồng or as a count; nothing where theirs cannot be read.
    pub fn difference(&self) -> Option<Decimal> {
        Some(super::comparison::number(self.theirs.as_ref()?) - super::comparison::number(&self.ours))
    }
}

/// Why an amount of theirs and ours differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A submission of ours is not in their figures.
    SubmissionMissingThere,
    /// A submission in their figures did not reach us.
    SubmissionMissingHere,
    /// A project stands in their figures twice, or once where ours leave it out.
    CountedTwice,
    /// A project of ours is not in their figures.
    LeftOut,
    /// An amount was changed.
    AmountChanged,
    /// An amount stands in another unit of money than stated.
    UnitSlip,
    /// Digits were left out.
    Rounding,
    /// Their own total is not the sum of their rows (DC04).
    OwnAddition,
    /// No cause, or more than one, accounts for it.
    Unexplained,
}

impl Cause {
    /// Every cause, in the order of the bridge.
    pub const ALL: [Self; 9] = [
        Self::SubmissionMissingThere,
        Self::SubmissionMissingHere,
        Self::CountedTwice,
        Self::LeftOut,
        Self::AmountChanged,
        Self::UnitSlip,
        Self::Rounding,
        Self::OwnAddition,
        Self::Unexplained,
    ];

    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SubmissionMissingThere => "submission_missing_there",
            Self::SubmissionMissingHere => "submission_missing_here",
            Self::CountedTwice => "counted_twice",
            Self::LeftOut => "left_out",
            Self::AmountChanged => "amount_changed",
            Self::UnitSlip => "unit_slip",
            Self::Rounding => "rounding",
            Self::OwnAddition => "own_addition",
            Self::Unexplained => "unexplained",
        }
    }

    /// The Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SubmissionMissingThere => "Bảng kia thiếu bản nộp",
            Self::SubmissionMissingHere => "Bên ta thiếu bản nộp",
            Self::CountedTwice => "Đề án tính thừa",
            Self::LeftOut => "Đề án bỏ sót",
            Self::AmountChanged => "Số tiền bị sửa",
            Self::UnitSlip => "Nhầm đơn vị tiền",
            Self::Rounding => "Làm tròn",
            Self::OwnAddition => "Bảng kia cộng sai",
            Self::Unexplained => "Chưa giải thích được",
        }
    }
}

/// What a cause adds to figures of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// The cause.
    pub cause: Cause,
    /// Which project, submission or cell, in Vietnamese.
    pub words: String,
    /// What could account for it, where it stays unexplained.
    pub candidates: Vec<String>,
    /// The task, where it is of one.
    pub task: Option<TaskId>,
    /// By how much it makes each figure of theirs larger than ours, in đồng.
    pub parts: BTreeMap<Slice, Money>,
}

impl Booking {
    /// By how much it makes a figure of theirs larger than ours.
    pub fn part(&self, slice: &Slice) -> Money {
        self.parts.get(slice).copied().unwrap_or_default()
    }
}

/// A line of the bridge: one total of theirs, and what leads from it to ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BridgeLine {
    /// The year; none for the whole period.
    pub year: Option<i32>,
    /// Of what.
    pub of: FigureOf,
    /// Their total, in đồng.
    pub theirs: Money,
    /// What each cause takes from or adds to theirs to reach ours, in the order of [`Cause::ALL`].
    pub steps: Vec<Money>,
    /// Our total, in đồng.
    pub ours: Money,
    /// Their cell; none where they state no total and their rows were added up.
    pub at: Option<Place>,
}

/// What a crosscheck comes to.
#[derive(Debug, Clone)]
pub struct Crosscheck {
    /// Their workbook.
    pub theirs: Theirs,
    /// The unit of money that each of their tables was read in, and whether it had to be told from the amounts.
    pub units: Vec<(MoneyUnit, bool)>,
    /// Our side.
    pub ours: Ours,
    /// Every cell of theirs that has a figure of ours, in their order.
    pub cells: Vec<TiedCell>,
    /// How many figures of ours stand in rows that they do not have.
    pub missing_figures: usize,
    /// How many figures of theirs stand in rows that we do not have.
    pub strange_figures: usize,
    /// Their rows that are none of ours, as table and row; their own subtotals are not among them.
    pub unmatched: Vec<(usize, usize)>,
    /// The differences, put down to their causes.
    pub bookings: Vec<Booking>,
    /// The bridge, by source and year.
    pub bridge: Vec<BridgeLine>,
    /// DC01–DC04, the worst first.
    pub findings: Vec<Finding>,
}

impl Crosscheck {
    /// The line of the bridge that sums it all up: the whole money of the whole period, else the first.
    pub fn headline(&self) -> Option<&BridgeLine> {
        let total = |line: &&BridgeLine| line.year.is_none() && line.of == FigureOf::Total;
        self.bridge.iter().find(total).or(self.bridge.first())
    }

    /// n: how many figures are equal on both sides.
    pub fn matched(&self) -> usize {
        self.cells.iter().filter(|cell| cell.tie == Tie::Equal).count()
    }

    /// N: how many figures stand on either side.
    pub fn figures(&self) -> usize {
        self.cells.len() + self.missing_figures + self.strange_figures
    }
}
