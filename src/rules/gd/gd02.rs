//! GD02: carried out and never approved; approved and never registered.

use std::collections::BTreeSet;

use super::{STEPS, courses_of};
use crate::model::{Code, Course, Finding, Severity, Stage, UnitId};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GD02,
    severity: Severity::Warning,
    severity_note: "",
    title: "Đề án không có ở giai đoạn trước",
    what: "Đề án đã thực hiện mà không có trong danh mục phê duyệt, hoặc được phê duyệt mà không có trong bản đăng ký. Chỉ xét khi bản của giai đoạn trước, cùng đơn vị và năm, có trong đợt này và đọc được.",
    why: "Chỉ đề án đã được phê duyệt mới được thực hiện và thanh toán; danh mục phê duyệt được lập từ các đề án đã đăng ký.",
    basis: "Danh mục đề án đăng ký và quyết định phê duyệt của từng đề án.",
    example: "Phong Thổ năm 2023 báo cáo đã thực hiện máy sấy chè của HTX A; danh mục phê duyệt năm 2023 của Phong Thổ không có đề án này.",
    mend: "Bổ sung hồ sơ của giai đoạn trước, hoặc ghi cùng một mã đề án ở các giai đoạn nếu là một đề án.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let known = Submitted::of(context);
    let of_course = |course: &Course<'_>| {
        STEPS.into_iter().filter_map(|step| of_step(context, &known, course, step)).collect::<Vec<_>>()
    };
    courses_of(context).iter().flat_map(of_course).collect()
}

fn of_step(
    context: &Context<'_>,
    known: &Submitted,
    course: &Course<'_>,
    (earlier, later): (Stage, Stage),
) -> Option<Finding> {
    let (at, row) = course.at(later).next()?;
    let (unit, year) = row.unit.zip(row.year)?;
    (!course.is_at(earlier) && known.holds((unit, year, earlier))).then(|| {
        let (before, after) = (earlier.name().to_lowercase(), later.name().to_lowercase());
        let name = words::unit(context.programme, Some(unit));
        let message = format!("Đề án có ở giai đoạn {after} nhưng không có trong bản {before} năm {year} của {name}.");
        let action =
            format!("Bổ sung đề án vào bản {before}, hoặc ghi cùng mã đề án ở hai giai đoạn nếu là một đề án.");
        let finding = Finding::new(Code::GD02, Severity::Warning, message, action).about(at, row);
        let cells = |row: &crate::model::Project| row.place([row.name.at.or(row.beneficiary.at).or(row.total.at)]);
        course.at(later).fold(finding, |finding, (_, row)| finding.at(cells(row)))
    })
}

/// Which units submitted what for which year and stage, as far as it could be read.
struct Submitted {
    read: BTreeSet<(UnitId, i32, Stage)>,
    /// A void table may hold any project: nothing can be missing from it.
    void: BTreeSet<(UnitId, i32, Stage)>,
}

impl Submitted {
    fn of(context: &Context<'_>) -> Self {
        let mut submitted = Self { read: BTreeSet::new(), void: BTreeSet::new() };
        for (_, table) in context.tables() {
            let Some(unit) = table.unit.unit else { continue };
            let rows = table.projects.iter().filter_map(|row| row.year);
            let keys = table.years().into_iter().chain(rows).map(|year| (unit, year, table.stage));
            if table.is_void() { submitted.void.extend(keys) } else { submitted.read.extend(keys) }
        }
        submitted
    }

    fn holds(&self, key: (UnitId, i32, Stage)) -> bool {
        self.read.contains(&key) && !self.void.contains(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{FileOf, Row, cells, file, row, run, table};
    use Stage::{Appraised, Approved, CarriedOut, Registered};

    fn machine(name: &str) -> Row {
        row("3.1.b").beneficiary(name).name(name).trieu([0, 300, 300, 0])
    }

    fn of(stage: Stage, names: &[&str]) -> FileOf {
        file(&format!("{}.xlsx", stage.id())).table(table().stage(stage).rows(names.iter().map(|name| machine(name))))
    }

    #[test]
    fn a_project_that_the_earlier_stage_does_not_hold_is_a_warning() {
        for (earlier, later) in STEPS {
            let finding = run([of(earlier, &["HTX A"]), of(later, &["HTX A", "HTX B"])]).only(Code::GD02);
            assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["D10".to_owned()]));
            assert_eq!(&*finding.places[0].file, format!("{}.xlsx", later.id()));
            run([of(earlier, &["HTX A", "HTX B"]), of(later, &["HTX A"])]).silent(Code::GD02);
        }
    }

    #[test]
    fn a_stage_that_was_not_submitted_is_not_missed() {
        run([of(CarriedOut, &["HTX A"])]).silent(Code::GD02);
        run([of(Registered, &["HTX B"]), of(CarriedOut, &["HTX A"])]).silent(Code::GD02);
        run([of(Appraised, &["HTX B"]), of(Approved, &["HTX A"])]).silent(Code::GD02);
        let other_unit = file("1.xlsx").table(table().unit("Tân Uyên").row(machine("HTX B")));
        run([other_unit, of(Approved, &["HTX A"])]).silent(Code::GD02);
        let other_year = file("1.xlsx").table(table().year(2022).row(machine("HTX B")));
        run([other_year, of(Approved, &["HTX A"])]).silent(Code::GD02);
    }

    #[test]
    fn an_empty_list_of_the_earlier_stage_holds_no_project() {
        run([of(Approved, &[]), of(CarriedOut, &["HTX A"])]).only(Code::GD02);
    }

    #[test]
    fn a_table_that_cannot_be_read_may_hold_it() {
        let void = file("1.xlsx").table(table().row(machine("HTX B")).missing("Tổng kinh phí", None));
        run([void, of(Registered, &["HTX C"]), of(Approved, &["HTX A"])]).silent(Code::GD02);
    }

    #[test]
    fn a_second_copy_is_left_to_tr01() {
        let found = run([of(Registered, &["HTX A"]), of(Approved, &["HTX A", "HTX A"])]);
        found.silent(Code::GD02);
        found.only(Code::TR01);
    }
}
