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
        return if group.by_source && have_a_master(rows) {
            quantities(rows, Verdict::Tied(Reading { own: Some(Own::Same), whole: true }))
        } else if each_ties {
            Verdict::Apart
        } else {
            discord(Discord::Amounts)
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

/// Whether one of the rows is the whole project, of which the others show some of the amounts and no other: a sheet
/// of all sources beside one a source.
fn have_a_master(rows: &[&Project]) -> bool {
    let shows = |master: &Project, row: &Project| {
        let mut pairs = row.sources.iter().zip(&master.sources).map(|(one, whole)| (one.value, whole.value));
        let some_of = pairs.all(|(one, whole)| one.is_none_or(|amount| amount.is_zero() || Some(amount) == whole));
        some_of && (row.total.value.is_none_or(|total| Some(total) == master.total.value) || row.ties() == Some(true))
    };
    rows.iter().any(|master| master.ties() == Some(true) && rows.iter().all(|row| shows(master, row)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::project;
    use crate::programme::load;
    use crate::read::table::split::matching::RowRef;

    /// A row with these sources (KCQG, NS tỉnh, own, other) and this total, in triệu đồng.
    fn row(sources: [i64; 4], total: i64) -> Project {
        let row = project(&load::embedded().unwrap(), "Phong Thổ", "3.1.b").by("HTX A").costing(&sources);
        Project { total: Entry { value: Some(Money::from_trieu(total)), ..row.total.clone() }, ..row }
    }

    fn judged_in(rows: &[Project], by_source: bool) -> Verdict {
        let refs = (0..rows.len()).map(|table| RowRef { table, project: 0 }).collect();
        let group = Group { rows: refs, by_source };
        verdict(&rows.iter().collect::<Vec<_>>(), &group, &load::embedded().unwrap())
    }

    fn judged(rows: &[Project]) -> Verdict {
        judged_in(rows, true)
    }

    fn tied(own: Option<Own>, whole: bool) -> Verdict {
        Verdict::Tied(Reading { own, whole })
    }

    #[test]
    fn a_whole_total_ties_to_the_last_dong() {
        let second = || row([0, 100, 300, 0], 600);
        assert_eq!(judged(&[row([200, 0, 300, 0], 600), second()]), tied(Some(Own::Same), true));
        for total in [599, 601] {
            assert_eq!(judged(&[row([200, 0, 300, 0], total), second()]), Verdict::Discord(Discord::Amounts));
        }
        // Where nothing says that the sheets are of different sources, each row answers for itself.
        assert_eq!(judged_in(&[row([200, 0, 300, 0], 599), second()], false), Verdict::Apart);
        assert_eq!(judged_in(&[row([200, 0, 300, 0], 600), second()], false), tied(Some(Own::Same), true));
    }

    #[test]
    fn parts_add_up_and_the_same_own_money_is_told_by_the_states() {
        let parts = [row([200, 0, 200, 0], 400), row([0, 100, 100, 0], 200)];
        assert_eq!(judged(&parts), tied(Some(Own::Parts), false));
        assert_eq!(judged_in(&parts, false), Verdict::Apart);
        assert_eq!(judged(&[row([200, 0, 300, 0], 500), row([0, 100, 0, 0], 100)]), tied(None, false));
        let repeated = [row([200, 0, 300, 0], 500), row([0, 100, 300, 0], 400)];
        assert_eq!(judged(&repeated), Verdict::Either(Some(Own::Same)));
        assert_eq!(judged(&[row([150, 0, 150, 0], 300), row([0, 150, 150, 0], 300)]), Verdict::Either(None));
    }

    #[test]
    fn a_name_without_a_beneficiary_proves_nothing_of_parts() {
        let nameless = |row: Project| Project { beneficiary: Entry::default(), ..row };
        let parts = [row([200, 0, 200, 0], 400), row([0, 100, 100, 0], 200)].map(nameless);
        assert_eq!(judged(&parts), Verdict::Apart);
        let whole = [row([200, 0, 300, 0], 600), row([0, 100, 300, 0], 600)].map(nameless);
        assert_eq!(judged(&whole), tied(Some(Own::Same), true));
    }

    #[test]
    fn different_quantities_are_no_one_project() {
        let twice = row([0, 100, 300, 0], 600).times(2);
        assert_eq!(judged(&[row([200, 0, 300, 0], 600), twice]), Verdict::Discord(Discord::Quantities));
    }

    #[test]
    fn three_sheets_of_one_project() {
        let rows = [row([200, 0, 300, 0], 650), row([0, 100, 300, 0], 650), row([0, 0, 300, 50], 650)];
        assert_eq!(judged(&rows), tied(Some(Own::Same), true));
    }

    #[test]
    fn a_sheet_of_all_sources_beside_one_a_source() {
        let master = || row([200, 100, 300, 0], 600);
        let extracts = [master(), row([200, 0, 300, 0], 600), row([0, 100, 0, 0], 100)];
        assert_eq!(judged(&extracts), tied(Some(Own::Same), true));
        let other_amount = [master(), row([201, 0, 300, 0], 600)];
        assert_eq!(judged(&other_amount), Verdict::Discord(Discord::Amounts));
    }

    #[test]
    fn copies_are_one_project_only_on_sheets_of_different_sources() {
        let copies = [row([200, 100, 300, 0], 600), row([200, 100, 300, 0], 600)];
        assert_eq!(judged(&copies), tied(Some(Own::Same), true));
        assert_eq!(judged_in(&copies, false), Verdict::Apart);
        let other = [row([200, 100, 300, 0], 600), row([200, 101, 300, 0], 601)];
        assert_eq!(judged(&other), Verdict::Apart);
    }
}
