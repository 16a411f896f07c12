//! Both sides as amounts: what our projects add up to in any figure, what each cell of theirs is worth.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::crosscheck::{OurItem, Ours, Slice};
use crate::model::theirs::{ColumnRole, RowOf, RowRole, TheirCell, TheirRow, TheirTable, Theirs};
use crate::model::{AppendixRow, CellRef, Figure, FigureOf, Money, MoneyUnit, SourceId, Sums, TaskId};
use crate::programme::Programme;

/// Both sides of a crosscheck.
pub(super) struct Sides<'a> {
    pub programme: &'a Programme,
    pub theirs: &'a Theirs,
    pub ours: &'a Ours,
    /// The unit of money of each of their tables, and whether it had to be told from the amounts.
    pub units: Vec<(MoneyUnit, bool)>,
    sums: BTreeMap<(Option<TaskId>, i32), Sums>,
    /// Whether their workbook holds years that were not asked for: what it says of the whole period is then no
    /// figure of ours.
    part_of_theirs: bool,
}

/// Which of their tables, rows and cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub table: usize,
    pub row: usize,
    pub cell: usize,
}

/// An amount of theirs, with what it may miss for the digits that it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub money: Money,
    pub slack: Money,
}

impl<'a> Sides<'a> {
    pub(super) fn new(programme: &'a Programme, theirs: &'a Theirs, ours: &'a Ours) -> Self {
        let mut sums: BTreeMap<(Option<TaskId>, i32), Sums> = BTreeMap::new();
        for item in ours.items.iter().filter(|item| item.counted) {
            let of = Sums { projects: 1, quantity: item.quantity, sources: item.sources.clone() };
            let empty = || Sums::empty(programme.sources.len());
            sums.entry((item.task, item.year)).or_insert_with(empty).add(&of);
        }
        let mut sides = Self { programme, theirs, ours, units: Vec::new(), sums, part_of_theirs: false };
        let years: BTreeSet<i32> = sides.stated().filter_map(|(_, slice)| slice.year).collect();
        sides.part_of_theirs = !ours.years.is_empty() && !years.is_subset(&ours.years);
        sides.units = theirs.tables.iter().map(|table| sides.unit(table)).collect();
        sides
    }

    /// Our figure; none where the appendices have no such one.
    pub(super) fn ours(&self, slice: &Slice) -> Option<Figure> {
        let is_task = matches!(slice.row, AppendixRow::Task(_));
        if slice.of == FigureOf::Quantity {
            return is_task.then(|| Figure::Count(self.sum(slice).quantity));
        }
        Some(Figure::Money(self.our_money(slice)))
    }

    /// Our amount; zero for a figure that is no money.
    pub(super) fn our_money(&self, slice: &Slice) -> Money {
        let sum = self.sum(slice);
        money_of(self.programme, &sum.sources, slice.of)
    }

    fn sum(&self, slice: &Slice) -> Sums {
        let mut sum = Sums::empty(self.programme.sources.len());
        let here = |task: Option<TaskId>, year: i32| {
            slice.year.is_none_or(|wanted| wanted == year) && holds(self.programme, slice.row, task)
        };
        for (_, sums) in self.sums.iter().filter(|((task, year), _)| here(*task, *year)) {
            sum.add(sums);
        }
        sum
    }

    /// Whether a figure is of what was asked for.
    pub(super) fn asks(&self, slice: &Slice) -> bool {
        match slice.year {
            Some(year) => self.ours.years.is_empty() || self.ours.years.contains(&year),
            None => !self.part_of_theirs,
        }
    }

    /// Every cell of theirs that may hold a figure of ours, with the figure.
    pub(super) fn stated(&self) -> impl Iterator<Item = (Spot, Slice)> + '_ {
        self.theirs.tables.iter().enumerate().flat_map(move |(table, of)| {
            of.rows.iter().enumerate().flat_map(move |(row, line)| {
                (0..line.cells.len())
                    .filter_map(move |cell| Some((Spot { table, row, cell }, slice(of, line, &line.cells[cell])?)))
            })
        })
    }

    pub(super) fn table(&self, spot: Spot) -> &'a TheirTable {
        &self.theirs.tables[spot.table]
    }

    pub(super) fn row(&self, spot: Spot) -> &'a TheirRow {
        &self.table(spot).rows[spot.row]
    }

    pub(super) fn cell(&self, spot: Spot) -> &'a TheirCell {
        &self.row(spot).cells[spot.cell]
    }

    /// Where a cell of theirs stands.
    pub(super) fn at(&self, spot: Spot) -> CellRef {
        CellRef::new(self.row(spot).row, self.cell(spot).col)
    }

    /// What a cell of theirs is worth; nothing where it cannot be read.
    pub(super) fn amount(&self, spot: Spot) -> Option<Amount> {
        let unit = unit_at(self.table(spot), self.cell(spot).col, self.units[spot.table].0);
        let cell = self.cell(spot);
        Some(Amount { money: cell.money(unit)?, slack: cell.slack(unit) })
    }

    /// What a cell of theirs is worth where it is held against others of theirs: what is ours to the đồng leaves no
    /// digit out.
    pub(super) fn typed(&self, spot: Spot) -> Option<Amount> {
        let amount = self.amount(spot)?;
        let slice = slice(self.table(spot), self.row(spot), self.cell(spot));
        let exact = slice.is_some_and(|slice| self.our_money(&slice) == amount.money);
        Some(if exact { Amount { slack: Money::ZERO, ..amount } } else { amount })
    }

    /// The unit that a table states; where it states none, the one in which most of its amounts are ours.
    fn unit(&self, table: &TheirTable) -> (MoneyUnit, bool) {
        if let Some((unit, _)) = table.unit {
            return (unit, false);
        }
        let equal = |unit: MoneyUnit| {
            let cells = table.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
            cells
                .filter(|(row, cell)| {
                    let Some(slice) = slice(table, row, cell).filter(|slice| slice.of != FigureOf::Quantity) else {
                        return false;
                    };
                    let money = cell.money(unit_at(table, cell.col, unit)).filter(|money| !money.is_zero());
                    money == Some(self.our_money(&slice))
                })
                .count()
        };
        let best = MoneyUnit::ALL.into_iter().map(|unit| (equal(unit), unit)).max_by_key(|(count, _)| *count);
        match best {
            Some((1.., unit)) => (unit, true),
            _ => (MoneyUnit::Trieu, true),
        }
    }
}

/// The unit that a column states, else the table's.
fn unit_at(table: &TheirTable, col: u32, of_table: MoneyUnit) -> MoneyUnit {
    let column = table.columns.iter().find(|column| column.col == col);
    column.and_then(|column| column.unit).unwrap_or(of_table)
}

/// The money of some sources that a figure is of.
pub(super) fn money_of(programme: &Programme, sources: &[Money], of: FigureOf) -> Money {
    let source = |id: SourceId| sources.get(id.index()).copied().unwrap_or_default();
    match of {
        FigureOf::Quantity => Money::ZERO,
        FigureOf::Total => sources.iter().copied().sum(),
        FigureOf::Mobilised => programme.mobilised_sources().map(source).sum(),
        FigureOf::State => programme.state_sources().map(source).sum(),
        FigureOf::Source(id) => source(id),
    }
}

/// What a project puts into a figure.
pub(super) fn share_of(programme: &Programme, item: &OurItem, slice: &Slice) -> Money {
    let here = slice.year.is_none_or(|year| year == item.year) && holds(programme, slice.row, item.task);
    if here { money_of(programme, &item.sources, slice.of) } else { Money::ZERO }
}

/// Whether a row of an appendix holds the projects of a task.
pub(super) fn holds(programme: &Programme, row: AppendixRow, task: Option<TaskId>) -> bool {
    match row {
        AppendixRow::Total => true,
        AppendixRow::Section(section) => task.is_some_and(|task| programme.task(task).section == section),
        AppendixRow::Task(of) => task == Some(of),
        AppendixRow::Unclassified => task.is_none(),
    }
}

/// The figure of a cell of theirs: what its row and its column say together.
pub(super) fn slice(table: &TheirTable, row: &TheirRow, cell: &TheirCell) -> Option<Slice> {
    let RowRole::Ours(of_row) = row.role else { return None };
    combined(of_row, of_column(table, cell)?)
}

/// What a cell of a row that may be none of ours is of, and its year.
pub(super) fn figure_of(table: &TheirTable, row: &TheirRow, cell: &TheirCell) -> Option<(FigureOf, Option<i32>)> {
    let (of, year) = of_column(table, cell)?;
    Some((of, year.or(row.year)))
}

/// What the column of a cell is of, and its year.
pub(super) fn of_column(table: &TheirTable, cell: &TheirCell) -> Option<(FigureOf, Option<i32>)> {
    match table.columns.iter().find(|column| column.col == cell.col)?.role {
        ColumnRole::Figure(of, year) => Some((of, year)),
        _ => None,
    }
}

/// What a row and a column are of together; nothing where both say a year, or a part of the money.
pub(super) fn combined(row: RowOf, (of, year): (FigureOf, Option<i32>)) -> Option<Slice> {
    let of = match (row.of, of) {
        (None, of) => of,
        (Some(part), FigureOf::Total) => part,
        (Some(_), _) => return None,
    };
    let year = match (row.year, year) {
        (Some(_), Some(_)) => return None,
        (one, other) => one.or(other),
    };
    Some(Slice { row: row.row, year, of })
}
