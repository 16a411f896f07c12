//! Stories of projects held against each other and against the programme (TR, CT).

use doisoat::error::Result;
use doisoat::programme::Programme;
use doisoat::report::form::{FormRow, FormStatus};

use super::{Sample, clean, on_the_form, row};

/// TR01: one project typed in two rows.
pub(super) fn same_project_twice(programme: &Programme) -> Result<Vec<u8>> {
    let twice = ["4.1.đ", "LC-2024-01", "Xây dựng nhãn hiệu đồ gỗ mỹ nghệ", "Công ty TNHH Mẫu 947"];
    let once = ["3.1.b", "LC-2024-02", "Đầu tư máy cắt khắc CNC", "Công ty TNHH Mẫu 948"];
    let rows = [
        row(programme, 2024, twice, 1, [0, 35, 35])?,
        row(programme, 2024, once, 1, [0, 300, 300])?,
        row(programme, 2024, twice, 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "TP Lai Châu", 2024, &rows)
}

/// CT01: 55 enterprises where the programme has 50, for 495 of its 500.
pub(super) fn beyond_the_target(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["5.1.b", "TAU-2025-01", "Đề án nhóm: thành lập doanh nghiệp chế biến chè", "Nhóm sáng lập Mẫu 949"];
    let group = FormRow { status: FormStatus::Group, ..row(programme, 2025, words, 55, [495, 0, 0])? };
    on_the_form(programme, "Tân Uyên", 2025, &[group])
}

/// CT02: 600 of the provincial budget for a fair that has 500 of it.
pub(super) fn beyond_the_task_money(programme: &Programme) -> Result<Vec<u8>> {
    let words =
        ["4.1.b", "SCT-2024-01", "Hội chợ công thương (mẫu)", "Các cơ sở công nghiệp nông thôn (danh sách mẫu)"];
    on_the_form(programme, "Sở Công Thương", 2024, &[row(programme, 2024, words, 1, [1_820, 600, 0])?])
}

/// CT04: one wish beyond all that the provincial budget has, and so beyond its task's share and number too.
pub(super) fn beyond_the_source(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["3.1.b", "THU-2023-01", "Đề án nhóm: đầu tư máy móc cho 37 cơ sở", "Nhóm cơ sở Mẫu 950"];
    let group = FormRow { status: FormStatus::Group, ..row(programme, 2023, words, 37, [0, 11_100, 11_100])? };
    on_the_form(programme, "Than Uyên", 2023, &[group])
}

/// TP09 and CT03: all that 2025 needs, but for the submission of one district.
pub(super) fn one_unit_missing(programme: &Programme) -> Result<Vec<Sample>> {
    let of_the_year = |(path, bytes): Sample| {
        let name = path.split_once("/2025/")?.1;
        (name != "Than Uyên.xlsx").then(|| (format!("tp09-thieu-mot-don-vi/{name}"), bytes))
    };
    Ok(clean::files(programme)?.into_iter().filter_map(of_the_year).collect())
}
