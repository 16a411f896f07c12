//! DC02: a row of ours is missing in the other workbook.

use crate::model::{Code, Severity};
use crate::rules::{Check, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DC02,
    severity: Severity::Error,
    severity_note: "",
    title: "Bảng của bên kia thiếu dòng",
    what: "Một nhiệm vụ (hoặc một nguồn) có số liệu ở bên ta nhưng không có dòng nào ở các bảng cùng loại của bên kia. Dòng được khớp theo mã nhiệm vụ, sau đó theo đúng tên. Chỉ kiểm tra khi đối chiếu hai bảng.",
    why: "Thiếu một dòng thì tổng của bên kia thiếu, hoặc tiền của dòng đó nằm ở một dòng mang tên khác.",
    basis: "Chương trình (tổ chức thực hiện): Sở Tài chính phối hợp với Sở Công Thương hướng dẫn thủ tục tài chính, cấp phát kinh phí và kiểm tra quyết toán theo quy định.",
    example: "Bảng kia không có dòng nhiệm vụ 9; bên ta 100 triệu đồng.",
    mend: "Đề nghị bên kia bổ sung dòng, hoặc ghi mã nhiệm vụ vào dòng mang tên khác.",
    check: Check::Elsewhere,
};
