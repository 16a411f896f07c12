//! "Sai lệch": the findings, the worst first, each linked to the cell that it is about and to its project.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::pen::{self, Written};
use super::style::{self, Mark, Tone};
use super::view::View;
use super::{fit, grouped, links};
use crate::model::number::vietnamese;
use crate::model::{Figure, Finding, Place, Severity};

const COLUMNS: [(&str, f64); 14] = [
    ("Mã", 6.0),
    ("Mức độ", 8.0),
    ("Tệp", 17.0),
    ("Trang tính", 9.0),
    ("Ô", 9.0),
    ("Đơn vị", 9.0),
    ("Đề án", 20.0),
    ("Nhiệm vụ", 8.0),
    ("Nội dung", 34.0),
    ("Giá trị", 13.0),
    ("Giới hạn/Giá trị đúng", 13.0),
    ("Chênh lệch", 13.0),
    ("Cách xử lý", 28.0),
    ("Căn cứ", 20.0),
];
/// Stands beside the others only where a waiver accepts something.
const ACCEPTED: (&str, f64) = ("Trường hợp được chấp thuận", 30.0);
const CELL: usize = 4;
const PROJECT: usize = 6;
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const WAIVED: &str = " (đã được chấp thuận)";
/// A finding names this many of its further places in words; the rest are counted.
const FURTHER: usize = 5;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>) -> Written {
    let widths: Vec<_> = COLUMNS.iter().map(|(_, width)| *width).collect();
    style::widths(sheet, &widths)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    head(sheet, view)?;
    let last = last_column(view);
    let findings = &view.outcome.findings;
    let most = view.room.findings;
    let (single, rest) = findings.split_at(findings.len().min(most));
    let groups = grouped::grouped(rest);
    let mut row = FIRST;
    for finding in single.iter().chain(groups.iter().take(most)) {
        line(sheet, view, (row, last), finding)?;
        row += 1;
    }
    if findings.is_empty() {
        let words = "Không có sai lệch nào. Số liệu của các đơn vị qua được mọi tiêu chí kiểm tra.";
        pen::merged(sheet, (row, 0), (row, 13), words, &style::verdict(Tone::Good))?;
        sheet.set_row_height(row, 30)?;
    }
    if !findings.is_empty() {
        sheet.autofilter(HEADER, 0, row.saturating_sub(1).max(FIRST), last)?;
    }
    if !rest.is_empty() {
        let words = left_out(rest.len(), groups.len(), most);
        pen::merged(sheet, (row, 0), (row, 13), &words, &style::verdict(Tone::Caution))?;
        sheet.set_row_height(row, 30)?;
    }
    sheet.set_freeze_panes(FIRST, 2)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

/// What is said under the list where some findings have no row of their own.
fn left_out(rest: usize, groups: usize, most: usize) -> String {
    let unlisted = match groups.saturating_sub(most) {
        0 => String::new(),
        more => format!(" Còn {} nhóm nữa không có chỗ.", vietnamese(more.into())),
    };
    format!(
        "{} sai lệch đầu mỗi sai lệch một dòng; {} sai lệch còn lại gộp theo mã và tệp.{unlisted} \
         Tệp JSON (--json) có đủ từng sai lệch.",
        vietnamese(most.into()),
        vietnamese(rest.into())
    )
}

/// The last column: 13, or that of the waivers.
fn last_column(view: &View<'_>) -> u16 {
    if view.outcome.waived() > 0 { 14 } else { 13 }
}

fn head(sheet: &mut Worksheet, view: &View<'_>) -> Written {
    pen::text(sheet, (0, 0), "SAI LỆCH CẦN XỬ LÝ", &style::heading())?;
    let counts: Vec<_> = Severity::ALL
        .into_iter()
        .map(|severity| {
            format!("{} {}", vietnamese(view.outcome.count(severity).into()), severity.name().to_lowercase())
        })
        .collect();
    let waived = match view.outcome.waived() {
        0 => String::new(),
        waived => format!("; {} đã được chấp thuận", vietnamese(waived.into())),
    };
    pen::text(
        sheet,
        (1, 0),
        &format!("{}{waived}. Nặng nhất đứng trước.{}", counts.join(", "), others(view)),
        &style::text(),
    )?;
    let words = "Lỗi: phải sửa. Cảnh báo: cần giải trình. Lưu ý: điều cần biết. Số tiền: đồng. Bấm vào ô để mở tệp gốc; \
                 bấm vào đề án hoặc mã nhiệm vụ để xem dòng trong Chi tiết đề án.";
    pen::text(sheet, (2, 0), words, &style::text().set_italic())?;
    for ((header, _), col) in COLUMNS.iter().zip(0_u16..) {
        pen::text(sheet, (HEADER, col), header, &style::head())?;
    }
    let last = last_column(view);
    if usize::from(last) == COLUMNS.len() {
        sheet.set_column_width(last, ACCEPTED.1)?;
        pen::text(sheet, (HEADER, last), ACCEPTED.0, &style::head())?;
    }
    sheet.set_row_height(HEADER, fit::height(COLUMNS[10].0, COLUMNS[10].1 - 3.0, style::SMALL, true))?;
    Ok(())
}

/// How many findings are the work of other years than those that were asked for.
fn others(view: &View<'_>) -> String {
    match view.outcome.yearly.as_ref().map_or(0, |yearly| yearly.other_findings) {
        0 => String::new(),
        others => format!(" Không liệt kê {} sai lệch chỉ của các năm khác.", vietnamese(others.into())),
    }
}

fn line(sheet: &mut Worksheet, view: &View<'_>, (row, last): (u32, u16), finding: &Finding) -> Written {
    let place = finding.places.first();
    let linked = row - FIRST < view.room.links;
    let cell = finding.first_cell();
    let words = Words::of(view, finding);
    let plain = style::cell();
    let tone = if finding.waived { Tone::Info } else { tone(finding.severity) };
    let severity = tone.colour(style::centred()).set_bold();
    pen::text(sheet, (row, 0), finding.code.as_str(), &severity)?;
    pen::text(sheet, (row, 1), &words.severity, &severity)?;
    pen::text(sheet, (row, 2), &words.file, &plain)?;
    pen::text(sheet, (row, 3), &words.sheet, &plain)?;
    let source = place.filter(|_| linked).and_then(|place| {
        let input = view.input(&place.file)?;
        links::to_source(view, input, place.sheet.as_deref(), cell.map(|area| area.to_string()).as_deref())
    });
    let formats = (style::link(), plain.clone());
    let link = (&formats.0, &formats.1);
    pen::link(sheet, (row, 4), &words.cells, source, link)?;
    pen::text(sheet, (row, 5), &words.unit, &plain)?;
    let project = finding.project.filter(|_| linked).and_then(|project| links::to_project(view, project));
    let (named, coded) =
        if links::fits(&words.project, COLUMNS[PROJECT].1) { (project, None) } else { (None, project) };
    pen::link(sheet, (row, 6), &words.project, named, link)?;
    pen::link(sheet, (row, 7), &words.task, coded, link)?;
    pen::text(sheet, (row, 8), &words.message, &plain)?;
    for (figure, col) in [&finding.actual, &finding.expected].into_iter().zip(9..) {
        put(sheet, (row, col), figure.as_ref(), |value| style::pattern(value, Mark::Plain))?;
    }
    put(sheet, (row, 11), finding.difference.as_ref(), style::signed)?;
    pen::text(sheet, (row, 12), &finding.action, &plain)?;
    pen::text(sheet, (row, 13), &finding.basis, &plain)?;
    if usize::from(last) == COLUMNS.len() {
        pen::text(sheet, (row, last), &words.accepted, &plain)?;
    }
    let accepted = fit::height(&words.accepted, ACCEPTED.1, style::SMALL, false);
    sheet.set_row_height(row, words.height(finding).max(accepted))?;
    Ok(())
}

/// Writes a figure as a typed number, in đồng where it is money; words stay words.
fn put(sheet: &mut Worksheet, at: pen::At, figure: Option<&Figure>, pattern: impl Fn(Decimal) -> String) -> Written {
    let format = |value: Decimal| -> Format { style::figure().set_num_format(pattern(value)) };
    match figure {
        Some(Figure::Money(amount)) => pen::number(sheet, at, amount.dong(), &format(amount.dong())),
        Some(Figure::Count(count)) => pen::number(sheet, at, *count, &format(*count)),
        Some(Figure::Text(text)) => pen::text(sheet, at, text, &style::cell()),
        None => pen::text(sheet, at, "", &style::cell()),
    }
}

/// The tone of a severity.
pub const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
        Severity::Note => Tone::Info,
    }
}

/// The texts of a row, which decide its height.
struct Words {
    severity: String,
    file: String,
    sheet: String,
    cells: String,
    unit: String,
    project: String,
    task: String,
    message: String,
    accepted: String,
}

impl Words {
    fn of(view: &View<'_>, finding: &Finding) -> Self {
        let place = finding.places.first();
        let waived = if finding.waived { WAIVED } else { "" };
        Self {
            severity: format!("{}{waived}", finding.severity.name()),
            file: place.map(|place| place.file.to_string()).unwrap_or_default(),
            sheet: place.and_then(|place| place.sheet.as_deref()).unwrap_or_default().to_owned(),
            cells: place.map(in_short).unwrap_or_default(),
            unit: finding.unit.map(|unit| view.programme.unit(unit).short.clone()).unwrap_or_default(),
            project: finding.project_name.clone().unwrap_or_default(),
            task: finding.task.map_or("–", |task| view.programme.task(task).code.as_str()).to_owned(),
            message: format!("{}{}", finding.message, further(&finding.places)),
            accepted: finding.waiver.as_ref().map(|waiver| waiver.words()).unwrap_or_default(),
        }
    }

    fn height(&self, finding: &Finding) -> f64 {
        let figure = |figure: &Option<Figure>| match figure {
            Some(Figure::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let texts = [
            "",
            &self.severity,
            &self.file,
            &self.sheet,
            &self.cells,
            &self.unit,
            &self.project,
            &self.task,
            &self.message,
            &figure(&finding.actual),
            &figure(&finding.expected),
            "",
            &finding.action,
            &finding.basis,
        ];
        let heights = texts.iter().zip(COLUMNS).map(|(text, (_, width))| fit::height(text, width, style::SMALL, false));
        heights.fold(0.0, f64::max)
    }
}

fn cells(place: &Place) -> String {
    place.cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The cells in one line: all of them, or the first and how many more.
fn in_short(place: &Place) -> String {
    let all = cells(place);
    match place.cells.as_slice() {
        [first, rest @ ..] if !links::fits(&all, COLUMNS[CELL].1) => format!("{first} (+{})", rest.len()),
        _ => all,
    }
}

/// The cells that the column "Ô" has no room for, and the other places that a finding is about, in words.
fn further(places: &[Place]) -> String {
    let Some((first, others)) = places.split_first() else { return String::new() };
    let mut words = String::new();
    let all = cells(first);
    if all != in_short(first) {
        words = format!("\nCác ô: {all}.");
    }
    if others.is_empty() {
        return words;
    }
    let named: Vec<_> = others
        .iter()
        .take(FURTHER)
        .map(|place| {
            let sheet = place.sheet.as_deref().map(|sheet| format!(", {sheet}")).unwrap_or_default();
            let cells = cells(place);
            let cells = if cells.is_empty() { cells } else { format!(", ô {cells}") };
            format!("{}{sheet}{cells}", place.file)
        })
        .collect();
    let rest = match others.len().saturating_sub(FURTHER) {
        0 => String::new(),
        rest => format!("; và {} chỗ khác", vietnamese(rest.into())),
    };
    format!("{words}\nLiên quan: {}{rest}.", named.join("; "))
}
