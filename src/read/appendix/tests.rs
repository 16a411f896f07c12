//! Tables of theirs as sheets typed by hand.

use super::super::sheet::RawCell;
use super::*;
use crate::model::theirs::{ColumnRole, RowRole, TheirRow};
use crate::model::{AppendixRow, FigureOf, SourceId};
use crate::programme::{Programme, load};
use crate::read::Limits;

fn programme() -> Programme {
    load::embedded().unwrap()
}

/// A sheet of these rows; what parses as a number is one.
fn sheet(rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new("Biểu", false);
    for (row, cells) in (0..).zip(rows) {
        for (col, written) in (0..).zip(*cells).filter(|(_, written)| !written.is_empty()) {
            let content = written.parse().map_or_else(|_| Content::Text((*written).to_owned()), Content::Number);
            sheet.push(row, RawCell { col, content, formula: false });
        }
    }
    sheet.finish();
    sheet
}

fn tables(rows: &[&[&str]]) -> Vec<TheirTable> {
    let programme = programme();
    Reader::new(&programme, Limits::default(), None).tables_of(&"stc.xlsx".into(), &sheet(rows))
}

fn only(rows: &[&[&str]]) -> TheirTable {
    let mut found = tables(rows);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The rows in short: a task's code, "tổng", what they are limited to; "?" for a stranger.
fn said(rows: &[TheirRow]) -> Vec<String> {
    let programme = programme();
    let said = |row: &TheirRow| match row.role {
        RowRole::Subtotal => "cộng".to_owned(),
        RowRole::Heading => "mục".to_owned(),
        RowRole::Unmatched => "?".to_owned(),
        RowRole::Repeated(_) => "trùng".to_owned(),
        RowRole::Ours(of) => {
            let row = match of.row {
                AppendixRow::Task(task) => programme.task(task).code.clone(),
                AppendixRow::Section(section) => format!("§{}", programme.section(section).code),
                AppendixRow::Total => "tổng".to_owned(),
                AppendixRow::Unclassified => "-".to_owned(),
            };
            let part = of.of.map(|of| match of {
                FigureOf::Source(SourceId(at)) => format!("/{}", programme.sources[at].id),
                other => format!("/{other:?}"),
            });
            row + &part.unwrap_or_default() + &of.year.map(|year| format!("@{year}")).unwrap_or_default()
        }
    };
    rows.iter().map(said).collect()
}

fn name(code: &str) -> String {
    let programme = programme();
    programme.task(programme.task_by_code(code).unwrap()).name.clone()
}

#[test]
fn years_and_sources_in_headers_of_three_rows_without_merges() {
    let table = only(&[
        &["", "", "(Đơn vị tính: tỷ đồng)"],
        &["STT", "Nhiệm vụ", "Năm 2021", "", "Năm 2022", "", "Tỷ lệ %"],
        &["", "", "KCQG", "NS tỉnh", "KCQG", "Tổng số", ""],
        &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        &["3.1.b", "x", "1", "2", "3", "4", "50"],
        &["7", "y", "1", "2", "3", "4", "50"],
    ]);
    let roles: Vec<ColumnRole> = table.columns.iter().map(|column| column.role).collect();
    let source = |at: usize, year: i32| ColumnRole::Figure(FigureOf::Source(SourceId(at)), Some(year));
    let expected = [
        ColumnRole::Code(false),
        ColumnRole::Name,
        source(0, 2021),
        source(1, 2021),
        source(0, 2022),
        ColumnRole::Figure(FigureOf::Total, Some(2022)),
        ColumnRole::Share(None),
    ];
    assert_eq!(roles, expected);
    assert_eq!(table.unit.map(|(unit, _)| unit), Some(MoneyUnit::Ty));
    assert_eq!(said(&table.rows), ["3.1.b", "7"], "7 stands beside a code that is none but a code");
}

#[test]
fn codes_in_every_spelling_and_names_of_their_own() {
    let rows: &[&[&str]] = &[
        &["Mã NV", "Nội dung", "Tổng cộng", "KCQG"],
        &["III.3.1.b", "tên khác", "1", "1"],
        &["3.1a)", "tên khác", "1", "1"],
        &["III-4.1.đ", "tên khác", "1", "1"],
        &["4.1.d", "tên khác", "1", "1"],
        &["2", "tên khác", "1", "1"],
        &["3.1.c", "tên khác", "1", "1"],
    ];
    assert_eq!(said(&only(rows).rows), ["3.1.b", "3.1.a", "4.1.đ", "4.1.d", "2", "?"]);
}

#[test]
fn numbers_that_count_the_rows_are_no_codes() {
    let (six, nine) = (name("6"), name("9"));
    let rows: &[&[&str]] = &[
        &["TT", "Nhiệm vụ", "Tổng", "KCQG"],
        &["1", &six, "1", "1"],
        &["2", &nine, "1", "1"],
        &["7", "Một việc khác", "1", "1"],
    ];
    assert_eq!(said(&only(rows).rows), ["6", "9", "?"]);
    let coded: &[&[&str]] =
        &[&["TT", "Nhiệm vụ", "Tổng", "KCQG"], &["1", "3.1.b. Máy móc", "1", "1"], &["9", "6. Bao bì", "1", "1"]];
    assert_eq!(said(&only(coded).rows), ["3.1.b", "6"]);
}

#[test]
fn names_are_compared_whole_and_never_guessed() {
    let bare = crate::model::text::fold(&name("7")).to_uppercase();
    let near = name("6").replacen("bao bì", "bao bi", 1);
    let rows: &[&[&str]] =
        &[&["Nhiệm vụ", "Tổng", "KCQG"], &[&bare, "1", "1"], &[&name("9"), "1", "1"], &[&near, "1", "1"]];
    assert_eq!(said(&only(rows).rows), ["7", "9", "?"]);
}

#[test]
fn sources_under_a_task_and_under_the_total() {
    let rows: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "2021", "2022"],
        &["3.1.b", "x", "600", "700"],
        &["", "- KCQG", "300", "300"],
        &["", "- Vốn đối ứng", "300", "400"],
        &["6", "y", "70", "0"],
        &["", "Tổng cộng", "670", "700"],
        &["", "Trong đó: Ngân sách tỉnh", "35", "0"],
    ];
    let expected = ["3.1.b", "3.1.b/national", "3.1.b/own", "6", "tổng", "tổng/provincial"];
    assert_eq!(said(&only(rows).rows), expected);
    // The total stands on top, and the sources at the foot add up to it and not to the last task.
    let on_top: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "2021", "2022"],
        &["", "Tổng cộng", "670", "700"],
        &["3.1.b", "x", "600", "700"],
        &["6", "y", "70", "0"],
        &["", "KCQG", "370", "300"],
        &["", "Đối ứng", "300", "400"],
    ];
    assert_eq!(said(&only(on_top).rows), ["tổng", "3.1.b", "6", "tổng/national", "tổng/own"]);
}

#[test]
fn years_and_sources_as_rows() {
    let years: &[&[&str]] =
        &[&["Năm", "Tổng kinh phí", "KCQG"], &["2021", "10", "4"], &["Năm 2022", "20", "8"], &["Cộng", "30", "12"]];
    assert_eq!(said(&only(years).rows), ["tổng@2021", "tổng@2022", "tổng"]);
    let sources: &[&[&str]] = &[
        &["STT", "Nguồn vốn", "Cả giai đoạn", "2021"],
        &["1", "Tổng cộng", "30", "10"],
        &["2", "Vốn huy động", "20", "6"],
        &["3", "Ngân sách nhà nước", "10", "4"],
        &["4", "Nguồn kinh phí khuyến công Quốc gia", "10", "4"],
    ];
    assert_eq!(said(&only(sources).rows), ["tổng", "tổng/Mobilised", "tổng/State", "tổng/national"]);
}

#[test]
fn a_header_of_four_rows_and_shares_of_several_things() {
    let table = only(&[
        &["Mã", "Nhiệm vụ", "Kinh phí", "", "", "", "Tỷ lệ", "Tỷ lệ"],
        &["", "", "Tổng cộng", "Trong đó", "", "", "", ""],
        &["", "", "", "Ngân sách nhà nước", "", "Vốn đối ứng", "", ""],
        &["", "", "", "KCQG", "NS tỉnh", "", "NSNN", "Vốn huy động"],
        &["3.1.b", "x", "600", "0", "300", "300", "50", "50"],
        &["7", "y", "50", "0", "50", "0", "100", "0"],
    ]);
    assert_eq!(table.header.last.row, 3);
    let shares = table.columns.iter().filter(|column| column.role == ColumnRole::Share(None)).count();
    assert_eq!((shares, said(&table.rows)), (2, vec!["3.1.b".to_owned(), "7".to_owned()]));
}

/// The year that the columns of a table got.
fn year(title: &str, sheet_name: &str) -> Option<i32> {
    let rows: &[&[&str]] = &[&[title], &["Mã", "Nhiệm vụ", "Tổng", "KCQG"], &["3.1.b", "x", "1", "1"]];
    let programme = programme();
    let sheet = Sheet { name: sheet_name.into(), ..sheet(rows) };
    let found = Reader::new(&programme, Limits::default(), None).tables_of(&"stc.xlsx".into(), &sheet);
    let mut years = found[0].columns.iter().filter_map(|column| match column.role {
        ColumnRole::Figure(_, year) => Some(year),
        _ => None,
    });
    years.next_back().unwrap()
}

#[test]
fn the_year_of_a_plan_is_in_its_title_or_in_the_name_of_its_sheet() {
    assert_eq!(year("TỔNG HỢP NHIỆM VỤ KHUYẾN CÔNG NĂM 2023", "PL01"), Some(2023));
    assert_eq!(year("GIAI ĐOẠN 2021-2025 – KẾ HOẠCH NĂM 2023", "PL01"), Some(2023));
    assert_eq!(year("TỔNG HỢP NHIỆM VỤ KHUYẾN CÔNG", "Năm 2023"), Some(2023));
    assert_eq!(year("KHUYẾN CÔNG GIAI ĐOẠN 2021-2025", "Bản 2023"), None, "the title says a period");
    assert_eq!(year("KẾ HOẠCH NĂM 2022, 2023", "PL01"), None);
    assert_eq!(year("LŨY KẾ ĐẾN NĂM 2023", "PL01"), None);
    assert_eq!(year("Lai Châu, ngày 5 tháng 6 năm 2023", "PL01"), None, "a date is no year of a plan");
}

#[test]
fn years_as_headings_over_tasks_and_as_rows_under_them() {
    let over: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "Tổng", "KCQG"],
        &["I", "Năm 2021", "", ""],
        &["3.1.b", "x", "1", "1"],
        &["7", "y", "2", "2"],
        &["II", "Năm 2022", "4", "4"],
        &["3.1.b", "x", "4", "4"],
        &["", "Tổng cộng", "7", "7"],
    ];
    assert_eq!(said(&only(over).rows), ["3.1.b@2021", "7@2021", "tổng@2022", "3.1.b@2022", "tổng"]);
    let summed: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "Tổng", "KCQG"],
        &["", "Năm 2021", "", ""],
        &["3.1.b", "x", "1", "1"],
        &["", "Cộng", "1", "1"],
        &["", "Năm 2022", "", ""],
        &["3.1.b", "x", "4", "4"],
        &["", "Cộng", "4", "4"],
    ];
    assert_eq!(said(&only(summed).rows), ["3.1.b@2021", "tổng@2021", "3.1.b@2022", "tổng@2022"]);
    let under: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "Tổng", "KCQG"],
        &["3.1.b", "x", "5", "5"],
        &["", "Năm 2021", "1", "1"],
        &["", "Năm 2022", "4", "4"],
        &["7", "y", "2", "2"],
        &["", "Năm 2021", "2", "2"],
        &["", "Cộng", "7", "7"],
    ];
    assert_eq!(said(&only(under).rows), ["3.1.b", "3.1.b@2021", "3.1.b@2022", "7", "7@2021", "tổng"]);
}

#[test]
fn a_section_of_one_task_heads_it_and_two_rows_of_one_task_are_neither() {
    let rows: &[&[&str]] = &[
        &["Mã", "Nhiệm vụ", "Tổng", "KCQG"],
        &["7", "y", "2", "2"],
        &["7", "y", "2", "2"],
        &["6", "x", "1", "1"],
        &["3.1.b", "z", "1", "1"],
        &["6", "x", "5", "5"],
    ];
    assert_eq!(said(&only(rows).rows), ["mục", "7", "trùng", "3.1.b", "trùng"]);
}

#[test]
fn headings_subtotals_signatures_and_repeats() {
    let rows: &[&[&str]] = &[
        &["TT", "Nhiệm vụ", "Mã nhiệm vụ", "Tổng", "KCQG"],
        &["I", "Nhóm một", "", "2", "2"],
        &["1", "x", "6", "1", "1"],
        &["2", "y", "7", "1", "1"],
        &["", "Cộng mục I", "", "2", "2"],
        &["3", "lặp lại", "7", "1", "1"],
        &["", "", "", "ngày 5 tháng 6 năm 2023", ""],
        &["", "NGƯỜI LẬP BIỂU", "", "", ""],
    ];
    assert_eq!(said(&only(rows).rows), ["mục", "6", "trùng", "cộng", "trùng"]);
}

#[test]
fn a_list_of_projects_is_no_appendix() {
    assert!(
        tables(&[
            &["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Tổng kinh phí", "KCQG"],
            &["1", "3.1.b", "Máy sấy", "HTX A", "600", "300"],
            &["2", "6", "Bao bì", "HTX B", "70", "0"],
        ])
        .is_empty()
    );
    assert!(tables(&[&["Ghi chú"], &["3.1.b", "600"]]).is_empty());
    // Nor is a sheet of norms: words stand in every column, and no number.
    assert!(
        tables(&[
            &["Mã nhiệm vụ", "Nhiệm vụ", "Số lượng", "Định mức hỗ trợ", "Nguồn"],
            &["6", "x", "20 cơ sở", "35 triệu đồng/cơ sở", "NS tỉnh"],
            &["8.a", "y", "Theo chỉ tiêu của Bộ", "–", "KCQG"],
            &["", "Năm: 2021", "", "", "Mới"],
        ])
        .is_empty()
    );
}
