//! The forms that districts made for themselves, each with its own title block, header and words.

use super::book::Page;

/// Two rows of header with "Trong đó", an index row below them; projects from row 9 on.
///
/// A STT, B code, C name, D beneficiary, E place, F measure, G quantity, H total, I KCQG, J NS tỉnh, K own, L note.
pub(super) fn with_index_row(page: &mut Page<'_>, unit: &str, year: i32, money_unit: &str) {
    page.widths(&[5, 10, 34, 24, 18, 10, 9, 16, 14, 14, 16, 14])
        .line(1, unit)
        .line_at(1, 7, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .line_at(2, 7, "Độc lập - Tự do - Hạnh phúc")
        .line(3, &format!("BIỂU ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}"))
        .line(4, &format!("(Kèm theo Công văn số 123/CV ngày 15 tháng 8 năm {})", year - 1));
    if !money_unit.is_empty() {
        page.line_at(5, 10, &format!("Đơn vị tính: {money_unit}"));
    }
    page.header_of_two(
        6,
        "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | Địa điểm | ĐVT | Số lượng | Tổng kinh phí | Trong đó | < | < | Ghi chú",
        "^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | KCQG | NS tỉnh | Đối ứng của cơ sở | ^",
    )
    .index(8, "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8=9+10+11) | (9) | (10) | (11) | (12)");
}

/// One row of header in the words of the local khuyến công (KCĐP); projects from row 6 on.
///
/// A TT, B name, C beneficiary, D code, E measure, F quantity, G total, H KCQG, I KCĐP, J own, K note.
pub(super) fn of_local_money(page: &mut Page<'_>, unit: &str, year: i32) {
    page.widths(&[5, 36, 28, 9, 12, 7, 12, 12, 12, 12, 16])
        .line(1, unit)
        .line(2, &format!("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐĂNG KÝ NĂM {year}"))
        .line_at(4, 9, "Đơn vị tính: triệu đồng")
        .header(
            5,
            "TT | Nội dung đề án | Cơ sở thụ hưởng | Mã NV | ĐVT | SL | Tổng số | KCQG | KCĐP | Vốn đối ứng | Ghi chú",
        );
}

/// No task column: the group rows give the task. Two rows of header; groups and projects from row 7 on.
///
/// A TT, B name, C beneficiary, D place, E measure, F quantity, G total, H KCQG, I NS tỉnh, J own.
pub(super) fn with_groups(page: &mut Page<'_>, unit: &str, year: i32) {
    page.widths(&[9, 100, 26, 14, 11, 11, 12, 18, 16, 16])
        .line(1, unit)
        .line(2, &format!("KẾ HOẠCH ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM {year}"))
        .line_at(4, 8, "Đơn vị tính: triệu đồng")
        .header_of_two(
            5,
            "Số TT | Danh mục đề án | Tên cơ sở CNNT | Địa chỉ | Đơn vị tính | Khối lượng | Tổng cộng | Nguồn vốn | < | <",
            "^ | ^ | ^ | ^ | ^ | ^ | ^ | Khuyến công quốc gia | Ngân sách tỉnh | Cơ sở đối ứng",
        );
}

/// The signature block, three rows below the table.
pub(super) fn signed(page: &mut Page<'_>, last_row: u32) {
    page.line_at(last_row + 3, 1, "NGƯỜI LẬP BIỂU").line_at(last_row + 3, 6, "THỦ TRƯỞNG ĐƠN VỊ");
}
