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
    fn new(field: Field, header: &str, width: f64) -> Self {
        Self { field, header: header.to_owned(), width }
    }

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
        (Field::Ordinal, "STT", 4.5),
        (Field::Task, "Mã nhiệm vụ", 7.0),
        (Field::ProjectId, "Mã đề án", 10.5),
        (Field::Name, "Tên đề án", 24.0),
        (Field::Beneficiary, "Đơn vị thụ hưởng", 19.5),
        (Field::Implementer, "Đơn vị thực hiện", 13.5),
        (Field::Kind, "Loại hình", 10.0),
        (Field::TaxCode, "Mã số thuế", 11.5),
        (Field::Place, "Địa điểm", 11.0),
        (Field::Year, "Năm thực hiện", 6.5),
        (Field::Status, "Tính chất", 8.0),
        (Field::Approval, "Quyết định phê duyệt", 9.5),
        (Field::Measure, "ĐVT", 8.0),
        (Field::Quantity, "Số lượng", 6.5),
        (Field::Event, "Tên hội chợ", 11.5),
        (Field::Scale, "Quy mô", 6.5),
        (Field::UnitPrice, "Đơn giá", 6.5),
        (Field::Total, "Tổng kinh phí", 10.0),
    ];
    let sources =
        programme.source_ids().map(|id| FormColumn::new(Field::Source(id), &programme.source(id).header, 9.0));
    let before = before.into_iter().map(|(field, header, width)| FormColumn::new(field, header, width));
    before.chain(sources).chain([FormColumn::new(Field::Note, "Ghi chú", 10.0)]).collect()
}
