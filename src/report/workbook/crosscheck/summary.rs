//! "Kết quả": n/N, what was read on both sides, what could not be matched.

use rust_xlsxwriter::Worksheet;

use crate::model::crosscheck::{Cause, Crosscheck, Tie};
use crate::model::{Code, FigureOf, Money, Severity};
use crate::programme::Programme;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};
use crate::report::workbook::{fit, view};

const WIDTHS: [f64; 2] = [30.0, 66.0];

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, crosscheck: &Crosscheck) -> Written {
    style::widths(sheet, &WIDTHS)?;
    style::page(sheet, style::Orientation::Portrait, 1);
    pen::merged(sheet, (0, 0), (0, 1), "ĐỐI CHIẾU HAI BẢNG PHỤ LỤC", &style::title())?;
    pen::merged(sheet, (1, 0), (1, 1), &programme.decision.title, &style::subtitle())?;
    let (matched, figures) = (crosscheck.matched(), crosscheck.figures());
    let tone = if matched == figures && crosscheck.findings.is_empty() { Tone::Good } else { Tone::Bad };
    pen::merged(sheet, (3, 0), (3, 1), &format!("Khớp {matched}/{figures} chỉ tiêu"), &style::verdict(tone))?;
    sheet.set_row_height(3, 28)?;
    let mut row = 5;
    for (heading, lines) in blocks(programme, crosscheck) {
        pen::text(sheet, (row, 0), heading, &style::heading())?;
        row += 1;
        for (label, words) in lines {
            pen::text(sheet, (row, 0), &label, &style::cell())?;
            pen::text(sheet, (row, 1), &words, &style::cell())?;
            let height = |text: &str, width| fit::height(text, width, style::SMALL, false);
            sheet.set_row_height(row, height(&label, WIDTHS[0]).max(height(&words, WIDTHS[1])))?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}

type Block = (&'static str, Vec<(String, String)>);

fn blocks(programme: &Programme, crosscheck: &Crosscheck) -> Vec<Block> {
    let blocks = [
        ("Kinh phí, từ bảng kia đến bên ta", money(programme, crosscheck)),
        ("Chỉ tiêu", figures(crosscheck)),
        ("Bảng của bên kia", theirs(crosscheck)),
        ("Bên ta", ours(programme, crosscheck)),
        ("Dòng của bảng kia không khớp được", unmatched(crosscheck)),
    ];
    blocks.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// From their total to ours; the bridge has every year and source.
fn money(programme: &Programme, crosscheck: &Crosscheck) -> Vec<(String, String)> {
    let Some(line) = crosscheck.headline() else { return Vec::new() };
    let of = match line.of {
        FigureOf::Source(source) => format!(" ({})", programme.source(source).short),
        _ => String::new(),
    };
    let signed = |step: Money| if step.is_positive() { format!("+{step}") } else { step.to_string() };
    let steps = Cause::ALL.iter().zip(&line.steps).filter(|(_, step)| !step.is_zero());
    let steps = steps.map(|(cause, step)| (format!("    {}", cause.name()), signed(*step)));
    let theirs = (format!("Tổng của bảng kia{of}"), line.theirs.to_string());
    let ours = (format!("Tổng của bên ta{of}"), line.ours.to_string());
    std::iter::once(theirs).chain(steps).chain([ours]).collect()
}

fn figures(crosscheck: &Crosscheck) -> Vec<(String, String)> {
    let of = |tie: Tie| crosscheck.cells.iter().filter(|cell| cell.tie == tie).count();
    let code = |code: Code| crosscheck.findings.iter().filter(|finding| finding.code == code).count();
    let errors = crosscheck.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let rows = [
        ("Khớp", of(Tie::Equal)),
        ("Lệch do làm tròn (≈)", of(Tie::Rounded)),
        ("Lệch (▲ bảng kia cao hơn, ▼ thấp hơn)", of(Tie::Differs)),
        ("Không đọc được (?)", of(Tie::Unreadable)),
        ("Chỉ tiêu của ta mà bảng kia không có dòng", crosscheck.missing_figures),
        ("Chỉ tiêu của bảng kia mà ta không có dòng", crosscheck.strange_figures),
        ("Chỗ bảng kia tự mâu thuẫn (DC04)", code(Code::DC04)),
        ("Lỗi phải làm rõ (trang tính Sai lệch)", errors),
    ];
    rows.into_iter().map(|(label, count)| (label.to_owned(), count.to_string())).collect()
}

fn theirs(crosscheck: &Crosscheck) -> Vec<(String, String)> {
    let theirs = &crosscheck.theirs;
    let mut rows = vec![("Tệp".to_owned(), theirs.file.to_string()), ("SHA-256".to_owned(), theirs.sha256.clone())];
    for (at, (table, (unit, told))) in theirs.tables.iter().zip(&crosscheck.units).enumerate() {
        let told = if *told { " (không ghi; suy từ số liệu)" } else { "" };
        let words = format!(
            "trang tính \"{}\", tiêu đề ở {}, {} dòng; đơn vị tiền: {}{told}",
            table.sheet,
            table.header,
            table.rows.len(),
            unit.name()
        );
        rows.push((format!("Bảng {}", at + 1), words));
    }
    if !theirs.other_sheets.is_empty() {
        let sheets: Vec<&str> = theirs.other_sheets.iter().map(|sheet| &**sheet).collect();
        rows.push(("Trang tính không có bảng phụ lục".to_owned(), sheets.join(", ")));
    }
    rows
}

fn ours(programme: &Programme, crosscheck: &Crosscheck) -> Vec<(String, String)> {
    let ours = &crosscheck.ours;
    let counted = ours.items.iter().filter(|item| item.counted).count();
    let from =
        ours.result.as_ref().map_or_else(|| "các biểu của đơn vị".to_owned(), |file| format!("bảng kết quả {file}"));
    let mut rows = vec![("Nguồn số liệu".to_owned(), from), ("Đề án được tính".to_owned(), counted.to_string())];
    let left_out = ours.items.len() - counted;
    if left_out > 0 {
        rows.push(("Đề án không được tính".to_owned(), left_out.to_string()));
    }
    if !ours.missing.is_empty() {
        let name = |unit: crate::model::UnitId| programme.unit(unit).short.clone();
        let words: Vec<String> =
            ours.missing.iter().map(|(unit, year)| format!("{} năm {year}", name(*unit))).collect();
        rows.push(("Bản nộp chưa có (TP09)".to_owned(), words.join(", ")));
    }
    if ours.unread_files > 0 {
        rows.push(("Tệp không đọc được".to_owned(), ours.unread_files.to_string()));
    }
    let unknown = ours.items.iter().filter(|item| item.counted && item.task.is_none()).count();
    if unknown > 0 {
        rows.push((view::UNCLASSIFIED.to_owned(), format!("{unknown} đề án không rõ nhiệm vụ")));
    }
    rows
}

fn unmatched(crosscheck: &Crosscheck) -> Vec<(String, String)> {
    let line = |(table, row): &(usize, usize)| {
        let table = &crosscheck.theirs.tables[*table];
        let row = &table.rows[*row];
        let name = [row.code.as_str(), row.name.as_str()].join(" ");
        (format!("{}, dòng {}", table.sheet, row.row + 1), name.trim().to_owned())
    };
    crosscheck.unmatched.iter().map(line).collect()
}
