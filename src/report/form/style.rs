//! Every font, colour, border and page setting of the form.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

/// Whole triệu; [`fraction`] shows more digits where an amount has them.
const WHOLE: &str = "#,##0";
const INK: Color = Color::RGB(0x1F_2A_44);
const HEADER_FILL: Color = Color::RGB(0xD9_E2_F0);
const TOTAL_FILL: Color = Color::RGB(0xF2_F2_F2);
const RULE: Color = Color::RGB(0x8C_96_A8);
const WRONG_TEXT: Color = Color::RGB(0xC0_00_00);
const WRONG_FILL: Color = Color::RGB(0xFF_D9_D9);

/// Times New Roman, as the decree on state documents asks.
fn text() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::VerticalCenter)
}

/// A line of prose.
pub(super) fn line() -> Format {
    text().set_text_wrap().set_align(FormatAlign::Top)
}

/// A heading within prose.
pub(super) fn heading() -> Format {
    text().set_bold().set_font_color(INK)
}

/// The letterhead and the signature block.
pub(super) fn centred() -> Format {
    text().set_align(FormatAlign::Center)
}

/// The bold lines of the letterhead and the signature block.
pub(super) fn centred_bold() -> Format {
    centred().set_bold()
}

/// What explains a line above it.
pub(super) fn centred_italic() -> Format {
    centred().set_italic()
}

/// The title.
pub(super) fn title() -> Format {
    centred_bold().set_font_size(16).set_font_color(INK)
}

/// What the title block states of the submission.
pub(super) fn fact() -> Format {
    text().set_bold()
}

/// The unit of money, above the table on the right.
pub(super) fn money_unit() -> Format {
    text().set_italic().set_align(FormatAlign::Right)
}

/// The words of the control line.
pub(super) fn control_label() -> Format {
    text().set_italic()
}

/// The figure of the control line.
pub(super) fn control() -> Format {
    text().set_bold().set_align(FormatAlign::Center).set_border(FormatBorder::Thin)
}

/// The header of a table.
pub(super) fn header() -> Format {
    bordered(centred_bold()).set_text_wrap().set_background_color(HEADER_FILL).set_font_color(INK)
}

/// A cell of prose.
pub(super) fn prose() -> Format {
    bordered(text()).set_text_wrap()
}

/// A short code, kept as text: "2" is a task, no number.
pub(super) fn code() -> Format {
    bordered(centred()).set_num_format("@")
}

/// A short word.
pub(super) fn word() -> Format {
    bordered(centred()).set_text_wrap()
}

/// A year or an ordinal.
pub(super) fn ordinal() -> Format {
    bordered(centred()).set_num_format("0")
}

/// A count.
pub(super) fn count() -> Format {
    ordinal().set_num_format(WHOLE)
}

/// An amount; shrunk rather than shown as "###" where a clerk needs every đồng.
pub(super) fn amount() -> Format {
    bordered(text()).set_num_format(WHOLE).set_align(FormatAlign::Right).set_shrink()
}

/// The words of the total row.
pub(super) fn total_label() -> Format {
    bordered(centred_bold()).set_background_color(TOTAL_FILL)
}

/// A figure of the total row.
pub(super) fn total_amount() -> Format {
    amount().set_bold().set_background_color(TOTAL_FILL)
}

/// What breaks a check.
pub(super) fn wrong() -> Format {
    Format::new().set_font_color(WRONG_TEXT).set_background_color(WRONG_FILL).set_bold()
}

/// An amount with a fraction of a triệu.
pub(super) fn fraction() -> Format {
    Format::new().set_num_format("#,##0.0#####")
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// A4 landscape, one page wide, margins and page numbers as the decree on state documents asks.
pub(super) fn page(sheet: &mut Worksheet) {
    const MM: f64 = 1.0 / 25.4;
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(30.0 * MM, 15.0 * MM, 20.0 * MM, 20.0 * MM, 10.0 * MM, 10.0 * MM)
        .set_header("&C&\"Times New Roman,Regular\"&12&P");
}

/// The height of a line of text, in points.
pub(super) const LINE: f64 = 16.0;

/// How many lines a text takes in a column, on the safe side: no program fits the rows of a file that it only opens.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    text.lines().map(|paragraph| wrapped(paragraph, width)).sum()
}

fn wrapped(paragraph: &str, width: f64) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in paragraph.split_whitespace() {
        let length = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
        if used > 0 && f64::from(used + 1 + length) > width {
            (lines, used) = (lines + 1, length);
        } else {
            used += 1 + length;
        }
    }
    lines
}

/// The height of a row of so many lines.
pub(super) fn height(lines: u32) -> f64 {
    LINE * f64::from(lines.max(1)) + 4.0
}
