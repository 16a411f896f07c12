//! Stories of who benefits (DM05, DT, TR).

use doisoat::error::{Error, Result};
use doisoat::programme::Programme;
use doisoat::report::form::FormRow;

use super::{on_the_form, row};

/// DM05: one cooperative, written in two ways, with two machines in a year.
pub(super) fn two_machines(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2023, ["3.1.b", "SH-2023-01", "Đầu tư máy sấy thảo quả", "HTX Mẫu 961"], 1, [0, 200, 200])?,
        row(programme, 2023, ["3.1.b", "SH-2023-02", "Đầu tư máy đóng gói", "Hợp tác xã MẪU 961"], 1, [0, 150, 150])?,
    ];
    on_the_form(programme, "Sìn Hồ", 2023, &rows)
}

/// DT01: a state body where the task supports facilities.
pub(super) fn state_body(programme: &Programme) -> Result<Vec<u8>> {
    let missing = || Error::Usage("the catalogue has no state bodies".to_owned());
    let kind = programme.kinds.iter().position(|kind| kind.id == "public_body").ok_or_else(missing)?;
    let words = ["4.1.đ", "PT-2025-01", "Xây dựng nhãn hiệu sâm", "UBND xã Mẫu 01"];
    let mark = FormRow { kind: Some(kind), ..row(programme, 2025, words, 1, [0, 35, 35])? };
    on_the_form(programme, "Phong Thổ", 2025, &[mark])
}

/// TR02, the first district and year.
pub(super) fn supported_once(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["3.1.b", "PT-2022-01", "Đầu tư máy xẻ gỗ", "Công ty TNHH Mẫu 962"];
    let first = FormRow { tax_code: "9900000962".to_owned(), ..row(programme, 2022, words, 1, [0, 100, 200])? };
    on_the_form(programme, "Phong Thổ", 2022, &[first])
}

/// TR02, another district a year later; both together are within the cap.
pub(super) fn supported_again(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["3.1.b", "TAU-2023-01", "Đầu tư máy bào gỗ", "CT TNHH MTV Mẫu 962"];
    let again = FormRow { tax_code: "9900 000 962".to_owned(), ..row(programme, 2023, words, 1, [0, 150, 200])? };
    on_the_form(programme, "Tân Uyên", 2023, &[again])
}

/// TR03: one tax code, two facilities.
pub(super) fn one_code_two_names(programme: &Programme) -> Result<Vec<u8>> {
    let with = |words, code: &str| -> Result<FormRow> {
        Ok(FormRow { tax_code: code.to_owned(), ..row(programme, 2024, words, 1, [0, 35, 35])? })
    };
    let rows = [
        with(["6", "TD-2024-01", "Thiết kế bao bì chè", "HTX Mẫu 963"], "9900000963")?,
        with(["4.1.đ", "TD-2024-02", "Xây dựng nhãn hiệu mắc ca", "HTX Mẫu 964"], "9900000963")?,
    ];
    on_the_form(programme, "Tam Đường", 2024, &rows)
}
