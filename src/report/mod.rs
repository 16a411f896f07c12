//! What a run came to, for people and for programs; the form and the catalogue that it starts from.
//!
//! [`workbook`] makes the result's bytes in memory, [`beside`] knows where the inputs lie as seen from it,
//! [`notes`] is what goes back to the units; [`mod@write`] puts bytes on disk, whole or not at all; [`json`],
//! [`verification_json`] and [`terminal`] are text.

pub mod beside;
pub mod catalogue;
pub mod compare_json;
pub mod crosscheck_json;
pub mod form;
pub mod json;
pub mod notes;
pub mod terminal;
pub mod verification_json;
pub mod workbook;
pub mod write;

pub use beside::{BesidePaths, way};
pub use workbook::render;
pub use write::write_atomically;
