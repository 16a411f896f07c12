//! Runs that outgrow a sheet, tried with sheets of a few rows.

use super::*;
use crate::model::Place;

/// A clean run whose projects fill sheets of 50 rows; how many projects it holds.
fn split(basis: Basis) -> (usize, Book) {
    let programme = load::embedded().unwrap();
    let run = outcome_on(basis, &programme, planned(&programme));
    let (projects, room) = (run.projects().count(), Room { rows: 50, ..Room::default() });
    (projects, Book::within(&room, (programme, run)))
}

#[test]
fn projects_past_the_rows_of_a_sheet_go_on_in_further_ones() {
    let (projects, book) = split(Basis::Registered);
    let pages: Vec<_> = book.values.keys().filter(|name| name.starts_with(DETAIL)).cloned().collect();
    assert_eq!(pages.len(), projects.div_ceil(50));
    assert!(pages.len() > 2 && projects % 50 != 0, "{projects} projects");
    assert_eq!(book.value("Chi tiết đề án (2)", "B1"), "CHI TIẾT ĐỀ ÁN (tiếp theo; trang tính 2/4)");
    // Each sheet begins under its own header; numbers go on.
    assert_eq!((&*book.value(DETAIL, "A54"), &*book.value(DETAIL, "A55")), ("50", ""));
    assert_eq!((&*book.value("Chi tiết đề án (2)", "A4"), &*book.value("Chi tiết đề án (2)", "A5")), ("STT", "51"));
    let last = format!("A{}", 4 + projects % 50);
    assert_eq!(book.value(&pages[pages.len() - 1], &last), projects.to_string());
}

#[test]
fn sums_are_over_every_sheet_of_projects() {
    let (_, book) = split(Basis::Registered);
    let formula = &book.formulas[BY_UNIT]["E6"];
    let tables: Vec<_> = formula.split("COUNTIFS(").skip(1).map(|rest| rest.split_once('[').unwrap().0).collect();
    assert_eq!(tables, ["DeAn", "DeAn_2", "DeAn_3", "DeAn_4"]);
    // The decision's own total, whose projects stand in four sheets.
    assert_eq!(book.row("Phụ lục 01", ("B", "TỔNG CỘNG"), &["F"]), ["75300"]);
    let (_, book) = split(Basis::Admissible);
    assert!(book.formulas[BY_UNIT]["E6"].contains("COUNTIFS(RaSoat_4["));
}

#[test]
fn the_review_goes_on_too_and_its_sums_stand_under_the_last_rows() {
    let (projects, book) = split(Basis::Registered);
    let last = format!("Rà soát mức hỗ trợ ({})", projects.div_ceil(50));
    assert!(!book.values[REVIEW].values().any(|value| value.to_string().starts_with("Cộng giai đoạn")));
    let sums = book.row(&last, ("G", "Cộng giai đoạn Đăng ký"), &["I", "J", "K"]);
    assert_eq!(sums, ["15820000000", "11080000000", "48400000000"], "the decision's KCQG, NS tỉnh and own");
}

#[test]
fn a_link_to_a_project_finds_its_sheet() {
    let (_, book) = split(Basis::Registered);
    let targets: BTreeSet<String> = (1..=9)
        .map(|sheet| book.part(&format!("xl/worksheets/sheet{sheet}.xml")))
        .flat_map(|part| {
            part.split("location=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        })
        .filter(|target| target.starts_with("'Chi tiết đề án (4)'"))
        .collect();
    assert!(targets.contains("'Chi tiết đề án (4)'!A5"), "{targets:?}");
    assert!(targets.len() > 1 && !targets.contains("'Chi tiết đề án (4)'!A4"));
}

#[test]
fn beyond_what_a_spreadsheet_calculates_at_ease_sums_are_values() {
    let programme = load::embedded().unwrap();
    let run = || outcome(&programme, planned(&programme));
    let projects = run().projects().count();
    let book = |live| Book::within(&Room { live, ..Room::default() }, (programme.clone(), run()));
    let (values, formulas) = (book(projects - 1), book(projects));
    assert!(!values.formulas[BY_UNIT].contains_key("E6") && formulas.formulas[BY_UNIT].contains_key("E6"));
    assert_eq!(values.values[BY_UNIT], formulas.values[BY_UNIT]);
    // The sheets of projects are then written row by row, and hold the same.
    for sheet in ["Phụ lục 01", DETAIL, REVIEW] {
        assert_eq!(values.values[sheet], formulas.values[sheet]);
    }
}

#[test]
fn findings_past_the_stated_count_are_grouped_and_the_rest_is_named() {
    let (programme, mut run) = clean();
    let file = run.inputs[0].file.clone();
    let finding = |row: u32| {
        let place = Place { file: file.clone(), sheet: None, cells: vec![CellRef::new(row - 1, 1).into()] };
        Finding::new(Code::GT12, Severity::Error, format!("Dòng {row}."), "Sửa.").at([place])
    };
    run.findings = (1..=7).map(finding).collect();
    let at = |findings| {
        let book = Book::within(&Room { findings, ..Room::default() }, (programme.clone(), run.clone()));
        (5..14)
            .map(|row| [book.value(FINDINGS, &format!("A{row}")), book.value(FINDINGS, &format!("I{row}"))])
            .collect::<Vec<_>>()
    };
    assert!(at(7)[6] == ["GT12", "Dòng 7."] && at(7)[7] == ["", ""], "as many as have room stand alone");
    let rows = at(3);
    assert_eq!(rows[2], ["GT12", "Dòng 3."]);
    let words = "4 sai lệch GT12 của tệp này chưa nêu riêng ở trên. Sai lệch đầu tiên: Dòng 4.";
    assert_eq!(rows[3], ["GT12", words]);
    assert!(rows[4][0].starts_with("3 sai lệch đầu mỗi sai lệch một dòng; 4 sai lệch còn lại gộp theo mã và tệp."));
    assert!(rows[4][0].contains("JSON"), "{}", rows[4][0]);
}

#[test]
fn files_past_the_rows_of_a_sheet_are_counted_and_not_listed() {
    let (programme, run) = clean();
    let files = run.inputs.len();
    let book = |rows| Book::within(&Room { rows, ..Room::default() }, (programme.clone(), run.clone()));
    let (all, some) = (book(files), book(files - 2));
    let sum = |book: &Book| book.row(INPUTS, ("B", "Cộng"), &["J", "K"]);
    assert_eq!(sum(&all), sum(&some), "the sums are over all files");
    let words = some.value(INPUTS, &format!("A{}", 4 + files - 1));
    assert!(words.starts_with("Còn 2 tệp nữa vượt số dòng của trang tính"), "{words}");
    assert!(all.formulas[INPUTS].len() > some.formulas.get(INPUTS).map_or(0, BTreeMap::len));
}
