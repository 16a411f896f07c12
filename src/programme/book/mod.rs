//! A catalogue as the sheets of a workbook, for clerks who edit it in Excel, and back again.
//!
//! [`layout`] says which sheet and column carry which key; [`mod@pages`] lays a catalogue out, [`mod@read`] puts it
//! together again as the text that [`super::load`] reads, and keeps for each key the cell that it came from.
//! Bytes of workbooks are the business of others: here are only cells.

mod cell;
mod layout;
mod pages;
mod places;
mod read;
mod records;
mod tree;
mod years;

use std::collections::BTreeMap;

pub use cell::Content;
pub use layout::{Kind, Records, SheetLayout, WHOLE, YES_NO};
pub use pages::{Page, PageColumn};
pub(super) use places::Places;
pub(super) use read::read;

use crate::model::CellRef;

/// A sheet of a workbook that was given as a catalogue.
#[derive(Debug, Clone)]
pub struct GivenSheet {
    /// Its name.
    pub name: String,
    /// Its cells that hold something.
    pub cells: BTreeMap<CellRef, Content>,
}

pub(super) use pages::pages;

#[cfg(test)]
mod tests;
