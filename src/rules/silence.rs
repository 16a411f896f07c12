//! Cause before consequence: a finding on a cause silences its consequences and says which checks were not made.
//!
//! Some consequences never arise, and need no line here: nothing but the head is judged of a void table (BM01,
//! BM02, BM03 as an error); TG02 leaves out a column with an unreadable amount; CT02 looks at allowed sources
//! only, the rest is NG01's; files that another one stands for (TP04, TP05) take no part in TR01; and the years
//! of one project are never copies of each other (TR01), for their years differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Context, cells};
use crate::model::{Area, Code, Field, Finding, Project, ProjectRef, SourceId};
use crate::programme::{Norm, SourceKind};

/// Where the causes stand, the consequences are not said.
struct Line {
    causes: &'static [Code],
    consequences: &'static [Code],
    relation: Relation,
    /// Whether the cause says which checks were not made.
    told: bool,
}

/// What ties a consequence to its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The consequence needs the very figure at which the cause stands.
    Figure,
    /// Both are of one project.
    Project,
    /// They share a cell.
    Cell,
}

const LINES: &[Line] = &[
    Line {
        causes: &[Code::GT01, Code::GT02, Code::GT04, Code::GT05, Code::GT09],
        consequences: &[
            Code::TG01,
            Code::TG02,
            Code::DM01,
            Code::DM02,
            Code::DM03,
            Code::DM07,
            Code::NG01,
            Code::NG02,
            Code::CT01,
            Code::CT02,
            Code::CT03,
            Code::CT04,
        ],
        relation: Relation::Figure,
        told: true,
    },
    Line {
        causes: &[Code::GT06],
        consequences: &[Code::GT07, Code::DM01, Code::DM02, Code::DM03, Code::DM07, Code::NG01, Code::NG02],
        relation: Relation::Figure,
        told: true,
    },
    Line { causes: &[Code::DM02], consequences: &[Code::NG02], relation: Relation::Project, told: false },
    Line { causes: &[Code::DM07], consequences: &[Code::DM01], relation: Relation::Cell, told: false },
];

/// Takes the consequences of standing causes out, line by line, so that what is silenced silences nothing.
pub(super) fn silence(context: &Context<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    for line in LINES {
        let standing = Standing::of(context, line, &findings);
        if standing.is_empty() {
            continue;
        }
        findings.retain(|finding| !(line.consequences.contains(&finding.code) && standing.silences(context, finding)));
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
}

impl Standing {
    fn of(context: &Context<'_>, line: &Line, findings: &[Finding]) -> Self {
        let mut standing = Self {
            relation: line.relation,
            fields: BTreeMap::new(),
            projects: BTreeSet::new(),
            cells: BTreeSet::new(),
        };
        for cause in findings.iter().filter(|finding| line.causes.contains(&finding.code)) {
            match line.relation {
                Relation::Figure => {
                    if let Some((at, field)) = cause.project.zip(field_of(context, cause)) {
                        standing.fields.entry(at).or_default().push(field);
                    }
                }
                Relation::Project => standing.projects.extend(cause.project),
                Relation::Cell => standing.cells.extend(cells_of(cause)),
            }
        }
        standing
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.projects.is_empty() && self.cells.is_empty()
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
            Relation::Cell => cells_of(finding).any(|cell| self.cells.contains(&cell)),
        }
    }
}

fn cells_of(finding: &Finding) -> impl Iterator<Item = (Arc<str>, Option<Arc<str>>, Area)> + '_ {
    finding
        .places
        .iter()
        .flat_map(|place| place.cells.iter().map(|cell| (Arc::clone(&place.file), place.sheet.clone(), *cell)))
}

/// The field at whose cell a finding of a project stands.
fn field_of(context: &Context<'_>, finding: &Finding) -> Option<Field> {
    let project = context.project(finding.project?)?;
    cells::field_at(project, finding.first_cell()?.first)
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
    let Some(at) = cause.project else {
        // An unreadable amount of a total row: there is nothing to hold its rows against.
        let of_total = !cause.places.is_empty() && cause.code != Code::GT09;
        return line.consequences.iter().copied().filter(|code| of_total && *code == Code::TG02).collect();
    };
    let (Some(project), Some(field)) = (context.project(at), field_of(context, cause)) else { return Vec::new() };
    let needs = Needs::of(context, project);
    let has_totals = context.table_of(at).is_some_and(|table| !table.totals.is_empty());
    let applies = |code: &Code| needs.of_check(*code, field) && (*code != Code::TG02 || has_totals);
    line.consequences.iter().copied().filter(applies).collect()
}

/// Which check of a project rests on which of its fields.
struct Needs<'a> {
    context: &'a Context<'a>,
    project: &'a Project,
    norm: Option<&'a Norm>,
}

impl<'a> Needs<'a> {
    fn of(context: &'a Context<'a>, project: &'a Project) -> Self {
        let norm = project.task.task.and_then(|task| {
            let norms = context.programme.task(task);
            // Where the year is what cannot be read, any norm of the task tells what would have been checked.
            project.judged_on().map_or(norms.norms.first(), |date| norms.norm_on(date))
        });
        Self { context, project, norm }
    }

    fn of_check(&self, code: Code, field: Field) -> bool {
        let by_source = matches!(field, Field::Source(_));
        let by_money = by_source || field == Field::Total;
        let dated = field == Field::Year && self.project.year.is_none();
        match code {
            Code::GT07 => field == Field::Quantity,
            Code::TG01 | Code::TG02 => by_money,
            Code::DM01 => !self.project.status.carried_over && self.capped() && (self.in_cap(field) || dated),
            Code::DM07 => self.project.status.carried_over && self.capped() && (self.in_cap(field) || dated),
            Code::DM02 => {
                self.norm.is_some_and(|norm| norm.percent.is_some()) && (by_source || dated || self.in_rent(field))
            }
            Code::DM03 => self.norm.is_some_and(|norm| norm.scale.is_some()) && (field == Field::Scale || dated),
            Code::NG01 => matches!(field, Field::Source(source) if self.is_denied(source)),
            Code::NG02 => by_source && self.has_own(),
            Code::CT01 => self.is_of_a_task() && (field == Field::Quantity || self.uncounted(field)),
            Code::CT02 => self.is_of_a_task() && self.uncounted(field),
            Code::CT03 => self.context.whole && self.uncounted(field),
            Code::CT04 => self.uncounted(field),
            _ => false,
        }
    }

    fn is_of_a_task(&self) -> bool {
        self.project.task.task.is_some()
    }

    fn capped(&self) -> bool {
        self.norm.is_some_and(|norm| norm.cap.is_some())
    }

    /// Whether a cap × quantity rests on the field.
    fn in_cap(&self, field: Field) -> bool {
        match field {
            Field::Quantity => true,
            Field::Source(source) => self.norm.is_some_and(|norm| norm.binds.contains(&source)),
            _ => false,
        }
    }

    /// Whether the rent of the booths rests on the field.
    fn in_rent(&self, field: Field) -> bool {
        let of_rent = self.norm.is_some_and(|norm| norm.percent_of_rent);
        of_rent && matches!(field, Field::Quantity | Field::Scale | Field::UnitPrice)
    }

    fn is_denied(&self, source: SourceId) -> bool {
        let programme = self.context.programme;
        let of_state = programme.source(source).kind == SourceKind::State;
        of_state && self.project.task.task.is_some_and(|task| !programme.task(task).may_use(source))
    }

    fn has_own(&self) -> bool {
        let programme = self.context.programme;
        let figure = |task, source| programme.task(task).money_of(source).is_some_and(|amount| amount.is_positive());
        let planned = |task| programme.sources_of(SourceKind::Own).any(|source| figure(task, source));
        self.project.task.task.is_some_and(planned)
    }

    /// Whether the project does not count because of this field.
    fn uncounted(&self, field: Field) -> bool {
        let by_money = matches!(field, Field::Total | Field::Source(_)) && !self.project.amounts_stand();
        by_money || (field == Field::Year && self.project.year.is_none())
    }
}
