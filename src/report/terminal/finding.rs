//! One finding on the terminal: where, what, how much, what to do, on what basis.

use super::layout::{Side, Tone, columns, paragraph};
use crate::model::{Figure, Finding, Place, Severity, number::vietnamese};

/// How many places of a finding are shown; the first is the one to correct.
const PLACES: usize = 3;

/// How many cells of a place are shown.
const CELLS: usize = 6;

/// The whole finding, a few lines; `number` stands before it where findings are counted.
pub(super) fn block(finding: &Finding, number: Option<usize>, width: usize) -> String {
    let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
    let indent = number.chars().count().max(2);
    let mut out = format!("{}{}\n", if number.is_empty() { "  " } else { &number }, tag(finding));
    for place in finding.places.iter().take(PLACES) {
        out += &paragraph(&where_is(place), indent, width);
    }
    if let Some(more) = finding.places.len().checked_sub(PLACES).filter(|more| *more > 0) {
        out += &paragraph(&format!("… và {more} nơi khác"), indent, width);
    }
    if let Some(name) = &finding.project_name {
        out += &paragraph(&format!("Đề án: {name}"), indent, width);
    }
    out += &paragraph(&finding.message, indent, width);
    out += &columns(&[Side::Left, Side::Right], &figures(finding), indent + 2, width);
    out += &columns(&[Side::Left, Side::Left], &advice(finding), indent + 2, width);
    out
}

/// A finding of little weight, as one paragraph.
pub(super) fn line(finding: &Finding, width: usize) -> String {
    let place = finding.places.first().map(|place| format!("{}: ", where_is(place))).unwrap_or_default();
    paragraph(&format!("{} {place}{}", finding.code, finding.message), 2, width)
}

fn tag(finding: &Finding) -> String {
    let waived = if finding.waived { " (đã được chấp thuận)" } else { "" };
    Tone::of(finding.severity).paint(&format!("{} {}{waived}", finding.code, finding.severity.name()))
}

/// Found, limit and difference, one below the other, so that the digits can be compared.
fn figures(finding: &Finding) -> Vec<Vec<String>> {
    let row = |label: &str, text: String| vec![label.to_owned(), text];
    [
        finding.actual.as_ref().map(|figure| row("Giá trị", figure.to_string())),
        finding.expected.as_ref().map(|figure| row("Giới hạn/giá trị đúng", figure.to_string())),
        finding.difference.as_ref().map(|figure| row("Chênh lệch", signed(figure))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn signed(figure: &Figure) -> String {
    let above = match figure {
        Figure::Money(amount) => amount.is_positive(),
        Figure::Count(count) => count.is_sign_positive() && !count.is_zero(),
        Figure::Text(_) => false,
    };
    if above { format!("+{figure}") } else { figure.to_string() }
}

fn advice(finding: &Finding) -> Vec<Vec<String>> {
    [("Cách xử lý", &finding.action), ("Căn cứ", &finding.basis)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| vec![label.to_owned(), text.clone()])
        .collect()
}

/// "2023/phong-tho.xlsx, trang tính "Đề án", ô Q9, R9".
pub(super) fn where_is(place: &Place) -> String {
    let mut out = place.file.to_string();
    if let Some(sheet) = &place.sheet {
        out += &format!(", trang tính \"{sheet}\"");
    }
    if !place.cells.is_empty() {
        let shown: Vec<String> = place.cells.iter().take(CELLS).map(ToString::to_string).collect();
        out += &format!(", ô {}", shown.join(", "));
        if place.cells.len() > CELLS {
            out += &format!(" và {} ô khác", place.cells.len() - CELLS);
        }
    }
    out
}

/// "3 lỗi, 1 cảnh báo, 0 lưu ý".
pub(super) fn tally(counts: [(Severity, usize); 3]) -> String {
    counts.map(|(severity, count)| format!("{} {}", vietnamese(count.into()), severity.name().to_lowercase())).join(", ")
}
