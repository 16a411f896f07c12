//! No figure of the catalogue can be changed unseen: each is changed in turn, and the loader or the proof must say so.

use doisoat::programme::{audit, load};
use rayon::prelude::*;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

const CATALOGUE: &str = include_str!("../../../templates/lai-chau-2021-2025.toml");

/// Figures that may change unseen, each with its reason. Dates are no numbers and are not walked at all.
const NO_FIGURES: [(&str, &str); 1] =
    [("form_version", "the version of the form is a label that nothing in the decision binds")];

/// A figure of the catalogue: its key, its place in the text, how it is written.
struct Written {
    key: String,
    at: std::ops::Range<usize>,
    text: String,
}

/// Every integer, and every text that is a decimal number, in the catalogue.
fn figures() -> Vec<Written> {
    fn walk(key: &str, value: &toml::Spanned<DeValue<'_>>, found: &mut Vec<Written>) {
        let is_number = match value.get_ref() {
            DeValue::Integer(_) => true,
            DeValue::String(text) => text.parse::<Decimal>().is_ok(),
            DeValue::Float(_) => panic!("{key} is a float"),
            DeValue::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| walk(&format!("{key}[{index}]"), item, found));
                false
            }
            DeValue::Table(table) => {
                walk_table(key, table, found);
                false
            }
            DeValue::Boolean(_) | DeValue::Datetime(_) => false,
        };
        if is_number {
            found.push(Written { key: key.to_owned(), at: value.span(), text: CATALOGUE[value.span()].to_owned() });
        }
    }
    fn walk_table(key: &str, table: &DeTable<'_>, found: &mut Vec<Written>) {
        for (name, value) in table {
            let name = name.get_ref();
            walk(&if key.is_empty() { name.to_string() } else { format!("{key}.{name}") }, value, found);
        }
    }
    let mut found = Vec::new();
    walk_table("", DeTable::parse(CATALOGUE).unwrap().get_ref(), &mut found);
    found
}

/// The number one higher and, where it stays a number, one lower; a decimal by its last digit too.
fn changes(written: &str) -> Vec<String> {
    let quote = if written.starts_with('"') { "\"" } else { "" };
    let number: Decimal = written.trim_matches('"').parse().unwrap();
    let mut steps = vec![Decimal::ONE, -Decimal::ONE];
    if number.scale() > 0 {
        steps.extend([Decimal::new(1, number.scale()), -Decimal::new(1, number.scale())]);
    }
    let changed = steps.into_iter().map(|step| number + step).filter(|changed| !changed.is_sign_negative());
    changed.map(|changed| format!("{quote}{changed}{quote}")).collect()
}

#[test]
fn no_figure_can_be_changed_unseen() {
    let figures = figures();
    // Counted by hand: the period 2, the form 1, totals 8, years 5, sections 9 codes and 9 × 4, tasks 16 × 6 and the
    // 4 codes that are numbers, norms 26, phasing 15 year totals, 16 × 5 quantities, 26 × 5 amounts and 4 codes.
    assert_eq!(figures.len(), 2 + 1 + 8 + 5 + 9 + 9 * 4 + 16 * 6 + 4 + 26 + 15 + 16 * 5 + 26 * 5 + 4);
    figures.par_iter().filter(|figure| NO_FIGURES.iter().all(|(key, _)| *key != figure.key)).for_each(|figure| {
        for changed in changes(&figure.text) {
            let text = format!("{}{changed}{}", &CATALOGUE[..figure.at.start], &CATALOGUE[figure.at.end..]);
            let told = match load::from_text(&text, "thu.toml") {
                Ok(programme) => audit::audit(&programme).render(),
                Err(error) => error.to_string(),
            };
            assert!(
                told.contains("SAI: ") || told.contains(", khóa \""),
                "{} changed from {} to {changed} unseen: {told}",
                figure.key,
                figure.text
            );
        }
    });
}
