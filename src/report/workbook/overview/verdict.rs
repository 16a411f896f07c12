//! The verdict: one sentence.

use rust_xlsxwriter::Worksheet;

use super::{COLUMNS, LAST, span, span_width};
use crate::model::number::vietnamese;
use crate::model::{Appendix, Money};
use crate::model::{AppendixRow, FigureKey, FigureOf, InputStatus, Severity};
use crate::report::workbook::fit;
use crate::report::workbook::pen::Written;
use crate::report::workbook::style::{self, Tone};
use crate::report::workbook::view::View;

/// Writes the verdict; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written<u32> {
    let (tone, words) = verdict(view);
    span(sheet, row, (0, LAST), &words, &style::verdict(tone))?;
    sheet.set_row_height(row, fit::height(&words, span_width(COLUMNS), 13.0, true) + 12.0)?;
    Ok(row + 1)
}

fn verdict(view: &View<'_>) -> (Tone, String) {
    let outcome = view.outcome;
    let (matched, figures) = (outcome.comparisons.matched(), outcome.comparisons.figures());
    let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    let figures_matched = format!("khớp {}/{} chỉ tiêu", vietnamese(matched.into()), vietnamese(figures.into()));
    let against = against(view);
    if !view.details.iter().any(|detail| detail.excluded.is_none()) {
        let read = vietnamese(outcome.files(InputStatus::Read).into());
        return (Tone::Bad, format!("Chưa tổng hợp được: {read} tệp đã đọc, chưa có đề án nào được tính."));
    }
    if errors > 0 {
        let errors = vietnamese(errors.into());
        return (Tone::Bad, format!("Chưa đủ điều kiện trình: còn {errors} lỗi phải sửa; {figures_matched}{against}."));
    }
    if warnings > 0 {
        let warnings = vietnamese(warnings.into());
        return (
            Tone::Caution,
            format!("Không có lỗi, còn {warnings} cảnh báo cần giải trình; {figures_matched}{against}."),
        );
    }
    if matched == figures {
        return (Tone::Good, format!("Số liệu {figures_matched} của Chương trình; không có lỗi, không có cảnh báo."));
    }
    (Tone::Good, format!("Không có lỗi, không có cảnh báo; {figures_matched}{against}."))
}

/// How all money stands to the programme's.
fn against(view: &View<'_>) -> String {
    let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of: FigureOf::Total };
    let stage = view.stage.name().to_lowercase();
    let difference = view.comparison(key).and_then(crate::model::Comparison::difference).unwrap_or_default();
    let amount = Money::from_amount(difference.abs(), crate::model::MoneyUnit::Dong).unwrap_or_default();
    if difference.is_zero() {
        format!("; tổng kinh phí {stage} bằng Chương trình")
    } else if difference.is_sign_negative() {
        format!("; tổng kinh phí {stage} thấp hơn Chương trình {amount}")
    } else {
        format!("; tổng kinh phí {stage} cao hơn Chương trình {amount}")
    }
}
