//! What may have happened to projects of ours on their side, and what it would do to any figure.

use rust_decimal::Decimal;

use super::residual::{Residual, Task};
use crate::crosscheck::sides::{Sides, share_of};
use crate::crosscheck::words;
use crate::model::crosscheck::{Cause, OurItem, Slice};
use crate::model::{Money, SourceId};

/// By how much an amount is too large where it was read in another unit of money.
const SLIPS: [(i64, u32, &str); 4] = [
    (999, 0, "gấp 1.000 lần"),
    (999_999, 0, "gấp 1.000.000 lần"),
    (-999, 3, "bằng 1/1.000"),
    (-999_999, 6, "bằng 1/1.000.000"),
];

/// One thing that may have happened.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub cause: Cause,
    pub words: String,
    /// The projects, by their positions.
    pub items: Vec<usize>,
    /// How often their amounts are added to what is right.
    factor: Decimal,
    /// The only source that it touches; none for all.
    only: Option<SourceId>,
}

/// A submission on our side.
#[derive(Debug, Clone)]
pub(super) struct Submission {
    pub items: Vec<usize>,
    pub tasks: Vec<Task>,
    pub year: i32,
    pub counted: bool,
}

impl Event {
    fn new(cause: Cause, words: String, items: Vec<usize>, times: i64) -> Self {
        Self { cause, words, items, factor: Decimal::from(times), only: None }
    }

    /// What it adds to a figure of theirs.
    pub(super) fn part(&self, sides: &Sides<'_>, slice: &Slice) -> Money {
        let items = self.items.iter().map(|at| &sides.ours.items[*at]);
        let sum: Money = match self.only {
            None => items.map(|item| share_of(sides.programme, item, slice)).sum(),
            Some(source) => items
                .map(|item| {
                    let mut sources = vec![Money::ZERO; item.sources.len()];
                    sources[source.index()] = item.source(source);
                    share_of(sides.programme, &OurItem { sources, ..item.clone() }, slice)
                })
                .sum(),
        };
        sum * self.factor
    }

    /// What it adds to the quantity of a task: a slip of the unit of money adds none.
    pub(super) fn quantity(&self, sides: &Sides<'_>, task: Task) -> Decimal {
        if self.cause == Cause::UnitSlip {
            return Decimal::ZERO;
        }
        let items = self.items.iter().map(|at| &sides.ours.items[*at]).filter(|item| item.task == task);
        items.map(|item| item.quantity).sum::<Decimal>() * self.factor
    }

    /// Whether it is a slip that the digits left out hide: a thousandth of an amount may look like none of it.
    pub(super) fn looks_like_absence(&self, sides: &Sides<'_>, residual: &Residual, task: Task) -> bool {
        let absence = Self { factor: -Decimal::ONE, ..self.clone() };
        let Some(figures) = residual.money.get(&task) else { return false };
        let near = |(slice, left): (&Slice, &super::residual::Left)| {
            (left.amount - absence.part(sides, slice)).dong().abs() <= left.slack.dong()
        };
        self.cause == Cause::UnitSlip && figures.iter().all(near)
    }

    /// Whether these events together leave nothing of a task.
    pub(super) fn account_for(sides: &Sides<'_>, residual: &Residual, task: Task, events: &[&Self]) -> bool {
        let Some(figures) = residual.money.get(&task) else { return false };
        let quantity: Decimal = events.iter().map(|event| event.quantity(sides, task)).sum();
        residual.quantity.get(&task).is_none_or(|left| *left == quantity)
            && figures.iter().all(|(slice, left)| {
                let part: Money = events.iter().map(|event| event.part(sides, slice)).sum();
                (left.amount - part).dong().abs() <= left.slack.dong()
            })
    }
}

/// The submissions of our side: the projects of one file, unit and year.
pub(super) fn submissions(sides: &Sides<'_>) -> Vec<Submission> {
    let mut by_key: std::collections::BTreeMap<_, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, item) in sides.ours.items.iter().enumerate() {
        by_key.entry((item.year, item.file.clone(), item.unit, !item.counted)).or_default().push(at);
    }
    by_key
        .into_iter()
        .map(|((year, _, _, left_out), items)| {
            let mut tasks: Vec<Task> = items.iter().map(|at| sides.ours.items[*at].task).collect();
            tasks.sort_unstable();
            tasks.dedup();
            Submission { items, tasks, year, counted: !left_out }
        })
        .collect()
}

/// What may have happened to a whole submission.
pub(super) fn of_submission(sides: &Sides<'_>, submission: &Submission) -> Vec<Event> {
    let items = submission.items.clone();
    let total: Money = items.iter().flat_map(|at| &sides.ours.items[*at].sources).copied().sum();
    let named = words::submission(sides.programme, &sides.ours.items[items[0]], items.len(), total);
    if submission.counted {
        vec![
            Event::new(Cause::SubmissionMissingThere, format!("Bảng kia không có {named}"), items.clone(), -1),
            Event::new(Cause::CountedTwice, format!("Bảng kia tính hai lần {named}"), items, 1),
        ]
    } else {
        vec![Event::new(Cause::CountedTwice, format!("Bảng kia tính cả {named}, bên ta không cộng"), items, 1)]
    }
}

/// What may have happened to the projects of one task, leaving out what happened to whole submissions.
pub(super) fn of_task(sides: &Sides<'_>, task: Task) -> Vec<Event> {
    let mut events = Vec::new();
    let positions: Vec<usize> = (0..sides.ours.items.len()).filter(|at| sides.ours.items[*at].task == task).collect();
    let counted: Vec<usize> = positions.iter().copied().filter(|at| sides.ours.items[*at].counted).collect();
    for at in positions {
        let item = &sides.ours.items[at];
        let named = words::item(sides.programme, item);
        if item.counted {
            events.push(Event::new(Cause::LeftOut, format!("Bảng kia bỏ sót {named}"), vec![at], -1));
            events.push(Event::new(Cause::CountedTwice, format!("Bảng kia tính hai lần {named}"), vec![at], 1));
        } else {
            events.push(Event::new(
                Cause::CountedTwice,
                format!("Bảng kia tính cả {named}, bên ta không cộng"),
                vec![at],
                1,
            ));
        }
    }
    if counted.len() > 1 {
        let code = task.map_or("chưa phân loại", |task| &sides.programme.task(task).code);
        let words = format!("Bảng kia bỏ sót cả {} đề án của nhiệm vụ {code}", counted.len());
        events.push(Event::new(Cause::LeftOut, words, counted, -1));
    }
    events
}

/// Slips of the unit of money: of one project, of a task's year, of the whole task; in one source or in all.
pub(super) fn slips(sides: &Sides<'_>, task: Task) -> Vec<Event> {
    let counted: Vec<usize> = (0..sides.ours.items.len())
        .filter(|at| sides.ours.items[*at].task == task && sides.ours.items[*at].counted)
        .collect();
    let mut groups: Vec<(String, Vec<usize>)> =
        counted.iter().map(|at| (words::item(sides.programme, &sides.ours.items[*at]), vec![*at])).collect();
    let code = task.map_or("chưa phân loại", |task| &sides.programme.task(task).code);
    for year in sides.programme.years() {
        let items: Vec<usize> = counted.iter().copied().filter(|at| sides.ours.items[*at].year == year).collect();
        groups.push((format!("nhiệm vụ {code}, năm {year}"), items));
    }
    groups.push((format!("nhiệm vụ {code}"), counted));
    let mut events: Vec<Event> = Vec::new();
    for (named, items) in groups.into_iter().filter(|(_, items)| !items.is_empty()) {
        for only in std::iter::once(None).chain(sides.programme.source_ids().map(Some)) {
            let source = only.map(|id| format!(", nguồn {}", sides.programme.source(id).short)).unwrap_or_default();
            for (factor, scale, times) in SLIPS {
                let words = format!("{named}{source}: số tiền của bảng kia {times} số của ta");
                let factor = Decimal::new(factor, scale);
                events.push(Event { cause: Cause::UnitSlip, words, items: items.clone(), factor, only });
            }
        }
    }
    events
}
