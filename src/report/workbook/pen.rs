//! Writing cells: text stays text, decimals stay exact, formulas carry their results.

use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::style;

/// The characters (UTF-16 units) that Excel allows in a cell.
const LONGEST: usize = 32_767;
/// The characters that Excel allows in a formula.
const LONGEST_FORMULA: usize = 8_192;

/// What writing a sheet gives.
pub type Written<T = ()> = std::result::Result<T, XlsxError>;

/// A cell of a sheet: row and column, counted from 0.
pub type At = (u32, u16);

/// Writes text, whatever it begins with.
pub fn text(sheet: &mut Worksheet, (row, col): At, text: &str, format: &Format) -> Written {
    if text.is_empty() {
        sheet.write_blank(row, col, format)?;
    } else {
        sheet.write_string_with_format(row, col, clipped(text, LONGEST), format)?;
    }
    Ok(())
}

/// Writes a typed number.
pub fn number(sheet: &mut Worksheet, (row, col): At, value: Decimal, format: &Format) -> Written {
    sheet.write_number_with_format(row, col, style::float(value), format)?;
    Ok(())
}

/// Writes a formula with its result, so that Protected View and readers that do not calculate show it; the result
/// alone where the formula is longer than Excel takes.
pub fn formula(sheet: &mut Worksheet, (row, col): At, formula: &str, result: Decimal, format: &Format) -> Written {
    if formula.encode_utf16().count() > LONGEST_FORMULA {
        return number(sheet, (row, col), result, format);
    }
    let formula = Formula::new(formula).set_result(result.normalize().to_string());
    sheet.write_formula_with_format(row, col, formula, format)?;
    Ok(())
}

/// The formula, without its sign, that adds up a column where others hold what the pairs say; that counts rows where no
/// column is named. `as_text` compares codes letter by letter: SUMIFS takes "1.1" and "1.10" for one number.
pub fn sum_where(summed: Option<&str>, pairs: &[(String, String)], as_text: bool) -> String {
    if as_text {
        let held: Vec<_> = pairs.iter().map(|(column, held)| format!("({column}={held})")).collect();
        let summed = summed.map(|summed| format!(",{summed}")).unwrap_or_default();
        return format!("SUMPRODUCT({}*1{summed})", held.join("*"));
    }
    let pairs: Vec<_> = pairs.iter().map(|(column, held)| format!("{column},{held}")).collect();
    match summed {
        Some(summed) => format!("SUMIFS({summed},{})", pairs.join(",")),
        None => format!("COUNTIFS({})", pairs.join(",")),
    }
}

/// The formula of a difference of two cells in triệu đồng: floats leave a tail in the last digits, which rounding
/// to the đồng takes away.
pub fn difference(minuend: &str, subtrahend: &str) -> String {
    format!("=ROUND({minuend}-{subtrahend},6)")
}

/// Writes the share of one cell in another of the same row, in hundredths of a per cent, which is finer than what
/// is shown and coarser than what floats leave behind.
pub fn share(sheet: &mut Worksheet, at: At, (part, whole): (&str, &str), share: Decimal, format: &Format) -> Written {
    let share = share.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    formula(sheet, at, &format!("=ROUND({part}/{whole},4)"), share, format)
}

/// Writes text over the cells from `first` to `last`, merged where they are several.
pub fn merged(sheet: &mut Worksheet, first: At, last: At, text: &str, format: &Format) -> Written {
    if first == last {
        return self::text(sheet, first, text, format);
    }
    sheet.merge_range(first.0, first.1, last.0, last.1, &clipped(text, LONGEST), format)?;
    Ok(())
}

/// Writes text that links to `url`; plain text of `plain` where there is no link to give, or one longer than Excel
/// takes.
pub fn link(
    sheet: &mut Worksheet,
    at: At,
    text: &str,
    url: Option<String>,
    (linked, plain): (&Format, &Format),
) -> Written {
    match url {
        Some(url) if !text.is_empty() => {
            match sheet.write_url_with_format(at.0, at.1, Url::new(url).set_text(clipped(text, LONGEST)), linked) {
                Err(XlsxError::MaxUrlLengthExceeded) => self::text(sheet, at, text, plain),
                written => written.map(drop),
            }
        }
        _ => self::text(sheet, at, text, plain),
    }
}

/// A link to a cell of another sheet of the workbook.
pub fn internal(sheet: &str, (row, col): At) -> String {
    format!("internal:'{}'!{}", sheet.replace('\'', "''"), address((row, col)))
}

/// `A1` of a cell.
pub fn address((row, col): At) -> String {
    crate::model::CellRef::new(row, u32::from(col)).to_string()
}

/// The text, cut at `most` UTF-16 units with an ellipsis where it is longer.
pub fn clipped(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut left = most - 1;
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use calamine::Reader as _;

    use super::*;

    #[test]
    fn text_past_the_limit_of_excel_is_cut_and_says_so() {
        let long = "ả".repeat(40_000);
        let kept = clipped(&long, LONGEST);
        assert_eq!(kept.encode_utf16().count(), LONGEST);
        assert!(kept.ends_with('…'));
        assert_eq!(clipped("ngắn", LONGEST), "ngắn");
    }

    #[test]
    fn what_excel_has_no_room_for_is_written_without_formula_or_link() {
        let (mut sheet, plain) = (Worksheet::new(), Format::new());
        let terms = |most: usize| format!("={}", vec!["A1"; most].join("+"));
        assert_eq!((terms(2_730).len(), terms(2_731).len()), (8_190, 8_193));
        formula(&mut sheet, (0, 1), &terms(2_730), Decimal::ONE, &plain).unwrap();
        formula(&mut sheet, (1, 1), &terms(2_731), Decimal::ONE, &plain).unwrap();
        let far = format!("file:///{}.xlsx", "a".repeat(2_100));
        link(&mut sheet, (2, 1), "Q9", Some(far), (&plain, &plain)).unwrap();
        let mut book = rust_xlsxwriter::Workbook::new();
        book.push_worksheet(sheet);
        let mut read = calamine::Xlsx::new(std::io::Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let formulas = read.worksheet_formula("Sheet1").unwrap();
        assert_eq!(formulas.used_cells().count(), 1);
        let values = read.worksheet_range("Sheet1").unwrap();
        assert_eq!(values.get_value((1, 1)), Some(&calamine::Data::Float(1.0)));
        assert_eq!(values.get_value((2, 1)), Some(&calamine::Data::String("Q9".to_owned())));
    }

    #[test]
    fn a_quote_in_a_sheet_name_is_doubled_in_links() {
        assert_eq!(internal("Năm '23", (8, 16)), "internal:'Năm ''23'!Q9");
    }
}
