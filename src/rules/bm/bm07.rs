//! BM07: "Phiên bản biểu mẫu" is stated and is not the programme's.

use crate::model::{Code, Finding, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM07,
    severity: Severity::Warning,
    severity_note: "",
    title: "Phiên bản biểu mẫu khác với Chương trình",
    what: "Khối tiêu đề có dòng \"Phiên bản biểu mẫu\" và phiên bản đó không phải là phiên bản đang dùng. Không ghi phiên bản thì không kiểm tra.",
    why: "Biểu cũ có thể thiếu cột hoặc dùng danh mục nhiệm vụ và định mức đã thay đổi.",
    basis: "Phiên bản biểu mẫu nêu trong danh mục của Chương trình.",
    example: "Biểu ghi \"Phiên bản biểu mẫu: 2\"; Chương trình dùng phiên bản 1.",
    mend: "Lập lại trên biểu đang dùng, hoặc kiểm tra từng cột rồi sửa lại số phiên bản.",
    check: Check::Head(check),
};

fn check(context: &Context<'_>, table: &Table) -> Vec<Finding> {
    find(context, table).into_iter().collect()
}

fn find(context: &Context<'_>, table: &Table) -> Option<Finding> {
    let stated = table.form_version.as_ref()?;
    let current = &context.programme.form_version;
    (bare(&stated.written) != bare(current)).then(|| {
        let message = format!("Phiên bản biểu mẫu ghi \"{}\"; Chương trình dùng phiên bản {current}.", stated.written);
        let action = "Lập lại trên biểu đang dùng, hoặc kiểm tra từng cột rồi sửa lại số phiên bản.";
        let finding = Finding::new(Code::BM07, Severity::Warning, message, action).at(table.place([stated.at]));
        words::about_table(finding, table).compare(stated.written.as_str(), current.as_str())
    })
}

/// A version without what people write around it: "v1", "số 01" and "1" are one, "1.0" and "10" are not.
fn bare(version: &str) -> String {
    let folded = crate::model::text::fold(version);
    let number = folded.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches(['.', ' ', ')']);
    match number.trim_start_matches('0') {
        "" => folded,
        number => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, programme, row, table};

    #[test]
    fn another_version_is_named_at_its_cell() {
        let finding = check(table().row(row("3.1.b")).version("2", "A6")).only(Code::BM07);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["A6".to_owned()]));
        assert_eq!(finding.message, "Phiên bản biểu mẫu ghi \"2\"; Chương trình dùng phiên bản 1.");
        for other in ["10", "1.1", "cũ", "0"] {
            check(table().row(row("3.1.b")).version(other, "A6")).only(Code::BM07);
        }
    }

    #[test]
    fn the_programmes_version_in_any_dress_and_none_are_not_named() {
        assert_eq!(programme().form_version, "1");
        for same in ["1", "01", "v1", "số 1", "1."] {
            check(table().row(row("3.1.b")).version(same, "A6")).silent(Code::BM07);
        }
        check(table().row(row("3.1.b"))).silent(Code::BM07);
    }
}
