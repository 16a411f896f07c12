//! CT05: a task is below its target at the end of the period.

use super::stages;
use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Project, Severity, Stage, TaskId};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::CT05,
    severity: Severity::Note,
    severity_note: "",
    title: "Nhiệm vụ chưa đạt chỉ tiêu cuối giai đoạn",
    what: "Tổng số lượng của một nhiệm vụ qua tất cả các năm của Chương trình, cộng các đề án của cùng giai đoạn, thấp hơn chỉ tiêu. Chỉ kiểm tra khi tổng hợp đủ các năm.",
    why: "Hết giai đoạn, nhiệm vụ chưa đạt chỉ tiêu cần được nêu trong báo cáo tổng kết.",
    basis: "Số lượng của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; Phụ lục 01.",
    example: "Nhiệm vụ 4.1.đ: cả giai đoạn có 17 nhãn hiệu; chỉ tiêu 20 nhãn hiệu, thiếu 3.",
    mend: "Kiểm tra xem còn đề án chưa gửi không; nếu đủ thì nêu lý do trong báo cáo.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    // Before its last year, or with a year left out, nothing says that a target is missed.
    if !context.is_whole_period() {
        return Vec::new();
    }
    let last = context.programme.last_year;
    let reached_the_end =
        |stage: &Stage| context.totals.by_key.keys().any(|key| key.stage == *stage && key.year == last);
    let stages = stages(context).into_iter().filter(reached_the_end);
    let pairs = stages.flat_map(|stage| context.programme.task_ids().map(move |task| (stage, task)));
    pairs.filter_map(|(stage, task)| find(context, stage, task)).collect()
}

fn find(context: &Context<'_>, stage: Stage, id: TaskId) -> Option<Finding> {
    let task = context.programme.task(id);
    let target = task.target?;
    let quantity = context.totals.sum(|key| key.stage == stage && key.task == Some(id)).quantity;
    // A row that does not count, or whose quantity is in doubt, may be what is missing: its own finding says so.
    let of_task = |row: &&Project| row.stage == stage && row.task.task == Some(id);
    let in_doubt = |row: &Project| !row.counted || row.quantity.value.is_none();
    let complete = !context.projects().map(|(_, row)| row).filter(of_task).any(in_doubt);
    (quantity < target && complete).then(|| {
        let message = format!(
            "Nhiệm vụ {} ({}): cả giai đoạn {} {measure}, chỉ tiêu {} {measure}, thiếu {}.",
            task.code,
            stage.name().to_lowercase(),
            vietnamese(quantity),
            vietnamese(target),
            vietnamese(target - quantity),
            measure = task.measure,
        );
        let action = "Kiểm tra xem còn đề án chưa gửi không; nếu đủ thì nêu lý do trong báo cáo.";
        let mut finding = Finding::new(Code::CT05, Severity::Note, message, action)
            .compare(quantity, target)
            .on(context.programme.clause(id));
        finding.task = Some(id);
        finding
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{FileOf, Row, Run, count, file, programme, row, run, source, table};

    /// Task 4.1.đ with this quantity in 2025, beside an empty project in each other year.
    fn period(quantity: &str) -> Run {
        let of = |year: i32, quantity: &str| -> FileOf {
            file(&format!("{year}.xlsx")).table(table().year(year).row(row("4.1.đ").quantity(quantity)))
        };
        run([of(2021, "1"), of(2022, "1"), of(2023, "1"), of(2024, "1"), of(2025, quantity)]).whole()
    }

    fn of_task(run: &Run) -> Option<Finding> {
        run.all(Code::CT05).into_iter().find(|finding| finding.task == programme().task_by_code("4.1.đ"))
    }

    #[test]
    fn one_below_the_target_is_a_note_the_target_itself_is_not() {
        // 4.1.đ: 20 nhãn hiệu.
        let finding = of_task(&period("15")).unwrap();
        assert_eq!((finding.severity, finding.actual), (Severity::Note, Some(count(19))));
        assert_eq!((finding.expected, finding.difference), (Some(count(20)), Some(count(-1))));
        assert_eq!(of_task(&period("16")), None);
        assert_eq!(of_task(&period("17")), None);
    }

    #[test]
    fn a_row_that_cannot_be_counted_may_be_what_is_missing() {
        let of = |year: i32, row: Row| file(&format!("{year}.xlsx")).table(table().year(year).row(row));
        let with = |last: Row| {
            let early = (2021..=2024).map(|year| of(year, row("4.1.đ")));
            run(early.chain([of(2025, last)])).whole()
        };
        let own = Field::Source(source("own"));
        assert!(of_task(&with(row("4.1.đ"))).is_some());
        assert_eq!(of_task(&with(row("4.1.đ").fault(own, "x", Fault::NotANumber))), None);
        assert_eq!(of_task(&with(row("4.1.đ").blank(Field::Quantity))), None);
    }

    #[test]
    fn every_task_with_a_figure_is_looked_at_even_one_without_a_project() {
        // Sixteen tasks have a target; 8.a has none.
        period("16").times(Code::CT05, 15);
    }

    #[test]
    fn before_the_end_or_without_all_years_or_files_nothing_is_missed() {
        period("1").years([2021, 2022, 2023, 2024]).silent(Code::CT05);
        period("1").years([2025]).silent(Code::CT05);
        let checked = file("a.xlsx").table(table().year(2025).row(row("4.1.đ")));
        run([checked]).years([2021, 2022, 2023, 2024, 2025]).silent(Code::CT05);
    }

    #[test]
    fn a_stage_that_has_not_reached_the_last_year_is_not_at_its_end() {
        let approved = file("b.xlsx").table(table().year(2024).stage(Stage::Approved).row(row("4.1.đ")));
        let registered = file("a.xlsx").table(table().year(2025).row(row("4.1.đ").quantity("20")));
        let both = run([registered, approved]).whole().years([2021, 2022, 2023, 2024, 2025]);
        assert_eq!(of_task(&both), None);
        both.times(Code::CT05, 15);
    }

    #[test]
    fn a_row_in_doubt_of_another_task_or_stage_is_not_what_is_missing() {
        let of = |year: i32| file(&format!("{year}.xlsx")).table(table().year(year).row(row("4.1.đ")));
        let faulty = |code| row(code).fault(Field::Source(source("own")), "x", Fault::NotANumber);
        let other_task = file("b.xlsx").table(table().year(2025).row(faulty("6")));
        let other_stage = file("c.xlsx").table(table().year(2025).stage(Stage::Approved).row(faulty("4.1.đ")));
        let found = run((2021..=2025).map(of).chain([other_task, other_stage])).whole();
        assert_eq!(of_task(&found).and_then(|finding| finding.actual), Some(count(5)));
    }
}
