//! DT02: no beneficiary, where the task has one and the project is no group project.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DT02,
    severity: Severity::Error,
    severity_note: "",
    title: "Không có đơn vị thụ hưởng",
    what: "Nhiệm vụ có đối tượng hỗ trợ nhưng đề án để trống đơn vị thụ hưởng, và không phải là đề án nhóm (tên bắt đầu bằng \"Đề án nhóm\", hoặc Tính chất ghi \"Nhóm\").",
    why: "Không biết ai thụ hưởng thì không kiểm tra được đối tượng và việc hỗ trợ trùng.",
    basis: "Đối tượng hỗ trợ của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 3.1.b, \"Hỗ trợ máy sấy chè\", cột Đơn vị thụ hưởng để trống.",
    mend: "Ghi tên cơ sở thụ hưởng; nếu là đề án nhóm, ghi \"Nhóm\" ở cột Tính chất.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let id = project.task.task?;
    let task = context.programme.task(id);
    let who = task.beneficiary.as_ref()?;
    let cell = project.beneficiary.at?;
    let blank = project.beneficiary.text().is_empty() && project.beneficiary.fault.is_none();
    (blank && !project.is_group()).then(|| {
        let who = who.trim_end_matches('.');
        Finding::new(
            Code::DT02,
            Severity::Error,
            format!("Chưa ghi tên đơn vị thụ hưởng; nhiệm vụ {} hỗ trợ: {who}.", task.code),
            "Ghi tên cơ sở thụ hưởng; nếu là đề án nhóm, ghi \"Nhóm\" ở cột Tính chất.",
        )
        .at(project.place([Some(cell)]))
        .about(at, project)
        .on(context.programme.clause(id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn a_blank_beneficiary_is_an_error_at_its_cell() {
        let finding = check(table().row(row("3.1.b").blank(Field::Beneficiary))).only(Code::DT02);
        assert_eq!(cells(&finding), ["E9"]);
    }

    #[test]
    fn a_group_project_may_lack_one() {
        let blank = || row("3.1.b").blank(Field::Beneficiary);
        check(table().row(blank().name("ĐỀ ÁN NHÓM máy chế biến chè"))).silent(Code::DT02);
        check(table().row(blank().group())).silent(Code::DT02);
    }

    #[test]
    fn a_task_for_nobody_a_named_one_and_a_missing_column_are_not_named() {
        let nobody = |row| {
            check(table().row(row)).catalogue(|programme| {
                let task = programme.task_by_code("7").unwrap();
                programme.tasks[task.index()].beneficiary = None;
            })
        };
        nobody(row("7").blank(Field::Beneficiary)).silent(Code::DT02);
        check(table().row(row("3.1.b"))).silent(Code::DT02);
        check(table().row(row("3.1.b").absent(Field::Beneficiary))).silent(Code::DT02);
    }
}
