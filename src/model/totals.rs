//! Sums over projects, keyed so that any figure of an appendix can be taken from them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::ids::{SourceId, TaskId, UnitId};
use super::money::Money;
use super::project::{Project, Stage};

/// What a sum is of. Unknown tasks and units keep their own line ("Chưa phân loại"), last in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalsKey {
    /// The task, where it is known.
    pub task: Option<TaskId>,
    /// The year.
    pub year: i32,
    /// The unit, where it is known.
    pub unit: Option<UnitId>,
    /// The stage.
    pub stage: Stage,
}

impl TotalsKey {
    /// What a project's sums are kept under; nothing where its year is not known.
    pub fn of(project: &Project) -> Option<Self> {
        Some(Self { task: project.task.task, year: project.year?, unit: project.unit, stage: project.stage })
    }

    fn rank(&self) -> impl Ord + use<> {
        let last = |id: Option<usize>| id.unwrap_or(usize::MAX);
        (self.stage, last(self.task.map(TaskId::index)), self.year, last(self.unit.map(UnitId::index)))
    }
}

impl Ord for TotalsKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for TotalsKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The sums of some projects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many projects.
    pub projects: u64,
    /// Their quantity, in the task's measure.
    pub quantity: Decimal,
    /// Their money by source, in the catalogue's order.
    pub sources: Vec<Money>,
}

impl Sums {
    /// Nothing of `sources` sources.
    pub fn empty(sources: usize) -> Self {
        Self { projects: 0, quantity: Decimal::ZERO, sources: vec![Money::ZERO; sources] }
    }

    /// All money: the sum of the sources, so that an appendix always adds up.
    pub fn total(&self) -> Money {
        self.sources.iter().copied().sum()
    }

    /// The money of one source.
    pub fn source(&self, source: SourceId) -> Money {
        self.sources.get(source.index()).copied().unwrap_or_default()
    }

    /// Adds another sum of as many sources.
    pub fn add(&mut self, other: &Self) {
        self.projects += other.projects;
        self.quantity += other.quantity;
        if self.sources.len() < other.sources.len() {
            self.sources.resize(other.sources.len(), Money::ZERO);
        }
        for (sum, amount) in self.sources.iter_mut().zip(&other.sources) {
            *sum += *amount;
        }
    }
}

/// The sums of a run: by task, year, unit and stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// The sums, in the catalogue's order.
    pub by_key: BTreeMap<TotalsKey, Sums>,
    /// How many sources the catalogue has.
    pub sources: usize,
}

impl Totals {
    /// No sums yet.
    pub fn new(sources: usize) -> Self {
        Self { by_key: BTreeMap::new(), sources }
    }

    /// Adds `sums` under `key`.
    pub fn add(&mut self, key: TotalsKey, sums: &Sums) {
        self.by_key.entry(key).or_insert_with(|| Sums::empty(self.sources)).add(sums);
    }

    /// Adds all of another run's sums; associative and commutative, so threads may join in any order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.sources = self.sources.max(other.sources);
        for (key, sums) in other.by_key {
            self.add(key, &sums);
        }
        self
    }

    /// The stage whose figures fill the appendices, since stages are never added: đăng ký where there is any,
    /// else the earliest stage that was submitted.
    pub fn stage(&self) -> Stage {
        self.stages().first().copied().unwrap_or_default()
    }

    /// The stages of which there are figures, in the order of time.
    pub fn stages(&self) -> BTreeSet<Stage> {
        self.by_key.keys().map(|key| key.stage).collect()
    }

    /// The sums of the keys that `keep` accepts.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&TotalsKey) -> bool) -> Self {
        let kept = self.by_key.iter().filter(|(key, _)| keep(key)).map(|(key, sums)| (*key, sums.clone()));
        Self { by_key: kept.collect(), sources: self.sources }
    }

    /// The sum over every key that `keep` accepts.
    pub fn sum(&self, keep: impl Fn(&TotalsKey) -> bool) -> Sums {
        let mut sum = Sums::empty(self.sources);
        for (_, sums) in self.by_key.iter().filter(|(key, _)| keep(key)) {
            sum.add(sums);
        }
        sum
    }
}
