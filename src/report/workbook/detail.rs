//! "Chi tiết đề án": every project of every submission, normalised, as a real table with typed numbers in đồng.
//! "Theo đơn vị" adds them up by formulas over this table.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, IgnoreError, Table, TableColumn, TableStyle, Workbook, Worksheet};

use super::pen::{self, Written};
use super::style::{self, Mark};
use super::view::{Detail, View};
use super::{fit, links};
use crate::model::{Entry, Money, Project, SourceId};

/// The first table's name in formulas.
pub const TABLE: &str = "DeAn";
/// The column with the unit's short name.
pub const UNIT: &str = "Đơn vị";
/// The column with the task's code.
pub const TASK: &str = "Mã nhiệm vụ";
/// The column with the year.
pub const YEAR: &str = "Năm";
/// The column with the quantity that counts: a faulty one adds nothing.
pub const QUANTITY: &str = "Số lượng được tính";
/// The column with the sum of all sources.
const SUM: &str = "Cộng các nguồn";
/// The column that says whether a project enters the appendices.
pub const COUNTED: &str = "Được tính";
/// What it says where the project does.
pub const YES: &str = "Có";
/// What it says where the project enters the cumulative figures alone.
pub const CUMULATED: &str = "Lũy kế";
/// What it says where the project does not.
pub const NO: &str = "Không";

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;

/// The sheet's last column.
pub fn last_column(view: &View<'_>) -> u16 {
    u16::try_from(HEADERS.len() + view.sources.len() - 1).unwrap_or_default()
}

/// The row of a project that has so many above it in its sheet, counted from 0.
pub fn row_of(above: usize) -> Option<u32> {
    u32::try_from(above).ok()?.checked_add(FIRST)
}

/// A column of a table, as a formula names it.
pub fn reference_in(table: &str, header: &str) -> String {
    let mut escaped = String::new();
    for c in header.chars() {
        if matches!(c, '[' | ']' | '#' | '\'' | '@') {
            escaped.push('\'');
        }
        escaped.push(c);
    }
    format!("{table}[{escaped}]")
}

/// The header of a source's column.
pub fn source_header(view: &View<'_>, source: SourceId) -> String {
    let short = &view.programme.source(source).short;
    // A table's headers must differ; a source may be called what a column of ours is called.
    let taken = HEADERS.iter().any(|(header, _)| header.to_lowercase() == short.to_lowercase());
    if taken { format!("{short} (nguồn)") } else { short.clone() }
}

/// The columns before the sources, and those behind them.
const HEADERS: &[(&str, f64)] = &[
    ("STT", 5.0),
    (UNIT, 13.0),
    (YEAR, 6.0),
    ("Giai đoạn", 10.0),
    (TASK, 10.0),
    ("Mã đề án", 11.0),
    ("Tên đề án", 36.0),
    ("Đơn vị thụ hưởng", 24.0),
    ("Loại hình", 13.0),
    ("Mã số thuế", 12.0),
    ("Địa điểm", 16.0),
    ("Tính chất", 11.0),
    ("ĐVT", 10.0),
    ("Số lượng", 8.0),
    (QUANTITY, 8.0),
    ("Quy mô", 8.0),
    ("Đơn giá", 13.0),
    (SUM, 15.0),
    ("Tổng đã ghi", 15.0),
    (COUNTED, 8.0),
    ("Lý do không tính", 22.0),
    ("Ghi chú", 18.0),
    ("Tệp", 26.0),
    ("Trang tính", 12.0),
    ("Dòng", 7.0),
];
/// Behind which column the sources stand.
const SOURCES_AFTER: &str = "Đơn giá";
const SOURCE_WIDTH: f64 = 15.0;

/// Why the quantity of a counted row is less than its file says.
const SHARED: &str = "Số lượng: hội chợ đã tính ở dòng trước";

/// Further right than any column of text.
const LAST_TEXT: u16 = 99;

enum Cell<'a> {
    Text(Cow<'a, str>),
    Number(Decimal),
    Year(i32),
    Link(String, Option<String>),
}

/// Writes the sheet, and those in which it goes on.
pub fn write(book: &mut Workbook, view: &View<'_>) -> Written {
    (0..view.detail_pages.count())
        .try_for_each(|page| write_page(book.worksheet_from_name(&view.detail_pages.sheet(page))?, view, page))
}

fn write_page(sheet: &mut Worksheet, view: &View<'_>, page: usize) -> Written {
    let columns = columns(view);
    let widths: Vec<_> = columns.iter().map(|(_, width)| *width).collect();
    style::widths(sheet, &widths)?;
    style::page(sheet, style::Orientation::Landscape, 2);
    head(sheet, view, page)?;
    let positions = view.detail_pages.range(page);
    let details = view.details.get(positions.clone()).unwrap_or_default();
    let last = FIRST + u32::try_from(details.len().max(1)).unwrap_or(1) - 1;
    // Before the rows: a sheet that is written row by row never goes back to its header.
    let headers: Vec<_> = columns
        .iter()
        .map(|(header, _)| TableColumn::new().set_header(header.as_str()).set_header_format(style::head()))
        .collect();
    let name = view.detail_pages.table(page);
    let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&headers);
    sheet.add_table(HEADER, 0, last, last_column(view), &table)?;
    sheet.set_row_height(HEADER, fit::height("Số lượng được tính", 6.0, style::SMALL, true))?;
    let formats = Formats::new();
    for ((detail, position), row) in details.iter().zip(positions).zip(FIRST..) {
        let cells = cells(view, detail, position, row - FIRST < view.room.links);
        let mut tallest: f64 = 0.0;
        for ((cell, width), col) in cells.iter().zip(&widths).zip(0_u16..) {
            tallest = tallest.max(formats.put(sheet, (row, col), cell, *width)?);
        }
        sheet.set_row_height(row, tallest)?;
    }
    if view.details.is_empty() {
        pen::text(sheet, (FIRST, 6), "Không có đề án nào trong các tệp đã đọc.", &style::cell())?;
    }
    // Codes and tax codes are text that may look like a number.
    sheet.ignore_error_range(FIRST, 0, last, LAST_TEXT, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, view: &View<'_>, page: usize) -> Written {
    // The first column is repeated on each page, and would repeat the beginning of these lines with it.
    let title = format!("CHI TIẾT ĐỀ ÁN{}", view.detail_pages.continued(page));
    pen::text(sheet, (0, 1), &title, &style::heading())?;
    let words = format!(
        "Mỗi dòng là một đề án của một đơn vị, xếp theo nhiệm vụ, năm, đơn vị; đề án không được tính đứng cuối. Các phụ lục lấy những dòng có \"{COUNTED}\" = \"{YES}\" (giai đoạn {}).",
        view.stage
    );
    let earlier = format!(" Dòng \"{CUMULATED}\" là của năm trước, chỉ cộng vào trang tính \"Lũy kế\".");
    let words = if view.outcome.yearly.is_some() { words + &earlier } else { words };
    pen::text(sheet, (1, 1), &words, &style::text())?;
    pen::text(sheet, (2, 1), "Đơn vị tính: đồng", &style::text().set_italic())
}

fn columns(view: &View<'_>) -> Vec<(String, f64)> {
    let mut columns = Vec::new();
    for (header, width) in HEADERS {
        columns.push(((*header).to_owned(), *width));
        if *header == SOURCES_AFTER {
            columns.extend(view.sources.iter().map(|source| (source_header(view, *source), SOURCE_WIDTH)));
        }
    }
    columns
}

/// The sheet of a project, and where other sheets list it too.
fn sheets(project: &Project) -> String {
    let others = project.joined.iter().map(|row| format!("; {} dòng {}", row.sheet, row.row + 1));
    std::iter::once(project.sheet.to_string()).chain(others).collect()
}

fn cells<'a>(view: &View<'_>, detail: &'a Detail<'_>, position: usize, linked: bool) -> Vec<Cell<'a>> {
    let project = detail.project;
    let excluded = detail.excluded.as_deref();
    let url = linked
        .then(|| links::to_source(view, detail.at.input, Some(&project.sheet), Some(&format!("A{}", project.row + 1))));
    let mut cells = vec![
        Cell::Number((position + 1).into()),
        Cell::Text(view.unit_name(project.unit).to_owned().into()),
        project.year.map_or(Cell::Text("".into()), Cell::Year),
        Cell::Text(project.stage.name().into()),
        Cell::Text(view.task_code(project.task.task).to_owned().into()),
        Cell::Text(project.id.text().into()),
        Cell::Text(project.name.text().into()),
        Cell::Text(project.beneficiary.text().into()),
        Cell::Text(project.kind.text().into()),
        Cell::Text(project.tax_code.text().into()),
        Cell::Text(project.place.text().into()),
        Cell::Text(project.status_entry.text().into()),
        Cell::Text(project.measure.text().into()),
        typed(&project.quantity, |count| *count),
        Cell::Number(project.counted_quantity()),
        typed(&project.scale, |count| *count),
        typed(&project.unit_price, |amount: &Money| amount.dong()),
    ];
    cells.extend(view.sources.iter().map(|source| {
        project.sources.get(source.index()).map_or(Cell::Text("".into()), |entry| typed(entry, |amount| amount.dong()))
    }));
    cells.extend([
        sum(project).map_or(Cell::Text("".into()), |sum| Cell::Number(sum.dong())),
        typed(&project.total, |amount| amount.dong()),
        Cell::Text(counted(detail).into()),
        Cell::Text(excluded.unwrap_or(if is_shared(project) { SHARED } else { "" }).into()),
        Cell::Text(project.note.text().into()),
        Cell::Text(project.file.as_ref().into()),
        Cell::Text(sheets(project).into()),
        Cell::Link((project.row + 1).to_string(), url.flatten()),
    ]);
    cells
}

fn counted(detail: &Detail<'_>) -> &'static str {
    match (&detail.excluded, detail.cumulated) {
        (None, _) => YES,
        (Some(_), true) => CUMULATED,
        (Some(_), false) => NO,
    }
}

/// Whether an earlier row of its fair has counted its quantity.
fn is_shared(project: &Project) -> bool {
    !project.counted_before.is_zero()
}

/// The sum of the sources, where any could be read and none could not.
fn sum(project: &Project) -> Option<Money> {
    project.sources.iter().any(|entry| entry.value.is_some()).then(|| project.sources_sum()).flatten()
}

/// A typed number; what was written where it could not be read; nothing where nothing was.
fn typed<T>(entry: &Entry<T>, number: impl Fn(&T) -> Decimal) -> Cell<'_> {
    match (&entry.value, &entry.fault) {
        (Some(value), _) => Cell::Number(number(value)),
        (None, Some(_)) => Cell::Text(entry.written.as_ref().into()),
        (None, None) => Cell::Text("".into()),
    }
}

/// The few formats of this sheet, made once: a sheet may have a million cells.
struct Formats {
    text: Format,
    link: Format,
    whole: Format,
    year: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            text: style::cell(),
            link: style::link(),
            whole: style::figure().set_num_format(style::DONG),
            year: style::centred(),
        }
    }

    /// Writes a cell and returns the height that it needs.
    fn put(&self, sheet: &mut Worksheet, at: pen::At, cell: &Cell<'_>, width: f64) -> Written<f64> {
        let one_line = fit::height("", width, style::SMALL, false);
        match cell {
            Cell::Text(text) => {
                pen::text(sheet, at, text, &self.text)?;
                return Ok(fit::height(text, width, style::SMALL, false));
            }
            Cell::Number(value) if value.fract().is_zero() => pen::number(sheet, at, *value, &self.whole)?,
            Cell::Number(value) => {
                let format = style::figure().set_num_format(style::pattern(*value, Mark::Plain));
                pen::number(sheet, at, *value, &format)?;
            }
            Cell::Year(year) => pen::number(sheet, at, (*year).into(), &self.year)?,
            Cell::Link(text, url) => pen::link(sheet, at, text, url.clone(), (&self.link, &self.text))?,
        }
        Ok(one_line)
    }
}
