//! What their workbook says against itself in its shares (DC04): a share in per cent of one amount of a row in its
//! total, or of a row in the grand total.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::own::{Against, Contradiction};
use super::sides::{Sides, Spot};
use crate::model::crosscheck::Slice;
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirRow};
use crate::model::{AppendixRow, Figure, FigureOf, number};

/// The shares of a table that its amounts do not give. What a column of shares is of, most of its shares tell.
pub(super) fn contradictions(sides: &Sides<'_>, table: usize) -> Vec<Contradiction> {
    let of = &sides.theirs.tables[table];
    let meanings: Vec<FigureOf> = [FigureOf::State, FigureOf::Mobilised, FigureOf::Total]
        .into_iter()
        .chain(sides.programme.source_ids().map(FigureOf::Source))
        .collect();
    let columns = of.columns.iter().filter_map(|column| match column.role {
        ColumnRole::Share(year) => Some((column.col, year)),
        _ => None,
    });
    let mut found = Vec::new();
    for column in columns {
        let readings = meanings.iter().map(|meaning| shares(sides, table, column, *meaning));
        let agree = |shares: &Vec<Share>| shares.iter().filter(|share| share.agrees).count();
        // Of two readings that agree as often the first stands.
        let best = readings.rev().max_by_key(agree).filter(|best| agree(best) * 2 > best.len());
        let wrong = best.into_iter().flatten().filter(|share| !share.agrees);
        found.extend(wrong.map(|share| Contradiction {
            against: Against::Share,
            whole: share.spot,
            parts: share.parts.to_vec(),
            stated: Figure::Text(sides.cell(share.spot).written.clone()),
            right: Figure::Text(format!("{}%", number::vietnamese(share.right.round_dp(2)))),
        }));
    }
    found
}

struct Share {
    spot: Spot,
    parts: [Spot; 2],
    /// What it should be, in per cent.
    right: Decimal,
    agrees: bool,
}

/// The shares of a column, if they are of `meaning` in the row's total (of the total: in the grand total).
fn shares(sides: &Sides<'_>, table: usize, (col, of_column): (u32, Option<i32>), meaning: FigureOf) -> Vec<Share> {
    let spots: BTreeMap<Slice, Spot> =
        sides.stated().filter(|(spot, _)| spot.table == table).map(|(spot, slice)| (slice, spot)).collect();
    let rows = sides.theirs.tables[table].rows.iter().enumerate();
    let share = |(row, line): (usize, &TheirRow)| {
        let cell = line.cells.iter().position(|cell| cell.col == col)?;
        let held = &line.cells[cell];
        let RowRole::Ours(RowOf { row: of, of: None, year }) = line.role else { return None };
        let year = year.or(of_column);
        let at = |row, of| spots.get(&Slice { row, year, of }).copied();
        let total = at(of, FigureOf::Total);
        let parts = if meaning == FigureOf::Total {
            [total?, at(AppendixRow::Total, FigureOf::Total)?]
        } else {
            [at(of, meaning)?, total?]
        };
        let (right, loose) = ratio(sides, parts)?;
        let (value, step) = (held.value?, Decimal::new(5, held.decimals.min(20) + 1));
        let near = |stated: Decimal, step: Decimal| (stated - right).abs() <= step + loose;
        let fraction = near(value * Decimal::ONE_HUNDRED, step * Decimal::ONE_HUNDRED);
        let agrees = if held.percent { fraction } else { near(value, step) || fraction };
        Some(Share { spot: Spot { table, row, cell }, parts, right, agrees })
    };
    rows.filter_map(share).collect()
}

/// One amount in another, in per cent, with what the digits left out may make of it.
fn ratio(sides: &Sides<'_>, [part, whole]: [Spot; 2]) -> Option<(Decimal, Decimal)> {
    let (part, whole) = (sides.amount(part)?, sides.amount(whole).filter(|whole| !whole.money.is_zero())?);
    let right = part.money.dong() * Decimal::ONE_HUNDRED / whole.money.dong();
    let loose = (part.slack + whole.slack).dong() * Decimal::ONE_HUNDRED / whole.money.dong().abs();
    Some((right, loose))
}
