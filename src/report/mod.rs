//! What a run came to, for people: a workbook that prints as appendices, written whole or not at all.
//!
//! [`workbook`] makes the bytes in memory, [`beside`] knows where the inputs lie as seen from the result,
//! [`write`] puts bytes on disk.

pub mod beside;
pub mod workbook;
pub mod write;

pub use beside::BesidePaths;
pub use workbook::render;
pub use write::write_atomically;
