//! Stories of sources that ask for a word of explanation (NG).

use doisoat::error::Result;
use doisoat::model::Money;
use doisoat::programme::Programme;
use doisoat::report::form::FormRow;

use super::book::{Book, Page};
use super::{layouts, on_the_form, row};

/// NG03: money of another source, and nobody says which.
pub(super) fn other_money_unsaid(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["6", "MT-2024-01", "Thiết kế bao bì mật ong rừng", "HTX Mẫu 957"];
    let packaging = FormRow {
        money: [0, 35, 35, 10].map(Money::from_trieu).to_vec(),
        ..row(programme, 2024, words, 1, [0, 35, 35])?
    };
    on_the_form(programme, "Mường Tè", 2024, &[packaging])
}

/// NG05, what was registered.
pub(super) fn registered(programme: &Programme) -> Result<Vec<u8>> {
    of_stage(programme, "Đăng ký", "")
}

/// NG05, the same approved: the second project's national money by the province alone.
pub(super) fn approved(programme: &Programme) -> Result<Vec<u8>> {
    of_stage(programme, "Phê duyệt", "QĐ 321/QĐ-UBND ngày 10/3/2023")
}

fn of_stage(programme: &Programme, stage: &str, approval: &str) -> Result<Vec<u8>> {
    let ministry = if approval.is_empty() { "" } else { "QĐ 654/QĐ-BCT ngày 20/2/2023" };
    let mut book = Book::new(programme.decision.date);
    let mut page: Page<'_> = book.page("Biểu 01");
    page.widths(&[5, 10, 14, 34, 24, 10, 9, 30, 13, 12, 12, 13])
        .line(1, "UBND huyện Tân Uyên")
        .line(2, "Danh mục đề án khuyến công năm 2023")
        .line(3, &format!("Giai đoạn: {stage}"))
        .line_at(4, 10, "Đơn vị tính: triệu đồng")
        .header(5, "STT | Mã nhiệm vụ | Mã đề án | Tên đề án | Đơn vị thụ hưởng | ĐVT | Số lượng | Quyết định phê duyệt | Tổng kinh phí | KCQG | NS tỉnh | Vốn cơ sở")
        .row(6, &format!("1 | 3.1.b | TAU-2023-01 | Đầu tư máy sao chè | HTX Mẫu 958 | cơ sở | 1 | {ministry} | 600 | 300 | 0 | 300"))
        .row(7, &format!("2 | 3.1.b | TAU-2023-02 | Đầu tư máy vò chè | HTX Mẫu 959 | cơ sở | 1 | {approval} | 500 | 250 | 0 | 250"))
        .row(8, " | | | Tổng cộng | | | | | 1100 | 550 | 0 | 550");
    layouts::signed(&mut page, 8);
    book.finish()
}

/// NG06: half of the support national, half of it the province's.
pub(super) fn two_state_sources(programme: &Programme) -> Result<Vec<u8>> {
    let words = ["3.1.b", "LC-2021-01", "Đầu tư máy in bao bì", "Công ty TNHH Mẫu 960"];
    on_the_form(programme, "TP Lai Châu", 2021, &[row(programme, 2021, words, 1, [150, 150, 300])?])
}
