//! The row under a header that only numbers its columns: "(1) (2) (3=4+5)", "1 2 3", "A B 1 2".

use crate::read::sheet::{RawCell, RawRow};

/// Whether a row only numbers the columns.
pub fn is_index_row(row: &RawRow) -> bool {
    let cells: Vec<String> = row.seen().map(RawCell::shown).collect();
    let index = |shown: &String| {
        let bare: String = shown.chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | ' ' | '.')).collect();
        let first = bare.split('=').next().unwrap_or_default();
        let number = !first.is_empty() && first.len() <= 2 && first.chars().all(|c| c.is_ascii_digit());
        let letter = first.len() == 1 && first.chars().all(|c| c.is_ascii_alphabetic());
        let formula_like = bare.contains('=') && bare.chars().all(|c| c.is_ascii_digit() || "=+-*/".contains(c));
        number || letter || formula_like
    };
    // Numbers that count up one by one, or formulas of column numbers: no row of amounts does.
    let counting = cells
        .iter()
        .filter_map(|shown| shown.chars().filter(char::is_ascii_digit).take(2).collect::<String>().parse::<u32>().ok())
        .collect::<Vec<_>>();
    let marked = cells.iter().any(|shown| shown.contains('(') || shown.contains('='));
    let rising = counting.windows(2).all(|pair| pair[0] < pair[1]);
    cells.len() >= 3 && cells.iter().all(index) && (marked || (rising && counting.len() >= 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::{Content, Sheet};

    fn row(cells: &[&str]) -> RawRow {
        let mut sheet = Sheet::new("S", false);
        for (col, text) in cells.iter().enumerate() {
            let content = text.parse().map_or_else(|_| Content::Text((*text).to_owned()), Content::Number);
            sheet.push(0, RawCell { col: u32::try_from(col).unwrap(), content, formula: false });
        }
        sheet.rows.remove(0)
    }

    #[test]
    fn index_rows() {
        let is_index = |cells: &[&str]| is_index_row(&row(cells));
        assert!(is_index(&["(1)", "(2)", "(3=4+5)", "(4)", "(5)"]));
        assert!(is_index(&["1", "2", "3", "4"]));
        assert!(is_index(&["A", "B", "1", "2", "3=4+5"]));
        assert!(is_index(&["a", "b", "c", "1", "2", "3"]));
        assert!(!is_index(&["1", "3.1.b", "Máy sấy", "600"]));
        assert!(!is_index(&["1", "1", "80", "80"]));
        assert!(!is_index(&["(300)", "(400)", "(500)"]));
    }
}
