//! Which of the limits is the ceiling, and what its words say.

use super::*;

#[test]
fn a_written_total_above_the_sum_of_the_sources_is_the_cost() {
    let programme = load::embedded().unwrap();
    let mut row = project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 260, 150, 0]);
    row.total.value = Some(Money::from_trieu(500));
    let review = &reviews(&programme, vec![row])[0];
    assert_eq!(review.ceiling, Some(Money::from_trieu(250)), "50 % of 500");
    assert_eq!(review.admissible, trieu(&[0, 250, 160, 0]));
}

#[test]
fn a_rounded_total_is_no_reason_for_a_cut() {
    let programme = load::embedded().unwrap();
    let mut row = project(&programme, "Phong Thổ", "3.1.b").costing_dong(&[0, 100, 100, 0]);
    row.total.exact = "200.4".parse().ok().map(Box::new);
    let review = &reviews(&programme, vec![row])[0];
    assert_eq!((review.admissible[1], &review.reasons), (Money::from_dong(100), &Vec::new()));
}

#[test]
fn the_rent_is_the_base_only_where_the_norm_is_one_on_rent_and_there_is_any() {
    let programme = load::embedded().unwrap();
    let fair = |scale: i64, price| {
        let mut row = project(&programme, "Than Uyên", "4.1.d").costing(&[0, 90, 10, 0]);
        row.scale.value = Some(scale.into());
        row.unit_price.value = Some(Money::from_trieu(price));
        reviews(&programme, vec![row]).remove(0)
    };
    let of_cost = "Hỗ trợ tối đa 80% × 100 triệu đồng = 80 triệu đồng (QĐ 407/QĐ-UBND, III.4.1.d).";
    for (scale, price) in [(0, 10), (10, 0), (10, 10), (10, 11)] {
        assert_eq!(fair(scale, price).reasons, [of_cost], "{scale} booths at {price}");
    }
    assert_eq!(fair(10, 9).ceiling, Some(Money::from_trieu(72)), "80 % of a rent of 90");
    let mut machine = project(&programme, "Than Uyên", "3.1.b").costing(&[0, 200, 200, 0]);
    machine.scale.value = Some(1.into());
    machine.unit_price.value = Some(Money::from_trieu(10));
    assert_eq!(reviews(&programme, vec![machine])[0].ceiling, Some(Money::from_trieu(200)), "50 % of the cost");
}

#[test]
fn a_carried_over_project_whose_first_year_has_no_quantity_has_no_cap_to_tell() {
    let programme = load::embedded().unwrap();
    let year = |year| project(&programme, "Phong Thổ", "1.1.b").by("Chủ đầu tư cụm").in_year(year).times(0);
    let rows =
        vec![year(2022).costing(&[3_000, 0, 7_000, 0]), year(2023).carried_over().costing(&[4_000, 0, 9_000, 0])];
    let second = &reviews(&programme, rows)[1];
    assert_eq!((second.ceiling, second.admissible[0]), (None, Money::from_trieu(4_000)));
}

#[test]
fn a_facility_that_drew_nothing_yet_is_not_said_to_have_drawn() {
    let programme = load::embedded().unwrap();
    let row = || project(&programme, "Sìn Hồ", "3.1.b").by("HTX Bản Mẫu");
    let rows = vec![row().named("A").costing(&[0, 0, 300, 0]), row().named("B").costing(&[0, 301, 301, 0])];
    let reasons = reviews(&programme, rows).remove(1).reasons;
    assert_eq!(reasons, ["Hỗ trợ tối đa 300 triệu đồng/cơ sở × 1 = 300 triệu đồng (QĐ 407/QĐ-UBND, III.3.1.b)."]);
}

#[test]
fn one_instrument_of_a_cap_per_facility_is_enough_to_remember_what_was_drawn() {
    let mut programme = with_resolution();
    let task = programme.task_by_code("3.1.b").unwrap();
    programme.tasks[task.index()].overlaid.iter_mut().for_each(|it| it.norm.per_facility = false);
    let row = |id: &str| {
        let row = project(&programme, "Sìn Hồ", "3.1.b").by("HTX Bản Mẫu").numbered(id).in_year(2025);
        Project { approved_on: "2025-06-10".parse().ok(), ..row.costing(&[200, 50, 400, 0]) }
    };
    let reviews = reviews(&programme, vec![row("1"), row("2")]);
    assert!(reviews[1].admissible[0] <= Money::from_trieu(100), "300 of the nation less 200");
}
