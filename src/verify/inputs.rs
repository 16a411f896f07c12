//! The list of files that a result was made from, and what has become of them.

use std::collections::BTreeMap;

use crate::model::verification::InputChange;
use crate::model::{BookRow, BookSheet, BookValue};

/// The headers of the list of files.
const FILE: &str = "Tệp";
const SHA256: &str = "SHA-256";

/// The files that a sheet "Danh mục tệp đầu vào" lists, each with its SHA-256; empty for one that was not read.
pub fn listed(sheet: &BookSheet) -> BTreeMap<String, String> {
    let column = |cells: &BookRow, header: &str| {
        cells.iter().find(|(_, cell)| cell.value.text() == Some(header)).map(|(col, _)| *col)
    };
    let header = sheet.rows.iter().find_map(|(row, cells)| Some((*row, column(cells, FILE)?, column(cells, SHA256)?)));
    let Some((header, file, sha256)) = header else { return BTreeMap::new() };
    let of_file = |cells: &BookRow| matches!(cells.get(&0).map(|cell| &cell.value), Some(BookValue::Number(_)));
    let text = |cells: &BookRow, col| cells.get(&col).and_then(|cell| cell.value.text()).map(str::to_owned);
    let below = sheet.rows.range(header + 1..).map(|(_, cells)| cells).take_while(|cells| of_file(cells));
    below.filter_map(|cells| Some((text(cells, file)?, text(cells, sha256).unwrap_or_default()))).collect()
}

/// What a sheet states under a name: the text beside it, put together where it goes on in further rows.
pub fn stated(sheet: &BookSheet, name: &str) -> Option<String> {
    let beside = |cells: &BookRow| {
        let at = cells.iter().find(|(_, cell)| cell.value.text() == Some(name)).map(|(col, _)| *col)?;
        cells.range(at + 1..).find_map(|(_, cell)| cell.value.text().map(str::to_owned))
    };
    let texts: Vec<String> = sheet.rows.values().filter_map(beside).collect();
    (!texts.is_empty()).then(|| texts.concat())
}

/// The files that changed, are no longer there, or were not there.
pub fn changes(recorded: &BTreeMap<String, String>, actual: &BTreeMap<String, String>) -> Vec<InputChange> {
    let change = |file: &String| {
        let (recorded, actual) = (recorded.get(file).cloned(), actual.get(file).cloned());
        (recorded != actual).then(|| InputChange { file: file.clone(), recorded, actual })
    };
    let new = actual.keys().filter(|file| !recorded.contains_key(*file));
    recorded.keys().chain(new).filter_map(change).collect()
}
