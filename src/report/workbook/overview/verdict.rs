//! The verdict: one sentence.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::{COLUMNS, LAST, span, span_width};
use crate::model::number::vietnamese;
use crate::model::{Appendix, AppendixRow, Comparison, FigureKey, FigureOf, InputStatus, Money, MoneyUnit, Severity};
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
    let plan = view.plan_years().map(|years| format!(" {years}")).unwrap_or_default();
    let figures_matched = format!("khớp {}/{} chỉ tiêu{plan}", vietnamese(matched.into()), vietnamese(figures.into()));
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

/// How all money stands to the programme's, in the years of the run.
fn against(view: &View<'_>) -> String {
    let whole = view.outcome.yearly.is_none() && view.programme.years().all(|year| view.outcome.years.contains(&year));
    let years: Vec<_> = view.outcome.years.iter().map(ToString::to_string).collect();
    let (difference, when) = if whole {
        (difference(view, Appendix::Tasks, None), String::new())
    } else {
        let by_year = view.outcome.years.iter().map(|year| difference(view, Appendix::Phasing, Some(*year)));
        (by_year.sum(), format!(" năm {}", years.join(", ")))
    };
    let amount = Money::from_amount(difference.abs(), MoneyUnit::Dong).unwrap_or_default();
    let how = match (difference.is_zero(), difference.is_sign_negative()) {
        (true, _) => "bằng Chương trình".to_owned(),
        (false, true) => format!("thấp hơn Chương trình {amount}"),
        (false, false) => format!("cao hơn Chương trình {amount}"),
    };
    format!("; tổng kinh phí {}{when} {how}", view.figures_name().to_lowercase())
}

fn difference(view: &View<'_>, appendix: Appendix, year: Option<i32>) -> Decimal {
    let key = FigureKey { appendix, row: AppendixRow::Total, year, of: FigureOf::Total };
    view.comparison(key).and_then(Comparison::difference).unwrap_or_default()
}
