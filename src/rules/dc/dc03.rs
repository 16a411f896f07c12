//! DC03: a row of the other workbook is missing here.

use crate::model::{Code, Severity};
use crate::rules::{Check, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DC03,
    severity: Severity::Error,
    severity_note: "",
    title: "Bên ta không có dòng của bảng kia",
    what: "Một dòng có số liệu ở bảng của bên kia không khớp mã hoặc tên của nhiệm vụ nào, và không phải dòng cộng của họ. Chương trình liệt kê dòng đó và không đoán. Chỉ kiểm tra khi đối chiếu hai bảng.",
    why: "Tiền của một dòng không rõ thuộc nhiệm vụ nào thì không đối chiếu được.",
    basis: "Chương trình (tổ chức thực hiện): Sở Tài chính phối hợp với Sở Công Thương hướng dẫn thủ tục tài chính, cấp phát kinh phí và kiểm tra quyết toán theo quy định.",
    example: "Bảng kia có dòng \"Hỗ trợ khác\" 120 triệu đồng, không có mã nhiệm vụ.",
    mend: "Ghi mã nhiệm vụ vào dòng này, hoặc bỏ dòng nếu không thuộc Chương trình.",
    check: Check::Elsewhere,
};
