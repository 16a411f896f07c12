//! The columns of the review's table, and the formulas of those that follow from others.

use super::View;
use crate::model::{SourceId, place};
use crate::report::workbook::detail;

/// The first table's name in formulas.
pub const TABLE: &str = "RaSoat";
/// The column with the stage.
pub const STAGE: &str = "Giai đoạn";
const REQUESTED: &str = "Cộng đề nghị";
const CEILING: &str = "Mức trần";
const ADMISSIBLE: &str = "Cộng sau rà soát";
const CUT: &str = "Cộng cắt giảm";
const MOVED: &str = "Thay đổi đối ứng";
const REASON: &str = "Căn cứ, lý do";

const MONEY: f64 = 15.0;

/// The header of what is left of a source.
pub fn admissible_header(view: &View<'_>, source: SourceId) -> String {
    format!("{} sau rà soát", view.programme.source(source).short)
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Number,
    Unit,
    Year,
    Stage,
    Task,
    Id,
    Name,
    Quantity,
    Requested(SourceId),
    AllRequested,
    Ceiling,
    Admissible(SourceId),
    AllAdmissible,
    Cut(SourceId),
    AllCut,
    Moved,
    Reason,
    Counted,
    File,
    Sheet,
    Cell,
}

impl Holds {
    /// Whether the column is of money, and so has a sum at the foot; ceilings of different projects have none.
    pub const fn is_summed(self) -> bool {
        matches!(
            self,
            Self::Requested(_)
                | Self::AllRequested
                | Self::Admissible(_)
                | Self::AllAdmissible
                | Self::Cut(_)
                | Self::AllCut
                | Self::Moved
        )
    }
}

/// The columns of the table.
pub struct Columns(pub Vec<(Holds, String, f64)>);

impl Columns {
    /// As many as the run has sources.
    pub fn new(view: &View<'_>) -> Self {
        let short = |source: SourceId| &view.programme.source(source).short;
        let fixed = |holds, header: &str, width| (holds, header.to_owned(), width);
        let mut columns = vec![
            fixed(Holds::Number, "STT", 5.0),
            fixed(Holds::Unit, detail::UNIT, 13.0),
            fixed(Holds::Year, detail::YEAR, 6.0),
            fixed(Holds::Stage, STAGE, 10.0),
            fixed(Holds::Task, detail::TASK, 9.0),
            fixed(Holds::Id, "Mã đề án", 11.0),
            fixed(Holds::Name, "Tên đề án", 34.0),
            fixed(Holds::Quantity, detail::QUANTITY, 8.0),
        ];
        let requested = |source: &SourceId| (Holds::Requested(*source), format!("{} đề nghị", short(*source)), MONEY);
        columns.extend(view.sources.iter().map(requested));
        columns.push(fixed(Holds::AllRequested, REQUESTED, MONEY));
        columns.push(fixed(Holds::Ceiling, CEILING, MONEY));
        let left = |source: &SourceId| (Holds::Admissible(*source), admissible_header(view, *source), MONEY);
        columns.extend(view.sources.iter().map(left));
        columns.push(fixed(Holds::AllAdmissible, ADMISSIBLE, MONEY));
        let cut = |source: SourceId| (Holds::Cut(source), format!("{} cắt giảm", short(source)), MONEY);
        columns.extend(view.shown(true).into_iter().map(cut));
        columns.extend([
            fixed(Holds::AllCut, CUT, MONEY),
            fixed(Holds::Moved, MOVED, MONEY),
            fixed(Holds::Reason, REASON, 60.0),
            fixed(Holds::Counted, detail::COUNTED, 8.0),
            fixed(Holds::File, "Tệp", 26.0),
            fixed(Holds::Sheet, "Trang tính", 12.0),
            fixed(Holds::Cell, "Ô", 8.0),
        ]);
        Self(columns)
    }

    /// Each column with its position.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &(Holds, String, f64))> {
        (0_u16..).zip(&self.0)
    }

    fn letters(&self, wanted: impl Fn(Holds) -> bool) -> Vec<String> {
        let found = self.iter().filter(|(_, (holds, ..))| wanted(*holds));
        found.map(|(col, _)| place::column_letters(u32::from(col))).collect()
    }

    fn letter(&self, wanted: Holds) -> String {
        self.letters(|holds| holds == wanted).concat()
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        u16::try_from(self.0.len().saturating_sub(1)).unwrap_or_default()
    }
}

/// The formula of a figure that follows from others of its row.
pub fn formula(view: &View<'_>, columns: &Columns, holds: Holds, row: u32) -> Option<String> {
    let row = row + 1;
    let span = |letters: Vec<String>| match letters.as_slice() {
        [first, .., last] => format!("=SUM({first}{row}:{last}{row})"),
        [only] => format!("={only}{row}"),
        [] => "=0".to_owned(),
    };
    let own = || view.shown(false).into_iter();
    Some(match holds {
        Holds::AllRequested => span(columns.letters(|holds| matches!(holds, Holds::Requested(_)))),
        Holds::AllAdmissible => span(columns.letters(|holds| matches!(holds, Holds::Admissible(_)))),
        Holds::AllCut => span(columns.letters(|holds| matches!(holds, Holds::Cut(_)))),
        Holds::Cut(source) => {
            let (before, after) = (columns.letter(Holds::Requested(source)), columns.letter(Holds::Admissible(source)));
            format!("={before}{row}-{after}{row}")
        }
        Holds::Moved => {
            let changes = own().map(|source| {
                let after = columns.letter(Holds::Admissible(source));
                format!("{after}{row}-{}{row}", columns.letter(Holds::Requested(source)))
            });
            format!("={}", changes.collect::<Vec<_>>().join("+"))
        }
        _ => return None,
    })
}
