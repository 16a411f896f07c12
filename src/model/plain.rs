//! A sender's file as far as a copy of it can be written anew: cells without their looks.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::place::CellRef;

/// A sheet's cells without their looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainSheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The cells that hold something, row by row.
    pub cells: Vec<(CellRef, PlainValue)>,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlainValue {
    /// A number.
    Number(Decimal),
    /// Anything else, as shown.
    Text(String),
}
