//! Numbers in the decision's words: "01 cụm", "30 người/lớp", "không quá 1.000 triệu đồng/mô hình", "80% giá thuê".

use std::fmt;

use rust_decimal::Decimal;

use super::equation::Equation;
use crate::model::number::vietnamese;
use crate::model::{Money, MoneyUnit};
use crate::programme::Task;

/// The quantity of a task against the words of its target.
pub(super) fn quantity(task: &Task, target: Decimal) -> Equation {
    let stated = format!("{} {}", vietnamese(target), task.measure);
    Equation::words("số lượng", stated, &task.target_text, say(&task.target_text, target, &task.measure))
}

/// Whether the words hold the number, followed by what it counts.
pub(super) fn say(words: &str, number: Decimal, of: &str) -> bool {
    let of = of.to_lowercase();
    numbers(&words.to_lowercase()).any(|(said, rest)| said == number && rest.starts_with(&of))
}

/// Whether the words hold the amount, in any unit of money.
pub(super) fn say_money(words: &str, amount: Money) -> bool {
    figures(words).contains(&Figure::Money(amount))
}

/// A number of the words that limits support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// "30%"
    Percent(Decimal),
    /// "300 triệu đồng"
    Money(Money),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(percent) => write!(f, "{}%", vietnamese(*percent)),
            Self::Money(amount) => amount.fmt(f),
        }
    }
}

/// Every percentage and every amount of the words.
pub(super) fn figures(words: &str) -> Vec<Figure> {
    let figure = |(said, rest): (Decimal, &str)| {
        if rest.starts_with('%') {
            return Some(Figure::Percent(said));
        }
        let unit = MoneyUnit::ALL.into_iter().find(|unit| rest.starts_with(unit.name()))?;
        Money::from_amount(said, unit).map(Figure::Money)
    };
    numbers(words).filter_map(figure).collect()
}

/// Every number of a text, with what follows it.
fn numbers(text: &str) -> impl Iterator<Item = (Decimal, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let from = &rest[start..];
        let end = number_end(from.as_bytes());
        rest = &from[end..];
        Some((from[..end].replace('.', "").replace(',', ".").parse().ok(), rest.trim_start()))
    })
    .filter_map(|(number, rest)| Some((number?, rest)))
}

/// Where a number that begins a text ends: digits, dots between thousands, a comma before decimals.
fn number_end(text: &[u8]) -> usize {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    while text.get(end) == Some(&b'.') && digits(end + 1) == 3 {
        end += 4;
    }
    if text.get(end) == Some(&b',') {
        let decimals = digits(end + 1);
        end += if decimals > 0 { decimals + 1 } else { 0 };
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        numbers(text).map(|(number, rest)| format!("{number}|{rest}")).collect()
    }

    #[test]
    fn numbers_are_read_as_vietnamese_writes_them() {
        assert_eq!(read("6.000 triệu đồng/cụm"), ["6000|triệu đồng/cụm"]);
        assert_eq!(read("Tối đa 30% chi phí"), ["30|% chi phí"]);
        assert_eq!(read("05 lớp với 150 học viên"), ["5|lớp với 150 học viên", "150|học viên"]);
        assert_eq!(read("12,5 tỷ đồng, năm 2025."), ["12.5|tỷ đồng, năm 2025.", "2025|."]);
        assert_eq!(read("không có số"), [""; 0]);
    }

    #[test]
    fn a_number_says_what_it_counts() {
        assert!(say("01 Đoàn với 15 người tham gia", Decimal::ONE, "đoàn"));
        assert!(say("01 Đoàn với 15 người tham gia", Decimal::from(15), "người"));
        assert!(!say("01 Đoàn với 15 người tham gia", Decimal::from(15), "đoàn"));
        assert!(!say("01 Đoàn với 115 người tham gia", Decimal::from(15), "người"));
    }

    #[test]
    fn an_amount_is_said_in_its_unit() {
        assert!(say_money("không quá 1.000 triệu đồng/mô hình", Money::from_trieu(1_000)));
        assert!(say_money("không quá 1 tỷ đồng", Money::from_trieu(1_000)));
        assert!(!say_money("không quá 1.000 đồng", Money::from_trieu(1_000)));
        assert!(!say_money("100 cụm", Money::from_dong(100)));
    }
}
