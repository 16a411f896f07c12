//! Numbers written as text, after Vietnamese usage: "1.200" is twelve hundred, "12,5" twelve and a half.

use rust_decimal::Decimal;

use crate::model::{Fault, MoneyUnit, text};

/// A number read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The number, in `unit` where one is written beside it.
    pub value: Decimal,
    /// The unit of money that the text itself states ("300tr", "1,2 tỷ").
    pub unit: Option<MoneyUnit>,
    /// Decimals typed: what the last digit stands for.
    pub decimals: u32,
}

/// What follows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    /// Money: only a unit of money may follow.
    Money,
    /// A count: words may follow ("01 cơ sở", "30 người/lớp").
    Words,
}

/// Reads a number written as text; nothing where the text is blank.
///
/// # Errors
/// [`Fault::NotANumber`], or [`Fault::Ambiguous`] with both readings in the unit that is written or implied.
pub fn read(written: &str, suffix: Suffix) -> Result<Option<Written>, Fault> {
    let plain = plain(written);
    if plain.is_empty() {
        return Ok(None);
    }
    if matches!(plain.as_str(), "-" | "–" | "—" | "−") {
        return Ok(Some(Written { value: Decimal::ZERO, unit: None, decimals: 0 }));
    }
    let (negative, rest) = sign(&plain);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    let digits = digits.trim().trim_end_matches(['.', ',']);
    let unit = match suffix {
        Suffix::Money if tail.trim().is_empty() => None,
        Suffix::Money => Some(unit_suffix(tail).ok_or(Fault::NotANumber)?),
        Suffix::Words if tail.chars().any(|c| c.is_ascii_digit()) => return Err(Fault::NotANumber),
        Suffix::Words => None,
    };
    let signed = |value: Decimal| if negative { -value } else { value };
    match body(digits)? {
        Body::One(value, decimals) => Ok(Some(Written { value: signed(value), unit, decimals })),
        Body::Two(small, large) => Err(Fault::Ambiguous(signed(small), signed(large))),
    }
}

/// Tidy text with plain digits: full-width digits folded, a leading apostrophe gone.
fn plain(written: &str) -> String {
    let tidy: String = text::tidy(written)
        .chars()
        .map(|c| match c {
            '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c),
            '\u{ff0e}' => '.',
            '\u{ff0c}' => ',',
            other => other,
        })
        .collect();
    tidy.trim_start_matches(['\'', '’']).trim().to_owned()
}

/// The sign and what follows it: a minus, or parentheses as accountants write.
fn sign(plain: &str) -> (bool, &str) {
    if let Some(inner) = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, inner.trim());
    }
    if let Some(rest) = plain.strip_prefix(['-', '−', '–']) {
        return (true, rest.trim_start());
    }
    (false, plain.strip_prefix('+').unwrap_or(plain).trim_start())
}

/// The unit of money written after a number.
fn unit_suffix(tail: &str) -> Option<MoneyUnit> {
    let word: String = text::fold(tail).chars().filter(|c| c.is_alphanumeric()).collect();
    match word.as_str() {
        "d" | "dong" | "vnd" | "vnđ" => Some(MoneyUnit::Dong),
        "k" | "n" | "ng" | "nghin" | "ngan" | "nghindong" | "ngandong" | "nd" => Some(MoneyUnit::Nghin),
        "tr" | "trd" | "trieu" | "trieudong" | "trdong" => Some(MoneyUnit::Trieu),
        "ty" | "ti" | "tydong" | "tidong" | "tyd" => Some(MoneyUnit::Ty),
        _ => None,
    }
}

enum Body {
    One(Decimal, u32),
    /// Decimal and thousands reading.
    Two(Decimal, Decimal),
}

fn body(digits: &str) -> Result<Body, Fault> {
    let spaced = digits.trim().contains(' ');
    let digits = join_groups(digits)?;
    let (dots, commas) = (digits.matches('.').count(), digits.matches(',').count());
    match (dots, commas) {
        (0, 0) => one(&digits, ""),
        // Both: the one that comes last and stands once is the decimal sign.
        (_, 1) if digits.rfind(',') > digits.rfind('.') && dots > 0 => split_both(&digits, '.', ','),
        (1, _) if digits.rfind('.') > digits.rfind(',') && commas > 0 => split_both(&digits, ',', '.'),
        (1, 0) => match digits.split_once('.') {
            // Thousands come in threes: 1.200 is twelve hundred, 1.50 one and a half.
            Some((whole, rest)) if is_group(whole, rest) => one(&format!("{whole}{rest}"), ""),
            // "1 200.300" sets thousands off by a space: the dot may do so too, or stand before decimals.
            Some((whole, rest)) if spaced && rest.len() == 3 => two(whole, rest),
            Some((whole, rest)) => one(whole, rest),
            None => Err(Fault::NotANumber),
        },
        (0, 1) => match digits.split_once(',') {
            // 1,500 may come from an English-speaking spreadsheet.
            Some((whole, rest)) if is_group(whole, rest) => two(whole, rest),
            Some((whole, rest)) => one(whole, rest),
            None => Err(Fault::NotANumber),
        },
        (_, 0) => grouped(&digits, '.').and_then(|whole| one(&whole, "")),
        (0, _) => grouped(&digits, ',').and_then(|whole| one(&whole, "")),
        _ => Err(Fault::NotANumber),
    }
}

/// Spaces may only stand between groups of three ("1 200 000"), or after a separator by a slip of the hand.
fn join_groups(digits: &str) -> Result<String, Fault> {
    let groups: Vec<&str> = digits.split(' ').filter(|group| !group.is_empty()).collect();
    let [first, rest @ ..] = groups.as_slice() else { return Err(Fault::NotANumber) };
    let threes = rest.iter().enumerate().all(|(at, group)| {
        let whole = group.split([',', '.']).next().unwrap_or_default();
        let last = at + 1 == rest.len();
        whole.len() == 3 && (last || group.len() == 3)
    });
    // A separator may stand behind the first group, never within it: "1.2 300" is no number.
    let leading = first.strip_suffix(['.', ',']).unwrap_or(first);
    let sound = leads(leading) && leading.bytes().all(|digit| digit.is_ascii_digit());
    if !threes || (!rest.is_empty() && !sound) {
        return Err(Fault::NotANumber);
    }
    Ok(groups.concat())
}

fn is_group(whole: &str, rest: &str) -> bool {
    rest.len() == 3 && leads(whole)
}

/// Whether these digits may stand before a group of three: no one sets off a zero.
fn leads(first: &str) -> bool {
    (1..=3).contains(&first.len()) && !first.starts_with('0')
}

/// The whole part of a number whose thousands are set off by `separator`.
fn grouped(whole: &str, separator: char) -> Result<String, Fault> {
    let groups: Vec<&str> = whole.split(separator).collect();
    let [first, rest @ ..] = groups.as_slice() else { return Err(Fault::NotANumber) };
    if !leads(first) || rest.iter().any(|group| group.len() != 3) {
        return Err(Fault::NotANumber);
    }
    Ok(groups.concat())
}

fn split_both(digits: &str, thousands: char, point: char) -> Result<Body, Fault> {
    let (whole, rest) = digits.split_once(point).ok_or(Fault::NotANumber)?;
    one(&grouped(whole, thousands)?, rest)
}

fn one(whole: &str, rest: &str) -> Result<Body, Fault> {
    let decimals = u32::try_from(rest.len()).map_err(|_| Fault::TooLarge)?;
    Ok(Body::One(decimal(whole, rest)?, decimals))
}

fn two(whole: &str, rest: &str) -> Result<Body, Fault> {
    Ok(Body::Two(decimal(whole, rest)?, decimal(&format!("{whole}{rest}"), "")?))
}

/// How many digits may stand on either side of the decimal sign; no budget needs as many.
const MOST_DIGITS: usize = 20;

/// The number of these digits before and behind the decimal sign.
fn decimal(whole: &str, rest: &str) -> Result<Decimal, Fault> {
    if whole.len() > MOST_DIGITS || rest.len() > MOST_DIGITS {
        return Err(Fault::TooLarge);
    }
    let plain = format!("0{whole}.{rest}");
    plain.parse::<Decimal>().map(|value| value.normalize()).map_err(|_| Fault::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(written: &str) -> String {
        read(written, Suffix::Money).unwrap().unwrap().value.to_string()
    }

    #[test]
    fn vietnamese_usage() {
        let cases = [
            ("300", "300"),
            ("1.200", "1200"),
            ("1.200.000", "1200000"),
            ("1.200,5", "1200.5"),
            ("12,5", "12.5"),
            ("1.5", "1.5"),
            ("1.50", "1.5"),
            ("0.500", "0.5"),
            ("0,125", "0.125"),
            ("1234.567", "1234.567"),
            ("1,200,000", "1200000"),
            ("1,200.5", "1200.5"),
            ("1 200 000", "1200000"),
            ("1\u{a0}200,5", "1200.5"),
            ("1\u{202f}200", "1200"),
            ("'300", "300"),
            ("３００", "300"),
            ("(300)", "-300"),
            ("-12,5", "-12.5"),
            ("−5", "-5"),
            ("-", "0"),
            ("–", "0"),
            (" 300 ", "300"),
            ("1. 200", "1200"),
            ("123. 456", "123456"),
            ("300 .", "300"),
            (",5", "0.5"),
        ];
        for (written, expected) in cases {
            assert_eq!(value(written), expected, "{written}");
        }
    }

    #[test]
    fn units_of_money_beside_the_number() {
        let cases = [
            ("300tr", "300", MoneyUnit::Trieu),
            ("300 triệu", "300", MoneyUnit::Trieu),
            ("300 triệu đồng", "300", MoneyUnit::Trieu),
            ("1,2 tỷ", "1.2", MoneyUnit::Ty),
            ("300.000.000đ", "300000000", MoneyUnit::Dong),
            ("300.000.000 đồng", "300000000", MoneyUnit::Dong),
            ("500 nghìn đồng", "500", MoneyUnit::Nghin),
        ];
        for (written, expected, unit) in cases {
            let read = read(written, Suffix::Money).unwrap().unwrap();
            assert_eq!((read.value.to_string().as_str(), read.unit), (expected, Some(unit)), "{written}");
        }
    }

    #[test]
    fn a_comma_before_three_digits_has_two_readings() {
        assert_eq!(read("1,500", Suffix::Money), Err(Fault::Ambiguous("1.5".parse().unwrap(), Decimal::from(1500))));
        let spaced = Fault::Ambiguous("1200.3".parse().unwrap(), Decimal::from(1_200_300));
        assert_eq!(read("1 200.300", Suffix::Money), Err(spaced), "a dot after a space");
        assert_eq!(value("1 200,300"), "1200.3", "a comma after a space is before decimals");
        assert_eq!(value("0,500"), "0.5");
        assert_eq!(value("1500,500"), "1500.5");
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        let none = [
            "ba trăm",
            "300 cái",
            "12 34",
            "1.2.3",
            "1.20.300",
            "x",
            "3.1.b",
            "1..2",
            "300/2",
            "10%",
            ",",
            "300 . 5",
            ". 300",
            ",5 300",
            "1.2 300",
            "0 222",
            "0.222.333",
            "00 222.333",
        ];
        for written in none {
            assert_eq!(read(written, Suffix::Money), Err(Fault::NotANumber), "{written}");
        }
        assert_eq!(read("  ", Suffix::Money), Ok(None));
    }

    #[test]
    fn counts_may_carry_words() {
        let read = |written| read(written, Suffix::Words).unwrap().unwrap().value.to_string();
        assert_eq!(read("01 cơ sở"), "1");
        assert_eq!(read("30 người/lớp"), "30");
        assert_eq!(read("1,5"), "1.5");
        assert_eq!(super::read("30 người/2 lớp", Suffix::Words), Err(Fault::NotANumber));
    }

    #[test]
    fn twenty_digits_on_either_side_are_the_most() {
        let digits = |count| "9".repeat(count);
        assert_eq!(value(&digits(20)), digits(20));
        assert_eq!(read(&digits(21), Suffix::Money), Err(Fault::TooLarge));
        assert_eq!(value(&format!("0,{}", digits(20))), format!("0.{}", digits(20)));
        assert_eq!(read(&format!("0,{}", digits(21)), Suffix::Money), Err(Fault::TooLarge));
    }

    proptest! {
        /// Any whole number in any usual spelling reads the same.
        #[test]
        fn spellings_of_a_number_agree(whole in 0_u64..1_000_000_000_000, cents in 1_u8..100) {
            let plain = whole.to_string();
            let grouped = |separator: &str| {
                let mut groups: Vec<String> = plain.as_bytes().rchunks(3).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
                groups.reverse();
                groups.join(separator)
            };
            let expected = Decimal::from(whole);
            for written in [plain.clone(), grouped("."), grouped(" "), grouped("\u{a0}"), format!("'{plain}"), format!("{} đồng", grouped("."))] {
                prop_assert_eq!(read(&written, Suffix::Money).unwrap().unwrap().value, expected, "{}", written);
            }
            let fraction = Decimal::from(whole) + Decimal::new(i64::from(cents), 2);
            let written = format!("{},{cents:02}", grouped("."));
            prop_assert_eq!(read(&written, Suffix::Money).unwrap().unwrap().value, fraction, "{}", written);
        }

        /// No text makes the parser panic.
        #[test]
        fn any_text_is_answered(written in "\\PC{0,40}") {
            let _ = read(&written, Suffix::Money);
            let _ = read(&written, Suffix::Words);
        }
    }
}
