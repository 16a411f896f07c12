//! Who gets what back: one workbook for each file of a unit, and one for a unit with something missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, Input, InputStatus, Outcome, Severity, UnitId};
use crate::programme::Programme;

/// One workbook that goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Its file name.
    pub file_name: String,
    /// Whom it goes to; none where the file does not tell.
    pub unit: Option<UnitId>,
    /// The file that it is about, by its position among the run's inputs; none where a unit sent nothing.
    pub input: Option<usize>,
    /// What to mend, by position among the run's findings, in their order: the most valuable first.
    pub findings: Vec<usize>,
}

impl Dossier {
    /// Its findings of one of these severities.
    pub(super) fn findings<'a>(
        &'a self,
        outcome: &'a Outcome,
        severities: &'a [Severity],
    ) -> impl Iterator<Item = &'a Finding> {
        let found = self.findings.iter().filter_map(|at| outcome.findings.get(*at));
        found.filter(|finding| severities.contains(&finding.severity))
    }
}

/// What goes back after a run, in the order of the inputs; what was passed over gets no answer, nor does a file of
/// other years than the run's.
pub fn dossiers(programme: &Programme, outcome: &Outcome) -> Vec<Dossier> {
    let units: Vec<Option<UnitId>> = outcome.inputs.iter().map(unit_of).collect();
    let mut files: BTreeMap<Option<UnitId>, usize> = BTreeMap::new();
    let answered = |input: &Input| input.status != InputStatus::Ignored && outcome.shows_input(input);
    for (unit, _) in units.iter().zip(&outcome.inputs).filter(|(_, input)| answered(input)) {
        *files.entry(*unit).or_default() += 1;
    }
    let mut names = Names::default();
    let mut dossiers = Vec::new();
    for (at, input) in outcome.inputs.iter().enumerate().filter(|(_, input)| answered(input)) {
        let unit = units[at];
        let addressee = unit.map_or("Chưa rõ đơn vị", |unit| programme.unit(unit).short.as_str());
        let alone = unit.is_some() && files.get(&unit) == Some(&1);
        let name = if alone { addressee.to_owned() } else { format!("{addressee} - {}", stem(&input.file)) };
        let file_name = names.free(&name, extension(&input.file));
        let findings = findings(outcome, |finding| finding.places.iter().any(|place| place.file == input.file));
        dossiers.push(Dossier { file_name, unit, input: Some(at), findings });
    }
    for (unit, findings) in missing(outcome) {
        // A unit with one file has all that concerns it in one workbook.
        let alone = files.get(&Some(unit)) == Some(&1);
        if let Some(dossier) = dossiers.iter_mut().find(|dossier| alone && dossier.unit == Some(unit)) {
            dossier.findings.extend(findings);
        } else {
            let file_name = names.free(&format!("{} - hồ sơ còn thiếu", programme.unit(unit).short), "xlsx");
            dossiers.push(Dossier { file_name, unit: Some(unit), input: None, findings });
        }
    }
    dossiers
}

/// What is missing altogether, by unit: findings of a unit that stand in no file (TP09).
fn missing(outcome: &Outcome) -> BTreeMap<UnitId, Vec<usize>> {
    let of_no_file = |finding: &Finding| finding.places.is_empty() && finding.project.is_none();
    let units: BTreeSet<UnitId> =
        outcome.findings.iter().filter(|finding| of_no_file(finding)).filter_map(|finding| finding.unit).collect();
    units
        .into_iter()
        .map(|unit| (unit, findings(outcome, |finding| finding.unit == Some(unit) && of_no_file(finding))))
        .filter(|(_, findings)| !findings.is_empty())
        .collect()
}

/// The findings that a unit is to mend or to know: one that a waiver accepts is neither, and what the units together
/// make of the programme's figures (CT) is the province's to weigh.
fn findings(outcome: &Outcome, concerns: impl Fn(&Finding) -> bool) -> Vec<usize> {
    let of_the_unit = |finding: &Finding| !finding.waived && !finding.code.as_str().starts_with("CT");
    let all = outcome.findings.iter().enumerate();
    all.filter(|(_, finding)| of_the_unit(finding) && concerns(finding)).map(|(at, _)| at).collect()
}

/// The unit that sent a file: its tables', else its first project's.
fn unit_of(input: &Input) -> Option<UnitId> {
    let of_project = || input.projects().find_map(|(.., project)| project.unit);
    input.tables.iter().find_map(|table| table.unit.unit).or_else(of_project)
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The extension under which Excel opens a copy of a file: with macros as the sender has them, else xlsx.
fn extension(file: &str) -> &'static str {
    if file.to_lowercase().ends_with(".xlsm") { "xlsm" } else { "xlsx" }
}

/// File names of one folder, none of them twice, whatever the system takes for equal.
#[derive(Debug, Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn free(&mut self, name: &str, extension: &str) -> String {
        let allowed = |c: char| !c.is_control() && !r#"\/:*?"<>|"#.contains(c);
        let name: String = name.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
        let names = std::iter::once(format!("{name}.{extension}"))
            .chain((2..=u32::MAX).map(|number| format!("{name} ({number}).{extension}")));
        let free = names.into_iter().find(|name| self.0.insert(name.to_lowercase()));
        free.unwrap_or_default()
    }
}
