//! Where a table ends: after its grand total, or at its first note; what follows is no part of it.

use super::header::Header;
use super::labels::{is_grand, why_no_row};
use super::rows::{Kind, View, Why};
use crate::read::sheet::{Content, RawRow};

/// Tells the rows that stand under the table from those of the table.
pub fn settle(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    match (0..kinds.len()).find(|at| ends(kinds, *at, header)) {
        Some(end) => close(&mut kinds[end..], header),
        None => pass_over_last_words(kinds, header),
    }
}

/// Whether the table ends at a row: at its last total, or at a note, unless complete projects go on.
fn ends(kinds: &[(&RawRow, Kind)], at: usize, header: &Header) -> bool {
    let below = &kinds[at + 1..];
    let more_totals = || below.iter().any(|(_, kind)| matches!(kind, Kind::Total(_)));
    let goes_on = || below.iter().any(|(row, kind)| *kind == Kind::Project && View::new(row, header).is_complete());
    match &kinds[at].1 {
        Kind::Total(label) => {
            let after_projects = kinds[..at].iter().any(|(_, kind)| *kind == Kind::Project);
            // What stands under the grand total is no part of the table, whatever it looks like (BM06 tells).
            after_projects && !more_totals() && (is_grand(label) || !goes_on())
        }
        Kind::Unread(Why::Below | Why::Signature) => !goes_on() && !more_totals(),
        _ => false,
    }
}

/// Rows after the one that ends the table: from the first signature on they are the signature block, as long as
/// they hold no number.
fn close(from_end: &mut [(&RawRow, Kind)], header: &Header) {
    let Some(((_, end), below)) = from_end.split_first_mut() else { return };
    let mut signed = *end == Kind::Unread(Why::Signature);
    for (row, kind) in below {
        let view = View::new(row, header);
        let why = view.texts().find_map(|text| why_no_row(&text));
        let numbers = row.seen().any(|cell| !matches!(cell.content, Content::Text(_)));
        signed = !numbers && !view.has_amount() && (why == Some(Why::Signature) || (signed && why.is_none()));
        *kind = Kind::Unread(if signed { Why::Signature } else { Why::Below });
    }
}

/// No total and no note: text after the last project that gives no task and has no number is no heading.
fn pass_over_last_words(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    let last = kinds.iter().rposition(|(_, kind)| matches!(kind, Kind::Project | Kind::Total(_) | Kind::Furniture));
    for (row, kind) in kinds.iter_mut().skip(last.map_or(0, |last| last + 1)) {
        if matches!(kind, Kind::Heading(heading) if heading.task.is_none()) && !View::new(row, header).is_numbered() {
            *kind = Kind::Unread(Why::Below);
        }
    }
}
