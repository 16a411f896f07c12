//! Two editions of submissions, each read and judged by itself, then held against each other.

use std::path::Path;

use super::{Options, Progress, run};
use crate::compare as stage;
use crate::error::{Error, Result};
use crate::model::revision::{Edition, Revision};
use crate::programme::Programme;
use crate::read::{self, Reader};

/// What changed from the old path to the new one: each a submission, a folder of them, or a result of this program.
///
/// # Errors
/// When a path cannot be listed, or nothing can be read there: to call all its projects removed would be untrue.
pub fn compare(
    programme: &Programme,
    (old, new): (&Path, &Path),
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Revision> {
    // Only where both are folders can a submission be missing from one of them.
    let options = Options { whole: old.is_dir() && new.is_dir(), ..options.clone() };
    let old = edition(programme, old, &options, progress)?;
    let new = edition(programme, new, &options, progress)?;
    Ok(stage::compare(programme, old, new))
}

fn edition(
    programme: &Programme,
    path: &Path,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Edition> {
    let refuse = |reason: String| Error::Path { path: path.to_path_buf(), reason };
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    if path.is_file() && read::is_own_output(path) {
        let reader = Reader::new(programme, options.limits, options.reader.as_deref());
        return reader.read_written(path, &name).map_err(refuse);
    }
    let options = Options { paths: vec![path.to_path_buf()], ..options.clone() };
    let edition = stage::of_outcome(name, run(programme, &options, progress)?);
    if edition.rows.is_empty() && !edition.unread.is_empty() {
        let reason = edition.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
        return Err(refuse(format!("không đọc được đề án nào để so. {reason}")));
    }
    Ok(edition)
}
