//! What a verification came to: the verdict first, then what may explain it, then what differs.

use std::path::Path;

use super::count;
use super::layout::{Page, Side, Tone};
use crate::model::verification::{CellChange, InputChange, Presence, RowChange, SheetChange, SourceCheck};
use crate::model::{CellRef, Verification};

/// How many files, rows and cells of a sheet are shown; the JSON holds them all.
const SHOWN: usize = 20;

/// What has to be known of cells that differ where what they are computed from does.
const OTHERWISE: &str = "Hồ sơ hoặc danh mục đã khác thì số tính lại cũng khác theo. Muốn biết riêng ô nào bị sửa tay, \
                         hãy xác minh với đúng hồ sơ, danh mục mà bảng đã dùng.";

/// How many letters of a value are shown.
const LETTERS: usize = 60;

/// How many digits of a fingerprint tell it from another one.
const DIGITS: usize = 12;

/// A verification for the terminal; `json` is where all of it was written.
pub fn verified(verification: &Verification, result: &Path, json: Option<&Path>, width: usize) -> String {
    let mut page = Page::new(width);
    verdict(&mut page, verification);
    page.line(&format!("Bảng kết quả: {}", result.display()));
    page.gap();
    inputs(&mut page, verification);
    sources(&mut page, verification);
    options(&mut page, verification);
    let explained = !verification.inputs.is_empty() || verification.sources.iter().any(|source| !source.matches());
    if explained && !verification.sheets.is_empty() {
        page.gap();
        page.paragraph(0, OTHERWISE);
    }
    for sheet in &verification.sheets {
        page.gap();
        of_sheet(&mut page, sheet);
    }
    if let Some(json) = json {
        page.gap();
        page.line(&format!("JSON: {}", json.display()));
    }
    page.finish()
}

fn verdict(page: &mut Page, verification: &Verification) {
    if verification.matches() {
        let how = if verification.same_bytes {
            "giống từng byte"
        } else {
            "mọi ô và công thức đều giống; tệp chỉ được lưu lại hoặc định dạng lại"
        };
        return page.heading(Tone::Good, &format!("KHỚP: tính lại từ hồ sơ ra đúng bảng kết quả này ({how})."));
    }
    let counts = [
        (verification.inputs.len(), "tệp đầu vào khác bản ghi"),
        (verification.sources.iter().filter(|source| !source.matches()).count(), "danh mục, tệp chấp thuận khác"),
        (
            verification.sheets.iter().filter(|sheet| sheet.presence != Presence::Both).count(),
            "trang tính thêm hoặc mất",
        ),
        (verification.rows(), "dòng thêm hoặc mất"),
        (verification.cells(), "ô khác"),
    ];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, what)| format!("{} {what}", count(number))).collect();
    page.heading(Tone::Bad, &format!("KHÔNG KHỚP: {}.", counts.join(", ")));
    if let Some(version) = &verification.other_version {
        let words = "Bảng do doisoat phiên bản {} lập; khác biệt có thể do phiên bản đang dùng là {}.";
        page.paragraph(0, &words.replacen("{}", version, 1).replacen("{}", env!("CARGO_PKG_VERSION"), 1));
    }
}

fn inputs(page: &mut Page, verification: &Verification) {
    let changes = &verification.inputs;
    if changes.is_empty() {
        page.paragraph(0, &format!("Tệp đầu vào: {} tệp, SHA-256 đều khớp.", count(verification.files)));
        return;
    }
    page.heading(
        Tone::Bad,
        &format!("Tệp đầu vào: {} tệp trong bảng, {} khác", count(verification.files), count(changes.len())),
    );
    for change in changes.iter().take(SHOWN) {
        page.paragraph(2, &input(change));
    }
    more(page, changes.len(), "tệp");
}

fn input(change: &InputChange) -> String {
    let file = &change.file;
    match (&change.recorded, &change.actual) {
        (Some(recorded), Some(actual)) => format!(
            "{file}: nội dung khác bản ghi (SHA-256 trong bảng {}, hiện nay {}): tệp đã đổi sau khi lập bảng, hoặc bản ghi bị sửa",
            digits(recorded),
            digits(actual)
        ),
        (Some(_), None) => format!("{file}: không còn trong hồ sơ"),
        (None, _) => format!("{file}: không có trong bảng, là tệp mới trong hồ sơ"),
    }
}

fn sources(page: &mut Page, verification: &Verification) {
    for source in &verification.sources {
        let SourceCheck { what, name, recorded, actual } = source;
        let (recorded, actual) = (digits(recorded), digits(actual));
        if source.matches() {
            page.paragraph(0, &format!("{what}: {name}, SHA-256 khớp ({actual})."));
        } else {
            page.heading(Tone::Bad, &format!("{what}: {name}: SHA-256 trong bảng {recorded}, nay dùng {actual}."));
        }
    }
}

fn digits(sha256: &str) -> String {
    if sha256.is_empty() {
        return "không có".to_owned();
    }
    sha256.chars().take(DIGITS).chain(std::iter::once('…')).collect()
}

fn options(page: &mut Page, verification: &Verification) {
    page.paragraph(0, "Tùy chọn đã dùng để tính lại (theo bản ghi trong bảng):");
    let rows: Vec<_> = verification.options.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect();
    page.columns(2, &[Side::Left, Side::Left], &rows);
}

fn of_sheet(page: &mut Page, change: &SheetChange) {
    let sheet = &change.sheet;
    match change.presence {
        Presence::Removed => return page.heading(Tone::Bad, &format!("Trang tính \"{sheet}\" đã mất")),
        Presence::Added => {
            return page.heading(Tone::Bad, &format!("Trang tính \"{sheet}\" không do chương trình lập"));
        }
        Presence::Both => {}
    }
    page.heading(Tone::Strong, &format!("Trang tính \"{sheet}\""));
    change.rows.iter().take(SHOWN).for_each(|change| page.paragraph(2, &row(change)));
    more(page, change.rows.len(), "dòng");
    change.cells.iter().take(SHOWN).for_each(|change| page.paragraph(2, &cell(change)));
    more(page, change.cells.len(), "ô");
}

fn row(change: &RowChange) -> String {
    let number = change.row + 1;
    let label = if change.label.is_empty() { "dòng trống" } else { &change.label };
    match change.presence {
        Presence::Removed => format!("dòng đã mất: {label} (lẽ ra ở dòng {number})"),
        _ => format!("dòng {number} thêm vào: {label}"),
    }
}

fn cell(change: &CellChange) -> String {
    let CellChange { at, label, kind, computed, recorded } = change;
    let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
    let remark = if kind.remark().is_empty() { String::new() } else { format!("; {}", kind.remark()) };
    let at: &CellRef = at;
    let (computed, recorded) = around(computed, recorded);
    format!("ô {at}{label}: tính lại {computed}, trong bảng {recorded}{remark}")
}

/// Two values, cut to where they differ where they are long.
fn around(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let long = one.chars().count().max(other.chars().count()) > LETTERS;
    let skipped = if long { same.saturating_sub(LETTERS / 3) } else { 0 };
    let cut = |text: &str| {
        if text.is_empty() {
            return "(trống)".to_owned();
        }
        let start = if skipped > 0 { "…" } else { "" };
        let kept: String = text.chars().skip(skipped).take(LETTERS).collect();
        let end = if text.chars().count() > skipped + LETTERS { "…" } else { "" };
        format!("\"{start}{}{end}\"", kept.replace('\n', " "))
    };
    (cut(one), cut(other))
}

fn more(page: &mut Page, all: usize, what: &str) {
    if let Some(more @ 1..) = all.checked_sub(SHOWN) {
        page.paragraph(2, &format!("… và {} {what} nữa (ghi đủ khi có --json).", count(more)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_to_where_they_differ() {
        assert_eq!(around("1.200", ""), ("\"1.200\"".to_owned(), "(trống)".to_owned()));
        let (one, other) = (format!("{}x", "a".repeat(200)), format!("{}y", "a".repeat(200)));
        let (one, other) = around(&one, &other);
        assert_eq!((one.chars().count(), one.ends_with("ax\""), other.ends_with("ay\"")), (24, true, true));
    }
}
