//! The headers of the form's columns: what is handed out, looked for and quoted is one word.

use super::Programme;
use crate::model::Field;
use crate::model::revision::Aspect;

impl Programme {
    /// The header of a field as the form prints it; a source's comes from the catalogue.
    pub fn header(&self, field: Field) -> &str {
        match field {
            Field::Ordinal => "STT",
            Field::Task => "Mã nhiệm vụ",
            Field::ProjectId => "Mã đề án",
            Field::Name => "Tên đề án",
            Field::Beneficiary => "Đơn vị thụ hưởng",
            Field::Implementer => "Đơn vị thực hiện",
            Field::Kind => "Loại hình",
            Field::TaxCode => "Mã số thuế",
            Field::Place => "Địa điểm",
            Field::Year => "Năm thực hiện",
            Field::Status => "Tính chất",
            Field::Approval => "Quyết định phê duyệt",
            Field::Measure => "ĐVT",
            Field::Quantity => "Số lượng",
            Field::Event => "Tên hội chợ",
            Field::Scale => "Quy mô",
            Field::UnitPrice => "Đơn giá",
            Field::Total => "Tổng kinh phí",
            Field::Source(source) => &self.source(source).header,
            Field::Note => "Ghi chú",
        }
    }

    /// The words for what can change in a project: the header of its column, where it is a column.
    pub fn aspect(&self, aspect: Aspect) -> &str {
        match aspect {
            Aspect::Unit => "Đơn vị",
            Aspect::Stage => "Giai đoạn",
            Aspect::Column(field) => self.header(field),
            Aspect::Home => "Tệp, trang tính",
            Aspect::Counted => "Được tính",
        }
    }
}
