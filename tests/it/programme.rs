//! The embedded programme against the decision: every expected figure here was typed by hand from QĐ 407/QĐ-UBND.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod unseen;

use doisoat::model::{Money, SourceId, TaskId};
use doisoat::programme::{Norm, Programme, SubmittedBy, audit, load, show};
use rust_decimal::Decimal;

fn programme() -> Programme {
    load::embedded().unwrap()
}

fn source(programme: &Programme, id: &str) -> SourceId {
    programme.source_ids().find(|source| programme.source(*source).id == id).unwrap()
}

/// National, provincial and own money, in triệu đồng.
fn trieu(programme: &Programme, money: &[Option<Money>]) -> [i64; 3] {
    assert_eq!(money[source(programme, "other").index()], None, "the decision gives other money no figure");
    ["national", "provincial", "own"].map(|id| {
        let amount = money[source(programme, id).index()].unwrap();
        i64::try_from(amount.trieu()).unwrap()
    })
}

/// Code, quantity, measure, unit cost, total, national, provincial, own: part III of the decision.
type TaskFigures = (&'static str, i64, &'static str, i64, i64, [i64; 3]);

const TASKS: [TaskFigures; 16] = [
    ("1.1.a", 1, "cụm", 1_000, 1_000, [500, 0, 500]),
    ("1.1.b", 1, "cụm", 20_000, 20_000, [6_000, 0, 14_000]),
    ("2", 3, "cơ sở", 1_000, 3_000, [900, 0, 2_100]),
    ("3.1.a", 5, "mô hình", 4_800, 24_000, [3_000, 0, 21_000]),
    ("3.1.b", 30, "cơ sở", 600, 18_000, [3_000, 6_000, 9_000]),
    ("4.1.a", 3, "lần", 80, 240, [0, 240, 0]),
    ("4.1.b", 1, "hội chợ", 2_420, 2_420, [1_920, 500, 0]),
    ("4.1.c", 5, "hội chợ", 100, 500, [0, 500, 0]),
    ("4.1.d", 20, "hội chợ", 100, 2_000, [0, 1_600, 400]),
    ("4.1.đ", 20, "nhãn hiệu", 70, 1_400, [0, 700, 700]),
    ("5.1.a", 5, "lớp", 24, 120, [0, 120, 0]),
    ("5.1.b", 50, "doanh nghiệp", 10, 500, [500, 0, 0]),
    ("6", 20, "cơ sở", 70, 1_400, [0, 700, 700]),
    ("7", 5, "chương trình", 50, 250, [0, 250, 0]),
    ("8.b", 1, "đoàn", 370, 370, [0, 370, 0]),
    ("9", 1, "đoàn", 100, 100, [0, 100, 0]),
];

#[test]
fn the_decision_is_named() {
    let programme = programme();
    let decision = &programme.decision;
    assert_eq!(decision.number, "407/QĐ-UBND");
    assert_eq!(decision.short, "QĐ 407/QĐ-UBND");
    assert_eq!(decision.date.in_words(), "ngày 14 tháng 4 năm 2020");
    assert_eq!(decision.title, "Chương trình khuyến công tỉnh Lai Châu giai đoạn 2021-2025");
    assert_eq!(decision.issuer, "Ủy ban nhân dân tỉnh Lai Châu");
    assert_eq!(programme.years(), 2021..=2025);
    assert_eq!(programme.clause(programme.task_by_code("3.1.b").unwrap()), "QĐ 407/QĐ-UBND, III.3.1.b");
}

#[test]
fn every_task_has_the_decisions_figures_in_the_decisions_order() {
    let programme = programme();
    let figured: Vec<&str> =
        programme.tasks.iter().filter(|task| task.total.is_some()).map(|task| task.code.as_str()).collect();
    assert_eq!(figured, TASKS.map(|task| task.0));
    for (code, quantity, measure, unit_cost, total, money) in TASKS {
        let task = programme.task(programme.task_by_code(code).unwrap());
        assert_eq!(task.target, Some(Decimal::from(quantity)), "{code}");
        assert_eq!(task.measure, measure, "{code}");
        assert_eq!(task.unit_cost, Some(Money::from_trieu(unit_cost)), "{code}");
        assert_eq!(task.total, Some(Money::from_trieu(total)), "{code}");
        assert_eq!(trieu(&programme, &task.money), money, "{code}");
    }
}

#[test]
fn the_ministrys_own_task_stands_in_its_place_without_a_figure() {
    let programme = programme();
    let codes: Vec<_> = programme.tasks.iter().map(|task| task.code.as_str()).collect();
    assert_eq!(codes.iter().position(|code| *code == "8.a"), Some(14));
    let task = &programme.tasks[14];
    assert_eq!((task.target, task.total, task.unit_cost), (None, None, None));
    assert!(task.money.iter().all(Option::is_none));
    assert!(task.norms.is_empty());
    assert_eq!(task.target_text, "Theo chỉ tiêu Bộ Công Thương phân bổ");
    assert_eq!(task.beneficiary, None);
}

#[test]
fn every_section_has_the_decisions_figures() {
    let sections = [
        ("1", 2, 21_000, [6_500, 0, 14_500]),
        ("2", 1, 3_000, [900, 0, 2_100]),
        ("3", 2, 42_000, [6_000, 6_000, 30_000]),
        ("4", 5, 6_560, [1_920, 3_540, 1_100]),
        ("5", 2, 620, [500, 120, 0]),
        ("6", 1, 1_400, [0, 700, 700]),
        ("7", 1, 250, [0, 250, 0]),
        ("8", 2, 370, [0, 370, 0]),
        ("9", 1, 100, [0, 100, 0]),
    ];
    let programme = programme();
    assert_eq!(programme.sections.len(), sections.len());
    for (section, (code, tasks, total, money)) in programme.sections.iter().zip(sections) {
        assert_eq!(section.code, code);
        assert_eq!(section.tasks.len(), tasks, "section {code}");
        assert_eq!(section.total, Money::from_trieu(total), "section {code}");
        assert_eq!(trieu(&programme, &section.money), money, "section {code}");
    }
}

#[test]
fn the_programme_has_the_decisions_totals() {
    let programme = programme();
    let totals = &programme.totals;
    assert_eq!(totals.total, Money::from_trieu(75_300));
    assert_eq!(trieu(&programme, &totals.money), [15_820, 11_080, 48_400]);
    assert_eq!(totals.state, Money::from_trieu(26_900));
    assert_eq!(totals.mobilised, Money::from_trieu(48_400));
    assert_eq!(totals.state_share.to_string(), "35.7");
    assert_eq!(totals.mobilised_share.to_string(), "64.3");
    let years: Vec<_> = programme.year_totals.iter().map(|(year, total)| (*year, *total)).collect();
    let decided = [(2021, 10_814), (2022, 21_004), (2023, 20_714), (2024, 13_054), (2025, 9_714)];
    assert_eq!(years, decided.map(|(year, total)| (year, Money::from_trieu(total))));
}

/// What a norm says, in short: cap, per facility, percentage, of the rent, scale, price, implied share.
fn in_short(norm: &Norm) -> String {
    let mut said = Vec::new();
    if let Some(cap) = norm.cap {
        said.push(format!("cap {}{}", cap.trieu(), if norm.per_facility { " per facility" } else { "" }));
    }
    if let Some(percent) = norm.percent {
        said.push(format!("{percent} %{}", if norm.percent_of_rent { " of rent" } else { "" }));
    }
    if let Some(scale) = &norm.scale {
        said.push(format!("{} {}{}", scale.most, scale.of, if scale.planned { " planned" } else { "" }));
    }
    if let Some(price) = &norm.price {
        let per = if price.per_quantity { " a unit" } else { "" };
        said.push(format!("price {}/{}{per}", price.amount.trieu(), price.per));
    }
    said.extend(norm.implied_share.map(|share| format!("implied {share} %")));
    said.join(", ")
}

#[test]
fn every_norm_is_the_decisions() {
    let norms = [
        ("1.1.a", "cap 500, implied 50 %", vec!["national"]),
        ("1.1.b", "cap 6000, implied 30 %", vec!["national"]),
        ("2", "cap 300 per facility, 30 %", vec!["national"]),
        ("3.1.a", "cap 1000, 30 %", vec!["national"]),
        ("3.1.b", "cap 300 per facility, 50 %", vec!["national", "provincial"]),
        ("4.1.a", "price 80/lần a unit", vec!["provincial"]),
        ("4.1.c", "cap 100, 2 gian hàng", vec!["provincial"]),
        ("4.1.d", "80 % of rent, 10 gian hàng, price 10/gian hàng", vec!["provincial"]),
        ("4.1.đ", "cap 35, implied 50 %", vec!["provincial"]),
        ("5.1.a", "30 người planned, price 24/lớp a unit", vec!["provincial"]),
        ("5.1.b", "cap 10", vec!["national"]),
        ("6", "cap 35 per facility, implied 50 %", vec!["provincial"]),
        ("7", "cap 50", vec!["provincial"]),
        ("8.b", "15 người planned", vec!["provincial"]),
        ("9", "15 người planned", vec!["provincial"]),
    ];
    let programme = programme();
    let with_norms: Vec<_> =
        programme.tasks.iter().filter(|task| !task.norms.is_empty()).map(|task| task.code.as_str()).collect();
    assert_eq!(with_norms, norms.clone().map(|norm| norm.0), "4.1.b and 8.a have none");
    for (code, said, binds) in norms {
        let task = programme.task(programme.task_by_code(code).unwrap());
        let [norm] = task.norms.as_slice() else { panic!("{code} has one norm") };
        assert_eq!(in_short(norm), said, "{code}");
        let bound: Vec<_> = norm.binds.iter().map(|source| programme.source(*source).id.as_str()).collect();
        assert_eq!(bound, binds, "{code}");
        assert_eq!(norm.basis, format!("QĐ 407/QĐ-UBND, III.{code}"));
        assert_eq!((norm.from, norm.until), (None, None), "{code}");
    }
}

#[test]
fn who_submits_and_what_money_may_be_used() {
    let programme = programme();
    let by = |who| {
        let tasks = programme.tasks.iter().filter(|task| task.submitted_by == who);
        tasks.map(|task| task.code.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(by(SubmittedBy::Either), "1.1.a 1.1.b");
    assert_eq!(by(SubmittedBy::Local), "2 3.1.a 3.1.b 4.1.d 4.1.đ 5.1.b 6");
    assert_eq!(by(SubmittedBy::Province), "4.1.a 4.1.b 4.1.c 5.1.a 7 8.a 8.b 9");
    // District rows alone can never reach 75.300: 4.000 is run by the province.
    let provincial = programme.tasks.iter().filter(|task| task.submitted_by == SubmittedBy::Province);
    assert_eq!(provincial.filter_map(|task| task.total).sum::<Money>(), Money::from_trieu(4_000));

    let may_use = |id| {
        let source = source(&programme, id);
        let tasks = programme.tasks.iter().filter(|task| task.may_use(source));
        tasks.map(|task| task.code.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(may_use("national"), "1.1.a 1.1.b 2 3.1.a 3.1.b 4.1.b 5.1.b 8.a");
    assert_eq!(may_use("provincial"), "3.1.b 4.1.a 4.1.b 4.1.c 4.1.d 4.1.đ 5.1.a 6 7 8.b 9");
    assert_eq!(may_use("own"), "1.1.a 1.1.b 2 3.1.a 3.1.b 4.1.d 4.1.đ 6");
    let cut: Vec<_> = programme.cut_order.iter().map(|source| programme.source(*source).id.as_str()).collect();
    assert_eq!(cut, ["provincial", "national"]);
}

#[test]
fn the_phasing_is_the_plan_that_gives_the_decisions_years() {
    // What every year holds: task, quantity, national, provincial, own.
    let every_year = [
        ("3.1.a", 1, [600, 0, 4_200]),
        ("3.1.b", 6, [600, 1_200, 1_800]),
        ("4.1.c", 1, [0, 100, 0]),
        ("4.1.d", 4, [0, 320, 80]),
        ("4.1.đ", 4, [0, 140, 140]),
        ("5.1.a", 1, [0, 24, 0]),
        ("5.1.b", 10, [100, 0, 0]),
        ("6", 4, [0, 140, 140]),
        ("7", 1, [0, 50, 0]),
    ];
    let some_years = [
        ("1.1.a", 2021, 1, [500, 0, 500]),
        ("1.1.b", 2022, 1, [3_000, 0, 7_000]),
        ("1.1.b", 2023, 0, [3_000, 0, 7_000]),
        ("2", 2022, 1, [300, 0, 700]),
        ("2", 2023, 1, [300, 0, 700]),
        ("2", 2024, 1, [300, 0, 700]),
        ("4.1.a", 2021, 1, [0, 80, 0]),
        ("4.1.a", 2023, 1, [0, 80, 0]),
        ("4.1.a", 2025, 1, [0, 80, 0]),
        ("4.1.b", 2024, 1, [1_920, 500, 0]),
        ("8.b", 2022, 1, [0, 370, 0]),
        ("9", 2021, 1, [0, 100, 0]),
    ];
    let programme = programme();
    let shown = |task: TaskId, year: i32, quantity: Decimal, money: [i64; 3]| {
        (programme.task(task).code.clone(), year, quantity.to_string(), money)
    };
    let mut expected: Vec<_> = (2021..=2025)
        .flat_map(|year| every_year.map(|(code, quantity, money)| (code, year, quantity, money)))
        .chain(some_years)
        .map(|(code, year, quantity, money)| (code.to_owned(), year, quantity.to_string(), money))
        .collect();
    let mut found: Vec<_> = programme
        .phasing
        .shares
        .iter()
        .map(|((task, year), share)| {
            let money: Vec<_> = share.money.iter().map(|amount| i64::try_from(amount.trieu()).unwrap()).collect();
            assert_eq!(money[source(&programme, "other").index()], 0);
            shown(*task, *year, share.quantity, [money[0], money[1], money[2]])
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);

    let year_sources = [
        (2021, [1_800, 2_154, 6_860]),
        (2022, [4_600, 2_344, 14_060]),
        (2023, [4_600, 2_054, 14_060]),
        (2024, [3_520, 2_474, 7_060]),
        (2025, [1_300, 2_054, 6_360]),
    ];
    let stated: Vec<_> =
        programme.phasing.year_sources.iter().map(|(year, money)| (*year, trieu(&programme, money))).collect();
    assert_eq!(stated, year_sources);
    assert_eq!(programme.phasing.label, "Phân kỳ tham khảo (không phải phụ lục gốc)");
}

#[test]
fn the_units_are_the_eight_of_the_period_and_the_department() {
    let programme = programme();
    let first = doisoat::model::Date::new_year(programme.first_year);
    let units: Vec<_> = programme.units.iter().filter(|unit| unit.exists_on(first)).collect();
    let names: Vec<_> = units.iter().map(|unit| unit.short.as_str()).collect();
    assert_eq!(
        names,
        [
            "TP Lai Châu",
            "Mường Tè",
            "Nậm Nhùn",
            "Phong Thổ",
            "Sìn Hồ",
            "Tam Đường",
            "Tân Uyên",
            "Than Uyên",
            "Sở Công Thương"
        ]
    );
    // Every year's plan is expected from these nine; after the districts' last day, from the department and 38 others.
    let on = |day: doisoat::model::Date| programme.units.iter().filter(move |unit| unit.exists_on(day)).count();
    assert!(programme.years().all(|year| on(doisoat::model::Date::new_year(year)) == 9));
    assert_eq!(["2025-06-30", "2025-07-01"].map(|day| on(day.parse().unwrap())), [9, 39]);
    let after: doisoat::model::Date = "2025-07-01".parse().unwrap();
    let stayed: Vec<_> = units.iter().filter(|unit| unit.exists_on(after)).map(|unit| &unit.short).collect();
    assert_eq!(stayed, ["Sở Công Thương"]);
    let wards = programme.units.iter().filter(|unit| unit.full.starts_with("UBND phường ")).count();
    let communes = programme.units.iter().filter(|unit| unit.full.starts_with("UBND xã ")).count();
    assert_eq!((wards, communes), (2, 36));
    let bare = |name: &String| doisoat::model::text::key(name) == "laichau";
    assert!(!programme.units.iter().any(|unit| unit.aliases.iter().any(bare)), "the bare name is the province's");
}

#[test]
fn the_misprint_of_the_decision_is_mended() {
    let programme = programme();
    let told = format!("{:?} {:?}", programme.sections, programme.tasks);
    assert!(!told.contains("tiên bộ"));
    assert_eq!(told.matches("tiến bộ khoa học kỹ thuật").count(), 3, "section 3, task 3.1.b, its norm");
}

#[test]
fn the_proof_counts_fifty_three() {
    assert_eq!(audit::audit(&programme()).render(), "53/53 đẳng thức đúng\n");
}

#[test]
fn the_clerk_sees_the_figures_that_matter() {
    let shown = show::show(&programme());
    for text in [
        "CHƯƠNG TRÌNH KHUYẾN CÔNG TỈNH LAI CHÂU GIAI ĐOẠN 2021-2025",
        "số 407/QĐ-UBND ngày 14 tháng 4 năm 2020",
        "18.000 = KCQG 3.000 + NS tỉnh 6.000 + Cơ sở 9.000",
        "80% giá thuê",
        "Phân kỳ tham khảo (không phải phụ lục gốc)",
        "75.300",
        "64,3%",
        "30/06/2025",
    ] {
        assert!(shown.contains(text), "{text}");
    }
}
