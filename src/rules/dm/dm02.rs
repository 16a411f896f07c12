//! DM02: state support above the percentage of the cost.

use rust_decimal::Decimal;

use super::{at_support, norms_of, slack, whole_quantity};
use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Money, Project, ProjectRef, Severity, Table};
use crate::programme::Norm;
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM02,
    severity: Severity::Error,
    severity_note: "",
    title: "Mức hỗ trợ vượt tỷ lệ của chi phí",
    what: "Phần ngân sách nhà nước hỗ trợ lớn hơn tỷ lệ tối đa của chi phí. Chi phí là tổng kinh phí của đề án (nếu các nguồn cộng lại lớn hơn thì lấy tổng các nguồn); với hỗ trợ giá thuê gian hàng, khi biết số gian và đơn giá, là số nhỏ hơn giữa tổng kinh phí và tiền thuê (số gian × đơn giá × số lượng).",
    why: "Chương trình chỉ hỗ trợ một phần chi phí, phần còn lại cơ sở phải đối ứng.",
    basis: "Định mức của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 2, chi phí 900 triệu đồng, đăng ký 300 triệu đồng; tối đa 30% là 270 triệu đồng, vượt 30 triệu đồng.",
    mend: "Giảm phần hỗ trợ xuống tỷ lệ tối đa, hoặc ghi đủ vốn đối ứng mà cơ sở đã cam kết.",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    let judged = norms_of(context, project);
    judged.map_or_else(Vec::new, |(_, norms)| norms.judge(|norm| find(context, at, project, norm)))
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project, norm: &Norm) -> Option<Finding> {
    let percent = norm.percent?;
    let support = project.sum_of(norm.binds.iter().copied())?;
    let cost = cost(norm, project)?;
    // Both sides × 100, so that no rounding takes part in the comparison.
    let within = support - slack(project, norm);
    let over = within.dong() * Decimal::ONE_HUNDRED > cost.amount.dong() * percent;
    over.then(|| {
        let limit = cost.amount.percent(percent);
        let share = words::percent(percent);
        let message = format!("Ngân sách hỗ trợ {support}, vượt mức tối đa {limit} ({share} của {}).", cost.words);
        let action = "Giảm phần hỗ trợ xuống tỷ lệ tối đa, hoặc ghi đủ vốn đối ứng.";
        let finding = Finding::new(Code::DM02, Severity::Error, message, action).about(at, project);
        at_support(finding, context.programme, norm, project).compare(support, limit)
    })
}

/// What the percentage is of.
struct Cost {
    amount: Money,
    words: String,
}

fn cost(norm: &Norm, project: &Project) -> Option<Cost> {
    // Where the total is blank, GT09 silences this: what the project costs is then not said.
    let amount = project.cost()?;
    let whole = Cost { amount, words: format!("chi phí {amount}") };
    Some(rent(norm, project).filter(|rent| rent.amount < amount).unwrap_or(whole))
}

/// The rent of the booths, where the norm is a share of it and it can be told.
fn rent(norm: &Norm, project: &Project) -> Option<Cost> {
    if !norm.percent_of_rent {
        return None;
    }
    let scale = project.scale.value.filter(|scale| *scale > Decimal::ZERO)?;
    let price = project.unit_price.value.filter(|price| price.is_positive())?;
    let quantity = whole_quantity(project)?;
    let amount = price * (scale * quantity);
    let of = norm.scale.as_ref().map_or_else(String::new, |limit| format!(" {}", limit.of));
    let words = format!("tiền thuê {amount}: {}{of} × {price} × {}", vietnamese(scale), vietnamese(quantity));
    Some(Cost { amount, words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_resolution;
    use crate::model::{Date, Field};
    use crate::rules::testing::{cells, check, dong, money, row, source, table};

    #[test]
    fn one_dong_above_the_percentage_is_an_error_the_percentage_itself_is_not() {
        // 2: 30 % of the cost. 270 of 900 is the limit.
        let with = |national: i64| check(table().row(row("2").dong([national, 0, 900_000_000 - national, 0])));
        with(269_999_999).silent(Code::DM02);
        with(270_000_000).silent(Code::DM02);
        let finding = with(270_000_001).only(Code::DM02);
        assert_eq!(cells(&finding), ["S9"]);
        assert_eq!((finding.actual, finding.expected), (Some(dong(270_000_001)), Some(dong(270_000_000))));
    }

    #[test]
    fn a_fraction_of_a_dong_decides() {
        // 50 % of 5 đồng is 2,5: 2 is within it, 3 is not.
        check(table().row(row("3.1.b").dong([0, 2, 3, 0]))).silent(Code::DM02);
        check(table().row(row("3.1.b").dong([0, 3, 2, 0]))).only(Code::DM02);
    }

    #[test]
    fn the_rounding_of_a_fraction_of_a_dong_breaks_nothing() {
        // 500/3 triệu of 1000/3 triệu: 166.666.667 of 333.333.333 is half a đồng too much, by rounding alone.
        let of = |provincial: &str| {
            let amounts = row("3.1.b").dong([0, 0, 0, 0]);
            let amounts = amounts.exact(Field::Source(source("provincial")), provincial);
            check(table().row(
                amounts.exact(Field::Source(source("own")), "166666666.666667").exact(Field::Total, "333333333.333333"),
            ))
        };
        of("166666666.666667").silent(Code::DM02);
        of("166666680.4").only(Code::DM02);
    }

    #[test]
    fn a_total_that_does_not_tie_is_not_said_twice() {
        // The larger of total and sum is the cost: one wrong cell is TG01 alone.
        let low = |own: i64, total: i64| check(table().row(row("3.1.b").trieu([0, 300, own, 0]).total_dong(total)));
        low(290, 600_000_000).silent(Code::DM02);
        low(300, 590_000_000).silent(Code::DM02);
        assert_eq!(low(250, 599_999_998).only(Code::DM02).expected, Some(dong(299_999_999)));
    }

    #[test]
    fn rent_is_the_cost_where_it_is_lower_and_known() {
        // 4.1.d: 80 % of 10 booths × 10 triệu is 80 triệu.
        let fair = || row("4.1.d").trieu([0, 81, 119, 0]);
        check(table().row(fair())).silent(Code::DM02);
        check(table().row(fair().scale("10"))).silent(Code::DM02);
        let finding = check(table().row(fair().scale("10").price(10_000_000))).only(Code::DM02);
        assert_eq!((finding.actual, finding.expected), (Some(money(81)), Some(money(80))));
        let exact = row("4.1.d").trieu([0, 80, 20, 0]).scale("10").price(10_000_000);
        check(table().row(exact)).silent(Code::DM02);
        let two = row("4.1.d").trieu([0, 160, 40, 0]).scale("10").price(10_000_000).quantity("2");
        check(table().row(two)).silent(Code::DM02);
    }

    #[test]
    fn the_sum_is_the_cost_where_the_rent_is_higher() {
        let dear = row("4.1.d").trieu([0, 81, 19, 0]).scale("10").price(20_000_000);
        assert_eq!(check(table().row(dear)).only(Code::DM02).expected, Some(money(80)));
    }

    #[test]
    fn two_instruments_do_not_add_up_to_twice_the_percentage() {
        // 3.1.a: 30 % of 1.000 from the nation, 30 % from the province by the resolution, 30 % of both together.
        let model = |national, provincial| {
            let own = 1_000_000_000 - national - provincial;
            let model = row("3.1.a").dong([national, provincial, own, 0]).approved_on(Date::new(2025, 6, 10).unwrap());
            check(table().year(2025).row(model)).catalogue(|programme| *programme = with_resolution())
        };
        model(0, 300_000_000).silent(Code::DM02);
        assert_eq!(model(0, 300_000_001).only(Code::DM02).basis, "NQ 18/2025/NQ-HĐND, nhiệm vụ 3.1.a");
        model(100_000_000, 200_000_000).silent(Code::DM02);
        let finding = model(100_000_000, 200_000_001).only(Code::DM02);
        assert_eq!((finding.actual, finding.expected), (Some(dong(300_000_001)), Some(money(300))));
    }

    #[test]
    fn a_task_without_a_percentage_is_not_judged() {
        check(table().row(row("5.1.b").trieu([10, 0, 0, 0]))).silent(Code::DM02);
    }

    #[test]
    fn rounding_alone_breaks_nothing_where_the_cost_was_rounded_down() {
        // Half of 200.000.001,4 is 100.000.000,7: in whole đồng 100.000.001 of 200.000.001, half a đồng too much.
        let of = |provincial: &str| {
            let exact =
                |row: crate::rules::testing::Row, id: &str, dong: &str| row.exact(Field::Source(source(id)), dong);
            let amounts = exact(row("3.1.b").dong([0, 0, 0, 0]), "provincial", provincial);
            let amounts = exact(exact(amounts, "own", "50000000.35"), "other", "50000000.35");
            let amounts = amounts.exact(Field::Total, "200000001.4");
            check(table().row(amounts))
        };
        of("100000000.7").silent(Code::DM02);
        of("100000004.4").silent(Code::DM02);
        of("100000004.6").only(Code::DM02);
    }

    #[test]
    fn no_booths_make_no_rent_and_a_rent_that_is_the_whole_cost_is_called_the_cost() {
        let fair = |provincial, scale: &str| {
            check(table().row(row("4.1.d").trieu([0, provincial, 100 - provincial, 0]).scale(scale).price(10_000_000)))
        };
        fair(80, "0").silent(Code::DM02);
        let free = row("4.1.d").trieu([0, 80, 20, 0]).scale("10").price(0);
        check(table().row(free)).silent(Code::DM02);
        let machine = row("3.1.b").trieu([0, 300, 300, 0]).scale("1").price(10_000_000);
        check(table().row(machine)).silent(Code::DM02);
        let finding = fair(81, "10").only(Code::DM02);
        assert!(finding.message.contains("(80% của chi phí 100 triệu đồng)"), "{}", finding.message);
    }
}
