//! Which columns a table lacks, and in which unit its money is.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::fields;
use super::header::Header;
use super::rows::{Kind, View};
use super::title::Title;
use crate::model::{
    CellRef, Column, Field, MissingColumn, Money, MoneyUnit, MoneyUnitClaim, Project, SourceId, Table, text,
};
use crate::programme::{Programme, SourceKind};
use crate::read::numbers::{self, Suffix};
use crate::read::sheet::{Content, RawCell, RawRow};

/// A project of the programme costs between these amounts: 1 triệu and 30 tỷ đồng.
const PLAUSIBLE_TRIEU: (i64, i64) = (1, 30_000);

/// The unit of a table's money: stated in the title block, else in a money header, else told by the magnitudes
/// where exactly one unit puts the median project between a triệu and thirty tỷ.
pub fn money_unit(header: &Header, title: &Title, kinds: &[(&RawRow, Kind)]) -> MoneyUnitClaim {
    let in_headers = header
        .claims
        .iter()
        .filter(|(field, _)| fields::is_money(**field))
        .find_map(|(_, columns)| columns.first().and_then(|column| column.unit.map(|unit| (unit, column.at))));
    if let Some((unit, at)) = title.money_unit.or(in_headers) {
        return MoneyUnitClaim::Stated(unit, at);
    }
    let Some(median) = median_total(header, kinds) else { return MoneyUnitClaim::Unknown };
    let (least, most) = (Money::from_trieu(PLAUSIBLE_TRIEU.0), Money::from_trieu(PLAUSIBLE_TRIEU.1));
    let plausible =
        |unit: &MoneyUnit| Money::from_amount(median, *unit).is_some_and(|amount| (least..=most).contains(&amount));
    let units: Vec<MoneyUnit> = MoneyUnit::ALL.into_iter().filter(plausible).collect();
    match units.as_slice() {
        [only] => MoneyUnitClaim::Inferred(*only),
        _ => MoneyUnitClaim::Unknown,
    }
}

/// The median of the projects' totals as bare numbers.
fn median_total(header: &Header, kinds: &[(&RawRow, Kind)]) -> Option<Decimal> {
    let bare = |cell: &RawCell| match &cell.content {
        Content::Number(value) => Some(*value),
        // A text with a unit of its own ("300tr") says nothing of the table's unit.
        Content::Text(written) => {
            numbers::read(written, Suffix::Money).ok()?.filter(|read| read.unit.is_none()).map(|read| read.value)
        }
        _ => None,
    };
    let mut totals: Vec<Decimal> = kinds
        .iter()
        .filter(|(_, kind)| *kind == Kind::Project)
        .filter_map(|(row, _)| {
            let view = View::new(row, header);
            let total = view.cell(Field::Total).and_then(bare);
            total.or_else(|| view.money().filter_map(|(_, cell)| bare(cell)).max())
        })
        .filter(|total| !total.is_zero())
        .collect();
    totals.sort_unstable();
    let middle = totals.len() / 2;
    match totals.len() {
        0 => None,
        count if count % 2 == 1 => Some(totals[middle]),
        _ => Some((totals[middle - 1] + totals[middle]) / Decimal::TWO),
    }
}

/// Names the required columns that are not there. Of a table of which other sheets list all projects, or that only
/// sums up others, nothing more is asked.
pub fn judge(table: &mut Table, header: &Header, programme: &Programme) {
    let shared_away = table.split.rows.is_some() && table.projects.is_empty();
    if table.summary || shared_away {
        return;
    }
    let mut missing: Vec<String> = Vec::new();
    // Group headings that only come near to a task's name still are headings: each row then lacks its task (GT09).
    let grouped = |project: &Project| project.task.heading.is_some() || !project.task.suggestions.is_empty();
    let by_headings = table.projects.iter().any(grouped);
    for field in [Field::Task, Field::Name, Field::Beneficiary, Field::Total] {
        let given = (field == Field::Task && by_headings) || given_elsewhere(table, field);
        if !table.columns.contains_key(&field) && !given {
            missing.push(programme.header(field).to_owned());
        }
    }
    judge_sources(table, header, programme, &mut missing);
    table.missing =
        missing.into_iter().map(|wanted| MissingColumn { nearest: nearest(&wanted, header), header: wanted }).collect();
}

/// Whether every project of a table has a field from a row of another sheet.
fn given_elsewhere(table: &Table, field: Field) -> bool {
    let given = |project: &Project| match field {
        Field::Task => false,
        Field::Name => project.name.at.is_some(),
        Field::Beneficiary => project.beneficiary.at.is_some(),
        _ => project.total.at.is_some(),
    };
    !table.projects.is_empty() && table.projects.iter().all(given)
}

/// At least one state source is required; another absent source is 0 where the sums tie, else it is missing.
fn judge_sources(table: &mut Table, header: &Header, programme: &Programme, missing: &mut Vec<String>) {
    let absent: Vec<SourceId> = programme
        .source_ids()
        .filter(|id| !table.columns.contains_key(&Field::Source(*id)) && !fields::may_be_absent(programme, *id))
        .collect();
    let is_state = |id: &SourceId| programme.source(*id).kind == SourceKind::State;
    let printed =
        |ids: &[SourceId]| ids.iter().map(|id| programme.header(Field::Source(*id))).collect::<Vec<_>>().join(" hoặc ");
    let state: Vec<SourceId> = programme.state_sources().collect();
    let alone = || table.projects.iter().filter(|project| project.joined.is_empty() && project.unjoined.is_none());
    let untied = alone().any(|project| project.ties() == Some(false));
    // A column that says of no source what it is of is taken for one only as long as nothing speaks against it.
    let no_state =
        state.iter().all(|id| absent.contains(id)) && (alone().next().is_some() || table.projects.is_empty());
    if no_state || (header.adopted.is_some() && untied) {
        missing.push(printed(&state));
        return;
    }
    // Which of two columns of one amount holds it nobody can tell (BM02), nor, then, whether the sums tie.
    let unsure = |field: &Field| *field == Field::Total || matches!(field, Field::Source(_));
    if table.clashes.iter().any(|(field, _)| unsure(field)) {
        return;
    }
    if absent.is_empty() || !(table.columns.contains_key(&Field::Total) || given_elsewhere(table, Field::Total)) {
        return;
    }
    // Where other sheets complete some of the projects, the layout is understood: a row that does not tie is at fault
    // itself (TG01).
    let completed = table.split.rows.is_some();
    if !untied || completed {
        if alone().next().is_some() || !completed {
            table.assumed_zero = absent;
        }
        return;
    }
    // The sums do not tie: the beneficiary's own money is what is left out, else the state's.
    let own: Vec<SourceId> = absent.iter().copied().filter(|id| !is_state(id)).collect();
    missing.push(printed(if own.is_empty() { &absent } else { &own }));
}

/// The header that stands for no field and is nearest to a wanted one.
fn nearest(wanted: &str, header: &Header) -> Option<(String, CellRef)> {
    let key = text::key(wanted);
    let mut near: BTreeMap<(usize, CellRef), &Column> = BTreeMap::new();
    for column in &header.unknown {
        let distance = strsim::damerau_levenshtein(&key, &text::key(&column.header));
        if distance * 2 <= key.len() {
            near.insert((distance, column.at), column);
        }
    }
    near.into_values().next().map(|column| (column.header.clone(), column.at))
}
