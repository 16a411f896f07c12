//! Stories of norms and sources (DM, NG).

use doisoat::error::Result;
use doisoat::model::Money;
use doisoat::programme::Programme;
use doisoat::report::form::{FormRow, FormStatus};
use rust_decimal::Decimal;

use super::book::Book;
use super::{layouts, on_the_form, row};

/// DM01: 300.000.001 đồng where 300 triệu is the cap.
pub(super) fn one_dong_over_the_cap(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN PHONG THỔ", 2023, "đồng");
    page.row(9, "1 | 3.1.b | Đầu tư máy sao chè tự động | HTX Mẫu 901 | Xã Mẫu 01 | cơ sở | 1 | 700000000 | 0 | 300000001 | 399999999 |")
        .row(10, "2 | 4.1.đ | Xây dựng nhãn hiệu chè xanh | Hộ kinh doanh Mẫu 902 | Xã Mẫu 02 | nhãn hiệu | 1 | 70000000 | 0 | 35000000 | 35000000 |")
        .row(11, " | | Tổng cộng | | | | | =SUM(H9:H10) → 770000000 | =SUM(I9:I10) → 0 | =SUM(J9:J10) → 335000001 | =SUM(K9:K10) → 434999999 |");
    layouts::signed(&mut page, 11);
    book.finish()
}

/// DM02: 250.000.001 đồng where half of 500 triệu is the most; the total row stands on top.
pub(super) fn one_dong_over_the_percentage(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Đăng ký");
    layouts::with_index_row(&mut page, "UBND HUYỆN THAN UYÊN", 2022, "đồng");
    page.row(9, " | | Tổng số | | | | | 570000000 | 0 | 285000001 | 284999999 |")
        .row(10, "1 | 3.1.b | Đầu tư máy xát gạo liên hoàn | Công ty TNHH Mẫu 903 | Xã Mẫu 03 | cơ sở | 1 | 500000000 | 0 | 250000001 | 249999999 |")
        .row(11, "2 | 6 | Thiết kế bao bì gạo nếp tan | HTX Mẫu 904 | Xã Mẫu 03 | cơ sở | 1 | 70000000 | 0 | 35000000 | 35000000 |");
    layouts::signed(&mut page, 11);
    book.finish()
}

/// DM03: twelve booths at one fair where ten are the most.
pub(super) fn too_many_booths(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Hội chợ");
    page.widths(&[5, 10, 36, 26, 26, 10, 9, 9, 10, 12, 10, 10, 12])
        .line(1, "UBND huyện Tân Uyên")
        .line(2, "Đăng ký tham gia hội chợ, triển lãm năm 2024")
        .line_at(3, 10, "Đơn vị tính: triệu đồng")
        .header(5, "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | Tên hội chợ | ĐVT | Số lượng | Số gian hàng | Giá thuê gian | Tổng kinh phí | NS tỉnh | Vốn cơ sở | Ghi chú")
        .row(6, "1 | 4.1.d | Đưa sản phẩm chè dự hội chợ | HTX Mẫu 905 | Hội chợ mẫu vùng Tây Bắc | hội chợ | 1 | 12 | 10 | 120 | 96 | 24 |")
        .row(7, "2 | 4.1.d | Đưa sản phẩm mắc ca dự hội chợ | Công ty TNHH Mẫu 906 | Hội chợ mẫu hàng nông sản | hội chợ | 1 | 10 | 10 | 100 | 80 | 20 |")
        .row(8, " | | Cộng | | | | | | | 220 | 176 | 44 |");
    book.finish()
}

/// DM04: booths of 12 triệu where the programme reckons with 10.
pub(super) fn dear_booths(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Hội chợ");
    page.widths(&[5, 10, 36, 26, 26, 10, 9, 9, 10, 12, 10, 10, 12])
        .line(1, "UBND huyện Than Uyên")
        .line(2, "Đăng ký tham gia hội chợ, triển lãm năm 2022")
        .line_at(3, 10, "Đơn vị tính: triệu đồng")
        .header(5, "STT | Mã nhiệm vụ | Tên đề án | Đơn vị thụ hưởng | Tên hội chợ | ĐVT | Số lượng | Số gian hàng | Giá thuê gian | Tổng kinh phí | NS tỉnh | Vốn cơ sở | Ghi chú")
        .row(6, "1 | 4.1.d | Đưa sản phẩm gạo dự hội chợ | HTX Mẫu 953 | Hội chợ mẫu miền Nam | hội chợ | 1 | 8 | 12 | 96 | 76.8 | 19.2 |")
        .row(7, "2 | 4.1.d | Đưa sản phẩm mật ong dự hội chợ | HTX Mẫu 954 | Hội chợ mẫu Tây Bắc | hội chợ | 1 | 10 | 10 | 100 | 80 | 20 |")
        .row(8, " | | Cộng | | | | | | | 196 | 156.8 | 39.2 |");
    book.finish()
}

/// DM06: 35 of 60 triệu where the programme's own figures are a half.
pub(super) fn above_the_implied_share(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2023, ["6", "NN-2023-01", "Thiết kế bao bì gạo nếp", "HTX Mẫu 955"], 1, [0, 35, 25])?,
        row(programme, 2023, ["4.1.đ", "NN-2023-02", "Xây dựng nhãn hiệu gạo nếp", "HTX Mẫu 956"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "Nậm Nhùn", 2023, &rows)
}

fn over_two_years(programme: &Programme, year: i32) -> Result<FormRow> {
    let words = ["3.1.b", "MT-2022-01", "Đầu tư dây chuyền sấy dược liệu", "HTX Mẫu 907"];
    row(programme, year, words, 1, [0, 200, 400])
}

/// DM07, the first year: 200 of the 300 that the cap allows.
pub(super) fn first_year(programme: &Programme) -> Result<Vec<u8>> {
    on_the_form(programme, "Mường Tè", 2022, &[over_two_years(programme, 2022)?])
}

/// DM07, the second year: another 150, so that both years together draw 350.
pub(super) fn second_year(programme: &Programme) -> Result<Vec<u8>> {
    let carried_over = FormRow {
        status: FormStatus::CarriedOver,
        quantity: Decimal::ZERO,
        money: vec![Money::ZERO, Money::from_trieu(150), Money::from_trieu(250)],
        ..over_two_years(programme, 2023)?
    };
    on_the_form(programme, "Mường Tè", 2023, &[carried_over])
}

/// NG01: a model of the provincial budget, which only national money pays.
pub(super) fn forbidden_source(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(
            programme,
            2021,
            ["3.1.a", "NN-2021-01", "Mô hình sản xuất gạch không nung", "Công ty TNHH Mẫu 908"],
            1,
            [0, 600, 4_200],
        )?,
        row(programme, 2021, ["4.1.đ", "NN-2021-02", "Xây dựng nhãn hiệu gạch", "HTX Mẫu 909"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "Nậm Nhùn", 2021, &rows)
}

/// NG02: packaging that the facility adds nothing to.
pub(super) fn no_contribution(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2024");
    layouts::of_local_money(&mut page, "PHÒNG KINH TẾ VÀ HẠ TẦNG HUYỆN TAM ĐƯỜNG", 2024);
    page.row(6, "1 | Đầu tư máy tráng miến | HTX Mẫu 910 | 3.1.b | cơ sở | 1 | 600 | - | 300 | 300 |")
        .row(7, "2 | Thiết kế bao bì miến dong | HTX Mẫu 911 | 6 | cơ sở | 1 | 35 | - | 35 | - |")
        .row(8, " | Tổng cộng | | | | | 635 | - | 335 | 300 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// NG04: a district registers a course that the province holds.
pub(super) fn task_of_the_province(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2023");
    layouts::of_local_money(&mut page, "UBND H. SÌN HỒ", 2023);
    page.row(6, "1 | Lớp tập huấn sản xuất sạch hơn tại huyện | Cán bộ kỹ thuật các cơ sở (danh sách mẫu) | 5.1.a | lớp | 1 | 24 | | 24 | |")
        .row(7, "2 | Xây dựng nhãn hiệu mật ong | Tổ hợp tác Mẫu 912 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 94 | | 59 | 35 |");
    layouts::signed(&mut page, 8);
    book.finish()
}
