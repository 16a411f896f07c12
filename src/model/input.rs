//! One file of the run, read or not, with what the audit trail says of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::limit::Limit;
use super::project::Project;
use super::table::{RowCount, Table};

/// One file that was found under the given paths.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file as the report names it: its path from the given folder, with forward slashes.
    pub file: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in lower-case hex; empty where it was passed over unread.
    pub sha256: String,
    /// Its bytes.
    pub size: u64,
    /// What became of it.
    pub status: InputStatus,
    /// Why it gave no table, where it gave none.
    pub fault: Option<FileFault>,
    /// Whether it carries macros; they are never run.
    pub macros: bool,
    /// Its sheets, in their order.
    pub sheets: Vec<SheetSummary>,
    /// Its tables of projects.
    pub tables: Vec<Table>,
}

impl Input {
    /// The book-keeping over all its tables.
    pub fn rows(&self) -> RowCount {
        let mut rows = RowCount::default();
        for table in &self.tables {
            rows.add(&table.rows);
        }
        rows
    }

    /// Its projects, with the position of their table and their own.
    pub fn projects(&self) -> impl Iterator<Item = (usize, usize, &Project)> {
        self.tables.iter().enumerate().flat_map(|(table_at, table)| {
            table.projects.iter().enumerate().map(move |(project_at, project)| (table_at, project_at, project))
        })
    }

    /// The projects whose figures enter the totals, with the position of their table and their own:
    /// those that count in themselves, of a file that counts, in a table that is not void.
    pub fn counted(&self) -> impl Iterator<Item = (usize, usize, &Project)> {
        self.projects().filter(|(table, _, project)| {
            self.status == InputStatus::Read && project.counted && !self.tables[*table].is_void()
        })
    }
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputStatus {
    /// It was read.
    Read,
    /// It could not be read, or holds no table of projects.
    Rejected,
    /// It was passed over (TP07).
    Ignored,
    /// Its bytes are those of another file of the run (TP04).
    Duplicate,
    /// Another submission with a higher "Lần nộp" stands in its place (TP05): listed, not counted.
    Superseded,
}

impl InputStatus {
    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Rejected => "rejected",
            Self::Ignored => "ignored",
            Self::Duplicate => "duplicate",
            Self::Superseded => "superseded",
        }
    }

    /// The Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "Đã đọc",
            Self::Rejected => "Không đọc được",
            Self::Ignored => "Bỏ qua",
            Self::Duplicate => "Trùng tệp khác",
            Self::Superseded => "Đã có bản nộp sau",
        }
    }
}

/// Why a file gave no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// TP01.
    Unreadable(Unreadable),
    /// TP02.
    Protected,
    /// TP03.
    OverLimit {
        /// Which limit.
        limit: Limit,
        /// The file's figure; a lower bound where reading stopped at the limit.
        actual: u64,
        /// The limit's figure.
        allowed: u64,
    },
    /// TP06.
    NoTable,
    /// TP07.
    PassedOver(PassedOver),
    /// TP04: the position of the input with the same bytes that counts.
    SameBytes(usize),
}

/// Why a file with a workbook's extension is not a readable workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// No bytes at all.
    Empty,
    /// A web page saved under a workbook's name.
    Html,
    /// XML of Excel 2003 ("XML Spreadsheet").
    SpreadsheetMl,
    /// Text, most likely CSV.
    Text,
    /// Neither an archive nor a compound file.
    Foreign,
    /// A workbook in kind, but damaged or cut short; what the parser said.
    Damaged(String),
    /// The system would not give its bytes; what it said.
    Io(String),
}

/// Why a file was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    /// A lock file of a workbook that is open (`~$…`).
    LockFile,
    /// A file that the system keeps out of sight (`.x.xlsx`, macOS's `._x.xlsx`).
    Hidden,
    /// Its extension is no workbook's.
    NotAWorkbook,
    /// This program wrote it.
    OwnOutput,
}

/// What a sheet held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSummary {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether its format tells hidden rows, hidden columns and filters.
    pub tells_hidden: bool,
    /// Whether its format tells merged cells: what is written once for several rows is else read for the first.
    pub tells_merges: bool,
    /// How many of its cells hold something.
    pub cells: u64,
    /// How many tables of projects it holds.
    pub tables: usize,
}
