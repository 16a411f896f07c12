//! Giai đoạn: one project in several stages, held against itself.

pub(super) mod gd01;
pub(super) mod gd02;

use super::Context;
use crate::model::{Course, Stage, courses};

/// Which stage is held against which earlier one.
const STEPS: [(Stage, Stage); 2] = [(Stage::Registered, Stage::Approved), (Stage::Approved, Stage::CarriedOut)];

/// The courses of a run of several stages, for only they can differ; second copies are TR01's.
fn courses_of<'a>(context: &Context<'a>) -> Vec<Course<'a>> {
    if !context.has_stages() {
        return Vec::new();
    }
    let rows: Vec<_> = context.projects().collect();
    let mut found = courses(&rows, context.beneficiaries);
    found.retain(|course| !course.copy);
    found
}
