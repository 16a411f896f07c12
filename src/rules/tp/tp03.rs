//! TP03: the workbook passes a limit of size.

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Code, FileFault, Finding, Input, Place, Severity};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP03,
    severity: Severity::Error,
    severity_note: "",
    title: "Tệp vượt giới hạn kích thước",
    what: "Sổ tính vượt một trong các giới hạn: dung lượng trước và sau khi giải nén; số trang tính, dòng, cột, ô có nội dung; văn bản; bộ nhớ và thời gian để đọc.",
    why: "Tệp quá lớn thường là tệp hỏng hoặc tệp cố ý làm treo máy; một tệp như vậy không được làm hỏng cả đợt tổng hợp.",
    basis: "Yêu cầu kỹ thuật đối với tệp đăng ký đề án.",
    example: "Tệp có 300 trang tính, giới hạn là 256 trang tính.",
    mend: "Chép riêng bảng đề án sang sổ tính mới rồi lưu lại; hoặc chạy lại với giới hạn cao hơn (--limit).",
    check: Check::Input(check),
};

fn check(_: &Context<'_>, input: &Input) -> Vec<Finding> {
    let Some(FileFault::OverLimit { limit, actual, allowed }) = &input.fault else { return Vec::new() };
    let (actual, allowed) = (Decimal::from(*actual), Decimal::from(*allowed));
    let at_least = if limit.stops_reading() { "ít nhất " } else { "" };
    let message = format!(
        "{}: {at_least}{} {unit}, vượt giới hạn {} {unit}.",
        limit.name(),
        vietnamese(actual),
        vietnamese(allowed),
        unit = limit.unit()
    );
    let action = format!(
        "Chép riêng bảng đề án sang sổ tính mới, bỏ các trang tính và định dạng thừa, rồi gửi lại. \
         Nếu biểu thật sự cần lớn như vậy, chạy lại với giới hạn cao hơn: --limit {}=SỐ.",
        limit.id()
    );
    let finding = Finding::new(Code::TP03, Severity::Error, message, action);
    vec![finding.at(Place::file(&input.file)).compare(actual, allowed)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Limit;
    use crate::rules::testing::{count, file, run, table};

    #[test]
    fn the_limit_is_named_with_both_figures() {
        for limit in Limit::ALL {
            let fault = FileFault::OverLimit { limit, actual: 1257, allowed: 1256 };
            let finding = run([file("a.xlsx").faulty(fault)]).only(Code::TP03);
            assert_eq!((finding.actual, finding.expected), (Some(count(1257)), Some(count(1256))));
            assert!(finding.message.contains("1.257") && finding.message.contains("1.256"), "{}", finding.message);
            assert_eq!(finding.message.contains("ít nhất 1.257"), limit.stops_reading());
            assert!(finding.message.starts_with(limit.name()) && finding.message.contains(limit.unit()));
            assert!(finding.action.contains(&format!("--limit {}=", limit.id())), "{}", finding.action);
        }
    }

    #[test]
    fn a_file_within_the_limits_is_not_named() {
        run([file("a.xlsx").table(table())]).silent(Code::TP03);
    }
}
