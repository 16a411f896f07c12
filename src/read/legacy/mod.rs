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

/// A part of a cell's text in one font.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Its text.
    pub text: String,
    /// Its font, where that is a legacy one.
    pub font: Option<LegacyFont>,
    /// Whether it names a font of its own; one that does not has the cell's.
    pub named: bool,
}

impl Run {
    /// The whole text of a cell in the cell's own font.
    pub fn whole(text: &str, font: LegacyFont) -> Self {
        Self { text: text.to_owned(), font: Some(font), named: true }
    }

    /// The run as it stands in a cell of this font.
    pub fn within(&self, cell: Option<LegacyFont>) -> Self {
        Self { font: if self.named { self.font } else { cell }, ..self.clone() }
    }

    fn evidence(&self) -> Option<Evidence> {
        self.font.map(|font| evidence(font, &self.text))
    }

    /// Its letters and its set, where it holds codes.
    fn decoded(&self, undecided_are_legacy: bool) -> Option<(String, LegacySet)> {
        let font = self.font?;
        let is_undecided = self.evidence() == Some(Evidence::Neither);
        let text = font.decode(&self.text).filter(|text| *text != self.text)?;
        (undecided_are_legacy || !is_undecided).then_some((text, font.set))
    }
}

/// Converts the text of a sheet's cells that stand in legacy fonts, and keeps which ones were changed.
///
/// Offices go on typing Unicode in a sheet whose cells still carry the old font. Such a text is left alone where
/// its letters tell; where they do not, it goes with the majority of the sheet's texts in these fonts that do.
pub fn convert(sheet: &mut Sheet, cells: &[(CellRef, Vec<Run>)]) {
    let runs = || cells.iter().flat_map(|(_, runs)| runs);
    let count = |of: Evidence| runs().filter(|run| run.evidence() == Some(of)).count();
    let undecided_are_legacy = count(Evidence::Legacy) >= count(Evidence::Unicode);
    for (at, runs) in cells {
        let is_text = sheet.cell(*at).is_some_and(|cell| matches!(cell.content, Content::Text(_)));
        let decoded: Vec<_> = runs.iter().map(|run| run.decoded(undecided_are_legacy)).collect();
        let Some(set) = decoded.iter().flatten().map(|(_, set)| *set).next().filter(|_| is_text) else { continue };
        let letters = |(run, decoded): (&Run, Option<(String, LegacySet)>)| {
            decoded.map_or_else(|| run.text.clone(), |(text, _)| text)
        };
        let text = runs.iter().zip(decoded).map(letters).collect();
        sheet.set_content(*at, Content::Text(text));
        sheet.converted.push((*at, set));
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
        let run = |(row, text): (u32, &&str)| (CellRef::new(row, 0), vec![Run::whole(text, font)]);
        let cells: Vec<_> = (0..).zip(texts).map(run).collect();
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
