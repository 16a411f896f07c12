//! NG02: no contribution of its own, where the task's figures hold one.

use crate::model::{Code, Finding, Money, Project, ProjectRef, Severity, SourceId, Table};
use crate::programme::SourceKind;
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG02,
    severity: Severity::Warning,
    severity_note: "",
    title: "Không có vốn đối ứng",
    what: "Đề án không ghi vốn đối ứng của cơ sở, trong khi kinh phí của nhiệm vụ trong Chương trình có phần huy động từ cơ sở.",
    why: "Chương trình dự kiến cơ sở cùng bỏ vốn; đề án không có đối ứng cần được giải trình.",
    basis: "Kinh phí của từng nhiệm vụ tại {nhiệm vụ} của Chương trình (phần huy động).",
    example: "Nhiệm vụ 6: NS tỉnh 35 triệu đồng, đối ứng 0; Chương trình có 700 triệu đồng huy động từ cơ sở.",
    mend: "Ghi vốn đối ứng, hoặc giải trình.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let programme = context.programme;
    let id = project.task.task?;
    let own: Vec<SourceId> = programme.sources_of(SourceKind::Own).collect();
    let planned: Money = own.iter().filter_map(|source| programme.task(id).money_of(*source)).sum();
    let contributed = project.sum_of(own.iter().copied())?;
    let money = project.sources_sum()?;
    (planned.is_positive() && contributed.is_zero() && money.is_positive()).then(|| {
        let cells = project.source_cells(own.iter().copied());
        let cells = if cells.iter().all(Option::is_none) { vec![project.total.at] } else { cells };
        let finding = Finding::new(
            Code::NG02,
            Severity::Warning,
            format!(
                "Đề án có kinh phí {money} nhưng không có vốn đối ứng; Chương trình huy động {planned} cho nhiệm vụ {}.",
                programme.task(id).code
            ),
            "Ghi vốn đối ứng, hoặc giải trình.",
        )
        .at(project.place(cells))
        .about(at, project)
        .found(contributed)
        .on(programme.clause(id));
        match own.as_slice() {
            [only] => finding.of_source(*only),
            _ => finding,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{cells, check, dong, row, source, table};

    #[test]
    fn no_contribution_is_a_warning_one_dong_is_none() {
        // 6: 700 of 1.400 triệu from the facilities, and no percentage.
        let with = |own: i64| check(table().row(row("6").dong([0, 35_000_000, own, 0])));
        let finding = with(0).only(Code::NG02);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["U9".to_owned()]));
        assert_eq!((finding.actual, finding.source), (Some(dong(0)), Some(source("own"))));
        with(1).silent(Code::NG02);
    }

    #[test]
    fn a_task_without_mobilised_money_and_a_project_without_money_are_not_named() {
        check(table().row(row("5.1.b").trieu([10, 0, 0, 0]))).silent(Code::NG02);
        check(table().row(row("6").trieu([0, 0, 0, 0]))).silent(Code::NG02);
    }

    #[test]
    fn an_unreadable_contribution_is_not_a_missing_one() {
        let own = Field::Source(source("own"));
        check(table().row(row("6").trieu([0, 35, 0, 0]).fault(own, "x", Fault::NotANumber))).silent(Code::NG02);
    }

    #[test]
    fn where_there_is_no_column_of_it_the_total_is_the_place() {
        let own = Field::Source(source("own"));
        let finding = check(table().row(row("6").trieu([0, 35, 0, 0]).absent(own))).only(Code::NG02);
        assert_eq!(cells(&finding), ["R9"]);
        let two = check(table().row(row("6").trieu([0, 35, 0, 0]).absent(own))).catalogue(|programme| {
            programme.sources[source("other").index()].kind = SourceKind::Own;
        });
        assert_eq!(cells(&two.only(Code::NG02)), ["V9"]);
    }
}
