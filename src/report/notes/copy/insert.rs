//! One sheet of another workbook, put in front of a workbook's own: its formats are taken over, its texts stand in
//! its cells.

use quick_xml::events::BytesStart;

use super::Unmarkable;
use super::package::Package;
use super::styles::Styles;
use super::xml::{self, Edits, Tag, attribute, with_attributes};

const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook of one sheet as the writer names them.
const PAGE_SHEET: &str = "xl/worksheets/sheet1.xml";
const PAGE_STYLES: &str = "xl/styles.xml";
const PAGE_TEXTS: &str = "xl/sharedStrings.xml";

/// A sheet of a workbook: its name, its part.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) part: String,
}

/// The part that lists the sheets.
pub(super) fn workbook_part(package: &mut Package<'_>) -> Result<String, Unmarkable> {
    let main = package.related("")?.into_iter().find(|part| part.kind == "officeDocument");
    main.map(|part| part.target).ok_or_else(|| Unmarkable::Damaged("_rels".to_owned()))
}

/// The sheets, in the workbook's order.
pub(super) fn sheets(package: &mut Package<'_>, workbook: &str) -> Result<Vec<SheetPart>, Unmarkable> {
    let related = package.related(workbook)?;
    let xml = package.needed(workbook)?;
    let mut sheets = Vec::new();
    xml::visit(&xml, |_, _, tag| {
        match tag {
            Tag::Open { element, .. } if element.local_name().as_ref() == "sheet" => {
                let name = attribute(&element, "name").unwrap_or_default().into_owned();
                let id = attribute(&element, "id").unwrap_or_default();
                let part = related.iter().find(|part| part.id == id && part.kind == "worksheet");
                sheets.extend(part.map(|part| SheetPart { name, part: part.target.clone() }));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// Puts the only sheet of the workbook `page` in front of the others.
pub(super) fn in_front(
    package: &mut Package<'_>,
    workbook: &str,
    styles: &mut Styles,
    page: &[u8],
    name: &str,
) -> Result<(), Unmarkable> {
    let mut source = Package::open(page)?;
    let formats = styles.take_over(&source.needed(PAGE_STYLES)?)?;
    let texts = texts(&source.part(PAGE_TEXTS)?.unwrap_or_default())?;
    let sheet = adapted(&source.needed(PAGE_SHEET)?, &formats, &texts)?;
    let part = package.unused("xl/worksheets/sheet", "xml");
    package.set(&part, sheet);
    package.declare(&part, WORKSHEET)?;
    let id = package.relate(workbook, "worksheet", &part)?;
    let xml = package.needed(workbook)?;
    let listed = listed_first(&xml, name, &id)?;
    package.set(workbook, listed);
    Ok(())
}

/// The shared texts as they stand, without their outermost tags.
fn texts(xml: &str) -> Result<Vec<String>, Unmarkable> {
    let mut texts = Vec::new();
    let mut start = 0;
    xml::visit(xml, |depth, span, tag| {
        match (depth, tag) {
            (1, Tag::Open { empty: false, .. }) => start = span.end,
            (1, Tag::Open { empty: true, .. }) => texts.push(String::new()),
            (1, Tag::Close(_)) => texts.push(xml.get(start..span.start).unwrap_or_default().to_owned()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// The page with the formats' numbers of its new workbook, and its texts in its cells.
fn adapted(xml: &str, formats: &[usize], texts: &[String]) -> Result<String, Unmarkable> {
    let mut edits = Edits::default();
    let format = |element: &BytesStart<'_>, name: &str| -> Option<String> {
        let own: usize = attribute(element, name)?.parse().ok()?;
        formats.get(own).map(ToString::to_string)
    };
    let mut shared = false;
    let mut value = 0;
    xml::visit(xml, |depth, span, tag| {
        match tag {
            Tag::Open { element, empty } => match (depth, element.local_name().as_ref()) {
                (2, "col") => edits.replace(span, restyled(&element, empty, "style", format(&element, "style"))),
                (2, "row") => edits.replace(span, restyled(&element, empty, "s", format(&element, "s"))),
                (3, "c") => {
                    shared = attribute(&element, "t").is_some_and(|kind| kind == "s");
                    let style = format(&element, "s").or_else(|| formats.first().map(ToString::to_string));
                    let mut changes = vec![("s", style)];
                    if shared {
                        changes.push(("t", Some("inlineStr".to_owned())));
                    }
                    edits.replace(span, with_attributes(&element, empty, &changes));
                }
                (4, "v") if shared => value = span.start,
                _ => {}
            },
            Tag::Close(name) if depth == 4 && shared && name == "v" => {
                let written = xml.get(value..span.end).unwrap_or_default();
                let number = written.trim_start_matches("<v>").trim_end_matches("</v>").parse::<usize>();
                let text = number.ok().and_then(|number| texts.get(number));
                let text = text.ok_or_else(|| Unmarkable::Damaged("sharedStrings".to_owned()))?;
                edits.replace(value..span.end, format!("<is>{text}</is>"));
            }
            Tag::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(edits.apply(xml))
}

fn restyled(element: &BytesStart<'_>, empty: bool, name: &str, style: Option<String>) -> String {
    match style {
        Some(style) => with_attributes(element, empty, &[(name, Some(style))]),
        None => with_attributes(element, empty, &[]),
    }
}

/// The list of sheets with another one at its head, which is the one that opens.
fn listed_first(xml: &str, name: &str, id: &str) -> Result<String, Unmarkable> {
    let mut edits = Edits::default();
    let mut ids = Vec::new();
    let mut first = None;
    xml::visit(xml, |depth, span, tag| {
        if let Tag::Open { element, empty } = tag {
            match (depth, element.local_name().as_ref()) {
                (2, "workbookView") => {
                    let changes = [("activeTab", Some("0".to_owned())), ("firstSheet", None)];
                    edits.replace(span, with_attributes(&element, empty, &changes));
                }
                (2, "sheet") => {
                    ids.extend(attribute(&element, "sheetId").and_then(|id| id.parse::<u32>().ok()));
                    first.get_or_insert((span.start, xml::prefix(&element)));
                }
                (2, "definedName") => {
                    let local = attribute(&element, "localSheetId").and_then(|at| at.parse::<u32>().ok());
                    if let Some(local) = local {
                        let moved = Some((local + 1).to_string());
                        edits.replace(span, with_attributes(&element, empty, &[("localSheetId", moved)]));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let (at, prefix) = first.ok_or_else(|| Unmarkable::Damaged("workbook".to_owned()))?;
    let sheet_id = ids.into_iter().max().unwrap_or(0) + 1;
    let name = xml::escaped(name);
    edits.insert(
        at,
        format!("<{prefix}sheet name=\"{name}\" sheetId=\"{sheet_id}\" xmlns:dr=\"{RELATIONS}\" dr:id=\"{id}\"/>"),
    );
    Ok(edits.apply(xml))
}
