//! What became of a result when everything was computed again from its inputs.

use super::place::CellRef;

/// A result against what its inputs give today.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// Whether not a byte differs.
    pub same_bytes: bool,
    /// The version of the program that wrote the result, where it is another one than this.
    pub other_version: Option<String>,
    /// How many files the result lists.
    pub files: usize,
    /// The files that are no longer what they were.
    pub inputs: Vec<InputChange>,
    /// The catalogues and the waivers that were used.
    pub sources: Vec<SourceCheck>,
    /// The options, as the audit trail states them.
    pub options: Vec<(String, String)>,
    /// The sheets of which something differs, in their order.
    pub sheets: Vec<SheetChange>,
}

impl Verification {
    /// Whether everything is as it was.
    pub fn matches(&self) -> bool {
        self.inputs.is_empty() && self.sheets.is_empty() && self.sources.iter().all(SourceCheck::matches)
    }

    /// How many cells differ, those of rows that were added or removed not among them.
    pub fn cells(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.cells.len()).sum()
    }

    /// How many rows were added or removed.
    pub fn rows(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rows.len()).sum()
    }
}

/// A file that is no longer what the result says it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputChange {
    /// The file as the report names it.
    pub file: String,
    /// SHA-256 by the result; none where the result does not list the file, empty where it was not read.
    pub recorded: Option<String>,
    /// SHA-256 of what is there; none where there is no such file, empty where it is not read.
    pub actual: Option<String>,
}

/// A catalogue or a file of waivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCheck {
    /// What it is, in Vietnamese.
    pub what: &'static str,
    /// Its name.
    pub name: String,
    /// SHA-256 by the result; empty where the result used none.
    pub recorded: String,
    /// SHA-256 of what was used now; empty where none was.
    pub actual: String,
}

impl SourceCheck {
    /// Whether it is the same.
    pub fn matches(&self) -> bool {
        self.recorded == self.actual
    }
}

/// A sheet of which something differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChange {
    /// Its name.
    pub sheet: String,
    /// Whether both workbooks have it.
    pub presence: Presence,
    /// Rows that were added or removed.
    pub rows: Vec<RowChange>,
    /// Cells that differ, of rows that both have.
    pub cells: Vec<CellChange>,
}

/// In which workbook a sheet, or a row, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In both.
    Both,
    /// The result has lost it.
    Removed,
    /// Only the result has it.
    Added,
}

impl Presence {
    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Both => "changed",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// A row that only one of the workbooks has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Whether the result has lost it or gained it.
    pub presence: Presence,
    /// Its position, counted from 0, in the workbook that has it.
    pub row: u32,
    /// What it is about; empty for a blank row.
    pub label: String,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Its place in the result.
    pub at: CellRef,
    /// What its row is about, and its column where it holds a number.
    pub label: String,
    /// How it differs.
    pub kind: CellChangeKind,
    /// What the inputs give.
    pub computed: String,
    /// What the result holds.
    pub recorded: String,
}

/// How a cell differs; what was done to a cell comes before what only follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellChangeKind {
    /// A value where there should be a formula.
    FormulaReplaced,
    /// Another value.
    Value,
    /// A formula where there should be a value.
    FormulaAdded,
    /// Another formula.
    Formula,
    /// The same formula with another stored result.
    Result,
}

impl CellChangeKind {
    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::FormulaReplaced => "formula_replaced",
            Self::Value => "value",
            Self::FormulaAdded => "formula_added",
            Self::Formula => "formula",
            Self::Result => "result",
        }
    }

    /// What it means, in Vietnamese; nothing where the two values say it all.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::FormulaReplaced => "công thức đã bị thay bằng giá trị gõ tay",
            Self::Value => "",
            Self::FormulaAdded => "giá trị đã bị thay bằng công thức",
            Self::Formula => "công thức khác",
            Self::Result => "công thức giữ nguyên, kết quả khác",
        }
    }
}
