//! DM05: one beneficiary draws more than a cap "per facility" over several projects.

use std::collections::{BTreeMap, BTreeSet};

use super::{drawn_on, norms_of, support_cells, whole_quantity};
use crate::model::{Chains, Code, Facility, Finding, Money, Project, ProjectRef, Severity, SourceId, Stage, TaskId};
use crate::programme::Norm;
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM05,
    severity: Severity::Error,
    severity_note: "Cảnh báo, nếu chỉ vượt khi cộng nhiều năm.",
    title: "Một cơ sở vượt mức trần ở nhiều đề án",
    what: "Nhiệm vụ có mức trần cho một cơ sở; phần ngân sách nhà nước mà một đơn vị thụ hưởng nhận ở nhiều đề án của cùng nhiệm vụ và giai đoạn, cộng lại trong một năm, lớn hơn mức trần. Đơn vị thụ hưởng được nhận ra theo mã số thuế, nếu không có thì theo tên (không phân biệt dấu, dấu cách và loại hình). Không tính đề án nhóm; các năm của một đề án chuyển tiếp do DM07 kiểm tra; dòng chép lại y nguyên là TR01.",
    why: "Mức trần tính cho một cơ sở; chia ra nhiều đề án không làm tăng mức trần.",
    basis: "Định mức cho một cơ sở của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 3.1.b, HTX A có hai đề án năm 2023, mỗi đề án NS tỉnh 200 triệu đồng; cộng 400, mức trần 300, vượt 100 triệu đồng.",
    mend: "Giảm phần hỗ trợ còn trong mức trần; nếu là hai cơ sở khác nhau, ghi mã số thuế của từng cơ sở.",
    check: Check::Run(check),
};

/// What a project draws on the cap of its facility.
struct Draw<'a> {
    at: ProjectRef,
    project: &'a Project,
    norm: Norm,
    year: i32,
    support: Money,
    /// The most that it alone would admit.
    limit: Money,
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let chains = context.chains();
    let groups = draws(context);
    groups.iter().flat_map(|draws| of_facility(context, &chains, draws)).collect()
}

/// The draws on caps per facility, by task, stage and beneficiary; in the order of the inputs.
fn draws<'a>(context: &Context<'a>) -> Vec<Vec<Draw<'a>>> {
    let mut groups: BTreeMap<(TaskId, Stage, Facility), Vec<Draw<'a>>> = BTreeMap::new();
    for (at, project) in context.projects() {
        if let Some((key, draw)) = draw(context, at, project) {
            groups.entry(key).or_default().push(draw);
        }
    }
    let distinct = |draws| context.without_copies(draws, |draw: &Draw<'a>| (draw.at, draw.project));
    let mut groups: Vec<_> = groups.into_values().map(distinct).collect();
    groups.sort_by_key(|draws| draws.first().map(|draw| draw.at));
    groups
}

fn draw<'a>(
    context: &Context<'a>,
    at: ProjectRef,
    project: &'a Project,
) -> Option<((TaskId, Stage, Facility), Draw<'a>)> {
    let task = project.task.task?;
    let (_, norms) = norms_of(context, project)?;
    let norm = norms.whole()?.clone();
    let cap = norm.cap.filter(|_| norm.per_facility && project.is_of_one())?;
    let negative = norm.binds.iter().any(|source| project.source(*source).is_negative());
    let support = project.sum_of(norm.binds.iter().copied()).filter(|sum| sum.is_positive() && !negative)?;
    let limit = whole_quantity(project).map_or(cap, |quantity| cap * quantity);
    let key = (task, project.stage, context.beneficiaries.likely(at)?.clone());
    Some((key, Draw { at, project, norm, year: project.year?, support, limit }))
}

/// An error for each year in which the facility passes the cap; a warning where it takes several years.
fn of_facility(context: &Context<'_>, chains: &Chains<'_>, draws: &[Draw<'_>]) -> Vec<Finding> {
    let mut by_year: BTreeMap<i32, Vec<&Draw<'_>>> = BTreeMap::new();
    for draw in draws {
        by_year.entry(draw.year).or_default().push(draw);
    }
    let in_years = by_year.values().filter_map(|draws| over(context, chains, draws, Severity::Error));
    let all: Vec<&Draw<'_>> = draws.iter().collect();
    let together = (by_year.len() > 1).then(|| over(context, chains, &all, Severity::Warning)).flatten();
    in_years.chain(together).collect()
}

/// The finding on draws of several projects that pass the cap together.
fn over(context: &Context<'_>, chains: &Chains<'_>, draws: &[&Draw<'_>], severity: Severity) -> Option<Finding> {
    let projects: BTreeSet<ProjectRef> = draws.iter().map(|draw| chains.root(draw.at)).collect();
    let support: Money = draws.iter().map(|draw| draw.support).sum();
    // A project that says that it is of two facilities may draw the cap of two.
    let limit = draws.iter().map(|draw| draw.limit).max()?;
    let slack: Money = draws.iter().map(|draw| draw.project.rounding(draw.norm.binds.iter().copied())).sum();
    let last = draws.last().filter(|_| projects.len() > 1 && support > limit + slack)?;
    let parts: Vec<String> = draws
        .iter()
        .map(|draw| {
            format!("{} năm {}: {}", words::unit(context.programme, draw.project.unit), draw.year, draw.support)
        })
        .collect();
    let message = format!(
        "Ngân sách hỗ trợ {} {support} ở {} ({}), vượt mức trần {limit} cho một cơ sở.",
        words::beneficiaries(draws.iter().map(|draw| draw.project)),
        words::count(projects.len(), "đề án"),
        parts.join("; "),
    );
    let action = format!("Giảm phần hỗ trợ {}; nếu là các cơ sở khác nhau, ghi mã số thuế.", support - limit);
    let places =
        draws.iter().rev().map(|draw| draw.project.place(support_cells(context.programme, &draw.norm, draw.project)));
    let finding = Finding::new(Code::DM05, severity, message, action).about(last.at, last.project);
    let finding = places.fold(finding, Finding::at).compare(support, limit).on(&last.norm.basis);
    let sources: BTreeSet<SourceId> =
        draws.iter().flat_map(|draw| drawn_on(context.programme, &draw.norm, draw.project)).collect();
    let only = sources.first().copied().filter(|_| sources.len() == 1);
    Some(match only {
        Some(source) => finding.of_source(source),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{Row, Run, TableOf, cells, check, dong, file, money, row, run, source, table};

    /// A machine with an id of its own, so that no two of them are copies.
    fn machine(id: &str, dong: i64) -> Row {
        row("3.1.b").id(id).beneficiary("HTX Chè A").dong([0, dong, 400_000_000, 0])
    }

    fn two(first: Row, second: Row) -> Run {
        check(table().row(first).row(second))
    }

    fn of_years(first: (i32, Row), second: (i32, Row)) -> Run {
        let of = |(year, row): (i32, Row)| file(&format!("{year}.xlsx")).table(table().year(year).row(row));
        run([of(first), of(second)])
    }

    #[test]
    fn one_dong_above_the_cap_over_two_projects_of_a_year_is_an_error() {
        let with = |second: i64| two(machine("1", 200_000_000), machine("2", second));
        with(99_999_999).silent(Code::DM05);
        with(100_000_000).silent(Code::DM05);
        let finding = with(100_000_001).only(Code::DM05);
        assert_eq!((finding.actual.clone(), finding.expected.clone()), (Some(dong(300_000_001)), Some(money(300))));
        assert_eq!((finding.severity, finding.places.len()), (Severity::Error, 2));
        assert_eq!(cells(&finding), ["T10"]);
        assert_eq!(finding.source, Some(source("provincial")));
        let both =
            two(machine("1", 200_000_000), row("3.1.b").id("2").beneficiary("HTX Chè A").trieu([150, 0, 200, 0]));
        assert_eq!(both.only(Code::DM05).source, None);
        assert!(finding.message.contains("\"HTX Chè A\""), "{}", finding.message);
        assert_eq!(finding.project.map(|at| at.project), Some(1), "about the later one");
    }

    #[test]
    fn several_years_are_a_warning() {
        let with = |second: i64| of_years((2022, machine("1", 200_000_000)), (2023, machine("2", second)));
        with(100_000_000).silent(Code::DM05);
        let finding = with(100_000_001).only(Code::DM05);
        assert_eq!((finding.severity, finding.actual), (Severity::Warning, Some(dong(300_000_001))));
    }

    #[test]
    fn a_tax_code_or_a_name_is_one_facility_in_two_units() {
        let with = |change: fn(Row) -> Row| {
            let of = |unit: &str, id: &str| -> TableOf { table().unit(unit).row(change(machine(id, 200_000_000))) };
            run([file("a.xlsx").table(of("Phong Thổ", "1")), file("b.xlsx").table(of("Tân Uyên", "2"))])
        };
        assert_eq!(with(|row| row.tax_code("6200000001")).only(Code::DM05).severity, Severity::Error);
        assert_eq!(with(|row| row).only(Code::DM05).severity, Severity::Error);
    }

    #[test]
    fn other_facilities_tasks_and_stages_draw_on_their_own_caps() {
        let first = || machine("1", 300_000_000);
        let second = || machine("2", 300_000_000);
        two(first(), second().beneficiary("HTX Chè B")).silent(Code::DM05);
        two(first().tax_code("6200000001"), second().tax_code("6200000002")).silent(Code::DM05);
        two(first().beneficiary("Hợp tác xã chè A"), second()).only(Code::DM05);
        let packaging = row("6").beneficiary("HTX Chè A").trieu([0, 35, 35, 0]);
        two(first(), packaging).silent(Code::DM05);
        let approved = file("b.xlsx").table(table().stage(Stage::Approved).row(first()));
        run([file("a.xlsx").table(table().row(first())), approved]).silent(Code::DM05);
    }

    #[test]
    fn a_task_whose_cap_is_not_per_facility_and_a_group_project_are_left_alone() {
        let mark = |id: &str| row("4.1.đ").id(id).beneficiary("HTX Chè A").trieu([0, 35, 35, 0]);
        two(mark("1"), mark("2")).silent(Code::DM05);
        two(machine("1", 300_000_000), machine("2", 300_000_000).group()).silent(Code::DM05);
    }

    #[test]
    fn one_project_of_two_facilities_is_no_several_projects() {
        check(table().row(machine("1", 600_000_000).quantity("2"))).silent(Code::DM05);
        two(machine("1", 600_000_000).quantity("2"), machine("2", 1)).only(Code::DM05);
        two(machine("1", 300_000_000).quantity("2"), machine("2", 300_000_000)).silent(Code::DM05);
    }

    #[test]
    fn the_years_of_a_carried_over_project_are_one_project() {
        let carried = || machine("1", 200_000_000).quantity("0").carried_over();
        let chain = || of_years((2022, machine("1", 200_000_000)), (2023, carried()));
        chain().silent(Code::DM05);
        chain().only(Code::DM07);
        // Another project beside its second year draws on the same cap.
        two(carried(), machine("2", 100_000_000)).silent(Code::DM05);
        assert_eq!(two(carried(), machine("2", 100_000_001)).only(Code::DM05).severity, Severity::Error);
    }

    #[test]
    fn a_row_typed_twice_is_left_to_tr01_and_another_project_of_the_same_money_is_not() {
        let plain = |name: &str| row("3.1.b").name(name).beneficiary("HTX Chè A").trieu([0, 300, 400, 0]);
        two(plain("Máy sấy"), plain("Máy sấy")).silent(Code::DM05);
        two(plain("Máy sấy"), plain("Máy vò")).only(Code::DM05);
    }

    #[test]
    fn an_unreadable_amount_is_left_out() {
        let faulty = machine("2", 1).fault(Field::Source(source("provincial")), "x", Fault::NotANumber);
        two(machine("1", 300_000_000), faulty).silent(Code::DM05);
        two(machine("1", 300_000_001), machine("2", -1)).silent(Code::DM05);
    }

    #[test]
    fn what_draws_nothing_or_less_is_no_project_of_several() {
        two(machine("1", 300_000_001), machine("2", 0)).silent(Code::DM05);
        let negative = row("3.1.b").id("1").beneficiary("HTX Chè A").dong([-1, 300_000_001, 400_000_000, 0]);
        two(negative, machine("2", 1)).silent(Code::DM05);
    }

    #[test]
    fn one_dong_is_allowed_for_each_rounded_cell() {
        let exact = |id, dong: &str| machine(id, 0).exact(Field::Source(source("provincial")), dong);
        let with = |second: &str| two(exact("1", "150000000.4"), exact("2", second));
        with("149999999.6").silent(Code::DM05);
        with("150000002.4").silent(Code::DM05);
        with("150000002.6").only(Code::DM05);
    }

    #[test]
    fn facilities_that_pass_by_as_much_stand_in_the_order_of_their_first_rows() {
        let of = |name: &str, id| machine(id, 200_000_000).beneficiary(name);
        let rows = [of("HTX B", "1"), of("HTX A", "2"), of("HTX A", "3"), of("HTX B", "4")];
        let found = check(table().rows(rows)).times(Code::DM05, 2);
        assert!(found[0].message.contains("HTX B") && found[1].message.contains("HTX A"));
    }
}
