//! Which fault silences which.

use crate::model::Code;

/// Where the causes stand, the consequences are not said.
pub(super) struct Line {
    pub(super) causes: &'static [Code],
    pub(super) consequences: &'static [Code],
    pub(super) relation: Relation,
    /// Whether the cause says which checks were not made.
    pub(super) told: bool,
}

/// What ties a consequence to its cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The consequence needs the very figure at which the cause stands.
    Figure,
    /// Both are of one project.
    Project,
    /// They share a cell.
    Cell,
    /// They share a cell, and the cause says what was expected there, which leaves nothing unexplained.
    Explained,
    /// The consequence is a sum over projects, which is within its limit once the causes' amounts are mended.
    Sum,
}

/// Every line, causes of causes first.
pub(super) const LINES: &[Line] = &[
    Line {
        causes: &[Code::GT01, Code::GT02, Code::GT04, Code::GT05, Code::GT09],
        consequences: &[
            Code::TG01,
            Code::TG02,
            Code::DM01,
            Code::DM02,
            Code::DM03,
            Code::DM04,
            Code::DM05,
            Code::DM06,
            Code::DM07,
            Code::NG01,
            Code::NG02,
            Code::NG03,
            Code::NG05,
            Code::CT01,
            Code::CT02,
            Code::CT03,
            Code::CT04,
            Code::CT05,
            Code::GD01,
        ],
        relation: Relation::Figure,
        told: true,
    },
    Line {
        causes: &[Code::GT06],
        consequences: &[
            Code::GT07,
            Code::DM01,
            Code::DM02,
            Code::DM03,
            Code::DM04,
            Code::DM05,
            Code::DM06,
            Code::DM07,
            Code::NG01,
            Code::NG02,
            Code::NG03,
            Code::NG05,
            Code::GD01,
        ],
        relation: Relation::Figure,
        told: true,
    },
    Line {
        causes: &[Code::GT07],
        consequences: &[Code::DM01, Code::DM04, Code::CT01, Code::CT05],
        relation: Relation::Figure,
        told: true,
    },
    // The slip may stand in either of the two stages: their cells are all in the finding.
    Line { causes: &[Code::GT11], consequences: &[Code::GD01], relation: Relation::Cell, told: false },
    Line {
        causes: &[Code::GT11],
        consequences: &[Code::DM01, Code::DM02, Code::DM06],
        relation: Relation::Figure,
        told: true,
    },
    Line { causes: &[Code::GT11], consequences: &[Code::CT02, Code::CT04], relation: Relation::Sum, told: false },
    Line { causes: &[Code::DM02], consequences: &[Code::NG02], relation: Relation::Project, told: false },
    Line { causes: &[Code::NG01, Code::NG02], consequences: &[Code::DM06], relation: Relation::Project, told: false },
    Line { causes: &[Code::TG03], consequences: &[Code::TG02], relation: Relation::Explained, told: false },
    Line { causes: &[Code::DM07], consequences: &[Code::DM01], relation: Relation::Cell, told: false },
];
