//! Which row of one sheet is which of the other.
//!
//! Rows that hold the same and are the only ones to do so are anchors, as far as their order agrees (the longest
//! such run); between two anchors, rows are paired from either end while they are the same, and what is left by
//! likeness. The time is that of sorting, whatever was done to the sheet.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{BookRow, BookSheet};

/// A row with its position.
pub type Placed<'a> = (u32, &'a BookRow);

/// One step through both sheets.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The computed row and the recorded one.
    Both(Placed<'a>, Placed<'a>),
    /// A computed row that the result has lost.
    Removed(Placed<'a>),
    /// A row that only the result has.
    Added(Placed<'a>),
}

/// How many rows ahead a changed row is looked for.
const AHEAD: usize = 8;

/// A row whose content is known by a number.
struct Known<'a> {
    placed: Placed<'a>,
    hash: u64,
}

/// The steps through a computed sheet and a recorded one.
pub fn align<'a>(computed: &'a BookSheet, recorded: &'a BookSheet) -> Vec<Step<'a>> {
    let (ours, theirs) = (known(computed), known(recorded));
    let mut steps = Vec::with_capacity(ours.len().max(theirs.len()));
    let (mut from_ours, mut from_theirs) = (0, 0);
    for (at_ours, at_theirs) in anchors(&ours, &theirs) {
        between(&ours[from_ours..at_ours], &theirs[from_theirs..at_theirs], &mut steps);
        steps.push(Step::Both(ours[at_ours].placed, theirs[at_theirs].placed));
        (from_ours, from_theirs) = (at_ours + 1, at_theirs + 1);
    }
    between(&ours[from_ours..], &theirs[from_theirs..], &mut steps);
    steps
}

fn known(sheet: &BookSheet) -> Vec<Known<'_>> {
    let hash = |cells: &BookRow| {
        let mut hasher = DefaultHasher::new();
        for (col, cell) in cells {
            (col, &cell.value).hash(&mut hasher);
        }
        hasher.finish()
    };
    sheet.rows.iter().map(|(row, cells)| Known { placed: (*row, cells), hash: hash(cells) }).collect()
}

/// The rows that are unique in both sheets and the same, the most of them that stand in one order.
fn anchors(ours: &[Known<'_>], theirs: &[Known<'_>]) -> Vec<(usize, usize)> {
    let (unique_ours, unique_theirs) = (unique(ours), unique(theirs));
    let mut pairs: Vec<(usize, usize)> =
        unique_ours.into_iter().filter_map(|(hash, at)| Some((at?, (*unique_theirs.get(&hash)?)?))).collect();
    pairs.sort_unstable();
    longest_rising(&pairs)
}

/// Where each content stands; nothing where it stands twice.
fn unique(rows: &[Known<'_>]) -> HashMap<u64, Option<usize>> {
    let mut places = HashMap::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        places.entry(row.hash).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// Of pairs in the order of their first members, the longest run in which the second ones rise too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best run of each length, and of each pair the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, theirs)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *theirs);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run: Vec<_> = std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    run.reverse();
    run
}

/// The steps between two anchors.
fn between<'a>(mut ours: &[Known<'a>], mut theirs: &[Known<'a>], steps: &mut Vec<Step<'a>>) {
    while let ([our, rest_ours @ ..], [their, rest_theirs @ ..]) = (ours, theirs)
        && our.hash == their.hash
    {
        steps.push(Step::Both(our.placed, their.placed));
        (ours, theirs) = (rest_ours, rest_theirs);
    }
    let same = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(our, their)| our.hash == their.hash).count();
    let (ours, last_ours) = ours.split_at(ours.len() - same);
    let (theirs, last_theirs) = theirs.split_at(theirs.len() - same);
    by_likeness(ours, theirs, steps);
    steps.extend(last_ours.iter().zip(last_theirs).map(|(our, their)| Step::Both(our.placed, their.placed)));
}

/// Rows that changed: as many on either side are each other's in turn, else the likest of the next few is.
fn by_likeness<'a>(ours: &[Known<'a>], theirs: &[Known<'a>], steps: &mut Vec<Step<'a>>) {
    if ours.len() == theirs.len() {
        steps.extend(ours.iter().zip(theirs).map(|(our, their)| Step::Both(our.placed, their.placed)));
        return;
    }
    let mut rest = theirs;
    for our in ours {
        let ahead = rest.iter().take(AHEAD).map(|their| likeness(our.placed.1, their.placed.1));
        // The nearest of the likest.
        let likest = ahead.enumerate().max_by_key(|(at, likeness)| (*likeness, std::cmp::Reverse(*at)));
        match likest.filter(|(_, likeness)| *likeness * 2 > our.placed.1.len()) {
            Some((at, _)) => {
                steps.extend(rest[..at].iter().map(|their| Step::Added(their.placed)));
                steps.push(Step::Both(our.placed, rest[at].placed));
                rest = &rest[at + 1..];
            }
            None => steps.push(Step::Removed(our.placed)),
        }
    }
    steps.extend(rest.iter().map(|their| Step::Added(their.placed)));
}

/// How many cells hold the same.
fn likeness(ours: &BookRow, theirs: &BookRow) -> usize {
    ours.iter().filter(|(col, cell)| theirs.get(col).is_some_and(|their| their.value == cell.value)).count()
}
