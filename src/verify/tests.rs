//! Sheets of words and numbers against each other.

use super::*;
use crate::model::verification::CellChangeKind;
use crate::model::{BookCell, BookValue};

/// A sheet of rows at these positions, their cells parted by "|"; what is all digits is a number.
fn sheet_of(rows: &[(u32, &str)]) -> BookSheet {
    let cell = |text: &str| {
        let value = text.parse().map_or_else(|_| BookValue::Text(text.to_owned()), BookValue::Number);
        BookCell { value, formula: None }
    };
    let row = |text: &str| {
        (0..).zip(text.split('|')).filter(|(_, text)| !text.is_empty()).map(|(col, text)| (col, cell(text))).collect()
    };
    BookSheet { rows: rows.iter().map(|(at, text)| (*at, row(text))).collect() }
}

const LIST: [(u32, &str); 6] = [
    (2, "STT|Tên đề án|KCQG"),
    (3, "1|Máy sấy chè|300"),
    (4, "2|Máy cắt gỗ|200"),
    (5, "3|Bao bì mật ong|35"),
    (6, "4|Nhãn hiệu gạo|35"),
    (8, "|Cộng|570"),
];

/// A row that was added or removed: how, where, what it is about.
type Row = (Presence, u32, String);

/// A cell that differs: its place, its label, what it should hold, what it holds.
type Cell = (String, String, String, String);

fn changes(recorded: &[(u32, &str)]) -> (Vec<Row>, Vec<Cell>) {
    let Some(change) = sheet("S", Presence::Both, &sheet_of(&LIST), &sheet_of(recorded)) else {
        return (Vec::new(), Vec::new());
    };
    assert!(change.cells.iter().all(|cell| cell.kind == CellChangeKind::Value));
    let rows = change.rows.into_iter().map(|row| (row.presence, row.row, row.label)).collect();
    let cells = change.cells.into_iter().map(|cell| (cell.at.to_string(), cell.label, cell.computed, cell.recorded));
    (rows, cells.collect())
}

fn cell(at: &str, label: &str, computed: &str, recorded: &str) -> Cell {
    (at.to_owned(), label.to_owned(), computed.to_owned(), recorded.to_owned())
}

#[test]
fn the_same_sheet_gives_nothing() {
    assert_eq!(sheet("S", Presence::Both, &sheet_of(&LIST), &sheet_of(&LIST)), None);
}

#[test]
fn a_changed_cell_is_named_by_its_row_and_column() {
    let mut recorded = LIST;
    recorded[2].1 = "2|Máy cắt gỗ|250";
    assert_eq!(changes(&recorded), (vec![], vec![cell("C5", "Máy cắt gỗ / KCQG", "200", "250")]));
}

#[test]
fn a_row_taken_out_is_one_row_and_not_all_below_it() {
    let recorded = [LIST[0], LIST[1], (4, LIST[3].1), (5, LIST[4].1), (7, LIST[5].1)];
    assert_eq!(changes(&recorded), (vec![(Presence::Removed, 4, "Máy cắt gỗ".to_owned())], vec![]));
}

#[test]
fn a_row_put_in_is_one_row_beside_the_cells_that_changed() {
    let recorded =
        [LIST[0], LIST[1], LIST[2], (5, "5|Lò sấy thuốc|90"), (6, LIST[3].1), (7, LIST[4].1), (9, "|Cộng|660")];
    let expected = vec![(Presence::Added, 5, "Lò sấy thuốc".to_owned())];
    assert_eq!(changes(&recorded), (expected, vec![cell("C10", "Cộng / KCQG", "570", "660")]));
}

#[test]
fn rows_taken_out_at_both_ends_and_a_changed_one_between() {
    let recorded = [LIST[1], (4, "2|Máy cắt gỗ lớn|200"), LIST[3], LIST[4]];
    let (rows, cells) = changes(&recorded);
    assert_eq!(rows.iter().map(|(_, row, _)| *row).collect::<Vec<_>>(), [2, 8]);
    assert_eq!(cells, [cell("B5", "Máy cắt gỗ", "Máy cắt gỗ", "Máy cắt gỗ lớn")]);
}

#[test]
fn a_blank_row_is_told_too() {
    let recorded: Vec<_> = LIST.iter().map(|(row, text)| (if *row > 4 { row + 1 } else { *row }, *text)).collect();
    assert_eq!(changes(&recorded), (vec![(Presence::Added, 5, String::new())], vec![]));
}

#[test]
fn rows_in_another_order_are_taken_out_and_put_in() {
    let recorded = [LIST[0], (3, LIST[4].1), (4, LIST[1].1), (5, LIST[2].1), (6, LIST[3].1), LIST[5]];
    let label = || "Nhãn hiệu gạo".to_owned();
    assert_eq!(changes(&recorded).0, [(Presence::Added, 3, label()), (Presence::Removed, 6, label())]);
}

#[test]
fn a_sheet_that_only_one_has_is_told() {
    let nothing = BookSheet::default();
    let lost = sheet("S", Presence::Removed, &sheet_of(&LIST), &nothing).unwrap();
    assert_eq!((lost.presence, lost.rows.len(), lost.cells.len()), (Presence::Removed, 0, 0));
    assert!(sheet("S", Presence::Added, &nothing, &nothing).is_some());
}

#[test]
fn a_large_sheet_put_in_reverse_is_compared_in_no_time() {
    let text = |row: u32| format!("{row}|Đề án số {row}|{}", row * 7);
    let rows: Vec<(u32, String)> = (0..20_000).map(|row| (row, text(row))).collect();
    let reversed: Vec<(u32, String)> = (0..20_000).map(|row| (row, text(19_999 - row))).collect();
    let of =
        |rows: &[(u32, String)]| sheet_of(&rows.iter().map(|(row, text)| (*row, text.as_str())).collect::<Vec<_>>());
    assert!(sheet("S", Presence::Both, &of(&rows), &of(&reversed)).is_some());
}

#[test]
fn the_list_of_files_ends_with_its_numbers() {
    let sheet = sheet_of(&[
        (3, "STT|Tệp|Trạng thái|SHA-256"),
        (4, "1|a.xlsx|Đã đọc|ab"),
        (5, "2|b.txt|Bỏ qua"),
        (6, "|Cộng|x|y"),
        (7, "1|a.xlsx|Không đọc|ô A1"),
    ]);
    let listed = inputs::listed(&sheet);
    let expected = [("a.xlsx", "ab"), ("b.txt", "")].map(|(file, sha)| (file.to_owned(), sha.to_owned()));
    assert_eq!(listed, expected.into());
    let now = [("a.xlsx", "cd"), ("c.xlsx", "ef")].map(|(file, sha)| (file.to_owned(), sha.to_owned()));
    let changed: Vec<_> =
        inputs::changes(&listed, &now.into()).into_iter().map(|it| (it.file, it.recorded, it.actual)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        changed,
        [
            ("a.xlsx".to_owned(), some("ab"), some("cd")),
            ("b.txt".to_owned(), some(""), None),
            ("c.xlsx".to_owned(), None, some("ef")),
        ]
    );
}

#[test]
fn what_is_stated_over_several_rows_is_one_text() {
    let sheet = sheet_of(&[(1, "Bản ghi|x|{a"), (2, "Bản ghi| b}"), (3, "Khác|c")]);
    assert_eq!(inputs::stated(&sheet, "Bản ghi").as_deref(), Some("x b}"));
    assert_eq!(inputs::stated(&sheet, "Không có"), None);
}
