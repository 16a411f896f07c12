//! Stories of one project in several stages (GD).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::book::Book;

const HEADER: &str = "STT | Mã nhiệm vụ | Mã đề án | Tên đề án | Đơn vị thụ hưởng | ĐVT | Số lượng | Tổng kinh phí | KCQG | NS tỉnh | Cơ sở đối ứng";

/// A list of a year's projects under a title that says its stage.
fn list(programme: &Programme, sheet: &str, titles: [&str; 2], rows: &[&str]) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page(sheet);
    page.widths(&[5, 10, 13, 36, 28, 10, 9, 14, 12, 12, 14]).line(1, titles[0]).line(2, titles[1]);
    page.line_at(3, 9, "Đơn vị tính: triệu đồng").header(4, HEADER);
    for (row, cells) in (5..).zip(rows) {
        page.row(row, cells);
    }
    book.finish()
}

const SMITHY: &str = "1 | 3.1.b | MT-2022-01 | Đầu tư máy dập nông cụ | HTX Mẫu 951 | cơ sở | 1 | 600 | 0 | 300 | 300";

/// GD01, the first half: 250 are approved.
pub(super) fn approved(programme: &Programme) -> Result<Vec<u8>> {
    let loom = "2 | 3.1.b | MT-2022-02 | Đầu tư máy dệt thổ cẩm | HTX Mẫu 952 | cơ sở | 1 | 600 | 0 | 250 | 350";
    let titles = ["UBND HUYỆN MƯỜNG TÈ", "PHÊ DUYỆT DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2022"];
    list(programme, "Phê duyệt", titles, &[SMITHY, loom])
}

/// GD01, the second half: 270 are spent.
pub(super) fn spent_beyond(programme: &Programme) -> Result<Vec<u8>> {
    let loom = "2 | 3.1.b | MT-2022-02 | Đầu tư máy dệt thổ cẩm | HTX Mẫu 952 | cơ sở | 1 | 600 | 0 | 270 | 330";
    let titles = ["UBND HUYỆN MƯỜNG TÈ", "BÁO CÁO KẾT QUẢ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG NĂM 2022"];
    list(programme, "Thực hiện", titles, &[SMITHY, loom])
}

const LABEL: &str =
    "1 | 4.1.đ | NN-2023-01 | Xây dựng nhãn hiệu sâm Lai Châu | HTX Mẫu 953 | nhãn hiệu | 1 | 70 | 0 | 35 | 35";

/// GD02, the first half: one wish.
pub(super) fn registered(programme: &Programme) -> Result<Vec<u8>> {
    let titles = ["UBND HUYỆN NẬM NHÙN", "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023"];
    list(programme, "Đăng ký", titles, &[LABEL])
}

/// GD02, the second half: the wish is approved, and another project that nobody registered.
pub(super) fn approved_unasked(programme: &Programme) -> Result<Vec<u8>> {
    let design = "2 | 6 | NN-2023-02 | Thiết kế bao bì cá sấy | HTX Mẫu 954 | cơ sở | 1 | 70 | 0 | 35 | 35";
    let titles = ["UBND HUYỆN NẬM NHÙN", "PHÊ DUYỆT DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2023"];
    list(programme, "Phê duyệt", titles, &[LABEL, design])
}
