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

/// Whether a row with money is put as an item of the row above it: by a dash, in its words or in the column of
/// ordinals, by a number under the number above ("1.1" under "1") or by a small letter. What is bought may well have a
/// quantity of its own.
fn is_item(view: &View<'_>, above: &View<'_>) -> bool {
    if names_of_its_own(view) || !view.has_amount() {
        return false;
    }
    let dash = |words: &str| words.starts_with(['-', '+', '–', '•', '*']);
    let ordinal = view.shown(Field::Ordinal);
    let dashed = (view.first_text().is_some_and(|(_, words)| dash(&words)) || dash(&view.shown(Field::Name)))
        && !is_numbered(&ordinal);
    let number = above.shown(Field::Ordinal);
    let number = number.trim_end_matches(['.', ')', ' ']);
    let under = !number.is_empty()
        && ordinal.strip_prefix(number).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.is_empty());
    let letter = ordinal.trim_end_matches(['.', ')', ' ']);
    let lettered = letter.chars().count() == 1 && letter.chars().all(char::is_lowercase);
    dashed || under || lettered
}

fn says_of_its_own(view: &View<'_>) -> bool {
    is_numbered(&view.shown(Field::Ordinal)) || names_of_its_own(view) || view.own(Field::Quantity).is_some()
}

fn is_numbered(ordinal: &str) -> bool {
    let folded = text::fold(ordinal);
    // The words themselves may stand in the first column.
    folded.starts_with(char::is_alphanumeric) && !is_word_of_detail(&folded)
}

fn names_of_its_own(view: &View<'_>) -> bool {
    let fields = [Field::Task, Field::ProjectId, Field::Beneficiary, Field::TaxCode];
    fields.into_iter().any(|field| view.own(field).is_some())
}

/// Tells the details among the rows, by what the row above them holds.
pub fn settle(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    let mut at = 0;
    while at < kinds.len() {
        let above = View::new(kinds[at].0, header);
        let is_candidate = |(row, kind): &&(&RawRow, Kind)| is_candidate(&View::new(row, header), kind, &above);
        let below = kinds[at + 1..].iter().take_while(is_candidate).count();
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

fn is_candidate(view: &View<'_>, kind: &Kind, above: &View<'_>) -> bool {
    match kind {
        Kind::Unread(Why::Detail) => true,
        Kind::Project | Kind::Subtotal(_) => is_item(view, above),
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
