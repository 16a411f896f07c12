//! NG01: state money from a source that the task may not use.

use crate::model::{Code, Finding, Money, Project, ProjectRef, Severity, SourceId, Table, TaskId};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG01,
    severity: Severity::Error,
    severity_note: "",
    title: "Dùng nguồn ngân sách không được phép",
    what: "Đề án ghi tiền ở một nguồn ngân sách nhà nước mà Chương trình không bố trí cho nhiệm vụ đó.",
    why: "Chương trình quy định từng nhiệm vụ dùng nguồn khuyến công quốc gia hay ngân sách tỉnh.",
    basis: "Kinh phí của từng nhiệm vụ tại {nhiệm vụ} và nguyên tắc sử dụng kinh phí tại {sử dụng} của Chương trình.",
    example: "Nhiệm vụ 6 chỉ dùng NS tỉnh và đối ứng; đề án ghi KCQG 35 triệu đồng.",
    mend: "Chuyển số tiền sang nguồn được dùng; kiểm tra xem có ghi nhầm cột hoặc nhầm mã nhiệm vụ không.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    let Some(task) = project.task.task else { return Vec::new() };
    let on = project.judged_on();
    let denied = context.programme.state_sources().filter(|source| !context.programme.task(task).may_draw(*source, on));
    denied.filter_map(|source| find(context, at, project, task, source)).collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project, task: TaskId, source: SourceId) -> Option<Finding> {
    let amount = project.source(source);
    amount.is_positive().then(|| {
        let programme = context.programme;
        let (code, name) = (&programme.task(task).code, &programme.source(source).short);
        let on = project.judged_on();
        let allowed =
            words::sources(programme, programme.state_sources().filter(|id| programme.task(task).may_draw(*id, on)));
        let action = if allowed.is_empty() {
            format!("Bỏ số tiền ở nguồn {name}; nhiệm vụ này không dùng ngân sách nhà nước.")
        } else {
            format!("Chuyển sang nguồn được dùng ({allowed}), hoặc sửa mã nhiệm vụ nếu ghi nhầm.")
        };
        let message = format!("Nhiệm vụ {code} không được dùng nguồn {name}; đề án ghi {amount}.");
        Finding::new(Code::NG01, Severity::Error, message, action)
            .at(project.place(project.source_cells([source])))
            .about(at, project)
            .of_source(source)
            .compare(amount, Money::ZERO)
            .on(programme.clause(task))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_resolution;
    use crate::rules::testing::{cells, check, dong, row, source, table};

    #[test]
    fn one_dong_from_a_denied_source_is_an_error_at_its_cell() {
        // 6: NS tỉnh and own contribution only.
        let with = |national: i64| check(table().row(row("6").dong([national, 35_000_000, 35_000_000, 0])));
        with(0).silent(Code::NG01);
        let finding = with(1).only(Code::NG01);
        assert_eq!((cells(&finding), finding.source), (vec!["S9".to_owned()], Some(source("national"))));
        assert_eq!((finding.actual, finding.expected), (Some(dong(1)), Some(dong(0))));
        assert_eq!(finding.action, "Chuyển sang nguồn được dùng (NS tỉnh), hoặc sửa mã nhiệm vụ nếu ghi nhầm.");
        let none = with(1).catalogue(|programme| {
            let task = programme.task_by_code("6").unwrap();
            programme.tasks[task.index()].sources.retain(|id| *id == source("own"));
        });
        let finding = none.all(Code::NG01).remove(0);
        assert_eq!(finding.action, "Bỏ số tiền ở nguồn NS tỉnh; nhiệm vụ này không dùng ngân sách nhà nước.");
    }

    #[test]
    fn a_later_norm_for_a_source_opens_it_from_its_first_day() {
        let model = |approved: &str| {
            let model = row("3.1.a").trieu([0, 500, 4_300, 0]).approved_on(approved.parse().unwrap());
            check(table().year(2025).row(model)).catalogue(|programme| *programme = with_resolution())
        };
        model("2025-05-04").only(Code::NG01);
        model("2025-05-05").silent(Code::NG01);
        // The programme has none of that money for the task all the same.
        model("2025-05-05").only(Code::CT02);
    }

    #[test]
    fn allowed_sources_and_mobilised_money_are_not_named() {
        check(table().row(row("3.1.b").trieu([100, 100, 400, 100]))).silent(Code::NG01);
        check(table().row(row("5.1.a").trieu([0, 24, 5, 5]))).silent(Code::NG01);
    }
}
