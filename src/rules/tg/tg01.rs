//! TG01: the sources do not add up to the project's total.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TG01,
    severity: Severity::Error,
    severity_note: "",
    title: "Các nguồn không cộng bằng tổng kinh phí",
    what: "Tổng các nguồn vốn của đề án khác tổng kinh phí ghi trên cùng dòng. So sánh chính xác đến đồng.",
    why: "Một trong các số của dòng sai. Phụ lục dùng tổng của các nguồn, nên có thể khác số đơn vị muốn đăng ký.",
    basis: "Kinh phí của từng nhiệm vụ tại {nhiệm vụ} của Chương trình bằng tổng các nguồn.",
    example: "Tổng kinh phí 600 triệu đồng; NS tỉnh 300 và đối ứng 350 cộng lại 650 triệu đồng, lệch 50 triệu đồng.",
    mend: "Sửa tổng kinh phí hoặc số tiền của nguồn bị ghi sai.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let total = project.total.value?;
    let sum = project.sources_sum()?;
    let slack = words::rounding_slack(std::iter::once(&project.total).chain(&project.sources));
    (words::distance(total, sum) > slack).then(|| {
        let cells = std::iter::once(project.total.at).chain(project.source_cells(context.programme.source_ids()));
        Finding::new(
            Code::TG01,
            Severity::Error,
            format!("Tổng kinh phí ghi {total}, các nguồn cộng lại {sum}."),
            "Sửa tổng kinh phí hoặc số tiền của nguồn bị ghi sai.",
        )
        .at(project.place(cells))
        .about(at, project)
        .compare(total, sum)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{cells, check, dong, row, source, table};

    #[test]
    fn one_dong_off_is_named_with_both_figures() {
        let with = |total: i64| check(table().row(row("3.1.b").dong([0, 300, 300, 0]).total_dong(total)));
        let finding = with(599).only(Code::TG01);
        assert_eq!(
            (finding.actual, finding.expected, finding.difference),
            (Some(dong(599)), Some(dong(600)), Some(dong(-1)))
        );
        with(600).silent(Code::TG01);
        let finding = with(601).only(Code::TG01);
        assert_eq!(cells(&finding), ["R9", "S9", "T9", "U9", "V9"]);
        assert_eq!(finding.difference, Some(dong(1)));
    }

    #[test]
    fn one_dong_is_allowed_for_each_rounded_cell_only() {
        let own = Field::Source(source("own"));
        let with = |total: i64| {
            let third = row("3.1.b").dong([0, 300, 0, 0]).exact(own, "299.6").total_dong(total);
            check(table().row(third))
        };
        with(598).only(Code::TG01);
        with(599).silent(Code::TG01);
        with(601).silent(Code::TG01);
        with(602).only(Code::TG01);
    }

    #[test]
    fn a_blank_source_is_zero_and_an_unreadable_one_is_not_compared() {
        let own = Field::Source(source("own"));
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).blank(own))).only(Code::TG01);
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).fault(own, "x", Fault::NotANumber))).silent(Code::TG01);
        check(table().row(row("3.1.b").trieu([0, 300, 300, 0]).blank(Field::Total))).silent(Code::TG01);
    }
}
