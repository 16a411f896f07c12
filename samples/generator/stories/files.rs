//! Stories of whole files (TP).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::archive;
use super::book::Book;
use super::{layouts, norms, on_the_form, row};

/// TP01: a workbook whose end was lost on the way.
pub(super) fn cut_short(programme: &Programme) -> Result<Vec<u8>> {
    let mut bytes = norms::forbidden_source(programme)?;
    bytes.truncate(bytes.len() * 3 / 5);
    Ok(bytes)
}

/// TP01: a page that some web program calls a workbook.
#[allow(clippy::unnecessary_wraps)] // every story has one signature
pub(super) fn html(_: &Programme) -> Result<Vec<u8>> {
    let page = "<html><head><meta http-equiv=\"Content-Type\" content=\"application/vnd.ms-excel; charset=utf-8\">\
         </head><body><table border=\"1\">\n\
         <tr><th>STT</th><th>Mã nhiệm vụ</th><th>Tên đề án</th><th>Tổng kinh phí</th><th>NS tỉnh</th></tr>\n\
         <tr><td>1</td><td>4.1.đ</td><td>Xây dựng nhãn hiệu chè xanh</td><td>70</td><td>35</td></tr>\n\
         </table></body></html>\n";
    Ok(page.as_bytes().to_vec())
}

/// TP04: one file that came twice under two names.
pub(super) fn sent_twice(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [
        row(programme, 2023, ["3.1.b", "TU-2023-01", "Đầu tư máy sao chè", "HTX Mẫu 945"], 1, [300, 0, 300])?,
        row(programme, 2023, ["6", "TU-2023-02", "Thiết kế bao bì chè xanh", "HTX Mẫu 946"], 1, [0, 35, 35])?,
    ];
    on_the_form(programme, "Tân Uyên", 2023, &rows)
}

/// TP06: the letter that should have come with a table.
pub(super) fn letter(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    book.page("Công văn")
        .widths(&[90])
        .line(1, "UBND HUYỆN TAM ĐƯỜNG")
        .line(3, "V/v đăng ký đề án khuyến công năm 2024")
        .line(5, "Kính gửi: Sở Công Thương tỉnh Lai Châu.")
        .line(6, "UBND huyện Tam Đường gửi biểu đăng ký đề án khuyến công năm 2024 (có biểu chi tiết kèm theo).")
        .line(8, "Trân trọng./.");
    book.finish()
}

/// TP03: more cells than the run allows.
pub(super) fn too_large(programme: &Programme) -> Result<Vec<u8>> {
    let rows = [row(programme, 2023, ["6", "TU-2023-01", "Thiết kế bao bì chè", "HTX Mẫu 965"], 1, [0, 35, 35])?];
    on_the_form(programme, "Tân Uyên", 2023, &rows)
}

/// TP05: what was sent first, with a project that the second submission no longer has.
pub(super) fn sent_first(programme: &Programme) -> Result<Vec<u8>> {
    submission(programme, 1, " | Đầu tư máy sao chè | HTX Mẫu 966 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
}

/// TP05: what was sent in its place.
pub(super) fn sent_again(programme: &Programme) -> Result<Vec<u8>> {
    submission(programme, 2, " | Đầu tư máy sao chè | HTX Mẫu 966 | 3.1.b | cơ sở | 1 | 500 | | 250 | 250 |")
}

fn submission(programme: &Programme, number: u32, project: &str) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("Biểu 01");
    layouts::of_local_money(&mut page, "UBND HUYỆN TÂN UYÊN", 2023);
    page.line(3, &format!("Lần nộp: {number}")).row(6, project);
    layouts::signed(&mut page, 6);
    book.finish()
}

/// TP07: a note to the reader beside the submission.
#[allow(clippy::unnecessary_wraps)] // every story has one signature
pub(super) fn text(_: &Programme) -> Result<Vec<u8>> {
    Ok("Gửi Sở Công Thương biểu đăng ký năm 2023 của huyện Tân Uyên.\n".as_bytes().to_vec())
}

/// TP08: a workbook with a Visual Basic project, of which only the name is there.
pub(super) fn macros(programme: &Programme) -> Result<Vec<u8>> {
    archive::with_part(&too_large(programme)?, "xl/vbaProject.bin", |_| "no code".to_owned())
}
