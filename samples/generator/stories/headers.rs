//! Stories of title blocks and headers (BM).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::book::Book;
use super::layouts;

/// BM01: sources and no total.
pub(super) fn no_total(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    book.page("Đăng ký")
        .widths(&[5, 10, 36, 28, 10, 9, 12, 12, 14, 16])
        .line(1, "UBND HUYỆN MƯỜNG TÈ")
        .line(2, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2021")
        .line_at(3, 8, "Đơn vị tính: triệu đồng")
        .header(4, "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | ĐVT | Số lượng | KCQG | NS tỉnh | Cơ sở đối ứng | Ghi chú")
        .row(5, "1 | 3.1.b | Đầu tư máy sấy dược liệu | HTX Mẫu 936 | cơ sở | 1 | 0 | 300 | 300 |")
        .row(6, "2 | 6 | Thiết kế bao bì trà dược liệu | HTX Mẫu 937 | cơ sở | 1 | 0 | 35 | 35 |");
    book.finish()
}

/// BM02: the provincial budget twice, and no word on which one counts.
pub(super) fn two_columns(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    book.page("Đăng ký")
        .widths(&[5, 10, 36, 28, 10, 9, 14, 12, 12, 14, 14])
        .line(1, "UBND HUYỆN NẬM NHÙN")
        .line(2, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2024")
        .line_at(3, 8, "Đơn vị tính: triệu đồng")
        .header(4, "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | ĐVT | Số lượng | Tổng kinh phí | KCQG | NS tỉnh | Cơ sở đối ứng | Ngân sách tỉnh")
        .row(5, "1 | 3.1.b | Đầu tư máy ép gạch | Công ty TNHH Mẫu 938 | cơ sở | 1 | 600 | 0 | 300 | 300 | 250")
        .row(6, "2 | 6 | Thiết kế bao bì mật ong | HTX Mẫu 939 | cơ sở | 1 | 70 | 0 | 35 | 35 | 30");
    book.finish()
}

/// BM03, warning: amounts in đồng, and the word đồng nowhere; their size leaves one answer.
pub(super) fn dong_unsaid(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN TÂN UYÊN", 2022, "");
    page.row(9, "1 | 3.1.b | Đầu tư máy sao chè | HTX Mẫu 940 | Xã Mẫu 08 | cơ sở | 1 | 600000000 | 0 | 300000000 | 300000000 |")
        .row(10, "2 | 6 | Thiết kế bao bì chè xanh | HTX Mẫu 941 | Xã Mẫu 08 | cơ sở | 1 | 70000000 | 0 | 35000000 | 35000000 |")
        .row(11, " | | Tổng cộng | | | | | 670000000 | 0 | 335000000 | 335000000 |");
    layouts::signed(&mut page, 11);
    book.finish()
}

/// BM03, error: 4.800 may be thousands as well as millions of đồng.
pub(super) fn unit_unclear(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN THAN UYÊN", 2025, "");
    page.row(9, "1 | 3.1.a | Mô hình chế biến gạo đặc sản | Công ty TNHH Mẫu 942 | Xã Mẫu 09 | mô hình | 1 | 4800 | 600 | 0 | 4200 |")
        .row(10, " | | Tổng cộng | | | | | 4800 | 600 | 0 | 4200 |");
    layouts::signed(&mut page, 10);
    book.finish()
}

/// BM04: "Nậm Nhìn" is no district.
pub(super) fn misspelt_unit(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2023");
    layouts::of_local_money(&mut page, "UBND huyện Nậm Nhìn", 2023);
    page.row(6, "1 | Đầu tư máy dệt thổ cẩm | HTX Mẫu 943 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Xây dựng nhãn hiệu thổ cẩm | HTX Mẫu 944 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 670 | | 335 | 335 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// BM05: the file is named after 2024, its title says 2023.
pub(super) fn named_after_another_year(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN PHONG THỔ", 2023);
    page.row(6, "1 | Đầu tư máy sao chè | HTX Mẫu 981 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, " | Tổng cộng | | | | | 600 | | 300 | 300 |");
    layouts::signed(&mut page, 7);
    book.finish()
}

/// BM07: the second version of a form that has only one.
pub(super) fn another_version(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN THAN UYÊN", 2023);
    page.line(3, "Phiên bản biểu mẫu: 2")
        .row(6, "1 | Đầu tư máy ép gạch | Công ty TNHH Mẫu 982 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, " | Tổng cộng | | | | | 600 | | 300 | 300 |");
    layouts::signed(&mut page, 7);
    book.finish()
}

/// BM06, warning: a project typed below the total, where nobody adds it up.
pub(super) fn amount_below(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN THAN UYÊN", 2024);
    page.row(6, "1 | Đầu tư máy ép gạch | Công ty TNHH Mẫu 960 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, " | Tổng cộng | | | | | 600 | | 300 | 300 |")
        .row(9, " | Bổ sung: thiết kế bao bì chè | | | | | 70 | | 35 | 35 |");
    layouts::signed(&mut page, 9);
    book.finish()
}

/// BM08: names typed in the fonts of before Unicode.
pub(super) fn old_fonts(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN THAN UYÊN", 2024);
    page.row(6, "1 | | | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .in_font(6, 1, "§Çu t\u{ad} m¸y sÊy n«ng s¶n", ".VnTime")
        .in_font(6, 2, "HTX MÉu 961", ".VnTime")
        .row(7, "2 | | HTX Mẫu 962 | 6 | cơ sở | 1 | 70 | | 35 | 35 |")
        .in_font(7, 1, "Thieát keá bao bì cheø", "VNI-Times")
        .row(8, " | Tổng cộng | | | | | 670 | | 335 | 335 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// BM09: KCĐP and NSĐP are read as the provincial budget; a source without a column is 0 where the sums tie.
pub(super) fn near_names(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    book.page("Đăng ký")
        .widths(&[5, 10, 36, 28, 10, 9, 14, 12, 14])
        .line(1, "UBND HUYỆN NẬM NHÙN")
        .line(2, "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2024")
        .line_at(3, 8, "Đơn vị tính: triệu đồng")
        .header(4, "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | ĐVT | Số lượng | Tổng mức đầu tư | NSĐP | Cơ sở đối ứng")
        .row(5, "1 | 3.1.b | Đầu tư máy ép gạch | Công ty TNHH Mẫu 963 | cơ sở | 1 | 600 | 300 | 300")
        .row(6, "2 | 6 | Thiết kế bao bì mật ong | HTX Mẫu 964 | cơ sở | 1 | 70 | 35 | 35");
    book.finish()
}
