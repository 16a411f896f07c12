//! "Phụ lục 03": the tasks by source of money, and under them each source by year.

use rust_xlsxwriter::Worksheet;

use super::Figures;
use super::frame::{self, Foot, Grid};
use super::lines::{Line, lines};
use super::table::{Body, Column, Criterion, Recipe, of_source};
use crate::model::{Appendix, AppendixRow, FigureOf};
use crate::report::workbook::by_unit::{ByUnit, Part};
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Weight};
use crate::report::workbook::view::View;
use crate::report::workbook::{fit, links};

const TOTAL: u16 = 2;
const MOBILISED: u16 = 3;
const STATE: u16 = 4;
const NAME: f64 = 68.0;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, units: &ByUnit, figures: &mut Figures) -> Written {
    let state = u16::try_from(view.shown(true).len()).unwrap_or_default();
    let share = STATE + state + 1;
    let years = u16::try_from(view.years().len()).unwrap_or_default();
    let mut widths = vec![6.0, NAME];
    widths.extend((TOTAL..=share.max(TOTAL + years)).map(|_| style::money_width(view.decimals())));
    let mut grid = Grid::new(widths);
    let head = frame::open(sheet, view, Appendix::Sources, "KINH PHÍ THEO NGUỒN VỐN THỰC HIỆN NHIỆM VỤ", &mut grid)?;
    let top = header(sheet, view, head, share)?;
    let mut body = Body { sheet, view, units, figures, appendix: Appendix::Sources, years: head };
    let columns = columns(view);
    let lines = lines(view);
    for (position, line) in lines.iter().enumerate() {
        let row = top + u32::try_from(position).unwrap_or_default();
        let opens = links::to_projects(view, view.behind(line.row));
        frame::words(body.sheet, row, (&line.code, &line.name, line.weight), opens)?;
        tall(body.sheet, &mut grid, row, &line.name, line.weight)?;
        body.line(top, (position, line), TOTAL, &columns)?;
        state_share(&mut body, row, line, share)?;
    }
    let end = top + u32::try_from(lines.len()).unwrap_or_default();
    let next = by_year(&mut body, &mut grid, end + 1)?;
    let foot = Foot { table: top..end, header: (head, top - 1), next: next + 1, remarks: remarks(view) };
    frame::close(sheet, &mut grid, &foot)
}

/// The columns of the table, which are also the rows of the block by year.
fn columns(view: &View<'_>) -> Vec<Column> {
    let column = |of, recipe| Column { of, year: None, recipe };
    let mobilised = view.shown(false).into_iter().map(Part::Source).collect();
    let state = view.shown(true);
    let last = STATE + u16::try_from(state.len()).unwrap_or_default();
    let mut columns = vec![
        column(FigureOf::Total, Recipe::Across(vec![MOBILISED, STATE])),
        column(FigureOf::Mobilised, Recipe::Units(mobilised)),
        column(FigureOf::State, Recipe::Across((STATE + 1..=last).collect())),
    ];
    columns.extend(state.into_iter().map(|source| column(FigureOf::Source(source), of_source(source))));
    columns
}

fn header(sheet: &mut Worksheet, view: &View<'_>, row: u32, share: u16) -> Written<u32> {
    let format = style::head();
    for (text, col) in ["STT", "Nhiệm vụ", "Tổng", "Vốn huy động"].iter().zip(0_u16..) {
        pen::merged(sheet, (row, col), (row + 1, col), text, &format)?;
    }
    pen::merged(sheet, (row, STATE), (row, share - 1), "Ngân sách nhà nước", &format)?;
    pen::text(sheet, (row + 1, STATE), "Cộng", &format)?;
    for (source, col) in view.shown(true).into_iter().zip(STATE + 1..) {
        pen::text(sheet, (row + 1, col), &view.programme.source(source).short, &format)?;
    }
    pen::merged(sheet, (row, share), (row + 1, share), "Tỷ lệ NSNN (%)", &format)?;
    frame::index(sheet, row + 2, share)?;
    sheet.set_freeze_panes(row + 3, 2)?;
    Ok(row + 3)
}

fn state_share(body: &mut Body<'_, '_>, row: u32, line: &Line, col: u16) -> Written {
    let sums = body.view.sums(line.row, None);
    let values = (body.view.pick(&sums, FigureOf::State), body.view.pick(&sums, FigureOf::Total));
    body.share((row, col), STATE, TOTAL, values, line.weight)
}

/// The block of sources by year.
fn by_year(body: &mut Body<'_, '_>, grid: &mut Grid, row: u32) -> Written<u32> {
    pen::text(body.sheet, (row, 1), "Kinh phí theo nguồn và theo năm", &style::heading())?;
    let head = row + 1;
    body.years = head;
    let format = style::head();
    let all = if body.view.outcome.yearly.is_some() { "Tổng" } else { "Cả giai đoạn" };
    for (text, col) in ["STT", "Nguồn vốn", all].iter().zip(0_u16..) {
        pen::text(body.sheet, (head, col), text, &format)?;
    }
    let year_format = style::head().set_num_format(style::YEAR_HEAD);
    let years = body.view.years();
    for (year, col) in years.iter().zip(TOTAL + 1..) {
        pen::number(body.sheet, (head, col), (*year).into(), &year_format)?;
    }
    grid.tall(body.sheet, head, 22.0)?;
    let last = TOTAL + u16::try_from(years.len()).unwrap_or_default();
    let rows = block_rows(body, head + 1);
    let mut at = head;
    for (position, row) in rows.iter().enumerate() {
        at = head + 1 + u32::try_from(position).unwrap_or_default();
        frame::words(body.sheet, at, (&(position + 1).to_string(), &row.name, row.weight), None)?;
        tall(body.sheet, grid, at, &row.name, row.weight)?;
        let period = Column { of: row.of, year: None, recipe: Recipe::Across((TOTAL + 1..=last).collect()) };
        let formula = body.over_projects(&period, (at, TOTAL), Criterion::None);
        body.figure((at, TOTAL), AppendixRow::Total, &period, row.weight, &formula)?;
        for (year, col) in years.iter().zip(TOTAL + 1..) {
            let column = Column { of: row.of, year: Some(*year), recipe: Recipe::Units(row.units.clone()) };
            let formula = match row.parts.as_slice() {
                [] => body.over_projects(&column, (at, col), Criterion::None),
                parts => parts_sum(parts, col),
            };
            body.figure((at, col), AppendixRow::Total, &column, row.weight, &formula)?;
        }
    }
    Ok(at + 1)
}

/// A row of the block by year: what it sums of "Theo đơn vị", or the rows of the block.
struct BlockRow {
    of: FigureOf,
    name: String,
    weight: Weight,
    units: Vec<Part>,
    parts: Vec<u32>,
}

fn block_rows(body: &Body<'_, '_>, top: u32) -> Vec<BlockRow> {
    let view = body.view;
    let row =
        |of, name: &str, weight| BlockRow { of, name: name.to_owned(), weight, units: Vec::new(), parts: Vec::new() };
    let state = view.shown(true);
    let sources = top + 3..top + 3 + u32::try_from(state.len()).unwrap_or_default();
    let mut rows = vec![
        BlockRow { parts: vec![top + 1, top + 2], ..row(FigureOf::Total, "Tổng cộng", Weight::Total) },
        BlockRow {
            units: view.shown(false).into_iter().map(Part::Source).collect(),
            ..row(FigureOf::Mobilised, "Vốn huy động", Weight::Section)
        },
        BlockRow { parts: sources.collect(), ..row(FigureOf::State, "Ngân sách nhà nước", Weight::Section) },
    ];
    rows.extend(state.into_iter().map(|source| BlockRow {
        units: vec![Part::Source(source)],
        ..row(FigureOf::Source(source), &view.programme.source(source).name, Weight::Plain)
    }));
    rows
}

fn parts_sum(rows: &[u32], col: u16) -> String {
    let cells: Vec<_> = rows.iter().map(|row| pen::address((*row, col))).collect();
    format!("={}", cells.join("+"))
}

fn tall(sheet: &mut Worksheet, grid: &mut Grid, row: u32, name: &str, weight: Weight) -> Written {
    grid.tall(sheet, row, fit::height(name, NAME, style::SMALL, weight != Weight::Plain))
}

fn remarks(view: &View<'_>) -> Vec<String> {
    if let Some(remark) = view.plan_remark() {
        return vec![remark];
    }
    let label = &view.programme.phasing.label;
    if label.is_empty() {
        return Vec::new();
    }
    vec![format!("Số của Chương trình theo nguồn từng năm: {label}.")]
}
