//! `doisoat template`: the blank form, for any unit and year or for those named.

use std::path::PathBuf;

use clap::Args;

use super::args::{Catalogue, OPTIONS, TEMPLATE};
use super::{Ended, catalogue, results, screen};
use crate::error::Result;
use crate::report::form::{self, FormOptions};
use crate::report::write_atomically;

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat template -o TỆP.xlsx [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat template -o bieu-dang-ky.xlsx
  doisoat bieu-mau --unit \"Phong Thổ\" --year 2023 -o phong-tho-2023.xlsx"
)]
pub(super) struct Arguments {
    /// Biểu sẽ được ghi ra tệp này
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    output: PathBuf,

    /// Điền sẵn tên đơn vị ("Phong Thổ")
    #[arg(long, value_name = "ĐƠN VỊ", help_heading = OPTIONS)]
    unit: Option<String>,

    /// Điền sẵn năm kế hoạch
    #[arg(long, value_name = "NĂM", help_heading = OPTIONS)]
    year: Option<i32>,

    #[command(flatten)]
    catalogue: Catalogue,
}

/// Writes the form.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let unit = args.unit.as_deref().map(|asked| catalogue::unit(&programme, asked)).transpose()?;
    catalogue::years(&programme, args.year.as_slice())?;
    results::refuse_unless_workbook(&args.output)?;
    results::refuse_unwritable(&[&args.output], &args.catalogue.files)?;

    let form = form::write(&programme, &FormOptions { unit, year: args.year, rows: &[] })?;
    results::refuse_over_another(&args.output, &form)?;
    write_atomically(&args.output, &form)?;
    screen::say(&format!("Đã tạo biểu mẫu: {}\n", args.output.display()));
    Ok(Ended::Well)
}
