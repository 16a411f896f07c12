//! "Phụ lục 02": the tasks by year, and under the grand total each source by year.

use rust_xlsxwriter::Worksheet;

use super::Figures;
use super::frame::{self, Foot, Grid};
use super::lines::lines;
use super::table::{Body, Column, Criterion, Recipe, of_source};
use crate::model::{Appendix, AppendixRow, FigureOf, SourceId};
use crate::report::workbook::by_unit::{ByUnit, Part};
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Weight};
use crate::report::workbook::view::View;
use crate::report::workbook::{fit, links};

const TOTAL: u16 = 2;
const NAME: f64 = 68.0;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, units: &ByUnit, figures: &mut Figures) -> Written {
    let mut widths = vec![6.0, NAME];
    widths.extend((0..=view.years().len()).map(|_| style::money_width(view.decimals())));
    let mut grid = Grid::new(widths);
    let head = frame::open(sheet, view, Appendix::Phasing, "PHÂN KỲ THỰC HIỆN NHIỆM VỤ", &mut grid)?;
    let top = header(sheet, view, &mut grid, head)?;
    let mut body = Body { sheet, view, units, figures, appendix: Appendix::Phasing, years: head };
    let all = columns(view, grid.last(), FigureOf::Total);
    let mut row = top;
    for (position, line) in lines(view).iter().enumerate() {
        row = top + u32::try_from(position).unwrap_or_default();
        let opens = links::to_projects(view, view.behind(line.row));
        frame::words(body.sheet, row, (&line.code, &line.name, line.weight), opens)?;
        tall(body.sheet, &mut grid, row, &line.name, line.weight)?;
        body.line(top, (position, line), TOTAL, &all)?;
    }
    for source in &view.sources {
        row += 1;
        source_row(&mut body, &mut grid, row, *source)?;
    }
    let foot = Foot { table: top..row + 1, header: (head, top - 1), next: row + 2, remarks: remarks(view) };
    frame::close(sheet, &mut grid, &foot)
}

fn source_row(body: &mut Body<'_, '_>, grid: &mut Grid, row: u32, source: SourceId) -> Written {
    let name = format!("Trong đó: {}", body.view.programme.source(source).name);
    frame::words(body.sheet, row, ("", &name, Weight::Plain), None)?;
    tall(body.sheet, grid, row, &name, Weight::Plain)?;
    for (column, col) in columns(body.view, grid.last(), FigureOf::Source(source)).iter().zip(TOTAL..) {
        let formula = body.over_projects(column, (row, col), Criterion::None);
        body.figure((row, col), AppendixRow::Total, column, Weight::Plain, &formula)?;
    }
    Ok(())
}

fn columns(view: &View<'_>, last: u16, of: FigureOf) -> Vec<Column> {
    let recipe = || match of {
        FigureOf::Source(source) => of_source(source),
        _ => Recipe::Units(vec![Part::Sum]),
    };
    let period = Column { of, year: None, recipe: Recipe::Across((TOTAL + 1..=last).collect()) };
    let years = view.years().into_iter().map(|year| Column { of, year: Some(year), recipe: recipe() });
    std::iter::once(period).chain(years).collect()
}

fn header(sheet: &mut Worksheet, view: &View<'_>, grid: &mut Grid, row: u32) -> Written<u32> {
    let format = style::head();
    for (text, col) in ["STT", "Nhiệm vụ", "Tổng"].iter().zip(0_u16..) {
        pen::text(sheet, (row, col), text, &format)?;
    }
    let year_format = style::head().set_num_format(style::YEAR_HEAD);
    for (year, col) in view.years().into_iter().zip(TOTAL + 1..) {
        pen::number(sheet, (row, col), year.into(), &year_format)?;
    }
    grid.tall(sheet, row, 22.0)?;
    frame::index(sheet, row + 1, grid.last())?;
    sheet.set_freeze_panes(row + 2, 2)?;
    Ok(row + 2)
}

fn tall(sheet: &mut Worksheet, grid: &mut Grid, row: u32, name: &str, weight: Weight) -> Written {
    grid.tall(sheet, row, fit::height(name, NAME, style::SMALL, weight != Weight::Plain))
}

/// The split of tasks and sources over the years is not the decision's own, and says so.
fn remarks(view: &View<'_>) -> Vec<String> {
    let label = &view.programme.phasing.label;
    if label.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "Tổng kinh phí từng năm được đối chiếu với Quyết định số {}. Số của Chương trình theo từng nhiệm vụ và từng nguồn trong năm: {label}.",
        view.programme.decision.number
    )]
}
