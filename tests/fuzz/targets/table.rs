//! A sheet of cells, each one word of what submissions hold: the search for tables, rows, totals and groups, and
//! every rule after it.
#![no_main]

use std::fmt::Write;

libfuzzer_sys::fuzz_target!(
    init: fuzz::watch_own_panics(),
    |bytes: &[u8]| {
        let sheet = sheet(bytes);
        fuzz::run(fuzz::archive(RELATIONS.into_iter().chain([("xl/worksheets/sheet1.xml", sheet.as_bytes())])));
    }
);

const RELATIONS: [(&str, &[u8]); 3] = [
    (
        "_rels/.rels",
        br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Đề án\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".as_bytes(),
    ),
];

/// What a byte stands for; one past the end stands for itself as a number.
const WORDS: [&str; 96] = [
    "STT", "TT", "Mã nhiệm vụ", "Mã NV", "Tên đề án", "Nội dung", "Đơn vị thụ hưởng", "Cơ sở thụ hưởng",
    "Số lượng", "SL", "Tổng kinh phí", "Tổng số", "KCQG", "Khuyến công quốc gia", "NS tỉnh", "NSĐP",
    "Vốn đối ứng của cơ sở", "Đối ứng", "Nguồn khác", "Kinh phí", "Trong đó", "Ghi chú", "Năm thực hiện", "Mã đề án",
    "Đơn giá", "Quy mô", "Tên hội chợ", "Tính chất", "Quyết định phê duyệt", "Mã số thuế", "Loại hình", "Kiểm tra",
    "UBND huyện Phong Thổ", "UBND HUYỆN TAM DƯƠNG", "ĐĂNG KÝ ĐỀ ÁN NĂM 2023", "năm 2022", "Đơn vị tính: triệu đồng",
    "ĐVT: đồng", "Giai đoạn: Quyết toán", "Lần nộp: 2", "Phiên bản biểu mẫu: 1", "(1)", "(2)", "(3=1+2)", "I", "II",
    "A", "B", "1.", "3.1.b", "III.3.1.b", "4.1.đ", "4.1.d", "6", "2", "9.9.z", "Tổng cộng", "Cộng", "Tổng",
    "Hỗ trợ thiết kế mẫu mã, bao bì đóng gói", "Hội chợ", "Máy sấy nông sản", "HTX Mẫu A", "Công ty TNHH Mẫu B",
    "Chuyển tiếp", "Mới", "Nhóm", "407/QĐ-UBND ngày 31/3/2021", "Người lập biểu", "Ghi chú: số liệu tạm tính",
    "Phong Thổ, ngày 15 tháng 11 năm 2022", "300", "600", "35", "70", "0", "-300", "1.200,5", "1,500", "1.5", "1.50",
    "300tr", "1,2 tỷ", "(300)", "-", "01 cơ sở", "#REF!", "50%", "99999999999999999999", "1e30", "2023", "2019",
    "0,001", "300.000.000", "'35", " ",
];

/// Two bytes a cell: where it is and what it is, then what it holds. The high bits of the first move on: to the next
/// row, over rows, over columns, or to the next cell.
fn sheet(bytes: &[u8]) -> String {
    let (mut row, mut col) = (0_u32, 0_u32);
    let (mut rows, mut merges) = ("<row r=\"1\">".to_owned(), String::new());
    for pair in bytes.chunks_exact(2).take(4096) {
        let (kind, word) = (pair[0], pair[1]);
        let far = u32::from(kind & 0x1f);
        match kind >> 5 {
            0 => (row, col) = (row + 1, 0),
            1 => (row, col) = (row + far, 0),
            2 => col += far,
            _ => col += 1,
        }
        if kind >> 5 < 2 {
            let _ = write!(rows, "</row><row r=\"{}\">", row + 1);
        }
        let at = address(row, col);
        let text = WORDS.get(usize::from(word)).copied();
        let above = address(row.saturating_sub(u32::from(word & 7)), col);
        let corner = address(row + u32::from(word & 3), col + u32::from(word >> 6));
        let _ = match (kind & 0x07, text) {
            (0..=3, Some(text)) => write!(rows, "<c r=\"{at}\" t=\"str\"><v>{text}</v></c>"),
            (4, _) => write!(rows, "<c r=\"{at}\"><f>SUM({above}:{at})</f><v>{word}</v></c>"),
            (5, _) => write!(rows, "<c r=\"{at}\" t=\"e\"><v>#REF!</v></c>"),
            (6, _) => write!(merges, "<mergeCell ref=\"{at}:{corner}\"/>"),
            _ => write!(rows, "<c r=\"{at}\"><v>{word}</v></c>"),
        };
    }
    format!("<worksheet><sheetData>{rows}</row></sheetData><mergeCells>{merges}</mergeCells></worksheet>")
}

fn address(row: u32, col: u32) -> String {
    doisoat::model::CellRef::new(row, col).to_string()
}
