//! Units of money as tables state them: "Đơn vị tính: triệu đồng", "(tr.đ)", "1.000đ".

use crate::model::{MoneyUnit, text};

/// The unit of money that a text states: "Đơn vị tính: triệu đồng", "(tr.đ)", "1.000đ". A word before "đồng" that
/// is no known multiple leaves it unsaid: a thousandfold slip must never be silent.
pub fn stated_in(written: &str) -> Option<MoneyUnit> {
    let tidy = text::tidy(written).to_lowercase();
    let words: Vec<String> = tidy
        .split(|c: char| !c.is_alphanumeric() && c != '^')
        .filter(|word| !word.is_empty())
        .map(|word| word.replace('đ', "d"))
        .collect();
    // With its accents or without any: "ngân" is not "ngàn", "đông" is not "đồng".
    let said = |accents: &str, bare: &str, word: &str| word == accents || word == bare;
    let is_dong = |word: &str| matches!(word, "d" | "vnd") || said("dồng", "dong", word);
    let multiple = |word: &str| {
        if matches!(word, "tr") || said("triệu", "trieu", word) {
            Some(MoneyUnit::Trieu)
        } else if matches!(word, "ng" | "ngh" | "n") || said("nghìn", "nghin", word) || said("ngàn", "ngan", word) {
            Some(MoneyUnit::Nghin)
        } else if said("tỷ", "ty", word) || said("tỉ", "ti", word) {
            Some(MoneyUnit::Ty)
        } else {
            None
        }
    };
    // "trđ", "ngđ", "tr.đồng" in one word; "1.000đ" and "1.000.000 đ" by their digits.
    for (at, word) in words.iter().enumerate() {
        let bare = word
            .strip_suffix("dồng")
            .or(word.strip_suffix("dong"))
            .or(word.strip_suffix("vnd"))
            .or(word.strip_suffix('d'));
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let glued = bare.filter(|bare| !bare.is_empty() && (digits(bare) || multiple(bare).is_some()));
        if !is_dong(word) && glued.is_none() {
            continue;
        }
        let before = glued.map_or_else(|| at.checked_sub(1).map(|at| words[at].as_str()), Some);
        let from = if glued.is_some() { at } else { at.saturating_sub(1) };
        let number: String = words[..from]
            .iter()
            .rev()
            .take_while(|word| digits(word))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .cloned()
            .collect();
        return match before {
            Some(word) if multiple(word).is_some() => multiple(word),
            Some(word) if digits(word) => match format!("{number}{word}").as_str() {
                "1000" => Some(MoneyUnit::Nghin),
                "1000000" => Some(MoneyUnit::Trieu),
                "1000000000" => Some(MoneyUnit::Ty),
                "1" => Some(MoneyUnit::Dong),
                _ => None,
            },
            // The words of the label itself may stand before "đồng".
            Some("dvt" | "tính" | "tinh" | "vị" | "vi" | "là" | "la" | "tiền" | "tien" | "phí" | "phi") | None => {
                Some(MoneyUnit::Dong)
            }
            Some(_) => None,
        };
    }
    // "triệu", "nghìn", "tỷ" alone are as clear as with "đồng"; the abbreviations are not, nor is "ngan" without
    // its accents, which begins "ngân sách" as well.
    words.iter().find_map(|word| {
        let whole = (word.chars().count() > 3 && word != "ngan") || matches!(word.as_str(), "tỷ" | "tỉ");
        multiple(word).filter(|_| whole)
    })
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
