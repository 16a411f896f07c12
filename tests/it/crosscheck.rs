//! Another office's appendices against ours, on real files: retyped in another layout, altered, unreadable.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::{self, HEADERS, PROJECTS, Saved};

/// What theirs holds: code or label, quantity, total, KCQG, NS tỉnh, own; in triệu đồng, typed from [`PROJECTS`].
const THEIRS: [(&str, f64, [f64; 4]); 4] = [
    ("III.4.1.đ", 1.0, [70.0, 0.0, 35.0, 35.0]),
    ("6)", 1.0, [70.0, 0.0, 35.0, 35.0]),
    ("III-3.1b", 2.0, [1200.0, 300.0, 300.0, 600.0]),
    ("", 0.0, [1340.0, 300.0, 370.0, 670.0]),
];

/// The submission of [`PROJECTS`].
fn submission() -> Saved {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, "UBND huyện Phong Thổ: đăng ký đề án khuyến công năm 2023").unwrap();
    sheet.write(1, 0, "Đơn vị tính: triệu đồng").unwrap();
    sheet.write_row(3, 0, HEADERS).unwrap();
    for (at, (task, name, who, quantity, total, national, provincial, own)) in (0_u32..).zip(PROJECTS) {
        sheet.write(4 + at, 0, at + 1).unwrap();
        sheet.write_row(4 + at, 1, [task, name, who]).unwrap();
        sheet.write(4 + at, 4, quantity).unwrap();
        for (col, amount) in (5..).zip([total, national, provincial, own]) {
            sheet.write(4 + at, col, i32::try_from(amount).unwrap()).unwrap();
        }
    }
    support::save([sheet])
}

/// Theirs in nghìn đồng, far from the corner, under a merged header of three rows, sources in another order.
fn retyped(path: &Path, change: impl Fn(&mut [(&str, f64, [f64; 4])])) {
    let mut rows = THEIRS;
    change(&mut rows);
    let mut sheet = Worksheet::new();
    let plain = Format::new();
    sheet.write(4, 6, "ĐVT: nghìn đồng").unwrap();
    for (col, words) in [(2, "Mã NV"), (3, "Nội dung"), (8, "SL"), (9, "Ghi chú")] {
        sheet.merge_range(6, col, 8, col, words, &plain).unwrap();
    }
    sheet.merge_range(6, 4, 6, 7, "Kinh phí", &plain).unwrap();
    sheet.merge_range(7, 4, 8, 4, "Tổng số", &plain).unwrap();
    sheet.merge_range(7, 5, 7, 7, "Trong đó", &plain).unwrap();
    sheet.write_row(8, 5, ["Vốn đối ứng", "Ngân sách tỉnh", "Khuyến công quốc gia"]).unwrap();
    for (row, (code, quantity, [total, national, provincial, own])) in (9..).zip(rows) {
        sheet.write(row, 2, code).unwrap();
        sheet.write(row, 3, if code.is_empty() { "Tổng cộng" } else { "Tên do Sở Tài chính đặt" }).unwrap();
        for (col, amount) in (4..).zip([total, own, provincial, national]) {
            sheet.write(row, col, amount * 1000.0).unwrap();
        }
        if !code.is_empty() {
            sheet.write(row, 8, quantity).unwrap();
        }
    }
    sheet.write(15, 3, "Người lập biểu").unwrap();
    let mut book = Workbook::new();
    book.push_worksheet(Worksheet::new());
    book.push_worksheet(sheet);
    book.save(path).unwrap();
}

struct Answer {
    status: Option<i32>,
    said: String,
    json: serde_json::Value,
    workbook: Vec<u8>,
}

fn run(theirs: &Path, ours: &Path) -> Answer {
    let folder = theirs.parent().unwrap();
    let (workbook, json) = (folder.join("doi-chieu.xlsx"), folder.join("doi-chieu.json"));
    let mut command = Command::cargo_bin("doisoat").unwrap();
    command.args(["doi-chieu-bang", "--theirs"]).arg(theirs).arg(ours);
    let output = command.arg("-o").arg(&workbook).arg("--json").arg(&json).output().unwrap();
    Answer {
        status: output.status.code(),
        said: String::from_utf8(output.stdout).unwrap(),
        json: serde_json::from_slice(&fs::read(json).unwrap()).unwrap(),
        workbook: fs::read(workbook).unwrap(),
    }
}

fn theirs(folder: &Path) -> PathBuf {
    folder.join("so-tai-chinh.xlsx")
}

#[test]
fn a_retyped_workbook_ties_out_to_the_last_figure() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let path = theirs(folder.path());
    retyped(&path, |_| {});
    let answer = run(&path, &ours.path);
    assert!(answer.said.starts_with("Đối chiếu: khớp 19/19 chỉ tiêu"), "{}", answer.said);
    assert_eq!(answer.status, Some(0));
    assert_eq!(answer.json["findings"].as_array().unwrap().len(), 0);
    assert_eq!(answer.json["theirs"]["tables"][0]["unit"], "nghìn đồng");
    let again = run(&path, &ours.path);
    assert!(answer.workbook == again.workbook, "the same bytes");
}

#[test]
fn a_project_left_out_is_named_and_the_bridge_adds_up() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let path = theirs(folder.path());
    // Without "Máy sấy nông sản": 600 = 300 KCQG + 300 own.
    retyped(&path, |rows| {
        rows[2] = ("III-3.1b", 1.0, [600.0, 0.0, 300.0, 300.0]);
        rows[3] = ("", 0.0, [740.0, 0.0, 370.0, 370.0]);
    });
    let answer = run(&path, &ours.path);
    assert_eq!(answer.status, Some(1));
    let booking = &answer.json["bookings"][0];
    assert_eq!(booking["cause"], "left_out");
    assert!(booking["words"].as_str().unwrap().contains("Máy sấy nông sản"));
    let line = &answer.json["bridge"][0];
    assert_eq!((&line["theirs"], &line["ours"]), (&"740000000".into(), &"1340000000".into()));
    assert_eq!(line["steps"]["left_out"], "600000000");
    assert!(answer.said.contains("Đề án bỏ sót"), "{}", answer.said);
}

#[test]
fn our_side_may_be_a_result_and_theirs_may_be_one_that_we_wrote() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let (result, path) = (folder.path().join("ket-qua.xlsx"), theirs(folder.path()));
    let consolidate = |ours: &Path| {
        Command::cargo_bin("doisoat").unwrap().arg("consolidate").arg(ours).arg("-o").arg(&result).output().unwrap();
    };
    consolidate(&ours.path);
    retyped(&path, |_| {});
    let answer = run(&path, &result);
    assert!(answer.said.starts_with("Đối chiếu: khớp 19/19"), "{}", answer.said);
    let own = run(&result, &ours.path);
    assert_eq!(own.status, Some(0), "{}", own.said);
    assert_eq!(own.json["theirs"]["tables"].as_array().unwrap().len(), 4, "01, 02, 03 and its block of years");
}

#[test]
fn theirs_among_the_submissions_is_none_of_them() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let path = theirs(folder.path());
    retyped(&path, |_| {});
    fs::copy(&ours.path, folder.path().join("phong-tho.xlsx")).unwrap();
    let answer = run(&path, folder.path());
    assert_eq!((answer.status, &answer.json["summary"]["projects"]), (Some(0), &4.into()), "{}", answer.said);
}

#[test]
fn what_is_no_appendix_and_what_is_no_workbook_stops_the_run() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let stopped = |theirs: &Path| {
        let mut command = Command::cargo_bin("doisoat").unwrap();
        let output = command.args(["crosscheck", "--theirs"]).arg(theirs).arg(&ours.path).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(stopped(&ours.path).contains("không tìm thấy bảng nào"), "a list of projects is no appendix");
    let text = folder.path().join("a.xlsx");
    fs::write(&text, "không phải bảng tính").unwrap();
    assert!(stopped(&text).contains("bảng tính"));
    assert!(stopped(folder.path()).contains("thư mục"));
    assert!(stopped(&folder.path().join("khong-co.xlsx")).contains("không tìm thấy"));
}

#[derive(serde::Deserialize)]
struct Expected {
    matched: usize,
    figures: usize,
    bridge: BTreeMap<String, String>,
    cells: BTreeMap<String, Vec<String>>,
}

#[test]
fn the_sample_gives_what_is_typed_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sample = root.join("doi-chieu/so-tai-chinh.xlsx");
    let expected: Expected =
        toml::from_str(&fs::read_to_string(sample.with_extension("expected.toml")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = theirs(folder.path());
    fs::copy(sample, &path).unwrap();
    let answer = run(&path, &root.join("lai-chau-2021-2025"));
    let first = format!("Đối chiếu: khớp {}/{} chỉ tiêu", expected.matched, expected.figures);
    assert!(answer.said.starts_with(&first), "{}", answer.said);

    let line = &answer.json["bridge"][0];
    let mut said = line["steps"].as_object().unwrap().clone();
    said.retain(|cause, step| step != "0" || cause == "unexplained");
    said.extend(["theirs", "ours"].map(|end| (end.to_owned(), line[end].clone())));
    assert_eq!(serde_json::to_value(said).unwrap(), serde_json::to_value(expected.bridge).unwrap());

    let mut cells: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in answer.json["findings"].as_array().unwrap() {
        let words = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        cells.entry(words(&finding["code"])).or_default().push(words(&finding["places"][0]["cells"][0]));
    }
    for addresses in cells.values_mut() {
        addresses.sort();
    }
    assert_eq!(cells, expected.cells);
}

#[test]
fn a_workbook_of_ours_that_is_no_result_and_nothing_on_our_side_stop_the_run() {
    let (ours, folder) = (submission(), tempfile::tempdir().unwrap());
    let path = theirs(folder.path());
    retyped(&path, |_| {});
    run(&path, &ours.path);
    let stopped = |arguments: &[&Path]| {
        let mut command = Command::cargo_bin("doisoat").unwrap();
        let output = command.args(["crosscheck", "--theirs"]).arg(&path).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let crosschecked = folder.path().join("doi-chieu.xlsx");
    assert!(stopped(&[&crosschecked]).contains("không phải bảng kết quả tổng hợp"));
    // PROJECTS are of 2023.
    assert!(stopped(&[&ours.path, Path::new("--year"), Path::new("2022")]).contains("không có đề án nào"));
}
