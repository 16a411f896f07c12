//! Six figures that say what was read and how it came out.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet};

use super::{merge, span, span_width};
use crate::model::number::vietnamese;
use crate::model::{Appendix, AppendixRow, FigureKey, FigureOf, InputStatus, Severity};
use crate::report::workbook::appendix::Figures;
use crate::report::workbook::fit;
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::style::{self, Mark, Tone};
use crate::report::workbook::view::View;

const WIDE: u16 = 2;

struct Card {
    caption: String,
    figure: Figure,
    below: String,
    tone: Option<Tone>,
}

enum Figure {
    Number(Decimal),
    Formula(String, Decimal),
    Text(String),
}

/// Writes the cards; gives the next row.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32) -> Written<u32> {
    let mut tallest: f64 = 0.0;
    for (card, position) in cards(view, figures).into_iter().zip(0_u16..) {
        tallest = tallest.max(fit::height(&card.below, span_width(WIDE), style::SMALL, false));
        let cols = (position * WIDE, position * WIDE + WIDE - 1);
        span(sheet, row, cols, &card.caption, &style::card_caption())?;
        let format = style::card_figure();
        let format = card.tone.map_or(format.clone(), |tone| tone.colour(format));
        put(sheet, row + 1, cols, &card.figure, format)?;
        span(sheet, row + 2, cols, &card.below, &style::card_caption())?;
    }
    sheet.set_row_height(row, 18)?;
    sheet.set_row_height(row + 1, 27)?;
    sheet.set_row_height(row + 2, tallest)?;
    Ok(row + 3)
}

fn put(sheet: &mut Worksheet, row: u32, cols: (u16, u16), figure: &Figure, format: Format) -> Written {
    match figure {
        Figure::Text(text) => span(sheet, row, cols, text, &format),
        Figure::Number(value) => {
            let format = format.set_num_format(style::pattern(*value, Mark::Plain));
            let at = merge(sheet, row, cols, &format)?;
            pen::number(sheet, at, *value, &format)
        }
        Figure::Formula(formula, value) => {
            let format = format.set_num_format(style::pattern(*value, Mark::Plain)).set_shrink();
            let at = merge(sheet, row, cols, &format)?;
            pen::formula(sheet, at, formula, *value, &format)
        }
    }
}

fn cards(view: &View<'_>, figures: &Figures) -> Vec<Card> {
    let outcome = view.outcome;
    let counted = view.details.iter().filter(|detail| detail.excluded.is_none()).count();
    let (matched, all) = (outcome.comparisons.matched(), outcome.comparisons.figures());
    let plan = view.plan_years().map(|years| format!(", {years}")).unwrap_or_default();
    let number = |count: usize| Figure::Number(count.into());
    let severity = |severity: Severity, bad: Tone, below: &str| Card {
        caption: severity.name().to_owned(),
        figure: number(outcome.count(severity)),
        below: below.to_owned(),
        tone: Some(if outcome.count(severity) == 0 { Tone::Good } else { bad }),
    };
    vec![
        Card {
            caption: "Tệp đã đọc".to_owned(),
            figure: number(outcome.files(InputStatus::Read)),
            below: other_files(view),
            tone: None,
        },
        Card { caption: "Đề án được tính".to_owned(), figure: number(counted), below: seen(view), tone: None },
        Card {
            caption: format!("Kinh phí {}", view.figures_name().to_lowercase()),
            figure: money(view, figures),
            below: "triệu đồng".to_owned(),
            tone: None,
        },
        Card {
            caption: "Khớp Chương trình".to_owned(),
            figure: Figure::Text(format!("{}/{}", vietnamese(matched.into()), vietnamese(all.into()))),
            below: format!("chỉ tiêu của ba phụ lục{plan}"),
            tone: Some(if matched == all { Tone::Good } else { Tone::Caution }),
        },
        severity(Severity::Error, Tone::Bad, "phải sửa"),
        Card {
            below: format!("và {} lưu ý", vietnamese(outcome.count(Severity::Note).into())),
            ..severity(Severity::Warning, Tone::Caution, "")
        },
    ]
}

/// How many projects were seen, of the years that were asked for where any were.
fn seen(view: &View<'_>) -> String {
    let shown = view.details.iter().filter(|detail| view.outcome.shows(detail.project.year)).count();
    let plan = view.plan_years().map(|years| format!(" của {years}")).unwrap_or_default();
    format!("trên {} đề án đã thấy{plan}", vietnamese(shown.into()))
}

fn money(view: &View<'_>, figures: &Figures) -> Figure {
    let key = FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of: FigureOf::Total };
    let value = view.pick(&view.sums(AppendixRow::Total, None), FigureOf::Total);
    figures.get(&key).map_or(Figure::Number(value), |cell| Figure::Formula(format!("={cell}"), value))
}

fn other_files(view: &View<'_>) -> String {
    let statuses = [InputStatus::Rejected, InputStatus::Duplicate, InputStatus::Superseded, InputStatus::Ignored];
    let others: Vec<_> = statuses
        .into_iter()
        .map(|status| (view.outcome.files(status), status.name().to_lowercase()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{} {name}", vietnamese(count.into())))
        .collect();
    if others.is_empty() { "tất cả các tệp".to_owned() } else { others.join(", ") }
}
