//! Workbooks of hand-built runs, read back by another library.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use rust_decimal::Decimal;

use super::*;
use crate::fixtures::{input, project};
use crate::model::{
    AppendixRow, Code, Figure, FigureKey, FigureOf, Finding, Input, Money, Project, ProjectRef, Severity, SourceId,
    TaskId,
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
                _ => local[(usize::try_from(at).unwrap() + task.index() + year as usize) % local.len()],
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
    let totals = crate::aggregate::totals(programme, &inputs);
    let stage = crate::aggregate::stage_of(&totals);
    Outcome {
        years: totals.by_key.keys().map(|key| key.year).collect::<BTreeSet<_>>(),
        comparisons: crate::aggregate::comparisons(programme, &totals, &totals, stage),
        admissible: totals.clone(),
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

fn read(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn look() {
    let (programme, outcome) = clean();
    std::fs::write("/tmp/look-clean.xlsx", bytes(&programme, &outcome)).unwrap();
    let (programme, outcome) = faulty();
    std::fs::write("/tmp/look-faulty.xlsx", bytes(&programme, &outcome)).unwrap();
}
