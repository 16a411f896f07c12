//! What changes with the date: the norms that judge a project, the units that can have sent a submission.

use std::path::{Path, PathBuf};

use doisoat::model::{Code, Finding, Outcome};
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;
use rust_xlsxwriter::Worksheet;

use crate::support::{HEADERS, PROJECTS, Saved, save};

/// Runs one workbook under the decision, with the resolution of 2025 laid over it or not.
fn run(saved: &Saved, resolution: bool) -> Outcome {
    let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/nq-18-2025-hdnd.toml");
    let files: Vec<PathBuf> = Some(overlay).filter(|_| resolution).into_iter().collect();
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![saved.path.clone()], reader, ..Options::default() };
    pipeline::run(&load::from_files(&files).unwrap(), &options, &|_| {}).unwrap()
}

fn of(outcome: &Outcome, code: Code) -> Vec<&Finding> {
    outcome.findings.iter().filter(|finding| finding.code == code).collect()
}

/// A line of machines for 450 triệu of the province, approved as the cell says.
fn line_of_machines(approval: &str) -> Saved {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, "UBND huyện Phong Thổ").unwrap();
    sheet.write(1, 0, "ĐỀ ÁN KHUYẾN CÔNG NĂM 2025").unwrap();
    sheet.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    for (col, header) in (0..).zip(HEADERS.into_iter().chain(["Quyết định phê duyệt"])) {
        sheet.write(4, col, header).unwrap();
    }
    sheet.write_row(5, 0, ["1", "3.1.b", "Dây chuyền sao chè", "HTX Mẫu A"]).unwrap();
    sheet.write_row(5, 4, [1, 1_000, 0, 450, 550]).unwrap();
    sheet.write(5, 9, approval).unwrap();
    save([sheet])
}

#[test]
fn a_project_is_judged_by_what_holds_on_the_day_of_its_approval() {
    let judged = |approval: &str, resolution| {
        let outcome = run(&line_of_machines(approval), resolution);
        of(&outcome, Code::DM01).first().map(|finding| finding.basis.clone())
    };
    let decision = Some("QĐ 407/QĐ-UBND, III.3.1.b".to_owned());
    assert_eq!(judged("Số 123/QĐ-UBND ngày 4/5/2025", true), decision);
    assert_eq!(judged("Số 123/QĐ-UBND ngày 5/5/2025", true), None);
    assert_eq!(judged("Số 123/QĐ-UBND ngày 05 tháng 5 năm 2025", true), None);
    assert_eq!(judged("", true), decision, "1 January of its year");
    assert_eq!(judged("Số 123/QĐ-UBND ngày 5/5/2025", false), decision, "off unless it is given");
}

/// The four sound projects, sent by `unit`; a date line over the table, another under it.
fn sent_by(unit: &str, over: &str, under: &str) -> Saved {
    let mut sheet = Worksheet::new();
    sheet.write(0, 0, unit).unwrap();
    sheet.write(0, 6, over).unwrap();
    sheet.write(1, 0, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2025").unwrap();
    sheet.write(2, 0, "Đơn vị tính: triệu đồng").unwrap();
    sheet.write_row(4, 0, HEADERS).unwrap();
    for (row, (task, name, who, quantity, total, national, provincial, own)) in (5..).zip(PROJECTS) {
        sheet.write_row(row, 1, [task, name, who]).unwrap();
        sheet.write(row, 4, quantity).unwrap();
        sheet.write_row(row, 5, [total, national, provincial, own]).unwrap();
    }
    sheet.write(11, 6, under).unwrap();
    save([sheet])
}

/// The unit that a submission is of, or what BM04 suggests.
fn sender(unit: &str, over: &str, under: &str) -> Result<String, String> {
    let outcome = run(&sent_by(unit, over, under), false);
    assert_eq!(outcome.projects().count(), PROJECTS.len());
    let programme = load::embedded().unwrap();
    let found = outcome.inputs[0].tables[0].unit.unit.map(|id| programme.unit(id).short.clone());
    found.ok_or_else(|| of(&outcome, Code::BM04)[0].action.clone())
}

#[test]
fn the_word_of_the_level_says_which_of_two_namesakes_it_is() {
    for (unit, short) in [
        ("UBND HUYỆN PHONG THỔ", "Phong Thổ"),
        ("UBND XÃ PHONG THỔ", "Xã Phong Thổ"),
        ("UBND phường Đoàn Kết", "Phường Đoàn Kết"),
        ("Sở Công Thương", "Sở Công Thương"),
    ] {
        assert_eq!(sender(unit, "", ""), Ok(short.to_owned()), "{unit}");
    }
    // The letter's place adds nothing to a sender that is named with its level.
    let place = sender("UBND HUYỆN PHONG THỔ", "Phong Thổ, ngày … tháng … năm 2025", "");
    assert_eq!(place, Ok("Phong Thổ".to_owned()));
}

#[test]
fn a_bare_name_of_the_year_of_the_change_is_both_unless_its_day_is_told() {
    let both = sender("Đơn vị: Phong Thổ", "", "").unwrap_err();
    assert!(both.contains("UBND huyện Phong Thổ (đến 30/06/2025), UBND xã Phong Thổ (từ 01/07/2025)?"), "{both}");
    for (day, short) in [("30 tháng 6", "Phong Thổ"), ("01 tháng 7", "Xã Phong Thổ")] {
        let line = format!("Lai Châu, ngày {day} năm 2025");
        assert_eq!(sender("Đơn vị: Phong Thổ", &line, ""), Ok(short.to_owned()), "{line}");
        assert_eq!(sender("Đơn vị: Phong Thổ", "", &line), Ok(short.to_owned()), "under the table: {line}");
    }
}

#[test]
fn a_unit_that_no_longer_exists_on_the_day_is_not_taken_for_its_namesake() {
    let gone = sender("UBND huyện Phong Thổ", "Phong Thổ, ngày 01 tháng 7 năm 2025", "").unwrap_err();
    assert!(gone.contains("UBND huyện Phong Thổ"), "{gone}");
    let not_yet = sender("UBND xã Dào San", "Dào San, ngày 30 tháng 6 năm 2025", "").unwrap_err();
    assert!(not_yet.contains("UBND xã Dào San"), "{not_yet}");
}

/// What `consolidate` over the line of machines ends with, says, and writes as JSON under these catalogues.
fn consolidated(catalogues: &[&str]) -> (Option<i32>, String, serde_json::Value) {
    let saved = line_of_machines("Số 123/QĐ-UBND ngày 10/6/2025");
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("kq.json");
    let mut command = assert_cmd::Command::cargo_bin("doisoat").unwrap();
    command.arg("consolidate").arg(&saved.path).arg("-o").arg(folder.path().join("kq.xlsx")).arg("--json").arg(&json);
    for catalogue in catalogues {
        command.arg("--programme").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(catalogue));
    }
    let ran = command.output().unwrap();
    let value = std::fs::read(json).map(|bytes| serde_json::from_slice(&bytes).unwrap()).unwrap_or_default();
    (ran.status.code(), String::from_utf8(ran.stderr).unwrap(), value)
}

#[test]
fn an_overlay_comes_after_its_base_and_both_leave_their_fingerprints() {
    const BASE: &str = "lai-chau-2021-2025.toml";
    const OVERLAY: &str = "nq-18-2025-hdnd.toml";
    let (status, _, plain) = consolidated(&[]);
    assert_eq!(status, Some(1), "450 under the decision");
    assert_eq!(plain["programme"].as_object().unwrap().len(), 2);

    let (status, err, both) = consolidated(&[BASE, OVERLAY]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert_eq!(both["programme"]["sha256"], plain["programme"]["sha256"]);
    assert_eq!(both["programme"]["overlays"][0]["id"], "nq-18-2025-hdnd");
    assert_eq!(both["programme"]["overlays"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(both["projects"][0]["admissible"]["provincial"], "450000000");
    assert_eq!(consolidated(&[OVERLAY]).2["programme"], both["programme"], "the base is then the one inside");

    for (catalogues, said) in [
        (&[BASE, BASE][..], "không phải danh mục bổ sung"),
        (&[OVERLAY, OVERLAY], "khóa \"id\""),
        (&[OVERLAY, BASE], "không phải danh mục bổ sung"),
    ] {
        let (status, err, _) = consolidated(catalogues);
        assert!(status == Some(2) && err.contains(said), "{catalogues:?}: {err}");
    }
}
