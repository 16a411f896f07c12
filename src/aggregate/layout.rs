//! Which figures the three appendices have, in the order in which they are printed.

use crate::model::{Appendix, AppendixRow, FigureKey, FigureOf, SectionId};
use crate::programme::{Programme, SourceKind};

/// The key of every figure that an appendix of these years can hold: appendix by appendix, row by row, column by
/// column.
pub(super) fn keys(programme: &Programme, years: &[i32]) -> Vec<FigureKey> {
    Appendix::ALL
        .into_iter()
        .flat_map(|appendix| match appendix {
            Appendix::Tasks => tasks(programme),
            Appendix::Phasing => phasing(programme, years),
            Appendix::Sources => sources(programme, years),
        })
        .collect()
}

/// The rows: a section before its tasks, a section of one task as that task, what no task holds, and the
/// grand total at the foot.
fn rows(programme: &Programme) -> Vec<AppendixRow> {
    let mut rows = Vec::new();
    for (position, section) in programme.sections.iter().enumerate() {
        if !programme.is_one_task(section) {
            rows.push(AppendixRow::Section(SectionId(position)));
        }
        rows.extend(section.tasks.iter().copied().map(AppendixRow::Task));
    }
    rows.extend([AppendixRow::Unclassified, AppendixRow::Total]);
    rows
}

/// Appendix 01: the quantity of each task (sections mix measures, so they have none), all money, each source.
fn tasks(programme: &Programme) -> Vec<FigureKey> {
    let money: Vec<_> = std::iter::once(FigureOf::Total).chain(programme.source_ids().map(FigureOf::Source)).collect();
    let mut keys = Vec::new();
    for row in rows(programme) {
        let quantity = matches!(row, AppendixRow::Task(_)).then_some(FigureOf::Quantity);
        let columns = quantity.into_iter().chain(money.iter().copied());
        keys.extend(columns.map(|of| FigureKey { appendix: Appendix::Tasks, row, year: None, of }));
    }
    keys
}

/// The keys of what is told since the first year: as in appendix 01, without sections, and with all state money.
pub(super) fn cumulative(programme: &Programme) -> Vec<FigureKey> {
    let sum = |row| FigureKey { appendix: Appendix::Tasks, row, year: None, of: FigureOf::State };
    tasks(programme)
        .into_iter()
        .filter(|key| !matches!(key.row, AppendixRow::Section(_)))
        .flat_map(|key| [Some(key), (key.of == FigureOf::Total).then(|| sum(key.row))])
        .flatten()
        .collect()
}

/// Appendix 02: all money over the years and in each year; the sources likewise, under the grand total.
fn phasing(programme: &Programme, years: &[i32]) -> Vec<FigureKey> {
    let rows = rows(programme).into_iter().map(|row| (row, FigureOf::Total));
    let sources = programme.source_ids().map(|source| (AppendixRow::Total, FigureOf::Source(source)));
    rows.chain(sources)
        .flat_map(|(row, of)| {
            std::iter::once(None).chain(years.iter().copied().map(Some)).map(move |year| FigureKey {
                appendix: Appendix::Phasing,
                row,
                year,
                of,
            })
        })
        .collect()
}

/// Appendix 03: all money, mobilised money, state money and each state source; the same by year for the grand total.
fn sources(programme: &Programme, years: &[i32]) -> Vec<FigureKey> {
    let state = programme.sources_of(SourceKind::State).map(FigureOf::Source);
    let columns: Vec<_> = [FigureOf::Total, FigureOf::Mobilised, FigureOf::State].into_iter().chain(state).collect();
    let rows = rows(programme).into_iter().map(|row| (row, None));
    let years = years.iter().map(|year| (AppendixRow::Total, Some(*year)));
    rows.chain(years)
        .flat_map(|(row, year)| {
            columns.iter().map(move |of| FigureKey { appendix: Appendix::Sources, row, year, of: *of })
        })
        .collect()
}
