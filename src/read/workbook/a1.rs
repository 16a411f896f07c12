//! Addresses as they stand in a workbook's own text: `B7`, `$B$7`, `A7:W30`.

use crate::model::{Area, CellRef};

/// The columns and rows that a sheet has.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// A cell, with or without `$`.
pub(super) fn cell(text: &str) -> Option<CellRef> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let (letters, rest) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic())?);
    let digits = rest.strip_prefix('$').unwrap_or(rest);
    let plain = (1..=3).contains(&letters.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let row = digits.parse::<u32>().ok().filter(|row| plain && (1..=ROWS).contains(row))?;
    let number = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let col = letters.bytes().fold(0, |col, letter| col * 26 + number(letter));
    (col <= COLUMNS).then(|| CellRef::new(row - 1, col - 1))
}

/// A cell or a rectangle, its corners in any order.
pub(super) fn area(text: &str) -> Option<Area> {
    let Some((first, last)) = text.split_once(':') else { return cell(text).map(Area::from) };
    let (first, last) = (cell(first)?, cell(last)?);
    Some(Area::new(
        CellRef::new(first.row.min(last.row), first.col.min(last.col)),
        CellRef::new(first.row.max(last.row), first.col.max(last.col)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_shows_is_read_back() {
        for shown in ["A1", "Q9", "Z1", "AA1", "ZZ1", "XFD1048576"] {
            assert_eq!(cell(shown).unwrap().to_string(), shown);
        }
        assert_eq!(cell("$q$9"), cell("Q9"));
        assert_eq!(area("C9:A7").unwrap().to_string(), "A7:C9");
        assert_eq!(area("B2").unwrap().to_string(), "B2");
    }

    #[test]
    fn nothing_is_made_of_anything_else() {
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A:A", "SUM", "A1B", "'x'!A1", "A1:", "đ1"] {
            assert_eq!((text, area(text)), (text, None));
        }
    }
}
