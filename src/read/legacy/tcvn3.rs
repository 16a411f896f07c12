//! TCVN 5712:1993, its third set (TCVN3, "ABC"): one byte a letter, for the `.Vn…` fonts.
//!
//! The set has no capitals with tone marks: they are typed in a capitals font (`.VnTimeH`), whose glyphs
//! show the codes of small letters as capitals.

/// The letters of the codes 0xA1 to 0xFE in the standard's order; a space where the set has none. The combining
/// marks of the standard (0xB0 to 0xB4) are no letters, and no keyboard types them.
const LETTERS: &str = concat!(
    // 0xA1
    "ĂÂÊÔƠƯĐăâêôơưđ ",
    // 0xB0
    "     àảãáạ ằẳẵắ ",
    // 0xC0
    "      ặầẩẫấậè ẻẽ",
    // 0xD0
    "éẹềểễếệìỉ   ĩíịò",
    // 0xE0
    " ỏõóọồổỗốộờởỡớợù",
    // 0xF0
    " ủũúụừửữứựỳỷỹýỵ",
);

/// The code of the first letter.
const FIRST: u32 = 0xa1;

/// The letter that a code stands for; codes reach a workbook as the Latin-1 characters of the same number.
pub(super) fn letter(code: char) -> Option<char> {
    let position = usize::try_from(u32::from(code).checked_sub(FIRST)?).ok()?;
    LETTERS.chars().nth(position).filter(|letter| *letter != ' ')
}

/// The text that codes stand for; nothing where one of them is a letter that the set does not have.
pub(super) fn decode(codes: &str, capitals: bool) -> Option<String> {
    let mut out = String::with_capacity(codes.len() * 2);
    for code in codes.chars() {
        match letter(code) {
            Some(letter) if capitals => out.extend(letter.to_uppercase()),
            Some(letter) => out.push(letter),
            None if code.is_ascii() && capitals => out.push(code.to_ascii_uppercase()),
            None if code.is_ascii() || !code.is_alphabetic() => out.push(code),
            None => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3 -c 'print(bytes(range(0xA1, 0xFF)))' | iconv -f TCVN5712-1 -t UTF-8` (GNU libc 2.36), a code a
    /// pair; its capitals with tone marks are of the standard's first set, which the fonts do not have, and its
    /// combining marks are left out.
    const BY_ICONV: &[(u8, char)] = &[
        (0xa1, 'Ă'),
        (0xa2, 'Â'),
        (0xa3, 'Ê'),
        (0xa4, 'Ô'),
        (0xa5, 'Ơ'),
        (0xa6, 'Ư'),
        (0xa7, 'Đ'),
        (0xa8, 'ă'),
        (0xa9, 'â'),
        (0xaa, 'ê'),
        (0xab, 'ô'),
        (0xac, 'ơ'),
        (0xad, 'ư'),
        (0xae, 'đ'),
        (0xb5, 'à'),
        (0xb6, 'ả'),
        (0xb7, 'ã'),
        (0xb8, 'á'),
        (0xb9, 'ạ'),
        (0xbb, 'ằ'),
        (0xbc, 'ẳ'),
        (0xbd, 'ẵ'),
        (0xbe, 'ắ'),
        (0xc6, 'ặ'),
        (0xc7, 'ầ'),
        (0xc8, 'ẩ'),
        (0xc9, 'ẫ'),
        (0xca, 'ấ'),
        (0xcb, 'ậ'),
        (0xcc, 'è'),
        (0xce, 'ẻ'),
        (0xcf, 'ẽ'),
        (0xd0, 'é'),
        (0xd1, 'ẹ'),
        (0xd2, 'ề'),
        (0xd3, 'ể'),
        (0xd4, 'ễ'),
        (0xd5, 'ế'),
        (0xd6, 'ệ'),
        (0xd7, 'ì'),
        (0xd8, 'ỉ'),
        (0xdc, 'ĩ'),
        (0xdd, 'í'),
        (0xde, 'ị'),
        (0xdf, 'ò'),
        (0xe1, 'ỏ'),
        (0xe2, 'õ'),
        (0xe3, 'ó'),
        (0xe4, 'ọ'),
        (0xe5, 'ồ'),
        (0xe6, 'ổ'),
        (0xe7, 'ỗ'),
        (0xe8, 'ố'),
        (0xe9, 'ộ'),
        (0xea, 'ờ'),
        (0xeb, 'ở'),
        (0xec, 'ỡ'),
        (0xed, 'ớ'),
        (0xee, 'ợ'),
        (0xef, 'ù'),
        (0xf1, 'ủ'),
        (0xf2, 'ũ'),
        (0xf3, 'ú'),
        (0xf4, 'ụ'),
        (0xf5, 'ừ'),
        (0xf6, 'ử'),
        (0xf7, 'ữ'),
        (0xf8, 'ứ'),
        (0xf9, 'ự'),
        (0xfa, 'ỳ'),
        (0xfb, 'ỷ'),
        (0xfc, 'ỹ'),
        (0xfd, 'ý'),
        (0xfe, 'ỵ'),
    ];

    #[test]
    fn every_code_agrees_with_iconv() {
        for code in 0xa0..=0xff_u8 {
            let expected = BY_ICONV.iter().find(|(other, _)| *other == code).map(|(_, letter)| *letter);
            assert_eq!(letter(char::from(code)), expected, "{code:#x}");
        }
    }

    /// The 67 letters of Vietnamese that are not of the Latin alphabet.
    const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

    #[test]
    fn every_letter_has_a_code_and_the_capitals_font_shows_it_as_a_capital() {
        assert_eq!(SMALL.chars().count(), 67);
        for small in SMALL.chars() {
            let (code, _) = BY_ICONV.iter().find(|(_, letter)| *letter == small).unwrap();
            let code = char::from(*code).to_string();
            assert_eq!(decode(&code, false), Some(small.to_string()));
            assert_eq!(decode(&code, true), Some(small.to_uppercase().to_string()));
        }
    }

    #[test]
    fn the_capitals_without_tones_stand_in_every_font() {
        assert_eq!(decode("\u{a1}\u{a2}\u{a3}\u{a4}\u{a5}\u{a6}\u{a7}", false).as_deref(), Some("ĂÂÊÔƠƯĐ"));
        assert_eq!(decode("\u{a1}\u{a2}\u{a3}\u{a4}\u{a5}\u{a6}\u{a7}", true).as_deref(), Some("ĂÂÊÔƠƯĐ"));
    }

    #[test]
    fn a_sentence_with_its_soft_hyphen() {
        assert_eq!(decode("§¨ng ký ®Ò ¸n n¨m 2023", false).as_deref(), Some("Đăng ký đề án năm 2023"));
        assert_eq!(decode("Tr\u{ad}êng", false).as_deref(), Some("Trường"));
        assert_eq!(decode("Tr\u{ad}êng", true).as_deref(), Some("TRƯỜNG"));
    }

    #[test]
    fn a_letter_that_the_set_does_not_have_is_of_another_one() {
        assert_eq!(decode("Bàn", false), None);
        assert_eq!(decode("Đề án", false), None);
        assert_eq!(decode("M¸y – 5 m\u{b2}", false).as_deref(), Some("Máy – 5 m\u{b2}"));
    }
}
