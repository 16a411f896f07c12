//! The contract: every field by name and type, over an outcome that is built by hand.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::fixtures::{input, project};
use crate::model::{Appendix, Area, Basis, CellRef, Code, Comparisons, Fault, FigureKey, InputStatus, Review, Totals};
use crate::programme::load;

/// Three files: one read, with a counted and an uncounted project; one rejected; one passed over.
fn outcome(programme: &Programme) -> Outcome {
    let counted = project(programme, "Phong Thổ", "3.1.b")
        .numbered("PT-01")
        .named("Máy sao chè")
        .by("HTX Bản Mẫu")
        .costing(&[0, 350, 350]);
    let mut uncounted = project(programme, "?", "9.9").costing(&[1, 2]);
    uncounted.name = Entry::default();
    uncounted.quantity = Entry::default();
    uncounted.total = Entry::faulty(CellRef::new(9, 16), "#REF!", Fault::ExcelError("#REF!".to_owned()));
    uncounted.sources[1] = Entry::faulty(CellRef::new(9, 18), "abc", Fault::NotANumber);
    uncounted.counted = false;
    uncounted.year = None;
    let mut read = input("2023/Phong Tho.xlsx", vec![counted.clone(), uncounted]);
    read.tables[0].unit.unit = programme.unit_by_name("Phong Thổ");
    let mut rejected = input("hong.xlsx", Vec::new());
    (rejected.status, rejected.tables) = (InputStatus::Rejected, Vec::new());
    let mut ignored = rejected.clone();
    (ignored.file, ignored.status) = ("ghi chu.txt".into(), InputStatus::Ignored);

    let at = ProjectRef { input: 0, table: 0, project: 0 };
    let amounts = |trieu: [i64; 4]| trieu.map(Money::from_trieu).to_vec();
    let review = Review {
        copy: false,
        ceiling: Some(Money::from_trieu(300)),
        admissible: amounts([0, 300, 400, 0]),
        cut: amounts([0, 50, 0, 0]),
        reasons: vec!["…".to_owned()],
    };
    let mut totals = Totals::new(programme.sources.len());
    let sums = Sums { projects: 1, quantity: "1.50".parse().unwrap(), sources: amounts([0, 350, 350, 0]) };
    totals.add(TotalsKey::of(&counted).unwrap(), &sums);
    Outcome {
        inputs: vec![read, rejected, ignored],
        years: [2023].into(),
        totals,
        comparisons: comparisons(programme),
        reviews: BTreeMap::from([(at, review)]),
        findings: vec![over_the_cap(at, &counted), without_a_place()],
        ..Outcome::default()
    }
}

fn over_the_cap(at: ProjectRef, project: &Project) -> Finding {
    Finding::new(Code::DM01, Severity::Error, "Vượt mức trần.", "Giảm phần hỗ trợ.")
        .at(project.place(project.source_cells([SourceId(1)])))
        .at(Place::cells(&project.file, &project.sheet, [Area::new(CellRef::new(4, 0), CellRef::new(5, 2))]))
        .about(at, project)
        .of_source(SourceId(1))
        .compare(Money::from_trieu(350), Money::from_trieu(300))
        .on("QĐ 407/QĐ-UBND, III.3.1.b")
}

fn without_a_place() -> Finding {
    let mut finding = Finding::new(Code::TP06, Severity::Warning, "Không có bảng.", "Gửi lại.").found("sổ quỹ");
    finding.waived = true;
    finding
}

fn comparisons(programme: &Programme) -> Comparisons {
    let task = AppendixRow::Task(programme.task_by_code("3.1.b").unwrap());
    let section = AppendixRow::Section(programme.task(programme.task_by_code("3.1.b").unwrap()).section);
    let cases = [
        (Appendix::Tasks, task, None, FigureOf::Quantity),
        (Appendix::Tasks, section, None, FigureOf::Source(SourceId(1))),
        (Appendix::Phasing, task, Some(2023), FigureOf::Total),
        (Appendix::Sources, AppendixRow::Total, Some(2023), FigureOf::Mobilised),
        (Appendix::Sources, AppendixRow::Unclassified, None, FigureOf::State),
    ];
    let mut comparisons = Comparisons::default();
    for (appendix, row, year, of) in cases {
        let figure = |amount: i64| match of {
            FigureOf::Quantity => Figure::Count(amount.into()),
            _ => Figure::Money(Money::from_dong(amount)),
        };
        let key = FigureKey { appendix, row, year, of };
        let programme = (row != AppendixRow::Unclassified).then(|| figure(30));
        comparisons.push(Comparison {
            key,
            programme,
            registered: figure(30),
            admissible: figure(20),
            basis: Basis::Registered,
        });
    }
    comparisons
}

fn rendered() -> (Value, String) {
    let programme = load::embedded().unwrap();
    let mut text = Vec::new();
    write(&programme, &outcome(&programme), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    (serde_json::from_str(&text).unwrap(), text)
}

#[test]
fn the_document_has_its_eight_parts() {
    let programme = load::embedded().unwrap();
    let (value, text) = rendered();
    let names: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names.len(), 8);
    for name in ["tool", "programme", "summary", "inputs", "projects", "totals", "comparison", "findings"] {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(value["tool"], json!({"name": "doisoat", "version": env!("CARGO_PKG_VERSION")}));
    assert_eq!(value["programme"], json!({"id": "lai-chau-2021-2025", "sha256": programme.sha256}));
    assert_eq!(
        value["summary"],
        json!({"files": 3, "projects": 2, "matched": 4, "figures": 4, "errors": 1, "warnings": 0, "notes": 0, "waived": 1})
    );
    assert!(text.ends_with("}\n"));
}

#[test]
fn an_input_says_what_became_of_it() {
    let (value, _) = rendered();
    assert_eq!(
        value["inputs"][0],
        json!({
            "file": "2023/Phong Tho.xlsx", "sha256": "0".repeat(64), "status": "read", "unit": "Phong Thổ",
            "years": [2023], "stage": "registered",
            "rows": {"seen": 2, "projects": 2, "headings": 0, "totals": 0, "not_read": 0},
        })
    );
    let rejected = &value["inputs"][1];
    assert_eq!(rejected["status"], "rejected");
    assert_eq!((&rejected["unit"], &rejected["stage"], &rejected["years"]), (&Value::Null, &Value::Null, &json!([])));
    assert_eq!(value["inputs"][2]["status"], "ignored");
}

#[test]
fn a_project_is_stated_in_full() {
    let (value, _) = rendered();
    assert_eq!(
        value["projects"][0],
        json!({
            "file": "2023/Phong Tho.xlsx", "sheet": "Đề án", "row": 9, "unit": "Phong Thổ", "year": 2023,
            "stage": "registered", "task": "3.1.b", "id": "PT-01", "name": "Máy sao chè", "beneficiary": "HTX Bản Mẫu",
            "quantity": "1", "total": "700000000",
            "sources": {"national": "0", "provincial": "350000000", "own": "350000000", "other": "0"},
            "admissible": {"national": "0", "provincial": "300000000"}, "counted": true,
        })
    );
}

#[test]
fn what_is_not_known_is_null_and_what_is_blank_is_nothing() {
    let (value, _) = rendered();
    assert_eq!(
        value["projects"][1],
        json!({
            "file": "2023/Phong Tho.xlsx", "sheet": "Đề án", "row": 10, "unit": null, "year": null,
            "stage": "registered", "task": null, "id": null, "name": null, "beneficiary": null,
            "quantity": null, "total": null,
            "sources": {"national": "1000000", "provincial": null, "own": "0", "other": "0"},
            "admissible": {"national": null, "provincial": null}, "counted": false,
        })
    );
}

#[test]
fn sources_stand_in_the_order_of_the_catalogue() {
    let (_, text) = rendered();
    let at = |id: &str| text.find(&format!("\"{id}\":")).unwrap();
    assert!(at("national") < at("provincial") && at("provincial") < at("own") && at("own") < at("other"));
}

#[test]
fn totals_are_plain_decimals() {
    let (value, _) = rendered();
    assert_eq!(
        value["totals"],
        json!([{
            "task": "3.1.b", "year": 2023, "unit": "Phong Thổ", "stage": "registered", "projects": 1,
            "quantity": "1.5", "total": "700000000",
            "sources": {"national": "0", "provincial": "350000000", "own": "350000000", "other": "0"},
        }])
    );
}

#[test]
fn a_comparison_names_its_row_and_column() {
    let (value, _) = rendered();
    let line = |appendix, task: Value, year: Value, source: Value, programme: Value| {
        json!({"appendix": appendix, "task": task, "year": year, "source": source,
               "programme": programme, "registered": "30", "admissible": "20"})
    };
    let null = Value::Null;
    assert_eq!(
        value["comparison"],
        json!([
            line("01", json!("3.1.b"), null.clone(), json!("quantity"), json!("30")),
            line("01", json!("3"), null.clone(), json!("provincial"), json!("30")),
            line("02", json!("3.1.b"), json!(2023), null.clone(), json!("30")),
            line("03", null.clone(), json!(2023), json!("mobilised"), json!("30")),
            line("03", json!("unclassified"), null.clone(), json!("state"), null),
        ])
    );
}

#[test]
fn a_finding_has_its_places_and_figures() {
    let (value, _) = rendered();
    assert_eq!(
        value["findings"][0],
        json!({
            "code": "DM01", "severity": "error",
            "places": [
                {"file": "a.xlsx", "sheet": "Đề án", "cells": ["S9"]},
                {"file": "a.xlsx", "sheet": "Đề án", "cells": ["A5:C6"]},
            ],
            "unit": "Phong Thổ", "year": 2023, "task": "3.1.b", "source": "provincial", "project": "Máy sao chè",
            "message": "Vượt mức trần.", "actual": "350000000", "expected": "300000000", "difference": "50000000",
            "action": "Giảm phần hỗ trợ.", "basis": "QĐ 407/QĐ-UBND, III.3.1.b", "waived": false,
        })
    );
    assert_eq!(
        value["findings"][1],
        json!({
            "code": "TP06", "severity": "warning", "places": [], "unit": null, "year": null, "task": null,
            "source": null, "project": null, "message": "Không có bảng.", "actual": "sổ quỹ", "expected": null,
            "difference": null, "action": "Gửi lại.", "basis": "", "waived": true,
        })
    );
}

#[test]
fn numbers_have_no_exponent_no_grouping_and_no_signed_zero() {
    let cases = [("-0.00", "0"), ("1200.50", "1200.5"), ("1000000000000000", "1000000000000000"), ("-7", "-7")];
    for (number, shown) in cases {
        assert_eq!(plain(number.parse().unwrap()), shown);
    }
    assert_eq!(figure(&Figure::Money(Money::from_dong(-1))), "-1");
}
