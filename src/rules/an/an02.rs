//! AN02: hidden columns hold fields of the table.

use rust_decimal::Decimal;

use crate::model::{Area, CellRef, Code, Column, Finding, Severity, Table, place::column_letters};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::AN02,
    severity: Severity::Warning,
    severity_note: "",
    title: "Cột ẩn có số liệu của bảng",
    what: "Một số cột của bảng bị ẩn (hoặc có chiều rộng bằng 0) mà vẫn ghi số liệu của đề án. Các cột này vẫn được đọc và tính. Cột ẩn để trống thì không nêu. Tệp .xls, .xlsb, .ods không kiểm tra được.",
    why: "Người xem biểu không thấy số liệu này, nhất là khi cột ẩn là một nguồn vốn.",
    basis: "Nguyên tắc đối chiếu: mọi cột có số liệu đều được đọc, dù có hiện trên màn hình hay không.",
    example: "Cột \"KCQG\" bị ẩn và ghi 300 triệu đồng: trên màn hình, các nguồn cộng lại không bằng tổng kinh phí.",
    mend: "Bỏ ẩn cột (chọn các cột hai bên, Unhide); nếu số liệu không còn dùng thì xóa.",
    check: Check::Table(check),
};

fn check(_: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    let columns: Vec<&Column> = table.hidden.columns.iter().filter_map(|field| table.columns.get(field)).collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let named: Vec<String> =
        columns.iter().map(|column| format!("{} \"{}\"", column_letters(column.at.col), column.header)).collect();
    let message = format!("Cột ẩn {} có số liệu của đề án; vẫn được đọc và tính.", named.join(", "));
    let last_row = table.lines().last().map_or(table.header.last.row, |project| project.row);
    let top = table.header.first.row;
    let areas = words::runs(columns.iter().map(|column| column.at.col))
        .into_iter()
        .map(|(first, last)| Area::new(CellRef::new(top, first), CellRef::new(last_row, last)));
    let finding =
        Finding::new(Code::AN02, Severity::Warning, message, "Bỏ ẩn các cột để kiểm tra; xóa số liệu không còn dùng.")
            .at(table.place(areas))
            .found(Decimal::from(columns.len()));
    vec![words::about_table(finding, table)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, count, row, source, table};

    #[test]
    fn hidden_columns_are_one_finding_with_their_ranges_and_headers() {
        let own = || table().row(row("3.1.b").trieu([0, 300, 300, 0]));
        let fields = [Field::TaxCode, Field::Source(source("national")), Field::Source(source("provincial"))];
        let finding = check(own().hidden_columns(&fields)).only(Code::AN02);
        assert_eq!(cells(&finding), ["H7:H9", "S7:T9"]);
        assert_eq!((finding.severity, finding.actual), (Severity::Warning, Some(count(3))));
        assert!(finding.message.contains("S \"KCQG\", T \"NS tỉnh\""), "{}", finding.message);
        check(own()).silent(Code::AN02);
        check(own().hidden_columns(&fields).missing("Đơn vị thụ hưởng", None)).silent(Code::AN02);
    }

    #[test]
    fn the_range_runs_from_the_header_to_the_last_project() {
        let three = table().rows([row("3.1.b"), row("3.1.b"), row("6")]).hidden_columns(&[Field::TaxCode]);
        assert_eq!(cells(&check(three).only(Code::AN02)), ["H7:H11"]);
    }
}
