//! CT01: the quantity of a task passes the programme's target.

use rust_decimal::Decimal;

use super::contributions::Contributions;
use super::{stages, summed};
use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Severity, Stage, TaskId};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::CT01,
    severity: Severity::Warning,
    severity_note: "",
    title: "Số lượng vượt chỉ tiêu của nhiệm vụ",
    what: "Tổng số lượng của một nhiệm vụ, cộng các đề án của cùng giai đoạn trong đợt, lớn hơn chỉ tiêu của cả Chương trình. Một hội chợ do nhiều đề án cùng ghi tên chỉ tính một lần.",
    why: "Nhu cầu vượt chỉ tiêu là bình thường khi đăng ký, nhưng phải chọn lọc trước khi phê duyệt.",
    basis: "Số lượng của từng nhiệm vụ tại {nhiệm vụ} của Chương trình; Phụ lục 01.",
    example: "Nhiệm vụ 3.1.b có 34 cơ sở đăng ký; chỉ tiêu 30 cơ sở, vượt 4.",
    mend: "Xem xét thứ tự ưu tiên giữa các đơn vị, hoặc đề xuất điều chỉnh chỉ tiêu.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let pairs =
        stages(context).into_iter().flat_map(|stage| context.programme.task_ids().map(move |task| (stage, task)));
    pairs.filter_map(|(stage, task)| find(context, stage, task)).collect()
}

fn find(context: &Context<'_>, stage: Stage, id: TaskId) -> Option<Finding> {
    let task = context.programme.task(id);
    let target = task.target?;
    let quantity = context.totals.sum(|key| key.stage == stage && key.task == Some(id)).quantity;
    (quantity > target).then(|| {
        let units = Contributions::of(context, |key| key.stage == stage && key.task == Some(id), |sums| sums.quantity);
        let message = format!(
            "Nhiệm vụ {} ({}): {} {measure}, chỉ tiêu {} {measure}. Theo đơn vị: {}.",
            task.code,
            summed(context, stage),
            vietnamese(quantity),
            vietnamese(target),
            units.words(context),
            measure = task.measure,
        );
        let action = "Xem xét thứ tự ưu tiên giữa các đơn vị, hoặc đề xuất điều chỉnh chỉ tiêu.";
        let counts = context.projects().map(|(_, row)| row).filter(|row| {
            context.sums(row)
                && row.stage == stage
                && row.task.task == Some(id)
                && row.counted_quantity() > Decimal::ZERO
        });
        let places = units.places(counts, |row| row.quantity.at);
        let mut finding = Finding::new(Code::CT01, Severity::Warning, message, action)
            .compare(quantity, target)
            .on(context.programme.clause(id));
        finding.places = places;
        finding.task = Some(id);
        finding
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, count, file, programme, row, run, table};

    #[test]
    fn one_unit_above_the_target_is_a_warning_the_target_itself_is_not() {
        // 2: 3 cơ sở.
        let with = |quantity: &str| check(table().row(row("2").quantity(quantity)));
        with("2").silent(Code::CT01);
        with("3").silent(Code::CT01);
        let finding = with("4").only(Code::CT01);
        assert_eq!(
            (finding.actual, finding.expected, finding.difference),
            (Some(count(4)), Some(count(3)), Some(count(1)))
        );
        assert_eq!(finding.task, programme().task_by_code("2"));
    }

    #[test]
    fn the_units_are_named_by_amount_and_their_cells_grouped_by_sheet() {
        let one = file("a.xlsx").table(table().row(row("2")).row(row("2")));
        let more = file("b.xlsx").table(table().unit("Tân Uyên").row(row("6")).row(row("2").quantity("3")));
        let finding = run([one, more]).only(Code::CT01);
        assert!(finding.message.contains("Tân Uyên 3; Phong Thổ 2"), "{}", finding.message);
        let places: Vec<(&str, String)> =
            finding.places.iter().map(|place| (&*place.file, place.cells[0].to_string())).collect();
        assert_eq!(places, [("b.xlsx", "N10".to_owned()), ("a.xlsx", "N9:N10".to_owned())]);
        assert_eq!(cells(&finding), ["N10"]);
    }

    #[test]
    fn one_fair_of_several_units_counts_once() {
        // 4.1.d: 20 fairs.
        let with = |second: &str| {
            let fair = |quantity: &str, name: &str| row("4.1.d").quantity(quantity).event(name).trieu([0, 8, 2, 0]);
            let nineteen = table().row(fair("19", "")).row(fair("1", "Hội chợ Tây Bắc"));
            let other = file("b.xlsx").table(table().unit("Tân Uyên").row(fair("1", second)));
            run([file("a.xlsx").table(nineteen), other])
        };
        with("Hội chợ Tây Bắc").silent(Code::CT01);
        with("Hội chợ Hà Nội").only(Code::CT01);
    }

    #[test]
    fn stages_are_never_added() {
        let approved = file("b.xlsx").table(table().stage(Stage::Approved).row(row("2").quantity("2")));
        run([file("a.xlsx").table(table().row(row("2").quantity("2"))), approved]).silent(Code::CT01);
    }

    #[test]
    fn a_task_without_a_figure_is_not_judged() {
        check(table().unit("Sở Công Thương").row(row("8.a").quantity("100"))).silent(Code::CT01);
    }

    #[test]
    fn a_years_plan_is_held_against_the_target_since_the_first_year() {
        // The target of 4.1.đ is 20: 12 and 8 reach it, one more passes it, and a later year is in no sum.
        let of = |year: i32, quantity: &str| {
            let row = row("4.1.đ").quantity(quantity);
            file(&format!("{year}.xlsx")).table(table().year(year).row(row))
        };
        let plan = |last| run([of(2022, "12"), of(2023, last), of(2024, "9")]).plan([2023]);
        plan("8").silent(Code::CT01);
        let finding = plan("9").only(Code::CT01);
        assert_eq!(finding.difference, Some(count(1)));
        assert!(finding.message.contains("lũy kế từ năm 2021 đến năm 2023"), "{}", finding.message);
        assert!(finding.places.iter().all(|place| &*place.file != "2024.xlsx"));
        let two = run([of(2022, "12"), of(2023, "9")]).plan([2022, 2023]).only(Code::CT01).message;
        assert!(two.contains("lũy kế từ năm 2021 đến năm 2023"), "{two}");
    }

    #[test]
    fn only_rows_that_count_are_places_and_those_apart_are_ranges_of_their_own() {
        let spent = row("2").quantity("0").carried_over();
        let rows = [row("2").quantity("2"), row("6"), row("2").quantity("2"), spent];
        assert_eq!(cells(&check(table().rows(rows)).only(Code::CT01)), ["N9", "N11"]);
    }

    #[test]
    fn a_unit_without_a_quantity_is_not_named() {
        let nothing = file("b.xlsx").table(table().unit("Tân Uyên").row(row("2").quantity("0").carried_over()));
        let finding = run([file("a.xlsx").table(table().row(row("2").quantity("4"))), nothing]).only(Code::CT01);
        assert!(finding.message.ends_with("Theo đơn vị: Phong Thổ 4."), "{}", finding.message);
        assert!(finding.message.starts_with("Nhiệm vụ 2 (đăng ký):"), "{}", finding.message);
    }
}
