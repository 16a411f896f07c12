//! TP03: the workbook passes a limit of size.

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Code, FileFault, Finding, Input, Limit, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP03,
    severity: Severity::Error,
    severity_note: "",
    title: "Tệp vượt giới hạn kích thước",
    what: "Sổ tính vượt một trong các giới hạn: dung lượng, dung lượng sau khi giải nén, số ô có nội dung, số trang tính, bộ nhớ để đọc.",
    why: "Tệp quá lớn thường là tệp hỏng hoặc tệp cố ý làm treo máy; một tệp như vậy không được làm hỏng cả đợt tổng hợp.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Tệp có 300 trang tính, giới hạn là 256 trang tính.",
    mend: "Chép riêng bảng đề án sang sổ tính mới rồi lưu lại.",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    let Some(FileFault::OverLimit { limit, actual, allowed }) = &input.fault else { return Vec::new() };
    let (actual, allowed) = (Decimal::from(*actual), Decimal::from(*allowed));
    let (what, unit, at_least) = words(*limit);
    let message =
        format!("{what}: {at_least}{} {unit}, vượt giới hạn {} {unit}.", vietnamese(actual), vietnamese(allowed));
    let action = "Chép riêng bảng đề án sang sổ tính mới, bỏ các trang tính và định dạng thừa, rồi gửi lại.";
    let finding = Finding::new(Code::TP03, Severity::Error, message, action);
    vec![finding.at(Place::file(&input.file)).compare(actual, allowed)]
}

/// What is limited, in which unit, and the words for a figure at which reading stopped.
const fn words(limit: Limit) -> (&'static str, &'static str, &'static str) {
    match limit {
        Limit::Bytes => ("Dung lượng tệp", "byte", ""),
        Limit::Uncompressed => ("Dung lượng sau khi giải nén", "byte", "ít nhất "),
        Limit::Cells => ("Số ô có nội dung", "ô", "ít nhất "),
        Limit::Sheets => ("Số trang tính", "trang tính", ""),
        Limit::Memory => ("Bộ nhớ để đọc tệp", "byte", "ít nhất "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{count, file, run, table};

    #[test]
    fn the_limit_is_named_with_both_figures() {
        for limit in [Limit::Bytes, Limit::Uncompressed, Limit::Cells, Limit::Sheets, Limit::Memory] {
            let fault = FileFault::OverLimit { limit, actual: 1257, allowed: 1256 };
            let finding = run([file("a.xlsx").faulty(fault)]).only(Code::TP03);
            assert_eq!((finding.actual, finding.expected), (Some(count(1257)), Some(count(1256))));
            assert!(finding.message.contains("1.257") && finding.message.contains("1.256"), "{}", finding.message);
        }
    }

    #[test]
    fn a_file_within_the_limits_is_not_named() {
        run([file("a.xlsx").table(table())]).silent(Code::TP03);
    }
}
