//! TP02: the workbook is protected by a password.

use crate::model::{Code, FileFault, Finding, Input, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP02,
    severity: Severity::Error,
    severity_note: "",
    title: "Tệp đặt mật khẩu",
    what: "Sổ tính được bảo vệ bằng mật khẩu mở tệp nên không đọc được nội dung.",
    why: "Không đọc được tệp thì toàn bộ đề án trong tệp không được kiểm tra và không được cộng.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Đơn vị gửi \"dang-ky-2023.xlsx\" kèm mật khẩu trong công văn.",
    mend: "Mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại.",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    if input.fault != Some(FileFault::Protected) {
        return Vec::new();
    }
    let finding = Finding::new(
        Code::TP02,
        Severity::Error,
        "Tệp được bảo vệ bằng mật khẩu nên không đọc được.",
        "Bỏ mật khẩu của tệp rồi gửi lại.",
    );
    vec![finding.at(Place::file(&input.file))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unreadable;
    use crate::rules::testing::{file, run, table};

    #[test]
    fn a_password_is_named_at_its_file() {
        let finding = run([file("a.xlsx").faulty(FileFault::Protected)]).only(Code::TP02);
        assert_eq!(&*finding.places[0].file, "a.xlsx");
    }

    #[test]
    fn a_file_that_was_read_or_is_damaged_has_no_password() {
        run([file("a.xlsx").table(table())]).silent(Code::TP02);
        run([file("a.xlsx").faulty(FileFault::Unreadable(Unreadable::Empty))]).silent(Code::TP02);
    }
}
