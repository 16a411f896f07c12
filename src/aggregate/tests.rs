//! Expected figures are the decision's, or added up by hand.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{input, project};
use crate::model::{
    Appendix, AppendixRow, Basis, Figure, FigureKey, FigureOf, InputStatus, Money, MoneyUnitClaim, SourceId,
};
use crate::programme::load;

fn source(programme: &Programme, id: &str) -> FigureOf {
    FigureOf::Source(SourceId(programme.sources.iter().position(|source| source.id == id).unwrap()))
}

fn trieu(amount: i64) -> Figure {
    Figure::Money(Money::from_trieu(amount))
}

/// Appendix figures of `inputs`, with nothing admissible.
fn held_against(programme: &Programme, inputs: &[Input]) -> Comparisons {
    let totals = totals(programme, inputs);
    comparisons(programme, (&totals, &Totals::new(programme.sources.len())), totals.stage(), Basis::Registered)
}

#[test]
fn the_decision_has_389_figures() {
    let programme = load::embedded().unwrap();
    let comparisons = held_against(&programme, &[]);
    let of = |appendix| comparisons.iter().filter(|figure| figure.key.appendix == appendix).count();
    // 22 rows: the grand total, 5 sections of several tasks, 16 tasks with figures.
    assert_eq!(of(Appendix::Tasks), 16 + 22 * (1 + 3), "quantities, and total and three sources a row");
    assert_eq!(of(Appendix::Phasing), 22 * (1 + 5) + 3 * (1 + 5), "period and five years; three sources likewise");
    assert_eq!(of(Appendix::Sources), 22 * 5 + 5 * 5, "five columns a row; the same in five years");
    assert_eq!(comparisons.figures(), 389);
    // Only what the decision plans as nothing equals nothing.
    assert!(comparisons.matched() < comparisons.figures());
    assert!(comparisons.iter().all(|figure| figure.registered == zero_like(&figure.registered)));
}

fn zero_like(figure: &Figure) -> Figure {
    match figure {
        Figure::Count(_) => Figure::Count(0.into()),
        _ => trieu(0),
    }
}

#[test]
fn the_programme_column_is_the_decision() {
    let programme = load::embedded().unwrap();
    let comparisons = held_against(&programme, &[]);
    let (tasks, phasing, sources) = (Appendix::Tasks, Appendix::Phasing, Appendix::Sources);
    let task = |code| AppendixRow::Task(programme.task_by_code(code).unwrap());
    let section = |code| {
        let at = programme.sections.iter().position(|section| section.code == code).unwrap();
        AppendixRow::Section(crate::model::SectionId(at))
    };
    let (national, provincial, own) =
        (source(&programme, "national"), source(&programme, "provincial"), source(&programme, "own"));
    let total = AppendixRow::Total;
    let cases = [
        (tasks, task("3.1.b"), None, FigureOf::Quantity, Figure::Count(30.into())),
        (tasks, task("3.1.b"), None, FigureOf::Total, trieu(18_000)),
        (tasks, task("3.1.b"), None, own, trieu(9_000)),
        (tasks, section("4"), None, provincial, trieu(3_540)),
        (tasks, total, None, FigureOf::Total, trieu(75_300)),
        (tasks, total, None, own, trieu(48_400)),
        (phasing, total, Some(2022), FigureOf::Total, trieu(21_004)),
        (phasing, total, Some(2024), national, trieu(3_520)),
        (phasing, total, Some(2025), own, trieu(6_360)),
        (phasing, task("3.1.b"), Some(2023), FigureOf::Total, trieu(3_600)),
        (phasing, task("2"), Some(2021), FigureOf::Total, trieu(0)),
        (phasing, section("8"), Some(2022), FigureOf::Total, trieu(370)),
        (sources, total, None, FigureOf::Mobilised, trieu(48_400)),
        (sources, total, None, FigureOf::State, trieu(26_900)),
        (sources, section("3"), None, FigureOf::State, trieu(12_000)),
        (sources, total, Some(2021), FigureOf::State, trieu(3_954)),
        (sources, total, Some(2021), FigureOf::Mobilised, trieu(6_860)),
        (sources, task("9"), None, FigureOf::Mobilised, trieu(0)),
    ];
    for (appendix, row, year, of, expected) in cases {
        let key = FigureKey { appendix, row, year, of };
        assert_eq!(comparisons.get(&key).and_then(|figure| figure.programme.clone()), Some(expected), "{key:?}");
    }
}

#[test]
fn rows_stand_in_the_order_of_the_decision_with_the_grand_total_at_the_foot() {
    let programme = load::embedded().unwrap();
    let comparisons = held_against(&programme, &[]);
    let mut rows: Vec<_> =
        comparisons.iter().filter(|f| f.key.appendix == Appendix::Tasks).map(|f| f.key.row).collect();
    rows.dedup();
    let shown: Vec<_> = rows
        .into_iter()
        .map(|row| match row {
            AppendixRow::Total => "Tổng",
            AppendixRow::Section(section) => programme.section(section).code.as_str(),
            AppendixRow::Task(task) => programme.task(task).code.as_str(),
            AppendixRow::Unclassified => "?",
        })
        .collect();
    let expected = "1 1.1.a 1.1.b 2 3 3.1.a 3.1.b 4 4.1.a 4.1.b 4.1.c 4.1.d 4.1.đ 5 5.1.a 5.1.b 6 7 8 8.b 9 Tổng";
    assert_eq!(shown.join(" "), expected);
}

#[test]
fn what_the_phasing_plans_matches_every_figure() {
    let programme = load::embedded().unwrap();
    let projects = programme.phasing.shares.iter().map(|((task, year), share)| {
        let mut row = project(&programme, "Phong Thổ", &programme.task(*task).code).in_year(*year);
        row.quantity.value = Some(share.quantity);
        for (entry, amount) in row.sources.iter_mut().zip(&share.money) {
            entry.value = Some(*amount);
        }
        row
    });
    let comparisons = held_against(&programme, &[input("a.xlsx", projects.collect())]);
    let differing: Vec<_> = comparisons.iter().filter(|figure| figure.matches() != Some(true)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert_eq!(comparisons.matched(), 389);
}

#[test]
fn a_figure_without_a_plan_is_shown_where_something_is_registered_and_never_enters_n() {
    let programme = load::embedded().unwrap();
    let inputs = [input(
        "a.xlsx",
        vec![
            project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 290, 10]),
            project(&programme, "Phong Thổ", "8.a").costing(&[50, 0, 0]),
            project(&programme, "Phong Thổ", "9.9").costing(&[0, 7, 0]),
        ],
    )];
    let comparisons = held_against(&programme, &inputs);
    assert_eq!(comparisons.figures(), 389);
    let get = |appendix, row, year, of| comparisons.get(&FigureKey { appendix, row, year, of }).unwrap();
    let other = get(Appendix::Tasks, AppendixRow::Total, None, source(&programme, "other"));
    assert_eq!((&other.programme, &other.registered), (&None, &trieu(10)));
    let delegation = AppendixRow::Task(programme.task_by_code("8.a").unwrap());
    assert_eq!(get(Appendix::Phasing, delegation, Some(2023), FigureOf::Total).registered, trieu(50));
    let unknown = get(Appendix::Sources, AppendixRow::Unclassified, None, FigureOf::State);
    assert_eq!((&unknown.programme, &unknown.registered), (&None, &trieu(7)));
    // 300 + 290 + 10, 50 and 7: the grand total holds what no row can place, so that it ties.
    let total = get(Appendix::Tasks, AppendixRow::Total, None, FigureOf::Total);
    assert_eq!(total.registered, trieu(657));
    assert_eq!(get(Appendix::Sources, AppendixRow::Total, Some(2023), FigureOf::Mobilised).registered, trieu(300));
}

#[test]
fn only_what_counts_is_added_up() {
    let programme = load::embedded().unwrap();
    let one = || project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 300]);
    let mut superseded = input("b.xlsx", vec![one()]);
    superseded.status = InputStatus::Superseded;
    let mut void = input("c.xlsx", vec![one()]);
    void.tables[0].money_unit = MoneyUnitClaim::Unknown;
    let mut unreadable = one();
    unreadable.counted = false;
    let mut no_quantity = one();
    no_quantity.quantity = crate::model::Entry::default();
    let inputs = [input("a.xlsx", vec![one(), unreadable, no_quantity]), superseded, void];
    let sums = totals(&programme, &inputs).sum(|_| true);
    assert_eq!((sums.projects, sums.quantity, sums.total()), (2, 1.into(), Money::from_trieu(1_200)));
}

#[test]
fn the_appendices_speak_of_one_stage() {
    let programme = load::embedded().unwrap();
    let mut approved = project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 200, 200]);
    approved.stage = Stage::Approved;
    let registered = project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 300]);
    let only_approved = totals(&programme, &[input("a.xlsx", vec![approved.clone()])]);
    assert_eq!(only_approved.stage(), Stage::Approved);
    assert_eq!(Totals::default().stage(), Stage::Registered);
    let both = totals(&programme, &[input("a.xlsx", vec![approved, registered])]);
    assert_eq!(both.stage(), Stage::Registered);
    let comparisons = comparisons(&programme, (&both, &both), both.stage(), Basis::Registered);
    let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of: FigureOf::Total };
    assert_eq!(comparisons.get(&key).unwrap().registered, trieu(600));
}

#[test]
fn some_years_are_held_against_their_own_phasing() {
    let mut programme = load::embedded().unwrap();
    let inputs = [input("a.xlsx", vec![project(&programme, "Phong Thổ", "3.1.b").costing(&[0, 300, 300, 0])])];
    let held = |programme: &Programme| {
        let totals = totals(programme, &inputs);
        let years = BTreeSet::from([2022, 2023]);
        comparisons_of_years(programme, (&totals, &totals), Stage::Registered, Basis::Registered, &years)
    };
    let machines = AppendixRow::Task(programme.task_by_code("3.1.b").unwrap());
    let planned = |comparisons: &Comparisons, appendix, row, year, of| {
        let key = FigureKey { appendix, row, year, of };
        comparisons.get(&key).and_then(|figure| figure.programme.clone())
    };
    let (tasks, phasing) = (Appendix::Tasks, Appendix::Phasing);
    let comparisons = held(&programme);
    // The decision's totals of the two years are 21.004 and 20.714; the phasing plans 3.600 for 3.1.b in each.
    let of = |appendix, row, year, of| planned(&comparisons, appendix, row, year, of);
    assert_eq!(of(tasks, AppendixRow::Total, None, FigureOf::Total), Some(trieu(41_718)));
    assert_eq!(of(phasing, AppendixRow::Total, Some(2022), FigureOf::Total), Some(trieu(21_004)));
    assert_eq!(of(phasing, AppendixRow::Total, Some(2021), FigureOf::Total), None);
    assert_eq!(of(tasks, machines, None, FigureOf::Total), Some(trieu(7_200)));
    assert_eq!(of(tasks, machines, None, FigureOf::Quantity), Some(Figure::Count(12.into())));
    let total = FigureKey { appendix: tasks, row: AppendixRow::Total, year: None, of: FigureOf::Total };
    assert_eq!(comparisons.get(&total).map(|figure| figure.registered.clone()), Some(trieu(600)));
    // Without any phasing only the decision's yearly totals are left.
    programme.phasing.shares.clear();
    let comparisons = held(&programme);
    assert_eq!(planned(&comparisons, tasks, machines, None, FigureOf::Quantity), None);
    assert_eq!(planned(&comparisons, tasks, machines, None, FigureOf::Total), None);
    assert_eq!(planned(&comparisons, tasks, AppendixRow::Total, None, FigureOf::Total), Some(trieu(41_718)));
}

#[test]
fn what_stands_since_the_first_year_is_told_by_task_with_all_state_money() {
    let programme = load::embedded().unwrap();
    let none = Totals::new(programme.sources.len());
    let comparisons = cumulative(&programme, (&none, &none), Stage::Registered, Basis::Registered);
    assert!(comparisons.iter().all(|figure| !matches!(figure.key.row, AppendixRow::Section(_))));
    // 16 tasks and the grand total: all money, three sources and the state's; a quantity for each task.
    assert_eq!(comparisons.figures(), 17 * 5 + 16);
    let state = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of: FigureOf::State };
    assert_eq!(comparisons.get(&state).and_then(|figure| figure.programme.clone()), Some(trieu(26_900)));
}

/// What a generated project is made of: task, unit, year, stage (each may miss the catalogue), money, whether it counts.
type Row = (usize, usize, i32, usize, i64, [i64; 4], bool);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let amount = 0..=2_000_000_000_i64;
    let row = (
        0..18_usize,
        0..10_usize,
        2021..=2025_i32,
        0..4_usize,
        0..5_i64,
        [amount.clone(), amount.clone(), amount.clone(), amount],
        proptest::bool::weighted(0.9),
    );
    proptest::collection::vec(row, 0..24)
}

fn build(programme: &Programme, (task, unit, year, stage, quantity, money, counted): Row) -> Project {
    let code = programme.tasks.get(task).map_or("?", |task| task.code.as_str());
    let unit = programme.units.get(unit).map_or("?", |unit| unit.short.as_str());
    let row = project(programme, unit, code).in_year(year).times(quantity).costing_dong(&money);
    Project { stage: Stage::ALL[stage], counted, ..row }
}

proptest! {
    #[test]
    fn merge_is_associative_and_commutative(rows in rows(), cuts in (0..24_usize, 0..24_usize)) {
        let programme = load::embedded().unwrap();
        let projects: Vec<_> = rows.into_iter().map(|row| build(&programme, row)).collect();
        let (low, high) = (cuts.0.min(cuts.1).min(projects.len()), cuts.0.max(cuts.1).min(projects.len()));
        let part = |range: std::ops::Range<usize>| of_input(&programme, &input("a.xlsx", projects[range].to_vec()));
        let (a, b, c) = (part(0..low), part(low..high), part(high..projects.len()));
        let left = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(&left, &a.clone().merge(b.clone().merge(c.clone())));
        prop_assert_eq!(&left, &c.merge(a).merge(b));
    }

    #[test]
    fn any_partition_in_any_order_gives_the_sum_of_the_counted_projects(
        rows in rows(),
        places in proptest::collection::vec(0..5_usize, 24),
    ) {
        let programme = load::embedded().unwrap();
        let projects: Vec<_> = rows.into_iter().map(|row| build(&programme, row)).collect();
        let whole = totals(&programme, &[input("a.xlsx", projects.clone())]);
        let mut files = vec![Vec::new(); 5];
        for (project, place) in projects.iter().zip(places).rev() {
            files[place].push(project.clone());
        }
        let parts: Vec<_> = files.into_iter().map(|file| input("b.xlsx", file)).collect();
        prop_assert_eq!(&totals(&programme, &parts), &whole);

        let counted = projects.iter().filter(|project| project.counted);
        let money: Money = counted.clone().filter_map(Project::sources_sum).sum();
        prop_assert_eq!(whole.sum(|_| true).total(), money);
        prop_assert_eq!(whole.sum(|_| true).projects, counted.count() as u64);
    }
}
