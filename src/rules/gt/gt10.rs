//! GT10: an amount has a fraction of a đồng.

use crate::model::number::vietnamese;
use crate::model::{Code, Figure, Finding, Severity, Table};
use crate::rules::cells::{NumberCell, numbers};
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT10,
    severity: Severity::Note,
    severity_note: "",
    title: "Số tiền có phần lẻ của đồng",
    what: "Số tiền tính ra đồng còn phần lẻ; đã làm tròn đến đồng, nửa đồng trở lên làm tròn lên.",
    why: "Ngân sách tính đến đồng; làm tròn từng ô có thể làm tổng lệch một đồng mỗi nguồn.",
    basis: "Nguyên tắc tính: số tiền được so sánh chính xác đến đồng.",
    example: "Ô có công thức =1000/3 (triệu đồng) cho 333.333.333,333… đồng, được làm tròn thành 333.333.333 đồng.",
    mend: "Làm tròn số trong tệp của đơn vị sao cho các nguồn cộng đúng bằng tổng.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    numbers(at, table).filter_map(|cell| find(context, table, &cell)).collect()
}

fn find(context: &Context<'_>, table: &Table, cell: &NumberCell<'_>) -> Option<Finding> {
    let exact = cell.exact?;
    let Some(Figure::Money(rounded)) = cell.value else { return None };
    let message =
        format!("{}: {} đồng có phần lẻ, được làm tròn thành {rounded}.", cell.name(context), vietnamese(exact));
    let action = "Nên làm tròn trong tệp sao cho các nguồn cộng đúng bằng tổng kinh phí.";
    Some(cell.finding(table, (Code::GT10, Severity::Note), message, action).found(rounded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, dong, row, source, table};

    #[test]
    fn the_exact_and_the_rounded_amount_are_stated() {
        let third = row("3.1.b").trieu([0, 300, 0, 0]).exact(Field::Source(source("own")), "333333333.333333");
        let finding = check(table().row(third)).only(Code::GT10);
        assert_eq!((cells(&finding), finding.actual), (vec!["U9".to_owned()], Some(dong(333_333_333))));
        assert!(finding.message.contains("333.333.333,333333 đồng"), "{}", finding.message);
    }

    #[test]
    fn whole_dong_are_not_named() {
        check(table().row(row("3.1.b").dong([0, 1, 1, 0]))).silent(Code::GT10);
    }
}
