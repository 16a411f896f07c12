//! Every font, colour, width, number format and page set-up of the workbook.
//!
//! The look is that of an appendix under Nghị định 30/2020/NĐ-CP: A4, Times New Roman, margins of 20 mm above and
//! below, 30 mm left, 15 mm right. Colours stay light so that figures survive a black-and-white print.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

/// The typeface of every cell, note, header and chart.
pub const FONT: &str = "Times New Roman";
/// The size of body text, in points.
pub const BODY: f64 = 11.0;
/// The size of text in the dense tables, in points.
pub const SMALL: f64 = 10.0;

const LINK: Color = Color::RGB(0x0005_63C1);
const NAVY: Color = Color::RGB(0x001F_3864);
const GREY: Color = Color::RGB(0x0059_5959);
const LINE: Color = Color::RGB(0x0080_8080);
const HEAD_FILL: Color = Color::RGB(0x00D9_E2F3);
const SECTION_FILL: Color = Color::RGB(0x00F2_F2F2);
const TOTAL_FILL: Color = Color::RGB(0x00E4_E8EE);
const RED: Color = Color::RGB(0x009C_0006);
const RED_FILL: Color = Color::RGB(0x00FC_E4D6);
const AMBER: Color = Color::RGB(0x007F_6000);
const AMBER_FILL: Color = Color::RGB(0x00FF_F2CC);
const BLUE_FILL: Color = Color::RGB(0x00DD_EBF7);
const GREEN: Color = Color::RGB(0x0037_5623);
const GREEN_FILL: Color = Color::RGB(0x00E2_EFDA);

/// The bar of a progress cell.
pub const BAR: Color = Color::RGB(0x009D_C3E6);
/// The chart's colour for the programme.
pub const CHART_PROGRAMME: Color = Color::RGB(0x00A6_A6A6);
/// The chart's colour for what is registered.
pub const CHART_REGISTERED: Color = Color::RGB(0x002F_5597);
/// The background of a cell note.
pub const NOTE: Color = Color::RGB(0x00FF_FFE1);

/// The colours of the sheets' tabs: what is read first, what is signed, what is looked up.
pub const TABS: [Color; 13] = [
    RED,
    NAVY,
    NAVY,
    NAVY,
    CHART_REGISTERED,
    CHART_REGISTERED,
    CHART_REGISTERED,
    CHART_REGISTERED,
    CHART_REGISTERED,
    CHART_PROGRAMME,
    CHART_PROGRAMME,
    CHART_PROGRAMME,
    CHART_PROGRAMME,
];

/// How a figure stands to the programme's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It equals it, or the programme has none.
    Plain,
    /// It is larger.
    Above,
    /// It is smaller.
    Below,
}

impl Mark {
    /// The mark of a difference registered − programme.
    pub fn of(difference: Option<Decimal>) -> Self {
        match difference {
            Some(difference) if difference.is_zero() => Self::Plain,
            Some(difference) if difference.is_sign_negative() => Self::Below,
            Some(_) => Self::Above,
            None => Self::Plain,
        }
    }

    /// The sign that survives a black-and-white print.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Above => "▲",
            Self::Below => "▼",
        }
    }

    /// The word in a column of states.
    pub const fn state(self) -> &'static str {
        match self {
            Self::Plain => "Khớp",
            Self::Above => "Vượt",
            Self::Below => "Thiếu",
        }
    }

    /// The format with the colours of this mark.
    pub fn colour(self, format: Format) -> Format {
        match self {
            Self::Plain => format,
            Self::Above => format.set_background_color(RED_FILL).set_font_color(RED).set_bold(),
            Self::Below => format.set_background_color(AMBER_FILL).set_font_color(AMBER).set_bold(),
        }
    }
}

/// How grave a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Good,
    /// Worth a look.
    Info,
    /// Someone must explain.
    Caution,
    /// Something must be corrected.
    Bad,
}

impl Tone {
    /// The format with the colours of this tone.
    pub fn colour(self, format: Format) -> Format {
        match self {
            Self::Good => format.set_background_color(GREEN_FILL).set_font_color(GREEN),
            Self::Info => format.set_background_color(BLUE_FILL).set_font_color(NAVY),
            Self::Caution => format.set_background_color(AMBER_FILL).set_font_color(AMBER),
            Self::Bad => format.set_background_color(RED_FILL).set_font_color(RED),
        }
    }
}

/// Body text without a border.
pub fn text() -> Format {
    Format::new().set_font_name(FONT).set_font_size(BODY).set_align(FormatAlign::VerticalCenter)
}

/// Small grey text under a heading, wrapped.
pub fn remark() -> Format {
    text().set_font_size(SMALL).set_italic().set_font_color(GREY).set_text_wrap()
}

/// "Phụ lục 01".
pub fn appendix_number() -> Format {
    text().set_font_size(14).set_bold().set_align(FormatAlign::Center)
}

/// A title in capitals.
pub fn title() -> Format {
    text().set_font_size(13).set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

/// The line in italics under a title.
pub fn subtitle() -> Format {
    text().set_font_size(12).set_italic().set_align(FormatAlign::Center).set_text_wrap()
}

/// "Đơn vị tính: triệu đồng".
pub fn money_unit() -> Format {
    text().set_italic().set_align(FormatAlign::Right)
}

/// The heading of a block within a sheet.
pub fn heading() -> Format {
    text().set_bold().set_font_size(12).set_font_color(NAVY)
}

/// A header cell of a table.
pub fn head() -> Format {
    bordered(text().set_font_size(SMALL))
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(HEAD_FILL)
}

/// A cell of the index row "(1) (2) (3)" under a header.
pub fn index() -> Format {
    bordered(text().set_font_size(9)).set_italic().set_align(FormatAlign::Center)
}

/// A text cell of a table.
pub fn cell() -> Format {
    bordered(text().set_font_size(SMALL)).set_text_wrap()
}

/// A centred text cell of a table.
pub fn centred() -> Format {
    cell().set_align(FormatAlign::Center)
}

/// A centred text cell that shrinks its text rather than wrap it.
pub fn one_line() -> Format {
    bordered(text().set_font_size(SMALL)).set_align(FormatAlign::Center).set_shrink()
}

/// A cell that links elsewhere.
pub fn link() -> Format {
    cell().set_font_color(LINK).set_underline(FormatUnderline::Single)
}

/// A centred cell that opens what stands behind a printed row: told by its colour on the screen, not underlined on
/// paper.
pub fn opener() -> Format {
    centred().set_font_color(LINK)
}

/// A right-aligned figure cell of a table; the number format is the caller's. A figure too long for its column
/// shrinks, since "###" would hide it.
pub fn figure() -> Format {
    bordered(text().set_font_size(SMALL)).set_align(FormatAlign::Right).set_indent(1).set_shrink()
}

/// The cell of a dashboard card's caption.
pub fn card_caption() -> Format {
    bordered(text().set_font_size(SMALL)).set_align(FormatAlign::Center).set_font_color(GREY).set_text_wrap()
}

/// The cell of a dashboard card's figure.
pub fn card_figure() -> Format {
    bordered(text().set_font_size(15)).set_bold().set_align(FormatAlign::Center).set_font_color(NAVY)
}

/// The verdict's box.
pub fn verdict(tone: Tone) -> Format {
    tone.colour(bordered(text().set_font_size(13)).set_bold().set_align(FormatAlign::Center).set_text_wrap())
}

/// The rows of an appendix, by their weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The grand total.
    Total,
    /// A section's subtotal.
    Section,
    /// A task, a source.
    Plain,
}

impl Weight {
    /// The format with this weight.
    pub fn apply(self, format: Format) -> Format {
        match self {
            Self::Total => format.set_bold().set_background_color(TOTAL_FILL),
            Self::Section => format.set_bold().set_background_color(SECTION_FILL),
            Self::Plain => format,
        }
    }
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// Whole đồng. The tag asks for Vietnamese separators, 1.234,5, whatever the program's own language;
/// Excel, which has none but the system's, passes over it.
pub const DONG: &str = "[$-42A]#,##0";
/// A share.
pub const PERCENT: &str = "[$-42A]#,##0.0%";
/// A share to the whole per cent.
pub const WHOLE_PERCENT: &str = "[$-42A]#,##0%";
/// A year, shown as "Năm 2023" and still a number that a formula can compare with.
pub const YEAR_HEAD: &str = "\"Năm \"0";

/// The tag of Vietnamese in a number format.
const LOCALE: &str = "[$-42A]";

/// The number format that shows all of `value` and no separator after a whole number. A mark stands in the format, so that the cell stays a number.
pub fn pattern(value: Decimal, mark: Mark) -> String {
    match mark {
        Mark::Plain => body(value),
        Mark::Above | Mark::Below => after_sign(mark.sign(), value),
    }
}

/// The number format that shows all of `value` behind a sign.
pub fn after_sign(sign: &str, value: Decimal) -> String {
    let body = body(value);
    let digits = body.trim_start_matches(LOCALE);
    format!("{LOCALE}\"{sign} \"{digits};{LOCALE}\"{sign} \"-{digits}")
}

/// The number format of a difference: its sign is always shown.
pub fn signed(value: Decimal) -> String {
    let body = body(value);
    let digits = body.trim_start_matches(LOCALE);
    format!("{LOCALE}+{digits};{LOCALE}-{digits};0")
}

fn body(value: Decimal) -> String {
    // Money has at most six decimals in triệu, since its smallest unit is the đồng.
    let decimals = value.normalize().scale().min(6);
    if decimals == 0 { DONG.to_owned() } else { format!("{DONG}.{}", "0".repeat(decimals as usize)) }
}

/// The only place where an exact decimal becomes a float: a cell holds nothing else.
/// Parsing the decimal's digits gives the nearest float, which shows the same 15 digits.
pub fn float(value: Decimal) -> f64 {
    value.normalize().to_string().parse().unwrap_or_default()
}

/// Whether a sheet is printed upright or across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// Across, for wide tables.
    Landscape,
}

const MILLIMETRES_PER_INCH: f64 = 25.4;

/// What a page across holds of columns and rows, in points: A4 less the margins.
pub const ACROSS: (f64, f64) = (POINTS * (297.0 - 30.0 - 15.0), POINTS * (210.0 - 20.0 - 20.0));
/// Points of a millimetre.
const POINTS: f64 = 72.0 / MILLIMETRES_PER_INCH;

/// A4 with the decree's margins, `pages` wide, page numbers at the top centre.
pub fn page(sheet: &mut Worksheet, orientation: Orientation, pages: u16) {
    match orientation {
        Orientation::Portrait => sheet.set_portrait(),
        Orientation::Landscape => sheet.set_landscape(),
    };
    let inches = |millimetres: f64| millimetres / MILLIMETRES_PER_INCH;
    sheet
        .set_paper_size(9)
        .set_margins(inches(30.0), inches(15.0), inches(20.0), inches(20.0), inches(10.0), inches(10.0))
        .set_print_fit_to_pages(pages, 0)
        .set_print_first_page_number(1)
        .set_header(format!("&C&\"{FONT},Regular\"&13&P"))
        .set_screen_gridlines(false);
}

/// The width of a column of money in triệu đồng whose longest figure has `decimals` decimals.
pub fn money_width(decimals: u32) -> f64 {
    12.0 + f64::from(decimals)
}

/// Sets the widths of the columns from the first on, in characters.
pub fn widths(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    for (col, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(col, *width)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_separator_after_it() {
        assert_eq!(pattern(Decimal::from(75_300), Mark::Plain), "[$-42A]#,##0");
        assert_eq!(pattern("1813.60".parse().unwrap(), Mark::Plain), "[$-42A]#,##0.0");
        let marked = "[$-42A]\"▲ \"#,##0.000000;[$-42A]\"▲ \"-#,##0.000000";
        assert_eq!(pattern("0.000001".parse().unwrap(), Mark::Above), marked);
    }

    #[test]
    fn a_decimal_becomes_its_nearest_float() {
        #[allow(clippy::float_cmp)]
        {
            assert_eq!(float("434.999999".parse().unwrap()), 434.999_999);
            assert_eq!(float(Decimal::from(75_300_000_000_i64)), 75_300_000_000.0);
        }
    }
}
