//! Where results go: beside what was given, never over an input, all or nothing.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::Outcome;
use crate::read;
use crate::report::write;

/// The name of the workbook where none is given.
const DEFAULT_NAME: &str = "ket-qua-doi-soat.xlsx";

/// The workbook's place where none is given: in the folder that holds the first path, file or folder.
pub(super) fn beside(first: &Path) -> PathBuf {
    // "." and ".." have no name of their own: only the real path tells in which folder they stand.
    let named = if first.file_name().is_some() { first.to_owned() } else { first.canonicalize().unwrap_or_default() };
    named.parent().unwrap_or(&named).join(DEFAULT_NAME)
}

/// Files that a run is given: no JSON takes such a name, for a slip of the hand would cost a submission.
const GIVEN_KINDS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "toml"];

/// Refuses a workbook whose name would have Excel take it for another kind of file.
pub(super) fn refuse_unless_workbook(result: &Path) -> Result<()> {
    if result.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Ok(());
    }
    Err(Error::Usage(format!("tên tệp kết quả phải có đuôi .xlsx; đã cho \"{}\"", result.display())))
}

/// Refuses a JSON under the name of a workbook or a catalogue.
pub(super) fn refuse_as_json(result: &Path) -> Result<()> {
    let of = |kind: &str| result.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(kind));
    if GIVEN_KINDS.into_iter().any(of) {
        return Err(Error::Usage(format!("tệp JSON phải có đuôi .json; đã cho \"{}\"", result.display())));
    }
    Ok(())
}

/// Refuses a name that was not typed where another file has it that this program did not write as a result.
pub(super) fn refuse_over_foreign(result: &Path) -> Result<()> {
    if !result.exists() || read::is_own_output(result) { Ok(()) } else { taken(result) }
}

/// Refuses a form in the place of another file, which may be one that a unit has filled in.
pub(super) fn refuse_over_another(result: &Path, form: &[u8]) -> Result<()> {
    if write::would_cost_another(result, form) { taken(result) } else { Ok(()) }
}

fn taken(result: &Path) -> Result<()> {
    let reason = "đã có tệp khác mang tên này, không phải kết quả của chương trình; hãy chọn tên khác".to_owned();
    Err(Error::Write { path: result.to_owned(), reason })
}

/// Refuses, before anything is written, results that would cost a file that the run found in a folder.
pub(super) fn refuse_over_inputs(results: &[&Path], outcome: &Outcome) -> Result<()> {
    refuse_over_files(results, outcome.inputs.iter().map(|input| &input.path))
}

/// Refuses, before anything is written, results that would cost one of these files.
pub(super) fn refuse_over_files<'a>(results: &[&Path], mut files: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    files.try_for_each(|file| refuse_over(results, file))
}

/// Refuses, before any work is done, results that could not be written or would cost a file that was given.
pub(super) fn refuse_unwritable<'a>(results: &[&Path], given: impl IntoIterator<Item = &'a PathBuf>) -> Result<()> {
    results.iter().try_for_each(|result| refuse_without_folder(result))?;
    given.into_iter().try_for_each(|path| refuse_over(results, path))
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

/// Whether two paths are one file, by whatever names they go.
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
        let refused = |result: &Path| refuse_unwritable(&[result], [&input]).unwrap_err();
        assert!(matches!(refused(&folder.path().join(".").join("a.xlsx")), Error::OverwritesInput { .. }));
        assert!(matches!(refused(&folder.path().join("khong-co/b.xlsx")), Error::Write { .. }));
        assert!(matches!(refused(folder.path()), Error::Write { .. }));
        assert!(refuse_unwritable(&[&folder.path().join("b.xlsx")], [&input]).is_ok());
    }
}
