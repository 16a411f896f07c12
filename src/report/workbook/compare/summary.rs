//! "Kết quả": how much changed, what was read, what could not be compared.

use rust_xlsxwriter::Worksheet;

use crate::model::number::vietnamese;
use crate::model::revision::{Edition, Revision};
use crate::model::{Severity, Stage};
use crate::programme::Programme;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Tone};

const WIDTHS: [f64; 2] = [32.0, 60.0];

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, revision: &Revision) -> Written {
    style::widths(sheet, &WIDTHS)?;
    style::page(sheet, style::Orientation::Portrait, 1);
    pen::merged(sheet, (0, 0), (0, 1), "SO SÁNH HAI BẢN NỘP", &style::title())?;
    let editions = format!("{} → {}", revision.old.name, revision.new.name);
    pen::merged(sheet, (1, 0), (1, 1), &editions, &style::subtitle())?;
    sheet.set_row_height(1, fit::height(&editions, WIDTHS.iter().sum(), 12.0, false))?;
    let (tone, words) = verdict(revision);
    pen::merged(sheet, (3, 0), (3, 1), &words, &style::verdict(tone))?;
    sheet.set_row_height(3, fit::height(&words, WIDTHS.iter().sum(), 13.0, true) + 8.0)?;
    let mut row = 5;
    for (heading, lines) in blocks(programme, revision) {
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

fn verdict(revision: &Revision) -> (Tone, String) {
    let errors = revision.arisen(Severity::Error);
    let projects = if revision.is_empty() {
        "Hai bản không khác nhau về đề án.".to_owned()
    } else {
        let [altered, added, removed] =
            [revision.altered.len(), revision.added.len(), revision.removed.len()].map(count);
        format!("{altered} đề án sửa, {added} thêm, {removed} bớt.")
    };
    let findings = if errors > 0 {
        format!(" Bản mới có {} lỗi mà bản cũ không có.", count(errors))
    } else {
        String::new()
    };
    let tone = match (errors, revision.is_empty(), revision.doubts.is_empty()) {
        (1.., ..) => Tone::Bad,
        (0, true, _) => Tone::Good,
        (0, false, true) => Tone::Info,
        (0, false, false) => Tone::Caution,
    };
    (tone, format!("{projects}{findings}"))
}

type Block = (&'static str, Vec<(String, String)>);

fn blocks(programme: &Programme, revision: &Revision) -> Vec<Block> {
    let blocks = [
        ("Đề án", projects(revision)),
        ("Kinh phí được tính vào phụ lục", money(revision)),
        ("Sai lệch", findings(revision)),
        ("Hai bản", editions(revision)),
        ("Không so được", unheld(programme, revision)),
    ];
    blocks.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn count(count: usize) -> String {
    vietnamese(count.into())
}

fn lines<const N: usize>(lines: [(&str, String); N]) -> Vec<(String, String)> {
    lines.into_iter().map(|(label, words)| (label.to_owned(), words)).collect()
}

fn projects(revision: &Revision) -> Vec<(String, String)> {
    let changes: usize = revision.altered.iter().map(|altered| altered.changes.len()).sum();
    let doubts = match revision.doubts.len() {
        0 => "không có".to_owned(),
        groups => format!("{} nhóm dòng: xem cuối trang tính Đề án, không đoán dòng nào là dòng nào", count(groups)),
    };
    lines([
        ("Giữ nguyên", count(revision.unchanged)),
        ("Sửa", format!("{} đề án, {} nội dung", count(revision.altered.len()), count(changes))),
        ("Thêm ở bản mới", count(revision.added.len())),
        ("Không còn ở bản mới", count(revision.removed.len())),
        ("Chưa ghép được chắc chắn", doubts),
    ])
}

/// Stages are never added.
fn money(revision: &Revision) -> Vec<(String, String)> {
    let changed = |stage: &Stage| revision.effects.iter().any(|effect| effect.stage == *stage);
    let line = |stage: Stage| {
        let difference = revision.money(stage);
        let sign = if difference.is_positive() { "+" } else { "" };
        (format!("Thay đổi, giai đoạn {}", stage.name().to_lowercase()), format!("{sign}{difference}"))
    };
    let changed: Vec<_> = Stage::ALL.into_iter().filter(changed).map(line).collect();
    if changed.is_empty() { lines([("Thay đổi", "không có".to_owned())]) } else { changed }
}

fn findings(revision: &Revision) -> Vec<(String, String)> {
    let by = Severity::ALL
        .map(|severity| format!("{} {}", count(revision.arisen(severity)), severity.name().to_lowercase()));
    lines([
        ("Đã sửa", count(revision.mended.len())),
        ("Mới", format!("{} ({})", count(revision.arisen.len()), by.join(", "))),
        ("Còn như cũ", count(revision.standing)),
    ])
}

fn editions(revision: &Revision) -> Vec<(String, String)> {
    let words = |edition: &Edition| {
        let kind =
            if edition.is_result { "bảng kết quả của chương trình" } else { "biểu của đơn vị" };
        format!("{}: {kind}, {} đề án", edition.name, count(edition.rows.len()))
    };
    lines([("Bản cũ", words(&revision.old)), ("Bản mới", words(&revision.new))])
}

fn unheld(programme: &Programme, revision: &Revision) -> Vec<(String, String)> {
    let side = |in_new| if in_new { "Bản mới" } else { "Bản cũ" };
    let columns = revision.unheld.iter().map(|unheld| {
        let header = programme.header(unheld.field);
        let words = format!("không có cột này; bản kia có ghi ở {} đề án", count(unheld.rows));
        (format!("{}: cột \"{header}\"", side(unheld.in_new)), words)
    });
    let unread =
        [(false, &revision.old), (true, &revision.new)].into_iter().filter(|(_, edition)| !edition.unread.is_empty());
    let unread =
        unread.map(|(in_new, edition)| (format!("{}: tệp không đọc được", side(in_new)), edition.unread.join(", ")));
    columns.chain(unread).collect()
}
