//! One criterion by which a run was checked, as a report lists it.

use super::finding::{Code, Severity};

/// What a report says of one rule of the rule book; the words are Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The rule's code.
    pub code: Code,
    /// How grave its fault is, as a rule.
    pub severity: Severity,
    /// When it is graver or milder than that; empty where it never is.
    pub severity_note: &'static str,
    /// The fault in a few words.
    pub title: &'static str,
    /// What it looks for.
    pub what: &'static str,
    /// The legal basis, or where the requirement comes from.
    pub basis: String,
}
