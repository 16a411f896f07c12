//! A sheet a source: workbooks whose sheets list the same projects, each with its own source of money; and sheets that
//! only sum up what others list.
//!
//! Amounts are typed by hand, in triệu đồng. Each sheet has its header in row 4 and its first project in row 5.

use doisoat::model::{Code, Finding, Money, Outcome, Project, Severity};
use doisoat::programme::load;
use rust_xlsxwriter::{Format, Worksheet};

use crate::support::{run, save};

/// The header of a sheet of one source.
fn columns(source: &'static str) -> [&'static str; 8] {
    ["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Số lượng", "Tổng kinh phí", source, "Đối ứng"]
}

/// Task, name, beneficiary, then total, the sheet's own source, own money.
type Line = (&'static str, &'static str, &'static str, [i64; 3]);

const DRYER: (&str, &str, &str) = ("3.1.b", "Máy sấy chè", "HTX Mẫu A");
const CUTTER: (&str, &str, &str) = ("3.1.b", "Máy cắt CNC", "Công ty TNHH Mẫu B");
const LABEL: (&str, &str, &str) = ("4.1.đ", "Nhãn hiệu chè", "HTX Mẫu C");

const fn line((task, name, beneficiary): (&'static str, &'static str, &'static str), money: [i64; 3]) -> Line {
    (task, name, beneficiary, money)
}

fn titled(name: &str) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name(name).unwrap();
    sheet.write(0, 0, "UBND HUYỆN PHONG THỔ").unwrap();
    sheet.write(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023").unwrap();
    sheet.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    sheet
}

/// A sheet of one source with its rows and their typed totals.
fn sheet(name: &str, source: &'static str, lines: &[Line]) -> Worksheet {
    let mut sheet = titled(name);
    sheet.write_row(3, 0, columns(source)).unwrap();
    let mut sums = [0; 3];
    for ((task, name, beneficiary, money), row) in lines.iter().zip(4..) {
        sheet.write(row, 0, row - 3).unwrap();
        sheet.write_row(row, 1, [*task, *name, *beneficiary]).unwrap();
        sheet.write(row, 4, 1).unwrap();
        sheet.write_row(row, 5, *money).unwrap();
        (0..3).for_each(|at| sums[at] += money[at]);
    }
    let end = 4 + u32::try_from(lines.len()).unwrap();
    sheet.write(end, 2, "Tổng cộng").unwrap();
    sheet.write_row(end, 5, sums).unwrap();
    sheet
}

fn read(sheets: impl IntoIterator<Item = Worksheet>) -> Outcome {
    let outcome = run(&save(sheets).path);
    assert!(outcome.inputs[0].tables.iter().all(|table| table.rows.balances()));
    outcome
}

/// The findings but notes, and the note that tells of joined projects.
fn codes(outcome: &Outcome) -> Vec<Code> {
    let worth = |finding: &&Finding| finding.severity != Severity::Note;
    outcome.findings.iter().filter(worth).map(|finding| finding.code).collect()
}

/// Total, KCQG, NS tỉnh, own of each project that counts.
fn money(outcome: &Outcome) -> Vec<[i64; 4]> {
    let programme = load::embedded().unwrap();
    let trieu = |amount: Money| i64::try_from(amount.dong() / Money::from_trieu(1).dong()).unwrap();
    let of = |project: &Project, id: &str| {
        let source = programme.source_ids().find(|source| programme.source(*source).id == id).unwrap();
        trieu(project.source(source))
    };
    let projects = outcome.projects().filter(|(_, project)| project.counted);
    projects
        .map(|(_, project)| {
            let total = trieu(project.total.value.unwrap());
            [total, of(project, "national"), of(project, "provincial"), of(project, "own")]
        })
        .collect()
}

fn places(finding: &Finding) -> Vec<String> {
    let shown = |place: &doisoat::model::Place| {
        let cells: Vec<String> = place.cells.iter().map(ToString::to_string).collect();
        format!("{}!{}", place.sheet.as_deref().unwrap_or_default(), cells.join(","))
    };
    finding.places.iter().map(shown).collect()
}

fn only(outcome: &Outcome, code: Code) -> &Finding {
    let found: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.code == code).collect();
    assert_eq!(found.len(), 1, "{:?}", outcome.findings);
    found[0]
}

#[test]
fn sheets_of_their_own_projects_stand_side_by_side() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [600, 300, 300])]),
        sheet("KCĐP", "KCĐP", &[line(CUTTER, [600, 300, 300])]),
    ]);
    assert_eq!(codes(&outcome), []);
    assert_eq!(money(&outcome), [[600, 300, 0, 300], [600, 0, 300, 300]]);
}

#[test]
fn the_whole_project_on_each_sheet_with_one_source_of_it() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300]), line(CUTTER, [500, 150, 250])]),
        sheet("NSĐP", "NSĐP", &[line(CUTTER, [500, 100, 250]), line(DRYER, [600, 100, 300])]),
    ]);
    assert_eq!(codes(&outcome), []);
    assert_eq!(money(&outcome), [[600, 200, 100, 300], [500, 150, 100, 250]]);
    let note = outcome.findings.iter().find(|finding| finding.message.contains("gộp")).unwrap();
    assert_eq!((note.code, places(note)), (Code::BM09, vec!["KCQG!A4:H4".to_owned(), "NSĐP!A4:H4".to_owned()]));
    // Each row is counted in its own table, each project once.
    let rows: Vec<(u64, u64)> =
        outcome.inputs[0].tables.iter().map(|table| (table.rows.seen, table.rows.projects)).collect();
    assert_eq!((rows, outcome.projects().count()), (vec![(3, 2), (3, 2)], 2));
    assert_eq!(outcome.totals.sum(|_| true).projects, 2);
    assert_eq!(outcome.totals.sum(|_| true).quantity, 2.into());
}

#[test]
fn the_own_part_of_the_project_on_each_sheet() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [400, 200, 200])]),
        sheet("KCĐP", "KCĐP", &[line(DRYER, [200, 100, 100])]),
    ]);
    assert_eq!(codes(&outcome), []);
    assert_eq!(money(&outcome), [[600, 200, 100, 300]]);
    let (_, project) = outcome.projects().next().unwrap();
    let stands: Vec<String> =
        project.place([project.total.at, project.sources[2].at]).iter().map(|place| format!("{place:?}")).collect();
    assert_eq!(stands.len(), 2, "{stands:?}");
}

#[test]
fn own_money_beside_one_of_the_sources_is_not_doubled() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [500, 200, 300])]),
        sheet("KCĐP", "KCĐP", &[line(DRYER, [100, 100, 0])]),
    ]);
    assert_eq!((codes(&outcome), money(&outcome)), (vec![], vec![[600, 200, 100, 300]]));
    // The same 300 written beside 200 of the state here and 100 there is one amount.
    let repeated = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [500, 200, 300])]),
        sheet("KCĐP", "KCĐP", &[line(DRYER, [400, 100, 300])]),
    ]);
    assert_eq!((codes(&repeated), money(&repeated)), (vec![], vec![[600, 200, 100, 300]]));
}

#[test]
fn own_money_that_may_be_one_amount_or_two_is_asked_about_and_other_rows_may_tell() {
    let open = line(DRYER, [300, 150, 150]);
    let outcome = read([sheet("KCQG", "KCQG", &[open]), sheet("KCĐP", "KCĐP", &[open])]);
    let finding = only(&outcome, Code::TR01);
    assert_eq!(places(finding), ["KCĐP!C5", "KCQG!C5"]);
    assert!(finding.message.contains("vốn đối ứng bằng nhau"), "{}", finding.message);
    assert_eq!(money(&outcome), [[300, 150, 0, 150], [300, 0, 150, 150]]);
    // Beside a project whose parts differ, the parts of this one add up too.
    let told = read([
        sheet("KCQG", "KCQG", &[open, line(CUTTER, [400, 200, 200])]),
        sheet("KCĐP", "KCĐP", &[open, line(CUTTER, [200, 100, 100])]),
    ]);
    assert_eq!(codes(&told), []);
    assert_eq!(money(&told), [[600, 150, 150, 300], [600, 200, 100, 300]]);
}

#[test]
fn a_breach_by_both_sources_together_points_into_both_sheets() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [800, 200, 400])]),
        sheet("NSĐP", "NSĐP", &[line(LABEL, [70, 35, 35]), line(DRYER, [800, 200, 400])]),
    ]);
    assert_eq!(codes(&outcome), [Code::DM01]);
    let finding = only(&outcome, Code::DM01);
    assert_eq!(finding.actual, Some(Money::from_trieu(400).into()));
    let mut stands = places(finding);
    stands.sort();
    assert_eq!(stands, ["KCQG!G5", "NSĐP!G6"]);
    assert_eq!(money(&outcome), [[800, 200, 200, 400], [70, 0, 35, 35]]);
}

#[test]
fn totals_that_differ_and_tie_in_no_way_leave_both_rows_and_say_so() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300])]),
        sheet("NSĐP", "NSĐP", &[line(DRYER, [700, 100, 300])]),
    ]);
    let finding = only(&outcome, Code::TR01);
    assert_eq!(places(finding), ["NSĐP!C5", "KCQG!C5"]);
    assert!(finding.message.contains("không khớp"), "{}", finding.message);
    assert_eq!(codes(&outcome), [Code::TG01, Code::TG01, Code::TR01]);
    assert_eq!(outcome.projects().filter(|(_, project)| project.counted).count(), 2);
}

#[test]
fn one_contradiction_does_not_undo_the_other_projects() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300]), line(CUTTER, [500, 150, 250])]),
        sheet("NSĐP", "NSĐP", &[line(DRYER, [600, 100, 300]), line(CUTTER, [500, 101, 250])]),
    ]);
    assert_eq!(codes(&outcome).iter().filter(|code| **code == Code::BM01).count(), 0);
    assert_eq!(money(&outcome), [[600, 200, 100, 300], [500, 150, 0, 250], [500, 0, 101, 250]]);
    assert!(only(&outcome, Code::TR01).message.contains("không khớp"));
}

#[test]
fn a_project_of_one_sheet_alone_and_its_fault_are_its_own() {
    let outcome = read([
        sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300]), line(CUTTER, [600, 300, 300])]),
        sheet("NSĐP", "NSĐP", &[line(DRYER, [600, 100, 300]), line(LABEL, [71, 35, 35])]),
    ]);
    assert_eq!(codes(&outcome), [Code::TG01]);
    assert_eq!(places(only(&outcome, Code::TG01))[0], "NSĐP!F6,G6,H6");
    assert_eq!(money(&outcome), [[600, 200, 100, 300], [600, 300, 0, 300], [71, 0, 35, 35]]);
}

#[test]
fn each_sheets_total_is_held_against_its_own_rows() {
    let mut second = sheet("NSĐP", "NSĐP", &[line(DRYER, [600, 100, 300]), line(LABEL, [70, 35, 35])]);
    second.write(6, 6, 136).unwrap();
    let outcome = read([sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300])]), second]);
    assert_eq!(codes(&outcome), [Code::TG02]);
    let finding = only(&outcome, Code::TG02);
    assert_eq!(
        (places(finding), finding.expected.clone()),
        (vec!["NSĐP!G7".to_owned()], Some(Money::from_trieu(135).into()))
    );
}

#[test]
fn an_amount_that_cannot_be_read_is_named_at_its_sheet() {
    let mut second = sheet("NSĐP", "NSĐP", &[line(DRYER, [600, 100, 300]), line(CUTTER, [500, 100, 250])]);
    second.write(5, 6, "một trăm").unwrap();
    let outcome = read([sheet("KCQG", "KCQG", &[line(DRYER, [600, 200, 300]), line(CUTTER, [500, 150, 250])]), second]);
    assert_eq!(codes(&outcome), [Code::GT01]);
    assert_eq!(places(only(&outcome, Code::GT01)), ["NSĐP!G6"]);
    assert_eq!(money(&outcome), [[600, 200, 100, 300]]);
}

#[test]
fn other_projects_years_and_ids_are_never_joined() {
    let mut other_year = titled("NSĐP 2024");
    other_year.write(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2024").unwrap();
    other_year.write_row(3, 0, columns("NSĐP")).unwrap();
    other_year.write_row(4, 1, ["3.1.b", "Máy sấy chè", "HTX Mẫu A"]).unwrap();
    other_year.write(4, 4, 1).unwrap();
    other_year.write_row(4, 5, [200, 100, 100]).unwrap();
    let outcome = read([sheet("KCQG 2023", "KCQG", &[line(DRYER, [400, 200, 200])]), other_year]);
    assert_eq!(outcome.projects().count(), 2);
    let of_a_stage = [("Đợt 1", [600, 300, 300]), ("Đợt 2", [400, 200, 200])];
    // Two sheets of one source that each tie are two projects, as ever.
    let outcome = read(of_a_stage.map(|(name, money)| sheet(name, "KCQG", &[line(DRYER, money)])));
    assert_eq!(outcome.projects().count(), 2);
}

#[test]
fn an_id_joins_what_is_named_a_little_differently() {
    let with_id = |name: &str, source: &'static str, project: &str, money: [i64; 3]| {
        let mut sheet = sheet(name, source, &[line(DRYER, money)]);
        sheet.write(3, 8, "Mã đề án").unwrap();
        sheet.write(4, 8, "KC-01").unwrap();
        sheet.write(4, 2, project).unwrap();
        sheet
    };
    let outcome = read([
        with_id("KCQG", "KCQG", "Máy sấy chè", [600, 200, 300]),
        with_id("NSĐP", "NSĐP", "Đầu tư máy sấy chè", [600, 100, 300]),
    ]);
    assert_eq!((codes(&outcome), money(&outcome)), (vec![], vec![[600, 200, 100, 300]]));
}

#[test]
fn a_column_that_names_no_source_is_of_the_source_that_the_sheet_names() {
    let of = |name: &str, money: [i64; 3]| sheet(name, "Kinh phí hỗ trợ", &[line(DRYER, money)]);
    let outcome = read([of("Nguồn KCQG", [600, 200, 300]), of("Nguồn KCĐP", [600, 100, 300])]);
    assert_eq!((codes(&outcome), money(&outcome)), (vec![], vec![[600, 200, 100, 300]]));
    // Where the amounts speak against it, or no name says it, the column is missing as ever.
    assert_eq!(codes(&read([of("Nguồn KCQG", [600, 200, 300])])), [Code::BM01]);
    assert_eq!(codes(&read([of("Biểu 1", [600, 300, 300])])), [Code::BM01]);
}

#[test]
fn the_same_full_rows_under_two_sources_names_are_one_project() {
    let full = |name: &str| {
        let mut sheet = titled(name);
        sheet.write_row(3, 0, crate::support::HEADERS).unwrap();
        sheet.write_row(4, 1, [DRYER.0, DRYER.1, DRYER.2]).unwrap();
        sheet.write(4, 4, 1).unwrap();
        sheet.write_row(4, 5, [600, 200, 100, 300]).unwrap();
        sheet
    };
    let outcome = read([full("KCQG"), full("KCĐP")]);
    assert_eq!((codes(&outcome), money(&outcome)), (vec![], vec![[600, 200, 100, 300]]));
    // Under names that say nothing it is a project written twice.
    let copies = read([full("Bản 1"), full("Bản 2")]);
    assert_eq!((codes(&copies), copies.projects().count()), (vec![Code::TR01], 2));
}

/// The summary of the two tasks by their names in the decision.
fn summary(rows: &[(&str, &str, [i64; 4])]) -> Worksheet {
    let mut sheet = titled("Tổng hợp");
    let header = ["STT", "Nội dung", "ĐVT", "Số lượng", "Tổng kinh phí", "KCQG", "NS tỉnh", "Đối ứng"];
    sheet.write_row(3, 0, header).unwrap();
    for ((name, quantity, money), row) in rows.iter().zip(4..) {
        sheet.write(row, 0, row - 3).unwrap();
        sheet.write(row, 1, *name).unwrap();
        sheet.write(row, 3, *quantity).unwrap();
        sheet.write_row(row, 4, *money).unwrap();
    }
    sheet
}

const MACHINES: &str =
    "Hỗ trợ ứng dụng máy móc tiên tiến, tiến bộ khoa học kỹ thuật vào sản xuất công nghiệp - tiểu thủ công nghiệp";

#[test]
fn a_summary_beside_the_projects_is_listed_and_not_counted() {
    let projects = || sheet("Đề án", "KCQG", &[line(DRYER, [600, 300, 300])]);
    for lines in [
        &[(MACHINES, "1", [600, 300, 0, 300])][..],
        &[("KCQG", "", [300, 300, 0, 0]), ("Đối ứng", "", [300, 0, 0, 300]), ("Tổng cộng", "1", [600, 300, 0, 300])],
    ] {
        let outcome = read([summary(lines), projects()]);
        assert_eq!(codes(&outcome), [Code::BM06]);
        let finding = only(&outcome, Code::BM06);
        assert!(places(finding)[0].starts_with("Tổng hợp!A5:"), "{:?}", places(finding));
        assert!(finding.message.contains("tổng hợp lại"), "{}", finding.message);
        assert_eq!(money(&outcome), [[600, 300, 0, 300]]);
        let summed = &outcome.inputs[0].tables[0];
        assert_eq!((summed.rows.seen, summed.rows.not_read), (lines.len() as u64, lines.len() as u64));
    }
}

#[test]
fn a_table_that_holds_what_no_other_does_is_no_summary() {
    let projects = || sheet("Đề án", "KCQG", &[line(LABEL, [70, 35, 35])]);
    let alone = read([summary(&[(MACHINES, "1", [600, 300, 0, 300])])]);
    assert!(codes(&alone).contains(&Code::BM01), "{:?}", codes(&alone));
    let other_task = read([summary(&[(MACHINES, "1", [600, 300, 0, 300])]), projects()]);
    assert!(codes(&other_task).contains(&Code::BM01), "{:?}", codes(&other_task));
    // More of a task than its projects have is not summed up from them.
    let machines = |total, half| summary(&[(MACHINES, "1", [total, half, 0, half])]);
    let of_it = || sheet("Đề án", "KCQG", &[line(DRYER, [600, 300, 300])]);
    assert_eq!(codes(&read([machines(600, 300), of_it()])), [Code::BM06]);
    assert!(codes(&read([machines(602, 301), of_it()])).contains(&Code::BM01));
    let a_project = read([summary(&[("Máy sấy chè", "1", [600, 300, 0, 300])]), projects()]);
    assert!(codes(&a_project).contains(&Code::BM01), "{:?}", codes(&a_project));
}

#[test]
fn a_cell_merged_downwards_speaks_for_each_of_its_rows() {
    let mut merged = titled("Đề án");
    let header =
        ["STT", "Năm", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "ĐVT", "Tổng kinh phí", "KCQG", "Đối ứng"];
    merged.write_row(3, 0, header).unwrap();
    let plain = Format::new();
    for (col, text) in [(1, "Năm 2023"), (2, "3.1.b"), (4, "HTX Mẫu A"), (5, "Cơ sở")] {
        merged.merge_range(4, col, 6, col, text, &plain).unwrap();
    }
    for (name, row) in ["Máy sấy", "Máy vò", "Máy đóng gói"].into_iter().zip(4..) {
        merged.write(row, 0, row - 3).unwrap();
        merged.write(row, 3, name).unwrap();
        merged.write_row(row, 6, [200, 100, 100]).unwrap();
    }
    let outcome = read([merged]);
    for (_, project) in outcome.projects() {
        let at = [project.year_entry.at, project.task.entry.at, project.beneficiary.at, project.measure.at];
        assert_eq!(at.map(|at| at.unwrap().to_string()), ["B5", "C5", "E5", "F5"]);
        assert_eq!((project.year_entry.value, project.beneficiary.text()), (Some(2023), "HTX Mẫu A"));
        assert!(project.task.task.is_some());
    }
    assert_eq!(money(&outcome), [[200, 100, 0, 100]; 3]);
}

#[test]
fn rows_that_split_a_project_are_listed_and_no_project_is_lost() {
    let split = |details: &[(&str, [i64; 3])]| {
        let mut sheet = sheet("Đề án", "KCQG", &[line(DRYER, [600, 300, 300])]);
        for ((words, money), row) in details.iter().zip(5..) {
            for col in 0..8 {
                sheet.write(row, col, "").unwrap();
            }
            sheet.write(row, 2, *words).unwrap();
            sheet.write_row(row, 5, *money).unwrap();
        }
        read([sheet])
    };
    for details in [
        &[("Trong đó: máy sấy", [400, 200, 200])][..],
        &[("Bao gồm: máy sấy", [400, 200, 200]), ("- Nhà xưởng", [200, 100, 100])],
        &[("- Máy sấy", [400, 200, 200]), ("- Nhà xưởng", [200, 100, 100])],
    ] {
        let outcome = split(details);
        assert_eq!(codes(&outcome), [Code::BM06], "{details:?}");
        assert_eq!(money(&outcome), [[600, 300, 0, 300]]);
        assert_eq!(outcome.inputs[0].tables[0].rows.not_read, details.len() as u64);
    }
    // More than the row above has, or a dash that splits nothing: projects that lack a task.
    for details in [&[("Trong đó: máy sấy", [700, 350, 350])][..], &[("- Máy vò", [200, 100, 100])]] {
        let outcome = split(details);
        assert!(codes(&outcome).contains(&Code::GT09), "{details:?}");
        assert_eq!(outcome.projects().count(), 2);
    }
}

#[test]
fn a_unit_of_money_that_nobody_knows_is_quoted() {
    let mut sheet = sheet("Đề án", "KCQG", &[line(DRYER, [600_000_000, 300_000_000, 300_000_000])]);
    sheet.write(2, 0, "Đơn vị tính: trđg").unwrap();
    let outcome = read([sheet]);
    let finding = only(&outcome, Code::BM03);
    assert_eq!((finding.severity, places(finding)), (Severity::Warning, vec!["Đề án!A3".to_owned()]));
    assert!(finding.message.contains("\"trđg\""), "{}", finding.message);
}
