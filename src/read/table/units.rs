//! Which unit of the programme a text names: by whole words, with accents first, never by a guess.

use crate::model::{Date, UnitId, text};
use crate::programme::Programme;

/// The most edits between a written name and one that is suggested for it.
const NEAR: usize = 3;

/// The units of a programme at one date, ready to be looked up.
#[derive(Debug, Clone)]
pub struct UnitNames<'a> {
    programme: &'a Programme,
    /// Every name as words, with accents and without.
    names: Vec<(UnitId, Vec<String>, Vec<String>)>,
}

impl<'a> UnitNames<'a> {
    /// The names of the units that exist on a day; of all units where the day is not known.
    pub fn new(programme: &'a Programme, on: Option<Date>) -> Self {
        let mut names = Vec::new();
        for id in programme.unit_ids() {
            let unit = programme.unit(id);
            if on.is_some_and(|date| !unit.exists_on(date)) {
                continue;
            }
            for name in [&unit.short, &unit.full].into_iter().chain(&unit.aliases) {
                names.push((id, words(name), folded_words(name)));
            }
        }
        Self { programme, names }
    }

    /// The units whose name stands in a text as whole words. The longest name wins over those inside it;
    /// a text with accents is compared with them, so that "Tam Dương" is not Tam Đường.
    pub fn named_in(&self, written: &str) -> Vec<UnitId> {
        let said = if text::has_accents(written) { words(written) } else { folded_words(written) };
        let accented = text::has_accents(written);
        let mut hits: Vec<(usize, UnitId)> = self
            .names
            .iter()
            .filter_map(|(id, with, without)| {
                let name = if accented { with } else { without };
                stands_in(&said, name).then_some((name.len(), *id))
            })
            .collect();
        let longest = hits.iter().map(|(length, _)| *length).max().unwrap_or(0);
        // "Trung tâm Khuyến công, Sở Công Thương" names one unit twice; "Phong Thổ, Sìn Hồ" names two.
        let several: Vec<UnitId> = distinct(hits.iter().map(|(_, id)| *id));
        if several.len() > 1 {
            hits.retain(|(length, id)| *length == longest || !self.is_inside_another(*id, &said, accented));
        }
        distinct(hits.into_iter().map(|(_, id)| id))
    }

    /// Whether every place where a unit's name stands lies within a longer name of another unit.
    fn is_inside_another(&self, id: UnitId, said: &[String], accented: bool) -> bool {
        let name_of =
            |entry: &'_ (UnitId, Vec<String>, Vec<String>)| if accented { entry.1.clone() } else { entry.2.clone() };
        let own: Vec<Vec<String>> =
            self.names.iter().filter(|entry| entry.0 == id).map(name_of).filter(|name| contains(said, name)).collect();
        let others: Vec<Vec<String>> =
            self.names.iter().filter(|entry| entry.0 != id).map(name_of).filter(|name| contains(said, name)).collect();
        own.iter().all(|name| others.iter().any(|other| other.len() > name.len() && contains(other, name)))
    }

    /// The units whose names are nearest to a text, for a suggestion.
    pub fn near(&self, written: &str) -> Vec<UnitId> {
        let said = folded_words(written);
        // A commune is not the district that bears its name.
        if said.iter().any(|word| word == "xa" || word == "phuong") {
            return Vec::new();
        }
        let mut best: Vec<(usize, UnitId)> = Vec::new();
        for id in self.programme.unit_ids() {
            let short = folded_words(&self.programme.unit(id).short);
            let target = short.concat();
            let distance = said
                .windows(short.len().min(said.len()).max(1))
                .map(|window| strsim::damerau_levenshtein(&window.concat(), &target))
                .min();
            if let Some(distance) = distance.filter(|distance| *distance <= NEAR && *distance * 2 < target.len()) {
                best.push((distance, id));
            }
        }
        best.sort_unstable();
        let nearest = best.first().map(|(distance, _)| *distance);
        best.into_iter().filter(|(distance, _)| Some(*distance) == nearest).map(|(_, id)| id).take(3).collect()
    }
}

fn distinct(ids: impl Iterator<Item = UnitId>) -> Vec<UnitId> {
    let mut ids: Vec<UnitId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn split(written: &str) -> impl Iterator<Item = &str> {
    written
        .split(|c: char| !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c))
        .filter(|word| !word.is_empty())
}

fn words(written: &str) -> Vec<String> {
    let tidy = text::tidy(written);
    split(&tidy).map(text::accented_key).collect()
}

fn folded_words(written: &str) -> Vec<String> {
    let folded = text::fold(written);
    split(&folded).map(str::to_owned).collect()
}

/// Whether a name stands in a text, and not as the name of a commune within the unit ("xã Phong Thổ").
fn stands_in(said: &[String], name: &[String]) -> bool {
    let commune = |before: &String| ["xa", "phuong", "tran"].contains(&text::key(before).as_str());
    !name.is_empty()
        && (0..=said.len().saturating_sub(name.len())).any(|at| {
            said[at..].starts_with(name) && !at.checked_sub(1).and_then(|before| said.get(before)).is_some_and(commune)
        })
}

fn contains(said: &[String], name: &[String]) -> bool {
    !name.is_empty() && said.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    fn named(written: &str) -> Vec<String> {
        let programme = load::embedded().unwrap();
        let names = UnitNames::new(&programme, Some(Date::new_year(2023)));
        names.named_in(written).into_iter().map(|id| programme.unit(id).short.clone()).collect()
    }

    #[test]
    fn units_in_every_dress() {
        for written in [
            "UBND huyện Phong Thổ",
            "HUYỆN PHONG THỔ",
            "H. Phong Thổ",
            "ubnd huyen phong tho",
            "Phòng KT&HT huyện Phong Thổ",
        ] {
            assert_eq!(named(written), ["Phong Thổ"], "{written}");
        }
        assert_eq!(named("TP. Lai Châu"), ["TP Lai Châu"]);
        assert_eq!(named("UBND thành phố Lai Châu"), ["TP Lai Châu"]);
        assert_eq!(named("SỞ CÔNG THƯƠNG TỈNH LAI CHÂU"), ["Sở Công Thương"]);
    }

    #[test]
    fn no_unit_is_guessed() {
        assert!(named("UBND tỉnh Lai Châu").is_empty());
        assert!(named("UBND huyện Nậm Nhìn").is_empty());
        assert!(named("UBND huyện Tam Dương").is_empty());
        assert!(named("UBND xã Phong Thổ").is_empty());
        assert!(named("ubnd xa than uyen").is_empty());
        assert_eq!(named("Tân Uyên"), ["Tân Uyên"]);
        assert_eq!(named("Than Uyên"), ["Than Uyên"]);
        assert_eq!(named("than uyen"), ["Than Uyên"]);
    }

    #[test]
    fn several_units_are_all_named() {
        assert_eq!(named("UBND huyện Phong Thổ và UBND huyện Sìn Hồ").len(), 2);
    }

    #[test]
    fn the_nearest_is_suggested() {
        let programme = load::embedded().unwrap();
        let names = UnitNames::new(&programme, None);
        let near: Vec<&str> =
            names.near("UBND huyện Nậm Nhìn").into_iter().map(|id| programme.unit(id).short.as_str()).collect();
        assert_eq!(near, ["Nậm Nhùn"]);
        assert!(names.near("Hội Nông dân tỉnh").is_empty());
    }
}
