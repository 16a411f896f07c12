//! The workbook: a file a sheet, `style` for everything that is looks, `view` for what several sheets need.
//!
//! The order of writing is not the order of sheets: "Chi tiết đề án" and "Rà soát mức hỗ trợ" hold the figures, "Theo
//! đơn vị" sums them, the appendices sum "Theo đơn vị", "Đối chiếu" and "Tổng quan" point at the appendices.

mod appendix;
mod by_unit;
pub mod compare;
mod comparison;
mod criteria;
pub mod crosscheck;
mod cumulative;
mod detail;
mod findings;
mod first_page;
pub(in crate::report) mod fit;
mod grouped;
mod inputs;
mod links;
mod overview;
pub(in crate::report) mod pen;
mod review;
mod room;
mod stages;
pub(in crate::report) mod style;
mod view;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::model::{Appendix, Outcome};
use crate::programme::Programme;
use crate::report::BesidePaths;
use appendix::Figures;
use by_unit::ByUnit;
use pen::Written;
pub use room::Room;
use view::View;

const OVERVIEW: &str = "Tổng quan";
const COMPARISON: &str = "Đối chiếu";
const CUMULATIVE: &str = "Lũy kế";
const REVIEW: &str = "Rà soát mức hỗ trợ";
const STAGES: &str = "Theo giai đoạn";
const FINDINGS: &str = "Sai lệch";
const DETAIL: &str = "Chi tiết đề án";
const BY_UNIT: &str = "Theo đơn vị";
/// The sheet of the audit trail.
pub const INPUTS: &str = "Danh mục tệp đầu vào";
const CRITERIA: &str = "Tiêu chí kiểm tra";

/// The sheets, in order; "Lũy kế" is there only where years were asked for, "Theo giai đoạn" only where a run holds
/// several stages. Sheets of projects that outgrow the rows of one go on in "Chi tiết đề án (2)" and so on, right
/// behind the first.
pub const SHEETS: [&str; 13] = [
    OVERVIEW,
    "Phụ lục 01",
    "Phụ lục 02",
    "Phụ lục 03",
    COMPARISON,
    CUMULATIVE,
    REVIEW,
    STAGES,
    FINDINGS,
    DETAIL,
    BY_UNIT,
    INPUTS,
    CRITERIA,
];

/// The document property by which the program knows its own output; its value is the program's version.
pub const OWN_PROPERTY: &str = "doisoat";

/// The name under which the audit trail states the run's account of itself.
pub const ACCOUNT: &str = "Bản ghi để xác minh (doisoat verify)";

/// The sheet of an appendix.
const fn sheet_of(appendix: Appendix) -> &'static str {
    match appendix {
        Appendix::Tasks => SHEETS[1],
        Appendix::Phasing => SHEETS[2],
        Appendix::Sources => SHEETS[3],
    }
}

/// The workbook of a run, as bytes: the same outcome gives the same bytes.
///
/// # Errors
/// [`Error::Write`] with the writer's reason where a workbook cannot hold what it is given.
pub fn render(programme: &Programme, outcome: &Outcome, beside: &BesidePaths) -> Result<Vec<u8>> {
    render_within(&Room::default(), programme, outcome, beside)
}

/// The same, with other limits than Excel's: what only a huge run reaches can so be tried on a small one.
///
/// # Errors
/// As [`render`].
pub fn render_within(room: &Room, programme: &Programme, outcome: &Outcome, beside: &BesidePaths) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Write { path: beside.result().to_path_buf(), reason };
    // The writer has no error for a disk that is full under its temporary files: it panics.
    let built = catch_unwind(AssertUnwindSafe(|| build(&View::new(programme, outcome, beside, *room))));
    let built = built.map_err(|_| failed("không ghi được tệp tạm bên cạnh tệp này, có thể ổ đĩa đã đầy".to_owned()))?;
    let bytes = built.map_err(|error| failed(reason(&error)))?;
    first_page::without_number(&bytes, &[1, 2, 3]).map_err(|error| failed(error.to_string()))
}

/// Why the writer gave up, in Vietnamese where the disk is why.
fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::IoError(error) => super::write::reason(error),
        other => other.to_string(),
    }
}

fn build(view: &View<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    if !view.live {
        book.set_tempdir(view.beside.folder())?;
    }
    book.set_default_format(&style::text(), 20, 64)?;
    book.set_properties(&properties(view.programme)?);
    let stages = stages::Layout::new(view);
    for (kind, colour) in SHEETS.iter().zip(style::TABS) {
        for name in sheets_of(view, stages.as_ref(), kind) {
            // Beyond what is calculated at ease, the cells of single projects are also more than memory should hold.
            let in_memory = view.live || !matches!(*kind, DETAIL | REVIEW | STAGES);
            let sheet = if in_memory { book.add_worksheet() } else { book.add_worksheet_with_low_memory()? };
            sheet.set_name(name)?.set_tab_color(colour);
        }
    }
    projects(&mut book, view, stages.as_ref())?;
    let figures = sums(&mut book, view)?;
    comparison::write(book.worksheet_from_name(COMPARISON)?, view, &figures)?;
    findings::write(book.worksheet_from_name(FINDINGS)?, view)?;
    inputs::write(book.worksheet_from_name(INPUTS)?, view)?;
    criteria::write(book.worksheet_from_name(CRITERIA)?, view)?;
    let progress = match &view.outcome.yearly {
        Some(yearly) => cumulative::write(book.worksheet_from_name(CUMULATIVE)?, view, yearly, &figures)?,
        None => figures.clone(),
    };
    overview::write(book.worksheet_from_name(OVERVIEW)?, view, &figures, &progress)?;
    book.save_to_buffer()
}

/// The sheets that stand under one name: several where the projects outgrow one, none where nothing is to be shown.
fn sheets_of(view: &View<'_>, stages: Option<&stages::Layout<'_>>, name: &str) -> Vec<String> {
    match name {
        STAGES => stages.map(|stages| stages.sheets().collect()).unwrap_or_default(),
        CUMULATIVE if view.outcome.yearly.is_none() => Vec::new(),
        DETAIL => view.detail_pages.sheets().collect(),
        REVIEW => view.review_pages.sheets().collect(),
        _ => vec![name.to_owned()],
    }
}

/// The sheets of single projects.
fn projects(book: &mut Workbook, view: &View<'_>, stages: Option<&stages::Layout<'_>>) -> Written {
    detail::write(book, view)?;
    review::write(book, view)?;
    stages.map_or(Ok(()), |stages| stages::write(book, view, stages))
}

/// The sheets that add projects up; gives where each figure of the appendices stands.
fn sums(book: &mut Workbook, view: &View<'_>) -> Written<Figures> {
    let units = ByUnit::new(view);
    by_unit::write(book.worksheet_from_name(BY_UNIT)?, view, &units)?;
    let mut figures = Figures::new();
    appendix::tasks::write(book.worksheet_from_name(sheet_of(Appendix::Tasks))?, view, &units, &mut figures)?;
    appendix::phasing::write(book.worksheet_from_name(sheet_of(Appendix::Phasing))?, view, &units, &mut figures)?;
    appendix::sources::write(book.worksheet_from_name(sheet_of(Appendix::Sources))?, view, &units, &mut figures)?;
    Ok(figures)
}

/// The document's properties.
fn properties(programme: &Programme) -> std::result::Result<DocProperties, XlsxError> {
    Ok(dated(programme)?
        .set_title(format!("Tổng hợp đối soát: {}", programme.decision.title))
        .set_custom_property(OWN_PROPERTY, env!("CARGO_PKG_VERSION")))
}

/// The properties of a document that this program writes. The day of creation is the decision's: a clock would make
/// equal runs differ.
pub(in crate::report) fn dated(programme: &Programme) -> std::result::Result<DocProperties, XlsxError> {
    let date = programme.decision.date;
    let created = ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), date.month(), date.day())?;
    Ok(DocProperties::new().set_author("doisoat").set_creation_datetime(&created))
}

#[cfg(test)]
mod tests;
