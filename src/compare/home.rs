//! Whether a project moved to another file or sheet. A file or a sheet under a new name is no move, nor is a
//! workbook that was cut up or put together: a project moved where it left its fellows.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::revision::{Edition, EditionRow, Pair};

/// Where files and sheets of one edition went in the other.
#[derive(Debug)]
pub(super) struct Moves<'a> {
    files: Level<(), &'a str>,
    sheets: Level<(&'a str, &'a str), &'a str>,
}

/// The names of one level, each within a scope: files within everything, sheets within a pair of files.
#[derive(Debug)]
struct Level<S, N> {
    old: BTreeSet<(S, N)>,
    new: BTreeSet<(S, N)>,
    /// Whither the projects under an old name went, and whence those under a new one came.
    to: BTreeMap<(S, N), BTreeSet<N>>,
    from: BTreeMap<(S, N), BTreeSet<N>>,
}

impl<S: Ord + Copy, N: Ord + Copy> Level<S, N> {
    fn of(pairs: impl Iterator<Item = (S, N, N)>) -> Self {
        let mut level = Self { old: BTreeSet::new(), new: BTreeSet::new(), to: BTreeMap::new(), from: BTreeMap::new() };
        for (scope, old, new) in pairs {
            level.old.insert((scope, old));
            level.new.insert((scope, new));
            level.to.entry((scope, old)).or_default().insert(new);
            level.from.entry((scope, new)).or_default().insert(old);
        }
        level
    }

    /// Whether going from one name to another is a move: one of them stands in the other edition too, and it is not
    /// everything under the old name that now makes up the new one.
    fn is_move(&self, scope: S, old: N, new: N) -> bool {
        let stayed = self.new.contains(&(scope, old)) || self.old.contains(&(scope, new));
        let alone = |names: Option<&BTreeSet<N>>| names.is_some_and(|names| names.len() == 1);
        let renamed = alone(self.to.get(&(scope, old))) && alone(self.from.get(&(scope, new)));
        old != new && stayed && !renamed
    }
}

impl<'a> Moves<'a> {
    /// Of the pairs of rows that are one project.
    pub(super) fn of(old: &'a Edition, new: &'a Edition, pairs: &[Pair]) -> Self {
        let homes = || pairs.iter().map(|pair| (&old.rows[pair.old].home, &new.rows[pair.new].home));
        Self {
            files: Level::of(homes().map(|(old, new)| ((), &*old.file, &*new.file))),
            sheets: Level::of(homes().map(|(old, new)| ((&*old.file, &*new.file), &*old.sheet, &*new.sheet))),
        }
    }

    /// Where a project was and where it is, where it moved.
    pub(super) fn of_row(&self, old: &EditionRow, new: &EditionRow) -> Option<(String, String)> {
        let (was, is) = (&old.home, &new.home);
        let whole = |file: &str, sheet: &str| format!("{file}, trang tính \"{sheet}\"");
        let moved = self.files.is_move((), &was.file, &is.file)
            || self.sheets.is_move((&was.file, &is.file), &was.sheet, &is.sheet);
        moved.then(|| (whole(&was.file, &was.sheet), whole(&is.file, &is.sheet)))
    }
}
