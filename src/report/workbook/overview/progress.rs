//! How far each task is toward its target: quantity and money, as bars in their cells.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ConditionalFormatDataBar, ConditionalFormatType, Worksheet};

use super::{LAST, span, span_width};
use crate::model::comparison::number as number_of;
use crate::model::{Appendix, AppendixRow, Comparison, Figure, FigureKey, FigureOf, TaskId};
use crate::report::workbook::appendix::Figures;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark};
use crate::report::workbook::view::View;

const NAME: (u16, u16) = (1, 5);
const MEASURE: u16 = 6;
const TARGET: u16 = 7;
const QUANTITY: u16 = 8;
const QUANTITY_SHARE: u16 = 9;
const MONEY: u16 = 10;
const MONEY_SHARE: u16 = 11;

/// Writes the block; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32) -> Written<u32> {
    span(sheet, row, (0, LAST), &heading(view), &style::heading())?;
    let head = [
        ((0, 0), "Mã"),
        (NAME, "Nhiệm vụ"),
        ((MEASURE, MEASURE), "ĐVT"),
        ((TARGET, TARGET), "Mục tiêu"),
        ((QUANTITY, QUANTITY), view.figures_name()),
        ((QUANTITY_SHARE, QUANTITY_SHARE), "% số lượng"),
        ((MONEY, MONEY), "Triệu đồng"),
        ((MONEY_SHARE, MONEY_SHARE), "% kinh phí"),
    ];
    for (cols, text) in head {
        span(sheet, row + 1, cols, text, &style::head())?;
    }
    let first = row + 2;
    let mut row = first;
    for task in view.programme.task_ids().filter(|task| has_target(view, *task)) {
        line(sheet, view, figures, row, task)?;
        row += 1;
    }
    for col in [QUANTITY_SHARE, MONEY_SHARE] {
        sheet.add_conditional_format(first, col, row.saturating_sub(1).max(first), col, &bar())?;
    }
    Ok(row)
}

/// Where years were asked for, progress is what stands since the first year.
fn heading(view: &View<'_>) -> String {
    let until =
        view.outcome.yearly.as_ref().map(|yearly| format!(" lũy kế đến năm {}", yearly.last)).unwrap_or_default();
    format!("2. Tiến độ{until} so với mục tiêu của Chương trình")
}

/// A figure of a task, as it stands toward its target.
fn value(view: &View<'_>, key: FigureKey) -> Decimal {
    let Some(yearly) = &view.outcome.yearly else { return view.pick(&view.sums(key.row, None), key.of) };
    match yearly.figures.get(&key).map(Comparison::shown) {
        Some(Figure::Money(amount)) => amount.trieu(),
        Some(other) => number_of(other),
        None => Decimal::ZERO,
    }
}

/// A task without figures in the decision has no progress.
fn has_target(view: &View<'_>, task: TaskId) -> bool {
    let task = view.programme.task(task);
    task.target.is_some() || task.total.is_some()
}

fn bar() -> ConditionalFormatDataBar {
    ConditionalFormatDataBar::new()
        .set_fill_color(style::BAR)
        .set_solid_fill(true)
        .set_border_off(true)
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1)
}

fn line(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32, id: TaskId) -> Written {
    let task = view.programme.task(id);
    pen::text(sheet, (row, 0), &task.code, &style::centred())?;
    span(sheet, row, NAME, &task.name, &style::cell())?;
    pen::text(sheet, (row, MEASURE), &task.measure, &style::one_line())?;
    let key = |of| FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Task(id), year: None, of };
    let quantity = (value(view, key(FigureOf::Quantity)), figures.get(&key(FigureOf::Quantity)));
    let money = (value(view, key(FigureOf::Total)), figures.get(&key(FigureOf::Total)));
    match task.target {
        Some(target) => pen::number(sheet, (row, TARGET), target, &number(target))?,
        None => pen::text(sheet, (row, TARGET), "–", &style::centred())?,
    }
    registered(sheet, (row, QUANTITY), quantity)?;
    registered(sheet, (row, MONEY), money)?;
    let target = task.target.map(|target| (target, pen::address((row, TARGET))));
    share(sheet, (row, QUANTITY_SHARE), (quantity.0, QUANTITY), target)?;
    let planned = task.total.map(|total| (total.trieu(), total.trieu().to_string()));
    share(sheet, (row, MONEY_SHARE), (money.0, MONEY), planned)?;
    sheet.set_row_height(row, fit::height(&task.name, span_width(NAME.1 - NAME.0 + 1), style::SMALL, false))?;
    Ok(())
}

fn number(value: Decimal) -> rust_xlsxwriter::Format {
    style::figure().set_num_format(style::pattern(value, Mark::Plain))
}

fn registered(sheet: &mut Worksheet, at: pen::At, (value, cell): (Decimal, Option<&String>)) -> Written {
    match cell {
        Some(cell) => pen::formula(sheet, at, &format!("={cell}"), value, &number(value)),
        None => pen::number(sheet, at, value, &number(value)),
    }
}

/// The share of what is registered in what is planned; a dash where nothing is planned.
fn share(
    sheet: &mut Worksheet,
    at: pen::At,
    (value, col): (Decimal, u16),
    planned: Option<(Decimal, String)>,
) -> Written {
    let format = style::figure().set_num_format(style::WHOLE_PERCENT);
    match planned.filter(|(planned, _)| !planned.is_zero()) {
        Some((planned, words)) => pen::share(sheet, at, (&pen::address((at.0, col)), &words), value / planned, &format),
        None => pen::text(sheet, at, "–", &style::centred()),
    }
}
