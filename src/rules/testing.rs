//! Builders that make a rule's test case one line: `check(table().row(row("3.1.b").trieu([0, 300, 300, 0])))`.
//!
//! A table stands on the printed form: header in row 7, a heading in row 8, projects from row 9; columns A to W
//! in the form's order (task B, name D, beneficiary E, year J, quantity N, scale P, price Q, total R, sources S to
//! V). The catalogue is the embedded one.

mod row;
mod table;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use rust_decimal::Decimal;

use super::{Context, judge};
use crate::model::{
    Beneficiaries, Code, Figure, FileFault, Finding, Input, InputStatus, Money, SheetSummary, SourceId, Sums, Table,
    Totals, TotalsKey, Waivers, fair,
};
use crate::programme::{Programme, load};

pub(in crate::rules) use row::{Row, row};
pub(in crate::rules) use table::{TableOf, table};

/// The embedded catalogue.
pub(in crate::rules) fn programme() -> &'static Programme {
    static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| load::embedded().unwrap());
    &PROGRAMME
}

/// A source by its id.
pub(in crate::rules) fn source(id: &str) -> SourceId {
    programme().source_ids().find(|source| programme().source(*source).id == id).unwrap()
}

/// This many triệu đồng, as a figure.
pub(in crate::rules) fn money(trieu: i64) -> Figure {
    Figure::Money(Money::from_trieu(trieu))
}

/// This many đồng, as a figure.
pub(in crate::rules) fn dong(dong: i64) -> Figure {
    Figure::Money(Money::from_dong(dong))
}

/// A count, as a figure.
pub(in crate::rules) fn count(count: i64) -> Figure {
    Figure::Count(Decimal::from(count))
}

/// The cells of a finding's first place, as Excel shows them.
pub(in crate::rules) fn cells(finding: &Finding) -> Vec<String> {
    finding.places[0].cells.iter().map(ToString::to_string).collect()
}

/// A file of the run.
pub(in crate::rules) struct FileOf {
    name: String,
    status: InputStatus,
    fault: Option<FileFault>,
    macros: bool,
    sheets: Vec<&'static str>,
    tables: Vec<TableOf>,
}

/// A file that was read and holds nothing yet.
pub(in crate::rules) fn file(name: &str) -> FileOf {
    FileOf {
        name: name.to_owned(),
        status: InputStatus::Read,
        fault: None,
        macros: false,
        sheets: Vec::new(),
        tables: Vec::new(),
    }
}

impl FileOf {
    /// With another table.
    pub(in crate::rules) fn table(mut self, table: TableOf) -> Self {
        self.tables.push(table);
        self
    }

    /// That gave no table for this reason.
    pub(in crate::rules) fn faulty(mut self, fault: FileFault) -> Self {
        self.status = match fault {
            FileFault::PassedOver(_) => InputStatus::Ignored,
            FileFault::SameBytes(_) => InputStatus::Duplicate,
            _ => InputStatus::Rejected,
        };
        self.fault = Some(fault);
        self
    }

    /// In whose place a later submission stands.
    pub(in crate::rules) fn superseded(mut self) -> Self {
        self.status = InputStatus::Superseded;
        self
    }

    /// That carries macros.
    pub(in crate::rules) fn macros(mut self) -> Self {
        self.macros = true;
        self
    }

    /// With sheets of these names.
    pub(in crate::rules) fn sheets<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        self.sheets = names.to_vec();
        self
    }

    fn build(self) -> Input {
        let file: Arc<str> = Arc::from(self.name.as_str());
        let superseded = self.status == InputStatus::Superseded;
        let table = |table: TableOf| {
            let table = table.build(&file);
            Table { superseded: superseded || table.superseded, ..table }
        };
        let summary = |name| SheetSummary {
            name: Arc::from(name),
            hidden: false,
            tells_hidden: true,
            tells_merges: true,
            cells: 1,
            tables: 0,
        };
        Input {
            path: PathBuf::from(&self.name),
            sha256: String::new(),
            size: 1,
            status: self.status,
            fault: self.fault,
            macros: self.macros,
            sheets: self.sheets.into_iter().map(summary).collect(),
            tables: self.tables.into_iter().map(table).collect(),
            file,
        }
    }
}

/// A run over some files.
pub(in crate::rules) struct Run {
    programme: Programme,
    inputs: Vec<Input>,
    years: Option<BTreeSet<i32>>,
    since_first: bool,
    whole: bool,
    waivers: Waivers,
}

/// A run over these files, as `check` looks at them.
pub(in crate::rules) fn run(files: impl IntoIterator<Item = FileOf>) -> Run {
    let inputs = files.into_iter().map(FileOf::build).collect();
    Run {
        programme: programme().clone(),
        inputs,
        years: None,
        since_first: false,
        whole: false,
        waivers: Waivers::default(),
    }
}

/// A run over one file with one table.
pub(in crate::rules) fn check(table: TableOf) -> Run {
    run([file("a.xlsx").table(table)])
}

impl Run {
    /// Of everything that was sent, as `consolidate` looks at it.
    pub(in crate::rules) fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// With these waivers.
    pub(in crate::rules) fn waivers(mut self, waivers: Waivers) -> Self {
        self.waivers = waivers;
        self
    }

    /// Of these years.
    pub(in crate::rules) fn years<const N: usize>(mut self, years: [i32; N]) -> Self {
        self.years = Some(BTreeSet::from(years));
        self
    }

    /// Of the plan of these years, with the sums of all years up to the last of them.
    pub(in crate::rules) fn plan<const N: usize>(self, years: [i32; N]) -> Self {
        Self { since_first: true, ..self.years(years).whole() }
    }

    /// By another catalogue.
    pub(in crate::rules) fn catalogue(mut self, change: impl FnOnce(&mut Programme)) -> Self {
        change(&mut self.programme);
        self
    }

    /// What the run looks like to a rule.
    pub(in crate::rules) fn with_context<T>(mut self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        self.look(look)
    }

    fn look<T>(&mut self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let mut years = BTreeSet::new();
        for input in self.inputs.iter_mut().filter(|input| input.status == InputStatus::Read) {
            for table in &mut input.tables {
                years.extend(table.years());
                let void = table.is_void() || table.is_replaced();
                for project in &mut table.projects {
                    let in_period = project.year.is_some_and(|year| self.programme.years().contains(&year));
                    project.counted = !void && in_period && project.amounts_stand();
                }
            }
        }
        fair::count_once(&mut self.inputs);
        let (read, years) = (years.clone(), self.years.clone().unwrap_or(years));
        let up_to_last = |year: &i32| years.last().is_some_and(|last| year <= last);
        let summed = if self.since_first { read.into_iter().filter(up_to_last).collect() } else { years.clone() };
        let mut totals = Totals::new(self.programme.sources.len());
        for (.., project) in self.inputs.iter().flat_map(Input::counted) {
            let Some(key) = TotalsKey::of(project).filter(|key| !self.since_first || up_to_last(&key.year)) else {
                continue;
            };
            let sources = self.programme.source_ids().map(|source| project.source(source)).collect();
            totals.add(key, &Sums { projects: 1, quantity: project.counted_quantity(), sources });
        }
        let beneficiaries = Beneficiaries::of_inputs(&self.inputs, &self.programme.legal_forms);
        look(&Context {
            programme: &self.programme,
            inputs: &self.inputs,
            beneficiaries: &beneficiaries,
            totals: &totals,
            years: &years,
            summed: &summed,
            since_first: self.since_first,
            whole: self.whole,
            waivers: &self.waivers,
        })
    }

    /// Every finding, in the report's order.
    pub(in crate::rules) fn findings(&self) -> Vec<Finding> {
        let mut run = Self {
            programme: self.programme.clone(),
            inputs: self.inputs.clone(),
            years: self.years.clone(),
            since_first: self.since_first,
            whole: self.whole,
            waivers: self.waivers.clone(),
        };
        run.look(judge)
    }

    /// The findings of one rule.
    pub(in crate::rules) fn all(&self, code: Code) -> Vec<Finding> {
        self.findings().into_iter().filter(|finding| finding.code == code).collect()
    }

    /// The one finding of a rule.
    pub(in crate::rules) fn only(&self, code: Code) -> Finding {
        self.times(code, 1).remove(0)
    }

    /// The findings of a rule, of which there must be so many.
    pub(in crate::rules) fn times(&self, code: Code, times: usize) -> Vec<Finding> {
        let found = self.all(code);
        let all = || self.findings().iter().map(|f| format!("{} {}", f.code, f.message)).collect::<Vec<_>>();
        assert_eq!(found.len(), times, "{code} among {:#?}", all());
        found
    }

    /// That a rule says nothing.
    pub(in crate::rules) fn silent(&self, code: Code) {
        self.times(code, 0);
    }
}
