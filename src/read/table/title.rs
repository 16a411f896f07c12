//! What the title block says of a table: unit, year, stage, "Lần nộp", unit of money.

use crate::model::{Area, CellRef, Date, FormVersion, MoneyUnit, SourceId, Stage, UnitClaim, YearClaim, text};
use crate::programme::Programme;
use crate::read::money_units;
use crate::read::sheet::{Content, RawCell, RawRow, Sheet};

use super::times::Window;
use super::{senders, sources, years};

/// What a title block says; empty where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Title {
    /// The cells that it takes; none where the header stands at the top.
    pub area: Option<Area>,
    /// The submitting unit.
    pub unit: UnitClaim,
    /// The year.
    pub year: YearClaim,
    /// The day of its date line, over or under its table.
    pub written_on: Option<Date>,
    /// The stage.
    pub stage: Option<Stage>,
    /// "Lần nộp".
    pub submission_no: Option<u32>,
    /// "Phiên bản biểu mẫu".
    pub form_version: Option<FormVersion>,
    /// The unit of money.
    pub money_unit: Option<(MoneyUnit, CellRef)>,
    /// What stands in its place and names no unit of money.
    pub unclear_unit: Option<(String, CellRef)>,
    /// The source of the state's money that the table is of, where a line names one.
    pub source: Option<SourceId>,
}

impl Title {
    /// Whether it says anything of a submission: two tables with such a line between them are two.
    pub const fn says_something(&self) -> bool {
        self.unit.unit.is_some()
            || self.year.year.is_some()
            || self.stage.is_some()
            || self.submission_no.is_some()
            || self.money_unit.is_some()
    }
}

/// Lines that speak of other papers or other offices: their years and units are not the submission's.
const ELSEWHERE: &[&str] =
    &["kinh gui", "can cu", "kem theo", "ban hanh", "noi nhan", "quyet dinh so", "cong van so", "thuc hien theo"];

/// Reads the title block in the rows `from..to` of a sheet; the submission was written on `written_on`, where that is
/// known.
pub fn read(sheet: &Sheet, from: u32, to: u32, written_on: Option<Date>, programme: &Programme) -> Title {
    let rows: Vec<&RawRow> = sheet.rows.iter().filter(|row| (from..to).contains(&row.row) && !row.is_blank()).collect();
    let mut title = Title { area: area(&rows), written_on, ..Title::default() };
    let lines: Vec<Line> = rows.iter().flat_map(|row| lines(row)).collect();
    title.year = years::claim(&lines);
    title.stage = stage(&lines);
    title.submission_no = submission_no(&lines);
    title.form_version = form_version(&lines);
    title.money_unit = lines.iter().find_map(money_unit);
    title.unclear_unit = lines.iter().find_map(unclear_unit).filter(|_| title.money_unit.is_none());
    title.source = sources::in_title(&lines, programme);
    let window = Window::of(programme, written_on, title.year.year);
    title.unit = senders::claim(&lines, programme, window);
    title
}

fn area(rows: &[&RawRow]) -> Option<Area> {
    let areas: Vec<Area> = rows.iter().filter_map(|row| row.area()).collect();
    let first = CellRef::new(areas.first()?.first.row, areas.iter().map(|area| area.first.col).min()?);
    let last = CellRef::new(areas.last()?.last.row, areas.iter().map(|area| area.last.col).max()?);
    Some(Area::new(first, last))
}

/// One line of the title block, with the value that stands beside it where it is a label.
#[derive(Debug)]
pub struct Line {
    /// Its cell.
    pub at: CellRef,
    /// As written, tidy.
    pub written: String,
    /// Folded for matching.
    pub folded: String,
    /// What follows the colon, or the next cell where nothing does.
    pub value: Option<(CellRef, String)>,
    /// The label before the colon, folded.
    label: String,
    /// It speaks of other papers or other offices.
    pub elsewhere: bool,
}

/// The lines of a row's cells: a cell may hold several, and a label's value may stand in the next cell.
fn lines(row: &RawRow) -> Vec<Line> {
    let cells: Vec<_> = row.seen().collect();
    let mut out: Vec<Line> = Vec::new();
    for (position, cell) in cells.iter().enumerate() {
        let at = row.at(cell.col);
        // "Kính gửi:" | "Sở Công Thương": the cell beside such a label speaks of another office too.
        let beside_elsewhere = out.last().is_some_and(|line| line.elsewhere && line.written.ends_with(':'));
        let next = cells.get(position + 1).map(|next| (row.at(next.col), plain(next)));
        let text = match &cell.content {
            Content::Text(raw) => raw.clone(),
            _ => plain(cell),
        };
        for written in text.split(['\n', ';']).map(text::tidy).filter(|line| !line.is_empty()) {
            for part in without_reference(&written) {
                let mut line = Line::new(at, part.to_owned(), next.as_ref());
                line.elsewhere |= beside_elsewhere;
                out.push(line);
            }
        }
    }
    out
}

/// A title and, where parentheses behind it speak of another paper ("… NĂM 2023 (Kèm theo Tờ trình số 12 …)"), those:
/// they say nothing against the title.
fn without_reference(written: &str) -> Vec<&str> {
    let speaks_of_another = |part: &str| is_elsewhere(&text::fold(part));
    match written.find('(').map(|at| written.split_at(at)) {
        Some((title, reference))
            if !title.trim().is_empty() && speaks_of_another(reference) && !speaks_of_another(title) =>
        {
            vec![title.trim(), reference]
        }
        _ => vec![written],
    }
}

fn is_elsewhere(folded: &str) -> bool {
    ELSEWHERE.iter().any(|word| folded.contains(word))
}

/// What a cell shows; a year in a cell of its own has no thousands.
fn plain(cell: &RawCell) -> String {
    match &cell.content {
        Content::Number(value) => value.normalize().to_string(),
        _ => cell.shown(),
    }
}

impl Line {
    fn new(at: CellRef, written: String, next: Option<&(CellRef, String)>) -> Self {
        let (label, inline) = match written.split_once(':') {
            Some((label, rest)) => (label, Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty())),
            None => (written.as_str(), None),
        };
        let label = text::fold(label);
        let folded = text::fold(&written);
        let elsewhere = is_elsewhere(&folded);
        Self { at, value: inline.map(|rest| (at, rest)).or_else(|| next.cloned()), label, folded, elsewhere, written }
    }

    /// The value of the line, where its label begins with these words ("Đơn vị gửi báo cáo: …").
    pub fn labelled_from(&self, start: &str) -> Option<&(CellRef, String)> {
        self.label.starts_with(start).then_some(self.value.as_ref()).flatten()
    }

    /// The value of the line, where its label is one of these.
    pub fn labelled(&self, labels: &[&str]) -> Option<&(CellRef, String)> {
        labels
            .contains(&self.label.trim_matches(|c: char| !c.is_alphanumeric()))
            .then_some(self.value.as_ref())
            .flatten()
    }
}

/// The stage: a label first, then the title's own words; a title with "đăng ký" is đăng ký.
fn stage(lines: &[Line]) -> Option<Stage> {
    let labelled =
        lines.iter().filter_map(|line| line.labelled(&["giai doan"])).find_map(|(_, value)| named_stage(value));
    labelled.or_else(|| {
        let said = |words: &[&str]| {
            lines.iter().filter(|line| !line.elsewhere).any(|line| words.iter().any(|word| line.folded.contains(word)))
        };
        if said(&["dang ky"]) {
            Some(Stage::Registered)
        } else if said(&["ket qua thuc hien", "quyet toan"]) {
            Some(Stage::CarriedOut)
        } else if said(&["phe duyet danh muc", "danh muc phe duyet", "danh muc de an duoc phe duyet"]) {
            Some(Stage::Approved)
        } else if said(&["ket qua tham dinh", "bao cao tham dinh"]) {
            Some(Stage::Appraised)
        } else {
            None
        }
    })
}

fn named_stage(value: &str) -> Option<Stage> {
    let folded = text::fold(value);
    let has = |word: &str| folded.contains(word);
    if has("dang ky") {
        Some(Stage::Registered)
    } else if has("tham dinh") {
        Some(Stage::Appraised)
    } else if has("phe duyet") {
        Some(Stage::Approved)
    } else if has("thuc hien") || has("quyet toan") {
        Some(Stage::CarriedOut)
    } else {
        None
    }
}

fn submission_no(lines: &[Line]) -> Option<u32> {
    let labelled = lines.iter().find_map(|line| line.labelled(&["lan nop", "lan nop thu", "nop lan", "nop lan thu"]));
    let digits = |value: &str| {
        value.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect::<String>()
    };
    labelled.and_then(|(_, value)| digits(value).parse().ok()).or_else(|| lines.iter().find_map(numbered_in_words))
}

/// "… NĂM 2023 (Nộp lần thứ 2)", "Lần nộp 2": the words with the number right behind them.
fn numbered_in_words(line: &Line) -> Option<u32> {
    let start = |words: &str| line.folded.find(words).map(|at| &line.folded[at + words.len()..]);
    let after = start("lan nop").or_else(|| start("nop lan"))?.trim_start();
    let number = after.strip_prefix("thu").unwrap_or(after).trim_start_matches([':', ' ']);
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn form_version(lines: &[Line]) -> Option<FormVersion> {
    let labels = ["phien ban bieu mau", "phien ban mau bieu", "phien ban mau"];
    let (at, written) = lines.iter().find_map(|line| line.labelled(&labels))?;
    Some(FormVersion { written: written.clone(), at: *at })
}

/// "Đơn vị tính: triệu đồng", "(ĐVT: 1.000đ)", "Đơn vị: triệu đồng", or the bare words in parentheses.
fn money_unit(line: &Line) -> Option<(MoneyUnit, CellRef)> {
    let label = line.label.trim_matches(|c: char| !c.is_alphanumeric());
    let stated =
        ["don vi tinh", "dvt", "don vi"].iter().any(|word| label == *word || label.ends_with(&format!("({word}")));
    if stated && let Some((at, value)) = &line.value {
        return money_units::stated_in(value).map(|unit| (unit, *at));
    }
    let words = ["don vi tinh", "dvt", "don vi tien", "so tien", "tinh bang"];
    let mentions = words.iter().any(|word| line.folded.contains(word));
    let bare = line.folded.starts_with('(') && line.folded.ends_with(')') && line.folded.len() < 24;
    (mentions || bare).then(|| money_units::stated_in(&line.written)).flatten().map(|unit| (unit, line.at))
}

/// "Đơn vị tính: trđg": a statement of the unit of money that names none.
fn unclear_unit(line: &Line) -> Option<(String, CellRef)> {
    let label = line.label.trim_matches(|c: char| !c.is_alphanumeric());
    let stated =
        ["don vi tinh", "dvt", "don vi tien"].iter().any(|word| label == *word || label.ends_with(&format!("({word}")));
    let (at, value) = line.value.as_ref().filter(|_| stated)?;
    money_units::stated_in(value).is_none().then(|| (value.trim_end_matches(')').to_owned(), *at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    fn title(lines: &[&[&str]]) -> Title {
        let mut sheet = Sheet::new("S", false);
        for (row, cells) in lines.iter().enumerate() {
            for (col, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let content = text.parse().map_or_else(|_| Content::Text((*text).to_owned()), Content::Number);
                let (row, col) = (u32::try_from(row).unwrap(), u32::try_from(col).unwrap());
                sheet.push(row, RawCell { col, content, formula: false });
            }
        }
        let written_on = crate::read::table::times::written_on(&sheet, 0, 100, 100);
        read(&sheet, 0, 100, written_on, &load::embedded().unwrap())
    }

    fn short(title: &Title) -> Option<String> {
        let programme = load::embedded().unwrap();
        title.unit.unit.map(|id| programme.unit(id).short.clone())
    }

    #[test]
    fn the_number_of_a_submission_with_and_without_a_colon() {
        for said in ["Lần nộp: 2", "Lần nộp 2", "Nộp lần thứ 2", "ĐĂNG KÝ NĂM 2023 (nộp lần 2)", "Lần nộp: lần 02"]
        {
            assert_eq!(title(&[&[said]]).submission_no, Some(2), "{said}");
        }
        for said in ["Lần nộp:", "Nộp lần đầu", "Sửa đổi lần 2 năm 2023"] {
            assert_eq!(title(&[&[said]]).submission_no, None, "{said}");
        }
    }

    #[test]
    fn a_reference_in_parentheses_is_not_the_title() {
        let said =
            title(&[&["KẾ HOẠCH HUYỆN PHONG THỔ NĂM 2023 (kèm theo Quyết định số 12/QĐ-UBND huyện Sìn Hồ năm 2022)"]]);
        assert_eq!((short(&said).as_deref(), said.year.year), (Some("Phong Thổ"), Some(2023)));
    }

    #[test]
    fn a_unit_of_money_that_is_none_is_no_submitting_unit() {
        let said = title(&[&["UBND huyện Phong Thổ"], &["Đơn vị tính: USD"]]);
        assert_eq!(short(&said).as_deref(), Some("Phong Thổ"));
        assert_eq!(said.unclear_unit, Some(("USD".to_owned(), CellRef::new(1, 0))));
    }

    #[test]
    fn a_title_block_as_the_form_prints_it() {
        let title = title(&[
            &["UBND TỈNH LAI CHÂU"],
            &["ĐĂNG KÝ ĐỀ ÁN KHUYẾN CÔNG NĂM 2023"],
            &["Đơn vị:", "UBND huyện Phong Thổ"],
            &["Năm:", "2023"],
            &["Giai đoạn: Đăng ký"],
            &["Lần nộp: 2"],
            &["Đơn vị tính: triệu đồng"],
            &["Phiên bản biểu mẫu: 1"],
        ]);
        let version = FormVersion { written: "1".to_owned(), at: CellRef::new(7, 0) };
        assert_eq!(title.form_version, Some(version));
        assert_eq!(short(&title).as_deref(), Some("Phong Thổ"));
        assert_eq!(title.unit.at, Some(CellRef::new(2, 1)));
        assert_eq!(title.year, YearClaim { year: Some(2023), at: Some(CellRef::new(3, 1)) });
        assert_eq!(title.stage, Some(Stage::Registered));
        assert_eq!(title.submission_no, Some(2));
        assert_eq!(title.money_unit, Some((MoneyUnit::Trieu, CellRef::new(6, 0))));
    }

    #[test]
    fn addressees_and_other_papers_say_nothing_of_the_submission() {
        let title = title(&[
            &["UBND HUYỆN SÌN HỒ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            &["", "", "Sìn Hồ, ngày 15 tháng 11 năm 2022"],
            &["Kính gửi: Sở Công Thương tỉnh Lai Châu"],
            &["(Kèm theo Công văn số 12/UBND ngày 15/11/2022, kế hoạch năm 2022)"],
            &["KẾ HOẠCH KHUYẾN CÔNG NĂM 2023, giai đoạn 2021-2025"],
        ]);
        assert_eq!(short(&title).as_deref(), Some("Sìn Hồ"));
        assert_eq!(title.year.year, Some(2023));
    }

    #[test]
    fn lines_of_one_cell_and_labels_beside_their_values() {
        let title = title(&[
            &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            &["Kính gửi:", "Sở Công Thương"],
            &["BIỂU ĐĂNG KÝ CỦA HUYỆN PHONG THỔ GỬI SỞ CÔNG THƯƠNG"],
            &["Đơn vị: UBND huyện Phong Thổ\nNăm: 2023; Lần nộp: 2\nĐơn vị tính: nghìn đồng"],
        ]);
        assert_eq!(short(&title).as_deref(), Some("Phong Thổ"));
        assert_eq!((title.year.year, title.submission_no), (Some(2023), Some(2)));
        assert_eq!(title.money_unit.map(|(unit, _)| unit), Some(MoneyUnit::Nghin));
    }

    #[test]
    fn any_label_of_a_unit_names_the_sender() {
        assert_eq!(short(&title(&[&["Đơn vị gửi báo cáo: UBND huyện Phong Thổ"]])).as_deref(), Some("Phong Thổ"));
    }

    #[test]
    fn a_name_that_is_no_unit_is_kept_as_written_with_the_nearest() {
        let title = title(&[&["Đơn vị: UBND huyện Nậm Nhìn"]]);
        assert_eq!(title.unit.unit, None);
        assert_eq!(title.unit.written, "UBND huyện Nậm Nhìn");
        assert_eq!(title.unit.candidates.len(), 1);
    }

    #[test]
    fn stages_by_label_and_by_title() {
        assert_eq!(title(&[&["BÁO CÁO KẾT QUẢ THỰC HIỆN NĂM 2023"]]).stage, Some(Stage::CarriedOut));
        assert_eq!(title(&[&["PHÊ DUYỆT DANH MỤC ĐỀ ÁN NĂM 2023"]]).stage, Some(Stage::Approved));
        assert_eq!(title(&[&["ĐĂNG KÝ ĐỀ ÁN", "Năm thực hiện: 2023"]]).stage, Some(Stage::Registered));
        assert_eq!(title(&[&["Giai đoạn:", "Phê duyệt"]]).stage, Some(Stage::Approved));
        assert_eq!(title(&[&["Giai đoạn 2021-2025"]]).stage, None);
        assert_eq!(title(&[&["Giai đoạn: 2021-2025"]]).stage, None);
    }
}
