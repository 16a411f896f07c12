//! NG04: a local unit submits a task that the province runs.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::programme::{Level, SubmittedBy};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG04,
    severity: Severity::Warning,
    severity_note: "",
    title: "Địa phương đăng ký nhiệm vụ của tỉnh",
    what: "Một huyện, thành phố (hoặc xã, phường) đăng ký nhiệm vụ do cơ quan cấp tỉnh tổ chức.",
    why: "Nhiệm vụ của tỉnh do Sở đăng ký một lần; địa phương đăng ký thêm thì dễ bị tính hai lần hoặc ghi nhầm mã.",
    basis: "Đối tượng hỗ trợ của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; việc ai đăng ký là suy luận, nên chỉ cảnh báo.",
    example: "Huyện đăng ký nhiệm vụ 4.1.c (tổ chức dịch vụ khuyến công tham gia hội chợ), có thể nhầm với 4.1.d.",
    mend: "Kiểm tra lại mã nhiệm vụ; nếu đúng, chuyển đề án sang biểu của Sở.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let (id, unit) = (project.task.task?, context.programme.unit(project.unit?));
    let task = context.programme.task(id);
    (unit.level == Level::Local && task.submitted_by == SubmittedBy::Province).then(|| {
        Finding::new(
            Code::NG04,
            Severity::Warning,
            format!("{} đăng ký nhiệm vụ {}, do cấp tỉnh tổ chức.", unit.short, task.code),
            "Kiểm tra lại mã nhiệm vụ; nếu đúng, chuyển đề án sang biểu của cấp tỉnh.",
        )
        .at(project.place([project.task.cell().or(project.name.at)]))
        .about(at, project)
        .on(context.programme.clause(id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, programme, row, table};

    #[test]
    fn a_local_unit_with_a_task_of_the_province_is_a_warning_at_the_task_cell() {
        let finding = check(table().row(row("4.1.c").trieu([0, 100, 0, 0]))).only(Code::NG04);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["B9".to_owned()]));
        let by_heading = check(table().row(row("4.1.c").by_heading())).only(Code::NG04);
        assert_eq!(cells(&by_heading), ["B8"]);
    }

    #[test]
    fn the_province_may_submit_anything_and_a_local_unit_its_own_tasks() {
        for task in &programme().tasks {
            check(table().unit("Sở Công Thương").row(row(&task.code))).silent(Code::NG04);
            if task.submitted_by != SubmittedBy::Province {
                check(table().row(row(&task.code))).silent(Code::NG04);
            }
        }
    }
}
