//! NG06: several state sources on one project, held together against its norm.

use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Project, ProjectRef, Severity, SourceId, Table};
use crate::programme::{Norm, Task};
use crate::rules::dm::norms_of;
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG06,
    severity: Severity::Note,
    severity_note: "",
    title: "Đề án dùng nhiều nguồn ngân sách",
    what: "Một đề án dùng cả KCQG và NS tỉnh cho nhiệm vụ có định mức tính chung hai nguồn; khi đối chiếu, hai nguồn được cộng lại.",
    why: "Để người đọc biết định mức được đối chiếu với tổng của các nguồn, không phải với từng nguồn.",
    basis: "Định mức của từng nhiệm vụ tại {nhiệm vụ} và nguyên tắc sử dụng kinh phí tại {sử dụng} của Chương trình.",
    example: "Nhiệm vụ 3.1.b: KCQG 200 triệu đồng và NS tỉnh 100 triệu đồng; cộng 300 triệu đồng, bằng mức trần 300 triệu đồng/cơ sở.",
    mend: "Không cần sửa nếu đúng; kiểm tra xem hai nguồn có cùng chi cho một nội dung không.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let (task, norms) = norms_of(context, project)?;
    let norm = norms.whole()?;
    let drawn: Vec<SourceId> =
        norm.binds.iter().copied().filter(|source| project.source(*source).is_positive()).collect();
    (drawn.len() > 1).then(|| {
        let sum = drawn.iter().map(|source| project.source(*source)).sum::<crate::model::Money>();
        let message = format!(
            "Đề án dùng nhiều nguồn ngân sách ({}), cộng {sum}; định mức{} được đối chiếu với tổng này.",
            words::sources(context.programme, drawn.iter().copied()),
            limits(task, norm)
        );
        let action = "Không cần sửa nếu đúng; kiểm tra xem các nguồn có cùng chi cho một nội dung không.";
        Finding::new(Code::NG06, Severity::Note, message, action)
            .at(project.place(project.source_cells(drawn)))
            .about(at, project)
            .found(sum)
            .on(&norm.basis)
    })
}

/// " (300 triệu đồng/cơ sở; 50%)"
fn limits(task: &Task, norm: &Norm) -> String {
    let cap = norm.cap.map(|cap| format!("{cap}/{}", task.measure));
    let percent = norm.percent.map(|percent| format!("{}%", vietnamese(percent)));
    let limits: Vec<String> = cap.into_iter().chain(percent).collect();
    if limits.is_empty() { String::new() } else { format!(" ({})", limits.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, money, row, table};

    #[test]
    fn one_dong_beside_the_other_source_is_a_note() {
        let with = |national: i64| check(table().row(row("3.1.b").dong([national, 200_000_000, 300_000_000, 0])));
        with(0).silent(Code::NG06);
        with(1).only(Code::NG06);
        let finding = with(100_000_000).only(Code::NG06);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Note, vec!["S9".to_owned(), "T9".to_owned()]));
        assert_eq!(finding.actual, Some(money(300)));
        assert!(finding.message.contains("300 triệu đồng/cơ sở; 50%"), "{}", finding.message);
        let unlimited = with(1).catalogue(|programme| {
            let task = programme.task_by_code("3.1.b").unwrap();
            programme.tasks[task.index()].norms.iter_mut().for_each(|norm| (norm.cap, norm.percent) = (None, None));
        });
        let message = unlimited.only(Code::NG06).message;
        assert!(message.ends_with("; định mức được đối chiếu với tổng này."), "{message}");
    }

    #[test]
    fn a_norm_of_one_source_and_a_task_without_a_norm_hold_nothing_together() {
        // 6 is the province's alone (NG01); 4.1.b uses both and has no norm.
        check(table().row(row("6").trieu([1, 34, 35, 0]))).silent(Code::NG06);
        check(table().unit("Sở Công Thương").row(row("4.1.b").trieu([1_920, 500, 0, 0]))).silent(Code::NG06);
    }
}
