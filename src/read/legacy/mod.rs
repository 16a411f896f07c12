//! Text typed before Unicode: what a cell holds are codes, and only its font tells which letters they show.
//!
//! Conversion comes before anything else looks at the text: "ư" of TCVN3 is a soft hyphen, which every step that
//! takes away what cannot be seen would destroy. A cell is converted as a whole, by the cell's own font.

mod tcvn3;
mod vni;

use super::sheet::{Content, Sheet};
use crate::model::{CellRef, LegacySet};

/// A font of a legacy set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegacyFont {
    set: LegacySet,
    /// Whether it shows small letters as capitals.
    capitals: bool,
}

impl LegacyFont {
    /// The legacy font of a name, where it is one: `.VnTime`, `.VnTimeH` (capitals), `VNI-Times`.
    pub fn named(name: &str) -> Option<Self> {
        let lower = name.trim().to_ascii_lowercase();
        if lower.starts_with(".vn") {
            Some(Self { set: LegacySet::Tcvn3, capitals: name.trim().ends_with('H') })
        } else if lower.starts_with("vni-") {
            Some(Self { set: LegacySet::Vni, capitals: false })
        } else {
            None
        }
    }

    fn decode(self, codes: &str) -> Option<String> {
        match self.set {
            LegacySet::Tcvn3 => tcvn3::decode(codes, self.capitals),
            LegacySet::Vni => vni::decode(codes),
        }
    }

    fn has_code(self, code: char) -> bool {
        match self.set {
            LegacySet::Tcvn3 => tcvn3::letter(code).is_some(),
            LegacySet::Vni => vni::is_code(code),
        }
    }
}

/// What the codes of a text say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// Codes that Unicode Vietnamese has no use for.
    Legacy,
    /// Letters that the font's set does not have: typed in Unicode and left in the old font.
    Unicode,
    /// Only codes that may be letters of Unicode too ("Ghi chú"), or none.
    Neither,
}

/// The accented letters that Vietnamese shares with Latin-1, small.
const SHARED: &str = "àáâãèéêìíòóôõùúý";

fn evidence(font: LegacyFont, text: &str) -> Evidence {
    let shared = |c: char| c.to_lowercase().all(|small| SHARED.contains(small));
    if font.decode(text).is_none() {
        Evidence::Unicode
    } else if text.chars().any(|c| !c.is_ascii() && !shared(c) && font.has_code(c)) {
        Evidence::Legacy
    } else {
        Evidence::Neither
    }
}

/// Converts the text of a sheet's cells that stand in legacy fonts, and keeps which ones were changed.
///
/// Offices go on typing Unicode in a sheet whose cells still carry the old font. Such a text is left alone where
/// its letters tell; where they do not, it goes with the majority of the sheet's texts in these fonts that do.
pub fn convert(sheet: &mut Sheet, cells: &[(CellRef, LegacyFont)]) {
    let texts: Vec<(CellRef, LegacyFont, String, Evidence)> = cells
        .iter()
        .filter_map(|(at, font)| match &sheet.cell(*at)?.content {
            Content::Text(text) => Some((*at, *font, text.clone(), evidence(*font, text))),
            _ => None,
        })
        .collect();
    let count = |of: Evidence| texts.iter().filter(|(.., evidence)| *evidence == of).count();
    let undecided_are_legacy = count(Evidence::Legacy) >= count(Evidence::Unicode);
    for (at, font, codes, evidence) in texts {
        if evidence == Evidence::Neither && !undecided_are_legacy {
            continue;
        }
        if let Some(text) = font.decode(&codes).filter(|text| *text != codes) {
            sheet.set_content(at, Content::Text(text));
            sheet.converted.push((at, font.set));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::RawCell;

    fn time() -> LegacyFont {
        LegacyFont::named(".VnTime").unwrap()
    }

    /// The texts of a column after conversion from one font, and how many were changed.
    fn converted(font: LegacyFont, texts: &[&str]) -> (Vec<String>, usize) {
        let mut sheet = Sheet::new("S", false);
        for (text, row) in texts.iter().zip(0..) {
            sheet.push(row, RawCell { col: 0, content: Content::Text((*text).to_owned()), formula: false });
        }
        let cells: Vec<_> = (0..).zip(texts).map(|(row, _)| (CellRef::new(row, 0), font)).collect();
        convert(&mut sheet, &cells);
        (sheet.rows.iter().map(|row| row.cells[0].shown()).collect(), sheet.converted.len())
    }

    #[test]
    fn fonts_by_their_names() {
        let tcvn3 = |capitals| Some(LegacyFont { set: LegacySet::Tcvn3, capitals });
        for (name, expected) in [
            (".VnTime", tcvn3(false)),
            (".vntime", tcvn3(false)),
            (".VnArial Narrow", tcvn3(false)),
            (".VnTimeH", tcvn3(true)),
            (".VnHelvetInsH", tcvn3(true)),
            ("VNI-Times", Some(LegacyFont { set: LegacySet::Vni, capitals: false })),
            ("Times New Roman", None),
            ("Vni", None),
            ("", None),
        ] {
            assert_eq!(LegacyFont::named(name), expected, "{name}");
        }
    }

    #[test]
    fn codes_become_letters_and_plain_text_stays() {
        let (texts, changed) = converted(time(), &["Tr\u{ad}êng", "Tªn ®Ò ¸n", "3.1.b", "Tên đề án"]);
        assert_eq!((texts, changed), (["Trường", "Tên đề án", "3.1.b", "Tên đề án"].map(str::to_owned).to_vec(), 2));
    }

    #[test]
    fn text_that_may_be_either_goes_with_the_majority_of_its_sheet() {
        // "chú" of Unicode and "chỳ" of TCVN3 are one and the same string.
        assert_eq!(converted(time(), &["Tªn ®Ò ¸n", "Ghi chú"]).0[1], "Ghi chỳ");
        assert_eq!(converted(time(), &["Tên đề án", "Ghi chú"]), (vec!["Tên đề án".into(), "Ghi chú".into()], 0));
        let vni = LegacyFont::named("VNI-Times").unwrap();
        assert_eq!(converted(vni, &["Teân ñeà aùn", "khoán"]).0[1], "khốn");
        assert_eq!(converted(vni, &["Tên đề án", "khoán"]).0[1], "khoán");
    }

    #[test]
    fn a_capitals_font_shows_small_letters_as_capitals() {
        let capitals = LegacyFont::named(".VnTimeH").unwrap();
        assert_eq!(converted(capitals, &["Céng hoµ x· héi"]).0, ["CỘNG HOÀ XÃ HỘI"]);
        assert_eq!(converted(capitals, &["stt", "®Ò ¸n"]), (vec!["STT".into(), "ĐỀ ÁN".into()], 2));
    }
}
