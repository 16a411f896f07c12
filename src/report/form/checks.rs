//! The dropdowns and in-cell checks of the sheet "Đề án".

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Worksheet, XlsxError};

use super::entry_sheet::Grid;
use super::lists;
use crate::model::Field;
use crate::programme::Programme;

/// Excel's largest amount that a clerk could mean, in triệu đồng: a million tỷ.
const LARGEST_TRIEU: f64 = 1_000_000_000.0;
/// The most that one row counts.
const LARGEST_COUNT: i32 = 1_000_000;

/// Adds every check.
pub(super) fn add(sheet: &mut Worksheet, programme: &Programme, grid: &Grid) -> Result<(), XlsxError> {
    sheet.add_data_validation(1, 0, 1, 0, &list(lists::UNITS, "Đơn vị", "Chọn đơn vị lập biểu.", Strictness::Free)?)?;
    sheet.add_data_validation(5, 0, 5, 0, &list(lists::YEARS, "Năm", "Chọn năm kế hoạch.", Strictness::Only)?)?;
    for (at, column) in grid.placed() {
        if let Some(check) = check(programme, column.field)? {
            sheet.add_data_validation(grid.first_row, at, grid.last_row, at, &check)?;
        }
    }
    Ok(())
}

fn check(programme: &Programme, field: Field) -> Result<Option<DataValidation>, XlsxError> {
    let check = match field {
        Field::Task => list(
            lists::TASKS,
            "Mã nhiệm vụ",
            "Chọn mã; tên và định mức của từng mã ở trang \"Định mức\".",
            Strictness::Only,
        )?,
        Field::Kind => list(
            lists::KINDS,
            "Loại hình",
            "Chọn loại hình của đơn vị thụ hưởng; để trống nếu không phải cơ sở.",
            Strictness::Free,
        )?,
        Field::Measure => {
            list(lists::MEASURES, "ĐVT", "Chọn đơn vị của khối lượng, không phải đơn vị tiền.", Strictness::Free)?
        }
        Field::Status => list(
            lists::STATUSES,
            "Tính chất",
            "Chuyển tiếp: đề án của năm trước, giữ nguyên mã đề án, số lượng ghi 0.",
            Strictness::Only,
        )?,
        Field::Year => {
            let (first, last) = (programme.first_year, programme.last_year);
            DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(first, last))
                .set_error_title("Năm thực hiện")?
                .set_error_message(format!("Năm phải trong giai đoạn {first}-{last}."))?
        }
        Field::Quantity | Field::Scale => DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(0, LARGEST_COUNT))
            .set_error_title("Số lượng, quy mô")?
            .set_error_message("Nhập số nguyên, không âm.")?,
        Field::UnitPrice | Field::Total | Field::Source(_) => DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, LARGEST_TRIEU))
            .set_error_title("Số tiền")?
            .set_error_message("Nhập số, không âm, đơn vị triệu đồng; không nhập chữ.")?,
        _ => return Ok(None),
    };
    Ok(Some(check))
}

/// Whether a dropdown takes other words too.
#[derive(Clone, Copy)]
enum Strictness {
    Only,
    Free,
}

fn list(range: &str, title: &str, hint: &str, strictness: Strictness) -> Result<DataValidation, XlsxError> {
    let (style, message) = match strictness {
        Strictness::Only => (DataValidationErrorStyle::Stop, "Hãy chọn một giá trị trong danh sách."),
        Strictness::Free => {
            (DataValidationErrorStyle::Warning, "Giá trị này không có trong danh sách. Vẫn dùng giá trị này?")
        }
    };
    DataValidation::new()
        .allow_list_formula(Formula::new(format!("={range}")))
        .set_input_title(title)?
        .set_input_message(hint)?
        .set_error_title(title)?
        .set_error_message(message)
        .map(|check| check.set_error_style(style))
}
