//! Years of which nothing reached us: what theirs holds of them is not ours to compare.

use std::collections::{BTreeMap, BTreeSet};

use super::Search;
use super::residual::{Left, Task};
use crate::model::crosscheck::{Booking, Cause, Slice};
use crate::model::{AppendixRow, FigureOf, Money};

impl Search<'_> {
    /// Books all that theirs holds of years of which we have no project: in each task that differs in no other year.
    pub(super) fn absent_years(&mut self) {
        let absent = self.years_without_projects();
        let tasks: Vec<Task> =
            self.residual.money.keys().copied().filter(|task| self.is_of_years(*task, &absent)).collect();
        if tasks.is_empty() {
            return;
        }
        let mut parts = self.totals_of(&absent);
        for task in tasks {
            let figures: BTreeMap<Slice, Left> = self.residual.money.get(&task).cloned().unwrap_or_default();
            parts.extend(figures.iter().map(|(slice, left)| (*slice, left.amount)));
            let left = |slice: &Slice| figures.get(slice).map(|left| left.amount).unwrap_or_default();
            self.residual.take(task, left, rust_decimal::Decimal::ZERO);
            self.residual.quantity.remove(&task);
        }
        parts.retain(|_, part| !part.is_zero());
        let years: Vec<String> = absent.iter().map(ToString::to_string).collect();
        let words = format!("Bên ta không có bản nộp nào của năm {}", years.join(", "));
        let cause = Cause::SubmissionMissingHere;
        self.bookings.push(Booking { cause, words, candidates: Vec::new(), task: None, parts });
    }

    /// The years that theirs has figures of, and we have no project.
    fn years_without_projects(&self) -> BTreeSet<i32> {
        let ours = &self.sides.ours.items;
        let has = |year: &i32| ours.iter().any(|item| item.counted && item.year == *year);
        let figures = self.residual.money.values().flat_map(BTreeMap::iter);
        figures
            .filter(|(_, left)| left.stands())
            .filter_map(|(slice, _)| slice.year)
            .filter(|year| !has(year))
            .collect()
    }

    /// Whether a task differs in these years alone, and theirs is nowhere below ours.
    fn is_of_years(&self, task: Task, years: &BTreeSet<i32>) -> bool {
        let Some(figures) = self.residual.money.get(&task) else { return false };
        let standing: Vec<_> = figures.iter().filter(|(_, left)| left.stands()).collect();
        let of_years = standing.iter().filter_map(|(slice, _)| slice.year).collect::<BTreeSet<i32>>();
        let whole = |year: Option<i32>| {
            figures.get(&Slice { row: super::row_of(task), year, of: FigureOf::Total }).map(|left| left.amount)
        };
        let by_year: Money = years.iter().filter_map(|year| whole(Some(*year))).sum();
        !of_years.is_empty()
            && of_years.is_subset(years)
            && standing.iter().all(|(_, left)| left.amount.is_positive())
            && whole(None).is_none_or(|total| total == by_year)
    }

    /// What theirs holds of these years in its totals.
    fn totals_of(&self, years: &BTreeSet<i32>) -> BTreeMap<Slice, Money> {
        let stated = self.sides.stated().filter(|(_, slice)| {
            slice.row == AppendixRow::Total
                && slice.of != FigureOf::Quantity
                && slice.year.is_some_and(|year| years.contains(&year))
        });
        stated.filter_map(|(spot, slice)| Some((slice, self.sides.amount(spot)?.money))).collect()
    }
}
