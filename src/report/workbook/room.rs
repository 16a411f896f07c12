//! What a sheet has room for, and how a list that outgrows its sheet goes on in further ones.

use std::ops::Range;

/// How much goes where: the limits of Excel, and what a reader and a spreadsheet program handle at ease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The projects of one sheet; the next ones stand in a further sheet.
    pub rows: usize,
    /// The rows of one sheet that carry links.
    pub links: u32,
    /// The findings that have a row of their own; the others are grouped by rule and file. As many groups, and as
    /// many rows that were not read, are listed.
    pub findings: usize,
    /// Up to how many projects the sums over them are formulas; beyond, they are values: formulas over so many rows
    /// make a workbook slow to open.
    pub live: usize,
}

impl Default for Room {
    /// Of Excel's 1.048.576 rows some stand above and below the projects. A sheet opens with up to 65.530 links, and
    /// a row has at most two. 20.000 rows are more than anyone corrects by hand.
    fn default() -> Self {
        Self { rows: 1_000_000, links: 32_000, findings: 20_000, live: 50_000 }
    }
}

/// A list of projects over one or more sheets: "X" with the table T, "X (2)" with the table T_2, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    sheet: &'static str,
    table: &'static str,
    rows: usize,
    len: usize,
}

impl Pages {
    /// Spreads `len` projects, `rows` a sheet.
    pub const fn new(sheet: &'static str, table: &'static str, rows: usize, len: usize) -> Self {
        Self { sheet, table, rows: if rows == 0 { 1 } else { rows }, len }
    }

    /// How many sheets there are: one where there is nothing to list.
    pub fn count(self) -> usize {
        self.len.div_ceil(self.rows).max(1)
    }

    /// The name of a sheet, counted from 0.
    pub fn sheet(self, page: usize) -> String {
        if page == 0 { self.sheet.to_owned() } else { format!("{} ({})", self.sheet, page + 1) }
    }

    /// The names of the sheets, in order.
    pub fn sheets(self) -> impl Iterator<Item = String> {
        (0..self.count()).map(move |page| self.sheet(page))
    }

    /// The name of a sheet's table in formulas. The first keeps the plain name, whatever follows.
    pub fn table(self, page: usize) -> String {
        if page == 0 { self.table.to_owned() } else { format!("{}_{}", self.table, page + 1) }
    }

    /// The positions that a sheet lists.
    pub fn range(self, page: usize) -> Range<usize> {
        let start = (page * self.rows).min(self.len);
        start..(start + self.rows).min(self.len)
    }

    /// On which sheet a position stands, and how many stand above it there.
    pub fn place(self, position: usize) -> (usize, usize) {
        (position / self.rows, position % self.rows)
    }

    /// The formula that adds up what `of` each table gives.
    pub fn sum(self, of: impl Fn(&str) -> String) -> String {
        let terms: Vec<_> = (0..self.count()).map(|page| of(&self.table(page))).collect();
        format!("={}", terms.join("+"))
    }

    /// What follows a sheet's title where the list has several sheets: " (tiếp theo; trang tính 2/3)".
    pub fn continued(self, page: usize) -> String {
        match self.count() {
            1 => String::new(),
            count if page == 0 => format!(" (trang tính 1/{count})"),
            count => format!(" (tiếp theo; trang tính {}/{count})", page + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn pages(len: usize) -> Pages {
        Pages::new("Chi tiết đề án", "DeAn", 50, len)
    }

    #[test]
    fn a_list_goes_on_in_a_further_sheet_only_past_the_last_row_of_one() {
        assert_eq!([0, 1, 49, 50, 51, 100, 101].map(|len| pages(len).count()), [1, 1, 1, 1, 2, 2, 3]);
        assert_eq!((pages(101).range(0), pages(101).range(1), pages(101).range(2)), (0..50, 50..100, 100..101));
        assert_eq!(pages(0).range(0), 0..0);
    }

    #[test]
    fn every_position_stands_in_the_range_of_its_sheet() {
        for position in 0..101 {
            let (page, above) = pages(101).place(position);
            assert_eq!(pages(101).range(page).nth(above), Some(position));
        }
    }

    #[test]
    fn sheets_and_tables_are_numbered_from_the_second_on_and_formulas_add_them_all() {
        assert_eq!(pages(51).sheets().collect::<Vec<_>>(), ["Chi tiết đề án", "Chi tiết đề án (2)"]);
        assert_eq!(pages(51).sum(|table| format!("SUM({table}[Năm])")), "=SUM(DeAn[Năm])+SUM(DeAn_2[Năm])");
        assert_eq!(pages(50).sum(|table| format!("SUM({table}[Năm])")), "=SUM(DeAn[Năm])");
        assert_eq!((&*pages(50).continued(0), &*pages(51).continued(1)), ("", " (tiếp theo; trang tính 2/2)"));
    }
}
