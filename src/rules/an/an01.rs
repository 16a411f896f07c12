//! AN01: hidden rows hold projects.

use rust_decimal::Decimal;

use crate::model::{Area, CellRef, Code, Finding, Project, Severity, Table};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::AN01,
    severity: Severity::Warning,
    severity_note: "",
    title: "Dòng ẩn có đề án",
    what: "Một số dòng của bảng bị ẩn (hoặc có chiều cao bằng 0) mà vẫn ghi đề án. Các đề án này vẫn được tính. Dòng do bộ lọc giấu đi thuộc AN04. Tệp .xls, .xlsb, .ods không kiểm tra được.",
    why: "Người xem biểu không thấy các đề án này: có thể là đề án đã bỏ mà chưa xóa, nên số tổng hợp khác số đơn vị nhìn thấy.",
    basis: "Nguyên tắc đối chiếu: mọi dòng có số liệu đều được đọc, dù có hiện trên màn hình hay không.",
    example: "Dòng 12 và 13 bị ẩn, ghi hai đề án 600 triệu đồng; dòng tổng cộng gõ tay không gồm hai đề án này.",
    mend: "Bỏ ẩn dòng (chọn các dòng trên và dưới, Unhide); nếu đề án đã bỏ thì xóa hẳn dòng.",
    check: Check::Table(check),
};

fn check(_: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    let rows: Vec<&Project> = table.hidden.projects.iter().filter_map(|at| table.lines().get(*at)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let message = format!(
        "Có {} nằm ở dòng ẩn ({}), {}; vẫn được tính.",
        words::count(rows.len(), "đề án"),
        words::rows(rows.iter().map(|project| project.row)),
        words::money_of(rows.iter().copied()),
    );
    let action = "Bỏ ẩn các dòng để kiểm tra; nếu đề án đã bỏ thì xóa hẳn dòng.";
    let (left, right) = (table.header.first.col, table.header.last.col);
    let areas = words::runs(rows.iter().map(|project| project.row))
        .into_iter()
        .map(|(first, last)| Area::new(CellRef::new(first, left), CellRef::new(last, right)));
    let finding = Finding::new(Code::AN01, Severity::Warning, message, action)
        .at(table.place(areas))
        .found(Decimal::from(rows.len()));
    vec![words::about_table(finding, table)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{TableOf, cells, check, count, row, table};

    fn four() -> TableOf {
        table().rows(["3.1.b"; 4].map(|task| row(task).trieu([0, 300, 300, 0])))
    }

    #[test]
    fn hidden_rows_are_one_finding_with_their_ranges() {
        let finding = check(four().hidden_rows(&[0, 1, 3])).only(Code::AN01);
        assert_eq!(cells(&finding), ["A9:W10", "A12:W12"]);
        assert_eq!((finding.severity, finding.actual), (Severity::Warning, Some(count(3))));
        assert!(finding.message.contains("dòng 9–10, 12"), "{}", finding.message);
        assert!(finding.message.contains("1.800 triệu đồng"), "{}", finding.message);
    }

    #[test]
    fn rows_that_show_or_that_a_filter_hides_are_not_named() {
        check(four()).silent(Code::AN01);
        check(four().filter("A7:W12", &[0, 1])).silent(Code::AN01);
        check(four().hidden_rows(&[0]).missing("Đơn vị thụ hưởng", None)).silent(Code::AN01);
    }
}
