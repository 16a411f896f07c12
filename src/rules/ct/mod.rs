//! Chỉ tiêu: the run as a whole against the programme.

pub(super) mod contributions;
pub(super) mod ct01;
pub(super) mod ct02;
pub(super) mod ct03;
pub(super) mod ct04;
pub(super) mod ct05;

use std::collections::BTreeSet;

use super::Context;
use crate::model::Stage;

/// The stages of which the run holds figures, in the order of time.
fn stages(context: &Context<'_>) -> BTreeSet<Stage> {
    context.totals.stages()
}

/// What a sum holds, as a message has it: its stage; where it runs since the programme's first year, until when.
fn summed(context: &Context<'_>, stage: Stage) -> String {
    let stage = stage.name().to_lowercase();
    match context.years.last().filter(|_| context.since_first) {
        Some(last) => format!("{stage}, lũy kế từ năm {} đến năm {last}", context.programme.first_year),
        None => stage,
    }
}
