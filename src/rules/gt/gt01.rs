//! GT01: an amount is not a number.

use crate::model::{Code, Fault, Field, Finding, Severity, Table};
use crate::rules::cells::{NumberCell, numbers};
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT01,
    severity: Severity::Error,
    severity_note: "",
    title: "Ô số không phải là số",
    what: "Ô kinh phí, nguồn vốn, quy mô hoặc đơn giá có nội dung không đọc được thành số, hoặc là số lớn quá mọi mức hợp lý. Ô số lượng là GT07.",
    why: "Không có số thì đề án không được kiểm tra và không được cộng.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Cột \"NS tỉnh\" ghi \"ba trăm triệu\" hoặc \"xem công văn\".",
    mend: "Ghi lại bằng số, theo đơn vị tính của bảng.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    let amounts = numbers(at, table).filter(|cell| cell.field != Field::Quantity);
    amounts.filter_map(|cell| find(context, table, &cell)).collect()
}

fn find(context: &Context<'_>, table: &Table, cell: &NumberCell<'_>) -> Option<Finding> {
    let what = match cell.fault? {
        Fault::NotANumber => "không phải là số",
        Fault::TooLarge => "lớn quá mọi mức hợp lý",
        _ => return None,
    };
    let message = format!("{} ghi \"{}\", {what}.", cell.name(context), cell.written);
    let action = "Ghi lại bằng số, theo đơn vị tính của bảng.";
    Some(cell.finding(table, (Code::GT01, Severity::Error), message, action).found(cell.written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Figure;
    use crate::rules::testing::{cells, check, row, source, table};

    #[test]
    fn what_was_written_is_quoted_at_its_cell() {
        let provincial = Field::Source(source("provincial"));
        let finding = check(table().row(row("3.1.b").fault(provincial, "ba trăm", Fault::NotANumber))).only(Code::GT01);
        assert_eq!(cells(&finding), ["T9"]);
        assert_eq!(finding.actual, Some(Figure::Text("ba trăm".to_owned())));
        assert_eq!(finding.source, Some(source("provincial")));
        assert!(finding.message.starts_with("Cột \"NS tỉnh\" ghi \"ba trăm\", không phải là số."));
    }

    #[test]
    fn every_field_of_a_number_but_the_quantity_is_looked_at() {
        let fields = [Field::Scale, Field::UnitPrice, Field::Total, Field::Source(source("own"))];
        for field in fields {
            check(table().row(row("3.1.b").fault(field, "x", Fault::NotANumber))).only(Code::GT01);
            check(table().row(row("3.1.b").fault(field, "9e99", Fault::TooLarge))).only(Code::GT01);
        }
        check(table().row(row("3.1.b").fault(Field::Quantity, "x", Fault::NotANumber))).silent(Code::GT01);
    }

    #[test]
    fn a_total_row_is_looked_at_too() {
        let finding = check(table().row(row("3.1.b")).total_fault("x", Fault::NotANumber)).only(Code::GT01);
        assert_eq!((finding.project, finding.year), (None, Some(2023)));
    }

    #[test]
    fn numbers_and_blank_cells_are_not_named() {
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).blank(Field::Scale))).silent(Code::GT01);
    }
}
