//! Định mức: support against the norm in force.

pub(super) mod chain;
pub(super) mod dm01;
pub(super) mod dm02;
pub(super) mod dm03;
pub(super) mod dm07;

use rust_decimal::Decimal;

use super::Context;
use crate::model::{Project, TaskId};
use crate::programme::{Norm, Task};

/// The task of a project, and the norm that judges it.
fn norm_of<'a>(context: &Context<'a>, project: &Project) -> Option<(TaskId, &'a Task, &'a Norm)> {
    let id = project.task.task?;
    let task = context.programme.task(id);
    Some((id, task, task.norm_on(project.judged_on()?)?))
}

/// The quantity, where it is a whole number above zero; any other is GT07's.
fn whole_quantity(project: &Project) -> Option<Decimal> {
    project.quantity.value.filter(|quantity| quantity.is_integer() && *quantity > Decimal::ZERO)
}
