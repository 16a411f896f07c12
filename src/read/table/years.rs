//! Which year a title block speaks of: a label, a title, never a date or a period.

use super::title::Line;
use crate::model::YearClaim;
use crate::read::entries;

/// The year of the plan: a label first, then "năm 2023" in a line of its own; a date is none.
pub fn claim(lines: &[Line]) -> YearClaim {
    let labels = ["nam", "nam thuc hien", "nam ke hoach", "ke hoach nam", "nam dang ky"];
    let labelled = lines.iter().filter_map(|line| line.labelled(&labels)).find_map(|(at, value)| {
        let years = entries::years_in(value);
        (years.len() == 1).then(|| (years[0], *at))
    });
    let in_words =
        || lines.iter().filter(|line| !line.elsewhere).find_map(|line| Some((year_in_title(&line.folded)?, line.at)));
    match labelled.or_else(in_words) {
        Some((year, at)) => YearClaim { year: Some(year), at: Some(at) },
        None => YearClaim::default(),
    }
}

/// Words that may stand between "năm" and its number.
const OF_THE_PLAN: &[&str] = &["thuc hien", "ke hoach", "ngan sach", "dang ky", "tai chinh"];

/// "… năm 2023", where no date ("ngày … tháng … năm …") and no period ("giai đoạn 2021-2025") says the year;
/// else the one year that stands alone in a line that speaks of a plan ("KẾ HOẠCH KHUYẾN CÔNG 2023").
///
/// Of a title that reports on one year and registers for another ("KẾT QUẢ NĂM 2022 VÀ ĐĂNG KÝ NĂM 2023") the
/// registration's is the plan's.
pub fn year_in_title(folded: &str) -> Option<i32> {
    let registered = folded.find("dang ky").and_then(|at| year_in_words(&folded[at..]));
    let of_a_plan = ["ke hoach", "dang ky", "danh muc", "khuyen cong", "bieu"].iter().any(|word| folded.contains(word));
    registered.or_else(|| year_in_words(folded)).or_else(|| of_a_plan.then(|| year_alone(folded)).flatten())
}

/// The first "năm 2023" of a text that is no part of a date or a period.
fn year_in_words(folded: &str) -> Option<i32> {
    let mut from = 0;
    while let Some(found) = folded[from..].find("nam") {
        let start = from + found;
        from = start + 3;
        let before = &folded[..start];
        let word_begins = !before.ends_with(char::is_alphanumeric);
        if word_begins
            && !is_dated(before)
            && let Some(year) = year_at(&folded[from..])
        {
            return Some(year);
        }
    }
    None
}

/// "tháng 11 năm …", or "tháng … năm …" still to be filled in.
fn is_dated(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    words.next() == Some("thang") || words.next() == Some("thang")
}

/// The year that a text begins with, after the words of a plan; a period is none.
fn year_at(after: &str) -> Option<i32> {
    let mut rest = after.trim_start_matches([':', ' ']);
    for words in OF_THE_PLAN {
        rest = rest.strip_prefix(words).unwrap_or(rest).trim_start_matches([':', ' ']);
    }
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let tail = rest[digits.len()..].trim_start();
    let period = tail.strip_prefix('-').is_some_and(|tail| tail.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    (digits.len() == 4 && !period).then(|| digits.parse().ok()).flatten().filter(|year| entries::YEARS.contains(year))
}

/// The only year that stands as a word of its own, and not in a date, a number of a paper or a period.
fn year_alone(folded: &str) -> Option<i32> {
    let years: Vec<i32> = folded
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',', '.', ':']))
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect();
    let joined = folded.split_once("nam ").is_some_and(|(before, _)| is_dated(before));
    match years.as_slice() {
        [only] if !joined && !folded.contains(&format!("{only} -")) && !folded.contains(&format!("- {only}")) => {
            Some(*only)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_and_a_period_are_no_year_of_a_plan() {
        assert_eq!(year_in_title("ngay 15 thang 11 nam 2022"), None);
        assert_eq!(year_in_title("giai doan nam 2021-2025"), None);
        assert_eq!(year_in_title("ngay 15 thang 11 nam 2022, ke hoach nam 2023"), Some(2023));
        for said in [
            "nam thuc hien 2023",
            "danh muc de an - nam thuc hien: 2023",
            "nam ke hoach 2023",
            "nam2023",
            "nam ngan sach 2023",
            "ke hoach khuyen cong 2023",
            "bieu dang ky (2023)",
            "ket qua thuc hien nam 2022 va dang ky ke hoach nam 2023",
            "dang ky nam 2023 (chuyen tiep tu nam 2022)",
            "nam 2023: bieu dang ky",
        ] {
            assert_eq!(year_in_title(said), Some(2023), "{said}");
        }
        for said in [
            "chuong trinh khuyen cong 2021 - 2025",
            "khuyen cong 2021-2025",
            "so 12/2023 ve khuyen cong",
            "sin ho 2023",
        ] {
            assert_eq!(year_in_title(said), None, "{said}");
        }
    }
}
