//! DM04: a unit price above the price that the programme assumes.

use rust_decimal::Decimal;

use super::{norm_of, whole_quantity};
use crate::model::{CellRef, Code, Finding, Money, Project, ProjectRef, Severity, Table};
use crate::programme::AssumedPrice;
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM04,
    severity: Severity::Warning,
    severity_note: "",
    title: "Đơn giá cao hơn giá dự kiến",
    what: "Đơn giá ghi trong biểu cao hơn giá mà Chương trình dự kiến (một gian hàng, một lần bình chọn, một lớp). Nếu không có đơn giá thì lấy tổng kinh phí chia cho số lượng, đối với giá tính cho một lần hoặc một lớp.",
    why: "Chương trình tính kinh phí theo giá dự kiến; giá cao hơn phải có giải trình thì mới đủ kinh phí cho số lượng đã định.",
    basis: "Giá dự kiến của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; có giá được suy ra từ tổng kinh phí, nên chỉ cảnh báo.",
    example: "Nhiệm vụ 4.1.d, giá thuê một gian hàng 12 triệu đồng; Chương trình dự kiến 10 triệu đồng.",
    mend: "Kiểm tra lại đơn giá, số lượng; nếu đúng thì giải trình (báo giá, hợp đồng thuê).",
    check: Check::Project(check),
};

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    find(context, at, project).into_iter().collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let (_, _, norm) = norm_of(context, project)?;
    let assumed = norm.price.as_ref()?;
    let paid = paid(assumed, project)?;
    // The cost of all of them, so that no division rounds.
    (paid.amount > assumed.amount * paid.for_so_many).then(|| {
        let price = paid.each();
        let (per, expected) = (&assumed.per, assumed.amount);
        let message = format!("{} {price}/{per}, cao hơn giá dự kiến {expected}/{per}.", paid.words);
        let action = "Kiểm tra lại đơn giá, số lượng; nếu đúng thì giải trình.";
        Finding::new(Code::DM04, Severity::Warning, message, action)
            .at(project.place([paid.cell]))
            .about(at, project)
            .compare(price, expected)
            .on(&norm.basis)
    })
}

/// What is paid for some booths, rounds or courses.
struct Paid {
    amount: Money,
    for_so_many: Decimal,
    cell: Option<CellRef>,
    words: &'static str,
}

impl Paid {
    /// The price of one, rounded up: a price above the assumed one never looks equal to it.
    fn each(&self) -> Money {
        let dong = (self.amount.dong() / self.for_so_many).ceil();
        Money::from_amount(dong, crate::model::MoneyUnit::Dong).unwrap_or(self.amount)
    }
}

/// The price as written; where none is, the total of so many rounds or courses.
fn paid(assumed: &AssumedPrice, project: &Project) -> Option<Paid> {
    // Where the price cannot be read, its own finding silences this.
    let price = &project.unit_price;
    if let Some(amount) = price.value {
        return Some(Paid { amount, for_so_many: Decimal::ONE, cell: price.at, words: "Đơn giá" });
    }
    let amount = project.total.value.filter(|_| assumed.per_quantity)?;
    let for_so_many = whole_quantity(project)?;
    Some(Paid { amount, for_so_many, cell: project.total.at, words: "Tổng kinh phí chia cho số lượng là" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{Row, Run, cells, check, dong, money, row, table};

    fn of_sct(row: Row) -> Run {
        check(table().unit("Sở Công Thương").row(row))
    }

    #[test]
    fn one_dong_above_the_assumed_rent_is_a_warning_the_rent_itself_is_not() {
        // 4.1.d: 10 triệu a booth.
        let with = |price: i64| check(table().row(row("4.1.d").scale("8").price(price).trieu([0, 64, 16, 0])));
        with(9_999_999).silent(Code::DM04);
        with(10_000_000).silent(Code::DM04);
        let finding = with(10_000_001).only(Code::DM04);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["Q9".to_owned()]));
        assert_eq!((finding.actual, finding.expected), (Some(dong(10_000_001)), Some(money(10))));
        assert_eq!(finding.difference, Some(dong(1)));
    }

    #[test]
    fn without_a_price_a_round_or_a_course_costs_its_part_of_the_total() {
        // 4.1.a: 80 triệu a round; 5.1.a: 24 triệu a course.
        for (code, each) in [("4.1.a", 80_000_000), ("5.1.a", 24_000_000)] {
            let with = |total: i64| of_sct(row(code).quantity("2").dong([0, total, 0, 0]));
            with(2 * each - 1).silent(Code::DM04);
            with(2 * each).silent(Code::DM04);
            let finding = with(2 * each + 1).only(Code::DM04);
            assert_eq!(cells(&finding), ["R9"]);
            assert_eq!(
                (finding.actual, finding.expected),
                (Some(dong(each + 1)), Some(dong(each))),
                "half, rounded up"
            );
            of_sct(row(code).quantity("2").dong([0, 2 * each + 1, 0, 0]).absent(Field::UnitPrice)).only(Code::DM04);
        }
    }

    #[test]
    fn a_written_price_goes_before_the_total() {
        let with = |price: i64| of_sct(row("5.1.a").price(price).trieu([0, 30, 0, 0]));
        with(24_000_000).silent(Code::DM04);
        assert_eq!(cells(&with(24_000_001).only(Code::DM04)), ["Q9"]);
    }

    #[test]
    fn without_a_price_no_booth_is_judged() {
        check(table().row(row("4.1.d").scale("1").trieu([0, 80, 20, 0]))).silent(Code::DM04);
    }

    #[test]
    fn what_cannot_be_read_and_a_task_without_a_price_are_not_judged() {
        of_sct(row("5.1.a").trieu([0, 30, 0, 0]).fault(Field::UnitPrice, "x", Fault::NotANumber)).silent(Code::DM04);
        of_sct(row("5.1.a").trieu([0, 30, 0, 0]).fault(Field::Total, "x", Fault::NotANumber)).silent(Code::DM04);
        of_sct(row("5.1.a").trieu([0, 30, 0, 0]).blank(Field::Total)).silent(Code::DM04);
        of_sct(row("5.1.a").trieu([0, 30, 0, 0]).quantity("0")).silent(Code::DM04);
        check(table().row(row("3.1.b").price(900_000_000).trieu([0, 300, 600, 0]))).silent(Code::DM04);
    }
}
