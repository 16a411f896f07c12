//! "Kinh phí": what the changes do to each task and year, in all and by source; under it the sum of each stage.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::{headers, remark};
use crate::model::revision::{Effect, Revision};
use crate::model::{Stage, Sums};
use crate::programme::Programme;
use crate::report::workbook::pen::{self, At, Written};
use crate::report::workbook::style::{self, Mark, Tone, Weight};
use crate::report::workbook::{fit, view};

const COLUMNS: [(&str, f64); 8] = [
    ("Giai đoạn", 10.0),
    ("Năm", 7.0),
    ("Mã", 8.0),
    ("Nhiệm vụ", 44.0),
    ("Chỉ tiêu", 18.0),
    ("Bản cũ", 17.0),
    ("Bản mới", 17.0),
    ("Chênh lệch", 17.0),
];
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const STAGE: u16 = 0;
const FIGURE: u16 = 4;
const WAS: u16 = 5;
const IS: u16 = 6;
const LAST: u16 = 7;
const QUANTITY: &str = "Số lượng";
const TOTAL: &str = "Tổng kinh phí";

/// A figure of a task, before and now.
struct Step {
    name: String,
    was: Decimal,
    is: Decimal,
}

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, revision: &Revision) -> Written {
    style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "KINH PHÍ THAY ĐỔI THEO NHIỆM VỤ VÀ NGUỒN", &style::heading())?;
    let words =
        "Chỉ các nhiệm vụ, năm và chỉ tiêu có thay đổi; chỉ tính các đề án được tính vào phụ lục. Số tiền: đồng.";
    pen::text(sheet, (1, 0), words, &style::text().set_italic())?;
    headers(sheet, HEADER, &COLUMNS)?;
    let mut row = FIRST;
    for effect in &revision.effects {
        for step in steps(programme, &effect.was, &effect.is) {
            line(sheet, programme, row, effect, &step)?;
            row += 1;
        }
    }
    if revision.effects.is_empty() {
        remark(sheet, row, LAST, "Không có thay đổi nào về số lượng và kinh phí.", Tone::Good)?;
    }
    sheet.autofilter(HEADER, 0, row.saturating_sub(1).max(FIRST), LAST)?;
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sums(sheet, programme, revision, row)
}

/// The figures that differ; the total closes them where any money does.
fn steps(programme: &Programme, was: &Sums, is: &Sums) -> Vec<Step> {
    let counts =
        [("Số đề án", Decimal::from(was.projects), Decimal::from(is.projects)), (QUANTITY, was.quantity, is.quantity)];
    let sources = programme
        .source_ids()
        .map(|source| (programme.source(source).short.as_str(), was.source(source).dong(), is.source(source).dong()));
    let figures = counts.into_iter().chain(sources).filter(|(_, was, is)| was != is);
    let mut steps: Vec<Step> = figures.map(|(name, was, is)| Step { name: name.to_owned(), was, is }).collect();
    if was.sources != is.sources {
        steps.push(Step { name: TOTAL.to_owned(), was: was.total().dong(), is: is.total().dong() });
    }
    steps
}

fn line(sheet: &mut Worksheet, programme: &Programme, row: u32, effect: &Effect, step: &Step) -> Written {
    let (code, name) = effect.task.map_or((view::UNCLASSIFIED, ""), |task| {
        let task = programme.task(task);
        (task.code.as_str(), task.name.as_str())
    });
    let weight = if step.name == TOTAL { Weight::Section } else { Weight::Plain };
    let cell = weight.apply(style::cell());
    pen::text(sheet, (row, STAGE), effect.stage.name(), &cell)?;
    pen::number(sheet, (row, 1), effect.year.into(), &weight.apply(style::centred()))?;
    for (col, text) in [(2, code), (3, name), (FIGURE, &step.name)] {
        pen::text(sheet, (row, col), text, &cell)?;
    }
    let height = |col: usize, text: &str| fit::height(text, COLUMNS[col].1, style::SMALL, weight != Weight::Plain);
    sheet.set_row_height(row, height(2, code).max(height(3, name)).max(height(4, &step.name)))?;
    let plain = |value: Decimal| weight.apply(style::figure().set_num_format(style::pattern(value, Mark::Plain)));
    pen::number(sheet, (row, WAS), step.was, &plain(step.was))?;
    pen::number(sheet, (row, IS), step.is, &plain(step.is))?;
    difference(sheet, row, step.is - step.was)
}

/// The difference of the two cells before it; floats of đồng are whole, and so is it.
fn difference(sheet: &mut Worksheet, row: u32, value: Decimal) -> Written {
    let formula = format!("={}-{}", pen::address((row, IS)), pen::address((row, WAS)));
    let format = Tone::Caution.colour(style::figure().set_num_format(style::signed(value))).set_bold();
    pen::formula(sheet, (row, LAST), &formula, value, &format)
}

/// What all of a stage's lines of money come to; quantities of different tasks are of different things.
fn sums(sheet: &mut Worksheet, programme: &Programme, revision: &Revision, end: u32) -> Written {
    let mut row = end + 1;
    for stage in Stage::ALL {
        for step in of_stage(programme, revision, stage) {
            let format = Weight::Total.apply(style::cell());
            pen::text(sheet, (row, STAGE), stage.name(), &format)?;
            pen::merged(sheet, (row, 1), (row, 3), "Cộng các dòng có thay đổi ở trên", &format)?;
            pen::text(sheet, (row, FIGURE), &step.name, &format)?;
            for (col, value) in [(WAS, step.was), (IS, step.is)] {
                sum(sheet, (row, col), end - 1, value)?;
            }
            difference(sheet, row, step.is - step.was)?;
            row += 1;
        }
    }
    Ok(())
}

/// The sums of the lines that are listed, by figure: one that did not change in a task is not among them.
fn of_stage(programme: &Programme, revision: &Revision, stage: Stage) -> Vec<Step> {
    let mut sums: Vec<Step> = Vec::new();
    for effect in revision.effects.iter().filter(|effect| effect.stage == stage) {
        for step in steps(programme, &effect.was, &effect.is).into_iter().filter(|step| step.name != QUANTITY) {
            match sums.iter_mut().find(|sum| sum.name == step.name) {
                Some(sum) => {
                    sum.was += step.was;
                    sum.is += step.is;
                }
                None => sums.push(step),
            }
        }
    }
    // The total last, as in every task.
    sums.sort_by_key(|sum| sum.name == TOTAL);
    sums
}

/// The sum of a column over the lines of this row's stage and figure.
fn sum(sheet: &mut Worksheet, (row, col): At, last: u32, value: Decimal) -> Written {
    let range = |col| format!("{}:{}", pen::address((FIRST, col)), pen::address((last, col)));
    let (stage, figure) = (pen::address((row, STAGE)), pen::address((row, FIGURE)));
    let formula = format!("=SUMIFS({},{},{stage},{},{figure})", range(col), range(STAGE), range(FIGURE));
    let format = Weight::Total.apply(style::figure().set_num_format(style::pattern(value, Mark::Plain)));
    pen::formula(sheet, (row, col), &formula, value, &format)
}
