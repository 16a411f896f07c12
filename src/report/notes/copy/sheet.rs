//! A sheet's part: the formats of marked cells, cells that are not there yet, and where the comments are named.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::styles::Styles;
use super::xml::{self, Edits, Tag, attribute, prefix, with_attributes};
use super::{Colour, Unmarkable};
use crate::model::CellRef;

/// Elements of a sheet that the schema puts after the one that names its comments' shapes.
const AFTER_COMMENTS: [&str; 10] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
    "webPublishObjects",
];

/// The namespace of relations from within a part.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What a sheet's part says of its comments.
pub(super) struct Marked {
    /// The part with its marks.
    pub(super) xml: String,
    /// Where the shapes of the comments would be named, where they are not.
    comments_at: Option<usize>,
    /// The relation under which the shapes of its comments stand already.
    pub(super) shapes: Option<String>,
}

impl Marked {
    /// The part with its comments' shapes named.
    pub(super) fn naming_shapes(self, id: &str) -> String {
        let Some(at) = self.comments_at else { return self.xml };
        let mut edits = Edits::default();
        edits.insert(at, format!("<legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>"));
        edits.apply(&self.xml)
    }
}

/// Takes away that a sheet is chosen, since the inserted page is.
pub(super) fn unselect(xml: &str) -> Result<Option<String>, Unmarkable> {
    let mut edits = Edits::default();
    xml::visit(xml, |depth, span, tag| {
        if let (2, Tag::Open { element, empty }) = (depth, tag) {
            let is_view = element.local_name().as_ref() == "sheetView";
            if is_view && attribute(&element, "tabSelected").is_some() {
                edits.replace(span, with_attributes(&element, empty, &[("tabSelected", None)]));
            }
        }
        Ok(())
    })?;
    Ok((!edits.is_empty()).then(|| edits.apply(xml)))
}

/// Colours cells of a sheet; cells that are not there are put where they belong.
pub(super) fn mark(xml: &str, marks: &BTreeMap<CellRef, Colour>, styles: &mut Styles) -> Result<Marked, Unmarkable> {
    let mut walk = Walk::new(marks, styles);
    xml::visit(xml, |depth, span, tag| walk.see(depth, span, tag))?;
    let coloured = walk.edits.apply(xml);
    // The edits move what follows them: where the comments go is looked up in the part as it stands now.
    let (mut comments_at, mut shapes, mut past_data) = (None, None, false);
    xml::visit(&coloured, |depth, span, tag| {
        match tag {
            Tag::Open { element, .. } if depth == 1 => {
                let name = element.local_name();
                past_data |= name.as_ref() == "sheetData";
                if name.as_ref() == "legacyDrawing" {
                    shapes = attribute(&element, "id").map(std::borrow::Cow::into_owned);
                }
                if past_data && comments_at.is_none() && AFTER_COMMENTS.contains(&name.as_ref()) {
                    comments_at = Some(span.start);
                }
            }
            Tag::Close(_) if depth == 0 => comments_at = comments_at.or(Some(span.start)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(Marked { xml: coloured, comments_at: comments_at.filter(|_| shapes.is_none()), shapes })
}

/// A walk over a sheet's cells.
struct Walk<'m> {
    styles: &'m mut Styles,
    edits: Edits,
    /// The marks that have not been set yet, by row.
    left: BTreeMap<u32, BTreeMap<u32, Colour>>,
    /// The prefix of the sheet's names.
    prefix: String,
    /// The formats of whole columns: first, last, format.
    columns: Vec<(u32, u32, usize)>,
    in_data: bool,
    row: u32,
    row_style: Option<usize>,
    next_col: u32,
}

impl<'m> Walk<'m> {
    fn new(marks: &BTreeMap<CellRef, Colour>, styles: &'m mut Styles) -> Self {
        let mut left: BTreeMap<u32, BTreeMap<u32, Colour>> = BTreeMap::new();
        for (cell, colour) in marks {
            left.entry(cell.row).or_default().insert(cell.col, *colour);
        }
        Self {
            styles,
            edits: Edits::default(),
            left,
            prefix: String::new(),
            columns: Vec::new(),
            in_data: false,
            row: 0,
            row_style: None,
            next_col: 0,
        }
    }

    fn see(&mut self, depth: usize, span: Range<usize>, tag: Tag<'_>) -> Result<(), Unmarkable> {
        match (depth, tag) {
            (1, Tag::Open { element, empty }) if element.local_name().as_ref() == "sheetData" => {
                self.prefix = prefix(&element);
                self.in_data = !empty;
                if empty {
                    let rows = self.rows_before(u32::MAX)?;
                    let open = with_attributes(&element, false, &[]);
                    self.edits.replace(span, format!("{open}{rows}</{}>", element.name().as_ref()));
                }
            }
            (1, Tag::Close(_)) if self.in_data => {
                self.in_data = false;
                let rows = self.rows_before(u32::MAX)?;
                self.edits.insert(span.start, rows);
            }
            (2, Tag::Open { element, .. }) if element.local_name().as_ref() == "col" => {
                self.columns.extend(column(&element));
            }
            (2, Tag::Open { element, empty }) if self.in_data => self.open_row(span, &element, empty)?,
            (2, Tag::Close(_)) if self.in_data => {
                let cells = self.cells_before(u32::MAX)?;
                self.edits.insert(span.start, cells);
                self.row += 1;
            }
            (3, Tag::Open { element, empty }) if self.in_data => self.cell(span, &element, empty)?,
            _ => {}
        }
        Ok(())
    }

    fn open_row(&mut self, span: Range<usize>, element: &BytesStart<'_>, empty: bool) -> Result<(), Unmarkable> {
        self.row = number(element, "r").and_then(|row| row.checked_sub(1)).unwrap_or(self.row);
        let custom = attribute(element, "customFormat").is_some_and(|custom| matches!(&*custom, "1" | "true"));
        self.row_style = number(element, "s").filter(|_| custom).map(|style| style as usize);
        self.next_col = 0;
        let rows = self.rows_before(self.row)?;
        self.edits.insert(span.start, rows);
        if empty {
            let cells = self.cells_before(u32::MAX)?;
            if !cells.is_empty() {
                let open = with_attributes(element, false, &[]);
                self.edits.replace(span, format!("{open}{cells}</{}>", element.name().as_ref()));
            }
            self.row += 1;
        }
        Ok(())
    }

    fn cell(&mut self, span: Range<usize>, element: &BytesStart<'_>, empty: bool) -> Result<(), Unmarkable> {
        let at = attribute(element, "r").and_then(|at| column_of(&at)).unwrap_or(self.next_col);
        self.next_col = at + 1;
        let missing = self.cells_before(at)?;
        self.edits.insert(span.start, missing);
        let marks = self.left.get_mut(&self.row);
        if let Some(colour) = marks.and_then(|marks| marks.remove(&at)) {
            let style = number(element, "s").unwrap_or(0) as usize;
            let style = self.styles.marked(style, colour)?.to_string();
            self.edits.replace(span, with_attributes(element, empty, &[("s", Some(style))]));
        }
        Ok(())
    }

    /// The marked cells of this row that stand before a column and are not there.
    fn cells_before(&mut self, col: u32) -> Result<String, Unmarkable> {
        let Some(marks) = self.left.get_mut(&self.row) else { return Ok(String::new()) };
        let rest = if col == u32::MAX { BTreeMap::new() } else { marks.split_off(&col) };
        let missing = std::mem::replace(marks, rest);
        self.cells(self.row, missing)
    }

    /// The rows with marked cells before a row, none of which is there.
    fn rows_before(&mut self, row: u32) -> Result<String, Unmarkable> {
        let rest = if row == u32::MAX { BTreeMap::new() } else { self.left.split_off(&row) };
        let missing = std::mem::replace(&mut self.left, rest);
        let own_style = self.row_style.take();
        let mut rows = String::new();
        for (row, marks) in missing.into_iter().filter(|(_, marks)| !marks.is_empty()) {
            let cells = self.cells(row, marks)?;
            // `write!` into a `String` never fails.
            let _ = write!(rows, "<{0}row r=\"{1}\">{cells}</{0}row>", self.prefix, row + 1);
        }
        self.row_style = own_style;
        Ok(rows)
    }

    fn cells(&mut self, row: u32, marks: BTreeMap<u32, Colour>) -> Result<String, Unmarkable> {
        let mut cells = String::new();
        for (col, colour) in marks {
            let of_column = |(first, last, _): &&(u32, u32, usize)| (*first..=*last).contains(&col);
            let style = self.row_style.or(self.columns.iter().find(of_column).map(|(.., style)| *style)).unwrap_or(0);
            let style = self.styles.marked(style, colour)?;
            let _ = write!(cells, "<{}c r=\"{}\" s=\"{style}\"/>", self.prefix, CellRef::new(row, col));
        }
        Ok(cells)
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

fn column(element: &BytesStart<'_>) -> Option<(u32, u32, usize)> {
    let of = |name| number(element, name)?.checked_sub(1);
    Some((of("min")?, of("max")?, number(element, "style")? as usize))
}

/// The column of an address, counted from 0.
fn column_of(address: &str) -> Option<u32> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let col = letters.take(4).fold(0_u32, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    col.checked_sub(1)
}
