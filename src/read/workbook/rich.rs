//! Shared texts of several fonts, which calamine gives without their fonts: a word typed in a legacy font amid others.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::legacy::{LegacyFont, Run};
use super::markup::{Metered, attribute, position};

/// The part that holds the texts of all sheets.
const SHARED: &str = "xl/sharedStrings.xml";

/// The most characters that a cell holds; what is longer is TP03's.
const CELL_TEXT: usize = 32_767;

/// The most parts of one text that are kept.
const RUNS: usize = 4096;

/// The shared texts that have a part in a legacy font, by their whole text as calamine gives it.
pub(super) type RichTexts = HashMap<String, Vec<Run>>;

/// Reads the shared texts for those with a part in a legacy font; what cannot be read has none.
pub(super) fn texts(bytes: &[u8]) -> RichTexts {
    let mut found = RichTexts::new();
    // What stands before a break in the XML is as good as any.
    let _ = read(bytes, &mut found);
    found
}

fn read(bytes: &[u8], found: &mut RichTexts) -> Option<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = position(&archive, SHARED)?;
    let mut xml = Reader::from_reader(Metered::new(BufReader::new(archive.by_index(part).ok()?)));
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut item = Item::default();
    loop {
        buffer.clear();
        xml.get_mut().refill();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(element) => item.opens(&element),
            Event::End(element) => {
                if element.local_name().as_ref() == "si" {
                    let Item { runs, .. } = std::mem::take(&mut item);
                    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
                    if runs.iter().any(|run| run.font.is_some()) && whole.len() <= CELL_TEXT {
                        found.insert(whole, runs);
                    }
                } else {
                    item.closes(element.local_name().as_ref());
                }
            }
            Event::Text(text) => item.says(&text.xml10_content()),
            Event::GeneralRef(reference) => item.says(&character(&reference)?),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// What `&amp;` or `&#173;` stands for.
fn character(reference: &str) -> Option<String> {
    quick_xml::escape::unescape(&format!("&{reference};")).ok().map(std::borrow::Cow::into_owned)
}

/// One shared text in the making.
#[derive(Debug, Default)]
struct Item {
    runs: Vec<Run>,
    /// Within a text that is shown, and not within a hint on how it is pronounced.
    in_text: bool,
    in_hint: bool,
    /// Its spaces at both ends count.
    preserved: bool,
    text: String,
}

impl Item {
    fn opens(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "r" if self.runs.len() < RUNS => self.runs.push(Run::default()),
            "rFont" => {
                if let Some(run) = self.runs.last_mut() {
                    run.named = true;
                    run.font = attribute(element, "val").as_deref().and_then(LegacyFont::named);
                }
            }
            "rPh" => self.in_hint = true,
            "t" => {
                self.in_text = !self.in_hint;
                self.preserved = attribute(element, "space").as_deref() == Some("preserve");
                self.text.clear();
            }
            _ => {}
        }
    }

    fn closes(&mut self, element: &str) {
        match element {
            "rPh" => self.in_hint = false,
            "t" => {
                self.in_text = false;
                // As calamine does: spaces at the ends count only where the file says so.
                let ends: &[char] = if self.preserved { &[] } else { &[' ', '\t', '\r', '\n'] };
                if let Some(run) = self.runs.last_mut() {
                    run.text.push_str(self.text.trim_matches(ends));
                }
            }
            _ => {}
        }
    }

    fn says(&mut self, text: &str) {
        // A text that is longer than any cell's is not this one's to convert.
        if self.in_text && self.text.len() <= CELL_TEXT {
            self.text.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of the texts of a part, each as (text, whether its font is a legacy one).
    fn runs(items: &str) -> Vec<Vec<(String, bool)>> {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(SHARED, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(format!("<sst>{items}</sst>").as_bytes()).unwrap();
        let texts = texts(&archive.finish().unwrap().into_inner());
        let of = |runs: &Vec<Run>| runs.iter().map(|run| (run.text.clone(), run.font.is_some())).collect();
        texts.values().map(of).collect()
    }

    #[test]
    fn the_parts_of_a_text_with_their_fonts() {
        let item = "<si><r><rPr><rFont val=\".VnTime\"/></rPr><t xml:space=\"preserve\">M&#184;y </t></r>\
                    <r><rPr><rFont val=\"Arial\"/></rPr><t> A &amp; B </t></r><rPh><t>hint</t></rPh></si>";
        assert_eq!(runs(item), [[("M¸y ".to_owned(), true), ("A & B".to_owned(), false)]]);
    }

    #[test]
    fn texts_of_one_font_and_of_none_that_is_old_are_none() {
        assert!(runs("<si><t>Máy sấy</t></si><si><r><t>Máy</t></r><r><t> sấy</t></r></si>").is_empty());
        assert!(runs("<si><r><rPr><rFont val=\".VnTime\"/></rPr><t>cut off").is_empty());
        assert!(
            runs(&format!("<si><r><rPr><rFont val=\".VnTime\"/></rPr><t>{}</t></r></si>", "a".repeat(40_000)))
                .is_empty()
        );
    }
}
