//! TP01: a file with a workbook's extension is not a readable workbook.

use crate::model::{Code, FileFault, Finding, Input, Place, Severity, Unreadable};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP01,
    severity: Severity::Error,
    severity_note: "",
    title: "Tệp không phải là sổ tính đọc được",
    what: "Tệp có đuôi của sổ tính (.xlsx, .xls, .xlsb, .ods …) nhưng rỗng, hỏng, bị cắt cụt, hoặc thực chất là loại tệp khác.",
    why: "Không đọc được tệp thì toàn bộ đề án trong tệp không được kiểm tra và không được cộng.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Phần mềm kế toán xuất trang web rồi đặt tên \"bao-cao.xls\": Excel vẫn mở được, nhưng tệp không phải là sổ tính.",
    mend: "Mở tệp bằng Excel rồi lưu lại với định dạng .xlsx; nếu không mở được, đề nghị đơn vị gửi lại.",
    check: Check::Input(check),
};

const SAVE_AS: &str = "Mở tệp bằng Excel, chọn Lưu thành (Save As) định dạng .xlsx rồi gửi lại.";
const SEND_AGAIN: &str = "Đề nghị đơn vị gửi lại tệp.";

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    let Some(FileFault::Unreadable(why)) = &input.fault else { return Vec::new() };
    let (message, action) = words(why);
    // The parser's own words are English and name parts that no clerk has heard of: they are left out.
    vec![Finding::new(Code::TP01, Severity::Error, message, action).at(Place::file(&input.file))]
}

const fn words(why: &Unreadable) -> (&'static str, &'static str) {
    match why {
        Unreadable::Empty => ("Tệp rỗng (0 byte).", SEND_AGAIN),
        Unreadable::Html => ("Tệp thực chất là trang web (HTML) đặt tên như sổ tính.", SAVE_AS),
        Unreadable::SpreadsheetMl => ("Tệp thực chất là XML của Excel 2003 đặt tên như sổ tính.", SAVE_AS),
        Unreadable::Text => ("Tệp thực chất là văn bản (có thể là CSV) đặt tên như sổ tính.", SAVE_AS),
        Unreadable::Foreign => ("Tệp không phải là sổ tính.", SEND_AGAIN),
        Unreadable::Damaged(_) => ("Tệp bị hỏng hoặc bị cắt cụt.", SEND_AGAIN),
        Unreadable::Io(_) => ("Không mở được tệp.", "Đóng tệp nếu đang mở, kiểm tra quyền đọc rồi chạy lại."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{file, run, table};

    fn unreadable(why: Unreadable) -> FileFault {
        FileFault::Unreadable(why)
    }

    #[test]
    fn every_kind_of_unreadable_file_is_named() {
        let kinds = [
            (Unreadable::Empty, "rỗng"),
            (Unreadable::Html, "HTML"),
            (Unreadable::SpreadsheetMl, "Excel 2003"),
            (Unreadable::Text, "CSV"),
            (Unreadable::Foreign, "không phải là sổ tính"),
            (Unreadable::Damaged("zip".to_owned()), "bị hỏng"),
            (Unreadable::Io("denied".to_owned()), "Không mở được"),
        ];
        for (kind, word) in kinds {
            let finding = run([file("a.xls").faulty(unreadable(kind))]).only(Code::TP01);
            assert!(finding.message.contains(word), "{}", finding.message);
            assert_eq!(&*finding.places[0].file, "a.xls");
        }
    }

    #[test]
    fn a_file_that_was_read_and_one_with_another_fault_are_not_named() {
        run([file("a.xlsx").table(table())]).silent(Code::TP01);
        run([file("a.xlsx").faulty(FileFault::Protected)]).silent(Code::TP01);
    }
}
