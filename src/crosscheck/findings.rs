//! DC01–DC04: what differs, what is missing on either side, what their workbook says against itself.

use std::cmp::Reverse;

use super::own::{Against, Contradiction};
use super::rows::{MissingRow, Rows};
use super::sides::{Sides, Spot, share_of};
use super::words;
use crate::model::crosscheck::{Booking, Cause, Slice, Tie, TiedCell};
use crate::model::theirs::{RowRole, TheirCell};
use crate::model::{AppendixRow, CellRef, Code, Fault, Figure, FigureOf, Finding, Money, Place, Severity};

/// A finding names at most this many projects of ours.
const PROJECTS: usize = 5;

/// Every finding, the worst first, else in the order of their cells.
pub(super) fn all(
    sides: &Sides<'_>,
    cells: &[TiedCell],
    rows: &Rows,
    found: &[Contradiction],
    bookings: &[Booking],
) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        cells.iter().filter(|cell| cell.tie != Tie::Equal).map(|cell| differs(sides, cell, bookings)).collect();
    findings.extend(rows.missing.iter().map(|row| missing_there(sides, row)));
    findings.extend(rows.unmatched.iter().map(|at| missing_here(sides, *at)));
    findings.extend(found.iter().map(|one| contradicts_itself(sides, one)));
    findings.sort_by_key(|finding| (finding.severity, Reverse(finding.weight()), finding.code));
    findings
}

/// DC01.
fn differs(sides: &Sides<'_>, cell: &TiedCell, bookings: &[Booking]) -> Finding {
    let spot = Spot { table: cell.table, row: cell.row, cell: cell.cell };
    let what = words::slice(sides.programme, &cell.slice);
    let ours = Figure::clone(&cell.ours);
    let finding = match &cell.theirs {
        None => unreadable(sides.cell(spot), &what, &ours),
        Some(theirs) if cell.tie == Tie::Rounded => Finding::new(
            Code::DC01,
            Severity::Note,
            format!("Bảng kia ghi {theirs} cho {what}, bên ta {ours}: lệch trong phạm vi làm tròn của chữ số đã ghi."),
            "Ghi đủ chữ số nếu cần khớp đến đồng.",
        )
        .compare(theirs.clone(), ours),
        Some(theirs) => Finding::new(
            Code::DC01,
            Severity::Error,
            format!("Bảng kia ghi {theirs} cho {what}, bên ta {ours}.{}", causes(sides, bookings, &cell.slice)),
            "Hai bên cùng đối chiếu với bản nộp của đơn vị và sửa bên sai.",
        )
        .compare(theirs.clone(), ours),
    };
    let mut finding = finding.at(sides.table(spot).place([sides.at(spot)]));
    finding.places.extend(our_places(sides, &cell.slice));
    about(finding, &cell.slice)
}

fn unreadable(cell: &TheirCell, what: &str, ours: &Figure) -> Finding {
    let (why, action) = match &cell.fault {
        Some(Fault::NoResult) => {
            ("công thức chưa có kết quả lưu sẵn".to_owned(), "Mở tệp bằng Excel, lưu lại rồi chạy lại.")
        }
        Some(Fault::ExcelError(shown)) => (format!("ô báo lỗi {shown}"), "Sửa công thức của ô."),
        Some(Fault::Ambiguous(one, other)) => {
            let show = crate::model::number::vietnamese;
            (
                format!("\"{}\" đọc được hai cách ({} hoặc {})", cell.written, show(*one), show(*other)),
                "Ghi số theo kiểu số của Excel.",
            )
        }
        _ => (format!("\"{}\" không phải là số", cell.written), "Ghi lại bằng số."),
    };
    let message = format!("Không so được {what}: {why}; bên ta {ours}.");
    let mut finding = Finding::new(Code::DC01, Severity::Error, message, action);
    finding.actual = Some(Figure::Text(cell.written.clone()));
    finding.expected = Some(ours.clone());
    finding
}

/// To what a difference was put down, in one sentence: that of a section to what its tasks were put down to.
fn causes(sides: &Sides<'_>, bookings: &[Booking], slice: &Slice) -> String {
    let slices: Vec<Slice> = match slice.row {
        AppendixRow::Section(section) => {
            let tasks = sides.programme.section(section).tasks.iter();
            tasks.map(|task| Slice { row: AppendixRow::Task(*task), ..*slice }).collect()
        }
        _ => vec![*slice],
    };
    let is_part = |booking: &&Booking| slices.iter().any(|slice| !booking.part(slice).is_zero());
    let known = bookings.iter().filter(|booking| booking.cause != Cause::Unexplained).filter(is_part);
    let causes: std::collections::BTreeSet<&str> = known.map(|booking| booking.cause.name()).collect();
    if causes.is_empty() {
        return String::new();
    }
    let causes: Vec<&str> = causes.into_iter().collect();
    format!(" Nguyên nhân: {}.", causes.join(", ").to_lowercase())
}

/// The projects of ours behind a figure of a task; a sum over tasks has its rows for that.
fn our_places(sides: &Sides<'_>, slice: &Slice) -> Vec<Place> {
    if !matches!(slice.row, AppendixRow::Task(_) | AppendixRow::Unclassified) {
        return Vec::new();
    }
    let whole = if slice.of == FigureOf::Quantity { Slice { of: FigureOf::Total, ..*slice } } else { *slice };
    let items = sides.ours.items.iter().filter(|item| item.counted);
    let behind = items.filter(|item| !share_of(sides.programme, item, &whole).is_zero());
    behind.take(PROJECTS).map(crate::model::crosscheck::OurItem::place).collect()
}

fn about(mut finding: Finding, slice: &Slice) -> Finding {
    finding.year = slice.year;
    if let AppendixRow::Task(task) = slice.row {
        finding.task = Some(task);
    }
    if let FigureOf::Source(source) = slice.of {
        finding.source = Some(source);
    }
    finding
}

/// DC02.
fn missing_there(sides: &Sides<'_>, row: &MissingRow) -> Finding {
    let table = &sides.theirs.tables[row.table];
    let name = match row.row {
        AppendixRow::Task(task) => {
            format!("{} \"{}\"", words::row(sides.programme, row.row), sides.programme.task(task).name)
        }
        other => words::row(sides.programme, other),
    };
    let part = row.of.map(|of| format!(", {}", words::of(sides.programme, of))).into_iter();
    let part: String = part.chain(row.years.iter().map(|year| format!(", năm {year}"))).collect();
    let total = row.slices.iter().find(|slice| slice.year.is_none()).or(row.slices.first());
    let amount = total.and_then(|slice| sides.ours(slice));
    let shown = amount.as_ref().map(|amount| format!(" (bên ta {amount})")).unwrap_or_default();
    let message = format!("Bảng kia không có dòng {name}{part}{shown}.");
    let action = "Xem dòng này có bị bỏ sót hoặc mang tên khác ở bảng kia không; nếu mang tên khác, ghi mã nhiệm vụ vào dòng đó.";
    let mut finding = Finding::new(Code::DC02, Severity::Error, message, action);
    let header = Place { file: table.file.clone(), sheet: Some(table.sheet.clone()), cells: vec![table.header] };
    finding.places.push(header);
    if let Some(slice) = total {
        finding.places.extend(our_places(sides, slice));
        finding = about(finding, slice);
    }
    match amount {
        Some(Figure::Money(ours)) => finding.compare(Money::ZERO, ours),
        Some(Figure::Count(ours)) => finding.compare(rust_decimal::Decimal::ZERO, ours),
        _ => finding,
    }
}

/// DC03.
fn missing_here(sides: &Sides<'_>, (table, row): (usize, usize)) -> Finding {
    let of = &sides.theirs.tables[table];
    let line = &of.rows[row];
    let cells: Vec<CellRef> =
        line.cells.iter().filter(|cell| cell.holds_something()).map(|cell| CellRef::new(line.row, cell.col)).collect();
    let largest = (0..line.cells.len())
        .filter(|cell| {
            super::sides::figure_of(of, line, &line.cells[*cell]).is_some_and(|(of, _)| of != FigureOf::Quantity)
        })
        .filter_map(|cell| sides.amount(Spot { table, row, cell }))
        .map(|amount| amount.money)
        .max_by_key(|money| money.dong().abs());
    let name = [line.code.as_str(), line.name.as_str()].join(" ");
    let name = name.trim();
    let (message, action) = match line.role {
        RowRole::Repeated(row) => (
            format!(
                "Dòng \"{name}\" của bảng kia cùng là {} với dòng khác của bảng, nên không dòng nào được ghép.",
                words::row(sides.programme, row.row)
            ),
            "Gộp các dòng của cùng nhiệm vụ thành một, hoặc bỏ dòng lặp.",
        ),
        _ => (
            format!("Dòng \"{name}\" của bảng kia không khớp mã hoặc tên nhiệm vụ nào của Chương trình."),
            "Ghi mã nhiệm vụ vào dòng này, hoặc bỏ dòng nếu không thuộc Chương trình.",
        ),
    };
    let finding = Finding::new(Code::DC03, Severity::Error, message, action).at(of.place(cells));
    match largest {
        Some(amount) => finding.compare(amount, Money::ZERO),
        None => finding,
    }
}

/// DC04.
fn contradicts_itself(sides: &Sides<'_>, one: &Contradiction) -> Finding {
    let row = sides.row(one.whole);
    let table = sides.table(one.whole);
    let column = table.columns.iter().find(|column| column.col == sides.cell(one.whole).col);
    let header = column.map(|column| column.header.clone()).unwrap_or_default();
    let name = if row.name.is_empty() { row.code.clone() } else { row.name.clone() };
    let what = format!("dòng \"{name}\", cột \"{header}\"");
    let (stated, right) = (&one.stated, &one.right);
    let message = match one.against {
        Against::Rows => format!("Bảng kia tự mâu thuẫn: {what} ghi {stated}, nhưng các dòng cộng lại là {right}."),
        Against::Sources => format!("Bảng kia tự mâu thuẫn: {what} ghi {stated}, nhưng các nguồn cộng lại là {right}."),
        Against::Years => format!("Bảng kia tự mâu thuẫn: {what} ghi {stated}, nhưng các năm cộng lại là {right}."),
        Against::Share => {
            format!("Bảng kia tự mâu thuẫn: {what} ghi tỷ lệ {stated}, nhưng tính từ số tiền là {right}.")
        }
        Against::Elsewhere => {
            format!("Bảng kia tự mâu thuẫn: {what} ghi {stated}, nhưng chỗ khác của tệp ghi {right}.")
        }
    };
    let mut finding =
        Finding::new(Code::DC04, Severity::Error, message, "Đề nghị bên lập bảng kiểm tra lại phép cộng của ô này.")
            .compare(stated.clone(), right.clone())
            .at(table.place([sides.at(one.whole)]));
    let mut others: Vec<Place> = Vec::new();
    for part in &one.parts {
        let at = sides.at(*part);
        match others.last_mut() {
            Some(place) if place.sheet.as_ref() == Some(&sides.table(*part).sheet) => place.cells.push(at.into()),
            _ => others.push(sides.table(*part).place([at])),
        }
    }
    finding.places.extend(others);
    match super::sides::slice(table, row, sides.cell(one.whole)) {
        Some(slice) => about(finding, &slice),
        None => finding,
    }
}
