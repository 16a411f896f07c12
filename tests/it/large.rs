//! A run that outgrows a sheet, calculated anew by LibreOffice: the split is forced at a few rows.

use std::path::{Path, PathBuf};
use std::process::Command;

use doisoat::model::Basis;
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;
use doisoat::report::BesidePaths;
use doisoat::report::workbook::{Room, render_within};

#[test]
#[ignore = "needs LibreOffice and openpyxl"]
fn every_formula_over_several_sheets_of_projects_gives_what_is_stored() {
    let programme = load::embedded().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let narrow = Room { rows: 50, findings: 20, ..Room::default() };
    let mut results: Vec<PathBuf> = Vec::new();
    for (samples, basis) in [
        ("lai-chau-2021-2025", Basis::Registered),
        ("co-sai-lech", Basis::Registered),
        ("co-sai-lech", Basis::Admissible),
    ] {
        let paths = vec![root.join("samples").join(samples)];
        let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
        let options = Options { paths, basis, whole: true, reader, ..Options::default() };
        let outcome = pipeline::run(&programme, &options, &|_| {}).unwrap();
        let result = folder.path().join(format!("{samples}-{}.xlsx", results.len()));
        let beside = BesidePaths::new(&result, &outcome.inputs);
        std::fs::write(&result, render_within(&narrow, &programme, &outcome, &beside).unwrap()).unwrap();
        results.push(result);
    }
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let checked = Command::new(python).arg(root.join("tests/recalculate.py")).args(&results).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
