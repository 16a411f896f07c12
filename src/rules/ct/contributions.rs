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
        let mut sheets: Vec<(usize, Place)> = Vec::new();
        for project in projects {
            let Some(at) = cell(project) else { continue };
            for place in project.place([Some(at)]) {
                let same = |(_, last): &&mut (usize, Place)| last.file == place.file && last.sheet == place.sheet;
                match sheets.last_mut().filter(same) {
                    Some((_, last)) => last.cells.extend(place.cells),
                    None => sheets.push((self.rank(project.unit), place)),
                }
            }
        }
        sheets.sort_by_key(|(rank, _)| *rank);
        sheets.into_iter().map(|(_, place)| Place { cells: areas(&place.cells), ..place }).collect()
    }
}

/// Cells of a column as ranges where they stand one under the other.
fn areas(cells: &[Area]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for cell in cells {
        let below = |area: &&mut Area| area.last.col == cell.first.col && area.last.row + 1 == cell.first.row;
        match areas.last_mut().filter(below) {
            Some(area) => area.last = cell.last,
            None => areas.push(*cell),
        }
    }
    areas
}
