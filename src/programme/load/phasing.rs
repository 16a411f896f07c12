//! The split of the tasks over the years.

use std::collections::BTreeMap;

use super::fault::{Fault, fault, one_of, quoted};
use super::figures::{Figures, count};
use crate::model::{Money, TaskId};
use crate::programme::raw::{RawPhasing, RawPhasingTask};
use crate::programme::{Phasing, PhasingShare, StatedTotals, Task};

type Result<T> = std::result::Result<T, Fault>;

/// The phasing: every task with figures once, and the years' money by source.
pub(super) fn phasing(raw: RawPhasing, figures: &Figures, totals: &StatedTotals, tasks: &[Task]) -> Result<Phasing> {
    let key = "phasing.year_sources";
    let stated = figures.by_source_and_year(raw.year_sources.get_ref(), key)?;
    for (index, (amounts, total)) in stated.iter().zip(&totals.money).enumerate() {
        if amounts.is_some() != total.is_some() {
            let id = &figures.source_ids[index];
            let found = if total.is_some() { format!("không có \"{id}\"") } else { format!("có \"{id}\"") };
            return Err(fault(&raw.year_sources, key, found, "đúng các nguồn có trong totals.money"));
        }
    }
    let year_sources = figures
        .years
        .clone()
        .map(|year| (year, stated.iter().map(|amounts| amounts.as_ref()?.get(&year).copied()).collect()))
        .collect();

    let mut shares = BTreeMap::new();
    let mut phased = Vec::new();
    for (index, row) in raw.tasks.iter().enumerate() {
        let key = format!("phasing.tasks[{index}]");
        let task = phased_task(row, tasks, &key)?;
        if phased.contains(&task) {
            let found = format!("{} lần thứ hai", quoted(row.task.get_ref()));
            return Err(fault(&row.task, format!("{key}.task"), found, "mỗi nhiệm vụ một lần"));
        }
        phased.push(task);
        without_figure(row, figures, totals, &key)?;
        shares.extend(row_shares(row, task, figures, &key)?);
    }
    let unphased = tasks.iter().enumerate().find(|(id, task)| task.total.is_some() && !phased.contains(&TaskId(*id)));
    if let Some((_, task)) = unphased {
        let found = format!("không có nhiệm vụ {}", task.code);
        return Err(fault(&raw.year_sources, "phasing.tasks", found, "phân kỳ của mọi nhiệm vụ có số liệu"));
    }
    Ok(Phasing { label: raw.label, shares, year_sources })
}

fn phased_task(row: &RawPhasingTask, tasks: &[Task], key: &str) -> Result<TaskId> {
    let with_figures = || tasks.iter().filter(|task| task.total.is_some()).map(|task| &task.code);
    let code = row.task.get_ref();
    let found = tasks.iter().position(|task| task.code == *code && task.total.is_some());
    found.map(TaskId).ok_or_else(|| fault(&row.task, format!("{key}.task"), quoted(code), one_of(with_figures())))
}

/// A source without a figure in the totals has none here.
fn without_figure(row: &RawPhasingTask, figures: &Figures, totals: &StatedTotals, key: &str) -> Result<()> {
    for id in row.money.keys() {
        let key = format!("{key}.money.{}", id.get_ref());
        if totals.money[figures.source(id, &key)?.index()].is_none() {
            return Err(fault(id, key, quoted(id.get_ref()), "chỉ các nguồn có trong totals.money"));
        }
    }
    Ok(())
}

/// The years in which something of the task is planned.
fn row_shares(
    row: &RawPhasingTask,
    task: TaskId,
    figures: &Figures,
    key: &str,
) -> Result<BTreeMap<(TaskId, i32), PhasingShare>> {
    let money = figures.by_source_and_year(&row.money, &format!("{key}.money"))?;
    let mut shares = BTreeMap::new();
    for (year, key, quantity) in figures.each_year(&row.quantity, &format!("{key}.quantity"))? {
        let quantity = count(quantity, &key, 0)?;
        let in_year = |amounts: &Option<BTreeMap<i32, Money>>| {
            amounts.as_ref().and_then(|amounts| amounts.get(&year)).copied().unwrap_or_default()
        };
        let money: Vec<Money> = money.iter().map(in_year).collect();
        if !quantity.is_zero() || money.iter().any(|amount| !amount.is_zero()) {
            shares.insert((task, year), PhasingShare { quantity, money });
        }
    }
    Ok(shares)
}
