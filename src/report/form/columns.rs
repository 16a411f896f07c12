//! The columns of the form, in the order of the submission's design; the sources come from the catalogue.

use crate::model::Field;
use crate::programme::Programme;

/// A column of the form.
#[derive(Debug, Clone)]
pub(super) struct FormColumn {
    /// What it holds.
    pub(super) field: Field,
    /// Its header.
    pub(super) header: String,
    /// Its width, in characters.
    pub(super) width: f64,
}

impl FormColumn {
    /// Whether it holds money.
    pub(super) const fn is_money(&self) -> bool {
        matches!(self.field, Field::UnitPrice | Field::Total | Field::Source(_))
    }

    /// Whether the table's last row sums it.
    pub(super) const fn is_summed(&self) -> bool {
        matches!(self.field, Field::Total | Field::Source(_))
    }

    /// Whether its text is long, so that it stands on the left.
    pub(super) const fn is_prose(&self) -> bool {
        matches!(
            self.field,
            Field::Name
                | Field::Beneficiary
                | Field::Implementer
                | Field::Kind
                | Field::Place
                | Field::Approval
                | Field::Event
                | Field::Note
        )
    }
}

/// Every column of the form, from A on.
pub(super) fn columns(programme: &Programme) -> Vec<FormColumn> {
    let before = [
        (Field::Ordinal, 4.5),
        (Field::Task, 7.0),
        (Field::ProjectId, 10.5),
        (Field::Name, 24.0),
        (Field::Beneficiary, 19.5),
        (Field::Implementer, 13.5),
        (Field::Kind, 10.0),
        (Field::TaxCode, 11.5),
        (Field::Place, 11.0),
        (Field::Year, 6.5),
        (Field::Status, 8.0),
        (Field::Approval, 9.5),
        (Field::Measure, 8.0),
        (Field::Quantity, 6.5),
        (Field::Event, 11.5),
        (Field::Scale, 6.5),
        (Field::UnitPrice, 6.5),
        (Field::Total, 10.0),
    ];
    let sources = programme.source_ids().map(|id| (Field::Source(id), 9.0));
    let all = before.into_iter().chain(sources).chain([(Field::Note, 10.0)]);
    all.map(|(field, width)| FormColumn { field, header: programme.header(field).to_owned(), width }).collect()
}
