//! The rows that are totals: what they say, which rows they may cover, and which their formulas add up.

use rust_decimal::Decimal;

use super::ambiguous;
use super::header::Header;
use super::headings::{Heading, Rank};
use super::labels;
use super::rows::{Kind, View};
use crate::model::{Entry, Field, Money, MoneyUnit, Table, TotalRow};
use crate::read::entries;
use crate::read::numbers::{self, Suffix};
use crate::read::sheet::{Content, RawCell, RawRow, Sheet};

/// What a total row is called whose label was left out.
const UNLABELLED: &str = "tổng không ghi tên";

/// Reads every total and subtotal row of a table.
pub fn read_all(table: &mut Table, sheet: &Sheet, header: &Header, kinds: &[(&RawRow, Kind)]) {
    let Some(unit) = table.money_unit.unit() else { return };
    let marks = marks(kinds);
    let covers = covers(kinds, &marks);
    let mut totals = Vec::new();
    for (at, (row, kind)) in kinds.iter().enumerate() {
        let label = match kind {
            Kind::Total(label) if label.is_empty() => UNLABELLED.to_owned(),
            Kind::Total(label) => label.clone(),
            Kind::Subtotal(heading) => heading.label.clone(),
            _ => continue,
        };
        let view = View::new(row, header);
        let (mut amounts, mut slack, mut sums) = (Vec::new(), Vec::new(), Vec::new());
        for (field, cell) in view.money() {
            let unit = table.unit_of(field).unwrap_or(unit);
            amounts.push((field, amount(row, cell, unit)));
            slack.push(half_last_digit(cell, unit));
            let rows = sheet.summed(row.at(cell.col));
            sums.push(rows.and_then(|rows| added_up(rows, kinds, &marks, &covers)));
        }
        settle(&mut amounts, |field| table.unit_of(field).unwrap_or(unit));
        totals.push(TotalRow { row: row.row, label, amounts, slack, covers: covers[at].clone(), sums });
    }
    table.totals = totals;
}

/// Settles the ambiguous amounts of a total row by its own sum, as those of a project.
fn settle(amounts: &mut [(Field, Entry<Money>)], unit: impl Fn(Field) -> MoneyUnit) {
    let (totals, sources): (Vec<_>, Vec<_>) =
        amounts.iter_mut().partition(|(field, _)| !matches!(field, Field::Source(_)));
    let total = totals.into_iter().find(|(field, _)| *field == Field::Total);
    if let Some((field, total)) = total {
        let sources = sources.into_iter().map(|(field, entry)| (unit(*field), entry)).collect();
        ambiguous::resolve((unit(*field), total), sources);
    }
}

/// What each row may cover; nothing for a row that is no total.
fn covers(kinds: &[(&RawRow, Kind)], marks: &[Mark]) -> Vec<Vec<Vec<usize>>> {
    let of = |(at, (_, kind)): (usize, &(&RawRow, Kind))| match kind {
        Kind::Total(label) => covered_by_total(marks, at, label),
        Kind::Subtotal(heading) => covered_by_heading(marks, at, heading.rank),
        _ => Vec::new(),
    };
    kinds.iter().enumerate().map(of).collect()
}

/// The projects that a formula over these rows adds up: those in the rows, and those that a total in them covers
/// (what that total leaves out is its own fault). Nothing where a single cell is added that is neither.
fn added_up(
    rows: &[(u32, u32)],
    kinds: &[(&RawRow, Kind)],
    marks: &[Mark],
    covers: &[Vec<Vec<usize>>],
) -> Option<Vec<usize>> {
    let mut projects = Vec::new();
    for (first, last) in rows {
        let from = kinds.partition_point(|(row, _)| row.row < *first);
        let to = kinds.partition_point(|(row, _)| row.row <= *last);
        let before = projects.len();
        for at in from..to {
            match marks[at] {
                Mark::Project(position) => projects.push(position),
                _ => projects.extend(covers[at].first().into_iter().flatten()),
            }
        }
        if first == last && projects.len() == before {
            return None;
        }
    }
    projects.sort_unstable();
    projects.dedup();
    (!projects.is_empty()).then_some(projects)
}

fn amount(row: &RawRow, cell: &RawCell, unit: MoneyUnit) -> Entry<Money> {
    entries::money_entry(row.at(cell.col), Some(cell), unit)
}

/// Half of what the last typed digit stands for; nothing for a formula, which Excel keeps whole.
fn half_last_digit(cell: &RawCell, unit: MoneyUnit) -> Money {
    if cell.formula {
        return Money::ZERO;
    }
    let (decimals, unit) = match &cell.content {
        Content::Number(value) => (value.normalize().scale(), unit),
        Content::Text(written) => match numbers::read(written, Suffix::Money) {
            Ok(Some(read)) => (read.decimals, read.unit.unwrap_or(unit)),
            _ => return Money::ZERO,
        },
        _ => return Money::ZERO,
    };
    let step = Decimal::new(5, decimals.min(20) + 1);
    // Rounded down to whole đồng: half a đồng is no slack.
    Money::from_amount((step * unit.factor()).trunc(), MoneyUnit::Dong).unwrap_or_default()
}

/// A row as coverage sees it.
enum Mark {
    /// The position of a project.
    Project(usize),
    Heading(Rank),
    /// A group row whose money sums up what is under it.
    Subtotal(Rank),
    /// A total row; whether its label sums up the whole table.
    Total(bool),
    Other,
}

fn marks(kinds: &[(&RawRow, Kind)]) -> Vec<Mark> {
    let mut next = 0;
    kinds
        .iter()
        .map(|(_, kind)| match kind {
            Kind::Project => {
                next += 1;
                Mark::Project(next - 1)
            }
            Kind::Heading(Heading { rank, .. }) => Mark::Heading(*rank),
            Kind::Subtotal(Heading { rank, .. }) => Mark::Subtotal(*rank),
            Kind::Total(label) => Mark::Total(labels::is_grand(label)),
            Kind::Furniture | Kind::Unread(_) => Mark::Other,
        })
        .collect()
}

fn projects<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> Vec<usize> {
    let mut positions: Vec<usize> = marks
        .into_iter()
        .filter_map(|mark| match mark {
            Mark::Project(position) => Some(*position),
            _ => None,
        })
        .collect();
    positions.sort_unstable();
    positions
}

/// The rows that a total may cover, the likeliest reading first.
///
/// A "Tổng cộng" covers the whole table, or all above it; one above every project covers all below.
/// A "Cộng" covers its group: back to the last heading, or to the total before it.
fn covered_by_total(marks: &[Mark], at: usize, label: &str) -> Vec<Vec<usize>> {
    let all = projects(marks);
    let above = projects(&marks[..at]);
    let since = |stop: &dyn Fn(&Mark) -> bool| projects(marks[..at].iter().rev().take_while(|mark| !stop(mark)));
    let group = since(&|mark| matches!(mark, Mark::Heading(_) | Mark::Subtotal(_) | Mark::Total(_)));
    let since_total = since(&|mark| matches!(mark, Mark::Total(_)));
    let earlier_grand = marks[..at].iter().any(|mark| matches!(mark, Mark::Total(true)));
    let last = !marks[at + 1..].iter().any(|mark| matches!(mark, Mark::Project(_) | Mark::Total(_)));
    let others = marks[..at].iter().any(|mark| matches!(mark, Mark::Total(_)));
    let readings = if above.is_empty() {
        let to_next = projects(marks[at + 1..].iter().take_while(|mark| !matches!(mark, Mark::Total(_))));
        if labels::is_grand(label) { vec![all, to_next] } else { vec![to_next, all] }
    } else if labels::is_grand(label) && !earlier_grand {
        vec![all, above]
    } else if labels::is_grand(label) {
        vec![since_total, all, above]
    } else if last && !others {
        vec![all, group]
    } else if last {
        vec![group, since_total, all]
    } else {
        vec![group, since_total, above]
    };
    distinct(readings)
}

/// The rows under a group row with money: up to the next group of its rank, or of any rank.
fn covered_by_heading(marks: &[Mark], at: usize, rank: Rank) -> Vec<Vec<usize>> {
    let under = |stop: &dyn Fn(&Mark) -> bool| projects(marks[at + 1..].iter().take_while(|mark| !stop(mark)));
    let own_rank = under(&|mark| match mark {
        Mark::Subtotal(next) | Mark::Heading(next) => *next == rank,
        Mark::Total(_) => true,
        _ => false,
    });
    let any_rank = under(&|mark| matches!(mark, Mark::Subtotal(_) | Mark::Heading(_) | Mark::Total(_)));
    let any_money = under(&|mark| matches!(mark, Mark::Subtotal(_) | Mark::Total(_)));
    distinct(vec![own_rank, any_money, any_rank])
}

fn distinct(readings: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for reading in readings {
        if !reading.is_empty() && !kept.contains(&reading) {
            kept.push(reading);
        }
    }
    kept
}
