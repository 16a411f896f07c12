//! One field of a row: first what was written, then what it was read as.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::money::Money;
use super::place::CellRef;

/// A field of a row.
///
/// `value` and `fault` are never both set; both are empty where nothing was written. A nation's projects have some
/// twenty million of them: what is rare stands in a box, and texts are shared ([`Shared`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    /// The cell; none where the table has no such column.
    pub at: Option<CellRef>,
    /// What the cell shows, to be quoted; empty where the cell is blank.
    pub written: Arc<str>,
    /// Whether a formula stands in the cell.
    pub formula: bool,
    /// What it was read as.
    pub value: Option<T>,
    /// Why it could not be read.
    pub fault: Option<Box<Fault>>,
    /// The number was stored as text.
    pub from_text: bool,
    /// The exact amount in đồng, where it had a fraction of a đồng and was rounded.
    pub exact: Option<Box<Decimal>>,
}

impl<T> Default for Entry<T> {
    fn default() -> Self {
        Self {
            at: None,
            written: Arc::default(),
            formula: false,
            value: None,
            fault: None,
            from_text: false,
            exact: None,
        }
    }
}

impl<T> Entry<T> {
    /// A value read without more ado.
    pub fn read(at: CellRef, written: impl Into<Arc<str>>, value: T) -> Self {
        Self { at: Some(at), written: written.into(), value: Some(value), ..Self::default() }
    }

    /// A blank cell.
    pub fn blank(at: CellRef) -> Self {
        Self { at: Some(at), ..Self::default() }
    }

    /// Something written that could not be read.
    pub fn faulty(at: CellRef, written: impl Into<Arc<str>>, fault: Fault) -> Self {
        Self { at: Some(at), written: written.into(), fault: Some(Box::new(fault)), ..Self::default() }
    }

    /// Whether the table has the column and the cell is blank.
    pub fn is_blank(&self) -> bool {
        self.at.is_some() && self.value.is_none() && self.fault.is_none()
    }

    /// Whether the table has no such column.
    pub fn is_absent(&self) -> bool {
        self.at.is_none()
    }
}

impl Entry<Money> {
    /// The amount in đồng before any rounding.
    pub fn exact_value(&self) -> Option<Decimal> {
        self.value.map(|amount| self.exact.as_deref().copied().unwrap_or_else(|| amount.dong()))
    }

    /// By how much it may make a sum miss: one đồng where it was rounded, else nothing.
    pub fn rounding(&self) -> Money {
        if self.exact.is_some() { Money::from_dong(1) } else { Money::ZERO }
    }
}

/// Texts that were read: of equal ones all but the first are let go, since the same few words stand in most rows.
#[derive(Debug, Default)]
pub struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn share(&mut self, text: &mut Arc<str>) {
        match self.0.get(text) {
            Some(known) => *text = Arc::clone(known),
            None => _ = self.0.insert(Arc::clone(text)),
        }
    }
}

impl<T> Entry<T> {
    /// Lets what was written be one with its equals.
    pub fn share(&mut self, texts: &mut Shared) {
        texts.share(&mut self.written);
    }
}

impl Entry<Arc<str>> {
    /// The same of a text and what it was read as, which are nearly always one.
    pub fn share_text(&mut self, texts: &mut Shared) {
        self.share(texts);
        if let Some(value) = &mut self.value {
            texts.share(value);
        }
    }

    /// The text, empty where there is none.
    pub fn text(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }
}

/// Why something written could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no number.
    NotANumber,
    /// It is a number beyond every plausible amount or count.
    TooLarge,
    /// It is a number that can be read in two ways, both in the table's unit ("1,500").
    Ambiguous(Decimal, Decimal),
    /// A formula without a stored result.
    NoResult,
    /// An Excel error, as shown (`#REF!`).
    ExcelError(String),
    /// It is no year.
    NotAYear,
}
