//! What an ods merges: calamine gives the cells that a merged one covers as empty, and does not say that it does.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::markup::{attribute, visit};

/// Merged areas as (first row, first column, last row, last column).
pub(super) type Areas = Vec<(u32, u32, u32, u32)>;

/// The most areas that are kept of a sheet; no submission has a hundredth of them.
const MOST: usize = 100_000;

/// The part that holds the sheets.
const CONTENT: &str = "content.xml";

/// How deep a sheet stands in it: within the document, its body and its spreadsheet.
const SHEET_DEPTH: usize = 3;

/// The merged areas of an ods by the names of its sheets; nothing where its content cannot be read.
pub(super) fn of_ods(bytes: &[u8]) -> Option<BTreeMap<String, Areas>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut found: BTreeMap<String, Areas> = BTreeMap::new();
    let mut at = Position::default();
    visit(&mut archive, CONTENT, |depth, element| {
        match element.local_name().as_ref() {
            "table" if depth == SHEET_DEPTH => {
                at = Position {
                    sheet: attribute(element, "name").unwrap_or_default().into_owned(),
                    ..Position::default()
                };
                found.entry(at.sheet.clone()).or_default();
            }
            "table-row" => at.enter_row(element),
            "table-cell" | "covered-table-cell" => {
                if let Some(areas) = found.get_mut(&at.sheet).filter(|areas| areas.len() < MOST) {
                    areas.extend(at.area(element));
                }
                at.col = at.col.saturating_add(number(element, "number-columns-repeated"));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    Some(found)
}

/// Where the next cell stands. Rows and cells may stand for several alike.
#[derive(Debug, Default)]
struct Position {
    sheet: String,
    row: u32,
    col: u32,
    next_row: u32,
}

impl Position {
    fn enter_row(&mut self, element: &BytesStart<'_>) {
        (self.row, self.col) = (self.next_row, 0);
        self.next_row = self.row.saturating_add(number(element, "number-rows-repeated"));
    }

    /// The area that a cell spans, where it is more than the cell.
    fn area(&self, element: &BytesStart<'_>) -> Option<(u32, u32, u32, u32)> {
        let (rows, columns) = (number(element, "number-rows-spanned"), number(element, "number-columns-spanned"));
        let (last_row, last_col) = (self.row.saturating_add(rows - 1), self.col.saturating_add(columns - 1));
        (rows > 1 || columns > 1).then_some((self.row, self.col, last_row, last_col))
    }
}

/// A count of at least one: what is left out or makes no sense is one.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|written| written.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn merges(rows: &str) -> Option<BTreeMap<String, Areas>> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(CONTENT, zip::write::SimpleFileOptions::default()).unwrap();
        let (open, close) = ("<d><b><s>", "</s></b></d>");
        archive.write_all(format!("{open}<t:table t:name=\"Đề án\">{rows}</t:table>{close}").as_bytes()).unwrap();
        of_ods(&archive.finish().unwrap().into_inner())
    }

    fn of(rows: &str) -> Areas {
        merges(rows).unwrap().remove("Đề án").unwrap()
    }

    #[test]
    fn spans_after_rows_and_cells_that_stand_for_several() {
        let rows = "<t:table-row t:number-rows-repeated=\"4\"><t:table-cell/></t:table-row>\
                    <t:table-rows><t:table-row><t:table-cell t:number-columns-repeated=\"2\"/>\
                    <t:table-cell t:number-rows-spanned=\"3\" t:number-columns-spanned=\"1\"/>\
                    <t:table-cell t:number-columns-spanned=\"2\"/><t:covered-table-cell/><t:table-cell/></t:table-row>\
                    <t:table-row><t:table-cell t:number-columns-repeated=\"2\"/><t:covered-table-cell/>\
                    <t:table-cell t:number-rows-spanned=\"2\"/></t:table-row></t:table-rows>";
        assert_eq!(of(rows), [(4, 2, 6, 2), (4, 3, 4, 4), (5, 3, 6, 3)]);
    }

    #[test]
    fn nothing_is_merged_by_counts_that_make_no_sense() {
        assert_eq!(
            of("<t:table-row><t:table-cell t:number-rows-spanned=\"0\" t:number-columns-spanned=\"x\"/></t:table-row>"),
            []
        );
        let far = "<t:table-row t:number-rows-repeated=\"4294967295\"/><t:table-row t:number-rows-repeated=\"9\">\
                   <t:table-cell t:number-rows-spanned=\"4294967295\"/></t:table-row>";
        assert_eq!(of(far), [(u32::MAX, 0, u32::MAX, 0)]);
    }

    #[test]
    fn what_cannot_be_read_is_not_told() {
        assert_eq!(merges("<t:table-row><broken"), None);
        assert_eq!(of_ods(b"PK"), None);
    }
}
