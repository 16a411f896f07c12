//! Links to where a value came from, and to other sheets.

use super::view::View;
use super::{detail, fit, pen, style};
use crate::model::ProjectRef;

/// A link to a cell of an input, relative to the result; none where no link can express the file's name.
pub fn to_source(view: &View<'_>, input: usize, sheet: Option<&str>, cell: Option<&str>) -> Option<String> {
    let file = view.beside.link(input)?;
    match (sheet, cell) {
        (Some(sheet), Some(cell)) if !sheet.contains('#') => {
            Some(format!("file:///{file}#'{}'!{cell}", sheet.replace('\'', "''")))
        }
        _ => Some(format!("file:///{file}")),
    }
}

/// A link to a project's row in "Chi tiết đề án".
pub fn to_project(view: &View<'_>, project: ProjectRef) -> Option<String> {
    let (page, above) = view.detail_pages.place(view.position(project)?);
    Some(pen::internal(&view.detail_pages.sheet(page), (detail::row_of(above)?, 0)))
}

/// Whether a text may carry a link in a column of this width: LibreOffice never wraps linked text, and would cut
/// what does not fit on one line.
pub fn fits(text: &str, width: f64) -> bool {
    fit::lines(text, width, style::SMALL, false) == 1
}
