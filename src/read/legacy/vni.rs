//! VNI for Windows, for the `VNI-…` fonts: a Latin letter followed by a mark of its own code, or one code.

use unicode_normalization::UnicodeNormalization;

/// Codes that are a letter by themselves, small; a capital has the capital code.
const LETTERS: [(char, char); 9] =
    [('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('ô', 'ơ'), ('ö', 'ư'), ('î', 'ỵ'), ('ñ', 'đ')];

/// Codes that mark the letter before them, small; a capital letter has the capital code. With each the letters
/// that it may follow and the combining marks that it stands for.
const MARKS: [(char, &str, &str); 17] = [
    ('ù', "aeoôuöy", "\u{301}"),
    ('ø', "aeoôuöy", "\u{300}"),
    ('û', "aeoôuöy", "\u{309}"),
    ('õ', "aeoôuöy", "\u{303}"),
    ('ï', "aeoôuö", "\u{323}"),
    ('â', "aeo", "\u{302}"),
    ('á', "aeo", "\u{302}\u{301}"),
    ('à', "aeo", "\u{302}\u{300}"),
    ('å', "aeo", "\u{302}\u{309}"),
    ('ã', "aeo", "\u{302}\u{303}"),
    ('ä', "aeo", "\u{302}\u{323}"),
    ('ê', "a", "\u{306}"),
    ('é', "a", "\u{306}\u{301}"),
    ('è', "a", "\u{306}\u{300}"),
    ('ú', "a", "\u{306}\u{309}"),
    ('ü', "a", "\u{306}\u{303}"),
    ('ë', "a", "\u{306}\u{323}"),
];

/// Every code that Latin text has no use for or uses otherwise.
pub(super) fn is_code(code: char) -> bool {
    let small = small(code);
    single(small).is_some() || MARKS.iter().any(|(mark, ..)| *mark == small)
}

/// The text that codes stand for; nothing where a mark follows a letter that it cannot mark, or where a letter
/// is none of VNI's.
pub(super) fn decode(codes: &str) -> Option<String> {
    let mut out = String::with_capacity(codes.len() * 2);
    let mut before = ' ';
    for code in codes.chars() {
        let small = small(code);
        if let Some((_, bases, marks)) = MARKS.iter().find(|(mark, ..)| *mark == small) {
            // The case is the letter's: functions like PROPER leave a small mark after a capital.
            if !bases.contains(self::small(before)) {
                return None;
            }
            out.push_str(marks);
        } else if let Some(letter) = single(small) {
            if small == code { out.push(letter) } else { out.extend(letter.to_uppercase()) }
        } else if code.is_ascii() || !code.is_alphabetic() {
            out.push(code);
        } else {
            return None;
        }
        before = code;
    }
    Some(out.nfc().collect())
}

fn single(small: char) -> Option<char> {
    LETTERS.iter().find(|(code, _)| *code == small).map(|(_, letter)| *letter)
}

/// The small code of a capital one; small and capital codes differ as in Latin-1.
fn small(code: char) -> char {
    code.to_lowercase().next().unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every Vietnamese letter that is not of the Latin alphabet, small and capital, as VNI's keyboard types it:
    /// typed by hand from the table of VNI for Windows.
    #[rustfmt::skip]
    const BY_HAND: [(&str, &str); 134] = [
        ("à", "aø"), ("ả", "aû"), ("ã", "aõ"), ("á", "aù"), ("ạ", "aï"),
        ("ă", "aê"), ("ằ", "aè"), ("ẳ", "aú"), ("ẵ", "aü"), ("ắ", "aé"), ("ặ", "aë"),
        ("â", "aâ"), ("ầ", "aà"), ("ẩ", "aå"), ("ẫ", "aã"), ("ấ", "aá"), ("ậ", "aä"),
        ("đ", "ñ"),
        ("è", "eø"), ("ẻ", "eû"), ("ẽ", "eõ"), ("é", "eù"), ("ẹ", "eï"),
        ("ê", "eâ"), ("ề", "eà"), ("ể", "eå"), ("ễ", "eã"), ("ế", "eá"), ("ệ", "eä"),
        ("ì", "ì"), ("ỉ", "æ"), ("ĩ", "ó"), ("í", "í"), ("ị", "ò"),
        ("ò", "oø"), ("ỏ", "oû"), ("õ", "oõ"), ("ó", "où"), ("ọ", "oï"),
        ("ô", "oâ"), ("ồ", "oà"), ("ổ", "oå"), ("ỗ", "oã"), ("ố", "oá"), ("ộ", "oä"),
        ("ơ", "ô"), ("ờ", "ôø"), ("ở", "ôû"), ("ỡ", "ôõ"), ("ớ", "ôù"), ("ợ", "ôï"),
        ("ù", "uø"), ("ủ", "uû"), ("ũ", "uõ"), ("ú", "uù"), ("ụ", "uï"),
        ("ư", "ö"), ("ừ", "öø"), ("ử", "öû"), ("ữ", "öõ"), ("ứ", "öù"), ("ự", "öï"),
        ("ỳ", "yø"), ("ỷ", "yû"), ("ỹ", "yõ"), ("ý", "yù"), ("ỵ", "î"),
        ("À", "AØ"), ("Ả", "AÛ"), ("Ã", "AÕ"), ("Á", "AÙ"), ("Ạ", "AÏ"),
        ("Ă", "AÊ"), ("Ằ", "AÈ"), ("Ẳ", "AÚ"), ("Ẵ", "AÜ"), ("Ắ", "AÉ"), ("Ặ", "AË"),
        ("Â", "AÂ"), ("Ầ", "AÀ"), ("Ẩ", "AÅ"), ("Ẫ", "AÃ"), ("Ấ", "AÁ"), ("Ậ", "AÄ"),
        ("Đ", "Ñ"),
        ("È", "EØ"), ("Ẻ", "EÛ"), ("Ẽ", "EÕ"), ("É", "EÙ"), ("Ẹ", "EÏ"),
        ("Ê", "EÂ"), ("Ề", "EÀ"), ("Ể", "EÅ"), ("Ễ", "EÃ"), ("Ế", "EÁ"), ("Ệ", "EÄ"),
        ("Ì", "Ì"), ("Ỉ", "Æ"), ("Ĩ", "Ó"), ("Í", "Í"), ("Ị", "Ò"),
        ("Ò", "OØ"), ("Ỏ", "OÛ"), ("Õ", "OÕ"), ("Ó", "OÙ"), ("Ọ", "OÏ"),
        ("Ô", "OÂ"), ("Ồ", "OÀ"), ("Ổ", "OÅ"), ("Ỗ", "OÃ"), ("Ố", "OÁ"), ("Ộ", "OÄ"),
        ("Ơ", "Ô"), ("Ờ", "ÔØ"), ("Ở", "ÔÛ"), ("Ỡ", "ÔÕ"), ("Ớ", "ÔÙ"), ("Ợ", "ÔÏ"),
        ("Ù", "UØ"), ("Ủ", "UÛ"), ("Ũ", "UÕ"), ("Ú", "UÙ"), ("Ụ", "UÏ"),
        ("Ư", "Ö"), ("Ừ", "ÖØ"), ("Ử", "ÖÛ"), ("Ữ", "ÖÕ"), ("Ứ", "ÖÙ"), ("Ự", "ÖÏ"),
        ("Ỳ", "YØ"), ("Ỷ", "YÛ"), ("Ỹ", "YÕ"), ("Ý", "YÙ"), ("Ỵ", "Î"),
    ];

    #[test]
    fn every_letter_in_both_cases() {
        for (letter, codes) in BY_HAND {
            assert_eq!(decode(codes).as_deref(), Some(letter), "{codes}");
        }
        let distinct: std::collections::BTreeSet<&str> = BY_HAND.iter().map(|(_, codes)| *codes).collect();
        assert_eq!(distinct.len(), BY_HAND.len());
    }

    #[test]
    fn letters_that_stand_side_by_side_are_not_taken_for_one() {
        // "khoá", "thuê", "người", "hoạt động": a vowel before a marked one.
        assert_eq!(decode("khoaù thueâ ngöôøi hoaït ñoäng").as_deref(), Some("khoá thuê người hoạt động"));
        assert_eq!(decode("UBND HUYEÄN PHONG THOÅ").as_deref(), Some("UBND HUYỆN PHONG THỔ"));
    }

    #[test]
    fn a_small_mark_after_a_capital_is_the_capitals() {
        assert_eq!(decode("Aán phaåm").as_deref(), Some("Ấn phẩm"));
    }

    #[test]
    fn a_mark_that_marks_nothing_is_of_another_set() {
        assert_eq!(decode("sáng"), None);
        assert_eq!(decode("Tổng số"), None);
        assert_eq!(decode("Toång – 3").as_deref(), Some("Tổng – 3"));
    }
}
