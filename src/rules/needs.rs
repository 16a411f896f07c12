//! Which check of a project rests on which of its fields: what cannot be checked where a field is unreadable.

use super::Context;
use crate::model::{Code, Field, Money, Project, SourceId, beneficiary};
use crate::programme::{AssumedPrice, InForce, Norm, SourceKind};

/// Which check of a project rests on which of its fields.
pub(super) struct Needs<'a> {
    context: &'a Context<'a>,
    project: &'a Project,
    /// The decision's own, which alone speaks of scale and rent.
    norm: Option<&'a Norm>,
    /// What judges the money.
    norms: Option<InForce<'a>>,
}

impl<'a> Needs<'a> {
    /// For one project.
    pub(super) fn of(context: &'a Context<'a>, project: &'a Project) -> Self {
        let task = project.task.task.map(|task| context.programme.task(task));
        // Where the year is what cannot be read, any norm of the task tells what would have been checked.
        let norm = task.and_then(|task| project.judged_on().map_or(task.norms.first(), |date| task.norm_on(date)));
        let norms = task.and_then(|task| task.norms_for(project)).or(norm.map(InForce::alone));
        Self { context, project, norm, norms }
    }

    /// Whether a check rests on a field.
    pub(super) fn of_check(&self, code: Code, field: Field) -> bool {
        let by_source = matches!(field, Field::Source(_));
        let by_money = by_source || field == Field::Total;
        let dated = field == Field::Year && self.project.year.is_none();
        match code {
            Code::GT07 => field == Field::Quantity,
            Code::TG01 | Code::TG02 => by_money,
            Code::DM01 => !self.project.status.carried_over && self.capped() && (self.in_cap(field) || dated),
            // The quantity of the first year counts, not the carried-over row's own.
            Code::DM07 => self.project.status.carried_over && self.capped() && (self.is_bound(field) || dated),
            Code::DM02 => self.any(|norm| norm.percent.is_some()) && (by_money || dated || self.in_rent(field)),
            Code::DM03 => self.norm.is_some_and(|norm| norm.scale.is_some()) && (field == Field::Scale || dated),
            Code::DM04 => {
                self.norm.and_then(|norm| norm.price.as_ref()).is_some_and(|price| self.in_price(price, field) || dated)
            }
            Code::DM05 => self.drawn_once() && (self.is_bound(field) || dated),
            Code::DM06 => self.has_share() && (by_money || dated),
            Code::NG01 => matches!(field, Field::Source(source) if self.is_denied(source)),
            Code::NG02 => by_source && self.has_own(),
            Code::NG03 => matches!(field, Field::Source(source) if self.is_of(source, SourceKind::Other)),
            Code::NG05 => matches!(field, Field::Source(source) if self.is_approved_elsewhere(source)),
            Code::CT01 => self.has_target() && (field == Field::Quantity || self.uncounted(field)),
            Code::CT02 => self.has_state_figure() && self.uncounted(field),
            Code::CT03 => self.context.whole && self.uncounted(field),
            Code::CT04 => self.uncounted(field),
            Code::CT05 => {
                self.context.is_whole_period()
                    && self.has_target()
                    && (field == Field::Quantity || self.uncounted(field))
            }
            Code::GD01 => self.is_of_state(field) && self.context.has_stages(),
            _ => false,
        }
    }

    fn is_of_state(&self, field: Field) -> bool {
        matches!(field, Field::Source(source) if self.context.programme.source(source).kind == SourceKind::State)
    }

    fn has_target(&self) -> bool {
        self.project.task.task.is_some_and(|task| self.context.programme.task(task).target.is_some())
    }

    fn has_state_figure(&self) -> bool {
        let programme = self.context.programme;
        let figure = |task| programme.state_sources().any(|source| programme.task(task).money_of(source).is_some());
        self.project.task.task.is_some_and(figure)
    }

    fn any(&self, has: impl Fn(&Norm) -> bool) -> bool {
        self.norms.as_ref().is_some_and(|norms| norms.all().any(has))
    }

    fn capped(&self) -> bool {
        self.any(|norm| norm.cap.is_some())
    }

    /// Whether a cap × quantity rests on the field.
    fn in_cap(&self, field: Field) -> bool {
        field == Field::Quantity || self.is_bound(field)
    }

    /// Whether the field is support that the norm binds.
    fn is_bound(&self, field: Field) -> bool {
        matches!(field, Field::Source(source) if self.any(|norm| norm.binds.contains(&source)))
    }

    /// Whether the rent of the booths rests on the field.
    fn in_rent(&self, field: Field) -> bool {
        let of_rent = self.norm.is_some_and(|norm| norm.percent_of_rent);
        of_rent && matches!(field, Field::Quantity | Field::Scale | Field::UnitPrice)
    }

    /// Whether the price of one rests on the field: its own cell, else the total of so many.
    fn in_price(&self, price: &AssumedPrice, field: Field) -> bool {
        let written = !self.project.unit_price.is_absent() && !self.project.unit_price.is_blank();
        field == Field::UnitPrice || (price.per_quantity && !written && matches!(field, Field::Total | Field::Quantity))
    }

    /// Whether the project is of one named facility that draws its cap once.
    fn drawn_once(&self) -> bool {
        let named = !self.project.beneficiary.text().is_empty() || beneficiary::tax_code(self.project).is_some();
        self.capped() && self.norm.is_some_and(|norm| norm.per_facility) && named && self.project.is_of_one()
    }

    /// Whether the totals imply a share where the norm states none.
    fn has_share(&self) -> bool {
        self.norm.is_some_and(|norm| norm.percent.is_none() && norm.implied_share.is_some())
    }

    fn is_of(&self, source: SourceId, kind: SourceKind) -> bool {
        self.context.programme.source(source).kind == kind
    }

    /// Whether the source's approval is looked for at the project's stage.
    fn is_approved_elsewhere(&self, source: SourceId) -> bool {
        self.project.stage.is_binding() && !self.context.programme.source(source).approved_by.is_empty()
    }

    fn is_denied(&self, source: SourceId) -> bool {
        let on = self.project.judged_on();
        let denies = |task| !self.context.programme.task(task).may_draw(source, on);
        self.is_of(source, SourceKind::State) && self.project.task.task.is_some_and(denies)
    }

    fn has_own(&self) -> bool {
        let programme = self.context.programme;
        let figure = |task, source| programme.task(task).money_of(source).is_some_and(Money::is_positive);
        let planned = |task| programme.sources_of(SourceKind::Own).any(|source| figure(task, source));
        self.project.task.task.is_some_and(planned)
    }

    /// Whether the project does not count because this field cannot be read: an amount, or the year.
    fn uncounted(&self, field: Field) -> bool {
        match field {
            Field::Total => self.project.total.fault.is_some(),
            Field::Source(source) => {
                self.project.sources.get(source.index()).is_some_and(|entry| entry.fault.is_some())
            }
            Field::Year => self.project.year.is_none(),
            _ => false,
        }
    }
}
