//! Workbooks of hand-built runs, read back by another library.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use calamine::{Data, DataType as _, Range, Reader as _, Xlsx};

use super::*;
use crate::aggregate;
use crate::fixtures::{input, project};
use crate::model::{
    Basis, Beneficiaries, CellRef, Code, Finding, Input, Money, Project, ProjectRef, Severity, SheetSummary, SourceId,
};
use crate::programme::{SubmittedBy, load};

/// The submissions that the catalogue's own phasing describes: one file a unit and year.
fn planned(programme: &Programme) -> Vec<Input> {
    let mut files: BTreeMap<(i32, String), Vec<Project>> = BTreeMap::new();
    let local: Vec<_> = programme.units.iter().filter(|unit| unit.level == crate::programme::Level::Local).collect();
    let province = programme.units.iter().find(|unit| unit.level == crate::programme::Level::Province).unwrap();
    for (&(task, year), share) in &programme.phasing.shares {
        let of = programme.task(task);
        let count = i64::try_from(share.quantity).unwrap().max(1);
        for at in 0..count {
            let unit = match of.submitted_by {
                SubmittedBy::Province => province,
                _ => {
                    local[(usize::try_from(at).unwrap() + task.index() + usize::try_from(year).unwrap()) % local.len()]
                }
            };
            let dong: Vec<i64> =
                share.money.iter().map(|amount| i64::try_from(amount.dong()).unwrap() / count).collect();
            let quantity = i64::from(!share.quantity.is_zero());
            let project = project(programme, &unit.short, &of.code)
                .in_year(year)
                .times(quantity)
                .named(&format!("{} tại {} (đề án số {})", of.name, unit.short, at + 1))
                .by(&format!("Hợp tác xã Minh Họa {}", at + 1))
                .costing_dong(&dong);
            files.entry((year, unit.short.clone())).or_default().push(project);
        }
    }
    files.into_iter().map(|((year, unit), projects)| input(&format!("{year}/{unit}.xlsx"), projects)).collect()
}

/// What a run over these files comes to, without rules.
fn outcome(programme: &Programme, inputs: Vec<Input>) -> Outcome {
    outcome_on(Basis::Registered, programme, inputs)
}

/// The same, with the appendices on a basis.
fn outcome_on(basis: Basis, programme: &Programme, inputs: Vec<Input>) -> Outcome {
    let totals = crate::aggregate::totals(programme, &inputs);
    let reviews = crate::review::review(programme, &inputs, &Beneficiaries::of_inputs(&inputs, &programme.legal_forms));
    let admissible = crate::review::admissible_totals(programme, &inputs, &reviews);
    let stage = totals.stage();
    Outcome {
        basis,
        years: totals.by_key.keys().map(|key| key.year).collect::<BTreeSet<_>>(),
        comparisons: crate::aggregate::comparisons(programme, (&totals, &admissible), stage, basis),
        admissible,
        reviews,
        totals,
        inputs,
        options: vec![("Năm".to_owned(), "tất cả".to_owned())],
        ..Outcome::default()
    }
}

fn clean() -> (Programme, Outcome) {
    let programme = load::embedded().unwrap();
    let outcome = outcome(&programme, planned(&programme));
    (programme, outcome)
}

/// The clean run with a file of one story each.
fn faulty() -> (Programme, Outcome) {
    let programme = load::embedded().unwrap();
    let mut inputs = planned(&programme);
    let mut unreadable = project(&programme, "Sìn Hồ", "6").costing(&[0, 35, 35]);
    unreadable.counted = false;
    inputs.push(input(
        "2023/Phong Thổ, bản bổ sung #2.xlsx",
        vec![
            project(&programme, "Phong Thổ", "3.1.b").named("=SUM(A1:A9)").costing(&[0, 350, 350]),
            project(&programme, "Phong Thổ", "9.9").named("Đề án chưa rõ nhiệm vụ").costing(&[0, 100, 0]),
            project(&programme, "Sìn Hồ", "6")
                .named("Bao bì chè")
                .costing_dong(&[0, 33_333_333, 33_333_333, 1_000_001]),
            unreadable,
        ],
    ));
    let mut outcome = outcome(&programme, inputs);
    let at = ProjectRef { input: outcome.inputs.len() - 1, table: 0, project: 0 };
    let row = outcome.project(at).unwrap().clone();
    let cap = Finding::new(
        Code::DM01,
        Severity::Error,
        "Ngân sách hỗ trợ 350 triệu đồng, vượt mức trần 300 triệu đồng (300 triệu đồng/cơ sở × 1).",
        "Giảm phần hỗ trợ 50 triệu đồng hoặc tăng vốn đối ứng cho phù hợp định mức.",
    )
    .at(row.place(row.source_cells([SourceId(1)])))
    .about(at, &row)
    .compare(Money::from_trieu(350), Money::from_trieu(300))
    .on("QĐ 407/QĐ-UBND, III.3.1.b");
    let first = ProjectRef { input: 0, table: 0, project: 0 };
    let other = outcome.project(first).unwrap().clone();
    let unknown = Finding::new(
        Code::GT12,
        Severity::Error,
        "Mã nhiệm vụ \"9.9\" không có trong Chương trình.",
        "Sửa mã nhiệm vụ theo danh mục của Chương trình.",
    )
    .at(other.place([other.task.cell()]))
    .about(first, &other);
    outcome.findings = vec![cap, unknown];
    (programme, outcome)
}

fn bytes(programme: &Programme, outcome: &Outcome) -> Vec<u8> {
    let beside = BesidePaths::new(std::path::Path::new("kết quả.xlsx"), &outcome.inputs);
    render(programme, outcome, &beside).unwrap()
}

/// A workbook as a reader that does not calculate sees it.
struct Book {
    bytes: Vec<u8>,
    values: BTreeMap<String, BTreeMap<String, Data>>,
    formulas: BTreeMap<String, BTreeMap<String, String>>,
}

impl Book {
    fn of((programme, outcome): (Programme, Outcome)) -> Self {
        Self::within(&Room::default(), (programme, outcome))
    }

    /// The same, with less room in a sheet than Excel has.
    fn within(room: &Room, (programme, outcome): (Programme, Outcome)) -> Self {
        let beside = BesidePaths::new(std::path::Path::new("kết quả.xlsx"), &outcome.inputs);
        let bytes = render_within(room, &programme, &outcome, &beside).unwrap();
        let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        let names = book.sheet_names();
        let values =
            names.iter().map(|name| (name.clone(), by_address(&book.worksheet_range(name).unwrap()))).collect();
        let formulas =
            names.iter().map(|name| (name.clone(), by_address(&book.worksheet_formula(name).unwrap()))).collect();
        Self { bytes, values, formulas }
    }

    fn value(&self, sheet: &str, at: &str) -> String {
        self.values[sheet].get(at).map(ToString::to_string).unwrap_or_default()
    }

    /// Some cells of the first row that has `text` in `column`.
    fn row(&self, sheet: &str, (column, text): (&str, &str), columns: &[&str]) -> Vec<String> {
        let digits = |at: &str| at.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        let rows: BTreeSet<u32> = self.values[sheet]
            .iter()
            .filter(|(at, value)| **at == format!("{column}{}", digits(at)) && value.get_string() == Some(text))
            .map(|(at, _)| digits(at).parse().unwrap())
            .collect();
        let row = rows.first().unwrap_or_else(|| panic!("no {text} in {sheet}, column {column}"));
        columns.iter().map(|column| self.value(sheet, &format!("{column}{row}"))).collect()
    }

    fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

fn by_address<T: calamine::CellType>(range: &Range<T>) -> BTreeMap<String, T> {
    let (top, left) = range.start().unwrap_or_default();
    let at = |offset: usize, start: u32| u32::try_from(offset).unwrap() + start;
    let address = |(row, col): (usize, usize)| CellRef::new(at(row, top), at(col, left)).to_string();
    range.used_cells().map(|(row, col, value)| (address((row, col)), value.clone())).collect()
}

#[path = "tests/cumulative.rs"]
mod cumulative;
#[path = "tests/large.rs"]
mod large;
#[path = "tests/sums.rs"]
mod sums;
#[path = "tests/trace.rs"]
mod trace;

#[test]
fn the_sheets_are_there_in_order() {
    let (programme, outcome) = clean();
    // One stage alone has nothing to stand beside.
    let expected: Vec<_> = SHEETS.into_iter().filter(|sheet| ![STAGES, CUMULATIVE].contains(sheet)).collect();
    assert_eq!(Xlsx::new(Cursor::new(bytes(&programme, &outcome))).unwrap().sheet_names(), expected);
}

#[test]
fn equal_runs_give_equal_bytes() {
    let (programme, outcome) = faulty();
    assert!(bytes(&programme, &outcome) == bytes(&programme, &outcome));
}

#[test]
fn the_appendices_hold_the_figures_of_the_decision() {
    let book = Book::of(clean());
    let task = |code| book.row("Phụ lục 01", ("A", code), &["C", "D", "F", "G", "H", "I"]);
    assert_eq!(task("3.1.b"), ["cơ sở", "30", "18000", "3000", "6000", "9000"]);
    assert_eq!(task("4"), ["", "", "6560", "1920", "3540", "1100"]);
    assert_eq!(task("4.1.d"), ["hội chợ", "20", "2000", "0", "1600", "400"]);
    assert_eq!(task("4.1.đ"), ["nhãn hiệu", "20", "1400", "0", "700", "700"]);
    assert_eq!(task("8.a"), ["người", "–", "–", "–", "–", "–"], "no figure is no zero");
    let total = ("B", "TỔNG CỘNG");
    assert_eq!(book.row("Phụ lục 01", total, &["F", "G", "H", "I"]), ["75300", "15820", "11080", "48400"]);
    let years = book.row("Phụ lục 02", total, &["C", "D", "E", "F", "G", "H"]);
    assert_eq!(years, ["75300", "10814", "21004", "20714", "13054", "9714"]);
    let sources = book.row("Phụ lục 03", total, &["C", "D", "E", "F", "G"]);
    assert_eq!(sources, ["75300", "48400", "26900", "15820", "11080"]);
    let state = book.row("Phụ lục 03", ("B", "Ngân sách nhà nước"), &["C", "D", "E"]);
    assert_eq!(state, ["26900", "3954", "6944"], "1.800 + 2.154 in 2021, 4.600 + 2.344 in 2022");
}

#[test]
fn each_compared_figure_has_its_own_cell_with_a_formula_and_its_result() {
    let (programme, outcome) = faulty();
    let (rows, figures) = (outcome.comparisons.iter().count(), outcome.comparisons.figures());
    let book = Book::of((programme, outcome));
    let mut seen = BTreeSet::new();
    for row in 5..5 + rows {
        // "Đăng ký" in "Đối chiếu" points at the figure.
        let formula = &book.formulas[COMPARISON][&format!("H{row}")];
        let (sheet, at) = formula.split_once('!').unwrap();
        let sheet = sheet.trim_matches('\'');
        assert!(seen.insert(formula.clone()), "{formula} holds two figures");
        assert!(book.formulas[sheet].contains_key(at), "{formula} holds no formula");
        assert_eq!(book.value(sheet, at), book.value(COMPARISON, &format!("H{row}")), "{formula}");
    }
    assert!(seen.len() >= figures && figures == 389);
}

#[test]
fn projects_of_no_known_task_have_their_line_and_the_appendices_tie() {
    let book = Book::of(faulty());
    // 100 of the unknown task; 33.333.333 + 33.333.333 + 1.000.001 đồng of Sìn Hồ.
    let line = book.row("Phụ lục 01", ("B", "Chưa phân loại"), &["D", "F", "G", "H", "I", "J"]);
    assert_eq!(line, ["", "100", "0", "100", "0", "0"]);
    let design = book.row("Phụ lục 01", ("A", "6"), &["D", "F", "H", "I", "J"]);
    assert_eq!(design, ["21", "1467.666667", "733.333333", "733.333333", "1.000001"]);
    let total = book.row("Phụ lục 01", ("B", "TỔNG CỘNG"), &["F", "J"]);
    assert_eq!(total, ["76167.666667", "1.000001"], "75.300 + 700 + 100 + 67,666667");
}

#[test]
fn what_is_not_counted_is_listed_with_its_reason() {
    let book = Book::of(faulty());
    let row = book.row(DETAIL, ("X", "Không"), &["E", "V", "Y"]);
    assert_eq!(row, ["6", "70000000", "Xem trang tính Sai lệch"]);
}

#[test]
fn a_table_on_a_hidden_sheet_and_a_format_that_hides_from_us_are_named() {
    let (programme, mut run) = clean();
    let input = &mut run.inputs[0];
    let file = input.file.to_string();
    input.tables[0].hidden.replaced_by = Some("Đề án".into());
    input.tables[0].projects.iter_mut().for_each(|project| project.counted = false);
    let sheet =
        SheetSummary { name: "Cũ".into(), hidden: true, tells_hidden: false, tells_merges: true, cells: 9, tables: 1 };
    input.sheets = vec![sheet];
    let run = outcome(&programme, run.inputs);
    let book = Book::of((programme, run));
    let why = book.row(DETAIL, ("W", "Không"), &["X"]);
    assert_eq!(why, ["Trang tính ẩn; trang tính khác đã có bảng này"]);
    let row = book.row("Danh mục tệp đầu vào", ("B", &file), &["D", "H"]);
    assert_eq!(row, ["Không kiểm tra được dòng, cột ẩn với định dạng này", "Cũ (ẩn)"]);
}

#[test]
fn a_fair_of_two_units_counts_at_its_first_row() {
    let programme = load::embedded().unwrap();
    let fair = |unit: &str, who: &str| {
        let mut row = project(&programme, unit, "4.1.d").by(who).costing(&[0, 40, 10]);
        row.event.value = Some("Hội chợ Tây Bắc".into());
        input(&format!("2023/{unit}, hội chợ.xlsx"), vec![row])
    };
    let mut inputs = planned(&programme);
    inputs.extend([fair("Phong Thổ", "HTX Một"), fair("Tân Uyên", "HTX Hai")]);
    crate::model::fair::count_once(&mut inputs);
    let book = Book::of((programme.clone(), outcome(&programme, inputs)));
    assert_eq!(book.row(DETAIL, ("H", "HTX Một"), &["N", "O", "W", "X"]), ["1", "1", "Có", ""]);
    let second = book.row(DETAIL, ("H", "HTX Hai"), &["N", "O", "W", "X"]);
    assert_eq!(second, ["1", "0", "Có", "Số lượng: hội chợ đã tính ở dòng trước"]);
    let line = book.row("Phụ lục 01", ("A", "4.1.d"), &["D", "F"]);
    assert_eq!(line, ["21", "2100"], "20 of the programme and one more; the money of both");
}

#[test]
fn a_name_that_looks_like_a_formula_stays_a_name() {
    let book = Book::of(faulty());
    let names: Vec<_> =
        book.values[DETAIL].iter().filter(|(_, value)| value.get_string() == Some("=SUM(A1:A9)")).collect();
    assert_eq!(names.len(), 1);
    assert!(!book.formulas[DETAIL].contains_key(names[0].0));
}

#[test]
fn a_figure_that_differs_carries_a_mark_and_a_note() {
    let book = Book::of(faulty());
    let notes = book.part("xl/comments1.xml");
    let words = "Chương trình: 18.000 triệu đồng\nĐăng ký: 18.700 triệu đồng\nChênh lệch: +700 triệu đồng\nĐơn vị (triệu đồng):\n";
    let (_, units) = notes.split_once(words).unwrap_or_else(|| panic!("{notes}"));
    // Two units have five facilities of 600; Phong Thổ has three, and the one of 700.
    assert!(units.starts_with("  Tam Đường: 3.000\n  Tân Uyên: 3.000\n  Phong Thổ: 2.500\n"), "{units}");
    assert!(book.part("xl/styles.xml").contains("▲ "), "the mark stands in a number format");
    assert!(!Book::of(clean()).part("xl/styles.xml").contains("▲ "));
}

#[test]
fn findings_link_to_the_source_and_to_the_project() {
    let book = Book::of(faulty());
    let sheet = book.part("xl/worksheets/sheet7.xml");
    let targets = book.part("xl/worksheets/_rels/sheet7.xml.rels");
    assert!(targets.contains("Target=\"2021/"), "relative to the result: {targets}");
    assert!(sheet.contains("location=\"'Đề án'!B9\""), "{sheet}");
    assert!(!targets.contains("bổ sung"), "a # in the name would break the link");
    assert_eq!(book.value(FINDINGS, "E5"), "S9", "the cell is named all the same");
    let position = book.values[DETAIL].iter().find(|(_, value)| value.get_string() == Some("=SUM(A1:A9)")).unwrap().0;
    let row = position.trim_start_matches('G');
    assert!(sheet.contains(&format!("location=\"'{DETAIL}'!A{row}\"")), "{sheet}");
}

#[test]
fn a_run_without_findings_says_so() {
    let book = Book::of(clean());
    assert!(book.value(FINDINGS, "A5").starts_with("Không có sai lệch nào"));
    assert!(book.value(OVERVIEW, "A4").starts_with("Số liệu khớp 389/389 chỉ tiêu"));
}

#[test]
fn a_run_of_one_year_is_held_against_that_year() {
    let programme = load::embedded().unwrap();
    let inputs = planned(&programme).into_iter().filter(|input| input.file.starts_with("2023/")).collect();
    let outcome = outcome(&programme, inputs);
    let verdict = Book::of((programme, outcome)).value(OVERVIEW, "A4");
    assert!(verdict.ends_with("tổng kinh phí đăng ký năm 2023 bằng Chương trình."), "{verdict}");
}

#[test]
fn the_program_knows_its_own_output() {
    let book = Book::of(clean());
    assert!(book.part("docProps/custom.xml").contains("name=\"doisoat\""));
    assert!(book.part("docProps/core.xml").contains("2020-04-14T00:00:00Z"), "no clock");
}

#[test]
fn an_appendix_has_no_page_number_on_its_first_page() {
    let book = Book::of(clean());
    for sheet in 2..=4 {
        let xml = book.part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("<headerFooter differentFirst=\"1\""), "sheet {sheet}");
    }
}

#[test]
fn nothing_at_all_is_a_workbook_too() {
    let programme = load::embedded().unwrap();
    let outcome = outcome(&programme, Vec::new());
    let book = Book::of((programme, outcome));
    assert!(book.value(OVERVIEW, "A4").starts_with("Chưa tổng hợp được"));
    assert_eq!(book.row("Phụ lục 01", ("B", "TỔNG CỘNG"), &["F"]), ["0"]);
}
