//! What an overlay catalogue says, letter by letter: the norms that a later instrument sets. What it means is settled
//! in [`crate::programme::load`].

use toml::Spanned;

use super::Number;

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::programme) struct RawOverlay {
    pub id: Spanned<String>,
    pub amends: Spanned<String>,
    pub money_unit: Spanned<String>,
    pub instrument: RawInstrument,
    pub norms: Vec<Spanned<RawOverlaidNorm>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::programme) struct RawInstrument {
    pub title: String,
    pub short: String,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::programme) struct RawOverlaidNorm {
    pub task: Spanned<String>,
    pub from: Spanned<String>,
    pub until: Option<Spanned<String>>,
    pub binds: Spanned<Vec<Spanned<String>>>,
    pub cap: Option<Spanned<Number>>,
    pub per_facility: Option<Spanned<bool>>,
    pub percent: Option<Spanned<Number>>,
    pub text: String,
    pub clause: Option<String>,
    #[serde(default)]
    pub variants: Vec<RawVariant>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::programme) struct RawVariant {
    pub words: Spanned<Vec<Spanned<String>>>,
    pub cap: Option<Spanned<Number>>,
    pub percent: Option<Spanned<Number>>,
    pub text: String,
}
