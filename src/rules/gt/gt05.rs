//! GT05: an Excel error.

use crate::model::{Code, Fault, Finding, Severity, Table};
use crate::rules::cells::unreadable;
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT05,
    severity: Severity::Error,
    severity_note: "",
    title: "Ô báo lỗi của Excel",
    what: "Ô hiện một lỗi của Excel: #REF!, #N/A, #VALUE!, #DIV/0!, #NAME?, #SPILL! và các lỗi tương tự.",
    why: "Công thức bị hỏng thì không có số để kiểm tra và để cộng.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Ô \"NS tỉnh\" hiện #REF! vì cột mà công thức dùng đã bị xóa.",
    mend: "Sửa công thức, hoặc nhập lại số.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    unreadable(context, at, table, Code::GT05, |fault| match fault {
        Fault::ExcelError(shown) => Some((format!("báo lỗi {shown}"), "Sửa công thức của ô, hoặc nhập lại giá trị.")),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Figure};
    use crate::rules::testing::{cells, check, row, source, table};

    fn error() -> Fault {
        Fault::ExcelError("#REF!".to_owned())
    }

    #[test]
    fn the_error_is_quoted_at_its_cell() {
        let national = Field::Source(source("national"));
        let finding = check(table().row(row("3.1.b").fault(national, "#REF!", error()))).only(Code::GT05);
        assert_eq!(cells(&finding), ["S9"]);
        assert_eq!(finding.actual, Some(Figure::Text("#REF!".to_owned())));
    }

    #[test]
    fn years_and_total_rows_are_looked_at_too() {
        check(table().row(row("3.1.b").fault(Field::Year, "#N/A", error()))).only(Code::GT05);
        check(table().row(row("3.1.b")).total_fault("#N/A", error())).only(Code::GT05);
    }

    #[test]
    fn a_value_is_not_named() {
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]))).silent(Code::GT05);
    }
}
