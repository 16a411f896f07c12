//! TOML to sheets to TOML loses nothing, every key has its column, and a mistake is told with its cell.

mod probe;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;
use toml::{Table, Value};

use super::layout::{PHASED_TASK, QUANTITY, SHEETS};
use super::{Content, GivenSheet, Page, Records, WHOLE, pages, read};
use crate::model::CellRef;
use crate::programme::Programme;
use crate::programme::load;
use crate::programme::raw::RawProgramme;

const EMBEDDED: &str = include_str!("../../../../templates/lai-chau-2021-2025.toml");

/// The sheets as a workbook holds them, headers and records from the third row on.
fn given(pages: &[Page]) -> Vec<GivenSheet> {
    let sheet = |page: &Page| {
        let mut rows = vec![page.columns.iter().map(|column| Some(column.header.clone())).collect()];
        rows.extend(page.rows.clone());
        if page.layout.records == Records::Whole {
            let word = |word: &str| Some(Content::Text(word.to_owned()));
            let values = (0..rows[0].len()).map(|at| vec![rows[0][at].clone(), rows[1][at].clone()]);
            rows = [WHOLE.map(word).to_vec()].into_iter().chain(values).collect();
        }
        let place = |(row, record): (u32, &Vec<Option<Content>>)| {
            let cells = (0..).zip(record.clone());
            cells.filter_map(move |(col, content)| Some((CellRef::new(row, col), content?))).collect::<Vec<_>>()
        };
        let cells = (2..).zip(&rows).flat_map(place).collect();
        GivenSheet { name: page.layout.name.to_owned(), cells }
    };
    pages.iter().map(sheet).collect()
}

fn table(text: &str) -> Table {
    text.parse().unwrap()
}

/// Without empty lists and tables, which say no more than none: a blank cell is either.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => Some(Value::Array(items.into_iter().filter_map(said).collect())),
        Value::Table(table) => {
            let table: Table = table.into_iter().filter_map(|(key, value)| Some((key, said(value)?))).collect();
            (!table.is_empty()).then_some(Value::Table(table))
        }
        other => Some(other),
    }
}

fn through_sheets(text: &str) -> Table {
    let sheets = given(&pages(&table(text)));
    table(&read(&sheets).unwrap_or_else(|fault| panic!("{fault}")).text)
}

#[test]
fn the_embedded_catalogue_comes_back_key_by_key() {
    assert_eq!(said(through_sheets(EMBEDDED).into()), said(table(EMBEDDED).into()));
    let sheets = given(&pages(&table(EMBEDDED)));
    let embedded = load::embedded().unwrap();
    assert_eq!(load::from_sheets(&sheets, "x", embedded.sha256.clone()).unwrap(), embedded);
}

/// Every key that the sheets carry, as [`probe::keys`] writes them.
fn carried() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for layout in &SHEETS {
        let record = match layout.records {
            Records::Whole => String::new(),
            Records::Entries(list) => format!("{list}[]."),
            Records::Within { list: "tasks", .. } => "sections[].tasks[].".to_owned(),
            Records::Within { list, .. } => format!("sections[].tasks[].{list}[]."),
            Records::Years => {
                keys.extend(["year_totals.*".to_owned(), "phasing.year_sources.*[]".to_owned()]);
                continue;
            }
            Records::Phasing => {
                assert_eq!((PHASED_TASK, QUANTITY), ("Mã nhiệm vụ", "Số lượng"));
                let figures = ["task", "quantity[]", "money.*[]"];
                keys.extend(figures.map(|key| format!("phasing.tasks[].{key}")));
                continue;
            }
        };
        let list = |kind| if kind == super::Kind::List { "[]" } else { "" };
        keys.extend(layout.columns.iter().map(|column| format!("{record}{}{}", column.key, list(column.kind))));
        keys.extend(layout.by_source.map(|key| format!("{record}{key}.*")));
    }
    keys
}

#[test]
fn every_key_of_a_catalogue_has_its_column() {
    let keys = probe::keys::<RawProgramme>();
    assert!(keys.len() > 60, "the probe sees the whole catalogue: {keys:?}");
    let forgotten: Vec<_> = keys.difference(&carried()).cloned().collect();
    assert!(forgotten.is_empty(), "add a column to SHEETS in src/programme/book/layout.rs for {forgotten:?}");
    let stale: Vec<_> = carried().difference(&keys).cloned().collect();
    assert!(stale.is_empty(), "SHEETS in src/programme/book/layout.rs names keys that no catalogue has: {stale:?}");
}

#[test]
fn each_header_stands_once_on_its_sheet() {
    for layout in &SHEETS {
        let headers: BTreeSet<_> = layout.columns.iter().map(|column| column.header).collect();
        assert_eq!(headers.len(), layout.columns.len(), "{}", layout.name);
        assert!(layout.columns.iter().all(|column| !column.guide.is_empty()), "{}", layout.name);
    }
}

/// Another value of the same kind, so that what every catalogue may say goes through the sheets.
fn altered(value: &mut Value, seed: &mut impl Iterator<Item = u32>, under: &str) {
    match value {
        Value::Integer(number) if !["first_year", "last_year"].contains(&under) => {
            let drawn = seed.next().unwrap();
            if drawn.is_multiple_of(3) {
                *value = Value::String(format!("{}.5", drawn % 10_000));
            } else {
                *number = i64::from(drawn);
            }
        }
        Value::String(text)
            if ["name", "text", "content", "title", "target_text", "label", "full"].contains(&under) =>
        {
            let drawn = seed.next().unwrap();
            *text = [
                format!("=1+{drawn}"),
                format!("{drawn}"),
                format!("Dòng 1\nDòng {drawn} \"x\" – đ"),
                "Ông".to_owned(),
            ][drawn as usize % 4]
                .clone();
        }
        Value::Array(items) => items.iter_mut().for_each(|item| altered(item, seed, under)),
        Value::Table(table) => {
            for (key, value) in table.iter_mut() {
                altered(value, seed, key);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn altered_catalogues_come_back_key_by_key(seeds in prop::collection::vec(any::<u32>(), 1..200)) {
        let mut catalogue = table(EMBEDDED);
        let mut seed = seeds.into_iter().cycle();
        for (key, value) in &mut catalogue {
            altered(value, &mut seed, key);
        }
        let text = catalogue.to_string();
        prop_assert_eq!(said(through_sheets(&text).into()), said(catalogue.into()));
    }
}

/// The embedded catalogue's sheets with one cell changed; the cell is named as Excel shows it.
fn edited(sheet: &str, cell: &str, content: Option<Content>) -> Vec<GivenSheet> {
    let mut sheets = given(&pages(&table(EMBEDDED)));
    let sheet = sheets.iter_mut().find(|given| given.name == sheet).unwrap();
    let letters: String = cell.chars().filter(char::is_ascii_alphabetic).collect();
    let col = letters.bytes().fold(0, |col, letter| col * 26 + u32::from(letter - b'A' + 1)) - 1;
    let at = CellRef::new(cell[letters.len()..].parse::<u32>().unwrap() - 1, col);
    assert_eq!(at.to_string(), cell);
    match content {
        Some(content) => drop(sheet.cells.insert(at, content)),
        None => drop(sheet.cells.remove(&at)),
    }
    sheets
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn number(number: i64) -> Content {
    Content::Number(number.into())
}

fn loaded(sheets: &[GivenSheet]) -> crate::error::Result<Programme> {
    load::from_sheets(sheets, "thu.xlsx", String::new())
}

/// Asserts what is told of a changed cell.
fn assert_told(sheet: &str, cell: &str, content: Option<Content>, told: &str) {
    let error = loaded(&edited(sheet, cell, content)).unwrap_err().to_string();
    assert_eq!(error, format!("thu.xlsx, {told}"));
}

#[test]
fn a_value_of_another_kind_is_told_with_its_cell() {
    let money = "cần số tiền (ô kiểu số)";
    assert_told(
        "Mục",
        "C4",
        Some(text("21.000")),
        &format!("trang tính \"Mục\", ô C4 (\"Tổng kinh phí\"): thấy chữ \"21.000\", {money}"),
    );
    assert_told(
        "Định mức",
        "E4",
        Some(Content::Foreign("#REF!".to_owned())),
        &format!("trang tính \"Định mức\", ô E4 (\"Mức tối đa\"): thấy #REF!, {money}"),
    );
    assert_told(
        "Đơn vị",
        "C4",
        Some(text("Huyện")),
        "trang tính \"Đơn vị\", ô C4 (\"Cấp\"): thấy chữ \"Huyện\", cần một trong: Cấp tỉnh, Cấp dưới tỉnh",
    );
    assert_told(
        "Đơn vị",
        "E4",
        Some(text("31/6/2025")),
        "trang tính \"Đơn vị\", ô E4 (\"Đến ngày\"): thấy chữ \"31/6/2025\", cần ngày/tháng/năm",
    );
}

#[test]
fn what_the_loader_finds_is_told_with_its_cell() {
    assert_told(
        "Mục",
        "A5",
        Some(text("1")),
        "trang tính \"Mục\", ô A5 (\"Mã mục\"): mã \"1\" đã có ở một dòng trên, cần mỗi mã một lần",
    );
    assert_told(
        "Nguồn",
        "A5",
        Some(text("national")),
        "trang tính \"Nguồn\", ô A5 (\"Mã nguồn\"): thấy \"national\" đã là tên ở trang tính \"Nguồn\", ô A4 \
         (\"Mã nguồn\"), cần mỗi tên chỉ thuộc về một mục",
    );
    assert_told(
        "Mục",
        "C4",
        Some(number(-1)),
        "trang tính \"Mục\", ô C4 (\"Tổng kinh phí\"): thấy -1, cần số tiền từ 0 trở lên tính bằng triệu đồng, chẵn đến đồng",
    );
}

#[test]
fn what_is_missing_is_told_with_its_place() {
    assert_told("Mục", "B4", None, "trang tính \"Mục\", ô B4 (\"Tên mục\"): ô còn trống, cần điền");
    assert_told("Mục", "B3", None, "trang tính \"Mục\": không thấy \"Tên mục\"");
    assert_told(
        "Nhiệm vụ",
        "A4",
        Some(text("10")),
        "trang tính \"Nhiệm vụ\", ô A4 (\"Mã mục\"): thấy \"10\", cần một mã có ở trang tính \"Mục\"",
    );
    assert_told(
        "Theo năm",
        "A4",
        Some(number(2020)),
        "trang tính \"Theo năm\", ô A4 (\"Năm\"): thấy năm 2020, cần một năm từ 2021 đến 2025 (trang tính \"Chương trình\")",
    );
    assert_told(
        "Phân kỳ",
        "C3",
        Some(text("2026")),
        "trang tính \"Phân kỳ\", ô C4 (\"2026\"): thấy năm 2026, cần một năm từ 2021 đến 2025 (trang tính \"Chương trình\")",
    );
    let mut sheets = given(&pages(&table(EMBEDDED)));
    sheets.retain(|sheet| sheet.name != "Định mức");
    let told = loaded(&sheets).unwrap_err().to_string();
    assert_eq!(told, "thu.xlsx, trang tính \"Định mức\": không có trang tính này trong tệp");
}

#[test]
fn nothing_that_stands_on_a_sheet_is_passed_over() {
    assert_told("Mục", "I3", Some(text("Ghi chú")), "trang tính \"Mục\", ô I3: thấy cột lạ, chữ \"Ghi chú\"");
    assert_told("Mục", "I5", Some(number(7)), "trang tính \"Mục\", ô I5: thấy số 7 ở cột không có tiêu đề");
    assert_told(
        "Phân kỳ",
        "B5",
        Some(text("Số lượng")),
        "trang tính \"Phân kỳ\", ô B5 (\"Chỉ tiêu\"): chỉ tiêu này của nhiệm vụ 1.1.a có hai lần",
    );
}

#[test]
fn what_clerks_type_is_understood() {
    let day = edited("Đơn vị", "E4", Some(text("30/6/2025")));
    assert_eq!(loaded(&day).unwrap().units[0].until, "2025-06-30".parse().ok());
    let share = edited("Định mức", "G6", Some(Content::Share(Decimal::new(3, 1))));
    assert_eq!(loaded(&share).unwrap().tasks[2].norms[0].percent, Some(Decimal::from(30)));
    let code = edited("Mục", "A5", Some(number(2)));
    assert_eq!(loaded(&code).unwrap().sections[1].code, "2");
    let moved = edited("Chương trình", "B6", Some(text(" TRIỆU  đồng ")));
    assert!(loaded(&moved).is_ok());
}
