//! DT01: the kind of beneficiary is not eligible for the task.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DT01,
    severity: Severity::Error,
    severity_note: "Lưu ý, nếu chưa rõ loại hình ghi trong biểu là gì.",
    title: "Loại hình không thuộc đối tượng hỗ trợ",
    what: "Loại hình của đơn vị thụ hưởng (cột Loại hình) không thuộc đối tượng hỗ trợ của nhiệm vụ. Ô để trống thì không kiểm tra; ô ghi nhiều loại hình thì chỉ cần một loại hình đúng.",
    why: "Chương trình quy định đối tượng của từng nhiệm vụ; hỗ trợ sai đối tượng thì phải thu hồi.",
    basis: "Đối tượng hỗ trợ của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 3.1.b hỗ trợ cơ sở công nghiệp - tiểu thủ công nghiệp; cột Loại hình ghi \"Cơ quan nhà nước\".",
    mend: "Kiểm tra lại loại hình, đơn vị thụ hưởng (dễ nhầm với đơn vị thực hiện) và mã nhiệm vụ.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let programme = context.programme;
    let (id, written) = (project.task.task?, project.kind.text());
    let task = programme.task(id);
    if written.is_empty() || task.kinds.is_empty() {
        return None;
    }
    let eligible: Vec<&str> = task.kinds.iter().map(|kind| programme.kinds[*kind].name.as_str()).collect();
    let eligible = eligible.join(", ");
    let (severity, message, action) = match programme.read_kinds(written) {
        Some(kinds) if kinds.iter().any(|kind| task.kinds.contains(kind)) => return None,
        Some(_) => (
            Severity::Error,
            format!("Loại hình \"{written}\" không thuộc đối tượng hỗ trợ của nhiệm vụ {}: {eligible}.", task.code),
            "Kiểm tra lại loại hình, đơn vị thụ hưởng (dễ nhầm với đơn vị thực hiện) và mã nhiệm vụ.",
        ),
        None => (
            Severity::Note,
            format!("Chưa rõ loại hình \"{written}\"; nhiệm vụ {} hỗ trợ: {eligible}.", task.code),
            "Ghi loại hình theo danh mục của biểu mẫu, hoặc tự kiểm tra đối tượng.",
        ),
    };
    let finding = Finding::new(Code::DT01, severity, message, action)
        .at(project.place([project.kind.at]))
        .about(at, project)
        .found(written)
        .on(programme.clause(id));
    Some(Finding { expected: Some(eligible.into()), ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Figure};
    use crate::rules::testing::{Run, cells, check, programme, row, table};

    fn with(code: &str, kind: &str) -> Run {
        check(table().unit("Sở Công Thương").row(row(code).kind(kind)))
    }

    #[test]
    fn a_known_kind_that_is_not_eligible_is_an_error_at_its_cell() {
        let finding = with("3.1.b", "Sở ngành").only(Code::DT01);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["G9".to_owned()]));
        assert_eq!(finding.actual, Some(Figure::Text("Sở ngành".to_owned())));
        let Some(Figure::Text(eligible)) = finding.expected else { panic!("no kinds named") };
        assert_eq!(eligible, "Doanh nghiệp, Hợp tác xã, Tổ hợp tác, Hộ kinh doanh, Tổ chức dịch vụ khuyến công");
        with("4.1.c", "HTX").only(Code::DT01);
        with("5.1.b", "UBND").only(Code::DT01);
    }

    #[test]
    fn eligible_kinds_in_any_spelling_and_blank_cells_are_fine() {
        for task in &programme().tasks {
            for kind in task.kinds.iter().map(|kind| &programme().kinds[*kind]) {
                for name in std::iter::once(&kind.name).chain(&kind.synonyms) {
                    with(&task.code, name).silent(Code::DT01);
                }
            }
        }
        check(table().row(row("3.1.b"))).silent(Code::DT01);
        check(table().row(row("3.1.b").absent(Field::Kind))).silent(Code::DT01);
        with("4.1.đ", "UBND huyện, HTX").silent(Code::DT01);
    }

    #[test]
    fn unknown_words_are_a_note() {
        assert_eq!(with("3.1.b", "Hội phụ nữ").only(Code::DT01).severity, Severity::Note);
        check(table().row(row("3.1.b").kind("UBND").unknown_task("9.9", &[]))).silent(Code::DT01);
    }
}
