//! Vietnamese text for matching: accents, case, spaces and punctuation taken away, in steps.
//!
//! Nothing here changes what is shown: messages quote what was written.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The remark that the form prints under its table: every form carries it, so a reader passes it over.
pub const FORM_REMARK: &str =
    "Lưu ý: mỗi dòng là một đề án; mã nhiệm vụ và định mức xem trang \"Định mức\", cách điền xem trang \"Hướng dẫn\".";

/// NFC, outer white space trimmed, inner white space folded to one space.
pub fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    // Not by ASCII's white space, to which a vertical tab (Word's line break) is none.
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        // Nearly all text is composed already, and composing is dear.
        if is_nfc_quick(word.chars()) == IsNormalized::Yes {
            out.extend(word.chars().map(our_letter));
        } else {
            out.extend(word.nfc().map(our_letter));
        }
    }
    out
}

/// Whether a reader sees nothing in a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

const fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a text is for sure as [`tidy`] leaves it, told without looking at how letters are composed: nearly every
/// cell is, and every cell is asked.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    let plain = text.chars().all(|c| {
        let space = c == ' ';
        let stands = if space { !after_space } else { is_composed(c) && !is_space(c) };
        after_space = space;
        stands
    });
    plain && !text.ends_with(' ')
}

/// Letters of Vietnamese and what lies around them: no mark that composes, and none that [`our_letter`] changes.
const fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1ea0}'..='\u{1ef9}') && !matches!(c, 'Ð' | 'Ɖ' | 'ð' | 'ɖ')
}

/// The Icelandic and the African letter look like ours, and keyboards type them.
const fn our_letter(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}

/// Marks of width zero that offices paste in without seeing them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// With a capital at its head: "huyện, thành phố" as "Huyện, thành phố".
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Lower case without accents, tidy: "Đơn vị  thụ hưởng" as "don vi thu huong".
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let tidied: Cow<'_, str> = if is_tidy(text) { text.into() } else { tidy(text).into() };
    for c in tidied.chars() {
        push_folded(c, &mut out);
    }
    out
}

/// The letters of a character without marks, in lower case.
fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if let Some(letter) = VIETNAMESE.get(c as usize - 0x80).filter(|letter| **letter != 0) {
        out.push(char::from(*letter));
    } else {
        push_decomposed(c, out);
    }
}

/// The same, by the tables of Unicode.
fn push_decomposed(c: char, out: &mut String) {
    let mut push = |c: char| {
        for lower in c.to_lowercase() {
            out.push(match lower {
                'đ' => 'd',
                '–' | '—' | '‑' => '-',
                other => other,
            });
        }
    };
    // The order of marks is no matter where all of them go.
    decompose_canonical(c, |part| {
        if !is_combining_mark(part) {
            push(part);
        }
    });
}

/// What the characters from U+0080 to the last Vietnamese letter fold to, where it is one letter of ASCII; 0 for all
/// others. Every cell of every file is folded, several times.
static VIETNAMESE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folded = |code: u32| {
        let mut out = String::new();
        if let Some(c) = char::from_u32(code) {
            push_decomposed(c, &mut out);
        }
        if let [letter] = out.as_bytes() { *letter } else { 0 }
    };
    (0x80..=0x1ef9).map(folded).collect()
});

/// Words of letters and digits, lower case, without accents: "CT.TNHH-MTV" as "ct", "tnhh", "mtv".
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters and digits only, lower case, without accents: "Số TT" and "sott" are one.
pub fn key(text: &str) -> String {
    let mut out = fold(text);
    out.retain(char::is_alphanumeric);
    out
}

/// Letters and digits only, lower case, **with** accents; tone marks moved to one place, so that
/// "hòa" and "hoà" are one while "Tam Dương" is not "Tam Đường".
pub fn accented_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut tone: Option<char> = None;
    let flush = |out: &mut String, tone: &mut Option<char>| {
        if let Some(mark) = tone.take() {
            out.push(mark);
        }
    };
    for c in tidy(text).to_lowercase().nfd() {
        if matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            tone = Some(c);
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            out.push(c);
        } else {
            // The tone goes to the end of its syllable, wherever the writer put it.
            flush(&mut out, &mut tone);
        }
    }
    flush(&mut out, &mut tone);
    out
}

/// Whether a text says some words, as whole words one after the other; with accents, where the text has any.
pub fn says(written: &str, words: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (said, wanted): (Vec<String>, Vec<String>) = if has_accents(written) {
        let accented = |text: &str| split(&tidy(text)).iter().map(|word| accented_key(word)).collect();
        (accented(written), accented(words))
    } else {
        (split(&fold(written)), split(&fold(words)))
    };
    !wanted.is_empty() && said.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether any letter carries a Vietnamese accent.
pub fn has_accents(text: &str) -> bool {
    text.nfd().any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_text_are_one() {
        let composed = "Đơn vị thụ hưởng";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(tidy(&decomposed), composed);
        assert_eq!(key(&decomposed), "donvithuhuong");
        assert_eq!(accented_key(&decomposed), accented_key(composed));
    }

    #[test]
    fn the_short_ways_come_to_what_the_tables_of_unicode_say() {
        let every = ('\0'..='\u{2fff}').chain(['\u{feff}', '\u{ac00}', '\u{1f600}']);
        for c in every {
            for text in [format!("{c}"), format!("a{c}b"), format!("{c} {c}"), format!("e{c}\u{301} ")] {
                let slow: Vec<String> = text
                    .split(is_space)
                    .filter(|word| !word.is_empty())
                    .map(|word| word.nfc().map(our_letter).collect())
                    .collect();
                let slow = slow.join(" ");
                assert_eq!(tidy(&text), slow, "U+{:04X}", u32::from(c));
                assert_eq!(is_blank(&text), slow.is_empty(), "U+{:04X}", u32::from(c));
                let mut folded = String::new();
                for c in slow.chars() {
                    if c.is_ascii() { folded.push(c.to_ascii_lowercase()) } else { push_decomposed(c, &mut folded) }
                }
                assert_eq!(fold(&text), folded, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn letters_that_only_look_like_ours_are_ours() {
        assert_eq!(tidy("III.4.1.ð Ðề án"), "III.4.1.đ Đề án");
    }

    #[test]
    fn spaces_of_every_kind_fold_to_one() {
        assert_eq!(tidy("\u{a0} Tổng \u{2009}\n kinh\u{200b}phí "), "Tổng kinh phí");
        assert_eq!(tidy("KC\u{b}QG"), "KC QG");
        assert_eq!(tidy("Tổng\u{b}kinh phí"), "Tổng kinh phí");
    }

    #[test]
    fn the_place_of_a_tone_mark_is_no_difference_but_the_letter_is() {
        assert_eq!(accented_key("hòa bình"), accented_key("hoà bình"));
        assert_eq!(accented_key("Thủy"), accented_key("Thuỷ"));
        assert_ne!(accented_key("Tam Dương"), accented_key("Tam Đường"));
        assert_eq!(key("Tam Dương"), key("Tam Đường"));
    }

    #[test]
    fn whole_words_are_said_with_accents_where_there_are_any() {
        assert!(says("Đầu tư DÂY CHUYỀN sấy", "dây chuyền"));
        assert!(says("Dau tu day chuyen say", "dây chuyền"));
        assert!(says("dây-chuyền", "dây chuyền"));
        for other in ["Dạy chuyên đề", "dây chuyềnn", "chuyền dây", ""] {
            assert!(!says(other, "dây chuyền"), "{other}");
        }
        assert!(!says("gì cũng được", ""));
    }

    #[test]
    fn accents_are_seen() {
        assert!(has_accents("Đ") && has_accents("e\u{301}"));
        assert!(!has_accents("Tan Uyen 3.1.b"));
    }
}
