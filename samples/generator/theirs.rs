//! A workbook of Sở Tài chính's own, to be held against the clean submissions: its own words, order of columns and
//! unit of money, and six things that are not as the submissions have them.

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::Sample;
use super::book::Book;

/// The workbook; what the program must say of it stands beside it.
pub(super) fn files(programme: &Programme) -> Result<Vec<Sample>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Tổng hợp kinh phí");
    page.line(1, "SỞ TÀI CHÍNH TỈNH LAI CHÂU (dữ liệu mẫu)")
        .line(2, "TỔNG HỢP KINH PHÍ KHUYẾN CÔNG GIAI ĐOẠN 2021-2025")
        .line_at(4, 6, "Đơn vị tính: nghìn đồng")
        .header_of_two(
            5,
            "TT | Nội dung | Mã NV | Khối lượng | Tổng kinh phí | Trong đó | < | <",
            "^ | ^ | ^ | ^ | ^ | Ngân sách tỉnh | Khuyến công quốc gia | Vốn đối ứng",
        );
    for (row, cells) in (7..).zip(ROWS) {
        page.row(row, cells);
    }
    page.widths(&[6, 44, 10, 12, 16, 16, 16, 16]);
    Ok(vec![("samples/doi-chieu/so-tai-chinh.xlsx".to_owned(), book.finish()?)])
}

/// Row 17 has no code and a name of its own; 18 stands in triệu đồng; 20 is ten triệu too high; 22 is left out; the
/// last one is one triệu above what it sums up.
const ROWS: [&str; 17] = [
    "1 | Máy móc, thiết bị tiên tiến | III-3.1b | 30 | 18000000 | 6000000 | 3000000 | 9000000",
    "2 | Mô hình trình diễn kỹ thuật | III-3.1a | 5 | 24000000 | 0 | 3000000 | 21000000",
    "3 | Hạ tầng cụm công nghiệp | III-1.1b | 1 | 20000000 | 0 | 6000000 | 14000000",
    "4 | Quy hoạch chi tiết cụm công nghiệp | III-1.1a | 1 | 1000000 | 0 | 500000 | 500000",
    "5 | Xử lý ô nhiễm môi trường | III-2 | 3 | 3000000 | 0 | 900000 | 2100000",
    "6 | Bình chọn sản phẩm | III-4.1a | 3 | 240000 | 240000 | 0 | 0",
    "7 | Tổ chức hội chợ | III-4.1b | 1 | 2420000 | 500000 | 1920000 | 0",
    "8 | Tham gia hội chợ | III-4.1c | 5 | 500000 | 500000 | 0 | 0",
    "9 | Cơ sở tham gia hội chợ | III-4.1d | 20 | 2000000 | 1600000 | 0 | 400000",
    "10 | Nhãn hiệu | III-4.1đ | 20 | 1400000 | 700000 | 0 | 700000",
    "11 | Hỗ trợ thiết kế mẫu mã và bao bì | | 20 | 1400000 | 700000 | 0 | 700000",
    "12 | Tập huấn | III-5.1a | 5 | 120 | 120 | 0 | 0",
    "13 | Thành lập doanh nghiệp | III-5.1b | 50 | 500000 | 0 | 500000 | 0",
    "14 | Thông tin tuyên truyền | III-7 | 5 | 260000 | 260000 | 0 | 0",
    "15 | Đoàn khảo sát nước ngoài | III-8b | 1 | 370000 | 370000 | 0 | 0",
    "16 | Đoàn khảo sát phía Bắc | III-9 | 0 | 0 | 0 | 0 | 0",
    " | Tổng cộng | | | 75091120 | 10870120 | 15820000 | 48400000",
];
