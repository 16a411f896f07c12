//! One cell of theirs into a number, with what its last digit stands for.

use rust_decimal::Decimal;

use crate::model::theirs::TheirCell;
use crate::model::{Fault, text};
use crate::read::numbers::{self, Suffix};
use crate::read::sheet::{Content, RawCell};

/// What a cell of figures holds; `suffix` says what may follow a number written as text.
pub fn figure(col: u32, cell: Option<&RawCell>, suffix: Suffix) -> TheirCell {
    read(col, cell, |written| match numbers::read(written, suffix)? {
        Some(read) => Ok(TheirCell {
            value: Some(read.value).filter(|_| says_something(written)),
            unit: read.unit,
            decimals: read.decimals,
            ..TheirCell::default()
        }),
        None => Ok(TheirCell::default()),
    })
}

/// What a cell of shares holds: 0.3 shown as "30%", 30 or "30,0%".
pub fn share(col: u32, cell: Option<&RawCell>) -> TheirCell {
    read(col, cell, |written| {
        let bare = text::tidy(written).replace('%', "");
        let read = numbers::read(&bare, Suffix::Words)?;
        Ok(read.map_or_else(TheirCell::default, |read| TheirCell {
            value: Some(read.value).filter(|_| says_something(written)),
            decimals: read.decimals,
            ..TheirCell::default()
        }))
    })
}

fn says_something(written: &str) -> bool {
    written.chars().any(char::is_alphanumeric)
}

fn read(col: u32, cell: Option<&RawCell>, of_text: impl FnOnce(&str) -> Result<TheirCell, Fault>) -> TheirCell {
    let Some(cell) = cell.filter(|cell| !cell.looks_blank()) else { return TheirCell { col, ..TheirCell::default() } };
    let found = match &cell.content {
        Content::Number(value) => Ok(number(*value, false)),
        Content::Percent(value) => Ok(number(*value, true)),
        Content::Text(written) => of_text(written),
        Content::Empty => Err(Fault::NoResult),
        Content::Error(shown) => Err(Fault::ExcelError(shown.clone())),
        Content::Huge(_) => Err(Fault::TooLarge),
        Content::Bool(_) | Content::Date(..) => Err(Fault::NotANumber),
    };
    let read = found.unwrap_or_else(|fault| TheirCell { fault: Some(fault), ..TheirCell::default() });
    TheirCell { col, written: cell.shown(), ..read }
}

fn number(value: Decimal, percent: bool) -> TheirCell {
    TheirCell { value: Some(value), decimals: value.normalize().scale(), percent, ..TheirCell::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str) -> RawCell {
        RawCell { col: 3, content: Content::Text(written.to_owned()), formula: false }
    }

    #[test]
    fn a_dash_says_nothing_and_zero_says_zero() {
        for (written, value, nothing) in [("-", None, true), ("–", None, true), ("0", Some(Decimal::ZERO), false)] {
            let cell = figure(3, Some(&text(written)), Suffix::Money);
            assert_eq!((cell.value, cell.says_nothing()), (value, nothing), "{written}");
        }
        assert!(figure(3, None, Suffix::Money).says_nothing());
    }

    #[test]
    fn shares_in_every_dress() {
        for (written, value, decimals) in [("30,95%", "30.95", 2), ("64,3", "64.3", 1), ("100 %", "100", 0)] {
            let cell = share(3, Some(&text(written)));
            assert_eq!((cell.value, cell.decimals), (Some(value.parse().unwrap()), decimals), "{written}");
        }
    }

    #[test]
    fn a_formula_without_a_result_is_a_fault() {
        let cell = RawCell { col: 3, content: Content::Empty, formula: true };
        assert_eq!(figure(3, Some(&cell), Suffix::Money).fault, Some(Fault::NoResult));
    }
}
