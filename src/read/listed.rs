//! A result workbook of this program, opened again: its sheets, and the tables of them by the headers of their columns.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;

use super::sheet::{Content, RawCell, RawRow, Sheet};
use super::{Reader, workbook};

/// The sheet that lists every project of a result.
pub const PROJECTS: &str = "Chi tiết đề án";
/// Headers of that sheet beside those of the form.
pub const UNIT: &str = "Đơn vị";
pub const YEAR: &str = "Năm";
pub const COUNTED_QUANTITY: &str = "Số lượng được tính";
pub const COUNTED: &str = "Được tính";
pub const YES: &str = "Có";
pub const FILE: &str = "Tệp";
pub const SHEET: &str = "Trang tính";
pub const LINE: &str = "Dòng";

impl Reader<'_> {
    /// The sheets of a workbook that this program wrote.
    pub(super) fn sheets_of_result(&self, path: &Path) -> Result<Vec<Sheet>, String> {
        let open = || {
            let bytes = self.bytes(path)?;
            workbook::open_any(&bytes, &self.limits, self.isolated)
        };
        workbook::guarded(open).map_err(|_| "không mở được bảng kết quả này".to_owned())
    }
}

/// A table of a result, by the headers of its columns.
pub struct Listed<'a> {
    pub sheet: &'a Sheet,
    header: u32,
    columns: BTreeMap<String, u32>,
}

impl<'a> Listed<'a> {
    /// The table of the sheet `name` that has all these headers.
    pub fn find(sheets: &'a [Sheet], name: &str, headers: &[&str]) -> Result<Self, String> {
        let missing = || {
            format!(
                "đây không phải bảng kết quả tổng hợp của chương trình: không có trang tính \"{name}\" như chương \
                 trình đã ghi (bảng so sánh, bảng đối chiếu và phiếu trả lại không dùng được ở đây)"
            )
        };
        let sheet = sheets.iter().find(|sheet| &*sheet.name == name).ok_or_else(missing)?;
        let table = sheet.rows.iter().find_map(|row| {
            let columns: BTreeMap<String, u32> = row.seen().filter_map(|cell| Some((cell.text()?, cell.col))).collect();
            let is_header = headers.iter().all(|header| columns.contains_key(*header));
            is_header.then_some(Self { sheet, header: row.row, columns })
        });
        table.ok_or_else(missing)
    }

    /// The rows under its headers.
    pub fn rows(&self) -> impl Iterator<Item = &'a RawRow> + use<'a> {
        let header = self.header;
        self.sheet.rows.iter().filter(move |row| row.row > header)
    }

    /// The column of a header.
    pub fn column(&self, header: &str) -> Option<u32> {
        self.columns.get(header).copied()
    }

    /// The header of a source's column: a source may be called what another column is called.
    pub fn header_of_source(&self, short: &str) -> String {
        let taken = format!("{short} (nguồn)");
        if self.columns.contains_key(&taken) { taken } else { short.to_owned() }
    }

    /// What stands in a row under a header.
    pub fn cell<'r>(&self, row: &'r RawRow, header: &str) -> Option<&'r RawCell> {
        row.cell(self.column(header)?).filter(|cell| !cell.looks_blank())
    }

    /// The words of it; none where it is blank.
    pub fn words(&self, row: &RawRow, header: &str) -> String {
        self.cell(row, header).map(RawCell::shown).unwrap_or_default()
    }

    /// The number in it.
    pub fn number(&self, row: &RawRow, header: &str) -> Option<Decimal> {
        match self.cell(row, header)?.content {
            Content::Number(value) => Some(value),
            _ => None,
        }
    }
}
