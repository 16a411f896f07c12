//! What a title block leaves out, other title blocks and the names of the sheet and the file may say.

use super::times::Window;
use super::title::Title;
use super::{Origin, file_name};
use crate::model::{UnitClaim, YearClaim};
use crate::programme::Programme;
use crate::read::entries;
use crate::read::sheet::Sheet;

/// The title blocks of a workbook, as they are written.
pub struct Titles<'a> {
    /// Each with its sheet, in order.
    pub all: Vec<(&'a Sheet, Title)>,
}

impl Titles<'_> {
    /// The title of a table with what it leaves out: what one sheet does not say, the tables before it, then the
    /// others, then the file's name may.
    pub fn complete(&self, at: usize, origin: Origin<'_>, programme: &Programme) -> Title {
        let (sheet, title) = &self.all[at];
        let mut title = title.clone();
        let stem = file_name::stem(origin.file);
        if title.year.year.is_none() {
            // A sheet's name is nearer than the file's; another sheet's year is not this one's.
            let above = self.above(at).find_map(|other| other.year.year);
            let named = || only_year(&sheet.name).or_else(|| file_name::year(&stem));
            title.year = YearClaim { year: above.or_else(named), at: None };
        }
        if title.money_unit.is_none() {
            title.money_unit = self.above(at).find_map(|other| other.money_unit);
        }
        if title.unit.written.is_empty() {
            let window = Window::of(programme, title.written_on, title.year.year);
            let elsewhere = self.others(at).map(|other| &other.unit).find(|unit| !unit.written.is_empty());
            title.unit = elsewhere.map_or_else(
                || file_name::unit(&stem, programme, window),
                |unit| UnitClaim { at: None, ..unit.clone() },
            );
        }
        title.stage = title.stage.or_else(|| self.others(at).find_map(|other| other.stage));
        title.submission_no = title.submission_no.or_else(|| self.others(at).find_map(|other| other.submission_no));
        title
    }

    /// The titles before a table, the nearest first, then those after it.
    fn others(&self, at: usize) -> impl Iterator<Item = &Title> {
        self.all[..at].iter().rev().chain(&self.all[at + 1..]).map(|(_, title)| title)
    }

    /// The titles above a table on its own sheet, the nearest first: a sheet is of one year, and its money in one unit,
    /// until another one is stated; another sheet may well be of another.
    fn above(&self, at: usize) -> impl Iterator<Item = &Title> {
        let sheet = self.all[at].0;
        self.all[..at].iter().rev().filter(move |(other, _)| std::ptr::eq(*other, sheet)).map(|(_, title)| title)
    }
}

fn only_year(name: &str) -> Option<i32> {
    match entries::years_in(name).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
