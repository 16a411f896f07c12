//! Small words and figures that the messages of several rules share.

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Entry, Finding, Money, Project, SourceId, Table, TaskId, UnitId};
use crate::programme::Programme;

/// The short names of sources, "KCQG, NS tỉnh".
pub(super) fn sources(programme: &Programme, ids: impl IntoIterator<Item = SourceId>) -> String {
    let names: Vec<&str> = ids.into_iter().map(|id| programme.source(id).short.as_str()).collect();
    names.join(", ")
}

/// A unit's short name; a word for the unit that nobody could tell.
pub(super) fn unit(programme: &Programme, id: Option<UnitId>) -> &str {
    id.map_or("đơn vị chưa rõ", |id| &programme.unit(id).short)
}

/// A task's code and name, `3.1.b "Hỗ trợ ứng dụng …"`.
pub(super) fn task(programme: &Programme, id: TaskId) -> String {
    let task = programme.task(id);
    format!("{} \"{}\"", task.code, task.name)
}

/// A percentage, "50%".
pub(super) fn percent(value: Decimal) -> String {
    format!("{}%", vietnamese(value))
}

/// How many of something, "1.200 đề án".
pub(super) fn count(number: usize, of: &str) -> String {
    format!("{} {of}", vietnamese(Decimal::from(number)))
}

/// The money of some projects, as far as it can be read.
pub(super) fn money_of<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Money {
    projects.into_iter().map(|project| project.sources_sum().unwrap_or_default()).sum()
}

/// The beneficiaries of some projects as they are written, each once: `"HTX Chè A" / "Hợp tác xã chè A"`.
pub(super) fn beneficiaries<'a>(projects: impl IntoIterator<Item = &'a Project>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in projects.into_iter().map(|project| project.beneficiary.text()).filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" / ")
}

/// Ascending positions put together into runs, as first and last.
pub(super) fn runs(positions: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == position => *last = position,
            _ => runs.push((position, position)),
        }
    }
    runs
}

/// How many runs of rows a message names.
const NAMED_RUNS: usize = 8;

/// Ascending rows as Excel shows them, "dòng 9–11, 14".
pub(super) fn rows(positions: impl IntoIterator<Item = u32>) -> String {
    let runs = runs(positions);
    let run = |(first, last): &(u32, u32)| {
        if first == last { (first + 1).to_string() } else { format!("{}–{}", first + 1, last + 1) }
    };
    let named: Vec<String> = runs.iter().take(NAMED_RUNS).map(run).collect();
    format!("dòng {}{}", named.join(", "), if runs.len() > NAMED_RUNS { " …" } else { "" })
}

/// Names the unit and year of a table in a finding about the table as a whole.
pub(super) fn about_table(mut finding: Finding, table: &Table) -> Finding {
    finding.unit = table.unit.unit;
    finding.year = table.year.year;
    finding
}

/// The slack of a sum of amounts that were written with fractions of a đồng: each was rounded by at most
/// half a đồng, so one đồng for each that was.
pub(super) fn rounding_slack<'a>(entries: impl IntoIterator<Item = &'a Entry<Money>>) -> Money {
    entries.into_iter().map(Entry::rounding).sum()
}

/// The distance between two amounts.
pub(super) fn distance(one: Money, other: Money) -> Money {
    if one > other { one - other } else { other - one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_as_excel_shows_them_and_a_long_list_is_cut() {
        assert_eq!(rows([8]), "dòng 9");
        assert_eq!(rows([8, 9, 10, 13]), "dòng 9–11, 14");
        assert_eq!(rows((0..9).map(|at| at * 2)), "dòng 1, 3, 5, 7, 9, 11, 13, 15 …");
    }

    #[test]
    fn each_beneficiary_is_named_once_as_it_is_written() {
        let programme = crate::rules::testing::programme();
        let by = |name| crate::fixtures::project(programme, "Phong Thổ", "6").by(name);
        let rows = [by("HTX Chè A"), by(""), by("Hợp tác xã chè A"), by("HTX Chè A")];
        assert_eq!(beneficiaries(&rows), "\"HTX Chè A\" / \"Hợp tác xã chè A\"");
    }
}
