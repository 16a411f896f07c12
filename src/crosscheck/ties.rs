//! Cell against cell: each figure of theirs that we have too.

use super::sides::Sides;
use crate::model::crosscheck::{Tie, TiedCell};
use crate::model::theirs::{RowRole, TheirCell};
use crate::model::{AppendixRow, Figure, FigureOf, Money, comparison};

/// Every cell of theirs that has a figure of ours. A blank where we have nothing is no figure, nor is a heading
/// without any.
pub(super) fn cells(sides: &Sides<'_>) -> Vec<TiedCell> {
    let mut out = Vec::new();
    for (spot, slice) in sides.stated().filter(|(_, slice)| sides.asks(slice)) {
        let (row, cell) = (sides.row(spot), sides.cell(spot));
        let Some(ours) = sides.ours(&slice) else { continue };
        let heading = row.cells.iter().all(TheirCell::says_nothing) && is_heading(sides, spot.table, spot.row);
        if cell.says_nothing() && (heading || comparison::number(&ours).is_zero()) {
            continue;
        }
        let (theirs, slack) = match slice.of {
            FigureOf::Quantity if cell.fault.is_some() => (None, Money::ZERO),
            FigureOf::Quantity => (Some(Figure::Count(cell.value.unwrap_or_default())), Money::ZERO),
            _ => match sides.amount(spot) {
                Some(amount) => (Some(Figure::Money(amount.money)), amount.slack),
                None => (None, Money::ZERO),
            },
        };
        let mut tied =
            TiedCell { table: spot.table, row: spot.row, cell: spot.cell, slice, theirs, ours, slack, tie: Tie::Equal };
        tied.tie = match tied.difference() {
            None => Tie::Unreadable,
            Some(difference) if difference.is_zero() => Tie::Equal,
            Some(difference) if difference.abs() <= slack.dong() => Tie::Rounded,
            Some(_) => Tie::Differs,
        };
        out.push(tied);
    }
    out
}

/// Whether a row without figures only heads others: a section, or a task whose sources follow.
fn is_heading(sides: &Sides<'_>, table: usize, row: usize) -> bool {
    let rows = &sides.theirs.tables[table].rows;
    let RowRole::Ours(of) = rows[row].role else { return true };
    let next = rows.get(row + 1).map(|next| next.role);
    let parts = matches!(next, Some(RowRole::Ours(part)) if part.row == of.row && part.of.is_some());
    parts || !matches!(of.row, AppendixRow::Task(_) | AppendixRow::Unclassified)
}
