//! The one submission that the tests of reading dress in many ways, and how a workbook is saved and run.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use doisoat::model::Outcome;
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;
use rust_xlsxwriter::{Workbook, Worksheet};

/// Task, name, beneficiary, quantity, total, KCQG, NS tỉnh, own; in triệu đồng.
pub(crate) type Row = (&'static str, &'static str, &'static str, u32, i64, i64, i64, i64);

/// Four projects of 1.340 triệu đồng together, none of which any rule objects to.
pub(crate) const PROJECTS: [Row; 4] = [
    ("3.1.b", "Máy sấy nông sản", "HTX Mẫu A", 1, 600, 300, 0, 300),
    ("3.1.b", "Máy cắt CNC", "Công ty TNHH Mẫu B", 1, 600, 0, 300, 300),
    ("4.1.đ", "Nhãn hiệu chè", "HTX Mẫu C", 1, 70, 0, 35, 35),
    ("6", "Bao bì mật ong", "HKD Mẫu D", 1, 70, 0, 35, 35),
];

/// The columns of [`PROJECTS`], as the form names them.
pub(crate) const HEADERS: [&str; 9] = [
    "STT",
    "Mã nhiệm vụ",
    "Tên đề án",
    "Đơn vị thụ hưởng",
    "Số lượng",
    "Tổng kinh phí",
    "KCQG",
    "NS tỉnh",
    "Vốn đối ứng của cơ sở",
];

/// A workbook in a folder of its own, which goes with it.
pub(crate) struct Saved {
    _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
}

/// Saves sheets as `bieu.xlsx`: a name that says nothing of unit or year.
pub(crate) fn save(sheets: impl IntoIterator<Item = Worksheet>) -> Saved {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bieu.xlsx");
    let mut workbook = Workbook::new();
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save(&path).unwrap();
    Saved { _folder: folder, path }
}

/// Runs the whole program over one path, under the programme that ships with it.
pub(crate) fn run(path: &Path) -> Outcome {
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![path.to_path_buf()], reader, ..Options::default() };
    pipeline::run(&load::embedded().unwrap(), &options, &|_| {}).unwrap()
}

/// Rewrites one part of a workbook.
pub(crate) fn patch(path: &Path, part: &str, change: impl Fn(String) -> String) {
    let mut old = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == part {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    std::fs::write(path, new.finish().unwrap().into_inner()).unwrap();
}
