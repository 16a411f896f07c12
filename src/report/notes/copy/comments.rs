//! The comments of marked cells: their texts in one part, their boxes in another, of which a sheet may have both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Unmarkable;
use super::package::Package;
use super::xml::{self, Edits, Tag, attribute, escaped};
use crate::model::CellRef;

/// Who speaks in the comments.
const AUTHOR: &str = "doisoat";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const SHAPES: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// The kind of box that Excel gives a comment.
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
     path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
     <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Puts texts on cells of a sheet, beside the comments that it has; the relation under which a new part of boxes
/// is to be named in the sheet.
pub(super) fn add(
    package: &mut Package<'_>,
    sheet: &str,
    shapes: Option<&str>,
    texts: &BTreeMap<CellRef, String>,
) -> Result<Option<String>, Unmarkable> {
    let related = package.related(sheet)?;
    let existing = related.iter().find(|part| part.kind == "comments").map(|part| part.target.clone());
    let new: BTreeSet<CellRef> = if let Some(part) = &existing {
        add_to(package, part, texts)?
    } else {
        let part = package.unused("xl/comments", "xml");
        package.set(&part, fresh(texts));
        package.declare(&part, COMMENTS)?;
        package.relate(sheet, "comments", &part)?;
        texts.keys().copied().collect()
    };
    let drawn = shapes.and_then(|id| related.iter().find(|part| part.id == id)).map(|part| part.target.clone());
    if let Some(part) = drawn {
        let xml = package.needed(&part)?;
        package.set(&part, draw_into(&xml, &new)?);
        Ok(None)
    } else {
        let part = package.unused("xl/drawings/vmlDrawing", "vml");
        package.set(&part, drawing(&new));
        package.declare_extension("vml", SHAPES)?;
        package.relate(sheet, "vmlDrawing", &part).map(Some)
    }
}

/// A new part of comments.
fn fresh(texts: &BTreeMap<CellRef, String>) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\">\
         <authors><author>{AUTHOR}</author></authors><commentList>"
    );
    for (cell, text) in texts {
        xml.push_str(&comment("", *cell, 0, text));
    }
    xml.push_str("</commentList></comments>");
    xml
}

fn comment(prefix: &str, cell: CellRef, author: usize, text: &str) -> String {
    format!(
        "<{prefix}comment ref=\"{cell}\" authorId=\"{author}\"><{prefix}text>{}</{prefix}text></{prefix}comment>",
        run(prefix, text)
    )
}

fn run(prefix: &str, text: &str) -> String {
    format!(
        "<{prefix}r><{prefix}rPr><{prefix}sz val=\"9\"/><{prefix}rFont val=\"Times New Roman\"/></{prefix}rPr>\
         <{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
        escaped(text)
    )
}

/// Adds to a part of comments; the cells that had none. A cell that had one keeps it, ours beneath.
fn add_to(
    package: &mut Package<'_>,
    part: &str,
    texts: &BTreeMap<CellRef, String>,
) -> Result<BTreeSet<CellRef>, Unmarkable> {
    let xml = package.needed(part)?;
    let mut edits = Edits::default();
    let mut left: BTreeMap<String, (CellRef, &String)> =
        texts.iter().map(|(cell, text)| (cell.to_string(), (*cell, text))).collect();
    let (mut authors, mut prefix) = (0, String::new());
    let mut speaking: Option<&String> = None;
    let mut list_end = None;
    xml::visit(&xml, |depth, span, tag| {
        match (depth, tag) {
            (0, Tag::Open { element, .. }) => prefix = xml::prefix(&element),
            (2, Tag::Open { element, .. }) if element.local_name().as_ref() == "author" => authors += 1,
            (2, Tag::Open { element, .. }) if element.local_name().as_ref() == "comment" => {
                speaking = attribute(&element, "ref").and_then(|cell| left.remove(&*cell)).map(|(_, text)| text);
            }
            (3, Tag::Close(name)) if name == "text" => {
                if let Some(text) = speaking.take() {
                    edits.insert(span.start, run(&prefix, &format!("\n{text}")));
                }
            }
            (1, Tag::Close(name)) if name == "authors" => {
                edits.insert(span.start, format!("<{prefix}author>{AUTHOR}</{prefix}author>"));
            }
            (1, Tag::Close(name)) if name == "commentList" => list_end = Some(span.start),
            _ => {}
        }
        Ok(())
    })?;
    let end = list_end.ok_or_else(|| Unmarkable::Damaged(part.to_owned()))?;
    for (cell, text) in left.values() {
        edits.insert(end, comment(&prefix, *cell, authors, text));
    }
    let new = left.values().map(|(cell, _)| *cell).collect();
    package.set(part, edits.apply(&xml));
    Ok(new)
}

/// A new part of boxes.
fn drawing(cells: &BTreeSet<CellRef>) -> String {
    let mut xml = String::from(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>",
    );
    xml.push_str(SHAPE_TYPE);
    boxes(&mut xml, cells, "_x0000_t202", 0);
    xml.push_str("</xml>");
    xml
}

/// Adds boxes to those that a sheet has.
fn draw_into(xml: &str, cells: &BTreeSet<CellRef>) -> Result<String, Unmarkable> {
    let speaks = |namespace: &str| xml.contains(&format!("xmlns:{namespace}="));
    let end = xml.rfind("</xml>").filter(|_| ["v", "o", "x"].into_iter().all(speaks));
    let end = end.ok_or_else(|| Unmarkable::Damaged("vmlDrawing".to_owned()))?;
    let mut added = String::new();
    let kind = "_x0000_t202";
    if !xml.contains(kind) {
        added.push_str(SHAPE_TYPE);
    }
    boxes(&mut added, cells, kind, xml.matches("<v:shape ").count());
    let mut edits = Edits::default();
    edits.insert(end, added);
    Ok(edits.apply(xml))
}

/// One hidden box a cell, beside it. The ids begin far above those that Excel gives a sheet of this many boxes.
fn boxes(xml: &mut String, cells: &BTreeSet<CellRef>, kind: &str, before: usize) {
    for (at, cell) in cells.iter().enumerate() {
        let id = 50_000 + before + at;
        let (row, col) = (cell.row, cell.col);
        // `write!` into a `String` never fails.
        let _ = write!(
            xml,
            "<v:shape id=\"_x0000_s{id}\" type=\"#{kind}\" style=\"position:absolute;visibility:hidden\" \
             fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
             <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
             <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
             <x:Anchor>{}, 15, {}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
             <x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
            col + 1,
            row.saturating_sub(1),
            col + 5,
            row + 8,
        );
    }
}
