//! `doisoat` (đối soát) reconciles the yearly submissions of a province's units with its programme.
//!
//! The folders are the stages that the data passes through, in order:
//!
//! 1. [`programme`]: the decision as data, and the proof of its arithmetic.
//! 2. [`read`]: files become [`model::Input`]s; every value keeps its place.
//! 3. [`aggregate`]: projects become [`model::Totals`], and totals are held against the programme.
//! 4. [`rules`]: inputs and totals become [`model::Finding`]s.
//! 5. [`review`]: what the norms admit of each project.
//! 6. [`mod@compare`]: what changed from one edition of submissions to the next.
//! 7. [`crosscheck`]: another office's workbook against ours, each difference put down to its cause.
//! 8. [`report`]: everything becomes a workbook, JSON and lines on a terminal.
//!
//! [`verify`] holds an earlier result against what its inputs give today.
//! [`pipeline`] runs them all; [`cli`] is the program around it.

pub mod aggregate;
pub mod cli;
pub mod compare;
pub mod crosscheck;
pub mod error;
#[cfg(test)]
mod fixtures;
pub mod model;
pub mod pipeline;
pub mod programme;
pub mod read;
pub mod report;
pub mod review;
pub mod rules;
pub mod verify;
