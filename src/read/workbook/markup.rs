//! What a sheet's XML says and calamine does not: hidden rows and columns, filters with a condition.
//!
//! One more pass over the sheet, element by element, that ends where the schema leaves nothing more to ask. It adds
//! to what was read and takes nothing away: a part that cannot be found or read leaves the question open.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Error, Read};
use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::sheet::{Hides, Sheet};
use super::a1;

/// The longest piece of markup or text that is looked at: a cell holds 32.767 characters.
const LONGEST: usize = 1 << 20;

/// The columns of a sheet, which bound how many descriptions of columns are kept.
const COLUMNS: usize = 16_384;

/// Elements within elements, far more than any schema of a workbook nests.
const DEEPEST: usize = 256;

/// The most parts that are looked up of those that one part names.
const PARTS: usize = 4096;

/// Elements that the schema puts after the filter of a sheet or of a table.
const AFTER_FILTER: &[&str] = &[
    "sortState",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "tableColumns",
];

/// The parts of a workbook, to be asked sheet by sheet.
pub(super) struct Markup<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts of the sheets, in the workbook's order; empty where a sheet's part is not told.
    sheets: Vec<String>,
}

impl<'a> Markup<'a> {
    /// The parts of a workbook, where its own tables of contents can be read.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let workbook = related(&mut archive, "")?.into_iter().find(|part| part.kind == "officeDocument")?.target;
        let parts = related(&mut archive, &workbook)?;
        let mut sheets = Vec::new();
        visit(&mut archive, &workbook, |_, element| {
            if element.local_name().as_ref() == "sheet" {
                let id = attribute(element, "id").unwrap_or_default();
                let part = parts.iter().find(|part| part.id == id);
                sheets.push(part.map(|part| part.target.clone()).unwrap_or_default());
            }
            go_on(sheets.len() < PARTS)
        })?;
        Some(Self { archive, sheets })
    }

    /// What a sheet hides, by its position among the workbook's sheets. Of rows only those that hold something
    /// are kept.
    pub(super) fn hides(&mut self, position: usize, sheet: &Sheet) -> Option<Hides> {
        let part = self.sheets.get(position)?.clone();
        let mut hides = look(&mut self.archive, &part, sheet)?;
        // A sheet without relations has no table parts.
        for table in related(&mut self.archive, &part).unwrap_or_default() {
            if table.kind == "table" {
                hides.filters.extend(look(&mut self.archive, &table.target, sheet)?.filters);
            }
        }
        Some(hides)
    }
}

/// Looks through the XML of a sheet, or of a table of it, which holds its filter in the same way.
fn look(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str, sheet: &Sheet) -> Option<Hides> {
    let mut hides = Hides::default();
    let mut next_row = 0;
    let mut filter = None;
    visit(archive, part, |depth, element| {
        match (depth, element.local_name().as_ref()) {
            (1, "autoFilter") => filter = attribute(element, "ref").as_deref().and_then(a1::area),
            (1, name) if AFTER_FILTER.contains(&name) => return ControlFlow::Break(()),
            (2, "col") if is_hidden(element, "width") && hides.columns.len() < COLUMNS => {
                hides.columns.extend(columns(element));
            }
            (2, "row") => {
                let number = |written: Cow<'_, str>| written.parse::<u32>().ok()?.checked_sub(1);
                let row = attribute(element, "r").and_then(number).unwrap_or(next_row);
                next_row = row.saturating_add(1);
                if is_hidden(element, "ht") && sheet.row(row).is_some() {
                    hides.rows.insert(row);
                }
            }
            // Whatever stands in a column's filter is its condition; a column without one only hides its button.
            (3, name) if name != "extLst" && hides.filters.is_empty() => hides.filters.extend(filter.take()),
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    Some(hides)
}

const fn go_on(wanted: bool) -> ControlFlow<()> {
    if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// Whether a row or a column is hidden, or has no height or width, which shows as little.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let is_true = |written: Cow<'_, str>| matches!(&*written, "1" | "true");
    attribute(element, "hidden").is_some_and(is_true)
        || attribute(element, size).and_then(|size| size.parse::<f32>().ok()).is_some_and(|size| size <= 0.0)
}

/// The columns that a `col` element describes, as first and last, counted from 0.
fn columns(element: &BytesStart<'_>) -> Option<(u32, u32)> {
    let of = |name| attribute(element, name)?.parse::<u32>().ok()?.checked_sub(1);
    Some((of("min")?, of("max")?))
}

/// A part that another one names.
struct Related {
    id: String,
    /// The last word of its type: `worksheet`, `table`.
    kind: String,
    /// Its name in the archive.
    target: String,
}

/// The parts that a part names; those of the archive itself for the empty name.
fn related(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> Option<Vec<Related>> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut parts = Vec::new();
    visit(archive, &resolve(folder, &format!("_rels/{name}.rels")), |_, element| {
        let of = |name| attribute(element, name).unwrap_or_default();
        if element.local_name().as_ref() == "Relationship" && of("TargetMode") != "External" {
            parts.push(Related {
                id: of("Id").into_owned(),
                kind: of("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, &of("Target")),
            });
        }
        go_on(parts.len() < PARTS)
    })?;
    Some(parts)
}

/// The name of a part that is named from a folder: `../tables/table1.xml` from `xl/worksheets`.
fn resolve(folder: &str, target: &str) -> String {
    let (folder, target) = target.strip_prefix('/').map_or((folder, target), |absolute| ("", absolute));
    let mut path: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let found = element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    match found.value {
        Cow::Borrowed(value) => unescape(value).ok(),
        Cow::Owned(value) => unescape(&value).ok().map(|value| Cow::Owned(value.into_owned())),
    }
}

/// Shows each element of a part with its depth, until it is told to stop; nothing where the part is not there or
/// its XML breaks off before that.
pub(super) fn visit(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &str,
    show: impl FnMut(usize, &BytesStart<'_>) -> ControlFlow<()>,
) -> Option<()> {
    let at = position(archive, part)?;
    visit_at(archive, at, show)
}

/// The same by the position of the part.
pub(super) fn visit_at(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    mut show: impl FnMut(usize, &BytesStart<'_>) -> ControlFlow<()>,
) -> Option<()> {
    let mut xml = Reader::from_reader(Metered::new(BufReader::new(archive.by_index(at).ok()?)));
    xml.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        xml.get_mut().refill();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(element) => {
                if show(depth, &element).is_break() {
                    return Some(());
                }
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return (depth == 0).then_some(()),
            _ => {}
        }
    }
}

/// The position of a part; some programs write its name in other letters, or with backslashes.
pub(super) fn position(archive: &ZipArchive<Cursor<&[u8]>>, part: &str) -> Option<usize> {
    archive.index_for_name(part).or_else(|| {
        let same = |name: &str| name.len() == part.len() && name.replace('\\', "/").eq_ignore_ascii_case(part);
        archive.file_names().position(|name| name.is_ok_and(|name| same(&name)))
    })
}

/// A reader that gives up on a piece of markup of which no end is seen, before it fills the memory.
pub(super) struct Metered<R> {
    inner: R,
    left: usize,
}

impl<R> Metered<R> {
    pub(super) const fn new(inner: R) -> Self {
        Self { inner, left: LONGEST }
    }

    /// Lets the next piece be as long as any.
    pub(super) const fn refill(&mut self) {
        self.left = LONGEST;
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            return Err(Error::other("markup without an end"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::super::sheet::{Content, RawCell};
    use super::*;
    use crate::model::CellRef;

    const SHEET: &str = "xl/worksheets/sheet1.xml";

    /// An archive of one sheet, with more parts.
    fn archive(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let relations = |entries: &str| format!("<Relationships>{entries}</Relationships>");
        let of = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
        };
        let parts = [
            ("_rels/.rels", relations(&of("r1", "officeDocument", "/xl/workbook.xml"))),
            ("xl/_rels/workbook.xml.rels", relations(&of("r1", "worksheet", "worksheets/sheet1.xml"))),
            ("xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>".to_owned()),
            (SHEET, sheet.to_owned()),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let more = more.iter().map(|(name, text)| (*name, (*text).to_owned()));
        for (name, text) in parts.into_iter().chain(more) {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// What a sheet hides whose rows 1 to 9 hold something.
    fn hides_with(sheet: &str, more: &[(&str, &str)]) -> Option<Hides> {
        let mut read = Sheet::new("A", false);
        for row in 0..9 {
            read.push(row, RawCell { col: 0, content: Content::Bool(true), formula: false });
        }
        Markup::open(&archive(sheet, more))?.hides(0, &read)
    }

    fn hides(inner: &str) -> Option<Hides> {
        hides_with(&format!("<x:worksheet>{inner}</x:worksheet>"), &[])
    }

    #[test]
    fn hidden_rows_and_columns_by_flag_or_by_size() {
        let found = hides(
            "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\" width=\"9\"/>\
             <col min=\"5\" max=\"5\" width=\"0\"/></cols><sheetData><row r=\"2\" hidden=\"true\"/><row ht=\"0\"/>\
             <row hidden=\"0\"/><row r=\"9\" hidden=\"1\"><c/></row><row r=\"99\" hidden=\"1\"/></sheetData>",
        )
        .unwrap();
        assert_eq!(found.columns, [(1, 2), (4, 4)]);
        assert_eq!(found.rows.into_iter().collect::<Vec<_>>(), [1, 2, 8], "an empty row is nothing");
    }

    #[test]
    fn a_filter_counts_with_a_condition_only() {
        let filter = |inner: &str| hides(&format!("<sheetData/><autoFilter ref=\"A7:W9\">{inner}</autoFilter>"));
        let area = a1::area("A7:W9").unwrap();
        let conditions = [
            "<filters><filter val=\"x\"/><filter val=\"y\"/></filters>",
            "<customFilters><customFilter val=\"1\"/></customFilters>",
            "<x:top10 val=\"3\"/>",
        ];
        for condition in conditions {
            let column = format!("<filterColumn colId=\"1\">{condition}</filterColumn>");
            assert_eq!(filter(&format!("{column}{column}")).unwrap().filters, [area]);
        }
        assert_eq!(filter("<filterColumn colId=\"1\" hiddenButton=\"1\"/>").unwrap().filters, []);
        assert_eq!(filter("").unwrap().filters, []);
    }

    #[test]
    fn a_table_has_a_filter_of_its_own() {
        let relations = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/table\" \
                         Target=\"../tables/table1.xml\"/></Relationships>";
        let table = "<table ref=\"A1:B9\"><autoFilter ref=\"A1:B9\"><filterColumn colId=\"0\"><filters/></filterColumn>\
                     </autoFilter><tableColumns/></table>";
        let more = [("xl/worksheets/_rels/sheet1.xml.rels", relations), ("XL/Tables/table1.xml", table)];
        let found = hides_with("<worksheet><sheetData/></worksheet>", &more).unwrap();
        assert_eq!(found.filters, [a1::area("A1:B9").unwrap()]);
    }

    #[test]
    fn nothing_is_looked_at_after_the_filter() {
        let found = hides("<sheetData><row r=\"2\" hidden=\"1\"/></sheetData><mergeCells/><broken").unwrap();
        assert!(found.rows.contains(&CellRef::new(1, 0).row));
    }

    #[test]
    fn what_cannot_be_read_leaves_the_question_open() {
        assert_eq!(hides("<sheetData><row"), None);
        assert_eq!(hides(&"<a>".repeat(300)), None);
        assert_eq!(hides(&format!("<sheetData><row a=\"{}\"/></sheetData>", "x".repeat(2 * LONGEST))), None);
        assert!(Markup::open(b"PK").is_none());
    }
}
