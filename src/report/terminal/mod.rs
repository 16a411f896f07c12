//! What a run came to, in lines for a terminal: the figures, the findings, where the workbook is.
//!
//! [`consolidated`] sums up a run and shows its worst findings; [`checked`] shows every finding, file by file.
//! Both only build text, with colours; the program prints it.

mod finding;
pub mod layout;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;

use self::layout::{Side, Tone, columns, heading, paragraph};
use crate::model::comparison::number;
use crate::model::number::vietnamese;
use crate::model::{
    Appendix, AppendixRow, Comparison, Figure, FigureKey, FigureOf, Finding, InputStatus, Money, Outcome, Severity,
    Stage,
};
use crate::programme::Programme;

/// How many findings a summary shows; the workbook holds them all.
const WORST: usize = 10;

/// What a run has written, as it is to be named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// The workbook.
    pub workbook: Option<&'a Path>,
    /// The JSON.
    pub json: Option<&'a Path>,
}

/// The summary of a whole run: figures against the programme, the worst findings, where the rest stands.
pub fn consolidated(programme: &Programme, outcome: &Outcome, written: &Written<'_>, width: usize) -> String {
    let mut out = head(programme, outcome, width);
    out += &format!("\n{}", columns(&[Side::Left, Side::Left], &facts(outcome), 0, width));
    out += &format!("\n{}", money(programme, outcome, width));
    out += &worst(outcome, written, width);
    out + &places_of(written)
}

/// Every finding of some files: errors and warnings in full, file by file, then the notes.
pub fn checked(programme: &Programme, outcome: &Outcome, written: &Written<'_>, width: usize) -> String {
    let mut out = head(programme, outcome, width);
    out += &format!("\n{}", columns(&[Side::Left, Side::Left], &facts(outcome), 0, width));
    for (file, findings) in by_file(outcome) {
        out += &format!("\n{}", heading(file.unwrap_or("Chung cho các tệp đã cho"), Tone::Strong, width));
        let blocks: Vec<String> =
            findings.into_iter().map(|finding| finding::block(finding, None, file, width)).collect();
        out += &blocks.join("\n");
    }
    out += &notes(outcome, width);
    out + &places_of(written)
}

/// The programme and the verdict.
fn head(programme: &Programme, outcome: &Outcome, width: usize) -> String {
    let decision = &programme.decision;
    let mut out = heading(&format!("Đối soát: {}", decision.title), Tone::Strong, width);
    out += &paragraph(
        &format!("Quyết định số {} {}, {}", decision.number, decision.date.in_words(), decision.issuer),
        0,
        width,
    );
    let (tone, verdict) = verdict(outcome);
    out + &format!("\n{}", heading(&verdict, tone, width))
}

fn verdict(outcome: &Outcome) -> (Tone, String) {
    let tally = Severity::ALL.map(|severity| format!("{} {}", count(outcome.count(severity)), severity.name()));
    let tally = tally.join(", ").to_lowercase();
    if outcome.count(Severity::Error) > 0 {
        (Tone::Bad, format!("CÓ LỖI PHẢI SỬA: {tally}."))
    } else if outcome.count(Severity::Warning) > 0 {
        (Tone::Doubtful, format!("Không có lỗi; có nội dung cần giải trình: {tally}."))
    } else if outcome.files(InputStatus::Read) == 0 {
        (Tone::Doubtful, "Không có biểu nào để đọc trong các đường dẫn đã cho.".to_owned())
    } else {
        let notes = match outcome.count(Severity::Note) {
            0 => String::new(),
            notes => format!("; {} lưu ý nên xem qua", count(notes)),
        };
        (Tone::Good, format!("Tốt: không có lỗi, không có cảnh báo{notes}."))
    }
}

/// Files, projects, years, n/N, what a waiver accepts: what there is, one a line.
fn facts(outcome: &Outcome) -> Vec<Vec<String>> {
    let row = |label: &str, text: String| vec![label.to_owned(), text];
    let mut rows = vec![row("Tệp", files(outcome)), row("Đề án", projects(outcome))];
    if !outcome.years.is_empty() {
        let years: Vec<String> = outcome.years.iter().map(ToString::to_string).collect();
        rows.push(row("Năm", years.join(", ")));
    }
    if outcome.comparisons.figures() > 0 {
        let (matched, figures) = (outcome.comparisons.matched(), outcome.comparisons.figures());
        rows.push(row("Đối chiếu", format!("khớp {}/{} chỉ tiêu của Chương trình", count(matched), count(figures))));
    } else {
        rows.extend(by_stage(outcome));
    }
    if outcome.waived() > 0 {
        rows.push(row("Chấp thuận", format!("{} sai lệch đã được chấp thuận", count(outcome.waived()))));
    }
    rows
}

fn count(count: usize) -> String {
    vietnamese(Decimal::from(count))
}

fn files(outcome: &Outcome) -> String {
    let statuses = [
        (InputStatus::Rejected, "không đọc được"),
        (InputStatus::Duplicate, "trùng tệp khác"),
        (InputStatus::Superseded, "đã có bản nộp sau"),
        (InputStatus::Ignored, "bỏ qua"),
    ];
    let mut out = format!("{} đã đọc", count(outcome.files(InputStatus::Read)));
    for (status, words) in statuses {
        let files = outcome.files(status);
        if files > 0 {
            out += &format!(", {} {words}", count(files));
        }
    }
    out
}

fn projects(outcome: &Outcome) -> String {
    let all = outcome.projects().count();
    let counted = outcome.projects().filter(|(_, project)| project.counted).count();
    if counted == all { count(all) } else { format!("{} (cộng vào tổng: {})", count(all), count(counted)) }
}

/// The money of each stage; stages are never added.
fn by_stage(outcome: &Outcome) -> Vec<Vec<String>> {
    let of = |stage: Stage| outcome.totals.sum(|key| key.stage == stage);
    let present = Stage::ALL.into_iter().filter(|stage| of(*stage).projects > 0);
    present
        .map(|stage| vec![format!("Kinh phí {}", stage.name().to_lowercase()), of(stage).total().to_string()])
        .collect()
}

/// Each source and the total: programme, registered, difference, in triệu đồng.
fn money(programme: &Programme, outcome: &Outcome, width: usize) -> String {
    let figure = |of| {
        let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of };
        outcome.comparisons.get(&key)
    };
    let sources = programme.source_ids().filter_map(|id| {
        let source = programme.source(id);
        let figure = figure(FigureOf::Source(id))?;
        let shown = source.always_shown || !number(&figure.registered).is_zero();
        shown.then(|| money_row(&source.short, figure))
    });
    let total = figure(FigureOf::Total).map(|figure| money_row("Tổng cộng", figure));
    let mut rows: Vec<Vec<String>> = sources.chain(total).collect();
    if !rows.is_empty() {
        rows.insert(0, ["Triệu đồng", "Chương trình", "Đăng ký", "Chênh lệch"].map(str::to_owned).to_vec());
    }
    columns(&[Side::Left, Side::Right, Side::Right, Side::Right], &rows, 0, width)
}

fn money_row(label: &str, figure: &Comparison) -> Vec<String> {
    let trieu = |figure: &Figure| match figure {
        Figure::Money(amount) => vietnamese(amount.trieu()),
        other => other.to_string(),
    };
    let difference = match (&figure.programme, &figure.registered) {
        (Some(Figure::Money(programme)), Figure::Money(registered)) => signed(*registered - *programme),
        _ => String::new(),
    };
    let programme = figure.programme.as_ref().map_or_else(|| "–".to_owned(), trieu);
    vec![label.to_owned(), programme, trieu(&figure.registered), difference]
}

fn signed(difference: Money) -> String {
    let sign = if difference.is_positive() { "+" } else { "" };
    format!("{sign}{}", vietnamese(difference.trieu()))
}

/// The worst findings, and how many more there are.
fn worst(outcome: &Outcome, written: &Written<'_>, width: usize) -> String {
    let standing: Vec<&Finding> =
        outcome.findings.iter().filter(|finding| !finding.waived && finding.severity != Severity::Note).collect();
    if standing.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}", heading("Sai lệch cần xử lý trước", Tone::Strong, width));
    for (at, finding) in standing.iter().take(WORST).enumerate() {
        out += &format!("\n{}", finding::block(finding, Some(at + 1), None, width));
    }
    let more = standing.len().saturating_sub(WORST);
    if let (1.., Some(workbook)) = (more, written.workbook.and_then(Path::file_name)) {
        let workbook = workbook.display();
        let text = format!("… và {} lỗi, cảnh báo khác: xem trang tính \"Sai lệch\" của {workbook}.", count(more));
        out += &format!("\n{}", paragraph(&text, 0, width));
    }
    out
}

/// Errors and warnings by the file to correct, in the order of the files; those of no file come last.
fn by_file(outcome: &Outcome) -> Vec<(Option<&str>, Vec<&Finding>)> {
    let order: BTreeMap<&str, usize> =
        outcome.inputs.iter().enumerate().map(|(at, input)| (&*input.file, at)).collect();
    let mut groups: BTreeMap<(usize, Option<&str>), Vec<&Finding>> = BTreeMap::new();
    for finding in outcome.findings.iter().filter(|finding| finding.severity != Severity::Note) {
        let file = finding.places.first().map(|place| &*place.file);
        let rank = file.and_then(|file| order.get(file)).copied().unwrap_or(usize::MAX);
        groups.entry((rank, file)).or_default().push(finding);
    }
    groups.into_iter().map(|((_, file), findings)| (file, findings)).collect()
}

fn notes(outcome: &Outcome, width: usize) -> String {
    let notes: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.severity == Severity::Note).collect();
    if notes.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}", heading("Lưu ý (chương trình đã đọc như sau, xin xem lại)", Tone::Strong, width));
    out.extend(notes.into_iter().map(|note| finding::line(note, width)));
    out
}

/// Where the results are; a path is never broken over lines, so that it can be copied.
fn places_of(written: &Written<'_>) -> String {
    let lines: String = [("Bảng kết quả", written.workbook), ("JSON", written.json)]
        .into_iter()
        .filter_map(|(label, path)| path.map(|path| format!("{label}: {}\n", path.display())))
        .collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
