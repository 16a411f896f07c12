//! Kinds of beneficiary in the words that submissions use: "HTX", "Cty TNHH MTV", "Hộ kinh doanh cá thể".

use super::Programme;
use crate::model::text;

/// What stands between several kinds in one cell.
const BETWEEN: [char; 6] = [',', ';', '/', '+', '&', '\n'];
/// The same as words.
const AND: [&str; 3] = [" và ", " hoặc ", " hay "];

impl Programme {
    /// The kinds that some words name, as positions; nothing where they do not begin with a known kind.
    ///
    /// A kind is known by its name or a synonym, or by words that begin with one; further words may name further
    /// kinds, or belong to the first ("Công ty TNHH sản xuất và thương mại").
    pub fn read_kinds(&self, written: &str) -> Option<Vec<usize>> {
        // A synonym may hold a comma itself: "Sở, ban, ngành".
        if let Some(whole) = self.kind_of(&text::words(written), |said, name| said == name) {
            return Some(vec![whole]);
        }
        let mut parts = text::tidy(&written.replace('\n', ",")).to_lowercase();
        for and in AND {
            parts = parts.replace(and, ",");
        }
        let mut parts = parts.split(BETWEEN).map(text::words).filter(|part| !part.is_empty());
        let kind = |part: Vec<String>| self.kind_of(&part, <[String]>::starts_with);
        let first = kind(parts.next()?)?;
        Some(std::iter::once(first).chain(parts.filter_map(kind)).collect())
    }

    /// The kind of the longest name that fits.
    fn kind_of(&self, said: &[String], fits: impl Fn(&[String], &[String]) -> bool) -> Option<usize> {
        let fitting = self.kinds.iter().enumerate().filter_map(|(at, kind)| {
            let names = kind.words.iter().filter(|name| !name.is_empty() && fits(said, name));
            Some((names.map(Vec::len).max()?, at))
        });
        fitting.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, kind)| kind)
    }
}

#[cfg(test)]
mod tests {
    use crate::programme::load;

    /// The ids of the kinds that some words name.
    fn read(written: &str) -> Option<Vec<String>> {
        let programme = load::embedded().unwrap();
        let kinds = programme.read_kinds(written)?;
        Some(kinds.into_iter().map(|kind| programme.kinds[kind].id.clone()).collect())
    }

    fn assert_reads(written: &str, ids: &[&str]) {
        assert_eq!(
            read(written).as_deref(),
            Some(&*ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()),
            "{written}"
        );
    }

    #[test]
    fn every_name_and_synonym_is_its_kind() {
        let programme = load::embedded().unwrap();
        for (at, kind) in programme.kinds.iter().enumerate() {
            for name in std::iter::once(&kind.name).chain(&kind.synonyms) {
                assert_eq!(programme.read_kinds(name), Some(vec![at]), "{name}");
                assert_eq!(programme.read_kinds(&name.to_uppercase()), Some(vec![at]), "{name}");
            }
        }
    }

    #[test]
    fn words_that_begin_with_a_kind_are_of_it() {
        assert_reads("Công ty TNHH sản xuất và thương mại", &["enterprise"]);
        assert_reads("HTX, nhóm hộ", &["cooperative"]);
        assert_reads("HTX nông nghiệp", &["cooperative"]);
        assert_reads("ho kinh doanh ca the", &["household"]);
        assert_reads("UBND xã Bản Bo", &["public_body"]);
    }

    #[test]
    fn several_kinds_in_a_cell_are_all_of_them() {
        assert_reads("HTX, hộ kinh doanh", &["cooperative", "household"]);
        assert_reads("Doanh nghiệp và HTX", &["enterprise", "cooperative"]);
        assert_reads("Sở, ban, ngành", &["public_body"]);
    }

    #[test]
    fn other_words_are_no_kind() {
        for written in ["", "-", "Nhóm", "Cơ sở", "Hội", "Nhóm HTX", "DNA"] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
