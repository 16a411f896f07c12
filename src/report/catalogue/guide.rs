//! Sheet "Hướng dẫn": how the catalogue is edited, and what every column means.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style;
use crate::programme::Programme;
use crate::programme::book::{Content, Page};

const SHEET: &str = "Hướng dẫn";

const STEPS: [&str; 8] = [
    "1. Lưu tệp này thành tên mới, sửa các trang tính theo quyết định của tỉnh, giữ nguyên tên trang và tiêu đề cột.",
    "2. Bắt đầu từ trang \"Chương trình\" (quyết định, giai đoạn, đơn vị tiền), rồi \"Nguồn\", \"Đơn vị\", \"Mục\", \"Nhiệm vụ\", \"Định mức\", \"Theo năm\", \"Phân kỳ\".",
    "3. Mọi số tiền trong tệp dùng đơn vị ghi ở \"Đơn vị tiền\" của trang \"Chương trình\". Ô số nhập số, không nhập chữ; ngày nhập ngày/tháng/năm.",
    "4. Thêm hoặc bớt nguồn: sửa trang \"Nguồn\", rồi thêm hoặc xóa cột \"Nguồn\" kèm mã nguồn ở các trang có cột tiền, và dòng tương ứng ở trang \"Phân kỳ\".",
    "5. Đổi giai đoạn: sửa năm đầu, năm cuối, rồi các dòng của trang \"Theo năm\" và các cột năm của trang \"Phân kỳ\".",
    "6. Ô liệt kê nhiều tên: mỗi tên một dòng trong ô, xuống dòng bằng Alt+Enter. Dòng và cột được đổi chỗ tùy ý; thứ tự dòng là thứ tự trong phụ lục.",
    "7. Kiểm tra các con số khớp nhau: doisoat programme check --programme TÊN_TỆP.xlsx. Chương trình chỉ rõ trang tính và ô cần sửa.",
    "8. Dùng danh mục mới: thêm --programme TÊN_TỆP.xlsx vào các lệnh template, check, consolidate.",
];

pub(super) fn write(sheet: &mut Worksheet, programme: &Programme, pages: &[Page]) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    style::page(sheet);
    sheet.set_column_width(0, 30)?.set_column_width(1, 100)?;
    sheet.write_with_format(0, 0, "DANH MỤC CHƯƠNG TRÌNH", &style::title())?;
    sheet.write_with_format(1, 0, &programme.decision.title, &style::about())?;
    let mut row = 3;
    sheet.write_with_format(row, 0, "Cách sửa", &style::heading())?;
    for step in STEPS {
        row += 1;
        sheet.merge_range(row, 0, row, 1, step, &style::line())?;
        sheet.set_row_height(row, style::height(step.chars().count() / 120 + 1))?;
    }
    row += 2;
    for page in pages {
        sheet.write_with_format(row, 0, format!("Trang \"{}\"", page.layout.name), &style::heading())?;
        sheet.write_with_format(row, 1, page.layout.about, &style::about())?;
        for column in &page.columns {
            // A guide for each source and each year would say the same again and again.
            if let Content::Text(header) = &column.header {
                row += 1;
                sheet.write_with_format(row, 0, header, &style::label())?;
                sheet.write_with_format(row, 1, column.guide, &style::hint())?;
                sheet.set_row_height(
                    row,
                    style::height((header.chars().count() / 28).max(column.guide.chars().count() / 95) + 1),
                )?;
            }
        }
        row += 2;
    }
    Ok(())
}
