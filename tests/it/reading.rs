//! Workbooks as districts really send them, read by the whole program: layouts, units of money, numbers as text.
//! The same four projects in each, so that what must come out is known by hand.

use doisoat::model::{Input, Money, Table};
use doisoat::programme::load;
use rust_xlsxwriter::{Format, Worksheet};
use std::collections::BTreeSet;

use crate::support::{self, HEADERS, PROJECTS, Row, Saved, patch, run};

const MACHINES: &str =
    "Hỗ trợ ứng dụng máy móc tiên tiến, tiến bộ khoa học kỹ thuật vào sản xuất công nghiệp - tiểu thủ công nghiệp";
const MARKS: &str = "Hỗ trợ xây dựng và đăng ký nhãn hiệu đối với các sản phẩm công nghiệp – tiểu thủ công nghiệp";
const PACKAGING: &str = "Hỗ trợ thiết kế mẫu mã, bao bì đóng gói";

/// A sheet that is filled by rows of words: what looks like a whole number is written as one.
pub(crate) struct Sheet {
    pub(crate) inner: Worksheet,
    next: u32,
    left: u16,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        Self { inner: Worksheet::new(), next: 0, left: 0 }
    }

    fn named(name: &str) -> Self {
        let mut sheet = Self::new();
        sheet.inner.set_name(name).unwrap();
        sheet
    }

    pub(crate) fn row(&mut self, cells: &[&str]) -> &mut Self {
        for (col, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let col = self.left + u16::try_from(col).unwrap();
            if cell.bytes().all(|byte| byte.is_ascii_digit()) {
                self.inner.write_number(self.next, col, cell.parse::<f64>().unwrap()).unwrap();
            } else {
                self.inner.write_string(self.next, col, *cell).unwrap();
            }
        }
        self.next += 1;
        self
    }

    pub(crate) fn title(&mut self) -> &mut Self {
        self.row(&["UBND HUYỆN PHONG THỔ"]).row(&["ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023"])
    }

    pub(crate) fn project(&mut self, ordinal: usize, row: &Row, scale: i64) -> &mut Self {
        let (task, name, beneficiary, quantity, ..) = row;
        let money = [row.4, row.5, row.6, row.7].map(|amount| (amount * scale).to_string());
        let (ordinal, quantity) = (ordinal.to_string(), quantity.to_string());
        self.row(&[&ordinal, task, name, beneficiary, &quantity, &money[0], &money[1], &money[2], &money[3]])
    }

    pub(crate) fn projects(&mut self) -> &mut Self {
        for (at, row) in PROJECTS.iter().enumerate() {
            self.project(at + 1, row, 1);
        }
        self
    }
}

pub(crate) fn save(sheets: Vec<Sheet>) -> Saved {
    support::save(sheets.into_iter().map(|sheet| sheet.inner))
}

fn read(sheets: Vec<Sheet>) -> Input {
    run(&save(sheets).path).inputs.remove(0)
}

/// The table must hold the four projects with their tasks and amounts, all counted, and its books must balance.
pub(crate) fn holds_the_four(table: &Table) {
    let programme = load::embedded().unwrap();
    assert_eq!(table.unit.unit.map(|id| programme.unit(id).short.as_str()), Some("Phong Thổ"));
    assert_eq!(table.projects.len(), 4);
    for (project, row) in table.projects.iter().zip(&PROJECTS) {
        assert_eq!(project.task.task.map(|id| programme.task(id).code.as_str()), Some(row.0));
        assert_eq!(project.name.text(), row.1);
        assert_eq!(project.beneficiary.text(), row.2);
        assert_eq!(project.quantity.value, Some(row.3.into()));
        assert_eq!(project.total.value, Some(Money::from_trieu(row.4)), "{}", row.1);
        let sources: Vec<Money> = project.sources.iter().map(|entry| entry.value.unwrap_or_default()).collect();
        assert_eq!(sources, [row.5, row.6, row.7, 0].map(Money::from_trieu), "{}", row.1);
        assert_eq!(project.year, Some(2023));
        assert!(project.counted, "{}", row.1);
    }
    assert!(table.rows.balances());
}

#[test]
fn a_plain_table() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    sheet.row(&["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"]);
    let input = read(vec![sheet]);
    holds_the_four(&input.tables[0]);
    assert_eq!(input.tables[0].projects[0].total.at.unwrap().to_string(), "F5");
    assert_eq!(input.tables[0].totals.len(), 1);
    assert_eq!(input.rows().seen, 5);
}

#[test]
fn a_merged_header_with_groups_subtotals_notes_and_a_signature_away_from_the_corner() {
    let mut sheet = Sheet::new();
    sheet.left = 1;
    sheet.row(&[""]).title().row(&[""]);
    let (top, plain) = (sheet.next, Format::new());
    for (at, header) in ["STT", "Nội dung", "Cơ sở thụ hưởng", "SL"].iter().enumerate() {
        let col = 1 + u16::try_from(at).unwrap();
        sheet.inner.merge_range(top, col, top + 1, col, header, &plain).unwrap();
    }
    sheet.inner.merge_range(top, 5, top, 8, "Kinh phí (triệu đồng)", &plain).unwrap();
    sheet.next = top + 1;
    sheet.row(&["", "", "", "", "Tổng số", "KCQG", "KCĐP", "Đối ứng"]);
    sheet.row(&["(1)", "(2)", "(3)", "(4)", "(5=6+7+8)", "(6)", "(7)", "(8)"]);
    sheet.row(&["I", MACHINES, "", "", "1200", "300", "300", "600"]);
    sheet.row(&["1", "Máy sấy nông sản", "HTX Mẫu A", "1", "600", "300", "-", "300"]);
    sheet.row(&["2", "Máy cắt CNC", "Công ty TNHH Mẫu B", "1", "600", "", "300", "300"]);
    sheet.row(&["II", MARKS, "", "", "70", "", "35", "35"]);
    sheet.row(&["1", "Nhãn hiệu chè", "HTX Mẫu C", "1", "70", "", "35", "35"]);
    sheet.row(&["III", PACKAGING, "", "", "70", "", "35", "35"]);
    sheet.row(&["1", "Bao bì mật ong", "HKD Mẫu D", "1", "70", "", "35", "35"]);
    sheet.row(&["", "TỔNG CỘNG", "", "", "1340", "300", "370", "670"]).row(&[""]);
    sheet.row(&["", "Ghi chú: số liệu tạm tính"]);
    sheet.row(&["", "", "", "", "", "Phong Thổ, ngày 15 tháng 11 năm 2022"]);
    sheet.row(&["", "Người lập biểu", "", "", "", "TM. ỦY BAN NHÂN DÂN"]);
    sheet.row(&["", "Nguyễn Văn Mẫu"]);
    let input = read(vec![sheet]);
    let table = &input.tables[0];
    holds_the_four(table);
    assert_eq!(table.header.to_string(), "B5:I6");
    assert_eq!(table.projects[0].sources[0].at.unwrap().to_string(), "G9");
    assert_eq!((table.rows.headings, table.rows.totals, table.rows.not_read), (1, 4, 4));
    let programme = load::embedded().unwrap();
    let loose = table.columns.values().filter(|column| column.loose).count();
    assert_eq!(loose, 1, "KCĐP stands for {} by a name that is not exact", programme.sources[1].short);
}

#[test]
fn a_total_at_the_top_headings_without_money_and_dong() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["ĐVT: đồng"]);
    sheet.row(&[
        "TT",
        "Tên đề án",
        "Đơn vị thụ hưởng",
        "Số lượng",
        "Tổng số",
        "Khuyến công quốc gia",
        "Ngân sách tỉnh",
        "Vốn đối ứng",
    ]);
    sheet.row(&["", "Tổng cộng", "", "", "1340000000", "300000000", "370000000", "670000000"]);
    sheet.row(&["III.3.1.b", MACHINES]);
    sheet.row(&["1", "Máy sấy nông sản", "HTX Mẫu A", "1", "600000000", "300000000", "0", "300000000"]);
    sheet.row(&["2", "Máy cắt CNC", "Công ty TNHH Mẫu B", "1", "600000000", "0", "300000000", "300000000"]);
    sheet.row(&["", MARKS]);
    sheet.row(&["3", "Nhãn hiệu chè", "HTX Mẫu C", "1", "70000000", "0", "35000000", "35000000"]);
    sheet.row(&["", PACKAGING]);
    sheet.row(&["4", "Bao bì mật ong", "HKD Mẫu D", "1", "70000000", "0", "35000000", "35000000"]);
    let input = read(vec![sheet]);
    holds_the_four(&input.tables[0]);
    assert_eq!(input.tables[0].totals[0].covers[0], [0, 1, 2, 3]);
}

#[test]
fn numbers_as_text_in_nghin_dong() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: nghìn đồng"]).row(&HEADERS);
    sheet.row(&["1", "3.1.b", "Máy sấy nông sản", "HTX Mẫu A", "01 cơ sở", "600.000", "300 triệu", "-", "300.000"]);
    sheet.row(&["2", "III.3.1b", "Máy cắt CNC", "Công ty TNHH Mẫu B", "1", "600.000,0", "–", "300tr", "300.000"]);
    sheet.row(&["3", "4.1.đ)", "Nhãn hiệu chè", "HTX Mẫu C", "1", "70 000", "", "35.000", "35.000"]);
    sheet.row(&["4", "6", "Bao bì mật ong", "HKD Mẫu D", "1", "70.000đ", "", "35.000", "35.000"]);
    let saved = save(vec![sheet]);
    let table = run(&saved.path).inputs.remove(0).tables.remove(0);
    // "70.000đ" states its own unit: seventy thousand đồng, not seventy triệu.
    assert_eq!(table.projects[3].total.value, Some(Money::from_dong(70_000)));
    assert!(table.projects[..3].iter().all(|project| project.total.from_text));
    assert_eq!(table.projects[1].source(doisoat::model::SourceId(1)), Money::from_trieu(300));
}

#[test]
fn columns_in_another_order_with_a_state_subtotal_and_columns_of_their_own() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]);
    sheet.row(&[
        "Vốn cơ sở",
        "NSNN hỗ trợ",
        "",
        "",
        "Tên nhiệm vụ",
        "Mã NV",
        "Năm",
        "Đối tượng thụ hưởng",
        "SL",
        "Tổng mức",
        "Thời hạn",
    ]);
    sheet.row(&["", "Tổng số", "KCQG", "NS tỉnh"]);
    for (task, name, beneficiary, quantity, total, national, provincial, own) in PROJECTS {
        let cells = [own, national + provincial, national, provincial].map(|amount| amount.to_string());
        let (quantity, total) = (quantity.to_string(), total.to_string());
        sheet.row(&[
            &cells[0],
            &cells[1],
            &cells[2],
            &cells[3],
            name,
            task,
            "2023",
            beneficiary,
            &quantity,
            &total,
            "12 tháng",
        ]);
    }
    let input = read(vec![sheet]);
    holds_the_four(&input.tables[0]);
    let unread: Vec<String> = input.tables[0].unread.iter().map(|row| row.area.to_string()).collect();
    assert_eq!(unread, ["B5:B9", "K4:K9"], "columns that are not read are listed");
}

#[test]
fn a_header_repeated_after_a_page_break_goes_on_with_its_table() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.project(1, &PROJECTS[0], 1).project(2, &PROJECTS[1], 1).row(&[""]).row(&HEADERS);
    sheet.project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1);
    sheet.row(&["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"]);
    let input = read(vec![sheet]);
    assert_eq!(input.tables.len(), 1);
    holds_the_four(&input.tables[0]);
}

#[test]
fn two_tables_in_a_sheet_each_with_its_year() {
    let mut sheet = Sheet::new();
    sheet.row(&["UBND HUYỆN PHONG THỔ"]).row(&["ĐĂNG KÝ NĂM 2022"]).row(&["ĐVT: triệu đồng"]).row(&HEADERS);
    sheet.project(1, &PROJECTS[0], 1).row(&["", "", "Tổng cộng", "", "", "600", "300", "0", "300"]);
    sheet.row(&["", "", "Người lập biểu"]).row(&[""]);
    sheet.title().row(&["Đơn vị tính: nghìn đồng"]).row(&HEADERS);
    for (at, row) in PROJECTS.iter().enumerate() {
        sheet.project(at + 1, row, 1000);
    }
    let input = read(vec![sheet]);
    assert_eq!(input.tables.len(), 2);
    assert_eq!(input.tables[0].projects[0].year, Some(2022));
    assert_eq!(input.tables[0].projects.len(), 1);
    holds_the_four(&input.tables[1]);
}

#[test]
fn a_sheet_a_year_with_the_unit_in_the_first_alone() {
    let mut first = Sheet::named("Năm 2022");
    first.row(&["Đơn vị: UBND huyện Phong Thổ"]).row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).project(
        1,
        &PROJECTS[0],
        1,
    );
    let mut second = Sheet::named("Năm 2023");
    second.row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    let input = read(vec![first, second]);
    assert_eq!(input.tables[0].years(), BTreeSet::from([2022]));
    holds_the_four(&input.tables[1]);
}

#[test]
fn a_cell_at_the_far_corner_costs_one_cell() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    sheet.inner.write_string(1_048_575, 16_383, "x").unwrap();
    let input = read(vec![sheet]);
    holds_the_four(&input.tables[0]);
    assert_eq!(input.tables[0].unread[0].area.to_string(), "XFD1048576");
}

#[test]
fn the_unit_of_money_is_told_by_the_magnitudes_where_they_leave_one_answer() {
    let mut sheet = Sheet::new();
    sheet.title().row(&HEADERS);
    for (at, row) in PROJECTS.iter().enumerate() {
        sheet.project(at + 1, row, 1_000_000);
    }
    let input = read(vec![sheet]);
    assert_eq!(input.tables[0].money_unit, doisoat::model::MoneyUnitClaim::Inferred(doisoat::model::MoneyUnit::Dong));
    holds_the_four(&input.tables[0]);
}

#[test]
fn a_project_that_is_a_tasks_only_row_and_a_group_project_are_no_headings() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.row(&["1", "6", PACKAGING, "", "1", "70", "0", "35", "35"]);
    sheet.row(&["2", "6", "Đề án nhóm bao bì", "", "2", "140", "0", "70", "70"]);
    sheet.row(&["3", "3.1.b", "Máy sấy nông sản", "HTX Mẫu A", "1", "600", "300", "0", "300"]);
    let input = read(vec![sheet]);
    assert_eq!(input.tables[0].projects.len(), 3);
    assert!(input.tables[0].totals.is_empty());
}

#[test]
fn a_subtotal_that_lies_is_still_a_subtotal() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.row(&["III.3.1.b", "", MACHINES, "", "", "1201", "300", "300", "600"]);
    sheet.row(&["1", "", "Máy sấy nông sản", "HTX Mẫu A", "1", "600", "300", "", "300"]);
    sheet.row(&["2", "", "Máy cắt CNC", "Công ty TNHH Mẫu B", "1", "600", "", "300", "300"]);
    sheet.row(&["", "", MARKS, "", "", "70", "", "35", "35"]);
    sheet.row(&["3", "", "Nhãn hiệu chè", "HTX Mẫu C", "1", "70", "", "35", "35"]);
    sheet.row(&["", "", PACKAGING, "", "", "71", "", "35", "35"]);
    sheet.row(&["4", "", "Bao bì mật ong", "HKD Mẫu D", "1", "70", "", "35", "35"]);
    let saved = save(vec![sheet]);
    let outcome = run(&saved.path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    let lies: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| finding.code == doisoat::model::Code::TG02)
        .filter_map(|finding| finding.first_cell().map(|cell| cell.to_string()))
        .collect();
    assert_eq!(lies, ["F5", "F10"], "1.201 for 1.200, and 71 for 70");
}

#[test]
fn a_subtotal_that_lies_and_states_a_quantity_is_still_a_subtotal() {
    for number in ["III.3.1.b", "3.1.b", "I", "1", ""] {
        let mut sheet = Sheet::new();
        sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
        sheet.row(&[number, "", MACHINES, "", "2", "1201", "300", "300", "600"]);
        sheet.row(&["1", "", "Máy sấy nông sản", "HTX Mẫu A", "1", "600", "300", "", "300"]);
        sheet.row(&["2", "", "Máy cắt CNC", "Công ty TNHH Mẫu B", "1", "600", "", "300", "300"]);
        let outcome = run(&save(vec![sheet]).path);
        assert_eq!(outcome.inputs[0].tables[0].projects.len(), 2, "{number}");
        let lies = outcome.findings.iter().filter(|finding| finding.code == doisoat::model::Code::TG02);
        let cells: Vec<_> = lies.filter_map(|finding| Some(finding.first_cell()?.to_string())).collect();
        assert_eq!(cells, ["F5"], "{number}");
    }
}

#[test]
fn two_columns_of_one_source_leave_open_whether_another_is_missing() {
    let mut sheet = Sheet::new();
    let headers = HEADERS.map(|header| if header == "KCQG" { "Ngân sách tỉnh" } else { header });
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&headers);
    sheet.row(&["1", "6", "Bao bì mật ong", "HKD Mẫu D", "1", "70", "", "35", "35"]);
    let outcome = run(&save(vec![sheet]).path);
    let codes: Vec<_> = outcome.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [doisoat::model::Code::BM02]);
}

#[test]
fn a_project_that_bears_its_tasks_name_is_no_subtotal_of_its_neighbour() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS);
    sheet.row(&["1", "6", PACKAGING, "", "1", "70", "", "35", "35"]);
    sheet.row(&["2", "6", "Bao bì mật ong", "HKD Mẫu D", "1", "70", "", "35", "35"]);
    let input = read(vec![sheet]);
    assert_eq!(input.tables[0].projects.len(), 2);
}

#[test]
fn signatures_over_the_amounts_are_no_projects() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    sheet.row(&["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"]);
    sheet.row(&["", "", "", "", "", "Phong Thổ, ngày 12 tháng 5 năm 2022"]);
    sheet.row(&["", "NGƯỜI LẬP BIỂU", "", "", "", "", "TM. ỦY BAN NHÂN DÂN"]);
    sheet.row(&["", "", "", "", "", "", "(Ký tên, đóng dấu)"]).row(&["", "", "", "", "", "", "Trần Văn Mẫu"]);
    let saved = save(vec![sheet]);
    let outcome = run(&saved.path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
}

#[test]
fn what_stands_under_the_grand_total_is_told_and_not_counted() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    sheet.row(&["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"]).row(&[""]);
    sheet.project(5, &("6", "Bao bì chè", "HTX Mẫu E", 1, 70, 0, 35, 35), 1);
    let saved = save(vec![sheet]);
    let outcome = run(&saved.path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    let told: Vec<_> = outcome.findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(told, [(doisoat::model::Code::BM06, doisoat::model::Severity::Warning)]);
}

#[test]
fn a_unit_of_money_between_two_tables_is_the_second_ones() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).project(1, &PROJECTS[0], 1).row(&[""]);
    sheet.row(&["ĐVT: nghìn đồng"]).row(&HEADERS).project(1, &PROJECTS[1], 1000);
    let tables = read(vec![sheet]).tables;
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0].projects[0].total.value, Some(Money::from_trieu(600)));
    assert_eq!(tables[1].projects[0].total.value, Some(Money::from_trieu(600)));
}

/// An error that the parser does not know is an error of its own cell, whatever stands around it.
#[test]
fn an_unknown_excel_error_keeps_its_cell() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).projects();
    let saved = save(vec![sheet]);
    patch(&saved.path, "xl/worksheets/sheet1.xml", |xml| {
        let plain = r#"<c r="G5"><v>300</v></c>"#;
        assert!(xml.contains(plain), "{xml}");
        xml.replace(plain, r#"<c r="G5" t="e"><v>#SPILL!</v></c>"#)
    });
    let outcome = run(&saved.path);
    let found: Vec<_> =
        outcome.findings.iter().map(|finding| (finding.code, finding.first_cell().unwrap().to_string())).collect();
    assert_eq!(found, [(doisoat::model::Code::GT05, "G5".to_owned())]);
    assert_eq!(outcome.inputs[0].tables[0].projects[1].total.value, Some(Money::from_trieu(600)));
}

#[test]
fn a_row_that_splits_the_one_above_is_no_project() {
    let mut sheet = Sheet::new();
    sheet.title().row(&["Đơn vị tính: triệu đồng"]).row(&HEADERS).project(1, &PROJECTS[0], 1);
    sheet.row(&["", "", "Trong đó: mua máy", "", "", "500", "250", "", "250"]);
    sheet.project(2, &PROJECTS[1], 1).project(3, &PROJECTS[2], 1).project(4, &PROJECTS[3], 1);
    sheet.row(&["", "", "Tổng cộng", "", "", "1340", "300", "370", "670"]);
    let saved = save(vec![sheet]);
    let outcome = run(&saved.path);
    holds_the_four(&outcome.inputs[0].tables[0]);
    let told: Vec<_> = outcome.findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(told, [(doisoat::model::Code::BM06, doisoat::model::Severity::Warning)]);
}
