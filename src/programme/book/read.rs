//! The sheets of a workbook put together as a catalogue.

use std::collections::BTreeMap;
use std::fmt;

use toml::{Table, Value};

use super::GivenSheet;
use super::cell::{Content, decode};
use super::layout::{Kind, PERIOD, Records, SHEETS, SheetLayout};
use super::places::{At, Places};
use super::records::{Field, Record, Use, records};
use super::tree::{Path, set};
use super::years::fault_in;
use crate::model::text;

type Result<T> = std::result::Result<T, Fault>;

/// What keeps a workbook from being a catalogue: where, and what.
#[derive(Debug)]
pub(in crate::programme) struct Fault {
    at: Option<At>,
    sheet: String,
    told: String,
}

impl Fault {
    pub(super) fn sheet(sheet: &str, told: String) -> Self {
        Self { at: None, sheet: sheet.to_owned(), told }
    }

    pub(super) fn cell(at: At, told: String) -> Self {
        Self { at: Some(at), sheet: String::new(), told }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{at}: {}", self.told),
            None => write!(f, "trang tính \"{}\": {}", self.sheet, self.told),
        }
    }
}

/// A catalogue that was read from cells.
pub(in crate::programme) struct Read {
    /// Its text, as a catalogue file would say it.
    pub text: String,
    /// The cells of its keys.
    pub places: Places,
}

/// Puts the sheets together. Whether what they say is a programme is the loader's business.
pub(in crate::programme) fn read(sheets: &[GivenSheet]) -> Result<Read> {
    let mut given = Reading { root: Table::new(), places: Places::default(), years: None };
    for list in ["sources", "kinds", "units", "sections"] {
        set(&mut given.root, &Path::default().key(list), Value::Array(Vec::new()));
    }
    set(&mut given.root, &Path::default().key("phasing.tasks"), Value::Array(Vec::new()));
    let mut codes: BTreeMap<&'static str, Codes> = BTreeMap::new();
    for layout in &SHEETS {
        let same = |sheet: &&GivenSheet| text::accented_key(&sheet.name) == text::accented_key(layout.name);
        let Some(sheet) = sheets.iter().find(same) else {
            return Err(Fault::sheet(layout.name, "không có trang tính này trong tệp".to_owned()));
        };
        given.sheet(sheet, layout, &mut codes)?;
    }
    Ok(Read { text: given.root.to_string(), places: given.places })
}

/// The records of a sheet by their codes.
#[derive(Default)]
struct Codes {
    /// Where each stands.
    paths: BTreeMap<String, Path>,
    /// How many records each holds.
    held: BTreeMap<Path, usize>,
}

impl Codes {
    /// A record's code, which no other record of the sheet has: what the record holds is found by it.
    fn add(&mut self, code: Option<(String, At)>, path: Path) -> Result<()> {
        let Some((code, at)) = code else { return Ok(()) };
        if self.paths.contains_key(&code) {
            return Err(Fault::cell(at, format!("mã \"{code}\" đã có ở một dòng trên, cần mỗi mã một lần")));
        }
        self.paths.insert(code, path);
        Ok(())
    }
}

/// A catalogue under way.
pub(super) struct Reading {
    pub root: Table,
    pub places: Places,
    /// The first and the last year, where the first sheet says them.
    pub years: Option<(i32, i32)>,
}

impl Reading {
    fn sheet(
        &mut self,
        sheet: &GivenSheet,
        layout: &'static SheetLayout,
        codes: &mut BTreeMap<&'static str, Codes>,
    ) -> Result<()> {
        let (header, records) = records(sheet, layout)?;
        match layout.records {
            Records::Whole => {
                for record in &records {
                    self.record(record, &Path::default(), layout)?;
                }
                self.years = self.period();
                for key in ["decision", "totals", "phasing", "totals.money"] {
                    self.places.note(&Path::default().key(key), header.clone());
                }
            }
            Records::Years => self.by_year(&records, &header, layout)?,
            Records::Phasing => self.phasing(&records, &header)?,
            Records::Entries(list) => {
                let list = Path::default().key(list);
                self.places.note(&list, header);
                let known = codes.entry(layout.name).or_default();
                for (index, record) in records.iter().enumerate() {
                    let path = list.at(index);
                    let code = self.record(record, &path, layout)?;
                    known.add(code, path)?;
                }
            }
            Records::Within { list, parent, .. } => {
                let mut known = Codes::default();
                let holders = codes.entry(parent).or_default();
                for record in &records {
                    let path = holder(record, holders, parent)?.key(list);
                    let count = holders.held.entry(path.clone()).or_default();
                    let path = path.at(*count);
                    *count += 1;
                    let code = self.record(record, &path, layout)?;
                    known.add(code, path)?;
                }
                codes.insert(layout.name, known);
            }
        }
        Ok(())
    }

    /// Puts a record at its place; gives its code, where it has one.
    fn record(
        &mut self,
        record: &Record<'_>,
        path: &Path,
        layout: &'static SheetLayout,
    ) -> Result<Option<(String, At)>> {
        if let Some(first) = record.first() {
            self.places.note(path, first.at.clone());
        }
        let mut code = None;
        let there = tables_in(record);
        for field in record {
            match &field.used {
                Use::Key(column) => {
                    self.put(field, &path.key(column.key), column.kind, there.contains(&table_of(column.key)))?;
                    if column.key == "code" {
                        code = field.content.and_then(Content::word).map(|code| (code, field.at.clone()));
                    }
                }
                Use::Source(id) => {
                    let money = path.key(layout.by_source.unwrap_or_default());
                    self.places.note(&money, field.at.clone());
                    self.put(field, &money.id(id), Kind::Money, true)?;
                }
                Use::Head | Use::Figure | Use::Year(_) => {}
            }
        }
        Ok(code)
    }

    /// Puts what a cell says at a key; `there` where the table that holds the key is.
    pub(super) fn put(&mut self, field: &Field<'_>, path: &Path, kind: Kind, there: bool) -> Result<()> {
        self.places.note(path, field.at.clone());
        if let Some(value) = value(field, kind)?.filter(|_| there) {
            set(&mut self.root, path, value);
        }
        Ok(())
    }

    fn period(&self) -> Option<(i32, i32)> {
        let [first, last] = PERIOD.map(|key| {
            let year = self.root.get(key).and_then(Value::as_integer)?;
            i32::try_from(year).ok()
        });
        Some((first?, last?))
    }
}

/// The table within its record in which a key stands; empty for a key of the record itself.
fn table_of(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(table, _)| table)
}

/// The tables that a record has: a table within it is there where one of its cells is filled in.
fn tables_in<'r>(record: &'r Record<'_>) -> Vec<&'r str> {
    let filled = |field: &&Field<'_>| field.content.is_some_and(|content| !content.is_blank());
    let tables = record.iter().filter(filled).filter_map(|field| match &field.used {
        Use::Key(column) => Some(table_of(column.key)),
        _ => None,
    });
    std::iter::once("").chain(tables).collect()
}

/// What a cell says.
pub(super) fn value(field: &Field<'_>, kind: Kind) -> Result<Option<Value>> {
    decode(field.content, kind).map_err(|expected| {
        let found = field.content.map(Content::shown).unwrap_or_default();
        Fault::cell(field.at.clone(), format!("thấy {found}, cần {expected}"))
    })
}

/// The word in a column that no row may leave blank.
pub(super) fn word(record: &Record<'_>, used: &Use) -> Result<String> {
    let field = record.iter().find(|field| field.used == *used);
    let said = field.and_then(|field| field.content).and_then(Content::word);
    said.ok_or_else(|| fault_in(record, used, "ô còn trống".to_owned()))
}

/// The record that holds this one.
fn holder(record: &Record<'_>, holders: &Codes, parent: &str) -> Result<Path> {
    let code = word(record, &Use::Head)?;
    let told = || format!("thấy \"{code}\", cần một mã có ở trang tính \"{parent}\"");
    holders.paths.get(&code).cloned().ok_or_else(|| fault_in(record, &Use::Head, told()))
}
