//! NG03: money from "nguồn khác" without a note saying which.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, SourceId, Table, text};
use crate::programme::SourceKind;
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG03,
    severity: Severity::Warning,
    severity_note: "",
    title: "Không ghi rõ nguồn khác",
    what: "Đề án có tiền ở nguồn hợp pháp khác mà cột Ghi chú để trống.",
    why: "Chương trình cho phép huy động nguồn hợp pháp khác nhưng không nêu số; phải biết là nguồn nào để tránh hỗ trợ trùng.",
    basis: "Nguồn vốn hợp pháp khác tại {nguồn} của Chương trình.",
    example: "Cột \"Nguồn khác\" ghi 50 triệu đồng, cột Ghi chú để trống.",
    mend: "Ghi ở cột Ghi chú tên của nguồn (chương trình, dự án, nhà tài trợ).",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    // A dash says nothing.
    if !text::key(project.note.text()).is_empty() {
        return Vec::new();
    }
    let others = context.programme.sources_of(SourceKind::Other);
    others
        .filter(|source| project.source(*source).is_positive())
        .map(|source| finding(context, at, project, source))
        .collect()
}

fn finding(context: &Context<'_>, at: ProjectRef, project: &Project, source: SourceId) -> Finding {
    let amount = project.source(source);
    let message = format!(
        "Cột \"{}\" ghi {amount} nhưng không có ghi chú là nguồn nào.",
        context.programme.source(source).header
    );
    let action = "Ghi ở cột Ghi chú tên của nguồn (chương trình, dự án, nhà tài trợ).";
    let cells = project.source_cells([source]).into_iter().chain([project.note.at]);
    Finding::new(Code::NG03, Severity::Warning, message, action)
        .at(project.place(cells))
        .about(at, project)
        .of_source(source)
        .found(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{cells, check, dong, row, source, table};

    #[test]
    fn one_dong_of_other_money_without_a_note_is_a_warning() {
        let with = |other: i64| check(table().row(row("6").dong([0, 35_000_000, 35_000_000, other])));
        with(0).silent(Code::NG03);
        let finding = with(1).only(Code::NG03);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["V9".to_owned(), "W9".to_owned()]));
        assert_eq!((finding.actual, finding.source), (Some(dong(1)), Some(source("other"))));
    }

    #[test]
    fn a_note_says_which_and_a_dash_says_nothing() {
        let with = |note: &str| check(table().row(row("6").trieu([0, 35, 35, 5]).note(note)));
        with("Dự án GNSP tài trợ").silent(Code::NG03);
        with("-").only(Code::NG03);
    }

    #[test]
    fn a_table_without_notes_is_told_and_an_unreadable_amount_is_not() {
        let finding = check(table().row(row("6").trieu([0, 35, 35, 5]).absent(Field::Note))).only(Code::NG03);
        assert_eq!(cells(&finding), ["V9"]);
        let faulty = row("6").trieu([0, 35, 35, 5]).fault(Field::Source(source("other")), "x", Fault::NotANumber);
        check(table().row(faulty)).silent(Code::NG03);
    }
}
