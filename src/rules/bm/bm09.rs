//! BM09: a header was mapped by a name that is not exact, or an absent source column was read as 0.

use rust_decimal::Decimal;

use crate::model::{Code, Column, Field, Finding, JoinedSheet, Place, Severity, SourceId, Table};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM09,
    severity: Severity::Note,
    severity_note: "",
    title: "Cột được hiểu theo tên gần đúng",
    what: "Tiêu đề cột được hiểu theo một tên không hoàn toàn trùng nghĩa (KCĐP, NSĐP là NS tỉnh; Tổng mức đầu tư là Tổng kinh phí), hoặc bảng không có cột của một nguồn: nguồn đó được lấy ở trang tính khác ghi cùng đề án, hay được coi là 0 vì các nguồn còn lại đã đủ tổng.",
    why: "Ngân sách địa phương có thể là của tỉnh, huyện hoặc xã, còn Chương trình chỉ có ngân sách tỉnh; người tổng hợp cần biết cách hiểu này.",
    basis: "Chương trình, {nguồn} (nguồn kinh phí).",
    example: "Cột \"KCĐP\" được hiểu là NS tỉnh.",
    mend: "Nếu hiểu đúng thì không phải làm gì; nếu sai, sửa tiêu đề cột theo biểu đăng ký.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    let loose = table.columns.iter().filter(|(_, column)| column.loose);
    let loose = loose.map(|(field, column)| loose_finding(context, table, *field, column));
    let zero = table.assumed_zero.iter().map(|source| zero_finding(context, table, *source));
    loose.chain(zero).chain(table.split.joined.iter().map(|other| joined_finding(table, other))).collect()
}

/// Another sheet lists the same projects, each sheet with its own source.
fn joined_finding(table: &Table, other: &JoinedSheet) -> Finding {
    let sheets = if table.sheet == other.sheet {
        format!("hai bảng của trang tính \"{}\"", table.sheet)
    } else {
        format!("trang tính \"{}\" và \"{}\"", table.sheet, other.sheet)
    };
    let message = format!(
        "{} có cả ở {sheets}: mỗi đề án được gộp làm một, tiền của từng nguồn lấy ở bảng ghi nguồn đó.",
        words::count(other.rows, "đề án"),
    );
    let action = "Nếu đúng thì không phải làm gì; nếu là các đề án khác nhau, ghi mã đề án để phân biệt.";
    let there = Place::cells(&table.file, &other.sheet, [other.header]);
    let finding = Finding::new(Code::BM09, Severity::Note, message, action).at(table.place([table.header])).at(there);
    words::about_table(finding, table).found(Decimal::from(other.rows))
}

fn loose_finding(context: &Context<'_>, table: &Table, field: Field, column: &Column) -> Finding {
    let header = context.programme.header(field);
    let finding = Finding::new(
        Code::BM09,
        Severity::Note,
        format!("Cột \"{}\" được hiểu là \"{header}\".", column.header),
        format!("Nếu đúng thì không phải làm gì; nếu sai, sửa tiêu đề (biểu đăng ký ghi \"{header}\")."),
    )
    .at(table.place([column.at]));
    let finding = words::about_table(finding, table).found(column.header.as_str());
    match field {
        Field::Source(source) => finding.of_source(source),
        _ => finding,
    }
}

fn zero_finding(context: &Context<'_>, table: &Table, source: SourceId) -> Finding {
    let name = &context.programme.source(source).short;
    let finding = Finding::new(
        Code::BM09,
        Severity::Note,
        format!("Không có cột \"{name}\"; nguồn này được coi là 0 vì các nguồn còn lại đã đủ tổng kinh phí."),
        format!("Nếu đúng thì không phải làm gì; nếu đề án có nguồn {name}, thêm cột và ghi số tiền."),
    )
    .at(table.place([table.header]));
    words::about_table(finding, table).of_source(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, count, row, source, table};

    #[test]
    fn a_loose_header_is_noted_at_its_cell() {
        let provincial = Field::Source(source("provincial"));
        let finding = check(table().row(row("3.1.b")).loose(provincial, "KCĐP")).only(Code::BM09);
        assert_eq!((finding.severity, finding.source), (Severity::Note, Some(source("provincial"))));
        assert_eq!(cells(&finding), ["T7"]);
        assert_eq!(finding.message, "Cột \"KCĐP\" được hiểu là \"NS tỉnh\".");
    }

    #[test]
    fn a_source_read_as_zero_is_noted_at_the_header() {
        let finding = check(table().row(row("3.1.b")).assumed_zero("national")).only(Code::BM09);
        assert_eq!(finding.source, Some(source("national")));
        assert_eq!(finding.first_cell(), Some(table().header()));
    }

    #[test]
    fn projects_that_two_sheets_share_are_noted_at_both_headers() {
        let finding = check(table().row(row("3.1.b")).joined("KCĐP", "A4:H4", 3)).only(Code::BM09);
        let sheets: Vec<_> = finding.places.iter().map(|place| place.sheet.as_deref()).collect();
        assert_eq!((sheets, finding.actual), (vec![Some("Đề án"), Some("KCĐP")], Some(count(3))));
        assert!(finding.message.starts_with("3 đề án có cả ở trang tính \"Đề án\" và \"KCĐP\""), "{}", finding.message);
    }

    #[test]
    fn exact_headers_are_not_noted() {
        check(table().row(row("3.1.b"))).silent(Code::BM09);
    }

    #[test]
    fn two_tables_of_one_sheet_are_named_as_such() {
        let finding = check(table().row(row("3.1.b")).joined("Đề án", "A40:H40", 1)).only(Code::BM09);
        assert!(
            finding.message.starts_with("1 đề án có cả ở hai bảng của trang tính \"Đề án\":"),
            "{}",
            finding.message
        );
    }
}
