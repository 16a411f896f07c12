//! TP06: no table of projects in the workbook.

use crate::model::{Code, FileFault, Finding, Input, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP06,
    severity: Severity::Error,
    severity_note: "",
    title: "Tệp không có bảng đề án",
    what: "Không trang tính nào của sổ tính có hàng tiêu đề nhận ra được của bảng đề án.",
    why: "Tệp nằm trong đợt tổng hợp nhưng không góp số liệu nào; có thể đơn vị gửi nhầm tệp hoặc đổi tiêu đề cột.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Đơn vị gửi tệp chỉ có công văn, hoặc bảng đề án chụp thành ảnh dán vào trang tính.",
    mend: "Dùng biểu đăng ký đề án do chương trình phát ra (doisoat template), hoặc gửi lại đúng tệp.",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    if input.fault != Some(FileFault::NoTable) {
        return Vec::new();
    }
    let finding = Finding::new(
        Code::TP06,
        Severity::Error,
        format!("Không tìm thấy bảng đề án trong {}.", sheets(input)),
        "Gửi lại đúng tệp, hoặc dùng biểu đăng ký đề án có đủ hàng tiêu đề.",
    );
    vec![finding.at(Place::file(&input.file))]
}

/// How many sheets are named at most.
const NAMED: usize = 5;

/// The sheets that were looked through.
fn sheets(input: &Input) -> String {
    let names: Vec<String> = input.sheets.iter().map(|sheet| format!("\"{}\"", sheet.name)).collect();
    match names.len() {
        0 => "tệp".to_owned(),
        1 => format!("trang tính {}", names[0]),
        count if count > NAMED => format!("{count} trang tính ({}, …)", names[..NAMED].join(", ")),
        _ => format!("các trang tính {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{file, run, table};

    #[test]
    fn a_workbook_without_a_table_is_named_with_its_sheets() {
        let finding = run([file("a.xlsx").faulty(FileFault::NoTable).sheets(["Công văn", "Ảnh"])]).only(Code::TP06);
        assert!(finding.message.contains("\"Công văn\", \"Ảnh\""));
        let finding = run([file("a.xlsx").faulty(FileFault::NoTable)]).only(Code::TP06);
        assert!(finding.message.ends_with("trong tệp."));
        let finding = run([file("a.xlsx").faulty(FileFault::NoTable).sheets(["Ảnh"])]).only(Code::TP06);
        assert!(finding.message.ends_with("trong trang tính \"Ảnh\"."), "{}", finding.message);
    }

    #[test]
    fn a_table_without_projects_is_a_table() {
        run([file("a.xlsx").table(table())]).silent(Code::TP06);
    }

    #[test]
    fn five_sheets_are_named_and_of_more_the_first_five() {
        let five = run([file("a.xlsx").faulty(FileFault::NoTable).sheets(["1", "2", "3", "4", "5"])]).only(Code::TP06);
        assert!(five.message.ends_with("trong các trang tính \"1\", \"2\", \"3\", \"4\", \"5\"."), "{}", five.message);
        let six = run([file("a.xlsx").faulty(FileFault::NoTable).sheets(["1", "2", "3", "4", "5", "6"])]);
        let said = "trong 6 trang tính (\"1\", \"2\", \"3\", \"4\", \"5\", …).";
        assert!(six.only(Code::TP06).message.ends_with(said));
    }
}
