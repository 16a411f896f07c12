//! What remains of a task: one event, an amount changed, two or three events, single cells; else unexplained.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::event::{self, Event};
use super::residual::{Left, Task};
use super::{Search, named};
use crate::crosscheck::words;
use crate::model::Money;
use crate::model::crosscheck::{Booking, Cause, Slice};

/// The most events of which pairs, and of which threes, are tried.
const PAIRS: usize = 400;
const THREES: usize = 60;
/// An unexplained difference names this many candidates.
const NAMED: usize = 12;

impl Search<'_> {
    /// Puts what is left of every task down to a cause.
    pub(super) fn remaining_tasks(&mut self) {
        let tasks: Vec<Task> = self.residual.money.keys().copied().collect();
        for task in tasks {
            self.remaining_of(task);
        }
    }

    /// Puts what is left of a task down to a cause.
    pub(super) fn remaining_of(&mut self, task: Task) {
        if self.residual.stands(task) {
            self.explain_task(task);
        }
        let words = format!("Chữ số bị bỏ khi làm tròn, {}", named(self.sides, task));
        self.book_left(Cause::Rounding, words, task, |_, left| !left.stands());
    }

    fn explain_task(&mut self, task: Task) {
        let rivals: Vec<String> = self.rivals.get(&task).into_iter().flatten().cloned().collect();
        if self.residual.perhaps_renamed.contains(&task) {
            let renamed = "dòng không khớp được của bảng kia là nhiệm vụ này mang tên khác".to_owned();
            return self.leave(task, vec![renamed, "nhiệm vụ này bị bỏ sót cả dòng".to_owned()]);
        }
        let singles = self.single_events(task);
        match singles.as_slice() {
            [] if rivals.is_empty() => {}
            [only] if rivals.is_empty() => return self.book(&only.clone(), &[task]),
            _ => return self.leave(task, singles.into_iter().map(|event| event.words).chain(rivals).collect()),
        }
        let atoms = self.residual.atoms(self.sides, task);
        let stated = self.residual.quantity.contains_key(&task);
        if atoms.is_some() && stated && self.residual.same_quantity(task) {
            return self.amount_changed(task);
        }
        match self.several_events(task).as_slice() {
            [set] => return set.clone().iter().for_each(|event| self.book(event, &[task])),
            [] => {}
            sets => {
                let words =
                    |set: &Vec<Event>| set.iter().map(|event| event.words.clone()).collect::<Vec<_>>().join(" + ");
                return self.leave(task, sets.iter().map(words).collect());
            }
        }
        match atoms {
            Some(atoms) if !stated || self.projects_of(task, atoms.year).len() == 1 => self.amount_changed(task),
            Some(_) => self.leave(task, self.vague(task)),
            None => self.cell_by_cell(task),
        }
    }

    /// The single events that leave nothing of the task; what touches the same projects in the same way is one.
    pub(super) fn single_events(&self, task: Task) -> Vec<Event> {
        let submissions = event::submissions(self.sides);
        let within = submissions.iter().filter(|submission| submission.tasks == [task]);
        let whole = within.flat_map(|submission| event::of_submission(self.sides, submission));
        let candidates =
            event::of_task(self.sides, task).into_iter().chain(whole).chain(event::slips(self.sides, task));
        let mut seen: BTreeSet<(Cause, Vec<usize>)> = BTreeSet::new();
        let mut sound = Vec::new();
        for event in candidates {
            let accounts = Event::account_for(self.sides, &self.residual, task, &[&event])
                && !event.looks_like_absence(self.sides, &self.residual, task);
            if accounts && seen.insert((event.cause, event.items.clone())) {
                sound.push(event);
            }
        }
        // A slip of one project is the same as that of its year or of its task, where it is the only one there.
        let moved = |event: &Event| -> BTreeSet<usize> {
            event
                .items
                .iter()
                .copied()
                .filter(|at| !self.sides.ours.items[*at].sources.iter().all(|amount| amount.is_zero()))
                .collect()
        };
        let mut kept: Vec<Event> = Vec::new();
        for event in sound {
            let nested = kept.iter().any(|known| {
                known.cause == event.cause && event.cause == Cause::UnitSlip && moved(known).is_subset(&moved(&event))
            });
            if !nested {
                kept.push(event);
            }
        }
        kept
    }

    /// The sets of two events that leave nothing of the task; where there is none, those of three. No more than two
    /// sets are looked for: two are one too many.
    fn several_events(&self, task: Task) -> Vec<Vec<Event>> {
        let pool = event::of_task(self.sides, task);
        let Some(figures) = self.residual.money.get(&task) else { return Vec::new() };
        let slices: Vec<&Slice> = figures.keys().collect();
        let parts: Vec<(Vec<Money>, Decimal)> = pool
            .iter()
            .map(|event| {
                (slices.iter().map(|slice| event.part(self.sides, slice)).collect(), event.quantity(self.sides, task))
            })
            .collect();
        let sound = |set: &[usize]| {
            let quantity: Decimal = set.iter().map(|at| parts[*at].1).sum();
            self.residual.quantity.get(&task).is_none_or(|left| *left == quantity)
                && figures.values().enumerate().all(|(slice, left)| {
                    let sum: Money = set.iter().map(|at| parts[*at].0[slice]).sum();
                    (left.amount - sum).dong().abs() <= left.slack.dong()
                })
                && set
                    .iter()
                    .enumerate()
                    .all(|(at, one)| set[at + 1..].iter().all(|other| apart(&pool[*one], &pool[*other])))
        };
        let chosen = |set: &[usize]| -> Vec<Event> { set.iter().map(|at| pool[*at].clone()).collect() };
        let mut sets = Vec::new();
        let count = pool.len();
        if count <= PAIRS {
            for first in 0..count {
                for second in first + 1..count {
                    if sets.len() < 2 && sound(&[first, second]) {
                        sets.push(chosen(&[first, second]));
                    }
                }
            }
        }
        if sets.is_empty() && count <= THREES {
            for first in 0..count {
                for second in first + 1..count {
                    for third in second + 1..count {
                        if sets.len() < 2 && sound(&[first, second, third]) {
                            sets.push(chosen(&[first, second, third]));
                        }
                    }
                }
            }
        }
        sets
    }

    fn amount_changed(&mut self, task: Task) {
        let year = self.residual.atoms(self.sides, task).and_then(|atoms| atoms.year);
        let projects = self.projects_of(task, year);
        let words = match projects.as_slice() {
            [only] => format!(
                "Bảng kia ghi số tiền khác cho {}",
                words::item(self.sides.programme, &self.sides.ours.items[*only])
            ),
            several => {
                let year = year.map_or_else(String::new, |year| format!(" năm {year}"));
                format!(
                    "Bảng kia ghi số tiền khác cho {}{year} (một trong {} đề án)",
                    named(self.sides, task),
                    several.len()
                )
            }
        };
        self.book_left(Cause::AmountChanged, words, task, |_, left| left.stands());
    }

    /// Figures that do not agree with each other: each by itself.
    fn cell_by_cell(&mut self, task: Task) {
        let standing =
            self.residual.money.get(&task).map_or(0, |figures| figures.values().filter(|left| left.stands()).count());
        let name = named(self.sides, task);
        let words = format!("{name}: ô của bảng kia ghi sai đơn vị tiền");
        self.book_left(Cause::UnitSlip, words, task, |_, left| left.stands() && slipped(left));
        let words = format!("Bảng kia ghi số tiền khác cho {name}; các bảng của họ không khớp nhau");
        self.book_left(Cause::AmountChanged, words, task, |_, left| left.stands() && (left.doubtful || standing == 1));
        if self.residual.stands(task) {
            self.leave(task, self.vague(task));
        }
    }

    /// Leaves what is left of a task unexplained, with what may account for it.
    fn leave(&mut self, task: Task, mut candidates: Vec<String>) {
        let more = candidates.len().saturating_sub(NAMED);
        candidates.truncate(NAMED);
        if more > 0 {
            candidates.push(format!("và {more} khả năng khác"));
        }
        let before = self.bookings.len();
        let words = format!("Chênh lệch ở {}", named(self.sides, task));
        self.book_left(Cause::Unexplained, words, task, |_, left| left.stands());
        if let Some(booking) = self.bookings.get_mut(before..).and_then(<[Booking]>::first_mut) {
            booking.candidates = candidates;
        }
    }

    /// What may account for a difference of which nothing is known.
    fn vague(&self, task: Task) -> Vec<String> {
        let changed = match self.projects_of(task, None).len() {
            0 => "bên ta không có đề án nào của nhiệm vụ này".to_owned(),
            projects => format!("số tiền của một hay nhiều trong {projects} đề án bị sửa"),
        };
        let mut words = vec![changed, "nhiều nguyên nhân cùng lúc".to_owned()];
        if self.sides.ours.unread_files > 0 {
            words.push(format!("{} tệp bên ta không đọc được", self.sides.ours.unread_files));
        }
        words
    }

    fn projects_of(&self, task: Task, year: Option<i32>) -> Vec<usize> {
        let items = self.sides.ours.items.iter().enumerate();
        let here = |item: &crate::model::crosscheck::OurItem| {
            item.counted && item.task == task && year.is_none_or(|year| year == item.year)
        };
        items.filter(|(_, item)| here(item)).map(|(at, _)| at).collect()
    }
}

/// Whether two events are of different projects.
fn apart(one: &Event, other: &Event) -> bool {
    one.items.iter().all(|at| !other.items.contains(at))
}

/// Whether a figure of theirs is ours in another unit of money.
fn slipped(left: &Left) -> bool {
    let times = [Decimal::ONE_THOUSAND, Decimal::from(1_000_000)];
    let near = |one: Money, other: Money| !one.is_zero() && one == other;
    times.into_iter().any(|times| near(left.theirs, left.ours * times) || near(left.ours, left.theirs * times))
}
