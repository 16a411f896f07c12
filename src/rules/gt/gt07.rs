//! GT07: the quantity is not a whole number of at least 1.

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Code, Fault, Figure, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT07,
    severity: Severity::Error,
    severity_note: "",
    title: "Số lượng không phải số nguyên từ 1 trở lên",
    what: "Số lượng của đề án là số lẻ, bằng 0, hoặc không đọc được thành số. Đề án chuyển tiếp được ghi 0, vì số lượng đã tính ở năm đầu.",
    why: "Số lượng đếm cơ sở, mô hình, lớp, nhãn hiệu …; mức trần và chỉ tiêu tính theo số này.",
    basis: "Số lượng của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 3.1.b ghi số lượng 1,5 cơ sở.",
    mend: "Ghi số nguyên từ 1 trở lên; đề án chuyển tiếp ghi \"Chuyển tiếp\" ở cột Tính chất và số lượng 0.",
    check: Check::Project(check),
};

fn check(_: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(at, project).into_iter().collect()
}

fn find(at: ProjectRef, project: &Project) -> Option<Finding> {
    let entry = &project.quantity;
    let least = if project.status.carried_over { Decimal::ZERO } else { Decimal::ONE };
    let expected = format!("số nguyên từ {} trở lên", vietnamese(least));
    let (found, actual) = match (entry.value, entry.fault.as_deref()) {
        (Some(quantity), _) if !quantity.is_integer() || quantity < least => (vietnamese(quantity), quantity.into()),
        (None, Some(Fault::NotANumber | Fault::TooLarge)) => {
            (format!("\"{}\"", entry.written), Figure::from(&*entry.written))
        }
        _ => return None,
    };
    let message = format!("Số lượng ghi {found}, phải là {expected}.");
    let action = "Ghi lại số lượng; nếu là đề án chuyển tiếp, ghi \"Chuyển tiếp\" ở cột Tính chất.";
    let finding = Finding::new(Code::GT07, Severity::Error, message, action).at(project.place([Some(entry.at?)]));
    Some(finding.about(at, project).compare(actual, expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, count, row, table};

    #[test]
    fn a_quantity_below_one_or_with_a_fraction_is_named() {
        for written in ["0", "0.5", "1.5"] {
            let finding = check(table().row(row("3.1.b").quantity(written))).only(Code::GT07);
            assert_eq!(cells(&finding), ["N9"]);
        }
        let finding = check(table().row(row("3.1.b").quantity("0"))).only(Code::GT07);
        assert_eq!(finding.actual, Some(count(0)));
    }

    #[test]
    fn a_quantity_that_is_no_number_is_quoted_and_says_what_was_not_checked() {
        for (written, fault) in [("hai cơ sở", Fault::NotANumber), ("9e99", Fault::TooLarge)] {
            let finding = check(table().row(row("3.1.b").fault(Field::Quantity, written, fault))).only(Code::GT07);
            assert_eq!(
                (cells(&finding), finding.actual),
                (vec!["N9".to_owned()], Some(Figure::Text(written.to_owned())))
            );
            assert!(finding.message.ends_with("Chưa kiểm tra: DM01, CT01."), "{}", finding.message);
        }
        check(table().row(row("3.1.b").fault(Field::Quantity, "#REF!", Fault::ExcelError("#REF!".to_owned()))))
            .silent(Code::GT07);
    }

    #[test]
    fn one_and_more_are_not_named() {
        for written in ["1", "1.0", "2"] {
            check(table().row(row("3.1.b").quantity(written))).silent(Code::GT07);
        }
    }

    #[test]
    fn a_carried_over_project_may_count_nothing() {
        check(table().row(row("1.1.b").quantity("0").carried_over())).silent(Code::GT07);
        check(table().row(row("1.1.b").quantity("0.5").carried_over())).only(Code::GT07);
    }
}
