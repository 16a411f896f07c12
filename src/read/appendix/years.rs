//! Of which year figures are, where no column says it: the title of a plan of one year, a row "Năm 2023" over the
//! tasks of that year, or rows of years under each task.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Head;
use super::rows;
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirRow};
use crate::model::{AppendixRow, text};
use crate::programme::Programme;
use crate::read::entries;
use crate::read::sheet::Sheet;
use crate::read::table::years::year_in_title;

/// Gives the year of a plan to the columns of a table in which nothing says another year: that of its title, which
/// stands in the rows of `title`; under none the one that the table over it on its sheet got. Says which.
pub fn give_columns_theirs(
    sheet: &Sheet,
    (head, rows): (&mut Head, &[TheirRow]),
    (title, over): (std::ops::Range<u32>, Option<i32>),
    programme: &Programme,
) -> Option<i32> {
    let said = of_title(sheet, title, over, programme)?;
    let of_row = |row: &TheirRow| matches!(row.role, RowRole::Ours(RowOf { year: Some(_), .. }));
    let of_another = |role: ColumnRole| matches!(role, ColumnRole::Figure(_, Some(year)) if year != said);
    if rows.iter().any(of_row) || head.columns.iter().any(|column| of_another(column.role)) {
        return None;
    }
    for column in &mut head.columns {
        if let ColumnRole::Figure(_, year) | ColumnRole::Share(year) = &mut column.role {
            *year = Some(said);
        }
    }
    Some(said)
}

/// The one year of the programme that a title says; where it says none and no period, the one of the table over it,
/// else of the sheet's name.
fn of_title(sheet: &Sheet, title: std::ops::Range<u32>, over: Option<i32>, programme: &Programme) -> Option<i32> {
    let rows = sheet.rows.iter().filter(|row| title.contains(&row.row));
    let cells = rows.flat_map(|row| row.seen().filter_map(crate::read::sheet::RawCell::text));
    let lines: Vec<String> = cells.map(|words| text::fold(&words)).collect();
    let ours = |years: Vec<i32>| years.into_iter().filter(|year| programme.years().contains(year));
    let said: BTreeSet<i32> = lines.iter().flat_map(|line| plan_of(line)).collect();
    match ours(said.into_iter().collect()).collect::<Vec<_>>()[..] {
        [only] => return Some(only),
        [_, ..] => return None,
        [] => {}
    }
    let silent = lines.iter().all(|line| ours(entries::years_in(line)).next().is_none());
    let named = || match ours(entries::years_in(&sheet.name)).collect::<Vec<_>>()[..] {
        [only] => Some(only),
        _ => None,
    };
    if silent { over.or_else(named) } else { None }
}

/// The years of which a line of a title says that the plan is; a sum up to a year is of no one year.
fn plan_of(folded: &str) -> Vec<i32> {
    let sums_up = ["luy ke", "den nam", "den het nam", "den cuoi nam"].iter().any(|words| folded.contains(words));
    match year_in_title(folded).filter(|_| !sums_up) {
        // "Năm 2022 và 2023" is of both.
        Some(year) => {
            let beside = entries::years_in(&without_periods(folded));
            if beside.contains(&year) { beside } else { vec![year] }
        }
        None => Vec::new(),
    }
}

/// A line without its dates and its periods ("giai đoạn 2021-2025").
fn without_periods(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    for at in 0..words.len() {
        let month = at >= 3 && words[at - 1] == "nam" && words[at - 3] == "thang";
        let dash = |word: &str| word == "-" || word == "–";
        let period = at >= 2 && dash(words[at - 1]) && entries::years_in(words[at - 2]).len() == 1;
        if month || entries::years_in(words[at]).len() > 1 {
            words[at] = "";
        } else if period {
            (words[at - 2], words[at]) = ("", "");
        }
    }
    words.join(" ")
}

/// Says of which year rows are, where years stand among the tasks. One below the other under a task they are its
/// years; over several tasks, and with the tasks again under the next one, a year is a heading.
pub fn give_rows_theirs(rows: &mut Vec<TheirRow>) {
    let headings: Vec<(usize, i32)> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((at, stated(row)?))).collect();
    let mut tasks: BTreeMap<RowOf, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_of(row, |row| matches!(row, AppendixRow::Task(_)))) {
        if let RowRole::Ours(of) = row.role {
            *tasks.entry(of).or_default() += 1;
        }
    }
    let (Some((first, _)), false) = (headings.first(), tasks.is_empty()) else { return };
    let years: BTreeSet<i32> = headings.iter().map(|(_, year)| *year).collect();
    let again = tasks.values().any(|count| *count > 1);
    let apart = headings.windows(2).any(|pair| pair[1].0 > pair[0].0 + 1);
    let before_all = rows[*first..].iter().any(|row| is_of(row, |row| matches!(row, AppendixRow::Task(_))));
    if again || (years.len() == headings.len() && (apart || (years.len() == 1 && before_all))) {
        under_headings(rows, years.len());
    } else if years.len() < headings.len() {
        under_rows(rows);
    }
}

/// The year that a row of nothing else says.
const fn stated(row: &TheirRow) -> Option<i32> {
    match row.role {
        RowRole::Ours(RowOf { row: AppendixRow::Total, of: None, year }) => year,
        _ => None,
    }
}

fn is_of(row: &TheirRow, keep: impl Fn(AppendixRow) -> bool) -> bool {
    matches!(row.role, RowRole::Ours(RowOf { row, of: None, year: None }) if keep(row))
}

/// Each row is of the year over it. As many totals as years, or sums ("Cộng") where the years themselves say nothing,
/// are each its year's; one is that of all.
fn under_headings(rows: &mut Vec<TheirRow>, years: usize) {
    let blank = |row: &TheirRow| row.cells.iter().all(TheirCell::says_nothing);
    let only_head = rows.iter().filter(|row| stated(row).is_some()).all(blank);
    if only_head && rows.iter().filter(|row| rows::is_sum(row)).count() == years {
        for row in rows.iter_mut().filter(|row| rows::is_sum(row)) {
            row.role = RowRole::Ours(RowOf::whole(AppendixRow::Total));
        }
    }
    let totals = rows.iter().filter(|row| is_of(row, |row| row == AppendixRow::Total)).count();
    let mut over = None;
    for row in rows.iter_mut() {
        if let Some(year) = stated(row) {
            over = Some(year);
            continue;
        }
        match &mut row.role {
            RowRole::Ours(RowOf { row: AppendixRow::Total, .. }) if totals != years => over = None,
            RowRole::Ours(of) => of.year = over,
            _ => row.year = over,
        }
    }
    // A heading without figures only heads.
    rows.retain(|row| stated(row).is_none() || !blank(row));
}

/// Each year is the year of the row over it.
fn under_rows(rows: &mut [TheirRow]) {
    let mut over = None;
    for row in rows {
        match (stated(row), over, &mut row.role) {
            (None, _, RowRole::Ours(of)) if of.of.is_none() => over = Some(*of),
            (None, _, _) => over = None,
            (Some(_), Some(parent), RowRole::Ours(of)) => of.row = parent.row,
            (Some(_), _, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_plan() {
        for (line, years) in [
            ("tong hop nhiem vu khuyen cong nam 2023", vec![2023]),
            ("giai doan 2021-2025 – ke hoach nam 2023", vec![2023]),
            ("giai doan 2021 - 2025, ke hoach nam 2023", vec![2023]),
            ("ke hoach nam 2022, 2023", vec![2022, 2023]),
            ("lai chau, ngay 5 thang 6 nam 2023", vec![]),
            ("giai doan 2021-2025", vec![]),
            ("ket qua luy ke den nam 2023", vec![]),
            ("quyet dinh ngay 14 thang 4 nam 2022, ke hoach nam 2023", vec![2023]),
        ] {
            assert_eq!(plan_of(line), years, "{line}");
        }
    }
}
