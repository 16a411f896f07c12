//! A crosscheck on the terminal: n/N first, then the bridge, the causes, the worst findings.

use super::layout::{Page, Side, Tone};
use super::{Written, count, fact, finding, places_of, signed};
use crate::model::crosscheck::{Cause, Crosscheck};
use crate::model::number::vietnamese;
use crate::model::{FigureOf, Money, Severity};
use crate::programme::Programme;

/// How many findings are shown; the workbook holds them all.
const WORST: usize = 5;
/// How many causes are shown.
const CAUSES: usize = 20;

/// The summary of a crosscheck.
pub fn crosschecked(programme: &Programme, crosscheck: &Crosscheck, written: &Written<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    let (matched, figures) = (crosscheck.matched(), crosscheck.figures());
    let tone = if matched == figures { Tone::Good } else { Tone::Bad };
    page.heading(tone, &format!("Đối chiếu: khớp {}/{} chỉ tiêu", count(matched), count(figures)));
    page.gap();
    facts(&mut page, crosscheck);
    bridge(&mut page, programme, crosscheck);
    causes(&mut page, crosscheck);
    worst(&mut page, crosscheck);
    places_of(&mut page, written);
    page.finish()
}

fn facts(page: &mut Page, crosscheck: &Crosscheck) {
    let theirs = &crosscheck.theirs;
    let tables = theirs.tables.iter().zip(&crosscheck.units).map(|(table, (unit, told))| {
        let told = if *told { ", suy từ số liệu" } else { "" };
        format!("{} ({}; {}{told})", table.sheet, table.header, unit.name())
    });
    let counted = crosscheck.ours.items.iter().filter(|item| item.counted).count();
    let from = crosscheck.ours.result.as_ref().map_or_else(String::new, |file| format!(" trong {file}"));
    let mut rows = vec![
        fact("Bảng kia", format!("{}: {}", theirs.file, tables.collect::<Vec<_>>().join("; "))),
        fact("Bên ta", format!("{} đề án{from}", count(counted))),
    ];
    if !crosscheck.ours.missing.is_empty() {
        rows.push(fact(
            "Thiếu",
            format!("{} bản nộp của đơn vị chưa có ở bên ta", count(crosscheck.ours.missing.len())),
        ));
    }
    if crosscheck.ours.unread_files > 0 {
        rows.push(fact("Không đọc", format!("{} tệp của bên ta", count(crosscheck.ours.unread_files))));
    }
    page.columns(0, &[Side::Left, Side::Left], &rows);
}

/// From their total to ours over the period; the workbook has every year and source.
fn bridge(page: &mut Page, programme: &Programme, crosscheck: &Crosscheck) {
    let Some(line) = crosscheck.headline() else { return };
    let trieu = |money: Money| vietnamese(money.trieu());
    let mut rows = vec![vec!["Tổng của bảng kia".to_owned(), trieu(line.theirs)]];
    for (cause, step) in Cause::ALL.iter().zip(&line.steps).filter(|(_, step)| !step.is_zero()) {
        rows.push(vec![format!("  {}", cause.name()), signed(*step)]);
    }
    rows.push(vec!["Tổng của bên ta".to_owned(), trieu(line.ours)]);
    page.gap();
    let of = match line.of {
        FigureOf::Source(source) => format!(", {}", programme.source(source).short),
        _ => String::new(),
    };
    page.heading(Tone::Strong, &format!("Cầu chênh lệch (triệu đồng{of})"));
    page.columns(0, &[Side::Left, Side::Right], &rows);
}

fn causes(page: &mut Page, crosscheck: &Crosscheck) {
    if crosscheck.bookings.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, "Nguyên nhân");
    for booking in crosscheck.bookings.iter().take(CAUSES) {
        let candidates = match booking.candidates.as_slice() {
            [] => String::new(),
            candidates => format!(" Có thể do: {}.", candidates.join("; ")),
        };
        page.paragraph(2, &format!("{}: {}.{candidates}", booking.cause.name(), booking.words));
    }
    if let Some(more @ 1..) = crosscheck.bookings.len().checked_sub(CAUSES) {
        page.paragraph(2, &format!("… và {} nguyên nhân khác trong bảng kết quả.", count(more)));
    }
}

fn worst(page: &mut Page, crosscheck: &Crosscheck) {
    let errors = crosscheck.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, "Sai lệch lớn nhất");
    for (at, finding) in errors.iter().take(WORST).enumerate() {
        page.gap();
        finding::block(page, finding, Some(at + 1), None);
    }
    if let Some(more @ 1..) = errors.len().checked_sub(WORST) {
        page.gap();
        page.paragraph(0, &format!("… và {} sai lệch khác trong bảng kết quả (-o).", count(more)));
    }
}
