//! GT14: the name or the unit of measure belongs to another task than the code.

use std::collections::BTreeSet;

use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table, TaskId, text};
use crate::programme::{Programme, Task};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT14,
    severity: Severity::Warning,
    severity_note: "",
    title: "Tên hoặc đơn vị tính là của nhiệm vụ khác",
    what: "Tên đề án chứa nguyên tên của một nhiệm vụ khác với mã đã ghi (mà không chứa tên dài hơn của chính nhiệm vụ đó), hoặc cột ĐVT ghi đơn vị tính của nhiệm vụ khác. Không phân biệt chữ hoa, dấu và dấu câu.",
    why: "Ghi nhầm mã thì đề án bị đối chiếu với định mức của nhiệm vụ khác, và phụ lục cộng sai dòng.",
    basis: "Tên và số lượng của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Mã 4.1.đ, tên \"Hỗ trợ thiết kế mẫu mã, bao bì đóng gói cho HTX A\"; đó là tên của nhiệm vụ 6.",
    mend: "Kiểm tra lại mã nhiệm vụ, tên đề án và đơn vị tính.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    let words = Words::of(context.programme);
    at.projects(table).filter_map(|(at, project)| find(context, &words, at, project)).collect()
}

/// One finding, whichever of the two speaks against the code: it is the code that is in doubt.
fn find(context: &Context<'_>, said: &Words, at: ProjectRef, project: &Project) -> Option<Finding> {
    let programme = context.programme;
    let id = project.task.task?;
    let code = &programme.task(id).code;
    let name = said.by_name(id, project).map(|other| {
        let message = format!("Tên đề án chứa tên của nhiệm vụ {}, nhưng mã là {code}.", words::task(programme, other));
        (message, &project.name)
    });
    let measure = said.by_measure(id, project).map(|others| {
        let (written, own) = (&project.measure.written, &programme.task(id).measure);
        let others: Vec<&str> = others.iter().map(|other| programme.task(*other).code.as_str()).collect();
        let others = others.join(", ");
        let message = format!("ĐVT \"{written}\" là của nhiệm vụ {others}; nhiệm vụ {code} tính theo \"{own}\".");
        (message, &project.measure)
    });
    let told: Vec<_> = name.into_iter().chain(measure).collect();
    let (_, first) = told.first()?;
    let messages: Vec<&str> = told.iter().map(|(message, _)| message.as_str()).collect();
    let cells = std::iter::once(project.task.cell()).chain(told.iter().map(|(_, entry)| entry.at));
    let action = "Kiểm tra lại mã nhiệm vụ, tên đề án và đơn vị tính.";
    let finding = Finding::new(Code::GT14, Severity::Warning, messages.join(" "), action)
        .at(project.place(cells))
        .about(at, project)
        .found(first.written.as_ref());
    Some(finding.on(programme.clause(id)))
}

/// The tasks' names and measures, folded once for a whole table.
struct Words {
    names: Vec<String>,
    measures: Vec<BTreeSet<String>>,
}

impl Words {
    fn of(programme: &Programme) -> Self {
        let measures =
            |task: &Task| std::iter::once(&task.measure).chain(&task.measure_aliases).map(|it| text::key(it)).collect();
        Self {
            names: programme.tasks.iter().map(|task| text::key(&task.name)).collect(),
            measures: programme.tasks.iter().map(measures).collect(),
        }
    }

    /// The task whose whole name stands in the project's; the longest such name decides, of two tasks of one name
    /// the first in the decision's order.
    fn by_name(&self, own: TaskId, project: &Project) -> Option<TaskId> {
        let written = text::key(project.name.text());
        let stands = |name: &String| !name.is_empty() && written.contains(name.as_str());
        let standing = self.names.iter().enumerate().filter(|(_, name)| stands(name));
        let (longest, name) = standing.reduce(|best, other| if other.1.len() > best.1.len() { other } else { best })?;
        let of_own = self.names.get(own.index()).filter(|own| stands(own)).map_or(0, String::len);
        (name.len() > of_own).then_some(TaskId(longest))
    }

    /// The tasks that count in the written measure, where the project's own does not.
    fn by_measure(&self, own: TaskId, project: &Project) -> Option<Vec<TaskId>> {
        let written = text::key(project.measure.text());
        let counts_in = |task: usize| self.measures[task].contains(&written);
        if written.is_empty() || counts_in(own.index()) {
            return None;
        }
        let others: Vec<TaskId> = (0..self.measures.len()).filter(|task| counts_in(*task)).map(TaskId).collect();
        (!others.is_empty()).then_some(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Figure};
    use crate::rules::testing::{Run, cells, check, programme, row, table};

    const PACKAGING: &str = "Hỗ trợ thiết kế mẫu mã, bao bì đóng gói";

    fn named(code: &str, name: &str) -> Run {
        check(table().unit("Sở Công Thương").row(row(code).name(name)))
    }

    fn measured(code: &str, measure: &str) -> Run {
        check(table().unit("Sở Công Thương").row(row(code).measure(measure)))
    }

    #[test]
    fn the_whole_name_of_another_task_is_a_warning_at_the_task_cell() {
        let finding = named("4.1.đ", &format!("{PACKAGING} cho HTX A")).only(Code::GT14);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["B9".to_owned(), "D9".to_owned()]));
        assert!(finding.message.contains("nhiệm vụ 6 ") && finding.message.contains("mã là 4.1.đ"));
        named("4.1.đ", "HO TRO THIET KE MAU MA - BAO BI DONG GOI").only(Code::GT14);
    }

    #[test]
    fn a_part_of_a_name_and_its_own_name_are_none() {
        named("4.1.đ", "Thiết kế mẫu mã, bao bì đóng gói").silent(Code::GT14);
        named("6", PACKAGING).silent(Code::GT14);
        // 4.1.c and 4.1.d differ in a few words.
        for task in &programme().tasks {
            named(&task.code, &task.name).silent(Code::GT14);
        }
    }

    #[test]
    fn every_tasks_name_under_another_code_is_told() {
        for (code, other) in
            [("4.1.c", "4.1.d"), ("4.1.d", "4.1.c"), ("3.1.a", "3.1.b"), ("3.1.b", "3.1.a"), ("6", "4.1.đ")]
        {
            let task = programme().task_by_code(other).unwrap();
            let finding = named(code, &programme().task(task).name).only(Code::GT14);
            assert!(finding.message.contains(&format!("nhiệm vụ {other} ")), "{}", finding.message);
        }
    }

    #[test]
    fn its_own_longer_name_silences_a_shorter_one_within() {
        let with = |own: &str, other: &str| {
            let (own, other) = (own.to_owned(), other.to_owned());
            check(table().row(row("6").name("Hỗ trợ thiết kế bao bì chè"))).catalogue(move |programme| {
                let at = |code| programme.task_by_code(code).unwrap().index();
                let (six, seven) = (at("6"), at("7"));
                programme.tasks[six].name = own;
                programme.tasks[seven].name = other;
            })
        };
        with("Hỗ trợ thiết kế bao bì", "thiết kế bao bì").silent(Code::GT14);
        with("thiết kế bao bì", "Hỗ trợ thiết kế bao bì").only(Code::GT14);
    }

    #[test]
    fn the_measure_of_another_task_is_a_warning() {
        let finding = measured("3.1.b", "Lớp").only(Code::GT14);
        assert_eq!(cells(&finding), ["B9", "M9"]);
        assert!(finding.message.contains("nhiệm vụ 5.1.a;"), "{}", finding.message);
        let finding = measured("3.1.a", "cơ sở").only(Code::GT14);
        assert!(finding.message.contains("2, 3.1.b, 6;"), "{}", finding.message);
        let both = check(table().row(row("4.1.đ").name(PACKAGING).measure("cơ sở"))).only(Code::GT14);
        assert_eq!(cells(&both), ["B9", "D9", "M9"]);
        assert_eq!(both.actual, Some(Figure::Text(PACKAGING.to_owned())));
    }

    #[test]
    fn its_own_measure_its_aliases_and_words_of_no_task_are_none() {
        for (code, measure) in
            [("3.1.b", "Cơ sở"), ("4.1.c", "HC"), ("4.1.d", "hoi cho"), ("3.1.b", "máy"), ("7", "CT")]
        {
            measured(code, measure).silent(Code::GT14);
        }
        measured("3.1.b", "").silent(Code::GT14);
    }

    #[test]
    fn a_heading_that_gives_the_task_is_the_cell_and_an_unknown_task_is_left_alone() {
        let finding = check(table().row(row("3.1.b").by_heading().measure("lớp"))).only(Code::GT14);
        assert_eq!(cells(&finding), ["B8", "M9"]);
        check(table().row(row("6").unknown_task("9.9", &[]).measure("lớp"))).silent(Code::GT14);
        check(table().row(row("6").blank(Field::Task).measure("lớp"))).silent(Code::GT14);
    }

    #[test]
    fn of_two_tasks_of_one_name_the_first_is_told() {
        let found = check(table().row(row("4.1.đ").name("Thiết kế bao bì chè"))).catalogue(|programme| {
            for code in ["6", "7"] {
                let task = programme.task_by_code(code).unwrap();
                "Thiết kế bao bì".clone_into(&mut programme.tasks[task.index()].name);
            }
        });
        assert!(found.only(Code::GT14).message.contains("nhiệm vụ 6 "));
    }
}
