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

/// A link to the projects at these positions of the list, the first and the last, which stand together in
/// "Chi tiết đề án"; their rows are selected.
pub fn to_projects(view: &View<'_>, positions: Option<(usize, usize)>) -> Option<String> {
    let (first, last) = positions?;
    let (page, above) = view.detail_pages.place(first);
    let first = detail::row_of(above)?;
    // Projects that go on in a further sheet are found from the last row of this one.
    let last = match view.detail_pages.place(last) {
        (same, above) if same == page => detail::row_of(above)?,
        _ => detail::row_of(view.detail_pages.range(page).len().saturating_sub(1))?,
    };
    let begins = pen::internal(&view.detail_pages.sheet(page), (first, 0));
    Some(format!("{begins}:{}", pen::address((last, detail::last_column(view)))))
}

/// Whether a text may carry a link in a column of this width: LibreOffice never wraps linked text, and would cut
/// what does not fit on one line.
pub fn fits(text: &str, width: f64) -> bool {
    fit::lines(text, width, style::SMALL, false) == 1
}
