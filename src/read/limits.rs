//! The budgets under which a file is read: what a real submission never meets.

use serde::{Deserialize, Serialize};

/// Limits on one file; a file past one of them is a finding (TP03), never a crash of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of all parts of its archive, uncompressed.
    pub uncompressed: u64,
    /// Cells with content, over all sheets.
    pub cells: u64,
    /// Sheets.
    pub sheets: u64,
    /// Bytes of memory of a child process that reads a file (see [`super::isolated`]).
    pub memory: u64,
    /// Seconds that the child process may take.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 100 << 20, uncompressed: 1 << 30, cells: 20_000_000, sheets: 256, memory: 512 << 20, seconds: 30 }
    }
}
