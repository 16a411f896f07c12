//! Sheet "Hướng dẫn": how to fill the form, for the clerk who does it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style;
use crate::model::Field;
use crate::programme::{Programme, SourceKind};

const SHEET: &str = "Hướng dẫn";
/// The width of the lines, in characters.
const WIDTH: f64 = 128.0;

/// A part of the guide: its heading and its lines.
type Part = (&'static str, &'static [&'static str]);

const PARTS: [Part; 5] = [
    (
        "1. Trước khi điền",
        &[
            "Chọn đúng đơn vị và năm kế hoạch ở đầu trang \"Đề án\". Mỗi đơn vị, mỗi năm gửi một tệp.",
            "Nộp lại sau khi sửa thì tăng số ở dòng \"Lần nộp\": 2, 3, … Lần nộp cao nhất được dùng để tổng hợp.",
            "Giữ nguyên dòng tiêu đề của bảng, tên trang và dòng \"Đơn vị tính: triệu đồng\".",
            "Cần thêm dòng thì chèn vào giữa bảng, phía trên dòng \"Tổng cộng\"; công thức tự mở rộng.",
        ],
    ),
    (
        "2. Điền từng đề án: mỗi dòng một đề án",
        &[
            "Mã nhiệm vụ: chọn trong danh sách. Tên nhiệm vụ, định mức và nguồn được dùng xem trang \"Định mức\".",
            "Mã đề án: do đơn vị đặt, mỗi đề án một mã và không đổi qua các năm, ví dụ {MÃ}.",
            "Đơn vị thụ hưởng là cơ sở được hỗ trợ; đơn vị thực hiện là nơi đứng ra làm. \
             Đề án nhóm chưa có danh sách cơ sở thì chọn tính chất \"Nhóm\".",
            "Mã số thuế: ghi đủ chữ số, kể cả số 0 ở đầu. Hộ kinh doanh ghi số đăng ký.",
            "Đề án chuyển tiếp từ năm trước: giữ mã đề án cũ, chọn \"Chuyển tiếp\", số lượng ghi 0, \
             kinh phí chỉ ghi phần của năm này.",
            "Quy mô: số gian hàng của một hội chợ, hoặc số người của một lớp, một đoàn. \
             Đơn giá: giá thuê một gian hàng.",
            "Quyết định phê duyệt: để trống khi đăng ký; khi đã duyệt thì ghi số và ngày.",
        ],
    ),
    (
        "3. Kinh phí",
        &[
            "Đơn vị là triệu đồng, nhập số, không kèm chữ. Ví dụ 300 triệu đồng nhập 300; 300,5 triệu đồng nhập 300,5.",
            "Tổng kinh phí của mỗi đề án phải bằng tổng các nguồn. Dòng chưa khớp hiện màu đỏ; \
             ô kiểm tra ở đầu trang phải bằng 0.",
            "Nguồn không có thì để trống.{KHÁC}",
            "Định mức là mức tối đa; phần vượt định mức do cơ sở tự lo. Đề án nhận từ nhiều nguồn ngân sách thì \
             cộng các nguồn đó lại rồi so với định mức.",
        ],
    ),
    (
        "4. Không làm",
        &[
            "Không gộp ô, không ẩn dòng hoặc cột, không đặt mật khẩu cho tệp.",
            "Không ghi nhiều đề án vào một ô; không thêm dòng cộng ở giữa bảng.",
            "Không sửa công thức của dòng \"Tổng cộng\" và không sửa trang \"Định mức\".",
        ],
    ),
    (
        "5. Trước khi gửi",
        &[
            "Ô kiểm tra bằng 0, không còn dòng màu đỏ.",
            "Lưu ở dạng Excel Workbook (.xlsx), đặt tên tệp theo đơn vị và năm, ví dụ \"{TỆP}.xlsx\".",
        ],
    ),
];

/// A line with examples from the programme: a project's id, a file's name, the source that must be explained.
fn filled(line: &str, programme: &Programme) -> String {
    let (unit, year) = programme.example();
    let initials: String = unit.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let other = programme.sources_of(SourceKind::Other).next().map(|source| &programme.source(source).header);
    let explain = other.map(|header| {
        format!(" Có tiền ở cột \"{header}\" thì ghi rõ là nguồn nào ở cột \"{}\".", programme.header(Field::Note))
    });
    line.replace("{MÃ}", &format!("{initials}-{year}-01"))
        .replace("{TỆP}", &format!("{unit} {year}"))
        .replace("{KHÁC}", &explain.unwrap_or_default())
}

pub(super) fn write(sheet: &mut Worksheet, programme: &Programme) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    style::page(sheet);
    sheet.set_column_width(0, 4)?.set_column_width(1, WIDTH)?;
    sheet.merge_range(0, 0, 0, 1, "HƯỚNG DẪN ĐIỀN BIỂU ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG", &style::title())?;
    let version = format!("(Biểu mẫu phiên bản {}, dùng cho {})", programme.form_version, programme.decision.title);
    sheet.merge_range(1, 0, 1, 1, &version, &style::centred_italic())?;
    let mut row = 3;
    for (heading, lines) in PARTS {
        sheet.write_with_format(row, 0, heading, &style::heading())?;
        row += 1;
        for line in lines.iter().map(|line| filled(line, programme)) {
            sheet.write_with_format(row, 0, "–", &style::centred())?;
            sheet.write_with_format(row, 1, &line, &style::line())?;
            sheet.set_row_height(row, style::height(style::lines(&line, WIDTH)))?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}
