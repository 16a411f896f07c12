//! What a cell of the catalogue may hold: dropdowns, and checks of figures and dates.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, XlsxError};

use crate::programme::book::{Kind, PageColumn, YES_NO};

/// The longest message that Excel shows beside a cell.
const LONGEST: usize = 255;

/// The check of a column's cells.
pub(super) fn check(column: &PageColumn) -> Result<Option<DataValidation>, XlsxError> {
    let check = DataValidation::new();
    let (check, told) = match column.kind {
        Kind::YesNo => (check.allow_list_strings(&YES_NO.map(|(word, _)| word))?, "Hãy chọn Có hoặc Không."),
        Kind::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|(_, word)| *word).collect();
            (check.allow_list_strings(&words)?, "Hãy chọn một giá trị trong danh sách.")
        }
        Kind::Money | Kind::Count => (
            check.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            "Nhập số, không âm; không nhập chữ.",
        ),
        Kind::Percent => (check.allow_decimal_number(DataValidationRule::Between(0.0, 100.0)), "Nhập số từ 0 đến 100."),
        Kind::Year => (check.allow_whole_number(DataValidationRule::Between(1900, 9998)), "Nhập một năm như 2026."),
        Kind::Date => {
            let first = ExcelDateTime::from_ymd(1900, 1, 1)?;
            (check.allow_date(DataValidationRule::GreaterThanOrEqualTo(first)), "Nhập ngày/tháng/năm.")
        }
        Kind::Text | Kind::Prose | Kind::List => return Ok(None),
    };
    let hint: String = column.guide.chars().take(LONGEST).collect();
    check
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_input_message(hint)?
        .set_error_title("Giá trị không hợp lệ")?
        .set_error_message(told)
        .map(Some)
}
