//! DM01: state support above the cap per unit × quantity.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM01,
    severity: Severity::Error,
    severity_note: "",
    title: "Mức hỗ trợ vượt mức trần",
    what: "Phần ngân sách nhà nước hỗ trợ đề án lớn hơn mức trần cho một đơn vị khối lượng nhân với số lượng.",
    why: "Định mức của Chương trình là mức tối đa; phần vượt không được hỗ trợ.",
    basis: "Định mức của từng nhiệm vụ tại Mục III của Chương trình.",
    example: "Nhiệm vụ 3.1.b, 01 cơ sở, đăng ký 350 triệu đồng từ NS tỉnh; mức trần 300 triệu đồng/cơ sở, vượt 50 triệu đồng.",
    mend: "Giảm phần hỗ trợ xuống mức trần, phần còn thiếu chuyển sang vốn đối ứng của cơ sở.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let task = context.programme.task(project.task.task?);
    let norm = task.norm_on(project.judged_on()?)?;
    let cap = norm.cap?;
    let quantity = project.quantity.value.filter(|quantity| quantity.is_sign_positive() && !quantity.is_zero())?;
    let support = project.sum_of(norm.binds.iter().copied())?;
    let limit = cap * quantity;
    (support > limit).then(|| {
        Finding::new(
            Code::DM01,
            Severity::Error,
            format!(
                "Ngân sách hỗ trợ {support}, vượt mức trần {limit} ({cap}/{} × {}).",
                task.measure,
                crate::model::number::vietnamese(quantity)
            ),
            format!("Giảm phần hỗ trợ {} hoặc tăng vốn đối ứng cho phù hợp định mức.", support - limit),
        )
        .at(project.place(project.source_cells(norm.binds.iter().copied())))
        .about(at, project)
        .compare(support, limit)
        .on(&norm.basis)
    })
}
