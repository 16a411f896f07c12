//! Their tables again, each cell at the address that it has in their workbook: a figure that ties out is
//! ticked, one that does not is marked, with both figures in its note.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Note, Worksheet};

use crate::model::crosscheck::{Cause, Crosscheck, Tie, TiedCell};
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirTable};
use crate::model::{AppendixRow, Area, CellRef, Figure};
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Tone, Weight};

const NAME: f64 = 56.0;
const CODE: f64 = 9.0;
const FIGURE: f64 = 15.0;
const OTHER: f64 = 13.0;
/// More columns than any table of theirs is printed with.
const WIDEST: u32 = 200;
const NOTE_WIDTH: u32 = 300;
const NOTE_LINE: u32 = 18;

/// A header below this row is no place to freeze the sheet: nothing would be left to scroll.
const LOW: u32 = 20;

/// Writes the tables of one of their sheets.
pub fn write(sheet: &mut Worksheet, crosscheck: &Crosscheck, tables: &[usize]) -> Written {
    let of = || tables.iter().map(|at| &crosscheck.theirs.tables[*at]);
    style::page(sheet, style::Orientation::Landscape, 1);
    let cols = of().flat_map(|table| &table.shown).map(|cell| cell.at.col);
    let last = cols.filter(|col| *col < WIDEST).max().unwrap_or(0);
    for col in 0..=last {
        let widest = of().map(|table| width(table, col)).fold(0.0, f64::max);
        sheet.set_column_width(column(col), widest)?;
    }
    let mut end = 0;
    for (at, table) in tables.iter().zip(of()) {
        let again = Again { crosscheck, table, at: *at, tied: tied(crosscheck, *at) };
        again.merges(sheet)?;
        again.cells(sheet)?;
        end = table.rows.last().map_or(table.header.last.row, |row| row.row);
    }
    sheet.ignore_error_range(0, 0, end, column(last), IgnoreError::NumberStoredAsText)?;
    let header = of().next().map(|table| table.header);
    if let Some(header) = header.filter(|header| tables.len() == 1 && header.last.row < LOW) {
        sheet.set_freeze_panes(header.last.row + 1, 0)?;
        sheet.set_repeat_rows(header.first.row, header.last.row)?;
    }
    legend(sheet, end + 2, header.map_or(0, |header| column(header.first.col)), column(last))
}

fn column(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

fn width(table: &TheirTable, col: u32) -> f64 {
    match table.columns.iter().find(|column| column.col == col).map(|column| column.role) {
        Some(ColumnRole::Name) => NAME,
        Some(ColumnRole::Code(_)) => CODE,
        Some(ColumnRole::Figure(..)) => FIGURE,
        Some(ColumnRole::Share(_)) | None => OTHER,
    }
}

fn tied(crosscheck: &Crosscheck, at: usize) -> BTreeMap<(usize, usize), &TiedCell> {
    let cells = crosscheck.cells.iter().filter(|cell| cell.table == at);
    cells.map(|cell| ((cell.row, cell.cell), cell)).collect()
}

/// A table on its way onto a sheet.
struct Again<'a> {
    crosscheck: &'a Crosscheck,
    table: &'a TheirTable,
    at: usize,
    tied: BTreeMap<(usize, usize), &'a TiedCell>,
}

impl Again<'_> {
    /// The merged cells of title and header; a row's cells each keep their own place.
    fn merges(&self, sheet: &mut Worksheet) -> Written {
        let mut taken: BTreeSet<CellRef> = BTreeSet::new();
        for area in self.merged() {
            let cells: Vec<CellRef> = (area.first.row..=area.last.row)
                .flat_map(|row| (area.first.col..=area.last.col).map(move |col| CellRef::new(row, col)))
                .collect();
            if cells.len() < 2 || cells.iter().any(|cell| taken.contains(cell)) {
                continue;
            }
            taken.extend(cells);
            let words = self.table.shown.iter().find(|cell| cell.at == area.first);
            let words = words.map(|cell| cell.written.clone()).unwrap_or_default();
            let (first, last) = ((area.first.row, column(area.first.col)), (area.last.row, column(area.last.col)));
            pen::merged(sheet, first, last, &words, &self.frame(area.first.row))?;
        }
        Ok(())
    }

    fn merged(&self) -> impl Iterator<Item = &Area> {
        let within = |area: &&Area| area.last.row <= self.table.header.last.row && area.last.col < WIDEST;
        self.table.merges.iter().filter(within)
    }

    /// The format of what stands above the rows.
    fn frame(&self, row: u32) -> Format {
        if row < self.table.header.first.row {
            style::text().set_bold().set_align(FormatAlign::Center).set_text_wrap()
        } else {
            style::head()
        }
    }

    fn cells(&self, sheet: &mut Worksheet) -> Written {
        let merged: Vec<&Area> = self.merged().collect();
        for shown in
            self.table.shown.iter().filter(|cell| cell.at.row <= self.table.header.last.row && cell.at.col < WIDEST)
        {
            if !merged.iter().any(|area| area.contains(shown.at)) {
                let format = if shown.at.row < self.table.header.first.row { style::text() } else { style::head() };
                pen::text(sheet, (shown.at.row, column(shown.at.col)), &shown.written, &format)?;
            }
        }
        self.header_heights(sheet)?;
        for row in 0..self.table.rows.len() {
            self.row(sheet, row)?;
        }
        Ok(())
    }

    fn header_heights(&self, sheet: &mut Worksheet) -> Written {
        let header = self.table.header;
        for row in header.first.row..=header.last.row {
            let cells = self.table.shown.iter().filter(|cell| cell.at.row == row);
            let wide = |cell: CellRef| -> f64 {
                let area = self.table.merges.iter().find(|area| area.first == cell);
                let last = area.map_or(cell.col, |area| area.last.col).min(WIDEST);
                (cell.col..=last).map(|col| width(self.table, col)).sum()
            };
            let tall = |cell: CellRef| {
                self.table
                    .merges
                    .iter()
                    .find(|area| area.first == cell)
                    .map_or(1, |area| area.last.row - area.first.row + 1)
            };
            let heights = cells
                .map(|cell| fit::height(&cell.written, wide(cell.at), style::SMALL, true) / f64::from(tall(cell.at)));
            sheet.set_row_height(row, heights.fold(18.0, f64::max))?;
        }
        Ok(())
    }

    fn row(&self, sheet: &mut Worksheet, at: usize) -> Written {
        let line = &self.table.rows[at];
        let weight = weight(line.role);
        let strange = self.crosscheck.unmatched.contains(&(self.at, at));
        let mut tallest: f64 = 0.0;
        for shown in self.table.shown.iter().filter(|cell| cell.at.row == line.row && cell.at.col < WIDEST) {
            if line.cells.iter().any(|cell| cell.col == shown.at.col) {
                continue;
            }
            let format = weight.apply(style::cell());
            let format = if strange { Tone::Bad.colour(format) } else { format };
            let words = if strange && shown.written == line.name {
                format!("◆ {}", shown.written)
            } else {
                shown.written.clone()
            };
            pen::text(sheet, (line.row, column(shown.at.col)), &words, &format)?;
            tallest = tallest.max(fit::height(
                &words,
                width(self.table, shown.at.col),
                style::SMALL,
                weight != Weight::Plain,
            ));
        }
        for (position, cell) in line.cells.iter().enumerate().filter(|(_, cell)| cell.col < WIDEST) {
            match self.tied.get(&(at, position)) {
                Some(tied) => self.figure(sheet, (line.row, column(cell.col)), cell, tied, weight)?,
                None => other(sheet, (line.row, column(cell.col)), cell, weight, strange)?,
            }
        }
        sheet.set_row_height(line.row, tallest.max(18.0))?;
        Ok(())
    }

    fn figure(&self, sheet: &mut Worksheet, at: pen::At, cell: &TheirCell, tied: &TiedCell, weight: Weight) -> Written {
        let format = weight.apply(style::figure());
        let value = cell.value.unwrap_or_default();
        let (sign, format) = match tied.tie {
            Tie::Equal => ("✓", Tone::Good.colour(format)),
            Tie::Rounded => ("≈", Tone::Info.colour(format)),
            Tie::Differs => {
                let mark = Mark::of(tied.difference());
                (mark.sign(), mark.colour(format))
            }
            Tie::Unreadable => {
                pen::text(
                    sheet,
                    at,
                    &format!("? {}", cell.written),
                    &Tone::Bad.colour(weight.apply(style::centred())),
                )?;
                return self.note(sheet, at, tied);
            }
        };
        pen::number(sheet, at, value, &format.set_num_format(style::after_sign(sign, value)))?;
        if tied.tie == Tie::Equal { Ok(()) } else { self.note(sheet, at, tied) }
    }

    fn note(&self, sheet: &mut Worksheet, at: pen::At, tied: &TiedCell) -> Written {
        let theirs = tied.theirs.as_ref().map_or_else(|| "không đọc được".to_owned(), ToString::to_string);
        let mut lines = vec![format!("Bảng kia: {theirs}"), format!("Bên ta: {}", tied.ours)];
        if let (Some(Figure::Money(theirs)), Figure::Money(ours)) = (&tied.theirs, &tied.ours) {
            lines.push(format!("Chênh lệch: {}", *theirs - *ours));
        }
        let booked = self.crosscheck.bookings.iter().filter(|booking| !booking.part(&tied.slice).is_zero());
        let causes: BTreeSet<Cause> = booked.map(|booking| booking.cause).collect();
        lines.extend(causes.iter().map(|cause| format!("Nguyên nhân: {}", cause.name())));
        let height = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX).saturating_mul(NOTE_LINE);
        let note = Note::new(lines.join("\n"))
            .add_author_prefix(false)
            .set_author("doisoat")
            .set_font_name(style::FONT)
            .set_font_size(style::SMALL)
            .set_background_color(style::NOTE)
            .set_width(NOTE_WIDTH)
            .set_height(height);
        sheet.insert_note(at.0, at.1, &note)?;
        Ok(())
    }
}

fn weight(role: RowRole) -> Weight {
    match role {
        RowRole::Ours(RowOf { row: AppendixRow::Total, of: None, year: None }) => Weight::Total,
        RowRole::Ours(RowOf { row: AppendixRow::Section(_), .. }) | RowRole::Subtotal | RowRole::Heading => {
            Weight::Section
        }
        _ => Weight::Plain,
    }
}

/// A cell that has no figure of ours: a share, a subtotal, a blank.
fn other(sheet: &mut Worksheet, at: pen::At, cell: &TheirCell, weight: Weight, strange: bool) -> Written {
    let format = weight.apply(style::figure());
    let format = if strange { Tone::Bad.colour(format) } else { format };
    match cell.value {
        Some(value) if !cell.percent => {
            pen::number(sheet, at, value, &format.set_num_format(style::pattern(value, Mark::Plain)))
        }
        Some(value) => pen::number(sheet, at, value, &format.set_num_format(style::PERCENT)),
        None => pen::text(sheet, at, &cell.written, &format),
    }
}

fn legend(sheet: &mut Worksheet, row: u32, first: u16, last: u16) -> Written {
    let marks = [
        ("✓", "Khớp với số của ta.", Tone::Good.colour(style::centred())),
        ("≈", "Lệch trong phạm vi làm tròn.", Tone::Info.colour(style::centred())),
        ("▲", "Bảng kia cao hơn; trỏ vào ô để xem hai số.", Mark::Above.colour(style::centred())),
        ("▼", "Bảng kia thấp hơn; trỏ vào ô để xem hai số.", Mark::Below.colour(style::centred())),
        ("?", "Không đọc được là số.", Tone::Bad.colour(style::centred())),
        ("◆", "Dòng không khớp mã hoặc tên nhiệm vụ nào.", Tone::Bad.colour(style::centred())),
    ];
    for ((sign, words, format), row) in marks.into_iter().zip(row..) {
        pen::text(sheet, (row, first), sign, &format)?;
        pen::merged(sheet, (row, (first + 1).min(last)), (row, last.max(first + 1)), words, &style::remark())?;
    }
    Ok(())
}
