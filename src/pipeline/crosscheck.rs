//! Another office's workbook against submissions, or against a result that this program wrote.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::{Options, Progress, run};
use crate::crosscheck as stage;
use crate::error::{Error, Result};
use crate::model::crosscheck::{Crosscheck, Ours};
use crate::programme::Programme;
use crate::read::discover::{self, Found};
use crate::read::{self, Reader};
use crate::rules;

/// Holds the workbook `theirs` against what the paths of `options` come to.
///
/// # Errors
/// When a path cannot be listed, their workbook cannot be read or holds no appendix, or there is nothing on our side.
pub fn crosscheck(
    programme: &Programme,
    theirs: &Path,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Crosscheck> {
    let reader = Reader::new(programme, options.limits, options.reader.as_deref());
    let unreadable = |path: &Path, reason: String| Error::Path { path: path.to_path_buf(), reason };
    let found = their_file(theirs)?;
    let read = reader.read_theirs(&found).map_err(|reason| unreadable(theirs, reason))?;
    if read.tables.is_empty() {
        let reason =
            "không tìm thấy bảng nào có dạng phụ lục 01, 02 hoặc 03 (nhiệm vụ theo dòng; nguồn hoặc năm theo cột)";
        return Err(unreadable(theirs, reason.to_owned()));
    }
    if !read.holds_a_number() {
        let reason = "các ô số liệu là công thức chưa có kết quả lưu sẵn; hãy mở bằng Excel, lưu lại rồi chạy lại";
        return Err(unreadable(theirs, reason.to_owned()));
    }
    let mut ours = match our_result(&options.paths)? {
        Some(path) => {
            let name: Arc<str> =
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default().into();
            reader.read_result(path, &name).map_err(|reason| unreadable(path, reason))?
        }
        None => submissions(programme, &found, options, progress)?,
    };
    keep_years(&mut ours, &options.years);
    if ours.items.is_empty() {
        let words = "bên ta không có đề án nào để đối chiếu; hãy kiểm tra các biểu (hoặc --year) đã cho";
        return Err(Error::Usage(words.to_owned()));
    }
    let mut outcome = stage::crosscheck(programme, read, ours);
    rules::give_basis(programme, &mut outcome.findings);
    Ok(outcome)
}

/// Leaves the years that were asked for; what is not asked for is not missing either.
fn keep_years(ours: &mut Ours, years: &BTreeSet<i32>) {
    if !years.is_empty() {
        ours.items.retain(|item| years.contains(&item.year));
        ours.missing.retain(|(_, year)| years.contains(year));
        ours.years.clone_from(years);
    }
}

fn their_file(theirs: &Path) -> Result<Found> {
    let refuse = |reason: &str| Error::Path { path: theirs.to_path_buf(), reason: reason.to_owned() };
    if theirs.is_dir() {
        return Err(refuse("đây là một thư mục; hãy chỉ ra bảng tính của bên kia"));
    }
    discover::discover(&[theirs.to_path_buf()])?.pop().ok_or_else(|| refuse("không tìm thấy"))
}

/// The result of an earlier run, where one was given in the place of submissions.
fn our_result(paths: &[std::path::PathBuf]) -> Result<Option<&Path>> {
    let Some(result) = paths.iter().find(|path| path.is_file() && read::is_own_output(path)) else { return Ok(None) };
    if paths.len() > 1 {
        let words = format!(
            "\"{}\" là bảng kết quả của chương trình: chỉ cho một mình tệp này, hoặc chỉ cho các biểu",
            result.display()
        );
        return Err(Error::Usage(words));
    }
    Ok(Some(result))
}

/// Our side from submissions. Their workbook may lie in the folder of the submissions, and is none.
fn submissions(
    programme: &Programme,
    theirs: &Found,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Ours> {
    let options = Options { whole: true, except: Some(theirs.path.clone()), ..options.clone() };
    let outcome = run(programme, &options, progress)?;
    Ok(stage::of_outcome(programme, &outcome))
}
