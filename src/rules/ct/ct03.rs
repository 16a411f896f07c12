//! CT03: a year's total differs from the decision's, or a task or source from the reference phasing.

use std::collections::BTreeSet;

use super::stages;
use crate::model::{Code, Finding, Money, Severity, Stage, Sums, TaskId, TotalsKey};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::CT03,
    severity: Severity::Warning,
    severity_note: "Lưu ý, đối với từng nhiệm vụ và từng nguồn, so với phân kỳ tham khảo (không phải phụ lục gốc).",
    title: "Kinh phí của năm khác phân kỳ",
    what: "Tổng kinh phí của một năm, cộng các đề án của cùng giai đoạn trong đợt, khác số phân kỳ của Chương trình. Chỉ kiểm tra khi tổng hợp.",
    why: "Phân kỳ là căn cứ lập dự toán hằng năm; chênh lệch cần được giải trình.",
    basis: "Chương trình, {phân kỳ} (phân kỳ thực hiện); Phụ lục 02.",
    example: "Năm 2023 đăng ký 21.014 triệu đồng; phân kỳ 20.714 triệu đồng, nhiều hơn 300 triệu đồng.",
    mend: "Đối chiếu từng nhiệm vụ của năm để tìm nguyên nhân; điều chỉnh hoặc giải trình.",
    check: Check::Run(check),
};

const ACTION: &str = "Đối chiếu từng nhiệm vụ của năm để tìm nguyên nhân; điều chỉnh hoặc giải trình.";

fn check(context: &Context<'_>) -> Vec<Finding> {
    if !context.whole {
        return Vec::new();
    }
    let years = context.years.iter().flat_map(|year| stages_of(context, *year).into_iter().map(|stage| (stage, *year)));
    years.flat_map(|(stage, year)| of_year(context, stage, year)).collect()
}

/// The stages in which a year has figures; a year without any is held against the programme as registered.
fn stages_of(context: &Context<'_>, year: i32) -> BTreeSet<Stage> {
    let has_year = |stage: &Stage| context.totals.by_key.keys().any(|key| key.stage == *stage && key.year == year);
    let found: BTreeSet<Stage> = stages(context).into_iter().filter(has_year).collect();
    if found.is_empty() { BTreeSet::from([Stage::Registered]) } else { found }
}

fn of_year(context: &Context<'_>, stage: Stage, year: i32) -> Vec<Finding> {
    let in_year = move |key: &TotalsKey| key.stage == stage && key.year == year;
    let sums = context.totals.sum(in_year);
    let compare = Comparison { context, stage, year };
    let tasks = context.programme.task_ids().filter_map(|task| {
        let of_task = context.totals.sum(|key| in_year(key) && key.task == Some(task));
        compare.task(task, of_task.total())
    });
    compare.total(sums.total()).into_iter().chain(tasks).chain(compare.sources(&sums)).collect()
}

/// Holds the figures of a year and stage against the programme.
struct Comparison<'a> {
    context: &'a Context<'a>,
    stage: Stage,
    year: i32,
}

impl Comparison<'_> {
    fn total(&self, registered: Money) -> Option<Finding> {
        let stated = *self.context.programme.year_totals.get(&self.year)?;
        self.differs(Severity::Warning, "Tổng kinh phí", registered, stated)
    }

    fn task(&self, id: TaskId, registered: Money) -> Option<Finding> {
        let programme = self.context.programme;
        // A task without a figure has no phasing either; without any phasing nothing is planned.
        programme.task(id).total?;
        if programme.phasing.shares.is_empty() {
            return None;
        }
        let planned = programme.phasing.shares.get(&(id, self.year));
        let planned = planned.map(|share| share.money.iter().copied().sum()).unwrap_or_default();
        let what = format!("Nhiệm vụ {}", programme.task(id).code);
        let mut finding = self.differs(Severity::Note, &what, registered, planned)?.on(programme.clause(id));
        finding.task = Some(id);
        Some(finding)
    }

    fn sources(&self, sums: &Sums) -> Vec<Finding> {
        let programme = self.context.programme;
        let Some(planned) = programme.phasing.year_sources.get(&self.year) else { return Vec::new() };
        let known = programme.source_ids().filter_map(|id| Some((id, planned.get(id.index()).copied().flatten()?)));
        known
            .filter_map(|(id, planned)| {
                let what = format!("Nguồn {}", programme.source(id).short);
                Some(self.differs(Severity::Note, &what, sums.source(id), planned)?.of_source(id))
            })
            .collect()
    }

    fn differs(&self, severity: Severity, what: &str, registered: Money, planned: Money) -> Option<Finding> {
        (registered != planned).then(|| {
            let (year, stage) = (self.year, self.stage.name().to_lowercase());
            let against = if severity == Severity::Note {
                reference_label(self.context)
            } else {
                "phân kỳ của Chương trình".to_owned()
            };
            let side = if registered > planned { "nhiều hơn" } else { "ít hơn" };
            let message = format!(
                "{what} năm {year} ({stage}): {registered}; {against}: {planned}, {side} {}.",
                words::distance(registered, planned)
            );
            let mut finding = Finding::new(Code::CT03, severity, message, ACTION).compare(registered, planned);
            finding.year = Some(year);
            finding
        })
    }
}

/// How the phasing is labelled wherever it is shown, in the middle of a sentence.
fn reference_label(context: &Context<'_>) -> String {
    let label = &context.programme.phasing.label;
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stage;
    use crate::rules::testing::{Run, dong, file, money, programme, row, run, source, table};

    /// A run of 2021 with this much in one project of task 9 (100 triệu of NS tỉnh are planned for it).
    fn year_2021(provincial: i64) -> Run {
        let submission = table().unit("Sở Công Thương").year(2021).row(row("9").dong([0, provincial, 0, 0]));
        run([file("a.xlsx").table(submission)]).whole()
    }

    fn warnings(run: &Run) -> Vec<Finding> {
        run.all(Code::CT03).into_iter().filter(|finding| finding.severity == Severity::Warning).collect()
    }

    #[test]
    fn a_year_one_dong_off_the_decision_is_a_warning() {
        // 2021: 10.814 triệu đồng.
        let stated = 10_814_000_000;
        for (registered, off) in [(stated - 1, -1), (stated + 1, 1)] {
            let run = year_2021(registered);
            let found = warnings(&run);
            assert_eq!(found.len(), 1);
            assert_eq!(
                (found[0].expected.clone(), found[0].difference.clone()),
                (Some(money(10_814)), Some(dong(off)))
            );
            assert_eq!((found[0].year, found[0].places.len()), (Some(2021), 0));
        }
        assert!(warnings(&year_2021(stated)).is_empty());
    }

    #[test]
    fn tasks_and_sources_are_notes_against_the_reference_phasing() {
        let run = year_2021(100_000_001);
        let notes: Vec<Finding> =
            run.all(Code::CT03).into_iter().filter(|finding| finding.severity == Severity::Note).collect();
        let of_task = |code: &str| notes.iter().find(|note| note.task == programme().task_by_code(code));
        let nine = of_task("9").unwrap();
        assert_eq!((nine.expected.clone(), nine.difference.clone()), (Some(money(100)), Some(dong(1))));
        assert!(nine.message.contains("tham khảo"), "{}", nine.message);
        assert_eq!(of_task("3.1.a").unwrap().expected, Some(money(4_800)));
        assert!(of_task("8.a").is_none() && of_task("4.1.b").is_none());
        let own = notes.iter().find(|note| note.source == Some(source("own"))).unwrap();
        assert_eq!(own.expected, Some(money(6_860)));
        assert!(notes.iter().all(|note| note.source != Some(source("other"))));
    }

    #[test]
    fn only_a_whole_run_is_held_against_the_years() {
        run([file("a.xlsx").table(table().year(2021).row(row("9")))]).silent(Code::CT03);
    }

    #[test]
    fn a_year_without_any_figure_is_compared_as_registered() {
        let found = warnings(&year_2021(10_814_000_000).years([2021, 2022]));
        assert_eq!((found.len(), found[0].year, found[0].actual.clone()), (1, Some(2022), Some(dong(0))));
    }

    #[test]
    fn each_stage_is_compared_by_itself() {
        let of = |name: &str, stage| {
            let row = row("9").trieu([0, 10_814, 0, 0]);
            file(name).table(table().unit("Sở Công Thương").year(2021).stage(stage).row(row))
        };
        let both = run([of("a.xlsx", Stage::Registered), of("b.xlsx", Stage::Approved)]).whole();
        assert!(warnings(&both).is_empty());
    }

    #[test]
    fn a_stage_is_compared_in_the_years_that_it_has() {
        // 2021 and 2022 are as the decision states them: 10.814 and 21.004 triệu đồng.
        let of = |year, stage, trieu| {
            let row = row("9").trieu([0, trieu, 0, 0]);
            file(&format!("{year}.xlsx")).table(table().unit("Sở Công Thương").year(year).stage(stage).row(row))
        };
        let both = run([of(2021, Stage::Registered, 10_814), of(2022, Stage::Approved, 21_004)]).whole();
        assert_eq!(warnings(&both), []);
    }

    #[test]
    fn a_message_says_on_which_side_a_year_is_off() {
        let message = |registered| warnings(&year_2021(registered))[0].message.clone();
        let more = "Tổng kinh phí năm 2021 (đăng ký): 10.815 triệu đồng; phân kỳ của Chương trình: 10.814 triệu đồng, nhiều hơn 1 triệu đồng.";
        assert_eq!(message(10_815_000_000), more);
        assert!(message(10_813_000_000).ends_with(", ít hơn 1 triệu đồng."));
    }

    #[test]
    fn without_a_phasing_no_task_is_compared() {
        let bare = year_2021(100_000_001).catalogue(|programme| programme.phasing.shares.clear());
        assert!(bare.all(Code::CT03).iter().all(|finding| finding.task.is_none()));
    }
}
