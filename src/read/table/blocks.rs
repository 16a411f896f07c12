//! The headers of a sheet, each with the rows that belong to it.

use super::fields::Headers;
use super::header::{self, Header};
use super::rows::View;
use super::{labels, title};
use crate::model::{CellRef, Converted, LegacySet};
use crate::programme::Programme;
use crate::read::sheet::{RawRow, Sheet};

/// A header with the rows that belong to it.
pub struct Block {
    /// The header.
    pub header: Header,
    /// Header rows repeated after a page break: first and last row.
    pub repeats: Vec<(u32, u32)>,
    /// The first row of its title block.
    pub title_from: u32,
    /// The first row that is no longer its own.
    pub to: u32,
}

/// The headers of a sheet with the rows that belong to each. A header that repeats the one above it goes on with
/// its table, unless a title block of its own stands between.
pub fn find(sheet: &Sheet, headers: &Headers, programme: &Programme) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let end = sheet.rows.last().map_or(0, |row| row.row + 1);
    for header in header::find(sheet, headers) {
        let top = header.area.first.row;
        if let Some(last) = blocks.last_mut() {
            let from = title_start(sheet, last, top);
            let title = title::read(sheet, from, top, None, programme);
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

/// The converted cells of a block, its title's and what stands under it included: one entry a legacy set.
pub fn converted(sheet: &Sheet, block: &Block) -> Vec<Converted> {
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
