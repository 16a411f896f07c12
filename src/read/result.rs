//! A result workbook of this program, read back: the projects of its "Chi tiết đề án", which its appendices sum.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::sheet::{Content, RawCell, RawRow, Sheet};
use super::{Reader, workbook};
use crate::model::crosscheck::{OurItem, Ours};
use crate::model::{Date, FileFault, Money, MoneyUnit, text};
use crate::programme::Programme;

/// The sheet, and the headers without which it is not that of a result.
const SHEET: &str = "Chi tiết đề án";
const TASK: &str = "Mã nhiệm vụ";
const YEAR: &str = "Năm";
const COUNTED: &str = "Được tính";

impl Reader<'_> {
    /// Our side, from a result that this program wrote earlier.
    ///
    /// # Errors
    /// Why it cannot be read, in Vietnamese.
    pub fn read_result(&self, path: &Path, name: &Arc<str>) -> Result<Ours, String> {
        let open = || {
            let bytes = self.bytes(path)?;
            workbook::open_any(&bytes, &self.limits, self.isolated)
        };
        let unreadable = |_: FileFault| "không mở được bảng kết quả này".to_owned();
        let sheets = workbook::guarded(open).map_err(unreadable)?;
        let found =
            sheets.iter().find(|sheet| &*sheet.name == SHEET).and_then(|sheet| Details::find(sheet, self.programme));
        let details =
            found.ok_or_else(|| format!("bảng kết quả không có trang tính \"{SHEET}\" như chương trình đã ghi"))?;
        let items = details.items()?;
        let missing = missing(self.programme, &items);
        Ok(Ours { items, missing, result: Some(Arc::clone(name)), unread_files: 0 })
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
    sheet: &'a Sheet,
    programme: &'a Programme,
    header: u32,
    columns: BTreeMap<String, u32>,
}

impl<'a> Details<'a> {
    fn find(sheet: &'a Sheet, programme: &'a Programme) -> Option<Self> {
        sheet.rows.iter().find_map(|row| {
            let columns: BTreeMap<String, u32> = row.seen().filter_map(|cell| Some((cell.text()?, cell.col))).collect();
            let is_header = [TASK, YEAR, COUNTED].iter().all(|header| columns.contains_key(*header));
            is_header.then_some(Self { sheet, programme, header: row.row, columns })
        })
    }

    fn items(&self) -> Result<Vec<OurItem>, String> {
        let rows = self.sheet.rows.iter().filter(|row| row.row > self.header);
        rows.filter(|row| self.cell(row, COUNTED).is_some()).filter_map(|row| self.item(row).transpose()).collect()
    }

    fn cell<'r>(&self, row: &'r RawRow, header: &str) -> Option<&'r RawCell> {
        row.cell(*self.columns.get(header)?).filter(|cell| !cell.looks_blank())
    }

    fn words(&self, row: &RawRow, header: &str) -> String {
        self.cell(row, header).map(RawCell::shown).unwrap_or_default()
    }

    fn number(&self, row: &RawRow, header: &str) -> Option<Decimal> {
        match self.cell(row, header)?.content {
            Content::Number(value) => Some(value),
            _ => None,
        }
    }

    /// A project; none where it has no year, for then it is in no figure.
    fn item(&self, row: &RawRow) -> Result<Option<OurItem>, String> {
        let Some(year) = self.number(row, YEAR).and_then(|year| year.to_i32()) else { return Ok(None) };
        let counted = self.words(row, COUNTED) == "Có";
        let unit = self.words(row, "Đơn vị");
        let sources: Option<Vec<Money>> =
            self.programme.sources.iter().map(|source| self.amount(row, &source.short)).collect();
        let Some(sources) = sources else {
            let line = row.row + 1;
            return if counted {
                Err(format!("trang tính \"{SHEET}\", dòng {line}: có số tiền không đọc được"))
            } else {
                Ok(None)
            };
        };
        let line = self.words(row, "Dòng").parse::<u32>().unwrap_or(1);
        Ok(Some(OurItem {
            unit: self.programme.unit_by_name(&unit),
            year,
            task: self.programme.task_by_code(&self.words(row, TASK)),
            name: self.words(row, "Tên đề án"),
            beneficiary: self.words(row, "Đơn vị thụ hưởng"),
            quantity: self
                .number(row, self.quantity())
                .filter(|count| !count.is_sign_negative() && count.fract().is_zero())
                .unwrap_or_default(),
            sources,
            file: self.words(row, "Tệp").into(),
            sheet: self.words(row, "Trang tính").into(),
            row: line.saturating_sub(1),
            counted,
        }))
    }

    /// The column of what enters the figures: a fair that several projects name counts once.
    fn quantity(&self) -> &'static str {
        let counted = "Số lượng được tính";
        if self.columns.contains_key(counted) { counted } else { "Số lượng" }
    }

    /// The money of a source: nothing is no money; what is no number is a fault.
    fn amount(&self, row: &RawRow, short: &str) -> Option<Money> {
        let taken = format!("{short} (nguồn)");
        let header = if self.columns.contains_key(&taken) { taken } else { short.to_owned() };
        match self.cell(row, &header).map(|cell| &cell.content) {
            None => Some(Money::ZERO),
            Some(Content::Number(value)) => Money::from_amount(*value, MoneyUnit::Dong),
            Some(Content::Text(written)) if text::tidy(written).is_empty() => Some(Money::ZERO),
            Some(_) => None,
        }
    }
}
