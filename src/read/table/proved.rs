//! Rows that their own figures and numbers prove to be totals and groups, whatever their words.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::header::Header;
use super::headings;
use super::labels;
use super::rows::{Kind, View, sums_up};
use crate::model::Field;
use crate::programme::Programme;
use crate::read::sheet::RawRow;

/// The longest number of a row, "1.2.3.4", that groups others under it.
const LONGEST_NUMBER: usize = 12;

/// The running sums of projects, column by column; nothing for a column with an amount that cannot be read.
#[derive(Debug, Default)]
struct Sums {
    by_field: BTreeMap<Field, Option<Decimal>>,
    projects: usize,
}

impl Sums {
    fn add(&mut self, view: &View<'_>) {
        self.projects += 1;
        for (field, _) in view.money() {
            let sum = self.by_field.entry(field).or_insert(Some(Decimal::ZERO));
            *sum = sum.zip(view.amount(field)).and_then(|(sum, amount)| sum.checked_add(amount));
        }
    }

    /// Whether a row with a total holds these sums.
    fn are_those_of(&self, view: &View<'_>) -> bool {
        let holds = |field: Field| {
            let sum = self.by_field.get(&field).copied().unwrap_or(Some(Decimal::ZERO));
            sum.is_some() && sum == view.amount(field)
        };
        view.has(Field::Total) && view.money().all(|(field, _)| holds(field))
    }
}

fn labelled_total(view: &View<'_>) -> Kind {
    Kind::Total(view.first_text().map(|(_, label)| label).unwrap_or_default())
}

/// A row without number, task or beneficiary that sums up, column by column, the projects above it is their total,
/// whatever its label says ("Toàn huyện", "Tổng nhu cầu").
pub fn totals(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    let mut above = Sums::default();
    let last = kinds.iter().rposition(|(_, kind)| *kind == Kind::Project).unwrap_or_default();
    // A group row under which no project stands is looked at too.
    let is_candidate = |(at, (_, kind)): &(usize, &mut (&RawRow, Kind))| {
        *kind == Kind::Project || (*at > last && matches!(kind, Kind::Subtotal(_)))
    };
    for (_, (row, kind)) in kinds.iter_mut().enumerate().filter(is_candidate) {
        let view = View::new(row, header);
        let own = view.has(Field::Beneficiary) || view.has(Field::Task) || view.has(Field::Ordinal);
        if !own && above.projects > 1 && above.are_those_of(&view) {
            *kind = labelled_total(&view);
        } else {
            above.add(&view);
        }
    }
}

/// A row that begins with "Cộng" or "Tổng" and names no beneficiary is the total of its group, whatever else it says
/// ("Cộng mảng máy móc"), where it sums up, column by column, the projects since the last heading or total.
pub fn group_totals(kinds: &mut [(&RawRow, Kind)], header: &Header) {
    let mut group = Sums::default();
    for (row, kind) in kinds.iter_mut() {
        let view = View::new(row, header);
        let is_total = |group: &Sums| {
            let own = view.has(Field::Beneficiary) || view.is_numbered();
            let worded = || view.first_text().is_some_and(|(_, label)| labels::may_be_total(&label));
            !own && group.projects > 0 && worded() && group.are_those_of(&view)
        };
        match kind {
            Kind::Project | Kind::Subtotal(_) if is_total(&group) => {
                *kind = labelled_total(&view);
                group = Sums::default();
            }
            Kind::Project => group.add(&view),
            Kind::Heading(_) | Kind::Subtotal(_) | Kind::Total(_) => group = Sums::default(),
            Kind::Furniture | Kind::Unread(_) => {}
        }
    }
}

/// A row "1" that names no beneficiary and no task code, with rows "1.1", "1.2" under it, is their group: it sums them
/// up, or there are several of them.
pub fn numbered(kinds: &mut [(&RawRow, Kind)], header: &Header, programme: &Programme) {
    for at in 0..kinds.len() {
        let view = View::new(kinds[at].0, header);
        let own = view.has(Field::Beneficiary) || view.has(Field::Task);
        if own || !view.is_numbered() || !matches!(kinds[at].1, Kind::Project | Kind::Subtotal(_)) {
            continue;
        }
        // No list is numbered deeper; what is would be looked at again and again.
        if view.shown(Field::Ordinal).len() > LONGEST_NUMBER {
            continue;
        }
        let prefix = format!("{}.", view.shown(Field::Ordinal).trim_end_matches(['.', ')', ' ']));
        let is_under = |row: &RawRow| {
            let number = View::new(row, header).shown(Field::Ordinal);
            number.strip_prefix(&prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let under: Vec<&RawRow> = kinds[at + 1..]
            .iter()
            .take_while(|(row, _)| is_under(row))
            .filter(|(_, kind)| *kind == Kind::Project)
            .map(|(row, _)| *row)
            .collect();
        let is_group = under.len() > 1 || (under.len() == 1 && sums_up(view.row, &under, header));
        if let Some(heading) = headings::numbered(&view, programme).filter(|_| is_group) {
            kinds[at].1 = Kind::Subtotal(heading);
        }
    }
}
