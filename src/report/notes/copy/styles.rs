//! The styles part: formats cloned with a coloured fill for marked cells, and the formats of the inserted page.

use std::collections::BTreeMap;
use std::ops::Range;

use super::xml::{self, Edits, Tag, attribute, with_attributes};
use super::{Colour, Unmarkable};

/// A list of a styles part: its entries as they stand, and where its end is.
#[derive(Debug, Default)]
struct List {
    /// The opening tag.
    open: Range<usize>,
    /// The entries.
    entries: Vec<Range<usize>>,
    /// Where the closing tag begins.
    end: usize,
}

/// The styles part of a workbook, to which formats are added.
pub(super) struct Styles {
    xml: String,
    lists: BTreeMap<&'static str, List>,
    /// New entries by list.
    added: BTreeMap<&'static str, Vec<String>>,
    /// The fills of the marks, once they are needed.
    fills: BTreeMap<Colour, usize>,
    /// The formats of marked cells: the cell's own format and the mark's colour.
    marked: BTreeMap<(usize, Colour), usize>,
}

/// The lists of a styles part that a cell's format points into, and the formats themselves.
const LISTS: [&str; 5] = ["numFmts", "fonts", "fills", "borders", "cellXfs"];

impl Styles {
    pub(super) fn parse(xml: String) -> Result<Self, Unmarkable> {
        let lists = lists(&xml)?;
        if !["fonts", "fills", "borders", "cellXfs"].iter().all(|name| lists.contains_key(name)) {
            return Err(Unmarkable::Damaged("styles".to_owned()));
        }
        Ok(Self { xml, lists, added: BTreeMap::new(), fills: BTreeMap::new(), marked: BTreeMap::new() })
    }

    /// The format of a cell like `style` with the background of a mark.
    pub(super) fn marked(&mut self, style: usize, colour: Colour) -> Result<usize, Unmarkable> {
        if let Some(format) = self.marked.get(&(style, colour)) {
            return Ok(*format);
        }
        let fill = self.fill(colour);
        let own = self.entry("cellXfs", style).or_else(|| self.entry("cellXfs", 0));
        let own = own.ok_or_else(|| Unmarkable::Damaged("cellXfs".to_owned()))?.to_owned();
        let changes = [("fillId", Some(fill.to_string())), ("applyFill", Some("1".to_owned()))];
        let format = self.add("cellXfs", changed(&own, &changes)?);
        self.marked.insert((style, colour), format);
        Ok(format)
    }

    /// The background of a mark.
    fn fill(&mut self, colour: Colour) -> usize {
        if let Some(fill) = self.fills.get(&colour) {
            return *fill;
        }
        let solid = "<fill><patternFill patternType=\"solid\">";
        let entry =
            format!("{solid}<fgColor rgb=\"FF{}\"/><bgColor indexed=\"64\"/></patternFill></fill>", colour.rgb());
        let fill = self.add("fills", entry);
        self.fills.insert(colour, fill);
        fill
    }

    /// Takes over the formats of another workbook; what its formats are called here, by their position there.
    pub(super) fn take_over(&mut self, other: &str) -> Result<Vec<usize>, Unmarkable> {
        let theirs = Self::parse(other.to_owned())?;
        let numbers = self.take_number_formats(&theirs)?;
        let take = |of: &mut Self, list: &'static str| -> usize {
            let first = of.count(list);
            for entry in theirs.entries(list) {
                of.add(list, entry.to_owned());
            }
            first
        };
        let (fonts, fills, borders) = (take(self, "fonts"), take(self, "fills"), take(self, "borders"));
        let mut formats = Vec::new();
        for entry in theirs.entries("cellXfs") {
            let of = |name| number_attribute(entry, name);
            let number = of("numFmtId")?;
            let changes = [
                ("numFmtId", Some(numbers.get(&number).copied().unwrap_or(number).to_string())),
                ("fontId", Some((fonts + of("fontId")?).to_string())),
                ("fillId", Some((fills + of("fillId")?).to_string())),
                ("borderId", Some((borders + of("borderId")?).to_string())),
                ("xfId", Some("0".to_owned())),
                ("applyFont", Some("1".to_owned())),
                ("applyFill", Some("1".to_owned())),
                ("applyBorder", Some("1".to_owned())),
            ];
            formats.push(self.add("cellXfs", changed(entry, &changes)?));
        }
        Ok(formats)
    }

    /// The number formats of another workbook under numbers that are free here.
    fn take_number_formats(&mut self, theirs: &Self) -> Result<BTreeMap<usize, usize>, Unmarkable> {
        let own: Vec<usize> =
            self.entries("numFmts").map(|entry| number_attribute(entry, "numFmtId")).collect::<Result<_, _>>()?;
        // Numbers up to 163 are Excel's own.
        let free = own.into_iter().max().unwrap_or(0).max(163) + 1..;
        let mut numbers = BTreeMap::new();
        for (number, entry) in free.zip(theirs.entries("numFmts")) {
            numbers.insert(number_attribute(entry, "numFmtId")?, number);
            let entry = changed(entry, &[("numFmtId", Some(number.to_string()))])?;
            self.add("numFmts", entry);
        }
        Ok(numbers)
    }

    /// The part with all that was added.
    pub(super) fn finish(self) -> Result<String, Unmarkable> {
        let mut edits = Edits::default();
        for (name, added) in &self.added {
            let count = self.count(name).to_string();
            if let Some(list) = self.lists.get(name) {
                edits.replace(list.open.clone(), recounted(&self.xml[list.open.clone()], count)?);
                edits.insert(list.end, added.concat());
            } else {
                // Only number formats may be missing; they come first in the part, before the fonts.
                let list = format!("<{name} count=\"{count}\">{}</{name}>", added.concat());
                edits.insert(self.lists["fonts"].open.start, list);
            }
        }
        Ok(edits.apply(&self.xml))
    }

    fn add(&mut self, list: &'static str, entry: String) -> usize {
        let at = self.count(list);
        self.added.entry(list).or_default().push(entry);
        at
    }

    fn count(&self, list: &str) -> usize {
        self.lists.get(list).map_or(0, |list| list.entries.len()) + self.added.get(list).map_or(0, Vec::len)
    }

    fn entry(&self, list: &str, at: usize) -> Option<&str> {
        self.xml.get(self.lists.get(list)?.entries.get(at)?.clone())
    }

    fn entries(&self, list: &str) -> impl Iterator<Item = &str> {
        let spans = self.lists.get(list).map_or(&[][..], |list| list.entries.as_slice());
        spans.iter().filter_map(|span| self.xml.get(span.clone()))
    }
}

/// Finds the lists of a styles part.
fn lists(xml: &str) -> Result<BTreeMap<&'static str, List>, Unmarkable> {
    let mut lists: BTreeMap<&'static str, List> = BTreeMap::new();
    let mut current = None;
    let mut entry = 0;
    xml::visit(xml, |depth, span, tag| {
        match (depth, tag) {
            // A prefix on every name would have to stand on the new entries as well.
            (0, Tag::Open { element, .. }) if !xml::prefix(&element).is_empty() => {
                return Err(Unmarkable::Damaged("styles".to_owned()));
            }
            (1, Tag::Open { element, empty: false }) => {
                current = LISTS.into_iter().find(|name| *name == element.local_name().as_ref());
                if let Some(name) = current {
                    lists.entry(name).or_default().open = span;
                }
            }
            (2, Tag::Open { empty, .. }) => {
                entry = span.start;
                if let (Some(name), true) = (current, empty) {
                    lists.entry(name).or_default().entries.push(span);
                }
            }
            (2, Tag::Close(_)) => {
                if let Some(name) = current {
                    lists.entry(name).or_default().entries.push(entry..span.end);
                }
            }
            (1, Tag::Close(_)) => {
                if let Some(name) = current.take() {
                    lists.entry(name).or_default().end = span.start;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(lists)
}

/// An entry whose outermost tag has other attributes.
fn changed(entry: &str, changes: &[(&str, Option<String>)]) -> Result<String, Unmarkable> {
    let mut edits = Edits::default();
    xml::visit(entry, |depth, span, tag| {
        if let (0, Tag::Open { element, empty }) = (depth, tag) {
            edits.replace(span, with_attributes(&element, empty, changes));
        }
        Ok(())
    })?;
    Ok(edits.apply(entry))
}

/// The opening tag of a list with another count.
fn recounted(open: &str, count: String) -> Result<String, Unmarkable> {
    // The tag alone is no whole element: closing it makes it one for the reader.
    let whole = format!("{}/>", open.trim_end_matches('>'));
    let closed = changed(&whole, &[("count", Some(count))])?;
    Ok(format!("{}>", closed.trim_end_matches("/>")))
}

fn number_attribute(entry: &str, name: &str) -> Result<usize, Unmarkable> {
    let mut value = None;
    xml::visit(entry, |depth, _, tag| {
        if let (0, Tag::Open { element, .. }) = (depth, tag) {
            value = attribute(&element, name).and_then(|value| value.parse().ok());
        }
        Ok(())
    })?;
    Ok(value.unwrap_or(0))
}
