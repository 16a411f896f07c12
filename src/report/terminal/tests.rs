//! What a person reads, whole: the texts are compared as they stand, without their colours.

use std::path::Path;

use anstream::adapter::strip_str;

use super::{Written, checked, consolidated};
use crate::fixtures::{input, project};
use crate::model::{
    Appendix, AppendixRow, Basis, CellRef, Code, Comparison, Comparisons, Figure, FigureKey, FigureOf, Finding, Input,
    InputStatus, Money, Outcome, Place, ProjectRef, Severity, SourceId, Stage, TotalsKey,
};
use crate::programme::{Programme, load};

const WIDTH: usize = 100;

/// Phong Thổ's submission of 2023, with one project of task 3.1.b that asks 350 where 300 is the cap.
fn submission(programme: &Programme) -> Input {
    let faulty = project(programme, "Phong Thổ", "3.1.b")
        .named("Hỗ trợ ứng dụng máy sao chè tại HTX Chè Sìn Suối Hồ")
        .costing(&[0, 350, 350, 0]);
    input("2023/phong-tho.xlsx", vec![faulty])
}

fn over_the_cap(outcome: &Outcome) -> Finding {
    let at = ProjectRef { input: 0, table: 0, project: 0 };
    let project = outcome.project(at).unwrap();
    Finding::new(
        Code::DM01,
        Severity::Error,
        "Ngân sách hỗ trợ 350 triệu đồng, vượt mức trần 300 triệu đồng (300 triệu đồng/cơ sở × 1).",
        "Giảm phần hỗ trợ 50 triệu đồng hoặc tăng vốn đối ứng cho phù hợp định mức.",
    )
    .at(project.place(project.source_cells([SourceId(0), SourceId(1)])))
    .about(at, project)
    .compare(Money::from_trieu(350), Money::from_trieu(300))
    .on("QĐ 407/QĐ-UBND, III.3.1.b")
}

fn unsent() -> Finding {
    Finding::new(
        Code::TP09,
        Severity::Warning,
        "Tam Đường chưa gửi biểu năm 2023.",
        "Đôn đốc đơn vị gửi biểu; nếu không có nhu cầu, gửi biểu không có đề án.",
    )
}

fn loose_header(outcome: &Outcome) -> Finding {
    let table = &outcome.inputs[0].tables[0];
    Finding::new(Code::BM09, Severity::Note, "Cột \"KCĐP\" được đọc là NS tỉnh.", "Xem lại cột này.")
        .at(table.place([CellRef::new(6, 18)]))
}

fn of_one_file(programme: &Programme) -> Outcome {
    let mut outcome = Outcome { inputs: vec![submission(programme)], years: [2023].into(), ..Outcome::default() };
    let key = TotalsKey {
        task: programme.task_by_code("3.1.b"),
        year: 2023,
        unit: programme.unit_by_name("Phong Thổ"),
        stage: Stage::Registered,
    };
    let mut sums = crate::model::Sums::empty(programme.sources.len());
    sums.projects = 1;
    sums.sources[1] = Money::from_trieu(350);
    sums.sources[2] = Money::from_trieu(350);
    outcome.totals = crate::model::Totals::new(programme.sources.len());
    outcome.totals.add(key, &sums);
    outcome
}

fn compared(programme: Option<i64>, registered: i64, of: FigureOf) -> Comparison {
    let money = |trieu| Figure::Money(Money::from_trieu(trieu));
    Comparison {
        basis: Basis::Registered,
        key: FigureKey { appendix: Appendix::Tasks, row: AppendixRow::Total, year: None, of },
        programme: programme.map(money),
        registered: money(registered),
        admissible: money(registered),
    }
}

fn shown(text: &str) -> String {
    strip_str(text).to_string()
}

#[test]
fn a_run_is_summed_up_with_its_worst_findings() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    let mut figures = Comparisons::default();
    for (programme, registered, of) in [
        (Some(75_300), 75_350, FigureOf::Total),
        (Some(15_820), 15_820, FigureOf::Source(SourceId(0))),
        (Some(11_080), 11_130, FigureOf::Source(SourceId(1))),
        (Some(48_400), 48_400, FigureOf::Source(SourceId(2))),
        (None, 0, FigureOf::Source(SourceId(3))),
    ] {
        figures.push(compared(programme, registered, of));
    }
    outcome.comparisons = figures;
    outcome.findings = vec![over_the_cap(&outcome), unsent(), loose_header(&outcome)];
    let written =
        Written { workbook: Some(Path::new("ket-qua.xlsx")), json: Some(Path::new("ket-qua.json")), notes: None };
    insta::assert_snapshot!(shown(&consolidated(&programme, &outcome, &written, WIDTH)));
}

#[test]
fn more_findings_than_are_shown_are_counted_and_said_to_stand_in_the_workbook() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    outcome.findings = (0..13).map(|_| over_the_cap(&outcome)).collect();
    let written = Written { workbook: Some(Path::new("nam/ket-qua.xlsx")), json: None, notes: None };
    let text = shown(&consolidated(&programme, &outcome, &written, WIDTH));
    assert!(text.contains("\n10. DM01 Lỗi\n") && !text.contains("\n11. "), "{text}");
    assert!(text.contains("… và 3 lỗi, cảnh báo khác: xem trang tính \"Sai lệch\" của ket-qua.xlsx."), "{text}");
}

#[test]
fn a_check_shows_every_finding_by_file_and_notes_last() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    let mut broken = input("2023/hong.xlsx", Vec::new());
    broken.status = InputStatus::Rejected;
    let unreadable = Finding::new(Code::TP01, Severity::Error, "Tệp bị hỏng, không mở được.", "Xin đơn vị gửi lại.")
        .at(Place::file(&broken.file));
    outcome.inputs.insert(0, broken);
    let at = ProjectRef { input: 1, table: 0, project: 0 };
    let fault = |outcome: &Outcome| {
        let project = outcome.project(at).unwrap();
        let cells = (0..9).map(|row| Some(CellRef::new(row, 3)));
        Finding::new(Code::TR01, Severity::Warning, "Đề án ghi nhiều lần.", "Giữ một dòng.")
            .at(project.place(cells))
            .about(at, project)
    };
    outcome.findings = vec![unreadable, fault(&outcome), unsent()];
    outcome.findings.push(
        Finding::new(Code::BM09, Severity::Note, "Cột \"KCĐP\" được đọc là NS tỉnh.", "Xem lại cột này.")
            .at(outcome.inputs[1].tables[0].place([CellRef::new(6, 18)])),
    );
    insta::assert_snapshot!(shown(&checked(&programme, &outcome, &Written::default(), WIDTH)));
}

#[test]
fn of_many_notes_of_one_rule_some_are_shown_and_the_rest_counted() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    outcome.findings = (0..8).map(|_| loose_header(&outcome)).collect();
    let text = shown(&checked(&programme, &outcome, &Written::default(), WIDTH));
    assert_eq!(text.matches("BM09 2023/phong-tho.xlsx").count(), 5, "{text}");
    assert!(text.contains("BM09 … và 3 lưu ý nữa cùng loại"), "{text}");
}

#[test]
fn clean_files_get_one_friendly_sentence() {
    let programme = load::embedded().unwrap();
    let outcome = of_one_file(&programme);
    insta::assert_snapshot!(shown(&checked(&programme, &outcome, &Written::default(), WIDTH)));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    outcome.findings = vec![over_the_cap(&outcome), unsent(), loose_header(&outcome)];
    for width in [60, 80, 110] {
        for text in [consolidated, checked].map(|build| build(&programme, &outcome, &Written::default(), width)) {
            let text = shown(&text);
            let wide = text.lines().find(|line| line.chars().count() > width);
            assert_eq!(wide, None, "at {width}");
        }
    }
}

#[test]
fn what_a_waiver_accepts_is_no_worst_finding() {
    let programme = load::embedded().unwrap();
    let mut outcome = of_one_file(&programme);
    let mut waived = over_the_cap(&outcome);
    waived.waived = true;
    outcome.findings = vec![waived];
    let text = shown(&consolidated(&programme, &outcome, &Written::default(), WIDTH));
    assert!(text.contains("1 sai lệch đã được chấp thuận") && !text.contains("DM01"), "{text}");
}
