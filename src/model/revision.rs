//! What changed from one edition of submissions to the next.

use std::path::PathBuf;
use std::sync::Arc;

use super::finding::{Figure, Finding, Severity};
use super::ids::{ProjectRef, TaskId};
use super::money::Money;
use super::place::Place;
use super::project::{Project, Stage};
use super::table::Field;
use super::totals::Sums;

/// One side of a comparison: submissions as they were read, or a result that this program wrote.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The file or folder as it was named.
    pub name: String,
    /// Whether it is a result of this program: its cells are then those of the result.
    pub is_result: bool,
    /// The projects that stand: those that a later submission replaces are left out.
    pub rows: Vec<EditionRow>,
    /// What the rules say of it; what a waiver accepts is left out.
    pub findings: Vec<Finding>,
    /// Every file that was found.
    pub files: Vec<PathBuf>,
    /// Files that gave no project though they should: whatever they hold is not compared.
    pub unread: Vec<Arc<str>>,
}

/// A project of an edition.
#[derive(Debug, Clone)]
pub struct EditionRow {
    /// How the findings of its edition refer to it.
    pub at: ProjectRef,
    /// The project; of a result, with the cells of "Chi tiết đề án".
    pub project: Project,
    /// Where its unit is said.
    pub unit_at: Vec<Place>,
    /// Where its year is said.
    pub year_at: Vec<Place>,
    /// The submission that it stands in.
    pub home: Home,
    /// Whether its figures enter the totals.
    pub counted: bool,
}

/// Where in the submissions a project stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, counted from 0.
    pub row: u32,
}

/// What can change in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The submitting unit.
    Unit,
    /// The stage (giai đoạn).
    Stage,
    /// What stands in a column.
    Column(Field),
    /// The file or sheet that it stands in, where the others of that file and sheet did not move with it.
    Home,
    /// Whether its figures enter the totals.
    Counted,
}

/// A change in one project, with the cells of both editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub aspect: Aspect,
    /// What it was; nothing where the cell was blank. Money is in đồng.
    pub was: Option<Figure>,
    /// What it is.
    pub is: Option<Figure>,
    /// Where it was.
    pub was_at: Vec<Place>,
    /// Where it is.
    pub is_at: Vec<Place>,
}

impl Change {
    /// By how much, where both are figures of one kind; a blank amount is none.
    pub fn difference(&self) -> Option<Figure> {
        match (&self.was, &self.is) {
            (Some(Figure::Money(was)), Some(Figure::Money(is))) => Some(Figure::Money(*is - *was)),
            (None, Some(Figure::Money(is))) => Some(Figure::Money(*is)),
            (Some(Figure::Money(was)), None) => Some(Figure::Money(-*was)),
            (Some(Figure::Count(was)), Some(Figure::Count(is))) => Some(Figure::Count(*is - *was)),
            _ => None,
        }
    }
}

/// By what two rows were taken for one project, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Everything that they say is the same.
    Everything,
    /// The project's id, with its name, its beneficiary or its task.
    Id,
    /// Task and beneficiary.
    Beneficiary,
    /// The name.
    Name,
}

impl Likeness {
    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Id => "id",
            Self::Beneficiary => "beneficiary",
            Self::Name => "name",
        }
    }

    /// The Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everything => "mọi nội dung",
            Self::Id => "mã đề án",
            Self::Beneficiary => "nhiệm vụ và đơn vị thụ hưởng",
            Self::Name => "tên đề án",
        }
    }
}

/// Two rows that are one project, as positions in their editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In the old edition.
    pub old: usize,
    /// In the new edition.
    pub new: usize,
    /// What told it.
    pub by: Likeness,
}

/// A project that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// Its two rows.
    pub pair: Pair,
    /// The changes, in the order of the form's columns.
    pub changes: Vec<Change>,
}

/// Rows that may be the same projects, and nothing tells which of them are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Positions in the old edition.
    pub old: Vec<usize>,
    /// Positions in the new edition.
    pub new: Vec<usize>,
    /// What they share, in Vietnamese.
    pub reason: String,
}

/// A column that one of the editions does not have at all, and what it says cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unheld {
    /// The column.
    pub field: Field,
    /// Whether it is the new edition that lacks it.
    pub in_new: bool,
    /// How many projects of the other edition say something there.
    pub rows: usize,
}

/// The figures of a task in a year in both editions, as far as they enter the totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The stage; those of different stages are never added.
    pub stage: Stage,
    /// The task; none for projects whose task is not known.
    pub task: Option<TaskId>,
    /// The year.
    pub year: i32,
    /// Before.
    pub was: Sums,
    /// Now.
    pub is: Sums,
}

/// What changed from one edition to the next.
#[derive(Debug, Clone)]
pub struct Revision {
    /// Before.
    pub old: Edition,
    /// Now.
    pub new: Edition,
    /// How many projects say what they said.
    pub unchanged: usize,
    /// Those that say something else, in the new edition's order.
    pub altered: Vec<Altered>,
    /// Positions in the new edition of projects that the old one does not have.
    pub added: Vec<usize>,
    /// Positions in the old edition of projects that the new one does not have.
    pub removed: Vec<usize>,
    /// What could not be matched with certainty; it is neither added nor removed.
    pub doubts: Vec<Doubt>,
    /// What could not be compared.
    pub unheld: Vec<Unheld>,
    /// The tasks whose figures changed, in the catalogue's order.
    pub effects: Vec<Effect>,
    /// Positions in the old edition of findings that the new one does not have.
    pub mended: Vec<usize>,
    /// Positions in the new edition of findings that the old one does not have.
    pub arisen: Vec<usize>,
    /// How many findings stand as before.
    pub standing: usize,
}

impl Revision {
    /// Whether both editions list the same projects with the same content.
    pub const fn is_empty(&self) -> bool {
        self.altered.is_empty() && self.added.is_empty() && self.removed.is_empty() && self.doubts.is_empty()
    }

    /// How many findings are new and of this severity.
    pub fn arisen(&self, severity: Severity) -> usize {
        self.arisen.iter().filter(|at| self.new.findings[**at].severity == severity).count()
    }

    /// By how much all money that counts changed in a stage.
    pub fn money(&self, stage: Stage) -> Money {
        self.effects
            .iter()
            .filter(|effect| effect.stage == stage)
            .map(|effect| effect.is.total() - effect.was.total())
            .sum()
    }
}
