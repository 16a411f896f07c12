//! The catalogue's proof of its own arithmetic, so that no figure of it can be mistyped unseen.
//!
//! An identity is one statement of the decision ("the sources of task 3.1.b add up to its total"). It consists of
//! equations and is right when all of them are. Beside the decision's own sums stand the equations that bind what no
//! sum of the decision binds:
//!
//! | Identity | Its equations |
//! |---|---|
//! | a task's sources | total = sum of the sources; each source = its phasing over the years |
//! | a task's unit cost × quantity | total = unit cost × quantity; quantity = its phasing over the years; quantity and every figure of the norms = the words of the decision beside them, and no limit in the words is left out; an implied share or price = what the totals imply |
//! | a section | total and each source = sum of its tasks; total = sum of the sources |
//! | the programme | total and each source = sum of the sections; total = sum of the sources |
//! | state and mobilised money | each = sum of its sources; together = total |
//! | shares | each = its part of the total, to the one decimal that is printed |
//! | the years | total = sum of the years |
//! | a year | its total = sum of its sources; each source = the phasing of all tasks |
//! | a source over the years | the source's total = sum of the years |

mod equation;
mod norms;
mod words;

use rust_decimal::{Decimal, RoundingStrategy};

pub use self::equation::Equation;
use super::{Programme, Task};
use crate::model::{Money, SectionId, SourceId, TaskId};

/// The identities of a programme, in the decision's order.
#[derive(Debug, Clone)]
pub struct Audit {
    /// Every identity, right or wrong.
    pub identities: Vec<Identity>,
}

/// A statement that must be true of the catalogue's figures.
#[derive(Debug, Clone)]
pub struct Identity {
    /// What it states, in Vietnamese.
    pub name: String,
    /// What it consists of.
    pub equations: Vec<Equation>,
}

impl Identity {
    /// Whether every equation holds.
    pub fn is_right(&self) -> bool {
        self.equations.iter().all(Equation::holds)
    }
}

impl Audit {
    /// How many identities are right.
    pub fn right(&self) -> usize {
        self.identities.iter().filter(|identity| identity.is_right()).count()
    }

    /// Whether every identity is right.
    pub fn is_right(&self) -> bool {
        self.right() == self.identities.len()
    }

    /// The identities that fail.
    pub fn failing(&self) -> impl Iterator<Item = &Identity> {
        self.identities.iter().filter(|identity| !identity.is_right())
    }

    /// For the terminal: "53/53 đẳng thức đúng", then each identity that fails with both sides.
    pub fn render(&self) -> String {
        let mut lines = vec![format!("{}/{} đẳng thức đúng", self.right(), self.identities.len())];
        for identity in self.failing() {
            lines.push(format!("\nSAI: {}", identity.name));
            let wrong = identity.equations.iter().filter(|equation| !equation.holds());
            lines.extend(wrong.map(|equation| format!("  - {equation}")));
        }
        lines.join("\n") + "\n"
    }
}

/// Proves the arithmetic of a catalogue.
pub fn audit(programme: &Programme) -> Audit {
    let prover = Prover { programme };
    let mut identities: Vec<Identity> = programme.task_ids().flat_map(|task| prover.task(task)).collect();
    identities.extend((0..programme.sections.len()).map(|section| prover.section(SectionId(section))));
    identities.push(prover.whole());
    identities.push(prover.state());
    identities.push(prover.shares());
    identities.push(prover.years());
    identities.extend(programme.years().map(|year| prover.year(year)));
    identities.extend(prover.figured().map(|source| prover.source_over_years(source)));
    Audit { identities }
}

struct Prover<'a> {
    programme: &'a Programme,
}

impl Prover<'_> {
    /// The sources for which the programme states a figure.
    fn figured(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.programme.source_ids().filter(|source| self.stated(*source).is_some())
    }

    fn stated(&self, source: SourceId) -> Option<Money> {
        self.programme.totals.money.get(source.index()).copied().flatten()
    }

    fn name(&self, source: SourceId) -> &str {
        &self.programme.source(source).short
    }

    /// Two identities for a task with figures; its norms alone where it has none.
    fn task(&self, id: TaskId) -> Vec<Identity> {
        let task = self.programme.task(id);
        let norms = norms::equations(task);
        let (Some(total), Some(unit_cost), Some(target)) = (task.total, task.unit_cost, task.target) else {
            let name = format!("nhiệm vụ {}: định mức", task.code);
            return if norms.is_empty() { vec![] } else { vec![Identity { name, equations: norms }] };
        };
        let mut sources = vec![sources_sum(total, &task.money)];
        sources.extend(self.figured().map(|source| self.task_source_over_years(id, source)));

        let mut quantity = vec![
            Equation::product("tổng kinh phí bằng đơn giá bình quân × số lượng", total, unit_cost, target),
            self.quantity_over_years(id, target),
            words::quantity(task, target),
        ];
        quantity.extend(norms);
        vec![
            Identity { name: format!("nhiệm vụ {}: tổng các nguồn", task.code), equations: sources },
            Identity {
                name: format!("nhiệm vụ {}: đơn giá bình quân × số lượng", task.code), equations: quantity
            },
        ]
    }

    fn task_source_over_years(&self, id: TaskId, source: SourceId) -> Equation {
        let name = format!("nguồn {} bằng tổng phân kỳ các năm", self.name(source));
        let stated = self.programme.task(id).money_of(source).unwrap_or_default();
        Equation::sum(name, stated, self.programme.years().map(|year| self.phased(id, year, source)))
    }

    fn quantity_over_years(&self, id: TaskId, target: Decimal) -> Equation {
        let shares = self.programme.years().filter_map(|year| self.programme.phasing.shares.get(&(id, year)));
        let phased: Decimal = shares.map(|share| share.quantity).sum();
        Equation::count("số lượng bằng tổng phân kỳ các năm", target, phased)
    }

    fn phased(&self, task: TaskId, year: i32, source: SourceId) -> Money {
        let share = self.programme.phasing.shares.get(&(task, year));
        share.and_then(|share| share.money.get(source.index())).copied().unwrap_or_default()
    }

    fn section(&self, id: SectionId) -> Identity {
        let section = self.programme.section(id);
        let tasks: Vec<&Task> = section.tasks.iter().map(|task| self.programme.task(*task)).collect();
        let totals = tasks.iter().filter_map(|task| task.total);
        let mut equations = vec![
            Equation::sum("tổng kinh phí bằng tổng các nhiệm vụ", section.total, totals),
            sources_sum(section.total, &section.money),
        ];
        equations.extend(self.figured().map(|source| {
            let name = format!("nguồn {} bằng tổng các nhiệm vụ", self.name(source));
            let stated = section.money.get(source.index()).copied().flatten().unwrap_or_default();
            Equation::sum(name, stated, tasks.iter().filter_map(|task| task.money_of(source)))
        }));
        Identity { name: format!("mục {}: tổng các nhiệm vụ", section.code), equations }
    }

    fn whole(&self) -> Identity {
        let programme = self.programme;
        let totals = &programme.totals;
        let mut equations = vec![
            Equation::sum(
                "tổng kinh phí bằng tổng các mục",
                totals.total,
                programme.sections.iter().map(|section| section.total),
            ),
            sources_sum(totals.total, &totals.money),
        ];
        equations.extend(self.figured().map(|source| {
            let name = format!("nguồn {} bằng tổng các mục", self.name(source));
            let sections = programme.sections.iter();
            let amounts = sections.filter_map(|section| section.money.get(source.index()).copied().flatten());
            Equation::sum(name, self.stated(source).unwrap_or_default(), amounts)
        }));
        Identity { name: "toàn chương trình: tổng các mục".to_owned(), equations }
    }

    fn state(&self) -> Identity {
        let totals = &self.programme.totals;
        let state = self.programme.state_sources().filter_map(|source| self.stated(source));
        let mobilised = self.programme.mobilised_sources().filter_map(|source| self.stated(source));
        let equations = vec![
            Equation::sum("ngân sách nhà nước bằng tổng các nguồn nhà nước", totals.state, state),
            Equation::sum("vốn huy động bằng tổng các nguồn ngoài nhà nước", totals.mobilised, mobilised),
            Equation::sum(
                "tổng kinh phí bằng ngân sách nhà nước cộng vốn huy động",
                totals.total,
                [totals.state, totals.mobilised],
            ),
        ];
        Identity { name: "ngân sách nhà nước và vốn huy động".to_owned(), equations }
    }

    fn shares(&self) -> Identity {
        let totals = &self.programme.totals;
        let equations = vec![
            Equation::percent(
                "tỷ lệ ngân sách nhà nước",
                totals.state_share,
                printed_share(totals.state, totals.total),
            ),
            Equation::percent(
                "tỷ lệ vốn huy động",
                totals.mobilised_share,
                printed_share(totals.mobilised, totals.total),
            ),
        ];
        Identity { name: "tỷ lệ ngân sách nhà nước và vốn huy động".to_owned(), equations }
    }

    fn years(&self) -> Identity {
        let programme = self.programme;
        let years = programme.year_totals.values().copied();
        let equations = vec![Equation::sum("tổng kinh phí bằng tổng các năm", programme.totals.total, years)];
        Identity { name: "tổng các năm".to_owned(), equations }
    }

    fn year(&self, year: i32) -> Identity {
        let programme = self.programme;
        let stated = programme.year_totals.get(&year).copied().unwrap_or_default();
        let of_source = |source: SourceId| {
            let sources = programme.phasing.year_sources.get(&year);
            sources.and_then(|sources| sources.get(source.index()).copied().flatten()).unwrap_or_default()
        };
        let sum = Equation::sum("kinh phí của năm bằng tổng các nguồn", stated, self.figured().map(of_source));
        let mut equations = vec![sum];
        equations.extend(self.figured().map(|source| {
            let name = format!("nguồn {} bằng tổng phân kỳ các nhiệm vụ", self.name(source));
            let tasks = programme.task_ids().map(|task| self.phased(task, year, source));
            Equation::sum(name, of_source(source), tasks.filter(|amount| !amount.is_zero()))
        }));
        Identity { name: format!("năm {year}: tổng các nguồn và phân kỳ"), equations }
    }

    fn source_over_years(&self, source: SourceId) -> Identity {
        let programme = self.programme;
        let years = programme.phasing.year_sources.values();
        let amounts = years.filter_map(|sources| sources.get(source.index()).copied().flatten());
        let stated = self.stated(source).unwrap_or_default();
        let equations = vec![Equation::sum("tổng của nguồn bằng tổng các năm", stated, amounts)];
        Identity { name: format!("nguồn {} qua các năm", self.name(source)), equations }
    }
}

/// A total against its sources.
fn sources_sum(total: Money, money: &[Option<Money>]) -> Equation {
    Equation::sum("tổng kinh phí bằng tổng các nguồn", total, money.iter().copied().flatten())
}

/// A share as decisions print it: per cent with one decimal, half up.
fn printed_share(part: Money, whole: Money) -> Decimal {
    share(part, whole).round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
}

/// A share in per cent; zero of nothing.
fn share(part: Money, whole: Money) -> Decimal {
    (part.dong() * Decimal::ONE_HUNDRED).checked_div(whole.dong()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
