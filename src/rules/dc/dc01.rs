//! DC01: a figure in the other workbook differs from ours.

use crate::model::{Code, Severity};
use crate::rules::{Check, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DC01,
    severity: Severity::Error,
    severity_note: "lưu ý nếu chênh lệch nằm trong phần làm tròn của chữ số đã ghi",
    title: "Số liệu hai bên lệch nhau",
    what: "Một ô ở bảng của bên kia (Sở Tài chính) khác số của ta cho cùng nhiệm vụ, năm và nguồn, hoặc không đọc được. Chỉ kiểm tra khi đối chiếu hai bảng (doisoat crosscheck).",
    why: "Hai cơ quan trình hai số khác nhau thì không bên nào dùng được; mỗi ô lệch phải có nguyên nhân.",
    basis: "Chương trình (tổ chức thực hiện): Sở Tài chính phối hợp với Sở Công Thương hướng dẫn thủ tục tài chính, cấp phát kinh phí và kiểm tra quyết toán theo quy định.",
    example: "Bảng kia ghi NS tỉnh của nhiệm vụ 3.1.b là 6.300 triệu đồng, bên ta 6.000 triệu đồng.",
    mend: "Xem trang tính \"Cầu chênh lệch\" để biết nguyên nhân; hai bên cùng đối chiếu với bản nộp của đơn vị và sửa bên sai.",
    check: Check::Elsewhere,
};
