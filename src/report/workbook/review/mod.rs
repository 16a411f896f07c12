//! "Rà soát mức hỗ trợ": every project that counts with what it requests, its ceiling, what is left of each source
//! under the rules, what is cut, and the clause; those that are cut most stand first.

mod columns;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, IgnoreError, Table, TableColumn, TableStyle, Workbook, Worksheet};

use columns::{Columns, Holds, STAGE, formula};
pub use columns::{TABLE, admissible_header};

use super::pen::{self, At, Written};
use super::style::{self, Mark, Tone, Weight};
use super::view::{Detail, View};
use super::{detail, fit, links};
use crate::model::number::vietnamese;
use crate::model::{Money, Review, SourceId, Stage};

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
/// Further right than any column of text.
const LAST_TEXT: u16 = 99;

/// One reviewed project.
struct Line<'a> {
    detail: &'a Detail<'a>,
    review: &'a Review,
}

impl Line<'_> {
    fn cut(&self, view: &View<'_>) -> Money {
        view.programme.state_sources().filter_map(|source| self.review.cut.get(source.index())).copied().sum()
    }

    fn admissible(&self, source: SourceId) -> Money {
        self.review.admissible.get(source.index()).copied().unwrap_or_default()
    }

    fn requested(&self, source: SourceId) -> Money {
        self.detail.project.source(source)
    }

    fn sum(view: &View<'_>, of: impl Fn(SourceId) -> Money) -> Money {
        view.sources.iter().map(|source| of(*source)).sum()
    }

    /// By how much money other than the state's changes: what is cut becomes own contribution where the task has it.
    fn moved(&self, view: &View<'_>) -> Money {
        view.shown(false).into_iter().map(|source| self.admissible(source) - self.requested(source)).sum()
    }

    /// Money of a column, in đồng.
    fn money(&self, view: &View<'_>, holds: Holds) -> Option<Money> {
        Some(match holds {
            Holds::Requested(source) => self.requested(source),
            Holds::AllRequested => Self::sum(view, |source| self.requested(source)),
            Holds::Ceiling => self.review.ceiling?,
            Holds::Admissible(source) => self.admissible(source),
            Holds::AllAdmissible => Self::sum(view, |source| self.admissible(source)),
            Holds::Cut(source) => self.review.cut.get(source.index()).copied().unwrap_or_default(),
            Holds::AllCut => self.cut(view),
            Holds::Moved => self.moved(view),
            _ => return None,
        })
    }
}

/// Writes the sheet, and those in which it goes on; the sums stand under the last rows.
pub fn write(book: &mut Workbook, view: &View<'_>) -> Written {
    let columns = Columns::new(view);
    let lines = lines(view);
    let pages = view.review_pages;
    for page in 0..pages.count() {
        let sheet = book.worksheet_from_name(&pages.sheet(page))?;
        let next = write_page(sheet, view, &columns, &lines, page)?;
        if page + 1 == pages.count() {
            sums(sheet, view, &columns, &lines, next)?;
        }
    }
    Ok(())
}

/// Writes one sheet; gives the row under its table.
fn write_page(
    sheet: &mut Worksheet,
    view: &View<'_>,
    columns: &Columns,
    lines: &[Line<'_>],
    page: usize,
) -> Written<u32> {
    style::widths(sheet, &columns.0.iter().map(|(.., width)| *width).collect::<Vec<_>>())?;
    style::page(sheet, style::Orientation::Landscape, 2);
    head(sheet, view, lines.len(), page)?;
    let formats = Formats::new();
    let positions = view.review_pages.range(page);
    let shown = lines.get(positions.clone()).unwrap_or_default();
    let last = FIRST + u32::try_from(shown.len().max(1)).unwrap_or(1) - 1;
    // Before the rows: a sheet that is written row by row never goes back to its header.
    table(sheet, columns, &view.review_pages.table(page), last)?;
    for ((line, position), row) in shown.iter().zip(positions).zip(FIRST..) {
        let mut tallest: f64 = 0.0;
        for (col, (holds, _, width)) in columns.iter() {
            tallest = tallest.max(put(sheet, view, columns, &formats, (row, col), (line, position, *holds, *width))?);
        }
        sheet.set_row_height(row, tallest)?;
    }
    if lines.is_empty() {
        pen::text(sheet, (FIRST, 6), "Không có đề án nào được tính.", &style::cell())?;
    }
    Ok(last + 1)
}

/// The reviewed projects: the largest cut first, equals in the order of "Chi tiết đề án".
fn lines<'a>(view: &'a View<'_>) -> Vec<Line<'a>> {
    let reviewed = |detail: &'a Detail<'_>| Some(Line { detail, review: view.outcome.reviews.get(&detail.at)? });
    let mut lines: Vec<_> = view.details.iter().filter_map(reviewed).collect();
    lines.sort_by_cached_key(|line| std::cmp::Reverse(line.cut(view)));
    lines
}

fn head(sheet: &mut Worksheet, view: &View<'_>, reviewed: usize, page: usize) -> Written {
    // The first column is repeated on each page, and would repeat the beginning of these lines with it.
    let title = format!("RÀ SOÁT MỨC HỖ TRỢ{}", view.review_pages.continued(page));
    pen::text(sheet, (0, 1), &title, &style::heading())?;
    let of_these_years = view.details.iter().filter(|detail| view.outcome.shows(detail.project.year)).count();
    let left = match of_these_years.saturating_sub(reviewed) {
        0 => String::new(),
        left => format!(" {} đề án không được tính nên không rà soát, xem Chi tiết đề án.", vietnamese(left.into())),
    };
    let words = "Mức tối đa mà định mức cho phép, không thay cho thẩm định. Phần cắt giảm chuyển sang đối ứng nếu nhiệm \
                 vụ có đối ứng.";
    pen::text(sheet, (1, 1), words, &style::text())?;
    pen::text(sheet, (2, 1), &format!("Đơn vị tính: đồng.{left}"), &style::text().set_italic())
}

fn table(sheet: &mut Worksheet, columns: &Columns, name: &str, last: u32) -> Written {
    let headers: Vec<_> = columns
        .0
        .iter()
        .map(|(_, header, _)| TableColumn::new().set_header(header.as_str()).set_header_format(style::head()))
        .collect();
    let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&headers);
    sheet.add_table(HEADER, 0, last, columns.last(), &table)?;
    sheet.set_row_height(HEADER, fit::height("Số lượng được tính", 6.0, style::SMALL, true))?;
    sheet.ignore_error_range(FIRST, 0, last, LAST_TEXT, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_repeat_columns(0, 0)?;
    Ok(())
}

/// The sums under the table, one row a stage: stages are never added.
fn sums(sheet: &mut Worksheet, view: &View<'_>, columns: &Columns, lines: &[Line<'_>], row: u32) -> Written {
    let stages: std::collections::BTreeSet<Stage> = lines.iter().map(|line| line.detail.project.stage).collect();
    let mut row = row;
    for stage in stages {
        let of_stage = || lines.iter().filter(|line| line.detail.project.stage == stage);
        for (col, (holds, header, _)) in columns.iter() {
            if !holds.is_summed() {
                let words = if *holds == Holds::Name { format!("Cộng giai đoạn {stage}") } else { String::new() };
                pen::text(sheet, (row, col), &words, &Weight::Total.apply(style::cell()))?;
                continue;
            }
            let value: Money = of_stage().filter_map(|line| line.money(view, *holds)).sum();
            let format = Weight::Total.apply(style::figure()).set_num_format(style::DONG);
            if view.live {
                let column = |table: &str, header: &str| detail::reference_in(table, header);
                let of_table = |table: &str| {
                    format!("SUMIFS({},{},\"{}\")", column(table, header), column(table, STAGE), stage.name())
                };
                pen::formula(sheet, (row, col), &view.review_pages.sum(of_table), value.dong(), &format)?;
            } else {
                pen::number(sheet, (row, col), value.dong(), &format)?;
            }
        }
        row += 1;
    }
    Ok(())
}

/// The few formats of this sheet, made once.
struct Formats {
    text: Format,
    link: Format,
    centred: Format,
    money: Format,
    cut: Format,
    signed: Format,
}

impl Formats {
    fn new() -> Self {
        let money = style::figure().set_num_format(style::DONG);
        Self {
            text: style::cell(),
            link: style::link(),
            centred: style::centred(),
            cut: Tone::Caution.colour(money.clone()),
            signed: style::figure().set_num_format(style::signed(Decimal::ONE)),
            money,
        }
    }

    fn of(&self, holds: Holds, amount: Money) -> &Format {
        match holds {
            Holds::Cut(_) | Holds::AllCut if amount.is_positive() => &self.cut,
            Holds::Moved => &self.signed,
            _ => &self.money,
        }
    }
}

/// Writes a cell and returns the height that it needs.
fn put(
    sheet: &mut Worksheet,
    view: &View<'_>,
    columns: &Columns,
    formats: &Formats,
    at: At,
    (line, position, holds, width): (&Line<'_>, usize, Holds, f64),
) -> Written<f64> {
    if let Some(amount) = line.money(view, holds) {
        let format = formats.of(holds, amount);
        match formula(view, columns, holds, at.0).filter(|_| view.live) {
            Some(formula) => pen::formula(sheet, at, &formula, amount.dong(), format)?,
            None => pen::number(sheet, at, amount.dong(), format)?,
        }
        return Ok(0.0);
    }
    let project = line.detail.project;
    let linked = at.0 - FIRST < view.room.links;
    let text = match holds {
        Holds::Number => {
            let url = links::to_project(view, line.detail.at).filter(|_| linked);
            pen::link(sheet, at, &(position + 1).to_string(), url, (&formats.link, &formats.text))?;
            return Ok(0.0);
        }
        Holds::Year => {
            pen::number(sheet, at, project.year.unwrap_or_default().into(), &formats.centred)?;
            return Ok(0.0);
        }
        Holds::Quantity => {
            let quantity = if line.review.copy { Decimal::ZERO } else { project.counted_quantity() };
            let format = style::figure().set_num_format(style::pattern(quantity, Mark::Plain));
            pen::number(sheet, at, quantity, &format)?;
            return Ok(0.0);
        }
        Holds::Cell => {
            let (cell, url) = source_cell(view, line);
            pen::link(sheet, at, &cell, url.filter(|_| linked), (&formats.link, &formats.text))?;
            return Ok(0.0);
        }
        _ => words(view, line, holds),
    };
    let format = if holds == Holds::Ceiling { &formats.centred } else { &formats.text };
    pen::text(sheet, at, &text, format)?;
    Ok(fit::height(&text, width, style::SMALL, false))
}

fn words(view: &View<'_>, line: &Line<'_>, holds: Holds) -> String {
    let project = line.detail.project;
    let counted = line.detail.excluded.is_none() && !line.review.copy;
    match holds {
        Holds::Unit => view.unit_name(project.unit).to_owned(),
        Holds::Stage => project.stage.name().to_owned(),
        Holds::Task => view.task_code(project.task.task).to_owned(),
        Holds::Id => project.id.text().to_owned(),
        Holds::Name => project.name.text().to_owned(),
        Holds::Ceiling => "–".to_owned(),
        Holds::Reason if line.review.reasons.is_empty() && line.review.ceiling.is_none() => {
            "Không có mức trần để đối chiếu.".to_owned()
        }
        Holds::Reason if line.review.reasons.is_empty() => "Trong mức trần.".to_owned(),
        Holds::Reason => line.review.reasons.join("\n"),
        Holds::Counted => (if counted { detail::YES } else { detail::NO }).to_owned(),
        Holds::File => project.file.to_string(),
        Holds::Sheet => project.sheet.to_string(),
        _ => String::new(),
    }
}

/// The cell of the first source that is cut, else of the first with state money, else of the project's name.
fn source_cell(view: &View<'_>, line: &Line<'_>) -> (String, Option<String>) {
    let project = line.detail.project;
    let entry = |source: &SourceId| project.sources.get(source.index()).and_then(|entry| entry.at);
    let is_cut = |source: &SourceId| line.review.cut.get(source.index()).is_some_and(|cut| cut.is_positive());
    let state = || view.programme.state_sources();
    let cut = state().filter(is_cut).find_map(|source| entry(&source));
    let held = || state().filter(|source| project.source(*source).is_positive()).find_map(|source| entry(&source));
    let Some(cell) = cut.or_else(held).or(project.name.at).or(project.total.at) else { return (String::new(), None) };
    let cell = cell.to_string();
    let url = links::to_source(view, line.detail.at.input, Some(&project.sheet), Some(&cell));
    (cell, url)
}
