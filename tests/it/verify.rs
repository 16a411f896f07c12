//! A result against its own account: what is untouched verifies, and every way to touch it is named.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

use crate::support::patch;

/// One figure over its cap, and a second submission of another unit.
const SENT: [&str; 2] = ["dm01-vuot-tran-mot-dong.xlsx", "sach.xlsx"];
const CLEAN: &str = "samples/lai-chau-2021-2025/2023/Tân Uyên.xlsx";
const CATALOGUE: &str = "templates/lai-chau-2021-2025.toml";
const OVERLAY: &str = "templates/nq-18-2025-hdnd.toml";
const WAIVERS: &str = "samples/chap-thuan.toml";

const TASKS: &str = "Phụ lục 01";
const DETAIL: &str = "Chi tiết đề án";
const FINDINGS: &str = "Sai lệch";
const INPUTS: &str = "Danh mục tệp đầu vào";

fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A folder with submissions in `ho-so` and their result `kq.xlsx`.
struct Run(tempfile::TempDir);

struct Verified {
    status: i32,
    out: String,
    err: String,
    json: Value,
}

impl Run {
    fn new(options: &[&str]) -> Self {
        let run = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(run.path("ho-so")).unwrap();
        std::fs::copy(own("samples/co-sai-lech").join(SENT[0]), run.path("ho-so").join(SENT[0])).unwrap();
        std::fs::copy(own(CLEAN), run.path("ho-so").join(SENT[1])).unwrap();
        for file in [CATALOGUE, OVERLAY, WAIVERS] {
            std::fs::copy(own(file), run.path(Path::new(file).file_name().unwrap().to_str().unwrap())).unwrap();
        }
        let ran = run.doisoat(&[&["consolidate", "ho-so", "-o", "kq.xlsx"], options].concat());
        assert!(matches!(ran.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ran.stderr));
        run
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn doisoat(&self, line: &[&str]) -> Output {
        Command::cargo_bin("doisoat").unwrap().current_dir(self.0.path()).args(line).output().unwrap()
    }

    fn verify(&self, line: &[&str]) -> Verified {
        let ran = self.doisoat(&[&["verify"], line, &["--json", "xm.json"]].concat());
        let json = std::fs::read(self.path("xm.json")).unwrap_or_default();
        Verified {
            status: ran.status.code().unwrap(),
            out: String::from_utf8(ran.stdout).unwrap(),
            err: String::from_utf8(ran.stderr).unwrap(),
            json: serde_json::from_slice(&json).unwrap_or_default(),
        }
    }

    /// The part of the workbook that holds a sheet.
    fn part(&self, sheet: &str) -> String {
        let text = self.part_text("xl/workbook.xml");
        let names: Vec<&str> =
            text.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        format!("xl/worksheets/sheet{}.xml", names.iter().position(|name| *name == sheet).unwrap() + 1)
    }

    fn part_text(&self, part: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(self.path("kq.xlsx")).unwrap()).unwrap();
        std::io::read_to_string(archive.by_name(part).unwrap()).unwrap()
    }

    /// Where a text stands on a sheet: its cell.
    fn cell_of(&self, sheet: &str, text: &str) -> String {
        let strings = self.part_text("xl/sharedStrings.xml");
        let at = strings.split("<si>").skip(1).position(|item| item.contains(&format!(">{text}</t>"))).unwrap();
        let xml = self.part_text(&self.part(sheet));
        let before = xml.split(&format!("<v>{at}</v>")).next().unwrap();
        before.rsplit("<c r=\"").next().unwrap().split('"').next().unwrap().to_owned()
    }

    fn patch(&self, sheet: &str, change: impl Fn(String) -> String) {
        patch(&self.path("kq.xlsx"), &self.part(sheet), change);
    }

    /// Puts something else inside a cell: `<v>…</v>`, or a text.
    fn put(&self, sheet: &str, cell: &str, inside: &str) {
        self.patch(sheet, |xml| {
            let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap();
            let length = xml[start..].find("</c>").unwrap();
            let old = &xml[start..start + length];
            let style = old.split("s=\"").nth(1).unwrap().split('"').next().unwrap();
            let kind = if inside.starts_with("<is>") { " t=\"inlineStr\"" } else { "" };
            format!("{}<c r=\"{cell}\" s=\"{style}\"{kind}>{inside}{}", &xml[..start], &xml[start + length..])
        });
    }
}

impl Verified {
    /// The cells that differ of a sheet: cell, kind, computed, recorded.
    fn cells(&self, sheet: &str) -> Vec<[&str; 4]> {
        let sheets = self.json["sheets"].as_array().unwrap();
        let found = sheets.iter().find(|found| found["sheet"] == sheet);
        found
            .map(|found| found["cells"].as_array().unwrap().as_slice())
            .unwrap_or_default()
            .iter()
            .map(|of| ["cell", "state", "computed", "recorded"].map(|key| of[key].as_str().unwrap()))
            .collect()
    }

    fn sheets(&self) -> Vec<&str> {
        self.json["sheets"].as_array().unwrap().iter().map(|sheet| sheet["sheet"].as_str().unwrap()).collect()
    }

    fn inputs(&self) -> Vec<(&str, &str)> {
        let inputs = self.json["inputs"].as_array().unwrap().iter();
        inputs.map(|input| (input["file"].as_str().unwrap(), input["state"].as_str().unwrap())).collect()
    }
}

#[test]
fn what_is_untouched_verifies_wherever_the_folder_stands() {
    let run = Run::new(&["--year", "2023", "--json", "ho-so/kq.json"]);
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    assert!(verified.out.starts_with("KHỚP"), "{}", verified.out);
    assert_eq!(verified.json["same_bytes"], true);
    // The whole folder elsewhere, seen from another working folder; the lock of the workbook that is open in Excel and
    // a copy of the result among the submissions are none.
    let moved = tempfile::tempdir().unwrap();
    let place = moved.path().join("chỗ mới");
    std::fs::rename(run.0.path(), &place).unwrap();
    std::fs::copy(place.join("kq.xlsx"), place.join("ho-so/ban-ky.xlsx")).unwrap();
    std::fs::write(place.join("ho-so/~$sach.xlsx"), b"x").unwrap();
    let again = Command::cargo_bin("doisoat").unwrap().args(["xac-minh"]).arg(place.join("kq.xlsx")).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stdout));
    // The result alone elsewhere: the submissions are given.
    let alone = tempfile::tempdir().unwrap();
    std::fs::copy(place.join("kq.xlsx"), alone.path().join("x.xlsx")).unwrap();
    let verify = || {
        let mut command = Command::cargo_bin("doisoat").unwrap();
        command.arg("verify").arg(alone.path().join("x.xlsx"));
        command
    };
    let lost = verify().output().unwrap();
    assert_eq!(lost.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("ho-so"), "{}", String::from_utf8_lossy(&lost.stderr));
    assert_eq!(verify().arg(place.join("ho-so")).output().unwrap().status.code(), Some(0));
    std::fs::create_dir(run.0.path()).unwrap(); // where the temporary folder is taken away
}

#[test]
fn other_bytes_with_the_same_cells_verify() {
    let run = Run::new(&[]);
    // As another program saves it: parts packed anew, spaces in formulas, results of formulas left out.
    run.patch(TASKS, |xml| {
        xml.replace("</c><c ", "</c>\n<c ").replace("SUM(", "SUM( ").replace("</f><v>0</v>", "</f>")
    });
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!((verified.status, &verified.json["same_bytes"]), (0, &Value::Bool(false)), "{}", verified.out);
    assert!(verified.out.starts_with("KHỚP"), "{}", verified.out);
}

#[test]
fn an_input_that_changed_is_missing_or_new_is_named() {
    let run = Run::new(&[]);
    // One byte more at the end of the archive: the figures stay, and the file is another.
    let path = run.path("ho-so").join(SENT[1]);
    let bytes = std::fs::read(&path).unwrap();
    patch(&path, "docProps/core.xml", |xml| xml + " ");
    let changed = run.verify(&["kq.xlsx"]);
    assert_eq!((changed.status, changed.inputs()), (1, vec![(SENT[1], "changed")]), "{}", changed.out);
    assert!(changed.out.starts_with("KHÔNG KHỚP: 1 tệp đầu vào"), "{}", changed.out);

    std::fs::remove_file(&path).unwrap();
    let missing = run.verify(&["kq.xlsx"]);
    assert_eq!((missing.status, missing.inputs()), (1, vec![(SENT[1], "missing")]));
    assert!(missing.out.contains(&format!("{}: không còn trong hồ sơ", SENT[1])), "{}", missing.out);

    std::fs::write(&path, bytes).unwrap();
    std::fs::copy(own("samples/lai-chau-2021-2025/2023/Sìn Hồ.xlsx"), run.path("ho-so/them.xlsx")).unwrap();
    let new = run.verify(&["kq.xlsx"]);
    assert_eq!((new.status, new.inputs()), (1, vec![("them.xlsx", "new")]));
    assert!(new.out.contains("them.xlsx: không có trong bảng"), "{}", new.out);
}

#[test]
fn a_figure_typed_over_is_named_with_what_it_was_and_is() {
    let run = Run::new(&[]);
    // The appendix: the formula of its first figure replaced by a number.
    run.put(TASKS, "F9", "<v>12345.5</v>");
    // The details: KCQG and the others of the first project are in columns R to T.
    let name = run.cell_of(DETAIL, "Đầu tư máy sao chè tự động");
    let row = name.trim_start_matches(char::is_alphabetic).to_owned();
    let money = format!("S{row}");
    run.put(DETAIL, &money, "<v>290000000</v>");
    // The findings: what was found.
    let code = run.cell_of(FINDINGS, "DM01");
    let value = code.replace('A', "J");
    run.put(FINDINGS, &value, "<v>299000000</v>");
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!(verified.status, 1);
    assert_eq!(verified.sheets(), [TASKS, FINDINGS, DETAIL], "{}", verified.out);
    let [cell] = verified.cells(TASKS)[..] else { panic!("{}", verified.out) };
    assert_eq!((cell[0], cell[1], cell[3]), ("F9", "formula_replaced", "12.345,5"));
    assert_eq!(verified.cells(DETAIL), [[money.as_str(), "value", "300.000.001", "290.000.000"]]);
    assert_eq!(verified.cells(FINDINGS), [[value.as_str(), "value", "300.000.001", "299.000.000"]]);
    let said = format!("ô {money} (Đầu tư máy sao chè tự động / NS tỉnh): tính lại \"300.000.001\", trong bảng");
    assert!(verified.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(&said), "{}", verified.out);
}

#[test]
fn a_formula_replaced_by_its_own_result_and_another_formula_are_named() {
    let run = Run::new(&[]);
    run.patch(TASKS, |xml| {
        xml.replacen("<f>SUM(F10:F11)</f>", "", 1).replacen("<f>SUM(G10:G11)</f>", "<f>SUM(G10:G10)</f>", 1)
    });
    let verified = run.verify(&["kq.xlsx"]);
    let cells: Vec<_> = verified.cells(TASKS).into_iter().map(|[cell, state, ..]| (cell, state)).collect();
    assert_eq!((verified.status, cells), (1, vec![("F9", "formula_replaced"), ("G9", "formula")]), "{}", verified.out);
}

#[test]
fn a_row_taken_out_or_put_in_is_named() {
    let run = Run::new(&[]);
    let name = run.cell_of(DETAIL, "Đầu tư máy sao chè tự động");
    let row: u32 = name.trim_start_matches(char::is_alphabetic).parse().unwrap();
    run.patch(DETAIL, |xml| {
        let start = xml.find(&format!("<row r=\"{row}\"")).unwrap();
        let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
        format!("{}{}", &xml[..start], &xml[end..])
    });
    run.patch(INPUTS, |xml| xml.replace("</sheetData>", "<row r=\"900\"><c r=\"A900\"><v>7</v></c></row></sheetData>"));
    let verified = run.verify(&["kq.xlsx"]);
    let rows = |sheet: &str| {
        let found = verified.json["sheets"].as_array().unwrap().iter().find(|found| found["sheet"] == sheet).unwrap();
        (found["rows"].as_array().unwrap().clone(), found["cells"].as_array().unwrap().len())
    };
    assert_eq!(verified.status, 1);
    let (removed, cells) = rows(DETAIL);
    assert_eq!(
        (removed[0]["row"].as_u64(), removed[0]["state"].as_str(), cells),
        (Some(row.into()), Some("removed"), 0)
    );
    let (added, cells) = rows(INPUTS);
    assert_eq!((added[0]["row"].as_u64(), added[0]["state"].as_str(), cells), (Some(900), Some("added"), 0));
    assert!(verified.out.contains("dòng đã mất: Đầu tư máy sao chè tự động"), "{}", verified.out);
}

#[test]
fn a_forged_figure_with_a_forged_hash_is_caught() {
    let run = Run::new(&[]);
    // The submission is changed, the result's hash of it is rewritten to fit: its figures are not.
    let path = run.path("ho-so").join(SENT[0]);
    patch(&path, "xl/worksheets/sheet1.xml", |xml| {
        assert!(xml.contains("<v>300000001</v>"), "the figure stands in the submission");
        xml.replace("<v>300000001</v>", "<v>300000000</v>")
    });
    let bytes = std::fs::read(&path).unwrap();
    let sha256: String = {
        use sha2::{Digest, Sha256};
        Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
    };
    run.put(INPUTS, "P5", &format!("<is><t>{sha256}</t></is>"));
    run.put(INPUTS, "O5", &format!("<v>{}</v>", bytes.len()));
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!((verified.status, verified.inputs()), (1, vec![]), "{}", verified.out);
    assert!(verified.cells(DETAIL).iter().any(|cell| cell[2] == "300.000.000" && cell[3] == "300.000.001"));
    // The other way round: figure and hash rewritten in the result, the submission left as it is.
    let run = Run::new(&[]);
    run.put(TASKS, "F9", "<v>1</v>");
    run.put(INPUTS, "P5", "<is><t>00</t></is>");
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!((verified.status, verified.inputs()), (1, vec![(SENT[0], "changed")]), "{}", verified.out);
    assert_eq!((verified.cells(TASKS)[0][0], verified.cells(INPUTS)[0][0]), ("F9", "P5"));
}

#[test]
fn another_norm_another_overlay_other_waivers_are_named() {
    let given = [
        "--programme",
        "lai-chau-2021-2025.toml",
        "--programme",
        "nq-18-2025-hdnd.toml",
        "--waivers",
        "chap-thuan.toml",
        "--date",
        "2023-06-30",
        "--basis",
        "admissible",
        "--stage",
        "appraised",
        "--limit",
        "cells=30000000",
    ];
    let run = Run::new(&given);
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!(
        (verified.status, &verified.json["same_bytes"]),
        (0, &Value::Bool(true)),
        "{}{}",
        verified.out,
        verified.err
    );
    let matching = |verified: &Verified| -> Vec<bool> {
        verified.json["sources"].as_array().unwrap().iter().map(|source| source["matches"] == true).collect()
    };
    assert_eq!(matching(&verified), [true, true, true]);

    // A norm of the overlay: the file says another cap now.
    let overlay = run.path("nq-18-2025-hdnd.toml");
    let text = std::fs::read_to_string(&overlay).unwrap();
    std::fs::write(&overlay, text.clone() + "\n# sửa\n").unwrap();
    let changed = run.verify(&["kq.xlsx"]);
    assert_eq!((changed.status, matching(&changed)), (1, vec![true, false, true]), "{}", changed.out);
    std::fs::write(run.path("cu.toml"), text).unwrap();
    std::fs::remove_file(&overlay).unwrap();
    let lost = run.verify(&["kq.xlsx"]);
    assert_eq!(lost.status, 2);
    assert!(lost.err.contains("--programme") && lost.err.contains("nq-18-2025-hdnd.toml"), "{}", lost.err);
    let again = run.verify(&["kq.xlsx", "--programme", "lai-chau-2021-2025.toml", "--programme", "cu.toml"]);
    assert_eq!(again.status, 0, "{}", again.out);

    std::fs::remove_file(run.path("chap-thuan.toml")).unwrap();
    let given = ["kq.xlsx", "--programme", "lai-chau-2021-2025.toml", "--programme", "cu.toml"];
    let lost = run.verify(&given);
    assert!(lost.status == 2 && lost.err.contains("--waivers"), "{}", lost.err);
    let waivers = own(WAIVERS);
    let again = run.verify(&[&given[..], &["--waivers", waivers.to_str().unwrap()]].concat());
    assert_eq!(again.status, 0, "{}", again.out);
}

#[test]
fn a_norm_changed_in_the_catalogue_is_named_and_its_findings_are_shown() {
    let run = Run::new(&["--programme", "lai-chau-2021-2025.toml"]);
    let catalogue = run.path("lai-chau-2021-2025.toml");
    let text = std::fs::read_to_string(&catalogue).unwrap();
    let task = text.find("code = \"3.1.b\"").unwrap();
    let cap = task + text[task..].find("cap = 300").unwrap();
    std::fs::write(&catalogue, format!("{}cap = 310{}", &text[..cap], &text[cap + "cap = 300".len()..])).unwrap();
    let verified = run.verify(&["kq.xlsx"]);
    assert_eq!(
        (verified.status, &verified.json["sources"][0]["matches"]),
        (1, &Value::Bool(false)),
        "{}",
        verified.out
    );
    assert!(verified.sheets().contains(&FINDINGS), "300.000.001 đồng is no longer over the cap: {}", verified.out);
}

#[test]
fn what_is_no_result_cannot_be_verified() {
    let run = Run::new(&[]);
    for (file, said) in [
        (run.path("ho-so").join(SENT[0]), "không phải bảng kết quả"),
        (own("templates/bieu-dang-ky-de-an.xlsx"), "không phải bảng kết quả"),
        (run.path("lai-chau-2021-2025.toml"), ".xlsx"),
        (run.path("khong-co.xlsx"), "không tìm thấy"),
    ] {
        let refused = run.verify(&[file.to_str().unwrap()]);
        assert_eq!(refused.status, 2, "{}", file.display());
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    let account = run.cell_of(INPUTS, "Bản ghi để xác minh (doisoat verify)");
    run.put(INPUTS, &account, "");
    assert!(run.verify(&["kq.xlsx"]).err.contains("không còn bản ghi"));
    assert_eq!(
        run.doisoat(&["verify", "kq.xlsx", "--json", "kq.xlsx"]).status.code(),
        Some(2),
        "never over the result"
    );
}
