//! What a hurried hand leaves behind in a sound submission: rows made ready and not used, sums carried to the next
//! page, years typed into cells of dates.

use doisoat::model::{Code, Outcome, Severity};
use rust_xlsxwriter::{Format, Formula};

use crate::reading::{Sheet, holds_the_four, save};
use crate::support::{HEADERS, PROJECTS, run};

const TOTAL: [&str; 9] = ["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"];

fn judged(sheet: Sheet) -> Outcome {
    run(&save(vec![sheet]).path)
}

fn said(outcome: &Outcome) -> Vec<(Code, Severity)> {
    outcome.findings.iter().map(|finding| (finding.code, finding.severity)).collect()
}

/// A title block, a header and the four projects.
fn four() -> Sheet {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    sheet
}

#[test]
fn rows_made_ready_for_projects_and_left_without_one_are_nothing() {
    let mut sheet = four();
    sheet.row(&["5"]).row(&["6", "", "", "", "", "0", "-", "0", "0"]);
    for (col, formula) in [(5, "=SUM(G11:I11)"), (6, "=0"), (7, "=0")] {
        sheet.inner.write_formula(10, col, Formula::new(formula).set_result("0")).unwrap();
    }
    sheet.row(&["7"]).row(&TOTAL);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::BM06, Severity::Note)]);
    assert!(outcome.findings[0].message.contains("Dòng để sẵn, chưa ghi đề án"), "{}", outcome.findings[0].message);
    assert_eq!(outcome.inputs[0].rows().not_read, 3);
}

#[test]
fn a_sum_carried_to_the_next_page_is_no_project() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.project(1, &PROJECTS[0], 1).project(2, &PROJECTS[1], 1);
    sheet.row(&["", "", "Cộng chuyển trang sau", "", "", "1200", "300", "300", "600"]);
    sheet.row(&["", "", "Mang sang", "", "", "1200", "300", "300", "600"]);
    sheet.project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1).row(&TOTAL);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), []);
}

#[test]
fn a_total_whose_label_was_left_out_is_named_in_words() {
    let mut sheet = four();
    for (col, result) in [(5, "1340"), (6, "300"), (7, "371"), (8, "670")] {
        let letter = char::from(b'A' + u8::try_from(col).unwrap());
        let formula = Formula::new(format!("=SUM({letter}5:{letter}8)")).set_result(result);
        sheet.inner.write_formula(8, col, formula).unwrap();
    }
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::TG02, Severity::Error)]);
    assert!(outcome.findings[0].message.contains("\"tổng không ghi tên\""), "{}", outcome.findings[0].message);
}

#[test]
fn a_year_in_a_cell_of_dates_is_the_year_that_was_typed() {
    let mut sheet = Sheet::new();
    let headers: Vec<&str> = HEADERS.into_iter().chain(["Năm thực hiện"]).collect();
    sheet.row(&["UBND huyện Phong Thổ"]).row(&["ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG"]).row(&["Đơn vị tính: triệu đồng"]);
    sheet.row(&headers).projects();
    let dated = Format::new().set_num_format("dd/mm/yyyy");
    for row in 4..8 {
        sheet.inner.write_number_with_format(row, 9, 2023, &dated).unwrap();
    }
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), []);
}

#[test]
fn a_numbered_group_with_a_subtotal_is_no_project_whatever_its_words() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    let project = |sheet: &mut Sheet, number: &str, at: usize| {
        let (task, name, beneficiary, ..) = PROJECTS[at];
        let money = [PROJECTS[at].4, PROJECTS[at].5, PROJECTS[at].6, PROJECTS[at].7].map(|amount| amount.to_string());
        sheet.row(&[number, task, name, beneficiary, "1", &money[0], &money[1], &money[2], &money[3]]);
    };
    sheet.row(&["1", "", "Máy móc, thiết bị", "", "2", "1200", "300", "300", "600"]);
    project(&mut sheet, "1.1", 0);
    project(&mut sheet, "1.2", 1);
    sheet.row(&["2", "", "Nhãn hiệu", "", "1", "70", "0", "35", "35"]);
    project(&mut sheet, "2.1", 2);
    sheet.row(&["3", "", "Bao bì", "", "1", "70", "0", "35", "35"]);
    project(&mut sheet, "3.1", 3);
    sheet.row(&TOTAL);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), []);
    assert_eq!(outcome.inputs[0].rows().totals, 4);
}

#[test]
fn the_own_sum_of_a_total_row_settles_its_ambiguous_amounts() {
    let mut sheet = four();
    sheet.row(&["", "", "Tổng cộng", "", "", "1,340", "300", "370", "670"]);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::GT03, Severity::Note)]);
}

#[test]
fn what_stands_in_the_beneficiarys_column_alone_is_no_project() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.project(1, &PROJECTS[0], 1).row(&["", "", "", "(xã Mường So)"]);
    sheet.project(2, &PROJECTS[1], 1).project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1);
    sheet.row(&[""]).row(&["", "", "", "CHỦ TỊCH"]).row(&["", "", "", "Nguyễn Văn Mẫu"]);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::BM06, Severity::Note)]);
    let message = &outcome.findings[0].message;
    assert!(message.contains("Không đọc vùng D6: Dòng chỉ ghi thêm cho đơn vị thụ hưởng"), "{message}");
}

#[test]
fn two_names_in_one_header_are_the_first_with_a_note() {
    let mut sheet = Sheet::new();
    let mut headers = HEADERS;
    (headers[2], headers[3], headers[4]) = ("Tên đề án/nội dung", "Đơn vị thụ hưởng/Địa điểm", "Số lượng/ĐVT");
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&headers).projects();
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::BM09, Severity::Note); 3]);
}

#[test]
fn what_sums_up_all_rows_is_their_total_whatever_its_label() {
    for (label, count) in
        [("Tổng nhu cầu", "4"), ("Tổng hợp", ""), ("CỘNG KP", "4"), ("Toàn huyện", ""), ("Tổng kinh phí đăng ký", "")]
    {
        let mut sheet = four();
        sheet.row(&["", "", label, "", count, "1340", "300", "370", "670"]);
        let outcome = judged(sheet);
        holds_the_four(&outcome.inputs[0].tables[0]);
        assert_eq!(said(&outcome), [], "{label}");
        assert_eq!(outcome.inputs[0].rows().totals, 1, "{label}");
    }
}

#[test]
fn a_note_with_an_amount_between_the_projects_is_no_project() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).project(1, &PROJECTS[0], 1);
    sheet.row(&["", "", "Ghi chú: còn dư của năm trước", "", "", "50"]);
    sheet.project(2, &PROJECTS[1], 1).project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1).row(&TOTAL);
    let outcome = judged(sheet);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert_eq!(said(&outcome), [(Code::BM06, Severity::Warning)]);
}
