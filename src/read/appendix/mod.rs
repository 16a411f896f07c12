//! Another office's workbook with the three appendices: its tables are found, whatever sheet, corner, order of
//! columns or depth of header they have. [`header`] reads the columns, [`rows`] the rows, [`years`] says of which year
//! they are, [`cells`] reads the numbers.

mod cells;
mod header;
mod rows;
#[cfg(test)]
mod tests;
mod years;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::discover::Found;
use super::sheet::{Content, Sheet};
use super::{Reader, hex, money_units, workbook};
use crate::model::theirs::{ShownCell, TheirTable, Theirs};
use crate::model::{Area, CellRef, FileFault, MoneyUnit, PassedOver, Unreadable, number, text};
use header::Head;

/// How a sheet of ours that holds an appendix is called; of a workbook that this program wrote no other is read.
const OUR_SHEETS: &str = "Phụ lục";

impl Reader<'_> {
    /// Reads another office's workbook with appendices.
    ///
    /// # Errors
    /// Why it cannot be read, in Vietnamese; a workbook without any such table is no error.
    pub fn read_theirs(&self, found: &Found) -> Result<Theirs, String> {
        workbook::guarded(|| self.theirs(found)).map_err(|fault| reason(&fault))
    }

    fn theirs(&self, found: &Found) -> Result<Theirs, FileFault> {
        let bytes = self.bytes(&found.path)?;
        let mut sheets = workbook::open_any(&bytes, &self.limits, self.isolated)?;
        if workbook::is_own_output(&bytes) {
            sheets.retain(|sheet| sheet.name.starts_with(OUR_SHEETS));
        }
        let mut theirs = Theirs {
            file: Arc::clone(&found.name),
            path: found.path.clone(),
            sha256: hex(&Sha256::digest(&bytes)),
            tables: Vec::new(),
            other_sheets: Vec::new(),
        };
        let found: Vec<_> = sheets.iter().map(|sheet| (sheet, self.tables_of(&theirs.file, sheet))).collect();
        let in_sight = found.iter().any(|(sheet, tables)| !sheet.hidden && !tables.is_empty());
        for (sheet, tables) in found {
            // A hidden sheet is an older copy more often than not; it stands in for nothing that can be seen.
            if tables.is_empty() {
                theirs.other_sheets.push(Arc::clone(&sheet.name));
            } else if sheet.hidden && in_sight {
                theirs
                    .other_sheets
                    .push(format!("{} (trang tính ẩn, có bảng nhưng không đối chiếu)", sheet.name).into());
            } else {
                theirs.tables.extend(tables);
            }
        }
        Ok(theirs)
    }

    fn tables_of(&self, file: &Arc<str>, sheet: &Sheet) -> Vec<TheirTable> {
        let mut heads = header::find(sheet, &self.headers, self.programme);
        let ends: Vec<u32> = heads.iter().skip(1).map(|next| next.area.first.row).chain([u32::MAX]).collect();
        let mut tables = Vec::new();
        let (mut top, mut plan) = (0, None);
        for (head, end) in heads.iter_mut().zip(ends) {
            let rows = rows::read(sheet, head, end, &self.headers, self.programme);
            let Some(last) = rows.last().map(|row| row.row) else { continue };
            if !rows::is_appendix(&rows, head) {
                continue;
            }
            let title = (top..head.area.first.row, plan);
            plan = years::give_columns_theirs(sheet, (&mut *head, &rows), title, self.programme);
            let span = Area::new(CellRef::new(top, 0), CellRef::new(last, u32::MAX));
            tables.push(TheirTable {
                file: Arc::clone(file),
                sheet: Arc::clone(&sheet.name),
                header: head.area,
                unit: stated_unit(sheet, head),
                columns: head.columns.clone(),
                rows,
                shown: shown(sheet, span),
                merges: merges(sheet, span),
            });
            top = last + 1;
        }
        tables
    }
}

/// The unit of money that stands nearest above a header: "Đơn vị tính: triệu đồng".
fn stated_unit(sheet: &Sheet, head: &Head) -> Option<(MoneyUnit, CellRef)> {
    let above = sheet.rows.iter().rev().filter(|row| row.row < head.area.first.row);
    let cells = above.flat_map(|row| row.seen().map(|cell| (row.at(cell.col), cell)));
    cells.filter_map(|(at, cell)| cell.text().map(|words| (at, words))).find_map(|(at, words)| {
        let folded = text::fold(&words);
        let says = ["don vi", "dvt", "tinh bang"].iter().any(|word| folded.contains(word));
        let bare = folded.starts_with('(') && folded.len() < 24;
        let alone = money_units::stated_in(&words).filter(|_| says || bare || folded.split(' ').count() <= 2);
        alone.map(|unit| (unit, at))
    })
}

/// The cells of the rows of `span`.
fn shown(sheet: &Sheet, span: Area) -> Vec<ShownCell> {
    let rows = sheet.rows.iter().filter(|row| (span.first.row..=span.last.row).contains(&row.row));
    rows.flat_map(|row| {
        row.seen().map(|cell| {
            let number = match cell.content {
                Content::Number(value) => Some(value),
                _ => None,
            };
            ShownCell { at: row.at(cell.col), written: header::shown(cell), number }
        })
    })
    .collect()
}

fn merges(sheet: &Sheet, span: Area) -> Vec<Area> {
    let area = |(top, left, bottom, right): &(u32, u32, u32, u32)| {
        Area::new(CellRef::new(*top, *left), CellRef::new(*bottom, *right))
    };
    let inside = |area: &Area| area.first.row >= span.first.row && area.last.row <= span.last.row;
    let mut merges: Vec<Area> = sheet.merges.iter().map(area).filter(inside).collect();
    merges.sort_unstable();
    merges
}

/// Why a workbook that was named cannot be read, in Vietnamese.
fn reason(fault: &FileFault) -> String {
    match fault {
        FileFault::Protected => "tệp có mật khẩu; hãy bỏ mật khẩu rồi chạy lại".to_owned(),
        FileFault::OverLimit { limit, actual, allowed } => {
            let figure = |figure: u64| format!("{} {}", number::vietnamese(figure.into()), limit.unit());
            format!("tệp vượt giới hạn về {}: {}, cho phép {}", limit.name(), figure(*actual), figure(*allowed))
        }
        FileFault::PassedOver(PassedOver::NotAWorkbook) => "tệp không phải là bảng tính".to_owned(),
        FileFault::Unreadable(Unreadable::Empty) => "tệp rỗng".to_owned(),
        FileFault::Unreadable(Unreadable::Damaged(reason) | Unreadable::Io(reason)) => {
            format!("tệp hỏng hoặc không mở được ({reason})")
        }
        _ => "tệp không phải là bảng tính đọc được; hãy mở bằng Excel và lưu lại dạng .xlsx".to_owned(),
    }
}
