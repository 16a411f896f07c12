//! Where results go: beside what was given, never over an input, all or nothing.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{FileFault, Outcome, PassedOver};
use crate::report::write;

/// The name of the workbook where none is given.
pub(super) const DEFAULT_NAME: &str = "ket-qua-doi-soat.xlsx";

/// The workbook's place where none is given: in the folder that holds the first path, file or folder.
pub(super) fn beside(first: &Path) -> PathBuf {
    // "." and ".." have no name of their own: only the real path tells in which folder they stand.
    let named = if first.file_name().is_some() { first.to_owned() } else { first.canonicalize().unwrap_or_default() };
    named.parent().unwrap_or(&named).join(DEFAULT_NAME)
}

/// A result of an earlier run, which a later one may replace.
const OWN_OUTPUT: Option<FileFault> = Some(FileFault::PassedOver(PassedOver::OwnOutput));

/// Refuses, before any work is done, a result that could not be written or would cost an input.
pub(super) fn refuse_unwritable(result: &Path, inputs: &[PathBuf]) -> Result<()> {
    let folder = match result.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let refuse = |reason: &str| Error::Write { path: result.to_owned(), reason: reason.to_owned() };
    if !folder.is_dir() {
        return Err(refuse("thư mục chứa tệp này không tồn tại"));
    }
    if result.is_dir() {
        return Err(refuse("đây là một thư mục"));
    }
    if inputs.iter().any(|input| same_file(result, input)) {
        return Err(Error::OverwritesInput { path: result.to_owned() });
    }
    Ok(())
}

/// Refuses a result whose name would have Excel take it for another kind of file.
pub(super) fn refuse_unless_workbook(result: &Path) -> Result<()> {
    if result.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Ok(());
    }
    Err(Error::Usage(format!("tên tệp kết quả phải có đuôi .xlsx; đã cho \"{}\"", result.display())))
}

/// Writes a result; never over a file that the run has read, by whatever name it came.
pub(super) fn write(path: &Path, outcome: &Outcome, bytes: &[u8]) -> Result<()> {
    if outcome.inputs.iter().any(|input| input.fault != OWN_OUTPUT && same_file(path, &input.path)) {
        return Err(Error::OverwritesInput { path: path.to_owned() });
    }
    write::write_atomically(path, bytes)
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_stands_in_the_folder_that_holds_the_first_path() {
        assert_eq!(beside(Path::new("nam/phong-tho.xlsx")), Path::new("nam").join(DEFAULT_NAME));
        assert_eq!(beside(Path::new("nam")), Path::new(DEFAULT_NAME));
        assert_eq!(beside(Path::new("nam/")), Path::new(DEFAULT_NAME));
        let here = std::env::current_dir().unwrap();
        assert_eq!(beside(Path::new(".")), here.canonicalize().unwrap().parent().unwrap().join(DEFAULT_NAME));
        assert_eq!(beside(Path::new("/")), Path::new("/").join(DEFAULT_NAME));
    }

    #[test]
    fn a_result_that_would_cost_an_input_or_has_no_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("a.xlsx");
        std::fs::write(&input, b"PK").unwrap();
        let refused = |result: &Path| refuse_unwritable(result, std::slice::from_ref(&input)).unwrap_err();
        assert!(matches!(refused(&folder.path().join(".").join("a.xlsx")), Error::OverwritesInput { .. }));
        assert!(matches!(refused(&folder.path().join("khong-co/b.xlsx")), Error::Write { .. }));
        assert!(matches!(refused(folder.path()), Error::Write { .. }));
        assert!(refuse_unwritable(&folder.path().join("b.xlsx"), &[input]).is_ok());
    }
}
