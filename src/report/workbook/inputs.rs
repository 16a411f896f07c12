//! "Danh mục tệp đầu vào": the audit trail. Each file with its fingerprint and the book-keeping of its rows,
//! each row that was not read with its reason, the catalogue, the options and the program.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::pen::{self, Written};
use super::style::{self, Tone};
use super::view::{NO_UNIT, View};
use super::{ACCOUNT, fit, links};
use crate::model::number::vietnamese;
use crate::model::{
    FileFault, Input, InputStatus, PassedOver, RowCount, SheetSummary, Table, UnitId, UnreadRow, Unreadable,
};

const COLUMNS: [(&str, f64); 16] = [
    ("STT", 5.0),
    ("Tệp", 30.0),
    ("Trạng thái", 13.0),
    ("Lý do", 24.0),
    ("Đơn vị", 12.0),
    ("Năm", 7.0),
    ("Giai đoạn", 9.0),
    ("Trang tính", 18.0),
    ("Số bảng", 6.0),
    ("Dòng đã thấy", 8.0),
    ("Đề án", 6.0),
    ("Tiêu đề", 6.0),
    ("Dòng tổng", 6.0),
    ("Không đọc", 6.0),
    ("Cỡ tệp (byte)", 11.0),
    ("SHA-256", 25.0),
];
const LAST: u16 = 15;
const HEADER: u32 = 3;
/// Where the counts of rows begin.
const SEEN: u16 = 9;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>) -> Written {
    let widths: Vec<_> = COLUMNS.iter().map(|(_, width)| *width).collect();
    style::widths(sheet, &widths)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "DANH MỤC TỆP ĐẦU VÀO", &style::heading())?;
    let words =
        "Mỗi dòng có nội dung của mỗi bảng đều được tính đến: dòng đã thấy = đề án + tiêu đề + dòng tổng + không đọc.";
    pen::text(sheet, (1, 0), words, &style::text())?;
    header(sheet, HEADER, &COLUMNS.map(|(header, _)| header))?;
    sheet.set_row_height(HEADER, fit::height("Dòng đã thấy", 6.0, style::SMALL, true))?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_freeze_panes(HEADER + 1, 2)?;
    let mut row = HEADER + 1;
    for (position, input) in view.outcome.inputs.iter().enumerate().take(view.room.rows) {
        file(sheet, view, row, position, input)?;
        row += 1;
    }
    let left = view.outcome.inputs.len().saturating_sub(view.room.rows);
    if left > 0 {
        let words = format!(
            "Còn {} tệp nữa vượt số dòng của trang tính, không liệt kê ở đây; dòng Cộng tính cả các tệp đó, tệp JSON (--json) có đủ.",
            vietnamese(left.into())
        );
        pen::text(sheet, (row, 0), &words, &style::text())?;
        row += 1;
    }
    row = totals(sheet, view, row, left == 0)?;
    row = unread(sheet, view, row + 1)?;
    run(sheet, view, row + 1)
}

fn header(sheet: &mut Worksheet, row: u32, headers: &[&str]) -> Written {
    for (header, col) in headers.iter().zip(0_u16..) {
        pen::text(sheet, (row, col), header, &style::head())?;
    }
    Ok(())
}

fn file(sheet: &mut Worksheet, view: &View<'_>, row: u32, position: usize, input: &Input) -> Written {
    let url = (row < view.room.links).then(|| links::to_source(view, position, None, None)).flatten();
    let reason = input.fault.as_ref().map_or_else(|| remarks(input), |fault| reason(view, fault));
    let tone = match input.status {
        InputStatus::Read => Tone::Good,
        InputStatus::Rejected => Tone::Bad,
        InputStatus::Duplicate | InputStatus::Superseded => Tone::Caution,
        InputStatus::Ignored => Tone::Info,
    };
    let plain = style::cell();
    let (units, years, stages) = (units(view, input), years(input), stages(input));
    let sheets = sheets(input);
    count(sheet, (row, 0), (position + 1).into())?;
    let (named, stated) = if links::fits(&input.file, COLUMNS[1].1) { (url, None) } else { (None, url) };
    pen::link(sheet, (row, 1), &input.file, named, (&style::link(), &plain))?;
    let status = tone.colour(style::centred());
    pen::link(sheet, (row, 2), input.status.name(), stated, (&status, &status))?;
    let texts = [(3, &reason), (4, &units), (5, &years), (6, &stages), (7, &sheets), (15, &input.sha256)];
    for (col, text) in texts {
        pen::text(sheet, (row, col), text, &plain)?;
    }
    count(sheet, (row, 8), input.tables.len().into())?;
    rows(sheet, row, &input.rows())?;
    count(sheet, (row, 14), input.size.into())?;
    let heights = [(1_usize, &*input.file), (2, input.status.name())]
        .into_iter()
        .chain(texts.iter().map(|(col, text)| (usize::from(*col), text.as_str())))
        .map(|(col, text)| fit::height(text, COLUMNS[col].1, style::SMALL, false));
    sheet.set_row_height(row, heights.fold(0.0, f64::max))?;
    Ok(())
}

fn count(sheet: &mut Worksheet, at: pen::At, value: Decimal) -> Written {
    pen::number(sheet, at, value, &style::figure().set_num_format(style::DONG))
}

/// The book-keeping of one file, in its own cells, red where it does not balance.
fn rows(sheet: &mut Worksheet, row: u32, rows: &RowCount) -> Written {
    for (value, col) in counts(rows).into_iter().zip(SEEN..) {
        let format = style::figure().set_num_format(style::DONG);
        let format = if rows.balances() { format } else { Tone::Bad.colour(format) };
        pen::number(sheet, (row, col), value.into(), &format)?;
    }
    Ok(())
}

const fn counts(rows: &RowCount) -> [u64; 5] {
    [rows.seen, rows.projects, rows.headings, rows.totals, rows.not_read]
}

/// The book-keeping over all files, as sums where all of them are listed; gives the next row.
fn totals(sheet: &mut Worksheet, view: &View<'_>, row: u32, all_listed: bool) -> Written<u32> {
    let mut sum = RowCount::default();
    for input in &view.outcome.inputs {
        sum.add(&input.rows());
    }
    let format = style::Weight::Total.apply(style::figure()).set_num_format(style::DONG);
    for col in 0..=LAST {
        pen::text(sheet, (row, col), "", &format)?;
    }
    pen::text(sheet, (row, 1), "Cộng", &style::Weight::Total.apply(style::cell()))?;
    let first = HEADER + 1;
    for (value, col) in counts(&sum).into_iter().zip(SEEN..) {
        if row == first || !all_listed {
            pen::number(sheet, (row, col), value.into(), &format)?;
            continue;
        }
        let formula = format!("=SUM({}:{})", pen::address((first, col)), pen::address((row - 1, col)));
        pen::formula(sheet, (row, col), &formula, value.into(), &format)?;
    }
    Ok(row + 1)
}

/// The rows that were not read, each with its reason, under the same header as the files; gives the next row.
fn unread(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written<u32> {
    pen::text(sheet, (row, 0), "NỘI DUNG KHÔNG ĐỌC", &style::heading())?;
    let mut row = row + 1;
    let all = || {
        let tables =
            view.outcome.inputs.iter().zip(0..).flat_map(|(input, at)| input.tables.iter().map(move |of| (at, of)));
        tables.flat_map(|(at, table)| table.unread.iter().map(move |unread| ((at, table), unread)))
    };
    let most = view.room.findings;
    for ((of, unread), number) in all().take(most).zip(1_u32..) {
        unread_row(sheet, view, (row, number), of, unread)?;
        row += 1;
    }
    let more = all().skip(most).count();
    if more > 0 {
        let words = format!(
            "Còn {} dòng nữa không đọc, không liệt kê ở đây; số dòng của từng tệp ở cột Không đọc.",
            vietnamese(more.into())
        );
        pen::text(sheet, (row, 0), &words, &style::text())?;
        row += 1;
    }
    if all().next().is_none() {
        pen::text(sheet, (row, 0), "Không có: mọi dòng của mọi bảng đều đã đọc.", &style::text())?;
        row += 1;
    }
    Ok(row)
}

fn unread_row(
    sheet: &mut Worksheet,
    view: &View<'_>,
    (row, number): (u32, u32),
    (position, table): (usize, &Table),
    unread: &UnreadRow,
) -> Written {
    let area = unread.area.to_string();
    let url =
        (row < view.room.links).then(|| links::to_source(view, position, Some(&table.sheet), Some(&area))).flatten();
    let amounts: Vec<_> = unread.amounts.iter().map(ToString::to_string).collect();
    let reason = if amounts.is_empty() {
        unread.reason.clone()
    } else {
        format!("{}; có số tiền ở ô {}", unread.reason, amounts.join(", "))
    };
    let plain = style::cell();
    let format = if amounts.is_empty() { plain.clone() } else { Tone::Caution.colour(plain.clone()) };
    let place = format!("{}, ô {area}", table.sheet);
    for col in 0..=LAST {
        pen::text(sheet, (row, col), "", &plain)?;
    }
    count(sheet, (row, 0), number.into())?;
    pen::text(sheet, (row, 1), &table.file, &plain)?;
    pen::text(sheet, (row, 3), &reason, &format)?;
    let (placed, stated) = if links::fits(&place, COLUMNS[7].1) { (url, None) } else { (None, url) };
    let status = Tone::Info.colour(style::centred());
    pen::link(sheet, (row, 2), "Không đọc", stated, (&status, &status))?;
    pen::link(sheet, (row, 7), &place, placed, (&style::link(), &plain))?;
    let heights = [(1_usize, &*table.file), (3, &reason), (7, &place)]
        .map(|(col, text)| fit::height(text, COLUMNS[col].1, style::SMALL, false));
    sheet.set_row_height(row, heights.into_iter().fold(0.0, f64::max))?;
    Ok(())
}

/// The catalogue, the options and the program.
fn run(sheet: &mut Worksheet, view: &View<'_>, row: u32) -> Written {
    pen::text(sheet, (row, 0), "CHƯƠNG TRÌNH VÀ TÙY CHỌN", &style::heading())?;
    let decision = &view.programme.decision;
    let mut facts = vec![
        ("Chương trình".to_owned(), decision.title.clone()),
        ("Quyết định".to_owned(), format!("{} {}, {}", decision.number, decision.date.in_words(), decision.issuer)),
        ("Danh mục chương trình".to_owned(), view.programme.id.clone()),
        ("SHA-256 của danh mục".to_owned(), view.programme.sha256.clone()),
    ];
    for overlay in &view.programme.overlays {
        facts.push(("Danh mục bổ sung".to_owned(), format!("{}: {}", overlay.id, overlay.title)));
        facts.push(("SHA-256 của danh mục bổ sung".to_owned(), overlay.sha256.clone()));
    }
    facts.push(("Phiên bản doisoat".to_owned(), env!("CARGO_PKG_VERSION").to_owned()));
    facts.extend(view.outcome.options.iter().cloned());
    facts.extend(account(view).map(|part| (ACCOUNT.to_owned(), part)));
    for ((name, value), row) in facts.iter().zip(row + 1..) {
        pen::merged(sheet, (row, 0), (row, 1), name, &style::cell())?;
        pen::merged(sheet, (row, 2), (row, 8), value, &style::cell())?;
        let width: f64 = COLUMNS[2..=8].iter().map(|(_, width)| width).sum();
        sheet.set_row_height(row, fit::height(value, width, style::SMALL, false))?;
    }
    Ok(())
}

/// The most letters of the account in a row: a row is at most 409 points high, and all of it is to be seen.
const ACCOUNT_PART: usize = 2_000;

/// The run's account of itself, in as many parts as it takes.
fn account(view: &View<'_>) -> impl Iterator<Item = String> {
    let letters: Vec<char> = view.beside.account().unwrap_or_default().chars().collect();
    letters.chunks(ACCOUNT_PART).map(|part| part.iter().collect()).collect::<Vec<String>>().into_iter()
}

fn units(view: &View<'_>, input: &Input) -> String {
    let mut units: Vec<Option<UnitId>> = Vec::new();
    for table in &input.tables {
        if !units.contains(&table.unit.unit) {
            units.push(table.unit.unit);
        }
    }
    let names: Vec<_> = units.into_iter().map(|unit| unit.map_or(NO_UNIT, |_| view.unit_name(unit))).collect();
    names.join(", ")
}

fn years(input: &Input) -> String {
    let years: std::collections::BTreeSet<_> = input.tables.iter().flat_map(Table::years).collect();
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn stages(input: &Input) -> String {
    let stages: std::collections::BTreeSet<_> = input.tables.iter().map(|table| table.stage).collect();
    stages.iter().map(|stage| stage.name()).collect::<Vec<_>>().join(", ")
}

fn sheets(input: &Input) -> String {
    let name = |sheet: &SheetSummary| {
        let hidden = if sheet.hidden { " (ẩn)" } else { "" };
        format!("{}{hidden}", sheet.name)
    };
    input.sheets.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// What the book-keeping of a file that was read does not say by itself.
fn remarks(input: &Input) -> String {
    let joined: usize = input.tables.iter().flat_map(|table| &table.split.joined).map(|other| other.rows).sum();
    let joined = (joined > 0).then(|| {
        format!(
            "{} dòng là đề án mà trang tính khác cũng ghi: đã gộp, mỗi đề án tính một lần",
            vietnamese(joined.into())
        )
    });
    joined.into_iter().chain(not_told(input)).collect::<Vec<_>>().join(". ")
}

/// What could not be looked for in a file that was read.
fn not_told(input: &Input) -> Option<String> {
    let told = |what: fn(&SheetSummary) -> bool| input.sheets.iter().all(what);
    let mut unknown = Vec::new();
    if !told(|sheet| sheet.tells_hidden) {
        unknown.push("dòng, cột ẩn");
    }
    if !told(|sheet| sheet.tells_merges) {
        unknown.push("ô gộp");
    }
    (!unknown.is_empty()).then(|| format!("Không kiểm tra được {} với định dạng này", unknown.join("; ")))
}

/// Why a file gave no table, in the words of the audit trail.
fn reason(view: &View<'_>, fault: &FileFault) -> String {
    match fault {
        FileFault::Unreadable(why) => unreadable(why),
        FileFault::Protected => "Có mật khẩu".to_owned(),
        FileFault::OverLimit { limit, actual, allowed } => {
            let (actual, allowed) = (vietnamese((*actual).into()), vietnamese((*allowed).into()));
            format!("{}: {actual} {unit}, vượt giới hạn {allowed} {unit}", limit.name(), unit = limit.unit())
        }
        FileFault::NoTable => "Không có bảng đề án".to_owned(),
        FileFault::PassedOver(PassedOver::LockFile) => "Tệp khóa tạm của Excel".to_owned(),
        FileFault::PassedOver(PassedOver::Hidden) => "Tệp ẩn".to_owned(),
        FileFault::PassedOver(PassedOver::NotAWorkbook) => "Không phải tệp bảng tính".to_owned(),
        FileFault::PassedOver(PassedOver::OwnOutput) => "Kết quả do chương trình này lập".to_owned(),
        FileFault::SameBytes(first) => {
            let name = view.outcome.inputs.get(*first).map(|input| input.file.to_string()).unwrap_or_default();
            format!("Giống hệt tệp {name}")
        }
    }
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => "Tệp rỗng".to_owned(),
        Unreadable::Html => "Là trang web đặt tên bảng tính".to_owned(),
        Unreadable::SpreadsheetMl => "Là XML của Excel 2003".to_owned(),
        Unreadable::Text => "Là tệp văn bản".to_owned(),
        Unreadable::Foreign => "Không phải bảng tính".to_owned(),
        // The parser's own words, for whoever is asked for help.
        Unreadable::Damaged(said) => format!("Tệp hỏng hoặc thiếu dữ liệu (chi tiết kỹ thuật: {said})"),
        Unreadable::Io(said) => format!("Không mở được: {said}"),
    }
}
