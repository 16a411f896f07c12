//! Which findings a waiver accepts: those of its rule on its project, as long as it holds. Nothing is taken away and
//! no figure changes; MT01 says which waivers came to nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Context;
use crate::model::{Code, Date, Finding, ProjectRef, UnitId, WaivedProject, Waiver, text};
use crate::programme::{Programme, Unit};

/// Marks the findings that waivers accept.
pub(super) fn mark(context: &Context<'_>, findings: &mut [Finding]) {
    for waiver in &context.waivers.list {
        let Ok(scope) = Scope::of(context, waiver) else { continue };
        for finding in findings.iter_mut().filter(|finding| finding.waiver.is_none()) {
            if scope.covers(context, finding).is_some_and(|at| holds(context, waiver, at)) {
                finding.waived = true;
                finding.waiver = Some(Arc::clone(waiver));
            }
        }
    }
}

/// What a waiver speaks of.
pub(super) struct Scope {
    /// The rule.
    pub code: Code,
    /// The rows of the project: its years, its stages, its second copies.
    pub projects: BTreeSet<ProjectRef>,
}

/// Why a waiver speaks of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Astray {
    /// There is no such rule.
    Rule,
    /// No such project was submitted.
    Project,
    /// Several units have a project of that id.
    SeveralUnits,
}

impl Scope {
    /// The rule and the project that a waiver names.
    pub(super) fn of(context: &Context<'_>, waiver: &Waiver) -> Result<Self, Astray> {
        let code = waiver.rule.parse().map_err(|_| Astray::Rule)?;
        let rows: Vec<_> =
            context.projects().filter(|(_, row)| names(context.programme, &waiver.project, row)).collect();
        let units: BTreeSet<Option<UnitId>> = rows.iter().map(|(_, row)| row.unit).collect();
        match units.len() {
            0 => Err(Astray::Project),
            1 => Ok(Self { code, projects: rows.into_iter().map(|(at, _)| at).collect() }),
            _ => Err(Astray::SeveralUnits),
        }
    }

    /// The row by which a finding is one of the waiver's: the one that it is about, else one that it points to.
    pub(super) fn covers(&self, context: &Context<'_>, finding: &Finding) -> Option<ProjectRef> {
        let about = finding.project.filter(|_| finding.code == self.code)?;
        if self.projects.contains(&about) {
            return Some(about);
        }
        self.projects.iter().copied().find(|at| {
            context.project(*at).is_some_and(|row| {
                finding.places.iter().any(|place| {
                    place.file == row.file
                        && place.sheet.as_ref() == Some(&row.sheet)
                        && place.cells.iter().any(|area| (area.first.row..=area.last.row).contains(&row.row))
                })
            })
        })
    }
}

/// The day on which a waiver is held against its last one: the one that was asked for, else the project's own.
pub(super) fn judged_on(context: &Context<'_>, at: ProjectRef) -> Option<Date> {
    context.waivers.on.or_else(|| context.project(at)?.judged_on())
}

/// Whether a waiver still holds for a project; the last day is one of its days.
pub(super) fn holds(context: &Context<'_>, waiver: &Waiver, at: ProjectRef) -> bool {
    judged_on(context, at).is_none_or(|on| on <= waiver.until)
}

fn names(programme: &Programme, project: &WaivedProject, row: &crate::model::Project) -> bool {
    let same = |one: &str, other: &str| text::key(one) == text::key(other);
    let of_unit = |written: &str| row.unit.is_some_and(|unit| bears(programme.unit(unit), written));
    match project {
        WaivedProject::Id { id, unit } => same(id, row.id.text()) && unit.as_deref().is_none_or(of_unit),
        WaivedProject::Work { unit, year, task, beneficiary } => {
            row.year == Some(*year)
                && row.task.task.is_some_and(|own| programme.read_task_code(task) == Some(own))
                && same(beneficiary, row.beneficiary.text())
                && of_unit(unit)
        }
    }
}

/// Whether a unit bears a name, accents and all.
fn bears(unit: &Unit, written: &str) -> bool {
    let wanted = text::accented_key(written);
    [&unit.short, &unit.full].into_iter().chain(&unit.aliases).any(|name| text::accented_key(name) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Severity, Waivers};
    use crate::rules::testing::{file, row, run, table};

    #[test]
    fn a_finding_of_several_projects_is_covered_by_any_that_it_points_to() {
        let waiver = Waiver {
            number: 1,
            project: WaivedProject::Id { id: "B".to_owned(), unit: None },
            rule: "TR01".to_owned(),
            reason: String::new(),
            approved_by: String::new(),
            document: String::new(),
            until: Date::new_year(2024),
        };
        let both = run([file("a.xlsx").table(table().row(row("6").id("A")).row(row("6").id("B")))]);
        both.waivers(Waivers::default()).with_context(|context| {
            let scope = Scope::of(context, &waiver).unwrap_or_else(|astray| panic!("{astray:?}"));
            let rows: Vec<_> = context.projects().collect();
            let ((first, a), (second, b)) = (rows[0], rows[1]);
            let about_a = |code| Finding::new(code, Severity::Error, "", "").about(first, a).at(a.place([a.name.at]));
            assert_eq!(scope.covers(context, &about_a(Code::TR01)), None);
            let pointing = about_a(Code::TR01).at(b.place([b.name.at]));
            assert_eq!(scope.covers(context, &pointing), Some(second));
            let together = Place::cells(&a.file, &a.sheet, [a.name.at, b.name.at].into_iter().flatten());
            assert_eq!(scope.covers(context, &about_a(Code::TR01).at([together])), Some(second));
            assert_eq!(scope.covers(context, &about_a(Code::DM01).at(b.place([b.name.at]))), None);
        });
    }
}
