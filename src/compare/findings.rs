//! Which findings were mended and which are new. A finding is the same where its rule, its severity and what it is
//! about are: cells move with an inserted row, and figures change with what was corrected elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::revision::{Edition, Pair};
use crate::model::{Code, Figure, Finding, ProjectRef, Severity, SourceId, TaskId, UnitId, text};

/// Positions of findings.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub(super) mended: Vec<usize>,
    pub(super) arisen: Vec<usize>,
    pub(super) standing: usize,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// A project of both editions, by its position among the pairs.
    Both(usize),
    /// A project of one edition alone.
    One(String),
    /// A project that is known by its name only: results name no cell of it.
    Named(String),
    Table,
}

type Subject = (Code, Severity, About, Option<UnitId>, Option<TaskId>);

/// Holds the findings of two editions against each other.
pub(super) fn held(old: &Edition, new: &Edition, pairs: &[Pair]) -> Verdict {
    let by_old: BTreeMap<usize, usize> = pairs.iter().enumerate().map(|(at, pair)| (pair.old, at)).collect();
    let by_new: BTreeMap<usize, usize> = pairs.iter().enumerate().map(|(at, pair)| (pair.new, at)).collect();
    let (was, is) = (subjects(old, &by_old, "old"), subjects(new, &by_new, "new"));
    let mut left: (BTreeSet<usize>, BTreeSet<usize>) = ((0..was.len()).collect(), (0..is.len()).collect());
    // The same words first, then the same source and year, then the same subject.
    take(&mut left, |at| (&was[at], exact(&old.findings[at])), |at| (&is[at], exact(&new.findings[at])));
    take(&mut left, |at| (&was[at], near(&old.findings[at])), |at| (&is[at], near(&new.findings[at])));
    take(&mut left, |at| &was[at], |at| &is[at]);
    let standing = was.len() - left.0.len();
    Verdict { mended: left.0.into_iter().collect(), arisen: left.1.into_iter().collect(), standing }
}

fn exact(finding: &Finding) -> (Option<String>, Option<String>) {
    let shown = |figure: &Option<Figure>| figure.as_ref().map(ToString::to_string);
    (shown(&finding.actual), shown(&finding.expected))
}

const fn near(finding: &Finding) -> (Option<SourceId>, Option<i32>) {
    (finding.source, finding.year)
}

/// Takes away as many findings of one key as both editions have.
fn take<K: Ord>(left: &mut (BTreeSet<usize>, BTreeSet<usize>), old: impl Fn(usize) -> K, new: impl Fn(usize) -> K) {
    let mut waiting: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for at in left.1.iter().rev() {
        waiting.entry(new(*at)).or_default().push(*at);
    }
    for at in left.0.clone() {
        if let Some(same) = waiting.get_mut(&old(at)).and_then(Vec::pop) {
            left.0.remove(&at);
            left.1.remove(&same);
        }
    }
}

fn subjects(edition: &Edition, pairs: &BTreeMap<usize, usize>, side: &str) -> Vec<Subject> {
    let rows: BTreeMap<ProjectRef, usize> = edition.rows.iter().enumerate().map(|(at, row)| (row.at, at)).collect();
    let of_row =
        |row: usize| pairs.get(&row).map_or_else(|| About::One(format!("{side} {row}")), |pair| About::Both(*pair));
    let about =
        |finding: &Finding| match (finding.project.and_then(|project| rows.get(&project)), &finding.project_name) {
            (Some(row), _) => of_row(*row),
            (None, Some(name)) => About::Named(text::key(name)),
            (None, None) => About::Table,
        };
    let subject = |finding: &Finding| {
        let about = about(finding);
        // What is said of a project stays the same finding when its unit or task changes.
        let placed = matches!(about, About::Named(_) | About::Table);
        let (unit, task) = if placed { (finding.unit, finding.task) } else { (None, None) };
        (finding.code, finding.severity, about, unit, task)
    };
    edition.findings.iter().map(subject).collect()
}
