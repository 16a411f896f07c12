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
