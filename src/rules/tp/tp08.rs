//! TP08: the workbook carries macros.

use crate::model::{Code, Finding, Input, InputStatus, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP08,
    severity: Severity::Warning,
    severity_note: "",
    title: "Tệp có macro",
    what: "Sổ tính mang theo mã lệnh (macro). Chương trình chỉ đọc số liệu đã lưu trong các ô, không bao giờ chạy macro.",
    why: "Macro có thể chứa mã độc; số liệu do macro tính chỉ đúng như lần lưu cuối.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "\"phong-tho-2023.xlsm\" có macro tự điền cột NS tỉnh.",
    mend: "Lưu thành .xlsx (sổ tính không có macro) rồi gửi lại; không bật macro khi chưa rõ nguồn gốc.",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    // A copy, or a file that was passed over, is no submission of its own.
    let looked_at = !matches!(input.status, InputStatus::Duplicate | InputStatus::Ignored);
    let finding = Finding::new(
        Code::TP08,
        Severity::Warning,
        "Tệp có macro; chương trình không chạy macro, chỉ đọc số liệu đã lưu.",
        "Không bật macro nếu chưa rõ nguồn gốc; đề nghị đơn vị lưu thành .xlsx rồi gửi lại.",
    );
    (input.macros && looked_at).then(|| finding.at(Place::file(&input.file))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileFault;
    use crate::rules::testing::{file, row, run, table};

    #[test]
    fn macros_are_named_whether_or_not_there_is_a_table() {
        let finding = run([file("a.xlsm").macros().table(table().row(row("3.1.b")))]).only(Code::TP08);
        assert_eq!((finding.severity, &*finding.places[0].file), (Severity::Warning, "a.xlsm"));
        run([file("a.xlsm").macros().faulty(FileFault::NoTable)]).only(Code::TP08);
    }

    #[test]
    fn a_workbook_without_macros_and_a_copy_are_not_named() {
        run([file("a.xlsm").table(table().row(row("3.1.b")))]).silent(Code::TP08);
        let copy = file("b.xlsm").macros().faulty(FileFault::SameBytes(0));
        run([file("a.xlsm").macros().table(table().row(row("3.1.b"))), copy]).only(Code::TP08);
    }
}
