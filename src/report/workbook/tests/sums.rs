//! The sheets between the projects and the appendices: the review, the stages, the units, the criteria.

use super::*;
use crate::model::Stage;

/// 400 asked of the province where the cap is 300, a label twice, and a fair that has no ceiling.
fn asked() -> (Programme, Vec<Input>) {
    let programme = load::embedded().unwrap();
    let label = || project(&programme, "Sìn Hồ", "4.1.đ").named("Nhãn hiệu").by("HTX B").costing(&[0, 35, 35, 0]);
    let rows = vec![
        project(&programme, "Sở Công Thương", "4.1.b").named("Hội chợ").costing(&[1_920, 500, 0, 0]),
        project(&programme, "Phong Thổ", "3.1.b").named("Máy sấy").by("HTX A").costing(&[100, 400, 500, 0]),
        label(),
        label(),
    ];
    let inputs = vec![input("a.xlsx", rows)];
    (programme, inputs)
}

fn book(basis: Basis, (programme, inputs): (Programme, Vec<Input>)) -> Book {
    let run = outcome_on(basis, &programme, inputs);
    Book::of((programme, run))
}

#[test]
fn the_review_shows_what_is_asked_left_and_cut_the_largest_cut_first() {
    let book = book(Basis::Registered, asked());
    let names: Vec<_> = (5..9).map(|row| book.value(REVIEW, &format!("G{row}"))).collect();
    assert_eq!(names, ["Máy sấy", "Nhãn hiệu", "Hội chợ", "Nhãn hiệu"]);
    // H: quantity; I–L: asked; M: ceiling; N–Q: left; R–T: cut; U: what own contribution gains.
    let row = |row| "HIJKLMNOPQRSTU".chars().map(|col| book.value(REVIEW, &format!("{col}{row}"))).collect::<Vec<_>>();
    let trieu = |figures: [i64; 13]| figures.map(|figure| (figure * 1_000_000).to_string());
    let machine = row(5);
    assert_eq!(machine[0], "1");
    assert_eq!(machine[1..], trieu([100, 400, 500, 1_000, 300, 100, 200, 700, 1_000, 0, 200, 200, 200]));
    let copy = row(6);
    assert_eq!(copy[0], "0", "a second copy adds no quantity");
    assert_eq!(copy[1..], trieu([0, 35, 35, 70, 0, 0, 0, 0, 0, 0, 35, 35, -35]));
    assert_eq!((&*row(7)[5], &*book.value(REVIEW, "V7")), ("–", "Không có mức trần để đối chiếu."));
    let sum = row(9);
    assert_eq!(book.value(REVIEW, "G9"), "Cộng giai đoạn Đăng ký");
    let wanted = trieu([2_020, 970, 570, 3_560, 0, 2_020, 735, 735, 3_490, 0, 235, 235, 165]);
    assert_eq!((&sum[1..5], &sum[6..]), (&wanted[..4], &wanted[5..]));
    assert_eq!(book.formulas[REVIEW]["S5"], "J5-O5", "what is cut follows from its row");
}

#[test]
fn the_appendices_hold_what_is_left_where_that_is_asked_for() {
    let label = |basis, columns: &[&str]| book(basis, asked()).row("Phụ lục 01", ("A", "4.1.đ"), columns);
    assert_eq!(label(Basis::Registered, &["D", "F", "H", "I"]), ["2", "140", "70", "70"]);
    assert_eq!(label(Basis::Admissible, &["D", "F", "H", "I"]), ["1", "70", "35", "35"]);
    let book = book(Basis::Admissible, asked());
    assert_eq!(book.row("Phụ lục 01", ("A", "3.1.b"), &["F", "G", "H", "I"]), ["1000", "100", "200", "700"]);
    assert!(book.value("Phụ lục 01", "A2").starts_with("TỔNG HỢP SỐ LIỆU ĐĂNG KÝ SAU RÀ SOÁT MỨC HỖ TRỢ NHIỆM VỤ"));
    assert!(book.value(OVERVIEW, "A1").contains("SAU RÀ SOÁT"));
    assert!(book.value(COMPARISON, "A2").starts_with("Các phụ lục dùng số liệu sau rà soát: khớp "));
    // Both figures stand side by side, and the difference is that of the appendix.
    assert!(book.formulas[COMPARISON].contains_key("I5") && !book.formulas[COMPARISON].contains_key("H5"));
}

#[test]
fn the_units_stand_between_projects_and_appendices() {
    let (programme, inputs) = asked();
    let mut run = outcome(&programme, inputs);
    let at = ProjectRef { input: 0, table: 0, project: 1 };
    let row = run.project(at).unwrap().clone();
    let over = || Finding::new(Code::DM01, Severity::Error, "Vượt.", "Giảm.").about(at, &row);
    let mut missing = Finding::new(Code::TP09, Severity::Warning, "Chưa gửi.", "Gửi.");
    missing.unit = programme.unit_by_name("Than Uyên");
    missing.year = Some(2023);
    run.findings = vec![over(), Finding { waived: true, ..over() }, missing];
    let book = Book::of((programme, run));
    let unit = |name: &str| book.row(BY_UNIT, ("D", &format!("Cộng {name}")), &["E", "G", "H", "I", "J", "K", "L"]);
    assert_eq!(unit("Phong Thổ"), ["1", "100000000", "400000000", "500000000", "1000000000", "1", "0"]);
    assert_eq!(unit("Than Uyên"), ["0", "0", "0", "0", "0", "0", "1"], "a unit that sent nothing is spoken of");
    let line = book.row(BY_UNIT, ("C", "3.1.b"), &["A", "B", "E", "F", "K"]);
    assert_eq!(line, ["Phong Thổ", "2023", "1", "1", "1"]);
    let total = book.row(BY_UNIT, ("D", "TỔNG CỘNG"), &["E", "G", "H", "I", "J"]);
    assert_eq!(total, ["4", "2020000000", "970000000", "570000000", "3560000000"]);
    let figure = |sheet: &str, text| {
        let formulas = &book.formulas[sheet];
        formulas.values().any(|formula: &String| formula.contains(text))
    };
    assert!(figure("Phụ lục 01", "SUMIFS('Theo đơn vị'!$G$5"), "appendices sum the units");
    assert!(figure(BY_UNIT, "SUMIFS(DeAn[KCQG],DeAn[Đơn vị],"), "units sum the projects");
}

#[test]
fn codes_of_one_number_are_compared_letter_by_letter() {
    let (mut programme, inputs) = asked();
    let code = |programme: &mut Programme, was: &str, is: &str| {
        let id = programme.task_by_code(was).unwrap();
        programme.tasks[id.index()].code = is.to_owned();
    };
    code(&mut programme, "2", "1.1");
    code(&mut programme, "6", "1.10");
    let run = outcome(&programme, inputs);
    let book = Book::of((programme, run));
    for (sheet, over) in [("Phụ lục 01", "('Theo đơn vị'!$C$5"), (BY_UNIT, "(DeAn[Đơn vị]=$A")] {
        let formulas: Vec<_> = book.formulas[sheet].values().filter(|formula| formula.contains(over)).collect();
        assert!(!formulas.is_empty() && formulas.iter().all(|formula| formula.contains("SUMPRODUCT(")), "{formulas:?}");
    }
}

/// One project in three stages, and one that stands in the second alone.
fn staged(programme: &Programme) -> Outcome {
    let row = |stage, provincial: i64, own: i64| {
        let row = project(programme, "Phong Thổ", "3.1.b").named("Máy sấy").by("HTX A");
        Project { stage, ..row.costing(&[0, provincial, own, 0]) }
    };
    let other = Project { stage: Stage::Approved, ..project(programme, "Sìn Hồ", "6").costing(&[0, 35, 35, 0]) };
    let files = [row(Stage::Registered, 300, 500), row(Stage::Approved, 280, 520), row(Stage::CarriedOut, 140, 260)];
    let mut inputs: Vec<_> =
        files.into_iter().zip(["1.xlsx", "2.xlsx", "3.xlsx"]).map(|(row, name)| input(name, vec![row])).collect();
    inputs[1].tables[0].projects.push(other);
    outcome(programme, inputs)
}

#[test]
fn stages_stand_side_by_side_and_are_never_added() {
    let programme = load::embedded().unwrap();
    let run = staged(&programme);
    assert_eq!(run.registered(), Money::from_trieu(800), "đăng ký alone");
    let book = Book::of((programme, run));
    let head: Vec<_> = "IJKLM".chars().map(|col| book.value(STAGES, &format!("{col}4"))).collect();
    assert_eq!(head, ["Đăng ký", "Phê duyệt", "Thực hiện", "Phê duyệt/Đăng ký (%)", "Thực hiện/Phê duyệt (%)"]);
    let trieu = |amount: i64| (amount * 1_000_000).to_string();
    let machine = book.row(STAGES, ("C", "Máy sấy"), &["H", "I", "J", "K", "L", "M"]);
    assert_eq!(machine, ["Tổng".to_owned(), trieu(800), trieu(800), trieu(400), "1".to_owned(), "0.5".to_owned()]);
    let design = book.row(STAGES, ("C", "Đề án"), &["I", "J", "K", "L"]);
    assert_eq!(design, ["–".to_owned(), trieu(70), "–".to_owned(), "–".to_owned()]);
    let total = book.row(STAGES, ("C", "TỔNG CỘNG"), &["I", "J", "K"]);
    assert_eq!(total, [trieu(800), trieu(870), trieu(400)]);
    // The appendices hold đăng ký.
    assert_eq!(book.row("Phụ lục 01", ("B", "TỔNG CỘNG"), &["F"]), ["800"]);
    assert_eq!(book.row(BY_UNIT, ("D", "TỔNG CỘNG"), &["E", "J"]), ["1".to_owned(), trieu(800)]);
    let sums: Vec<_> =
        (9..12).map(|row| (book.value(REVIEW, &format!("G{row}")), book.value(REVIEW, &format!("L{row}")))).collect();
    let of = |stage: &str, amount| (format!("Cộng giai đoạn {stage}"), trieu(amount));
    assert_eq!(sums, [of("Đăng ký", 800), of("Phê duyệt", 870), of("Thực hiện", 400)]);
}

#[test]
fn stages_past_the_rows_of_a_sheet_go_on_in_further_ones_and_no_project_is_torn_apart() {
    let programme = load::embedded().unwrap();
    let book = |rows| Book::within(&Room { rows, ..Room::default() }, (programme.clone(), staged(&programme)));
    // The machine takes three rows, NS tỉnh and own under it; the design three.
    let (whole, split) = (book(6), book(5));
    assert!(!whole.values.contains_key("Theo giai đoạn (2)"));
    assert_eq!(split.value("Theo giai đoạn (2)", "A1"), "SỐ LIỆU THEO GIAI ĐOẠN (tiếp theo; trang tính 2/2)");
    let on_the_second: Vec<_> = (5..10).map(|row| split.value("Theo giai đoạn (2)", &format!("C{row}"))).collect();
    assert_eq!(on_the_second, ["", "Đề án", "", "", ""]);
    assert_eq!(split.value("Theo giai đoạn (2)", "A5"), "2. Theo đề án và nguồn");
    assert_eq!(split.value("Theo giai đoạn (2)", "A6"), "2", "numbers go on");
    // The sums stand on the first sheet and are over both.
    let total = |book: &Book| book.row(STAGES, ("C", "TỔNG CỘNG"), &["I", "J", "K"]);
    assert_eq!(total(&split), total(&whole));
    let over_both =
        |formula: &&String| formula.contains("SUMIFS($") && formula.contains("+SUMIFS('Theo giai đoạn (2)'!$");
    assert!(split.formulas[STAGES].values().filter(over_both).count() > 0, "{:?}", split.formulas[STAGES]);
}

#[test]
fn the_criteria_say_what_each_found() {
    let (programme, mut run) = faulty();
    let criterion = |code| crate::model::Criterion {
        code,
        severity: Severity::Error,
        severity_note: "",
        title: "Tên",
        what: "Nội dung.",
        basis: "Căn cứ.".to_owned(),
    };
    run.criteria = vec![criterion(Code::GT12), criterion(Code::DM01), criterion(Code::DM02)];
    run.findings.push(Finding { waived: true, ..run.findings[0].clone() });
    let book = Book::of((programme, run));
    let counts = |code| book.row(CRITERIA, ("A", code), &["F", "G", "H", "I"]);
    assert_eq!(counts("DM01"), ["1", "0", "0", "1"]);
    assert_eq!(counts("DM02"), ["0", "0", "0", "0"]);
    assert_eq!(book.row(CRITERIA, ("C", "TỔNG CỘNG"), &["F", "G", "H", "I"]), ["2", "0", "0", "1"]);
}
