//! The sheets that have a figure for each year: "Theo năm" a row a year, "Phân kỳ" a column a year.

use toml::{Table, Value};

use super::layout::{Kind, QUANTITY, SheetLayout};
use super::places::At;
use super::read::{Fault, Reading, value, word};
use super::records::{Field, Record, Use, source_of};
use super::tree::{Path, get, set};
use crate::model::text;

type Result<T> = std::result::Result<T, Fault>;

impl Reading {
    /// The sheet of the years' own money.
    pub(super) fn by_year(&mut self, records: &[Record<'_>], header: &At, layout: &'static SheetLayout) -> Result<()> {
        let by_source = Path::default().key(layout.by_source.unwrap_or_default());
        self.places.note(&by_source, header.clone());
        let mut seen = Vec::new();
        for record in records {
            let (year, at) = year_of(record)?;
            let position = self.position(year, at)?;
            if seen.contains(&year) {
                return Err(Fault::cell(at.clone(), format!("năm {year} có hai lần")));
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

    /// The sheet of the tasks' split over the years.
    pub(super) fn phasing(&mut self, records: &[Record<'_>], header: &At) -> Result<()> {
        let tasks = Path::default().key("phasing.tasks");
        self.places.note(&tasks, header.clone());
        let mut codes: Vec<String> = Vec::new();
        let mut lists: Vec<Path> = Vec::new();
        for record in records {
            let code = word(record, &Use::Head)?;
            let index = codes.iter().position(|known| *known == code).unwrap_or(codes.len());
            let task = tasks.at(index);
            if index == codes.len() {
                self.new_task(record, &task)?;
                codes.push(code);
            }
            let list = split_of(record, &task)?;
            if lists.contains(&list) {
                let told = format!("chỉ tiêu này của nhiệm vụ {} có hai lần", codes[index]);
                return Err(fault_in(record, &Use::Figure, told));
            }
            self.split(record, &list, header)?;
            lists.push(list);
        }
        Ok(())
    }

    /// A task of the phasing: its code, and a table for the money of its sources, which may be none.
    fn new_task(&mut self, record: &Record<'_>, task: &Path) -> Result<()> {
        for field in record.iter().filter(|field| field.used == Use::Head) {
            self.places.note(task, field.at.clone());
            self.put(field, &task.key("task"), Kind::Text, true)?;
        }
        set(&mut self.root, &task.key("money"), Value::Table(Table::new()));
        Ok(())
    }

    /// The figures of a row, one for each year.
    fn split(&mut self, record: &Record<'_>, list: &Path, header: &At) -> Result<()> {
        self.noughts(list);
        let mut seen = Vec::new();
        for field in record {
            if let Use::Year(year) = field.used {
                let position = self.position(year, &field.at)?;
                self.figure(field, list, position)?;
                seen.push(year);
            }
        }
        self.every_year(&seen, header, "cột")
    }

    /// A figure of a list with one for each year; a blank cell is 0 where the list is there at all.
    fn figure(&mut self, field: &Field<'_>, list: &Path, position: usize) -> Result<()> {
        self.places.note(list, field.at.clone());
        self.places.note(&list.at(position), field.at.clone());
        if let Some(value) = value(field, Kind::Money)? {
            self.noughts(list);
            set(&mut self.root, &list.at(position), value);
        }
        Ok(())
    }

    /// A list of noughts, one for each year, unless the list is there already.
    fn noughts(&mut self, list: &Path) {
        let (start, end) = self.years.unwrap_or((1, 0));
        if get(&self.root, list).is_none() {
            set(&mut self.root, list, Value::Array((start..=end).map(|_| Value::Integer(0)).collect()));
        }
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
}

/// The year that a row is of.
fn year_of<'r>(record: &'r Record<'_>) -> Result<(i32, &'r At)> {
    let blank = || fault_in(record, &Use::Head, "ô còn trống, cần một năm".to_owned());
    let head = record.iter().find(|field| field.used == Use::Head).ok_or_else(blank)?;
    let year = value(head, Kind::Year)?.and_then(|year| i32::try_from(year.as_integer()?).ok());
    Ok((year.ok_or_else(blank)?, &head.at))
}

/// The list that a row of the phasing fills.
fn split_of(record: &Record<'_>, task: &Path) -> Result<Path> {
    let figure = word(record, &Use::Figure)?;
    if text::accented_key(&figure) == text::accented_key(QUANTITY) {
        return Ok(task.key("quantity"));
    }
    let unknown = || format!("thấy \"{figure}\", cần \"{QUANTITY}\" hoặc \"Nguồn\" kèm mã nguồn");
    let id = source_of(&figure).ok_or_else(|| fault_in(record, &Use::Figure, unknown()))?;
    Ok(task.key("money").id(&id))
}

/// A mistake in a column of a record.
pub(super) fn fault_in(record: &Record<'_>, used: &Use, told: String) -> Fault {
    let field = record.iter().find(|field| field.used == *used).or_else(|| record.first());
    match field {
        Some(field) => Fault::cell(field.at.clone(), told),
        None => Fault::sheet("", told),
    }
}
