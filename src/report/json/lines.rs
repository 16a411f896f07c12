//! The lines of the document: the names and the order of the fields that a reader of the JSON sees.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

#[derive(Serialize)]
pub struct Summary {
    pub files: usize,
    pub projects: usize,
    pub matched: usize,
    pub figures: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub waived: usize,
}

#[derive(Serialize)]
pub struct InputLine<'a> {
    pub file: &'a str,
    pub sha256: &'a str,
    pub status: &'static str,
    pub unit: Option<&'a str>,
    pub years: Vec<i32>,
    pub stage: Option<&'static str>,
    pub rows: Rows,
}

#[derive(Serialize)]
pub struct Rows {
    pub seen: u64,
    pub projects: u64,
    pub headings: u64,
    pub totals: u64,
    pub not_read: u64,
}

#[derive(Serialize)]
pub struct ProjectLine<'a> {
    pub file: &'a str,
    pub sheet: &'a str,
    pub row: u32,
    pub unit: Option<&'a str>,
    pub year: Option<i32>,
    pub stage: &'static str,
    pub task: Option<&'a str>,
    pub id: Option<&'a str>,
    pub name: Option<&'a str>,
    pub beneficiary: Option<&'a str>,
    pub quantity: Option<String>,
    pub total: Option<String>,
    pub sources: BySource<'a>,
    pub admissible: BySource<'a>,
    pub counted: bool,
}

#[derive(Serialize)]
pub struct TotalLine<'a> {
    pub task: Option<&'a str>,
    pub year: i32,
    pub unit: Option<&'a str>,
    pub stage: &'static str,
    pub projects: u64,
    pub quantity: String,
    pub total: String,
    pub sources: BySource<'a>,
}

#[derive(Serialize)]
pub struct ComparisonLine<'a> {
    pub appendix: &'static str,
    pub task: Option<&'a str>,
    pub year: Option<i32>,
    pub source: Option<&'a str>,
    pub programme: Option<String>,
    pub registered: String,
    pub admissible: String,
}

/// Where the programme stands since its first year.
#[derive(Serialize)]
pub struct CumulativeBlock<'a> {
    pub first_year: i32,
    pub last_year: i32,
    /// The years that the figures hold, and those of which nothing was submitted.
    pub years: Vec<i32>,
    pub missing_years: Vec<i32>,
    /// Findings of other years alone, which are not listed.
    pub other_findings: usize,
    pub figures: Vec<CumulativeLine<'a>>,
}

/// The programme's figure is the whole period's; what is left is it less the figure of the run's basis.
#[derive(Serialize)]
pub struct CumulativeLine<'a> {
    pub task: Option<&'a str>,
    pub source: Option<&'a str>,
    pub programme: Option<String>,
    pub registered: String,
    pub admissible: String,
    pub left: Option<String>,
}

#[derive(Serialize)]
pub struct FindingLine<'a> {
    pub code: &'static str,
    pub severity: &'static str,
    pub places: Vec<PlaceLine<'a>>,
    pub unit: Option<&'a str>,
    pub year: Option<i32>,
    pub task: Option<&'a str>,
    pub source: Option<&'a str>,
    pub project: Option<&'a str>,
    pub message: &'a str,
    pub actual: Option<String>,
    pub expected: Option<String>,
    pub difference: Option<String>,
    pub action: &'a str,
    pub basis: &'a str,
    pub waived: bool,
    /// Only where a waiver accepts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<WaiverLine<'a>>,
}

#[derive(Serialize)]
pub struct WaiverLine<'a> {
    pub reason: &'a str,
    pub approved_by: &'a str,
    pub document: &'a str,
    pub until: String,
}

#[derive(Serialize)]
pub struct PlaceLine<'a> {
    pub file: &'a str,
    pub sheet: Option<&'a str>,
    pub cells: Vec<String>,
}

/// Amounts by the source's id, in the catalogue's order, which a sorted map would lose.
pub struct BySource<'a>(pub Vec<(&'a str, Option<String>)>);

impl Serialize for BySource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (source, amount) in &self.0 {
            map.serialize_entry(source, amount)?;
        }
        map.end()
    }
}
