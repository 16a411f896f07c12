//! The rows of a table of theirs: which row of the appendices each is. By its code first, then by its exact name;
//! what is neither is left unmatched, never guessed.

use std::collections::BTreeMap;

use super::cells;
use super::header::{self, Head};
use super::years;
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirColumn, TheirRow};
use crate::model::{AppendixRow, Fault, Field, FigureOf, SectionId, text};
use crate::programme::Programme;
use crate::read::entries;
use crate::read::numbers::Suffix;
use crate::read::sheet::{RawCell, RawRow, Sheet};
use crate::read::table::fields::{Headers, Named};
use crate::read::table::index_row::is_index_row;
use crate::read::table::labels;

/// The line of projects whose task is not known, as our own appendices call it.
const UNCLASSIFIED: &str = "chuaphanloai";

/// The rows under a header, up to the row `end`.
pub fn read(sheet: &Sheet, head: &Head, end: u32, headers: &Headers, programme: &Programme) -> Vec<TheirRow> {
    let raw: Vec<&RawRow> = sheet
        .rows
        .iter()
        .filter(|row| row.row > head.area.last.row && row.row < end)
        .filter(|row| !row.is_blank() && !is_index_row(row))
        .collect();
    let mut said: Vec<Said> = raw.iter().map(|row| Said::of(row, head)).collect();
    // Bare numbers are codes only beside codes that cannot be anything else: else they count the rows.
    let is_code = |code: &str| !is_number(code) && programme.read_task_code(code).is_some();
    let coded = said.iter().any(|said| is_code(&said.code));
    if said.iter().any(|said| said.code_in_name(programme).is_some_and(|(code, _)| is_code(&code))) {
        for said in &mut said {
            said.take_code_off_name(programme);
        }
    }
    let book = Book { headers, programme, ours: Names::of(programme), coded };
    let mut rows: Vec<TheirRow> = raw
        .iter()
        .zip(said)
        .map(|(row, said)| {
            let role = book.role(&said);
            let cells = head.columns.iter().filter_map(|column| cell(row, column)).collect();
            TheirRow { row: row.row, code: said.code, name: said.name, role, year: None, cells }
        })
        // Notes, signatures and headings without a figure are no rows.
        .filter(|row| matches!(row.role, RowRole::Ours(_)) || row.cells.iter().any(is_figure))
        .filter(|row| !is_signature(row))
        .collect();
    take_sum_for_total(&mut rows);
    years::give_rows_theirs(&mut rows);
    give_parts_their_row(&mut rows, head);
    tell_repeats(&mut rows);
    rows
}

/// Whether these are the rows of an appendix: several of ours (one, where a table of several figures holds but one),
/// and most of those that hold figures.
pub fn is_appendix(rows: &[TheirRow], head: &Head) -> bool {
    let figures = head.columns.iter().filter(|column| matches!(column.role, ColumnRole::Figure(..))).count();
    let ours = rows.iter().filter(|row| matches!(row.role, RowRole::Ours(_))).count();
    let strange = rows.iter().filter(|row| row.role == RowRole::Unmatched).count();
    let says = |cell: &TheirCell| cell.value.is_some() || cell.fault == Some(Fault::NoResult);
    let holds_numbers = rows.iter().flat_map(|row| &row.cells).any(says);
    ours >= if figures > 1 { 1 } else { 2 } && ours >= strange && holds_numbers
}

/// A number, or a formula that should have given one: words in a column of figures are a note's or a signature's.
fn is_figure(cell: &TheirCell) -> bool {
    cell.value.is_some() || matches!(cell.fault, Some(Fault::NoResult | Fault::ExcelError(_)))
}

fn is_signature(row: &TheirRow) -> bool {
    row.cells.iter().all(|cell| cell.value.is_none()) && labels::why_no_row(&row.name).is_some()
}

fn cell(row: &RawRow, column: &TheirColumn) -> Option<TheirCell> {
    let raw = row.cell(column.col);
    match column.role {
        ColumnRole::Figure(FigureOf::Quantity, _) => Some(cells::figure(column.col, raw, Suffix::Words)),
        ColumnRole::Figure(..) => Some(cells::figure(column.col, raw, Suffix::Money)),
        ColumnRole::Share(_) => Some(cells::share(column.col, raw)),
        ColumnRole::Code(_) | ColumnRole::Name => None,
    }
}

/// What a row says of itself.
struct Said {
    code: String,
    name: String,
    /// Whether the code stands under a header that says so.
    surely_code: bool,
}

impl Said {
    fn of(row: &RawRow, head: &Head) -> Self {
        let mut said = Self { code: String::new(), name: String::new(), surely_code: false };
        for column in &head.columns {
            let shown = row.cell(column.col).map(header::shown).unwrap_or_default();
            match column.role {
                // A code beats a number that only counts the rows.
                ColumnRole::Code(sure) if !shown.is_empty() && (said.code.is_empty() || sure) => {
                    said.code = shown;
                    said.surely_code = sure;
                }
                ColumnRole::Name => said.name = shown,
                _ => {}
            }
        }
        if said.name.is_empty() {
            // "TỔNG CỘNG" in a cell merged over number and name stands in the first of them.
            let mut outside = row.seen().filter(|cell| head.columns.iter().all(|column| column.col != cell.col));
            said.name = if said.code.chars().any(char::is_whitespace) || labels::is_total(&said.code) {
                std::mem::take(&mut said.code)
            } else if said.code.is_empty() {
                outside.find_map(RawCell::text).unwrap_or_default()
            } else {
                String::new()
            };
        }
        said
    }

    /// "3.1.b. Hỗ trợ ứng dụng …" in one cell: the code and the rest.
    fn code_in_name(&self, programme: &Programme) -> Option<(String, String)> {
        let (first, rest) = self.name.split_once(' ')?;
        let bare = first.trim_end_matches(['.', ')', ':', '-']);
        let numbered = bare.starts_with(|c: char| c.is_ascii_digit()) || bare.contains('.');
        let known = programme.read_task_code(bare).is_some() || programme.read_section_code(bare).is_some();
        let rest = rest.trim_start_matches(['-', '–', ' ']);
        (numbered && known).then(|| (bare.to_owned(), rest.to_owned()))
    }

    /// Where names begin with codes, a number before them only counts the rows.
    fn take_code_off_name(&mut self, programme: &Programme) {
        if let Some((code, name)) = self.code_in_name(programme).filter(|_| !self.surely_code)
            && (self.code.is_empty() || is_number(&self.code))
        {
            *self = Self { code, name, surely_code: true };
        }
    }
}

fn is_number(code: &str) -> bool {
    !code.is_empty() && code.chars().all(|c| c.is_ascii_digit())
}

/// The names of our rows, normalised; a name that two rows bear names neither.
struct Names {
    exact: BTreeMap<String, Option<AppendixRow>>,
    bare: BTreeMap<String, Option<AppendixRow>>,
}

impl Names {
    fn of(programme: &Programme) -> Self {
        let tasks = programme.task_ids().map(|task| (AppendixRow::Task(task), programme.task(task).name.as_str()));
        let sections = programme.sections.iter().enumerate().filter(|(_, section)| section.tasks.len() > 1);
        let sections = sections.map(|(at, section)| (AppendixRow::Section(SectionId(at)), section.name.as_str()));
        let mut names = Self { exact: BTreeMap::new(), bare: BTreeMap::new() };
        for (row, name) in tasks.chain(sections) {
            for (map, key) in [(&mut names.exact, text::accented_key(name)), (&mut names.bare, text::key(name))] {
                map.entry(key).and_modify(|known| *known = None).or_insert(Some(row));
            }
        }
        // A section of one task is that task, under either name.
        for section in &programme.sections {
            if let [only] = section.tasks.as_slice() {
                names.exact.entry(text::accented_key(&section.name)).or_insert(Some(AppendixRow::Task(*only)));
                names.bare.entry(text::key(&section.name)).or_insert(Some(AppendixRow::Task(*only)));
            }
        }
        names
    }

    fn get(&self, name: &str) -> Option<AppendixRow> {
        let exact = self.exact.get(&text::accented_key(name)).copied().flatten();
        exact
            .or_else(|| if text::has_accents(name) { None } else { self.bare.get(&text::key(name)).copied().flatten() })
    }
}

/// What rows are known by.
struct Book<'a> {
    headers: &'a Headers,
    programme: &'a Programme,
    ours: Names,
    /// Whether the table's numbers are the decision's codes, and do not only count its rows.
    coded: bool,
}

impl Book<'_> {
    fn role(&self, said: &Said) -> RowRole {
        let whole = |row| RowRole::Ours(RowOf::whole(row));
        let by_name = self.ours.get(&said.name);
        let counts_rows = is_number(&said.code) && !said.surely_code;
        let numbered = said.code.is_empty() || counts_rows || said.code.chars().all(|c| !c.is_alphanumeric());
        if let (true, None, Some(part)) = (numbered || is_roman(&said.code), by_name, self.part(&said.name)) {
            return RowRole::Ours(part);
        }
        if (numbered || is_letter(&said.code)) && labels::is_total(&said.name) {
            return if labels::is_grand(&said.name) { whole(AppendixRow::Total) } else { RowRole::Subtotal };
        }
        let says_task = !counts_rows || (self.coded && by_name.is_none());
        if let Some(row) = says_task.then(|| self.by_code(&said.code)).flatten().or(by_name) {
            return whole(row);
        }
        if text::key(&said.name) == UNCLASSIFIED {
            return whole(AppendixRow::Unclassified);
        }
        let under = says_task && !self.programme.tasks_under(&said.code).is_empty();
        if labels::is_total(&said.name) {
            RowRole::Subtotal
        } else if under || is_roman(&said.code) {
            RowRole::Heading
        } else {
            RowRole::Unmatched
        }
    }

    fn by_code(&self, code: &str) -> Option<AppendixRow> {
        let task = self.programme.read_task_code(code).map(AppendixRow::Task);
        task.or_else(|| self.programme.read_section_code(code).map(|section| self.section(section)))
    }

    fn section(&self, section: SectionId) -> AppendixRow {
        match self.programme.section(section).tasks.as_slice() {
            [only] => AppendixRow::Task(*only),
            _ => AppendixRow::Section(section),
        }
    }

    /// The part of a row's money, or the year of the total, that a name says.
    fn part(&self, name: &str) -> Option<RowOf> {
        let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let folded = text::fold(bare);
        let introduced = ["trong do", "chia ra", "gom"].iter().any(|word| folded.starts_with(word));
        let words = if introduced { bare.split_once(':').map_or(bare, |(_, rest)| rest).trim() } else { bare };
        if let [year] = entries::years_in(words)[..]
            && self.programme.years().contains(&year)
            && matches!(
                text::key(words).trim_end_matches(|c: char| c.is_ascii_digit()),
                "" | "nam" | "kehoachnam" | "cong"
            )
        {
            return Some(RowOf { row: AppendixRow::Total, of: None, year: Some(year) });
        }
        let key = text::key(words);
        let of = match self.headers.look_up(words).and_then(Named::field) {
            Some(Field::Source(source)) => Some(FigureOf::Source(source)),
            None if key == "nsnn" || (key.len() < 40 && key.contains("ngansachnhanuoc")) => Some(FigureOf::State),
            None if key.len() < 30 && (key.contains("vonhuydong") || key.contains("nguonhuydong")) => {
                Some(FigureOf::Mobilised)
            }
            _ => None,
        };
        of.map(|of| RowOf { row: AppendixRow::Total, of: Some(of), year: None })
    }
}

fn is_letter(code: &str) -> bool {
    let mut letters = code.chars().filter(|c| c.is_alphanumeric());
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

fn is_roman(code: &str) -> bool {
    let bare = code.trim_matches(|c: char| !c.is_alphanumeric());
    is_letter(code) || (!bare.is_empty() && bare.chars().all(|c| "IVX".contains(c)))
}

/// A row of one source belongs to the row above it; where a single block of such rows follows the last task and adds
/// up to the grand total, and not to the task, to the grand total.
fn give_parts_their_row(rows: &mut [TheirRow], head: &Head) {
    let of_sources = head
        .columns
        .iter()
        .any(|column| column.role == ColumnRole::Name && text::key(&column.header).contains("nguon"));
    if of_sources {
        return;
    }
    let total = rows.iter().position(|row| row.role == RowRole::Ours(RowOf::whole(AppendixRow::Total)));
    let mut above: Option<usize> = None;
    let mut at = 0;
    while at < rows.len() {
        let is_part = |row: &TheirRow| matches!(row.role, RowRole::Ours(RowOf { of: Some(_), .. }));
        if !is_part(&rows[at]) {
            above = matches!(rows[at].role, RowRole::Ours(_)).then_some(at);
            at += 1;
            continue;
        }
        let end = (at..rows.len()).find(|next| !is_part(&rows[*next])).unwrap_or(rows.len());
        let to_total = total.is_some_and(|total| adds_up(rows, (at, end), total))
            && !above.is_some_and(|above| adds_up(rows, (at, end), above));
        if let Some(RowRole::Ours(parent)) = above.filter(|_| !to_total).map(|above| rows[above].role) {
            for row in &mut rows[at..end] {
                if let RowRole::Ours(part) = &mut row.role {
                    part.row = parent.row;
                    part.year = parent.year;
                }
            }
        }
        at = end;
    }
}

/// Whether the rows of a block add up to another row, cell by cell.
fn adds_up(rows: &[TheirRow], (from, to): (usize, usize), whole: usize) -> bool {
    let whole = &rows[whole];
    (0..whole.cells.len()).all(|cell| {
        let sum = rows[from..to].iter().filter_map(|row| row.cells.get(cell)?.value).sum();
        whole.cells[cell].percent || whole.cells[cell].value.unwrap_or_default() == sum
    })
}

/// "Cộng" alone, which does not say what of.
pub fn is_sum(row: &TheirRow) -> bool {
    row.role == RowRole::Subtotal && matches!(&*text::key(&row.name), "cong" | "congchung")
}

/// "Cộng" alone, over all tasks or under all of them, sums up the whole table where nothing else does.
fn take_sum_for_total(rows: &mut [TheirRow]) {
    let total = RowRole::Ours(RowOf::whole(AppendixRow::Total));
    let is_task = |row: &TheirRow| matches!(row.role, RowRole::Ours(RowOf { row: AppendixRow::Task(_), .. }));
    let sums: Vec<usize> = (0..rows.len()).filter(|at| is_sum(&rows[*at])).collect();
    let [only] = sums[..] else { return };
    let outside = !rows[..only].iter().any(is_task) || !rows[only..].iter().any(is_task);
    if outside && rows.iter().all(|row| row.role != total) {
        rows[only].role = total;
    }
}

/// Rows that say the same row of ours: none of them is taken for it. A first one right over the other, blank or with
/// the same figures, heads it (a section of one task).
fn tell_repeats(rows: &mut [TheirRow]) {
    for at in 1..rows.len() {
        let (over, under) = (&rows[at - 1], &rows[at]);
        let figures = |row: &TheirRow| row.cells.iter().map(|cell| cell.value).collect::<Vec<_>>();
        let blank = over.cells.iter().all(TheirCell::says_nothing);
        if over.role == under.role
            && matches!(over.role, RowRole::Ours(_))
            && (blank || figures(over) == figures(under))
        {
            rows[at - 1].role = RowRole::Heading;
        }
    }
    let mut counts: BTreeMap<RowOf, usize> = BTreeMap::new();
    for row in rows.iter() {
        if let RowRole::Ours(of) = row.role {
            *counts.entry(of).or_default() += 1;
        }
    }
    for row in rows {
        if let RowRole::Ours(of) = row.role
            && counts.get(&of).is_some_and(|count| *count > 1)
        {
            row.role = RowRole::Repeated(of);
        }
    }
}
