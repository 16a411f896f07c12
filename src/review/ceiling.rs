//! The ceiling of one project: the lowest of the limits that its norm sets.

use rust_decimal::Decimal;

use super::drawn::Drawn;
use crate::model::number::vietnamese;
use crate::model::{Money, Project, ProjectRef};
use crate::programme::{Norm, Task};

/// The most that a norm admits, and the words that say why.
pub(super) struct Ceiling {
    /// The most support from all sources that the norm binds.
    pub(super) amount: Money,
    /// The reason of a cut, in Vietnamese, with the clause.
    pub(super) reason: String,
}

/// The lowest limit; nothing where the norm sets none or the figures that it needs were not given.
pub(super) fn lowest(
    task: &Task,
    norm: &Norm,
    (at, project): (ProjectRef, &Project),
    cost: Money,
    drawn: &Drawn<'_>,
) -> Option<Ceiling> {
    let limits = [share(task, norm, project, cost, drawn), cap(task, norm, (at, project), drawn)];
    limits.into_iter().flatten().min_by_key(|limit| limit.amount)
}

/// The percentage of the cost, or of the rent of the booths.
fn share(task: &Task, norm: &Norm, project: &Project, cost: Money, drawn: &Drawn<'_>) -> Option<Ceiling> {
    let percent = norm.percent?;
    let rent = rent(task, norm, project, drawn).filter(|(rent, _)| *rent < cost);
    let (base, words) = rent.unwrap_or_else(|| (cost, cost.to_string()));
    let amount = base.percent(percent);
    let reason = format!("Hỗ trợ tối đa {}% × {words} = {amount} ({}).", vietnamese(percent), norm.basis);
    Some(Ceiling { amount, reason })
}

/// The rent that the percentage is of, where the norm is one on rent and scale, price and quantity are known;
/// booths beyond the norm's limit for one fair, whoever takes them, are left out. The price is the project's own: the
/// decision's is only assumed.
fn rent(task: &Task, norm: &Norm, project: &Project, drawn: &Drawn<'_>) -> Option<(Money, String)> {
    let price = project.unit_price.value.filter(|price| norm.percent_of_rent && price.is_positive())?;
    let given = project.scale.value.filter(|scale| *scale > Decimal::ZERO)?;
    let quantity = quantity(project)?;
    let booths = norm.scale.as_ref().map_or(given, |limit| given.min(drawn.booths_left(limit, project)));
    let of = norm.scale.as_ref().map_or("", |limit| limit.of.as_str());
    let words = format!("{} {of} × {price} × {} {}", vietnamese(booths), vietnamese(quantity), task.measure);
    Some((price * booths * quantity, words))
}

/// The cap per unit of quantity, less what was drawn on it: by the earlier years of a carried-over project,
/// or by the same beneficiary in the same year where the cap is per facility.
fn cap(task: &Task, norm: &Norm, (at, project): (ProjectRef, &Project), drawn: &Drawn<'_>) -> Option<Ceiling> {
    let cap = norm.cap?;
    if let Some(earlier) = drawn.earlier_years(at) {
        // Without the quantity of its first year the cap of a carried-over project cannot be told.
        return (earlier.quantity > Decimal::ZERO).then(|| {
            let whole = cap * earlier.quantity;
            let drawn = earlier.amount(norm);
            let words = format!("Hỗ trợ tối đa {whole} cho cả đề án chuyển tiếp; các năm trước đã tính {drawn}");
            left(norm, whole, drawn, &words)
        });
    }
    let quantity = quantity(project)?;
    let whole = cap * quantity;
    let words = format!("Hỗ trợ tối đa {cap}/{} × {}", task.measure, vietnamese(quantity));
    match drawn.same_year(norm, (at, project)) {
        Some(before) if before.is_positive() => {
            let words = format!("{words}; đơn vị thụ hưởng đã được tính {before} ở đề án khác trong năm");
            Some(left(norm, whole, before, &words))
        }
        _ => Some(Ceiling { amount: whole, reason: format!("{words} = {whole} ({}).", norm.basis) }),
    }
}

fn left(norm: &Norm, whole: Money, drawn: Money, words: &str) -> Ceiling {
    let amount = (whole - drawn).or_zero();
    Ceiling { amount, reason: format!("{words}, còn {amount} ({}).", norm.basis) }
}

fn quantity(project: &Project) -> Option<Decimal> {
    project.quantity.value.filter(|quantity| *quantity > Decimal::ZERO)
}
