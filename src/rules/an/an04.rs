//! AN04: a filter with a condition is active on the table.

use rust_decimal::Decimal;

use crate::model::{ActiveFilter, Code, Finding, Severity, Table};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::AN04,
    severity: Severity::Warning,
    severity_note: "",
    title: "Bảng đang bị lọc",
    what: "Bộ lọc của bảng đang đặt điều kiện ở ít nhất một cột. Mọi dòng vẫn được tính, kể cả dòng bị bộ lọc giấu đi. Nút lọc không đặt điều kiện thì không nêu. Tệp .xls, .xlsb, .ods không kiểm tra được.",
    why: "Số nhìn thấy (nhất là tổng tính bằng SUBTOTAL) là số của phần đang lọc, khác số của cả bảng.",
    basis: "Nguyên tắc đối chiếu: mọi dòng có số liệu đều được đọc, dù có hiện trên màn hình hay không.",
    example: "Bảng 12 đề án đang lọc theo NS tỉnh nên chỉ hiện 7 đề án; cả 12 đề án được tính.",
    mend: "Bỏ điều kiện lọc (Data, Clear) rồi lưu lại.",
    check: Check::Table(check),
};

fn check(_: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    table.hidden.filters.iter().map(|filter| finding(table, filter)).collect()
}

fn finding(table: &Table, filter: &ActiveFilter) -> Finding {
    let rows = filter.projects.iter().filter_map(|at| table.lines().get(*at));
    let hides = if filter.projects.is_empty() {
        "không giấu đề án nào".to_owned()
    } else {
        let rows: Vec<_> = rows.collect();
        format!(
            "giấu {} ({}), {}",
            words::count(rows.len(), "đề án"),
            words::rows(rows.iter().map(|project| project.row)),
            words::money_of(rows.iter().copied()),
        )
    };
    let message = format!("Bộ lọc ở vùng {} đang đặt điều kiện, {hides}; mọi dòng vẫn được tính.", filter.area);
    let finding = Finding::new(Code::AN04, Severity::Warning, message, "Bỏ điều kiện lọc, kiểm tra lại rồi lưu.")
        .at(table.place([filter.area]))
        .found(Decimal::from(filter.projects.len()));
    words::about_table(finding, table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{TableOf, cells, check, count, row, table};

    fn two() -> TableOf {
        table().rows(["3.1.b"; 2].map(|task| row(task).trieu([0, 300, 300, 0])))
    }

    #[test]
    fn a_filter_is_named_with_what_it_hides() {
        let finding = check(two().filter("A7:W10", &[1])).only(Code::AN04);
        assert_eq!((cells(&finding), finding.actual), (vec!["A7:W10".to_owned()], Some(count(1))));
        assert!(finding.message.contains("giấu 1 đề án (dòng 10), 600 triệu đồng"), "{}", finding.message);
    }

    #[test]
    fn a_filter_that_hides_nothing_is_named_too() {
        let finding = check(two().filter("A7:W10", &[])).only(Code::AN04);
        assert!(finding.message.contains("không giấu đề án nào"), "{}", finding.message);
    }

    #[test]
    fn a_table_without_a_filter_is_not_named() {
        check(two()).silent(Code::AN04);
        check(two().hidden_rows(&[1])).silent(Code::AN04);
        check(two().filter("A7:W10", &[1]).missing("Đơn vị thụ hưởng", None)).silent(Code::AN04);
    }
}
