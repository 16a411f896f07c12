//! Outlines, pages and captions around the submission of [`super::reading`]: lines of words, sums and parts that are no
//! projects, whatever column they happen to stand in.

use doisoat::model::{Code, Outcome};

use crate::reading::{Sheet, holds_the_four, save};
use crate::support::{HEADERS, PROJECTS, run};

const MACHINES: &str =
    "Hỗ trợ ứng dụng máy móc tiên tiến, tiến bộ khoa học kỹ thuật vào sản xuất công nghiệp - tiểu thủ công nghiệp";
const MARKS: &str = "Hỗ trợ xây dựng và đăng ký nhãn hiệu đối với các sản phẩm công nghiệp – tiểu thủ công nghiệp";
const PACKAGING: &str = "Hỗ trợ thiết kế mẫu mã, bao bì đóng gói";

/// The headers of a table whose tasks are told by its headings alone.
const UNDER_HEADINGS: [&str; 8] =
    ["STT", "Nội dung", "Cơ sở thụ hưởng", "Số lượng", "Tổng số", "KCQG", "NS tỉnh", "Đối ứng"];

fn started() -> Sheet {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet
}

fn under_headings() -> Sheet {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&UNDER_HEADINGS);
    sheet
}

/// A project of the submission without its code.
fn untold(sheet: &mut Sheet, at: usize) {
    let row = &PROJECTS[at];
    let money = [row.4, row.5, row.6, row.7].map(|amount| amount.to_string());
    let (ordinal, quantity) = ((at + 1).to_string(), row.3.to_string());
    sheet.row(&[&ordinal, row.1, row.2, &quantity, &money[0], &money[1], &money[2], &money[3]]);
}

/// The run holds the four projects and finds nothing but what is only noted.
fn clean(sheet: Sheet) -> Outcome {
    let outcome = run(&save(vec![sheet]).path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    let told: Vec<Code> = outcome.findings.iter().map(|finding| finding.code).collect();
    assert!(told.iter().all(|code| *code == Code::BM06), "{told:?}");
    outcome
}

#[test]
fn sums_of_a_task_by_whatever_words_are_totals() {
    let mut sheet = under_headings();
    sheet.row(&["I", MACHINES]);
    untold(&mut sheet, 0);
    untold(&mut sheet, 1);
    sheet.row(&["", "Cộng nhiệm vụ 3.1.b", "", "", "1200", "300", "300", "600"]).row(&["II", MARKS]);
    untold(&mut sheet, 2);
    sheet.row(&["", "Cộng mảng nhãn hiệu", "", "", "70", "0", "35", "35"]).row(&["III", PACKAGING]);
    untold(&mut sheet, 3);
    sheet.row(&["", "Tổng cộng (I+II+III)", "", "", "1340", "300", "370", "670"]);
    assert_eq!(clean(sheet).inputs[0].tables[0].totals.len(), 3);
}

#[test]
fn a_total_may_bear_its_label_in_any_column_of_words() {
    for at in 0..4 {
        let mut sheet = started();
        sheet.projects();
        let mut total = ["", "", "", "", "", "1340", "300", "370", "670"];
        total[at] = "Tổng cộng";
        sheet.row(&total);
        assert_eq!(clean(sheet).inputs[0].tables[0].totals.len(), 1);
    }
}

#[test]
fn groups_that_count_on_into_their_projects_are_groups() {
    let mut sheet = under_headings();
    sheet.row(&["1", MACHINES, "", "", "1200", "300", "300", "600"]);
    untold(&mut sheet, 0);
    untold(&mut sheet, 1);
    // The second group is numbered 2 and its project 3.
    sheet.row(&["2", MARKS, "", "", "70", "0", "35", "35"]);
    untold(&mut sheet, 2);
    sheet.row(&["3", PACKAGING, "", "", "70", "0", "35", "35"]);
    untold(&mut sheet, 3);
    assert_eq!(clean(sheet).inputs[0].tables[0].totals.len(), 3);
}

#[test]
fn the_outline_of_the_decision_and_empty_groups_are_no_projects() {
    let mut sheet = under_headings();
    sheet.row(&["3", "Ứng dụng máy móc"]).row(&["3.1", "Nhiệm vụ"]).row(&["b)", MACHINES]);
    untold(&mut sheet, 0);
    untold(&mut sheet, 1);
    sheet.row(&["II", "Hỗ trợ thành lập doanh nghiệp công nghiệp - tiểu thủ công nghiệp", "", "0", "0", "0", "-", "0"]);
    sheet.row(&["4", "Phát triển sản phẩm"]).row(&["đ)", MARKS]);
    untold(&mut sheet, 2);
    sheet.row(&["III", &format!("{PACKAGING} (6)")]);
    untold(&mut sheet, 3);
    clean(sheet);
}

#[test]
fn a_group_with_money_and_no_project_under_it_is_a_project_of_its_own_task() {
    let mut sheet = under_headings();
    sheet.row(&["I", MACHINES]);
    untold(&mut sheet, 0);
    sheet.row(&["II", PACKAGING, "", "1", "70", "0", "35", "35"]);
    let outcome = run(&save(vec![sheet]).path);
    let tasks: Vec<_> = outcome.inputs[0].tables[0].projects.iter().map(|project| project.task.task).collect();
    let programme = doisoat::programme::load::embedded().unwrap();
    assert_eq!(tasks, [programme.task_by_code("3.1.b"), programme.task_by_code("6")]);
}

#[test]
fn words_over_the_columns_are_no_project_of_an_unknown_task() {
    let mut sheet = started();
    sheet.project(1, &PROJECTS[0], 1).project(2, &PROJECTS[1], 1);
    // The words happen to stand in the column of tasks.
    sheet.row(&["", "B. Đề án từ nguồn NS tỉnh"]).row(&HEADERS);
    sheet.project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1);
    sheet.row(&["", "Bằng chữ: Một nghìn ba trăm bốn mươi triệu đồng"]);
    clean(sheet);
}

#[test]
fn the_items_of_a_project_are_no_projects() {
    for marks in [["-", "-"], ["1.1", "1.2"], ["a)", "b)"]] {
        let mut sheet = started();
        sheet.project(1, &PROJECTS[0], 1);
        sheet.row(&[marks[0], "", "Máy sấy", "", "1", "400", "200", "0", "200"]);
        sheet.row(&[marks[1], "", "Máy đóng gói", "", "2", "200", "100", "0", "100"]);
        sheet.project(2, &PROJECTS[1], 1).project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1);
        clean(sheet);
    }
}

#[test]
fn items_that_do_not_add_up_to_their_project_stay_in_sight() {
    let mut sheet = started();
    sheet.project(1, &PROJECTS[0], 1).row(&["1.1", "", "Máy sấy", "", "1", "400", "200", "0", "200"]);
    let outcome = run(&save(vec![sheet]).path);
    assert_eq!(outcome.inputs[0].tables[0].projects.len(), 2);
    assert!(outcome.findings.iter().any(|finding| finding.code == Code::GT09));
}

#[test]
fn a_sheet_that_sums_up_by_year_and_counts_projects_is_a_summary() {
    let mut list = started();
    list.projects();
    let mut summary = Sheet::new();
    summary.row(&["UBND HUYỆN PHONG THỔ"]).row(&["TỔNG HỢP KINH PHÍ"]).row(&["Đơn vị tính: triệu đồng"]);
    summary.row(&["STT", "Nội dung", "Số đề án", "Tổng kinh phí", "KCQG", "NS tỉnh", "Vốn đối ứng"]);
    summary.row(&["1", "Năm 2023", "4", "1340", "300", "370", "670"]);
    summary.row(&["", "Tổng cộng", "4", "1340", "300", "370", "670"]);
    let outcome = run(&save(vec![list, summary]).path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert!(outcome.inputs[0].tables[1].summary);
    assert!(outcome.findings.iter().all(|finding| finding.code == Code::BM06));
}

#[test]
fn a_second_table_of_a_sheet_is_of_the_year_above_it() {
    let mut sheet = started();
    sheet.project(1, &PROJECTS[0], 1).row(&["", "", "Tổng cộng", "", "", "600", "300", "0", "300"]).row(&[""]);
    sheet.row(&["Biểu 2"]);
    sheet.row(&[
        "STT",
        "Mã nhiệm vụ",
        "Tên đề án",
        "Đơn vị thụ hưởng",
        "Số lượng",
        "Tổng kinh phí",
        "NS tỉnh",
        "Đối ứng",
    ]);
    sheet.row(&["1", "6", "Bao bì mật ong", "HKD Mẫu D", "1", "70", "35", "35"]);
    let outcome = run(&save(vec![sheet]).path);
    let years: Vec<_> = outcome.inputs[0].tables.iter().map(|table| table.projects[0].year).collect();
    assert_eq!(years, [Some(2023), Some(2023)]);
}
