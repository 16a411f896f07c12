//! One cell into one [`Entry`]: first what was written, then what it is.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::numbers::{self, Suffix};
use super::sheet::{Content, RawCell};
use crate::model::{CellRef, Date, Entry, Fault, Money, MoneyUnit, text};

/// The years that a number or a text may mean: what is beyond is an amount, a code, a count.
pub const YEARS: std::ops::Range<i32> = 1900..2200;

/// "As above", folded.
const DITTO: [&str; 2] = ["nt", "nhutren"];

/// No longer in bytes is any spelling of them, dots and dashes included.
const LONGEST_DITTO: usize = 24;

/// A text field; numbers and dates are taken as they are shown. A dash or dots say nothing, nor does "nt" (như trên): it
/// points at another row, and which one is the sender's to say.
pub fn text_entry(at: CellRef, cell: Option<&RawCell>) -> Entry<Arc<str>> {
    entry(at, cell, |_, shown| Ok(Some(Arc::clone(shown)).filter(|shown| says_something(shown))))
}

fn says_something(shown: &str) -> bool {
    let ditto = || DITTO.contains(&text::key(shown).as_str());
    shown.chars().any(char::is_alphanumeric) && !(shown.len() <= LONGEST_DITTO && ditto())
}

/// A tax code or an id: a number keeps its digits, without separators.
pub fn code_entry(at: CellRef, cell: Option<&RawCell>) -> Entry<Arc<str>> {
    entry(at, cell, |cell, shown| match &cell.content {
        Content::Number(value) => Ok(Some(value.normalize().to_string().into())),
        _ => Ok(Some(Arc::clone(shown)).filter(|shown| says_something(shown))),
    })
}

/// A count: quantity or scale.
pub fn count_entry(at: CellRef, cell: Option<&RawCell>) -> Entry<Decimal> {
    let largest = Decimal::from(1_000_000_000);
    let mut from_text = false;
    let mut entry = entry(at, cell, |cell, _| {
        let value = match &cell.content {
            Content::Number(value) => Some(*value),
            Content::Text(written) => {
                from_text = true;
                // A dash is no count.
                numbers::read(written, Suffix::Words)?.map(|read| read.value).filter(|_| says_something(written))
            }
            Content::Huge(_) => return Err(Fault::TooLarge),
            _ => return Err(Fault::NotANumber),
        };
        match value {
            Some(value) if value.abs() > largest => Err(Fault::TooLarge),
            value => Ok(value),
        }
    });
    entry.from_text = from_text && entry.value.is_some();
    entry
}

/// An amount, in `unit` unless the text states its own.
pub fn money_entry(at: CellRef, cell: Option<&RawCell>, unit: MoneyUnit) -> Entry<Money> {
    let mut from_text = false;
    let mut exact = None;
    let mut entry = entry(at, cell, |cell, _| {
        let (value, unit) = match &cell.content {
            Content::Number(value) => (*value, unit),
            Content::Text(written) => {
                from_text = true;
                match numbers::read(written, Suffix::Money)? {
                    Some(read) => (read.value, read.unit.unwrap_or(unit)),
                    None => return Ok(None),
                }
            }
            Content::Huge(_) => return Err(Fault::TooLarge),
            _ => return Err(Fault::NotANumber),
        };
        let amount = Money::from_amount(value, unit).ok_or(Fault::TooLarge)?;
        let dong = value * unit.factor();
        exact = (dong != amount.dong()).then_some(dong);
        Ok(Some(amount))
    });
    if entry.value.is_some() {
        // A dash is how offices write nothing: no number stored as text.
        entry.from_text = from_text && entry.written.chars().any(char::is_numeric);
        entry.exact = exact.map(Box::new);
    }
    entry
}

/// A year: a number, a date, or text that names one year.
pub fn year_entry(at: CellRef, cell: Option<&RawCell>) -> Entry<i32> {
    let mut entry = entry(at, cell, |cell, _| match &cell.content {
        Content::Number(value) => value
            .to_i32()
            .filter(|year| value.fract().is_zero() && YEARS.contains(year))
            .map(Some)
            .ok_or(Fault::NotAYear),
        Content::Date(year, month, day) => Ok(Some(number_behind(*year, *month, *day).unwrap_or(*year))),
        Content::Text(written) => match years_in(written).as_slice() {
            [year] => Ok(Some(*year)),
            // "Quý II", "cả năm": a time within the year that the submission is of.
            [] => Ok(None),
            _ => Err(Fault::NotAYear),
        },
        _ => Err(Fault::NotAYear),
    });
    if let (Some(_), Some(cell)) = (entry.value, cell)
        && let Content::Number(value) = &cell.content
    {
        // A year has no thousands.
        entry.written = value.normalize().to_string().into();
    }
    entry
}

/// The days before each month of 1905.
const DAYS_BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// The year that was typed into a cell formatted as a date: Excel then shows 2023 as 15/07/1905, the day that it counts
/// as number 2023. No plan is of 1905.
fn number_behind(year: i32, month: u8, day: u8) -> Option<i32> {
    let before = DAYS_BEFORE.get(usize::from(month).checked_sub(1)?)?;
    // Excel counts 31/12/1904 as day 1827.
    let number = 1827 + before + i32::from(day);
    (year == 1905 && (2000..2100).contains(&number)).then_some(number)
}

/// What is common to all: blank, formula without result, Excel error.
fn entry<T>(
    at: CellRef,
    cell: Option<&RawCell>,
    read: impl FnOnce(&RawCell, &Arc<str>) -> Result<Option<T>, Fault>,
) -> Entry<T> {
    let Some(cell) = cell.filter(|cell| !cell.looks_blank()) else { return Entry::blank(at) };
    let written = Arc::from(cell.shown());
    let outcome = match &cell.content {
        Content::Empty => Err(Fault::NoResult),
        Content::Error(shown) => Err(Fault::ExcelError(shown.clone())),
        _ => read(cell, &written),
    };
    let mut entry = match outcome {
        Ok(Some(value)) => Entry::read(at, written, value),
        Ok(None) => Entry::blank(at),
        Err(fault) => Entry::faulty(at, written, fault),
    };
    entry.formula = cell.formula;
    entry
}

/// The distinct years that a text names, in order: four digits that stand alone.
pub fn years_in(written: &str) -> Vec<i32> {
    let mut years = Vec::new();
    for run in written.split(|c: char| !c.is_ascii_digit()) {
        if let (4, Ok(year)) = (run.len(), run.parse::<i32>())
            && YEARS.contains(&year)
            && !years.contains(&year)
        {
            years.push(year);
        }
    }
    years
}

fn is_year(written: &str) -> bool {
    written.len() == 4 && written.parse().is_ok_and(|year: i32| YEARS.contains(&year))
}

/// The date that a text names: `31/05/2023`, `31-5-2023`, "ngày 31 tháng 5 năm 2023", `2023-05-31`.
pub fn date_in(written: &str) -> Option<Date> {
    let folded = text::fold(written);
    let spelled = folded.replace("thang", "/").replace("nam", "/").replace([' ', '.', '-'], "/");
    let parts: Vec<&str> = spelled.split('/').filter(|part| !part.is_empty()).collect();
    parts.windows(3).find_map(|three| {
        let [day, month, year] = match three {
            [first, month, last] if is_year(first.trim_start_matches(|c: char| !c.is_ascii_digit())) => {
                let day = last.split(|c: char| !c.is_ascii_digit()).next()?;
                [day, *month, first.trim_start_matches(|c: char| !c.is_ascii_digit())]
            }
            _ => [three[0], three[1], three[2]],
        };
        let year: String = year.chars().take_while(char::is_ascii_digit).collect();
        let day: String =
            day.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: CellRef = CellRef::new(8, 16);

    fn cell(content: Content) -> RawCell {
        RawCell { col: 16, content, formula: false }
    }

    #[test]
    fn blank_and_formatted_cells_are_blank() {
        assert!(money_entry(AT, None, MoneyUnit::Trieu).is_blank());
        assert!(money_entry(AT, Some(&cell(Content::Text("  ".to_owned()))), MoneyUnit::Trieu).is_blank());
    }

    #[test]
    fn a_sign_for_the_row_above_is_no_name() {
        for written in ["nt", "-nt-", "NT", "n.t", "Như trên", "-", "…"] {
            let entry = text_entry(AT, Some(&cell(Content::Text(written.to_owned()))));
            assert!(entry.is_blank(), "{written}");
        }
        for written in ["NTC", "HTX NT", "Nt 1"] {
            let entry = text_entry(AT, Some(&cell(Content::Text(written.to_owned()))));
            assert_eq!(entry.value.as_deref(), Some(written));
        }
    }

    #[test]
    fn a_formula_without_a_result_is_no_blank() {
        let cell = RawCell { col: 16, content: Content::Empty, formula: true };
        assert_eq!(money_entry(AT, Some(&cell), MoneyUnit::Trieu).fault.as_deref(), Some(&Fault::NoResult));
    }

    #[test]
    fn a_third_of_a_thousand_dong_is_rounded_and_said() {
        let entry = money_entry(AT, Some(&cell(Content::Number("333.333333333333".parse().unwrap()))), MoneyUnit::Dong);
        assert_eq!(entry.value, Some(Money::from_dong(333)));
        assert_eq!(entry.exact.as_deref(), Some(&"333.333333333333".parse().unwrap()));
    }

    #[test]
    fn a_unit_in_the_cell_beats_the_tables() {
        let entry = money_entry(AT, Some(&cell(Content::Text("1,2 tỷ".to_owned()))), MoneyUnit::Trieu);
        assert_eq!(entry.value, Some(Money::from_trieu(1200)));
        assert!(entry.from_text);
        let dash = money_entry(AT, Some(&cell(Content::Text("-".to_owned()))), MoneyUnit::Trieu);
        assert_eq!((dash.value, dash.from_text), (Some(Money::ZERO), false));
    }

    #[test]
    fn years_in_every_dress() {
        let read = |content| year_entry(AT, Some(&cell(content)));
        assert_eq!(read(Content::Number(2023.into())).value, Some(2023));
        assert_eq!(read(Content::Number(2023.into())).written.as_ref(), "2023");
        assert_eq!(read(Content::Text("Năm 2023".to_owned())).value, Some(2023));
        assert_eq!(read(Content::Text("Quý II/2023".to_owned())).value, Some(2023));
        assert_eq!(read(Content::Date(2023, 5, 31)).value, Some(2023));
        // 2023 in a cell formatted as a date, and the days around those that may be years.
        assert_eq!(read(Content::Date(1905, 7, 15)).value, Some(2023));
        assert_eq!(read(Content::Date(1905, 6, 22)).value, Some(2000));
        assert_eq!(read(Content::Date(1905, 6, 21)).value, Some(1905));
        assert_eq!(read(Content::Text("2022-2023".to_owned())).fault.as_deref(), Some(&Fault::NotAYear));
        assert!(read(Content::Text("Quý II".to_owned())).is_blank());
        assert_eq!(read(Content::Number("2023.5".parse().unwrap())).fault.as_deref(), Some(&Fault::NotAYear));
    }

    #[test]
    fn dates_in_approvals() {
        let date = Date::new(2023, 5, 31);
        assert_eq!(date_in("123/QĐ-BCT ngày 31/5/2023"), date);
        assert_eq!(date_in("QĐ số 123 ngày 31 tháng 5 năm 2023"), date);
        assert_eq!(date_in("123/QĐ-UBND, 31-05-2023"), date);
        assert_eq!(date_in("123/QĐ-BCT (31/5/2023)"), date);
        assert_eq!(date_in("123/QĐ-UBND (2023-05-31)"), date);
        assert_eq!(date_in("123/QĐ-UBND"), None);
    }

    fn text(written: &str) -> RawCell {
        cell(Content::Text(written.to_owned()))
    }

    fn number(value: &str) -> RawCell {
        cell(Content::Number(value.parse().unwrap()))
    }

    #[test]
    fn a_text_is_what_is_shown_and_a_dash_says_nothing() {
        assert_eq!(text_entry(AT, Some(&text("HTX Chè A"))).value.as_deref(), Some("HTX Chè A"));
        assert_eq!(text_entry(AT, Some(&number("12"))).value.as_deref(), Some("12"));
        assert!(["-", "…", "..."].iter().all(|nothing| text_entry(AT, Some(&text(nothing))).is_blank()));
        assert_eq!(
            text_entry(AT, Some(&cell(Content::Error("#N/A".to_owned())))).fault.as_deref(),
            Some(&Fault::ExcelError("#N/A".to_owned()))
        );
    }

    #[test]
    fn a_code_keeps_its_digits_without_separators() {
        assert_eq!(code_entry(AT, Some(&number("6200000001.0"))).value.as_deref(), Some("6200000001"));
        assert_eq!(code_entry(AT, Some(&text("PT-01"))).value.as_deref(), Some("PT-01"));
        assert!(code_entry(AT, Some(&text("-"))).is_blank());
    }

    #[test]
    fn a_count_may_be_text_with_words_and_is_at_most_a_thousand_million() {
        let read = |cell: RawCell| count_entry(AT, Some(&cell));
        let typed = read(number("2"));
        assert_eq!((typed.value, typed.from_text), (Some(Decimal::TWO), false));
        let worded = read(text("02 cơ sở"));
        assert_eq!((worded.value, worded.from_text), (Some(Decimal::TWO), true));
        let dash = read(text("-"));
        assert!(dash.is_blank() && !dash.from_text);
        assert_eq!(read(number("1000000000")).value, Some(Decimal::from(1_000_000_000)));
        assert_eq!(read(number("-1000000000.1")).fault.as_deref(), Some(&Fault::TooLarge));
        assert_eq!(read(number("1000000001")).fault.as_deref(), Some(&Fault::TooLarge));
        assert_eq!(read(cell(Content::Huge("1e300".to_owned()))).fault.as_deref(), Some(&Fault::TooLarge));
        assert_eq!(read(cell(Content::Date(2023, 5, 31))).fault.as_deref(), Some(&Fault::NotANumber));
    }

    #[test]
    fn an_amount_beyond_every_budget_is_too_large() {
        let read = |cell: RawCell| money_entry(AT, Some(&cell), MoneyUnit::Trieu);
        assert_eq!(read(cell(Content::Huge("1e300".to_owned()))).fault.as_deref(), Some(&Fault::TooLarge));
        assert_eq!(read(number("1000000001")).fault.as_deref(), Some(&Fault::TooLarge));
        // 0,1234567 triệu đồng is 123.456,7 đồng.
        let fraction = read(number("0.1234567"));
        assert_eq!(
            (fraction.value, fraction.exact.as_deref().copied()),
            (Some(Money::from_dong(123_457)), "123456.7".parse().ok())
        );
    }

    #[test]
    fn what_is_no_amount_was_no_number_stored_as_text_either() {
        let entry = money_entry(AT, Some(&text("300 cái")), MoneyUnit::Trieu);
        assert_eq!((entry.fault.as_deref(), entry.from_text), (Some(&Fault::NotANumber), false));
        assert!(count_entry(AT, Some(&cell(Content::Empty))).is_blank(), "a cell with a format alone");
    }
}
