//! The one integration binary: the library and the program from outside, on real files.
//!
//! What belongs where:
//! - [`cli`]: what a person types and sees: help, options, exit statuses, files that must not be touched.
//! - [`layers`]: the house rules of the sources: who may use whom, who opens files, who prints.

mod cli;
mod layers;
