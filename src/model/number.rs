//! Numbers as Vietnamese readers write them: 1.234.567,8.

use rust_decimal::Decimal;

/// `1234567.8` as `1.234.567,8`; no trailing zeros.
pub fn vietnamese(value: Decimal) -> String {
    let plain = value.abs().normalize().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let mut out = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_by_three_with_a_decimal_comma() {
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("7", "7"),
            ("300", "300"),
            ("1200", "1.200"),
            ("75300", "75.300"),
            ("1234567.80", "1.234.567,8"),
            ("-12.5", "-12,5"),
            ("-1000", "-1.000"),
            ("0.000001", "0,000001"),
        ];
        for (plain, shown) in cases {
            assert_eq!(vietnamese(plain.parse().unwrap()), shown, "{plain}");
        }
    }
}
