//! Units of money as tables state them: "Đơn vị tính: triệu đồng", "(tr.đ)", "1.000đ".

use crate::model::{MoneyUnit, text};

/// The words that may stand before "đồng" and say nothing of how many: those of the label itself, and "Việt Nam".
const LABEL: [&str; 12] = ["dvt", "tính", "tinh", "vị", "vi", "là", "la", "tiền", "tien", "phí", "phi", "nam"];

/// The unit of money that a text states: "Đơn vị tính: triệu đồng", "(tr.đ)", "1.000đ". A word before "đồng" that
/// is no known multiple leaves it unsaid: a thousandfold slip must never be silent.
pub fn stated_in(written: &str) -> Option<MoneyUnit> {
    let words = words(written);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let of_dong = (0..words.len()).find_map(|at| {
        // "trđ", "1.000đ" in one word; "triệu đồng", "1.000.000 đ" in several.
        let (glued, before) = (multiple_glued_to_dong(words[at]), &words[..at]);
        match glued {
            Some(glued) => Some(how_many(Some(glued), before)),
            None if is_dong(words[at]) => {
                let (last, earlier) = before.split_last().map_or((None, before), |(last, rest)| (Some(*last), rest));
                Some(how_many(last, earlier))
            }
            None => None,
        }
    });
    of_dong.unwrap_or_else(|| words.iter().find_map(|word| multiple(word).filter(|_| is_whole(word))))
}

/// Words in lower case, "đ" as "d": the abbreviations are written with either.
fn words(written: &str) -> Vec<String> {
    let tidy = text::tidy(written).to_lowercase();
    let words = tidy.split(|c: char| !c.is_alphanumeric() && c != '^').filter(|word| !word.is_empty());
    words.map(|word| word.replace('đ', "d")).collect()
}

/// Whether a word is this one, with its accents or without any: "ngân" is not "ngàn", "đông" is not "đồng".
fn is(word: &str, accented: &str, bare: &str) -> bool {
    word == accented || word == bare
}

fn is_dong(word: &str) -> bool {
    matches!(word, "d" | "vnd") || is(word, "dồng", "dong")
}

fn multiple(word: &str) -> Option<MoneyUnit> {
    if word == "tr" || is(word, "triệu", "trieu") {
        Some(MoneyUnit::Trieu)
    } else if matches!(word, "ng" | "ngh" | "n") || is(word, "nghìn", "nghin") || is(word, "ngàn", "ngan") {
        Some(MoneyUnit::Nghin)
    } else if is(word, "tỷ", "ty") || is(word, "tỉ", "ti") {
        Some(MoneyUnit::Ty)
    } else {
        None
    }
}

/// Whether a multiple is as clear alone as with "đồng": the abbreviations are not, nor is "ngan" without its accents,
/// which begins "ngân sách" as well.
fn is_whole(word: &str) -> bool {
    (word.chars().count() > 3 && word != "ngan") || matches!(word, "tỷ" | "tỉ")
}

/// What stands before "đồng" in the same word: "tr" of "trđ", "000" of "1.000đ".
fn multiple_glued_to_dong(word: &str) -> Option<&str> {
    let before = ["dồng", "dong", "vnd", "d"].iter().find_map(|dong| word.strip_suffix(dong))?;
    (!before.is_empty() && (is_digits(before) || multiple(before).is_some())).then_some(before)
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// How many đồng are meant by what stands last before "đồng", and by the digits before that: "1" and "000".
fn how_many(last: Option<&str>, earlier: &[&str]) -> Option<MoneyUnit> {
    let Some(last) = last.filter(|last| !LABEL.contains(last)) else { return Some(MoneyUnit::Dong) };
    if !is_digits(last) {
        return multiple(last);
    }
    let digits = earlier.len() - earlier.iter().rev().take_while(|word| is_digits(word)).count();
    match format!("{}{last}", earlier[digits..].concat()).as_str() {
        "1" => Some(MoneyUnit::Dong),
        "1000" => Some(MoneyUnit::Nghin),
        "1000000" => Some(MoneyUnit::Trieu),
        "1000000000" => Some(MoneyUnit::Ty),
        _ => None,
    }
}

/// The unit of money that a header states beside its own words: in parentheses, or as words that mean nothing else.
pub fn in_header(header: &str) -> Option<MoneyUnit> {
    match header.split_once('(') {
        Some((_, rest)) => stated_in(rest.split(')').next().unwrap_or(rest)),
        // "đồng" alone may be a community's; the other units cannot be mistaken.
        None => stated_in(header).filter(|unit| *unit != MoneyUnit::Dong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stated_units_of_money() {
        let cases = [
            ("Đơn vị tính: triệu đồng", Some(MoneyUnit::Trieu)),
            ("(tr.đ)", Some(MoneyUnit::Trieu)),
            ("ĐVT: 1.000đ", Some(MoneyUnit::Nghin)),
            ("nghìn đồng", Some(MoneyUnit::Nghin)),
            ("ngàn đồng", Some(MoneyUnit::Nghin)),
            ("tỷ đồng", Some(MoneyUnit::Ty)),
            ("Đơn vị tính: đồng", Some(MoneyUnit::Dong)),
            ("VNĐ", Some(MoneyUnit::Dong)),
            ("Tổng kinh phí (triệu đồng)", Some(MoneyUnit::Trieu)),
            ("Don vi tinh: trieu dong", Some(MoneyUnit::Trieu)),
            ("ĐVT: ng.đ", Some(MoneyUnit::Nghin)),
            ("ĐVT: ngh.đ", Some(MoneyUnit::Nghin)),
            ("ĐVT: ngđ", Some(MoneyUnit::Nghin)),
            ("ĐVT: 1.000 VNĐ", Some(MoneyUnit::Nghin)),
            ("ĐVT: 1.000.000 đồng", Some(MoneyUnit::Trieu)),
            ("ĐVT: trđ", Some(MoneyUnit::Trieu)),
            ("ĐVT: tr.đồng", Some(MoneyUnit::Trieu)),
            ("ĐVT, kinh phí: trieu dong", Some(MoneyUnit::Trieu)),
            ("ĐVT: triệu", Some(MoneyUnit::Trieu)),
            ("ĐVT: tỷ", Some(MoneyUnit::Ty)),
            ("Đơn vị tiền: đồng Việt Nam", Some(MoneyUnit::Dong)),
            ("Đơn vị tính: Việt Nam đồng", Some(MoneyUnit::Dong)),
            ("Số tiền bằng triệu đồng", Some(MoneyUnit::Trieu)),
            ("ĐVT: 10^6 đồng", None),
            ("ĐVT: T.đồng", None),
            ("ĐVT: trăm đồng", None),
            ("ĐVT: VNĐ", Some(MoneyUnit::Dong)),
            ("Đơn vị tính: tỷ đồng", Some(MoneyUnit::Ty)),
            ("Ngân sách tỉnh", None),
            ("NGAN SACH TINH", None),
            ("DVT: ngan dong", Some(MoneyUnit::Nghin)),
            ("ĐVT: 1.000.000.000 đ", Some(MoneyUnit::Ty)),
            ("ĐVT: 1 đồng", Some(MoneyUnit::Dong)),
            ("ĐVT: 1đ", Some(MoneyUnit::Dong)),
            ("ĐVT: ngh", None),
            ("Hỗ trợ sau Covid (triệu đồng)", Some(MoneyUnit::Trieu)),
            ("Biểu A1D (triệu đồng)", Some(MoneyUnit::Trieu)),
            ("Đơn vị tính", None),
            ("cơ sở", None),
        ];
        for (written, unit) in cases {
            assert_eq!(stated_in(written), unit, "{written}");
        }
    }

    #[test]
    fn headers_state_a_unit_only_beside_their_own_words() {
        assert_eq!(in_header("Tổng kinh phí (tr.đ)"), Some(MoneyUnit::Trieu));
        assert_eq!(in_header("Tổng kinh phí\n(triệu đồng)"), Some(MoneyUnit::Trieu));
        assert_eq!(in_header("Tổng kinh phí, triệu đồng"), Some(MoneyUnit::Trieu));
        assert_eq!(in_header("Ngân sách tỉnh"), None);
        assert_eq!(in_header("NGAN SACH TINH"), None);
        assert_eq!(in_header("Vốn đóng góp của cộng đồng"), None);
        assert_eq!(in_header("Tổng tiền đồng"), None);
        assert_eq!(in_header("NS tỉnh (nếu có)"), None);
    }

    proptest! {
        /// No text makes the look-up panic.
        #[test]
        fn any_text_is_answered(written in "\\PC{0,40}") {
            let _ = (stated_in(&written), in_header(&written));
        }
    }
}
