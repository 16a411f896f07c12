//! The blank form that units fill in (biểu đăng ký đề án), and the same form with rows in it.
//!
//! One sheet to fill ([`entry_sheet`]), one that shows the norms and feeds the dropdowns ([`norms`]), one that
//! says how to fill it ([`guide`]). What may be read as a table of projects stands on the first sheet alone.

mod checks;
mod columns;
mod entry_sheet;
mod guide;
mod lists;
mod norms;
mod style;

use std::path::PathBuf;

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::model::{Money, TaskId, UnitId};
use crate::programme::Programme;

/// What the form is made for.
#[derive(Debug, Clone, Copy, Default)]
pub struct FormOptions<'a> {
    /// The unit that submits; left to be chosen where there is none.
    pub unit: Option<UnitId>,
    /// The year of the plan; left to be chosen where there is none.
    pub year: Option<i32>,
    /// The projects that are filled in already.
    pub rows: &'a [FormRow],
}

/// One project to fill in. An empty text, a missing number and a source without money stay blank cells.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// Mã nhiệm vụ
    pub task: TaskId,
    /// Mã đề án
    pub id: String,
    /// Tên đề án
    pub name: String,
    /// Đơn vị thụ hưởng
    pub beneficiary: String,
    /// Đơn vị thực hiện
    pub implementer: String,
    /// Loại hình, as a position in the catalogue's kinds
    pub kind: Option<usize>,
    /// Mã số thuế
    pub tax_code: String,
    /// Địa điểm
    pub place: String,
    /// Năm thực hiện
    pub year: i32,
    /// Tính chất
    pub status: FormStatus,
    /// Quyết định phê duyệt
    pub approval: String,
    /// Số lượng, in the task's measure
    pub quantity: Decimal,
    /// Tên hội chợ
    pub event: String,
    /// Quy mô: booths or people per unit of quantity
    pub scale: Option<Decimal>,
    /// Đơn giá
    pub unit_price: Option<Money>,
    /// The money of each source, in the catalogue's order; their sum is the total
    pub money: Vec<Money>,
    /// Ghi chú
    pub note: String,
}

/// What the column "Tính chất" offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStatus {
    /// Mới: begins in this year.
    New,
    /// Chuyển tiếp: carried over from an earlier year.
    CarriedOver,
    /// Nhóm: several beneficiaries under one project.
    Group,
    /// Điểm: a pilot.
    Pilot,
}

impl FormStatus {
    /// Every value, in the order of the dropdown.
    pub const ALL: [Self; 4] = [Self::New, Self::CarriedOver, Self::Group, Self::Pilot];

    /// As the clerk sees it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "Mới",
            Self::CarriedOver => "Chuyển tiếp",
            Self::Group => "Nhóm",
            Self::Pilot => "Điểm",
        }
    }
}

/// The form as the bytes of a workbook; the same programme and options give the same bytes.
///
/// # Errors
/// Where the workbook cannot be put together, for example with more rows than a sheet has.
pub fn write(programme: &Programme, options: &FormOptions<'_>) -> Result<Vec<u8>> {
    build(programme, options).map_err(|why| Error::Write {
        path: PathBuf::from(format!("{}.xlsx", entry_sheet::SHEET)),
        reason: why.to_string(),
    })
}

fn build(programme: &Programme, options: &FormOptions<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(programme)?);
    let lists = lists::Lists::new(programme, options.year);
    entry_sheet::write(workbook.add_worksheet(), programme, options)?;
    norms::write(workbook.add_worksheet(), programme, &lists)?;
    guide::write(workbook.add_worksheet(), programme)?;
    lists.define_names(&mut workbook)?;
    workbook.save_to_buffer()
}

/// The decision's date stands for the day of writing: a clock would make every file differ.
fn properties(programme: &Programme) -> std::result::Result<DocProperties, XlsxError> {
    let date = programme.decision.date;
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let written = ExcelDateTime::from_ymd(year, date.month(), date.day())?;
    Ok(DocProperties::new()
        .set_title("Biểu đăng ký đề án khuyến công")
        .set_subject(&programme.decision.title)
        .set_creation_datetime(&written))
}

#[cfg(test)]
mod tests;
