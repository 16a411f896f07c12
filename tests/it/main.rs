//! The one integration binary: the library and the program from outside, on real files.
//!
//! What belongs where:
//! - [`cli`]: what a person types and sees: help, options, exit statuses, files that must not be touched.
//! - [`crosscheck`]: another office's appendices, retyped or altered, held against ours.
//! - [`determinism`]: same inputs and options, same bytes.
//! - [`gallery`]: the same forty projects in every layout and format, read alike from their own cells.
//! - [`hidden`]: workbooks that do not show all that they hold: rows, columns, sheets, filters, totals, macros.
//! - [`layers`]: the house rules of the sources: who may use whom, who opens files, who prints.
//! - [`legacy`]: what only a cell's style tells: text in the fonts of before Unicode, percentages.
//! - [`programme`]: the catalogue against the decision, and every mistake in a catalogue file named.
//! - [`reading`]: workbooks as districts really send them, read to the last cell.
//! - [`samples`]: the samples that ship with the program, and what it says of each.
//! - [`support`]: the submission that several of these dress in their own way.

// A panic in a test is its report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli;
mod crosscheck;
mod determinism;
mod gallery;
mod hidden;
mod layers;
mod legacy;
mod programme;
mod reading;
mod samples;
mod support;
