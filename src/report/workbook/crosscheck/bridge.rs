//! "Cầu chênh lệch": from each total of theirs to ours, cause by cause; under it what each cause is.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use crate::model::crosscheck::{BridgeLine, Cause, Crosscheck};
use crate::model::{FigureOf, Money, Place};
use crate::programme::Programme;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Tone};

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const YEAR: u16 = 0;
const SOURCE: u16 = 1;
const THEIRS: u16 = 2;
/// The first of the causes; there are nine.
const STEPS: u16 = 3;
const OURS: u16 = STEPS + 9;
const AT: u16 = OURS + 1;
const WIDTHS: [f64; AT as usize + 1] =
    [11.0, 19.0, 16.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0, 14.0, 14.0, 16.0, 16.0];

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, crosscheck: &Crosscheck) -> Written {
    style::widths(sheet, &WIDTHS)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    head(sheet)?;
    let mut row = FIRST;
    for line in &crosscheck.bridge {
        bridge_line(sheet, programme, row, line)?;
        row += 1;
    }
    sheet.set_freeze_panes(FIRST, THEIRS)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    causes(sheet, crosscheck, row + 1)
}

fn head(sheet: &mut Worksheet) -> Written {
    pen::text(sheet, (0, 0), "CẦU CHÊNH LỆCH: TỪ TỔNG CỦA BẢNG KIA ĐẾN TỔNG CỦA TA", &style::heading())?;
    let words = "Mỗi dòng cộng đúng đến đồng: tổng của bảng kia cộng các cột nguyên nhân bằng tổng của ta. Số có từ hai nguyên nhân trở lên cùng giải thích được thì để ở cột \"Chưa giải thích được\".";
    pen::merged(sheet, (1, 0), (1, AT), words, &style::remark())?;
    sheet.set_row_height(1, fit::height(words, WIDTHS.iter().sum(), style::SMALL, false))?;
    pen::merged(sheet, (2, 0), (2, AT), "Đơn vị tính: đồng", &style::money_unit())?;
    let headers = ["Năm", "Nguồn", "Bảng kia"].into_iter();
    let headers = headers.chain(Cause::ALL.iter().map(|cause| cause.name())).chain(["Bên ta", "Ô của bảng kia"]);
    let mut tallest: f64 = 0.0;
    for ((text, col), width) in headers.zip(0_u16..).zip(WIDTHS) {
        pen::text(sheet, (HEADER, col), text, &style::head())?;
        tallest = tallest.max(fit::height(text, width, style::SMALL, true));
    }
    sheet.set_row_height(HEADER, tallest)?;
    Ok(())
}

fn bridge_line(sheet: &mut Worksheet, programme: &Programme, row: u32, line: &BridgeLine) -> Written {
    match line.year {
        Some(year) => pen::number(sheet, (row, YEAR), year.into(), &style::centred())?,
        None => pen::text(sheet, (row, YEAR), "Cả giai đoạn", &style::centred())?,
    }
    pen::text(sheet, (row, SOURCE), of(programme, line.of), &style::cell())?;
    let plain = |amount: Money| style::figure().set_num_format(style::pattern(amount.dong(), Mark::Plain));
    pen::number(sheet, (row, THEIRS), line.theirs.dong(), &plain(line.theirs))?;
    for ((cause, step), col) in Cause::ALL.iter().zip(&line.steps).zip(STEPS..) {
        step_cell(sheet, (row, col), *cause, step.dong())?;
    }
    // The sum of the line is ours: whoever doubts a step sees it move.
    let span = format!("=SUM({}:{})", pen::address((row, THEIRS)), pen::address((row, OURS - 1)));
    pen::formula(sheet, (row, OURS), &span, line.ours.dong(), &plain(line.ours).set_bold())?;
    let at = line.at.as_ref().map_or_else(|| "cộng từ các dòng".to_owned(), place);
    pen::text(sheet, (row, AT), &at, &style::cell())?;
    sheet.set_row_height(row, fit::height(&at, WIDTHS[AT as usize], style::SMALL, false))?;
    Ok(())
}

fn step_cell(sheet: &mut Worksheet, at: pen::At, cause: Cause, step: Decimal) -> Written {
    if step.is_zero() {
        return pen::number(sheet, at, step, &style::figure().set_num_format("\"–\""));
    }
    let tone = if cause == Cause::Unexplained { Tone::Bad } else { Tone::Caution };
    pen::number(sheet, at, step, &tone.colour(style::figure()).set_bold().set_num_format(style::signed(step)))
}

fn place(place: &Place) -> String {
    let cells: Vec<String> = place.cells.iter().map(ToString::to_string).collect();
    format!("{}!{}", place.sheet.as_deref().unwrap_or_default(), cells.join(", "))
}

fn of(programme: &Programme, of: FigureOf) -> &str {
    match of {
        FigureOf::Quantity => "Số lượng",
        FigureOf::Total => "Tổng kinh phí",
        FigureOf::Mobilised => "Vốn huy động",
        FigureOf::State => "Ngân sách nhà nước",
        FigureOf::Source(source) => &programme.source(source).short,
    }
}

/// What each cause is, and what could be the cause where it is not known.
fn causes(sheet: &mut Worksheet, crosscheck: &Crosscheck, mut row: u32) -> Written {
    pen::text(sheet, (row, 0), "TỪNG NGUYÊN NHÂN", &style::heading())?;
    row += 1;
    if crosscheck.bookings.is_empty() {
        let words = "Không có chênh lệch nào phải giải thích ở các nhiệm vụ.";
        return pen::merged(sheet, (row, 0), (row, AT), words, &style::verdict(Tone::Good));
    }
    let columns = [(0, 1, "Nguyên nhân"), (2, 7, "Nội dung"), (8, AT, "Có thể do (chưa kết luận được)")];
    for (first, last, text) in columns {
        pen::merged(sheet, (row, first), (row, last), text, &style::head())?;
    }
    for booking in &crosscheck.bookings {
        row += 1;
        let candidates = booking.candidates.join(";\n");
        let texts = [booking.cause.name(), &booking.words, &candidates];
        let mut tallest: f64 = 0.0;
        for (text, (first, last, _)) in texts.into_iter().zip(columns) {
            pen::merged(sheet, (row, first), (row, last), text, &style::cell())?;
            let width = WIDTHS[first as usize..=last as usize].iter().sum();
            tallest = tallest.max(fit::height(text, width, style::SMALL, false));
        }
        sheet.set_row_height(row, tallest)?;
    }
    Ok(())
}
