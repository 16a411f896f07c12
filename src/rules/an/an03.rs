//! AN03: a hidden sheet holds a table of projects.

use crate::model::{Area, Code, Finding, Input, InputStatus, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::AN03,
    severity: Severity::Warning,
    severity_note: "",
    title: "Trang tính ẩn có bảng đề án",
    what: "Sổ tính có trang tính bị ẩn chứa bảng đề án. Nếu một trang tính không ẩn của cùng sổ tính đã có bảng của cùng đơn vị, năm và giai đoạn thì bảng ẩn không được tính; nếu không thì vẫn được tính.",
    why: "Trang tính ẩn thường là bản cũ chưa xóa: tính cả hai thì đề án bị cộng hai lần; bỏ đi khi không có bảng nào khác thì thiếu đề án.",
    basis: "Nguyên tắc mỗi bản đăng ký được tính một lần.",
    example: "Trang tính ẩn \"Đề án (cũ)\" có 6 đề án, 2.140 triệu đồng; trang tính \"Đề án\" đã có bảng của cùng đơn vị và năm.",
    mend: "Xóa trang tính ẩn nếu là bản cũ; nếu là biểu chính thì bỏ ẩn (Unhide).",
    check: Check::Input(check),
};

fn check(context: &Context<'_>, input: &Input) -> Vec<Finding> {
    if input.status != InputStatus::Read {
        return Vec::new();
    }
    let judged = |table: &&Table| table.is_replaced() || !(table.is_void() || table.superseded);
    let hidden = input.tables.iter().filter(|table| table.hidden.sheet && !table.lines().is_empty());
    hidden.filter(judged).map(|table| finding(context, table)).collect()
}

fn finding(context: &Context<'_>, table: &Table) -> Finding {
    let amount = words::money_of(table.lines());
    let holds = format!(
        "Trang tính ẩn \"{}\" có bảng {}, {amount} ({}{}, {})",
        table.sheet,
        words::count(table.lines().len(), "đề án"),
        words::unit(context.programme, table.unit.unit),
        table.year.year.map(|year| format!(" năm {year}")).unwrap_or_default(),
        table.stage,
    );
    let (message, action) = match &table.hidden.replaced_by {
        Some(sheet) => (
            format!("{holds}; không tính, vì trang tính \"{sheet}\" đã có bảng của cùng đơn vị, năm và giai đoạn."),
            "Xóa trang tính ẩn nếu là bản cũ; nếu là phần bổ sung thì bỏ ẩn và gộp vào bảng chính.",
        ),
        None => (
            format!("{holds}; vẫn được tính, vì không trang tính nào khác có bảng thay cho bảng này."),
            "Bỏ ẩn trang tính nếu là biểu chính; xóa nếu không đăng ký các đề án này.",
        ),
    };
    let nowhere = std::iter::empty::<Area>();
    let finding = Finding::new(Code::AN03, Severity::Warning, message, action).at(table.place(nowhere)).found(amount);
    words::about_table(finding, table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{TableOf, check, file, money, row, run, table};

    fn machine() -> TableOf {
        table().row(row("3.1.b").trieu([0, 300, 300, 0]))
    }

    #[test]
    fn a_copy_is_named_with_what_is_not_counted_and_nothing_else_is_said_of_it() {
        let copy = machine().row(row("6").trieu([0, 900, 0, 0])).sheet("Cũ").hidden_sheet().replaced_by("Đề án");
        let found = run([file("a.xlsx").table(machine()).table(copy)]);
        let finding = found.only(Code::AN03);
        assert_eq!(finding.places[0].sheet.as_deref(), Some("Cũ"));
        assert!(finding.places[0].cells.is_empty());
        assert_eq!((finding.severity, finding.actual), (Severity::Warning, Some(money(1500))));
        assert!(finding.message.contains("2 đề án, 1.500 triệu đồng (Phong Thổ năm 2023, Đăng ký); không tính"));
        assert_eq!(found.findings().len(), 1);
        found.with_context(|context| assert_eq!(context.totals.by_key.len(), 1));
    }

    #[test]
    fn a_hidden_table_that_stands_alone_counts() {
        let found = check(machine().hidden_sheet());
        assert!(found.only(Code::AN03).message.contains("vẫn được tính"));
        found.with_context(|context| assert_eq!(context.totals.by_key.len(), 1));
    }

    #[test]
    fn visible_sheets_and_hidden_ones_without_projects_are_not_named() {
        check(machine()).silent(Code::AN03);
        check(table().hidden_sheet()).silent(Code::AN03);
        check(machine().hidden_sheet().missing("Đơn vị thụ hưởng", None)).silent(Code::AN03);
        run([file("a.xlsx").table(machine().hidden_sheet()).superseded()]).silent(Code::AN03);
        run([file("a.xlsx").table(machine().hidden_sheet().replaced_by("Đề án")).superseded()]).silent(Code::AN03);
    }
}
