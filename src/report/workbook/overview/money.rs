//! Programme, registered and difference by source, and a chart of them beside the table.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Chart, ChartFont, ChartLegendPosition, ChartSolidFill, Worksheet};

use super::{LAST, WIDTH, merge, span};
use crate::model::Money;
use crate::model::{Appendix, AppendixRow, FigureKey, FigureOf, comparison};
use crate::report::workbook::OVERVIEW;
use crate::report::workbook::appendix::Figures;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Weight};
use crate::report::workbook::view::View;

/// Where the columns stand: words, programme, registered, difference, share.
const SPANS: [(u16, u16); 5] = [(0, 1), (2, 2), (3, 3), (4, 5), (6, 6)];
/// Where the chart begins, which takes the columns that are left.
const CHART: u16 = 7;
/// The height of a row in points: a chart beside so few rows needs them tall.
const ROW: f64 = 24.0;

/// Writes the block; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32) -> Written<u32> {
    let plan = view.plan_years().map(|years| format!(" {years}")).unwrap_or_default();
    let heading = format!("1. Kinh phí{plan} theo nguồn (triệu đồng)");
    span(sheet, row, (0, LAST), &heading, &style::heading())?;
    let header = row + 1;
    let head = ["Nguồn vốn", "Chương trình", view.figures_name(), "Chênh lệch", "% Chương trình"];
    for (text, cols) in head.iter().zip(SPANS) {
        span(sheet, header, cols, text, &style::head())?;
    }
    let sources = view
        .sources
        .iter()
        .map(|source| (FigureOf::Source(*source), view.programme.source(*source).short.clone(), Weight::Plain));
    let total = (FigureOf::Total, "Tổng kinh phí".to_owned(), Weight::Total);
    let mut row = header + 1;
    for (of, name, weight) in sources.chain(std::iter::once(total)) {
        span(sheet, row, SPANS[0], &name, &weight.apply(style::cell()))?;
        line(sheet, view, figures, row, of, weight)?;
        row += 1;
    }
    for at in header..row {
        sheet.set_row_height(at, ROW)?;
    }
    // The table ends with its total, which would dwarf the sources.
    sheet.insert_chart_with_offset(header, CHART, &chart(header, row - 2), 6, 0)?;
    Ok(row)
}

/// A chart of the rows between the header and the total.
fn chart(header: u32, last: u32) -> Chart {
    let first = header + 1;
    let mut chart = Chart::new_column();
    for (cols, colour) in [(SPANS[1], style::CHART_PROGRAMME), (SPANS[2], style::CHART_REGISTERED)] {
        chart
            .add_series()
            .set_name((OVERVIEW, header, cols.0))
            .set_categories((OVERVIEW, first, SPANS[0].0, last, SPANS[0].0))
            .set_values((OVERVIEW, first, cols.0, last, cols.0))
            .set_format(ChartSolidFill::new().set_color(colour))
            .set_gap(80);
    }
    let mut font = ChartFont::new();
    font.set_name(style::FONT).set_size(9);
    chart.x_axis().set_font(&font);
    chart.y_axis().set_font(&font).set_num_format(style::DONG);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    chart.title().set_hidden();
    chart.set_alt_text("Kinh phí theo nguồn: Chương trình và số liệu của các phụ lục");
    let width = f64::from(LAST + 1 - CHART) * (WIDTH * 7.0 + 5.0) - 8.0;
    let height = f64::from(last + 2 - header) * ROW * 96.0 / 72.0;
    chart.set_width(pixels(width)).set_height(pixels(height));
    chart
}

/// A length of a chart; lengths here are a few hundred.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pixels(length: f64) -> u32 {
    length as u32
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
