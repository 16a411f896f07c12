//! What a run came to, in lines for a terminal: the figures, the findings, where the workbook is.
//!
//! [`consolidated`] sums up a run and shows its worst findings; [`checked`] shows every finding, file by file.
//! Both only build text, with colours; the program prints it.

pub mod compare;
pub mod crosscheck;
mod finding;
pub mod layout;
#[cfg(test)]
mod tests;
pub mod verified;

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;

use self::layout::{Page, Side, Tone};
use crate::model::comparison::number;
use crate::model::number::vietnamese;
use crate::model::{
    Appendix, AppendixRow, Code, Comparison, Figure, FigureKey, FigureOf, Finding, InputStatus, Money, Outcome,
    Severity, Stage, Yearly,
};
use crate::programme::Programme;

/// How many findings a summary shows; the workbook holds them all.
const WORST: usize = 10;

/// How many notes of one rule a check shows.
const NOTES: usize = 5;

/// What a run has written, as it is to be named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// The workbook.
    pub workbook: Option<&'a Path>,
    /// The JSON.
    pub json: Option<&'a Path>,
    /// The folder of what goes back to the units, and how many workbooks that is.
    pub notes: Option<(&'a Path, usize)>,
}

/// The summary of a whole run: figures against the programme, the worst findings, where the rest stands.
pub fn consolidated(programme: &Programme, outcome: &Outcome, written: &Written<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    head(&mut page, programme, outcome);
    facts(&mut page, outcome, matched(outcome).into_iter().chain(stages_apart(outcome)).collect());
    money(&mut page, programme, outcome);
    worst(&mut page, outcome, written);
    places_of(&mut page, written);
    page.finish()
}

/// Every finding of some files: errors and warnings in full, file by file, then the notes.
pub fn checked(programme: &Programme, outcome: &Outcome, written: &Written<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    head(&mut page, programme, outcome);
    facts(&mut page, outcome, by_stage(outcome));
    for (file, findings) in by_file(outcome) {
        page.gap();
        page.heading(Tone::Strong, file.unwrap_or("Chung cho các tệp đã cho"));
        for (at, finding) in findings.into_iter().enumerate() {
            if at > 0 {
                page.gap();
            }
            finding::block(&mut page, finding, None, file);
        }
    }
    notes(&mut page, outcome);
    places_of(&mut page, written);
    page.finish()
}

/// The programme and the verdict.
fn head(page: &mut Page, programme: &Programme, outcome: &Outcome) {
    let decision = &programme.decision;
    page.heading(Tone::Strong, &format!("Đối soát: {}", decision.title));
    let date = decision.date.in_words();
    page.paragraph(0, &format!("Quyết định số {} {date}, {}", decision.number, decision.issuer));
    page.gap();
    let (tone, verdict) = verdict(outcome);
    page.heading(tone, &verdict);
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

/// Files, projects, years, what the command adds, what a waiver accepts: what there is, one a line.
fn facts(page: &mut Page, outcome: &Outcome, added: Vec<Vec<String>>) {
    let mut rows = vec![fact("Tệp", files(outcome)), fact("Đề án", projects(outcome))];
    if !outcome.years.is_empty() {
        let years: Vec<String> = outcome.years.iter().map(ToString::to_string).collect();
        rows.push(fact("Năm", years.join(", ")));
    }
    rows.extend(outcome.yearly.iter().flat_map(|yearly| since_first(outcome, yearly)));
    rows.extend(added);
    if outcome.waived() > 0 {
        rows.push(fact("Chấp thuận", format!("{} sai lệch đã được chấp thuận", count(outcome.waived()))));
    }
    page.gap();
    page.columns(0, &[Side::Left, Side::Left], &rows);
}

fn fact(label: &str, text: String) -> Vec<String> {
    vec![label.to_owned(), text]
}

/// What stands since the first year against the programme, which years are not there, and what is not listed.
fn since_first(outcome: &Outcome, yearly: &Yearly) -> Vec<Vec<String>> {
    let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of: FigureOf::Total };
    let mut rows = Vec::new();
    if let Some(all) = yearly.figures.get(&key) {
        let trieu = |figure: &Figure| match figure {
            Figure::Money(amount) => vietnamese(amount.trieu()),
            other => other.to_string(),
        };
        let programme = all.programme.as_ref().map_or_else(|| "–".to_owned(), trieu);
        let label = format!("Lũy kế {}", yearly.last);
        let name = outcome.figures_name().to_lowercase();
        rows.push(fact(&label, format!("{name} {} / {programme} triệu đồng của Chương trình", trieu(all.shown()))));
    }
    let missing: Vec<String> = yearly.missing().map(|year| year.to_string()).collect();
    if !missing.is_empty() {
        rows.push(fact("Thiếu năm", format!("{} (lũy kế chưa đủ)", missing.join(", "))));
    }
    if yearly.other_findings > 0 {
        rows.push(fact(
            "Năm khác",
            format!("{} sai lệch chỉ của các năm khác, không liệt kê", count(yearly.other_findings)),
        ));
    }
    rows
}

/// n/N.
fn matched(outcome: &Outcome) -> Vec<Vec<String>> {
    let (matched, figures) = (count(outcome.comparisons.matched()), count(outcome.comparisons.figures()));
    let years: Vec<String> = outcome.years.iter().map(ToString::to_string).collect();
    let plan = outcome.yearly.as_ref().map(|_| format!(" cho năm {}", years.join(", "))).unwrap_or_default();
    vec![fact("Đối chiếu", format!("khớp {matched}/{figures} chỉ tiêu của Chương trình{plan}"))]
}

fn count(count: usize) -> String {
    vietnamese(Decimal::from(count))
}

fn files(outcome: &Outcome) -> String {
    let others = [
        (InputStatus::Rejected, "không đọc được"),
        (InputStatus::Duplicate, "trùng tệp khác"),
        (InputStatus::Superseded, "đã có bản nộp sau"),
        (InputStatus::Ignored, "bỏ qua"),
    ];
    let others = others.into_iter().map(|(status, words)| (outcome.files(status), words));
    let read = format!("{} đã đọc", count(outcome.files(InputStatus::Read)));
    let said = others.filter(|(files, _)| *files > 0).map(|(files, words)| format!("{} {words}", count(files)));
    [read].into_iter().chain(said).collect::<Vec<_>>().join(", ")
}

fn projects(outcome: &Outcome) -> String {
    let shown = || outcome.projects().filter(|(_, project)| outcome.shows(project.year));
    let all = shown().count();
    let counted = shown().filter(|(_, project)| project.counted).count();
    if counted == all { count(all) } else { format!("{} (cộng vào tổng: {})", count(all), count(counted)) }
}

/// The money of each stage where there are several: the table of sources shows one of them.
fn stages_apart(outcome: &Outcome) -> Vec<Vec<String>> {
    if outcome.totals.stages().len() > 1 { by_stage(outcome) } else { Vec::new() }
}

/// The money of each stage; stages are never added.
fn by_stage(outcome: &Outcome) -> Vec<Vec<String>> {
    let of = |stage: Stage| outcome.totals.sum(|key| key.stage == stage);
    let present = outcome.totals.stages().into_iter();
    let label = |stage: Stage| format!("Kinh phí {}", stage.name().to_lowercase());
    present.map(|stage| fact(&label(stage), of(stage).total().to_string())).collect()
}

/// Each source and the total: programme, what fills the appendices, difference, in triệu đồng.
fn money(page: &mut Page, programme: &Programme, outcome: &Outcome) {
    let figure = |of| {
        let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of };
        outcome.comparisons.get(&key)
    };
    let sources = programme.source_ids().filter_map(|id| {
        let source = programme.source(id);
        let figure = figure(FigureOf::Source(id))?;
        let shown = source.always_shown || !number(figure.shown()).is_zero();
        shown.then(|| money_row(&source.short, figure))
    });
    let total = figure(FigureOf::Total).map(|figure| money_row("Tổng cộng", figure));
    let mut rows: Vec<Vec<String>> = sources.chain(total).collect();
    if rows.is_empty() {
        return;
    }
    rows.insert(0, ["Triệu đồng", "Chương trình", outcome.figures_name(), "Chênh lệch"].map(str::to_owned).to_vec());
    page.gap();
    page.columns(0, &[Side::Left, Side::Right, Side::Right, Side::Right], &rows);
}

fn money_row(label: &str, figure: &Comparison) -> Vec<String> {
    let trieu = |figure: &Figure| match figure {
        Figure::Money(amount) => vietnamese(amount.trieu()),
        other => other.to_string(),
    };
    let difference = match (&figure.programme, figure.shown()) {
        (Some(Figure::Money(programme)), Figure::Money(shown)) => signed(*shown - *programme),
        _ => String::new(),
    };
    let programme = figure.programme.as_ref().map_or_else(|| "–".to_owned(), trieu);
    vec![label.to_owned(), programme, trieu(figure.shown()), difference]
}

fn signed(difference: Money) -> String {
    let sign = if difference.is_positive() { "+" } else { "" };
    format!("{sign}{}", vietnamese(difference.trieu()))
}

/// The worst findings, and how many more there are.
fn worst(page: &mut Page, outcome: &Outcome, written: &Written<'_>) {
    let standing = |finding: &&Finding| !finding.waived && finding.severity != Severity::Note;
    let standing: Vec<&Finding> = outcome.findings.iter().filter(standing).collect();
    if standing.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, "Sai lệch cần xử lý trước");
    for (at, finding) in standing.iter().take(WORST).enumerate() {
        page.gap();
        finding::block(page, finding, Some(at + 1), None);
    }
    let more = standing.len().saturating_sub(WORST);
    if let (1.., Some(workbook)) = (more, written.workbook.and_then(Path::file_name)) {
        let (more, workbook) = (count(more), workbook.display());
        page.gap();
        page.paragraph(0, &format!("… và {more} lỗi, cảnh báo khác: xem trang tính \"Sai lệch\" của {workbook}."));
    }
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

/// Notes by rule: of each kind some, since one habit of an office gives the same note in every file.
fn notes(page: &mut Page, outcome: &Outcome) {
    let mut kinds: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
    for note in outcome.findings.iter().filter(|finding| finding.severity == Severity::Note) {
        kinds.entry(note.code).or_default().push(note);
    }
    if !kinds.is_empty() {
        page.gap();
        page.heading(Tone::Strong, "Lưu ý (chương trình đã đọc như sau, xin xem lại)");
    }
    for (code, notes) in kinds {
        notes.iter().take(NOTES).for_each(|note| finding::line(page, note));
        if let Some(more @ 1..) = notes.len().checked_sub(NOTES) {
            page.paragraph(2, &format!("{code} … và {} lưu ý nữa cùng loại (ghi đủ khi có --json).", count(more)));
        }
    }
}

/// Where the results are.
fn places_of(page: &mut Page, written: &Written<'_>) {
    let notes = written.notes.map(|(folder, count)| (format!("Phiếu gửi các đơn vị ({count} tệp)"), folder));
    let of = |label: &str, path: Option<&'_ Path>| Some((label.to_owned(), path?.to_path_buf()));
    let results = [of("Bảng kết quả", written.workbook), of("JSON", written.json)];
    let notes = notes.map(|(label, folder)| (label, folder.to_path_buf()));
    for (at, (label, path)) in results.into_iter().flatten().chain(notes).enumerate() {
        if at == 0 {
            page.gap();
        }
        page.line(&format!("{label}: {}", path.display()));
    }
}
