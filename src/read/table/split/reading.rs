//! How the amounts of several rows make one project: as parts that add up, or as one whole seen from each source.

use rust_decimal::Decimal;

use super::matching::Group;
use crate::model::{Discord, Entry, Money, Project, SourceId};
use crate::programme::{Programme, SourceKind};

/// What the beneficiary's own money in each row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// One amount, written in each row.
    Same,
    /// A part of it in each row.
    Parts,
}

/// How rows are read as one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// What their own money is; nothing where it stands in one row at most.
    pub own: Option<Own>,
    /// Whether a row's total is the whole project's; else it is the row's own part.
    pub whole: bool,
}

impl Reading {
    /// Whether own money that several rows hold is added up.
    pub(super) fn adds_own(self) -> bool {
        self.own == Some(Own::Parts)
    }
}

/// What becomes of rows that name one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They tie in one way.
    Tied(Reading),
    /// They tie whichever way their own money is read; what speaks for one of them.
    Either(Option<Own>),
    /// They do not tie.
    Discord(Discord),
    /// Each stands by itself: nothing says that they are one project.
    Apart,
}

/// Judges the rows of a group.
pub(super) fn verdict(rows: &[&Project], group: &Group, programme: &Programme) -> Verdict {
    let each_ties = rows.iter().all(|row| row.ties() == Some(true));
    // Without a beneficiary ("Hỗ trợ thành lập doanh nghiệp", ten here and five there) the name alone proves nothing.
    let known = group.by_source && rows.iter().all(|row| !row.beneficiary.text().is_empty());
    let discord = |reason| if group.by_source { Verdict::Discord(reason) } else { Verdict::Apart };
    if group.has_copies() {
        return if each_ties { Verdict::Apart } else { discord(Discord::Copies) };
    }
    if rows.iter().any(|row| amounts(row).any(|entry| entry.fault.is_some())) {
        return if known { discord(Discord::Unreadable) } else { Verdict::Apart };
    }
    if repeats_state_money(rows, programme) {
        let copies = group.named_apart && each_ties && rows.iter().all(|row| same_amounts(row, rows[0]));
        return match copies {
            true => quantities(rows, Verdict::Tied(Reading { own: Some(Own::Same), whole: true })),
            false if each_ties => Verdict::Apart,
            false => discord(Discord::Amounts),
        };
    }
    let found = readings(rows, programme);
    match found.as_slice() {
        [] => discord(Discord::Amounts),
        [(reading, _)] if reading.whole || known => quantities(rows, Verdict::Tied(*reading)),
        [_, _] if known => quantities(rows, Verdict::Either(hint(rows, programme))),
        _ => Verdict::Apart,
    }
}

fn amounts(row: &Project) -> impl Iterator<Item = &Entry<Money>> {
    std::iter::once(&row.total).chain(&row.sources)
}

/// Whether several rows hold money of one source of the state.
fn repeats_state_money(rows: &[&Project], programme: &Programme) -> bool {
    programme.state_sources().any(|source| rows.iter().filter(|row| !row.source(source).is_zero()).count() > 1)
}

fn same_amounts(one: &Project, other: &Project) -> bool {
    amounts(one).map(|entry| entry.value.unwrap_or_default()).eq(amounts(other).map(|entry| entry.value.unwrap_or_default()))
}

/// A verdict, unless the rows count different quantities.
fn quantities(rows: &[&Project], verdict: Verdict) -> Verdict {
    let mut stated = rows.iter().filter_map(|row| row.quantity.value);
    let first = stated.next();
    if stated.all(|other: Decimal| Some(other) == first) { verdict } else { Verdict::Discord(Discord::Quantities) }
}

/// The ways in which the rows tie, no two of which give the same amounts.
fn readings(rows: &[&Project], programme: &Programme) -> Vec<(Reading, Vec<Money>)> {
    let mut found: Vec<(Reading, Vec<Money>)> = Vec::new();
    for own in [Own::Same, Own::Parts] {
        let Some(sums) = sums(rows, own, programme) else { continue };
        let Some(whole) = ties(rows, sums.iter().copied().sum()) else { continue };
        if found.iter().all(|(_, known)| *known != sums) {
            found.push((Reading { own: shares_own(rows, programme).then_some(own), whole }, sums));
        }
    }
    found
}

/// Whether several rows hold own money.
fn shares_own(rows: &[&Project], programme: &Programme) -> bool {
    let several = |source| rows.iter().filter(|row| !row.source(source).is_zero()).count() > 1;
    programme.source_ids().filter(|source| !is_state(*source, programme)).any(several)
}

/// The money of each source under a reading; nothing where one amount that all should hold is not one.
fn sums(rows: &[&Project], own: Own, programme: &Programme) -> Option<Vec<Money>> {
    let of = |source: SourceId| {
        let mut amounts = rows.iter().map(|row| row.source(source)).filter(|amount| !amount.is_zero());
        if own == Own::Parts || is_state(source, programme) {
            return Some(amounts.sum());
        }
        let first = amounts.next().unwrap_or_default();
        amounts.all(|other| other == first).then_some(first)
    };
    programme.source_ids().map(of).collect()
}

fn is_state(source: SourceId, programme: &Programme) -> bool {
    programme.source(source).kind == SourceKind::State
}

/// Whether each row's total is the whole or the row's own part, and one of them at least is written: tells whether
/// one of them is the whole and no part.
fn ties(rows: &[&Project], whole: Money) -> Option<bool> {
    let slack = slack(rows);
    let near = |one: Money, other: Money| (if one > other { one - other } else { other - one }) <= slack;
    let mut any_whole = None;
    for row in rows {
        let Some(total) = row.total.value else { continue };
        let part = near(total, row.sources_sum()?);
        (part || near(total, whole)).then_some(())?;
        any_whole = Some(any_whole.unwrap_or_default() || !part);
    }
    any_whole
}

/// One đồng for each amount that was rounded.
fn slack(rows: &[&Project]) -> Money {
    let rounded = rows.iter().flat_map(|row| amounts(row)).filter(|entry| entry.exact.is_some()).count();
    Money::from_dong(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// Own money that is the same beside different money of the state is one amount, written twice: parts would follow
/// the money that they match.
fn hint(rows: &[&Project], programme: &Programme) -> Option<Own> {
    let state = |row: &&Project| programme.state_sources().map(|source| row.source(source)).sum::<Money>();
    let first = rows.first().map(state)?;
    rows.iter().any(|row| state(row) != first).then_some(Own::Same)
}
