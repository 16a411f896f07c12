//! One finding on the terminal: where, what, how much, what to do, on what basis.

use rust_decimal::Decimal;

use super::layout::{Page, Side, Tone};
use crate::model::comparison::number;
use crate::model::number::vietnamese;
use crate::model::{Figure, Finding, Place};

/// How many places of a finding are shown; the first is the one to correct.
const PLACES: usize = 3;

/// How many cells of a place are shown.
const CELLS: usize = 6;

/// The whole finding, a few lines: `number` stands before it where findings are counted;
/// the name of the file that it is listed `under` is not said again.
pub(super) fn block(page: &mut Page, finding: &Finding, number: Option<usize>, under: Option<&str>) {
    let number = number.map_or_else(|| "  ".to_owned(), |number| format!("{number}. "));
    let indent = number.chars().count();
    page.line(&format!("{number}{}", tag(finding)));
    for place in finding.places.iter().take(PLACES) {
        page.paragraph(indent, &where_is(place, under));
    }
    if let Some(more @ 1..) = finding.places.len().checked_sub(PLACES) {
        page.paragraph(indent, &format!("… và {} nơi khác", vietnamese(more.into())));
    }
    if let Some(name) = &finding.project_name {
        page.paragraph(indent, &format!("Đề án: {name}"));
    }
    page.paragraph(indent, &finding.message);
    page.columns(indent + 2, &[Side::Left, Side::Right], &figures(finding));
    page.columns(indent + 2, &[Side::Left, Side::Left], &advice(finding));
}

/// A finding of little weight, as one paragraph.
pub(super) fn line(page: &mut Page, finding: &Finding) {
    let place = finding.places.first().map(|place| format!("{}: ", where_is(place, None))).unwrap_or_default();
    page.paragraph(2, &format!("{} {place}{}", finding.code, finding.message));
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
    let accepted = finding.waiver.as_ref().map(|waiver| waiver.words()).unwrap_or_default();
    [("Cách xử lý", &finding.action), ("Căn cứ", &finding.basis), ("Chấp thuận", &accepted)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| vec![label.to_owned(), text.clone()])
        .collect()
}

/// "2023/phong-tho.xlsx, trang tính "Đề án", ô Q9, R9"; the file is left out where it is said `under` what.
fn where_is(place: &Place, under: Option<&str>) -> String {
    let file = Some(place.file.to_string()).filter(|file| under != Some(file));
    let sheet = place.sheet.as_ref().map(|sheet| format!("trang tính \"{sheet}\""));
    file.into_iter().chain(sheet).chain(cells(place)).collect::<Vec<_>>().join(", ")
}

/// "ô Q9, R9 và 3 ô khác".
fn cells(place: &Place) -> Option<String> {
    let shown: Vec<String> = place.cells.iter().take(CELLS).map(ToString::to_string).collect();
    let shown = Some(shown.join(", ")).filter(|shown| !shown.is_empty())?;
    Some(match place.cells.len().saturating_sub(CELLS) {
        0 => format!("ô {shown}"),
        more => format!("ô {shown} và {more} ô khác"),
    })
}
