//! BM05: unit or year in the sheet and in the file name differ: the sheet wins.

use crate::model::{Area, CellRef, Code, Finding, Input, InputStatus, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM05,
    severity: Severity::Warning,
    severity_note: "",
    title: "Tên tệp khác với nội dung",
    what: "Đơn vị hoặc năm ghi trong trang tính khác với đơn vị hoặc năm ghi trong tên tệp. Chương trình lấy theo trang tính. Ngày gửi trong tên tệp không phải là năm của kế hoạch.",
    why: "Thường là biểu của năm trước, hoặc của đơn vị khác, được sao lại mà quên sửa tiêu đề; số liệu khi đó được cộng vào sai chỗ.",
    basis: "Yêu cầu của biểu đăng ký đề án: mỗi biểu của một đơn vị và một năm.",
    example: "Tệp \"Sìn Hồ 2024.xlsx\" có tiêu đề \"UBND huyện Sìn Hồ, năm 2023\".",
    mend: "Nếu trang tính đúng thì đổi tên tệp; nếu tên tệp đúng thì sửa phần tiêu đề.",
    check: Check::Input(check),
};

fn check(context: &Context<'_>, input: &Input) -> Vec<Finding> {
    if input.status != InputStatus::Read {
        return Vec::new();
    }
    let unit = |table: &Table| {
        let (said, named) = (table.unit.unit?, table.file_name.unit?);
        let name = |id| words::unit(context.programme, Some(id)).to_owned();
        Some(Claims { what: "đơn vị", said: name(said), named: name(named), at: table.unit.at })
    };
    let year = |table: &Table| {
        let (said, named) = (table.year.year?, table.file_name.year?);
        Some(Claims { what: "năm", said: said.to_string(), named: named.to_string(), at: table.year.at })
    };
    [find(&input.tables, unit), find(&input.tables, year)].into_iter().flatten().collect()
}

/// What a sheet and its file's name say of one thing.
struct Claims {
    what: &'static str,
    said: String,
    named: String,
    at: Option<CellRef>,
}

/// The tables that say otherwise than the file's name; nothing where one of them agrees with it: a workbook with
/// a sheet a year is named after one of them, or after none.
fn find(tables: &[Table], claims: impl Fn(&Table) -> Option<Claims>) -> Option<Finding> {
    let mut compared: Vec<(&Table, Claims)> = tables.iter().filter_map(|table| Some((table, claims(table)?))).collect();
    if compared.iter().any(|(_, claims)| claims.said == claims.named) {
        return None;
    }
    compared.retain(|(table, _)| !table.superseded);
    let (table, first) = compared.first()?;
    let message = format!(
        "Trang tính ghi {} {}, tên tệp ghi {}; số liệu tính theo trang tính.",
        first.what, first.said, first.named
    );
    let action = "Nếu trang tính đúng thì đổi tên tệp; nếu tên tệp đúng thì sửa phần tiêu đề.";
    let finding = Finding::new(Code::BM05, Severity::Warning, message, action);
    let place = |table: &Table, claims: &Claims| table.place([claims.at.map_or_else(|| table.head(), Area::from)]);
    let finding = compared.iter().fold(finding, |finding, (table, claims)| finding.at(place(table, claims)));
    Some(words::about_table(finding, table).compare(first.said.as_str(), first.named.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileFault;
    use crate::rules::testing::{cells, check, file, row, run, table};

    #[test]
    fn another_year_is_named_at_the_cell_that_says_it() {
        let finding = check(table().row(row("3.1.b")).file_name(None, Some(2024))).only(Code::BM05);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["A3".to_owned()]));
        assert_eq!(finding.message, "Trang tính ghi năm 2023, tên tệp ghi 2024; số liệu tính theo trang tính.");
        assert_eq!(finding.year, Some(2023));
    }

    #[test]
    fn another_unit_is_named_and_both_may_stand() {
        let finding = check(table().row(row("3.1.b")).file_name(Some("Sìn Hồ"), Some(2023))).only(Code::BM05);
        assert!(finding.message.starts_with("Trang tính ghi đơn vị Phong Thổ, tên tệp ghi Sìn Hồ"));
        check(table().row(row("3.1.b")).file_name(Some("Sìn Hồ"), Some(2024))).times(Code::BM05, 2);
    }

    #[test]
    fn a_name_that_agrees_or_says_nothing_is_not_named() {
        check(table().row(row("3.1.b")).file_name(Some("Phong Thổ"), Some(2023))).silent(Code::BM05);
        check(table().row(row("3.1.b")).file_name(None, None)).silent(Code::BM05);
        let unknown = table().row(row("3.1.b")).unknown_unit("Nậm Nhìn", "B3", &[]).no_year();
        check(unknown.file_name(Some("Sìn Hồ"), Some(2024))).silent(Code::BM05);
    }

    #[test]
    fn a_sheet_a_year_agrees_where_one_of_them_does() {
        let of = |year, named| table().year(year).row(row("3.1.b")).file_name(None, Some(named));
        run([file("a.xlsx").table(of(2022, 2023)).table(of(2023, 2023))]).silent(Code::BM05);
        let finding = run([file("a.xlsx").table(of(2022, 2024)).table(of(2023, 2024))]).only(Code::BM05);
        assert_eq!((finding.places.len(), finding.year), (2, Some(2022)));
        let replaced = run([file("a.xlsx").table(of(2022, 2024).set_aside()).table(of(2023, 2024))]).only(Code::BM05);
        assert_eq!((replaced.places.len(), replaced.year), (1, Some(2023)));
    }

    #[test]
    fn a_file_that_does_not_count_is_not_named() {
        let later = || file("b.xlsx").table(table().number(Some(2)).row(row("3.1.b")));
        let other_year = table().row(row("3.1.b")).file_name(None, Some(2024));
        run([file("a.xlsx").table(other_year.clone()).superseded(), later()]).silent(Code::BM05);
        let copy = file("b.xlsx").table(other_year.clone()).faulty(FileFault::SameBytes(0));
        run([file("a.xlsx").table(other_year), copy]).only(Code::BM05);
    }
}
