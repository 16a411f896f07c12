//! Cause before consequence: a finding on a cause silences its consequences and says which checks were not made.
//!
//! Some consequences never arise, and need no line here: nothing but the head is judged of a void table (BM01,
//! BM02, BM03 as an error); TG02 leaves out a column with an unreadable amount; CT02 takes off what a task may
//! not draw, which is NG01's; files that another one stands for (TP04, TP05) take no part in TR01; the years of one
//! project are never copies of each other (TR01), for their years differ, and count as one project where a
//! beneficiary's projects are counted (DM05, TR02); DM06 looks only where no percentage is stated, which DM02 needs;
//! amounts that cannot be read are left out of what several rows draw (DM05), and CT05 waits for every row of a task.

mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::needs::Needs;
use super::{Context, cells};
use crate::model::{Area, Code, Field, Figure, Finding, Money, Project, ProjectRef, SourceId, Stage, TaskId};
use lines::{LINES, Line, Relation};

/// Takes the consequences of standing causes out, line by line, so that what is silenced silences nothing.
pub(super) fn silence(context: &Context<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    for line in LINES {
        let standing = Standing::of(context, line, &findings);
        findings.retain(|one| !(line.consequences.contains(&one.code) && standing.silences(context, one)));
        if line.told {
            tell(context, line, &mut findings);
        }
    }
    findings
}

/// The causes of one line that stand, by what they are looked up by.
struct Standing {
    relation: Relation,
    fields: BTreeMap<ProjectRef, Vec<Field>>,
    projects: BTreeSet<ProjectRef>,
    cells: BTreeSet<(Arc<str>, Option<Arc<str>>, Area)>,
    /// By how much the causes' amounts are too large, by what they are summed by.
    excess: BTreeMap<(Stage, Option<TaskId>, SourceId), Money>,
}

impl Standing {
    fn of(context: &Context<'_>, line: &Line, findings: &[Finding]) -> Self {
        let mut standing = Self {
            relation: line.relation,
            fields: BTreeMap::new(),
            projects: BTreeSet::new(),
            cells: BTreeSet::new(),
            excess: BTreeMap::new(),
        };
        for cause in findings.iter().filter(|finding| line.causes.contains(&finding.code)) {
            match line.relation {
                Relation::Figure => {
                    if let Some(at) = cause.project {
                        standing.fields.entry(at).or_default().extend(fields_of(context, cause));
                    }
                }
                Relation::Project => standing.projects.extend(cause.project),
                Relation::Cell => standing.cells.extend(cells_of(cause)),
                Relation::Explained if cause.expected.is_some() => standing.cells.extend(cells_of(cause)),
                Relation::Explained => {}
                Relation::Sum => standing.add_excess(context, cause),
            }
        }
        standing
    }

    fn silences(&self, context: &Context<'_>, finding: &Finding) -> bool {
        match self.relation {
            Relation::Figure => finding.project.is_some_and(|at| {
                let fields = self.fields.get(&at).map_or(&[][..], Vec::as_slice);
                context.project(at).is_some_and(|project| {
                    let needed = |field: &Field| needs(context, finding, *field, project);
                    fields.iter().any(needed)
                })
            }),
            Relation::Project => finding.project.is_some_and(|at| self.projects.contains(&at)),
            Relation::Cell | Relation::Explained => cells_of(finding).any(|cell| self.cells.contains(&cell)),
            Relation::Sum => self.alone_cause(context, finding),
        }
    }

    /// Adds by how much the amounts of a cause pass what they should be; all its cells are off alike.
    fn add_excess(&mut self, context: &Context<'_>, cause: &Finding) {
        let (Some(Figure::Money(actual)), Some(Figure::Money(mended))) = (&cause.actual, &cause.expected) else {
            return;
        };
        let Some(project) = cause.project.and_then(|at| context.project(at)).filter(|it| context.sums(it)) else {
            return;
        };
        for field in fields_of(context, cause).filter(|_| actual > mended) {
            if let Field::Source(source) = field {
                let amount = project.source(source);
                let excess = amount - amount * (mended.dong() / actual.dong());
                *self.excess.entry((project.stage, project.task.task, source)).or_default() += excess;
            }
        }
    }

    /// Whether a sum passes its limit by these excesses alone. A finding on a sum does not name its stage: the sum
    /// itself tells it.
    fn alone_cause(&self, context: &Context<'_>, finding: &Finding) -> bool {
        let (Some(source), Some(Figure::Money(sum)), Some(Figure::Money(limit))) =
            (finding.source, &finding.actual, &finding.expected)
        else {
            return false;
        };
        let of_task = |task: Option<TaskId>| finding.task.is_none() || task == finding.task;
        Stage::ALL.into_iter().any(|stage| {
            let summed = context.totals.sum(|key| key.stage == stage && of_task(key.task)).source(source);
            let excesses =
                self.excess.iter().filter(|((of, task, from), _)| *of == stage && *from == source && of_task(*task));
            let excess: Money = excesses.map(|(_, excess)| *excess).sum();
            summed == *sum && excess.is_positive() && *sum - excess <= *limit
        })
    }
}

fn cells_of(finding: &Finding) -> impl Iterator<Item = (Arc<str>, Option<Arc<str>>, Area)> + '_ {
    finding
        .places
        .iter()
        .flat_map(|place| place.cells.iter().map(|cell| (Arc::clone(&place.file), place.sheet.clone(), *cell)))
}

/// The fields at whose cells a finding of a project stands.
fn fields_of<'a>(context: &Context<'a>, finding: &'a Finding) -> impl Iterator<Item = Field> + use<'a> {
    let project = finding.project.and_then(|at| context.project(at));
    // A project that several sheets list has a place in each; the other projects of a finding stand elsewhere.
    let cells = finding.places.iter().flat_map(|place| place.cells.iter().map(move |cell| (place, cell.first)));
    cells.filter_map(move |(place, cell)| {
        let (project, sheet) = (project.filter(|project| project.file == place.file)?, place.sheet.as_deref()?);
        cells::field_at(project, sheet, cell)
    })
}

/// Whether a finding rests on a field of its project.
fn needs(context: &Context<'_>, finding: &Finding, field: Field, project: &Project) -> bool {
    match (finding.code, finding.source, field) {
        // One finding a source: it rests on that source alone.
        (Code::NG01, Some(source), Field::Source(other)) => source == other,
        (code, ..) => Needs::of(context, project).of_check(code, field),
    }
}

/// Says at each cause which checks could not be made.
fn tell(context: &Context<'_>, line: &Line, findings: &mut [Finding]) {
    for cause in findings.iter_mut().filter(|finding| line.causes.contains(&finding.code)) {
        let missed: Vec<&str> = missed(context, line, cause).into_iter().map(Code::as_str).collect();
        if !missed.is_empty() {
            cause.message.push_str(" Chưa kiểm tra: ");
            cause.message.push_str(&missed.join(", "));
            cause.message.push('.');
        }
    }
}

fn missed(context: &Context<'_>, line: &Line, cause: &Finding) -> Vec<Code> {
    let Some(at) = cause.project else { return missed_in_table(cause.code) };
    let Some(project) = context.project(at) else { return Vec::new() };
    let fields: Vec<Field> = fields_of(context, cause).collect();
    let needs = Needs::of(context, project);
    let has_totals = context.table_of(at).is_some_and(|table| !table.totals.is_empty());
    let rests = |code: &Code| fields.iter().any(|field| needs.of_check(*code, *field));
    let applies = |code: &Code| rests(code) && (*code != Code::TG02 || has_totals);
    line.consequences.iter().copied().filter(applies).collect()
}

/// The checks that a cause of a whole table prevents: a total row that cannot be read, a column of quantities
/// that is not there.
fn missed_in_table(cause: Code) -> Vec<Code> {
    if cause == Code::GT09 { vec![Code::DM01, Code::CT01] } else { vec![Code::TG02] }
}

#[cfg(test)]
mod tests;
