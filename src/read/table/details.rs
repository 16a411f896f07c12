//! Rows that split the amounts of the row above them: "Trong đó: …", "Bao gồm: …", "- …".
//!
//! They are no projects, and their amounts are counted with the row above. Where they hold more than that row, or
//! where a dash alone could as well begin a project, they stay what they look like.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::header::Header;
use super::rows::{Kind, View, Why};
use crate::model::{Field, MoneyUnit, text};
use crate::read::entries;
use crate::read::sheet::RawRow;

/// Whether the words alone make a row a detail: "Trong đó", "Bao gồm", without a number, a task, a beneficiary or a
/// quantity of its own.
pub fn is_worded(view: &View<'_>) -> bool {
    !says_of_its_own(view) && view.first_text().is_some_and(|(_, words)| is_word_of_detail(&text::fold(&words)))
}

fn is_word_of_detail(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['-', '+', '*', ' ']);
    ["trong do", "bao gom"].iter().any(|word| bare.starts_with(word))
}

/// Whether a row begins with a dash, in its words or in the column of ordinals, and holds money.
fn is_dashed(view: &View<'_>) -> bool {
    let dash = |words: &str| words.starts_with(['-', '+', '–', '•', '*']);
    let dashed = view.first_text().is_some_and(|(_, words)| dash(&words)) || dash(&view.shown(Field::Name));
    dashed && !says_of_its_own(view) && view.has_amount()
}

fn says_of_its_own(view: &View<'_>) -> bool {
    let fields = [Field::Task, Field::ProjectId, Field::Beneficiary, Field::TaxCode, Field::Quantity];
    // The words themselves may stand in the first column.
    let ordinal = text::fold(&view.shown(Field::Ordinal));
    let numbered = ordinal.starts_with(char::is_alphanumeric) && !is_word_of_detail(&ordinal);
    numbered || fields.into_iter().any(|field| view.own(field).is_some())
}

/// Tells the details among the rows, by what the row above them holds.
pub fn settle(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    let mut at = 0;
    while at < kinds.len() {
        let below = kinds[at + 1..].iter().take_while(|(row, kind)| is_candidate(row, kind, header)).count();
        if below > 0 {
            let (above, run) = (at, at + 1..at + 1 + below);
            let fits = fits(&kinds[above], &kinds[run.clone()], header);
            for (row, kind) in &mut kinds[run] {
                settle_one(row, kind, header, fits);
            }
        }
        at += 1 + below;
    }
}

fn is_candidate(row: &RawRow, kind: &Kind, header: &Header) -> bool {
    match kind {
        Kind::Unread(Why::Detail) => true,
        Kind::Project | Kind::Subtotal(_) => is_dashed(&View::new(row, header)),
        _ => false,
    }
}

/// How a run of rows fits under the row above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It holds more, or there is nothing to split.
    No,
    /// It holds no more.
    Within,
    /// It splits a numbered project of a beneficiary to the last đồng, which no list of projects does.
    Exactly,
}

fn fits((above, kind): &(&RawRow, Kind), run: &[(&RawRow, Kind)], header: &Header) -> Fit {
    if !matches!(kind, Kind::Project | Kind::Subtotal(_) | Kind::Total(_)) {
        return Fit::No;
    }
    let whole = amounts(above, header);
    let mut split: BTreeMap<Field, Decimal> = BTreeMap::new();
    for (field, amount) in run.iter().flat_map(|(row, _)| amounts(row, header)) {
        *split.entry(field).or_default() += amount;
    }
    let of = |field: &Field| whole.get(field).copied().unwrap_or_default();
    if split.iter().any(|(field, amount)| *amount > of(field)) {
        return Fit::No;
    }
    let view = View::new(above, header);
    let project = *kind == Kind::Project && view.own(Field::Beneficiary).is_some();
    let exactly = split.get(&Field::Total).is_some_and(|amount| *amount == of(&Field::Total));
    if project && exactly { Fit::Exactly } else { Fit::Within }
}

/// The amounts of a row as bare numbers; those that cannot be read are its project's fault, not a reason to drop it.
fn amounts(row: &RawRow, header: &Header) -> BTreeMap<Field, Decimal> {
    let view = View::new(row, header);
    let amount = |(field, cell)| {
        let entry = entries::money_entry(view.at(field)?, Some(cell), MoneyUnit::Dong);
        Some((field, entry.exact_value()?))
    };
    view.money().filter_map(amount).collect()
}

fn settle_one(row: &RawRow, kind: &mut Kind, header: &Header, fits: Fit) {
    let worded = *kind == Kind::Unread(Why::Detail);
    if !worded && fits == Fit::Exactly {
        *kind = Kind::Unread(Why::Detail);
    } else if worded && fits == Fit::No && View::new(row, header).has_amount() {
        *kind = Kind::Project;
    }
}
