//! The header of a table of theirs: one to four rows, merged or not, that name figures, years and sources.

use super::super::entries;
use super::super::money_units;
use super::super::sheet::{Content, RawCell, RawRow, Sheet};
use super::super::table::fields::{Headers, Named};
use crate::model::theirs::{ColumnRole, TheirColumn};
use crate::model::{Area, CellRef, Field, FigureOf, text};
use crate::programme::Programme;

/// The most rows that a header takes.
const DEEPEST: usize = 4;

/// The most letters of a word of a header: what is longer is a sentence, or the name of a task.
const LONGEST: usize = 44;

/// A header that was found.
pub struct Head {
    /// Its cells.
    pub area: Area,
    /// The columns that mean something, from left to right; no two hold the same figure.
    pub columns: Vec<TheirColumn>,
}

/// Every header of a sheet that names rows and figures, from top to bottom.
pub fn find(sheet: &Sheet, headers: &Headers, programme: &Programme) -> Vec<Head> {
    let words = Words { headers, programme };
    let mut found = Vec::new();
    let mut at = 0;
    while at < sheet.rows.len() {
        match words.best_at(sheet, at) {
            Some((head, depth)) => {
                found.push(head);
                at += depth;
            }
            None => at += 1,
        }
    }
    found
}

/// A cell as a header shows it: a year has no thousands.
pub fn shown(cell: &RawCell) -> String {
    match &cell.content {
        Content::Number(value) if value.fract().is_zero() && value.normalize().to_string().len() == 4 => {
            value.normalize().to_string()
        }
        _ => cell.shown(),
    }
}

/// What headers mean.
struct Words<'a> {
    headers: &'a Headers,
    programme: &'a Programme,
}

/// What one level of a header says.
enum Level {
    Of(FigureOf),
    Share,
    Total,
    /// Words that only group: "Trong đó", "Năm 2021".
    Neutral,
    Unknown,
}

impl Words<'_> {
    fn best_at(&self, sheet: &Sheet, at: usize) -> Option<(Head, usize)> {
        // Rows of data are by far the most: a row that names nothing by itself begins no header.
        let names_something = |cell: &RawCell| self.role(&[shown(cell)]).is_some();
        if sheet.rows[at].seen().count() < 2 || !sheet.rows[at].seen().any(names_something) {
            return None;
        }
        let mut best: Option<(Head, usize)> = None;
        for depth in 1..=DEEPEST.min(sheet.rows.len() - at) {
            let rows = &sheet.rows[at..at + depth];
            if !rows.last().is_some_and(|row| self.may_be_header(row)) || !adjacent(rows) {
                break;
            }
            let head = self.read(sheet, rows);
            let idle = depth > 1 && self.read(sheet, &rows[1..]).columns.len() >= head.columns.len();
            if !idle && best.as_ref().is_none_or(|(known, _)| head.columns.len() > known.columns.len()) {
                best = Some((head, depth));
            }
        }
        best.filter(|(head, _)| is_header(head))
    }

    /// Words, or years: neither an amount nor a task's code stands in a header.
    fn may_be_header(&self, row: &RawRow) -> bool {
        row.seen().all(|cell| match cell.text() {
            Some(words) => self.programme.read_task_code(&words).is_none(),
            None => self.year(&shown(cell)).is_some(),
        })
    }

    fn read(&self, sheet: &Sheet, rows: &[RawRow]) -> Head {
        let (top, bottom) = (rows.first().map_or(0, |row| row.row), rows.last().map_or(0, |row| row.row));
        let right = rows.iter().flat_map(RawRow::seen).map(|cell| cell.col).max().unwrap_or(0);
        let left = rows.iter().flat_map(RawRow::seen).map(|cell| cell.col).min().unwrap_or(0);
        let mut columns: Vec<TheirColumn> = Vec::new();
        let mut of_projects = false;
        // A sheet may have words at far corners; only columns with words of their own or under a merge count.
        let mut cols: Vec<u32> = rows.iter().flat_map(|row| row.seen().map(|cell| cell.col)).collect();
        cols.sort_unstable();
        cols.dedup();
        for col in cols {
            let levels = levels(sheet, rows, col);
            of_projects |= levels.last().is_some_and(|word| self.is_of_projects(word));
            let Some(role) = self.role(&levels) else { continue };
            // A table may state shares of several things; of anything else the first column stands.
            let is_new = matches!(role, ColumnRole::Share(_)) || columns.iter().all(|known| known.role != role);
            if is_new && !(role_is_name(role) && has_name(&columns)) {
                let unit = levels.iter().rev().find_map(|word| money_units::in_header(word));
                columns.push(TheirColumn { col, header: levels.join(" / "), role, unit });
            }
        }
        if of_projects {
            columns.clear();
        }
        Head { area: Area::new(CellRef::new(top, left), CellRef::new(bottom, right)), columns }
    }

    /// Whether a header names what only a list of projects has.
    fn is_of_projects(&self, word: &str) -> bool {
        let field = self.headers.look_up(word).and_then(Named::field);
        matches!(field, Some(Field::Beneficiary | Field::ProjectId | Field::TaxCode))
    }

    fn role(&self, levels: &[String]) -> Option<ColumnRole> {
        let year = levels.iter().find_map(|word| self.year(word));
        let mut total = false;
        // "Nguồn vốn" groups columns where words stand under it, and heads the rows where none do.
        if let [only] = levels
            && text::key(only) == "nguonvon"
        {
            return Some(ColumnRole::Name);
        }
        // "Tỷ lệ" over "NSNN" is the share of it.
        if levels.iter().any(|word| matches!(self.level(word), Level::Share)) {
            return Some(ColumnRole::Share(year));
        }
        for (depth, word) in levels.iter().rev().enumerate() {
            match self.level(word) {
                Level::Of(of) => return Some(ColumnRole::Figure(of, year)),
                Level::Total => total = true,
                Level::Unknown if depth == 0 => return self.of_rows(word),
                Level::Share | Level::Neutral | Level::Unknown => {}
            }
        }
        (total || year.is_some()).then_some(ColumnRole::Figure(FigureOf::Total, year))
    }

    fn level(&self, word: &str) -> Level {
        let outside = without_parentheses(word);
        let key = text::key(&outside);
        if key.len() > LONGEST {
            return Level::Unknown;
        }
        let field = self.headers.look_up(&outside).or_else(|| self.headers.look_up(after_total(&outside)));
        match field.and_then(Named::field) {
            Some(Field::Source(source)) => return Level::Of(FigureOf::Source(source)),
            Some(Field::Quantity) => return Level::Of(FigureOf::Quantity),
            Some(Field::Total) => return Level::Total,
            _ => {}
        }
        if word.contains('%') || key.contains("tyle") || key.contains("tile") || key.contains("tytrong") {
            Level::Share
        } else if key.contains("dinhmuc") || key.contains("dongia") || key.contains("tonghop") {
            Level::Unknown
        } else if key.contains("nsnn") || key.contains("nhanuoc") || key == "kinhphihotro" {
            Level::Of(FigureOf::State)
        } else if key.contains("huydong") || key.contains("ngoaingansach") {
            Level::Of(FigureOf::Mobilised)
        } else if is_total(&key) {
            Level::Total
        } else if matches!(key.as_str(), "trongdo" | "chiara" | "baogom" | "nguonvon" | "phanky")
            || self.only_year(word)
        {
            Level::Neutral
        } else {
            Level::Unknown
        }
    }

    /// What a column says of its rows: their code or their name.
    fn of_rows(&self, word: &str) -> Option<ColumnRole> {
        let key = text::key(word);
        match self.headers.look_up(word).and_then(Named::field) {
            Some(Field::Ordinal) => return Some(ColumnRole::Code(false)),
            Some(Field::Task) => return Some(ColumnRole::Code(true)),
            // Years may stand one below the other as well as side by side.
            Some(Field::Name | Field::Year) => return Some(ColumnRole::Name),
            Some(_) => return None,
            None => {}
        }
        if key.len() > LONGEST {
            return None;
        }
        if matches!(key.as_str(), "ma" | "maso" | "muc") {
            Some(ColumnRole::Code(key != "muc"))
        } else {
            let names = ["nhiemvu", "noidung", "danhmuc", "nguonvon", "chitieu", "diengiai", "hangmuc"];
            names.iter().any(|name| key.contains(name)).then_some(ColumnRole::Name)
        }
    }

    /// The year of the programme that a header names; a sum up to a year is none.
    fn year(&self, word: &str) -> Option<i32> {
        let key = text::key(word);
        let [year] = entries::years_in(word)[..] else { return None };
        (self.programme.years().contains(&year) && !key.contains("luyke") && !key.contains("den")).then_some(year)
    }

    fn only_year(&self, word: &str) -> bool {
        self.year(word).is_some()
            && text::fold(word)
                .split(|c: char| !c.is_alphabetic())
                .all(|word| matches!(word, "" | "nam" | "ke" | "hoach" | "kh" | "kinh" | "phi" | "thuc" | "hien"))
    }
}

fn role_is_name(role: ColumnRole) -> bool {
    role == ColumnRole::Name
}

fn has_name(columns: &[TheirColumn]) -> bool {
    columns.iter().any(|column| column.role == ColumnRole::Name)
}

/// Rows and at least one figure of money.
fn is_header(head: &Head) -> bool {
    let rows = head.columns.iter().any(|column| matches!(column.role, ColumnRole::Code(_) | ColumnRole::Name));
    let is_money = |role: ColumnRole| matches!(role, ColumnRole::Figure(of, _) if of != FigureOf::Quantity);
    rows && head.columns.iter().any(|column| is_money(column.role))
}

fn is_total(key: &str) -> bool {
    let words = ["tongcong", "tongso", "tongkinhphi", "tongvon", "tonggiaidoan", "cagiaidoan", "giaidoan", "kinhphi"];
    matches!(key, "tong" | "cong" | "sotien" | "thanhtien") || words.iter().any(|word| key.starts_with(word))
}

/// "Tổng KCQG" is KCQG.
fn after_total(word: &str) -> &str {
    let rest = ["Tổng cộng ", "Tổng số ", "Tổng ", "Cộng "].iter().find_map(|total| word.strip_prefix(total));
    rest.unwrap_or_default()
}

fn without_parentheses(word: &str) -> String {
    word.split('(').next().map_or_else(String::new, text::tidy)
}

fn adjacent(rows: &[RawRow]) -> bool {
    rows.windows(2).all(|pair| pair[1].row == pair[0].row + 1)
}

/// The words over a column from the top down; a level that repeats the one above is left out.
fn levels(sheet: &Sheet, rows: &[RawRow], col: u32) -> Vec<String> {
    let mut levels: Vec<String> = Vec::new();
    for (depth, row) in rows.iter().enumerate() {
        let word = word_at(sheet, rows, depth, row, col);
        levels.extend(word.filter(|word| levels.last() != Some(word)));
    }
    levels
}

fn word_at(sheet: &Sheet, rows: &[RawRow], depth: usize, row: &RawRow, col: u32) -> Option<String> {
    let own = |cell: Option<&RawCell>| cell.filter(|cell| !cell.looks_blank()).map(shown);
    if let Some(word) = own(row.cell(col)) {
        return Some(word);
    }
    if let Some(origin) = sheet.merge_origin(row.at(col)) {
        let inside = rows.first().is_some_and(|first| origin.row >= first.row);
        return if inside { own(sheet.cell(origin)) } else { None };
    }
    // Without merges a word above reaches to the right over columns that have words of their own below it.
    let below = rows.get(depth + 1..)?;
    let has_below = |col: u32| below.iter().any(|row| own(row.cell(col)).is_some());
    if below.is_empty() || !has_below(col) || !sheet.merges.is_empty() {
        return None;
    }
    (0..col).rev().take_while(|left| has_below(*left)).find_map(|left| own(row.cell(left)))
}
