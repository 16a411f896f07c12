//! "Lũy kế": what the earlier years hold, what the year adds, what is left.

use super::*;
use crate::model::{Stage, Yearly};

/// The plan of 2023 over one facility of 2021, one of 2023 and one of 2024.
fn plan(basis: Basis) -> Book {
    let programme = load::embedded().unwrap();
    let machine = |year| project(&programme, "Phong Thổ", "3.1.b").costing(&[100, 400, 500, 0]).in_year(year);
    let inputs = vec![input("a.xlsx", [2021, 2023, 2024].map(machine).into())];
    let all = outcome_on(basis, &programme, inputs);
    let until = |last: i32| (all.totals.only(|key| key.year <= last), all.admissible.only(|key| key.year <= last));
    let summed = until(2023);
    let shown = BTreeSet::from([2023]);
    let (totals, admissible) = (summed.0.only(|key| key.year == 2023), summed.1.only(|key| key.year == 2023));
    let stage = Stage::Registered;
    let figures = aggregate::cumulative(&programme, (&summed.0, &summed.1), stage, basis);
    let yearly = Yearly { first: 2021, last: 2023, summed: [2021, 2023].into(), figures, other_findings: 2 };
    let comparisons = aggregate::comparisons_of_years(&programme, (&totals, &admissible), stage, basis, &shown);
    let run = Outcome { years: shown, yearly: Some(yearly), totals, admissible, comparisons, ..all };
    Book::of((programme, run))
}

/// The line of a task that follows its quantity by so many.
fn line(book: &Book, below: u32) -> Vec<String> {
    let quantity = (6..200).find(|row| book.value(CUMULATIVE, &format!("A{row}")) == "3.1.b").unwrap();
    "CEFGHI".chars().map(|col| book.value(CUMULATIVE, &format!("{col}{}", quantity + below))).collect()
}

#[test]
fn the_years_add_up_and_what_is_left_is_of_the_whole_programme() {
    let book = plan(Basis::Registered);
    assert_eq!(line(&book, 0), ["Số lượng", "30", "1", "1", "2", "28"]);
    assert_eq!(line(&book, 1), ["Tổng kinh phí", "18000", "1000", "1000", "2000", "16000"]);
    assert_eq!(line(&book, 2), ["Ngân sách nhà nước", "9000", "500", "500", "1000", "8000"]);
    assert_eq!(line(&book, 4), ["NS tỉnh", "6000", "400", "400", "800", "5200"]);
    assert_eq!(book.value(CUMULATIVE, "A1"), "LŨY KẾ ĐẾN NĂM 2023 SO VỚI CHƯƠNG TRÌNH");
    assert!(book.value(CUMULATIVE, "A3").contains("chưa có bản nộp của năm 2022"));
    // What the year adds is the appendix's figure; what earlier years hold are the projects marked for it.
    let formulas = &book.formulas[CUMULATIVE];
    assert!(formulas.values().any(|formula| formula.starts_with("'Phụ lục 01'!")), "{formulas:?}");
    let marks: Vec<_> = (5..8).map(|row| book.value(DETAIL, &format!("W{row}"))).collect();
    assert_eq!(marks, ["Có", "Lũy kế", "Không"], "what enters the appendices stands first");
}

#[test]
fn what_the_review_leaves_of_earlier_years_is_stated() {
    // The cap of 300 takes 200 of the province's 400; own contribution takes them over.
    let book = plan(Basis::Admissible);
    assert_eq!(line(&book, 1), ["Tổng kinh phí", "18000", "1000", "1000", "2000", "16000"]);
    assert_eq!(line(&book, 4), ["NS tỉnh", "6000", "200", "200", "400", "5600"]);
}

#[test]
fn titles_and_heads_say_the_year() {
    let book = plan(Basis::Registered);
    for appendix in ["Phụ lục 01", "Phụ lục 02", "Phụ lục 03"] {
        assert!(book.value(appendix, "A2").ends_with("– KẾ HOẠCH NĂM 2023"), "{appendix}");
    }
    assert!(book.value(COMPARISON, "A1").ends_with("KẾ HOẠCH NĂM 2023"));
    assert!(book.value(FINDINGS, "A2").ends_with("Không liệt kê 2 sai lệch chỉ của các năm khác."));
}
