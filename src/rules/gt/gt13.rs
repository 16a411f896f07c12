//! GT13: the task cell is blank and the task was taken from the heading above.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT13,
    severity: Severity::Warning,
    severity_note: "",
    title: "Mã nhiệm vụ lấy theo dòng nhóm",
    what: "Bảng có cột mã nhiệm vụ nhưng ô của đề án để trống; nhiệm vụ được lấy theo dòng nhóm phía trên.",
    why: "Dòng bị chèn nhầm nhóm sẽ được tính vào nhiệm vụ khác mà không ai biết.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Dòng nhóm \"3.1.b\", ba đề án bên dưới có mã, đề án thứ tư để trống mã.",
    mend: "Ghi mã nhiệm vụ vào từng dòng đề án.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let claim = &project.task;
    let (task, heading) = (claim.task?, claim.heading?);
    // Where the table has no such column there is no cell, and none is blank.
    claim.entry.is_blank().then(|| {
        let name = words::task(context.programme, task);
        Finding::new(
            Code::GT13,
            Severity::Warning,
            format!("Ô mã nhiệm vụ để trống; lấy nhiệm vụ {name} theo dòng nhóm ở ô {heading}."),
            format!("Ghi mã {} nếu đúng; nếu không, ghi mã đúng.", context.programme.task(task).code),
        )
        .at(project.place([claim.entry.at, Some(heading)]))
        .about(at, project)
        .on(context.programme.clause(task))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn a_task_from_the_heading_is_a_warning_at_the_blank_cell() {
        let finding = check(table().row(row("3.1.b").by_heading())).only(Code::GT13);
        assert_eq!(cells(&finding), ["B9", "B8"]);
        assert!(finding.message.contains("3.1.b \""), "{}", finding.message);
    }

    #[test]
    fn a_written_code_and_a_table_without_the_column_are_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::GT13);
        check(table().without(Field::Task).row(row("3.1.b").by_heading().absent(Field::Task))).silent(Code::GT13);
    }
}
