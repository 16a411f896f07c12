//! What goes back to whom.

use super::*;
use crate::fixtures;
use crate::model::{Code, Finding, Input, Place, Severity};
use crate::programme::load;

fn finding(code: Code, severity: Severity) -> Finding {
    Finding::new(code, severity, "Có lỗi.", "Sửa.")
}

/// Two files of Phong Thổ and one of Sìn Hồ, with these findings.
fn outcome(programme: &Programme, findings: Vec<Finding>) -> Outcome {
    let file =
        |name: &str, unit: &str| -> Input { fixtures::input(name, vec![fixtures::project(programme, unit, "6")]) };
    let inputs =
        vec![file("2023/a.xlsx", "Phong Thổ"), file("2024/a.xlsm", "Phong Thổ"), file("sin:ho.xlsx", "Sìn Hồ")];
    Outcome { inputs, findings, ..Outcome::default() }
}

#[test]
fn each_file_goes_back_under_the_name_of_its_unit() {
    let programme = load::embedded().unwrap();
    let names: Vec<_> =
        dossiers(&programme, &outcome(&programme, Vec::new())).into_iter().map(|dossier| dossier.file_name).collect();
    assert_eq!(names, ["Phong Thổ - a.xlsx", "Phong Thổ - a.xlsm", "Sìn Hồ.xlsx"]);
}

#[test]
fn a_unit_is_told_what_concerns_it_and_no_more() {
    let programme = load::embedded().unwrap();
    let places = |finding: Finding| finding.at(Place::file(&"2023/a.xlsx".into()));
    let waived = Finding { waived: true, ..places(finding(Code::DM01, Severity::Error)) };
    let unit = programme.units.iter().position(|unit| unit.short == "Sìn Hồ").map(crate::model::UnitId);
    let absent = Finding { unit, ..finding(Code::TP09, Severity::Warning) };
    let other = Finding { unit: Some(crate::model::UnitId(0)), ..finding(Code::TP09, Severity::Warning) };
    let own = places(finding(Code::GT01, Severity::Error));
    let of_all = places(finding(Code::CT02, Severity::Warning));
    let told = dossiers(&programme, &outcome(&programme, vec![waived, absent, other, own, of_all]));
    let told: Vec<_> = told.iter().map(|dossier| (dossier.file_name.as_str(), dossier.findings.as_slice())).collect();
    let first = format!("{} - hồ sơ còn thiếu.xlsx", programme.units[0].short);
    let expected: [(&str, &[usize]); 4] =
        [("Phong Thổ - a.xlsx", &[3]), ("Phong Thổ - a.xlsm", &[]), ("Sìn Hồ.xlsx", &[1]), (&first, &[2])];
    assert_eq!(told, expected);
}
