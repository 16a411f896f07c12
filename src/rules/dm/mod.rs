//! Định mức: support against the norm in force.

pub(super) mod dm01;
pub(super) mod dm02;
pub(super) mod dm03;
pub(super) mod dm04;
pub(super) mod dm05;
pub(super) mod dm06;
pub(super) mod dm07;

use rust_decimal::Decimal;

use super::Context;
use crate::model::{CellRef, Finding, Money, Project, SourceId, TaskId};
use crate::programme::{InForce, Norm, Programme, Task};

/// The task of a project, and the norms that judge its money.
pub(super) fn norms_of<'a>(context: &Context<'a>, project: &Project) -> Option<(&'a Task, InForce<'a>)> {
    let task = context.programme.task(project.task.task?);
    Some((task, task.norms_for(project)?))
}

/// The task of a project, and the decision's own norm for it: what it says of scale and prices.
pub(super) fn norm_of<'a>(context: &Context<'a>, project: &Project) -> Option<(TaskId, &'a Task, &'a Norm)> {
    let id = project.task.task?;
    let task = context.programme.task(id);
    Some((id, task, task.norm_on(project.judged_on()?)?))
}

/// The sources that a norm binds and that hold money of the project, the one that is cut first at the head.
fn drawn_on(programme: &Programme, norm: &Norm, project: &Project) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> =
        norm.binds.iter().copied().filter(|source| project.source(*source).is_positive()).collect();
    let cut = |source: &SourceId| programme.cut_order.iter().position(|cut| cut == source).unwrap_or(usize::MAX);
    sources.sort_by_key(|source| (cut(source), *source));
    sources
}

/// The cells of the support, the one to correct first at the head; of all bound sources where none holds money.
fn support_cells(programme: &Programme, norm: &Norm, project: &Project) -> Vec<Option<CellRef>> {
    let drawn_on = drawn_on(programme, norm, project);
    project.source_cells(if drawn_on.is_empty() { norm.binds.clone() } else { drawn_on })
}

/// Places a finding at the support of its project, and names the source where the support is of one alone.
fn at_support(finding: Finding, programme: &Programme, norm: &Norm, project: &Project) -> Finding {
    let finding = finding.at(project.place(support_cells(programme, norm, project))).on(&norm.basis);
    match drawn_on(programme, norm, project).as_slice() {
        [only] => finding.of_source(*only),
        _ => finding,
    }
}

/// What the rounding of fractions of a đồng may add to the support or take from the cost of a project.
fn slack(project: &Project, norm: &Norm) -> Money {
    project.rounding(norm.binds.iter().copied()) + project.total.rounding()
}

/// The quantity, where it is a whole number above zero; any other is GT07's.
fn whole_quantity(project: &Project) -> Option<Decimal> {
    project.quantity.value.filter(|quantity| quantity.is_integer() && *quantity > Decimal::ZERO)
}
