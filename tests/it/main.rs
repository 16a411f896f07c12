//! The one integration binary: the library and the program from outside, on real files.
//!
//! What belongs where:
//! - [`any_province`]: no source knows one province; the second programme's figures and columns.
//! - [`cli`]: what a person types and sees: help, options, exit statuses, files that must not be touched.
//! - [`compare`]: two editions of one submission, and what is said to have changed.
//! - [`crosscheck`]: another office's appendices, retyped or altered, held against ours.
//! - [`crash`]: killed while writing, no room on the disk, a target that may not be written: the old file or the new one.
//! - [`determinism`]: same inputs and options, same bytes.
//! - [`gallery`]: the same forty projects in every layout and format, read alike from their own cells.
//! - [`gallery_faults`]: the same forty projects with one fault each, found where it stands, and nothing else changed.
//! - [`hidden`]: workbooks that do not show all that they hold: rows, columns, sheets, filters, totals, macros.
//! - [`in_time`]: what changes with the date: norms, units.
//! - [`large`]: a run that outgrows a sheet, calculated anew by LibreOffice.
//! - [`layers`]: the house rules of the sources: who may use whom, who opens files, who prints.
//! - [`legacy`]: what only a cell's style tells: text in the fonts of before Unicode, percentages.
//! - [`odd`]: rows, years and titles that a hurried hand leaves behind, in the submission of [`reading`].
//! - [`outlines`]: outlines, sums, items and captions that are no projects, around the submission of [`reading`].
//! - [`limits`]: what a file may cost to read, in this process and in the child.
//! - [`programme`]: the catalogue against the decision, and every mistake in a catalogue file named.
//! - [`properties`]: any order of columns, any place, any usual spelling: the same projects.
//! - [`reading`]: workbooks as districts really send them, read to the last cell.
//! - [`return_notes`]: what goes back to the units, and that a marked copy differs in its marks alone.
//! - [`rule_book`]: the page of rules in `docs`, written from the table of rules.
//! - [`samples`]: the samples that ship with the program, and what it says of each.
//! - [`split`]: projects that several sheets list, each with its own source; summaries, merged cells, detail rows.
//! - [`stages`]: a run of several stages, a stage from outside, the appendices on either basis.
//! - [`support`]: the submission that several of these dress in their own way.
//! - [`verify`]: a result against its own account, untouched and tampered with.
//! - [`waivers`]: what a competent person has accepted.
//! - [`yearly`]: a year's plan over folders of several years, and what stands since the first year.

// A panic in a test is its report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any_province;
mod cli;
mod compare;
#[cfg(unix)]
mod crash;
mod crosscheck;
mod determinism;
mod gallery;
mod gallery_faults;
mod hidden;
mod in_time;
mod large;
mod layers;
mod legacy;
mod limits;
mod odd;
mod outlines;
mod programme;
mod properties;
mod reading;
mod return_notes;
mod rule_book;
mod samples;
mod split;
mod stages;
mod support;
mod verify;
mod waivers;
mod yearly;
