//! A chart of the sources, and beside it what each unit sent and what is wrong with it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Chart, ChartFont, ChartLegendPosition, ChartSolidFill, Worksheet};

use super::money::CHARTED;
use super::{WIDTH, span};
use crate::model::{Severity, UnitId};
use crate::report::workbook::OVERVIEW;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};
use crate::report::workbook::view::{Detail, View};

/// More units than these do not fit the page; those with the most errors are named.
const MOST: usize = 12;
const ROW: f64 = 16.5;
const UNIT: (u16, u16) = (6, 7);

#[derive(Default)]
struct Standing {
    projects: u64,
    findings: [usize; 3],
}

/// Writes the block; gives the next row. The table of sources ends right above it.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written<u32> {
    span(sheet, row, (0, 5), "2. So sánh theo nguồn", &style::heading())?;
    span(sheet, row, (6, 11), "3. Đề án và sai lệch theo đơn vị", &style::heading())?;
    let end = table(sheet, view, row + 1)?;
    for at in row + 1..end {
        sheet.set_row_height(at, ROW)?;
    }
    sheet.insert_chart_with_offset(row + 1, 0, &chart(view, row, end - row - 1), 2, 2)?;
    Ok(end)
}

fn table(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written<u32> {
    span(sheet, row, UNIT, "Đơn vị", &style::head())?;
    for (text, col) in ["Đề án", "Lỗi", "Cảnh báo", "Lưu ý"].iter().zip(UNIT.1 + 1..) {
        pen::text(sheet, (row, col), text, &style::head())?;
    }
    let units = standings(view);
    let mut row = row + 1;
    for (unit, standing) in units.iter().take(MOST) {
        let name = unit.map_or("Chung, chưa rõ đơn vị", |_| view.unit_name(*unit));
        span(sheet, row, UNIT, name, &style::cell())?;
        count(sheet, (row, UNIT.1 + 1), standing.projects.into(), None)?;
        for ((found, tone), col) in standing.findings.iter().zip(TONES).zip(UNIT.1 + 2..) {
            count(sheet, (row, col), (*found).into(), (*found > 0).then_some(tone))?;
        }
        row += 1;
    }
    if units.len() > MOST {
        let words = format!("và {} đơn vị khác", units.len() - MOST);
        span(sheet, row, (UNIT.0, 11), &words, &style::remark())?;
        row += 1;
    }
    // The chart needs some height even where few units sent anything.
    Ok(row.max(row + 9_u32.saturating_sub(u32::try_from(units.len()).unwrap_or(9))))
}

const TONES: [Tone; 3] = [Tone::Bad, Tone::Caution, Tone::Info];

fn count(sheet: &mut Worksheet, at: pen::At, value: Decimal, tone: Option<Tone>) -> Written {
    let format = style::figure().set_num_format(style::DONG);
    let format = tone.map_or(format.clone(), |tone| tone.colour(format));
    pen::number(sheet, at, value, &format)
}

/// The units that sent something or are spoken of, those with the most errors first, then in the catalogue's order.
fn standings(view: &View<'_>) -> Vec<(Option<UnitId>, Standing)> {
    // `None` sorts last in the report, as everywhere.
    let mut by_unit: BTreeMap<(bool, Option<UnitId>), Standing> = BTreeMap::new();
    let slot = |unit: Option<UnitId>| (unit.is_none(), unit);
    // A project in several stages is one project.
    let shown = |detail: &&Detail<'_>| detail.project.stage == view.stage && view.outcome.shows(detail.project.year);
    for detail in view.details.iter().filter(shown) {
        by_unit.entry(slot(detail.project.unit)).or_default().projects += 1;
    }
    for finding in view.outcome.findings.iter().filter(|finding| !finding.waived) {
        let standing = by_unit.entry(slot(finding.unit)).or_default();
        let at = Severity::ALL.iter().position(|severity| *severity == finding.severity);
        if let Some(found) = at.and_then(|at| standing.findings.get_mut(at)) {
            *found += 1;
        }
    }
    let mut units: Vec<_> = by_unit.into_iter().map(|((_, unit), standing)| (unit, standing)).collect();
    let worst_first = |standing: &Standing| std::cmp::Reverse((standing.findings[0], standing.findings[1]));
    units.sort_by_key(|(unit, standing)| (unit.is_none(), worst_first(standing)));
    units
}

fn chart(view: &View<'_>, row: u32, rows: u32) -> Chart {
    let count = u32::try_from(view.sources.len()).unwrap_or_default();
    // The table of sources ends with its total, and one row lies between the blocks.
    let first = row - 2 - count;
    let last = first + count - 1;
    let header = first - CHARTED + 1;
    let mut chart = Chart::new_column();
    for (col, colour) in [(4_u16, style::CHART_PROGRAMME), (6, style::CHART_REGISTERED)] {
        chart
            .add_series()
            .set_name((OVERVIEW, header, col))
            .set_categories((OVERVIEW, first, 0, last, 0))
            .set_values((OVERVIEW, first, col, last, col))
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
    let width = 6.0 * (WIDTH * 7.0 + 5.0) - 10.0;
    let height = f64::from(rows) * ROW * 96.0 / 72.0 - 4.0;
    chart.set_width(pixels(width)).set_height(pixels(height));
    chart
}

/// A length of a chart; lengths here are a few hundred.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pixels(length: f64) -> u32 {
    length as u32
}
