//! The archive around a workbook, looked at before any parser is let in.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::limits::Limits;
use crate::model::{FileFault, Limit};

/// The document property by which this program knows a workbook that it wrote.
const OWN_PROPERTY: &str = "name=\"doisoat\"";

/// The names of the archive's parts.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned).map_err(|error| error.to_string())).collect()
}

/// Holds the sizes that the archive declares against the limits. Data longer than declared is refused
/// by the unpacker itself, so the declared sizes are enough to know beforehand. Gives their sum.
///
/// The ratio is to the whole file, so that many parts that share one stretch of it are told too.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<u64, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(super::damaged)?;
    let mut total: u64 = 0;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(super::damaged)?;
        total = total.saturating_add(part.size());
    }
    limits.hold(Limit::Uncompressed, total)?;
    limits.hold(Limit::Ratio, total.div_ceil(bytes.len().max(1) as u64))?;
    Ok(total)
}

/// Whether this program wrote the workbook.
pub(in crate::read) fn is_own_output(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(part) = archive.by_name("docProps/custom.xml") else { return false };
    let mut properties = String::new();
    // The part is small in any workbook; what lies beyond a megabyte is none of our business.
    part.take(1 << 20).read_to_string(&mut properties).is_ok() && properties.contains(OWN_PROPERTY)
}
