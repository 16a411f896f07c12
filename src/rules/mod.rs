//! The rule book: one ordered table, a folder a family, a file a rule.
//!
//! A rule is a plain value: its code, its words, and a function from what it needs to see to findings.
//! Rules know nothing of each other; [`silence`] holds which fault silences which consequence.
//! A new rule is one file, one line in [`RULES`], one case among the samples.

mod an;
mod bm;
mod cells;
mod ct;
mod dc;
mod dm;
mod dt;
mod gd;
mod gt;
mod mt;
mod needs;
mod ng;
mod silence;
mod submissions;
#[cfg(test)]
mod testing;
mod tg;
mod tp;
mod tr;
mod waive;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Beneficiaries, Chains, Code, Criterion, Finding, Identity, Input, InputStatus, Project, ProjectRef, Severity,
    Table, Totals, TotalsKey, Waivers, text,
};
use crate::programme::Programme;

/// What a rule may look at beside the thing that it judges.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The catalogue.
    pub programme: &'a Programme,
    /// Every file of the run, in the report's order.
    pub inputs: &'a [Input],
    /// Who benefits from their projects.
    pub beneficiaries: &'a Beneficiaries,
    /// The registered figures of the years in `summed`.
    pub totals: &'a Totals,
    /// The years of the run: those of its submissions, or those that were asked for.
    pub years: &'a BTreeSet<i32>,
    /// The years that `totals` hold: those of the run, or where years were asked for, every submitted one up to the
    /// last of them. Later years are judged as all others, and are in no sum.
    pub summed: &'a BTreeSet<i32>,
    /// Whether years were asked for, whose plan stands against the programme since its first year.
    pub since_first: bool,
    /// Whether these files are the whole of what was sent; only then can something be missing
    /// (TP09, CT03, CT05).
    pub whole: bool,
    /// What a competent person has accepted.
    pub waivers: &'a Waivers,
}

impl<'a> Context<'a> {
    /// The tables that count, in the report's order, void ones included; one in whose place another one stands
    /// (TP05, AN03) is left out.
    fn tables(&self) -> impl Iterator<Item = (TableRef, &'a Table)> + use<'a> {
        self.inputs.iter().enumerate().filter(|(_, input)| input.status == InputStatus::Read).flat_map(|(at, input)| {
            input
                .tables
                .iter()
                .enumerate()
                .filter(|(_, table)| !table.superseded && !table.is_replaced())
                .map(move |(table_at, table)| (TableRef { input: at, table: table_at }, table))
        })
    }

    /// Every project of the inputs that count, in the report's order; those of void tables are left out.
    pub fn projects(&self) -> impl Iterator<Item = (ProjectRef, &'a Project)> + use<'a> {
        self.tables().filter(|(_, table)| !table.is_void()).flat_map(|(at, table)| at.projects(table))
    }

    /// Whether a project's figures are in `totals`.
    fn sums(&self, project: &Project) -> bool {
        project.counted && TotalsKey::of(project).is_some_and(|key| self.totals.by_key.contains_key(&key))
    }

    /// Whether the run holds submissions of several stages.
    fn has_stages(&self) -> bool {
        let mut stages = self.tables().map(|(_, table)| table.stage);
        stages.next().is_some_and(|first| stages.any(|stage| stage != first))
    }

    /// Whether the run holds every year of the period and everything that was sent: only then has the period ended.
    fn is_whole_period(&self) -> bool {
        self.whole && self.programme.years().all(|year| self.summed.contains(&year))
    }

    /// Those of them that were carried over, with their earlier years.
    fn chains(&self) -> Chains<'a> {
        Chains::of(&self.projects().collect::<Vec<_>>(), self.beneficiaries)
    }

    /// Some rows without those that repeat another one, its name included: such a row is no second project, and TR01
    /// alone speaks of it.
    fn without_copies<T>(&self, mut rows: Vec<T>, row: impl Fn(&T) -> (ProjectRef, &'a Project)) -> Vec<T> {
        if rows.len() > 1 {
            let mut seen = BTreeSet::new();
            rows.retain(|one| {
                let identity = Identity::of(row(one), self.beneficiaries);
                identity.is_none_or(|it| seen.insert((it, text::key(row(one).1.name.text()))))
            });
        }
        rows
    }

    /// One project of the run.
    fn project(&self, at: ProjectRef) -> Option<&'a Project> {
        self.inputs.get(at.input)?.tables.get(at.table)?.projects.get(at.project)
    }

    /// The table that a project stands in.
    fn table_of(&self, at: ProjectRef) -> Option<&'a Table> {
        self.inputs.get(at.input)?.tables.get(at.table)
    }
}

/// A table of the run: which input, which of its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableRef {
    /// Position in the run's inputs.
    pub input: usize,
    /// Position in the input's tables.
    pub table: usize,
}

impl TableRef {
    /// The table's projects with their references.
    fn projects(self, table: &Table) -> impl Iterator<Item = (ProjectRef, &Project)> {
        table
            .projects
            .iter()
            .enumerate()
            .map(move |(project, row)| (ProjectRef { input: self.input, table: self.table, project }, row))
    }
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its permanent code.
    pub code: Code,
    /// How grave its fault is, as a rule.
    pub severity: Severity,
    /// When it is graver or milder than that, in Vietnamese; empty where it never is.
    pub severity_note: &'static str,
    /// The fault in a few Vietnamese words; a rule is named after the fault, not the cure.
    pub title: &'static str,
    /// What the rule finds.
    pub what: &'static str,
    /// Why it is a fault.
    pub why: &'static str,
    /// The legal basis, or where the requirement comes from; a finding that names no clause takes it over. A clause is
    /// named by what it is about, "{phân kỳ}", and cited as [`crate::programme::Decision::cite`] finds it.
    pub basis: &'static str,
    /// An example with figures.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at, and the function that looks.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A file, whatever became of it.
    Input(fn(&Context<'_>, &Input) -> Vec<Finding>),
    /// The head of a table that counts, void or not: its header, title block and surroundings.
    Head(fn(&Context<'_>, &Table) -> Vec<Finding>),
    /// A table that is not void, with its rows.
    Table(fn(&Context<'_>, TableRef, &Table) -> Vec<Finding>),
    /// A project of a table that is not void.
    Project(fn(&Context<'_>, &Table, ProjectRef, &Project) -> Vec<Finding>),
    /// The run as a whole.
    Run(fn(&Context<'_>) -> Vec<Finding>),
    /// Another office's workbook: the stage `crosscheck` looks, and a run over submissions never does.
    Elsewhere,
    /// What all other rules found, once causes have silenced their consequences.
    Findings(fn(&Context<'_>, &[Finding]) -> Vec<Finding>),
}

impl Check {
    fn run(self, context: &Context<'_>, found: &[Finding]) -> Vec<Finding> {
        let sound = || context.tables().filter(|(_, table)| !table.is_void());
        match self {
            Self::Input(check) => context.inputs.iter().flat_map(|input| check(context, input)).collect(),
            Self::Head(check) => context.tables().flat_map(|(_, table)| check(context, table)).collect(),
            Self::Table(check) => sound().flat_map(|(at, table)| check(context, at, table)).collect(),
            Self::Project(check) => sound()
                .flat_map(|(at, table)| at.projects(table).map(move |(at, project)| (table, at, project)))
                .flat_map(|(table, at, project)| check(context, table, at, project))
                .collect(),
            Self::Run(check) => check(context),
            Self::Elsewhere => Vec::new(),
            Self::Findings(check) => check(context, found),
        }
    }
}

/// Every rule, in the order of the rule book.
pub const RULES: &[Rule] = &[
    tp::tp01::RULE,
    tp::tp02::RULE,
    tp::tp03::RULE,
    tp::tp04::RULE,
    tp::tp05::RULE,
    tp::tp06::RULE,
    tp::tp07::RULE,
    tp::tp08::RULE,
    tp::tp09::RULE,
    bm::bm01::RULE,
    bm::bm02::RULE,
    bm::bm03::RULE,
    bm::bm04::RULE,
    bm::bm05::RULE,
    bm::bm06::RULE,
    bm::bm07::RULE,
    bm::bm08::RULE,
    bm::bm09::RULE,
    gt::gt01::RULE,
    gt::gt02::RULE,
    gt::gt03::RULE,
    gt::gt04::RULE,
    gt::gt05::RULE,
    gt::gt06::RULE,
    gt::gt07::RULE,
    gt::gt08::RULE,
    gt::gt09::RULE,
    gt::gt10::RULE,
    gt::gt11::RULE,
    gt::gt12::RULE,
    gt::gt13::RULE,
    gt::gt14::RULE,
    tg::tg01::RULE,
    tg::tg02::RULE,
    tg::tg03::RULE,
    dm::dm01::RULE,
    dm::dm02::RULE,
    dm::dm03::RULE,
    dm::dm04::RULE,
    dm::dm05::RULE,
    dm::dm06::RULE,
    dm::dm07::RULE,
    ng::ng01::RULE,
    ng::ng02::RULE,
    ng::ng03::RULE,
    ng::ng04::RULE,
    ng::ng05::RULE,
    ng::ng06::RULE,
    dt::dt01::RULE,
    dt::dt02::RULE,
    tr::tr01::RULE,
    tr::tr02::RULE,
    tr::tr03::RULE,
    ct::ct01::RULE,
    ct::ct02::RULE,
    ct::ct03::RULE,
    ct::ct04::RULE,
    ct::ct05::RULE,
    gd::gd01::RULE,
    gd::gd02::RULE,
    an::an01::RULE,
    an::an02::RULE,
    an::an03::RULE,
    an::an04::RULE,
    dc::dc01::RULE,
    dc::dc02::RULE,
    dc::dc03::RULE,
    dc::dc04::RULE,
    mt::mt01::RULE,
];

/// The rules as a report lists them, in the order of the rule book.
pub fn criteria(programme: &Programme) -> Vec<Criterion> {
    let criterion = |rule: &Rule| Criterion {
        code: rule.code,
        severity: rule.severity,
        severity_note: rule.severity_note,
        title: rule.title,
        what: rule.what,
        basis: programme.decision.cite(rule.basis),
    };
    // What only another office's workbook can raise was not looked for.
    RULES.iter().filter(|rule| !matches!(rule.check, Check::Elsewhere)).map(criterion).collect()
}

/// The families of rules, by the letters that their codes begin with.
pub const FAMILIES: [(&str, &str); 13] = [
    ("TP", "Tệp"),
    ("BM", "Biểu mẫu"),
    ("GT", "Giá trị trong ô"),
    ("TG", "Tổng cộng"),
    ("DM", "Định mức hỗ trợ"),
    ("NG", "Nguồn kinh phí"),
    ("DT", "Đối tượng hỗ trợ"),
    ("TR", "Trùng lặp"),
    ("CT", "Chỉ tiêu của Chương trình"),
    ("GD", "Giai đoạn"),
    ("AN", "Phần bị che khuất"),
    ("DC", "Đối chiếu hai bảng"),
    ("MT", "Trường hợp được chấp thuận"),
];

/// The rule of a code.
pub fn rule(code: Code) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Judges the run: every rule over everything that it looks at, causes silencing their consequences, waivers marked,
/// in an order that depends on the inputs alone.
pub fn judge(context: &Context<'_>) -> Vec<Finding> {
    let (last, first): (Vec<&Rule>, Vec<&Rule>) =
        RULES.iter().partition(|rule| matches!(rule.check, Check::Findings(_)));
    let found = first.into_iter().flat_map(|rule| raised_by(rule, context, &[])).collect();
    let mut findings = silence::silence(context, found);
    waive::mark(context, &mut findings);
    for rule in last {
        let found = raised_by(rule, context, &findings);
        findings.extend(found);
    }
    put_in_order(context, &mut findings);
    findings
}

/// What one rule finds; a finding that names no clause stands on the rule's own basis.
fn raised_by(rule: &Rule, context: &Context<'_>, others: &[Finding]) -> Vec<Finding> {
    let mut found = rule.check.run(context, others);
    for finding in &mut found {
        stand_on_basis(context.programme, rule, finding);
    }
    found
}

/// A finding of another stage stands on the basis of its rule too.
pub fn give_basis(programme: &Programme, findings: &mut [Finding]) {
    for finding in findings {
        if let Some(rule) = rule(finding.code) {
            stand_on_basis(programme, rule, finding);
        }
    }
}

fn stand_on_basis(programme: &Programme, rule: &Rule, finding: &mut Finding) {
    if finding.basis.is_empty() {
        finding.basis = programme.decision.cite(rule.basis.trim_end_matches('.'));
    }
}

/// The worst first: by severity, then by difference, then by code, then as the inputs stand. The sort is
/// stable and each rule looks at the inputs in their order, so that within a file the cells' order is kept.
fn put_in_order(context: &Context<'_>, findings: &mut [Finding]) {
    let order: BTreeMap<&str, usize> =
        context.inputs.iter().enumerate().rev().map(|(at, input)| (&*input.file, at)).collect();
    let input_of = |finding: &Finding| {
        finding.places.first().and_then(|place| order.get(&*place.file)).copied().unwrap_or(usize::MAX)
    };
    findings
        .sort_by_cached_key(|finding| (finding.severity, Reverse(finding.weight()), finding.code, input_of(finding)));
}

#[cfg(test)]
mod tests;
