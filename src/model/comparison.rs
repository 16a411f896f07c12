//! The figures of the three appendices, each held against the programme.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::finding::Figure;
use super::ids::{SectionId, SourceId, TaskId};

/// One of the decision's appendices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Appendix {
    /// 01: tasks.
    Tasks,
    /// 02: phasing.
    Phasing,
    /// 03: money by source.
    Sources,
}

impl Appendix {
    /// Every appendix.
    pub const ALL: [Self; 3] = [Self::Tasks, Self::Phasing, Self::Sources];

    /// "01", "02", "03".
    pub const fn number(self) -> &'static str {
        match self {
            Self::Tasks => "01",
            Self::Phasing => "02",
            Self::Sources => "03",
        }
    }
}

/// A row of an appendix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppendixRow {
    /// The grand total.
    Total,
    /// The subtotal of a section with several tasks.
    Section(SectionId),
    /// A task.
    Task(TaskId),
    /// Projects whose task is not known ("Chưa phân loại").
    Unclassified,
}

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureOf {
    /// The quantity, in the task's measure.
    Quantity,
    /// All money.
    Total,
    /// All money that is not state money.
    Mobilised,
    /// All state money.
    State,
    /// One source.
    Source(SourceId),
}

/// Which figure: each cell of the appendices has one key, and no two cells share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// The appendix.
    pub appendix: Appendix,
    /// The row.
    pub row: AppendixRow,
    /// The year; none for the whole period.
    pub year: Option<i32>,
    /// What it is of.
    pub of: FigureOf,
}

/// Which figures fill the appendices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// What was submitted.
    #[default]
    Registered,
    /// What the review admits of it.
    Admissible,
}

impl Basis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Registered, Self::Admissible];

    /// The name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Admissible => "admissible",
        }
    }

    /// The basis of a name on the command line.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.id() == id)
    }
}

/// A figure of an appendix: what the programme says, what is registered, what is admissible.
/// Money is in đồng; a quantity counts the task's measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Which figure.
    pub key: FigureKey,
    /// The programme's figure; none where the decision gives none.
    pub programme: Option<Figure>,
    /// The registered figure.
    pub registered: Figure,
    /// The admissible figure.
    pub admissible: Figure,
    /// Which of the two stands in the appendix.
    pub basis: Basis,
}

impl Comparison {
    /// The figure on a basis.
    pub const fn on(&self, basis: Basis) -> &Figure {
        match basis {
            Basis::Registered => &self.registered,
            Basis::Admissible => &self.admissible,
        }
    }

    /// The figure that stands in the appendix.
    pub const fn shown(&self) -> &Figure {
        self.on(self.basis)
    }

    /// Whether the appendix's figure equals the programme's; nothing where the programme has none.
    pub fn matches(&self) -> Option<bool> {
        self.matches_on(self.basis)
    }

    /// Whether the figure on a basis equals the programme's; nothing where the programme has none.
    pub fn matches_on(&self, basis: Basis) -> Option<bool> {
        self.programme.as_ref().map(|programme| programme == self.on(basis))
    }

    /// The appendix's figure − programme, as a number (đồng or a count); nothing where the programme has no figure.
    pub fn difference(&self) -> Option<Decimal> {
        self.programme.as_ref().map(|programme| number(self.shown()) - number(programme))
    }
}

/// A figure as a bare number: đồng or a count.
pub fn number(figure: &Figure) -> Decimal {
    match figure {
        Figure::Money(amount) => amount.dong(),
        Figure::Count(count) => *count,
        Figure::Text(_) => Decimal::ZERO,
    }
}

/// Every figure of the three appendices, in the appendices' order.
#[derive(Debug, Clone, Default)]
pub struct Comparisons {
    figures: Vec<Comparison>,
    by_key: BTreeMap<FigureKey, usize>,
}

impl Comparisons {
    /// Adds a figure; a key that is there already keeps its first figure, so that each counts once.
    pub fn push(&mut self, comparison: Comparison) {
        if let std::collections::btree_map::Entry::Vacant(slot) = self.by_key.entry(comparison.key) {
            slot.insert(self.figures.len());
            self.figures.push(comparison);
        }
    }

    /// The figures, in the appendices' order.
    pub fn iter(&self) -> impl Iterator<Item = &Comparison> {
        self.figures.iter()
    }

    /// One figure.
    pub fn get(&self, key: &FigureKey) -> Option<&Comparison> {
        self.by_key.get(key).and_then(|at| self.figures.get(*at))
    }

    /// N: how many figures the programme has.
    pub fn figures(&self) -> usize {
        self.figures.iter().filter(|figure| figure.programme.is_some()).count()
    }

    /// n: how many of them equal the appendix's figure.
    pub fn matched(&self) -> usize {
        self.figures.iter().filter(|figure| figure.matches() == Some(true)).count()
    }

    /// How many of them the figures on a basis equal.
    pub fn matched_on(&self, basis: Basis) -> usize {
        self.figures.iter().filter(|figure| figure.matches_on(basis) == Some(true)).count()
    }
}
