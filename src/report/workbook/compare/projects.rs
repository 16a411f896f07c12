//! "Đề án": every change, one a line, with its cells in both editions; then what came, what went, what is in doubt.

use rust_xlsxwriter::Worksheet;

use super::{MOST, headers, places, put, remark, words};
use crate::model::number::vietnamese;
use crate::model::revision::{EditionRow, Revision};
use crate::model::{Figure, Money};
use crate::programme::Programme;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};
use crate::report::workbook::{fit, view};

const COLUMNS: [(&str, f64); 13] = [
    ("Loại", 9.0),
    ("Đơn vị", 10.0),
    ("Năm", 6.0),
    ("Nhiệm vụ", 8.0),
    ("Mã đề án", 13.0),
    ("Đề án", 27.0),
    ("Nội dung", 15.0),
    ("Bản cũ", 17.0),
    ("Bản mới", 17.0),
    ("Chênh lệch", 15.0),
    ("Ô ở bản cũ", 20.0),
    ("Ô ở bản mới", 20.0),
    ("Ghép theo", 12.0),
];
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const LAST: u16 = 12;

/// One line of the table.
struct Line<'a> {
    kind: &'static str,
    tone: Tone,
    row: &'a EditionRow,
    what: String,
    was: Option<Figure>,
    is: Option<Figure>,
    difference: Option<Figure>,
    was_at: String,
    is_at: String,
    by: &'static str,
}

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, revision: &Revision) -> Written {
    style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "ĐỀ ÁN THAY ĐỔI", &style::heading())?;
    let words = "Mỗi dòng là một nội dung thay đổi của một đề án, với ô ở cả hai bản. Thứ tự dòng, số thứ tự, cách trình bày, tên tệp, đơn vị tiền khác nhau không phải là thay đổi.";
    pen::text(sheet, (1, 0), words, &style::text().set_italic())?;
    pen::text(sheet, (2, 0), "Số tiền: đồng", &style::text().set_italic())?;
    headers(sheet, HEADER, &COLUMNS)?;
    let lines = lines(programme, revision);
    let mut row = FIRST;
    for line in lines.iter().take(MOST) {
        write_line(sheet, programme, row, line)?;
        row += 1;
    }
    if lines.is_empty() {
        remark(sheet, row, LAST, "Không có đề án nào thay đổi.", Tone::Good)?;
    }
    if let Some(left @ 1..) = lines.len().checked_sub(MOST) {
        let words = format!("Còn {} dòng không liệt kê ở đây; tệp JSON (--json) có đủ.", vietnamese(left.into()));
        remark(sheet, row, LAST, &words, Tone::Caution)?;
    }
    sheet.autofilter(HEADER, 0, row.saturating_sub(1).max(FIRST), LAST)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn lines<'a>(programme: &Programme, revision: &'a Revision) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for altered in &revision.altered {
        lines.extend(altered.changes.iter().map(|change| Line {
            kind: "Sửa",
            tone: Tone::Caution,
            row: &revision.new.rows[altered.pair.new],
            what: programme.aspect(change.aspect).to_owned(),
            was: change.was.clone(),
            is: change.is.clone(),
            difference: change.difference(),
            was_at: places(&change.was_at),
            is_at: places(&change.is_at),
            by: altered.pair.by.name(),
        }));
    }
    lines.extend(revision.added.iter().map(|at| alone(&revision.new.rows[*at], true)));
    lines.extend(revision.removed.iter().map(|at| alone(&revision.old.rows[*at], false)));
    for (number, doubt) in (1..).zip(&revision.doubts) {
        let reason = format!("Nhóm {number}: {}", doubt.reason);
        let old = doubt.old.iter().map(|at| (&revision.old.rows[*at], false));
        let new = doubt.new.iter().map(|at| (&revision.new.rows[*at], true));
        let doubtful = old.chain(new).map(|(row, in_new)| Line {
            kind: "Chưa ghép",
            tone: Tone::Bad,
            what: reason.clone(),
            difference: None,
            ..alone(row, in_new)
        });
        lines.extend(doubtful);
    }
    lines
}

/// A project that stands in one edition only, with all its money.
fn alone(row: &EditionRow, in_new: bool) -> Line<'_> {
    let money = row.project.sources_sum();
    let place = format!("{}, {}, dòng {}", row.home.file, row.home.sheet, row.home.row + 1);
    let difference = money.map(|money| if in_new { money } else { Money::ZERO - money }).map(Figure::Money);
    let (shown, what) = (money.map(Figure::Money), "Cộng các nguồn".to_owned());
    let line = Line {
        kind: "",
        tone: Tone::Info,
        row,
        what,
        was: None,
        is: None,
        difference,
        was_at: String::new(),
        is_at: String::new(),
        by: "",
    };
    if in_new {
        Line { kind: "Thêm", tone: Tone::Good, is: shown, is_at: place, ..line }
    } else {
        Line { kind: "Bớt", tone: Tone::Bad, was: shown, was_at: place, ..line }
    }
}

fn write_line(sheet: &mut Worksheet, programme: &Programme, row: u32, line: &Line<'_>) -> Written {
    let project = &line.row.project;
    let task = project.task.task.map_or(view::UNCLASSIFIED, |task| &programme.task(task).code);
    let unit = project.unit.map_or("", |unit| &programme.unit(unit).short);
    let year = project.year.map(|year| year.to_string()).unwrap_or_default();
    pen::text(sheet, (row, 0), line.kind, &line.tone.colour(style::centred()).set_bold())?;
    let texts = [
        (1, unit),
        (2, &year),
        (3, task),
        (4, project.id.text()),
        (5, project.name.text()),
        (6, &line.what),
        (10, &line.was_at),
        (11, &line.is_at),
        (12, line.by),
    ];
    for (col, text) in texts {
        pen::text(sheet, (row, col), text, &style::cell())?;
    }
    put(sheet, (row, 7), line.was.as_ref(), false)?;
    put(sheet, (row, 8), line.is.as_ref(), false)?;
    put(sheet, (row, 9), line.difference.as_ref(), true)?;
    let figures = [(7, words(line.was.as_ref())), (8, words(line.is.as_ref()))];
    let height = |(col, text): (u16, &str)| fit::height(text, COLUMNS[usize::from(col)].1, style::SMALL, false);
    sheet.set_row_height(row, texts.into_iter().chain(figures).map(height).fold(0.0, f64::max))?;
    Ok(())
}
