//! What the dropdowns offer: named ranges below the norms, since a list in a cell ends at 255 characters.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::FormStatus;
use crate::model::Date;
use crate::programme::Programme;

/// The sheet on which the lists stand.
pub(super) const SHEET: &str = "Định mức";
/// The first row of the task codes, counted from 0.
pub(super) const FIRST_TASK_ROW: u32 = 4;
/// The names of the ranges.
pub(super) const TASKS: &str = "Ma_nhiem_vu";
pub(super) const UNITS: &str = "Don_vi_dang_ky";
pub(super) const YEARS: &str = "Nam_ke_hoach";
pub(super) const KINDS: &str = "Loai_hinh";
pub(super) const MEASURES: &str = "Don_vi_khoi_luong";
pub(super) const STATUSES: &str = "Tinh_chat";

/// One list below the norms.
#[derive(Debug)]
pub(super) struct List {
    /// The name of its range.
    name: &'static str,
    /// What stands above it.
    pub(super) heading: &'static str,
    /// Its column, counted from 0.
    pub(super) column: u16,
    /// Its values.
    pub(super) values: Vec<String>,
}

/// Every list of the form.
#[derive(Debug)]
pub(super) struct Lists {
    tasks: usize,
    /// The lists, from left to right.
    pub(super) lists: Vec<List>,
}

impl Lists {
    pub(super) fn new(programme: &Programme, year: Option<i32>) -> Self {
        let units = programme.units.iter().filter(|unit| match year {
            Some(year) => unit.exists_on(Date::new_year(year)),
            None => programme.years().any(|year| unit.exists_on(Date::new_year(year))),
        });
        let mut measures: Vec<String> = Vec::new();
        for task in &programme.tasks {
            if !measures.contains(&task.measure) {
                measures.push(task.measure.clone());
            }
        }
        let list = |name, heading, column, values| List { name, heading, column, values };
        let lists = vec![
            list(UNITS, "Dòng đơn vị", 1, units.map(|unit| unit_line(&unit.full)).collect()),
            list(MEASURES, "Đơn vị khối lượng", 2, measures),
            list(YEARS, "Dòng năm", 3, programme.years().map(year_line).collect()),
            list(KINDS, "Loại hình được chọn", 4, programme.kinds.iter().map(|kind| kind.name.clone()).collect()),
            list(
                STATUSES,
                "Tính chất được chọn",
                5,
                FormStatus::ALL.iter().map(|status| status.name().to_owned()).collect(),
            ),
        ];
        Self { tasks: programme.tasks.len(), lists }
    }

    /// The row of the lists' headings: below the norms, one row between.
    pub(super) fn heading_row(&self) -> u32 {
        FIRST_TASK_ROW + rows(self.tasks) + 2
    }

    /// Names every range.
    pub(super) fn define_names(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        define(workbook, TASKS, 0, FIRST_TASK_ROW, self.tasks)?;
        for list in &self.lists {
            define(workbook, list.name, list.column, self.heading_row() + 1, list.values.len())?;
        }
        Ok(())
    }
}

/// The line of the title block that names the unit.
pub(super) fn unit_line(full: &str) -> String {
    format!("Đơn vị: {full}")
}

/// The line of the title block that names the year.
pub(super) fn year_line(year: i32) -> String {
    format!("Năm: {year}")
}

fn define(workbook: &mut Workbook, name: &str, column: u16, first: u32, count: usize) -> Result<(), XlsxError> {
    let letters = crate::model::place::column_letters(u32::from(column));
    let last = first + rows(count);
    let range = format!("='{SHEET}'!${letters}${}:${letters}${}", first + 1, last.max(first + 1));
    workbook.define_name(name, &range).map(|_| ())
}

/// A length as rows; a catalogue has a few dozen entries.
fn rows(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
