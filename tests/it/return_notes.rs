//! What goes back to the units, from the command line to the marked copy.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use doisoat::model::{Code, Outcome};

use crate::support::run;

const STORIES: &str = "samples/co-sai-lech";

struct Sent {
    _folder: tempfile::TempDir,
    notes: PathBuf,
}

impl Sent {
    fn note(&self, name: &str) -> PathBuf {
        let path = self.notes.join(name);
        assert!(
            path.is_file(),
            "{name} is not among {:?}",
            std::fs::read_dir(&self.notes).unwrap().collect::<Vec<_>>()
        );
        path
    }
}

/// Consolidates files with `--return-notes`.
fn send(files: &[&str]) -> Sent {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("phieu");
    std::fs::create_dir(&notes).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_doisoat"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("consolidate")
        .args(files)
        .arg("-o")
        .arg(folder.path().join("kq.xlsx"))
        .arg("--return-notes")
        .arg(&notes)
        .args(["--deadline", "30/6/2023", "--contact", "Phòng Quản lý công nghiệp"])
        .ok();
    assert!(status.is_ok() || status.unwrap_err().as_output().unwrap().status.code() == Some(1));
    Sent { _folder: folder, notes }
}

/// What a reader of a note sees, cell by cell.
fn shown(path: &Path, sheet: &str) -> String {
    use calamine::Reader as _;
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.used_cells().map(|(.., value)| value.to_string()).collect::<Vec<_>>().join("\n")
}

fn told(outcome: &Outcome) -> Vec<(Code, String)> {
    outcome
        .findings
        .iter()
        .map(|finding| {
            let cells: Vec<String> =
                finding.places.iter().flat_map(|place| &place.cells).map(ToString::to_string).collect();
            (finding.code, cells.join(","))
        })
        .collect()
}

#[test]
fn a_unit_gets_a_page_with_its_faults_and_its_own_sheets() {
    let sent = send(&[&format!("{STORIES}/dm01-vuot-tran-mot-dong.xlsx")]);
    let page = shown(&sent.note("Phong Thổ.xlsx"), "Phiếu đề nghị chỉnh sửa");
    for words in ["UBND huyện Phong Thổ", "30/6/2023", "Phòng Quản lý công nghiệp", "DM01", "Biểu 01"] {
        assert!(page.contains(words), "{words}:\n{page}");
    }
    let own = shown(&sent.note("Phong Thổ.xlsx"), "Biểu 01");
    assert_eq!(own, shown(Path::new(&format!("{STORIES}/dm01-vuot-tran-mot-dong.xlsx")), "Biểu 01"));
}

#[test]
fn a_marked_copy_sent_back_is_read_as_the_original_was() {
    for (story, unit) in [("dm01-vuot-tran-mot-dong", "Phong Thổ"), ("gt06-so-tien-am", "Nậm Nhùn")] {
        let original = PathBuf::from(format!("{STORIES}/{story}.xlsx"));
        let sent = send(&[original.to_str().unwrap()]);
        assert_eq!(told(&run(&sent.note(&format!("{unit}.xlsx")))), told(&run(&original)), "{story}");
    }
}

#[test]
fn a_unit_with_nothing_to_mend_is_told_so_in_a_line() {
    let sent = send(&["samples/lai-chau-2021-2025/2023/Phong Thổ.xlsx"]);
    let page = shown(&sent.note("Phong Thổ.xlsx"), "Phiếu đề nghị chỉnh sửa");
    assert!(page.contains("không có nội dung phải chỉnh sửa, bổ sung"), "{page}");
}

#[test]
fn a_file_of_another_format_comes_back_written_anew_and_says_so() {
    let sent = send(&["samples/bieu-mau-thuc-te/libreoffice/27-so-dang-chu.ods"]);
    let note = sent.note("Phong Thổ.xlsx");
    assert!(shown(&note, "Phiếu đề nghị chỉnh sửa").contains("không giữ định dạng gốc"));
    assert!(shown(&note, "Đề án").contains("UBND huyện Phong Thổ"));
}

#[test]
fn a_file_that_cannot_be_read_gets_the_page_alone() {
    let sent = send(&[&format!("{STORIES}/tp01-tep-bi-cat.xlsx")]);
    let page = shown(&sent.note("Chưa rõ đơn vị - tp01-tep-bi-cat.xlsx"), "Phiếu đề nghị chỉnh sửa");
    assert!(page.contains("TP01"), "{page}");
}

#[test]
fn the_folder_must_be_there_and_no_folder_of_submissions() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |notes: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_doisoat"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["consolidate", "samples/lai-chau-2021-2025/2021", "-o"])
            .arg(folder.path().join("kq.xlsx"))
            .arg("--return-notes")
            .arg(notes)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&folder.path().join("thieu")).contains("không tồn tại"));
    assert!(refused(Path::new("samples/lai-chau-2021-2025/2021")).contains("hãy chọn nơi khác"));
    assert!(!folder.path().join("kq.xlsx").exists());
}
