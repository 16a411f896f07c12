//! BM02: two columns claim one field.

use crate::model::{Code, Column, Field, Finding, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM02,
    severity: Severity::Error,
    severity_note: "",
    title: "Hai cột cùng một nội dung",
    what: "Hai cột trở lên của bảng cùng được hiểu là một nội dung.",
    why: "Không thể tự chọn cột nào là số đúng; chọn nhầm thì sai toàn bộ số liệu của bảng.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Bảng có cả cột \"NS tỉnh\" và cột \"KCĐP\", đều được hiểu là NS tỉnh.",
    mend: "Gộp hai cột, hoặc đổi tiêu đề của cột không dùng.",
    check: Check::Head(check),
};

fn check(context: &Context<'_>, table: &Table) -> Vec<Finding> {
    table.clashes.iter().map(|(field, columns)| finding(context, table, *field, columns)).collect()
}

fn finding(context: &Context<'_>, table: &Table, field: Field, columns: &[Column]) -> Finding {
    let seen: Vec<String> = columns.iter().map(|column| format!("\"{}\" (ô {})", column.header, column.at)).collect();
    let header = context.programme.header(field);
    let message = format!(
        "Có {} cùng được hiểu là \"{header}\": {}. Các đề án của bảng này chưa được kiểm tra và chưa được cộng.",
        words::count(columns.len(), "cột"),
        seen.join(", "),
    );
    let action = format!("Chỉ để lại một cột \"{header}\": gộp số liệu hoặc đổi tiêu đề cột thừa.");
    let finding = Finding::new(Code::BM02, Severity::Error, message, action)
        .at(table.place(columns.iter().map(|column| column.at)));
    let finding = words::about_table(finding, table);
    match field {
        Field::Source(source) => finding.of_source(source),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, row, source, table};

    #[test]
    fn both_headers_are_named() {
        let clash = table().row(row("3.1.b")).clash(Field::Source(source("provincial")), ["NS tỉnh", "KCĐP"]);
        let finding = check(clash).only(Code::BM02);
        assert_eq!(cells(&finding), ["A7", "B7"]);
        assert!(finding.message.contains("\"NS tỉnh\" (ô A7), \"KCĐP\" (ô B7)"), "{}", finding.message);
        assert_eq!(finding.source, Some(source("provincial")));
    }

    #[test]
    fn a_header_without_a_clash_is_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::BM02);
    }
}
