//! Stories of what a workbook holds and does not show (AN), and of sums that leave something out (TG03).

use doisoat::error::Result;
use doisoat::programme::Programme;

use super::book::{Book, Page};
use super::layouts;

/// Three projects and their sum, from row 6 to row 9.
fn three<'a, 'b>(page: &'a mut Page<'b>) -> &'a mut Page<'b> {
    page.row(6, "1 | Đầu tư máy sấy quả | HTX Mẫu 951 | 3.1.b | cơ sở | 1 | 600 | | 300 | 300 |")
        .row(7, "2 | Xây dựng nhãn hiệu chuối sấy | HTX Mẫu 952 | 4.1.đ | nhãn hiệu | 1 | 70 | | 35 | 35 |")
        .row(8, "3 | Thiết kế bao bì chuối sấy | HTX Mẫu 953 | 6 | cơ sở | 1 | 80 | | 35 | 45 |")
        .row(9, " | Tổng cộng | | | | | 750 | | 370 | 380 |")
}

/// AN01: a hidden row with a project.
pub(super) fn rows(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2022);
    three(&mut page).hide_row(7);
    layouts::signed(&mut page, 9);
    book.finish()
}

/// AN02: the column of the provincial money is hidden.
pub(super) fn columns(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2022);
    three(&mut page).hide_column(8);
    layouts::signed(&mut page, 9);
    book.finish()
}

/// AN03: the draft stands hidden behind the sheet that was sent.
pub(super) fn sheet(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2022);
    three(&mut page);
    layouts::signed(&mut page, 9);
    let mut draft = book.page("Dự thảo");
    layouts::of_local_money(&mut draft, "UBND HUYỆN SÌN HỒ", 2022);
    draft
        .row(6, "1 | Đầu tư máy sấy quả | HTX Mẫu 951 | 3.1.b | cơ sở | 1 | 500 | | 250 | 250 |")
        .row(7, " | Tổng cộng | | | | | 500 | | 250 | 250 |")
        .hide();
    book.finish()
}

/// AN04: a filter shows the project of 600 alone.
pub(super) fn filter(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2022);
    three(&mut page).filter(5, 8, 6, 100).hide_row(7).hide_row(8);
    layouts::signed(&mut page, 9);
    book.finish()
}

/// TG03: a row that was put in below the last one of the sums.
pub(super) fn short_sum(programme: &Programme) -> Result<Vec<u8>> {
    let mut book = Book::new(programme.decision.date);
    let mut page = book.page("2022");
    layouts::of_local_money(&mut page, "UBND HUYỆN SÌN HỒ", 2022);
    three(&mut page).row(9, " | Tổng cộng | | | | | =SUM(G6:G7) → 670 | | =SUM(I6:I8) → 370 | =SUM(J6:J8) → 380 |");
    layouts::signed(&mut page, 9);
    book.finish()
}
