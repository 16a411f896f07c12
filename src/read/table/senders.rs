//! Which unit sends a submission, as its title block says: a label, a letterhead, never an addressee.

use super::title::Line;
use super::units::UnitNames;
use crate::model::{CellRef, Date, UnitClaim, UnitId, text};
use crate::programme::Programme;
use crate::read::money_units;

/// The submitting unit: a labelled name first, then a name in any line that does not speak of another office.
pub fn claim(lines: &[Line], programme: &Programme, on: Option<Date>) -> UnitClaim {
    let names = UnitNames::new(programme, on);
    let labels = [
        "don vi",
        "don vi gui",
        "don vi nop",
        "don vi lap",
        "don vi lap bieu",
        "don vi bao cao",
        "don vi dang ky",
        "don vi de nghi",
        "ten don vi",
        "co quan",
        "huyen",
        "huyen, thanh pho",
        "huyen/thanh pho",
        "dia phuong",
    ];
    let labelled = lines
        .iter()
        .filter(|line| line.written.contains(':'))
        .filter_map(|line| line.labelled(&labels).or_else(|| line.labelled_from("don vi ")))
        .find(|(_, value)| money_units::stated_in(value).is_none());
    if let Some((at, value)) = labelled {
        return of_units(names.named_in(value), &names, *at, value);
    }
    let mut units = Vec::new();
    let mut first: Option<&Line> = None;
    for line in lines.iter().filter(|line| !line.elsewhere) {
        for id in names.named_in(sender_part(&line.written)) {
            first = first.or(Some(line));
            if !units.contains(&id) {
                units.push(id);
            }
        }
    }
    if let Some(line) = first {
        return of_units(units, &names, line.at, &line.written);
    }
    // No known name: the line that has the shape of one is what the sender meant.
    let shaped = lines.iter().filter(|line| !line.elsewhere).find(|line| looks_like_a_unit(&line.folded));
    shaped.map_or_else(UnitClaim::default, |line| of_units(Vec::new(), &names, line.at, &line.written))
}

/// A line without whom it is sent to: "… HUYỆN PHONG THỔ GỬI SỞ CÔNG THƯƠNG".
fn sender_part(written: &str) -> &str {
    let to = written.split(' ').find(|word| text::fold(word) == "gui").and_then(|word| written.find(word));
    to.map_or(written, |at| &written[..at])
}

/// A line that begins as the name of a local office does.
fn looks_like_a_unit(folded: &str) -> bool {
    let starts = [
        "ubnd ",
        "uy ban nhan dan ",
        "huyen ",
        "h. ",
        "tp ",
        "tp. ",
        "thanh pho ",
        "thi xa ",
        "xa ",
        "phuong ",
        "phong ",
    ];
    let of_the_province = folded.starts_with("ubnd tinh") || folded.starts_with("uy ban nhan dan tinh");
    starts.iter().any(|start| folded.starts_with(start)) && !of_the_province && !folded.starts_with("xa hoi")
}

fn of_units(units: Vec<UnitId>, names: &UnitNames<'_>, at: CellRef, written: &str) -> UnitClaim {
    let (unit, candidates) = match units.as_slice() {
        [only] => (Some(*only), Vec::new()),
        [] => (None, names.near(written)),
        _ => (None, units),
    };
    UnitClaim { unit, at: Some(at), written: written.to_owned(), candidates }
}
