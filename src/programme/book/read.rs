//! The sheets of a workbook put together as a catalogue.

use std::collections::BTreeMap;
use std::fmt;

use toml::{Table, Value};

use super::GivenSheet;
use super::cell::{Content, decode};
use super::layout::{Kind, PERIOD, QUANTITY, Records, SHEETS, SheetLayout};
use super::places::{At, Places};
use super::records::{Field, Record, Use, records, source_of};
use super::tree::{Path, set};
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

struct Reading {
    root: Table,
    places: Places,
    /// The first and the last year, where the first sheet says them.
    years: Option<(i32, i32)>,
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
        // A table within a record is there where one of its cells is filled in.
        let is_there = |key: &str| {
            let table = key.split_once('.').map(|(table, _)| table);
            table.is_none() || record.iter().any(|field| matches!(&field.used, Use::Key(column) if column.key.split_once('.').map(|(table, _)| table) == table && field.content.is_some_and(|content| !content.is_blank())))
        };
        for field in record {
            match &field.used {
                Use::Key(column) => {
                    self.put(field, &path.key(column.key), column.kind, is_there(column.key))?;
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

    fn put(&mut self, field: &Field<'_>, path: &Path, kind: Kind, there: bool) -> Result<()> {
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

    /// The place of a year among the period's, where the period is known.
    fn position(&self, year: i32, at: &At) -> Result<usize> {
        let Some((first, last)) = self.years else {
            return Err(Fault::cell(at.clone(), "chưa biết năm đầu, năm cuối của chương trình".to_owned()));
        };
        let inside = (first..=last).contains(&year).then(|| usize::try_from(year - first).ok()).flatten();
        let told = || format!("thấy năm {year}, cần một năm từ {first} đến {last} (trang tính \"Chương trình\")");
        inside.ok_or_else(|| Fault::cell(at.clone(), told()))
    }

    /// Every year of the period is there.
    fn every_year(&self, seen: &[i32], header: &At, what: &str) -> Result<()> {
        let (first, last) = self.years.unwrap_or((1, 0));
        match (first..=last).find(|year| !seen.contains(year)) {
            Some(year) => Err(Fault::cell(header.clone(), format!("không thấy {what} của năm {year}"))),
            None => Ok(()),
        }
    }

    fn by_year(&mut self, records: &[Record<'_>], header: &At, layout: &'static SheetLayout) -> Result<()> {
        let by_source = Path::default().key(layout.by_source.unwrap_or_default());
        self.places.note(&by_source, header.clone());
        let mut seen = Vec::new();
        for record in records {
            let Some(head) = record.iter().find(|field| field.used == Use::Head) else { continue };
            let year = value(head, Kind::Year)?.and_then(|year| i32::try_from(year.as_integer()?).ok());
            let Some(year) = year else {
                return Err(Fault::cell(head.at.clone(), "ô còn trống, cần một năm".to_owned()));
            };
            let position = self.position(year, &head.at)?;
            if seen.contains(&year) {
                return Err(Fault::cell(head.at.clone(), format!("năm {year} có hai lần")));
            }
            seen.push(year);
            for field in record {
                match &field.used {
                    Use::Key(column) => {
                        let key = Path::default().key(column.key);
                        self.places.note(&key, header.clone());
                        self.put(field, &key.id(&year.to_string()), column.kind, true)?;
                    }
                    Use::Source(id) => self.figure(field, &by_source.id(id), position)?,
                    Use::Head | Use::Figure | Use::Year(_) => {}
                }
            }
        }
        self.every_year(&seen, header, "dòng")
    }

    /// A figure of a list with one for each year; blank is 0 where the list is there at all.
    fn figure(&mut self, field: &Field<'_>, list: &Path, position: usize) -> Result<()> {
        self.places.note(list, field.at.clone());
        self.places.note(&list.at(position), field.at.clone());
        if let Some(value) = value(field, Kind::Money)? {
            self.zeros(list);
            set(&mut self.root, &list.at(position), value);
        }
        Ok(())
    }

    /// A list of noughts, one for each year, unless it is there already.
    fn zeros(&mut self, list: &Path) {
        let (first, last) = self.years.unwrap_or((1, 0));
        if super::tree::get(&self.root, list).is_none() {
            set(&mut self.root, list, Value::Array((first..=last).map(|_| Value::Integer(0)).collect()));
        }
    }

    fn phasing(&mut self, records: &[Record<'_>], header: &At) -> Result<()> {
        let tasks = Path::default().key("phasing.tasks");
        self.places.note(&tasks, header.clone());
        let mut known: Vec<String> = Vec::new();
        let mut figures: Vec<(usize, String)> = Vec::new();
        for record in records {
            let code = word(record, &Use::Head)?;
            let index = known.iter().position(|seen| *seen == code).unwrap_or_else(|| {
                known.push(code.clone());
                known.len() - 1
            });
            let task = tasks.at(index);
            for field in record.iter().filter(|field| field.used == Use::Head) {
                self.put(field, &task.key("task"), Kind::Text, true)?;
                self.places.note(&task, field.at.clone());
            }
            let figure = word(record, &Use::Figure)?;
            let place = || record.iter().find(|field| field.used == Use::Figure).map(|field| field.at.clone());
            if figures.contains(&(index, figure.clone())) {
                let told = format!("\"{figure}\" của nhiệm vụ {code} có hai lần");
                return Err(
                    place().map_or_else(|| Fault::sheet("Phân kỳ", told.clone()), |at| Fault::cell(at, told.clone()))
                );
            }
            let list = if text::accented_key(&figure) == text::accented_key(QUANTITY) {
                task.key("quantity")
            } else if let Some(id) = source_of(&figure) {
                task.key("money").id(&id)
            } else {
                let told = format!("thấy \"{figure}\", cần \"{QUANTITY}\" hoặc \"Nguồn\" kèm mã nguồn");
                return Err(
                    place().map_or_else(|| Fault::sheet("Phân kỳ", told.clone()), |at| Fault::cell(at, told.clone()))
                );
            };
            figures.push((index, figure));
            self.zeros(&list);
            if super::tree::get(&self.root, &task.key("money")).is_none() {
                set(&mut self.root, &task.key("money"), Value::Table(Table::new()));
            }
            let mut seen = Vec::new();
            for field in record {
                if let Use::Year(year) = field.used {
                    let position = self.position(year, &field.at)?;
                    self.figure(field, &list, position)?;
                    seen.push(year);
                }
            }
            self.every_year(&seen, header, "cột")?;
        }
        Ok(())
    }
}

/// What a cell says.
fn value(field: &Field<'_>, kind: Kind) -> Result<Option<Value>> {
    decode(field.content, kind).map_err(|expected| {
        let found = field.content.map(Content::shown).unwrap_or_default();
        Fault::cell(field.at.clone(), format!("thấy {found}, cần {expected}"))
    })
}

/// The word in a column that no row may leave blank.
fn word(record: &Record<'_>, used: &Use) -> Result<String> {
    let field = record.iter().find(|field| field.used == *used);
    let said = field.and_then(|field| field.content).and_then(Content::word);
    said.ok_or_else(|| match field {
        Some(field) => Fault::cell(field.at.clone(), "ô còn trống".to_owned()),
        None => Fault::sheet("Phân kỳ", "thiếu cột".to_owned()),
    })
}

/// The record that holds this one.
fn holder(record: &Record<'_>, holders: &Codes, parent: &str) -> Result<Path> {
    let code = word(record, &Use::Head)?;
    holders.paths.get(&code).cloned().ok_or_else(|| {
        let told = format!("thấy \"{code}\", cần một mã có ở trang tính \"{parent}\"");
        let head = record.iter().find(|field| field.used == Use::Head);
        head.map_or_else(|| Fault::sheet(parent, told.clone()), |field| Fault::cell(field.at.clone(), told.clone()))
    })
}
