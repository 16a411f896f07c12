//! "Kinh phí": what the changes do to each task, in all and by source.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::remark;
use crate::model::revision::{Effect, Revision};
use crate::model::{Money, SourceId, Stage};
use crate::programme::Programme;
use crate::report::workbook::pen::{self, At, Written};
use crate::report::workbook::style::{self, Mark, Tone, Weight};
use crate::report::workbook::{fit, view};

const TASK: f64 = 9.0;
const NAME: f64 = 34.0;
const COUNT: f64 = 9.0;
const AMOUNT: f64 = 15.0;
/// The columns of counts: projects, then quantity, each before and now.
const COUNTS: u16 = 2;
const MONEY: u16 = COUNTS + 4;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, programme: &Programme, revision: &Revision) -> Written {
    let sources = shown(programme, revision);
    let columns = MONEY + 3 * u16::try_from(sources.len() + 1).unwrap_or_default();
    let mut widths = vec![TASK, NAME, COUNT, COUNT, COUNT, COUNT];
    widths.resize(columns.into(), AMOUNT);
    style::widths(sheet, &widths)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    pen::text(sheet, (0, 0), "KINH PHÍ THAY ĐỔI THEO NHIỆM VỤ VÀ NGUỒN", &style::heading())?;
    let words = "Chỉ các nhiệm vụ có thay đổi; chỉ tính các đề án được tính vào phụ lục. Đơn vị tính: đồng.";
    pen::text(sheet, (1, 0), words, &style::text().set_italic())?;
    let mut row = 3;
    for stage in Stage::ALL {
        let effects: Vec<&Effect> = revision.effects.iter().filter(|effect| effect.stage == stage).collect();
        if !effects.is_empty() {
            pen::text(sheet, (row, 0), &format!("Giai đoạn: {}", stage.name()), &style::heading())?;
            head(sheet, programme, row + 1, &sources)?;
            row = block(sheet, programme, row + 3, &effects, &sources)? + 2;
        }
    }
    if revision.effects.is_empty() {
        remark(sheet, row, MONEY + 2, "Không có thay đổi nào về số lượng và kinh phí.", Tone::Good)?;
    }
    sheet.set_freeze_panes(0, 2)?;
    Ok(())
}

/// The sources that are always shown, and those with money in either edition.
fn shown(programme: &Programme, revision: &Revision) -> Vec<SourceId> {
    let has = |source| {
        let some = |effect: &Effect| !effect.was.source(source).is_zero() || !effect.is.source(source).is_zero();
        revision.effects.iter().any(some)
    };
    programme.source_ids().filter(|source| programme.source(*source).always_shown || has(*source)).collect()
}

fn head(sheet: &mut Worksheet, programme: &Programme, row: u32, sources: &[SourceId]) -> Written {
    let head = style::head();
    for (col, text) in [(0, "Mã"), (1, "Nhiệm vụ")] {
        pen::merged(sheet, (row, col), (row + 1, col), text, &head)?;
    }
    for (col, text) in [(COUNTS, "Số đề án"), (COUNTS + 2, "Số lượng")] {
        pen::merged(sheet, (row, col), (row, col + 1), text, &head)?;
        pen::text(sheet, (row + 1, col), "Cũ", &head)?;
        pen::text(sheet, (row + 1, col + 1), "Mới", &head)?;
    }
    let names =
        std::iter::once("Tổng kinh phí").chain(sources.iter().map(|source| programme.source(*source).short.as_str()));
    for (name, col) in names.zip((MONEY..).step_by(3)) {
        pen::merged(sheet, (row, col), (row, col + 2), name, &head)?;
        for (text, col) in ["Cũ", "Mới", "Chênh lệch"].into_iter().zip(col..) {
            pen::text(sheet, (row + 1, col), text, &head)?;
        }
    }
    Ok(())
}

/// The tasks of one stage and their sum; gives the row of the sum.
fn block(
    sheet: &mut Worksheet,
    programme: &Programme,
    first: u32,
    effects: &[&Effect],
    sources: &[SourceId],
) -> Written<u32> {
    let mut row = first;
    for effect in effects {
        line(sheet, programme, row, effect, sources)?;
        row += 1;
    }
    let bold = |format| Weight::Total.apply(format);
    pen::merged(sheet, (row, 0), (row, 1), "Cộng các nhiệm vụ có thay đổi", &bold(style::cell()))?;
    let mut sum = effects.iter().fold(None::<Effect>, |sum, effect| match sum {
        None => Some((*effect).clone()),
        Some(mut sum) => {
            sum.was.add(&effect.was);
            sum.is.add(&effect.is);
            Some(sum)
        }
    });
    let figures = sum.take().map(|sum| figures(&sum, sources)).unwrap_or_default();
    for ((value, signed), col) in figures.into_iter().zip(COUNTS..) {
        // Quantities of different tasks are of different things.
        if matches!(col, 4 | 5) {
            pen::text(sheet, (row, col), "", &bold(style::cell()))?;
            continue;
        }
        let column = format!("=SUM({}:{})", pen::address((first, col)), pen::address((row - 1, col)));
        let pattern = if signed { style::signed(value) } else { style::pattern(value, Mark::Plain) };
        pen::formula(sheet, (row, col), &column, value, &bold(style::figure().set_num_format(pattern)))?;
    }
    Ok(row)
}

fn line(sheet: &mut Worksheet, programme: &Programme, row: u32, effect: &Effect, sources: &[SourceId]) -> Written {
    let (code, name) = effect.task.map_or((view::UNCLASSIFIED, ""), |task| {
        (programme.task(task).code.as_str(), programme.task(task).name.as_str())
    });
    pen::text(sheet, (row, 0), code, &style::cell())?;
    pen::text(sheet, (row, 1), name, &style::cell())?;
    let code = fit::height(code, TASK, style::SMALL, false);
    sheet.set_row_height(row, fit::height(name, NAME, style::SMALL, false).max(code))?;
    for ((value, signed), col) in figures(effect, sources).into_iter().zip(COUNTS..) {
        if !signed {
            pen::number(sheet, (row, col), value, &style::figure().set_num_format(style::pattern(value, Mark::Plain)))?;
            continue;
        }
        difference(sheet, (row, col), value)?;
    }
    Ok(())
}

/// The difference of the two cells before it, marked where there is one.
fn difference(sheet: &mut Worksheet, (row, col): At, value: Decimal) -> Written {
    let formula = format!("={}-{}", pen::address((row, col - 1)), pen::address((row, col - 2)));
    let format = style::figure().set_num_format(style::signed(value));
    let format = if value.is_zero() { format } else { Tone::Caution.colour(format).set_bold() };
    pen::formula(sheet, (row, col), &formula, value, &format)
}

/// The figures of a line from [`COUNTS`] on, each with whether it is a difference.
fn figures(effect: &Effect, sources: &[SourceId]) -> Vec<(Decimal, bool)> {
    let (was, is) = (&effect.was, &effect.is);
    let mut figures: Vec<_> =
        [was.projects.into(), is.projects.into(), was.quantity, is.quantity].map(|count| (count, false)).to_vec();
    let mut money = |was: Money, is: Money| {
        figures.extend([(was.dong(), false), (is.dong(), false), ((is - was).dong(), true)]);
    };
    money(was.total(), is.total());
    sources.iter().for_each(|source| money(was.source(*source), is.source(*source)));
    figures
}
