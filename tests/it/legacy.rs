//! What only a cell's style tells: text in the fonts of before Unicode, and percentages.
//!
//! One submission, header and title included, is typed in each legacy set; it must be read as the Unicode one is,
//! to the last cell.

use doisoat::model::{Code, Fault, Finding, LegacySet, Outcome, Table};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::run;

/// The letters that the sets have codes for, in one order.
const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";

/// Their codes in TCVN3, as `iconv -t TCVN5712-1` (GNU libc 2.36) gives them, seen as Latin-1.
const TCVN3: &str = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u{ad}õö÷øùúûüýþ";

/// Their codes in VNI, as the keyboard types them.
const VNI: &str = "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò \
                   oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î";

fn position(small: char) -> Option<usize> {
    LETTERS.chars().position(|letter| letter == small)
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap()
}

/// TCVN3 of the ordinary fonts, which has no capitals with tones.
fn tcvn3(text: &str) -> String {
    let capitals = "ĂÂÊÔƠƯĐ".chars().zip('\u{a1}'..='\u{a7}').collect::<Vec<_>>();
    let code = |letter: char| {
        let capital = capitals.iter().find(|(capital, _)| *capital == letter).map(|(_, code)| *code);
        let small = position(letter).map(|at| TCVN3.chars().nth(at).unwrap());
        let code = capital.or(small).unwrap_or(letter);
        assert!(u32::from(code) < 0x100, "no code for {letter} in {text}");
        code
    };
    text.chars().map(code).collect()
}

/// TCVN3 of the capitals fonts: every letter typed small.
fn tcvn3_capitals(text: &str) -> String {
    tcvn3(&text.chars().map(small).collect::<String>())
}

fn vni(text: &str) -> String {
    let code = |letter: char| match position(small(letter)) {
        None => letter.to_string(),
        Some(at) if small(letter) == letter => VNI.split(' ').nth(at).unwrap().to_owned(),
        Some(at) => VNI.split(' ').nth(at).unwrap().to_uppercase(),
    };
    text.chars().map(code).collect()
}

/// How a submission is typed: its titles and header, and its rows.
struct Typing {
    title: (fn(&str) -> String, &'static str),
    row: (fn(&str) -> String, &'static str),
}

const UNICODE: Typing = Typing { title: (str::to_owned, "Times New Roman"), row: (str::to_owned, "Times New Roman") };
const IN_TCVN3: Typing = Typing { title: (tcvn3_capitals, ".VnTimeH"), row: (tcvn3, ".VnTime") };
const IN_VNI: Typing = Typing { title: (vni, "VNI-Times"), row: (vni, "VNI-Times") };

const TITLE: [&str; 5] = [
    "UBND HUYỆN SÌN HỒ",
    "ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023",
    "GIAI ĐOẠN: ĐĂNG KÝ",
    "LẦN NỘP: 2",
    "ĐƠN VỊ TÍNH: TRIỆU ĐỒNG",
];

const HEADER: [&str; 10] = [
    "STT",
    "MÃ NHIỆM VỤ",
    "TÊN ĐỀ ÁN",
    "ĐƠN VỊ THỤ HƯỞNG",
    "SỐ LƯỢNG",
    "TỔNG KINH PHÍ",
    "KCQG",
    "NS TỈNH",
    "VỐN ĐỐI ỨNG CỦA CƠ SỞ",
    "GHI CHÚ",
];

const ROWS: [[&str; 10]; 6] = [
    [
        "1",
        "3.1.b",
        "Máy sấy nông sản ứng dụng mới",
        "HTX Thương mại Phìn Hồ",
        "1",
        "600",
        "300",
        "0",
        "300",
        "đã khảo sát",
    ],
    ["2", "3.1.b", "Máy cắt CNC, đường ray", "Công ty TNHH Đức Trường", "1", "700", "0", "350", "350", "vượt trần"],
    ["3", "4.1.đ", "Nhãn hiệu chè Tả Ngảo", "HTX Chè Sìn Hồ", "1", "70", "0", "35", "35", ""],
    ["4", "4.1.d", "Hội chợ vùng Tây Bắc", "Hộ kinh doanh Lò Thị Mỷ", "1", "ba trăm", "0", "80", "20", ""],
    ["", "", "Tổng cộng", "", "", "1370", "300", "465", "705", ""],
    ["", "", "Người lập biểu", "", "", "", "Phó Chủ tịch", "", "", ""],
];

fn write(sheet: &mut Worksheet, row: u32, col: usize, text: &str, (codes, font): (fn(&str) -> String, &str)) {
    let format = Format::new().set_font_name(font);
    let col = u16::try_from(col).unwrap();
    match text.parse::<f64>() {
        Ok(number) => sheet.write_number_with_format(row, col, number, &format).unwrap(),
        Err(_) if text.is_empty() => sheet,
        Err(_) => sheet.write_string_with_format(row, col, codes(text), &format).unwrap(),
    };
}

fn submission(typing: &Typing) -> Worksheet {
    let mut sheet = Worksheet::new();
    let mut row = 0;
    for line in TITLE {
        write(&mut sheet, row, 0, line, typing.title);
        row += 1;
    }
    for (col, header) in HEADER.iter().enumerate() {
        write(&mut sheet, row, col, header, typing.title);
    }
    for cells in ROWS {
        row += 1;
        for (col, cell) in cells.iter().enumerate() {
            write(&mut sheet, row, col, cell, typing.row);
        }
    }
    sheet
}

fn judged(workbook: &mut Workbook) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bieu.xlsx");
    workbook.save(&path).unwrap();
    run(&path)
}

fn typed(typing: &Typing) -> Outcome {
    let mut workbook = Workbook::new();
    workbook.push_worksheet(submission(typing));
    judged(&mut workbook)
}

/// The one table of a run without what was converted, and every finding but those that say so.
fn bare(outcome: Outcome) -> (String, Vec<Finding>) {
    let mut tables: Vec<Table> = outcome.inputs.into_iter().flat_map(|input| input.tables).collect();
    assert_eq!(tables.len(), 1);
    tables[0].converted.clear();
    let findings = outcome.findings.into_iter().filter(|finding| finding.code != Code::BM08).collect();
    (format!("{:#?}", tables[0]), findings)
}

#[test]
fn a_submission_typed_in_a_legacy_set_is_read_as_the_unicode_one() {
    let unicode = typed(&UNICODE);
    assert!(unicode.inputs[0].tables[0].converted.is_empty());
    assert_eq!(unicode.inputs[0].tables[0].projects.len(), 4);
    let codes: Vec<Code> = unicode.findings.iter().map(|finding| finding.code).collect();
    assert!([Code::GT01, Code::DM01].iter().all(|code| codes.contains(code)), "{codes:?}");
    assert!(!codes.contains(&Code::BM04) && !codes.contains(&Code::BM08), "{codes:?}");
    let (table, findings) = bare(unicode);
    assert!(table.contains("HTX Thương mại Phìn Hồ"));
    for typing in [&IN_TCVN3, &IN_VNI] {
        let (same_table, same_findings) = bare(typed(typing));
        assert_eq!(same_table, table);
        assert_eq!(same_findings, findings);
    }
}

#[test]
fn what_was_converted_is_noted_with_its_range() {
    for (typing, set, words) in
        [(&IN_TCVN3, LegacySet::Tcvn3, "TCVN3 (phông .Vn…)"), (&IN_VNI, LegacySet::Vni, "VNI (phông VNI-…)")]
    {
        let outcome = typed(typing);
        let [converted] = outcome.inputs[0].tables[0].converted.as_slice() else { panic!() };
        assert_eq!((converted.set, converted.area.to_string().as_str()), (set, "A1:J12"));
        let notes: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.code == Code::BM08).collect();
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.contains(words), "{}", notes[0].message);
    }
}

#[test]
fn the_font_of_the_workbook_itself_counts_where_a_cell_names_none() {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Format::new().set_font_name(".VnTime").set_font_size(12), 21, 64).unwrap();
    let mut sheet = Worksheet::new();
    for (row, line) in (0..).zip(["UBND huyện Sìn Hồ", "Đăng ký đề án năm 2023", "Đơn vị tính: triệu đồng"])
    {
        sheet.write_string(row, 0, tcvn3(line)).unwrap();
    }
    for (col, header) in
        (0..).zip(["Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Số lượng", "Tổng số", "KCQG", "Đối ứng"])
    {
        sheet.write_string(3, col, tcvn3(header)).unwrap();
    }
    for (col, cell) in (0..).zip(["3.1.b", "Máy sấy", "Hợp tác xã Mường", "1", "600", "300", "300"]) {
        match cell.parse::<f64>() {
            Ok(number) => sheet.write_number(4, col, number).unwrap(),
            Err(_) => sheet.write_string(4, col, tcvn3(cell)).unwrap(),
        };
    }
    workbook.push_worksheet(sheet);
    let outcome = judged(&mut workbook);
    let table = &outcome.inputs[0].tables[0];
    assert!(table.unit.unit.is_some() && table.year.year == Some(2023));
    assert_eq!(table.projects[0].beneficiary.text(), "Hợp tác xã Mường");
}

#[test]
fn a_rich_text_goes_by_the_font_of_its_cell() {
    let font = Format::new().set_font_name(".VnTime");
    let bold = Format::new().set_font_name(".VnTime").set_bold();
    let mut sheet = submission(&IN_TCVN3);
    let parts = [tcvn3("Hợp tác xã "), tcvn3("Thương mại Phìn Hồ")];
    sheet
        .write_rich_string_with_format(6, 3, &[(&font, parts[0].as_str()), (&bold, parts[1].as_str())], &font)
        .unwrap();
    let mut workbook = Workbook::new();
    workbook.push_worksheet(sheet);
    let outcome = judged(&mut workbook);
    assert_eq!(outcome.inputs[0].tables[0].projects[0].beneficiary.text(), "Hợp tác xã Thương mại Phìn Hồ");
}

#[test]
fn a_legacy_font_over_unicode_text_changes_nothing() {
    let over = Typing { title: (str::to_owned, ".VnTimeH"), row: (str::to_owned, "VNI-Times") };
    let outcome = typed(&over);
    assert!(outcome.inputs[0].tables[0].converted.is_empty());
    assert_eq!(bare(outcome), bare(typed(&UNICODE)));
}

#[test]
fn an_amount_that_is_shown_as_a_percentage_is_no_amount() {
    let mut sheet = submission(&UNICODE);
    let percent = Format::new().set_num_format("0%");
    let sources = 7_u16;
    sheet.write_number_with_format(6, sources, 0.5, &percent).unwrap();
    // Nothing of anything is nothing.
    sheet.write_number_with_format(7, sources - 1, 0, &percent).unwrap();
    let mut workbook = Workbook::new();
    workbook.push_worksheet(sheet);
    let outcome = judged(&mut workbook);
    let projects = &outcome.inputs[0].tables[0].projects;
    let shown = projects[0].sources.iter().find(|entry| entry.at.is_some_and(|at| at.col == 7)).unwrap();
    assert_eq!((&*shown.written, shown.fault.as_deref()), ("50%", Some(&Fault::NotANumber)));
    assert!(projects[1].amounts_stand());
    let faults: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.code == Code::GT01).collect();
    assert!(faults.iter().any(|finding| finding.message.contains("50%")), "{faults:?}");
}
