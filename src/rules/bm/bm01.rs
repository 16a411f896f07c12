//! BM01: a required column is missing.

use crate::model::{Code, Finding, MissingColumn, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM01,
    severity: Severity::Error,
    severity_note: "",
    title: "Thiếu cột bắt buộc",
    what: "Bảng đề án không có cột bắt buộc (tên đề án, đơn vị thụ hưởng, tổng kinh phí, ít nhất một nguồn ngân sách, và mã nhiệm vụ nếu không có dòng nhóm). Báo một lần cho mỗi cột.",
    why: "Thiếu cột thì không kiểm tra và không cộng được đề án nào của bảng.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Bảng không có cột \"Tổng kinh phí\"; tiêu đề gần nhất là \"Tổng KPhí dự toán\".",
    mend: "Thêm cột còn thiếu, hoặc sửa tiêu đề cho đúng biểu đăng ký.",
    check: Check::Head(check),
};

fn check(_: &Context<'_>, table: &Table) -> Vec<Finding> {
    table.missing.iter().map(|column| finding(table, column)).collect()
}

fn finding(table: &Table, column: &MissingColumn) -> Finding {
    let header = &column.header;
    let (nearest, action) = match &column.nearest {
        Some((seen, at)) => (
            format!(" Tiêu đề gần nhất: \"{seen}\" (ô {at})."),
            format!("Nếu cột \"{seen}\" chính là \"{header}\", sửa lại tiêu đề; nếu không, thêm cột còn thiếu."),
        ),
        None => (String::new(), format!("Thêm cột \"{header}\" theo biểu đăng ký.")),
    };
    let message =
        format!("Thiếu cột \"{header}\".{nearest} Các đề án của bảng này chưa được kiểm tra và chưa được cộng.");
    let finding = Finding::new(Code::BM01, Severity::Error, message, action).at(table.place([table.header]));
    words::about_table(finding, table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellRef;
    use crate::rules::testing::{check, row, table};

    #[test]
    fn each_missing_column_is_named_once_with_the_nearest_header() {
        let faulty = table().row(row("3.1.b")).row(row("3.1.b"));
        let finding = check(faulty.missing("Tổng kinh phí", Some(("Tổng KPhí", CellRef::new(6, 7))))).only(Code::BM01);
        assert!(finding.message.contains("\"Tổng kinh phí\"") && finding.message.contains("\"Tổng KPhí\" (ô H7)"));
        assert_eq!(finding.first_cell(), Some(table().header()));
        let two = table().missing("Tổng kinh phí", None).missing("Tên đề án", None);
        check(two).times(Code::BM01, 2);
    }

    #[test]
    fn a_complete_header_is_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::BM01);
    }
}
