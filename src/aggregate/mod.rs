//! Projects become totals, and totals are held against the programme.
//!
//! [`of_input`] adds up one file, [`Totals::merge`] joins the files: it is associative and commutative, so that
//! the pipeline may add up files on any number of threads.

mod figures;
mod layout;
mod planned;

use std::collections::BTreeSet;

use crate::model::{
    Basis, Comparison, Comparisons, Figure, FigureKey, Input, Project, Stage, Sums, Totals, TotalsKey, comparison,
};
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
    let years: Vec<i32> = programme.years().collect();
    compare(layout::keys(programme, &years), (programme, stage, basis), (totals, admissible), |key| {
        planned::figure(programme, key)
    })
}

/// The same of the plan of some years, whose sums these are: the figures without a year are those years' together,
/// the programme's by its phasing, the totals of all money by the decision.
pub fn comparisons_of_years(
    programme: &Programme,
    totals: (&Totals, &Totals),
    stage: Stage,
    basis: Basis,
    years: &BTreeSet<i32>,
) -> Comparisons {
    let shown: Vec<i32> = years.iter().copied().collect();
    compare(layout::keys(programme, &shown), (programme, stage, basis), totals, |key| {
        planned::of_years(programme, key, &shown)
    })
}

/// Sums of all years so far against the programme's figures for the whole period: each task's quantity, money and
/// sources, and the same of all tasks.
pub fn cumulative(programme: &Programme, totals: (&Totals, &Totals), stage: Stage, basis: Basis) -> Comparisons {
    compare(layout::cumulative(programme), (programme, stage, basis), totals, |key| planned::figure(programme, key))
}

fn compare(
    keys: Vec<FigureKey>,
    (programme, stage, basis): (&Programme, Stage, Basis),
    (totals, admissible): (&Totals, &Totals),
    planned: impl Fn(&FigureKey) -> Option<Figure>,
) -> Comparisons {
    let mut out = Comparisons::default();
    for key in keys {
        let planned = planned(&key);
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
