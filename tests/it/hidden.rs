//! Workbooks that do not show all that they hold, from the file to the finding: hidden rows, columns and sheets,
//! filters, totals whose formulas are short or typed over, macros.
//!
//! Four projects of 600, 600, 70 and 70 triệu đồng in rows 5 to 8, their total in row 9; columns A to I.

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::Command;

use doisoat::model::{Code, Figure, Finding, Money, Outcome};
use rust_xlsxwriter::{FilterCondition, Formula, Table, Worksheet};

use crate::support::{HEADERS, PROJECTS, Row, Saved, patch, run, save};

/// The row of the header and of the total, counted from 0.
const HEADER: u32 = 3;
const TOTAL: u32 = 8;

/// The columns of the total's amounts, with the sum of the four projects in each.
const SUMS: [(u16, &str, i32); 4] = [(5, "F", 1340), (6, "G", 300), (7, "H", 370), (8, "I", 670)];

/// The title block of a year over the header.
fn headed(year: u32) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, "UBND HUYỆN PHONG THỔ").unwrap();
    sheet.write(1, 0, format!("ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}")).unwrap();
    sheet.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    sheet.write_row(HEADER, 0, HEADERS).unwrap();
    sheet
}

fn write_project(sheet: &mut Worksheet, row: u32, project: &Row) {
    let (task, name, beneficiary, quantity, total, national, provincial, own) = *project;
    sheet.write_row(row, 1, [task, name, beneficiary]).unwrap();
    sheet.write(row, 4, quantity).unwrap();
    sheet.write_row(row, 5, [total, national, provincial, own]).unwrap();
}

/// The four projects under the title block of a year, without a total row.
fn projects(name: &str, year: u32) -> Worksheet {
    let mut sheet = headed(year);
    sheet.set_name(name).unwrap();
    for (project, row) in PROJECTS.iter().zip(HEADER + 1..) {
        sheet.write(row, 0, row - HEADER).unwrap();
        write_project(&mut sheet, row, project);
    }
    sheet
}

/// The whole table, its totals by formulas.
fn sound(name: &str) -> Worksheet {
    let mut sheet = projects(name, 2023);
    sheet.write(TOTAL, 2, "Tổng cộng").unwrap();
    for (col, letter, sum) in SUMS {
        let formula = Formula::new(format!("=SUM({letter}5:{letter}8)")).set_result(sum.to_string());
        sheet.write(TOTAL, col, formula).unwrap();
    }
    sheet
}

fn read(sheets: impl IntoIterator<Item = Worksheet>) -> Outcome {
    run(&save(sheets).path)
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome.findings.iter().map(|finding| finding.code).collect()
}

/// The only finding of the run.
fn only(outcome: &Outcome, code: Code) -> &Finding {
    assert_eq!(codes(outcome), [code]);
    &outcome.findings[0]
}

fn cells(finding: &Finding) -> Vec<String> {
    finding.places[0].cells.iter().map(ToString::to_string).collect()
}

fn trieu(amount: i64) -> Figure {
    Figure::Money(Money::from_trieu(amount))
}

/// The four projects must count once, whatever the screen shows of them.
fn counts_all(outcome: &Outcome) {
    assert_eq!(outcome.registered(), Money::from_trieu(1340));
    assert_eq!(outcome.totals.by_key.values().map(|sums| sums.projects).sum::<u64>(), 4);
}

#[test]
fn a_sheet_that_shows_everything_is_not_named() {
    let outcome = read([sound("Đề án")]);
    assert_eq!(codes(&outcome), []);
    counts_all(&outcome);
    assert!(outcome.inputs[0].sheets[0].tells_hidden);
}

#[test]
fn hidden_rows_count_and_are_named() {
    let mut sheet = sound("Đề án");
    sheet.set_row_hidden(5).unwrap().set_row_hidden(6).unwrap();
    // Hidden rows without a project are nobody's business.
    sheet.set_row_hidden(2).unwrap().set_row_hidden(TOTAL).unwrap().set_row_hidden(20).unwrap();
    let outcome = read([sheet]);
    let finding = only(&outcome, Code::AN01);
    assert_eq!(cells(finding), ["A6:I7"]);
    assert!(finding.message.contains("2 đề án") && finding.message.contains("670 triệu đồng"), "{}", finding.message);
    counts_all(&outcome);
}

#[test]
fn a_row_without_height_is_hidden() {
    let mut sheet = sound("Đề án");
    sheet.set_row_height(4, 0).unwrap();
    assert_eq!(cells(only(&read([sheet]), Code::AN01)), ["A5:I5"]);
}

#[test]
fn hidden_columns_count_and_are_named_where_they_hold_something() {
    let mut sheet = sound("Đề án");
    sheet.set_column_hidden(6).unwrap().set_column_hidden(7).unwrap();
    sheet.set_column_hidden(12).unwrap();
    let outcome = read([sheet]);
    let finding = only(&outcome, Code::AN02);
    assert_eq!(cells(finding), ["G4:H8"]);
    assert!(finding.message.contains("G \"KCQG\", H \"NS tỉnh\""), "{}", finding.message);
    counts_all(&outcome);
}

#[test]
fn a_filter_with_a_condition_is_named_and_hides_nothing_from_us() {
    let mut sheet = sound("Đề án");
    sheet.autofilter(HEADER, 0, 7, 8).unwrap();
    sheet.filter_column(1, &FilterCondition::new().add_list_filter("3.1.b")).unwrap();
    sheet.filter_automatic_off();
    sheet.set_row_hidden(6).unwrap().set_row_hidden(7).unwrap();
    let outcome = read([sheet]);
    let finding = only(&outcome, Code::AN04);
    assert_eq!(cells(finding), ["A4:I8"]);
    assert!(finding.message.contains("giấu 2 đề án (dòng 7–8), 140 triệu đồng"), "{}", finding.message);
    counts_all(&outcome);
}

#[test]
fn a_filter_without_a_condition_is_a_row_of_buttons() {
    let mut sheet = sound("Đề án");
    sheet.autofilter(HEADER, 0, 7, 8).unwrap();
    sheet.set_row_hidden(6).unwrap();
    assert_eq!(cells(only(&read([sheet]), Code::AN01)), ["A7:I7"]);
}

#[test]
fn the_filter_of_a_table_of_excel_is_found_in_its_own_part() {
    let mut sheet = projects("Đề án", 2023);
    sheet
        .add_table(
            HEADER,
            0,
            7,
            8,
            &Table::new().set_columns(&HEADERS.map(|header| rust_xlsxwriter::TableColumn::new().set_header(header))),
        )
        .unwrap();
    sheet.set_row_hidden(6).unwrap();
    let path = save([sheet]);
    // No writer at hand sets a condition there: it is added to what this one wrote.
    let condition = "<filterColumn colId=\"1\"><filters><filter val=\"3.1.b\"/></filters></filterColumn></autoFilter>";
    patch(&path.path, "xl/tables/table1.xml", |xml| {
        let plain = "<autoFilter ref=\"A4:I8\"/>";
        assert!(xml.contains(plain), "{xml}");
        xml.replace(plain, &format!("<autoFilter ref=\"A4:I8\">{condition}"))
    });
    let outcome = run(&path.path);
    assert_eq!(cells(only(&outcome, Code::AN04)), ["A4:I8"]);
    counts_all(&outcome);
}

#[test]
fn a_hidden_copy_does_not_count_and_nothing_else_is_said_of_it() {
    let mut copy = sound("Bản cũ");
    copy.set_hidden(true);
    // A fault of its own, which would be named were it to count.
    copy.write(4, 7, 900).unwrap();
    let outcome = read([sound("Đề án"), copy]);
    let finding = only(&outcome, Code::AN03);
    assert_eq!((finding.places[0].sheet.as_deref(), finding.actual.clone()), (Some("Bản cũ"), Some(trieu(2240))));
    assert!(finding.message.contains("không tính, vì trang tính \"Đề án\""), "{}", finding.message);
    counts_all(&outcome);
    assert!(outcome.inputs[0].rows().balances());
    let counted: Vec<bool> = outcome.projects().map(|(_, project)| project.counted).collect();
    assert_eq!(counted, [true, true, true, true, false, false, false, false]);
}

#[test]
fn a_very_hidden_sheet_is_hidden_before_a_visible_one_too() {
    let mut copy = sound("Bản cũ");
    copy.set_very_hidden(true);
    let mut visible = sound("Đề án");
    visible.set_active(true);
    let outcome = read([copy, visible]);
    assert_eq!(only(&outcome, Code::AN03).actual, Some(trieu(1340)));
    counts_all(&outcome);
}

#[test]
fn a_hidden_table_of_another_year_counts() {
    let mut other = projects("Năm 2022", 2022);
    other.set_hidden(true);
    // Nobody is supported in both years.
    for row in HEADER + 1..TOTAL {
        other.write(row, 3, format!("HTX năm trước {row}")).unwrap();
    }
    let outcome = read([sound("Đề án"), other]);
    let finding = only(&outcome, Code::AN03);
    assert!(finding.message.contains("năm 2022") && finding.message.contains("vẫn được tính"), "{}", finding.message);
    assert_eq!(outcome.registered(), Money::from_trieu(2680));
}

#[test]
fn an_empty_form_on_the_visible_sheet_does_not_stand_for_the_hidden_projects() {
    let mut empty = Worksheet::new();
    empty.set_name("Đề án").unwrap();
    empty.write(0, 0, "UBND HUYỆN PHONG THỔ").unwrap();
    empty.write(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023").unwrap();
    empty.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    empty.write_row(HEADER, 0, HEADERS).unwrap();
    let mut full = sound("Số liệu");
    full.set_hidden(true);
    let outcome = read([empty, full]);
    assert!(only(&outcome, Code::AN03).message.contains("vẫn được tính"));
    counts_all(&outcome);
}

#[test]
fn a_formula_that_leaves_the_last_row_out_explains_its_gap() {
    let mut sheet = sound("Đề án");
    sheet.write(TOTAL, 7, Formula::new("=SUM(H5:H7)").set_result("335")).unwrap();
    let outcome = read([sheet]);
    let finding = only(&outcome, Code::TG03);
    assert_eq!(cells(finding), ["H9", "H8"]);
    assert_eq!((&finding.actual, &finding.expected), (&Some(trieu(335)), &Some(trieu(370))));
    counts_all(&outcome);
}

#[test]
fn a_formula_that_was_filled_to_the_right_is_followed() {
    let case = save([sound("Đề án")]);
    // Excel writes such a row as one shared formula.
    patch(&case.path, "xl/worksheets/sheet1.xml", |xml| {
        let shared = SUMS.iter().fold(xml, |xml, (_, letter, _)| {
            let plain = format!("<f>SUM({letter}5:{letter}8)</f>");
            assert!(xml.contains(&plain), "{xml}");
            let first = "<f t=\"shared\" ref=\"F9:I9\" si=\"0\">SUM(F5:F7)</f>";
            xml.replace(&plain, if *letter == "F" { first } else { "<f t=\"shared\" si=\"0\"/>" })
        });
        shared
            .replace("<v>1340</v>", "<v>1270</v>")
            .replace("<v>370</v>", "<v>335</v>")
            .replace("<v>670</v>", "<v>635</v>")
    });
    let outcome = run(&case.path);
    // No national money stands in the row that is left out.
    assert_eq!(codes(&outcome), [Code::TG03; 3]);
    let first: Vec<String> = outcome.findings.iter().map(|finding| cells(finding).remove(0)).collect();
    assert_eq!(first, ["F9", "H9", "I9"]);
}

#[test]
fn a_formula_that_leaves_out_nothing_but_blanks_is_sound() {
    let mut sheet = sound("Đề án");
    sheet.write(TOTAL, 6, Formula::new("=SUBTOTAL(9,G5:G6)").set_result("300")).unwrap();
    sheet.write(TOTAL, 7, Formula::new("=H5+H6+H7+H8").set_result("370")).unwrap();
    assert_eq!(codes(&read([sheet])), []);
}

#[test]
fn a_total_typed_over_its_formula_is_named_though_it_ties_out() {
    let mut sheet = sound("Đề án");
    sheet.write(TOTAL, 7, 370).unwrap();
    let outcome = read([sheet]);
    assert_eq!(cells(only(&outcome, Code::TG03)), ["H9"]);
}

/// Two groups of two projects, each with its subtotal in rows 7 and 10, and a total that adds the subtotals up by
/// this formula in the column of NS tỉnh.
fn grouped(formula: &str, result: i32) -> Worksheet {
    let mut sheet = headed(2023);
    let groups = [(&PROJECTS[..2], 4, [1200, 300, 300, 600]), (&PROJECTS[2..], 7, [140, 0, 70, 70])];
    for (members, first, sums) in groups {
        for (project, row) in members.iter().zip(first..) {
            write_project(&mut sheet, row, project);
        }
        sheet.write(first + 2, 2, "Cộng nhóm").unwrap();
        for ((col, letter, _), sum) in SUMS.into_iter().zip(sums) {
            let formula = format!("=SUM({letter}{}:{letter}{})", first + 1, first + 2);
            sheet.write(first + 2, col, Formula::new(formula).set_result(sum.to_string())).unwrap();
        }
    }
    sheet.write(10, 2, "Tổng cộng").unwrap();
    for (col, letter, sum) in SUMS {
        sheet.write(10, col, Formula::new(format!("={letter}7+{letter}10")).set_result(sum.to_string())).unwrap();
    }
    sheet.write(10, 7, Formula::new(formula).set_result(result.to_string())).unwrap();
    sheet
}

#[test]
fn totals_of_subtotals_reach_the_projects_under_them() {
    let outcome = read([grouped("=H7+H10", 370)]);
    assert_eq!(codes(&outcome), []);
    counts_all(&outcome);
    assert_eq!(codes(&read([grouped("=SUBTOTAL(9,H5:H10)", 370)])), []);
}

#[test]
fn a_total_that_forgets_a_subtotal_leaves_its_projects_out() {
    let outcome = read([grouped("=H7", 300)]);
    let finding = only(&outcome, Code::TG03);
    assert_eq!(cells(finding), ["H11", "H8", "H9"]);
    assert_eq!((&finding.actual, &finding.expected), (&Some(trieu(300)), &Some(trieu(370))));
}

#[test]
fn macros_are_named_and_never_run() {
    let case = save([sound("Đề án")]);
    let path = case.path.with_extension("xlsm");
    let mut archive = zip::ZipWriter::new_append(Cursor::new(std::fs::read(&case.path).unwrap())).unwrap();
    archive.start_file("xl/vbaProject.bin", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"never looked into").unwrap();
    std::fs::write(&path, archive.finish().unwrap().into_inner()).unwrap();
    let outcome = run(&path);
    assert!(only(&outcome, Code::TP08).places[0].cells.is_empty());
    counts_all(&outcome);
}

/// The same workbook as another program saves it, where LibreOffice is installed.
fn converted(case: &Saved, format: &str) -> Option<PathBuf> {
    let folder = case.path.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", format, "--outdir"])
        .arg(folder.join(format))
        .arg(&case.path)
        .output();
    let path = folder.join(format).join("bieu").with_extension(format);
    status.is_ok_and(|output| output.status.success() && path.exists()).then_some(path)
}

#[test]
#[ignore = "needs LibreOffice, and ten seconds for each format"]
fn what_libreoffice_saves_is_read_alike_and_what_cannot_be_told_is_said() {
    let mut sheet = sound("Đề án");
    sheet.set_row_hidden(4).unwrap().set_column_hidden(8).unwrap();
    sheet.write(TOTAL, 7, Formula::new("=SUM(H5:H7)").set_result("335")).unwrap();
    let mut copy = sound("Bản cũ");
    copy.set_hidden(true);
    let case = save([sheet, copy]);
    let all = [Code::TG03, Code::AN01, Code::AN02, Code::AN03];
    for (format, tells) in [("xlsx", true), ("xls", false), ("ods", false)] {
        let outcome = run(&converted(&case, format).unwrap());
        let mut found = codes(&outcome);
        found.sort_unstable();
        let told = all.into_iter().filter(|code| tells || !matches!(code, Code::AN01 | Code::AN02));
        assert_eq!((format, found), (format, told.collect()));
        assert!(outcome.inputs[0].sheets.iter().all(|sheet| sheet.tells_hidden == tells), "{format}");
        counts_all(&outcome);
    }
}
