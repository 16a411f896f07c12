//! What the norms admit of a project (rà soát mức hỗ trợ).

use super::money::Money;

/// The most that the rules admit of one project. Software never appraises: people do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The most state support that the norm in force admits; none where it sets no ceiling,
    /// or where the project's figures do not let it be told.
    pub ceiling: Option<Money>,
    /// Whether it is a second copy of a project (TR01): nothing of it is admissible, not even its quantity.
    pub copy: bool,
    /// What is admissible, by source in the catalogue's order: each at most what was requested,
    /// but for own contribution, to which what is cut may go.
    pub admissible: Vec<Money>,
    /// What is cut of each source.
    pub cut: Vec<Money>,
    /// The clauses and reasons of the cuts, in Vietnamese; empty where nothing is cut.
    pub reasons: Vec<String>,
}
