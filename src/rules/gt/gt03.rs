//! GT03: a number stored as text was read.

use crate::model::{Code, Finding, Severity, Table};
use crate::rules::cells::{NumberCell, numbers};
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT03,
    severity: Severity::Note,
    severity_note: "",
    title: "Số lưu dạng chữ đã được đọc thành số",
    what: "Ô có số lưu dạng chữ và chỉ có một cách đọc; chương trình đã đọc thành số và nêu rõ số đã đọc.",
    why: "Excel không cộng số lưu dạng chữ, nên tổng trong tệp của đơn vị có thể thiếu.",
    basis: "Yêu cầu của biểu đăng ký đề án; số viết theo cách Việt Nam: 1.234,5.",
    example: "\"300tr\" được đọc là 300 triệu đồng.",
    mend: "Nên nhập lại dưới dạng số; nếu số đã đọc đúng thì không bắt buộc.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    numbers(at, table).filter(|cell| cell.from_text).filter_map(|cell| find(context, table, &cell)).collect()
}

fn find(context: &Context<'_>, table: &Table, cell: &NumberCell<'_>) -> Option<Finding> {
    let value = cell.value.clone()?;
    let message = format!("{} ghi \"{}\" dạng chữ, được đọc là {value}.", cell.name(context), cell.written);
    let action = "Nên nhập lại dưới dạng số của Excel; nếu số đã đọc đúng thì không bắt buộc.";
    Some(cell.finding(table, (Code::GT03, Severity::Note), message, action).found(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{check, money, row, source, table};

    #[test]
    fn the_text_and_its_reading_are_stated() {
        let own = Field::Source(source("own"));
        let finding = check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).text(own, "300tr"))).only(Code::GT03);
        assert_eq!(
            finding.message,
            "Cột \"Vốn đối ứng của cơ sở\" ghi \"300tr\" dạng chữ, được đọc là 300 triệu đồng."
        );
        assert_eq!(finding.actual, Some(money(300)));
    }

    #[test]
    fn a_number_stored_as_a_number_is_not_named() {
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]))).silent(Code::GT03);
    }
}
