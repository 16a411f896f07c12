//! The books of one review: what is cut goes to own contribution, or the total falls.

use super::ceiling::Ceiling;
use crate::model::{Money, Project, Review, SourceId};
use crate::programme::{Norm, Programme, SourceKind};

/// A review in the making.
pub(super) struct Draft<'a> {
    programme: &'a Programme,
    /// The own source to which cuts go; none where the task's figures hold no own contribution.
    own: Option<SourceId>,
    copy: bool,
    admissible: Vec<Money>,
    cut: Vec<Money>,
    reasons: Vec<String>,
}

impl<'a> Draft<'a> {
    /// Everything as requested.
    pub(super) fn new(programme: &'a Programme, project: &Project) -> Self {
        let task = project.task.task.map(|task| programme.task(task));
        let holds = |source: &SourceId| task.is_some_and(|t| t.money_of(*source).is_some_and(Money::is_positive));
        Self {
            programme,
            copy: false,
            own: programme.sources_of(SourceKind::Own).find(holds),
            admissible: programme.source_ids().map(|source| project.source(source)).collect(),
            cut: vec![Money::ZERO; programme.sources.len()],
            reasons: Vec::new(),
        }
    }

    /// The cost that is left: the sum of the sources.
    pub(super) fn cost(&self) -> Money {
        self.admissible.iter().copied().sum()
    }

    /// What is left of some sources.
    pub(super) fn sum_of(&self, sources: &[SourceId]) -> Money {
        sources.iter().map(|source| self.admissible[source.index()]).sum()
    }

    /// What is left, by source.
    pub(super) fn admissible(&self) -> &[Money] {
        &self.admissible
    }

    /// Drops the project as a whole, own contribution included: it exists once already.
    pub(super) fn drop_all(&mut self, reason: String) {
        self.own = None;
        self.copy = true;
        for source in self.programme.source_ids() {
            self.cut(source, self.admissible[source.index()]);
        }
        self.reasons.push(reason);
    }

    /// Cuts all of some sources, with a reason for each that holds anything; a reason is stated once.
    pub(super) fn cut_whole(
        &mut self,
        sources: impl Iterator<Item = SourceId>,
        reason: impl Fn(SourceId, Money) -> String,
    ) {
        for source in sources {
            let amount = self.admissible[source.index()];
            if amount.is_positive() {
                self.cut(source, amount);
                let reason = reason(source, amount);
                if !self.reasons.contains(&reason) {
                    self.reasons.push(reason);
                }
            }
        }
    }

    /// Cuts the sources that a norm binds back to its ceiling, in the catalogue's order of cutting. What the rounding
    /// of fractions of a đồng alone may have added (`slack`) is no excess.
    pub(super) fn hold_under(&mut self, ceiling: &Ceiling, norm: &Norm, slack: Money) {
        let mut excess = (self.sum_of(&norm.binds) - ceiling.amount).or_zero();
        if excess <= slack {
            return;
        }
        let named = self.programme.cut_order.iter().copied().filter(|source| norm.binds.contains(source));
        // A bound source that the order does not name is cut last; of one that it names nothing is left to cut then.
        for source in named.chain(norm.binds.iter().copied()) {
            let amount = excess.min(self.admissible[source.index()]);
            self.cut(source, amount);
            excess -= amount;
        }
        self.reasons.push(ceiling.reason.clone());
    }

    /// The review.
    pub(super) fn finish(self, ceiling: Option<Money>) -> Review {
        Review { ceiling, copy: self.copy, admissible: self.admissible, cut: self.cut, reasons: self.reasons }
    }

    fn cut(&mut self, source: SourceId, amount: Money) {
        self.admissible[source.index()] -= amount;
        self.cut[source.index()] += amount;
        if let Some(own) = self.own {
            self.admissible[own.index()] += amount;
        }
    }
}
