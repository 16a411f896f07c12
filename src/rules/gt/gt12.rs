//! GT12: the task code is not in the programme.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT12,
    severity: Severity::Error,
    severity_note: "",
    title: "Mã nhiệm vụ không có trong Chương trình",
    what: "Ô mã nhiệm vụ có nội dung không phải là mã của nhiệm vụ nào trong Chương trình. Mã gần giống chỉ được gợi ý.",
    why: "Không biết nhiệm vụ thì không biết định mức, nguồn được dùng và dòng phụ lục; đề án nằm ở dòng \"Chưa phân loại\".",
    basis: "Chương trình, {nhiệm vụ} (danh mục nhiệm vụ).",
    example: "Ô ghi 3.1.c; Chương trình có 3.1.a và 3.1.b.",
    mend: "Chọn mã nhiệm vụ trong danh sách của biểu đăng ký.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let claim = &project.task;
    let unknown = claim.task.is_none() && claim.entry.fault.is_none() && !claim.entry.written.is_empty();
    unknown.then(|| {
        let near: Vec<String> = claim.suggestions.iter().map(|task| words::task(context.programme, *task)).collect();
        let action = if near.is_empty() {
            "Chọn mã nhiệm vụ trong danh mục của Chương trình.".to_owned()
        } else {
            format!("Ghi đúng mã nhiệm vụ; có phải là: {}?", near.join("; "))
        };
        let written = &claim.entry.written;
        let message = format!("Mã nhiệm vụ \"{written}\" không có trong Chương trình.");
        Finding::new(Code::GT12, Severity::Error, message, action)
            .at(project.place([claim.cell()]))
            .about(at, project)
            .found(written.as_ref())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Figure;
    use crate::rules::testing::{cells, check, programme, row, table};

    #[test]
    fn an_unknown_code_is_quoted_and_near_codes_are_suggested() {
        let finding = check(table().row(row("3.1.b").unknown_task("3.1.c", &["3.1.a", "3.1.b"]))).only(Code::GT12);
        assert_eq!(cells(&finding), ["B9"]);
        assert_eq!(finding.actual, Some(Figure::Text("3.1.c".to_owned())));
        assert!(finding.action.contains("3.1.a \"") && finding.action.contains("3.1.b \""), "{}", finding.action);
        let finding = check(table().row(row("3.1.b").unknown_task("XYZ", &[]))).only(Code::GT12);
        assert!(finding.action.starts_with("Chọn mã"), "{}", finding.action);
    }

    #[test]
    fn every_code_of_the_programme_is_known_and_a_blank_is_no_code() {
        for task in &programme().tasks {
            check(table().row(row(&task.code))).silent(Code::GT12);
        }
        check(table().row(row("3.1.b").blank(crate::model::Field::Task))).silent(Code::GT12);
    }
}
