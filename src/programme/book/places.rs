//! From which cell each key of a catalogue came, and how a mistake there is told.

use std::collections::BTreeMap;
use std::fmt;

use super::layout::SHEETS;
use super::tree::Path;
use crate::model::CellRef;

/// A cell of a catalogue's workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::programme) struct At {
    /// The sheet.
    pub sheet: &'static str,
    /// The cell.
    pub cell: CellRef,
    /// What stands above it, or before it.
    pub header: String,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trang tính \"{}\", ô {}", self.sheet, self.cell)?;
        if self.header.is_empty() { Ok(()) } else { write!(f, " (\"{}\")", self.header) }
    }
}

/// The cells of all keys.
#[derive(Debug, Default)]
pub(in crate::programme) struct Places(BTreeMap<String, At>);

impl Places {
    pub(super) fn note(&mut self, key: &Path, at: At) {
        self.0.entry(key.to_string()).or_insert(at);
    }

    /// The cell of a key, or of the nearest key that holds it.
    pub fn of(&self, key: &str) -> Option<&At> {
        let mut key = key;
        loop {
            if let Some(at) = self.0.get(key) {
                return Some(at);
            }
            key = &key[..key.rfind(['.', '['])?];
        }
    }

    /// A message of the loader in the words of the workbook: keys become cells and headers.
    pub fn in_words(&self, near: &str, message: &str) -> String {
        let parts = message.split('"').enumerate().map(|(index, part)| {
            let quoted = index % 2 == 1;
            match self.0.get(part).filter(|_| quoted) {
                Some(at) => at.to_string(),
                None if quoted => format!("\"{}\"", header_beside(near, part).unwrap_or(part)),
                None => part.to_owned(),
            }
        });
        let said: String = parts.collect();
        WORDS.iter().fold(said, |said, (key, words)| said.replace(key, words))
    }
}

/// Keys that messages name without quotes.
const WORDS: [(&str, &str); 4] = [
    ("totals.money", "trang tính \"Chương trình\""),
    ("trong money", "ở các cột nguồn"),
    ("kind = \"state\"", "loại Ngân sách nhà nước"),
    ("from và until", "Từ ngày và Đến ngày"),
];

/// The header of a key that stands in the record of another.
fn header_beside(near: &str, key: &str) -> Option<&'static str> {
    let is_of = |list: &str| near.rsplit(['.', '[']).any(|part| part == list) || near.contains(&format!("{list}["));
    let layouts = SHEETS.iter().rev().filter(|layout| match layout.records {
        super::Records::Entries(list) | super::Records::Within { list, .. } => is_of(list),
        _ => false,
    });
    layouts.flat_map(|layout| layout.columns).find(|column| column.key == key).map(|column| column.header)
}
