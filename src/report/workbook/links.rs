//! Links to where a value came from, and to other sheets.

use super::view::View;
use super::{DETAIL, detail, fit, pen, style};
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
    let row = view.position(project).and_then(detail::row_of)?;
    Some(pen::internal(DETAIL, (row, 0)))
}

/// A link to the projects at these positions of the list, the first and the last, which stand together in
/// "Chi tiết đề án"; their rows are selected.
pub fn to_projects(view: &View<'_>, positions: Option<(usize, usize)>) -> Option<String> {
    let (first, last) = positions?;
    let first = detail::row_of(first)?;
    // Projects past the last row of the sheet are not in it.
    let last = detail::row_of(last).unwrap_or(first);
    Some(format!("{}:{}", pen::internal(DETAIL, (first, 0)), pen::address((last, detail::last_column(view)))))
}

/// Whether a text may carry a link in a column of this width: LibreOffice never wraps linked text, and would cut
/// what does not fit on one line.
pub fn fits(text: &str, width: f64) -> bool {
    fit::lines(text, width, style::SMALL, false) == 1
}
