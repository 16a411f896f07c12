//! Changing a part of a package without touching the rest of it: the elements tell where, edits are made in the
//! bytes as they stand, so that what is not edited stays as the sender's program wrote it.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::Unmarkable;

/// A tag of a part, with where it stands.
#[derive(Debug)]
pub(super) enum Tag<'a> {
    /// `<c …>`; `empty` for `<c …/>`.
    Open {
        /// The element.
        element: BytesStart<'a>,
        /// Whether it closes itself.
        empty: bool,
    },
    /// `</c>`.
    Close(String),
}

/// Shows each tag of a part with its bytes and how many elements stand around it.
pub(super) fn visit<'a>(
    xml: &'a str,
    mut show: impl FnMut(usize, Range<usize>, Tag<'a>) -> Result<(), Unmarkable>,
) -> Result<(), Unmarkable> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let start = position(&reader)?;
        let event = reader.read_event().map_err(|error| Unmarkable::Damaged(error.to_string()))?;
        let span = start..position(&reader)?;
        match event {
            Event::Start(element) => {
                show(depth, span, Tag::Open { element, empty: false })?;
                depth += 1;
            }
            Event::Empty(element) => show(depth, span, Tag::Open { element, empty: true })?,
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                show(depth, span, Tag::Close(element.local_name().as_ref().to_owned()))?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Unmarkable> {
    usize::try_from(reader.buffer_position()).map_err(|error| Unmarkable::Damaged(error.to_string()))
}

/// The value of an attribute by its local name.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let found = element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(|value| Cow::Owned(value.into_owned()))
}

/// A tag with some attributes set or taken away; the others stay, in their order.
pub(super) fn with_attributes(element: &BytesStart<'_>, empty: bool, changes: &[(&str, Option<String>)]) -> String {
    let replaced = |name: &str| changes.iter().any(|(change, _)| *change == name);
    let mut tag = format!("<{}", element.name().as_ref());
    for kept in element.attributes().with_checks(false).filter_map(Result::ok) {
        let name = kept.key.as_ref();
        if !replaced(name) {
            let quote = if kept.value.contains('"') { "'" } else { "\"" };
            tag.extend([" ", name, "=", quote, &kept.value, quote]);
        }
    }
    for (name, value) in changes {
        if let Some(value) = value {
            tag.extend([" ", name, "=\"", &escaped(value), "\""]);
        }
    }
    tag.push_str(if empty { "/>" } else { ">" });
    tag
}

/// Text as it may stand between tags or in an attribute. Control characters have no place in XML at all.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The prefix of a name with its colon: `x:` of `x:sheetData`, nothing where there is none.
pub(super) fn prefix(element: &BytesStart<'_>) -> String {
    element.name().as_ref().rsplit_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"))
}

/// Edits of one part, made in one go.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces bytes.
    pub(super) fn replace(&mut self, span: Range<usize>, with: String) {
        self.0.push((span, with));
    }

    /// Inserts before a byte; what is inserted at one place stands in the order of the calls.
    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part with all edits made.
    pub(super) fn apply(mut self, xml: &str) -> String {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::with_capacity(xml.len() + self.0.iter().map(|(_, with)| with.len()).sum::<usize>());
        let mut done = 0;
        for (span, with) in self.0 {
            out.push_str(xml.get(done..span.start).unwrap_or_default());
            out.push_str(&with);
            done = span.end.max(done);
        }
        out.push_str(xml.get(done..).unwrap_or_default());
        out
    }
}
