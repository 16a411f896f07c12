//! The archive of a workbook: parts by name, their relations and types; what is not changed is copied raw.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use quick_xml::events::BytesStart;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Unmarkable;
use super::xml::{self, Edits, Tag, attribute, escaped};

const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The namespace of the kinds of relations that this program adds.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook's archive with the changes to it.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts that differ from the archive's or are new, by name.
    changed: BTreeMap<String, String>,
}

/// A part that another one names.
#[derive(Debug, Clone)]
pub(super) struct Related {
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `comments`.
    pub(super) kind: String,
    /// Its name in the archive.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unmarkable> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// A part as it stands now; nothing where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unmarkable> {
        if let Some(changed) = self.changed.get(name) {
            return Ok(Some(changed.clone()));
        }
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.archive.by_index(index)?.read_to_end(&mut bytes)?;
        // A mark of byte order is no text; a part in another encoding is left to the re-rendered copy.
        let text = String::from_utf8(bytes).map_err(|error| Unmarkable::Damaged(error.to_string()))?;
        Ok(Some(text))
    }

    /// A part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unmarkable> {
        self.part(name)?.ok_or_else(|| Unmarkable::Damaged(format!("{name}?")))
    }

    pub(super) fn set(&mut self, name: &str, xml: String) {
        self.changed.insert(name.to_owned(), xml);
    }

    /// A name that no part has: `xl/comments1.xml`, `xl/comments2.xml` …
    pub(super) fn unused(&self, stem: &str, extension: &str) -> String {
        let taken = |name: &String| self.changed.contains_key(name) || self.archive.index_for_name(name).is_some();
        let mut number = 1_u32;
        loop {
            let name = format!("{stem}{number}.{extension}");
            if !taken(&name) {
                return name;
            }
            number += 1;
        }
    }

    /// The parts that a part names; those of the package for the empty name.
    pub(super) fn related(&mut self, part: &str) -> Result<Vec<Related>, Unmarkable> {
        let (folder, _) = split(part);
        let Some(xml) = self.part(&relations_of(part))? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        xml::visit(&xml, |_, _, tag| {
            if let Tag::Open { element, .. } = tag {
                found.extend(related(&element, folder));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Lets a part name another one; the id under which it does.
    pub(super) fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, Unmarkable> {
        let taken: Vec<String> = self.related(part)?.into_iter().map(|related| related.id).collect();
        let id = (1..=u32::MAX)
            .map(|number| format!("doisoat{number}"))
            .find(|id| !taken.contains(id))
            .ok_or_else(|| Unmarkable::Damaged(part.to_owned()))?;
        let entry = format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"/{}\"/>", escaped(target));
        let name = relations_of(part);
        let xml = match self.part(&name)? {
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
                 <Relationships xmlns=\"{RELATIONS}\">{entry}</Relationships>"
            ),
            Some(xml) => appended(&xml, "Relationships", &entry)?,
        };
        self.set(&name, xml);
        Ok(id)
    }

    /// States the type of a new part.
    pub(super) fn declare(&mut self, part: &str, content_type: &str) -> Result<(), Unmarkable> {
        let xml = self.needed(CONTENT_TYPES)?;
        let entry = format!("<Override PartName=\"/{}\" ContentType=\"{content_type}\"/>", escaped(part));
        let xml = appended(&xml, "Types", &entry)?;
        self.set(CONTENT_TYPES, xml);
        Ok(())
    }

    /// States the type of all parts of an extension, where it is not stated.
    pub(super) fn declare_extension(&mut self, extension: &str, content_type: &str) -> Result<(), Unmarkable> {
        let xml = self.needed(CONTENT_TYPES)?;
        let mut stated = false;
        let mut first = None;
        xml::visit(&xml, |depth, span, tag| {
            if let Tag::Open { element, .. } = tag {
                if depth == 1 && first.is_none() {
                    first = Some(span.start);
                }
                let of = attribute(&element, "Extension");
                stated |= of.is_some_and(|of| of.eq_ignore_ascii_case(extension));
            }
            Ok(())
        })?;
        if let (false, Some(first)) = (stated, first) {
            let mut edits = Edits::default();
            edits.insert(first, format!("<Default Extension=\"{extension}\" ContentType=\"{content_type}\"/>"));
            self.set(CONTENT_TYPES, edits.apply(&xml));
        }
        Ok(())
    }

    /// The archive with its changes: unchanged parts raw, in their order, new ones at the end.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unmarkable> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        // No clock: an archive's own default would date the part.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            match self.changed.remove(&name) {
                None => out.raw_copy_file(part)?,
                Some(xml) => {
                    out.start_file(name, options)?;
                    out.write_all(xml.as_bytes())?;
                }
            }
        }
        for (name, xml) in self.changed {
            out.start_file(name, options)?;
            out.write_all(xml.as_bytes())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

/// Adds an entry at the end of a part's outermost element.
fn appended(xml: &str, outermost: &str, entry: &str) -> Result<String, Unmarkable> {
    let mut edits = Edits::default();
    xml::visit(xml, |depth, span, tag| {
        match tag {
            Tag::Close(name) if depth == 0 && name == outermost => edits.insert(span.start, entry.to_owned()),
            Tag::Open { element, empty: true } if depth == 0 => {
                let open = xml::with_attributes(&element, false, &[]);
                edits.replace(span, format!("{open}{entry}</{}>", element.name().as_ref()));
            }
            _ => {}
        }
        Ok(())
    })?;
    if edits.is_empty() { Err(Unmarkable::Damaged(outermost.to_owned())) } else { Ok(edits.apply(xml)) }
}

fn related(element: &BytesStart<'_>, folder: &str) -> Option<Related> {
    let of = |name| attribute(element, name).map(std::borrow::Cow::into_owned);
    let kind = of("Type")?.rsplit('/').next()?.to_owned();
    Some(Related { id: of("Id")?, kind, target: resolved(folder, &of("Target")?) })
}

fn split(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

fn relations_of(part: &str) -> String {
    let (folder, name) = split(part);
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// A target as a name in the archive: from the root where it begins with a slash, else from the folder.
fn resolved(folder: &str, target: &str) -> String {
    let (mut parts, rest): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), target),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
