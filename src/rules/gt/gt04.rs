//! GT04: a formula has no stored result.

use crate::model::{Code, Fault, Finding, Severity, Table};
use crate::rules::cells::unreadable;
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT04,
    severity: Severity::Error,
    severity_note: "",
    title: "Công thức chưa có kết quả",
    what: "Ô có công thức nhưng tệp không lưu kết quả của công thức.",
    why: "Tệp do phần mềm khác Excel ghi ra có thể chỉ có công thức; không có kết quả thì không có số để kiểm tra.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Ô \"Tổng kinh phí\" có công thức =SUM(S9:V9) mà không có giá trị.",
    mend: "Mở tệp bằng Excel và lưu lại.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    unreadable(context, at, table, Code::GT04, |fault| match fault {
        Fault::NoResult => {
            Some(("có công thức nhưng tệp không lưu kết quả".to_owned(), "Mở tệp bằng Excel và lưu lại."))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn a_formula_without_a_result_is_named_in_numbers_years_and_total_rows() {
        let finding = check(table().row(row("3.1.b").fault(Field::Total, "", Fault::NoResult))).only(Code::GT04);
        assert_eq!((cells(&finding), finding.actual), (vec!["R9".to_owned()], None));
        check(table().row(row("3.1.b").fault(Field::Year, "", Fault::NoResult))).only(Code::GT04);
        check(table().row(row("3.1.b")).total_fault("", Fault::NoResult)).only(Code::GT04);
    }

    #[test]
    fn a_formula_with_a_result_is_not_named() {
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]))).silent(Code::GT04);
    }
}
