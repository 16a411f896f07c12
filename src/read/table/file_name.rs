//! What a file's name says: the last resort where the workbook is silent, a check where it is not.

use std::path::Path;

use crate::model::{FileNameClaim, UnitClaim};
use crate::programme::Programme;
use crate::read::entries;

use super::times::Window;
use super::units::UnitNames;

/// The name without folders and extension.
pub fn stem(file: &str) -> String {
    Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The one year that a name tells; a date ("15.11.2022") is the day of sending, not the year of the plan.
pub fn year(stem: &str) -> Option<i32> {
    let undated = without_dates(stem);
    match entries::years_in(&undated).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The unit that a name tells.
pub fn unit(stem: &str, programme: &Programme, window: Window) -> UnitClaim {
    let spaced: String = stem.chars().map(|c| if c.is_alphanumeric() || !c.is_ascii() { c } else { ' ' }).collect();
    match UnitNames::new(programme, window).named_in(&spaced).as_slice() {
        [only] => UnitClaim { unit: Some(*only), at: None, written: stem.to_owned(), candidates: Vec::new() },
        [] => UnitClaim::default(),
        several => UnitClaim { unit: None, at: None, written: stem.to_owned(), candidates: several.to_vec() },
    }
}

/// What a name says beside a workbook that speaks for itself. A year outside the period is no year of a plan.
pub fn claim(stem: &str, programme: &Programme, window: Window) -> FileNameClaim {
    FileNameClaim {
        unit: unit(stem, programme, window).unit,
        year: year(stem).filter(|year| programme.years().contains(year)),
    }
}

/// A name without its dates: day, month and year, or year, month and day, between the same marks; and without the
/// period of a programme ("2021-2025").
fn without_dates(stem: &str) -> String {
    let runs: Vec<(usize, &str)> = digit_runs(stem);
    let mut dated = vec![false; runs.len()];
    for (at, three) in runs.windows(3).enumerate() {
        let beside = |left: &(usize, &str), right: &(usize, &str)| right.0 == left.0 + left.1.len() + 1;
        let [first, middle, last] = [three[0], three[1], three[2]];
        let small = |run: &str, most: u32| run.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
        let day_first = small(first.1, 31) && last.1.len() == 4;
        let year_first = first.1.len() == 4 && small(last.1, 31);
        if beside(&first, &middle) && beside(&middle, &last) && small(middle.1, 12) && (day_first || year_first) {
            dated[at..at + 3].fill(true);
        }
    }
    for (at, two) in runs.windows(2).enumerate() {
        let [first, last] = [two[0], two[1]];
        let joined = stem[first.0 + first.1.len()..last.0].trim() == "-";
        if first.1.len() == 4 && last.1.len() == 4 && joined {
            dated[at..at + 2].fill(true);
        }
    }
    let mut out = stem.to_owned();
    for ((start, run), _) in runs.iter().zip(&dated).rev().filter(|(_, dated)| **dated) {
        out.replace_range(*start..start + run.len(), " ");
    }
    out
}

/// The runs of digits in a name, each with where it starts.
fn digit_runs(stem: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = stem[from..].find(|c: char| c.is_ascii_digit()).map(|found| from + found) {
        let length = stem[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(stem.len() - start);
        runs.push((start, &stem[start..start + length]));
        from = start + length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    #[test]
    fn units_and_years() {
        let programme = load::embedded().unwrap();
        let window = Window::of(&programme, None, Some(2023));
        let unit = |stem| unit(stem, &programme, window).unit.map(|id| programme.unit(id).short.clone());
        assert_eq!(unit("phong-tho_2023").as_deref(), Some("Phong Thổ"));
        assert_eq!(unit("Tân Uyên").as_deref(), Some("Tân Uyên"));
        assert_eq!(unit("bieu dang ky").as_deref(), None);
        assert_eq!(year("phong-tho_2023"), Some(2023));
        assert_eq!(year("2021-2025"), None);
        assert_eq!(year("bieu 407"), None);
    }

    #[test]
    fn a_date_is_no_year_of_a_plan() {
        assert_eq!(year("Phong Tho 15.11.2022"), None);
        assert_eq!(year("Phong Tho 2023 (gui 15-11-2022)"), Some(2023));
        assert_eq!(year("2022-11-15 Phong Tho 2023"), Some(2023));
        assert_eq!(year("20221115 Phong Tho"), None);
        assert_eq!(year("3.1.b 2023"), Some(2023));
        assert_eq!(year("KC 2021-2025 Than Uyen 2023"), Some(2023));
    }

    #[test]
    fn a_year_outside_the_period_claims_nothing() {
        let programme = load::embedded().unwrap();
        let window = Window::of(&programme, None, None);
        assert_eq!(claim("QD 407-2020 Phong Tho", &programme, window).year, None);
        assert_eq!(claim("Phong Tho 2025", &programme, window).year, Some(2025));
    }
}
