//! GT11: an amount looks 1.000 or 1.000.000 times off against its norm and its neighbours.

use super::shift::{self, Shift};
use crate::model::number::vietnamese;
use crate::model::{Code, Field, Finding, Severity, Table};
use crate::rules::{Check, Context, Rule, TableRef};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT11,
    severity: Severity::Warning,
    severity_note: "",
    title: "Số tiền có vẻ sai gấp 1.000 hoặc 1.000.000 lần",
    what: "Số tiền của một dòng cách rất xa mức của nhiệm vụ (từ 200 lần trở lên), nhưng chia hoặc nhân với 1.000 hoặc 1.000.000 thì phù hợp với định mức, với kinh phí của nhiệm vụ trong Chương trình và với các dòng khác của bảng; hoặc chỉ một vài ô của dòng bị lệch như vậy và sửa thì các nguồn cộng lại đúng bằng tổng.",
    why: "Thường do gõ đồng vào bảng tính bằng triệu đồng; một dòng như vậy làm sai mọi số tổng hợp.",
    basis: "Định mức và kinh phí của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Bảng tính bằng triệu đồng, các dòng ghi 600; một dòng ghi 600000000.",
    mend: "Kiểm tra đơn vị tính rồi ghi lại số tiền; nếu số đúng là như vậy thì giải trình.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    let rows: Vec<_> = at.projects(table).collect();
    let found = shift::find(context.programme, table).into_iter();
    found.filter_map(|(row, shift)| finding(context, rows.get(row).copied()?, &shift)).collect()
}

fn finding(
    context: &Context<'_>,
    (at, project): (crate::model::ProjectRef, &crate::model::Project),
    shift: &Shift,
) -> Option<Finding> {
    let first = shift.cells.first()?;
    let mended = shift.mended(first.value);
    let columns: Vec<String> =
        shift.cells.iter().map(|cell| format!("\"{}\"", context.programme.header(cell.field))).collect();
    let message = format!(
        "Số tiền ở cột {} có vẻ {} {} lần so với mức của nhiệm vụ: ghi {}, có thể là {mended}.",
        columns.join(", "),
        if shift.is_too_large() { "lớn gấp" } else { "nhỏ đi" },
        vietnamese(shift.times()),
        first.value,
    );
    let action = "Kiểm tra đơn vị tính rồi ghi lại số tiền; đến khi sửa, số tổng hợp vẫn cộng theo số đã ghi.";
    let finding = Finding::new(Code::GT11, Severity::Warning, message, action)
        .at(project.place(shift.cells.iter().map(|cell| Some(cell.at))))
        .about(at, project)
        .compare(first.value, mended);
    Some(match shift.cells.as_slice() {
        [only] => match only.field {
            Field::Source(source) => finding.of_source(source),
            _ => finding,
        },
        _ => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{Row, Run, cells, check, money, row, source, table};

    /// A machine of 600, half of it NS tỉnh's, in thousands of đồng.
    fn machine(factor: i64) -> Row {
        row("3.1.b").dong([0, 300 * factor, 300 * factor, 0])
    }

    const TRIEU: i64 = 1_000_000;

    /// A row among three sound ones of several tasks.
    fn among(odd: Row) -> Run {
        let mark = || row("4.1.đ").trieu([0, 35, 35, 0]);
        check(table().row(odd).rows([machine(TRIEU), mark(), row("5.1.b").trieu([10, 0, 0, 0])]))
    }

    #[test]
    fn a_row_typed_in_dong_or_in_thousands_is_one_warning_at_its_cells() {
        let finding = among(machine(TRIEU * TRIEU)).only(Code::GT11);
        assert_eq!((finding.severity, finding.source), (Severity::Warning, None));
        assert_eq!(cells(&finding), ["R9", "T9", "U9"]);
        assert_eq!((finding.actual, finding.expected), (Some(money(600_000_000)), Some(money(600))));
        assert!(finding.message.contains("lớn gấp 1.000.000 lần"), "{}", finding.message);
        let finding = among(machine(TRIEU * 1_000)).only(Code::GT11);
        assert_eq!(finding.expected, Some(money(600)));
        assert!(finding.message.contains("lớn gấp 1.000 lần"), "{}", finding.message);
    }

    #[test]
    fn a_row_typed_in_ty_or_in_trieu_of_a_table_in_dong_is_too_small() {
        let finding = among(machine(1_000)).only(Code::GT11);
        assert_eq!(finding.expected, Some(money(600)));
        assert!(finding.message.contains("nhỏ đi 1.000 lần"), "{}", finding.message);
        assert_eq!(among(machine(1)).only(Code::GT11).expected, Some(money(600)));
    }

    #[test]
    fn a_single_cell_is_named_where_mending_it_makes_the_row_tie() {
        let slip = || row("3.1.b").dong([0, 300 * TRIEU * 1_000, 300 * TRIEU, 0]);
        let finding = among(slip().total_dong(600 * TRIEU)).only(Code::GT11);
        assert_eq!((cells(&finding), finding.source), (vec!["T9".to_owned()], Some(source("provincial"))));
        assert_eq!((finding.actual, finding.expected), (Some(money(300_000)), Some(money(300))));
        // Neither as written nor mended do these add up to 700: the row says nothing of a unit.
        among(slip().total_dong(700 * TRIEU)).silent(Code::GT11);
        let total = machine(TRIEU).total_dong(600);
        assert_eq!(cells(&among(total).only(Code::GT11)), ["R9"]);
        let sources = row("3.1.b").dong([0, 300, 300, 0]).total_dong(600 * TRIEU);
        assert_eq!(cells(&among(sources).only(Code::GT11)), ["T9", "U9"]);
    }

    #[test]
    fn a_sum_that_a_trifle_would_mend_is_no_slip_of_a_unit() {
        among(row("3.1.b").trieu([0, 300, 3, 0]).total_dong(300 * TRIEU)).silent(Code::GT11);
    }

    #[test]
    fn two_hundred_times_is_far_and_less_is_not() {
        // 3.1.b costs 600 triệu a facility in the programme.
        let with = |trieu: i64| among(row("3.1.b").trieu([0, trieu / 2, trieu / 2, 0]));
        with(119_998).silent(Code::GT11);
        with(120_000).only(Code::GT11);
    }

    #[test]
    fn large_and_small_projects_that_may_be_are_not_named() {
        // A factory of 150 tỷ that draws its 300 triệu; machines of 3 triệu; a wish of ten times the cap.
        among(row("3.1.b").trieu([0, 300, 149_700, 0])).silent(Code::GT11);
        among(row("3.1.b").dong([0, 1_500_000, 1_500_000, 0])).silent(Code::GT11);
        among(row("3.1.b").trieu([0, 3_000, 3_000, 0])).silent(Code::GT11);
        among(row("1.1.b").trieu([50, 0, 50, 0])).silent(Code::GT11);
        among(row("1.1.b").quantity("0").trieu([0, 0, 20, 0]).carried_over()).silent(Code::GT11);
        among(row("3.1.b").dong([0, 0, 600_000, 0])).silent(Code::GT11);
    }

    #[test]
    fn a_quantity_that_no_programme_plans_is_in_doubt_itself() {
        among(row("3.1.b").quantity("1000").trieu([0, 300, 300, 0])).silent(Code::GT11);
    }

    #[test]
    fn neighbours_that_are_as_far_themselves_speak_against_it() {
        // Each of these is an investment a hundred times the planned one: the largest is no slip.
        let large = |own: i64| row("3.1.b").trieu([0, 5_000, own, 0]);
        check(table().row(row("3.1.b").trieu([0, 9_000, 115_000, 0])).rows([large(60_000), large(70_000)]))
            .silent(Code::GT11);
    }

    #[test]
    fn a_whole_table_in_the_wrong_unit_is_named_row_by_row() {
        check(table().rows([machine(TRIEU * TRIEU), machine(TRIEU * TRIEU)])).times(Code::GT11, 2);
        check(table().row(machine(TRIEU * TRIEU))).only(Code::GT11);
    }

    #[test]
    fn what_cannot_be_judged_is_left_alone() {
        use crate::model::Fault;
        let far = || machine(TRIEU * TRIEU);
        among(far().blank(Field::Quantity)).silent(Code::GT11);
        among(far().unknown_task("9.9", &[])).silent(Code::GT11);
        among(far().fault(Field::Source(source("national")), "x", Fault::NotANumber)).silent(Code::GT11);
        among(row("8.a").trieu([900_000_000, 0, 0, 0])).silent(Code::GT11);
    }

    #[test]
    fn too_large_a_row_draws_far_too_much_and_fits_once_mended() {
        // 3.1.b: 20 × 300 triệu of support is far, 5 × 300 still fits; 200 × 600 is far for the cost.
        among(row("3.1.b").dong([0, 5_999_999_999, 114_000_000_001, 0])).silent(Code::GT11);
        among(row("3.1.b").dong([0, 6_000_000_000, 114_000_000_000, 0])).only(Code::GT11);
        let large = |provincial| among(row("3.1.b").dong([0, provincial, 1_500_000 * TRIEU, 0]));
        assert_eq!(large(1_500_000 * TRIEU).only(Code::GT11).expected, Some(money(3_000)));
        large(1_500_000 * TRIEU + 1).silent(Code::GT11);
    }

    #[test]
    fn too_small_a_row_fits_closely_once_mended() {
        // 3.1.b costs 600 triệu a facility: a fifth of it to five times, with no more support than its 300.
        let with = |provincial, own| among(row("3.1.b").dong([0, provincial, own, 0]));
        with(60_000, 59_999).silent(Code::GT11);
        with(60_000, 60_000).only(Code::GT11);
        with(300_000, 2_700_000).only(Code::GT11);
        with(300_000, 2_700_001).silent(Code::GT11);
        with(300_001, 2_699_999).silent(Code::GT11);
    }

    #[test]
    fn without_a_cap_twice_the_programmes_figures_are_the_most_support() {
        // 4.1.a: 240 triệu for 3, 80 each.
        let with = |quantity: &str, provincial| among(row("4.1.a").quantity(quantity).dong([0, provincial, 0, 0]));
        with("1", 160_000).only(Code::GT11);
        with("1", 160_001).silent(Code::GT11);
        with("2", 320_000).only(Code::GT11);
        with("2", 320_001).silent(Code::GT11);
    }

    #[test]
    fn cells_that_are_off_are_no_trifle_tie_and_fit_once_mended() {
        let with = |amounts, total| among(row("3.1.b").dong(amounts).total_dong(total));
        // A hundredth of the cost.
        let small = |own| with([0, 300 * TRIEU, own, 294 * TRIEU], 600 * TRIEU);
        assert_eq!(cells(&small(6_000).only(Code::GT11)), ["U9"]);
        small(5_999).silent(Code::GT11);
        // Of several cells the largest.
        let sources = with([0, 299_000, 1_000, 300_000], 600 * TRIEU);
        assert_eq!(cells(&sources.only(Code::GT11)), ["T9", "U9", "V9"]);
        // Five times the cap.
        let large = |provincial| with([0, provincial, 300 * TRIEU, 0], 1_800 * TRIEU);
        assert_eq!(cells(&large(1_500_000 * TRIEU).only(Code::GT11)), ["T9"]);
        large(1_500_000 * TRIEU + 1_000).silent(Code::GT11);
        // A thousandth of the total.
        let near = |own| with([0, 300_000 * TRIEU, own, 0], 600 * TRIEU);
        near(300_600_000).only(Code::GT11);
        near(300_600_001).silent(Code::GT11);
    }

    #[test]
    fn the_quantity_is_that_of_the_row_and_a_carried_over_zero_is_one() {
        let twice = row("3.1.b").quantity("2").trieu([0, 60_000, 60_000, 0]);
        among(twice).silent(Code::GT11);
        among(machine(TRIEU * TRIEU).quantity("0")).silent(Code::GT11);
        let cluster = || row("1.1.b").quantity("0").trieu([3_000_000_000, 0, 7_000_000_000, 0]);
        among(cluster()).silent(Code::GT11);
        assert_eq!(among(cluster().carried_over()).only(Code::GT11).expected, Some(money(10_000)));
    }

    #[test]
    fn rows_without_money_and_tasks_without_figures_are_no_neighbours() {
        check(table().rows([machine(TRIEU * TRIEU), row("3.1.b"), row("6")])).only(Code::GT11);
        for (target, total) in [(0, 18_000), (30, 0)] {
            let found = among(machine(TRIEU * TRIEU).quantity("0").carried_over()).catalogue(|programme| {
                let task = programme.task_by_code("3.1.b").unwrap();
                let task = &mut programme.tasks[task.index()];
                task.target = Some(target.into());
                task.total = Some(crate::model::Money::from_trieu(total));
            });
            found.silent(Code::GT11);
        }
    }

    #[test]
    fn where_the_total_is_zero_the_sources_are_the_cost() {
        assert_eq!(cells(&among(machine(TRIEU * TRIEU).total_dong(0)).only(Code::GT11)), ["T9", "U9"]);
    }
}
