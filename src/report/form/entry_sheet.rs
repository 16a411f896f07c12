//! Sheet "Đề án": title block, control line, table, total row, note and signatures.
//!
//! A row without a project has no content at all, not even a formula, so that no reader takes it for one;
//! the check of each row is a conditional format, and the control line stands in the title block.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Formula, Worksheet, XlsxError};

use super::columns::{FormColumn, columns};
use super::{FormOptions, FormRow, checks, lists, style};
use crate::model::place::column_letters;
use crate::model::text::FORM_REMARK;
use crate::model::{Field, Money};
use crate::programme::Programme;

/// The sheet's name.
pub(super) const SHEET: &str = "Đề án";
/// Rows ready to be filled.
const READY_ROWS: u32 = 40;
/// How high they are before anything is typed, in points.
const READY_ROW_HEIGHT: f64 = 20.0;
/// Where the header stands, counted from 0.
const HEADER_ROW: u32 = 7;
/// Where the control line stands.
const CONTROL_ROW: u32 = 6;
/// The column of the control line's figure: right of the words, left of every amount.
const CONTROL_COLUMN: u16 = 5;

/// Where things stand in the sheet; rows and columns counted from 0.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) columns: Vec<FormColumn>,
    pub(super) first_row: u32,
    pub(super) last_row: u32,
}

impl Grid {
    fn new(programme: &Programme, rows: usize) -> Self {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX).max(READY_ROWS);
        let first_row = HEADER_ROW + 1;
        Self { columns: columns(programme), first_row, last_row: first_row.saturating_add(rows - 1) }
    }

    const fn total_row(&self) -> u32 {
        self.last_row + 1
    }

    /// The columns with their positions.
    pub(super) fn placed(&self) -> impl Iterator<Item = (u16, &FormColumn)> {
        (0..).zip(&self.columns)
    }

    fn last_column(&self) -> u16 {
        self.placed().map(|(at, _)| at).last().unwrap_or_default()
    }

    /// The positions of the summed columns: the total first, then the sources beside it.
    fn summed(&self) -> (u16, u16) {
        let mut at = self.placed().filter(|(_, column)| column.is_summed()).map(|(at, _)| at);
        let total = at.next().unwrap_or_default();
        (total, at.last().unwrap_or(total))
    }
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, programme: &Programme, options: &FormOptions<'_>) -> Result<(), XlsxError> {
    let grid = Grid::new(programme, options.rows.len());
    sheet.set_name(SHEET)?;
    write_title_block(sheet, programme, options, &grid)?;
    write_control_line(sheet, &grid)?;
    write_table(sheet, programme, options, &grid)?;
    write_total_row(sheet, options, &grid)?;
    write_foot(sheet, &grid)?;
    checks::add(sheet, programme, &grid)?;
    style::page(sheet);
    // A default height, not one of its own for each row, so that a row still grows with what is typed into it.
    sheet.set_default_row_height(READY_ROW_HEIGHT);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?.set_freeze_panes(grid.first_row, 4)?;
    sheet.set_selection(grid.first_row, 1, grid.first_row, 1)?;
    Ok(())
}

fn write_title_block(
    sheet: &mut Worksheet,
    programme: &Programme,
    options: &FormOptions<'_>,
    grid: &Grid,
) -> Result<(), XlsxError> {
    let decision = &programme.decision;
    let last = grid.last_column();
    let unit = options.unit.map_or("……………………………", |unit| &programme.unit(unit).full);
    let year = options.year.map_or_else(|| "Năm: …………".to_owned(), lists::year_line);
    sheet.merge_range(0, 0, 0, 4, &decision.issuer.to_uppercase(), &style::centred())?;
    sheet.merge_range(1, 0, 1, 4, &lists::unit_line(unit), &style::centred_bold())?;
    sheet.merge_range(0, 11, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &style::centred_bold())?;
    sheet.merge_range(1, 11, 1, last, "Độc lập - Tự do - Hạnh phúc", &style::centred_bold())?;
    write_title(sheet, options.year, last)?;
    let basis = format!("({}; Quyết định số {} {})", decision.title, decision.number, decision.date.in_words());
    sheet.merge_range(4, 0, 4, last, &basis, &style::centred_italic())?;
    sheet.merge_range(5, 0, 5, 2, &year, &style::fact())?;
    sheet.write_with_format(5, 3, "Giai đoạn: Đăng ký", &style::fact())?;
    sheet.write_with_format(5, 4, "Lần nộp: 1", &style::fact())?;
    let version = format!("Phiên bản biểu mẫu: {}", programme.form_version);
    sheet.merge_range(5, 5, 5, 7, &version, &style::fact())?;
    let (total, _) = grid.summed();
    sheet.merge_range(5, total, 5, last, "Đơn vị tính: triệu đồng", &style::money_unit())?;
    for row in (0..HEADER_ROW).filter(|row| *row != 3) {
        sheet.set_row_height(row, style::height(1))?;
    }
    sheet.set_row_height(3, 28)?;
    Ok(())
}

/// The title; where the year is still to be chosen, it follows the choice.
fn write_title(sheet: &mut Worksheet, year: Option<i32>, last: u16) -> Result<(), XlsxError> {
    const TITLE: &str = "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM";
    if let Some(year) = year {
        return sheet.merge_range(3, 0, 3, last, &format!("{TITLE} {year}"), &style::title()).map(drop);
    }
    sheet.merge_range(3, 0, 3, last, "", &style::title())?;
    let chosen = Formula::new(format!("=\"{TITLE} \"&RIGHT($A$6,4)")).set_result(format!("{TITLE} …………"));
    sheet.write_formula_with_format(3, 0, chosen, &style::title()).map(drop)
}

/// What the sources exceed the totals by, over the whole table. Its stored result is 0: the rows that we fill in
/// have the sum of their sources as their total.
fn write_control_line(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let (total, last_source) = grid.summed();
    let range = |from: u16, to: u16| {
        let (from, to) = (letters(from), letters(to));
        format!("{from}{}:{to}{}", grid.first_row + 1, grid.last_row + 1)
    };
    let formula = format!("=ROUND(SUM({})-SUM({}),6)", range(total + 1, last_source), range(total, total));
    sheet.merge_range(
        CONTROL_ROW,
        0,
        CONTROL_ROW,
        CONTROL_COLUMN - 1,
        "Kiểm tra: tổng các nguồn trừ đi tổng kinh phí, phải bằng 0 (khác 0 thì ô bên hiện màu đỏ)",
        &style::control_label(),
    )?;
    let formula = Formula::new(formula).set_result("0");
    sheet.write_formula_with_format(CONTROL_ROW, CONTROL_COLUMN, formula, &style::control())?;
    let cell = format!("${}${}", letters(CONTROL_COLUMN), CONTROL_ROW + 1);
    let off = ConditionalFormatFormula::new().set_rule(format!("={cell}<>0").as_str()).set_format(style::wrong());
    sheet.add_conditional_format(CONTROL_ROW, CONTROL_COLUMN, CONTROL_ROW, CONTROL_COLUMN, &off)?;
    Ok(())
}

fn write_table(
    sheet: &mut Worksheet,
    programme: &Programme,
    options: &FormOptions<'_>,
    grid: &Grid,
) -> Result<(), XlsxError> {
    sheet.set_row_height(HEADER_ROW, style::height(3))?;
    for (row, project) in (grid.first_row..).zip(options.rows) {
        sheet.set_row_height(row, style::height(lines(programme, grid, project)))?;
    }
    for (at, column) in grid.placed() {
        sheet.set_column_width(at, column.width)?;
        sheet.write_with_format(HEADER_ROW, at, &column.header, &style::header())?;
        let format = cell_format(column);
        for row in grid.first_row..=grid.last_row {
            sheet.write_blank(row, at, &format)?;
        }
        for (row, (ordinal, project)) in (grid.first_row..).zip((1_u32..).zip(options.rows)) {
            match cell(programme, column.field, ordinal, project) {
                Cell::Blank => {}
                Cell::Text(text) => drop(sheet.write_string_with_format(row, at, text, &format)?),
                Cell::Number(number) => drop(sheet.write_number_with_format(row, at, float(number), &format)?),
            }
        }
    }
    Ok(())
}

/// How many lines the longest cell of a filled row takes.
fn lines(programme: &Programme, grid: &Grid, row: &FormRow) -> u32 {
    let lines = |column: &FormColumn| match cell(programme, column.field, 0, row) {
        Cell::Text(text) => style::lines(text, column.width),
        Cell::Blank | Cell::Number(_) => 1,
    };
    grid.columns.iter().map(lines).max().unwrap_or(1)
}

fn cell_format(column: &FormColumn) -> Format {
    match column.field {
        Field::Task | Field::ProjectId | Field::TaxCode => style::code(),
        Field::Ordinal | Field::Year => style::ordinal(),
        Field::Quantity | Field::Scale => style::count(),
        _ if column.is_money() => style::amount(),
        _ if column.is_prose() => style::prose(),
        _ => style::word(),
    }
}

/// What a cell of a filled row holds.
enum Cell<'a> {
    Blank,
    Text(&'a str),
    Number(Decimal),
}

fn cell<'a>(programme: &'a Programme, field: Field, ordinal: u32, row: &'a FormRow) -> Cell<'a> {
    let text = |text: &'a str| if text.is_empty() { Cell::Blank } else { Cell::Text(text) };
    let number = |number: Option<Decimal>| number.map_or(Cell::Blank, Cell::Number);
    match field {
        Field::Ordinal => Cell::Number(ordinal.into()),
        Field::Task => text(&programme.task(row.task).code),
        Field::ProjectId => text(&row.id),
        Field::Name => text(&row.name),
        Field::Beneficiary => text(&row.beneficiary),
        Field::Implementer => text(&row.implementer),
        Field::Kind => text(row.kind.and_then(|kind| programme.kinds.get(kind)).map_or("", |kind| &kind.name)),
        Field::TaxCode => text(&row.tax_code),
        Field::Place => text(&row.place),
        Field::Year => Cell::Number(row.year.into()),
        Field::Status => text(row.status.name()),
        Field::Approval => text(&row.approval),
        Field::Measure => text(&programme.task(row.task).measure),
        Field::Quantity => Cell::Number(row.quantity),
        Field::Event => text(&row.event),
        Field::Scale => number(row.scale),
        Field::UnitPrice => number(row.unit_price.map(Money::trieu)),
        Field::Total => Cell::Number(row.money.iter().copied().sum::<Money>().trieu()),
        Field::Source(id) => {
            number(row.money.get(id.index()).filter(|amount| !amount.is_zero()).map(|amount| amount.trieu()))
        }
        Field::Note => text(&row.note),
    }
}

fn write_total_row(sheet: &mut Worksheet, options: &FormOptions<'_>, grid: &Grid) -> Result<(), XlsxError> {
    let row = grid.total_row();
    let (total, last_source) = grid.summed();
    sheet.merge_range(row, 0, row, total - 1, "Tổng cộng", &style::total_label())?;
    for (at, column) in grid.placed().filter(|(at, _)| *at >= total) {
        if !column.is_summed() {
            sheet.write_blank(row, at, &style::total_label())?;
            continue;
        }
        let sum: Money = options.rows.iter().map(|project| amount(column.field, project)).sum();
        let of = letters(at);
        let formula = Formula::new(format!("=SUM({of}{}:{of}{})", grid.first_row + 1, grid.last_row + 1))
            .set_result(sum.trieu().to_string());
        sheet.write_formula_with_format(row, at, formula, &style::total_amount())?;
    }
    mark_rows_that_do_not_add_up(sheet, grid, total, last_source)?;
    show_fractions(sheet, grid, total, last_source)
}

fn amount(field: Field, row: &FormRow) -> Money {
    match field {
        Field::Source(id) => row.money.get(id.index()).copied().unwrap_or_default(),
        _ => row.money.iter().copied().sum(),
    }
}

fn mark_rows_that_do_not_add_up(sheet: &mut Worksheet, grid: &Grid, total: u16, last: u16) -> Result<(), XlsxError> {
    let (first_row, row) = (grid.first_row, grid.first_row + 1);
    let (total_at, first_source, last_source) = (letters(total), letters(total + 1), letters(last));
    let rule = format!(
        "=AND(COUNT(${total_at}{row}:${last_source}{row})>0,\
         ROUND(SUM(${first_source}{row}:${last_source}{row})-N(${total_at}{row}),6)<>0)"
    );
    let off = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(style::wrong());
    sheet.add_conditional_format(first_row, total, grid.last_row, last, &off)?;
    Ok(())
}

fn show_fractions(sheet: &mut Worksheet, grid: &Grid, total: u16, last: u16) -> Result<(), XlsxError> {
    let top = format!("{}{}", letters(total - 1), grid.first_row + 1);
    let rule = format!("=AND(ISNUMBER({top}),{top}<>INT({top}))");
    let fraction = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(style::fraction());
    // From the unit price, left of the total, to the last source, the total row included.
    sheet.add_conditional_format(grid.first_row, total - 1, grid.total_row(), last, &fraction)?;
    Ok(())
}

fn write_foot(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let (row, last) = (grid.total_row() + 2, grid.last_column());
    for row in row..row + 5 {
        sheet.set_row_height(row, style::height(1))?;
    }
    sheet.merge_range(row, 0, row, last, FORM_REMARK, &style::control_label())?;
    let left =
        |sheet: &mut Worksheet, row, text, format: Format| sheet.merge_range(row, 1, row, 4, text, &format).map(|_| ());
    let right = |sheet: &mut Worksheet, row, text, format: Format| {
        sheet.merge_range(row, 11, row, last, text, &format).map(|_| ())
    };
    right(sheet, row + 2, "……………, ngày …… tháng …… năm ………", style::centred_italic())?;
    left(sheet, row + 3, "NGƯỜI LẬP BIỂU", style::centred_bold())?;
    right(sheet, row + 3, "THỦ TRƯỞNG ĐƠN VỊ", style::centred_bold())?;
    left(sheet, row + 4, "(Ký, ghi rõ họ tên)", style::centred_italic())?;
    right(sheet, row + 4, "(Ký tên, đóng dấu)", style::centred_italic())
}

fn letters(column: u16) -> String {
    column_letters(u32::from(column))
}

/// A cell's number: the nearest double, which Excel shows by the very digits that it came from.
fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}
