//! Sheet "Định mức": what the programme allows for each task, and the lists behind the dropdowns.
//!
//! Its headings are no headers of the submission, so that it is never taken for a table of projects.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::lists::{FIRST_TASK_ROW, Lists, SHEET};
use super::style;
use crate::model::text;
use crate::programme::{Norm, Programme, SubmittedBy, Task};

const COLUMNS: [(&str, f64); 7] = [
    ("Mã", 8.0),
    ("Hoạt động hỗ trợ", 58.0),
    ("Tính theo", 14.0),
    ("Chỉ tiêu cả giai đoạn", 30.0),
    ("Định mức theo Quyết định", 48.0),
    ("Được dùng nguồn", 24.0),
    ("Nơi lập biểu", 20.0),
];

pub(super) fn write(sheet: &mut Worksheet, programme: &Programme, lists: &Lists) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    style::page(sheet);
    let decision = &programme.decision;
    sheet.merge_range(0, 0, 0, 6, "ĐỊNH MỨC HỖ TRỢ CỦA TỪNG HOẠT ĐỘNG", &style::title())?;
    let source = format!(
        "({}; Quyết định số {} {}; định mức là mức tối đa)",
        decision.title,
        decision.number,
        decision.date.in_words()
    );
    sheet.merge_range(1, 0, 1, 6, &source, &style::centred_italic())?;
    let header_row = FIRST_TASK_ROW - 1;
    for (column, (header, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(header_row, column, header, &style::header())?;
    }
    sheet.set_row_height(header_row, 24)?;
    sheet.set_repeat_rows(header_row, header_row)?.set_freeze_panes(FIRST_TASK_ROW, 2)?;
    for (row, task) in (FIRST_TASK_ROW..).zip(&programme.tasks) {
        write_task(sheet, row, programme, task)?;
    }
    // What feeds the dropdowns is of no use on paper.
    sheet.set_print_area(0, 0, lists.heading_row() - 2, 6)?;
    write_lists(sheet, lists)
}

fn write_task(sheet: &mut Worksheet, row: u32, programme: &Programme, task: &Task) -> Result<(), XlsxError> {
    let sources: Vec<_> = task.sources.iter().map(|id| programme.source(*id).header.as_str()).collect();
    let submitted_by = match task.submitted_by {
        SubmittedBy::Local => text::capitalised(&programme.localities()),
        SubmittedBy::Province => "Cấp tỉnh".to_owned(),
        SubmittedBy::Either => format!("Cấp tỉnh hoặc {}", programme.localities()),
    };
    let cells = [
        (task.code.clone(), style::code()),
        (task.name.clone(), style::prose()),
        (task.measure.clone(), style::word()),
        (task.target_text.clone(), style::prose()),
        (norm_text(programme, task), style::prose()),
        (sources.join(", "), style::prose()),
        (submitted_by, style::word()),
    ];
    let lines = cells.iter().zip(COLUMNS).map(|((text, _), (_, width))| style::lines(text, width)).max();
    sheet.set_row_height(row, style::height(lines.unwrap_or(1)))?;
    for (column, (text, format)) in (0..).zip(cells) {
        sheet.write_string_with_format(row, column, text, &format)?;
    }
    Ok(())
}

fn norm_text(programme: &Programme, task: &Task) -> String {
    let dated = |norm: &Norm| match (norm.from, norm.until) {
        (Some(from), _) => format!("Từ {from}: {}", norm.text),
        (None, Some(until)) => format!("Đến {until}: {}", norm.text),
        (None, None) => norm.text.clone(),
    };
    let own = task.norms.iter().filter(|norm| !norm.text.is_empty()).map(dated);
    let texts: Vec<_> = own.chain(programme.overlaid_words(task)).collect();
    if texts.is_empty() { "Quyết định không nêu".to_owned() } else { texts.join("\n") }
}

fn write_lists(sheet: &mut Worksheet, lists: &Lists) -> Result<(), XlsxError> {
    let heading_row = lists.heading_row();
    sheet.write_with_format(
        heading_row - 1,
        0,
        "Các danh sách dưới đây nuôi ô chọn ở trang \"Đề án\"; không sửa.",
        &style::control_label(),
    )?;
    for list in &lists.lists {
        sheet.write_with_format(heading_row, list.column, list.heading, &style::header())?;
        for (row, value) in (heading_row + 1..).zip(&list.values) {
            sheet.write_with_format(row, list.column, value, &style::prose())?;
        }
    }
    Ok(())
}
