//! Projects become totals, and totals are held against the programme.
//!
//! [`of_input`] adds up one file, [`Totals::merge`] joins the files: it is associative and commutative, so that
//! the pipeline may add up files on any number of threads.

mod figures;
mod layout;
mod planned;

use crate::model::{Basis, Comparison, Comparisons, Input, Project, Stage, Sums, Totals, TotalsKey, comparison};
use crate::programme::Programme;

/// The registered figures of all files, one after the other.
#[cfg(test)]
pub(crate) fn totals(programme: &Programme, inputs: &[Input]) -> Totals {
    inputs.iter().map(|input| of_input(programme, input)).fold(Totals::new(programme.sources.len()), Totals::merge)
}

/// The registered figures of one file: its projects that count. A second copy counts too (the rule book names it).
pub fn of_input(programme: &Programme, input: &Input) -> Totals {
    let mut totals = Totals::new(programme.sources.len());
    for (_, _, project) in input.counted() {
        // A project without a year is in no figure of an appendix; the reader counts none.
        if let Some(key) = TotalsKey::of(project) {
            totals.add(key, &registered(programme, project));
        }
    }
    totals
}

fn registered(programme: &Programme, project: &Project) -> Sums {
    Sums {
        projects: 1,
        quantity: project.counted_quantity(),
        sources: programme.source_ids().map(|source| project.source(source)).collect(),
    }
}

/// Every figure of the three appendices, in their order, held against the programme.
///
/// A figure that the programme does not give (another lawful source, a task without figures, projects of an
/// unknown task) is there only where something is registered or admissible: it is shown, and is no part of n/N.
pub fn comparisons(
    programme: &Programme,
    (totals, admissible): (&Totals, &Totals),
    stage: Stage,
    basis: Basis,
) -> Comparisons {
    let mut out = Comparisons::default();
    for key in layout::keys(programme) {
        let planned = planned::figure(programme, &key);
        let registered = figures::figure(programme, totals, stage, &key);
        let admissible = figures::figure(programme, admissible, stage, &key);
        let is_zero = |figure| comparison::number(figure).is_zero();
        if planned.is_some() || !is_zero(&registered) || !is_zero(&admissible) {
            out.push(Comparison { key, programme: planned, registered, admissible, basis });
        }
    }
    out
}

#[cfg(test)]
mod tests;
