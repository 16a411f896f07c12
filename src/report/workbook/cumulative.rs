//! "Lũy kế": where the programme stands since its first year, at the end of the years that were asked for. What the
//! earlier years hold, what these years add, what is left of the programme, by task and source.

use rust_decimal::Decimal;
use rust_xlsxwriter::{IgnoreError, Worksheet};

use super::appendix::Figures;
use super::pen::{self, Written};
use super::style::{self, Mark, Weight};
use super::view::{UNCLASSIFIED, View};
use super::{CUMULATIVE, detail, fit};
use crate::model::{AppendixRow, Basis, Comparison, Figure, FigureOf, SourceId, Yearly, comparison};

const WIDTHS: [f64; 10] = [8.0, 52.0, 20.0, 12.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0];
const HEADER: u32 = 4;
const FIRST: u32 = HEADER + 1;
const CODE: u16 = 0;
const NAME: u16 = 1;
const OF: u16 = 2;
const MEASURE: u16 = 3;
const PLANNED: u16 = 4;
const EARLIER: u16 = 5;
const PLAN: u16 = 6;
const SUMMED: u16 = 7;
const LEFT: u16 = 8;
const SHARE: u16 = 9;

/// Writes the sheet; gives where the cumulative figures stand.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, yearly: &Yearly, figures: &Figures) -> Written<Figures> {
    style::widths(sheet, &WIDTHS)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    head(sheet, view, yearly)?;
    let lines: Vec<&Comparison> = yearly.figures.iter().filter(|line| says_something(line)).collect();
    let mut body = Body { sheet, view, figures, lines: &lines };
    let mut cells = Figures::new();
    for (at, row) in (0..lines.len()).zip(FIRST..) {
        body.line(at, row)?;
        cells.insert(lines[at].key, format!("'{CUMULATIVE}'!{}", pen::address((row, SUMMED))));
    }
    let last = FIRST + u32::try_from(lines.len().max(1)).unwrap_or_default() - 1;
    sheet.autofilter(HEADER, 0, last, SHARE)?;
    sheet.set_freeze_panes(FIRST, 2)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.ignore_error_range(FIRST, CODE, last, CODE, IgnoreError::NumberStoredAsText)?;
    Ok(cells)
}

/// A source of which the programme plans nothing and nothing stands is no line of a task.
fn says_something(line: &Comparison) -> bool {
    let is_zero = |figure: &Figure| comparison::number(figure).is_zero();
    let nothing = line.programme.as_ref().is_none_or(is_zero) && is_zero(line.shown());
    !(nothing && matches!(line.key.of, FigureOf::State | FigureOf::Source(_)))
}

fn head(sheet: &mut Worksheet, view: &View<'_>, yearly: &Yearly) -> Written {
    let words = |years: Vec<i32>| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let title = format!("LŨY KẾ ĐẾN NĂM {} SO VỚI CHƯƠNG TRÌNH", yearly.last);
    pen::text(sheet, (0, 0), &title, &style::heading())?;
    let of = match view.outcome.basis {
        Basis::Registered => view.stage.name().to_lowercase(),
        Basis::Admissible => format!("{} sau rà soát mức hỗ trợ", view.stage.name().to_lowercase()),
    };
    let what = format!(
        "Số liệu {of} {}; Chương trình là số của cả giai đoạn. Còn lại = Chương trình − Lũy kế; dấu {} là đã vượt.",
        yearly.span(),
        Mark::Above.sign(),
    );
    pen::text(sheet, (1, 0), &what, &style::text())?;
    let missing: Vec<i32> = yearly.missing().collect();
    let held = if missing.is_empty() {
        "Có bản nộp của tất cả các năm trên.".to_owned()
    } else {
        format!("CHƯA ĐỦ: chưa có bản nộp của năm {}; lũy kế thiếu các năm này.", words(missing))
    };
    pen::text(sheet, (2, 0), &held, &style::text().set_bold())?;
    pen::text(sheet, (3, 0), "Tiền: triệu đồng", &style::text().set_italic())?;
    let shown = &view.outcome.years;
    let (before, others): (Vec<i32>, &str) = (
        (yearly.first..=yearly.last).filter(|year| !shown.contains(year)).collect(),
        if shown.first() == shown.last() { "Các năm trước" } else { "Các năm khác" },
    );
    let earlier = if before.is_empty() { others.to_owned() } else { format!("{others}: {}", words(before)) };
    let plan = format!("Năm {}", words(shown.iter().copied().collect()));
    let summed = format!("Lũy kế đến năm {}", yearly.last);
    let headers = [
        "Mã",
        "Nhiệm vụ",
        "Chỉ tiêu",
        "ĐVT",
        "Chương trình",
        &earlier,
        &plan,
        &summed,
        "Còn lại",
        "% so với Chương trình",
    ];
    let mut tallest: f64 = 0.0;
    for ((header, width), col) in headers.iter().zip(WIDTHS).zip(0_u16..) {
        pen::text(sheet, (HEADER, col), header, &style::head())?;
        tallest = tallest.max(fit::height(header, width - 3.0, style::SMALL, true));
    }
    sheet.set_row_height(HEADER, tallest)?;
    Ok(())
}

/// The table under way.
struct Body<'a, 'b> {
    sheet: &'a mut Worksheet,
    view: &'a View<'b>,
    figures: &'a Figures,
    lines: &'a [&'a Comparison],
}

impl Body<'_, '_> {
    fn line(&mut self, at: usize, row: u32) -> Written {
        let line = self.lines[at];
        let first = at.checked_sub(1).is_none_or(|before| self.lines[before].key.row != line.key.row);
        let weight = match (line.key.row, first) {
            (AppendixRow::Total, _) => Weight::Total,
            (_, true) => Weight::Section,
            (_, false) => Weight::Plain,
        };
        self.words(row, line, first, weight)?;
        let shown = shown(line.shown());
        let plan = self.plan(line);
        let (earlier_formula, plan_formula) = (self.earlier(at, row), self.plan_formula(at));
        self.figure((row, EARLIER), earlier_formula, shown - plan, weight)?;
        self.figure((row, PLAN), plan_formula, plan, weight)?;
        let cells = |col: u16| pen::address((row, col));
        self.figure((row, SUMMED), Some(format!("={}+{}", cells(EARLIER), cells(PLAN))), shown, weight)?;
        self.against(row, line, shown, weight)
    }

    fn words(&mut self, row: u32, line: &Comparison, first: bool, weight: Weight) -> Written {
        let programme = self.view.programme;
        let (code, name, measure) = match line.key.row {
            AppendixRow::Task(task) => {
                let task = programme.task(task);
                (task.code.as_str(), task.name.as_str(), task.measure.as_str())
            }
            AppendixRow::Unclassified => (UNCLASSIFIED, "", ""),
            AppendixRow::Total | AppendixRow::Section(_) => ("", "TỔNG CỘNG", ""),
        };
        let name = if first { name } else { "" };
        let (of, measure) = match line.key.of {
            FigureOf::Quantity => ("Số lượng", measure),
            FigureOf::Total => ("Tổng kinh phí", "triệu đồng"),
            FigureOf::Mobilised => ("Vốn huy động", "triệu đồng"),
            FigureOf::State => ("Ngân sách nhà nước", "triệu đồng"),
            FigureOf::Source(source) => (programme.source(source).short.as_str(), "triệu đồng"),
        };
        for (col, text, centred) in [(CODE, code, true), (NAME, name, false), (OF, of, false), (MEASURE, measure, true)]
        {
            let format = if centred { style::centred() } else { style::cell() };
            pen::text(self.sheet, (row, col), text, &weight.apply(format))?;
        }
        let bold = weight != Weight::Plain;
        let height = |text: &str, col: u16| fit::height(text, WIDTHS[usize::from(col)], style::SMALL, bold);
        self.sheet.set_row_height(row, height(name, NAME).max(height(of, OF)).max(height(measure, MEASURE)))?;
        Ok(())
    }

    /// What the years that were asked for add.
    fn plan(&self, line: &Comparison) -> Decimal {
        self.view.pick(&self.view.sums(line.key.row, None), line.key.of)
    }

    /// The rows of the table that this figure adds up: a sum of sources stands over its sources.
    fn parts(&self, at: usize) -> Vec<u32> {
        let line = self.lines[at];
        let state = |source: SourceId| self.view.programme.state_sources().any(|other| other == source);
        let is_part = |other: &Comparison| match (line.key.of, other.key.of) {
            (FigureOf::Total, FigureOf::Source(_)) => true,
            (FigureOf::State, FigureOf::Source(source)) => state(source),
            _ => false,
        };
        let of_row =
            self.lines.iter().zip(FIRST..).filter(|(other, _)| other.key.row == line.key.row && is_part(other));
        of_row.map(|(_, row)| row).collect()
    }

    fn sum_of_parts(&self, at: usize, col: u16) -> Option<String> {
        let cells: Vec<_> = self.parts(at).into_iter().map(|row| pen::address((row, col))).collect();
        (!cells.is_empty()).then(|| format!("={}", cells.join("+")))
    }

    /// The formula of what the other years hold: the projects that count towards this sheet alone. What the review
    /// admits of them is a value: the review of a year is the work of that year's run.
    fn earlier(&self, at: usize, row: u32) -> Option<String> {
        let line = self.lines[at];
        if !self.view.live || self.view.outcome.basis != Basis::Registered {
            return None;
        }
        let (column, scale) = match line.key.of {
            FigureOf::Quantity => (detail::QUANTITY.to_owned(), ""),
            FigureOf::Source(source) if self.view.sources.contains(&source) => {
                (detail::source_header(self.view, source), "/1000000")
            }
            FigureOf::Source(_) => return None,
            _ => return self.sum_of_parts(at, EARLIER),
        };
        let over_table = |table: &str| {
            let of = |header: &str| detail::reference_in(table, header);
            let counted = (of(detail::COUNTED), format!("\"{}\"", detail::CUMULATED));
            let task = (of(detail::TASK), format!("${}", pen::address((row, CODE))));
            let whole = line.key.row == AppendixRow::Total;
            let criteria = if whole { vec![counted] } else { vec![counted, task] };
            format!("{}{scale}", pen::sum_where(Some(&of(&column)), &criteria, self.view.codes_as_text))
        };
        Some(self.view.detail_pages.sum(over_table))
    }

    /// The formula of what the years that were asked for add: it stands in appendix 01, where the sum of state sources
    /// does not.
    fn plan_formula(&self, at: usize) -> Option<String> {
        let line = self.lines[at];
        let there = self.figures.get(&line.key).map(|cell| format!("={cell}"));
        there.or_else(|| self.sum_of_parts(at, PLAN))
    }

    fn figure(&mut self, at: pen::At, formula: Option<String>, value: Decimal, weight: Weight) -> Written {
        let format = weight.apply(style::figure()).set_num_format(style::pattern(value, Mark::Plain));
        match formula {
            Some(formula) => pen::formula(self.sheet, at, &formula, value, &format),
            None => pen::number(self.sheet, at, value, &format),
        }
    }

    /// The programme's figure, what is left of it, and how much of it is taken.
    fn against(&mut self, row: u32, line: &Comparison, shown_now: Decimal, weight: Weight) -> Written {
        let Some(planned) = line.programme.as_ref().map(shown) else {
            for col in [PLANNED, LEFT, SHARE] {
                pen::text(self.sheet, (row, col), "–", &weight.apply(style::centred()))?;
            }
            return Ok(());
        };
        self.figure((row, PLANNED), None, planned, weight)?;
        let left = planned - shown_now;
        // Before the end of the period, less than the programme is no fault; more is.
        let mark = if left.is_sign_negative() && !left.is_zero() { Mark::Above } else { Mark::Plain };
        let format = mark.colour(weight.apply(style::figure())).set_num_format(style::pattern(left, mark));
        let (plan, now) = (pen::address((row, PLANNED)), pen::address((row, SUMMED)));
        pen::formula(self.sheet, (row, LEFT), &pen::difference(&plan, &now), left, &format)?;
        if planned.is_zero() {
            return pen::text(self.sheet, (row, SHARE), "–", &weight.apply(style::centred()));
        }
        let format = weight.apply(style::figure()).set_num_format(style::PERCENT);
        pen::share(self.sheet, (row, SHARE), (&now, &plan), shown_now / planned, &format)
    }
}

/// Money in triệu đồng, a count as it is.
fn shown(figure: &Figure) -> Decimal {
    match figure {
        Figure::Money(amount) => amount.trieu(),
        other => comparison::number(other),
    }
}
