//! What a competent person has accepted: told, marked, counted apart, and never a figure changed.

use std::io::Read;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// 300.000.001 đồng where 300 triệu is the cap: one DM01.
const OVER: &str = "samples/co-sai-lech/dm01-vuot-tran-mot-dong.xlsx";
const WAIVERS: &str = "samples/chap-thuan.toml";

fn given(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).to_str().unwrap().to_owned()
}

struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
    json: Value,
    workbook: PathBuf,
    _folder: tempfile::TempDir,
}

/// Consolidates the submission with these options.
fn run(options: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("doisoat").unwrap();
    let command = command.current_dir(folder.path()).args(["consolidate", &given(OVER), "-o", "kq.xlsx"]);
    let ran = command.args(["--json", "kq.json"]).args(options).output().unwrap();
    let json = std::fs::read(folder.path().join("kq.json")).unwrap_or_default();
    Ran {
        status: ran.status.code(),
        out: String::from_utf8(ran.stdout).unwrap(),
        err: String::from_utf8(ran.stderr).unwrap(),
        json: serde_json::from_slice(&json).unwrap_or_default(),
        workbook: folder.path().join("kq.xlsx"),
        _folder: folder,
    }
}

fn codes(json: &Value, code: &str) -> Vec<Value> {
    json["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code).cloned().collect()
}

/// Every text of a workbook.
fn texts(workbook: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(workbook).unwrap()).unwrap();
    let mut texts = String::new();
    archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut texts).unwrap();
    texts
}

#[test]
fn a_waived_error_is_told_and_is_none() {
    let plain = run(&[]);
    assert_eq!(plain.status, Some(1), "{}", plain.out);
    let ran = run(&["--waivers", &given(WAIVERS)]);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.contains("1 sai lệch đã được chấp thuận"), "{}", ran.out);

    let finding = &codes(&ran.json, "DM01")[0];
    assert_eq!(finding["waived"], true);
    assert_eq!(finding["waiver"]["until"], "2023-12-31");
    assert_eq!((&ran.json["summary"]["errors"], &ran.json["summary"]["waived"]), (&0.into(), &1.into()));
    assert!(codes(&ran.json, "MT01").is_empty());

    for figures in ["projects", "totals", "comparison"] {
        assert_eq!(ran.json[figures], plain.json[figures], "a waiver changes no figure");
    }
    let texts = texts(&ran.workbook);
    for said in [
        "Trường hợp được chấp thuận",
        "Giám đốc Sở Công Thương",
        "chap-thuan.toml, 1 trường hợp",
        "Ngày xét hiệu lực chấp thuận",
        "ngày phê duyệt của từng đề án",
    ] {
        assert!(texts.contains(said), "{said}");
    }
}

#[test]
fn the_last_day_holds_and_the_next_does_not() {
    let on = |day: &str| run(&["--waivers", &given(WAIVERS), "--date", day]);
    let held = on("2023-12-31");
    assert_eq!((held.status, &held.json["summary"]["waived"]), (Some(0), &1.into()));
    assert!(texts(&held.workbook).contains("31/12/2023"), "the audit trail states the day");
    let lapsed = on("2024-01-01");
    assert_eq!((lapsed.status, &lapsed.json["summary"]["waived"]), (Some(1), &0.into()));
    assert_eq!(codes(&lapsed.json, "MT01")[0]["places"][0]["file"], "chap-thuan.toml");
}

#[test]
fn a_malformed_file_stops_the_run_and_names_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sai.toml");
    let text = std::fs::read_to_string(given(WAIVERS)).unwrap().replace("approved_by", "approved");
    std::fs::write(&file, text).unwrap();
    let ran = run(&["--waivers", file.to_str().unwrap()]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("sai.toml, dòng") && ran.err.contains("waivers[0].approved"), "{}", ran.err);
    assert!(!ran.workbook.exists());
    assert_eq!(run(&["--waivers", &given(WAIVERS), "--date", "31/12/2023"]).status, Some(2));
    assert_eq!(run(&["--date", "2023-12-31"]).status, Some(2), "a day without waivers means nothing");
}

#[test]
fn the_same_waivers_give_the_same_bytes() {
    let bytes = || std::fs::read(run(&["--waivers", &given(WAIVERS)]).workbook).unwrap();
    assert!(bytes() == bytes());
}
