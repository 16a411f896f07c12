//! Which rows are one project: by everything that they say, by id, by task and beneficiary, by name – never by
//! position. Two rows are matched where each is the only one of its edition that shares such a mark, first within
//! unit, stage and year, then further afield. What shares a mark and cannot be told apart is in doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{self, Print};
use crate::model::revision::{Doubt, Edition, EditionRow, Likeness, Pair};
use crate::model::{Beneficiaries, Facility, Field, ProjectRef, Stage, UnitId, text};
use crate::programme::Programme;

/// Which rows are one project, and which have no match. Positions are in order, pairs in the new edition's.
#[derive(Debug, Default)]
pub(super) struct Matches {
    pub(super) pairs: Vec<Pair>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) removed: Vec<usize>,
    pub(super) added: Vec<usize>,
}

/// A mark by which a project is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Id,
    Name,
    Task,
    /// The beneficiary, told by its tax code where there is one.
    Facility,
    /// The beneficiary's name, whatever its tax code.
    Named,
}

/// The marks that rows must share, the surest first.
const TRIALS: [(Likeness, &[Mark]); 12] = [
    (Likeness::Id, &[Mark::Id, Mark::Name]),
    (Likeness::Id, &[Mark::Id, Mark::Facility]),
    (Likeness::Id, &[Mark::Id, Mark::Named]),
    (Likeness::Beneficiary, &[Mark::Task, Mark::Facility, Mark::Name]),
    (Likeness::Beneficiary, &[Mark::Task, Mark::Named, Mark::Name]),
    (Likeness::Beneficiary, &[Mark::Task, Mark::Facility]),
    (Likeness::Beneficiary, &[Mark::Task, Mark::Named]),
    (Likeness::Name, &[Mark::Facility, Mark::Name]),
    (Likeness::Name, &[Mark::Named, Mark::Name]),
    (Likeness::Name, &[Mark::Task, Mark::Name]),
    (Likeness::Name, &[Mark::Name]),
    (Likeness::Id, &[Mark::Id, Mark::Task]),
];

/// The marks that leave a doubt where several rows share them, with what is then said.
const DOUBTS: [(&[Mark], &str); 4] = [
    (&[Mark::Id], "cùng mã đề án"),
    (&[Mark::Task, Mark::Facility], "cùng nhiệm vụ và đơn vị thụ hưởng"),
    (&[Mark::Task, Mark::Named], "cùng nhiệm vụ và tên đơn vị thụ hưởng"),
    (&[Mark::Task, Mark::Name], "cùng nhiệm vụ và tên đề án"),
];

/// How far apart two rows may stand.
#[derive(Debug, Clone, Copy)]
enum Scope {
    Year,
    Stage,
    Unit,
    Everywhere,
}

const SCOPES: [Scope; 4] = [Scope::Year, Scope::Stage, Scope::Unit, Scope::Everywhere];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Unit(Option<UnitId>),
    Stage(Stage),
    Year(Option<i32>),
    Words(&'a str),
    Facility(&'a Facility),
}

/// What is known of a row, to be matched by.
struct Known {
    unit: Option<UnitId>,
    stage: Stage,
    year: Option<i32>,
    id: String,
    name: String,
    task: String,
    named: String,
    facility: Option<Facility>,
    print: (bool, Vec<Print>),
}

impl Known {
    fn key(&self, marks: &[Mark], scope: Scope) -> Option<Vec<Part<'_>>> {
        let mut key = match scope {
            Scope::Year => vec![Part::Unit(self.unit), Part::Stage(self.stage), Part::Year(self.year)],
            Scope::Stage => vec![Part::Unit(self.unit), Part::Stage(self.stage)],
            Scope::Unit => vec![Part::Unit(self.unit)],
            Scope::Everywhere => Vec::new(),
        };
        for mark in marks {
            key.push(match mark {
                Mark::Id => words(&self.id)?,
                Mark::Name => words(&self.name)?,
                Mark::Task => words(&self.task)?,
                Mark::Named => words(&self.named)?,
                Mark::Facility => Part::Facility(self.facility.as_ref()?),
            });
        }
        Some(key)
    }

    /// Whether too much differs for one shared mark to make them one: another id with another beneficiary, another
    /// id and name in another year or unit, another beneficiary in another unit.
    fn contradicts(&self, other: &Self) -> bool {
        let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
        let id = differ(&self.id, &other.id);
        let beneficiary = self.facility != other.facility && differ(&self.named, &other.named);
        let name = differ(&self.name, &other.name);
        let elsewhere = self.unit != other.unit;
        id && beneficiary || id && name && (elsewhere || self.year != other.year) || elsewhere && beneficiary
    }
}

fn words(words: &str) -> Option<Part<'_>> {
    Some(words).filter(|words| !words.is_empty()).map(Part::Words)
}

/// Finds the two rows of each project.
pub(super) fn matches(programme: &Programme, old: &Edition, new: &Edition) -> Matches {
    let (old, new) = known(programme, old, new);
    let mut search =
        Search { left: ((0..old.len()).collect(), (0..new.len()).collect()), old: &old, new: &new, pairs: Vec::new() };
    search.equal();
    for (by, marks) in TRIALS {
        for scope in SCOPES {
            search.alone(by, marks, scope);
        }
    }
    search.finish()
}

/// What is known of the rows of both editions. Their beneficiaries are told together, so that a tax code which one
/// edition leaves out is lent by the other.
fn known(programme: &Programme, old: &Edition, new: &Edition) -> (Vec<Known>, Vec<Known>) {
    let at = |input: usize, project: usize| ProjectRef { input, table: 0, project };
    let rows = |edition: &Edition, input: usize| {
        let rows = edition.rows.iter().enumerate();
        rows.map(|(row, held)| (at(input, row), held.project.clone())).collect::<Vec<_>>()
    };
    // A submitter without a known unit is told by its file, and the name of a file says nothing here.
    let all: Vec<_> = [rows(old, 0), rows(new, 1)].concat();
    let all: Vec<_> =
        all.into_iter().map(|(at, project)| (at, crate::model::Project { file: "".into(), ..project })).collect();
    let told = Beneficiaries::of(all.iter().map(|(at, project)| (*at, project)), &programme.legal_forms);
    let fields = held_by_both(programme, old, new);
    let of = |edition: &Edition, input: usize| {
        let one = |(row, held): (usize, &EditionRow)| one(programme, held, &told, at(input, row), &fields);
        edition.rows.iter().enumerate().map(one).collect()
    };
    (of(old, 0), of(new, 1))
}

fn one(programme: &Programme, row: &EditionRow, told: &Beneficiaries, at: ProjectRef, fields: &[Field]) -> Known {
    let project = &row.project;
    let joined = |written: &str| text::words(written).join(" ");
    Known {
        unit: project.unit,
        stage: project.stage,
        year: project.year,
        id: joined(project.id.text()),
        name: joined(project.name.text()),
        task: project.task.task.map_or_else(|| joined(project.task.entry.text()), |task| format!("#{}", task.index())),
        named: told.name(at).map(|named| named.name.clone()).unwrap_or_default(),
        facility: told.sure(at).cloned(),
        print: (row.counted, content::print(programme, project, fields)),
    }
}

/// The columns that some row of each edition has.
fn held_by_both(programme: &Programme, old: &Edition, new: &Edition) -> Vec<Field> {
    let held = |edition: &Edition, field: Field| {
        edition.rows.iter().any(|row| content::Said::of(programme, &row.project, field).is_held())
    };
    let always = |field: &Field| matches!(field, Field::Task | Field::Year | Field::Source(_));
    content::fields(programme).filter(|field| always(field) || held(old, *field) && held(new, *field)).collect()
}

type Groups<K> = BTreeMap<K, (Vec<usize>, Vec<usize>)>;

/// The rows that are still without a match.
struct Search<'a> {
    old: &'a [Known],
    new: &'a [Known],
    left: (BTreeSet<usize>, BTreeSet<usize>),
    pairs: Vec<Pair>,
}

impl<'a> Search<'a> {
    fn groups<K: Ord>(&self, key: impl Fn(&'a Known) -> Option<K>) -> Groups<K> {
        let mut groups: Groups<K> = BTreeMap::new();
        for at in &self.left.0 {
            if let Some(key) = key(&self.old[*at]) {
                groups.entry(key).or_default().0.push(*at);
            }
        }
        for at in &self.left.1 {
            if let Some(key) = key(&self.new[*at]) {
                groups.entry(key).or_default().1.push(*at);
            }
        }
        groups.retain(|_, (old, new)| !old.is_empty() && !new.is_empty());
        groups
    }

    fn pair(&mut self, old: usize, new: usize, by: Likeness) {
        self.left.0.remove(&old);
        self.left.1.remove(&new);
        self.pairs.push(Pair { old, new, by });
    }

    /// Rows that say the same in everything stand for each other: which copy is which is no matter.
    fn equal(&mut self) {
        for (old, new) in self.groups(|known| Some((known.unit, known.stage, known.year, &known.print))).into_values() {
            old.into_iter().zip(new).for_each(|(old, new)| self.pair(old, new, Likeness::Everything));
        }
    }

    /// Rows of which each is the only one of its edition with these marks.
    fn alone(&mut self, by: Likeness, marks: &[Mark], scope: Scope) {
        for (old, new) in self.groups(|known| known.key(marks, scope)).into_values() {
            if let ([old], [new]) = (old.as_slice(), new.as_slice())
                && !self.old[*old].contradicts(&self.new[*new])
            {
                self.pair(*old, *new, by);
            }
        }
    }

    fn finish(mut self) -> Matches {
        let mut doubts = Vec::new();
        for (marks, reason) in DOUBTS {
            for (old, new) in self.groups(|known| known.key(marks, Scope::Unit)).into_values() {
                // One of each was held against the other already; an id that now stands for something else is
                // worth a word.
                if old.len() + new.len() == 2 && marks != [Mark::Id] {
                    continue;
                }
                for at in &old {
                    self.left.0.remove(at);
                }
                for at in &new {
                    self.left.1.remove(at);
                }
                doubts.push(Doubt { reason: reason.to_owned(), old, new });
            }
        }
        self.pairs.sort_by_key(|pair| pair.new);
        let (removed, added) = (self.left.0.into_iter().collect(), self.left.1.into_iter().collect());
        Matches { pairs: self.pairs, doubts, removed, added }
    }
}
