//! What each unit sent and what is wrong with it, the units with the most to mend first.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::{LAST, span};
use crate::model::{Severity, UnitId};
use crate::report::workbook::BY_UNIT;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};
use crate::report::workbook::view::{Detail, View};

/// More units than these do not fit the page; those with the most errors are named.
const MOST: usize = 16;
/// The first columns of the two halves, which are read one after the other.
const HALVES: [u16; 2] = [0, 6];
/// How many columns a unit's name takes; four figures follow.
const NAME: u16 = 2;

#[derive(Default)]
struct Standing {
    projects: u64,
    findings: [usize; 3],
}

/// Writes the block; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written<u32> {
    span(sheet, row, (0, LAST), "3. Đề án và sai lệch theo đơn vị (nhiều lỗi nhất trước)", &style::heading())?;
    let units = standings(view);
    let shown = units.get(..MOST).unwrap_or(&units);
    let mut end = row + 2;
    for (half, left) in shown.chunks(shown.len().div_ceil(HALVES.len()).max(1)).zip(HALVES) {
        end = end.max(table(sheet, view, (row + 1, left), half)?);
    }
    if units.len() > MOST {
        let words = format!("và {} đơn vị khác: xem trang tính {BY_UNIT}", units.len() - MOST);
        span(sheet, end, (0, LAST), &words, &style::remark())?;
        end += 1;
    }
    Ok(end)
}

/// One half of the table; gives the row after it.
fn table(
    sheet: &mut Worksheet,
    view: &View<'_>,
    (row, left): pen::At,
    units: &[(Option<UnitId>, Standing)],
) -> Written<u32> {
    let name = (left, left + NAME - 1);
    span(sheet, row, name, "Đơn vị", &style::head())?;
    for (text, col) in ["Đề án", "Lỗi", "Cảnh báo", "Lưu ý"].iter().zip(left + NAME..) {
        pen::text(sheet, (row, col), text, &style::head())?;
    }
    let mut row = row + 1;
    for (unit, standing) in units {
        let words = unit.map_or("Chung, chưa rõ đơn vị", |_| view.unit_name(*unit));
        span(sheet, row, name, words, &style::cell())?;
        count(sheet, (row, left + NAME), standing.projects.into(), None)?;
        for ((found, tone), col) in standing.findings.iter().zip(TONES).zip(left + NAME + 1..) {
            count(sheet, (row, col), (*found).into(), (*found > 0).then_some(tone))?;
        }
        row += 1;
    }
    Ok(row)
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
