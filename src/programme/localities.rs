//! What a text for the units says of them: an example among them, and what they are called together.

use super::{Level, Programme, Unit};
use crate::model::Date;

impl Programme {
    /// A local unit and a year, for examples: one from the middle of each list.
    pub fn example(&self) -> (&str, i32) {
        let year = i32::midpoint(self.first_year, self.last_year);
        let units = self.local_units(year);
        let unit = units.get(units.len().saturating_sub(1) / 2).copied().or_else(|| self.units.first());
        (unit.map_or("", |unit| unit.short.as_str()), year)
    }

    /// What local units are, the most frequent first: "huyện, thành phố".
    pub fn localities(&self) -> String {
        let (_, year) = self.example();
        let mut kinds: Vec<(String, usize)> = Vec::new();
        for kind in self.local_units(year).into_iter().filter_map(kind_of) {
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((kind, 1)),
            }
        }
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let words: Vec<_> = kinds.into_iter().map(|(kind, _)| kind).collect();
        if words.is_empty() { "địa phương".to_owned() } else { words.join(", ") }
    }

    fn local_units(&self, year: i32) -> Vec<&Unit> {
        let local = |unit: &&Unit| unit.level == Level::Local && unit.exists_on(Date::new_year(year));
        self.units.iter().filter(local).collect()
    }
}

/// The words between who acts for the unit and its own name: "huyện" of "UBND huyện Phong Thổ".
fn kind_of(unit: &Unit) -> Option<String> {
    let is_lower = |word: &&str| word.starts_with(char::is_lowercase);
    let words = unit.full.split_whitespace().skip_while(|word| !is_lower(word));
    let words: Vec<&str> = words.take_while(is_lower).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use crate::programme::load;

    #[test]
    fn units_are_named_by_what_they_are() {
        let mut programme = load::embedded().unwrap();
        assert_eq!(programme.localities(), "huyện, thành phố");
        assert_eq!(programme.example(), ("Phong Thổ", 2023));
        programme.units.retain(|unit| unit.short == "Sở Công Thương");
        assert_eq!(programme.localities(), "địa phương");
        assert_eq!(programme.example(), ("Sở Công Thương", 2023));
    }
}
