//! Programme, registered and difference by source.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::{LAST, merge, span};
use crate::model::Money;
use crate::model::{Appendix, AppendixRow, FigureKey, FigureOf, comparison};
use crate::report::workbook::appendix::Figures;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Weight};
use crate::report::workbook::view::View;

/// Where the columns stand: words, programme, registered, difference, share.
const SPANS: [(u16, u16); 5] = [(0, 3), (4, 5), (6, 7), (8, 9), (10, 11)];

/// The rows of the table that a chart shows: the sources, without the total.
pub const CHARTED: u32 = 2;

/// Writes the block; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32) -> Written<u32> {
    let plan = view.plan_years().map(|years| format!(" {years}")).unwrap_or_default();
    let heading = format!("1. Kinh phí{plan} theo nguồn (triệu đồng)");
    span(sheet, row, (0, LAST), &heading, &style::heading())?;
    let head = ["Nguồn vốn", "Chương trình", view.figures_name(), "Chênh lệch", "% so với Chương trình"];
    for (text, cols) in head.iter().zip(SPANS) {
        span(sheet, row + 1, cols, text, &style::head())?;
    }
    let sources = view
        .sources
        .iter()
        .map(|source| (FigureOf::Source(*source), view.programme.source(*source).short.clone(), Weight::Plain));
    let total = (FigureOf::Total, "Tổng kinh phí".to_owned(), Weight::Total);
    let mut row = row + CHARTED;
    for (of, name, weight) in sources.chain(std::iter::once(total)) {
        span(sheet, row, SPANS[0], &name, &weight.apply(style::cell()))?;
        line(sheet, view, figures, row, of, weight)?;
        row += 1;
    }
    Ok(row)
}

fn line(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32, of: FigureOf, weight: Weight) -> Written {
    let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of };
    let registered = view.pick(&view.sums(AppendixRow::Total, None), of);
    let planned = view.comparison(key).and_then(|it| it.programme.as_ref()).map(|figure| {
        Money::from_amount(comparison::number(figure), crate::model::MoneyUnit::Dong).unwrap_or_default().trieu()
    });
    let format = |value: Decimal| weight.apply(style::figure()).set_num_format(style::pattern(value, Mark::Plain));
    let at = merge(sheet, row, SPANS[2], &format(registered))?;
    match figures.get(&key) {
        Some(cell) => pen::formula(sheet, at, &format!("={cell}"), registered, &format(registered))?,
        None => pen::number(sheet, at, registered, &format(registered))?,
    }
    let Some(planned) = planned else {
        for cols in [SPANS[1], SPANS[3], SPANS[4]] {
            span(sheet, row, cols, "–", &weight.apply(style::centred()))?;
        }
        return Ok(());
    };
    let at = merge(sheet, row, SPANS[1], &format(planned))?;
    pen::number(sheet, at, planned, &format(planned))?;
    let difference = registered - planned;
    let marked =
        Mark::of(Some(difference)).colour(weight.apply(style::figure())).set_num_format(style::signed(difference));
    let (plan, here) = (pen::address((row, SPANS[1].0)), pen::address((row, SPANS[2].0)));
    let at = merge(sheet, row, SPANS[3], &marked)?;
    pen::formula(sheet, at, &pen::difference(&here, &plan), difference, &marked)?;
    if planned.is_zero() {
        return span(sheet, row, SPANS[4], "–", &weight.apply(style::centred()));
    }
    let percent = weight.apply(style::figure()).set_num_format(style::PERCENT);
    let at = merge(sheet, row, SPANS[4], &percent)?;
    pen::share(sheet, at, (&here, &plan), registered / planned, &percent)
}
