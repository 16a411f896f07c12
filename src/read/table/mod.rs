//! From a sheet's cells to its tables of projects.
//!
//! [`header`] finds the headers, [`fields`] names their columns, [`blocks`] gives each the rows that belong to it.
//! [`title`] reads what stands above ([`years`], [`senders`] and [`sources`] the year, the unit and the source of money,
//! by the names in [`units`] of those that existed in the time told by [`times`]); [`completing`] and [`file_name`] add
//! what other sheets and names say.
//! [`rows`], [`index_row`], [`labels`], [`headings`], [`details`], [`proved`] and [`end`] tell what each row is;
//! [`project`] reads the rows that are projects ([`merged`] what is written once for several, [`ambiguous`] what a row's
//! own sum settles), [`totals`] those that are totals.
//! Then the tables of a workbook are held together: [`summary`] finds those that sum up others, [`hidden`] what a sheet
//! hides, [`split`] the projects that several sheets list, each with its own source.
//! [`columns`] judges which columns are missing; [`books`] counts the rows.

mod ambiguous;
mod blocks;
mod books;
mod columns;
mod completing;
mod details;
mod end;
pub mod fields;
mod file_name;
pub mod header;
mod headings;
mod hidden;
pub mod index_row;
pub mod labels;
mod merged;
mod naming;
mod project;
mod proved;
mod rows;
mod senders;
mod sources;
mod split;
mod summary;
mod times;
mod title;
mod totals;
mod units;
pub mod years;

use std::sync::Arc;

use blocks::Block;
use completing::Titles;
use fields::Headers;
use rows::{Kind, Why};
use times::Window;
use title::Title;
use units::UnitNames;

use super::sheet::{RawRow, Sheet};
use crate::model::{Hidden, RowCount, SourceId, Split, Table};
use crate::programme::Programme;

/// What is known of a file before its sheets are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file as the report names it.
    pub file: &'a Arc<str>,
    /// The catalogue's headers.
    pub headers: &'a Headers,
}

/// A table's rows, as they stand in its sheet.
struct Frame<'a> {
    block: Block,
    kinds: Vec<(&'a RawRow, Kind)>,
    /// The source that its sheet or its title names.
    source: Option<SourceId>,
}

/// Every table of a workbook.
pub fn read(sheets: &[Sheet], origin: Origin<'_>, programme: &Programme) -> Vec<Table> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut titles = Titles { all: Vec::new() };
    for sheet in sheets {
        for block in blocks::find(sheet, origin.headers, programme) {
            let top = block.header.area.first.row;
            let written_on = times::written_on(sheet, block.title_from, top, block.to);
            titles.all.push((sheet, title::read(sheet, block.title_from, top, written_on, programme)));
            blocks.push(block);
        }
    }
    let read_one = |(at, block): (usize, Block)| {
        let title = titles.complete(at, origin, programme);
        assemble(titles.all[at].0, block, title, origin, programme)
    };
    let (mut frames, mut tables): (Vec<Frame<'_>>, Vec<Table>) = blocks.into_iter().enumerate().map(read_one).unzip();
    set_summaries_aside(&mut frames, &mut tables, origin.headers, programme);
    hidden::replace(&mut tables);
    let named: Vec<Option<SourceId>> = frames.iter().map(|frame| frame.source).collect();
    split::join(&mut tables, &named, programme);
    for (table, frame) in tables.iter_mut().zip(&frames) {
        finish(table, frame, programme);
    }
    tables
}

/// Reads a table by itself.
fn assemble<'a>(
    sheet: &'a Sheet,
    mut block: Block,
    title: Title,
    origin: Origin<'_>,
    programme: &Programme,
) -> (Frame<'a>, Table) {
    let source = sources::in_name(&sheet.name, origin.headers, programme).or(title.source);
    if let Some(source) = source {
        block.header.adopt(source, programme.state_sources());
    }
    let kinds = rows::classify(sheet, &block.header, &block.repeats, block.to, programme);
    let frame = Frame { block, kinds, source };
    let window = Window::of(programme, title.written_on, title.year.year);
    let mut table = empty(sheet, &frame, title, origin, programme);
    project::read_all(&mut table, &frame.block.header, &frame.kinds, programme);
    tell_namesakes(&mut table, window, programme);
    totals::read_all(&mut table, sheet, &frame.block.header, &frame.kinds);
    table.hidden = hidden::of(&table, sheet);
    (frame, table)
}

/// Where the unit is one of several of one name, the rows may tell which of them can have written them.
fn tell_namesakes(table: &mut Table, window: Window, programme: &Programme) {
    let candidates = &table.unit.candidates;
    if table.unit.unit.is_some() || candidates.len() < 2 {
        return;
    }
    let names = UnitNames::new(programme, window);
    if !candidates.windows(2).all(|pair| names.share_a_name(pair[0], pair[1])) {
        return;
    }
    if let Some(unit) = window.the_one(programme, candidates, table.year.year, &table.projects) {
        table.unit.unit = Some(unit);
        table.unit.candidates.clear();
        table.projects.iter_mut().for_each(|project| project.unit = Some(unit));
    }
}

/// A table with what its header and its title say, without rows.
fn empty(sheet: &Sheet, frame: &Frame<'_>, title: Title, origin: Origin<'_>, programme: &Programme) -> Table {
    let header = &frame.block.header;
    let window = Window::of(programme, title.written_on, title.year.year);
    let several = header.claims.iter().filter(|(_, columns)| columns.len() > 1);
    Table {
        file: Arc::clone(origin.file),
        sheet: Arc::clone(&sheet.name),
        header: header.area,
        title: title.area,
        columns: header.claims.iter().filter_map(|(field, columns)| Some((*field, columns.first()?.clone()))).collect(),
        missing: Vec::new(),
        clashes: several.map(|(field, columns)| (*field, columns.clone())).collect(),
        assumed_zero: Vec::new(),
        money_unit: columns::money_unit(header, &title, &frame.kinds),
        unclear_unit: title.unclear_unit,
        unit: title.unit,
        year: title.year,
        stage: title.stage.unwrap_or_default(),
        submission_no: title.submission_no,
        file_name: file_name::claim(&file_name::stem(origin.file), programme, window),
        form_version: title.form_version,
        superseded: false,
        projects: Vec::new(),
        split: Split::default(),
        summary: false,
        totals: Vec::new(),
        unread: Vec::new(),
        hidden: Hidden::default(),
        converted: blocks::converted(sheet, &frame.block),
        rows: RowCount::default(),
    }
}

/// Takes the tables that sum up others for what they are: nothing of them is read, and all of it is listed.
fn set_summaries_aside(frames: &mut [Frame<'_>], tables: &mut [Table], headers: &Headers, programme: &Programme) {
    let candidates: Vec<summary::Candidate<'_>> =
        frames.iter().map(|frame| summary::Candidate { header: &frame.block.header, kinds: &frame.kinds }).collect();
    for at in summary::find(tables, &candidates, headers, programme) {
        let table = &mut tables[at];
        table.summary = true;
        (table.projects, table.totals, table.clashes) = (Vec::new(), Vec::new(), Vec::new());
        table.columns.clear();
        table.hidden = Hidden { sheet: table.hidden.sheet, ..Hidden::default() };
        for (_, kind) in frames[at].kinds.iter_mut().filter(|(_, kind)| *kind != Kind::Furniture) {
            *kind = Kind::Unread(Why::Summary);
        }
    }
}

/// Judges and counts a table, once it is known what the workbook's other tables mean for it.
fn finish(table: &mut Table, frame: &Frame<'_>, programme: &Programme) {
    columns::judge(table, &frame.block.header, programme);
    books::keep(table, &frame.block.header, &frame.kinds);
    let stands = !table.is_void() && !table.is_replaced();
    for project in &mut table.projects {
        let in_period = project.year.is_some_and(|year| programme.years().contains(&year));
        project.counted = stands && project.amounts_stand() && in_period;
    }
}
