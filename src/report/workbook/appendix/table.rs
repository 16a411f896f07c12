//! A table of figures: formulas over "Theo đơn vị" in the rows of tasks, sums in the rows above them,
//! each with its exact result, marked where it differs from the programme.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::lines::Line;
use super::{Figures, note};
use crate::model::{Appendix, AppendixRow, FigureKey, FigureOf, SourceId};
use crate::report::workbook::by_unit::{ByUnit, Part};
use crate::report::workbook::pen::{self, At, Written};
use crate::report::workbook::sheet_of;
use crate::report::workbook::style::{self, Mark, Weight};
use crate::report::workbook::view::View;

/// What a column of a table holds, and how its figures are made.
pub struct Column {
    /// What it is of.
    pub of: FigureOf,
    /// The year; none for the whole period.
    pub year: Option<i32>,
    /// How a row of projects is added up.
    pub recipe: Recipe,
}

/// How a figure in a row of projects is made.
pub enum Recipe {
    /// From these parts of "Theo đơn vị".
    Units(Vec<Part>),
    /// From these columns of the same row.
    Across(Vec<u16>),
}

/// The recipe that adds up one source.
pub fn of_source(source: SourceId) -> Recipe {
    Recipe::Units(vec![Part::Source(source)])
}

/// Which projects a row of figures takes, beyond those that count.
#[derive(Clone, Copy)]
pub enum Criterion {
    /// All.
    None,
    /// Those whose task's code stands in this column of the row.
    TaskIn(u16),
}

/// A table under way.
pub struct Body<'a, 'b> {
    /// The sheet.
    pub sheet: &'a mut Worksheet,
    /// The run.
    pub view: &'a View<'b>,
    /// What "Theo đơn vị" holds.
    pub units: &'a ByUnit,
    /// Where the figures stand.
    pub figures: &'a mut Figures,
    /// Which appendix.
    pub appendix: Appendix,
    /// The row of the header that holds the years as numbers.
    pub years: u32,
}

impl Body<'_, '_> {
    /// Writes the figures of a line of an appendix, its first line being at `top`.
    pub fn line(&mut self, top: u32, (position, line): (usize, &Line), first: u16, columns: &[Column]) -> Written {
        let row = top + u32::try_from(position).unwrap_or_default();
        let silent = line.task().is_some_and(|task| self.view.programme.task(task).total.is_none())
            && !self.view.has_projects(line.row);
        for (column, col) in columns.iter().zip(first..) {
            let counts_nothing = column.of == FigureOf::Quantity && line.task().is_none();
            if counts_nothing {
                pen::text(self.sheet, (row, col), "", &line.weight.apply(style::figure()))?;
                continue;
            }
            if silent {
                // The decision gives this task no figure: a dash is no zero.
                pen::text(self.sheet, (row, col), "–", &line.weight.apply(style::centred()))?;
                continue;
            }
            let formula = match line.sums.as_slice() {
                [] => {
                    let name = u16::from(line.row == AppendixRow::Unclassified);
                    self.over_projects(column, (row, col), Criterion::TaskIn(name))
                }
                lines => sum(lines.iter().map(|line| (top + u32::try_from(*line).unwrap_or_default(), col))),
            };
            self.figure((row, col), line.row, column, line.weight, &formula)?;
        }
        Ok(())
    }

    /// The formula of a figure in a row of projects.
    pub fn over_projects(&self, column: &Column, (row, col): At, criterion: Criterion) -> String {
        match &column.recipe {
            Recipe::Across(columns) => sum(columns.iter().map(|other| (row, *other))),
            Recipe::Units(parts) => {
                let criteria = self.criteria(column, (row, col), criterion);
                let as_text = self.view.codes_as_text;
                let terms: Vec<_> = parts
                    .iter()
                    .map(|part| pen::sum_where(Some(&self.units.part(*part)), &criteria, as_text))
                    .collect();
                scaled(&terms.join("+"), terms.len(), column.of)
            }
        }
    }

    /// The conditions of a sum over "Theo đơn vị", as pairs of a column and what it must hold.
    fn criteria(&self, column: &Column, (row, col): At, criterion: Criterion) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if let Criterion::TaskIn(name) = criterion {
            pairs.push((self.units.tasks(), format!("${}", pen::address((row, name)))));
        }
        if column.year.is_some() {
            let letters = crate::model::place::column_letters(u32::from(col));
            pairs.push((self.units.years(), format!("{letters}${}", self.years + 1)));
        }
        pairs
    }

    /// Writes one figure: its formula and its result, its mark, its note.
    pub fn figure(&mut self, at: At, row: AppendixRow, column: &Column, weight: Weight, formula: &str) -> Written {
        let key = FigureKey { appendix: self.appendix, row, year: column.year, of: column.of };
        let value = self.view.pick(&self.view.sums(row, column.year), column.of);
        let comparison = self.view.comparison(key);
        let mark = Mark::of(comparison.and_then(crate::model::Comparison::difference));
        let format = mark.colour(weight.apply(style::figure())).set_num_format(style::pattern(value, mark));
        pen::formula(self.sheet, at, formula, value, &format)?;
        if let Some((comparison, planned)) = comparison.and_then(|it| Some((it, it.programme.as_ref()?)))
            && mark != Mark::Plain
        {
            self.sheet.insert_note(at.0, at.1, &note::note(self.view, comparison, planned))?;
        }
        self.figures.entry(key).or_insert_with(|| format!("'{}'!{}", sheet_of(self.appendix), pen::address(at)));
        Ok(())
    }

    /// Writes the share of one cell in another, both in the row of `at`.
    pub fn share(&mut self, at: At, part: u16, whole: u16, values: (Decimal, Decimal), weight: Weight) -> Written {
        let format = weight.apply(style::figure()).set_num_format(style::PERCENT);
        if values.1.is_zero() {
            return pen::text(self.sheet, at, "–", &weight.apply(style::centred()));
        }
        let cells = (&*pen::address((at.0, part)), &*pen::address((at.0, whole)));
        pen::share(self.sheet, at, cells, values.0 / values.1, &format)
    }
}

/// "Theo đơn vị" holds đồng, appendices triệu đồng; a quantity is what it is.
fn scaled(sum: &str, terms: usize, of: FigureOf) -> String {
    match (of, terms) {
        (FigureOf::Quantity, _) => format!("={sum}"),
        (_, 1) => format!("={sum}/1000000"),
        _ => format!("=({sum})/1000000"),
    }
}

/// The sum of some cells; a run of neighbours is one range.
fn sum(cells: impl Iterator<Item = At>) -> String {
    let mut ranges: Vec<(At, At)> = Vec::new();
    for cell in cells {
        match ranges.last_mut() {
            Some((_, last)) if follows(*last, cell) => *last = cell,
            _ => ranges.push((cell, cell)),
        }
    }
    let ranges: Vec<_> = ranges
        .into_iter()
        .map(|(first, last)| {
            let (from, to) = (pen::address(first), pen::address(last));
            if first == last { from } else { format!("{from}:{to}") }
        })
        .collect();
    format!("=SUM({})", ranges.join(","))
}

fn follows(last: At, next: At) -> bool {
    next == (last.0 + 1, last.1) || next == (last.0, last.1 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_summed_as_a_range() {
        let cells = |rows: &[u32]| sum(rows.iter().map(|row| (*row, 5)));
        assert_eq!(cells(&[8, 9, 10]), "=SUM(F9:F11)");
        assert_eq!(cells(&[8, 10, 11]), "=SUM(F9,F11:F12)");
        assert_eq!(sum([(8, 6), (8, 7)].into_iter()), "=SUM(G9:H9)");
    }
}
