//! A waiver (chấp thuận): a competent person's acceptance of one finding on one project, with its document and its
//! last day. It changes no figure: the finding stays in the report and no longer counts.

use std::fmt;
use std::sync::Arc;

use super::date::Date;

/// The waivers of a run.
#[derive(Debug, Clone, Default)]
pub struct Waivers {
    /// The name of their file, without folders.
    pub file: Arc<str>,
    /// SHA-256 of the file, in lower-case hex.
    pub sha256: String,
    /// The waivers, as they stand in the file.
    pub list: Vec<Arc<Waiver>>,
    /// The day on which they are held against their last days; where there is none, each project is held by the day
    /// that judges it (its approval, else 1 January of its year), so that no clock takes part.
    pub on: Option<Date>,
}

/// A waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Which one of its file, counted from 1.
    pub number: usize,
    /// The project.
    pub project: WaivedProject,
    /// The code of the rule, as written.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// The document that says so.
    pub document: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// How a waiver names its project, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaivedProject {
    /// By its id; the unit where the id alone would not do.
    Id {
        /// Mã đề án.
        id: String,
        /// The unit.
        unit: Option<String>,
    },
    /// By unit, year, task and beneficiary.
    Work {
        /// The unit.
        unit: String,
        /// The year.
        year: i32,
        /// The code of the task.
        task: String,
        /// Đơn vị thụ hưởng.
        beneficiary: String,
    },
}

impl Waiver {
    /// Why the finding is accepted, by whom, by which document and to which day, in Vietnamese.
    pub fn words(&self) -> String {
        let Self { reason, approved_by, document, until, .. } = self;
        format!("{reason} (người chấp thuận: {approved_by}; văn bản: {document}; hiệu lực đến hết ngày {until})")
    }
}

impl fmt::Display for WaivedProject {
    /// In Vietnamese, as a message names it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id { id, unit: None } => write!(f, "mã \"{id}\""),
            Self::Id { id, unit: Some(unit) } => write!(f, "mã \"{id}\" của {unit}"),
            Self::Work { unit, year, task, beneficiary } => {
                write!(f, "của \"{beneficiary}\" ({unit}, năm {year}, nhiệm vụ {task})")
            }
        }
    }
}
