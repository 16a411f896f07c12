//! Stories of sums (TG).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::book::Book;
use super::layouts;

/// TG01: 250 and 340 are not 600.
pub(super) fn sources_miss_the_total(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Kế hoạch");
    layouts::with_groups(&mut page, "ỦY BAN NHÂN DÂN HUYỆN SÌN HỒ", 2022);
    page.row(7, "III.3.1.b | Hỗ trợ ứng dụng máy móc tiên tiến, tiến bộ khoa học kỹ thuật vào sản xuất công nghiệp - tiểu thủ công nghiệp | | | | | | | |")
        .row(8, "1 | Đầu tư máy chẻ nan tre | HTX Mẫu 913 | Xã Mẫu 04 | cơ sở | 1 | 600 | | 250 | 340")
        .row(9, "2 | Đầu tư máy dệt thổ cẩm | Hộ kinh doanh Mẫu 914 | Xã Mẫu 05 | cơ sở | 1 | 400 | | 200 | 200")
        .row(10, "III.6 | Hỗ trợ thiết kế mẫu mã, bao bì đóng gói | | | | | | | |")
        .row(11, "1 | Thiết kế bao bì khăn thổ cẩm | Tổ hợp tác Mẫu 915 | Xã Mẫu 05 | cơ sở | 1 | 70 | | 35 | 35")
        .row(12, " | Tổng cộng | | | | | 1070 | | 485 | 575");
    layouts::signed(&mut page, 12);
    book.finish()
}

/// TG02: 1.710 typed where the rows come to 1.170.
pub(super) fn total_row_lies(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu đăng ký");
    layouts::of_local_money(&mut page, "UBND HUYỆN TÂN UYÊN", 2021);
    page.row(6, "1 | Đầu tư máy tách vỏ mắc ca | Công ty TNHH Mẫu 916 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Đầu tư máy sấy chè | HTX Mẫu 917 | 3.1.b | cơ sở | 1 | 500 | | 250 | 250 |")
        .row(8, "3 | Thiết kế bao bì mắc ca sấy | HTX Mẫu 918 | 6 | cơ sở | 1 | 70 | | 35 | 35 |")
        .row(9, " | Tổng cộng | | | | | 1710 | | 585 | 585 |");
    layouts::signed(&mut page, 9);
    book.finish()
}
