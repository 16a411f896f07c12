//! GT02: a number as text can be read in two ways.

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Code, Fault, Finding, Severity, Table};
use crate::rules::cells::{NumberCell, numbers};
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT02,
    severity: Severity::Error,
    severity_note: "",
    title: "Số đọc được theo hai cách",
    what: "Số lưu dạng chữ có dấu phẩy hoặc dấu chấm mà đọc được theo hai cách, và số liệu của dòng không cho biết cách nào đúng.",
    why: "Hai cách đọc chênh nhau nghìn lần; không thể tự chọn.",
    basis: "Yêu cầu của biểu đăng ký đề án; số viết theo cách Việt Nam: 1.234,5.",
    example: "\"1,500\" có thể là 1,5 (dấu phẩy thập phân) hoặc 1.500 (dấu phẩy hàng nghìn).",
    mend: "Nhập lại ô dưới dạng số của Excel.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    numbers(at, table).filter_map(|cell| find(context, table, &cell)).collect()
}

fn find(context: &Context<'_>, table: &Table, cell: &NumberCell<'_>) -> Option<Finding> {
    let Fault::Ambiguous(one, other) = cell.fault? else { return None };
    let unit = cell.money_unit(table).map_or_else(String::new, |unit| format!(" {}", unit.name()));
    let read = |number: &Decimal| format!("{}{unit}", vietnamese(*number));
    let message = format!(
        "{} ghi \"{}\" dạng chữ, có thể đọc là {} hoặc {}.",
        cell.name(context),
        cell.written,
        read(one),
        read(other),
    );
    let action = "Nhập lại ô dưới dạng số của Excel.";
    Some(cell.finding(table, (Code::GT02, Severity::Error), message, action).found(cell.written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{check, row, table};

    fn ambiguous() -> Fault {
        Fault::Ambiguous("1.5".parse().unwrap(), Decimal::from(1500))
    }

    #[test]
    fn both_readings_are_stated_in_the_unit_of_the_table() {
        let finding = check(table().row(row("3.1.b").fault(Field::Total, "1,500", ambiguous()))).only(Code::GT02);
        assert!(finding.message.contains("1,5 triệu đồng hoặc 1.500 triệu đồng"), "{}", finding.message);
        let finding = check(table().row(row("3.1.b").fault(Field::Quantity, "1,500", ambiguous()))).only(Code::GT02);
        assert!(finding.message.contains("là 1,5 hoặc 1.500."), "{}", finding.message);
    }

    #[test]
    fn a_plain_number_is_not_named() {
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]))).silent(Code::GT02);
    }
}
