//! Which programme a command works with, and what its options name in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{Accepted, Catalogue};
use crate::error::{Error, Result};
use crate::model::{UnitId, Waivers, text};
use crate::programme::book::{GivenSheet, Page};
use crate::programme::{Programme, Unit, load};
use crate::read::catalogue::{self, is_workbook};

impl Catalogue {
    /// The programme of the files that were named, else the one inside the program.
    pub(super) fn programme(&self) -> Result<Programme> {
        match self.files.split_first() {
            Some((base, overlays)) if is_workbook(base) => {
                let (sheets, sha256) = sheets(base)?;
                let programme = load::from_sheets(&sheets, &base.display().to_string(), sha256)?;
                load::with_overlays(programme, overlays)
            }
            _ => load::from_files(&self.files),
        }
    }

    /// The programme's own catalogue laid out on the sheets of a workbook.
    pub(super) fn pages(&self) -> Result<Vec<Page>> {
        match self.files.first() {
            Some(path) if is_workbook(path) => load::pages_of_sheets(&sheets(path)?.0, &path.display().to_string()),
            base => load::pages(base.map(PathBuf::as_path)),
        }
    }
}

fn sheets(path: &Path) -> Result<(Vec<GivenSheet>, String)> {
    catalogue::sheets(path, std::env::current_exe().ok().as_deref())
}

impl Accepted {
    /// The waivers of the file that was named, held against their last days on the day that was named.
    pub(super) fn waivers(&self) -> Result<Option<Waivers>> {
        let Some(path) = &self.file else { return Ok(None) };
        Ok(Some(Waivers { on: self.on, ..load::waivers::from_file(path)? }))
    }
}

/// The years that were asked for, each one of the programme's.
pub(super) fn years(programme: &Programme, asked: &[i32]) -> Result<BTreeSet<i32>> {
    match asked.iter().find(|year| !programme.years().contains(year)) {
        None => Ok(asked.iter().copied().collect()),
        Some(year) => {
            let (first, last) = (programme.first_year, programme.last_year);
            Err(Error::Usage(format!("năm {year} nằm ngoài Chương trình; hãy chọn năm từ {first} đến {last}")))
        }
    }
}

/// The unit that was asked for, by any of its names; a name without accents will do where it is one unit's. A short
/// name is one unit's alone, whatever another one was called in another time, and so it comes first.
pub(super) fn unit(programme: &Programme, asked: &str) -> Result<UnitId> {
    let bearing = |key: fn(&str) -> String, short_only: bool| -> Vec<UnitId> {
        let wanted = key(asked);
        let bears = |id: &UnitId| {
            let unit = programme.unit(*id);
            if short_only { key(&unit.short) == wanted } else { names(unit).any(|name| key(name) == wanted) }
        };
        programme.unit_ids().filter(bears).collect()
    };
    let accented: fn(&str) -> String = text::accented_key;
    let folded = Some(text::key as fn(&str) -> String).filter(|_| !text::has_accents(asked));
    let keys = || std::iter::once(accented).chain(folded);
    let found = keys().flat_map(|key| [bearing(key, true), bearing(key, false)]).find(|units| !units.is_empty());
    match found.as_deref() {
        Some([unit]) => Ok(*unit),
        _ => Err(Error::Usage(unknown_unit(programme, asked))),
    }
}

fn names(unit: &Unit) -> impl Iterator<Item = &str> {
    [&unit.short, &unit.full].into_iter().chain(&unit.aliases).map(String::as_str)
}

fn unknown_unit(programme: &Programme, asked: &str) -> String {
    let wanted = text::key(asked);
    let near = |unit: &&Unit| names(unit).any(|name| strsim::damerau_levenshtein(&text::key(name), &wanted) <= 2);
    let short = |unit: &Unit| unit.short.clone();
    let mut shown: Vec<String> = programme.units.iter().filter(near).map(short).collect();
    if shown.is_empty() {
        shown = programme.units.iter().map(short).collect();
    }
    format!("Chương trình không có đơn vị \"{asked}\"; hãy chọn: {}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_found_by_its_names_and_never_guessed() {
        let programme = load::embedded().unwrap();
        let phong_tho = programme.unit_by_name("Phong Thổ").unwrap();
        for asked in ["Phong Thổ", "phong tho", "UBND huyện Phong Thổ"] {
            assert_eq!(unit(&programme, asked).unwrap(), phong_tho, "{asked}");
        }
        let error = unit(&programme, "Tam Dương").unwrap_err().to_string();
        assert!(error.contains("Tam Đường"), "{error}");
        let error = unit(&programme, "Hà Nội").unwrap_err().to_string();
        assert!(error.contains("Sở Công Thương"), "all are listed: {error}");
    }

    #[test]
    fn a_year_outside_the_programme_is_refused() {
        let programme = load::embedded().unwrap();
        assert_eq!(years(&programme, &[2023, 2021, 2023]).unwrap().into_iter().collect::<Vec<_>>(), [2021, 2023]);
        let error = years(&programme, &[2023, 2020]).unwrap_err().to_string();
        assert!(error.contains("2020") && error.contains("2021") && error.contains("2025"), "{error}");
    }
}
