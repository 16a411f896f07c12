//! Who brought a figure about: the units by amount, and the cells of their projects.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::model::{Area, CellRef, Figure, Place, Project, Sums, TotalsKey, UnitId};
use crate::rules::{Context, words};

/// What each unit contributes to a figure, in đồng or as a count, the largest first.
#[derive(Debug, Clone)]
pub(super) struct Contributions<T> {
    by_unit: Vec<(Option<UnitId>, T)>,
}

impl<T: Copy + Default + Ord + AddAssign + Into<Figure>> Contributions<T> {
    /// The parts of a figure that `amount` takes from each sum that `keep` accepts.
    pub(super) fn of(context: &Context<'_>, keep: impl Fn(&TotalsKey) -> bool, amount: impl Fn(&Sums) -> T) -> Self {
        let mut by_unit: BTreeMap<Option<UnitId>, T> = BTreeMap::new();
        for (key, sums) in context.totals.by_key.iter().filter(|(key, _)| keep(key)) {
            *by_unit.entry(key.unit).or_default() += amount(sums);
        }
        let mut by_unit: Vec<_> = by_unit.into_iter().filter(|(_, amount)| *amount != T::default()).collect();
        by_unit.sort_by_key(|(unit, amount)| (Reverse(*amount), unit.map_or(usize::MAX, UnitId::index)));
        Self { by_unit }
    }

    /// "Phong Thổ 12; Tân Uyên 10".
    pub(super) fn words(&self, context: &Context<'_>) -> String {
        let part = |(unit, amount): &(Option<UnitId>, T)| {
            let figure: Figure = (*amount).into();
            format!("{} {figure}", words::unit(context.programme, *unit))
        };
        self.by_unit.iter().map(part).collect::<Vec<_>>().join("; ")
    }

    fn rank(&self, unit: Option<UnitId>) -> usize {
        self.by_unit.iter().position(|(other, _)| *other == unit).unwrap_or(usize::MAX)
    }

    /// The cells that `cell` gives of the projects that count: one place for each sheet, those of the unit
    /// that contributes most at the head.
    pub(super) fn places<'a>(
        &self,
        projects: impl IntoIterator<Item = &'a Project>,
        cell: impl Fn(&Project) -> Option<CellRef>,
    ) -> Vec<Place> {
        let mut sheets: Vec<(usize, &Project, Vec<CellRef>)> = Vec::new();
        for project in projects {
            let Some(at) = cell(project) else { continue };
            match sheets.last_mut().filter(|(_, last, _)| last.file == project.file && last.sheet == project.sheet) {
                Some((_, _, cells)) => cells.push(at),
                None => sheets.push((self.rank(project.unit), project, vec![at])),
            }
        }
        sheets.sort_by_key(|(rank, ..)| *rank);
        sheets.iter().map(|(_, row, cells)| Place::cells(&row.file, &row.sheet, areas(cells))).collect()
    }
}

/// Cells of a column as ranges where they stand one under the other.
fn areas(cells: &[CellRef]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for cell in cells {
        match areas.last_mut().filter(|area| area.last.col == cell.col && area.last.row + 1 == cell.row) {
            Some(area) => area.last = *cell,
            None => areas.push(Area::from(*cell)),
        }
    }
    areas
}
