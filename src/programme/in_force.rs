//! Which norms judge a project: the decision's, and those that later instruments set for some sources of money.
//!
//! A project is judged by what holds on the day of its approval, else on 1 January of its year. A later norm takes
//! the sources that it binds out of the decision's norm, which goes on binding the rest. Where a project draws on the
//! sources of several norms, each part is held against its own norm, and all of it together against the most generous
//! of them: two instruments side by side do not add up to twice the support.

use std::borrow::Cow;

use super::{Norm, Programme, Task};
use crate::model::{Date, Project, SourceId, text};

/// An overlay catalogue that was laid over the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// Its short name, `nq-18-2025-hdnd`.
    pub id: String,
    /// The instrument, "Nghị quyết số 18/2025/NQ-HĐND …".
    pub title: String,
    /// Short form of the instrument for a legal basis, `NQ 18/2025/NQ-HĐND`.
    pub short: String,
    /// SHA-256 of the overlay's file, in lower-case hex.
    pub sha256: String,
}

/// A norm that a later instrument sets; it always has a first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlaid {
    /// The norm of any project that is of no variant.
    pub norm: Norm,
    /// The norms of projects that say certain words; the first that fits judges.
    pub variants: Vec<Variant>,
}

/// A norm for the projects that say one of some words in their name, their measure (ĐVT) or their scale (Quy mô).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The words, "dây chuyền".
    pub words: Vec<String>,
    /// The norm.
    pub norm: Norm,
}

impl Overlaid {
    /// The norm that judges this project.
    fn for_project(&self, project: &Project) -> &Norm {
        let said = [project.name.text(), project.measure.text(), &project.scale.written];
        let says = |variant: &&Variant| {
            variant.words.iter().any(|words| said.iter().any(|written| text::says(written, words)))
        };
        self.variants.iter().find(says).map_or(&self.norm, |variant| &variant.norm)
    }
}

/// The norms that judge one project, each with the sources that it binds; no source is bound by two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce<'a> {
    /// The decision's norm first.
    pub parts: Vec<Cow<'a, Norm>>,
    /// What all of it together may not pass, where the project draws on the sources of several parts.
    pub together: Option<Norm>,
}

impl<'a> InForce<'a> {
    /// A norm that stands alone.
    pub fn alone(norm: &'a Norm) -> Self {
        Self { parts: vec![Cow::Borrowed(norm)], together: None }
    }

    /// Every norm, the one of all together last.
    pub fn all(&self) -> impl Iterator<Item = &Norm> {
        self.parts.iter().map(AsRef::as_ref).chain(&self.together)
    }

    /// The norm that holds all of a project's money: that of all parts together, else the first.
    pub fn whole(&self) -> Option<&Norm> {
        self.together.as_ref().or(self.parts.first().map(AsRef::as_ref))
    }

    /// What a check says of each part; of all together only where it says nothing of any part, so that one excess
    /// is not said twice.
    pub fn judge<T>(&self, check: impl Fn(&Norm) -> Option<T>) -> Vec<T> {
        let said: Vec<T> = self.parts.iter().filter_map(|norm| check(norm)).collect();
        if said.is_empty() { self.together.iter().filter_map(check).collect() } else { said }
    }
}

impl Norm {
    /// Whether it is in force on that day.
    pub fn holds_on(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }

    /// Whether there is a day on which both are in force.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let starts_in_time = |one: &Self, other: &Self| match (one.from, other.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

impl Task {
    /// The decision's own norm in force on that day, with all that it says of scale and price;
    /// [`Task::norms_for`] tells which norms judge the money of a project.
    pub fn norm_on(&self, date: Date) -> Option<&Norm> {
        self.norms.iter().find(|norm| norm.holds_on(date))
    }

    /// The norms that judge a project of this task; nothing where none holds on its day or it has neither date nor
    /// year. Of several parts, those stay whose sources the project writes something for.
    pub fn norms_for(&self, project: &Project) -> Option<InForce<'_>> {
        let on = project.judged_on()?;
        let later: Vec<&Norm> = self
            .overlaid
            .iter()
            .filter(|overlaid| overlaid.norm.holds_on(on))
            .map(|overlaid| overlaid.for_project(project))
            .collect();
        if later.is_empty() {
            return self.norm_on(on).map(InForce::alone);
        }
        let taken = |source: &SourceId| later.iter().any(|norm| norm.binds.contains(source));
        let rest = self.norm_on(on).and_then(|norm| {
            let binds: Vec<SourceId> = norm.binds.iter().copied().filter(|source| !taken(source)).collect();
            (!binds.is_empty()).then(|| Cow::Owned(Norm { binds, ..norm.clone() }))
        });
        let mut parts: Vec<Cow<'_, Norm>> = rest.into_iter().chain(later.into_iter().map(Cow::Borrowed)).collect();
        if parts.iter().any(|norm| writes_for(project, norm)) {
            parts.retain(|norm| writes_for(project, norm));
            let together = (parts.len() > 1).then(|| most_generous(&parts));
            return Some(InForce { parts, together });
        }
        Some(InForce { parts, together: None })
    }

    /// Whether the task may use a source on a day: the decision gives it to the task, or a later norm binds it then.
    pub fn may_draw(&self, source: SourceId, on: Option<Date>) -> bool {
        let opened = |overlaid: &Overlaid| {
            overlaid.norm.binds.contains(&source) && on.is_some_and(|on| overlaid.norm.holds_on(on))
        };
        self.may_use(source) || self.overlaid.iter().any(opened)
    }
}

impl Programme {
    /// The norms of a task that overlays set, as a table prints them under the decision's own words.
    pub fn overlaid_words(&self, task: &Task) -> Vec<String> {
        let line = |norm: &Norm| {
            let sources: Vec<&str> = norm.binds.iter().map(|source| self.source(*source).short.as_str()).collect();
            let from = norm.from.map(|from| format!("Từ {from}")).unwrap_or_default();
            let until = norm.until.map(|until| format!(" đến {until}")).unwrap_or_default();
            format!("{from}{until}, {}: {} ({})", sources.join(", "), norm.text, norm.basis)
        };
        let norms = task.overlaid.iter().flat_map(|overlaid| {
            std::iter::once(&overlaid.norm).chain(overlaid.variants.iter().map(|variant| &variant.norm))
        });
        norms.map(line).collect()
    }
}

/// Whether anything that a norm binds holds an amount, readable or not.
fn writes_for(project: &Project, norm: &Norm) -> bool {
    norm.binds
        .iter()
        .filter_map(|source| project.sources.get(source.index()))
        .any(|entry| entry.fault.is_some() || entry.value.is_some_and(|amount| !amount.is_zero()))
}

/// The sources of all norms, the highest cap and the highest percentage; none where one of them sets none.
fn most_generous(norms: &[Cow<'_, Norm>]) -> Norm {
    let words = |of: fn(&Norm) -> &String| norms.iter().map(|norm| of(norm).as_str()).collect::<Vec<_>>().join("; ");
    Norm {
        from: None,
        until: None,
        binds: norms.iter().flat_map(|norm| norm.binds.iter().copied()).collect(),
        cap: highest(norms.iter().map(|norm| norm.cap)),
        per_facility: norms.iter().all(|norm| norm.per_facility),
        percent: highest(norms.iter().map(|norm| norm.percent)),
        percent_of_rent: false,
        scale: None,
        price: None,
        implied_share: None,
        text: words(|norm| &norm.text),
        basis: words(|norm| &norm.basis),
    }
}

fn highest<T: Ord>(limits: impl Iterator<Item = Option<T>>) -> Option<T> {
    limits.collect::<Option<Vec<T>>>()?.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, with_resolution};
    use crate::model::{Entry, Money};
    use crate::programme::load;

    /// What binds how much in triệu đồng: sources, cap, percentage; all together last.
    fn norms(code: &str, name: &str, money: [i64; 2], approved: &str) -> Vec<(Vec<&'static str>, i64, Option<i64>)> {
        let programme = with_resolution();
        let mut project = fixtures::project(&programme, "Phong Thổ", code);
        project.year = Some(2025);
        project.name.value = Some(name.into());
        project.approved_on = approved.parse().ok();
        for (entry, amount) in project.sources.iter_mut().zip(money) {
            *entry = Entry { value: Some(Money::from_trieu(amount)), ..Entry::default() };
        }
        let task = programme.task(programme.task_by_code(code).unwrap());
        let in_force = task.norms_for(&project).unwrap();
        let number = |amount: rust_decimal::Decimal| i64::try_from(amount).unwrap();
        let shown = |norm: &Norm| {
            let sources = norm.binds.iter().map(|source| ["national", "provincial"][source.index()]).collect();
            (sources, number(norm.cap.unwrap().trieu()), norm.percent.map(number))
        };
        in_force.all().map(shown).collect()
    }

    #[test]
    fn the_decision_judges_to_the_day_before_and_where_only_the_year_is_known() {
        let decision = [(vec!["national", "provincial"], 300, Some(50))];
        assert_eq!(norms("3.1.b", "Máy sao chè", [0, 300], "2025-05-04"), decision);
        assert_eq!(norms("3.1.b", "Máy sao chè", [0, 300], ""), decision);
        assert_eq!(norms("3.1.b", "Máy sao chè", [0, 300], "2025-05-05"), [(vec!["provincial"], 300, Some(50))]);
    }

    #[test]
    fn the_resolution_binds_local_money_the_decision_the_rest_and_the_more_generous_both() {
        let of = |name, money| norms("3.1.b", name, money, "2025-06-10");
        assert_eq!(of("Máy sao chè", [300, 0]), [(vec!["national"], 300, Some(50))]);
        let both = [
            (vec!["national"], 300, Some(50)),
            (vec!["provincial"], 450, Some(50)),
            (vec!["national", "provincial"], 450, Some(50)),
        ];
        assert_eq!(of("Dây chuyền sao chè", [100, 100]), both);
        // Nothing is written for either: both are shown, nothing is added up.
        assert_eq!(of("Dây chuyền sao chè", [0, 0]), both[..2]);
        let model = norms("3.1.a", "Mô hình", [1, 1], "2025-05-05");
        assert_eq!(
            model[1..],
            [(vec!["provincial"], 500, Some(30)), (vec!["national", "provincial"], 1_000, Some(30))]
        );
    }

    #[test]
    fn a_line_of_machines_says_so_in_its_name_its_measure_or_its_scale() {
        let programme = with_resolution();
        let task = programme.task(programme.task_by_code("3.1.b").unwrap());
        let cap = |change: &dyn Fn(&mut Project)| {
            let mut project = fixtures::project(&programme, "Phong Thổ", "3.1.b");
            change(&mut project);
            task.overlaid[0].for_project(&project).cap.unwrap()
        };
        let (line, machine) = (Money::from_trieu(450), Money::from_trieu(300));
        assert_eq!(cap(&|_| ()), machine);
        assert_eq!(cap(&|project| project.name.value = Some("Đầu tư DÂY CHUYỀN".into())), line);
        assert_eq!(cap(&|project| project.measure.value = Some("dây chuyền".into())), line);
        assert_eq!(cap(&|project| project.scale.written = "01 dây chuyền".into()), line);
        assert_eq!(cap(&|project| project.name.value = Some("Đầu tư dây cáp".into())), machine);
    }

    #[test]
    fn a_later_norm_opens_its_source_while_it_holds() {
        let programme = with_resolution();
        let task = programme.task(programme.task_by_code("3.1.a").unwrap());
        let provincial = programme.state_sources().nth(1).unwrap();
        let on = |date: &str| task.may_draw(provincial, date.parse().ok());
        assert!(on("2025-05-05") && !on("2025-05-04") && !on(""));
        assert!(!task.may_use(provincial));
    }

    #[test]
    fn each_part_is_judged_and_all_together_only_where_no_part_is_at_fault() {
        let norm = |cap: i64| {
            let programme = load::embedded().unwrap();
            let task = programme.task(programme.task_by_code("3.1.b").unwrap());
            Norm { cap: Some(Money::from_trieu(cap)), ..task.norms[0].clone() }
        };
        let in_force = InForce { parts: vec![Cow::Owned(norm(1)), Cow::Owned(norm(2))], together: Some(norm(3)) };
        let caps = |least: i64| in_force.judge(|norm| norm.cap.filter(|cap| *cap >= Money::from_trieu(least)));
        assert_eq!(caps(1), [1, 2].map(Money::from_trieu));
        assert_eq!(caps(3), [Money::from_trieu(3)]);
        assert_eq!(caps(4), []);
    }
}
