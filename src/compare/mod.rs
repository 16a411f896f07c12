//! Two editions of submissions against each other: which projects came, went or changed, and what that does to the
//! money and to the findings.
//!
//! [`matching`] finds the two rows of one project, [`changes`] tells what differs between them, [`home`] whether it
//! moved, [`effects`] what the task's figures become, [`findings`] what was mended. Rows are never matched by
//! position, and what cannot be told for certain is said to be in doubt.

mod changes;
mod content;
mod edition;
mod effects;
mod findings;
mod home;
mod matching;
#[cfg(test)]
mod tests;

pub use edition::of_outcome;

use self::matching::Matches;
use crate::model::revision::{Altered, Edition, Revision};
use crate::programme::Programme;

/// What changed from the old edition to the new one.
pub fn compare(programme: &Programme, old: Edition, new: Edition) -> Revision {
    let Matches { pairs, doubts, removed, added } = matching::matches(programme, &old, &new);
    let moves = home::Moves::of(&old, &new, &pairs);
    let mut unheld = changes::Unhelds::default();
    let all = pairs.iter().map(|pair| {
        let rows = (&old.rows[pair.old], &new.rows[pair.new]);
        Altered { pair: *pair, changes: changes::between(programme, rows, &moves, &mut unheld) }
    });
    let altered: Vec<Altered> = all.filter(|altered| !altered.changes.is_empty()).collect();
    let verdict = findings::held(&old, &new, &pairs);
    Revision {
        unchanged: pairs.len() - altered.len(),
        effects: effects::of(programme, &old, &new),
        unheld: unheld.finish(),
        altered,
        added,
        removed,
        doubts,
        mended: verdict.mended,
        arisen: verdict.arisen,
        standing: verdict.standing,
        old,
        new,
    }
}
