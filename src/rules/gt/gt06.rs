//! GT06: a negative amount or quantity.

use rust_decimal::Decimal;

use crate::model::{Code, Figure, Finding, Money, Project, ProjectRef, Severity, Table};
use crate::rules::cells::{NumberCell, of_project};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT06,
    severity: Severity::Error,
    severity_note: "",
    title: "Số âm",
    what: "Kinh phí, nguồn vốn, đơn giá, số lượng hoặc quy mô nhỏ hơn 0.",
    why: "Số âm làm giảm tổng của đơn vị khác; đề án có số tiền âm không được cộng.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Cột \"NS tỉnh\" ghi -300 để \"trừ đi\" một đề án cũ.",
    mend: "Ghi lại số đúng; muốn bỏ một đề án thì xóa dòng của đề án đó.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, table: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    of_project(at, project).filter_map(|cell| find(context, table, &cell)).collect()
}

fn find(context: &Context<'_>, table: &Table, cell: &NumberCell<'_>) -> Option<Finding> {
    let value = cell.value.clone()?;
    let zero = match &value {
        Figure::Money(amount) if amount.is_negative() => Figure::Money(Money::ZERO),
        Figure::Count(count) if *count < Decimal::ZERO => Figure::Count(Decimal::ZERO),
        _ => return None,
    };
    let message = format!("{} là số âm: {value}.", cell.name(context));
    let action = "Ghi lại số đúng; muốn bỏ một đề án thì xóa dòng của đề án đó.";
    Some(cell.finding(table, (Code::GT06, Severity::Error), message, action).compare(value, zero))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, count, dong, row, source, table};

    #[test]
    fn one_dong_below_zero_is_named_zero_and_above_are_not() {
        let with = |own: i64| check(table().row(row("3.1.b").dong([0, 10, own, 0])));
        let finding = with(-1).only(Code::GT06);
        assert_eq!(cells(&finding), ["U9"]);
        assert_eq!((finding.actual, finding.difference), (Some(dong(-1)), Some(dong(-1))));
        assert_eq!(finding.source, Some(source("own")));
        with(0).silent(Code::GT06);
        with(1).silent(Code::GT06);
    }

    #[test]
    fn counts_prices_and_totals_are_looked_at_too() {
        let finding = check(table().row(row("3.1.b").quantity("-1"))).only(Code::GT06);
        assert_eq!((finding.actual, finding.expected), (Some(count(-1)), Some(count(0))));
        check(table().row(row("4.1.d").scale("-1"))).only(Code::GT06);
        check(table().row(row("4.1.d").price(-1))).only(Code::GT06);
        check(table().row(row("3.1.b").total_dong(-1))).only(Code::GT06);
        check(table().row(row("3.1.b").quantity("0").blank(Field::Scale))).silent(Code::GT06);
    }
}
