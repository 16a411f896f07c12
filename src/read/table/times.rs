//! In which time a submission was written: only units that existed then can have sent it.
//!
//! In this order: the day of its date line ("Phong Thổ, ngày 15 tháng 8 năm 2025"), over the table or under it; the
//! year of its plan, from the last approval that its rows quote, for what quotes a decision was written after it; the
//! years of its rows; the years of the programme. A year is all its days, not its first one: a plan of the year in
//! which units change may come from the old ones or from the new ones, and a name that both bear is then nobody's.

use crate::model::{Date, Project, UnitId, text};
use crate::programme::{Programme, Unit};
use crate::read::entries;
use crate::read::sheet::{Content, RawRow, Sheet};

/// The days on one of which a submission was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    first: Date,
    last: Date,
}

impl Window {
    /// By the date line, else by the year of the plan. A year outside the period is a fault of its own (GT08): the
    /// unit is then looked for in the whole period, as where nothing says a year.
    pub fn of(programme: &Programme, written_on: Option<Date>, year: Option<i32>) -> Self {
        let year = year.filter(|year| programme.years().contains(year));
        // A date line of another time was left over in an old form.
        let near = |date: &Date| year.is_none_or(|year| (year - 1..=year + 1).contains(&date.year()));
        match written_on.filter(near) {
            Some(day) => Self { first: day, last: day },
            None => Self::years(year.unwrap_or(programme.first_year), year.unwrap_or(programme.last_year)),
        }
    }

    fn years(first: i32, last: i32) -> Self {
        Self { first: Date::new_year(first), last: Date::year_end(last) }
    }

    /// Whether a unit existed on one of the days.
    pub fn holds(&self, unit: &Unit) -> bool {
        unit.from.is_none_or(|from| from <= self.last) && unit.until.is_none_or(|until| self.first <= until)
    }

    /// What the rows add: their years, where nothing else says one, and the last approval that they quote.
    fn told_by(self, programme: &Programme, year: Option<i32>, rows: &[Project]) -> Self {
        if self.first == self.last {
            return self;
        }
        let mut window = self;
        let years = || rows.iter().filter_map(|row| row.year).filter(|year| programme.years().contains(year));
        if year.is_none()
            && let (Some(first), Some(last)) = (years().min(), years().max())
        {
            window = Self::years(first, last);
        }
        let approved = rows.iter().filter_map(|row| row.approved_on).max().filter(|day| *day <= window.last);
        Self { first: approved.map_or(window.first, |day| day.max(window.first)), ..window }
    }

    /// The one of several units of one name that can have written these rows; nothing where several can.
    pub fn the_one(
        self,
        programme: &Programme,
        candidates: &[UnitId],
        year: Option<i32>,
        rows: &[Project],
    ) -> Option<UnitId> {
        let window = self.told_by(programme, year, rows);
        let mut able = candidates.iter().copied().filter(|id| window.holds(programme.unit(*id)));
        able.next().filter(|_| able.next().is_none())
    }
}

/// The day of a submission's date line: over its header, else under its rows.
pub fn written_on(sheet: &Sheet, from: u32, header: u32, to: u32) -> Option<Date> {
    let in_row = |row: &RawRow| row.seen().find_map(|cell| cell_date(&cell.content));
    let over = sheet.rows.iter().filter(|row| (from..header).contains(&row.row)).find_map(in_row);
    // A row of the table may hold the date of a decision; the row of a signature holds little else.
    let under = sheet.rows.iter().rev().filter(|row| (header..to).contains(&row.row) && row.seen().count() <= 3);
    over.or_else(|| under.filter(|row| row.seen().all(is_text)).find_map(in_row))
}

fn is_text(cell: &crate::read::sheet::RawCell) -> bool {
    matches!(cell.content, Content::Text(_))
}

fn cell_date(content: &Content) -> Option<Date> {
    let Content::Text(written) = content else { return None };
    written.lines().find_map(|line| date_line(&text::fold(line)))
}

/// The day of "<nơi>, ngày 15 tháng 8 năm 2025" and nothing more; the number of a paper before it is no place.
pub fn date_line(folded: &str) -> Option<Date> {
    let (place, day) = folded.split_once("ngay ")?;
    let place = place.trim();
    let is_place = place.is_empty() || place.ends_with(',');
    let ends = day.trim_end_matches([' ', '.', ',', ')']).ends_with(|c: char| c.is_ascii_digit());
    let short = day.split_whitespace().count() <= 6 && place.split_whitespace().count() <= 6;
    (is_place && ends && short && !place.contains(|c: char| c.is_ascii_digit()))
        .then(|| entries::date_in(day))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;
    use crate::programme::load;

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    #[test]
    fn a_date_line_is_a_place_and_a_day_alone() {
        let of = |written: &str| date_line(&text::fold(written));
        for written in [
            "Phong Thổ, ngày 15 tháng 8 năm 2025",
            "ngày 15 tháng 8 năm 2025",
            "Xã Dào San, ngày 15/8/2025",
            "Sin Suối Hồ , ngày 15  tháng 08 năm 2025.",
        ] {
            assert_eq!(of(written), Some(day("2025-08-15")), "{written}");
        }
        for written in [
            "Lai Châu, ngày … tháng … năm 2025",
            "Số 123/QĐ-UBND, ngày 15 tháng 8 năm 2025",
            "(Kèm theo Công văn ngày 15 tháng 8 năm 2025 của UBND huyện)",
            "Quyết định số 5, ngày 15/8/2025",
            "Thực hiện trước ngày 15/8/2025",
        ] {
            assert_eq!(of(written), None, "{written}");
        }
    }

    #[test]
    fn the_last_day_of_the_old_units_and_the_first_of_the_new_ones() {
        let programme = load::embedded().unwrap();
        let units = |written_on: Option<&str>, year: Option<i32>| -> Vec<&str> {
            let window = Window::of(&programme, written_on.map(day), year);
            let named = ["Phong Thổ", "Xã Phong Thổ", "Sở Công Thương"];
            let able = |name: &&str| window.holds(programme.unit(programme.unit_by_name(name).unwrap()));
            named.into_iter().filter(able).collect()
        };
        assert_eq!(units(Some("2025-06-30"), Some(2025)), ["Phong Thổ", "Sở Công Thương"]);
        assert_eq!(units(Some("2025-07-01"), Some(2025)), ["Xã Phong Thổ", "Sở Công Thương"]);
        assert_eq!(units(None, Some(2024)), ["Phong Thổ", "Sở Công Thương"]);
        assert_eq!(units(None, Some(2025)), ["Phong Thổ", "Xã Phong Thổ", "Sở Công Thương"]);
        // The plan of a year is written the year before; a date line of another time counts for nothing.
        assert_eq!(units(Some("2024-11-15"), Some(2025)), ["Phong Thổ", "Sở Công Thương"]);
        assert_eq!(units(Some("2025-08-01"), Some(2023)), ["Phong Thổ", "Sở Công Thương"]);
        assert_eq!(units(None, Some(2032)).len(), 3);
    }

    #[test]
    fn rows_tell_which_of_two_units_of_one_name_can_have_written_them() {
        let programme = load::embedded().unwrap();
        let both = ["Phong Thổ", "Xã Phong Thổ"].map(|name| programme.unit_by_name(name).unwrap());
        let the_one = |year: Option<i32>, row_year: i32, approved: &str| {
            let mut row = fixtures::project(&programme, "", "6").in_year(row_year);
            row.approved_on = approved.parse().ok();
            Window::of(&programme, None, year).the_one(&programme, &both, year, &[row])
        };
        assert_eq!(the_one(None, 2023, ""), Some(both[0]));
        assert_eq!(the_one(None, 2025, ""), None);
        assert_eq!(the_one(Some(2025), 2025, "2025-06-30"), None, "either may quote it");
        assert_eq!(the_one(Some(2025), 2025, "2025-07-01"), Some(both[1]));
    }
}
