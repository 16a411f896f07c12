//! Where the pages of an appendix break: its signatures never stand on a page without rows of its table.
//!
//! A spreadsheet passes over breaks set by hand where it fits the width to the page, so that the breaks are led:
//! rows of the table are made a little higher until the last page begins among them.

use std::ops::Range;

/// By how much, in hundredths, a program may have to print smaller so that the pages hold everything.
const SQUEEZE: std::ops::RangeInclusive<u32> = 100..=115;
/// Programs differ in what they put on a page, since the width of a column follows from the font as each draws it:
/// LibreOffice's columns are wider than Excel's, so that it prints smaller. A layout must hold for all of them.
const PROGRAMS: [f64; 4] = [0.97, 1.0, 1.04, 1.08];
/// The rows of the table that stand with the signatures, at the least.
const KEPT: usize = 2;
/// Rows are not made higher than this, in hundredths.
const MOST: u32 = 160;

/// How an appendix is laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paging {
    /// By how much the rows of the table are made higher.
    pub stretch: f64,
    /// The pages to which everything is fitted; as many as it takes where none.
    pub pages: Option<u16>,
}

/// The rows of a sheet, by their heights in points.
pub struct Rows<'a> {
    /// All rows, from the sheet's first on.
    pub heights: &'a [f64],
    /// Those of the table, without its header.
    pub table: Range<usize>,
    /// The height of the header, which each further page repeats.
    pub repeated: f64,
}

impl Rows<'_> {
    /// The layout for pages that hold rows of `room` points: the fewest pages, then the lowest rows.
    pub fn paged(&self, room: f64) -> Paging {
        let most = self.pages(1.0, room * PROGRAMS[0]).0;
        for pages in 1..=most {
            let found = (100..=MOST).step_by(2).map(|it| f64::from(it) / 100.0).find(|it| self.holds(*it, pages, room));
            if let Some(stretch) = found {
                return Paging { stretch, pages: Some(pages) };
            }
        }
        Paging { stretch: 1.0, pages: None }
    }

    /// Whether each program fits everything to these pages with enough of the table on the last.
    fn holds(&self, stretch: f64, pages: u16, room: f64) -> bool {
        PROGRAMS.iter().all(|program| {
            let squeezed = |it| self.pages(stretch, room * program * f64::from(it) / 100.0);
            let last = SQUEEZE.map(squeezed).find(|(count, _)| *count <= pages);
            last.is_some_and(|(count, start)| {
                count == 1 || (self.table.start < start && start + KEPT <= self.table.end)
            })
        })
    }

    /// The number of pages, and the row at which the last one begins.
    fn pages(&self, stretch: f64, room: f64) -> (u16, usize) {
        let (mut count, mut start, mut left) = (1, 0, room);
        for (row, height) in self.heights.iter().enumerate() {
            let height = if self.table.contains(&row) { height * stretch } else { *height };
            if height > left {
                (count, start, left) = (count + 1, row, room - self.repeated);
            }
            left -= height;
        }
        (count, start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten rows above the table, `rows` in it, and ten of signatures, of 10 points each.
    fn paged(rows: usize, room: f64) -> Paging {
        let heights = vec![10.0; rows + 20];
        Rows { heights: &heights, table: 10..10 + rows, repeated: 20.0 }.paged(room)
    }

    #[test]
    fn what_nearly_fits_a_page_is_fitted_to_it() {
        assert_eq!(paged(10, 300.0), Paging { stretch: 1.0, pages: Some(1) }, "300 of 300");
        assert_eq!(
            paged(13, 300.0),
            Paging { stretch: 1.0, pages: Some(1) },
            "330 of 300: 291 × 1,15 = 334 at the least"
        );
        assert_ne!(paged(14, 300.0).pages, Some(1), "340 of 300");
    }

    #[test]
    fn signatures_take_rows_of_the_table_with_them() {
        // 30 rows above and of the table fill 300 points: the signatures would stand alone.
        let paging = paged(20, 300.0);
        assert!(paging.pages == Some(2) && paging.stretch > 1.0 && paging.stretch < 1.3, "{paging:?}");
        // A third of the table is on the second page as it is.
        assert_eq!(paged(30, 300.0), Paging { stretch: 1.0, pages: Some(2) });
    }
}
