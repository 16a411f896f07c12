//! Amounts, percentages, counts and dates.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rust_decimal::Decimal;
use toml::Spanned;

use super::fault::{Fault, fault, one_of, quoted};
use crate::model::number::vietnamese;
use crate::model::{Date, Money, MoneyUnit, SourceId};
use crate::programme::raw::{Number, RawByYear, RawMoney};

type Result<T> = std::result::Result<T, Fault>;

/// What is needed to know what a figure means.
pub(super) struct Figures {
    /// The unit of every amount of the file.
    pub unit: MoneyUnit,
    /// The years of the period.
    pub years: RangeInclusive<i32>,
    /// The ids of the sources, in order.
    pub source_ids: Vec<String>,
}

impl Figures {
    /// An amount that is not negative.
    pub fn money(&self, written: &Spanned<Number>, key: &str) -> Result<Money> {
        let Number(amount) = *written.get_ref();
        let whole_dong = amount.checked_mul(self.unit.factor()).is_some_and(|dong| dong.fract().is_zero());
        (!amount.is_sign_negative() || amount.is_zero())
            .then(|| Money::from_amount(amount, self.unit))
            .flatten()
            .filter(|_| whole_dong)
            .ok_or_else(|| {
                let expected = format!("số tiền từ 0 trở lên tính bằng {}, chẵn đến đồng", self.unit.name());
                fault(written, key, amount, expected)
            })
    }

    /// Amounts by source, in the sources' order; nothing for a source that is not named.
    pub fn by_source(&self, written: &Spanned<RawMoney>, key: &str) -> Result<Vec<Option<Money>>> {
        let mut money = vec![None; self.source_ids.len()];
        for (id, amount) in written.get_ref() {
            let key = format!("{key}.{}", id.get_ref());
            money[self.source(id, &key)?.index()] = Some(self.money(amount, &key)?);
        }
        Ok(money)
    }

    /// One amount for each year of the period, none missing.
    pub fn by_year(
        &self,
        written: &Spanned<BTreeMap<Spanned<String>, Spanned<Number>>>,
        key: &str,
    ) -> Result<BTreeMap<i32, Money>> {
        let mut amounts = BTreeMap::new();
        for (year, amount) in written.get_ref() {
            let key = format!("{key}.{}", year.get_ref());
            let read = year.get_ref().parse().ok().filter(|year| self.years.contains(year));
            let expected = format!("một năm từ {} đến {}", self.years.start(), self.years.end());
            let read = read.ok_or_else(|| fault(year, &key, quoted(year.get_ref()), expected))?;
            amounts.insert(read, self.money(amount, &key)?);
        }
        match self.years.clone().find(|year| !amounts.contains_key(year)) {
            Some(missing) => Err(fault(written, key, format!("không có năm {missing}"), "số tiền của từng năm")),
            None => Ok(amounts),
        }
    }

    /// One figure for each year, in the years' order.
    pub fn each_year<'a>(
        &self,
        written: &'a Spanned<Vec<Spanned<Number>>>,
        key: &str,
    ) -> Result<Vec<(i32, String, &'a Spanned<Number>)>> {
        let figures = written.get_ref();
        let years = self.years.clone().count();
        if figures.len() != years {
            let expected = format!("{years} số, mỗi năm từ {} đến {} một số", self.years.start(), self.years.end());
            return Err(fault(written, key, format!("{} số", figures.len()), expected));
        }
        let keys = (0..).map(|index| format!("{key}[{index}]"));
        Ok(self.years.clone().zip(keys).zip(figures).map(|((year, key), figure)| (year, key, figure)).collect())
    }

    /// Amounts by source and year; nothing for a source that is not named.
    pub fn by_source_and_year(&self, written: &RawByYear, key: &str) -> Result<Vec<Option<BTreeMap<i32, Money>>>> {
        let mut money = vec![None; self.source_ids.len()];
        for (id, amounts) in written {
            let key = format!("{key}.{}", id.get_ref());
            let mut by_year = BTreeMap::new();
            for (year, key, amount) in self.each_year(amounts, &key)? {
                by_year.insert(year, self.money(amount, &key)?);
            }
            money[self.source(id, &key)?.index()] = Some(by_year);
        }
        Ok(money)
    }

    /// The source of an id.
    pub fn source(&self, id: &Spanned<String>, key: &str) -> Result<SourceId> {
        let known = self.source_ids.iter().position(|known| known == id.get_ref());
        known.map(SourceId).ok_or_else(|| fault(id, key, quoted(id.get_ref()), one_of(&self.source_ids)))
    }

    /// The sources of a list of ids, none twice.
    pub fn sources(&self, ids: &[Spanned<String>], key: &str) -> Result<Vec<SourceId>> {
        let mut sources = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            let key = format!("{key}[{index}]");
            let source = self.source(id, &key)?;
            if sources.contains(&source) {
                return Err(fault(id, key, format!("{} lần thứ hai", quoted(id.get_ref())), "mỗi nguồn một lần"));
            }
            sources.push(source);
        }
        Ok(sources)
    }
}

/// The largest quantity: it keeps quantity × price far inside `Decimal`'s digits.
const MOST: u32 = 1_000_000;

/// A whole number from `least` to a million.
pub(super) fn count(written: &Spanned<Number>, key: &str, least: u32) -> Result<Decimal> {
    let Number(count) = *written.get_ref();
    ((Decimal::from(least)..=Decimal::from(MOST)).contains(&count) && count.fract().is_zero())
        .then_some(count)
        .ok_or_else(|| fault(written, key, count, format!("số nguyên từ {least} đến {}", vietnamese(MOST.into()))))
}

/// A percentage from 0 to 100.
pub(super) fn percentage(written: &Spanned<Number>, key: &str) -> Result<Decimal> {
    let Number(percent) = *written.get_ref();
    (Decimal::ZERO..=Decimal::ONE_HUNDRED)
        .contains(&percent)
        .then_some(percent)
        .ok_or_else(|| fault(written, key, percent, "tỷ lệ phần trăm từ 0 đến 100"))
}

/// A date in ISO form.
pub(super) fn date(written: &Spanned<String>, key: &str) -> Result<Date> {
    let read = written.get_ref().parse();
    read.map_err(|_| fault(written, key, quoted(written.get_ref()), "ngày có thật, dạng \"2026-01-31\""))
}

/// The days between which something holds.
pub(super) fn period(
    from: Option<&Spanned<String>>,
    until: Option<&Spanned<String>>,
    key: &str,
) -> Result<(Option<Date>, Option<Date>)> {
    let first = from.map(|from| date(from, &format!("{key}.from"))).transpose()?;
    let last = until.map(|until| date(until, &format!("{key}.until"))).transpose()?;
    match (first, last, until) {
        (Some(first), Some(last), Some(until)) if last < first => {
            let key = format!("{key}.until");
            Err(fault(until, key, quoted(until.get_ref()), format!("một ngày không trước {first}")))
        }
        _ => Ok((first, last)),
    }
}
