//! What a catalogue file says, letter by letter. What it means is settled in [`super::load`].
//!
//! Whatever a later check may find fault with is `Spanned`, so that the message can name its line.

pub(super) mod overlay;

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use toml::Spanned;

/// A number: an integer, or a decimal written as text so that no float comes near money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number(pub Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("số nguyên, hoặc số thập phân viết trong dấu nháy như \"12.5\"")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
                Ok(Number(Decimal::from(value)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
                let number = if plain { Decimal::from_str_exact(text).ok() } else { None };
                // "12.50" is 12.5: a workbook's cell could not tell them apart.
                number
                    .map(|number| Number(number.normalize()))
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// Amounts by source id.
pub(super) type RawMoney = BTreeMap<Spanned<String>, Spanned<Number>>;

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProgramme {
    pub id: Spanned<String>,
    pub form_version: String,
    pub money_unit: Spanned<String>,
    pub first_year: Spanned<i32>,
    pub last_year: Spanned<i32>,
    pub cut_order: Spanned<Vec<Spanned<String>>>,
    pub decision: RawDecision,
    pub totals: Spanned<RawTotals>,
    pub year_totals: Spanned<BTreeMap<Spanned<String>, Spanned<Number>>>,
    pub sources: Spanned<Vec<RawSource>>,
    pub kinds: Vec<RawKind>,
    pub units: Spanned<Vec<RawUnit>>,
    pub sections: Spanned<Vec<RawSection>>,
    pub phasing: RawPhasing,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDecision {
    pub number: String,
    pub short: String,
    pub clause_prefix: String,
    pub date: Spanned<String>,
    pub title: String,
    pub issuer: String,
    #[serde(default)]
    pub clauses: RawClauses,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClauses {
    pub tasks: Option<String>,
    pub sources: Option<String>,
    pub uses: Option<String>,
    pub state: Option<String>,
    pub phasing: Option<String>,
    pub submission: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTotals {
    pub total: Spanned<Number>,
    pub money: Spanned<RawMoney>,
    pub state: Spanned<Number>,
    pub mobilised: Spanned<Number>,
    pub state_share: Spanned<Number>,
    pub mobilised_share: Spanned<Number>,
}

#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawSourceKind {
    State,
    Own,
    Other,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub id: Spanned<String>,
    pub kind: RawSourceKind,
    pub short: Spanned<String>,
    pub header: Spanned<String>,
    pub name: Spanned<String>,
    pub aliases: Vec<Spanned<String>>,
    pub loose_aliases: Vec<Spanned<String>>,
    pub always_shown: bool,
    #[serde(default)]
    pub approved_by: Vec<Spanned<String>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKind {
    pub id: Spanned<String>,
    pub name: Spanned<String>,
    pub synonyms: Vec<Spanned<String>>,
    #[serde(default)]
    pub legal_form: bool,
}

#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawLevel {
    Province,
    Local,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnit {
    pub short: Spanned<String>,
    pub full: Spanned<String>,
    pub level: RawLevel,
    pub from: Option<Spanned<String>>,
    pub until: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSection {
    pub code: Spanned<String>,
    pub name: String,
    pub total: Spanned<Number>,
    pub money: Spanned<RawMoney>,
    #[serde(default)]
    pub tasks: Vec<RawTask>,
}

#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawSubmittedBy {
    Local,
    Province,
    Either,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBeneficiary {
    pub label: String,
    pub text: String,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTask {
    pub code: Spanned<String>,
    pub name: String,
    pub content: Option<String>,
    pub beneficiary: Option<RawBeneficiary>,
    pub kinds: Vec<Spanned<String>>,
    pub measure: String,
    pub measure_aliases: Vec<String>,
    pub target: Option<Spanned<Number>>,
    pub target_text: String,
    pub submitted_by: RawSubmittedBy,
    pub sources: Spanned<Vec<Spanned<String>>>,
    pub unit_cost: Option<Spanned<Number>>,
    pub total: Option<Spanned<Number>>,
    pub money: Option<Spanned<RawMoney>>,
    #[serde(default)]
    pub norms: Vec<Spanned<RawNorm>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNorm {
    pub from: Option<Spanned<String>>,
    pub until: Option<Spanned<String>>,
    pub binds: Spanned<Vec<Spanned<String>>>,
    pub cap: Option<Spanned<Number>>,
    pub per_facility: Option<Spanned<bool>>,
    pub percent: Option<Spanned<Number>>,
    pub percent_of_rent: Option<Spanned<bool>>,
    pub scale: Option<RawScale>,
    pub price: Option<RawPrice>,
    pub implied_share: Option<Spanned<Number>>,
    pub text: String,
    pub basis: Option<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScale {
    pub most: Spanned<Number>,
    pub of: String,
    #[serde(default)]
    pub planned: bool,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPrice {
    pub amount: Spanned<Number>,
    pub per: String,
    #[serde(default)]
    pub per_quantity: bool,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhasing {
    pub label: String,
    pub year_sources: Spanned<RawByYear>,
    pub tasks: Vec<RawPhasingTask>,
}

/// One figure a year for each source id.
pub(super) type RawByYear = BTreeMap<Spanned<String>, Spanned<Vec<Spanned<Number>>>>;

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhasingTask {
    pub task: Spanned<String>,
    pub quantity: Spanned<Vec<Spanned<Number>>>,
    pub money: RawByYear,
}
