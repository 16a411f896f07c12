//! "1,500" has two readings; where a row's own sum leaves one of them, it is taken.

use rust_decimal::Decimal;

use crate::model::{Entry, Fault, Money, MoneyUnit};

/// The most doubtful amounts of one row that are tried against its sum: 64 ways.
const MOST_DOUBTFUL: usize = 6;

/// An amount of a row with the unit of its column.
type Amount<'a> = (MoneyUnit, &'a mut Entry<Money>);

/// Settles the ambiguous amounts of a row whose total is the sum of its sources in one way only.
pub fn resolve(total: Amount<'_>, sources: Vec<Amount<'_>>) {
    if total.1.is_blank() {
        return;
    }
    let mut amounts: Vec<Amount<'_>> = std::iter::once(total).chain(sources).collect();
    let doubtful: Vec<(usize, [Money; 2])> =
        amounts.iter().enumerate().filter_map(|(at, amount)| Some((at, readings(amount)?))).collect();
    // Each doubtful amount doubles the ways to try.
    if doubtful.is_empty() || doubtful.len() > MOST_DOUBTFUL {
        return;
    }
    let ties = |way: &usize| {
        let mut values =
            amounts.iter().enumerate().map(|(at, (_, entry))| match doubtful.iter().position(|(of, _)| *of == at) {
                Some(place) => Some(doubtful[place].1[way >> place & 1].dong()),
                None if entry.fault.is_some() => None,
                None => Some(entry.value.unwrap_or_default().dong()),
            });
        let total = values.next().flatten();
        total.is_some() && total == values.sum::<Option<Decimal>>()
    };
    let ways: Vec<usize> = (0..1_usize << doubtful.len()).filter(ties).collect();
    let [only] = ways.as_slice() else { return };
    for (place, (at, readings)) in doubtful.iter().enumerate() {
        let entry: &mut Entry<Money> = &mut *amounts[*at].1;
        entry.fault = None;
        entry.value = Some(readings[only >> place & 1]);
        entry.from_text = true;
    }
}

/// Both readings of an ambiguous amount.
fn readings((unit, entry): &Amount<'_>) -> Option<[Money; 2]> {
    match entry.fault.as_deref() {
        Some(Fault::Ambiguous(small, large)) => {
            Some([Money::from_amount(*small, *unit)?, Money::from_amount(*large, *unit)?])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellRef;
    use crate::read::entries;
    use crate::read::sheet::{Content, RawCell};

    /// What a row of texts gives: its total, then its sources; nothing for what stays ambiguous.
    fn settled(written: &[&str]) -> Vec<Option<Money>> {
        let entry = |text: &&str| {
            let cell = RawCell { col: 0, content: Content::Text((*text).to_owned()), formula: false };
            entries::money_entry(CellRef::new(0, 0), Some(&cell), MoneyUnit::Trieu)
        };
        let mut entries: Vec<Entry<Money>> = written.iter().map(entry).collect();
        let (total, sources) = entries.split_first_mut().unwrap();
        resolve((MoneyUnit::Trieu, total), sources.iter_mut().map(|entry| (MoneyUnit::Trieu, entry)).collect());
        entries.into_iter().map(|entry| entry.value).collect()
    }

    #[test]
    fn the_sum_of_a_row_leaves_one_reading() {
        let trieu = |amounts: &[i64]| amounts.iter().map(|amount| Some(Money::from_trieu(*amount))).collect::<Vec<_>>();
        assert_eq!(settled(&["4,800", "600", "4,200"]), trieu(&[4800, 600, 4200]));
        // One and a half, as decimals: the sum tells it from fifteen hundred.
        let dong = |amounts: [i64; 3]| amounts.map(|amount| Some(Money::from_dong(amount))).to_vec();
        assert_eq!(settled(&["300", "298,500", "1,500"]), dong([300_000_000, 298_500_000, 1_500_000]));
    }

    #[test]
    fn two_ways_or_none_leave_it_open() {
        assert_eq!(settled(&["4,800", "0", "4,800"])[0], None);
        assert_eq!(settled(&["600", "300", "1,500"])[2], None);
        assert_eq!(settled(&["", "300", "1,500"])[2], None);
        assert_eq!(settled(&["1,800", "ba trăm", "1,500"])[2], None);
    }
}
