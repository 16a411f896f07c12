//! The plain types that travel through the pipeline: no IO, no catalogue, no layout.
//!
//! Order of reading: [`Place`] says where, [`Entry`] what was written there and what it was read as,
//! [`Project`] one row, [`Table`] one table, [`Input`] one file, [`Totals`] their sums,
//! [`Finding`] what is wrong with any of them, [`Outcome`] what a run came to.

pub mod beneficiary;
pub mod book;
pub mod chain;
pub mod comparison;
pub mod course;
pub mod criterion;
pub mod crosscheck;
pub mod date;
pub mod entry;
pub mod fair;
pub mod finding;
pub mod identity;
pub mod ids;
pub mod input;
pub mod limit;
pub mod money;
pub mod number;
pub mod outcome;
pub mod place;
pub mod plain;
pub mod project;
pub mod review;
pub mod revision;
pub mod table;
pub mod text;
pub mod theirs;
pub mod totals;
pub mod verification;
pub mod waiver;
pub mod yearly;

pub use beneficiary::{Beneficiaries, Facility, LegalForms, Submitter};
pub use book::{BookCell, BookRow, BookSheet, BookValue};
pub use chain::{Chain, Chains};
pub use comparison::{Appendix, AppendixRow, Basis, Comparison, Comparisons, FigureKey, FigureOf};
pub use course::{Course, courses};
pub use criterion::Criterion;
pub use date::Date;
pub use entry::{Entry, Fault, Shared};
pub use fair::Fair;
pub use finding::{Code, Figure, Finding, Severity};
pub use identity::Identity;
pub use ids::{ProjectRef, SectionId, SourceId, TaskId, UnitId};
pub use input::{FileFault, Input, InputStatus, PassedOver, SheetSummary, Unreadable};
pub use limit::Limit;
pub use money::{Money, MoneyUnit};
pub use outcome::Outcome;
pub use place::{Area, CellRef, Place};
pub use plain::{PlainSheet, PlainValue};
pub use project::{Discord, JoinedRow, Project, Stage, Status, TaskClaim, Unjoined};
pub use review::Review;
pub use table::{
    ActiveFilter, Column, Converted, Field, FileNameClaim, FormVersion, Hidden, JoinedSheet, LegacySet, MissingColumn,
    MoneyUnitClaim, RowCount, Split, Table, TotalRow, UnitClaim, UnreadRow, YearClaim,
};
pub use totals::{Sums, Totals, TotalsKey};
pub use verification::Verification;
pub use waiver::{WaivedProject, Waiver, Waivers};
pub use yearly::Yearly;
