//! What changed between two editions, for other programs: one JSON document, amounts in đồng as decimal strings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::head::{self, ProgrammeId, Tool};
use super::json::{FindingLine, PlaceLine, dong, figure, finding_line, place};
use crate::error::Result;
use crate::model::revision::{Altered, Aspect, Change, Doubt, Edition, EditionRow, Effect, Revision, Unheld};
use crate::model::{Field, Money, Place, Severity};
use crate::programme::Programme;

/// A comparison as JSON, the same bytes for the same comparison.
///
/// # Errors
/// Where the document cannot be written down; no comparison is known to cause it.
pub fn render(programme: &Programme, revision: &Revision) -> Result<String> {
    head::text(&Writer { programme, revision }.document())
}

#[derive(Serialize)]
struct Document<'a> {
    tool: Tool,
    programme: ProgrammeId<'a>,
    old: EditionLine<'a>,
    new: EditionLine<'a>,
    summary: Summary,
    added: Vec<ProjectLine<'a>>,
    removed: Vec<ProjectLine<'a>>,
    changed: Vec<ChangedLine<'a>>,
    doubtful: Vec<DoubtLine<'a>>,
    not_compared: Vec<UnheldLine<'a>>,
    effect: Vec<EffectLine<'a>>,
    findings: Findings<'a>,
}

#[derive(Serialize)]
struct EditionLine<'a> {
    name: &'a str,
    kind: &'static str,
    projects: usize,
    unread: Vec<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    added: usize,
    removed: usize,
    changed: usize,
    doubtful: usize,
    unchanged: usize,
    mended: usize,
    new_findings: usize,
    new_errors: usize,
    standing: usize,
}

#[derive(Serialize)]
struct ProjectLine<'a> {
    file: &'a str,
    sheet: &'a str,
    row: u32,
    unit: Option<&'a str>,
    year: Option<i32>,
    stage: &'static str,
    task: Option<&'a str>,
    id: Option<&'a str>,
    name: &'a str,
    beneficiary: &'a str,
    quantity: Option<String>,
    total: Option<String>,
    sources: BTreeMap<&'a str, String>,
    counted: bool,
}

#[derive(Serialize)]
struct ChangedLine<'a> {
    matched_by: &'static str,
    old: ProjectLine<'a>,
    new: ProjectLine<'a>,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    field: &'static str,
    source: Option<&'a str>,
    was: Option<String>,
    is: Option<String>,
    difference: Option<String>,
    old_places: Vec<PlaceLine<'a>>,
    new_places: Vec<PlaceLine<'a>>,
}

#[derive(Serialize)]
struct DoubtLine<'a> {
    reason: &'a str,
    old: Vec<ProjectLine<'a>>,
    new: Vec<ProjectLine<'a>>,
}

#[derive(Serialize)]
struct UnheldLine<'a> {
    field: &'static str,
    missing_in: &'static str,
    header: &'a str,
    projects: usize,
}

#[derive(Serialize)]
struct EffectLine<'a> {
    stage: &'static str,
    task: Option<&'a str>,
    year: i32,
    projects: Step,
    quantity: Step,
    total: Step,
    sources: BTreeMap<&'a str, Step>,
}

#[derive(Serialize)]
struct Step {
    was: String,
    is: String,
    difference: String,
}

#[derive(Serialize)]
struct Findings<'a> {
    mended: Vec<FindingLine<'a>>,
    new: Vec<FindingLine<'a>>,
}

struct Writer<'a> {
    programme: &'a Programme,
    revision: &'a Revision,
}

impl<'a> Writer<'a> {
    fn document(&self) -> Document<'a> {
        let (programme, revision) = (self.programme, self.revision);
        let rows = |edition: &'a Edition, at: &[usize]| at.iter().map(|at| self.project(&edition.rows[*at])).collect();
        let doubt = |doubt: &'a Doubt| DoubtLine {
            reason: &doubt.reason,
            old: rows(&revision.old, &doubt.old),
            new: rows(&revision.new, &doubt.new),
        };
        Document {
            tool: Tool::this(),
            programme: ProgrammeId::of(programme),
            old: edition_line(&revision.old),
            new: edition_line(&revision.new),
            summary: summary(revision),
            added: rows(&revision.new, &revision.added),
            removed: rows(&revision.old, &revision.removed),
            changed: revision.altered.iter().map(|altered| self.changed(altered)).collect(),
            doubtful: revision.doubts.iter().map(doubt).collect(),
            not_compared: revision.unheld.iter().map(|unheld| self.unheld(unheld)).collect(),
            effect: revision.effects.iter().map(|effect| self.effect(effect)).collect(),
            findings: Findings {
                mended: revision.mended.iter().map(|at| finding_line(programme, &revision.old.findings[*at])).collect(),
                new: revision.arisen.iter().map(|at| finding_line(programme, &revision.new.findings[*at])).collect(),
            },
        }
    }

    fn project(&self, row: &'a EditionRow) -> ProjectLine<'a> {
        let project = &row.project;
        let programme = self.programme;
        let source = |id| (programme.source(id).id.as_str(), dong(project.source(id)));
        ProjectLine {
            file: &row.home.file,
            sheet: &row.home.sheet,
            row: row.home.row + 1,
            unit: project.unit.map(|unit| programme.unit(unit).short.as_str()),
            year: project.year,
            stage: project.stage.id(),
            task: project.task.task.map(|task| programme.task(task).code.as_str()),
            id: project.id.value.as_deref(),
            name: project.name.text(),
            beneficiary: project.beneficiary.text(),
            quantity: project.quantity.value.map(|count| count.normalize().to_string()),
            total: project.total.value.map(dong),
            sources: programme.source_ids().map(source).collect(),
            counted: row.counted,
        }
    }

    fn changed(&self, altered: &'a Altered) -> ChangedLine<'a> {
        ChangedLine {
            matched_by: altered.pair.by.id(),
            old: self.project(&self.revision.old.rows[altered.pair.old]),
            new: self.project(&self.revision.new.rows[altered.pair.new]),
            changes: altered.changes.iter().map(|change| self.change(change)).collect(),
        }
    }

    fn change(&self, change: &'a Change) -> ChangeLine<'a> {
        let source = match change.aspect {
            Aspect::Column(Field::Source(source)) => Some(self.programme.source(source).id.as_str()),
            _ => None,
        };
        let places = |places: &'a [Place]| places.iter().map(place).collect();
        ChangeLine {
            field: aspect(change.aspect),
            source,
            was: change.was.as_ref().map(figure),
            is: change.is.as_ref().map(figure),
            difference: change.difference().as_ref().map(figure),
            old_places: places(&change.was_at),
            new_places: places(&change.is_at),
        }
    }

    fn unheld(&self, unheld: &Unheld) -> UnheldLine<'a> {
        UnheldLine {
            field: aspect(Aspect::Column(unheld.field)),
            missing_in: if unheld.in_new { "new" } else { "old" },
            header: self.programme.header(unheld.field),
            projects: unheld.rows,
        }
    }

    fn effect(&self, effect: &Effect) -> EffectLine<'a> {
        let (was, is) = (&effect.was, &effect.is);
        let money = |was: Money, is: Money| Step { was: dong(was), is: dong(is), difference: dong(is - was) };
        let count = |was: rust_decimal::Decimal, is: rust_decimal::Decimal| {
            let [was, is, difference] = [was, is, is - was].map(|count| count.normalize().to_string());
            Step { was, is, difference }
        };
        let source = |id| (self.programme.source(id).id.as_str(), money(was.source(id), is.source(id)));
        EffectLine {
            stage: effect.stage.id(),
            task: effect.task.map(|task| self.programme.task(task).code.as_str()),
            year: effect.year,
            projects: count(was.projects.into(), is.projects.into()),
            quantity: count(was.quantity, is.quantity),
            total: money(was.total(), is.total()),
            sources: self.programme.source_ids().map(source).collect(),
        }
    }
}

fn edition_line(edition: &Edition) -> EditionLine<'_> {
    EditionLine {
        name: &edition.name,
        kind: if edition.is_result { "result" } else { "submissions" },
        projects: edition.rows.len(),
        unread: edition.unread.iter().map(|file| &**file).collect(),
    }
}

fn summary(revision: &Revision) -> Summary {
    Summary {
        added: revision.added.len(),
        removed: revision.removed.len(),
        changed: revision.altered.len(),
        doubtful: revision.doubts.len(),
        unchanged: revision.unchanged,
        mended: revision.mended.len(),
        new_findings: revision.arisen.len(),
        new_errors: revision.arisen(Severity::Error),
        standing: revision.standing,
    }
}

/// The name of what changed; which source it is stands beside it.
const fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Unit => "unit",
        Aspect::Stage => "stage",
        Aspect::Home => "home",
        Aspect::Counted => "counted",
        Aspect::Column(field) => match field {
            Field::Ordinal => "ordinal",
            Field::Task => "task",
            Field::ProjectId => "id",
            Field::Name => "name",
            Field::Beneficiary => "beneficiary",
            Field::Implementer => "implementer",
            Field::Kind => "kind",
            Field::TaxCode => "tax_code",
            Field::Place => "place",
            Field::Year => "year",
            Field::Status => "status",
            Field::Approval => "approval",
            Field::Measure => "measure",
            Field::Quantity => "quantity",
            Field::Event => "event",
            Field::Scale => "scale",
            Field::UnitPrice => "unit_price",
            Field::Total => "total",
            Field::Source(_) => "source",
            Field::Note => "note",
        },
    }
}
