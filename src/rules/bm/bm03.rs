//! BM03: the money unit is not stated.

use crate::model::{Area, Code, Finding, MoneyUnitClaim, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM03,
    severity: Severity::Error,
    severity_note: "Cảnh báo, nếu chỉ một đơn vị tính cho ra mức giữa của các đề án trong khoảng từ 1 triệu đồng đến 30 tỷ đồng: khi đó dùng đơn vị tính này.",
    title: "Không ghi đơn vị tính của tiền",
    what: "Khối tiêu đề và tiêu đề cột không ghi số tiền tính bằng đồng, nghìn đồng, triệu đồng hay tỷ đồng.",
    why: "Hiểu nhầm đơn vị tính thì số liệu sai gấp nghìn lần trở lên.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Bảng ghi 300, 600 mà không có dòng \"Đơn vị tính: triệu đồng\".",
    mend: "Ghi \"Đơn vị tính: triệu đồng\" (hoặc đơn vị đã dùng) phía trên bảng.",
    check: Check::Head(check),
};

fn check(_: &Context<'_>, table: &Table) -> Vec<Finding> {
    if table.summary {
        return Vec::new();
    }
    let stated = match &table.unclear_unit {
        Some((written, cell)) => format!("Đơn vị tính ghi \"{written}\" (ô {cell}) không phải là đơn vị tiền đã biết"),
        None => "Không ghi đơn vị tính".to_owned(),
    };
    let (severity, message) = match &table.money_unit {
        MoneyUnitClaim::Stated(..) => return Vec::new(),
        MoneyUnitClaim::Inferred(unit) => (
            Severity::Warning,
            format!("{stated}; số tiền được hiểu là {}, đơn vị duy nhất phù hợp với độ lớn của số liệu.", unit.name()),
        ),
        MoneyUnitClaim::Unknown => (
            Severity::Error,
            format!(
                "{stated}; không suy ra được từ số liệu. Các đề án của bảng này chưa được kiểm tra và chưa được cộng."
            ),
        ),
    };
    let action = "Ghi rõ \"Đơn vị tính: …\" (đồng, nghìn đồng, triệu đồng hoặc tỷ đồng) phía trên bảng.";
    let place = table.unclear_unit.as_ref().map_or_else(|| table.head(), |(_, cell)| Area::from(*cell));
    let finding = Finding::new(Code::BM03, severity, message, action).at(table.place([place]));
    vec![words::about_table(finding, table)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MoneyUnit;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn a_unit_that_nobody_can_tell_is_an_error_and_an_inferred_one_a_warning() {
        let finding = check(table().row(row("3.1.b")).money(MoneyUnitClaim::Unknown)).only(Code::BM03);
        assert_eq!(finding.severity, Severity::Error);
        let inferred = table().row(row("3.1.b")).money(MoneyUnitClaim::Inferred(MoneyUnit::Dong));
        let finding = check(inferred).only(Code::BM03);
        assert_eq!(finding.severity, Severity::Warning);
        assert!(finding.message.contains("được hiểu là đồng"), "{}", finding.message);
    }

    #[test]
    fn words_that_are_no_unit_of_money_are_quoted_at_their_cell() {
        let unclear = || table().row(row("3.1.b")).unclear_unit("trđg", "H5");
        let finding = check(unclear().money(MoneyUnitClaim::Unknown)).only(Code::BM03);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["H5".to_owned()]));
        assert!(finding.message.starts_with("Đơn vị tính ghi \"trđg\" (ô H5) không phải"), "{}", finding.message);
        let inferred = check(unclear().money(MoneyUnitClaim::Inferred(MoneyUnit::Trieu))).only(Code::BM03);
        assert!(inferred.message.contains("\"trđg\"") && inferred.message.contains("triệu đồng"));
    }

    #[test]
    fn a_stated_unit_is_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::BM03);
    }

    #[test]
    fn a_table_that_only_lists_again_is_not_asked_for_its_unit() {
        check(table().row(row("3.1.b")).money(MoneyUnitClaim::Unknown).summary()).silent(Code::BM03);
    }
}
