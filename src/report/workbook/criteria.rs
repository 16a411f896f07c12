//! "Tiêu chí kiểm tra": the rules by which the run was checked, in the rule book's order, and what each found.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::pen::{self, Written};
use super::style::{self, Tone, Weight};
use super::view::View;
use super::{findings, fit};
use crate::model::number::vietnamese;
use crate::model::{Code, Criterion, Severity};

const COLUMNS: [(&str, f64); 9] = [
    ("Mã", 7.0),
    ("Mức độ", 10.0),
    ("Tiêu chí", 30.0),
    ("Nội dung kiểm tra", 74.0),
    ("Căn cứ", 36.0),
    ("Lỗi", 8.0),
    ("Cảnh báo", 8.0),
    ("Lưu ý", 8.0),
    ("Đã được chấp thuận", 9.0),
];
const HEADER: u32 = 2;
const FIRST: u32 = HEADER + 1;
/// Where the counts begin.
const COUNTS: u16 = 5;

/// How many findings of each severity, and how many that a waiver accepts.
type Counts = [u64; 4];

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>) -> Written {
    style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
    style::page(sheet, style::Orientation::Landscape, 1);
    let criteria = &view.outcome.criteria;
    pen::text(sheet, (0, 0), "TIÊU CHÍ KIỂM TRA", &style::heading())?;
    let words = format!(
        "{} tiêu chí đã kiểm tra với mọi tệp đã đọc. Mức độ của từng trường hợp nằm ở trang tính Sai lệch.",
        vietnamese(criteria.len().into())
    );
    pen::text(sheet, (1, 0), &words, &style::text())?;
    for ((header, _), col) in COLUMNS.iter().zip(0_u16..) {
        pen::text(sheet, (HEADER, col), header, &style::head())?;
    }
    sheet.set_row_height(HEADER, fit::height("Đã được chấp thuận", 7.0, style::SMALL, true))?;
    let counts = counts(view);
    let mut row = FIRST;
    for criterion in criteria {
        line(sheet, row, criterion, counts.get(&criterion.code).copied().unwrap_or_default())?;
        row += 1;
    }
    total(sheet, row, &counts)?;
    sheet.autofilter(HEADER, 0, row.saturating_sub(1).max(FIRST), COUNTS + 3)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn counts(view: &View<'_>) -> BTreeMap<Code, Counts> {
    let mut counts: BTreeMap<Code, Counts> = BTreeMap::new();
    for finding in &view.outcome.findings {
        let severity = Severity::ALL.iter().position(|severity| *severity == finding.severity);
        let at = if finding.waived { Some(3) } else { severity };
        if let Some(count) = at.and_then(|at| counts.entry(finding.code).or_default().get_mut(at)) {
            *count += 1;
        }
    }
    counts
}

fn line(sheet: &mut Worksheet, row: u32, criterion: &Criterion, counts: Counts) -> Written {
    let severity = findings::tone(criterion.severity).colour(style::centred());
    let what = if criterion.severity_note.is_empty() {
        criterion.what.to_owned()
    } else {
        format!("{}\nMức độ khác: {}", criterion.what, criterion.severity_note)
    };
    let texts = [criterion.code.as_str(), criterion.severity.name(), criterion.title, &what, &criterion.basis];
    let mut tallest: f64 = 0.0;
    for ((text, (_, width)), col) in texts.iter().zip(COLUMNS).zip(0_u16..) {
        let format = if col < 2 { severity.clone() } else { style::cell() };
        pen::text(sheet, (row, col), text, &format)?;
        tallest = tallest.max(fit::height(text, width, style::SMALL, false));
    }
    for ((count, col), tone) in counts.iter().zip(COUNTS..).zip([Tone::Bad, Tone::Caution, Tone::Info, Tone::Info]) {
        let format = style::figure().set_num_format(style::DONG);
        let format = if *count > 0 { tone.colour(format) } else { format };
        pen::number(sheet, (row, col), Decimal::from(*count), &format)?;
    }
    sheet.set_row_height(row, tallest)?;
    Ok(())
}

fn total(sheet: &mut Worksheet, row: u32, counts: &BTreeMap<Code, Counts>) -> Written {
    for col in 0..COUNTS {
        let words = if col == 2 { "TỔNG CỘNG" } else { "" };
        pen::text(sheet, (row, col), words, &Weight::Total.apply(style::cell()))?;
    }
    for (position, col) in (COUNTS..=COUNTS + 3).enumerate() {
        let value: u64 = counts.values().map(|counts| counts[position]).sum();
        let format = Weight::Total.apply(style::figure()).set_num_format(style::DONG);
        let formula = format!("=SUM({}:{})", pen::address((FIRST, col)), pen::address((row.max(FIRST + 1) - 1, col)));
        if row > FIRST {
            pen::formula(sheet, (row, col), &formula, value.into(), &format)?;
        } else {
            pen::number(sheet, (row, col), value.into(), &format)?;
        }
    }
    Ok(())
}
