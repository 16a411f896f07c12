//! What a person types and sees: help, options, exit statuses, files that must not be touched.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The program, in a folder of its own.
fn doisoat(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("doisoat").unwrap();
    command.current_dir(folder).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    command
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

/// Runs the program in `folder` with the words of `line`.
fn run(folder: &Path, line: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = doisoat(folder).args(line).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

#[test]
fn every_help_is_vietnamese_to_the_last_heading() {
    let helps: [&[&str]; 12] = [
        &["--help"],
        &["consolidate", "--help"],
        &["check", "-h"],
        &["compare", "--help"],
        &["crosscheck", "--help"],
        &["verify", "--help"],
        &["template", "--help"],
        &["programme", "--help"],
        &["programme", "check", "--help"],
        &["programme", "show", "--help"],
        &["programme", "export", "--help"],
        &["rules", "--help"],
    ];
    for line in helps {
        let help = run(Path::new("."), line);
        assert_eq!(help.status, 0, "{line:?}");
        assert!(help.out.contains("Cách dùng: doisoat"), "{}", help.out);
        for english in
            ["Usage", "Options", "Arguments", "Commands", "Print", "default", "possible", "help for", "aliases"]
        {
            assert!(!help.out.contains(english), "{line:?} says {english}:\n{}", help.out);
        }
        insta::assert_snapshot!(format!("help_{}", line.join("_").replace('-', "")), help.out);
    }
}

#[test]
fn a_program_without_arguments_shows_its_help_and_could_not_run() {
    let ran = run(Path::new("."), &[]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("Ví dụ:"), "{}", ran.out);
}

#[test]
fn a_slip_in_the_command_line_is_named_in_vietnamese_with_status_2() {
    let slips: [(&[&str], &str); 11] = [
        (&["consolidat", "x.xlsx", "-o", "y.xlsx"], "lệnh consolidate?"),
        (&["consolidate", "x.xlsx"], "còn thiếu --output"),
        (&["check"], "còn thiếu <ĐƯỜNG_DẪN>"),
        (&["check", "x", "--jsno", "y"], "--json"),
        (&["consolidate", "x", "-o", "ket-qua.pdf"], "phải có đuôi .xlsx"),
        (&["consolidate", "x", "-o", "y.xlsx", "--year", "2030"], "2021 đến 2025"),
        (&["consolidate", "x", "-o", "y.xlsx", "--basis", "admissable"], "admissible"),
        (&["check", "x", "--stage", "phê duyệt"], "approved"),
        (&["template", "-o", "y.xlsx", "--unit", "Tam Dương"], "Tam Đường"),
        (&["template", "-o", "y.xlsx", "--year", "1999"], "1999"),
        (&["rules", "DM99"], "không có quy tắc \"DM99\""),
    ];
    let folder = folder();
    for (line, said) in slips {
        let ran = run(folder.path(), line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line:?}: {}", ran.err);
        assert!(ran.err.starts_with("Lỗi: ") && ran.err.contains(said), "{line:?}: {}", ran.err);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    let folder = folder();
    let lines: [&[&str]; 3] =
        [&["check", "khong-co.xlsx"], &["khong-co.xlsx"], &["consolidate", "khong-co.xlsx", "-o", "ket-qua.xlsx"]];
    for line in lines {
        let ran = run(folder.path(), line);
        assert_eq!(ran.status, 2, "{line:?}");
        assert!(ran.err.contains("khong-co.xlsx"), "{}", ran.err);
    }
}

#[test]
fn a_result_never_replaces_an_input_or_the_catalogue() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("a.xlsx"), b"a submission").unwrap();
    std::fs::create_dir(at("nam")).unwrap();
    std::fs::write(at("nam/b.xlsx"), b"another").unwrap();
    std::fs::write(at("c.toml"), b"a catalogue").unwrap();
    let lines: [(&[&str], &str); 6] = [
        (&["consolidate", "a.xlsx", "-o", "./a.xlsx"], "là tệp đầu vào"),
        (&["consolidate", "nam", "-o", "nam/b.xlsx"], "là tệp đầu vào"),
        (&["consolidate", ".", "-o", "a.xlsx"], "là tệp đầu vào"),
        (&["consolidate", "nam", "-o", "ket-qua.xlsx", "--json", "nam/b.xlsx"], "phải có đuôi .json"),
        (&["check", "a.xlsx", "--json", "c.toml"], "phải có đuôi .json"),
        (&["template", "-o", "nam/../a.xlsx"], "không phải kết quả của chương trình"),
    ];
    for (line, said) in lines {
        let ran = run(folder.path(), line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{line:?}: {}", ran.err);
    }
    assert_eq!(std::fs::read(at("a.xlsx")).unwrap(), b"a submission");
    assert_eq!(std::fs::read(at("nam/b.xlsx")).unwrap(), b"another");
    assert!(!at("ket-qua.xlsx").exists(), "no result is written where one of them is refused");
    // A name that was typed and is no input is the clerk's to give.
    std::fs::write(at("cu.xlsx"), b"").unwrap();
    assert_eq!(run(folder.path(), &["consolidate", "nam", "-o", "cu.xlsx"]).status, 1);
    assert!(std::fs::read(at("cu.xlsx")).unwrap().starts_with(b"PK"));
}

#[test]
fn the_rules_are_listed_and_explained() {
    let all = run(Path::new("."), &["rules"]);
    let family = run(Path::new("."), &["quy-tac", "dm"]);
    let one = run(Path::new("."), &["rules", "dm01"]);
    assert_eq!((all.status, family.status, one.status), (0, 0, 0));
    assert!(all.out.contains("DM01") && all.out.contains("TP01"), "{}", all.out);
    assert!(family.out.contains("DM02") && !family.out.contains("TP01"), "{}", family.out);
    for label in ["Mức độ", "Phát hiện", "Vì sao", "Căn cứ", "Ví dụ", "Cách xử lý"] {
        assert!(one.out.contains(label), "{label}: {}", one.out);
    }
}

#[test]
fn the_programme_proves_itself_and_is_shown() {
    let proof = run(Path::new("."), &["programme", "check"]);
    assert_eq!(proof.status, 0, "{}", proof.err);
    assert!(proof.out.contains("53/53"), "{}", proof.out);
    let shown = run(Path::new("."), &["chuong-trinh", "show"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    for said in ["407/QĐ-UBND", "75.300", "3.1.b", "Sở Công Thương", "Phân kỳ tham khảo"] {
        assert!(shown.out.contains(said), "{said}");
    }
}

#[test]
fn a_wrong_catalogue_stops_the_run_and_names_its_file() {
    let folder = folder();
    std::fs::write(folder.path().join("sai.toml"), "khong = \"phai\"").unwrap();
    for line in [&["programme", "check", "--programme", "sai.toml"], &["programme", "show", "--programme", "sai.toml"]]
    {
        let ran = run(folder.path(), line);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains("sai.toml"), "{}", ran.err);
    }
}

#[test]
fn no_colours_in_a_pipe() {
    for line in [&["rules"][..], &["--help"], &["programme", "check"]] {
        assert!(!run(Path::new("."), line).out.contains('\u{1b}'), "{line:?}");
    }
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_panic() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("doisoat"))
        .args(["programme", "show"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn the_form_is_made_for_a_unit_and_a_year_and_never_over_another_file() {
    let folder = folder();
    let line = ["bieu-mau", "--unit", "phong tho", "--year", "2023", "-o", "bieu.xlsx"];
    let ran = run(folder.path(), &line);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("bieu.xlsx"), "{}", ran.out);
    let bytes = std::fs::read(folder.path().join("bieu.xlsx")).unwrap();
    assert!(bytes.starts_with(b"PK"), "a workbook is an archive");
    assert_eq!(run(folder.path(), &line).status, 0, "the same form again costs nothing");
    std::fs::write(folder.path().join("bieu.xlsx"), b"filled in").unwrap();
    assert_eq!(run(folder.path(), &line).status, 2);
    assert_eq!(std::fs::read(folder.path().join("bieu.xlsx")).unwrap(), b"filled in");
}

#[test]
fn the_clean_samples_end_well_and_say_where_the_result_is() {
    let folder = folder();
    let samples = sample("lai-chau-2021-2025");
    let line = ["tong-hop", samples.to_str().unwrap(), "-o", "ket-qua.xlsx", "--json", "ket-qua.json"];
    let ran = run(folder.path(), &line);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    for said in ["Tốt: không có lỗi", "45 đã đọc", "75.300", "48.400", "15.820", "11.080", "Bảng kết quả: ket-qua.xlsx"]
    {
        assert!(ran.out.contains(said), "{said}:\n{}", ran.out);
    }
    assert!(folder.path().join("ket-qua.xlsx").exists() && folder.path().join("ket-qua.json").exists());
    let again = run(folder.path(), &line);
    assert_eq!((again.status, again.out), (0, ran.out), "an earlier result may be replaced");
}

#[test]
fn dropped_files_are_consolidated_beside_the_first_of_them() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("nam")).unwrap();
    let copied = folder.path().join("nam/phong-tho.xlsx");
    std::fs::copy(sample("lai-chau-2021-2025/2023/Phong Thổ.xlsx"), &copied).unwrap();
    let before = std::fs::read(&copied).unwrap();

    let of_a_file = run(folder.path(), &["nam/phong-tho.xlsx"]);
    assert_eq!(of_a_file.status, 0, "{}{}", of_a_file.out, of_a_file.err);
    assert!(folder.path().join("nam/ket-qua-doi-soat.xlsx").exists(), "in the folder of the file");

    let of_a_folder = run(folder.path(), &["nam"]);
    assert_eq!(of_a_folder.status, 0, "{}{}", of_a_folder.out, of_a_folder.err);
    assert!(folder.path().join("ket-qua-doi-soat.xlsx").exists(), "beside the folder");
    assert!(of_a_folder.out.contains("1 đã đọc"), "its own result is no submission: {}", of_a_folder.out);
    assert_eq!(std::fs::read(&copied).unwrap(), before, "an input is never touched");
}

#[test]
fn a_dropped_file_of_the_default_name_that_is_no_result_of_ours_is_not_replaced() {
    let folder = folder();
    let taken = folder.path().join("ket-qua-doi-soat.xlsx");
    std::fs::copy(sample("lai-chau-2021-2025/2023/Phong Thổ.xlsx"), folder.path().join("a.xlsx")).unwrap();
    std::fs::write(&taken, b"someone else's").unwrap();
    let ran = run(folder.path(), &["a.xlsx"]);
    assert_eq!(ran.status, 2, "{}", ran.out);
    assert_eq!(std::fs::read(&taken).unwrap(), b"someone else's");
}

#[test]
fn a_check_of_a_clean_file_is_one_friendly_sentence_and_of_a_broken_one_a_finding() {
    let folder = folder();
    let clean = sample("lai-chau-2021-2025/2023/Phong Thổ.xlsx");
    let ran = run(folder.path(), &["kiem-tra", clean.to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(ran.out.contains("Tốt: không có lỗi"), "{}", ran.out);

    std::fs::write(folder.path().join("hong.xlsx"), b"PK\x03\x04 no more").unwrap();
    let ran = run(folder.path(), &["check", "hong.xlsx", "--json", "sai-lech.json"]);
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("TP01 Lỗi") && ran.out.contains("hong.xlsx"), "{}", ran.out);
    let json = std::fs::read_to_string(folder.path().join("sai-lech.json")).unwrap();
    assert!(json.contains("\"TP01\""), "{json}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = folder();
    let samples = sample("lai-chau-2021-2025/2023");
    let results: Vec<Vec<u8>> = ["1", "2", "8"]
        .into_iter()
        .map(|threads| {
            let line = ["consolidate", samples.to_str().unwrap(), "-o", "ket-qua.xlsx", "--threads", threads];
            assert_eq!(run(folder.path(), &line).status, 0);
            std::fs::read(folder.path().join("ket-qua.xlsx")).unwrap()
        })
        .collect();
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}
