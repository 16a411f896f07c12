//! "Phụ lục 01": the tasks, with quantity, norm and money by source.

use rust_xlsxwriter::Worksheet;

use super::Figures;
use super::frame::{self, Foot, Grid};
use super::lines::{Line, lines};
use super::table::{Body, Column, Recipe, of_source};
use crate::model::{Appendix, FigureOf};
use crate::programme::{Programme, Task};
use crate::report::workbook::by_unit::{ByUnit, Part};
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::view::View;
use crate::report::workbook::{fit, links, style};

const MEASURE: u16 = 2;
const QUANTITY: u16 = 3;
const NORM: u16 = 4;
const TOTAL: u16 = 5;
const FIXED: [f64; 5] = [6.0, 50.0, 12.5, 9.0, 38.0];

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, units: &ByUnit, figures: &mut Figures) -> Written {
    let mut widths = FIXED.to_vec();
    widths.extend((0..=view.sources.len()).map(|_| style::money_width(view.decimals())));
    let mut grid = Grid::new(widths);
    let head = frame::open(sheet, view, Appendix::Tasks, "NHIỆM VỤ", &mut grid)?;
    let top = header(sheet, view, head, &grid)?;
    let lines = lines(view);
    let quantity = Column { of: FigureOf::Quantity, year: None, recipe: Recipe::Units(vec![Part::Quantity]) };
    let money = money(view, grid.last());
    let mut body = Body { sheet, view, units, figures, appendix: Appendix::Tasks, years: head };
    for (position, line) in lines.iter().enumerate() {
        let row = top + u32::try_from(position).unwrap_or_default();
        words(body.sheet, view, &mut grid, row, line)?;
        body.line(top, (position, line), QUANTITY, std::slice::from_ref(&quantity))?;
        body.line(top, (position, line), TOTAL, &money)?;
    }
    let end = top + u32::try_from(lines.len()).unwrap_or_default();
    let remarks = view.plan_remark().into_iter().collect();
    let foot = Foot { table: top..end, header: (head, top - 1), next: end + 1, remarks };
    frame::close(sheet, &mut grid, &foot)
}

fn money(view: &View<'_>, last: u16) -> Vec<Column> {
    let total = Column { of: FigureOf::Total, year: None, recipe: Recipe::Across((TOTAL + 1..=last).collect()) };
    let sources = view.sources.iter().map(|source| Column {
        of: FigureOf::Source(*source),
        year: None,
        recipe: of_source(*source),
    });
    std::iter::once(total).chain(sources).collect()
}

fn header(sheet: &mut Worksheet, view: &View<'_>, row: u32, grid: &Grid) -> Written<u32> {
    let format = style::head();
    let fixed = ["STT", "Nhiệm vụ", "ĐVT", "Số lượng", "Định mức hỗ trợ", "Tổng kinh phí"];
    for (text, col) in fixed.iter().zip(0_u16..) {
        pen::merged(sheet, (row, col), (row + 1, col), text, &format)?;
    }
    pen::merged(sheet, (row, TOTAL + 1), (row, grid.last()), "Trong đó", &format)?;
    for (source, col) in view.sources.iter().zip(TOTAL + 1..) {
        pen::text(sheet, (row + 1, col), &view.programme.source(*source).short, &format)?;
    }
    frame::index(sheet, row + 2, grid.last())?;
    sheet.set_freeze_panes(row + 3, 2)?;
    Ok(row + 3)
}

fn words(sheet: &mut Worksheet, view: &View<'_>, grid: &mut Grid, row: u32, line: &Line) -> Written {
    let task = line.task().map(|task| view.programme.task(task));
    let norm = task.map(|task| norm(view.programme, task)).unwrap_or_default();
    let measure = task.map_or("", |task| task.measure.as_str());
    let opens = links::to_projects(view, view.behind(line.row));
    frame::words(sheet, row, (&line.code, &line.name, line.weight), opens)?;
    pen::text(sheet, (row, MEASURE), measure, &line.weight.apply(style::centred()))?;
    pen::text(sheet, (row, NORM), &norm, &line.weight.apply(style::cell()))?;
    let bold = line.weight != style::Weight::Plain;
    let name = fit::height(&line.name, FIXED[1], style::SMALL, bold);
    grid.tall(sheet, row, name.max(fit::height(&norm, FIXED[usize::from(NORM)], style::SMALL, bold)))
}

/// The norm in the decision's words, later ones with the day from which they hold; a dash where it states none.
fn norm(programme: &Programme, task: &Task) -> String {
    let texts: Vec<_> = task
        .norms
        .iter()
        .filter(|norm| !norm.text.is_empty())
        .map(|norm| match norm.from {
            Some(from) => format!("Từ {from}: {}", norm.text),
            None => norm.text.clone(),
        })
        .chain(programme.overlaid_words(task))
        .collect();
    if texts.is_empty() { "–".to_owned() } else { texts.join("\n") }
}
