//! Two sides typed by hand: five tasks, their amounts in triệu đồng.

use rust_decimal::Decimal;

use super::*;
use crate::model::crosscheck::{BridgeLine, Cause, Tie};
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirColumn, TheirRow, TheirTable};
use crate::model::{AppendixRow, Area, CellRef, Code, FigureOf, Money, MoneyUnit, Severity, SourceId, TaskId};
use crate::programme::load;

fn programme() -> Programme {
    load::embedded().unwrap()
}

/// A project of 2023: task, name, unit, quantity; KCQG, NS tỉnh and own money in đồng.
fn item(code: &str, name: &str, unit: &str, quantity: i64, dong: [i64; 3]) -> OurItem {
    let programme = programme();
    let mut sources: Vec<Money> = dong.iter().map(|amount| Money::from_dong(*amount)).collect();
    sources.push(Money::ZERO);
    OurItem {
        unit: programme.unit_by_name(unit),
        year: 2023,
        task: programme.task_by_code(code),
        name: name.to_owned(),
        beneficiary: String::new(),
        quantity: quantity.into(),
        sources,
        file: format!("{unit}.xlsx").into(),
        sheet: "Đề án".into(),
        row: 8,
        counted: true,
    }
}

/// Six projects of two units, no two alike.
fn items() -> Vec<OurItem> {
    vec![
        item("3.1.b", "Máy sấy", "Phong Thổ", 1, [0, 300_000_000, 310_000_000]),
        item("3.1.b", "Máy cắt", "Sìn Hồ", 2, [250_000_000, 0, 260_000_000]),
        item("3.1.b", "Máy nghiền", "Tân Uyên", 1, [0, 120_000_000, 130_000_000]),
        item("6", "Bao bì chè", "Phong Thổ", 1, [0, 35_000_000, 36_000_000]),
        item("6", "Bao bì mật ong", "Tân Uyên", 1, [0, 31_000_000, 32_000_000]),
        item("7", "Bản tin", "Sìn Hồ", 1, [0, 50_000_000, 0]),
    ]
}

fn ours(items: Vec<OurItem>) -> Ours {
    Ours { items, ..Ours::default() }
}

/// A row of theirs: quantity, total, KCQG, NS tỉnh, own; as written in triệu đồng.
fn row(at: u32, role: RowRole, name: &str, figures: [&str; 5]) -> TheirRow {
    let cell = |(col, written): (u32, &&str)| {
        let value: Option<Decimal> = written.parse().ok();
        let decimals = value.map_or(0, |value| value.scale());
        TheirCell { col, written: (*written).to_owned(), value, decimals, ..TheirCell::default() }
    };
    TheirRow {
        row: at,
        code: String::new(),
        name: name.to_owned(),
        role,
        year: None,
        cells: (2..).zip(&figures).map(cell).collect(),
    }
}

fn task(code: &str) -> RowRole {
    RowRole::Ours(RowOf::whole(AppendixRow::Task(programme().task_by_code(code).unwrap())))
}

const TOTAL: RowRole = RowRole::Ours(RowOf::whole(AppendixRow::Total));

/// Their first appendix as it is where nothing is wrong.
fn rows() -> Vec<TheirRow> {
    vec![
        row(9, TOTAL, "Tổng cộng", ["", "1554", "250", "536", "768"]),
        row(10, task("3.1.b"), "Máy móc", ["4", "1370", "250", "420", "700"]),
        row(11, task("6"), "Bao bì", ["2", "134", "0", "66", "68"]),
        row(12, task("7"), "Tuyên truyền", ["1", "50", "0", "50", "0"]),
    ]
}

fn theirs(rows: Vec<TheirRow>) -> Theirs {
    let figure = |col: u32, of: FigureOf| TheirColumn {
        col,
        header: format!("cột {col}"),
        role: ColumnRole::Figure(of, None),
        unit: None,
    };
    let source = |col: u32, at: usize| figure(col, FigureOf::Source(SourceId(at)));
    let name = TheirColumn { col: 1, header: "Nhiệm vụ".to_owned(), role: ColumnRole::Name, unit: None };
    let columns =
        vec![name, figure(2, FigureOf::Quantity), figure(3, FigureOf::Total), source(4, 0), source(5, 1), source(6, 2)];
    let table = TheirTable {
        file: "stc.xlsx".into(),
        sheet: "PL1".into(),
        header: Area::new(CellRef::new(8, 1), CellRef::new(8, 6)),
        unit: Some((MoneyUnit::Trieu, CellRef::new(5, 6))),
        columns,
        rows,
        shown: Vec::new(),
        merges: Vec::new(),
    };
    let path = "stc.xlsx".into();
    Theirs { file: "stc.xlsx".into(), path, sha256: String::new(), tables: vec![table], other_sheets: Vec::new() }
}

fn check(rows: Vec<TheirRow>, ours: Ours) -> Crosscheck {
    let checked = crosscheck(&programme(), theirs(rows), ours);
    for line in &checked.bridge {
        assert_eq!(line.theirs + line.steps.iter().copied().sum(), line.ours, "{line:?}");
    }
    checked
}

fn line(checked: &Crosscheck, of: FigureOf) -> &BridgeLine {
    checked.bridge.iter().find(|line| line.of == of && line.year.is_none()).unwrap()
}

/// What a cause takes from or adds to their grand total, in đồng.
fn step(checked: &Crosscheck, cause: Cause) -> Money {
    let at = Cause::ALL.iter().position(|known| *known == cause).unwrap();
    line(checked, FigureOf::Total).steps[at]
}

fn causes(checked: &Crosscheck) -> Vec<Cause> {
    checked.bookings.iter().map(|booking| booking.cause).collect()
}

fn codes(checked: &Crosscheck, severity: Severity) -> Vec<Code> {
    let mut codes: Vec<Code> =
        checked.findings.iter().filter(|finding| finding.severity == severity).map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Their rows with some figures of a row replaced.
fn with(at: usize, figures: [&str; 5], total: [&str; 5]) -> Vec<TheirRow> {
    let mut rows = rows();
    rows[at] = row(rows[at].row, rows[at].role, &rows[at].name.clone(), figures);
    rows[0] = row(9, TOTAL, "Tổng cộng", total);
    rows
}

#[test]
fn equal_sides_tie_out_and_the_bridge_is_empty() {
    let checked = check(rows(), ours(items()));
    assert_eq!((checked.matched(), checked.figures()), (19, 19));
    assert!(checked.findings.is_empty() && checked.bookings.is_empty());
    assert!(checked.bridge.iter().all(|line| line.steps.iter().all(|step| step.is_zero())));
}

#[test]
fn one_dong_more_is_an_amount_changed_and_named_with_both_figures() {
    let checked = check(
        with(3, ["1", "50.000001", "0", "50.000001", "0"], ["", "1554.000001", "250", "536.000001", "768"]),
        ours(items()),
    );
    assert_eq!(causes(&checked), [Cause::AmountChanged]);
    assert!(checked.bookings[0].words.contains("Bản tin"), "the only project of the task");
    assert_eq!(step(&checked, Cause::AmountChanged), Money::from_dong(-1));
    let finding = checked.findings.iter().find(|finding| finding.task.is_some()).unwrap();
    assert_eq!((finding.code, finding.severity), (Code::DC01, Severity::Error));
    assert_eq!(finding.places[0].cells[0].to_string(), "D13");
    assert_eq!(&*finding.places[1].file, "Sìn Hồ.xlsx");
    assert_eq!(finding.difference, Some(Money::from_dong(1).into()));
}

#[test]
fn a_project_left_out_and_one_counted_twice_are_told_by_all_their_figures() {
    let left_out = check(with(1, ["3", "1120", "250", "300", "570"], ["", "1304", "250", "416", "638"]), ours(items()));
    assert_eq!(causes(&left_out), [Cause::LeftOut]);
    assert!(left_out.bookings[0].words.contains("Máy nghiền"));
    assert_eq!(step(&left_out, Cause::LeftOut), Money::from_trieu(250));

    let twice = check(with(1, ["6", "1880", "500", "420", "960"], ["", "2064", "500", "536", "1028"]), ours(items()));
    assert_eq!(causes(&twice), [Cause::CountedTwice]);
    assert!(twice.bookings[0].words.contains("Máy cắt"));
    assert_eq!(step(&twice, Cause::CountedTwice), Money::from_trieu(-510));
}

#[test]
fn money_without_its_quantity_is_no_project_left_out() {
    let checked = check(with(1, ["4", "1120", "250", "300", "570"], ["", "1304", "250", "416", "638"]), ours(items()));
    assert_eq!(causes(&checked), [Cause::AmountChanged], "as many projects as ours");
}

#[test]
fn a_submission_of_one_project_and_the_project_are_two_causes() {
    let mut items = items();
    items[5] = item("7", "Bản tin", "Tam Đường", 1, [0, 50_000_000, 0]);
    let checked = check(with(3, ["0", "0", "0", "0", "0"], ["", "1504", "250", "486", "768"]), ours(items));
    assert_eq!(causes(&checked), [Cause::Unexplained]);
    let candidates = checked.bookings[0].candidates.join(" ");
    assert!(candidates.contains("bỏ sót") && candidates.contains("bản nộp"), "{candidates}");
}

#[test]
fn of_two_projects_alike_neither_is_booked_and_both_are_named() {
    let mut items = items();
    items[0] = item("3.1.b", "Máy sấy", "Phong Thổ", 1, [0, 120_000_000, 130_000_000]);
    let checked = check(with(1, ["3", "760", "250", "120", "390"], ["", "944", "250", "236", "458"]), ours(items));
    assert_eq!(causes(&checked), [Cause::Unexplained]);
    let candidates = checked.bookings[0].candidates.join(" ");
    assert!(candidates.contains("Máy sấy") && candidates.contains("Máy nghiền"), "{candidates}");
    assert_eq!(step(&checked, Cause::Unexplained), Money::from_trieu(250));
}

#[test]
fn a_project_that_ours_leave_out_may_stand_in_theirs() {
    let mut items = items();
    items.push(OurItem { counted: false, ..item("7", "Bản tin cũ", "Sìn Hồ", 1, [0, 44_000_000, 0]) });
    let checked = check(with(3, ["2", "94", "0", "94", "0"], ["", "1598", "250", "580", "768"]), ours(items));
    assert_eq!(causes(&checked), [Cause::CountedTwice]);
    assert!(checked.bookings[0].words.contains("bên ta không cộng"));
}

#[test]
fn a_whole_submission_is_one_cause_over_its_tasks() {
    let mut rows = with(1, ["3", "760", "250", "120", "390"], ["", "873", "250", "201", "422"]);
    rows[2] = row(11, task("6"), "Bao bì", ["1", "63", "0", "31", "32"]);
    let checked = check(rows, ours(items()));
    assert_eq!(causes(&checked), [Cause::SubmissionMissingThere]);
    assert!(checked.bookings[0].words.contains("Phong Thổ"));
    assert_eq!(step(&checked, Cause::SubmissionMissingThere), Money::from_trieu(681));
}

#[test]
fn what_is_beyond_ours_is_the_one_submission_that_did_not_reach_us() {
    let kept: Vec<OurItem> = items().into_iter().filter(|item| &*item.file != "Tân Uyên.xlsx").collect();
    let tan_uyen = programme().unit_by_name("Tân Uyên").unwrap();
    let phong_tho = programme().unit_by_name("Phong Thổ").unwrap();
    let known = check(rows(), Ours { missing: vec![(tan_uyen, 2023)], ..ours(kept.clone()) });
    assert!(causes(&known).iter().all(|cause| *cause == Cause::SubmissionMissingHere), "{:?}", known.bookings);
    assert_eq!(step(&known, Cause::SubmissionMissingHere), Money::from_trieu(-313));
    let two = check(rows(), Ours { missing: vec![(phong_tho, 2023), (tan_uyen, 2023)], ..ours(kept) });
    assert!(causes(&two).iter().all(|cause| *cause == Cause::Unexplained));
    assert!(two.bookings[0].candidates.iter().any(|words| words.contains("Phong Thổ")));
}

#[test]
fn a_thousand_times_an_amount_is_a_slip_of_the_unit() {
    let checked =
        check(with(3, ["1", "50000", "0", "50000", "0"], ["", "51504", "250", "50486", "768"]), ours(items()));
    assert_eq!(causes(&checked), [Cause::UnitSlip]);
    assert_eq!(step(&checked, Cause::UnitSlip), Money::from_trieu(-49_950));
}

#[test]
fn digits_left_out_are_rounding_up_to_half_of_the_last_one() {
    let one = |dong: i64| {
        let mut items = items();
        items[5] = item("7", "Bản tin", "Sìn Hồ", 1, [0, dong, 0]);
        check(rows(), ours(items))
    };
    let within = one(50_500_000);
    assert_eq!(causes(&within), [Cause::Rounding]);
    assert_eq!(codes(&within, Severity::Error), []);
    assert_eq!(codes(&within, Severity::Note), [Code::DC01]);
    assert_eq!(within.cells.iter().filter(|cell| cell.tie == Tie::Rounded).count(), 4);
    let beyond = one(50_500_001);
    assert_eq!(codes(&beyond, Severity::Error), [Code::DC01]);
    assert_eq!(causes(&beyond), [Cause::AmountChanged]);
}

#[test]
fn a_row_of_ours_that_they_do_not_have_is_said_once() {
    let mut rows = rows();
    rows.pop();
    rows[0] = row(9, TOTAL, "Tổng cộng", ["", "1504", "250", "486", "768"]);
    let checked = check(rows, ours(items()));
    assert_eq!(checked.findings.iter().filter(|finding| finding.code == Code::DC02).count(), 1);
    assert_eq!(checked.missing_figures, 3, "quantity, total, NS tỉnh; KCQG and own have nothing of ours");
    assert_eq!(causes(&checked), [Cause::LeftOut]);
    assert_eq!(step(&checked, Cause::LeftOut), Money::from_trieu(50));
}

#[test]
fn a_row_that_is_none_of_ours_is_listed_and_may_be_the_missing_one() {
    let mut rows = rows();
    rows[3].role = RowRole::Unmatched;
    let checked = check(rows, ours(items()));
    assert_eq!(codes(&checked, Severity::Error), [Code::DC02, Code::DC03]);
    assert_eq!(checked.unmatched, [(0, 3)]);
    assert_eq!(causes(&checked), [Cause::Unexplained; 2]);
    assert!(step(&checked, Cause::Unexplained).is_zero(), "the two cancel out");
}

#[test]
fn their_own_subtotal_is_no_strange_row() {
    let mut rows = rows();
    rows.push(row(13, RowRole::Unmatched, "Nhóm khác", ["3", "184", "0", "116", "68"]));
    rows.swap(1, 4);
    // The subtotal now stands above the two rows that it sums up.
    rows[4] = row(14, task("3.1.b"), "Máy móc", ["4", "1370", "250", "420", "700"]);
    rows.swap(4, 3);
    rows.swap(3, 2);
    let of = |row: &TheirRow| row.name.clone();
    assert_eq!(
        rows.iter().map(of).collect::<Vec<_>>(),
        ["Tổng cộng", "Nhóm khác", "Máy móc", "Bao bì", "Tuyên truyền"]
    );
    rows.swap(1, 2);
    let checked = check(rows, ours(items()));
    assert!(checked.findings.is_empty() && checked.unmatched.is_empty(), "{:?}", checked.findings);
}

#[test]
fn a_total_that_their_rows_do_not_add_up_to_is_their_own_addition() {
    let checked = check(with(3, ["1", "50", "0", "50", "0"], ["", "1564", "250", "536", "768"]), ours(items()));
    assert_eq!(codes(&checked, Severity::Error), [Code::DC01, Code::DC04]);
    assert!(causes(&checked).is_empty(), "no task differs");
    assert_eq!(step(&checked, Cause::OwnAddition), Money::from_trieu(-10));
    let mut finer = items();
    finer[5] = item("7", "Bản tin", "Sìn Hồ", 1, [0, 50_400_000, 0]);
    let rounded = check(with(3, ["1", "50", "0", "50", "0"], ["", "1554.4", "250", "536", "768"]), ours(finer));
    assert!(!codes(&rounded, Severity::Error).contains(&Code::DC04), "a row may miss half a triệu");
}

#[test]
fn what_is_no_number_is_not_compared_and_said() {
    let checked = check(with(3, ["1", "năm mươi", "0", "50", "0"], ["", "1554", "250", "536", "768"]), ours(items()));
    let unread = checked.cells.iter().filter(|cell| cell.tie == Tie::Unreadable).count();
    // A word without a value reads as a blank: the reader gives it a fault.
    assert_eq!(unread + checked.cells.iter().filter(|cell| cell.tie == Tie::Differs).count(), 1);
}

#[test]
fn where_no_unit_is_stated_the_amounts_tell_it() {
    let mut untold = theirs(rows());
    untold.tables[0].unit = None;
    let checked = crosscheck(&programme(), untold, ours(items()));
    assert_eq!(checked.units, [(MoneyUnit::Trieu, true)]);
    assert_eq!(checked.matched(), checked.figures());
}

#[test]
fn the_unclassified_are_in_the_total_alone() {
    let mut items = items();
    items.push(OurItem { task: None::<TaskId>, ..item("7", "Không rõ", "Sìn Hồ", 1, [0, 9_000_000, 0]) });
    let checked = check(rows(), ours(items));
    assert!(codes(&checked, Severity::Error).contains(&Code::DC02));
    assert_eq!(line(&checked, FigureOf::Total).ours, Money::from_trieu(1563));
}

#[test]
fn a_total_off_in_its_last_digit_contradicts_rows_that_are_ours_to_the_dong() {
    let mut rows = rows();
    // Whole millions: rounding could hide one of them, were the rows not exactly ours.
    rows[0] = row(9, TOTAL, "Tổng cộng", ["", "1555", "250", "536", "768"]);
    let checked = check(rows, ours(items()));
    assert!(codes(&checked, Severity::Error).contains(&Code::DC04));
    let one = Money::from_trieu(-1);
    assert_eq!((step(&checked, Cause::OwnAddition), step(&checked, Cause::Rounding)), (one, Money::ZERO));
}

#[test]
fn a_stranger_that_the_total_leaves_out_makes_no_contradiction() {
    let mut rows = rows();
    rows.push(row(13, RowRole::Unmatched, "Việc khác", ["1", "9", "0", "9", "0"]));
    assert_eq!(codes(&check(rows, ours(items())), Severity::Error), [Code::DC03]);
}

#[test]
fn two_rows_of_one_task_are_listed_and_never_put_together() {
    let mut rows = rows();
    let RowRole::Ours(of) = rows[2].role else { unreachable!() };
    rows[2] = row(11, RowRole::Repeated(of), "Bao bì", ["1", "71", "0", "35", "36"]);
    rows.push(row(13, RowRole::Repeated(of), "Bao bì", ["1", "63", "0", "31", "32"]));
    let checked = check(rows, ours(items()));
    assert_eq!(codes(&checked, Severity::Error), [Code::DC03]);
    assert_eq!(step(&checked, Cause::Unexplained), Money::ZERO, "together they are ours");
}

#[test]
fn only_the_years_that_were_asked_for_are_held_against_theirs() {
    let mut theirs = theirs(rows());
    for column in &mut theirs.tables[0].columns {
        if let ColumnRole::Figure(_, year) = &mut column.role {
            *year = Some(2023);
        }
    }
    let of = |year: i32| {
        let ours = Ours { items: items(), years: std::collections::BTreeSet::from([year]), ..Ours::default() };
        crosscheck(&programme(), theirs.clone(), ours)
    };
    assert_eq!(of(2023).cells.len(), of(2023).matched());
    assert!(of(2022).cells.is_empty() && of(2022).bridge.is_empty(), "theirs says nothing of 2022");
}
