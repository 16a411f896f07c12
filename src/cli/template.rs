//! `doisoat template`: the blank form, for any unit and year or for those named.

use super::args::Template;
use super::{Ended, catalogue, results, screen};
use crate::error::Result;
use crate::report::form::{self, FormOptions};
use crate::report::write_atomically;

/// Writes the form.
pub(super) fn run(args: &Template) -> Result<Ended> {
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
