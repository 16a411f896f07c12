//! How high a row must be to show every word: a program that writes a workbook has no one to measure text for it,
//! and Excel does not fit the height of a wrapped or merged row that it did not write itself.

use unicode_normalization::UnicodeNormalization;

/// A little more than the font's own line, in points per point of its size.
const LINE: f64 = 1.28;
/// White space above and below the text of a cell, in points.
const PADDING: f64 = 4.0;
/// White space left and right of the text of a cell, in pixels.
const SIDES: f64 = 8.0;
/// Pixels of a point at the 96 dots per inch that column widths are counted in.
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;
/// Renderers differ by a few per cent; a line too many is better than a word too few.
const CAUTION: f64 = 1.05;
/// Excel's limit on the height of a row, in points.
const HIGHEST: f64 = 409.0;

/// The height in points of a row that shows `text` in a column (or merged columns) of `width` characters.
pub fn height(text: &str, width: f64, size: f64, bold: bool) -> f64 {
    (f64::from(lines(text, width, size, bold)) * size * LINE + PADDING).min(HIGHEST)
}

/// The lines that `text` takes in a column of `width` characters.
pub fn lines(text: &str, width: f64, size: f64, bold: bool) -> u32 {
    let room = (width * 7.0 + 5.0 - SIDES).max(1.0);
    let weight = if bold { 1.08 } else { 1.0 } * size * PIXELS_PER_POINT * CAUTION / 1000.0;
    text.split('\n').map(|paragraph| paragraph_lines(paragraph, room / weight)).sum()
}

fn paragraph_lines(paragraph: &str, room: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in paragraph.split_whitespace() {
        let width = word_width(word);
        if used > 0.0 && used + SPACE + width <= room {
            used += SPACE + width;
            continue;
        }
        if used > 0.0 {
            lines += 1;
        }
        used = width;
        while used > room {
            // A word longer than the line is broken where the line ends.
            lines += 1;
            used -= room;
        }
    }
    lines
}

const SPACE: f64 = 250.0;

fn word_width(word: &str) -> f64 {
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).map(advance).sum()
}

/// The advance of a letter of Times New Roman, in thousandths of its size.
fn advance(c: char) -> f64 {
    f64::from(match c {
        'i' | 'j' | 'l' | 't' | '/' | ':' | ';' => 278,
        'f' | 'r' | 'I' | '(' | ')' | '-' | '!' | '[' | ']' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' => 444,
        '.' | ',' => 250,
        'm' | '≥' | '≤' => 778,
        'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'Đ' | 'w' => 722,
        'B' | 'C' | 'R' => 667,
        'E' | 'L' | 'T' | 'Z' => 611,
        'F' | 'P' | 'S' => 556,
        'M' => 889,
        'W' => 944,
        '%' => 833,
        _ if c > '\u{2e80}' => 1000,
        _ => 500,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_takes_one_line_and_long_text_several() {
        assert_eq!(lines("Phong Thổ", 14.0, 11.0, false), 1);
        assert_eq!(lines("", 14.0, 11.0, false), 1);
        assert_eq!(lines("một\nhai\nba", 14.0, 11.0, false), 3);
        assert!(lines("Hỗ trợ lập quy hoạch chi tiết cụm công nghiệp", 14.0, 11.0, false) >= 3);
    }

    #[test]
    fn a_word_longer_than_its_column_is_broken() {
        assert!(lines(&"a".repeat(64), 10.0, 10.0, false) >= 5);
    }

    #[test]
    fn no_row_passes_the_limit_of_excel() {
        assert!(height(&"từ ".repeat(20_000), 20.0, 11.0, false) <= HIGHEST);
    }
}
