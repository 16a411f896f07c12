//! What changed between two editions, on the terminal: how much first, then each change with both cells.

use super::layout::{Page, Side, Tone};
use super::{Written, count, fact, finding, places_of, signed};
use crate::model::number::vietnamese;
use crate::model::revision::{Altered, Doubt, Edition, EditionRow, Effect, Revision};
use crate::model::{Figure, Finding, Money, Place, Severity};
use crate::programme::Programme;

/// How many projects of each kind are shown; the workbook holds them all.
const MOST: usize = 20;
/// How many new findings are shown.
const WORST: usize = 5;

/// The summary of a comparison.
pub fn compared(programme: &Programme, revision: &Revision, written: &Written<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    head(&mut page, revision);
    effects(&mut page, programme, revision);
    for altered in revision.altered.iter().take(MOST) {
        page.gap();
        project(&mut page, programme, revision, altered);
    }
    more(&mut page, revision.altered.len());
    alone(&mut page, programme, "Đề án thêm ở bản mới", &revision.new, &revision.added);
    alone(&mut page, programme, "Đề án không còn ở bản mới", &revision.old, &revision.removed);
    doubts(&mut page, programme, revision);
    findings(&mut page, revision);
    places_of(&mut page, written);
    page.finish()
}

fn head(page: &mut Page, revision: &Revision) {
    let (tone, verdict) = if revision.is_empty() {
        (Tone::Good, "So sánh: hai bản không khác nhau về đề án.".to_owned())
    } else {
        let [changed, added, removed, doubts] =
            [revision.altered.len(), revision.added.len(), revision.removed.len(), revision.doubts.len()].map(count);
        let doubts =
            if revision.doubts.is_empty() { String::new() } else { format!(", {doubts} nhóm chưa ghép được") };
        (Tone::Strong, format!("So sánh: {changed} đề án sửa, {added} thêm, {removed} bớt{doubts}."))
    };
    page.heading(tone, &verdict);
    page.gap();
    let edition = |edition: &Edition| format!("{}: {} đề án", edition.name, count(edition.rows.len()));
    let findings = format!(
        "{} đã sửa, {} mới (trong đó {} lỗi), {} còn như cũ",
        count(revision.mended.len()),
        count(revision.arisen.len()),
        count(revision.arisen(Severity::Error)),
        count(revision.standing)
    );
    let mut rows = vec![
        fact("Bản cũ", edition(&revision.old)),
        fact("Bản mới", edition(&revision.new)),
        fact("Giữ nguyên", format!("{} đề án", count(revision.unchanged))),
        fact("Sai lệch", findings),
    ];
    for (name, edition) in [("bản cũ", &revision.old), ("bản mới", &revision.new)] {
        if !edition.unread.is_empty() {
            let files = edition.unread.join(", ");
            rows.push(fact("Chú ý", format!("tệp không đọc được ở {name}, đề án trong đó không so được: {files}")));
        }
    }
    page.columns(0, &[Side::Left, Side::Left], &rows);
}

/// The tasks whose money or quantity changed, in triệu đồng.
fn effects(page: &mut Page, programme: &Programme, revision: &Revision) {
    if revision.effects.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, "Kinh phí thay đổi (triệu đồng)");
    let mut rows = vec![["Nhiệm vụ", "Cũ", "Mới", "Chênh lệch", "Theo nguồn"].map(str::to_owned).to_vec()];
    rows.extend(revision.effects.iter().map(|effect| effect_row(programme, effect)));
    page.columns(0, &[Side::Left, Side::Right, Side::Right, Side::Right, Side::Left], &rows);
}

fn effect_row(programme: &Programme, effect: &Effect) -> Vec<String> {
    let trieu = |amount: Money| vietnamese(amount.trieu());
    let (was, is) = (effect.was.total(), effect.is.total());
    let source = |id| {
        let difference = effect.is.source(id) - effect.was.source(id);
        (!difference.is_zero()).then(|| format!("{} {}", programme.source(id).short, signed(difference)))
    };
    let mut by: Vec<String> = programme.source_ids().filter_map(source).collect();
    if effect.was.quantity != effect.is.quantity {
        let (was, is) = (vietnamese(effect.was.quantity), vietnamese(effect.is.quantity));
        by.push(format!("số lượng {was} → {is}"));
    }
    let task = effect.task.map_or("Chưa phân loại", |task| programme.task(task).code.as_str());
    let label = format!("{task} {} ({})", effect.year, effect.stage.name().to_lowercase());
    vec![label, trieu(was), trieu(is), signed(is - was), by.join("; ")]
}

fn project(page: &mut Page, programme: &Programme, revision: &Revision, altered: &Altered) {
    let row = &revision.new.rows[altered.pair.new];
    page.heading(Tone::Strong, &title(programme, row));
    let lines: Vec<Vec<String>> = altered
        .changes
        .iter()
        .map(|change| {
            let was = format!("{} [{}]", shown(change.was.as_ref()), cells(&change.was_at));
            let is = format!("{} [{}]", shown(change.is.as_ref()), cells(&change.is_at));
            vec![programme.aspect(change.aspect).to_owned(), was, "→".to_owned(), is]
        })
        .collect();
    page.columns(2, &[Side::Left, Side::Left, Side::Left, Side::Left], &lines);
}

fn more(page: &mut Page, all: usize) {
    if let Some(more @ 1..) = all.checked_sub(MOST) {
        page.paragraph(2, &format!("… và {} đề án khác trong bảng kết quả (-o).", count(more)));
    }
}

fn alone(page: &mut Page, programme: &Programme, heading: &str, edition: &Edition, rows: &[usize]) {
    if rows.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, heading);
    for row in rows.iter().take(MOST).map(|at| &edition.rows[*at]) {
        page.paragraph(2, &format!("{} [{}]", title(programme, row), home(row)));
    }
    more(page, rows.len());
}

fn doubts(page: &mut Page, programme: &Programme, revision: &Revision) {
    if revision.doubts.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Doubtful, "Chưa ghép được chắc chắn, xin xem từng dòng");
    for doubt in revision.doubts.iter().take(MOST) {
        page.paragraph(2, &doubt_words(programme, revision, doubt));
    }
    more(page, revision.doubts.len());
}

fn doubt_words(programme: &Programme, revision: &Revision, doubt: &Doubt) -> String {
    let (old, new) = (count(doubt.old.len()), count(doubt.new.len()));
    let homes = |edition: &Edition, rows: &[usize]| {
        let homes = rows.iter().take(WORST).map(|at| home(&edition.rows[*at]));
        homes.collect::<Vec<_>>().join("; ")
    };
    let first = doubt.new.first().map(|at| title(programme, &revision.new.rows[*at])).unwrap_or_default();
    let (was, is) = (homes(&revision.old, &doubt.old), homes(&revision.new, &doubt.new));
    format!("{first}: {old} dòng cũ và {new} dòng mới {}. Cũ: {was}. Mới: {is}.", doubt.reason)
}

fn findings(page: &mut Page, revision: &Revision) {
    let standing = |finding: &&Finding| finding.severity != Severity::Note;
    let new = revision.arisen.iter().map(|at| &revision.new.findings[*at]).filter(standing);
    let new: Vec<_> = new.collect();
    if new.is_empty() {
        return;
    }
    page.gap();
    page.heading(Tone::Strong, "Sai lệch mới");
    for (at, finding) in new.iter().take(WORST).enumerate() {
        page.gap();
        finding::block(page, finding, Some(at + 1), None);
    }
    if let Some(more @ 1..) = new.len().checked_sub(WORST) {
        page.gap();
        page.paragraph(0, &format!("… và {} sai lệch mới khác trong bảng kết quả (-o).", count(more)));
    }
}

/// "3.1.b PT-2023-01 Máy sấy chè (HTX Mẫu A), Phong Thổ 2023".
fn title(programme: &Programme, row: &EditionRow) -> String {
    let project = &row.project;
    let task = project.task.task.map_or(project.task.entry.text(), |task| programme.task(task).code.as_str());
    let unit = project.unit.map_or("", |unit| programme.unit(unit).short.as_str());
    let year = project.year.map(|year| year.to_string()).unwrap_or_default();
    let name = [task, project.id.text(), project.name.text()].into_iter().filter(|word| !word.is_empty());
    let name = name.collect::<Vec<_>>().join(" ");
    let of = Some(project.beneficiary.text()).filter(|of| !of.is_empty()).map(|of| format!(" ({of})"));
    format!("{name}{}, {unit} {year}", of.unwrap_or_default()).trim_end_matches([' ', ',']).to_owned()
}

fn home(row: &EditionRow) -> String {
    format!("{}, {} dòng {}", row.home.file, row.home.sheet, row.home.row + 1)
}

fn shown(figure: Option<&Figure>) -> String {
    figure.map_or_else(|| "(trống)".to_owned(), ToString::to_string)
}

fn cells(places: &[Place]) -> String {
    let place = |place: &Place| {
        let cells: Vec<String> = place.cells.iter().map(ToString::to_string).collect();
        format!("{}!{}", place.sheet.as_deref().unwrap_or_default(), cells.join(", ")).trim_end_matches('!').to_owned()
    };
    places.iter().map(place).collect::<Vec<_>>().join("; ")
}
