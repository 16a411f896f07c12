//! The same inputs and options give the same bytes: whatever the threads, the working folder, the order of the
//! arguments.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use doisoat::model::{Money, SourceId, UnitId};
use doisoat::programme::{Programme, load};
use doisoat::report::form::{self, FormOptions, FormRow, FormStatus};
use rust_decimal::Decimal;

/// How many submissions take part: far more than there are threads, of very different sizes.
const FILES: usize = 200;

/// Writes uneven submissions: from no project to some twenty, some over their caps, some twice.
fn submissions(folder: &Path, programme: &Programme) -> Vec<PathBuf> {
    (0..FILES)
        .map(|at| {
            let rows = (at * at) % 19;
            let rows: Vec<FormRow> = (0..rows).map(|row| project(programme, at, row)).collect();
            let unit = UnitId(at % programme.units.len());
            let year = programme.first_year + i32::try_from(at % 5).unwrap();
            let options = FormOptions { unit: Some(unit), year: Some(year), rows: &rows };
            let path = folder.join(format!("{}", at % 7)).join(format!("bieu {at:03}.xlsx"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, form::write(programme, &options).unwrap()).unwrap();
            path
        })
        .collect()
}

fn project(programme: &Programme, at: usize, row: usize) -> FormRow {
    let task = programme.task_ids().nth((at + row) % programme.tasks.len()).unwrap();
    let mut money = vec![Money::ZERO; programme.sources.len()];
    let trieu = |amount: usize| Money::from_trieu(i64::try_from(amount).unwrap());
    money[SourceId(0).index()] = trieu((at * 7 + row) % 400);
    money[SourceId(2).index()] = trieu(row * 13 % 500);
    FormRow {
        task,
        id: String::new(),
        name: format!("Đề án {at}-{}", row / 2),
        beneficiary: format!("Cơ sở mẫu {at}-{}", row / 2),
        implementer: String::new(),
        kind: None,
        tax_code: String::new(),
        place: String::new(),
        year: programme.first_year + i32::try_from(at % 5).unwrap(),
        status: if row.is_multiple_of(11) { FormStatus::CarriedOver } else { FormStatus::New },
        approval: String::new(),
        quantity: Decimal::ONE,
        event: String::new(),
        scale: None,
        unit_price: None,
        money,
        note: String::new(),
    }
}

/// Runs the program and gives the bytes of its workbook and its JSON.
fn run(from: &Path, result: &Path, paths: &[&Path], threads: usize) -> (Vec<u8>, Vec<u8>) {
    let (workbook, json) = (result.join("kq.xlsx"), result.join("kq.json"));
    let mut command = Command::cargo_bin("doisoat").unwrap();
    command.current_dir(from).arg("consolidate").args(paths);
    command.arg("-o").arg(&workbook).arg("--json").arg(&json).args(["--threads", &threads.to_string()]);
    let status = command.output().unwrap().status.code();
    assert_eq!(status, Some(1), "the submissions hold errors");
    (fs::read(workbook).unwrap(), fs::read(json).unwrap())
}

#[test]
fn threads_order_and_working_folder_do_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let (sent, result) = (folder.path().join("gui"), folder.path().join("ket-qua"));
    fs::create_dir(&sent).unwrap();
    fs::create_dir(&result).unwrap();
    let files = submissions(&sent, &load::embedded().unwrap());

    let first = run(&sent, &result, &[&sent], 1);
    let same = |what: &str, other: (Vec<u8>, Vec<u8>)| {
        assert!(first.0 == other.0, "the workbook differs: {what}");
        assert!(first.1 == other.1, "the JSON differs: {what}");
    };
    same("two threads", run(&sent, &result, &[&sent], 2));
    same("eight threads, a relative path, another folder", run(folder.path(), &result, &[Path::new("gui")], 8));

    // Single files in two orders agree with each other; their names are shorter than a folder's.
    let mut shuffled: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let in_order = run(&sent, &result, &shuffled, 2);
    shuffled.sort_by_key(|path| path.to_string_lossy().bytes().rev().collect::<Vec<_>>());
    assert!(in_order == run(folder.path(), &result, &shuffled, 8), "the order of the arguments shows");
}
