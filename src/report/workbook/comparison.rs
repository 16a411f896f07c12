//! "Đối chiếu": every figure of the three appendices against the programme, the worst first.

use rust_decimal::Decimal;
use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::appendix::Figures;
use super::pen::{self, Written};
use super::style::{self, Mark, Tone};
use super::view::{UNCLASSIFIED, View};
use super::{fit, links};
use crate::model::{AppendixRow, Basis, Comparison, Figure, FigureOf, comparison};

const COLUMNS: [(&str, f64); 12] = [
    ("Phụ lục", 8.0),
    ("Mã", 9.0),
    ("Nhiệm vụ", 56.0),
    ("Năm", 12.0),
    ("Nguồn / chỉ tiêu", 20.0),
    ("ĐVT", 12.0),
    ("Chương trình", 14.0),
    ("Đăng ký", 14.0),
    ("Sau rà soát", 15.0),
    ("Chênh lệch", 14.0),
    ("% so với Chương trình", 12.0),
    ("Trạng thái", 15.0),
];
/// What the marks say, and how the projects behind a figure are found.
const LEGEND: &str = "▲ Vượt: cao hơn Chương trình; ▼ Thiếu: thấp hơn Chương trình. Bấm vào mã (hoặc tên dòng không có mã) để mở các đề án.";
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const PLANNED: u16 = 6;
const REGISTERED: u16 = 7;
const ADMISSIBLE: u16 = 8;
const DIFFERENCE: u16 = 9;
const SHARE: u16 = 10;
const STATE: u16 = 11;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures) -> Written {
    let widths: Vec<_> = COLUMNS.iter().map(|(_, width)| *width).collect();
    style::widths(sheet, &widths)?;
    style::page(sheet, style::Orientation::Landscape, 1);
    head(sheet, view)?;
    let rows = sorted(view);
    for (row, comparison) in (FIRST..).zip(&rows) {
        line(sheet, view, figures, row, comparison)?;
    }
    let last = HEADER + u32::try_from(rows.len()).unwrap_or_default();
    sheet.autofilter(HEADER, 0, last.max(FIRST), STATE)?;
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, view: &View<'_>) -> Written {
    let outcome = view.outcome;
    let comparisons = &outcome.comparisons;
    let plan = view.plan_years().map(|years| format!(", KẾ HOẠCH {}", years.to_uppercase())).unwrap_or_default();
    pen::text(sheet, (0, 0), &format!("ĐỐI CHIẾU VỚI CHƯƠNG TRÌNH{plan}"), &style::heading())?;
    let other = match outcome.basis {
        Basis::Registered => Basis::Admissible,
        Basis::Admissible => Basis::Registered,
    };
    let words = format!(
        "Các phụ lục dùng số liệu {}: khớp {}/{} chỉ tiêu (theo số liệu {} thì khớp {}). Chỉ tiêu lệch nhiều tiền nhất đứng trước; chỉ tiêu khớp đứng sau, theo thứ tự phụ lục.",
        of_basis(view, outcome.basis),
        comparisons.matched(),
        comparisons.figures(),
        of_basis(view, other),
        comparisons.matched_on(other),
    );
    pen::text(sheet, (1, 0), &words, &style::text())?;
    let label = &view.programme.phasing.label;
    let by_year = || format!("Số của Chương trình theo nhiệm vụ hoặc nguồn trong từng năm: {label}.");
    let of_period = if label.is_empty() { String::new() } else { by_year() };
    let phasing = view.plan_remark().unwrap_or(of_period);
    let legend = format!("{LEGEND} {phasing}");
    pen::text(sheet, (2, 0), legend.trim_end(), &style::text().set_italic())?;
    for ((header, _), col) in COLUMNS.iter().zip(0_u16..) {
        let header = if col == REGISTERED { view.stage.name() } else { header };
        pen::text(sheet, (HEADER, col), header, &style::head())?;
    }
    sheet.set_row_height(HEADER, fit::height("% so với Chương trình", COLUMNS[10].1 - 3.0, style::SMALL, true))?;
    Ok(())
}

fn of_basis(view: &View<'_>, basis: Basis) -> String {
    match basis {
        Basis::Registered => view.stage.name().to_lowercase(),
        Basis::Admissible => "sau rà soát".to_owned(),
    }
}

/// Money by the size of its difference, then quantities likewise, then what matches, then what the programme
/// gives no figure for; equals in the appendices' order.
fn sorted<'a>(view: &View<'a>) -> Vec<&'a Comparison> {
    let mut rows: Vec<_> = view.outcome.comparisons.iter().collect();
    rows.sort_by_key(|it| {
        let size = it.difference().map(|difference| difference.abs()).unwrap_or_default();
        let group = match (&it.programme, it.key.of) {
            (None, _) => 3,
            (Some(_), _) if size.is_zero() => 2,
            (Some(_), FigureOf::Quantity) => 1,
            (Some(_), _) => 0,
        };
        (group, std::cmp::Reverse(size))
    });
    rows
}

fn line(sheet: &mut Worksheet, view: &View<'_>, figures: &Figures, row: u32, it: &Comparison) -> Written {
    let (code, name) = row_words(view, it.key.row);
    let texts = [it.key.appendix.number(), code, &name, "", of_words(view, it.key.of), measure(view, it)];
    for (text, col) in texts.iter().zip(0_u16..) {
        let format = if col == 2 || col == 4 { style::cell() } else { style::centred() };
        pen::text(sheet, (row, col), text, &format)?;
    }
    // The row's code opens the projects behind it; where it has none, its name does.
    let (col, text) = if code.is_empty() { (2, name.as_str()) } else { (1, code) };
    let opens = links::to_projects(view, view.behind(it.key.row));
    let plain = if col == 2 { style::cell() } else { style::centred() };
    let linked = if col == 2 { style::link() } else { style::link().set_align(FormatAlign::Center) };
    pen::link(sheet, (row, col), text, opens, (&linked, &plain))?;
    match it.key.year {
        Some(number) => pen::number(sheet, (row, 3), number.into(), &style::centred())?,
        None => pen::text(sheet, (row, 3), &all_years(view), &style::centred())?,
    }
    numbers(sheet, figures, row, it)?;
    let height = fit::height(&name, COLUMNS[2].1, style::SMALL, false);
    let of = fit::height(of_words(view, it.key.of), COLUMNS[4].1, style::SMALL, false);
    sheet.set_row_height(row, height.max(of))?;
    Ok(())
}

/// What a figure without a year is of: the period, or the years that were asked for.
fn all_years(view: &View<'_>) -> String {
    let capital = |years: String| years.replacen("năm", "Năm", 1);
    view.plan_years().map_or_else(|| "Cả giai đoạn".to_owned(), capital)
}

/// The two figures side by side, and the one of the appendices against the programme.
fn numbers(sheet: &mut Worksheet, figures: &Figures, row: u32, it: &Comparison) -> Written {
    for (basis, col) in [(Basis::Registered, REGISTERED), (Basis::Admissible, ADMISSIBLE)] {
        let value = shown(it.on(basis));
        match figures.get(&it.key).filter(|_| basis == it.basis) {
            // The appendix is where the figure stands; this one follows it.
            Some(cell) => pen::formula(sheet, (row, col), &format!("={cell}"), value, &plain(value))?,
            None => pen::number(sheet, (row, col), value, &plain(value))?,
        }
    }
    if let Some(planned) = &it.programme {
        return against(sheet, row, it, shown(planned));
    }
    for col in [PLANNED, DIFFERENCE, SHARE] {
        pen::text(sheet, (row, col), "–", &style::centred())?;
    }
    pen::text(sheet, (row, STATE), "Không có chỉ tiêu", &style::centred())
}

fn against(sheet: &mut Worksheet, row: u32, it: &Comparison, planned: Decimal) -> Written {
    let value = shown(it.shown());
    let held = pen::address((row, if it.basis == Basis::Registered { REGISTERED } else { ADMISSIBLE }));
    let plan = pen::address((row, PLANNED));
    let difference = value - planned;
    let mark = Mark::of(Some(difference));
    pen::number(sheet, (row, PLANNED), planned, &plain(planned))?;
    let format = mark.colour(style::figure()).set_num_format(style::signed(difference));
    pen::formula(sheet, (row, DIFFERENCE), &pen::difference(&held, &plan), difference, &format)?;
    if planned.is_zero() {
        pen::text(sheet, (row, SHARE), "–", &style::centred())?;
    } else {
        let format = style::figure().set_num_format(style::PERCENT);
        pen::share(sheet, (row, SHARE), (&held, &plan), value / planned, &format)?;
    }
    let state = match mark {
        Mark::Plain => Tone::Good.colour(style::centred()),
        Mark::Above | Mark::Below => mark.colour(style::centred()),
    };
    pen::text(sheet, (row, STATE), format!("{} {}", mark.sign(), mark.state()).trim(), &state)
}

fn plain(value: Decimal) -> rust_xlsxwriter::Format {
    style::figure().set_num_format(style::pattern(value, Mark::Plain))
}

/// Money in triệu đồng, a count as it is.
fn shown(figure: &Figure) -> Decimal {
    match figure {
        Figure::Money(amount) => amount.trieu(),
        other => comparison::number(other),
    }
}

fn row_words<'a>(view: &View<'a>, row: AppendixRow) -> (&'a str, String) {
    match row {
        AppendixRow::Total => ("", "Tổng cộng".to_owned()),
        AppendixRow::Section(section) => {
            let section = view.programme.section(section);
            (&section.code, section.name.clone())
        }
        AppendixRow::Task(task) => {
            let task = view.programme.task(task);
            (&task.code, task.name.clone())
        }
        AppendixRow::Unclassified => ("", UNCLASSIFIED.to_owned()),
    }
}

fn of_words<'a>(view: &View<'a>, of: FigureOf) -> &'a str {
    match of {
        FigureOf::Quantity => "Số lượng",
        FigureOf::Total => "Tổng kinh phí",
        FigureOf::Mobilised => "Vốn huy động",
        FigureOf::State => "Ngân sách nhà nước",
        FigureOf::Source(source) => &view.programme.source(source).short,
    }
}

fn measure<'a>(view: &View<'a>, it: &Comparison) -> &'a str {
    match (it.key.of, it.key.row) {
        (FigureOf::Quantity, AppendixRow::Task(task)) => &view.programme.task(task).measure,
        (FigureOf::Quantity, _) => "",
        _ => "triệu đồng",
    }
}
