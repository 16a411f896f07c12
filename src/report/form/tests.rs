//! The form as another program sees it: opened with calamine, and its parts read as XML.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::programme::load;

fn programme() -> Programme {
    load::embedded().unwrap()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// The cells of the sheet "Đề án" that hold something, row by row.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let range = open(bytes).worksheet_range(entry_sheet::SHEET).unwrap();
    let text = |cell: &Data| cell.to_string();
    range.rows().map(|row| row.iter().map(text).filter(|cell| !cell.is_empty()).collect()).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn row(programme: &Programme) -> FormRow {
    FormRow {
        task: programme.task_by_code("3.1.b").unwrap(),
        id: "PT-2023-01".to_owned(),
        name: "Đầu tư máy sao chè".to_owned(),
        beneficiary: "HTX Mẫu".to_owned(),
        implementer: String::new(),
        kind: programme.kinds.iter().position(|kind| kind.id == "cooperative"),
        tax_code: "0100000001".to_owned(),
        place: String::new(),
        year: 2023,
        status: FormStatus::New,
        approval: String::new(),
        quantity: Decimal::ONE,
        event: String::new(),
        scale: None,
        unit_price: None,
        money: vec![Money::ZERO, Money::from_dong(300_000_001), Money::from_trieu(300)],
        note: String::new(),
    }
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let programme = programme();
    let options = FormOptions { year: Some(2023), ..FormOptions::default() };
    assert_eq!(write(&programme, &options).unwrap(), write(&programme, &options).unwrap());
}

#[test]
fn the_header_is_the_design_s_in_its_order() {
    let bytes = write(&programme(), &FormOptions::default()).unwrap();
    let header = rows(&bytes).into_iter().find(|row| row.first().is_some_and(|cell| cell == "STT")).unwrap();
    assert_eq!(
        header.join(" | "),
        "STT | Mã nhiệm vụ | Mã đề án | Tên đề án | Đơn vị thụ hưởng | Đơn vị thực hiện | Loại hình | Mã số thuế | \
         Địa điểm | Năm thực hiện | Tính chất | Quyết định phê duyệt | ĐVT | Số lượng | Tên hội chợ | Quy mô | \
         Đơn giá | Tổng kinh phí | KCQG | NS tỉnh | Vốn đối ứng của cơ sở | Nguồn khác | Ghi chú"
    );
}

#[test]
fn the_title_block_says_what_the_submission_is() {
    let programme = programme();
    let unit = programme.unit_by_name("Phong Thổ");
    let bytes = write(&programme, &FormOptions { unit, year: Some(2023), rows: &[] }).unwrap();
    let title: Vec<String> = rows(&bytes).into_iter().take(7).flatten().collect();
    for line in [
        "Đơn vị: UBND huyện Phong Thổ",
        "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023",
        "Năm: 2023",
        "Giai đoạn: Đăng ký",
        "Lần nộp: 1",
        "Đơn vị tính: triệu đồng",
        "Phiên bản biểu mẫu: 1",
    ] {
        assert!(title.iter().any(|cell| cell == line), "{line}: {title:?}");
    }
}

#[test]
fn a_row_without_a_project_has_no_content() {
    let bytes = write(&programme(), &FormOptions::default()).unwrap();
    let rows = rows(&bytes);
    let header = rows.iter().position(|row| row.first().is_some_and(|cell| cell == "STT")).unwrap();
    let total = rows.iter().position(|row| row.first().is_some_and(|cell| cell == "Tổng cộng")).unwrap();
    assert_eq!(total - header - 1, 40);
    assert!(rows[header + 1..total].iter().all(Vec::is_empty));
}

#[test]
fn a_filled_row_keeps_every_dong_and_text_stays_text() {
    let programme = programme();
    let bytes = write(&programme, &FormOptions { rows: &[row(&programme)], ..FormOptions::default() }).unwrap();
    let rows = rows(&bytes);
    let filled = rows.iter().find(|row| row.iter().any(|cell| cell == "HTX Mẫu")).unwrap();
    assert_eq!(
        filled.join(" | "),
        "1 | 3.1.b | PT-2023-01 | Đầu tư máy sao chè | HTX Mẫu | Hợp tác xã | 0100000001 | 2023 | Mới | cơ sở | 1 | \
         600.000001 | 300.000001 | 300"
    );
    let total = rows.iter().find(|row| row.first().is_some_and(|cell| cell == "Tổng cộng")).unwrap();
    assert_eq!(total[1..], ["600.000001", "0", "300.000001", "300", "0"], "stored results");
}

#[test]
fn more_projects_than_ready_rows_are_all_written_and_summed() {
    let programme = programme();
    let many = vec![row(&programme); 90];
    let bytes = write(&programme, &FormOptions { rows: &many, ..FormOptions::default() }).unwrap();
    let rows = rows(&bytes);
    assert_eq!(rows.iter().filter(|row| row.iter().any(|cell| cell == "HTX Mẫu")).count(), 90);
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>SUM(R9:R98)</f><v>54000.00009</v>"));
}

#[test]
fn every_dropdown_has_its_list() {
    let programme = programme();
    let bytes = write(&programme, &FormOptions::default()).unwrap();
    let (sheet, book) = (part(&bytes, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/workbook.xml"));
    for list in [lists::TASKS, lists::UNITS, lists::YEARS, lists::KINDS, lists::MEASURES, lists::STATUSES] {
        assert!(sheet.contains(&format!("<formula1>{list}</formula1>")), "{list} is offered nowhere");
        assert!(book.contains(&format!("<definedName name=\"{list}\">")), "{list} is no range");
    }
    let codes = open(&bytes).worksheet_range(lists::SHEET).unwrap();
    let first = (lists::FIRST_TASK_ROW, 0);
    assert_eq!(codes.get_value(first).map(ToString::to_string), Some(programme.tasks[0].code.clone()));
}

#[test]
fn only_the_first_sheet_could_be_taken_for_a_table() {
    let programme = programme();
    let bytes = write(&programme, &FormOptions::default()).unwrap();
    let headers: Vec<String> = columns::columns(&programme).into_iter().map(|column| column.header).collect();
    let mut book = open(&bytes);
    assert_eq!(book.sheet_names(), ["Đề án", "Định mức", "Hướng dẫn"]);
    for sheet in ["Định mức", "Hướng dẫn"] {
        let range = book.worksheet_range(sheet).unwrap();
        let named = |row: &[Data]| row.iter().filter(|cell| headers.contains(&cell.to_string())).count();
        // One: a task that may use one source alone.
        assert!(range.rows().map(named).max() <= Some(1), "{sheet}");
    }
}
