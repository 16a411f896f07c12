//! What a row and a column are about, by the words that stand in them.

use std::collections::HashMap;

use super::rows::Placed;
use crate::model::{BookRow, BookSheet, BookValue, text};

/// The most letters of a label.
const LONGEST: usize = 70;

/// The words of a sheet, by its columns.
pub struct Labels<'a> {
    sheet: &'a BookSheet,
    /// The rows of a column in which words stand, for the columns that were asked for.
    worded: HashMap<u32, Vec<u32>>,
}

impl<'a> Labels<'a> {
    /// The labels of a sheet.
    pub fn new(sheet: &'a BookSheet) -> Self {
        Self { sheet, worded: HashMap::new() }
    }

    /// What a cell's row is about; its column's header too, where the cell holds a number.
    pub fn of_cell(&mut self, (row, cells): Placed<'_>, col: u32) -> String {
        let is_number = matches!(cells.get(&col).map(|cell| &cell.value), Some(BookValue::Number(_)));
        let header = if is_number { self.header(row, col) } else { None };
        [Some(of_row(cells)), header]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" / ")
    }

    /// The nearest words above a cell; the numbers of columns, "(6)", are none.
    fn header(&mut self, row: u32, col: u32) -> Option<String> {
        let sheet = self.sheet;
        let words =
            |row: u32| sheet.rows.get(&row)?.get(&col)?.value.text().filter(|text| text.contains(char::is_alphabetic));
        let worded = self
            .worded
            .entry(col)
            .or_insert_with(|| sheet.rows.keys().copied().filter(|row| words(*row).is_some()).collect());
        let above = worded.partition_point(|worded| *worded < row).checked_sub(1)?;
        words(worded[above]).map(short)
    }
}

/// What a row is about: its first text of three words (a unit's name has two), else of two, else its first text.
pub fn of_row(cells: &BookRow) -> String {
    let texts = || cells.values().filter_map(|cell| cell.value.text());
    let of_words = |words: usize| texts().find(|text| text.split_whitespace().count() >= words);
    [3, 2, 1].into_iter().find_map(of_words).map(short).unwrap_or_default()
}

fn short(words: &str) -> String {
    let tidy = text::tidy(words);
    if tidy.chars().count() <= LONGEST {
        return tidy;
    }
    tidy.chars().take(LONGEST - 1).chain(std::iter::once('…')).collect()
}
