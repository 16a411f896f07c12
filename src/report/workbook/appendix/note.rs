//! The note on a figure that differs from the programme: both figures, the difference, and the units behind it.

use rust_xlsxwriter::Note;

use crate::model::number::vietnamese;
use crate::model::{Comparison, Figure, Money};
use crate::report::workbook::style;
use crate::report::workbook::view::View;

/// A note names at most this many units; the rest are counted.
const UNITS: usize = 10;
const WIDTH: u32 = 300;
const LINE: u32 = 18;

/// The note on a figure that differs.
pub fn note(view: &View<'_>, comparison: &Comparison, programme: &Figure) -> Note {
    let text = words(view, comparison, programme);
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    Note::new(text)
        .add_author_prefix(false)
        .set_author("doisoat")
        .set_font_name(style::FONT)
        .set_font_size(style::SMALL)
        .set_background_color(style::NOTE)
        .set_width(WIDTH)
        .set_height((lines + 1).saturating_mul(LINE))
}

fn words(view: &View<'_>, comparison: &Comparison, programme: &Figure) -> String {
    let difference = match (comparison.shown(), programme) {
        (Figure::Money(registered), Figure::Money(planned)) => signed_money(*registered - *planned),
        _ => comparison.difference().map(signed).unwrap_or_default(),
    };
    let mut lines = vec![
        format!("Chương trình: {programme}"),
        format!("{}: {}", view.figures_name(), comparison.shown()),
        format!("Chênh lệch: {difference}"),
    ];
    let units = view.contributions(comparison.key);
    let heading = match (units.is_empty(), programme) {
        (true, _) => "Đơn vị: chưa có đơn vị nào",
        (false, Figure::Money(_)) => "Đơn vị (triệu đồng):",
        (false, _) => "Đơn vị:",
    };
    lines.push(heading.to_owned());
    lines.extend(units.iter().take(UNITS).map(|(unit, amount)| format!("  {unit}: {}", vietnamese(*amount))));
    if units.len() > UNITS {
        lines.push(format!("  và {} đơn vị khác", units.len() - UNITS));
    }
    lines.join("\n")
}

fn signed(number: rust_decimal::Decimal) -> String {
    let sign = if number.is_sign_positive() && !number.is_zero() { "+" } else { "" };
    format!("{sign}{}", vietnamese(number))
}

fn signed_money(amount: Money) -> String {
    let sign = if amount.is_positive() { "+" } else { "" };
    format!("{sign}{amount}")
}
