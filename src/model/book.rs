//! A workbook as it stands, cell by cell: what was stored, and the formula behind it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::number;

/// A sheet of a workbook: its rows that hold something, by their positions counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookSheet {
    /// Its rows.
    pub rows: BTreeMap<u32, BookRow>,
}

/// A row: its cells that hold something, by their columns counted from 0.
pub type BookRow = BTreeMap<u32, BookCell>;

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookCell {
    /// What is stored in it.
    pub value: BookValue,
    /// Its formula, without the sign of equality.
    pub formula: Option<String>,
}

/// What is stored in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum BookValue {
    /// Nothing.
    #[default]
    Empty,
    /// A number, by its 15 significant digits; a date is its number.
    Number(Decimal),
    /// Text.
    Text(String),
    /// A truth value, an error, or a number that no budget holds, as shown.
    Other(String),
}

impl BookValue {
    /// The value as a reader sees it, to be quoted.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(value) => number::vietnamese(*value),
            Self::Text(text) | Self::Other(text) => text.clone(),
        }
    }

    /// Its text, where it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
