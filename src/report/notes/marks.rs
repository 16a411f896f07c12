//! From findings to marks on cells: the worst colour of a cell, and all that is said of it.

use super::copy::{Colour, Mark, Marks};
use super::dossier::Dossier;
use crate::model::{Area, CellRef, Finding, Outcome};

/// Cells of one area that are coloured; the comment of the first says how far it goes.
const CELLS: usize = 200;

/// The longest comment; Excel shows no more in a box of a readable size.
const LONGEST: usize = 1_500;

/// The marks of the file that a dossier is about.
pub(super) fn of(outcome: &Outcome, dossier: &Dossier) -> Marks {
    let Some(input) = dossier.input.and_then(|at| outcome.inputs.get(at)) else { return Marks::new() };
    let mut marks = Marks::new();
    for finding in dossier.findings.iter().filter_map(|at| outcome.findings.get(*at)) {
        let colour = Colour::of(finding.severity);
        let mut told = false;
        for place in finding.places.iter().filter(|place| place.file == input.file) {
            let Some(sheet) = &place.sheet else { continue };
            let cells = marks.entry(sheet.to_string()).or_default();
            for area in &place.cells {
                for cell in cells_of(*area) {
                    let mark = cells.entry(cell).or_insert(Mark { colour, text: None });
                    mark.colour = mark.colour.min(colour);
                    // The first cell of a finding tells it; the others are only coloured.
                    if !std::mem::replace(&mut told, true) {
                        say(mark, &words(finding, *area));
                    }
                }
            }
        }
    }
    marks.retain(|_, cells| !cells.is_empty());
    marks
}

fn cells_of(area: Area) -> impl Iterator<Item = CellRef> {
    let rows = area.first.row..=area.last.row;
    rows.flat_map(move |row| (area.first.col..=area.last.col).map(move |col| CellRef::new(row, col))).take(CELLS)
}

fn words(finding: &Finding, area: Area) -> String {
    let where_ = if area.first == area.last { String::new() } else { format!(" ({area})") };
    format!("{} {}{where_}: {}\nCách xử lý: {}", finding.severity.name(), finding.code, finding.message, finding.action)
}

fn say(mark: &mut Mark, words: &str) {
    let text = mark.text.get_or_insert_default();
    let separator = if text.is_empty() { "" } else { "\n\n" };
    if text.chars().count() + words.chars().count() <= LONGEST {
        text.push_str(separator);
        text.push_str(words);
    } else if !text.ends_with('…') {
        text.push_str("\n\nXem thêm trong phiếu ở trang đầu…");
    }
}
