//! DM01: state support above the cap per unit × quantity.

use super::{at_support, norms_of, whole_quantity};
use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Project, ProjectRef, Severity, Table};
use crate::programme::{Norm, Task};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM01,
    severity: Severity::Error,
    severity_note: "",
    title: "Mức hỗ trợ vượt mức trần",
    what: "Phần ngân sách nhà nước hỗ trợ đề án lớn hơn mức trần cho một đơn vị khối lượng nhân với số lượng.",
    why: "Định mức của Chương trình là mức tối đa; phần vượt không được hỗ trợ.",
    basis: "Định mức của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 3.1.b, 01 cơ sở, đăng ký 350 triệu đồng từ NS tỉnh; mức trần 300 triệu đồng/cơ sở, vượt 50 triệu đồng.",
    mend: "Giảm phần hỗ trợ xuống mức trần, phần còn thiếu chuyển sang vốn đối ứng của cơ sở.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    // A carried-over project is held against its cap over all its years (DM07).
    let judged = norms_of(context, project).filter(|_| !project.status.carried_over);
    judged.map_or_else(Vec::new, |(task, norms)| norms.judge(|norm| find(context, at, project, task, norm)))
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project, task: &Task, norm: &Norm) -> Option<Finding> {
    let cap = norm.cap?;
    let quantity = whole_quantity(project)?;
    let support = project.sum_of(norm.binds.iter().copied())?;
    let limit = cap * quantity;
    (support > limit + project.rounding(norm.binds.iter().copied())).then(|| {
        let message = format!(
            "Ngân sách hỗ trợ {support}, vượt mức trần {limit} ({cap}/{} × {}).",
            task.measure,
            vietnamese(quantity)
        );
        let action = format!("Giảm phần hỗ trợ {}, chuyển sang vốn đối ứng nếu cần.", support - limit);
        let finding = Finding::new(Code::DM01, Severity::Error, message, action).about(at, project);
        at_support(finding, context.programme, norm, project).compare(support, limit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_resolution;
    use crate::model::{Date, Fault, Field, Money};
    use crate::rules::testing::{Run, cells, check, dong, file, money, row, run, source, table};

    #[test]
    fn one_dong_above_the_cap_is_an_error_the_cap_itself_is_not() {
        let with = |provincial: i64| check(table().row(row("3.1.b").dong([0, provincial, 400_000_000, 0])));
        with(299_999_999).silent(Code::DM01);
        with(300_000_000).silent(Code::DM01);
        let finding = with(300_000_001).only(Code::DM01);
        assert_eq!((finding.actual, finding.expected), (Some(dong(300_000_001)), Some(dong(300_000_000))));
        assert_eq!(finding.difference, Some(dong(1)));
    }

    #[test]
    fn two_halves_of_a_dong_that_were_rounded_up_are_within_the_cap() {
        let of = |national: &str| {
            let halves = row("3.1.b").trieu([0, 0, 400, 0]).exact(Field::Source(source("national")), national);
            check(table().row(halves.exact(Field::Source(source("provincial")), "150000000.5")))
        };
        of("149999999.5").silent(Code::DM01);
        of("150000001.5").only(Code::DM01);
    }

    #[test]
    fn the_sources_that_the_norm_binds_are_held_together() {
        let finding = check(table().row(row("3.1.b").trieu([150, 151, 400, 0]))).only(Code::DM01);
        assert_eq!((cells(&finding), finding.source), (vec!["T9".to_owned(), "S9".to_owned()], None));
        let finding = check(table().row(row("3.1.b").trieu([0, 350, 400, 0]))).only(Code::DM01);
        assert_eq!((cells(&finding), finding.source), (vec!["T9".to_owned()], Some(source("provincial"))));
        check(table().row(row("3.1.b").trieu([150, 150, 400, 0]))).silent(Code::DM01);
    }

    #[test]
    fn own_and_other_money_is_never_support() {
        check(table().row(row("3.1.b").trieu([0, 300, 5_000, 5_000]))).silent(Code::DM01);
    }

    #[test]
    fn the_cap_grows_with_the_quantity() {
        check(table().row(row("6").quantity("3").trieu([0, 105, 105, 0]))).silent(Code::DM01);
        check(table().row(row("6").quantity("3").dong([0, 105_000_001, 200_000_000, 0]))).only(Code::DM01);
    }

    #[test]
    fn without_a_whole_quantity_or_a_readable_amount_nothing_is_judged() {
        for quantity in ["0", "1.5"] {
            check(table().row(row("6").quantity(quantity).trieu([0, 500, 500, 0]))).silent(Code::DM01);
        }
        check(table().row(row("6").blank(Field::Quantity).trieu([0, 500, 500, 0]))).silent(Code::DM01);
        let faulty =
            row("6").trieu([0, 500, 500, 0]).fault(Field::Source(source("provincial")), "x", Fault::NotANumber);
        check(table().row(faulty)).silent(Code::DM01);
    }

    #[test]
    fn the_norm_in_force_on_the_day_of_approval_judges() {
        let halved_from_2023_05_05 = |approved: Date| {
            check(table().row(row("6").trieu([0, 35, 35, 0]).approved_on(approved))).catalogue(|programme| {
                let task = programme.task_by_code("6").unwrap();
                let norms = &mut programme.tasks[task.index()].norms;
                let mut later = norms[0].clone();
                norms[0].until = Date::new(2023, 5, 4);
                later.from = Date::new(2023, 5, 5);
                later.cap = Some(Money::from_trieu(20));
                norms.push(later);
            })
        };
        halved_from_2023_05_05(Date::new(2023, 5, 4).unwrap()).silent(Code::DM01);
        halved_from_2023_05_05(Date::new(2023, 5, 5).unwrap()).only(Code::DM01);
    }

    /// One machine, or one line of machines, of national and provincial money in đồng, approved on a day of 2025.
    fn under_the_resolution(name: &str, money: [i64; 2], approved: &str) -> Run {
        let [national, provincial] = money;
        let machine = row("3.1.b").name(name).dong([national, provincial, 2_000_000_000, 0]);
        let machine = machine.approved_on(approved.parse().unwrap());
        check(table().year(2025).row(machine)).catalogue(|programme| *programme = with_resolution())
    }

    #[test]
    fn a_later_resolution_judges_local_money_from_its_first_day() {
        let line = |provincial, approved| under_the_resolution("Dây chuyền sao chè", [0, provincial], approved);
        let finding = line(450_000_000, "2025-05-04").only(Code::DM01);
        assert_eq!((finding.expected, &*finding.basis), (Some(money(300)), "QĐ 407/QĐ-UBND, III.3.1.b"));
        line(450_000_000, "2025-05-05").silent(Code::DM01);
        let finding = line(450_000_001, "2025-05-05").only(Code::DM01);
        assert_eq!(finding.expected, Some(money(450)));
        assert_eq!(finding.basis, "NQ 18/2025/NQ-HĐND, nhiệm vụ 3.1.b (dây chuyền)");
    }

    #[test]
    fn what_is_no_line_of_machines_keeps_to_the_lower_cap() {
        let machine = |provincial| under_the_resolution("Máy sao chè", [0, provincial], "2025-06-10");
        machine(300_000_000).silent(Code::DM01);
        let finding = machine(300_000_001).only(Code::DM01);
        assert_eq!((finding.expected, &*finding.basis), (Some(money(300)), "NQ 18/2025/NQ-HĐND, nhiệm vụ 3.1.b"));
    }

    #[test]
    fn the_decision_goes_on_binding_national_money_and_both_together_keep_to_the_higher_cap() {
        let line =
            |national, provincial| under_the_resolution("Dây chuyền sao chè", [national, provincial], "2025-06-10");
        line(300_000_000, 150_000_000).silent(Code::DM01);
        let finding = line(300_000_001, 0).only(Code::DM01);
        assert_eq!((finding.source, &*finding.basis), (Some(source("national")), "QĐ 407/QĐ-UBND, III.3.1.b"));
        let finding = line(300_000_000, 150_000_001).only(Code::DM01);
        assert_eq!((finding.source, finding.expected), (None, Some(money(450))));
        assert_eq!(finding.basis, "QĐ 407/QĐ-UBND, III.3.1.b; NQ 18/2025/NQ-HĐND, nhiệm vụ 3.1.b (dây chuyền)");
        // Each part at fault is named, and the sum of both is then not said again.
        line(300_000_001, 450_000_001).times(Code::DM01, 2);
    }

    #[test]
    fn a_carried_over_project_is_left_to_its_chain() {
        check(table().row(row("1.1.b").quantity("1").trieu([7_000, 0, 20_000, 0]).carried_over())).silent(Code::DM01);
    }

    #[test]
    fn a_later_year_of_a_project_is_judged_with_its_first_whatever_its_quantity() {
        // 1.1.b: 6.000 triệu/cụm, two of them in the first year.
        let cluster = |national| row("1.1.b").beneficiary("Chủ đầu tư cụm").trieu([national, 0, 15_000, 0]);
        let later = file("b.xlsx").table(table().year(2024).row(cluster(6_001).carried_over()));
        let found = run([file("a.xlsx").table(table().row(cluster(1).quantity("2"))), later]);
        found.silent(Code::DM01);
        found.silent(Code::DM07);
    }
}
