//! A stored float into the number that Excel keeps: 15 significant digits, and no binary tail.

use rust_decimal::Decimal;

use super::super::sheet::Content;

/// The number of a float: 0.1 is 0.1, and 434.99999999999994 is 435.
pub(super) fn content(value: f64) -> Content {
    // Below this no budget has a digit; Decimal would have to round it anyway.
    if value.abs() < 1e-12 {
        return Content::Number(Decimal::ZERO);
    }
    let digits = format!("{value:.14e}");
    match Decimal::from_scientific(&digits) {
        Ok(number) => Content::Number(number.normalize()),
        Err(_) => Content::Huge(format!("{value:e}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_and_no_binary_tail() {
        let read = |value: f64| match content(value) {
            Content::Number(number) => number.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(read(0.1), "0.1");
        assert_eq!(read(0.1 + 0.2), "0.3");
        assert_eq!(read(434.999_999_999_999_94), "435");
        assert_eq!(read(1813.6), "1813.6");
        assert_eq!(read(300_000_001.0), "300000001");
        assert_eq!(read(1e15), "1000000000000000");
        assert_eq!(read(-0.5), "-0.5");
        assert_eq!(read(0.0), "0");
        assert_eq!(read(-9.9e-13), "0");
        assert_eq!(read(1e-12), "0.000000000001");
        assert_eq!(read(333.333_333_333_333_3), "333.333333333333");
    }

    #[test]
    fn what_no_budget_holds_is_told() {
        assert_eq!(content(f64::NAN), Content::Huge("NaN".to_owned()));
        assert_eq!(content(f64::NEG_INFINITY), Content::Huge("-inf".to_owned()));
        assert!(matches!(content(1e300), Content::Huge(_)));
    }
}
