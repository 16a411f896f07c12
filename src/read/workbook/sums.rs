//! Which rows a formula adds up in its own column: `=SUM(F9:F12)`, `=SUBTOTAL(9,F9:F12)`, `=F9+F12`.
//!
//! Whatever is more than a sum of such ranges is left alone: what it leaves out cannot be told from its text.

use super::a1;
use crate::model::{Area, CellRef};

/// The longest formula that Excel keeps.
const LONGEST: usize = 8192;

/// Brackets within brackets.
const DEEPEST: u32 = 16;

/// The rows that a formula adds up, as first and last; nothing where it does anything else, or looks at another
/// column or sheet.
pub(super) fn rows(formula: &str, at: CellRef) -> Option<Vec<(u32, u32)>> {
    if formula.len() > LONGEST {
        return None;
    }
    let text = plain(formula);
    let mut parser = Parser { rest: &text, column: at.col, rows: Vec::new() };
    parser.sum(0)?;
    let is_whole = parser.rest.is_empty() && !parser.rows.is_empty();
    let looks_at_itself = parser.rows.iter().any(|(first, last)| (*first..=*last).contains(&at.row));
    (is_whole && !looks_at_itself).then_some(parser.rows)
}

/// A formula without spaces, in Excel's notation: OpenDocument writes `of:=SUM([.F9:.F12])`.
fn plain(formula: &str) -> String {
    let (open_document, body) = match formula.trim().split_once(":=") {
        Some((_, body)) => (true, body),
        None => (false, formula.trim().trim_start_matches('=')),
    };
    let dressing = |c: &char| c.is_whitespace() || (open_document && matches!(c, '[' | ']' | '.'));
    body.chars().filter(|c| !dressing(c)).collect()
}

struct Parser<'a> {
    rest: &'a str,
    column: u32,
    rows: Vec<(u32, u32)>,
}

impl Parser<'_> {
    fn takes(&mut self, wanted: &[char]) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Terms joined by `+`.
    fn sum(&mut self, depth: u32) -> Option<()> {
        self.takes(&['+']);
        self.term(depth)?;
        while self.takes(&['+']) {
            self.term(depth)?;
        }
        Some(())
    }

    fn term(&mut self, depth: u32) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        if self.takes(&['(']) {
            self.sum(depth + 1)?;
            return self.takes(&[')']).then_some(());
        }
        let end = self.rest.find(['+', '(', ')', ',', ';']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if !self.takes(&['(']) {
            return self.range(a1::area(word)?);
        }
        match word.to_ascii_uppercase().as_str() {
            "SUM" => {}
            "SUBTOTAL" => self.is_sum_of_subtotal()?,
            _ => return None,
        }
        self.sum(depth + 1)?;
        while self.takes(&[',', ';']) {
            self.sum(depth + 1)?;
        }
        self.takes(&[')']).then_some(())
    }

    /// SUBTOTAL sums by its numbers 9 and 109.
    fn is_sum_of_subtotal(&mut self) -> Option<()> {
        let rest = self.rest.strip_prefix("109").or_else(|| self.rest.strip_prefix('9'))?;
        self.rest = rest;
        self.takes(&[',', ';']).then_some(())
    }

    fn range(&mut self, area: Area) -> Option<()> {
        let own = area.first.col == self.column && area.last.col == self.column;
        own.then(|| self.rows.push((area.first.row, area.last.row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a formula in F20, counted from 1 as Excel shows them.
    fn of(formula: &str) -> Option<Vec<(u32, u32)>> {
        let rows = rows(formula, CellRef::new(19, 5))?;
        Some(rows.into_iter().map(|(first, last)| (first + 1, last + 1)).collect())
    }

    #[test]
    fn sums_of_rows() {
        assert_eq!(of("SUM(F9:F12)"), Some(vec![(9, 12)]));
        assert_eq!(of("=sum( $F$9:$F$12 , F15)"), Some(vec![(9, 12), (15, 15)]));
        assert_eq!(of("SUBTOTAL(9,F9:F12)"), Some(vec![(9, 12)]));
        assert_eq!(of("SUBTOTAL(109,F9:F12)"), Some(vec![(9, 12)]));
        assert_eq!(of("+F9+F12"), Some(vec![(9, 9), (12, 12)]));
        assert_eq!(of("SUM(F9:F12)+(F15+SUM(F17))"), Some(vec![(9, 12), (15, 15), (17, 17)]));
        assert_eq!(of("of:=SUM([.F9:.F12];[.F15])"), Some(vec![(9, 12), (15, 15)]));
    }

    #[test]
    fn anything_else_is_left_alone() {
        for formula in [
            "",
            "SUM()",
            "SUM(F9:G12)",
            "SUM(R9:V9)",
            "SUM(F9:F12)/2",
            "SUM(F9:F12)-F10",
            "SUM(F9:F12)+1",
            "SUM('Năm 2022'!F9:F12)",
            "of:=SUM([$Khác.F9:.F12])",
            "SUM(F:F)",
            "SUM(F9:F20)",
            "SUBTOTAL(3,F9:F12)",
            "SUMIF(F9:F12,\">0\")",
            "ROUND(SUM(F9:F12),0)",
            "F9*2",
            "SUM(F9:F12",
            "SUM(F9:F12))",
        ] {
            assert_eq!((formula, of(formula)), (formula, None));
        }
        assert_eq!(of(&format!("{}F9{}", "(".repeat(4000), ")".repeat(4000))), None);
        assert_eq!(of(&"+F9".repeat(4000)), None);
    }
}
