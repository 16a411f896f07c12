//! The records of a sheet: its header found, each column known, each row a record.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Content;
use super::layout::{Column, PHASED_FIGURE, PHASED_TASK, Records, SOURCE, SheetLayout, WHOLE, YEAR};
use super::places::At;
use super::{GivenSheet, read::Fault};
use crate::model::{CellRef, text};

type Result<T> = std::result::Result<T, Fault>;

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// It names the record that holds this one, the year, or the task.
    Head,
    /// It says what of a task is split over the years.
    Figure,
    /// It carries a key.
    Key(&'static Column),
    /// It carries a source's money.
    Source(String),
    /// It carries a year's figures.
    Year(i32),
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Column {}

/// A cell of a record.
#[derive(Debug)]
pub(super) struct Field<'a> {
    /// What its column is for.
    pub used: Use,
    /// Where it stands.
    pub at: At,
    /// What it holds.
    pub content: Option<&'a Content>,
}

/// A record.
pub(super) type Record<'a> = Vec<Field<'a>>;

/// The records of a sheet, and where its header stands.
pub(super) fn records<'a>(sheet: &'a GivenSheet, layout: &'static SheetLayout) -> Result<(At, Vec<Record<'a>>)> {
    match layout.records {
        Records::Whole => whole(sheet, layout),
        _ => table(sheet, layout),
    }
}

fn same(one: &str, other: &str) -> bool {
    text::accented_key(one) == text::accented_key(other)
}

/// What a header says, by the sheet that it stands on.
fn read_header(header: &Content, layout: &'static SheetLayout) -> Option<Use> {
    if let (Content::Number(year), Records::Phasing) = (header, layout.records) {
        return i32::try_from(*year).ok().filter(|number| year.is_integer() && *number > 0).map(Use::Year);
    }
    let said = header.word()?;
    let (head, figure) = match layout.records {
        Records::Within { link, .. } => (Some(link), None),
        Records::Years => (Some(YEAR), None),
        Records::Phasing => (Some(PHASED_TASK), Some(PHASED_FIGURE)),
        _ => (None, None),
    };
    if head.is_some_and(|head| same(head, &said)) {
        return Some(Use::Head);
    }
    if figure.is_some_and(|figure| same(figure, &said)) {
        return Some(Use::Figure);
    }
    if let Some(column) = layout.columns.iter().find(|column| same(column.header, &said)) {
        return Some(Use::Key(column));
    }
    let year = said.parse().ok().filter(|_| layout.records == Records::Phasing);
    let source = || layout.by_source.and_then(|_| source_of(&said)).map(Use::Source);
    year.map(Use::Year).or_else(source)
}

/// The id of a source in "Nguồn national".
pub(super) fn source_of(said: &str) -> Option<String> {
    let id = said.strip_prefix(SOURCE)?.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

/// The headers that must be there.
fn required(layout: &'static SheetLayout) -> Vec<(Use, &'static str)> {
    let mut required: Vec<(Use, &'static str)> =
        layout.columns.iter().map(|column| (Use::Key(column), column.header)).collect();
    match layout.records {
        Records::Within { link, .. } => required.push((Use::Head, link)),
        Records::Years => required.push((Use::Head, YEAR)),
        Records::Phasing => required.extend([(Use::Head, PHASED_TASK), (Use::Figure, PHASED_FIGURE)]),
        Records::Whole | Records::Entries(_) => {}
    }
    required
}

fn at(layout: &'static SheetLayout, cell: CellRef, header: &str) -> At {
    At { sheet: layout.name, cell, header: header.to_owned() }
}

/// The first row that names at least two columns.
fn header_row(sheet: &GivenSheet, layout: &'static SheetLayout) -> Result<u32> {
    let mut named: BTreeMap<u32, usize> = BTreeMap::new();
    for (cell, content) in &sheet.cells {
        *named.entry(cell.row).or_default() += usize::from(read_header(content, layout).is_some());
    }
    let found = named.iter().find(|(_, count)| **count >= 2).map(|(row, _)| *row);
    found.ok_or_else(|| {
        let headers: Vec<_> = required(layout).iter().map(|(_, header)| format!("\"{header}\"")).collect();
        Fault::sheet(layout.name, format!("không thấy dòng tiêu đề; cần các cột {}", headers.join(", ")))
    })
}

fn table<'a>(sheet: &'a GivenSheet, layout: &'static SheetLayout) -> Result<(At, Vec<Record<'a>>)> {
    let header_row = header_row(sheet, layout)?;
    let mut columns: BTreeMap<u32, (Use, String)> = BTreeMap::new();
    for (cell, content) in sheet.cells.iter().filter(|(cell, _)| cell.row == header_row) {
        if content.is_blank() {
            continue;
        }
        let said = content.word().unwrap_or_default();
        let unknown = || Fault::cell(at(layout, *cell, ""), format!("thấy cột lạ, {}", content.shown()));
        let used = read_header(content, layout).ok_or_else(unknown)?;
        if columns.values().any(|(known, _)| *known == used) {
            return Err(Fault::cell(at(layout, *cell, &said), "cột này có hai lần".to_owned()));
        }
        columns.insert(cell.col, (used, said));
    }
    all_there(columns.values().map(|(used, _)| used), layout)?;
    let mut rows: BTreeSet<u32> = BTreeSet::new();
    for (cell, content) in sheet.cells.iter().filter(|(cell, content)| cell.row > header_row && !content.is_blank()) {
        if !columns.contains_key(&cell.col) {
            let told = format!("thấy {} ở cột không có tiêu đề", content.shown());
            return Err(Fault::cell(at(layout, *cell, ""), told));
        }
        rows.insert(cell.row);
    }
    let record = |row: u32| {
        let fields = columns.iter().map(|(col, (used, header))| {
            let cell = CellRef::new(row, *col);
            Field { used: used.clone(), at: at(layout, cell, header), content: sheet.cells.get(&cell) }
        });
        fields.collect()
    };
    Ok((at(layout, CellRef::new(header_row, 0), ""), rows.into_iter().map(record).collect()))
}

fn all_there<'u>(uses: impl Iterator<Item = &'u Use>, layout: &'static SheetLayout) -> Result<()> {
    let uses: Vec<&Use> = uses.collect();
    match required(layout).iter().find(|(used, _)| !uses.contains(&used)) {
        Some((_, header)) => Err(Fault::sheet(layout.name, format!("không thấy \"{header}\""))),
        None => Ok(()),
    }
}

/// The first sheet: a key a row, its name in one column and its value in another.
fn whole<'a>(sheet: &'a GivenSheet, layout: &'static SheetLayout) -> Result<(At, Vec<Record<'a>>)> {
    let is = |content: &Content, header: &str| content.word().is_some_and(|said| same(&said, header));
    let head = sheet.cells.iter().find(|(_, content)| is(content, WHOLE[0])).map(|(cell, _)| *cell);
    let value = head.and_then(|head| {
        let mut beside = sheet.cells.iter().filter(|(cell, _)| cell.row == head.row);
        beside.find(|(_, content)| is(content, WHOLE[1])).map(|(cell, _)| cell.col)
    });
    let (Some(head), Some(value)) = (head, value) else {
        let told = format!("không thấy hai cột \"{}\" và \"{}\"", WHOLE[0], WHOLE[1]);
        return Err(Fault::sheet(layout.name, told));
    };
    let mut record: Record<'a> = Vec::new();
    let rows = sheet.cells.iter().filter(|(cell, _)| cell.row > head.row);
    for (cell, content) in rows.filter(|(cell, content)| cell.col == head.col && !content.is_blank()) {
        let said = content.word().unwrap_or_default();
        let place = CellRef::new(cell.row, value);
        let unknown = || Fault::cell(at(layout, *cell, ""), format!("thấy dòng lạ, {}", content.shown()));
        let used = read_header(content, layout).ok_or_else(unknown)?;
        if record.iter().any(|field| field.used == used) {
            return Err(Fault::cell(at(layout, *cell, &said), "dòng này có hai lần".to_owned()));
        }
        record.push(Field { used, at: at(layout, place, &said), content: sheet.cells.get(&place) });
    }
    all_there(record.iter().map(|field| &field.used), layout)?;
    Ok((at(layout, head, ""), vec![record]))
}
