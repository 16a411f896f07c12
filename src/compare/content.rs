//! What a project says in a column, and when two say the same: a figure however it is typed or in whatever unit of
//! money, words whatever their case, spaces, punctuation and place of the tone mark. Words typed without any accent
//! are the same as those with them.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{CellRef, Entry, Field, Figure, Money, Project, SourceId, beneficiary, text};
use crate::programme::Programme;

/// The columns that are held against each other, in the form's order. The ordinal is none of them: it is counted
/// anew with every row. The year is told beside them, since the title may say it.
pub(super) fn fields(programme: &Programme) -> impl Iterator<Item = Field> {
    let before = [
        Field::Task,
        Field::ProjectId,
        Field::Name,
        Field::Beneficiary,
        Field::Implementer,
        Field::Kind,
        Field::TaxCode,
        Field::Place,
        Field::Year,
        Field::Status,
        Field::Approval,
        Field::Measure,
        Field::Quantity,
        Field::Event,
        Field::Scale,
        Field::UnitPrice,
        Field::Total,
    ];
    before.into_iter().chain(programme.source_ids().map(Field::Source)).chain([Field::Note])
}

/// What a project says in a column.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Where; none where its table has no such column.
    pub(super) at: Option<CellRef>,
    /// What; nothing where the cell is blank.
    pub(super) figure: Option<Figure>,
}

impl Said {
    /// What `project` says in the column of `field`.
    pub(super) fn of(programme: &Programme, project: &Project, field: Field) -> Self {
        match field {
            Field::Task => task(programme, project),
            Field::Year => Self { at: project.year_entry.at, figure: year(project) },
            Field::Quantity => number(&project.quantity, |count| Figure::Count(*count)),
            Field::Scale => number(&project.scale, |count| Figure::Count(*count)),
            Field::UnitPrice => money(&project.unit_price),
            Field::Total => money(&project.total),
            Field::Source(source) => of_source(project, source),
            words => entry(project, words).map_or(Self { at: None, figure: None }, written),
        }
    }

    /// Whether its table has the column.
    pub(super) const fn is_held(&self) -> bool {
        self.at.is_some()
    }
}

/// The column of words.
fn entry(project: &Project, field: Field) -> Option<&Entry<Arc<str>>> {
    Some(match field {
        Field::ProjectId => &project.id,
        Field::Name => &project.name,
        Field::Beneficiary => &project.beneficiary,
        Field::Implementer => &project.implementer,
        Field::Kind => &project.kind,
        Field::TaxCode => &project.tax_code,
        Field::Place => &project.place,
        Field::Status => &project.status_entry,
        Field::Approval => &project.approval,
        Field::Measure => &project.measure,
        Field::Event => &project.event,
        Field::Note => &project.note,
        _ => return None,
    })
}

fn task(programme: &Programme, project: &Project) -> Said {
    let known = project.task.task.map(|task| Figure::Text(programme.task(task).code.clone()));
    Said { at: project.task.cell(), figure: known.or_else(|| written(&project.task.entry).figure) }
}

/// The year that counts, as words: a year is no amount.
fn year(project: &Project) -> Option<Figure> {
    let entry = &project.year_entry;
    let unread = entry.fault.as_ref().map(|_| Figure::Text(entry.written.to_string()));
    unread.or_else(|| project.year.map(|year| Figure::Text(year.to_string())))
}

fn written(entry: &Entry<Arc<str>>) -> Said {
    let words = text::tidy(if entry.value.is_some() { entry.text() } else { &entry.written });
    Said { at: entry.at, figure: Some(words).filter(|words| !words.is_empty()).map(Figure::Text) }
}

fn number<T>(entry: &Entry<T>, figure: impl Fn(&T) -> Figure) -> Said {
    let unread = || entry.fault.as_ref().map(|_| Figure::Text(text::tidy(&entry.written)));
    Said { at: entry.at, figure: entry.value.as_ref().map(figure).or_else(unread) }
}

fn money(entry: &Entry<Money>) -> Said {
    number(entry, |amount| Figure::Money(*amount))
}

/// No money is no money, whether 0 is written, nothing, or there is no column.
fn of_source(project: &Project, source: SourceId) -> Said {
    let said = project.sources.get(source.index()).map_or(Said { at: None, figure: None }, money);
    let is_none = matches!(said.figure, Some(Figure::Money(amount)) if amount.is_zero());
    if is_none { Said { figure: None, ..said } } else { said }
}

/// Whether two projects say the same in a column.
pub(super) fn same(field: Field, (old, was): (&Project, &Said), (new, is): (&Project, &Said)) -> bool {
    if let (Field::TaxCode, Some(one), Some(other)) = (field, beneficiary::tax_code(old), beneficiary::tax_code(new)) {
        return one == other;
    }
    match (&was.figure, &is.figure) {
        (Some(Figure::Text(was)), Some(Figure::Text(is))) => same_words(was, is),
        (Some(Figure::Text(only)), None) | (None, Some(Figure::Text(only))) => text::words(only).is_empty(),
        (was, is) => was == is,
    }
}

/// Whether two texts say the same.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    if text::has_accents(one) == text::has_accents(other) {
        accented(one) == accented(other)
    } else {
        text::words(one) == text::words(other)
    }
}

/// Its words with their accents, lower case. Marks alone ("–") are no words.
fn accented(written: &str) -> Vec<String> {
    let tidy = text::tidy(written);
    let words = tidy.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(text::accented_key).collect()
}

/// Everything that a project says in these columns, so that projects which say the same are equal here.
pub(super) fn print(programme: &Programme, project: &Project, fields: &[Field]) -> Vec<Print> {
    let of = |field: &Field| match Said::of(programme, project, *field).figure {
        None => Print::Nothing,
        Some(Figure::Money(amount)) => Print::Number(amount.dong().normalize()),
        Some(Figure::Count(count)) => Print::Number(count.normalize()),
        Some(Figure::Text(words)) => Print::Words(accented(&words)),
    };
    fields.iter().map(of).collect()
}

/// What a project says in a column, in one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Print {
    /// Nothing.
    Nothing,
    /// An amount in đồng, or a count.
    Number(Decimal),
    /// Words.
    Words(Vec<String>),
}
