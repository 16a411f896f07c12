//! "Sai lệch" of a comparison: what is new, then what was mended.

use rust_xlsxwriter::Worksheet;

use super::{MOST, headers, places, put, remark, words};
use crate::model::number::vietnamese;
use crate::model::revision::Revision;
use crate::model::{Finding, Severity};
use crate::programme::Programme;
use crate::report::workbook::findings::tone;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};

const COLUMNS: [(&str, f64); 11] = [
    ("Thay đổi", 9.0),
    ("Mã", 7.0),
    ("Mức độ", 9.0),
    ("Đơn vị", 10.0),
    ("Đề án", 24.0),
    ("Nhiệm vụ", 8.0),
    ("Nội dung", 40.0),
    ("Giá trị", 14.0),
    ("Giới hạn/Giá trị đúng", 14.0),
    ("Ở đâu", 26.0),
    ("Cách xử lý", 30.0),
];
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const LAST: u16 = 10;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, revision: &Revision) -> Written {
    style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "SAI LỆCH MỚI VÀ ĐÃ SỬA", &style::heading())?;
    let standing = vietnamese(revision.standing.into());
    let words =
        format!("Mới: chỉ có ở bản mới. Đã sửa: chỉ có ở bản cũ. {standing} sai lệch khác còn như cũ. Số tiền: đồng.");
    pen::text(sheet, (1, 0), &words, &style::text())?;
    headers(sheet, HEADER, &COLUMNS)?;
    let new = revision.arisen.iter().map(|at| ("Mới", Tone::Bad, &revision.new.findings[*at]));
    let mended = revision.mended.iter().map(|at| ("Đã sửa", Tone::Good, &revision.old.findings[*at]));
    let mut row = FIRST;
    for (kind, colour, finding) in new.chain(mended).take(MOST) {
        let colour = if finding.severity == Severity::Note { Tone::Info } else { colour };
        pen::text(sheet, (row, 0), kind, &colour.colour(style::centred()).set_bold())?;
        line(sheet, programme, row, finding)?;
        row += 1;
    }
    let all = revision.arisen.len() + revision.mended.len();
    if all == 0 {
        remark(sheet, row, LAST, "Không có sai lệch nào mới, không có sai lệch nào đã sửa.", Tone::Good)?;
    }
    if let Some(left @ 1..) = all.checked_sub(MOST) {
        let words = format!("Còn {} sai lệch không liệt kê ở đây; tệp JSON (--json) có đủ.", vietnamese(left.into()));
        remark(sheet, row, LAST, &words, Tone::Caution)?;
    }
    sheet.autofilter(HEADER, 0, row.saturating_sub(1).max(FIRST), LAST)?;
    sheet.set_freeze_panes(FIRST, 2)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn line(sheet: &mut Worksheet, programme: &Programme, row: u32, finding: &Finding) -> Written {
    let severity = tone(finding.severity).colour(style::centred()).set_bold();
    pen::text(sheet, (row, 1), finding.code.as_str(), &severity)?;
    pen::text(sheet, (row, 2), finding.severity.name(), &severity)?;
    // The place to correct first; the result of the edition itself has the others.
    let place = places(finding.places.get(..1).unwrap_or_default());
    let texts = [
        (3, finding.unit.map_or("", |unit| programme.unit(unit).short.as_str())),
        (4, finding.project_name.as_deref().unwrap_or_default()),
        (5, finding.task.map_or("–", |task| programme.task(task).code.as_str())),
        (6, finding.message.as_str()),
        (9, place.as_str()),
        (10, finding.action.as_str()),
    ];
    for (col, text) in texts {
        pen::text(sheet, (row, col), text, &style::cell())?;
    }
    put(sheet, (row, 7), finding.actual.as_ref(), false)?;
    put(sheet, (row, 8), finding.expected.as_ref(), false)?;
    let figures = [(7, words(finding.actual.as_ref())), (8, words(finding.expected.as_ref()))];
    let height = |(col, text): (u16, &str)| fit::height(text, COLUMNS[usize::from(col)].1, style::SMALL, false);
    sheet.set_row_height(row, texts.into_iter().chain(figures).map(height).fold(0.0, f64::max))?;
    Ok(())
}
