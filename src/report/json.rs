//! The result for other programs: one JSON document.
//!
//! Amounts are đồng and counts are plain numbers, both as decimal strings, so that no reader makes floats of
//! them. What was not written, not readable or not known is null. Everything stands in the report's order.

pub(super) mod head;
mod lines;

use std::io;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::Serializer;

use crate::model::{
    AppendixRow, Comparison, Entry, Figure, FigureOf, Finding, Input, Money, Outcome, Place, Project, ProjectRef,
    Severity, SourceId, Sums, TaskId, TotalsKey, UnitId, Waiver, Yearly, comparison,
};
use crate::programme::{Programme, SourceKind};
use head::{ProgrammeId, Tool};
use lines::{
    BySource, ComparisonLine, CumulativeBlock, CumulativeLine, InputLine, ProjectLine, Rows, Summary, TotalLine,
    WaiverLine,
};
pub(super) use lines::{FindingLine, PlaceLine};

/// Writes the outcome of a run as JSON, line by line: the same bytes for the same outcome.
///
/// # Errors
/// What `out` says where it cannot be written to; no outcome is known to cause any other.
pub fn write(programme: &Programme, outcome: &Outcome, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Writer { programme, outcome }.document())?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a> {
    tool: Tool,
    programme: ProgrammeId<'a>,
    summary: Summary,
    inputs: Vec<InputLine<'a>>,
    projects: Lines<'a>,
    totals: Vec<TotalLine<'a>>,
    comparison: Vec<ComparisonLine<'a>>,
    /// Only where years were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    cumulative: Option<CumulativeBlock<'a>>,
    findings: Lines<'a>,
}

/// What a run may hold a million of: each line is made when it is written, and none is kept.
enum Lines<'a> {
    Projects(&'a Writer<'a>),
    Findings(&'a Writer<'a>),
}

impl Serialize for Lines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Projects(of) => {
                serializer.collect_seq(of.outcome.projects().map(|(at, project)| of.project(at, project)))
            }
            Self::Findings(of) => serializer.collect_seq(of.outcome.findings.iter().map(|finding| of.finding(finding))),
        }
    }
}

/// Turns the model into the document, with the names of one catalogue.
struct Writer<'a> {
    programme: &'a Programme,
    outcome: &'a Outcome,
}

impl<'a> Writer<'a> {
    fn document(&'a self) -> Document<'a> {
        let outcome = self.outcome;
        Document {
            tool: Tool::this(),
            programme: ProgrammeId::of(self.programme),
            summary: self.summary(),
            inputs: outcome.inputs.iter().map(|input| self.input(input)).collect(),
            projects: Lines::Projects(self),
            totals: outcome.totals.by_key.iter().map(|(key, sums)| self.total(*key, sums)).collect(),
            comparison: outcome.comparisons.iter().map(|figure| self.comparison(figure)).collect(),
            cumulative: outcome.yearly.as_ref().map(|yearly| self.cumulative(yearly)),
            findings: Lines::Findings(self),
        }
    }

    fn summary(&self) -> Summary {
        let outcome = self.outcome;
        Summary {
            files: outcome.inputs.len(),
            projects: outcome.projects().count(),
            matched: outcome.comparisons.matched(),
            figures: outcome.comparisons.figures(),
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            notes: outcome.count(Severity::Note),
            waived: outcome.waived(),
        }
    }

    /// Unit and stage are those of the file's first table; the years are those of all.
    fn input(&self, input: &'a Input) -> InputLine<'a> {
        let first = input.tables.first();
        let mut years: Vec<_> = input.tables.iter().flat_map(crate::model::Table::years).collect();
        years.sort_unstable();
        years.dedup();
        let rows = input.rows();
        InputLine {
            file: &input.file,
            sha256: &input.sha256,
            status: input.status.id(),
            unit: self.unit(first.and_then(|table| table.unit.unit)),
            years,
            stage: first.map(|table| table.stage.id()),
            rows: Rows {
                seen: rows.seen,
                projects: rows.projects,
                headings: rows.headings,
                totals: rows.totals,
                not_read: rows.not_read,
            },
        }
    }

    fn project(&self, at: ProjectRef, project: &'a Project) -> ProjectLine<'a> {
        let review = self.outcome.reviews.get(&at);
        let admissible = |source: SourceId| review?.admissible.get(source.index()).copied();
        ProjectLine {
            file: &project.file,
            sheet: &project.sheet,
            row: project.row + 1,
            unit: self.unit(project.unit),
            year: project.year,
            stage: project.stage.id(),
            task: self.task(project.task.task),
            id: words(&project.id),
            name: words(&project.name),
            beneficiary: words(&project.beneficiary),
            quantity: project.quantity.value.map(plain),
            total: project.total.value.map(dong),
            sources: self.by_source(self.programme.source_ids(), |source| amount(project, source)),
            admissible: self.by_source(self.programme.sources_of(SourceKind::State), admissible),
            counted: self.outcome.counts(project),
        }
    }

    fn total(&self, key: TotalsKey, sums: &Sums) -> TotalLine<'a> {
        TotalLine {
            task: self.task(key.task),
            year: key.year,
            unit: self.unit(key.unit),
            stage: key.stage.id(),
            projects: sums.projects,
            quantity: plain(sums.quantity),
            total: dong(sums.total()),
            sources: self.by_source(self.programme.source_ids(), |source| Some(sums.source(source))),
        }
    }

    fn comparison(&self, figure: &Comparison) -> ComparisonLine<'a> {
        let number = |figure: &Figure| plain(comparison::number(figure));
        ComparisonLine {
            appendix: figure.key.appendix.number(),
            task: match figure.key.row {
                AppendixRow::Total => None,
                AppendixRow::Section(section) => Some(&self.programme.section(section).code),
                AppendixRow::Task(task) => Some(&self.programme.task(task).code),
                AppendixRow::Unclassified => Some("unclassified"),
            },
            year: figure.key.year,
            source: match figure.key.of {
                FigureOf::Total => None,
                FigureOf::Quantity => Some("quantity"),
                FigureOf::Mobilised => Some("mobilised"),
                FigureOf::State => Some("state"),
                FigureOf::Source(source) => Some(&self.programme.source(source).id),
            },
            programme: figure.programme.as_ref().map(number),
            registered: number(&figure.registered),
            admissible: number(&figure.admissible),
        }
    }

    fn cumulative(&self, yearly: &Yearly) -> CumulativeBlock<'a> {
        let line = |figure: &Comparison| {
            let ComparisonLine { task, source, programme, registered, admissible, .. } = self.comparison(figure);
            let left = figure.difference().map(|difference| plain(-difference));
            CumulativeLine { task, source, programme, registered, admissible, left }
        };
        CumulativeBlock {
            first_year: yearly.first,
            last_year: yearly.last,
            years: yearly.summed.iter().copied().collect(),
            missing_years: yearly.missing().collect(),
            other_findings: yearly.other_findings,
            figures: yearly.figures.iter().map(line).collect(),
        }
    }

    fn finding(&self, finding: &'a Finding) -> FindingLine<'a> {
        finding_line(self.programme, finding)
    }

    fn unit(&self, unit: Option<UnitId>) -> Option<&'a str> {
        unit.map(|unit| self.programme.unit(unit).short.as_str())
    }

    fn task(&self, task: Option<TaskId>) -> Option<&'a str> {
        task.map(|task| self.programme.task(task).code.as_str())
    }

    fn by_source(
        &self,
        sources: impl Iterator<Item = SourceId>,
        amount: impl Fn(SourceId) -> Option<Money>,
    ) -> BySource<'a> {
        BySource(sources.map(|source| (self.programme.source(source).id.as_str(), amount(source).map(dong))).collect())
    }
}

/// A finding, with the names of a catalogue.
pub(super) fn finding_line<'a>(programme: &'a Programme, finding: &'a Finding) -> FindingLine<'a> {
    FindingLine {
        code: finding.code.as_str(),
        severity: finding.severity.id(),
        places: finding.places.iter().map(place).collect(),
        unit: finding.unit.map(|unit| programme.unit(unit).short.as_str()),
        year: finding.year,
        task: finding.task.map(|task| programme.task(task).code.as_str()),
        source: finding.source.map(|source| programme.source(source).id.as_str()),
        project: finding.project_name.as_deref(),
        message: &finding.message,
        actual: finding.actual.as_ref().map(figure),
        expected: finding.expected.as_ref().map(figure),
        difference: finding.difference.as_ref().map(figure),
        action: &finding.action,
        basis: &finding.basis,
        waived: finding.waived,
        waiver: finding.waiver.as_deref().map(waiver),
    }
}

/// The money of one source of a row: 0 where the cell is blank or the column absent, nothing where it is unreadable.
fn amount(project: &Project, source: SourceId) -> Option<Money> {
    let readable = project.sources.get(source.index()).is_none_or(|entry| entry.fault.is_none());
    readable.then(|| project.source(source))
}

fn words(entry: &Entry<Arc<str>>) -> Option<&str> {
    entry.value.as_deref().filter(|text| !text.is_empty())
}

fn waiver(waiver: &Waiver) -> WaiverLine<'_> {
    WaiverLine {
        reason: &waiver.reason,
        approved_by: &waiver.approved_by,
        document: &waiver.document,
        until: waiver.until.iso(),
    }
}

pub(super) fn place(place: &Place) -> PlaceLine<'_> {
    PlaceLine {
        file: &place.file,
        sheet: place.sheet.as_ref().map(Arc::as_ref),
        cells: place.cells.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn figure(figure: &Figure) -> String {
    match figure {
        Figure::Text(text) => text.clone(),
        number => plain(comparison::number(number)),
    }
}

pub(super) fn dong(amount: Money) -> String {
    plain(amount.dong())
}

/// A number without exponent, grouping or trailing zeros; zero has no sign.
fn plain(number: Decimal) -> String {
    if number.is_zero() { "0".to_owned() } else { number.normalize().to_string() }
}

#[cfg(test)]
mod tests;
