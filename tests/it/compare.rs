//! `doisoat compare` from outside: editions that say the same however they are laid out, one change with both of its
//! cells, the exit status, what is refused.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::Value;

use crate::support::{HEADERS, PROJECTS, Row};

/// The submission in triệu đồng, as everyone lays it out.
fn plain(path: &Path, rows: &[Row]) {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, "UBND huyện Phong Thổ").unwrap();
    sheet.write(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023").unwrap();
    sheet.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    sheet.write_row(3, 0, HEADERS).unwrap();
    for (line, (code, name, by, quantity, total, national, provincial, own)) in (4..).zip(rows) {
        sheet.write(line, 0, line - 3).unwrap();
        sheet.write_row(line, 1, [*code, *name, *by]).unwrap();
        sheet.write(line, 4, *quantity).unwrap();
        sheet.write_row(line, 5, [*total, *national, *provincial, *own]).unwrap();
    }
    save(path, sheet);
}

/// The same in đồng as text with a decimal comma, backwards, in other columns and with rows put in between.
fn turned(path: &Path, rows: &[Row]) {
    let mut sheet = Worksheet::new();
    sheet.set_name("Gửi lại").unwrap();
    sheet.write(1, 2, "Đơn vị: UBND huyện Phong Thổ").unwrap();
    sheet.write(2, 2, "Đăng ký đề án khuyến công năm 2023 (ĐVT: đồng)").unwrap();
    sheet.write_row(4, 2, HEADERS.iter().rev().copied()).unwrap();
    for (line, (code, name, by, quantity, total, national, provincial, own)) in (5..).step_by(2).zip(rows.iter().rev())
    {
        let dong = |trieu: &i64| if *trieu == 0 { "0".to_owned() } else { format!("{trieu}.000.000,0") };
        sheet.write_row(line, 2, [own, provincial, national, total].map(dong)).unwrap();
        sheet.write(line, 6, *quantity).unwrap();
        sheet.write_row(line, 7, [by.to_uppercase(), format!(" {name} "), (*code).to_owned()]).unwrap();
        sheet.write(line, 10, line).unwrap();
    }
    save(path, sheet);
}

fn save(path: &Path, sheet: Worksheet) {
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.save(path).unwrap();
}

struct Answer {
    status: Option<i32>,
    said: String,
    json: Value,
    workbook: Vec<u8>,
}

fn compare(old: &Path, new: &Path) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    let (workbook, json) = (folder.path().join("so-sanh.xlsx"), folder.path().join("so-sanh.json"));
    let mut command = Command::cargo_bin("doisoat").unwrap();
    let output =
        command.arg("so-sanh").args([old, new]).arg("-o").arg(&workbook).arg("--json").arg(&json).output().unwrap();
    Answer {
        status: output.status.code(),
        said: String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        json: std::fs::read(&json).map(|bytes| serde_json::from_slice(&bytes).unwrap()).unwrap_or_default(),
        workbook: std::fs::read(&workbook).unwrap_or_default(),
    }
}

/// Two editions in a folder of their own.
fn editions(old: &[Row], new: &[Row]) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("lan-1.xlsx"), folder.path().join("lan-2.xlsx"));
    plain(&before, old);
    turned(&after, new);
    (folder, before, after)
}

#[test]
fn another_layout_order_money_unit_and_file_name_are_no_difference() {
    let (folder, before, after) = editions(&PROJECTS, &PROJECTS);
    let answer = compare(&before, &after);
    assert_eq!(answer.status, Some(0), "{}", answer.said);
    assert!(answer.said.contains("không khác nhau về đề án"), "{}", answer.said);
    let summary = &answer.json["summary"];
    let counts = ["added", "removed", "changed", "doubtful", "unchanged"].map(|kind| summary[kind].as_u64().unwrap());
    assert_eq!(counts, [0, 0, 0, 0, 4]);
    assert_eq!(answer.json["effect"].as_array().unwrap().len(), 0);
    // So does a result of ours over the one and the other itself.
    let result = folder.path().join("ket-qua.xlsx");
    Command::cargo_bin("doisoat").unwrap().arg("consolidate").arg(&before).arg("-o").arg(&result).output().unwrap();
    let answer = compare(&result, &after);
    assert_eq!((&answer.json["old"]["kind"], &answer.json["summary"]["unchanged"]), (&"result".into(), &4.into()));
}

#[test]
fn a_change_is_told_with_both_cells_and_what_it_does() {
    let mut new = PROJECTS;
    // NS tỉnh of the second project: 300 becomes 250, the own contribution 350.
    (new[1].6, new[1].7) = (250, 350);
    let (_folder, before, after) = editions(&PROJECTS, &new);
    let answer = compare(&before, &after);
    assert_eq!(answer.status, Some(0), "{}", answer.said);
    let changes = answer.json["changed"][0]["changes"].as_array().unwrap();
    let told = changes.iter().map(|change| {
        let cell = |side: &str| change[side][0]["cells"][0].as_str().unwrap().to_owned();
        let text = |key: &str| change[key].as_str().unwrap().to_owned();
        [text("source"), text("was"), text("is"), text("difference"), cell("old_places"), cell("new_places")]
    });
    // The second of four rows backwards, every other line from row 6 on, is the third: row 10.
    let expected = [
        ["provincial", "300000000", "250000000", "-50000000", "H6", "D10"],
        ["own", "300000000", "350000000", "50000000", "I6", "C10"],
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected.map(|line| line.map(str::to_owned)));
    let effect = &answer.json["effect"][0];
    assert_eq!((&effect["task"], &effect["year"]), (&"3.1.b".into(), &2023.into()));
    assert_eq!(effect["sources"]["provincial"]["difference"], "-50000000");
    assert_eq!(effect["total"]["difference"], "0");
    assert_eq!(compare(&before, &after).workbook, answer.workbook, "the same bytes");
}

#[test]
fn a_new_error_is_the_exit_status_and_a_mended_one_is_told() {
    let mut wrong = PROJECTS;
    // 3.1.b admits 300 triệu đồng a facility.
    (wrong[0].5, wrong[0].7) = (310, 290);
    let (_folder, before, after) = editions(&PROJECTS, &wrong);
    let findings = |answer: &Answer, kind: &str| -> Vec<String> {
        let findings = answer.json["findings"][kind].as_array().unwrap();
        let errors = findings.iter().filter(|finding| finding["severity"] == "error");
        errors.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    let answer = compare(&before, &after);
    assert_eq!((answer.status, findings(&answer, "new")), (Some(1), vec!["DM01".to_owned(), "DM02".to_owned()]));
    let answer = compare(&after, &before);
    assert_eq!((answer.status, findings(&answer, "mended")), (Some(0), vec!["DM01".to_owned(), "DM02".to_owned()]));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let (folder, before, after) = editions(&PROJECTS, &PROJECTS);
    let missing = compare(&before, &folder.path().join("khong-co.xlsx"));
    assert_eq!(missing.status, Some(2), "{}", missing.said);
    let damaged = folder.path().join("hong.xlsx");
    std::fs::write(&damaged, b"PK\x03\x04 no more").unwrap();
    let refused = compare(&before, &damaged);
    assert_eq!(refused.status, Some(2), "to call every project removed would be untrue: {}", refused.said);
    let mut command = Command::cargo_bin("doisoat").unwrap();
    let over = command.arg("compare").args([&before, &after]).arg("-o").arg(&after).output().unwrap();
    assert_eq!(over.status.code(), Some(2));
}
