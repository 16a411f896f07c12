//! Which unit sends a submission, as its title block says: a label, a letterhead, never an addressee.

use super::times::{self, Window};
use super::title::Line;
use super::units::UnitNames;
use crate::model::{CellRef, UnitClaim, UnitId, text};
use crate::programme::Programme;
use crate::read::money_units;

/// The submitting unit: a labelled name first, then a name in any line that does not speak of another office.
pub fn claim(lines: &[Line], programme: &Programme, window: Window) -> UnitClaim {
    let names = UnitNames::new(programme, window);
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
        .filter(|line| line.written.contains(':') && !speaks_of_money(&line.folded))
        .filter_map(|line| line.labelled(&labels).or_else(|| line.labelled_from("don vi ")))
        .find(|(_, value)| money_units::stated_in(value).is_none());
    if let Some((at, value)) = labelled {
        return of_units(names.named_in(value), &names, *at, value);
    }
    // Where a letter is dated ("Sìn Hồ, ngày …") is the sender's place only where nothing else names it.
    let (dated, undated): (Vec<&Line>, Vec<&Line>) = lines
        .iter()
        .filter(|line| !line.elsewhere && !ADDRESSES.iter().any(|word| line.folded.starts_with(word)))
        .partition(|line| is_dated(line));
    if let Some((line, units)) = named(&undated, &names) {
        return of_units(units, &names, line.at, &line.written);
    }
    // No known name: the line that has the shape of one is what the sender meant.
    if let Some(line) = undated.iter().find(|line| looks_like_a_unit(&line.folded)) {
        return of_units(Vec::new(), &names, line.at, &line.written);
    }
    let place = named(&dated, &names);
    place.map_or_else(UnitClaim::default, |(line, units)| of_units(units, &names, line.at, &line.written))
}

/// "Đơn vị tính: …" names no unit that sends anything, whatever stands there.
fn speaks_of_money(folded: &str) -> bool {
    ["don vi tinh", "don vi tien"].iter().any(|label| folded.trim_start_matches('(').starts_with(label))
}

/// Lines that say where an office or a project stands.
const ADDRESSES: [&str; 3] = ["dia chi", "dia diem", "tru so"];

fn is_dated(line: &Line) -> bool {
    // A day that is still to be filled in makes a date line too.
    (line.folded.contains("ngay ") && line.folded.contains("thang ")) || times::date_line(&line.folded).is_some()
}

/// The units that lines name, with the first line that does. A bare name that may mean one of several units means the
/// one that another line names with its level.
fn named<'a>(lines: &[&'a Line], names: &UnitNames<'_>) -> Option<(&'a Line, Vec<UnitId>)> {
    let said: Vec<(&Line, Vec<UnitId>)> = lines
        .iter()
        .map(|line| (*line, names.named_in(sender_part(&line.written))))
        .filter(|(_, units)| !units.is_empty())
        .collect();
    let sure: Vec<UnitId> = said.iter().filter(|(_, units)| units.len() == 1).map(|(_, units)| units[0]).collect();
    let other_reading =
        |id: &UnitId| !sure.contains(id) && sure.iter().any(|sure| sure != id && names.share_a_name(*sure, *id));
    let mut units: Vec<UnitId> = Vec::new();
    for id in said.iter().flat_map(|(_, units)| units).filter(|id| !other_reading(id)) {
        if !units.contains(id) {
            units.push(*id);
        }
    }
    said.first().map(|(line, _)| (*line, units))
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
