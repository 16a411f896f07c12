//! What a sheet does not show of its tables.

use std::sync::Arc;

use crate::model::{ActiveFilter, Area, CellRef, Field, Hidden, Project, Table};
use crate::read::sheet::{Hides, Sheet};

/// What a sheet does not show of a table.
pub fn of(table: &Table, sheet: &Sheet) -> Hidden {
    let mut hidden = Hidden { sheet: sheet.hidden, ..Hidden::default() };
    let Some(hides) = &sheet.hides else { return hidden };
    hidden.filters = filters(table, hides);
    hidden.columns = columns(table, sheet, hides);
    let filtered = |at: &usize| hidden.filters.iter().any(|filter| filter.projects.binary_search(at).is_ok());
    hidden.projects = in_hidden_rows(table, hides).map(|(at, _)| at).filter(|at| !filtered(at)).collect();
    hidden
}

fn in_hidden_rows<'a>(table: &'a Table, hides: &'a Hides) -> impl Iterator<Item = (usize, &'a Project)> {
    table.projects.iter().enumerate().filter(|(_, project)| hides.rows.contains(&project.row))
}

/// The filters over the table. A hidden row in the range of one is taken for one that it hides: nothing in the file
/// tells it from a row that was hidden by hand.
fn filters(table: &Table, hides: &Hides) -> Vec<ActiveFilter> {
    let last_row = table.projects.last().map_or(table.header.last.row, |project| project.row);
    let body = Area::new(table.header.first, CellRef::new(last_row, table.header.last.col));
    let meets = |area: &Area| {
        area.first.row <= body.last.row
            && body.first.row <= area.last.row
            && area.first.col <= body.last.col
            && body.first.col <= area.last.col
    };
    let filter = |area: &Area| {
        let rows = area.first.row + 1..=area.last.row;
        let projects = in_hidden_rows(table, hides).filter(|(_, project)| rows.contains(&project.row));
        ActiveFilter { area: *area, projects: projects.map(|(at, _)| at).collect() }
    };
    hides.filters.iter().filter(|area| meets(area)).map(filter).collect()
}

/// The fields whose columns are hidden though a project has something in them, from left to right.
fn columns(table: &Table, sheet: &Sheet, hides: &Hides) -> Vec<Field> {
    let is_hidden = |col: u32| hides.columns.iter().any(|(first, last)| (*first..=*last).contains(&col));
    let is_used = |col: u32| {
        let cell = |project: &Project| sheet.cell(CellRef::new(project.row, col));
        table.projects.iter().any(|project| cell(project).is_some_and(|cell| !cell.looks_blank()))
    };
    let mut fields: Vec<(u32, Field)> = table.columns.iter().map(|(field, column)| (column.at.col, *field)).collect();
    fields.retain(|(col, _)| is_hidden(*col) && is_used(*col));
    fields.sort_unstable();
    fields.into_iter().map(|(_, field)| field).collect()
}

/// Sets aside the tables on hidden sheets in whose place a visible sheet's stands: an old copy that was hidden and
/// not deleted must not count twice. Where visible sheets speak for some of its years only, a table counts whole,
/// for what they leave out would be lost.
pub fn replace(tables: &mut [Table]) {
    for at in 0..tables.len() {
        let table = &tables[at];
        let years = table.years();
        if !table.hidden.sheet || years.is_empty() {
            continue;
        }
        let in_its_place = |other: &&Table| {
            !other.hidden.sheet && !other.projects.is_empty() && other.stage == table.stage && same_unit(other, table)
        };
        let visible: Vec<&Table> = tables.iter().filter(in_its_place).collect();
        let stands = |year: &i32| visible.iter().any(|other| other.years().contains(year));
        if let Some(first) = visible.iter().find(|other| !other.years().is_disjoint(&years))
            && years.iter().all(stands)
        {
            let sheet = Arc::clone(&first.sheet);
            let table = &mut tables[at];
            table.hidden.replaced_by = Some(sheet);
            table.projects.iter_mut().for_each(|project| project.counted = false);
        }
    }
}

/// Whether two tables of a workbook speak for one unit; of units that nobody can tell the words decide.
fn same_unit(one: &Table, other: &Table) -> bool {
    one.unit.unit == other.unit.unit && (one.unit.unit.is_some() || one.unit.written == other.unit.written)
}
