//! Stories of single cells (GT, DT).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::archive;
use super::book::Book;
use super::{layouts, on_the_form, row};

/// GT01: words where an amount belongs.
pub(super) fn words(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2025");
    layouts::of_local_money(&mut page, "UBND THÀNH PHỐ LAI CHÂU", 2025);
    page.row(6, "1 | Đầu tư máy cắt khắc CNC | Công ty TNHH Mẫu 919 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Xây dựng nhãn hiệu đồ gỗ | HTX Mẫu 920 | 4.1.đ | nhãn hiệu | 1 | 70 | | chờ tỉnh thông báo | 35 |")
        .row(8, " | Tổng cộng | | | | | 670 | | 300 | 335 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// GT05: the total looks at a column that someone deleted.
pub(super) fn broken_reference(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN MƯỜNG TÈ", 2024, "triệu đồng");
    page.row(9, "1 | 3.1.b | Đầu tư máy sấy dược liệu | HTX Mẫu 921 | Xã Mẫu 06 | cơ sở | 1 | =J9+#REF! → #REF! | 0 | 300 | 300 |")
        .row(10, "2 | 6 | Thiết kế bao bì trà dược liệu | HTX Mẫu 922 | Xã Mẫu 06 | cơ sở | 1 | =I10+J10+K10 → 70 | 0 | 35 | 35 |")
        .row(11, " | | Tổng cộng | | | | | 670 | 0 | 335 | 335 |");
    layouts::signed(&mut page, 11);
    book.finish()
}

/// GT06: money that is taken back.
pub(super) fn negative(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN NẬM NHÙN", 2022);
    page.row(6, "1 | Đầu tư máy chẻ nan tre | HTX Mẫu 923 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(
            7,
            "2 | Thiết kế bao bì hàng mây tre đan | HTX Mẫu 924 | 6 | cơ sở | 1 | 35 | | -35 | 70 | Điều chỉnh giảm",
        )
        .row(8, " | Tổng cộng | | | | | 635 | | 265 | 370 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// GT07: one facility and a half.
pub(super) fn half_a_facility(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN TAM ĐƯỜNG", 2022, "triệu đồng");
    page.row(
        9,
        "1 | 3.1.b | Đầu tư dây chuyền tráng miến | HTX Mẫu 925 | Xã Mẫu 07 | cơ sở | 1.5 | 600 | 0 | 300 | 300 |",
    )
    .row(10, "2 | 4.1.đ | Xây dựng nhãn hiệu miến dong | HTX Mẫu 926 | Xã Mẫu 07 | nhãn hiệu | 1 | 70 | 0 | 35 | 35 |")
    .row(
        11,
        " | | Tổng cộng | | | | | =SUM(H9:H10) → 670 | =SUM(I9:I10) → 0 | =SUM(J9:J10) → 335 | =SUM(K9:K10) → 335 |",
    );
    layouts::signed(&mut page, 11);
    book.finish()
}

/// GT08: a project of 2020 in a plan of 2021.
pub(super) fn year_outside(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2021, ["3.1.b", "LC-2021-01", "Đầu tư máy ép gạch", "Công ty TNHH Mẫu 927"], 1, [0, 300, 300])?,
        row(programme, 2020, ["6", "LC-2021-02", "Thiết kế bao bì mật ong", "HTX Mẫu 928"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "TP Lai Châu", 2021, &rows)
}

/// GT09: a project without a name.
pub(super) fn no_name(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2025, ["3.1.b", "PT-2025-01", "Đầu tư máy sao chè", "HTX Mẫu 929"], 1, [300, 0, 300])?,
        row(programme, 2025, ["4.1.đ", "PT-2025-02", "", "Hộ kinh doanh Mẫu 930"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "Phong Thổ", 2025, &rows)
}

/// GT12: a task that the decision does not have.
pub(super) fn unknown_task(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2023");
    layouts::of_local_money(&mut page, "PHÒNG KT&HT HUYỆN THAN UYÊN", 2023);
    page.row(6, "1 | Đầu tư máy cắt plasma | Hộ kinh doanh Mẫu 931 | 3.1.c | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Xây dựng nhãn hiệu nông cụ | Hộ kinh doanh Mẫu 932 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 670 | | 335 | 335 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// GT13: a project whose code stands only in the heading above it.
pub(super) fn code_from_heading(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2021");
    layouts::of_local_money(&mut page, "UBND HUYỆN PHONG THỔ", 2021);
    page.row(6, "I | Hỗ trợ thiết kế mẫu mã, bao bì đóng gói | | 6 | | | | | | |")
        .row(7, "1 | Thiết kế bao bì chè xanh | HTX Mẫu 933 | 6 | cơ sở | 1 | 70 | | 35 | 35 |")
        .row(8, "2 | Thiết kế bao bì mắc ca sấy | HTX Mẫu 934 | | cơ sở | 1 | 70 | | 35 | 35 |")
        .row(9, " | Tổng cộng | | | | | 140 | | 70 | 70 |");
    layouts::signed(&mut page, 9);
    book.finish()
}

/// DT02: nobody benefits.
pub(super) fn no_beneficiary(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2024, ["3.1.b", "SH-2024-01", "Đầu tư máy chẻ nan tre", ""], 1, [0, 300, 300])?,
        row(programme, 2024, ["6", "SH-2024-02", "Thiết kế bao bì mật ong", "HTX Mẫu 935"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "Sìn Hồ", 2024, &rows)
}

/// GT11: one row in đồng in a table in triệu đồng.
pub(super) fn dong_among_millions(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2023);
    page.row(6, "1 | Đầu tư máy chế biến dược liệu | HTX Mẫu 983 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Đầu tư máy xay xát | HTX Mẫu 984 | 3.1.b | cơ sở | 1 | 600000000 | | 300000000 | 300000000 |")
        .row(8, "3 | Xây dựng nhãn hiệu gạo | HTX Mẫu 985 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(
            9,
            " | Tổng cộng | | | | | =SUM(G6:G8) → 600000670 | | =SUM(I6:I8) → 300000335 | =SUM(J6:J8) → 300000335 |",
        );
    layouts::signed(&mut page, 9);
    book.finish()
}

/// GT02: 1,500 is one and a half or fifteen hundred; 600 is not the sum of either.
pub(super) fn two_readings(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2023);
    page.row(6, "1 | Đầu tư máy xay xát | HTX Mẫu 954 | 3.1.b | cơ sở | 1 | 600 | | 300 | '1,500 |")
        .row(7, "2 | Xây dựng nhãn hiệu gạo | HTX Mẫu 955 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 670 | | 335 | 335 |");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// GT03: amounts as text, in Vietnamese usage and with their unit.
pub(super) fn numbers_as_text(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2023);
    page.row(6, "1 | Đầu tư máy xay xát | HTX Mẫu 956 | 3.1.b | cơ sở | 1 | '1.012,5 | | 300tr | '712.5 |")
        .row(7, " | Tổng cộng | | | | | 1012.5 | | 300 | 712.5 |");
    layouts::signed(&mut page, 7);
    book.finish()
}

/// GT04: a total written by a program that does not calculate.
pub(super) fn no_result(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2023);
    page.row(6, "1 | Đầu tư máy xay xát | HTX Mẫu 957 | 3.1.b | cơ sở | 1 | =H6+I6+J6 → 600 | | 300 | 300 |")
        .row(7, "2 | Xây dựng nhãn hiệu gạo | HTX Mẫu 958 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 670 | | 335 | 335 |");
    layouts::signed(&mut page, 8);
    let calculated = book.finish()?;
    archive::with_part(&calculated, "xl/worksheets/sheet1.xml", |sheet| sheet.replace("</f><v>600</v>", "</f>"))
}

/// GT10: a third of a million đồng, and two thirds of it.
pub(super) fn thirds_of_a_dong(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::with_index_row(&mut page, "UBND HUYỆN TAM ĐƯỜNG", 2022, "đồng");
    page.row(
        9,
        "1 | 6 | Thiết kế bao bì miến | HTX Mẫu 959 | Xã Mẫu 07 | cơ sở | 1 | 70000000 | 0 | \
         =100000000/3 → 33333333.3333333 | =H9-J9 → 36666666.6666667 |",
    )
    .row(10, " | | Tổng cộng | | | | | 70000000 | 0 | 33333333 | 36666667 |");
    layouts::signed(&mut page, 10);
    book.finish()
}

/// GT14: packaging under the code of trademarks, which cost the same.
pub(super) fn name_of_another_task(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN TAM ĐƯỜNG", 2022);
    page.row(6, "1 | Hỗ trợ thiết kế mẫu mã, bao bì đóng gói miến dong | HTX Mẫu 951 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(7, "2 | Xây dựng nhãn hiệu chè Shan | HTX Mẫu 952 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, " | Tổng cộng | | | | | 140 | | 70 | 70 |");
    layouts::signed(&mut page, 8);
    book.finish()
}
