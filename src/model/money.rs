//! Exact money, in đồng.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use rust_decimal::{Decimal, RoundingStrategy};

use super::number::vietnamese;

/// The largest amount that a cell may hold: a million tỷ đồng, some ten thousand state budgets of a province.
/// It keeps every sum and product of a run far inside `Decimal`'s 28 digits, so that `+` cannot overflow.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15

/// An amount of money in whole đồng.
///
/// No float ever becomes money: a cell's number is read by its 15 significant digits (`read::numbers`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// This many đồng.
    pub fn from_dong(dong: i64) -> Self {
        Self(Decimal::from(dong))
    }

    /// This many triệu đồng, the unit of the decision.
    pub fn from_trieu(trieu: i64) -> Self {
        Self::from_dong(trieu) * Decimal::from(1_000_000)
    }

    /// `amount` of `unit`, rounded half up to whole đồng; nothing where it passes every plausible budget.
    pub fn from_amount(amount: Decimal, unit: MoneyUnit) -> Option<Self> {
        let dong = amount.checked_mul(unit.factor())?;
        (dong.abs() <= LARGEST).then(|| Self(round_half_up(dong)))
    }

    /// The amount in đồng.
    pub const fn dong(self) -> Decimal {
        self.0
    }

    /// The amount in `unit`, exact.
    pub fn in_unit(self, unit: MoneyUnit) -> Decimal {
        (self.0 / unit.factor()).normalize()
    }

    /// The amount in triệu đồng, exact.
    pub fn trieu(self) -> Decimal {
        self.in_unit(MoneyUnit::Trieu)
    }

    /// Whether the amount is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// Whether the amount is above zero.
    pub fn is_positive(self) -> bool {
        self > Self::ZERO
    }

    /// `percent` per cent of the amount, rounded half up to whole đồng.
    #[must_use]
    pub fn percent(self, percent: Decimal) -> Self {
        Self(round_half_up(self.0 * percent / Decimal::ONE_HUNDRED))
    }

    /// The amount, or zero where it is negative.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }
}

fn round_half_up(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl fmt::Display for Money {
    /// As a clerk reads it: in triệu đồng where at most three decimals are enough, else in đồng,
    /// so that a difference of one đồng is never rounded away.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if (self.0 % Decimal::ONE_THOUSAND).is_zero() {
            write!(f, "{} triệu đồng", vietnamese(self.trieu()))
        } else {
            write!(f, "{} đồng", vietnamese(self.0))
        }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Money × a quantity; rounded half up to whole đồng.
impl Mul<Decimal> for Money {
    type Output = Self;
    fn mul(self, factor: Decimal) -> Self {
        Self(round_half_up(self.0 * factor))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// The unit that a table states its money in ("Đơn vị tính: triệu đồng").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoneyUnit {
    /// đồng
    Dong,
    /// nghìn đồng
    Nghin,
    /// triệu đồng
    Trieu,
    /// tỷ đồng
    Ty,
}

impl MoneyUnit {
    /// Every unit, smallest first.
    pub const ALL: [Self; 4] = [Self::Dong, Self::Nghin, Self::Trieu, Self::Ty];

    /// How many đồng one of it is.
    pub fn factor(self) -> Decimal {
        Decimal::from(match self {
            Self::Dong => 1_u32,
            Self::Nghin => 1_000,
            Self::Trieu => 1_000_000,
            Self::Ty => 1_000_000_000,
        })
    }

    /// Its Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dong => "đồng",
            Self::Nghin => "nghìn đồng",
            Self::Trieu => "triệu đồng",
            Self::Ty => "tỷ đồng",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_of_a_dong_is_rounded_half_away_from_zero() {
        let read = |text: &str| Money::from_amount(text.parse().unwrap(), MoneyUnit::Dong).unwrap().dong();
        assert_eq!(read("333.4"), Decimal::from(333));
        assert_eq!(read("333.5"), Decimal::from(334));
        assert_eq!(read("332.5"), Decimal::from(333), "not banker's rounding");
        assert_eq!(read("-0.5"), Decimal::from(-1));
    }

    #[test]
    fn units_scale_exactly() {
        let amount = "434.999999".parse().unwrap();
        assert_eq!(Money::from_amount(amount, MoneyUnit::Trieu), Some(Money::from_dong(434_999_999)));
        assert_eq!(Money::from_dong(434_999_999).trieu(), amount);
    }

    #[test]
    fn an_amount_beyond_every_budget_is_no_money() {
        assert_eq!(LARGEST, Decimal::from(1_000_000_000_000_000_i64));
        assert!(Money::from_amount(Decimal::from(1_000_001), MoneyUnit::Ty).is_none());
        assert!(Money::from_amount(Decimal::from(1_000_000), MoneyUnit::Ty).is_some());
        assert!(Money::from_amount(Decimal::MAX, MoneyUnit::Ty).is_none());
    }

    #[test]
    fn one_dong_is_never_rounded_out_of_sight() {
        assert_eq!(Money::from_trieu(300).to_string(), "300 triệu đồng");
        assert_eq!(Money::from_dong(1_813_600_000).to_string(), "1.813,6 triệu đồng");
        assert_eq!(Money::from_dong(300_000_001).to_string(), "300.000.001 đồng");
        assert_eq!(Money::from_dong(1).to_string(), "1 đồng");
    }

    #[test]
    fn percentages_are_rounded_to_whole_dong() {
        assert_eq!(Money::from_trieu(600).percent(Decimal::from(50)), Money::from_trieu(300));
        assert_eq!(Money::from_dong(5).percent(Decimal::from(30)), Money::from_dong(2));
    }
}
