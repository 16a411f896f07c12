//! CT02: a task's money from a state source passes the programme's figure for the period.

use super::contributions::Contributions;
use super::{stages, summed};
use crate::model::{Code, Finding, Money, Project, Severity, SourceId, Stage, TaskId, TotalsKey};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::CT02,
    severity: Severity::Warning,
    severity_note: "Lỗi, từ giai đoạn phê duyệt trở đi.",
    title: "Kinh phí của nhiệm vụ vượt Chương trình",
    what: "Tiền của một nhiệm vụ từ một nguồn ngân sách, cộng các đề án của cùng giai đoạn trong đợt, lớn hơn số của Chương trình cho cả giai đoạn.",
    why: "Chương trình đã ấn định kinh phí từng nguồn cho từng nhiệm vụ; vượt thì không có nguồn để cấp.",
    basis: "Kinh phí của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; Phụ lục 03.",
    example: "Nhiệm vụ 3.1.b đăng ký 6.300 triệu đồng từ NS tỉnh; Chương trình có 6.000, vượt 300 triệu đồng.",
    mend: "Xem xét thứ tự ưu tiên giữa các đơn vị, hoặc đề xuất điều chỉnh Chương trình.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let programme = context.programme;
    let figures = |task: TaskId| programme.state_sources().map(move |source| (task, source));
    let of_stage = |stage| programme.task_ids().flat_map(figures).map(move |(task, source)| (stage, task, source));
    stages(context)
        .into_iter()
        .flat_map(of_stage)
        .filter_map(|(stage, task, source)| find(context, stage, task, source))
        .collect()
}

fn find(context: &Context<'_>, stage: Stage, task: TaskId, source: SourceId) -> Option<Finding> {
    let programme = context.programme;
    let figure = programme.task(task).money_of(source)?;
    let of_task = |key: &TotalsKey| key.stage == stage && key.task == Some(task);
    let registered = context.totals.sum(of_task).source(source);
    let over = registered > figure && registered - denied(context, stage, task, source) > figure;
    over.then(|| {
        let units = Contributions::of(context, of_task, |sums| sums.source(source));
        let message = format!(
            "Nhiệm vụ {} ({}), nguồn {}: {registered}, Chương trình có {figure}. Theo đơn vị: {}.",
            programme.task(task).code,
            summed(context, stage),
            programme.source(source).short,
            units.words(context),
        );
        let contributes = |row: &&Project| {
            context.sums(row) && row.stage == stage && row.task.task == Some(task) && row.source(source).is_positive()
        };
        let rows = context.projects().map(|(_, row)| row).filter(contributes);
        let places = units.places(rows, |row| row.source_cells([source]).first().copied().flatten());
        let severity = if stage.is_binding() { Severity::Error } else { Severity::Warning };
        let action = "Xem xét thứ tự ưu tiên giữa các đơn vị, hoặc đề xuất điều chỉnh Chương trình.";
        let mut finding = Finding::new(Code::CT02, severity, message, action)
            .of_source(source)
            .compare(registered, figure)
            .on(programme.clause(task));
        finding.places = places;
        finding.task = Some(task);
        finding
    })
}

/// What projects draw on the source on days on which the task may not use it, or not yet: that is NG01's.
fn denied(context: &Context<'_>, stage: Stage, task: TaskId, source: SourceId) -> Money {
    let of_task = |row: &&Project| row.counted && row.stage == stage && row.task.task == Some(task);
    let rows = context.projects().map(|(_, row)| row).filter(of_task);
    rows.filter(|row| !context.programme.task(task).may_draw(source, row.judged_on()))
        .map(|row| row.source(source))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_resolution;
    use crate::rules::testing::{FileOf, Row, Run, cells, dong, file, money, programme, row, run, source, table};

    /// 5.1.b: 500 triệu of KCQG over the period, 10 triệu a firm.
    fn firms(stage: Stage, national: i64) -> Run {
        run([file("a.xlsx").table(table().stage(stage).row(row("5.1.b").quantity("50").dong([national, 0, 0, 0])))])
    }

    #[test]
    fn one_dong_above_the_figure_is_a_warning_the_figure_itself_is_not() {
        firms(Stage::Registered, 499_999_999).silent(Code::CT02);
        firms(Stage::Registered, 500_000_000).silent(Code::CT02);
        let finding = firms(Stage::Registered, 500_000_001).only(Code::CT02);
        assert_eq!((finding.actual.clone(), finding.expected.clone()), (Some(dong(500_000_001)), Some(money(500))));
        assert_eq!((finding.severity, finding.source), (Severity::Warning, Some(source("national"))));
        assert_eq!((finding.task, cells(&finding)), (programme().task_by_code("5.1.b"), vec!["S9".to_owned()]));
    }

    #[test]
    fn from_approval_on_it_is_an_error() {
        let severity = |stage| firms(stage, 500_000_001).only(Code::CT02).severity;
        assert_eq!(severity(Stage::Appraised), Severity::Warning);
        assert_eq!(severity(Stage::Approved), Severity::Error);
        assert_eq!(severity(Stage::CarriedOut), Severity::Error);
    }

    #[test]
    fn years_and_units_are_added_and_the_units_named_by_amount() {
        let of = |name: &str, unit: &str, national: i64| -> FileOf {
            let firms = row("5.1.b").quantity("20").trieu([national, 0, 0, 0]);
            file(name).table(table().unit(unit).row(firms))
        };
        let finding = run([of("a.xlsx", "Phong Thổ", 200), of("b.xlsx", "Tân Uyên", 301)]).only(Code::CT02);
        assert!(finding.message.contains("Tân Uyên 301 triệu đồng; Phong Thổ 200 triệu đồng"), "{}", finding.message);
        assert_eq!(&*finding.places[0].file, "b.xlsx");
    }

    #[test]
    fn money_from_a_forbidden_source_is_left_to_ng01() {
        let found = run([file("a.xlsx").table(table().row(row("5.1.b").quantity("50").trieu([0, 900, 0, 0])))]);
        found.silent(Code::CT02);
        found.only(Code::NG01);
    }

    #[test]
    fn money_of_a_day_before_the_source_is_opened_is_left_to_ng01_too() {
        let on = |day: &str| row("3.1.a").trieu([0, 300, 700, 0]).approved_on(day.parse().unwrap());
        let models = |rows: Vec<Row>| {
            run([file("a.xlsx").table(table().year(2025).rows(rows))])
                .catalogue(|programme| *programme = with_resolution())
        };
        models(vec![on("2025-05-04")]).silent(Code::CT02);
        models(vec![on("2025-05-04"), on("2025-05-05").beneficiary("HTX B")]).only(Code::CT02);
    }

    #[test]
    fn the_places_are_the_cells_that_bring_the_sum_about() {
        let registered = table().rows([
            row("5.1.b").quantity("50").dong([500_000_001, 0, 0, 0]),
            row("5.1.b").dong([0, 0, 1, 0]),
            row("1.1.b").trieu([100, 0, 300, 0]),
            row("5.1.b").dong([7, 0, -1, 0]),
        ]);
        let approved = table().stage(Stage::Approved).row(row("5.1.b").trieu([10, 0, 0, 0]));
        let finding = run([file("a.xlsx").table(registered), file("b.xlsx").table(approved)]).only(Code::CT02);
        assert_eq!((finding.places.len(), &*finding.places[0].file), (1, "a.xlsx"));
        assert_eq!((cells(&finding), finding.actual), (vec!["S9".to_owned()], Some(dong(500_000_001))));
    }

    #[test]
    fn what_ng01_takes_off_a_sum_is_of_the_same_stage() {
        let on = |stage, day: &str| {
            let model = row("3.1.a").trieu([0, 300, 700, 0]).approved_on(day.parse().unwrap());
            table().year(2025).stage(stage).row(model)
        };
        let files = [
            file("a.xlsx").table(on(Stage::Registered, "2025-05-05")),
            file("b.xlsx").table(on(Stage::Approved, "2025-05-04")),
        ];
        let finding = run(files).catalogue(|programme| *programme = with_resolution()).only(Code::CT02);
        assert_eq!((finding.severity, &*finding.places[0].file), (Severity::Warning, "a.xlsx"));
    }
}
