//! Where results go: beside what was given, never over an input, all or nothing.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{FileFault, Outcome, PassedOver};

/// The name of the workbook where none is given.
const DEFAULT_NAME: &str = "ket-qua-doi-soat.xlsx";

/// A result of an earlier run, which a later one may replace.
const OWN_OUTPUT: Option<FileFault> = Some(FileFault::PassedOver(PassedOver::OwnOutput));

/// The workbook's place where none is given: in the folder that holds the first path, file or folder.
pub(super) fn beside(first: &Path) -> PathBuf {
    // "." and ".." have no name of their own: only the real path tells in which folder they stand.
    let named = if first.file_name().is_some() { first.to_owned() } else { first.canonicalize().unwrap_or_default() };
    named.parent().unwrap_or(&named).join(DEFAULT_NAME)
}

/// Refuses a workbook whose name would have Excel take it for another kind of file.
pub(super) fn refuse_unless_workbook(result: &Path) -> Result<()> {
    if result.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Ok(());
    }
    Err(Error::Usage(format!("tên tệp kết quả phải có đuôi .xlsx; đã cho \"{}\"", result.display())))
}

/// Refuses, before any work is done, results that could not be written or would cost a file that was given.
pub(super) fn refuse_unwritable<'a>(results: &[&Path], given: impl IntoIterator<Item = &'a PathBuf>) -> Result<()> {
    results.iter().try_for_each(|result| refuse_without_folder(result))?;
    for path in given {
        refuse_over(results, path)?;
    }
    match results {
        [one, other] if same_file(one, other) => {
            Err(Error::Usage(format!("hai kết quả không thể ghi vào cùng một tệp \"{}\"", one.display())))
        }
        _ => Ok(()),
    }
}

/// Refuses, before anything is written, results that would cost a file that the run found in a folder.
pub(super) fn refuse_over_inputs(results: &[&Path], outcome: &Outcome) -> Result<()> {
    let submissions = outcome.inputs.iter().filter(|input| input.fault != OWN_OUTPUT);
    submissions.into_iter().try_for_each(|input| refuse_over(results, &input.path))
}

fn refuse_over(results: &[&Path], source: &Path) -> Result<()> {
    match results.iter().find(|result| same_file(result, source)) {
        Some(result) => Err(Error::OverwritesInput { path: result.to_path_buf() }),
        None => Ok(()),
    }
}

fn refuse_without_folder(result: &Path) -> Result<()> {
    let refuse = |reason: &str| Err(Error::Write { path: result.to_owned(), reason: reason.to_owned() });
    if result.is_dir() {
        return refuse("đây là một thư mục");
    }
    if folder_of(result).is_dir() { Ok(()) } else { refuse("thư mục chứa tệp này không tồn tại") }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether two paths are one file, by whatever names they go, written or still to be.
fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        path.canonicalize().ok().or_else(|| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?)))
    };
    matches!((real(one), real(other)), (Some(one), Some(other)) if one == other)
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
        let refused = |result: &Path| refuse_unwritable(&[result], [&input]).unwrap_err();
        assert!(matches!(refused(&folder.path().join(".").join("a.xlsx")), Error::OverwritesInput { .. }));
        assert!(matches!(refused(&folder.path().join("khong-co/b.xlsx")), Error::Write { .. }));
        assert!(matches!(refused(folder.path()), Error::Write { .. }));
        let (one, same) = (folder.path().join("b.xlsx"), folder.path().join(".").join("b.xlsx"));
        assert!(refuse_unwritable(&[&one], [&input]).is_ok());
        assert!(matches!(refuse_unwritable(&[&one, &same], [&input]), Err(Error::Usage(_))));
    }
}
