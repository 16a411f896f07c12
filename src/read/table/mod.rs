//! From a sheet's cells to its tables of projects.
//!
//! [`header`] finds the header, [`fields`] names its columns, [`title`] reads what stands above it ([`years`] and
//! [`senders`] the year and the unit, by the names in [`units`]),
//! [`file_name`] what the file's name adds,
//! [`rows`], [`labels`] and [`headings`] tell what each row is, [`project`] reads the rows that are projects
//! ([`merged`] the task codes that stand for several),
//! [`totals`] those that are totals, [`columns`] judges which columns are missing, [`hidden`] what the sheet hides.

mod columns;
pub mod fields;
mod file_name;
pub mod header;
mod headings;
mod hidden;
pub mod labels;
mod merged;
mod project;
mod rows;
mod senders;
mod title;
mod totals;
mod units;
mod years;

use std::sync::Arc;

use fields::Headers;
use header::Header;
use rows::{Kind, View, Why};
use title::Title;

use super::entries;
use super::numbers::{self, Suffix};
use super::sheet::{Content, RawCell, RawRow, Sheet};
use crate::model::{
    Area, CellRef, Converted, Date, Fault, Hidden, LegacySet, RowCount, Table, UnitClaim, UnreadRow, YearClaim,
};
use crate::programme::Programme;

/// What is known of a file before its sheets are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file as the report names it.
    pub file: &'a Arc<str>,
    /// The catalogue's headers.
    pub headers: &'a Headers,
}

/// A header with the rows that belong to it.
struct Block {
    header: Header,
    /// Header rows repeated after a page break: first and last row.
    repeats: Vec<(u32, u32)>,
    /// The first row of its title block.
    title_from: u32,
    /// The first row that is no longer its own.
    to: u32,
}

/// Every table of a workbook. What one sheet's title block leaves out, the sheets before it, then the others,
/// then the file's name may say.
pub fn read(sheets: &[Sheet], origin: Origin<'_>, programme: &Programme) -> Vec<Table> {
    let mut found: Vec<(&Sheet, Block, Title)> = Vec::new();
    for sheet in sheets {
        for block in blocks(sheet, origin.headers, programme) {
            let title = title::read(sheet, block.title_from, block.header.area.first.row, programme);
            found.push((sheet, block, title));
        }
    }
    let first_of_sheet: Vec<usize> = found
        .iter()
        .map(|(sheet, ..)| found.iter().position(|(first, ..)| std::ptr::eq(*first, *sheet)).unwrap_or_default())
        .collect();
    let titles: Vec<Title> = found.iter().map(|(_, _, title)| title.clone()).collect();
    let mut tables: Vec<Table> = found
        .into_iter()
        .enumerate()
        .map(|(at, (sheet, block, title))| {
            let above = &titles[first_of_sheet[at]..at];
            let title = complete(title, &titles, above, at, sheet, origin, programme);
            assemble(sheet, &block, title, origin, programme)
        })
        .collect();
    hidden::replace(&mut tables);
    tables
}

/// The headers of a sheet with the rows that belong to each. A header that repeats the one above it goes on with
/// its table, unless a title block of its own stands between.
fn blocks(sheet: &Sheet, headers: &Headers, programme: &Programme) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let end = sheet.rows.last().map_or(0, |row| row.row + 1);
    for header in header::find(sheet, headers) {
        let top = header.area.first.row;
        if let Some(last) = blocks.last_mut() {
            let from = title_start(sheet, last, top);
            let title = title::read(sheet, from, top, programme);
            if last.header.repeats(&header) && !title.says_something() {
                last.repeats.push((top, header.area.last.row));
                continue;
            }
            last.to = from;
            blocks.push(Block { header, repeats: Vec::new(), title_from: from, to: end });
        } else {
            blocks.push(Block { header, repeats: Vec::new(), title_from: 0, to: end });
        }
    }
    blocks
}

/// Where the title block of a later table in a sheet begins: after the last row above it that holds a number
/// in a column of the table before, or that is a total.
fn title_start(sheet: &Sheet, before: &Block, top: u32) -> u32 {
    let body = before.header.area.last.row + 1;
    let own = |row: &&RawRow| {
        let view = View::new(row, &before.header);
        view.money().next().is_some() || view.first_text().is_some_and(|(_, text)| labels::is_total(&text))
    };
    sheet
        .rows
        .iter()
        .filter(|row| (body..top).contains(&row.row))
        .filter(own)
        .map(|row| row.row + 1)
        .max()
        .unwrap_or(body)
}

/// Fills what a title block leaves out.
fn complete(
    mut title: Title,
    titles: &[Title],
    above: &[Title],
    at: usize,
    sheet: &Sheet,
    origin: Origin<'_>,
    programme: &Programme,
) -> Title {
    let stem = file_name::stem(origin.file);
    if title.year.year.is_none() {
        let of_sheet = match entries::years_in(&sheet.name).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        // A sheet's name is nearer than the file's; another sheet's year is not this one's.
        title.year = YearClaim { year: of_sheet.or_else(|| file_name::year(&stem)), at: None };
    }
    let before = || titles[..at].iter().rev().chain(&titles[at + 1..]);
    // Money is in one unit down a sheet, until another one is stated; another sheet may well be in another.
    title.money_unit = title.money_unit.or_else(|| above.iter().rev().find_map(|other| other.money_unit));
    if title.unit.written.is_empty() {
        let on = title.year.year.map(Date::new_year);
        title.unit = before()
            .map(|other| &other.unit)
            .find(|unit| !unit.written.is_empty())
            .map_or_else(|| file_name::unit(&stem, programme, on), |unit| UnitClaim { at: None, ..unit.clone() });
    }
    title.stage = title.stage.or_else(|| before().find_map(|other| other.stage));
    title.submission_no = title.submission_no.or_else(|| before().find_map(|other| other.submission_no));
    title
}

fn assemble(sheet: &Sheet, block: &Block, title: Title, origin: Origin<'_>, programme: &Programme) -> Table {
    let header = &block.header;
    let kinds = rows::classify(sheet, header, &block.repeats, block.to, programme);
    let money_unit = columns::money_unit(header, &title, &kinds);
    let on = title.year.year.map(Date::new_year);
    let file_name = file_name::claim(&file_name::stem(origin.file), programme, on);
    let mut table = Table {
        file: Arc::clone(origin.file),
        sheet: Arc::clone(&sheet.name),
        header: header.area,
        title: title.area,
        columns: header.claims.iter().filter_map(|(field, columns)| Some((*field, columns.first()?.clone()))).collect(),
        missing: Vec::new(),
        clashes: header
            .claims
            .iter()
            .filter(|(_, columns)| columns.len() > 1)
            .map(|(field, columns)| (*field, columns.clone()))
            .collect(),
        assumed_zero: Vec::new(),
        money_unit,
        unit: title.unit,
        year: title.year,
        stage: title.stage.unwrap_or_default(),
        submission_no: title.submission_no,
        file_name,
        form_version: title.form_version,
        superseded: false,
        projects: Vec::new(),
        totals: Vec::new(),
        unread: Vec::new(),
        hidden: Hidden::default(),
        converted: converted(sheet, block),
        rows: RowCount::default(),
    };
    project::read_all(&mut table, sheet, header, &kinds, programme);
    totals::read_all(&mut table, sheet, header, &kinds);
    table.hidden = hidden::of(&table, sheet);
    columns::judge(&mut table, header, programme);
    keep_books(&mut table, header, &kinds);
    let void = table.is_void();
    for project in &mut table.projects {
        project.counted =
            !void && project.amounts_stand() && project.year.is_some_and(|year| programme.years().contains(&year));
    }
    table
}

/// The converted cells of a block, its title's and what stands under it included: one entry a legacy set.
fn converted(sheet: &Sheet, block: &Block) -> Vec<Converted> {
    let of_set = |set: LegacySet| {
        let own = |at: &CellRef| (block.title_from..block.to).contains(&at.row);
        let cells = sheet.converted.iter().filter(|(_, other)| *other == set).map(|(at, _)| *at).filter(own);
        cells.fold(None, |found: Option<Converted>, at| {
            let found = found.unwrap_or(Converted { set, area: at.into(), cells: 0 });
            Some(Converted { area: found.area.with(at), cells: found.cells + 1, ..found })
        })
    };
    LegacySet::ALL.into_iter().filter_map(of_set).collect()
}

/// Counts the rows, and lists what was not read with its reason. Every row is counted once.
fn keep_books(table: &mut Table, header: &Header, kinds: &[(&RawRow, Kind)]) {
    let (left, right) = header.span();
    for (row, kind) in kinds {
        table.rows.seen += 1;
        match kind {
            Kind::Furniture | Kind::Heading(_) => table.rows.headings += 1,
            Kind::Subtotal(_) | Kind::Total(_) => table.rows.totals += 1,
            Kind::Project => table.rows.projects += 1,
            Kind::Unread(why) => {
                table.rows.not_read += 1;
                if let Some(area) = row.area() {
                    let amounts = View::new(row, header)
                        .money()
                        .filter(|(_, cell)| is_amount(cell))
                        .map(|(_, cell)| row.at(cell.col));
                    table.unread.push(UnreadRow {
                        area,
                        reason: why.words().to_owned(),
                        routine: *why == Why::Signature,
                        amounts: amounts.collect(),
                    });
                }
            }
        }
        if !matches!(kind, Kind::Unread(_)) {
            let beside = row.seen().filter(|cell| !(left..=right).contains(&cell.col));
            table.unread.extend(beside.map(|cell| UnreadRow {
                area: Area::from(row.at(cell.col)),
                reason: Why::Beside.words().to_owned(),
                routine: false,
                amounts: Vec::new(),
            }));
        }
    }
    for column in &header.unknown {
        let last = kinds
            .iter()
            .filter(|(row, _)| row.cell(column.at.col).is_some_and(|cell| !cell.looks_blank()))
            .map(|(row, _)| row.row)
            .max();
        if let Some(last) = last {
            table.unread.push(UnreadRow {
                area: Area::new(column.at, CellRef::new(last, column.at.col)),
                reason: format!("Cột \"{}\" không có trong biểu mẫu", column.header),
                routine: false,
                amounts: Vec::new(),
            });
        }
    }
    debug_assert!(table.rows.balances(), "{:?}", table.rows);
}

/// Whether a cell holds a number, and not a word in a money column.
fn is_amount(cell: &RawCell) -> bool {
    match &cell.content {
        Content::Number(_) => true,
        Content::Text(written) => {
            written.chars().any(|c| c.is_ascii_digit())
                && !matches!(numbers::read(written, Suffix::Money), Err(Fault::NotANumber) | Ok(None))
        }
        _ => false,
    }
}
