//! The figures of a task's norms, which no sum binds: they are held against the decision's words beside them, or,
//! where the decision says nothing, against what the task's totals imply.

use rust_decimal::RoundingStrategy;

use super::equation::Equation;
use super::{share, words};
use crate::model::Money;
use crate::model::number::vietnamese;
use crate::programme::{AssumedPrice, Norm, Task};

/// One equation for each figure of each norm.
pub(super) fn equations(task: &Task) -> Vec<Equation> {
    let overlaid = task.overlaid.iter().flat_map(|overlaid| {
        std::iter::once(&overlaid.norm).chain(overlaid.variants.iter().map(|variant| &variant.norm))
    });
    task.norms.iter().chain(overlaid).flat_map(|norm| of_norm(task, norm)).collect()
}

fn of_norm(task: &Task, norm: &Norm) -> Vec<Equation> {
    let mut equations = Vec::new();
    if let Some(cap) = norm.cap {
        let said = words::say_money(&norm.text, cap);
        equations.push(Equation::words("mức tối đa", cap.to_string(), &norm.text, said));
    }
    if let Some(percent) = norm.percent {
        let stated = format!("{}%", vietnamese(percent));
        let said = words::say(&norm.text, percent, "%");
        equations.push(Equation::words("tỷ lệ tối đa", stated, &norm.text, said));
    }
    if let Some(scale) = &norm.scale {
        let both = [task.target_text.as_str(), norm.text.as_str()];
        let said = both.iter().any(|text| words::say(text, scale.most, &scale.of));
        let stated = format!("{} {}", vietnamese(scale.most), scale.of);
        equations.push(Equation::words("quy mô tối đa", stated, &task.target_text, said));
    }
    equations.extend(norm.price.as_ref().map(|price| of_price(task, norm, price)));
    equations.extend(forgotten(norm));
    equations.extend(norm.implied_share.and_then(|stated| {
        let bound: Money = norm.binds.iter().filter_map(|source| task.money_of(*source)).sum();
        let implied = share(bound, task.total?);
        // As many decimals as the catalogue gives it.
        let implied = implied.round_dp_with_strategy(stated.scale(), RoundingStrategy::MidpointAwayFromZero);
        Some(Equation::percent("tỷ lệ hỗ trợ suy ra từ tổng kinh phí", stated, implied))
    }));
    equations
}

/// The other way round: an amount or a percentage of the words that the catalogue does not hold would bind no project.
fn forgotten(norm: &Norm) -> impl Iterator<Item = Equation> {
    let held = |figure: &words::Figure| match figure {
        words::Figure::Percent(percent) => norm.percent == Some(*percent),
        words::Figure::Money(amount) => {
            norm.cap == Some(*amount) || norm.price.as_ref().is_some_and(|price| price.amount == *amount)
        }
    };
    let unheld = words::figures(&norm.text).into_iter().filter(move |figure| !held(figure));
    unheld.map(|figure| Equation::words("số trong lời văn định mức", "không có".to_owned(), &figure.to_string(), false))
}

/// An assumed price is the decision's, or, where it says none, the task's average.
fn of_price(task: &Task, norm: &Norm, price: &AssumedPrice) -> Equation {
    if let Some(unit_cost) = task.unit_cost.filter(|_| price.per_quantity && norm.text.is_empty()) {
        return Equation::sum("đơn giá dự kiến bằng đơn giá bình quân", price.amount, [unit_cost]);
    }
    let said = words::say_money(&norm.text, price.amount);
    Equation::words("đơn giá dự kiến", price.amount.to_string(), &norm.text, said)
}
