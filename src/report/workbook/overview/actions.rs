//! What to do next: the corrections that are worth the most.

use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::{COLUMNS, LAST, span, span_width};
use crate::model::number::vietnamese;
use crate::model::{Finding, Severity};
use crate::report::workbook::pen::Written;
use crate::report::workbook::style;
use crate::report::workbook::view::View;
use crate::report::workbook::{FINDINGS, fit};

/// As many as one can keep in mind.
const MOST: usize = 5;

/// Writes the block.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written {
    span(sheet, row, (0, LAST), "4. Việc cần làm tiếp", &style::heading())?;
    let format = style::text().set_text_wrap().set_font_size(style::SMALL).set_align(FormatAlign::Top);
    for (words, row) in actions(view).iter().zip(row + 1..) {
        span(sheet, row, (0, LAST), words, &format)?;
        sheet.set_row_height(row, fit::height(words, span_width(COLUMNS), style::SMALL, false))?;
    }
    Ok(())
}

/// One line for each rule and unit, in the order of the findings, which begin with the gravest.
fn actions(view: &View<'_>) -> Vec<String> {
    let mut groups: Vec<(&Finding, usize)> = Vec::new();
    let open = view.outcome.findings.iter().filter(|finding| !finding.waived && finding.severity != Severity::Note);
    for finding in open {
        match groups.iter_mut().find(|(first, _)| (first.code, first.unit) == (finding.code, finding.unit)) {
            Some((_, count)) => *count += 1,
            None => groups.push((finding, 1)),
        }
    }
    if groups.is_empty() {
        return vec!["Không có lỗi hay cảnh báo; có thể rà lại các phụ lục và trình ký.".to_owned()];
    }
    let left = groups.len().saturating_sub(MOST);
    let mut lines: Vec<_> =
        groups.iter().take(MOST).zip(1..).map(|((finding, count), at)| line(view, finding, *count, at)).collect();
    if left > 0 {
        lines.push(format!("… và {} nhóm việc khác trong trang tính {FINDINGS}.", vietnamese(left.into())));
    }
    lines
}

fn line(view: &View<'_>, finding: &Finding, count: usize, at: usize) -> String {
    let unit = finding.unit.map(|_| format!(" – {}", view.unit_name(finding.unit))).unwrap_or_default();
    let times = if count > 1 { format!(" ({} chỗ)", vietnamese(count.into())) } else { String::new() };
    let place = finding.places.first().map(|place| {
        let sheet = place.sheet.as_deref().map(|sheet| format!(", {sheet}")).unwrap_or_default();
        let cell = finding.first_cell().map(|cell| format!(", ô {cell}")).unwrap_or_default();
        format!(" [{}{sheet}{cell}]", place.file)
    });
    format!(
        "{at}. {} {}{unit}{times}: {} {}{}",
        finding.severity.name(),
        finding.code,
        finding.message,
        finding.action,
        place.unwrap_or_default()
    )
}
