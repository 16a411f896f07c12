//! Amounts that are 1.000 or 1.000.000 times off: what a row says, held against its task and its neighbours.
//!
//! A slip of the unit is told only where three things meet: as read the amounts are far outside what the task
//! allows, the shift brings them back inside, and what they then are fits the other rows of the table. Where only
//! some cells of a row are off, the shift must also make the row's sum tie out, which chance does not do.

use rust_decimal::Decimal;

use crate::model::{CellRef, Field, Money, Project, SourceId, Table};
use crate::programme::{Programme, SourceKind};

/// What cells that are off must be multiplied by.
const FACTORS: [Decimal; 4] = [
    Decimal::from_parts(1, 0, 0, false, 3),
    Decimal::from_parts(1, 0, 0, false, 6),
    Decimal::ONE_THOUSAND,
    Decimal::from_parts(1_000_000, 0, 0, false, 0),
];

/// How many times off a whole row's cost must be against its task's: real projects are within a tenth of this.
const FAR: Decimal = Decimal::from_parts(200, 0, 0, false, 0);
/// How many times the cost of a project may differ from its task's, or from its neighbours', and still fit.
const NEAR: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// The same where a cost looks too small: small projects are common, so that the fit must be close.
const CLOSE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The cells of a row that are off, the first to be corrected at the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shift {
    /// The cells.
    pub cells: Vec<Amount>,
    /// What they must be multiplied by.
    pub factor: Decimal,
}

impl Shift {
    /// What an amount would be.
    pub(super) fn mended(&self, amount: Money) -> Money {
        amount * self.factor
    }

    /// Whether the amounts are too large.
    pub(super) fn is_too_large(&self) -> bool {
        self.factor < Decimal::ONE
    }

    /// How many times off they are: 1.000 or 1.000.000.
    pub(super) fn times(&self) -> Decimal {
        if self.is_too_large() { (Decimal::ONE / self.factor).normalize() } else { self.factor }
    }
}

/// An amount of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// Its field: the total or a source.
    pub field: Field,
    /// Its cell.
    pub at: CellRef,
    /// The amount as read.
    pub value: Money,
}

/// The rows of a table that are off, by their position.
pub(super) fn find(programme: &Programme, table: &Table) -> Vec<(usize, Shift)> {
    let rows = table.projects.iter().enumerate().filter_map(|(at, project)| Some((at, Row::of(programme, project)?)));
    let judged: Vec<(usize, Option<Shift>, Decimal)> = rows
        .map(|(at, row)| {
            let shift = row.shift();
            let ratio = row.ratio(shift.as_ref());
            (at, shift, ratio)
        })
        .collect();
    let mut ratios: Vec<Decimal> = judged.iter().map(|(.., ratio)| *ratio).collect();
    ratios.sort_unstable();
    let fits = |own: Decimal| median_beside(&ratios, own).is_none_or(|median| within(own, median, NEAR, NEAR));
    judged.into_iter().filter_map(|(at, shift, ratio)| Some((at, shift.filter(|_| fits(ratio))?))).collect()
}

/// The median of what the other rows cost against their own tasks: of sorted ratios without one's own.
fn median_beside(sorted: &[Decimal], own: Decimal) -> Option<Decimal> {
    let own = sorted.partition_point(|ratio| *ratio < own);
    let middle = sorted.len().checked_sub(1)? / 2;
    sorted.get(if middle < own { middle } else { middle + 1 }).copied()
}

/// Whether an amount is neither below a part nor above a multiple of another.
fn within(amount: Decimal, of: Decimal, below: Decimal, above: Decimal) -> bool {
    amount * below >= of && amount <= of * above
}

/// A row whose task has figures.
struct Row<'a> {
    programme: &'a Programme,
    /// Its amounts that are not zero, the total first.
    amounts: Vec<Amount>,
    carried_over: bool,
    /// What its task costs for its quantity, in the programme's figures.
    cost: Decimal,
    /// The most support for its quantity: its cap, else twice what the programme's figures hold.
    support: Decimal,
}

impl<'a> Row<'a> {
    fn of(programme: &'a Programme, project: &Project) -> Option<Self> {
        let task = programme.task(project.task.task?);
        let target = task.target.filter(|target| *target > Decimal::ZERO)?;
        let carried_over = project.status.carried_over;
        let quantity = match project.quantity.value? {
            zero if zero.is_zero() && carried_over => Decimal::ONE,
            // A quantity that no programme plans is itself in doubt.
            quantity => Some(quantity).filter(|count| count.is_integer() && (Decimal::ONE..=target).contains(count))?,
        };
        let cost = task.total?.dong() / target * quantity;
        let planned: Money = programme.state_sources().filter_map(|source| task.money_of(source)).sum();
        let cap = task.norm_on(project.judged_on()?)?.cap;
        let support = cap.map_or_else(|| planned.dong() * Decimal::TWO / target, Money::dong) * quantity;
        let row = Self { programme, amounts: amounts(project)?, carried_over, cost, support };
        (cost > Decimal::ZERO && row.cost_by(|_| Decimal::ONE) > Decimal::ZERO).then_some(row)
    }

    /// The cells that are off, and by how much.
    fn shift(&self) -> Option<Shift> {
        let all: Vec<Field> = self.amounts.iter().map(|amount| amount.field).collect();
        if let Some(factor) = FACTORS.into_iter().find(|factor| self.is_off_as_a_whole(*factor)) {
            return Some(self.shifted(&all, factor));
        }
        if self.ties(|_| Decimal::ONE) {
            return None;
        }
        let sources: Vec<Field> = all.iter().copied().filter(|field| *field != Field::Total).collect();
        let alone = all.iter().map(|field| vec![*field]);
        let parts: Vec<Vec<Field>> = alone.chain([sources]).collect();
        let found = parts.iter().flat_map(|cells| FACTORS.map(|factor| (cells, factor)));
        found
            .into_iter()
            .find(|(cells, factor)| self.is_off_in(cells, *factor))
            .map(|(cells, factor)| self.shifted(cells, factor))
    }

    fn shifted(&self, cells: &[Field], factor: Decimal) -> Shift {
        let cells = self.amounts.iter().copied().filter(|amount| cells.contains(&amount.field)).collect();
        Shift { cells, factor }
    }

    /// Whether every amount of the row is off: the cost is far from the task's, and both the cost and the support
    /// come back to it.
    fn is_off_as_a_whole(&self, factor: Decimal) -> bool {
        let (cost, support) = (self.cost_by(|_| Decimal::ONE), self.support_by(|_| Decimal::ONE));
        if support.is_zero() {
            return false;
        }
        if factor < Decimal::ONE {
            cost >= self.cost * FAR
                && support >= self.support * NEAR
                && within(cost * factor, self.cost, NEAR, NEAR)
                && support * factor <= self.support * CLOSE
        } else {
            // What is left of a project in its second year may be small. Close to the task's cost after the shift is
            // far from it before.
            !self.carried_over && within(cost * factor, self.cost, CLOSE, CLOSE) && support * factor <= self.support
        }
    }

    /// Whether some amounts of a row that does not tie are off: it ties with them shifted, they are no trifle in
    /// it, and it then is what its task allows.
    fn is_off_in(&self, cells: &[Field], factor: Decimal) -> bool {
        let by = |field: Field| if cells.contains(&field) { factor } else { Decimal::ONE };
        let cost = self.cost_by(by);
        let weight: Decimal = self
            .amounts
            .iter()
            .filter(|amount| cells.contains(&amount.field))
            .map(|amount| amount.value.dong() * factor)
            .max()
            .unwrap_or_default();
        self.ties(by)
            && weight * Decimal::ONE_HUNDRED >= cost
            && within(cost, self.cost, NEAR, NEAR)
            && self.support_by(by) <= self.support * CLOSE
    }

    /// Whether the sources add up to the total, to a thousandth.
    fn ties(&self, by: impl Fn(Field) -> Decimal) -> bool {
        let total = self.sum(&by, |field| field == Field::Total);
        let sources = self.sum(&by, |field| field != Field::Total);
        (total - sources).abs() * Decimal::ONE_THOUSAND <= total
    }

    /// The cost with the cells shifted: the total, else the sum of the sources.
    fn cost_by(&self, by: impl Fn(Field) -> Decimal) -> Decimal {
        let total = self.sum(&by, |field| field == Field::Total);
        if total.is_zero() { self.sum(&by, |_| true) } else { total }
    }

    fn support_by(&self, by: impl Fn(Field) -> Decimal) -> Decimal {
        let of_state = |source: SourceId| self.programme.source(source).kind == SourceKind::State;
        self.sum(&by, |field| matches!(field, Field::Source(source) if of_state(source)))
    }

    fn sum(&self, by: impl Fn(Field) -> Decimal, of: impl Fn(Field) -> bool) -> Decimal {
        self.amounts.iter().filter(|amount| of(amount.field)).map(|amount| amount.value.dong() * by(amount.field)).sum()
    }

    /// The cost against the task's, with the shift that was found.
    fn ratio(&self, shift: Option<&Shift>) -> Decimal {
        let is_off = |field: Field| shift.filter(|shift| shift.cells.iter().any(|cell| cell.field == field));
        self.cost_by(|field| is_off(field).map_or(Decimal::ONE, |shift| shift.factor)) / self.cost
    }
}

/// The amounts of a project that are not zero; nothing where one cannot be read or is negative.
fn amounts(project: &Project) -> Option<Vec<Amount>> {
    let sources = project.sources.iter().enumerate().map(|(at, entry)| (Field::Source(SourceId(at)), entry));
    let all = std::iter::once((Field::Total, &project.total)).chain(sources);
    let written = all.filter_map(|(field, entry)| Some(Amount { field, at: entry.at?, value: entry.value? }));
    project.amounts_stand().then(|| written.filter(|amount| amount.value.is_positive()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers<const N: usize>(numbers: [i64; N]) -> [Decimal; N] {
        numbers.map(Decimal::from)
    }

    #[test]
    fn the_median_beside_a_row_is_that_of_the_others() {
        let of = |sorted: &[Decimal], own: i64| median_beside(sorted, own.into());
        let four = numbers([1, 2, 3, 4]);
        for (own, expected) in [(1, 3), (2, 3), (3, 2), (4, 2)] {
            assert_eq!(of(&four, own), Some(expected.into()), "{own} among 1, 2, 3 and 4");
        }
        // Of an even number of others, the upper of the two in the middle.
        assert_eq!(of(&numbers([1, 2, 3, 4, 5]), 1), Some(4.into()));
        assert_eq!(of(&numbers([1, 2, 3, 4, 5]), 5), Some(3.into()));
        assert_eq!(of(&numbers([2, 2]), 2), Some(2.into()));
        assert_eq!(of(&numbers([2]), 2), None);
    }

    #[test]
    fn limits_are_within() {
        let is_within = |amount: i64| within(amount.into(), 100.into(), 20.into(), 5.into());
        assert_eq!([4, 5, 500, 501].map(is_within), [false, true, true, false]);
    }
}
