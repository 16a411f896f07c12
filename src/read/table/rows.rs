//! What each row under a header is: heading, project, total, or not read and why.
//!
//! Two passes: the first looks at each row alone, the second at its neighbours (a heading with money of its
//! own is a subtotal where projects follow, else a project; the table ends at its total row or its notes).

use rust_decimal::Decimal;

use super::header::Header;
use super::headings::{self, Heading};
use super::index_row::is_index_row;
use super::labels::{is_total, why_no_row};
use super::proved;
use super::{details, end};
use crate::model::{CellRef, Fault, Field, MoneyUnit};
use crate::programme::Programme;
use crate::read::entries;
use crate::read::numbers::{self, Suffix};
use crate::read::sheet::{Content, RawCell, RawRow, Sheet};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Column numbers, a repeated header.
    Furniture,
    /// A group row without money.
    Heading(Heading),
    /// A group row whose money sums up the rows under it.
    Subtotal(Heading),
    /// A total row; its label.
    Total(String),
    /// A project.
    Project,
    /// Not read, and why.
    Unread(Why),
}

/// Why a row is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It stands below the table.
    Below,
    /// No cell of it stands in a column of the table.
    Beside,
    /// It splits the amounts of the row above ("Trong đó: …", "- …").
    Detail,
    /// It sums up projects that the workbook's other tables list.
    Summary,
    /// It is the date line, the signature block or the form's own remark under the table.
    Signature,
    /// It goes on with the beneficiary of the row above: nothing else is in it.
    Continued,
    /// A row made ready for a project and left without one: a number, or amounts that are zero by a formula.
    Unused,
}

impl Why {
    /// The reason, in Vietnamese.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Below => "Nội dung dưới bảng đề án",
            Self::Beside => "Nội dung ngoài các cột của bảng",
            Self::Detail => "Dòng chi tiết (\"Trong đó\", \"Bao gồm\", gạch đầu dòng) tách số tiền của dòng trên",
            Self::Summary => "Bảng tổng hợp lại các đề án của trang tính khác",
            Self::Signature => "Ngày tháng, chữ ký dưới bảng",
            Self::Continued => "Dòng chỉ ghi thêm cho đơn vị thụ hưởng của dòng trên",
            Self::Unused => "Dòng để sẵn, chưa ghi đề án",
        }
    }
}

/// A row of the table, seen through its header.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The row.
    pub row: &'a RawRow,
    header: &'a Header,
}

impl<'a> View<'a> {
    /// A row seen through a header.
    pub const fn new(row: &'a RawRow, header: &'a Header) -> Self {
        Self { row, header }
    }

    /// The place of a field in this row, where the table has its column.
    pub fn at(&self, field: Field) -> Option<CellRef> {
        self.header.column(field).map(|column| self.row.at(column.at.col))
    }

    /// The row's own cell of a field.
    pub fn own(&self, field: Field) -> Option<&'a RawCell> {
        self.row.cell(self.header.column(field)?.at.col).filter(|cell| !cell.looks_blank())
    }

    /// The cell of a field. One that is merged downwards speaks for every row that has figures of its own.
    pub fn cell(&self, field: Field) -> Option<&'a RawCell> {
        let figures = || self.has_amount() || self.own(Field::Quantity).is_some();
        self.own(field)
            .or_else(|| self.header.merged.over(field, self.row.row).filter(|_| figures()).map(|(_, cell)| cell))
    }

    /// What stands for a field of a row that is a project, with its place: its own cell, else a merged one over it.
    pub fn value(&self, field: Field) -> Option<(CellRef, Option<&'a RawCell>)> {
        let merged = || self.header.merged.over(field, self.row.row).filter(|_| self.own(field).is_none());
        merged().map(|(at, cell)| (at, Some(cell))).or_else(|| Some((self.at(field)?, self.own(field))))
    }

    /// What a field shows, empty where it is blank.
    pub fn shown(&self, field: Field) -> String {
        self.cell(field).map(RawCell::shown).unwrap_or_default()
    }

    /// Whether a field holds something.
    pub fn has(&self, field: Field) -> bool {
        self.cell(field).is_some()
    }

    /// The cells of the money columns that hold something.
    pub fn money(&self) -> impl Iterator<Item = (Field, &'a RawCell)> + use<'a> {
        let (row, header) = (self.row, self.header);
        header.claims.iter().filter(|(field, _)| super::fields::is_money(**field)).filter_map(
            move |(field, columns)| {
                let cell = row.cell(columns.first()?.at.col).filter(|cell| !cell.looks_blank())?;
                Some((*field, cell))
            },
        )
    }

    fn has_money(&self) -> bool {
        self.money().next().is_some()
    }

    /// Whether a money column holds something that is or was meant as a number. A date line or a signature that
    /// stands over the amounts does not.
    pub fn has_amount(&self) -> bool {
        self.money().any(|(_, cell)| match &cell.content {
            Content::Text(written) => {
                !matches!(numbers::read(written, Suffix::Money), Err(Fault::NotANumber) | Ok(None))
            }
            _ => true,
        })
    }

    /// The texts of the row, in the columns of the table.
    pub fn texts(&self) -> impl Iterator<Item = String> + use<'a> {
        self.inside().filter_map(RawCell::text)
    }

    /// The cells between the table's first and last column.
    fn inside(&self) -> impl Iterator<Item = &'a RawCell> + use<'a> {
        let (left, right) = self.header.span();
        self.row.seen().filter(move |cell| (left..=right).contains(&cell.col))
    }

    /// The first text of the row in a column that holds no money.
    pub fn first_text(&self) -> Option<(CellRef, String)> {
        let is_money = |col: u32| {
            self.header.claims.iter().any(|(field, columns)| {
                super::fields::is_money(*field) && columns.iter().any(|column| column.at.col == col)
            })
        };
        self.inside().filter(|cell| !is_money(cell.col)).find_map(|cell| Some((self.row.at(cell.col), cell.text()?)))
    }

    /// A project that no one would take for a note: name, money, and a task or a beneficiary.
    pub fn is_complete(&self) -> bool {
        self.has(Field::Name) && self.has_amount() && (self.has(Field::Task) || self.has(Field::Beneficiary))
    }

    /// Whether a beneficiary is all that it names: no number, no name, no task, no amount, no quantity.
    fn only_beneficiary(&self) -> bool {
        self.holds_only(&[Field::Beneficiary])
    }

    /// Whether nothing stands in it but in the columns of these fields.
    pub fn holds_only(&self, fields: &[Field]) -> bool {
        let columns: Vec<u32> =
            fields.iter().filter_map(|field| self.header.column(*field)).map(|column| column.at.col).collect();
        self.inside().all(|cell| columns.contains(&cell.col))
    }

    /// An amount as a bare number; nothing where it is blank or cannot be read.
    pub fn amount(&self, field: Field) -> Option<Decimal> {
        entries::money_entry(self.at(field)?, self.cell(field), MoneyUnit::Dong).exact_value()
    }

    /// Whether its amounts and its quantity, where it has any, are all nought: zeros, dashes.
    fn is_nought(&self) -> bool {
        let nought = |cell: &RawCell| match &cell.content {
            Content::Number(value) => value.is_zero(),
            Content::Text(written) => {
                let said: Vec<char> = written.chars().filter(|c| c.is_alphanumeric()).collect();
                said.iter().all(|c| *c == '0')
            }
            _ => false,
        };
        self.money().all(|(_, cell)| nought(cell)) && self.own(Field::Quantity).is_none_or(nought)
    }

    /// Whether it holds nothing but a number of its own, dashes and zeros.
    fn is_unused(&self) -> bool {
        let says_nothing = |cell: &RawCell| match &cell.content {
            Content::Number(value) => value.is_zero(),
            Content::Text(written) => !written.chars().any(char::is_alphanumeric),
            _ => false,
        };
        let ordinal = self.header.column(Field::Ordinal).map(|column| column.at.col);
        self.inside().all(|cell| Some(cell.col) == ordinal && self.is_numbered() || says_nothing(cell))
    }

    /// Whether its ordinal is a number.
    pub fn is_numbered(&self) -> bool {
        let number = self.shown(Field::Ordinal);
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || "., )".contains(c))
    }
}

/// The rows of a table with what they are, blank rows left out.
pub fn classify<'a>(
    sheet: &'a Sheet,
    header: &Header,
    repeats: &[(u32, u32)],
    to: u32,
    programme: &Programme,
) -> Vec<(&'a RawRow, Kind)> {
    let from = header.area.last.row + 1;
    let rows = sheet.rows.iter().filter(|row| (from..to).contains(&row.row) && !row.is_blank());
    let mut kinds: Vec<(&RawRow, Kind)> = Vec::new();
    for row in rows {
        let in_repeat = repeats.iter().any(|(first, last)| (*first..=*last).contains(&row.row));
        let after_header = kinds.last().is_none_or(|(_, kind)| *kind == Kind::Furniture);
        let kind = if in_repeat || (after_header && is_index_row(row)) {
            Kind::Furniture
        } else {
            first_look(&View::new(row, header), programme)
        };
        kinds.push((row, kind));
    }
    details::settle(&mut kinds, header);
    proved::totals(&mut kinds, header);
    proved::group_totals(&mut kinds, header);
    proved::numbered(&mut kinds, header, programme);
    settle_outline(&mut kinds, header, programme);
    settle_subtotals(&mut kinds, header, programme);
    end::settle(&mut kinds, header);
    kinds
}

/// What a row is, looked at alone.
fn first_look(view: &View<'_>, programme: &Programme) -> Kind {
    if view.inside().next().is_none() {
        return Kind::Unread(Why::Beside);
    }
    if view.is_unused() {
        return Kind::Unread(Why::Unused);
    }
    if let Some(label) = total_label(view) {
        return Kind::Total(label);
    }
    // A note stays one where an amount stands beside it (BM06 tells).
    let own = view.has(Field::Beneficiary) || view.has(Field::Task) || view.is_numbered();
    if !own && view.first_text().and_then(|(_, text)| why_no_row(&text)) == Some(Why::Below) {
        return Kind::Unread(Why::Below);
    }
    if !view.has_amount() && !view.has(Field::Beneficiary) {
        let said = view.has(Field::Name) || view.has(Field::Task) || view.has(Field::Ordinal);
        let why = view.texts().find_map(|text| why_no_row(&text));
        if let Some(why) = why.or_else(|| (!said).then_some(Why::Below)) {
            return Kind::Unread(why);
        }
    }
    if view.only_beneficiary() {
        return Kind::Unread(view.texts().find_map(|text| why_no_row(&text)).unwrap_or(Why::Continued));
    }
    if details::is_worded(view) {
        return Kind::Unread(Why::Detail);
    }
    if let Some(heading) = headings::read(view, programme) {
        return if view.has_money() { Kind::Subtotal(heading) } else { Kind::Heading(heading) };
    }
    let said = view.has(Field::Name) || view.has(Field::Task) || view.has(Field::Beneficiary);
    if said || view.has_money() {
        // Money without a word, summed up by a formula: a total whose label was left out.
        let summed = !said && view.first_text().is_none() && view.money().all(|(_, cell)| cell.formula);
        return if summed { Kind::Total(String::new()) } else { Kind::Project };
    }
    Kind::Unread(Why::Below)
}

/// The label of a total row: "Tổng cộng", "Cộng", "Tổng số", "Cộng nhóm I" … and no beneficiary beside it.
fn total_label(view: &View<'_>) -> Option<String> {
    let (_, first) = view.first_text()?;
    // Where no name stands, the label may have slipped into the beneficiary's column.
    let slipped = (!view.has(Field::Name)).then(|| view.shown(Field::Beneficiary));
    let shown = [Field::Name, Field::Ordinal, Field::Task].map(|field| view.shown(field));
    let label = std::iter::once(first).chain(shown).chain(slipped).find(|candidate| is_total(candidate))?;
    let beneficiary = view.shown(Field::Beneficiary);
    (beneficiary.is_empty() || is_total(&beneficiary)).then_some(label)
}

/// A numbered row of words alone ("3.1. Nhiệm vụ", "4. Phát triển sản phẩm") right above a group row is a part of the
/// outline, unless it goes on counting from the project before it: that one was left unfinished.
fn settle_outline(kinds: &mut [(&RawRow, Kind)], header: &Header, programme: &Programme) {
    for at in (0..kinds.len().saturating_sub(1)).rev() {
        let (before, rest) = kinds.split_at_mut(at);
        let [(row, kind), (_, next), ..] = rest else { continue };
        let view = View::new(row, header);
        let words_alone = || view.is_numbered() && view.holds_only(&[Field::Ordinal, Field::Name]);
        if *kind != Kind::Project || !matches!(next, Kind::Heading(_) | Kind::Subtotal(_)) || !words_alone() {
            continue;
        }
        let project_before = before.last().filter(|(_, kind)| *kind == Kind::Project);
        if project_before.is_some_and(|(project, _)| counts_on(project, row, header)) {
            continue;
        }
        if let Some(heading) = headings::numbered(&view, programme) {
            *kind = Kind::Heading(heading);
        }
    }
}

/// A group row with money stays a subtotal only where projects of its task stand under it, before the next
/// of its rank; one that looks like any project must also sum them up.
fn settle_subtotals(kinds: &mut [(&RawRow, Kind)], header: &Header, programme: &Programme) {
    for at in 0..kinds.len() {
        let Kind::Subtotal(heading) = &kinds[at].1 else { continue };
        let of_its_task = |row: &RawRow| {
            let code = View::new(row, header).shown(Field::Task);
            code.is_empty() || heading.task.is_none() || programme.read_task_code(&code) == heading.task
        };
        let under: Vec<&RawRow> = kinds[at + 1..]
            .iter()
            .take_while(|(row, kind)| match kind {
                // The group of a task holds no other task's.
                Kind::Subtotal(next) | Kind::Heading(next) => {
                    let of_another = heading.task.is_some() && next.task.is_some() && next.task != heading.task;
                    next.rank != heading.rank && !of_another
                }
                Kind::Total(_) => false,
                Kind::Project => of_its_task(row),
                _ => true,
            })
            .filter(|(_, kind)| *kind == Kind::Project)
            .map(|(row, _)| *row)
            .collect();
        // Numbered on from its own number, the rows under it are its neighbours, unless it bears a task's name and is
        // their sum: groups may count 1, 2, 3 while the projects in them count through.
        let proved = heading.certain && sums_up(kinds[at].0, &under, header);
        let counts_on = !proved && under.first().is_some_and(|first| counts_on(kinds[at].0, first, header));
        let grouped = || {
            heading.certain
                || sums_up(kinds[at].0, &under, header)
                || (heading.task.is_some() && alone_gives_task(kinds[at].0, &under, header))
        };
        let stands = !under.is_empty() && !counts_on && grouped();
        if stands {
            continue;
        }
        // "II. Mẫu mã: 0": the group of a task for which nothing is registered.
        let empty = heading.certain && View::new(kinds[at].0, header).is_nought();
        kinds[at].1 = if empty { Kind::Heading(heading.clone()) } else { Kind::Project };
    }
}

/// Whether only a row that names a task, in its number or its words, tells the task of the rows under it: it is then
/// their group row even where its figures are not their sums (TG02 says so).
fn alone_gives_task(row: &RawRow, under: &[&RawRow], header: &Header) -> bool {
    let has = |row: &RawRow, field| View::new(row, header).has(field);
    let tells_none = |row: &RawRow| !has(row, Field::Task);
    tells_none(row) && under.iter().all(|row| tells_none(row)) && under.iter().any(|row| has(row, Field::Beneficiary))
}

/// Whether the second row's number is the next after the first's.
fn counts_on(row: &RawRow, next: &RawRow, header: &Header) -> bool {
    let number =
        |row: &RawRow| View::new(row, header).shown(Field::Ordinal).trim_end_matches(['.', ')']).parse::<u32>().ok();
    number(row).zip(number(next)).is_some_and(|(one, other)| other == one + 1)
}

/// Whether a row's total is the sum of other rows' totals.
pub fn sums_up(row: &RawRow, under: &[&RawRow], header: &Header) -> bool {
    let total = |row: &RawRow| View::new(row, header).amount(Field::Total);
    let sum: Option<Decimal> = under.iter().map(|row| total(row)).sum();
    sum.is_some() && sum == total(row)
}
