//! The budgets under which a file is read: what a real submission never meets.

use serde::{Deserialize, Serialize};

use crate::model::{FileFault, Limit};

/// As much is read in a second by the slowest machine that offices have.
const BYTES_A_SECOND: u64 = 16 << 20;

/// Limits on one file; a file past one of them is a finding (TP03), never a crash of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// By the order of [`Limit::ALL`].
    allowed: [u64; Limit::ALL.len()],
}

impl Default for Limits {
    fn default() -> Self {
        Self { allowed: Limit::ALL.map(default) }
    }
}

/// A submission has some hundred rows, unpacks to a few megabytes and ten times its size.
const fn default(limit: Limit) -> u64 {
    match limit {
        Limit::Bytes => 100 << 20,
        Limit::Uncompressed => 1 << 30,
        // Rows of formatted empty cells come to 12, rows of numbers to 15.
        Limit::Ratio => 200,
        Limit::Sheets => 256,
        // What Excel itself allows a sheet, or a cell.
        Limit::Rows => 1_048_576,
        Limit::Columns => 16_384,
        Limit::Text => 32_767,
        Limit::Cells => 20_000_000,
        Limit::Strings => 1_000_000,
        Limit::Memory => 512 << 20,
        Limit::Seconds => 30,
    }
}

impl Limits {
    /// The most that is allowed of something.
    pub const fn of(&self, limit: Limit) -> u64 {
        self.allowed[limit as usize]
    }

    /// The same with one limit changed.
    #[must_use]
    pub const fn with(mut self, limit: Limit, allowed: u64) -> Self {
        self.allowed[limit as usize] = allowed;
        self
    }

    /// The same for a file that unpacks to so many bytes. Memory and time grow with what there is to read, so that no
    /// honest file within the limits of size is refused for them; one of a few kilobytes that takes gigabytes still is.
    #[must_use]
    pub const fn for_size(self, unpacked: u64) -> Self {
        let memory = self.of(Limit::Memory).saturating_add(unpacked.saturating_mul(2));
        let seconds = self.of(Limit::Seconds).saturating_add(unpacked / BYTES_A_SECOND);
        self.with(Limit::Memory, memory).with(Limit::Seconds, seconds)
    }

    /// Holds a figure of a file against its limit; one that is equal to it passes.
    ///
    /// # Errors
    /// [`FileFault::OverLimit`] with both figures.
    pub fn hold(&self, limit: Limit, actual: u64) -> Result<(), FileFault> {
        if actual > self.of(limit) { Err(self.past(limit, actual)) } else { Ok(()) }
    }

    /// The fault of a file that passed a limit.
    pub const fn past(&self, limit: Limit, actual: u64) -> FileFault {
        FileFault::OverLimit { limit, actual, allowed: self.of(limit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_limits_is_that_of_their_list() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, at, "{limit:?}");
        }
    }

    #[test]
    fn a_figure_may_reach_its_limit_and_not_pass_it() {
        for limit in Limit::ALL {
            let limits = Limits::default().with(limit, 100);
            assert_eq!(limits.hold(limit, 99), Ok(()));
            assert_eq!(limits.hold(limit, 100), Ok(()));
            let past = FileFault::OverLimit { limit, actual: 101, allowed: 100 };
            assert_eq!(limits.hold(limit, 101), Err(past));
        }
    }

    #[test]
    fn memory_and_time_grow_with_the_size_and_nothing_else_does() {
        let usual = Limits::default();
        assert_eq!(usual.for_size(0), usual);
        let large = usual.with(Limit::Memory, (512 << 20) + (2 << 30)).with(Limit::Seconds, 30 + 64);
        assert_eq!(usual.for_size(1 << 30), large);
    }

    #[test]
    fn one_limit_changes_alone() {
        let changed = Limits::default().with(Limit::Rows, 7);
        for limit in Limit::ALL {
            let expected = if limit == Limit::Rows { 7 } else { Limits::default().of(limit) };
            assert_eq!(changed.of(limit), expected, "{limit:?}");
        }
    }
}
