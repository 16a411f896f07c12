//! GD01: approved above registered, or carried out above approved.

use super::{STEPS, courses_of};
use crate::model::{Code, Course, Finding, Money, Project, Severity, SourceId, Stage};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GD01,
    severity: Severity::Error,
    severity_note: "",
    title: "Hỗ trợ ở giai đoạn sau vượt giai đoạn trước",
    what: "Ngân sách nhà nước hỗ trợ một đề án, cộng các nguồn, khi phê duyệt lớn hơn khi đăng ký, hoặc khi thực hiện lớn hơn khi phê duyệt; khi thực hiện còn xét từng nguồn. Các giai đoạn được nối theo đơn vị, năm và mã đề án, nếu không có mã thì theo đơn vị, năm, nhiệm vụ và đơn vị thụ hưởng; nhiều đề án của cùng đơn vị thụ hưởng thì theo tên, tên không khớp thì so tổng của chúng. Vốn đối ứng tăng không phải là lỗi.",
    why: "Không phê duyệt hơn mức đơn vị đề nghị; không chi hơn mức, khác nguồn đã được phê duyệt.",
    basis: "Danh mục đề án đăng ký và quyết định phê duyệt của từng đề án.",
    example: "Đề án máy sấy chè được phê duyệt 300 triệu đồng từ NS tỉnh, báo cáo thực hiện 320 triệu đồng: vượt 20 triệu đồng.",
    mend: "Kiểm tra lại số của cả hai giai đoạn; nếu mức hỗ trợ đã được điều chỉnh, nộp lại bản đăng ký hoặc quyết định phê duyệt mới.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let of_course =
        |course: &Course<'_>| STEPS.into_iter().flat_map(|step| of_step(context, course, step)).collect::<Vec<_>>();
    courses_of(context).iter().flat_map(of_course).collect()
}

/// What one step breaks: all state money together, else, once money is spent, each source.
///
/// Which source pays may change between the wish and the approval, so that a wish is not compared by source.
fn of_step(context: &Context<'_>, course: &Course<'_>, step: (Stage, Stage)) -> Vec<Finding> {
    let state: Vec<SourceId> = context.programme.state_sources().collect();
    if let Some(finding) = beyond(context, course, step, &state) {
        return vec![finding];
    }
    if step.1 != Stage::CarriedOut {
        return Vec::new();
    }
    let of_source = |source: &SourceId| Some(beyond(context, course, step, &[*source])?.of_source(*source));
    state.iter().filter_map(of_source).collect()
}

fn beyond(
    context: &Context<'_>,
    course: &Course<'_>,
    (earlier, later): (Stage, Stage),
    sources: &[SourceId],
) -> Option<Finding> {
    let (before, after) = (stands(course, earlier, sources)?, stands(course, later, sources)?);
    let (at, row) = course.at(later).next()?;
    (after > before).then(|| {
        let of = if sources.len() > 1 {
            String::new()
        } else {
            format!(" từ {}", words::sources(context.programme, sources.iter().copied()))
        };
        let message = format!(
            "Ngân sách hỗ trợ{of} khi {} là {after}, khi {} là {before}; vượt {}.",
            later.name().to_lowercase(),
            earlier.name().to_lowercase(),
            after - before,
        );
        let action = format!(
            "Giảm số {} về mức {}, hoặc nộp lại bản {} đã điều chỉnh.",
            later.name().to_lowercase(),
            earlier.name().to_lowercase(),
            earlier.name().to_lowercase(),
        );
        let finding = Finding::new(Code::GD01, Severity::Error, message, action).about(at, row);
        let rows = course.at(later).chain(course.at(earlier));
        let finding = rows.fold(finding, |finding, (_, row)| finding.at(place(row, sources)));
        let drawn: Vec<_> = sources
            .iter()
            .filter(|source| course.at(later).any(|(_, row)| row.source(**source).is_positive()))
            .collect();
        let finding = finding.compare(after, before);
        match drawn.as_slice() {
            [only] => finding.of_source(**only),
            _ => finding,
        }
    })
}

/// The money of a stage; nothing where an amount is unreadable or negative, for then the sum says nothing.
fn stands(course: &Course<'_>, stage: Stage, sources: &[SourceId]) -> Option<Money> {
    let negative = |row: &Project| sources.iter().any(|source| row.source(*source).is_negative());
    course.money(stage, sources).filter(|_| !course.at(stage).any(|(_, row)| negative(row)))
}

/// The cells of the support; of every source where none holds money.
fn place(row: &Project, sources: &[SourceId]) -> Vec<crate::model::Place> {
    let held: Vec<SourceId> = sources.iter().copied().filter(|source| !row.source(*source).is_zero()).collect();
    row.place(row.source_cells(if held.is_empty() { sources.to_vec() } else { held }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{Row, Run, cells, dong, file, money, row, run, source, table};
    use Stage::{Appraised, Approved, CarriedOut, Registered};

    fn machine() -> Row {
        row("3.1.b").beneficiary("HTX Chè A").name("Máy sấy chè")
    }

    fn provincial(dong: i64) -> Row {
        machine().dong([0, dong, 300_000_000, 0])
    }

    fn stages<const N: usize>(rows: [(Stage, Row); N]) -> Run {
        run(rows.map(|(stage, row)| file(&format!("{}.xlsx", stage.id())).table(table().stage(stage).row(row))))
    }

    #[test]
    fn one_dong_above_the_earlier_stage_is_an_error() {
        for (earlier, later) in STEPS {
            let with = |dong| stages([(earlier, provincial(280_000_000)), (later, provincial(dong))]);
            with(279_999_999).silent(Code::GD01);
            with(280_000_000).silent(Code::GD01);
            let finding = with(280_000_001).only(Code::GD01);
            assert_eq!((finding.difference.clone(), finding.expected.clone()), (Some(dong(1)), Some(money(280))));
            assert_eq!((finding.severity, finding.source), (Severity::Error, Some(source("provincial"))));
            let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
            assert_eq!(files, [format!("{}.xlsx", later.id()), format!("{}.xlsx", earlier.id())]);
            assert_eq!(cells(&finding), ["T9"]);
            assert!(finding.message.starts_with("Ngân sách hỗ trợ khi "), "{}", finding.message);
        }
    }

    #[test]
    fn own_contribution_may_grow() {
        stages([(Registered, machine().trieu([0, 300, 300, 0])), (Approved, machine().trieu([0, 300, 900, 9]))])
            .silent(Code::GD01);
    }

    #[test]
    fn what_is_spent_is_held_against_the_approval_of_its_source() {
        let (first, second) = (machine().trieu([200, 100, 300, 0]), machine().trieu([100, 200, 300, 0]));
        stages([(Registered, first.clone()), (Approved, second.clone())]).silent(Code::GD01);
        let finding = stages([(Approved, first), (CarriedOut, second)]).only(Code::GD01);
        assert_eq!((finding.source, finding.actual), (Some(source("provincial")), Some(money(200))));
        assert!(finding.message.starts_with("Ngân sách hỗ trợ từ NS tỉnh khi thực hiện là 200 triệu đồng,"));
    }

    #[test]
    fn appraisal_and_missing_stages_are_not_compared() {
        stages([
            (Registered, provincial(280_000_000)),
            (Appraised, provincial(290_000_000)),
            (CarriedOut, provincial(300_000_000)),
        ])
        .silent(Code::GD01);
    }

    #[test]
    fn a_second_copy_is_not_added_and_an_unreadable_amount_is_not_compared() {
        let registered = || file("1.xlsx").table(table().row(provincial(300_000_000)));
        let approved = |rows: Vec<Row>| file("2.xlsx").table(table().stage(Approved).rows(rows));
        run([registered(), approved(vec![provincial(300_000_000), provincial(300_000_000)])]).silent(Code::GD01);
        let faulty = provincial(400_000_000).fault(Field::Source(source("national")), "x", Fault::NotANumber);
        let found = run([registered(), approved(vec![faulty])]);
        found.silent(Code::GD01);
        assert!(found.only(Code::GT01).message.contains("GD01"), "the check that was not made is named");
        run([registered(), approved(vec![machine().dong([-1, 300_000_002, 300_000_000, 0])])]).silent(Code::GD01);
        let negative = machine().dong([-1, 300_000_000, 300_000_000, 0]);
        stages([(Registered, negative), (Approved, provincial(300_000_000))]).silent(Code::GD01);
    }

    #[test]
    fn projects_whose_names_do_not_tell_are_held_together() {
        let named = |name: &str, trieu| machine().name(name).trieu([0, trieu, 200, 0]);
        let registered = file("1.xlsx").table(table().row(named("Máy sấy", 200)).row(named("Máy vò", 100)));
        let approved = |first| {
            let rows = table().stage(Approved).row(named("Mua máy vò", first)).row(named("Mua máy sấy", 200));
            file("2.xlsx").table(rows)
        };
        run([registered, approved(101)]).only(Code::GD01);
        let all_in_one = table().stage(Approved).row(named("Mua máy vò", 301)).row(named("Mua máy sấy", 0));
        let registered = file("1.xlsx").table(table().row(named("Máy sấy", 200)).row(named("Máy vò", 100)));
        let found = run([registered, file("2.xlsx").table(all_in_one)]);
        assert_eq!(found.only(Code::GD01).source, Some(source("provincial")), "the one that holds the money");
        let rows = [named("Máy sấy", 200), machine().name("Máy vò").trieu([-1, 100, 200, 0])];
        run([file("1.xlsx").table(table().rows(rows)), approved(101)]).silent(Code::GD01);
        let registered = file("1.xlsx").table(table().row(named("Máy sấy", 200)).row(named("Máy vò", 100)));
        run([registered, approved(100)]).silent(Code::GD01);
    }

    #[test]
    fn an_amount_in_the_wrong_unit_is_said_alone_whichever_stage_it_stands_in() {
        let slip = || machine().dong([0, 300, 300, 0]);
        let found = stages([(Registered, slip()), (Approved, provincial(300_000_000))]);
        found.only(Code::GT11);
        found.silent(Code::GD01);
    }

    #[test]
    fn a_stage_by_itself_is_not_compared() {
        run([
            file("a.xlsx").table(table().row(provincial(280_000_000))),
            file("b.xlsx").table(table().row(provincial(290_000_000))),
        ])
        .silent(Code::GD01);
    }

    #[test]
    fn a_stage_without_support_is_shown_at_its_cells_too() {
        let finding = stages([(Registered, provincial(0)), (Approved, provincial(1))]).only(Code::GD01);
        assert_eq!((finding.places.len(), finding.places[1].cells.len()), (2, 2), "both sources of the state");
    }
}
