//! TP07: a file was passed over.

use crate::model::{Code, FileFault, Finding, Input, PassedOver, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP07,
    severity: Severity::Note,
    severity_note: "",
    title: "Tệp được bỏ qua",
    what: "Tệp trong thư mục không được đọc: tệp khóa \"~$…\" của Excel, tệp không có đuôi của sổ tính, hoặc sổ tính do chính chương trình này ghi ra.",
    why: "Không tệp nào bị bỏ qua trong im lặng; nếu tệp có đề án thì đơn vị phải gửi lại dưới dạng sổ tính.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Thư mục có \"cong-van.docx\" và \"tong-hop.xlsx\" của lần chạy trước.",
    mend: "Không phải làm gì nếu tệp không có đề án; nếu có, lưu bảng thành .xlsx rồi chạy lại.",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    let Some(FileFault::PassedOver(why)) = input.fault else { return Vec::new() };
    let (message, action) = words(why);
    vec![Finding::new(Code::TP07, Severity::Note, message, action).at(Place::file(&input.file))]
}

const fn words(why: PassedOver) -> (&'static str, &'static str) {
    match why {
        PassedOver::LockFile => {
            ("Bỏ qua tệp khóa tạm của Excel (~$…).", "Đóng sổ tính đang mở và chạy lại nếu vừa sửa mà chưa lưu.")
        }
        PassedOver::Hidden => {
            ("Bỏ qua tệp ẩn (tên bắt đầu bằng dấu chấm).", "Nếu là bản nộp, đổi tên tệp rồi chạy lại.")
        }
        PassedOver::NotAWorkbook => {
            ("Bỏ qua tệp không phải là sổ tính.", "Nếu tệp có bảng đề án, chuyển sang .xlsx rồi chạy lại.")
        }
        PassedOver::OwnOutput => (
            "Bỏ qua sổ tính do chính chương trình này ghi ra.",
            "Không phải làm gì; nên để kết quả ở thư mục khác với các bản nộp.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{file, run, table};

    #[test]
    fn every_reason_is_named() {
        let reasons = [
            (PassedOver::LockFile, "~$"),
            (PassedOver::Hidden, "tệp ẩn"),
            (PassedOver::NotAWorkbook, "không phải là sổ tính"),
            (PassedOver::OwnOutput, "chính chương trình này"),
        ];
        for (why, word) in reasons {
            let finding = run([file("a").faulty(FileFault::PassedOver(why))]).only(Code::TP07);
            assert!(finding.message.contains(word), "{}", finding.message);
            assert_eq!(finding.severity, Severity::Note);
        }
    }

    #[test]
    fn a_file_that_was_read_is_not_named() {
        run([file("a.xlsx").table(table())]).silent(Code::TP07);
    }
}
