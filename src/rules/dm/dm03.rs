//! DM03: more booths or people per unit than the norm allows.

use super::norm_of;
use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM03,
    severity: Severity::Error,
    severity_note: "Cảnh báo, nếu con số của Chương trình chỉ là dự kiến (số người một lớp, một đoàn).",
    title: "Quy mô vượt mức cho phép",
    what: "Số gian hàng một hội chợ (hoặc số người một lớp, một đoàn) lớn hơn mức của Chương trình. Quy mô tính cho một đơn vị số lượng.",
    why: "Chương trình giới hạn số gian hàng tiêu chuẩn được hỗ trợ cho mỗi hội chợ, triển lãm.",
    basis: "Số lượng và định mức của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 4.1.d, một hội chợ, đăng ký 12 gian hàng; tối đa 10 gian hàng/hội chợ.",
    mend: "Giảm số gian hàng; nếu là tổng của nhiều hội chợ, ghi số gian của một hội chợ và số lượng hội chợ.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let (_, task, norm) = norm_of(context, project)?;
    let limit = norm.scale.as_ref()?;
    let scale = project.scale.value?;
    (scale > limit.most).then(|| {
        let (severity, kind) =
            if limit.planned { (Severity::Warning, "dự kiến") } else { (Severity::Error, "cho phép tối đa") };
        Finding::new(
            Code::DM03,
            severity,
            format!(
                "Quy mô {} {of}/{measure}; Chương trình {kind} {} {of}/{measure}.",
                vietnamese(scale),
                vietnamese(limit.most),
                of = limit.of,
                measure = task.measure,
            ),
            "Giảm quy mô; nếu đây là tổng của nhiều lần, ghi quy mô của một lần và số lượng.",
        )
        .at(project.place([project.scale.at]))
        .about(at, project)
        .compare(scale, limit.most)
        .on(&norm.basis)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, count, row, table};

    #[test]
    fn one_booth_more_than_the_norm_is_an_error() {
        let with = |booths: &str| check(table().row(row("4.1.d").scale(booths)));
        with("9").silent(Code::DM03);
        with("10").silent(Code::DM03);
        let finding = with("11").only(Code::DM03);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["P9".to_owned()]));
        assert_eq!(
            (finding.actual, finding.expected, finding.difference),
            (Some(count(11)), Some(count(10)), Some(count(1)))
        );
    }

    #[test]
    fn a_planning_figure_is_a_warning() {
        // 5.1.a: 30 người/lớp.
        check(table().row(row("5.1.a").scale("30"))).silent(Code::DM03);
        assert_eq!(check(table().row(row("5.1.a").scale("31"))).only(Code::DM03).severity, Severity::Warning);
    }

    #[test]
    fn a_task_without_a_limit_is_not_judged() {
        check(table().row(row("3.1.b").scale("1000"))).silent(Code::DM03);
    }
}
