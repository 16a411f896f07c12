//! One finding on the terminal: where, what, how much, what to do, on what basis.

use rust_decimal::Decimal;

use super::layout::{Side, Tone, columns, paragraph};
use crate::model::comparison::number;
use crate::model::{Figure, Finding, Place};

/// How many places of a finding are shown; the first is the one to correct.
const PLACES: usize = 3;

/// How many cells of a place are shown.
const CELLS: usize = 6;

/// The whole finding, a few lines: `number` stands before it where findings are counted;
/// the name of the file that it is listed `under` is not said again.
pub(super) fn block(finding: &Finding, number: Option<usize>, under: Option<&str>, width: usize) -> String {
    let number = number.map_or_else(|| "  ".to_owned(), |number| format!("{number}. "));
    let indent = number.chars().count();
    let mut out = format!("{number}{}\n", tag(finding));
    for place in finding.places.iter().take(PLACES) {
        let spot = spot(place);
        let file = Some(&*place.file).filter(|file| under != Some(*file));
        let said: Vec<&str> = file.into_iter().chain(spot.as_deref()).collect();
        out += &paragraph(&said.join(", "), indent, width);
    }
    if let Some(more @ 1..) = finding.places.len().checked_sub(PLACES) {
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
    let place = finding.places.first();
    let file = place.map(|place| place.file.to_string());
    let said: Vec<String> = file.into_iter().chain(place.and_then(spot)).collect();
    let place = if said.is_empty() { String::new() } else { format!("{}: ", said.join(", ")) };
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
    let above = number(figure) > Decimal::ZERO;
    if above { format!("+{figure}") } else { figure.to_string() }
}

fn advice(finding: &Finding) -> Vec<Vec<String>> {
    [("Cách xử lý", &finding.action), ("Căn cứ", &finding.basis)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| vec![label.to_owned(), text.clone()])
        .collect()
}

/// "trang tính "Đề án", ô Q9, R9"; nothing where the fault is the file's.
fn spot(place: &Place) -> Option<String> {
    let mut out = format!("trang tính \"{}\"", place.sheet.as_ref()?);
    if !place.cells.is_empty() {
        let shown: Vec<String> = place.cells.iter().take(CELLS).map(ToString::to_string).collect();
        out += &format!(", ô {}", shown.join(", "));
    }
    if let Some(more @ 1..) = place.cells.len().checked_sub(CELLS) {
        out += &format!(" và {more} ô khác");
    }
    Some(out)
}
