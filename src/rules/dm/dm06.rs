//! DM06: the state's share above the share that the programme's own totals imply.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{at_support, norms_of, slack};
use crate::model::{Code, Finding, Money, Project, ProjectRef, Severity, Table};
use crate::programme::{Norm, Task};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM06,
    severity: Severity::Warning,
    severity_note: "",
    title: "Tỷ lệ hỗ trợ cao hơn tỷ lệ của Chương trình",
    what: "Nhiệm vụ có mức trần nhưng Chương trình không nêu tỷ lệ; phần ngân sách nhà nước chiếm tỷ lệ chi phí cao hơn tỷ lệ suy ra từ chính tổng kinh phí của nhiệm vụ trong Chương trình.",
    why: "Chương trình đã tính vốn đối ứng theo tỷ lệ đó; hỗ trợ tỷ lệ cao hơn thì phần huy động không đạt.",
    basis: "Kinh phí của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; tỷ lệ được suy ra, nên chỉ cảnh báo.",
    example: "Nhiệm vụ 6: NS tỉnh 35 triệu đồng, tổng kinh phí 60 triệu đồng; theo Chương trình là 50%, tức 30 triệu đồng.",
    mend: "Ghi đủ phần đối ứng, giảm phần hỗ trợ, hoặc giải trình.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    let judged = norms_of(context, project);
    judged.map_or_else(Vec::new, |(task, norms)| norms.judge(|norm| find(context, (at, project), task, norm)))
}

fn find(context: &Context<'_>, (at, project): (ProjectRef, &Project), task: &Task, norm: &Norm) -> Option<Finding> {
    let share = Share::implied(task, norm)?;
    let support = project.sum_of(norm.binds.iter().copied())?;
    // Where the total is blank, GT09 silences this: what the project costs is then not said.
    let cost = project.cost()?;
    let limit = share.of(cost)?;
    (support - slack(project, norm) > limit).then(|| {
        let message = format!(
            "Ngân sách hỗ trợ {support} trên chi phí {cost}, cao hơn tỷ lệ {} suy ra từ Chương trình ({limit}).",
            words::percent(share.percent())
        );
        let action = "Ghi đủ phần đối ứng, giảm phần hỗ trợ, hoặc giải trình.";
        let finding = Finding::new(Code::DM06, Severity::Warning, message, action).about(at, project);
        at_support(finding, context.programme, norm, project).compare(support, limit)
    })
}

/// A part of a whole.
struct Share {
    part: Money,
    whole: Money,
}

impl Share {
    /// The share of the bound sources in the task's total, where the norm states no percentage and the catalogue
    /// says that the totals imply one.
    fn implied(task: &Task, norm: &Norm) -> Option<Self> {
        if norm.percent.is_some() || norm.implied_share.is_none() {
            return None;
        }
        let part = norm.binds.iter().filter_map(|source| task.money_of(*source)).sum();
        Some(Self { part, whole: task.total.filter(|total| total.is_positive())? })
    }

    /// The most whole đồng within the share. Amounts are whole đồng, so that integers hold every product exactly.
    fn of(&self, cost: Money) -> Option<Money> {
        let (cost, part, whole) = (cost.dong().to_i128()?, self.part.dong().to_i128()?, self.whole.dong().to_i128()?);
        i64::try_from((cost * part).div_euclid(whole)).ok().map(Money::from_dong)
    }

    /// For words alone: rounded to two decimals.
    fn percent(&self) -> Decimal {
        (self.part.dong() * Decimal::ONE_HUNDRED / self.whole.dong()).round_dp(2).normalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{cells, check, dong, money, row, source, table};

    #[test]
    fn one_dong_above_the_implied_share_is_a_warning_the_share_itself_is_not() {
        // 6: 700 of 1.400 triệu are the province's, a half.
        let with = |own: i64| check(table().row(row("6").dong([0, 30_000_000, own, 0])));
        with(30_000_001).silent(Code::DM06);
        with(30_000_000).silent(Code::DM06);
        let finding = with(29_999_999).only(Code::DM06);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["T9".to_owned()]));
        assert_eq!((finding.actual, finding.expected), (Some(dong(30_000_000)), Some(dong(29_999_999))));
        assert_eq!(finding.source, Some(source("provincial")));
        assert!(finding.message.contains("50%"), "{}", finding.message);
    }

    #[test]
    fn a_share_that_no_percentage_writes_out_is_exact() {
        // A third: 1 of 3 đồng is within it, 333.333.334 of 10^9 is not.
        let with = |provincial: i64, own: i64| {
            check(table().row(row("6").dong([0, provincial, own, 0]))).catalogue(|programme| {
                let task = programme.task_by_code("6").unwrap();
                let task = &mut programme.tasks[task.index()];
                task.total = Some(Money::from_trieu(2_100));
                task.norms[0].implied_share = "33.3".parse().ok();
                task.norms[0].cap = Some(Money::from_trieu(1_000));
            })
        };
        with(1, 2).silent(Code::DM06);
        with(333_333_333, 666_666_667).silent(Code::DM06);
        assert_eq!(with(333_333_334, 666_666_666).only(Code::DM06).expected, Some(dong(333_333_333)));
    }

    #[test]
    fn the_cluster_keeps_to_thirty_per_cent_in_each_of_its_years() {
        let year = |national: i64| row("1.1.b").beneficiary("Chủ đầu tư cụm").dong([national, 0, 7_000_000_000, 0]);
        check(table().row(year(3_000_000_000))).silent(Code::DM06);
        // 30 % of 10.000.000.001 is 3.000.000.000,3.
        assert_eq!(check(table().row(year(3_000_000_001))).only(Code::DM06).expected, Some(money(3_000)));
        check(table().row(year(3_000_000_001).quantity("0").carried_over())).only(Code::DM06);
    }

    #[test]
    fn a_stated_percentage_a_task_without_a_share_and_a_blank_total_are_not_judged() {
        check(table().row(row("2").trieu([300, 0, 100, 0]))).silent(Code::DM06);
        check(table().row(row("5.1.b").trieu([10, 0, 0, 0]))).silent(Code::DM06);
        check(table().row(row("6").trieu([0, 35, 1, 0]).blank(Field::Total))).silent(Code::DM06);
        let both = check(table().row(row("6").trieu([0, 35, 1, 0]))).catalogue(|programme| {
            let task = programme.task_by_code("6").unwrap();
            programme.tasks[task.index()].norms[0].percent = Some(Decimal::ONE_HUNDRED);
        });
        both.silent(Code::DM06);
    }

    #[test]
    fn the_rounding_of_fractions_of_a_dong_breaks_nothing() {
        // Half of 201,4 is 100,7: in whole đồng 101 of 201.
        let of = |provincial: &str| {
            let exact =
                |row: crate::rules::testing::Row, id: &str, dong: &str| row.exact(Field::Source(source(id)), dong);
            let amounts = exact(row("6").dong([0, 0, 0, 0]), "provincial", provincial);
            let amounts = exact(exact(amounts, "own", "50.35"), "other", "50.35").exact(Field::Total, "201.4");
            check(table().row(amounts))
        };
        of("100.7").silent(Code::DM06);
        of("104.4").silent(Code::DM06);
        of("104.6").only(Code::DM06);
    }

    #[test]
    fn the_largest_amounts_of_a_catalogue_and_of_a_cell_are_multiplied_without_loss() {
        // 10^15 đồng is the most that a cell may hold; a third of it less one đồng has no shorter terms.
        let with = |provincial: i64| {
            let own = 1_000_000_000_000_000 - provincial;
            check(table().row(row("6").dong([0, provincial, own, 0]))).catalogue(|programme| {
                let task = programme.task_by_code("6").unwrap();
                let provincial = source("provincial").index();
                let task = &mut programme.tasks[task.index()];
                task.total = Some(Money::from_dong(999_999_999_999_999));
                task.money[provincial] = Some(Money::from_dong(333_333_333_333_332));
            })
        };
        with(333_333_333_333_332).silent(Code::DM06);
        assert_eq!(with(333_333_333_333_333).only(Code::DM06).expected, Some(dong(333_333_333_333_332)));
    }

    #[test]
    fn a_task_without_a_total_implies_no_share() {
        let found = check(table().row(row("6").trieu([0, 35, 1, 0]))).catalogue(|programme| {
            let task = programme.task_by_code("6").unwrap();
            programme.tasks[task.index()].total = Some(Money::ZERO);
        });
        found.silent(Code::DM06);
    }
}
