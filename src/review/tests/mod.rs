//! Expected figures are worked out by hand from the norms of the decision.

mod ceiling;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::fixtures::{input, project, with_resolution};
use crate::model::{Entry, InputStatus, SourceId, Stage};
use crate::programme::{Level, Norm, SourceKind, load};

fn reviews_of(programme: &Programme, inputs: &[Input]) -> BTreeMap<ProjectRef, Review> {
    review(programme, inputs, &Beneficiaries::of_inputs(inputs, &programme.legal_forms))
}

/// The reviews of projects that stand in one file, in their order.
fn reviews(programme: &Programme, projects: Vec<Project>) -> Vec<Review> {
    reviews_of(programme, &[input("a.xlsx", projects)]).into_values().collect()
}

fn trieu(amounts: &[i64]) -> Vec<Money> {
    amounts.iter().copied().map(Money::from_trieu).collect()
}

#[test]
fn what_keeps_to_the_norm_is_admissible_as_requested() {
    let programme = load::embedded().unwrap();
    let review = &reviews(&programme, vec![project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 300, 0])])[0];
    assert_eq!(review.ceiling, Some(Money::from_trieu(300)));
    assert_eq!(review.admissible, trieu(&[0, 300, 300, 0]));
    assert_eq!(review.cut, trieu(&[0; 4]));
    assert!(review.reasons.is_empty());
}

#[test]
fn one_dong_above_the_cap_is_cut_and_becomes_own_contribution() {
    let programme = load::embedded().unwrap();
    let row = project(&programme, "Phong Thổ", "3.1.b").costing_dong(&[0, 300_000_001, 300_000_001, 0]);
    let review = &reviews(&programme, vec![row])[0];
    assert_eq!(review.cut[1], Money::from_dong(1));
    assert_eq!(review.admissible[1], Money::from_trieu(300));
    assert_eq!(review.admissible[2], Money::from_dong(300_000_002));
    assert_eq!(
        review.reasons,
        ["Hỗ trợ tối đa 300 triệu đồng/cơ sở × 1 = 300 triệu đồng (QĐ 407/QĐ-UBND, III.3.1.b)."]
    );
}

#[test]
fn the_percentage_is_of_the_whole_cost() {
    let programme = load::embedded().unwrap();
    let review = &reviews(&programme, vec![project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 250, 150, 0])])[0];
    assert_eq!(review.ceiling, Some(Money::from_trieu(200)), "50 % of 400");
    assert_eq!(review.admissible, trieu(&[0, 200, 200, 0]));
    assert_eq!(review.reasons, ["Hỗ trợ tối đa 50% × 400 triệu đồng = 200 triệu đồng (QĐ 407/QĐ-UBND, III.3.1.b)."]);
}

#[test]
fn cuts_come_off_the_province_before_the_nation() {
    let programme = load::embedded().unwrap();
    let row = || project(&programme, "Phong Thổ", "3.1.b");
    let reviews = reviews(&programme, vec![row().costing(&[200, 200, 600, 0]), row().costing(&[400, 50, 1_000, 0])]);
    assert_eq!(reviews[0].admissible, trieu(&[200, 100, 700, 0]), "400 - 300 = 100, all off the province");
    assert_eq!(reviews[1].admissible, trieu(&[300, 0, 1_150, 0]), "450 - 300 = 150: 50 and then 100");
    assert_eq!(reviews[1].cut, trieu(&[100, 50, 0, 0]));
}

#[test]
fn a_fair_is_held_against_the_rent_of_at_most_ten_booths() {
    let programme = load::embedded().unwrap();
    let mut known = project(&programme, "Than Uyên", "4.1.d").costing(&[0, 96, 24, 0]);
    let unknown = known.clone().named("Hội chợ khác");
    known.scale.value = Some(12.into());
    known.unit_price.value = Some(Money::from_trieu(10));
    let two = known.clone().times(2).costing(&[0, 160, 80, 0]);
    let reviews = reviews(&programme, vec![known, unknown, two]);
    assert_eq!(reviews[0].ceiling, Some(Money::from_trieu(80)), "10 booths × 10 × 80 %");
    assert_eq!(reviews[0].admissible, trieu(&[0, 80, 40, 0]));
    assert_eq!(reviews[1].ceiling, Some(Money::from_trieu(96)), "without a price: 80 % of the cost of 120");
    assert_eq!(reviews[2].ceiling, Some(Money::from_trieu(160)), "two fairs");
}

#[test]
fn a_source_that_the_task_may_not_use_admits_nothing() {
    let programme = load::embedded().unwrap();
    let cleaning = project(&programme, "Phong Thổ", "2").costing(&[0, 300, 700, 0]);
    let founding = project(&programme, "Phong Thổ", "5.1.b").costing(&[6, 4, 0, 0]);
    let reviews = reviews(&programme, vec![cleaning, founding]);
    assert_eq!(reviews[0].admissible, trieu(&[0, 0, 1_000, 0]));
    assert_eq!(
        reviews[0].reasons,
        ["NS tỉnh không phải nguồn kinh phí của nhiệm vụ 2: không được hỗ trợ 300 triệu đồng (QĐ 407/QĐ-UBND, III.2)."]
    );
    // The decision gives this task no own contribution, so the total falls.
    assert_eq!(reviews[1].admissible, trieu(&[6, 0, 0, 0]));
    assert_eq!(reviews[1].cut, trieu(&[0, 4, 0, 0]));
}

#[test]
fn state_money_of_an_unknown_task_is_not_admissible() {
    let programme = load::embedded().unwrap();
    let review = &reviews(&programme, vec![project(&programme, "Phong Thổ", "9.9").costing(&[10, 20, 30, 5])])[0];
    assert_eq!((review.ceiling, &review.admissible), (None, &trieu(&[0, 0, 30, 5])));
    assert_eq!(review.reasons.len(), 1, "said once, not once a source");
}

#[test]
fn a_task_without_a_ceiling_is_admissible_as_requested() {
    let programme = load::embedded().unwrap();
    let row = project(&programme, "Sở Công Thương", "4.1.b").costing(&[1_920, 500, 0, 0]);
    let review = &reviews(&programme, vec![row])[0];
    assert_eq!((review.ceiling, &review.admissible), (None, &trieu(&[1_920, 500, 0, 0])));
}

#[test]
fn a_second_copy_is_admissible_once() {
    let programme = load::embedded().unwrap();
    let row = |unit| project(&programme, unit, "6").by("HTX Bản Mẫu").costing(&[0, 30, 30, 0]);
    let elsewhere = row("Sìn Hồ").by("HTX Bản Khác");
    let inputs = [
        input("a.xlsx", vec![row("Phong Thổ"), elsewhere, row("Phong Thổ").numbered("PT-01").named("Bao bì")]),
        input("b.xlsx", vec![row("Phong Thổ"), row("Phong Thổ").numbered("pt-01").named("Bao bì").costing(&[0, 5, 5])]),
    ];
    let reviews = reviews_of(&programme, &inputs);
    let of = |input, project| &reviews[&ProjectRef { input, table: 0, project }];
    assert_eq!(of(0, 0).admissible, trieu(&[0, 30, 30, 0]));
    assert_eq!(of(0, 1).admissible, trieu(&[0, 30, 30, 0]), "another district's is another project");
    assert_eq!(of(1, 0).admissible, trieu(&[0; 4]), "its own contribution exists once too");
    assert_eq!(of(1, 0).cut, trieu(&[0, 30, 30, 0]));
    assert_eq!(of(1, 1).ceiling, Some(Money::ZERO), "same id and name: a copy whatever its amounts");
    assert_eq!(
        of(1, 1).reasons,
        ["Trùng với đề án tại tệp \"a.xlsx\", trang tính \"Đề án\", dòng 11: chỉ tính một lần."]
    );
    let sums = admissible_totals(&programme, &inputs, &reviews).sum(|_| true);
    // 60 + 60, and 35 of the cap less 30 that the first project drew: 5, with 55 of its own.
    assert_eq!((sums.projects, sums.quantity), (3, 3.into()));
    assert_eq!(sums.sources, trieu(&[0, 65, 115, 0]));
}

#[test]
fn one_facility_draws_its_cap_once_a_year() {
    let programme = load::embedded().unwrap();
    let row = |unit| project(&programme, unit, "3.1.b").by("HTX Bản Mẫu");
    let with_tax = |unit| {
        let mut row = row(unit).by("HTX Có Mã Số").costing(&[0, 180, 420, 0]);
        row.tax_code.value = Some("6200 000 001".into());
        row
    };
    let inputs = [
        input("1.xlsx", vec![row("Sìn Hồ").costing(&[0, 200, 300, 0]), row("Sìn Hồ").costing(&[150, 50, 300, 0])]),
        // The same name, and the same tax code, is the same facility in another district.
        input("2.xlsx", vec![row("Tân Uyên").costing(&[0, 200, 300, 0]), with_tax("Tân Uyên"), with_tax("Than Uyên")]),
        input("3.xlsx", vec![row("Sìn Hồ").in_year(2024).costing(&[0, 200, 300, 0])]),
    ];
    let reviews: Vec<_> = reviews_of(&programme, &inputs).into_values().collect();
    assert_eq!(reviews[1].ceiling, Some(Money::from_trieu(100)), "300 - 200");
    assert_eq!(reviews[1].admissible, trieu(&[100, 0, 400, 0]));
    assert_eq!(reviews[2].ceiling, Some(Money::ZERO), "300 - 200 - 100");
    assert_eq!(reviews[4].ceiling, Some(Money::from_trieu(120)), "300 - 180");
    assert_eq!(reviews[5].ceiling, Some(Money::from_trieu(250)), "another year");
}

#[test]
fn a_fair_of_several_units_has_ten_booths_in_all() {
    let programme = load::embedded().unwrap();
    let fair = |unit, booths: i64| {
        let mut row = project(&programme, unit, "4.1.d").costing(&[0, 48, 12, 0]);
        row.event.value = Some("Hội chợ Tây Bắc".into());
        row.scale.value = Some(booths.into());
        row.unit_price.value = Some(Money::from_trieu(10));
        row
    };
    let of = |unit, booths| input(&format!("{unit}.xlsx"), vec![fair(unit, booths)]);
    let inputs = [of("Phong Thổ", 6), of("Sìn Hồ", 6), of("Than Uyên", 6)];
    let ceilings: Vec<_> = reviews_of(&programme, &inputs).into_values().map(|review| review.ceiling).collect();
    // 80 % of 10 triệu a booth: six booths, the four that are left, none.
    assert_eq!(ceilings, [48, 32, 0].map(|amount| Some(Money::from_trieu(amount))));
}

#[test]
fn earlier_years_count_against_the_cap_of_a_carried_over_project() {
    let programme = load::embedded().unwrap();
    let row = || project(&programme, "Tam Đường", "1.1.b").by("Chủ đầu tư cụm");
    let later = row().times(0).carried_over().costing(&[3_000, 0, 7_000, 0]);
    let earlier = row().in_year(2022).costing(&[4_000, 0, 6_000, 0]);
    // The later year stands first: the order of the files is not the order of the years.
    let reviews = reviews(&programme, vec![later.clone(), earlier.clone()]);
    assert_eq!(reviews[0].ceiling, Some(Money::from_trieu(2_000)), "6.000 × 1 - 4.000");
    assert_eq!(reviews[0].admissible, trieu(&[2_000, 0, 8_000, 0]));
    assert_eq!(reviews[1].admissible, trieu(&[4_000, 0, 6_000, 0]));
    assert_eq!(
        reviews[0].reasons,
        ["Hỗ trợ tối đa 6.000 triệu đồng cho cả đề án chuyển tiếp; các năm trước đã tính 4.000 triệu đồng, \
          còn 2.000 triệu đồng (QĐ 407/QĐ-UBND, III.1.1.b)."]
    );
    let alone = super::tests::reviews(&programme, vec![later.clone()]);
    assert_eq!((alone[0].ceiling, &alone[0].cut), (None, &trieu(&[0; 4])), "no first year, no cap to tell");
    let numbered = super::tests::reviews(&programme, vec![later.numbered("B"), earlier.numbered("A")]);
    assert_eq!(numbered[0].ceiling, None, "different ids are different projects");
}

#[test]
fn a_carried_over_project_starts_with_the_latest_new_year() {
    let programme = load::embedded().unwrap();
    let row = |year| project(&programme, "Tam Đường", "3.1.b").by("HTX Bản Mẫu").in_year(year);
    let rows = vec![
        row(2021).costing(&[0, 300, 300, 0]),
        row(2022).costing(&[0, 200, 400, 0]),
        row(2023).times(0).carried_over().costing(&[0, 60, 140, 0]),
        row(2024).times(0).carried_over().costing(&[0, 60, 140, 0]),
    ];
    let ceilings: Vec<_> = reviews(&programme, rows).into_iter().map(|review| review.ceiling).collect();
    // 2023: the lower of 300 - 200 = 100 and 50 % of 200 = 100; 2024: 300 - 200 - 60 = 40.
    assert_eq!(ceilings, [300, 300, 100, 40].map(|amount| Some(Money::from_trieu(amount))));
}

#[test]
fn stages_and_group_projects_do_not_draw_on_each_other() {
    let programme = load::embedded().unwrap();
    let row = |stage| {
        let row = project(&programme, "Phong Thổ", "3.1.b").by("HTX Bản Mẫu").costing(&[0, 200, 300, 0]);
        Project { stage, ..row }
    };
    // The same project is registered and then approved; a second one, of another cost, is approved beside it.
    let other = row(Stage::Approved).costing(&[0, 150, 300, 0]);
    let stages = reviews(&programme, vec![row(Stage::Registered), row(Stage::Approved), other]);
    assert_eq!(stages[1].ceiling, Some(Money::from_trieu(250)), "50 % of 500, whatever was registered");
    assert_eq!(stages[2].ceiling, Some(Money::from_trieu(100)), "300 - 200 within the stage");
    let group = |name: &str| row(Stage::Registered).named(name);
    let groups = reviews(&programme, vec![group("Đề án nhóm 1").numbered("1"), group("Đề án nhóm 2").numbered("2")]);
    assert_eq!(groups[1].ceiling, Some(Money::from_trieu(250)), "a group is of many facilities");
}

#[test]
fn a_project_of_the_same_year_is_no_earlier_year() {
    let programme = load::embedded().unwrap();
    let row = || project(&programme, "Phong Thổ", "1.1.b").by("Chủ đầu tư cụm");
    let carried = row().times(0).carried_over().costing(&[3_000, 0, 7_000, 0]);
    let reviews = reviews(&programme, vec![row().costing(&[4_000, 0, 6_000, 0]), carried]);
    assert_eq!(reviews[1].ceiling, None);
}

#[test]
fn a_project_is_judged_by_the_norm_of_its_date() {
    let mut programme = load::embedded().unwrap();
    let task = programme.task_by_code("3.1.a").unwrap();
    let old = programme.tasks[task.index()].norms[0].clone();
    let change: crate::model::Date = "2025-05-05".parse().unwrap();
    let norm = |from, until, cap| Norm { from, until, cap: Some(Money::from_trieu(cap)), ..old.clone() };
    programme.tasks[task.index()].norms =
        vec![norm(None, "2025-05-04".parse().ok(), 1_000), norm(Some(change), None, 500)];
    let row = || project(&programme, "Phong Thổ", "3.1.a").in_year(2025).costing(&[900, 0, 3_100, 0]);
    let mut approved = row().named("Mô hình đã phê duyệt");
    approved.approved_on = Some(change);
    let reviews = reviews(&programme, vec![row(), approved]);
    assert_eq!(reviews[0].admissible, trieu(&[900, 0, 3_100, 0]), "1 January");
    assert_eq!(reviews[1].admissible, trieu(&[500, 0, 3_500, 0]));
}

#[test]
fn each_source_is_held_under_the_norm_that_binds_it_then_both_together() {
    let programme = with_resolution();
    let line = |money: &[i64]| {
        let mut row = project(&programme, "Phong Thổ", "3.1.b").in_year(2025).named("Dây chuyền").costing(money);
        row.approved_on = "2025-05-05".parse().ok();
        row
    };
    let of = |money: &[i64]| reviews(&programme, vec![line(money)]).remove(0);
    // The resolution alone: 500 of the province down to 450.
    let province = of(&[0, 500, 1_500, 0]);
    assert_eq!((province.ceiling, province.admissible), (Some(Money::from_trieu(450)), trieu(&[0, 450, 1_550, 0])));
    // 400 of the nation down to the decision's 300; then 300 + 400 down to 450, off the province first.
    let both = of(&[400, 400, 1_500, 0]);
    assert_eq!((both.ceiling, both.admissible), (Some(Money::from_trieu(450)), trieu(&[300, 150, 1_850, 0])));
    assert!(both.reasons[0].contains("QĐ 407/QĐ-UBND") && both.reasons[1].contains("NQ 18/2025/NQ-HĐND"));
    // What a facility drew of the province before the resolution counts against the resolution's cap.
    let mut before = line(&[0, 300, 1_500, 0]).by("HTX A").named("Máy");
    before.approved_on = "2025-05-04".parse().ok();
    let drawn = reviews(&programme, vec![before, line(&[100, 200, 1_500, 0]).by("HTX A")]);
    assert_eq!(drawn[1].admissible, trieu(&[100, 50, 1_650, 0]), "450 - 300 = 150 of both together, 100 national");
}

#[test]
fn what_does_not_count_is_not_reviewed() {
    let programme = load::embedded().unwrap();
    let mut unreadable = project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 300, 0]);
    unreadable.counted = false;
    let mut superseded = input("b.xlsx", vec![project(&programme, "Phong Thổ", "3.1.b")]);
    superseded.status = InputStatus::Superseded;
    assert!(reviews_of(&programme, &[input("a.xlsx", vec![unreadable]), superseded]).is_empty());
}

#[test]
fn without_a_quantity_only_the_percentage_holds() {
    let programme = load::embedded().unwrap();
    let mut machine = project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 900, 900, 0]);
    machine.quantity = Entry::default();
    let mut label = project(&programme, "Phong Thổ", "4.1.đ").costing(&[0, 90, 90, 0]);
    label.quantity = Entry::default();
    let reviews = reviews(&programme, vec![machine, label]);
    assert_eq!(reviews[0].ceiling, Some(Money::from_trieu(900)));
    assert_eq!(reviews[1].ceiling, None);
}

fn any_project(programme: Programme) -> impl Strategy<Value = Project> {
    let shape = (0..18_usize, 0..3_usize, 2021..=2025_i32, 0..3_i64, 0..4_usize, any::<bool>(), any::<bool>());
    let figures = ([0..400_i64, 0..400, 0..900, 0..20], 0..14_u32, 0..15_i64);
    (shape, figures).prop_map(move |((task, unit, year, quantity, who, carried, approved), (money, scale, price))| {
        let local = programme.units.iter().filter(|unit| unit.level == Level::Local).nth(unit);
        let code = programme.tasks.get(task).map_or("?", |task| task.code.as_str());
        let mut row = project(&programme, local.map_or("?", |unit| unit.short.as_str()), code)
            .in_year(year)
            .times(quantity)
            .by(["", "HTX A", "HTX B", "Đề án C"][who])
            .costing(&money);
        row.status.carried_over = carried;
        row.stage = if approved { Stage::Approved } else { Stage::Registered };
        row.scale.value = Some(Decimal::from(scale));
        row.unit_price.value = Some(Money::from_trieu(price));
        row
    })
}

proptest! {
    #[test]
    fn the_books_of_every_review_balance(
        rows in proptest::collection::vec(any_project(load::embedded().unwrap()), 0..30),
    ) {
        let programme = load::embedded().unwrap();
        let inputs = [input("a.xlsx", rows)];
        let reviews = reviews_of(&programme, &inputs);
        for (at, review) in &reviews {
            let project = &inputs[0].tables[0].projects[at.project];
            let task = project.task.task.map(|task| programme.task(task));
            let of = |amounts: &[Money], source: crate::model::SourceId| amounts[source.index()];
            for source in programme.state_sources() {
                prop_assert!(of(&review.admissible, source) <= project.source(source));
                prop_assert_eq!(of(&review.admissible, source) + of(&review.cut, source), project.source(source));
            }
            prop_assert!(review.admissible.iter().chain(&review.cut).all(|amount| !amount.is_negative()));
            if let (Some(ceiling), Some(norm)) = (review.ceiling, task.and_then(|task| task.norms.first())) {
                let bound: Money = norm.binds.iter().map(|source| of(&review.admissible, *source)).sum();
                prop_assert!(bound <= ceiling);
            }
            let requested: Money = project.sources_sum().unwrap();
            let admissible: Money = review.admissible.iter().copied().sum();
            let cut: Money = review.cut.iter().copied().sum();
            let own = programme.sources_of(SourceKind::Own).next().unwrap();
            let moved = of(&review.admissible, own) + of(&review.cut, own) - project.source(own);
            let shares = !review.copy && task.is_some_and(|task| task.money_of(own).is_some_and(Money::is_positive));
            prop_assert_eq!(moved, if shares { cut } else { Money::ZERO }, "what is cut becomes own, or the total falls");
            let in_order: Vec<_> = programme
                .cut_order
                .iter()
                .copied()
                .filter(|source| !review.copy && task.is_some_and(|task| task.may_use(*source)))
                .collect();
            for (first, then) in in_order.iter().zip(in_order.iter().skip(1)) {
                let untouched = of(&review.cut, *then).is_zero();
                prop_assert!(untouched || of(&review.admissible, *first).is_zero(), "cut in the catalogue's order");
            }
            prop_assert_eq!(admissible, requested - cut + moved);
            prop_assert_eq!(review.reasons.is_empty(), cut.is_zero());
        }
        let sum: Money = reviews.values().flat_map(|review| &review.admissible).copied().sum();
        prop_assert_eq!(admissible_totals(&programme, &inputs, &reviews).sum(|_| true).total(), sum);
    }
}

#[test]
fn a_bound_source_that_the_order_of_cutting_does_not_name_is_cut_last() {
    let mut programme = load::embedded().unwrap();
    programme.cut_order = vec![SourceId(1)];
    let row = project(&programme, "Phong Thổ", "3.1.b").costing(&[400, 50, 1_000, 0]);
    let review = &reviews(&programme, vec![row])[0];
    assert_eq!(review.cut, trieu(&[100, 50, 0, 0]), "450 - 300 = 150: all 50 of the province, 100 of the nation");
}
