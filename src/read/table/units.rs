//! Which unit of the programme a text names: by whole words, with accents first, never by a guess.

use std::collections::BTreeSet;

use super::times::Window;
use crate::model::{UnitId, text};
use crate::programme::{Programme, Unit};

/// The most edits between a written name and one that is suggested for it.
const NEAR: usize = 3;

/// The words for the level of a unit, in full and in short: a name that stands behind one is the name of a unit of
/// that level ("xã Phong Thổ" is not huyện Phong Thổ).
const LEVELS: [&[&str]; 5] = [&["xa", "x"], &["phuong", "p"], &["tran", "tt"], &["huyen", "h"], &["pho", "tp"]];

/// The units of a programme in one time, ready to be looked up.
#[derive(Debug, Clone)]
pub struct UnitNames<'a> {
    programme: &'a Programme,
    window: Window,
    /// Every name as words, with accents and without.
    names: Vec<Name>,
}

/// A name of a unit.
#[derive(Debug, Clone)]
struct Name {
    id: UnitId,
    accented: Vec<String>,
    folded: Vec<String>,
    /// The levels that the unit's names speak of.
    levels: BTreeSet<usize>,
}

impl Name {
    fn words(&self, accented: bool) -> &[String] {
        if accented { &self.accented } else { &self.folded }
    }
}

impl<'a> UnitNames<'a> {
    /// The names of the units that existed on a day of the window.
    pub fn new(programme: &'a Programme, window: Window) -> Self {
        let mut names = Vec::new();
        for id in programme.unit_ids().filter(|id| window.holds(programme.unit(*id))) {
            let unit = programme.unit(id);
            let levels = levels_of(unit);
            for name in names_of(unit) {
                let (accented, folded) = (words(name), folded_words(name));
                names.push(Name { id, accented, folded, levels: levels.clone() });
            }
        }
        Self { programme, window, names }
    }

    /// The units whose name stands in a text as whole words. The longest name wins over those inside it;
    /// a text with accents is compared with them, so that "Tam Dương" is not Tam Đường.
    pub fn named_in(&self, written: &str) -> Vec<UnitId> {
        let said = if text::has_accents(written) { words(written) } else { folded_words(written) };
        let accented = text::has_accents(written);
        let mut hits: Vec<(usize, UnitId)> = self
            .names
            .iter()
            .filter(|name| stands_in(&said, name, accented))
            .map(|name| (name.words(accented).len(), name.id))
            .collect();
        let longest = hits.iter().map(|(length, _)| *length).max().unwrap_or(0);
        // "Trung tâm Khuyến công, Sở Công Thương" names one unit twice; "Phong Thổ, Sìn Hồ" names two.
        let several: Vec<UnitId> = distinct(hits.iter().map(|(_, id)| *id));
        if several.len() > 1 {
            hits.retain(|(length, id)| *length == longest || !self.is_inside_another(*id, &said, accented));
        }
        distinct(hits.into_iter().map(|(_, id)| id))
    }

    /// Whether two units may bear one name, at one time or another: a text that says it may mean either.
    pub fn share_a_name(&self, one: UnitId, other: UnitId) -> bool {
        let of = |id| names_of(self.programme.unit(id)).map(|name| text::accented_key(name)).collect::<BTreeSet<_>>();
        !of(one).is_disjoint(&of(other))
    }

    /// Whether every place where a unit's name stands lies within a longer name of another unit.
    fn is_inside_another(&self, id: UnitId, said: &[String], accented: bool) -> bool {
        let standing = |own: bool| -> Vec<&[String]> {
            let names = self.names.iter().filter(|name| (name.id == id) == own);
            names.map(|name| name.words(accented)).filter(|name| contains(said, name)).collect()
        };
        let others = standing(false);
        let within = |name: &&[String]| others.iter().any(|other| other.len() > name.len() && contains(other, name));
        standing(true).iter().all(within)
    }

    /// The units whose names are nearest to a text, for a suggestion: those of the time first, else of any time.
    /// Where the text says a level, only units of it.
    pub fn near(&self, written: &str) -> Vec<UnitId> {
        let said = folded_words(written);
        let levels: BTreeSet<usize> = said.iter().filter_map(|word| level(word)).collect();
        let of_level = |id: &UnitId| {
            let own = levels_of(self.programme.unit(*id));
            levels.is_empty() || !own.is_disjoint(&levels)
        };
        let in_time = |id: &UnitId| self.window.holds(self.programme.unit(*id));
        let units: Vec<UnitId> = self.programme.unit_ids().filter(of_level).collect();
        let nearest = self.nearest(&said, units.iter().copied().filter(in_time));
        if nearest.is_empty() { self.nearest(&said, units.into_iter()) } else { nearest }
    }

    fn nearest(&self, said: &[String], units: impl Iterator<Item = UnitId>) -> Vec<UnitId> {
        let mut best: Vec<(usize, UnitId)> = Vec::new();
        for id in units {
            let short = folded_words(&self.programme.unit(id).short);
            // "Bản Bo" is near to Xã Bản Bo.
            let short = match short.split_first() {
                Some((first, rest)) if !rest.is_empty() && level(first).is_some() => rest.to_vec(),
                _ => short,
            };
            let target = short.concat();
            let distance = said
                .windows(short.len().min(said.len()).max(1))
                .map(|window| strsim::damerau_levenshtein(&window.concat(), &target))
                .min();
            if let Some(distance) = distance.filter(|distance| *distance <= NEAR && *distance * 3 <= target.len()) {
                best.push((distance, id));
            }
        }
        best.sort_unstable();
        let nearest = best.first().map(|(distance, _)| *distance);
        best.into_iter().filter(|(distance, _)| Some(*distance) == nearest).map(|(_, id)| id).take(3).collect()
    }
}

fn names_of(unit: &Unit) -> impl Iterator<Item = &String> {
    [&unit.short, &unit.full].into_iter().chain(&unit.aliases)
}

/// Which level a word speaks of.
fn level(word: &str) -> Option<usize> {
    let folded = text::key(word);
    LEVELS.iter().position(|words| words.contains(&folded.as_str()))
}

fn levels_of(unit: &Unit) -> BTreeSet<usize> {
    names_of(unit).flat_map(|name| folded_words(name)).filter_map(|word| level(&word)).collect()
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

/// Whether a name stands in a text, and not behind the word of a level that is not its unit's.
fn stands_in(said: &[String], name: &Name, accented: bool) -> bool {
    let words = name.words(accented);
    let of_its_level = |before: &String| level(before).is_none_or(|level| name.levels.contains(&level));
    !words.is_empty()
        && (0..=said.len().saturating_sub(words.len())).any(|at| {
            said[at..].starts_with(words)
                && at.checked_sub(1).and_then(|before| said.get(before)).is_none_or(of_its_level)
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
        named_in(2023, written)
    }

    fn named_in(year: i32, written: &str) -> Vec<String> {
        let programme = load::embedded().unwrap();
        let names = UnitNames::new(&programme, Window::of(&programme, None, Some(year)));
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
    fn the_word_of_a_level_tells_namesakes_apart_and_a_bare_name_is_both() {
        for written in ["UBND huyện Phong Thổ", "H. Phong Thổ", "Phòng KT&HT huyện Phong Thổ", "ubnd huyen phong tho"]
        {
            assert_eq!(named_in(2025, written), ["Phong Thổ"], "{written}");
        }
        for written in ["UBND xã Phong Thổ", "X. Phong Thổ", "XÃ PHONG THỔ", "ubnd xa phong tho"] {
            assert_eq!(named_in(2025, written), ["Xã Phong Thổ"], "{written}");
        }
        assert_eq!(named_in(2025, "Phong Thổ"), ["Phong Thổ", "Xã Phong Thổ"]);
        assert_eq!(named_in(2025, "UBND phường Tân Phong"), ["Phường Tân Phong"]);
        assert_eq!(named_in(2025, "Bản Bo"), ["Xã Bản Bo"]);
        assert!(named_in(2025, "UBND xã Sin Súi Hồ").is_empty());
        assert!(named_in(2025, "UBND huyện Bản Bo").is_empty());
        assert!(named_in(2025, "Số 12 đường Lê Lợi").is_empty());
    }

    #[test]
    fn several_units_are_all_named() {
        assert_eq!(named("UBND huyện Phong Thổ và UBND huyện Sìn Hồ").len(), 2);
    }

    #[test]
    fn the_nearest_is_suggested() {
        let programme = load::embedded().unwrap();
        let names = UnitNames::new(&programme, Window::of(&programme, None, None));
        let near: Vec<&str> =
            names.near("UBND huyện Nậm Nhìn").into_iter().map(|id| programme.unit(id).short.as_str()).collect();
        assert_eq!(near, ["Nậm Nhùn"]);
        assert!(names.near("Hội Nông dân tỉnh").is_empty());
        let near = |written: &str| -> Vec<&str> {
            names.near(written).into_iter().map(|id| programme.unit(id).short.as_str()).collect()
        };
        assert_eq!(near("UBND xã Sin Súi Hồ"), ["Xã Sin Suối Hồ"]);
        assert_eq!(near("Lê Lợi"), ["Xã Lê Lợi"]);
        let before = UnitNames::new(&programme, Window::of(&programme, None, Some(2023)));
        let near: Vec<_> = before.near("UBND xã Phong Thổ").into_iter().map(|id| &programme.unit(id).short).collect();
        assert_eq!(near, ["Xã Phong Thổ"], "a unit of another time where none of this time is near");
    }
}
