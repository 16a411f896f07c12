//! Every font, colour, border and width of the catalogue's workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::programme::book::Kind;

const INK: Color = Color::RGB(0x1F_2A_44);
const HEADER_FILL: Color = Color::RGB(0xD9_E2_F0);
const RULE: Color = Color::RGB(0x8C_96_A8);
/// Amounts, counts and percentages, as many decimals as they have.
const FIGURE: &str = "#,##0.######";
/// Whole numbers, without a decimal mark that nothing follows.
const WHOLE: &str = "#,##0";

fn text() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::Top)
}

pub(super) fn title() -> Format {
    text().set_bold().set_font_size(14).set_font_color(INK)
}

pub(super) fn about() -> Format {
    text().set_italic()
}

pub(super) fn heading() -> Format {
    text().set_bold().set_font_color(INK)
}

pub(super) fn line() -> Format {
    text().set_text_wrap()
}

pub(super) fn header() -> Format {
    bordered(text())
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEADER_FILL)
        .set_font_color(INK)
}

/// The name of a value that stands beside it.
pub(super) fn label() -> Format {
    bordered(text()).set_bold().set_text_wrap()
}

/// What explains a value.
pub(super) fn hint() -> Format {
    bordered(text()).set_italic().set_text_wrap()
}

/// A cell by what it holds; `whole` for a number without decimals.
pub(super) fn cell(kind: Kind, whole: bool) -> Format {
    let cell = bordered(text());
    match kind {
        Kind::Money | Kind::Percent | Kind::Count => {
            cell.set_num_format(if whole { WHOLE } else { FIGURE }).set_align(FormatAlign::Right)
        }
        Kind::Year => cell.set_num_format("0").set_align(FormatAlign::Center),
        Kind::Date => cell.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center),
        Kind::YesNo | Kind::Choice(_) => cell.set_align(FormatAlign::Center).set_text_wrap(),
        // A code such as "2" or "1.10" stays as it is typed.
        Kind::Text | Kind::Prose | Kind::List => cell.set_num_format("@").set_text_wrap(),
    }
}

/// The width of a column by what it holds and its longest line.
pub(super) fn width(kind: Kind, longest: usize) -> f64 {
    let (least, most) = match kind {
        Kind::Money | Kind::Date => (14, 18),
        Kind::Percent | Kind::Count | Kind::Year | Kind::YesNo => (12, 16),
        Kind::Choice(_) => (14, 22),
        Kind::Text | Kind::Prose | Kind::List => (14, 60),
    };
    f64::from(u32::try_from(longest + 2).unwrap_or(most).clamp(least, most))
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// A4 landscape, one page wide.
pub(super) fn page(sheet: &mut Worksheet) {
    const MM: f64 = 1.0 / 25.4;
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(15.0 * MM, 15.0 * MM, 20.0 * MM, 20.0 * MM, 10.0 * MM, 10.0 * MM)
        .set_header("&C&\"Times New Roman,Regular\"&12&P");
}

/// The height of a row that holds so many lines.
pub(super) fn height(lines: usize) -> f64 {
    16.5 * f64::from(u32::try_from(lines.clamp(1, 24)).unwrap_or(1)) + 3.0
}
