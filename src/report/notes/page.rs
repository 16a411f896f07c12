//! The page "Phiếu đề nghị chỉnh sửa, bổ sung": to whom, about what, until when, and each thing to mend with its
//! place, the most valuable first.
//!
//! Its column heads are none of those that a table of projects has: a unit may well send the marked copy back.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::{Behind, Dossier, Wording};
use crate::model::{Finding, Input, InputStatus, Money, Outcome, Place, Severity, number::vietnamese};
use crate::programme::{Level, Programme};
use crate::report::workbook::pen::{self, Written};
use crate::report::workbook::{fit, style};

/// Heads and widths of the list.
const COLUMNS: [(&str, f64); 6] = [
    ("Thứ tự", 6.0),
    ("Vị trí cần sửa", 18.0),
    ("Vấn đề phát hiện", 52.0),
    ("Đang ghi / phải là", 20.0),
    ("Cách xử lý", 36.0),
    ("Căn cứ", 22.0),
];
const LAST: u16 = 5;

/// The most lines of a list that anyone works through; the rest is counted.
const MOST: usize = 500;

/// A page to be written.
pub(super) struct Page<'a> {
    pub(super) programme: &'a Programme,
    pub(super) outcome: &'a Outcome,
    pub(super) dossier: &'a Dossier,
    pub(super) wording: &'a Wording,
    pub(super) behind: Behind,
}

impl Page<'_> {
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Written {
        style::page(sheet, style::Orientation::Landscape, 1);
        style::widths(sheet, &COLUMNS.map(|(_, width)| width))?;
        let mut row = self.heading(sheet)?;
        for paragraph in self.paragraphs() {
            row = wide(sheet, row, &paragraph, &style::text().set_text_wrap())?;
        }
        let to_mend: Vec<&Finding> =
            self.dossier.findings(self.outcome, &[Severity::Error, Severity::Warning]).collect();
        let notes: Vec<&Finding> = self.dossier.findings(self.outcome, &[Severity::Note]).collect();
        if !to_mend.is_empty() {
            row = self.list(sheet, row + 1, "Nội dung cần chỉnh sửa, bổ sung", &to_mend)?;
        }
        if !notes.is_empty() {
            row = self.list(sheet, row + 1, "Lưu ý (không bắt buộc sửa)", &notes)?;
        }
        signatures(sheet, row + 1)
    }

    /// Who writes to whom, and the title.
    fn heading(&self, sheet: &mut Worksheet) -> Written<u32> {
        let bold = style::text().set_bold().set_align(FormatAlign::Center).set_text_wrap();
        let under = style::text().set_bold().set_align(FormatAlign::Center);
        let sender = self.programme.units.iter().find(|unit| unit.level == Level::Province);
        let sender = sender.map_or(self.programme.decision.issuer.as_str(), |unit| unit.full.as_str()).to_uppercase();
        pen::merged(sheet, (0, 0), (0, 2), &sender, &bold)?;
        pen::merged(sheet, (0, 3), (0, LAST), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)?;
        pen::merged(sheet, (1, 3), (1, LAST), "Độc lập - Tự do - Hạnh phúc", &under)?;
        let row = wide(sheet, 3, "PHIẾU ĐỀ NGHỊ CHỈNH SỬA, BỔ SUNG", &style::title().set_font_size(14))?;
        let about = format!("(theo {})", self.programme.decision.title);
        let row = wide(sheet, row, &about, &style::subtitle())?;
        Ok(row + 1)
    }

    fn paragraphs(&self) -> Vec<String> {
        let mut paragraphs = vec![format!("Kính gửi: {}", self.addressee())];
        paragraphs.extend(self.input().map(received));
        let count = |severities: &[Severity]| self.dossier.findings(self.outcome, severities).count();
        let (errors, warnings) = (count(&[Severity::Error]), count(&[Severity::Warning]));
        if errors + warnings == 0 {
            paragraphs.push("Qua đối soát, không có nội dung phải chỉnh sửa, bổ sung.".to_owned());
            paragraphs.extend(self.copy_said().filter(|_| count(&[Severity::Note]) > 0));
            return paragraphs;
        }
        let until = self.wording.deadline.as_deref().unwrap_or("…… / …… / ………");
        paragraphs.push(format!(
            "Qua đối soát có {} nội dung cần chỉnh sửa, bổ sung ({} lỗi phải sửa, {} cảnh báo cần sửa hoặc giải \
             trình). Đề nghị đơn vị hoàn thiện và gửi lại trước ngày {until}.",
            vietnamese((errors + warnings).into()),
            vietnamese(errors.into()),
            vietnamese(warnings.into()),
        ));
        paragraphs.extend(self.copy_said());
        paragraphs.extend(self.wording.contact.as_ref().map(|contact| format!("Liên hệ: {contact}.")));
        paragraphs
    }

    fn addressee(&self) -> &str {
        self.dossier.unit.map_or("đơn vị lập biểu", |unit| self.programme.unit(unit).full.as_str())
    }

    fn input(&self) -> Option<&Input> {
        self.outcome.inputs.get(self.dossier.input?)
    }

    /// How the sheets behind the page are to be read.
    fn copy_said(&self) -> Option<String> {
        let marks = "ô cần sửa được tô màu (đỏ: lỗi; vàng: cảnh báo; xanh: lưu ý) và có ghi chú";
        match self.behind {
            Behind::Own => Some(format!(
                "Các trang tính sau phiếu này là bản sao tệp của đơn vị, {marks}; tệp gốc không bị thay đổi."
            )),
            Behind::Anew => Some(format!(
                "Các trang tính sau phiếu này được chép lại theo giá trị từng ô, không giữ định dạng gốc (tệp không \
                 phải .xlsx); {marks}. Đề nghị sửa trên tệp gốc của đơn vị."
            )),
            Behind::Nothing => None,
        }
    }

    fn list(&self, sheet: &mut Worksheet, row: u32, heading: &str, findings: &[&Finding]) -> Written<u32> {
        pen::text(sheet, (row, 0), heading, &style::heading())?;
        let mut row = row + 1;
        for (col, (head, _)) in (0..).zip(COLUMNS) {
            pen::text(sheet, (row, col), head, &style::head())?;
        }
        for (number, finding) in (1_u32..).zip(findings.iter().take(MOST)) {
            row += 1;
            self.line(sheet, row, number, finding)?;
        }
        if let Some(rest) = findings.len().checked_sub(MOST).filter(|rest| *rest > 0) {
            let words = format!("Còn {} nội dung nữa, xem các ô được đánh dấu.", vietnamese(rest.into()));
            row = wide(sheet, row + 1, &words, &style::remark())?;
        }
        Ok(row + 1)
    }

    fn line(&self, sheet: &mut Worksheet, row: u32, number: u32, finding: &Finding) -> Written {
        let texts = [
            number.to_string(),
            self.position(finding),
            format!("{} {}. {}", finding.severity.name(), finding.code, finding.message),
            figures(finding),
            finding.action.clone(),
            finding.basis.clone(),
        ];
        let height = |(text, (_, width)): (&String, (&str, f64))| fit::height(text, width, style::SMALL, false);
        sheet.set_row_height(row, texts.iter().zip(COLUMNS).map(height).fold(0.0, f64::max))?;
        let top = |format: Format| format.set_align(FormatAlign::Top);
        for (col, text) in (0_u16..).zip(&texts) {
            let format = if matches!(col, 0 | 3) { style::centred() } else { style::cell() };
            let link = self.link(finding).filter(|_| col == 1);
            pen::link(sheet, (row, col), text, link, (&top(style::link()), &top(format)))?;
        }
        Ok(())
    }

    /// The place in this dossier's file that a finding is about.
    fn place<'f>(&self, finding: &'f Finding) -> Option<&'f Place> {
        let file = &self.input()?.file;
        finding.places.iter().find(|place| place.file == *file)
    }

    fn position(&self, finding: &Finding) -> String {
        let Some(place) = self.place(finding) else { return "Hồ sơ của đơn vị".to_owned() };
        let Some(sheet) = &place.sheet else { return "Cả tệp".to_owned() };
        let cells: Vec<String> = place.cells.iter().take(6).map(ToString::to_string).collect();
        match (cells.is_empty(), place.cells.len() > cells.len()) {
            (true, _) => format!("Trang \"{sheet}\""),
            (false, more) => format!("Trang \"{sheet}\", ô {}{}", cells.join(", "), if more { ", …" } else { "" }),
        }
    }

    /// A link to the marked cell, where there is a copy to look at and the program that opens it can wrap the text.
    fn link(&self, finding: &Finding) -> Option<String> {
        let place = self.place(finding).filter(|_| self.behind != Behind::Nothing)?;
        let (sheet, cell) = (place.sheet.as_ref()?, place.cells.first()?.first);
        let short = fit::lines(&self.position(finding), COLUMNS[1].1, style::SMALL, false) == 1;
        short.then(|| pen::internal(sheet, (cell.row, u16::try_from(cell.col).unwrap_or(u16::MAX))))
    }
}

/// What came in: the file, its projects and their money.
fn received(input: &Input) -> String {
    let counted: Vec<_> = input.counted().map(|(.., project)| project).collect();
    let money: Money = counted.iter().filter_map(|project| project.sources_sum()).sum();
    let state = match input.status {
        InputStatus::Read => format!("{} đề án được tính, tổng kinh phí {money}", vietnamese(counted.len().into())),
        other => other.name().to_lowercase(),
    };
    format!("Tệp đã nhận: \"{}\" ({state}).", input.file)
}

/// What was found and what was expected, one above the other.
fn figures(finding: &Finding) -> String {
    match (&finding.actual, &finding.expected) {
        (Some(actual), Some(expected)) => format!("{actual}\n→ {expected}"),
        (Some(only), None) | (None, Some(only)) => only.to_string(),
        (None, None) => "–".to_owned(),
    }
}

/// A line over the whole width, as high as its text; the next row.
fn wide(sheet: &mut Worksheet, row: u32, text: &str, format: &Format) -> Written<u32> {
    let width: f64 = COLUMNS.iter().map(|(_, width)| width).sum();
    pen::merged(sheet, (row, 0), (row, LAST), text, format)?;
    sheet.set_row_height(row, fit::height(text, width, 14.0, false))?;
    Ok(row + 1)
}

fn signatures(sheet: &mut Worksheet, row: u32) -> Written {
    let bold = style::text().set_bold().set_align(FormatAlign::Center);
    let place = style::text().set_italic().set_align(FormatAlign::Center);
    pen::merged(sheet, (row, 3), (row, LAST), "Ngày …… tháng …… năm ………", &place)?;
    pen::merged(sheet, (row + 1, 0), (row + 1, 2), "NGƯỜI LẬP PHIẾU", &bold)?;
    pen::merged(sheet, (row + 1, 3), (row + 1, LAST), "THỦ TRƯỞNG ĐƠN VỊ", &bold)
}
