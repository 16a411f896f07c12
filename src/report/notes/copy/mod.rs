//! The sender's own workbook with a page in front and its faulty cells marked.
//!
//! No library edits a workbook without loss, so the archive is patched: parts that hold no mark are copied raw, and
//! in the others only the marks are written ([`xml`]). What a mark is: a background on top of the cell's own format
//! ([`styles`]), and a comment ([`comments`]).

mod comments;
mod insert;
mod package;
mod sheet;
mod styles;
mod xml;

use std::collections::BTreeMap;

use crate::model::{CellRef, Severity};
use package::Package;
use styles::Styles;

/// Why a workbook cannot be patched; the marks then go on a re-rendered copy.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unmarkable {
    /// A part is missing or is not as the schema has it.
    #[error("{0}")]
    Damaged(String),
    /// The archive cannot be read.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// A part cannot be unpacked.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// The background of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Colour {
    /// Of an error.
    Red,
    /// Of a warning.
    Amber,
    /// Of a note.
    Blue,
}

impl Colour {
    /// The colour of a severity.
    pub(super) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Red,
            Severity::Warning => Self::Amber,
            Severity::Note => Self::Blue,
        }
    }

    /// Red, green, blue in hex.
    pub(super) const fn rgb(self) -> &'static str {
        match self {
            Self::Red => "F8CBAD",
            Self::Amber => "FFE699",
            Self::Blue => "DDEBF7",
        }
    }
}

/// A mark on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The background.
    pub(super) colour: Colour,
    /// The comment; none for a further cell of a fault that is told elsewhere.
    pub(super) text: Option<String>,
}

/// The marks of a workbook, by sheet.
pub(super) type Marks = BTreeMap<String, BTreeMap<CellRef, Mark>>;

/// A copy of `original` with the only sheet of the workbook `page` in front, under `name`, and marked cells.
pub(super) fn marked(original: &[u8], page: &[u8], name: &str, marks: &Marks) -> Result<Vec<u8>, Unmarkable> {
    let mut package = Package::open(original)?;
    let workbook = insert::workbook_part(&mut package)?;
    let sheets = insert::sheets(&mut package, &workbook)?;
    if marks.keys().any(|name| !sheets.iter().any(|sheet| sheet.name == *name)) {
        return Err(Unmarkable::Damaged("workbook".to_owned()));
    }
    let related = package.related(&workbook)?;
    let styles_part = related.into_iter().find(|part| part.kind == "styles").map(|part| part.target);
    let styles_part = styles_part.ok_or_else(|| Unmarkable::Damaged("styles".to_owned()))?;
    let mut styles = Styles::parse(package.needed(&styles_part)?)?;
    for sheet in &sheets {
        let xml = package.needed(&sheet.part)?;
        if let Some(unselected) = sheet::unselect(&xml)? {
            package.set(&sheet.part, unselected);
        }
        if let Some(marks) = marks.get(&sheet.name) {
            mark_sheet(&mut package, &sheet.part, marks, &mut styles)?;
        }
    }
    let name = free_name(name, &sheets);
    insert::in_front(&mut package, &workbook, &mut styles, page, &name)?;
    let finished = styles.finish()?;
    package.set(&styles_part, finished);
    package.finish()
}

fn mark_sheet(
    package: &mut Package<'_>,
    part: &str,
    marks: &BTreeMap<CellRef, Mark>,
    styles: &mut Styles,
) -> Result<(), Unmarkable> {
    let colours = marks.iter().map(|(cell, mark)| (*cell, mark.colour)).collect();
    let marked = sheet::mark(&package.needed(part)?, &colours, styles)?;
    let texts: BTreeMap<CellRef, String> =
        marks.iter().filter_map(|(cell, mark)| Some((*cell, mark.text.clone()?))).collect();
    let named = if texts.is_empty() { None } else { comments::add(package, part, marked.shapes.as_deref(), &texts)? };
    let xml = match named {
        Some(id) => marked.naming_shapes(&id),
        None => marked.xml,
    };
    package.set(part, xml);
    Ok(())
}

/// The page's name, with a number where the sender has a sheet of this name.
fn free_name(name: &str, sheets: &[insert::SheetPart]) -> String {
    let taken = |name: &str| sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    if !taken(name) {
        return name.to_owned();
    }
    let mut numbered = (2..=u32::MAX).map(|number| format!("{name} ({number})"));
    numbered.find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests;
