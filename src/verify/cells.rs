//! The cells of one row against those of the same row in the result.

use std::collections::BTreeSet;

use super::labels::Labels;
use super::rows::Placed;
use crate::model::verification::{CellChange, CellChangeKind};
use crate::model::{BookCell, BookValue, CellRef};

/// The cells that differ. Where the row has moved, the words of its formulas have moved with it: only their results
/// are compared, and that it moved is told by the rows that were added or removed above it.
pub fn compare(ours: Placed<'_>, theirs: Placed<'_>, labels: &mut Labels<'_>) -> Vec<CellChange> {
    if ours.1 == theirs.1 {
        return Vec::new();
    }
    let nothing = BookCell::default();
    let columns: BTreeSet<u32> = ours.1.keys().chain(theirs.1.keys()).copied().collect();
    let moved = ours.0 != theirs.0;
    let compared = columns.into_iter().filter_map(|col| {
        let (our, their) = (ours.1.get(&col).unwrap_or(&nothing), theirs.1.get(&col).unwrap_or(&nothing));
        let kind = difference(our, their, moved)?;
        let of_formula = kind == CellChangeKind::Formula;
        let shown = |cell: &BookCell| match &cell.formula {
            Some(formula) if of_formula => format!("={formula}"),
            _ => cell.value.shown(),
        };
        let at = CellRef::new(theirs.0, col);
        Some(CellChange { at, label: labels.of_cell(ours, col), kind, computed: shown(our), recorded: shown(their) })
    });
    compared.collect()
}

fn difference(our: &BookCell, their: &BookCell, moved: bool) -> Option<CellChangeKind> {
    match (&our.formula, &their.formula) {
        (Some(_), None) => Some(CellChangeKind::FormulaReplaced),
        (None, Some(_)) => Some(CellChangeKind::FormulaAdded),
        (Some(ours), Some(theirs)) if !moved && in_short(ours) != in_short(theirs) => Some(CellChangeKind::Formula),
        // Some programs save a formula without its result: it is calculated when the workbook is opened.
        (Some(_), Some(_)) if their.value == BookValue::Empty => None,
        (Some(_), Some(_)) => (our.value != their.value).then_some(CellChangeKind::Result),
        (None, None) => (our.value != their.value).then_some(CellChangeKind::Value),
    }
}

/// A formula without what programs write each in their own way: spaces outside quotes.
fn in_short(formula: &str) -> String {
    let (mut in_text, mut in_name) = (false, false);
    let kept = formula.chars().filter(|c| {
        match c {
            '"' if !in_name => in_text = !in_text,
            '\'' if !in_text => in_name = !in_name,
            _ => {}
        }
        in_text || in_name || !c.is_whitespace()
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(formula: Option<&str>, value: i64) -> BookCell {
        let value = if value == 0 { BookValue::Empty } else { BookValue::Number(value.into()) };
        BookCell { value, formula: formula.map(str::to_owned) }
    }

    #[test]
    fn each_way_to_differ_has_its_name() {
        use CellChangeKind::{Formula, FormulaAdded, FormulaReplaced, Result, Value};
        let sum = Some("SUM(A1:A2)");
        let cases = [
            (cell(sum, 5), cell(Some("SUM( A1:A2 )"), 5), None),
            (cell(sum, 5), cell(sum, 0), None),
            (cell(sum, 5), cell(sum, 6), Some(Result)),
            (cell(sum, 5), cell(None, 5), Some(FormulaReplaced)),
            (cell(sum, 5), cell(None, 0), Some(FormulaReplaced)),
            (cell(sum, 5), cell(Some("SUM(A1:A3)"), 5), Some(Formula)),
            (cell(None, 5), cell(None, 5), None),
            (cell(None, 5), cell(None, 6), Some(Value)),
            (cell(None, 5), cell(None, 0), Some(Value)),
            (cell(None, 0), cell(None, 5), Some(Value)),
            (cell(None, 5), cell(sum, 5), Some(FormulaAdded)),
        ];
        for (our, their, expected) in cases {
            assert_eq!(difference(&our, &their, false), expected, "{our:?} {their:?}");
        }
        assert_eq!(difference(&cell(sum, 5), &cell(Some("SUM(A2:A3)"), 5), true), None, "the row has moved");
    }

    #[test]
    fn spaces_count_in_quotes_alone() {
        assert_eq!(in_short("SUM( A1, 'Theo đơn vị'!B2 )"), "SUM(A1,'Theo đơn vị'!B2)");
        assert_eq!(in_short("SUMIFS(A:A, B:B, \"it's x\")"), "SUMIFS(A:A,B:B,\"it's x\")");
    }
}
