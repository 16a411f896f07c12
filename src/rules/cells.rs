//! Every cell of a table that should hold a number, whatever it counts and whoever it belongs to: the rules
//! on values look at all of them alike.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Context, TableRef, words};
use crate::model::{
    CellRef, Code, Entry, Fault, Field, Figure, Finding, Money, MoneyUnit, Project, ProjectRef, Severity, SourceId,
    Table, TotalRow,
};

/// The row that a cell belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row<'a> {
    /// A project.
    Project(ProjectRef, &'a Project),
    /// A total or subtotal row.
    Total(&'a TotalRow),
}

/// A cell that should hold a number.
#[derive(Debug, Clone)]
pub(super) struct NumberCell<'a> {
    /// Its row.
    pub row: Row<'a>,
    /// Its column's field.
    pub field: Field,
    /// Where it stands.
    pub at: CellRef,
    /// What it shows.
    pub written: &'a str,
    /// What it was read as.
    pub value: Option<Figure>,
    /// Why it could not be read.
    pub fault: Option<&'a Fault>,
    /// Whether the number was stored as text.
    pub from_text: bool,
    /// The exact amount in đồng, where it was rounded.
    pub exact: Option<Decimal>,
}

impl<'a> NumberCell<'a> {
    fn new<T: Copy + Into<Figure>>(row: Row<'a>, field: Field, entry: &'a Entry<T>) -> Option<Self> {
        Some(Self {
            row,
            field,
            at: entry.at?,
            written: &entry.written,
            value: entry.value.map(Into::into),
            fault: entry.fault.as_deref(),
            from_text: entry.from_text,
            exact: entry.exact.as_deref().copied(),
        })
    }

    /// The words that stand for the cell in a message, `Cột "NS tỉnh"`.
    pub(super) fn name(&self, context: &Context<'_>) -> String {
        let header = context.programme.header(self.field);
        match self.row {
            Row::Project(..) => column_name(context, self.field),
            Row::Total(row) => format!("Dòng \"{}\", cột \"{header}\"", row.label),
        }
    }

    /// A finding at this cell, about its project or its table.
    pub(super) fn finding(
        &self,
        table: &Table,
        (code, severity): (Code, Severity),
        message: String,
        action: impl Into<String>,
    ) -> Finding {
        let finding = Finding::new(code, severity, message, action);
        let finding = match self.row {
            Row::Project(at, project) => finding.at(project.place([Some(self.at)])).about(at, project),
            Row::Total(_) => words::about_table(finding.at(table.place([self.at])), table),
        };
        match self.field {
            Field::Source(source) => finding.of_source(source),
            _ => finding,
        }
    }

    /// The unit of the money in the cell, where it holds money.
    pub(super) fn money_unit(&self, table: &Table) -> Option<MoneyUnit> {
        let is_money = matches!(self.field, Field::Total | Field::UnitPrice | Field::Source(_));
        is_money.then(|| table.unit_of(self.field)).flatten()
    }
}

/// The words that stand for a column in a message, `Cột "NS tỉnh"`.
pub(super) fn column_name(context: &Context<'_>, field: Field) -> String {
    format!("Cột \"{}\"", context.programme.header(field))
}

/// The number cells of a table: of its projects, then of its total rows.
pub(super) fn numbers(at: TableRef, table: &Table) -> impl Iterator<Item = NumberCell<'_>> {
    let projects = at.projects(table).flat_map(|(at, project)| of_project(at, project));
    projects.chain(table.totals.iter().flat_map(of_total))
}

/// The number cells of one project, in the order of the form's columns.
pub(super) fn of_project(at: ProjectRef, project: &Project) -> impl Iterator<Item = NumberCell<'_>> {
    let row = Row::Project(at, project);
    let counts = [(Field::Quantity, &project.quantity), (Field::Scale, &project.scale)];
    let money = [(Field::UnitPrice, &project.unit_price), (Field::Total, &project.total)];
    let sources = project.sources.iter().enumerate().map(|(at, entry)| (Field::Source(SourceId(at)), entry));
    counts
        .into_iter()
        .filter_map(move |(field, entry)| NumberCell::new(row, field, entry))
        .chain(money.into_iter().chain(sources).filter_map(move |(field, entry)| NumberCell::new(row, field, entry)))
}

fn of_total(row: &TotalRow) -> impl Iterator<Item = NumberCell<'_>> {
    row.amounts.iter().filter_map(|(field, entry)| NumberCell::new(Row::Total(row), *field, entry))
}

/// A finding for each cell of a table whose fault `describe` knows: the rest of the sentence after the
/// column's name, and what to do. Cells with words and years are looked at too.
pub(super) fn unreadable(
    context: &Context<'_>,
    at: TableRef,
    table: &Table,
    code: Code,
    describe: impl Fn(&Fault) -> Option<(String, &'static str)>,
) -> Vec<Finding> {
    let numbers = numbers(at, table).filter_map(|cell| {
        let (what, action) = describe(cell.fault?)?;
        let message = format!("{} {what}.", cell.name(context));
        Some(with_written(cell.finding(table, (code, Severity::Error), message, action), cell.written))
    });
    let others = at.projects(table).flat_map(|(at, project)| {
        let describe = &describe;
        others(project).into_iter().filter_map(move |(field, cell, fault, written)| {
            let (what, action) = describe(fault?)?;
            let message = format!("{} {what}.", column_name(context, field));
            let finding = Finding::new(code, Severity::Error, message, action).at(project.place([Some(cell?)]));
            Some(with_written(finding.about(at, project), written))
        })
    });
    numbers.chain(others).collect()
}

fn with_written(finding: Finding, written: &str) -> Finding {
    if written.is_empty() { finding } else { finding.found(written) }
}

type OtherCell<'a> = (Field, Option<CellRef>, Option<&'a Fault>, &'a str);

/// The cells of a project that hold no number, and without which it cannot be judged.
fn others(project: &Project) -> [OtherCell<'_>; 5] {
    fn words(field: Field, entry: &Entry<Arc<str>>) -> OtherCell<'_> {
        (field, entry.at, entry.fault.as_deref(), &entry.written)
    }
    let year = &project.year_entry;
    [
        words(Field::Task, &project.task.entry),
        words(Field::ProjectId, &project.id),
        words(Field::Name, &project.name),
        words(Field::Beneficiary, &project.beneficiary),
        (Field::Year, year.at, year.fault.as_deref(), &year.written),
    ]
}

/// The field of a project whose cell this is, in one of the sheets that list the project.
pub(super) fn field_at(project: &Project, sheet: &str, cell: CellRef) -> Option<Field> {
    let others = [(Field::Year, project.year_entry.at), (Field::Task, project.task.entry.at)];
    let numbers = [
        (Field::Quantity, project.quantity.at),
        (Field::Scale, project.scale.at),
        (Field::UnitPrice, project.unit_price.at),
        (Field::Total, project.total.at),
    ];
    let sources = project.sources.iter().enumerate().map(|(at, entry)| (Field::Source(SourceId(at)), entry.at));
    let here = |at: CellRef| **project.sheet_of(at) == *sheet && at.of_part(0) == cell;
    numbers.into_iter().chain(sources).chain(others).find(|(_, at)| at.is_some_and(here)).map(|(field, _)| field)
}

/// The amounts of a column over some rows: their sum and the slack of their rounding; nothing where a row's
/// amount is unreadable, or its total blank.
pub(super) fn column_sum<'a>(field: Field, rows: impl IntoIterator<Item = &'a Project>) -> Option<(Money, Money)> {
    let mut sum = Money::ZERO;
    let mut slack = Money::ZERO;
    for row in rows {
        let entry = match field {
            Field::Source(source) => row.sources.get(source.index()),
            _ => Some(&row.total),
        };
        let Some(entry) = entry else { continue };
        let readable = entry.fault.is_none() && (field != Field::Total || entry.value.is_some());
        readable.then_some(())?;
        sum += entry.value.unwrap_or_default();
        slack += words::rounding_slack([entry]);
    }
    Some((sum, slack))
}
