//! Limits before trust: the same in this process and in the child, both figures named, nothing said within them.

use std::path::{Path, PathBuf};

use doisoat::model::{Code, Figure, Limit, Outcome};
use doisoat::pipeline::{self, Options};
use doisoat::programme::load;
use doisoat::read::Limits;
use rust_decimal::Decimal;

use crate::support::{HEADERS, patch, save};

fn gallery(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/bieu-mau-thuc-te").join(name)
}

fn run(path: &Path, limits: Limits) -> Outcome {
    let reader = Some(PathBuf::from(env!("CARGO_BIN_EXE_doisoat")));
    let options = Options { paths: vec![path.to_owned()], limits, reader, ..Options::default() };
    pipeline::run(&load::embedded().unwrap(), &options, &|_| {}).unwrap()
}

/// The figures of the one TP03, found and allowed.
fn figures(outcome: &Outcome) -> Option<(Decimal, Decimal)> {
    let finding = outcome.findings.iter().find(|finding| finding.code == Code::TP03)?;
    let count = |figure: &Option<Figure>| match figure {
        Some(Figure::Count(count)) => *count,
        other => panic!("no count: {other:?}"),
    };
    Some((count(&finding.actual), count(&finding.expected)))
}

const FORMATS: [&str; 4] = [
    "02-tieu-de-hai-dong.xlsx",
    "libreoffice/02-tieu-de-hai-dong.xls",
    "libreoffice/02-tieu-de-hai-dong.ods",
    "50-xlsb.xlsb",
];

#[test]
fn a_limit_may_be_reached_and_not_passed_in_every_format() {
    for name in FORMATS {
        let read = run(&gallery(name), Limits::default());
        assert_eq!(figures(&read), None, "{name}");
        let cells: u64 = read.inputs[0].sheets.iter().map(|sheet| sheet.cells).sum();
        let within = run(&gallery(name), Limits::default().with(Limit::Cells, cells));
        assert_eq!(figures(&within), None, "{name}");
        let past = run(&gallery(name), Limits::default().with(Limit::Cells, cells - 1));
        assert_eq!(figures(&past), Some((cells.into(), (cells - 1).into())), "{name}");
        assert!(past.inputs[0].tables.is_empty());
    }
}

#[test]
fn rows_columns_and_texts_are_held_in_every_format() {
    for name in FORMATS {
        for (limit, allowed) in [(Limit::Rows, 5), (Limit::Columns, 3), (Limit::Memory, 1), (Limit::Bytes, 100)] {
            let outcome = run(&gallery(name), Limits::default().with(limit, allowed));
            let (_, told) = figures(&outcome).unwrap_or_else(|| panic!("{name}: {limit:?} is not held"));
            assert_eq!(told, Decimal::from(allowed), "{name}: {limit:?}");
        }
        let text = run(&gallery(name), Limits::default().with(Limit::Text, 20));
        assert!(figures(&text).unwrap().0 > Decimal::from(20), "{name}");
    }
    let unpacked = run(&gallery("50-xlsb.xlsb"), Limits::default().with(Limit::Uncompressed, 1000));
    assert_eq!(figures(&unpacked).unwrap().1, Decimal::from(1000));
    let ratio = run(&gallery("50-xlsb.xlsb"), Limits::default().with(Limit::Ratio, 1));
    assert_eq!(figures(&ratio).unwrap().1, Decimal::ONE);
    let strings = run(&gallery(FORMATS[0]), Limits::default().with(Limit::Strings, 5));
    assert_eq!(figures(&strings), Some((6.into(), 5.into())));
    let sheets = run(&gallery("14-hai-trang.xlsx"), Limits::default().with(Limit::Sheets, 1));
    assert_eq!(figures(&sheets), Some((2.into(), 1.into())));
    let two = run(&gallery("14-hai-trang.xlsx"), Limits::default().with(Limit::Sheets, 2));
    assert_eq!(figures(&two), None);
}

#[test]
fn a_changed_limit_stands_in_the_audit_trail() {
    let stated =
        |limits| run(&gallery(FORMATS[0]), limits).options.into_iter().find(|(name, _)| name.contains("Giới hạn"));
    assert_eq!(stated(Limits::default()).unwrap().1, "mặc định");
    let changed = stated(Limits::default().with(Limit::Rows, 5000)).unwrap().1;
    assert_eq!(changed, "Số dòng có nội dung: 5.000 dòng (mặc định 1.048.576 dòng)");
}

/// The parser sets memory aside for as many texts as a file claims to have; a claim that no machine can meet ends the
/// child, not the run.
#[test]
fn a_claim_of_billions_of_texts_costs_one_file() {
    let mut sheet = rust_xlsxwriter::Worksheet::new();
    sheet.write_row(0, 0, HEADERS).unwrap();
    let saved = save([sheet]);
    patch(&saved.path, "xl/sharedStrings.xml", |part| part.replace("uniqueCount=\"9\"", "uniqueCount=\"99999999999\""));
    let outcome = run(&saved.path, Limits::default());
    assert!(figures(&outcome).is_some(), "{:?}", outcome.inputs[0].fault);
}
