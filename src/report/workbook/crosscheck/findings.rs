//! "Sai lệch" of a crosscheck: DC01–DC04, the worst first.

use rust_xlsxwriter::Worksheet;

use crate::model::crosscheck::Crosscheck;
use crate::model::number::vietnamese;
use crate::model::{Figure, Finding, Place, Severity};
use crate::programme::Programme;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, At, Written};
use crate::report::workbook::style::{self, Mark, Tone};

const COLUMNS: [(&str, f64); 12] = [
    ("Mã", 7.0),
    ("Mức độ", 9.0),
    ("Trang tính", 14.0),
    ("Ô của bảng kia", 12.0),
    ("Nhiệm vụ", 9.0),
    ("Năm", 7.0),
    ("Nội dung", 44.0),
    ("Bảng kia", 15.0),
    ("Bên ta", 15.0),
    ("Chênh lệch", 15.0),
    ("Chỗ liên quan (bên ta, hoặc phần khác của bảng kia)", 34.0),
    ("Cách xử lý", 30.0),
];
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const LAST: u16 = 11;
/// More rows than anyone reads; the JSON has the rest.
const MOST: usize = 20_000;
/// A finding names this many further places.
const FURTHER: usize = 8;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, crosscheck: &Crosscheck) -> Written {
    style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "SAI LỆCH GIỮA HAI BẢNG", &style::heading())?;
    let words = "DC01: ô lệch. DC02: bảng kia thiếu dòng. DC03: bên ta không có dòng. DC04: bảng kia tự mâu thuẫn. Số tiền: đồng.";
    pen::text(sheet, (1, 0), words, &style::text())?;
    let mut tallest: f64 = 0.0;
    for ((header, width), col) in COLUMNS.iter().zip(0_u16..) {
        pen::text(sheet, (HEADER, col), header, &style::head())?;
        tallest = tallest.max(fit::height(header, *width, style::SMALL, true));
    }
    sheet.set_row_height(HEADER, tallest)?;
    let mut row = FIRST;
    for finding in crosscheck.findings.iter().take(MOST) {
        line(sheet, programme, row, finding)?;
        row += 1;
    }
    let last = row.saturating_sub(1).max(FIRST);
    if let Some(left @ 1..) = crosscheck.findings.len().checked_sub(MOST) {
        let words = format!("Còn {} sai lệch không liệt kê ở đây; tệp JSON (--json) có đủ.", vietnamese(left.into()));
        pen::merged(sheet, (row, 0), (row, LAST), &words, &style::verdict(Tone::Caution))?;
    }
    if crosscheck.findings.is_empty() {
        pen::merged(sheet, (row, 0), (row, LAST), "Không có sai lệch nào giữa hai bảng.", &style::verdict(Tone::Good))?;
    }
    sheet.autofilter(HEADER, 0, last, LAST)?;
    sheet.set_freeze_panes(FIRST, 1)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn line(sheet: &mut Worksheet, programme: &Programme, row: u32, finding: &Finding) -> Written {
    let tone = if finding.severity == Severity::Error { Tone::Bad } else { Tone::Info };
    let severity = tone.colour(style::centred()).set_bold();
    let place = finding.places.first();
    let texts = [
        (2, place.and_then(|place| place.sheet.as_deref()).unwrap_or_default().to_owned()),
        (3, place.map(cells).unwrap_or_default()),
        (4, finding.task.map(|task| programme.task(task).code.clone()).unwrap_or_default()),
        (5, finding.year.map(|year| year.to_string()).unwrap_or_default()),
        (6, finding.message.clone()),
        (10, further(&finding.places)),
        (11, finding.action.clone()),
    ];
    pen::text(sheet, (row, 0), finding.code.as_str(), &severity)?;
    pen::text(sheet, (row, 1), finding.severity.name(), &severity)?;
    let mut tallest: f64 = 0.0;
    for (col, text) in &texts {
        pen::text(sheet, (row, *col), text, &style::cell())?;
        tallest = tallest.max(fit::height(text, COLUMNS[usize::from(*col)].1, style::SMALL, false));
    }
    put(sheet, (row, 7), finding.actual.as_ref(), false)?;
    put(sheet, (row, 8), finding.expected.as_ref(), false)?;
    put(sheet, (row, 9), finding.difference.as_ref(), true)?;
    sheet.set_row_height(row, tallest)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, at: At, figure: Option<&Figure>, signed: bool) -> Written {
    let value = match figure {
        Some(Figure::Money(amount)) => amount.dong(),
        Some(Figure::Count(count)) => *count,
        Some(Figure::Text(text)) => return pen::text(sheet, at, text, &style::cell()),
        None => return pen::text(sheet, at, "", &style::cell()),
    };
    let pattern = if signed { style::signed(value) } else { style::pattern(value, Mark::Plain) };
    pen::number(sheet, at, value, &style::figure().set_num_format(pattern))
}

fn cells(place: &Place) -> String {
    place.cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn further(places: &[Place]) -> String {
    let others = places.get(1..).unwrap_or_default();
    let named = others.iter().take(FURTHER).map(|place| {
        let sheet = place.sheet.as_deref().unwrap_or_default();
        format!("{}, {sheet}, ô {}", place.file, cells(place))
    });
    let mut words: Vec<String> = named.collect();
    if others.len() > FURTHER {
        words.push(format!("và {} chỗ khác", others.len() - FURTHER));
    }
    words.join(";\n")
}
