//! A result workbook of this program, read back: the projects of its "Chi tiết đề án", which its appendices sum.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;

use super::Reader;
use super::listed::{COUNTED, COUNTED_QUANTITY, FILE, LINE, Listed, PROJECTS, SHEET, UNIT, YEAR, YES};
use super::sheet::{Content, RawRow};
use crate::model::crosscheck::{OurItem, Ours};
use crate::model::{Date, Field, Money, MoneyUnit, text};
use crate::programme::Programme;

impl Reader<'_> {
    /// Our side, from a result that this program wrote earlier.
    ///
    /// # Errors
    /// Why it cannot be read, in Vietnamese.
    pub fn read_result(&self, path: &Path, name: &Arc<str>) -> Result<Ours, String> {
        let sheets = self.sheets_of_result(path)?;
        let task = self.programme.header(Field::Task);
        let table = Listed::find(&sheets, PROJECTS, &[task, YEAR, COUNTED])?;
        let items = Details { table, programme: self.programme }.items()?;
        let missing = missing(self.programme, &items);
        Ok(Ours { items, missing, result: Some(Arc::clone(name)), ..Ours::default() })
    }
}

/// The units of which no project of a year is listed. A unit that sent an empty submission cannot be told from one
/// that sent none.
fn missing(programme: &Programme, items: &[OurItem]) -> Vec<(crate::model::UnitId, i32)> {
    let sent: BTreeSet<_> = items.iter().filter_map(|item| Some((item.unit?, item.year))).collect();
    let years: BTreeSet<i32> = items.iter().filter(|item| item.counted).map(|item| item.year).collect();
    let expected = years.into_iter().flat_map(|year| programme.unit_ids().map(move |unit| (unit, year)));
    expected
        .filter(|(unit, year)| {
            programme.unit(*unit).exists_on(Date::new_year(*year)) && !sent.contains(&(*unit, *year))
        })
        .collect()
}

/// The table of projects of a result.
struct Details<'a> {
    table: Listed<'a>,
    programme: &'a Programme,
}

impl Details<'_> {
    fn items(&self) -> Result<Vec<OurItem>, String> {
        let rows = self.table.rows().filter(|row| self.table.cell(row, COUNTED).is_some());
        rows.filter_map(|row| self.item(row).transpose()).collect()
    }

    /// A project; none where it has no year, for then it is in no figure.
    fn item(&self, row: &RawRow) -> Result<Option<OurItem>, String> {
        let table = &self.table;
        let Some(year) = table.number(row, YEAR).and_then(|year| year.to_i32()) else { return Ok(None) };
        let counted = table.words(row, COUNTED) == YES;
        let sources: Option<Vec<Money>> =
            self.programme.sources.iter().map(|source| self.amount(row, &source.short)).collect();
        let Some(sources) = sources else {
            let line = row.row + 1;
            return if counted {
                Err(format!("trang tính \"{PROJECTS}\", dòng {line}: có số tiền không đọc được"))
            } else {
                Ok(None)
            };
        };
        let words = |field: Field| table.words(row, self.programme.header(field));
        let line = table.words(row, LINE).parse::<u32>().unwrap_or(1);
        Ok(Some(OurItem {
            unit: self.programme.unit_by_name(&table.words(row, UNIT)),
            year,
            task: self.programme.task_by_code(&words(Field::Task)),
            name: words(Field::Name),
            beneficiary: words(Field::Beneficiary),
            quantity: table
                .number(row, self.quantity())
                .filter(|count| !count.is_sign_negative() && count.fract().is_zero())
                .unwrap_or_default(),
            sources,
            file: table.words(row, FILE).into(),
            sheet: table.words(row, SHEET).into(),
            row: line.saturating_sub(1),
            counted,
        }))
    }

    /// The column of what enters the figures: a fair that several projects name counts once.
    fn quantity(&self) -> &str {
        let counted = self.table.column(COUNTED_QUANTITY).is_some();
        if counted { COUNTED_QUANTITY } else { self.programme.header(Field::Quantity) }
    }

    /// The money of a source: nothing is no money; what is no number is a fault.
    fn amount(&self, row: &RawRow, short: &str) -> Option<Money> {
        match self.table.cell(row, &self.table.header_of_source(short)).map(|cell| &cell.content) {
            None => Some(Money::ZERO),
            Some(Content::Number(value)) => Money::from_amount(*value, MoneyUnit::Dong),
            Some(Content::Text(written)) if text::tidy(written).is_empty() => Some(Money::ZERO),
            Some(_) => None,
        }
    }
}
