//! Marks on copies of workbooks: what is marked, and that nothing else is.

use std::io::{Cursor, Read as _};

use rust_xlsxwriter::{Format, Note, Workbook};
use zip::ZipArchive;

use super::*;

/// A workbook with a note, a coloured row, a defined name of its own sheet and another sheet, which is the chosen one.
fn original() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Đề án").unwrap();
    sheet.write(4, 1, "Máy sấy").unwrap();
    sheet.write_with_format(4, 3, 300, &Format::new().set_bold().set_num_format("#,##0")).unwrap();
    sheet.insert_note(4, 1, &Note::new("của đơn vị")).unwrap();
    sheet.set_row_format(7, &Format::new().set_italic()).unwrap();
    sheet.set_repeat_rows(0, 1).unwrap();
    book.add_worksheet().set_name("Khác").unwrap().set_active(true).write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

fn page() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_with_format(0, 0, "PHIẾU & <b>", &Format::new().set_bold().set_num_format("0.000")).unwrap();
    sheet.write(1, 0, 7).unwrap();
    book.save_to_buffer().unwrap()
}

fn mark(text: Option<&str>) -> Mark {
    Mark { colour: Colour::Red, text: text.map(str::to_owned) }
}

/// A copy with marks on cells of "Đề án".
fn copied(cells: &[(u32, u32, Option<&str>)]) -> Vec<u8> {
    let cells = cells.iter().map(|(row, col, text)| (CellRef::new(*row, *col), mark(*text))).collect();
    marked(&original(), &page(), "Phiếu", &Marks::from([("Đề án".to_owned(), cells)])).unwrap()
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut xml = String::new();
    ZipArchive::new(Cursor::new(workbook)).unwrap().by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn the_page_stands_first_and_is_the_one_that_opens() {
    let copy = copied(&[(4, 3, Some("sai"))]);
    let workbook = part(&copy, "xl/workbook.xml");
    let names: Vec<usize> = ["\"Phiếu\"", "\"Đề án\"", "\"Khác\""].map(|name| workbook.find(name).unwrap()).into();
    assert!(names.is_sorted());
    assert!(workbook.contains("activeTab=\"0\""));
    assert!(workbook.contains("localSheetId=\"1\""), "the first sheet is now the second");
    assert!(!part(&copy, "xl/worksheets/sheet2.xml").contains("tabSelected"));
    let page = part(&copy, "xl/worksheets/sheet3.xml");
    assert!(page.contains("<is><t>PHIẾU &amp; &lt;b&gt;</t></is>"), "{page}");
    assert!(page.contains("<v>7</v>"));
}

#[test]
fn cells_that_are_not_there_are_put_in_order() {
    let copy = copied(&[(4, 0, None), (4, 2, None), (4, 9, None), (5, 1, None), (7, 1, None), (9, 0, None)]);
    let xml = part(&copy, "xl/worksheets/sheet1.xml");
    let places: Vec<usize> = ["A5", "B5", "C5", "D5", "J5", "B6", "B8", "A10"]
        .map(|cell| xml.find(&format!("r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell}: {xml}")))
        .into();
    assert!(places.is_sorted());
    assert!(xml.contains("<v>300</v>"));
}

#[test]
fn a_mark_keeps_the_cells_own_format() {
    let before = part(&original(), "xl/styles.xml");
    let styles = part(&copied(&[(4, 3, None)]), "xl/styles.xml");
    assert_eq!(styles.matches("FFF8CBAD").count(), 1);
    let own = before.split("<xf ").last().unwrap();
    let number_format = own.split("numFmtId=").nth(1).unwrap().split(' ').next().unwrap();
    let marked = styles.split("<xf ").find(|xf| xf.contains("applyFill=\"1\"") && xf.contains(number_format)).unwrap();
    assert!(marked.contains("fontId=\"1\""), "{marked}");
}

#[test]
fn the_senders_note_stays_and_ours_stands_beneath() {
    let copy = copied(&[(4, 1, Some("thiếu <mã>")), (4, 3, Some("vượt"))]);
    let comments = part(&copy, "xl/comments1.xml");
    assert!(comments.contains("của đơn vị"));
    assert!(comments.find("của đơn vị").unwrap() < comments.find("thiếu &lt;mã&gt;").unwrap());
    assert_eq!(comments.matches("<comment ").count(), 2);
    assert_eq!(part(&copy, "xl/drawings/vmlDrawing1.vml").matches("<v:shape ").count(), 2);
}

#[test]
fn a_part_without_a_mark_is_the_same_bytes() {
    let copy = copied(&[(4, 3, Some("sai"))]);
    for name in ["xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/core.xml"] {
        assert_eq!(part(&copy, name), part(&original(), name), "{name}");
    }
}

#[test]
fn what_is_no_workbook_is_not_marked() {
    assert!(marked(b"PK", &page(), "Phiếu", &Marks::new()).is_err());
    let unknown = Marks::from([("Không có".to_owned(), BTreeMap::new())]);
    assert!(marked(&original(), &page(), "Phiếu", &unknown).is_err());
}
