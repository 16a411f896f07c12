//! A calendar date: norms, units and approvals are dated, and nothing here needs a clock.

use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The date of these numbers, or nothing where no calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1900..=9999).contains(&year).then_some(())?;
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// 1 January: the day that stands for a year of which no date is known.
    pub const fn new_year(year: i32) -> Self {
        Self { year, month: 1, day: 1 }
    }

    /// 31 December.
    pub const fn year_end(year: i32) -> Self {
        Self { year, month: 12, day: 31 }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// As catalogue files and the JSON write it, `2020-04-14`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// As a decision words it: "ngày 14 tháng 4 năm 2020".
    pub fn in_words(self) -> String {
        format!("ngày {:02} tháng {} năm {}", self.day, self.month, self.year)
    }
}

impl fmt::Display for Date {
    /// `14/04/2020`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}/{}", self.day, self.month, self.year)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads the ISO form that catalogue files use, `2020-04-14`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => None,
        }
        .ok_or_else(|| format!("\"{text}\" is not a date of the form 2026-01-31"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_kept() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(2100, 2, 29).is_none());
        assert!(Date::new(2020, 13, 1).is_none());
        assert!(Date::new(2020, 4, 31).is_none());
    }

    #[test]
    fn iso_text_round_trips_into_the_printed_forms() {
        let date: Date = "2020-04-14".parse().unwrap();
        assert_eq!(date.iso(), "2020-04-14");
        assert_eq!(date.to_string(), "14/04/2020");
        assert_eq!(date.in_words(), "ngày 14 tháng 4 năm 2020");
        assert!("14/04/2020".parse::<Date>().is_err());
    }

    #[test]
    fn dates_are_ordered_by_time() {
        assert!(Date::new_year(2025) < Date::new(2025, 5, 5).unwrap());
    }
}
