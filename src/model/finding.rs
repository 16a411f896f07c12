//! A finding: one fault of a submission, with where, what, how much and what to do.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::ids::{ProjectRef, SourceId, TaskId, UnitId};
use super::money::Money;
use super::number::vietnamese;
use super::place::{Area, Place};
use super::project::Project;
use super::waiver::Waiver;

macro_rules! codes {
    ($($code:ident)+) => {
        /// The permanent code of a rule; never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // each is explained where its rule stands
        pub enum Code { $($code),+ }

        impl Code {
            /// Every code, in the rule book's order.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// As printed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),+ }
            }
        }
    };
}

codes! {
    TP01 TP02 TP03 TP04 TP05 TP06 TP07 TP08 TP09
    BM01 BM02 BM03 BM04 BM05 BM06 BM07 BM08 BM09
    GT01 GT02 GT03 GT04 GT05 GT06 GT07 GT08 GT09 GT10 GT11 GT12 GT13 GT14
    TG01 TG02 TG03
    DM01 DM02 DM03 DM04 DM05 DM06 DM07
    NG01 NG02 NG03 NG04 NG05 NG06
    DT01 DT02
    TR01 TR02 TR03
    CT01 CT02 CT03 CT04 CT05
    GD01 GD02
    AN01 AN02 AN03 AN04
    DC01 DC02 DC03 DC04
    MT01
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Code {
    type Err = String;

    /// Reads a code in either case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| format!("không có quy tắc \"{text}\""))
    }
}

/// How grave a finding is; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// lỗi: the figure or the project cannot stand.
    Error,
    /// cảnh báo: someone must explain.
    Warning,
    /// lưu ý: the reader did something that a person should know.
    Note,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The name in the JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "Lỗi",
            Self::Warning => "Cảnh báo",
            Self::Note => "Lưu ý",
        }
    }
}

/// What was found or expected: money, a count, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Đồng.
    Money(Money),
    /// A count in whatever the rule counts.
    Count(Decimal),
    /// Something that is no number, as written.
    Text(String),
}

impl From<Money> for Figure {
    fn from(amount: Money) -> Self {
        Self::Money(amount)
    }
}

impl From<Decimal> for Figure {
    fn from(count: Decimal) -> Self {
        Self::Count(count)
    }
}

impl From<&str> for Figure {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Figure {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(amount) => amount.fmt(f),
            Self::Count(count) => f.write_str(&vietnamese(*count)),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// How grave it is here.
    pub severity: Severity,
    /// Where, the place to correct first at the head.
    pub places: Vec<Place>,
    /// The unit that it concerns.
    pub unit: Option<UnitId>,
    /// The year.
    pub year: Option<i32>,
    /// The task.
    pub task: Option<TaskId>,
    /// The source of money.
    pub source: Option<SourceId>,
    /// The project.
    pub project: Option<ProjectRef>,
    /// The project's name, to be shown.
    pub project_name: Option<String>,
    /// What is wrong: one or two short Vietnamese sentences.
    pub message: String,
    /// What was found.
    pub actual: Option<Figure>,
    /// What was expected, or the limit.
    pub expected: Option<Figure>,
    /// By how much it differs.
    pub difference: Option<Figure>,
    /// What to do, in Vietnamese.
    pub action: String,
    /// The legal basis, in Vietnamese.
    pub basis: String,
    /// Whether a waiver accepts it; it then no longer counts.
    pub waived: bool,
    /// The waiver that does.
    pub waiver: Option<Arc<Waiver>>,
}

impl Finding {
    /// A finding with its words; the rest is added by the methods below.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>, action: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            places: Vec::new(),
            unit: None,
            year: None,
            task: None,
            source: None,
            project: None,
            project_name: None,
            message: message.into(),
            actual: None,
            expected: None,
            difference: None,
            action: action.into(),
            basis: String::new(),
            waived: false,
            waiver: None,
        }
    }

    /// Adds a place, or those of a project; the first one added is the one to correct.
    #[must_use]
    pub fn at(mut self, places: impl Into<Vec<Place>>) -> Self {
        self.places.append(&mut places.into());
        self
    }

    /// Names the project, with its unit, year and task.
    #[must_use]
    pub fn about(mut self, at: ProjectRef, project: &Project) -> Self {
        self.project = Some(at);
        self.project_name = Some(project.name.text().to_owned()).filter(|name| !name.is_empty());
        self.unit = project.unit;
        self.year = project.year;
        self.task = project.task.task;
        self
    }

    /// States what was found and what was expected, and with them the difference (found − expected).
    #[must_use]
    pub fn compare(mut self, actual: impl Into<Figure>, expected: impl Into<Figure>) -> Self {
        let (actual, expected) = (actual.into(), expected.into());
        self.difference = match (&actual, &expected) {
            (Figure::Money(found), Figure::Money(limit)) => Some(Figure::Money(*found - *limit)),
            (Figure::Count(found), Figure::Count(limit)) => Some(Figure::Count(*found - *limit)),
            _ => None,
        };
        self.actual = Some(actual);
        self.expected = Some(expected);
        self
    }

    /// States what was found, where nothing is expected in figures.
    #[must_use]
    pub fn found(mut self, actual: impl Into<Figure>) -> Self {
        self.actual = Some(actual.into());
        self
    }

    /// States the source of money.
    #[must_use]
    pub fn of_source(mut self, source: SourceId) -> Self {
        self.source = Some(source);
        self
    }

    /// States the legal basis.
    #[must_use]
    pub fn on(mut self, basis: impl Into<String>) -> Self {
        self.basis = basis.into();
        self
    }

    /// The first cell of the first place.
    pub fn first_cell(&self) -> Option<Area> {
        self.places.first().and_then(|place| place.cells.first()).copied()
    }

    /// The figure by which findings of one severity are put in order: the larger, the worse.
    pub fn weight(&self) -> Decimal {
        match &self.difference {
            Some(Figure::Money(amount)) => amount.dong().abs(),
            Some(Figure::Count(count)) => count.abs(),
            _ => Decimal::ZERO,
        }
    }
}
