//! DC04: the other workbook contradicts itself.

use crate::model::{Code, Severity};
use crate::rules::{Check, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DC04,
    severity: Severity::Error,
    severity_note: "",
    title: "Bảng của bên kia tự mâu thuẫn",
    what: "Trong bảng của bên kia, một số tổng khác tổng các dòng, các nguồn hoặc các năm; một tỷ lệ khác tỷ lệ tính từ số tiền; hoặc một số liệu được ghi khác nhau ở hai chỗ. Số đã làm tròn được tính theo khoảng của chữ số đã ghi. Chỉ kiểm tra khi đối chiếu hai bảng.",
    why: "Một bảng tự mâu thuẫn thì không biết số nào là số của bên kia.",
    basis: "Chương trình (tổ chức thực hiện): Sở Tài chính phối hợp với Sở Công Thương hướng dẫn thủ tục tài chính, cấp phát kinh phí và kiểm tra quyết toán theo quy định.",
    example: "Dòng tổng cộng ghi KCQG 15.820 triệu đồng, nhưng các dòng cộng lại là 15.720 triệu đồng.",
    mend: "Đề nghị bên lập bảng kiểm tra lại phép cộng của ô này.",
    check: Check::Elsewhere,
};
