//! Whole submissions: those of ours that are not in their figures or are twice in them, and those that only they have.

use super::event::{self, Event, Submission};
use super::residual::{Residual, Task};
use super::{Search, named};
use crate::crosscheck::words;
use crate::model::crosscheck::Cause;
use crate::model::{Money, UnitId};

/// The most submissions of one year that are tried together, and how many there may be for pairs and threes.
const TOGETHER: usize = 3;
const MOST: [usize; TOGETHER] = [usize::MAX, 200, 40];

impl Search<'_> {
    /// Submissions over several tasks: one that leaves nothing of any of the year's figures that it touches is
    /// booked, unless another one does so too.
    pub(super) fn whole_submissions(&mut self) {
        let all = event::submissions(self.sides);
        let several: Vec<&Submission> = all.iter().filter(|submission| submission.tasks.len() > 1).collect();
        for year in self.sides.programme.years() {
            let of_year: Vec<(&Submission, Event)> = several
                .iter()
                .filter(|submission| submission.year == year)
                .flat_map(|submission| {
                    event::of_submission(self.sides, submission).into_iter().map(move |event| (*submission, event))
                })
                .filter(|(submission, event)| self.may_have_happened(submission, event))
                .collect();
            for size in (1..=TOGETHER).filter(|size| of_year.len() <= MOST[size - 1]) {
                let sets = sets(of_year.len(), size);
                let sound: Vec<Vec<usize>> = sets
                    .into_iter()
                    .filter(|set| distinct(&of_year, set))
                    .filter(|set| self.leave_nothing(&set.iter().map(|at| &of_year[*at]).collect::<Vec<_>>()))
                    .collect();
                self.take_sets(&of_year, &sound);
            }
        }
    }

    fn take_sets(&mut self, events: &[(&Submission, Event)], sets: &[Vec<usize>]) {
        let tasks = |set: &[usize]| -> Vec<Task> { set.iter().flat_map(|at| events[*at].0.tasks.clone()).collect() };
        for (at, set) in sets.iter().enumerate() {
            let rivals = sets
                .iter()
                .enumerate()
                .filter(|(other, rival)| *other != at && tasks(rival).iter().any(|task| tasks(set).contains(task)));
            let rivals: Vec<_> = rivals.map(|(_, rival)| rival).collect();
            let chosen: Vec<&(&Submission, Event)> = set.iter().map(|at| &events[*at]).collect();
            if !rivals.is_empty() {
                for (submission, event) in chosen {
                    for task in &submission.tasks {
                        self.rivals.entry(*task).or_default().insert(event.words.clone());
                    }
                }
            } else if self.leave_nothing(&chosen) && self.rest_is_explained(&chosen) {
                for (submission, event) in chosen {
                    self.book(event, &submission.tasks);
                }
            }
        }
    }

    /// Whether every figure that an event touches differs in its direction: a quick look before the exact one.
    fn may_have_happened(&self, submission: &Submission, event: &Event) -> bool {
        submission.tasks.iter().all(|task| {
            let figures = of_year(&self.residual, *task, submission.year);
            !figures.is_empty()
                && figures.iter().all(|(slice, left)| {
                    let part = event.part(self.sides, slice);
                    part.is_zero() || (left.stands() && left.amount.is_positive() == part.is_positive())
                })
        })
    }

    fn leave_nothing(&self, events: &[&(&Submission, Event)]) -> bool {
        let tasks: std::collections::BTreeSet<Task> =
            events.iter().flat_map(|(submission, _)| submission.tasks.clone()).collect();
        let year = events.first().map_or(0, |(submission, _)| submission.year);
        tasks.iter().all(|task| {
            of_year(&self.residual, *task, year).iter().all(|(slice, left)| {
                let part: Money = events.iter().map(|(_, event)| event.part(self.sides, slice)).sum();
                (left.amount - part).dong().abs() <= left.slack.dong()
            })
        })
    }

    /// Whether what then remains of the tasks touched has a cause too: a submission must account for every figure
    /// that it touches, those of the whole period included.
    fn rest_is_explained(&self, events: &[&(&Submission, Event)]) -> bool {
        let mut trial = Search::new(self.sides, self.residual.clone());
        let mut tasks: Vec<Task> = Vec::new();
        for (submission, event) in events {
            trial.book(event, &submission.tasks);
            tasks.extend(&submission.tasks);
        }
        trial.bookings.clear();
        for task in tasks {
            trial.remaining_of(task);
        }
        trial.bookings.iter().all(|booking| booking.cause != Cause::Unexplained)
    }

    /// Submissions that did not reach us: what is in their figures of a year beyond ours is put down to the one
    /// submission that is missing, where no project of ours accounts for it.
    pub(super) fn submissions_missing_here(&mut self) {
        for year in self.sides.programme.years() {
            let missing: Vec<UnitId> =
                self.sides.ours.missing.iter().filter(|(_, of)| *of == year).map(|(unit, _)| *unit).collect();
            let beyond: Vec<Task> =
                self.residual.money.keys().copied().filter(|task| self.is_beyond(*task, year)).collect();
            if missing.is_empty() || beyond.is_empty() {
                continue;
            }
            let alike = beyond.iter().filter(|task| !self.single_events(**task).is_empty()).count();
            let more_projects = beyond.iter().any(|task| !self.residual.same_quantity(*task));
            let counted = beyond.len() > 1 && !beyond.iter().any(|task| self.residual.quantity.contains_key(task));
            let [unit] = missing[..] else {
                self.name_rivals(&beyond, &missing, year);
                continue;
            };
            if alike < beyond.len() && (more_projects || counted) {
                let words = format!(
                    "Bản nộp năm {year} của {} chưa có ở bên ta, nhưng có trong số của bảng kia",
                    words::unit(self.sides.programme, Some(unit))
                );
                for task in beyond {
                    let of = format!("{words} ({})", named(self.sides, task));
                    self.book_left(Cause::SubmissionMissingHere, of, task, |_, _| true);
                    self.residual.quantity.remove(&task);
                }
            } else {
                self.name_rivals(&beyond, &missing, year);
            }
        }
    }

    fn name_rivals(&mut self, tasks: &[Task], missing: &[UnitId], year: i32) {
        for task in tasks {
            for unit in missing {
                let words = format!(
                    "Bản nộp năm {year} của {} chưa có ở bên ta",
                    words::unit(self.sides.programme, Some(*unit))
                );
                self.rivals.entry(*task).or_default().insert(words);
            }
        }
    }

    /// Whether theirs passes ours in a task, in that year alone, and holds no fewer projects.
    fn is_beyond(&self, task: Task, year: i32) -> bool {
        let fewer = self.residual.quantity.get(&task).is_some_and(rust_decimal::Decimal::is_sign_negative);
        let fewer = fewer && !self.residual.same_quantity(task);
        let one_missing = self.sides.ours.missing.iter().all(|(_, of)| *of == year);
        let atoms =
            self.residual.atoms(self.sides, task).filter(|_| !fewer && !self.residual.perhaps_renamed.contains(&task));
        atoms.is_some_and(|atoms| {
            atoms.amounts.iter().all(|(_, amount)| amount.is_positive())
                && atoms.year.map_or(one_missing, |of| of == year)
        })
    }
}

/// The figures of a task in one year; where none is stated by year, all of them.
fn of_year(
    residual: &Residual,
    task: Task,
    year: i32,
) -> Vec<(crate::model::crosscheck::Slice, super::residual::Left)> {
    let Some(figures) = residual.money.get(&task) else { return Vec::new() };
    let by_year = figures.keys().any(|slice| slice.year.is_some());
    let wanted = if by_year { Some(year) } else { None };
    figures.iter().filter(|(slice, _)| slice.year == wanted).map(|(slice, left)| (*slice, left.clone())).collect()
}

/// Whether no submission stands in a set twice.
fn distinct(events: &[(&Submission, Event)], set: &[usize]) -> bool {
    set.iter()
        .enumerate()
        .all(|(at, one)| set[at + 1..].iter().all(|other| events[*one].0.items != events[*other].0.items))
}

/// Every set of `size` of the first `count` numbers, in order.
fn sets(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        sets = sets
            .into_iter()
            .flat_map(|set| {
                let from = set.last().map_or(0, |last| last + 1);
                (from..count).map(move |next| set.iter().copied().chain([next]).collect())
            })
            .collect();
    }
    sets
}
