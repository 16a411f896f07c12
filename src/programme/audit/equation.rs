//! An equation of an identity: what the catalogue states against what follows from its other figures.

use std::fmt;

use rust_decimal::Decimal;

use crate::model::Money;
use crate::model::number::vietnamese;

/// What the catalogue states, and what it should be.
#[derive(Debug, Clone)]
pub struct Equation {
    /// What is compared.
    pub name: String,
    /// The stated side.
    pub stated: String,
    /// The other side, with the terms that it comes from.
    pub expected: String,
    /// The difference, where there is one in numbers.
    pub difference: Option<String>,
    holds: bool,
}

impl Equation {
    /// Whether both sides are equal.
    pub const fn holds(&self) -> bool {
        self.holds
    }

    /// An amount that is the sum of others.
    pub(super) fn sum(name: impl Into<String>, stated: Money, terms: impl IntoIterator<Item = Money>) -> Self {
        let terms: Vec<Money> = terms.into_iter().collect();
        let sum: Money = terms.iter().copied().sum();
        let shown: Vec<_> = terms.iter().map(|term| vietnamese(term.trieu())).collect();
        let shown = if shown.is_empty() { "không có số hạng".to_owned() } else { shown.join(" + ") };
        Self::amounts(name.into(), stated, sum, &shown)
    }

    /// An amount that is a price times a quantity.
    pub(super) fn product(name: impl Into<String>, stated: Money, price: Money, quantity: Decimal) -> Self {
        let terms = format!("{} × {}", vietnamese(price.trieu()), vietnamese(quantity));
        Self::amounts(name.into(), stated, price * quantity, &terms)
    }

    fn amounts(name: String, stated: Money, expected: Money, terms: &str) -> Self {
        Self {
            name,
            stated: stated.to_string(),
            expected: format!("{expected} ({terms})"),
            difference: (stated != expected).then(|| (stated - expected).to_string()),
            holds: stated == expected,
        }
    }

    /// A count.
    pub(super) fn count(name: impl Into<String>, stated: Decimal, expected: Decimal) -> Self {
        Self::numbers(name.into(), stated, expected, "")
    }

    /// A percentage.
    pub(super) fn percent(name: impl Into<String>, stated: Decimal, expected: Decimal) -> Self {
        Self::numbers(name.into(), stated, expected, "%")
    }

    fn numbers(name: String, stated: Decimal, expected: Decimal, unit: &str) -> Self {
        Self {
            name,
            stated: format!("{}{unit}", vietnamese(stated)),
            expected: format!("{}{unit}", vietnamese(expected)),
            difference: (stated != expected).then(|| format!("{}{unit}", vietnamese(stated - expected))),
            holds: stated == expected,
        }
    }

    /// A figure that the decision's words beside it must say.
    pub(super) fn words(name: impl Into<String>, stated: String, words: &str, said: bool) -> Self {
        let expected =
            if words.is_empty() { "không có lời văn".to_owned() } else { format!("lời văn \"{words}\"") };
        Self { name: name.into(), stated, expected, difference: None, holds: said }
    }
}

impl fmt::Display for Equation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: danh mục ghi {}, đối chiếu với {}", self.name, self.stated, self.expected)?;
        match &self.difference {
            Some(difference) => write!(f, "; lệch {difference}"),
            None => Ok(()),
        }
    }
}
