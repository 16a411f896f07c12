//! "Theo đơn vị": unit × year × task × source, with each unit's findings.
//!
//! The sums stand between the projects and the appendices: they add up the rows of projects, and the appendices
//! add them up. Money is in đồng, so that every sum of floats is exact.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::pen::{self, Written};
use super::style::{self, Mark, Tone, Weight};
use super::view::{UNCLASSIFIED, View};
use super::{BY_UNIT, detail, fit, links, review};
use crate::model::{Basis, Finding, Severity, SourceId, Sums, TaskId, UnitId};

const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
const UNIT: u16 = 0;
const YEAR: u16 = 1;
const TASK: u16 = 2;
const NAME: u16 = 3;
const PROJECTS: u16 = 4;
const QUANTITY: u16 = 5;
const SOURCES: u16 = 6;
const FIXED: [(&str, f64); 6] =
    [("Đơn vị", 14.0), ("Năm", 7.0), ("Mã nhiệm vụ", 9.0), ("Nhiệm vụ", 54.0), ("Số đề án", 8.0), ("Số lượng", 9.0)];
const MONEY: f64 = 16.0;
const SUM: &str = "Cộng các nguồn";
const FOUND: [(&str, Tone); 3] = [("Lỗi", Tone::Bad), ("Cảnh báo", Tone::Caution), ("Lưu ý", Tone::Info)];
const COUNT: f64 = 8.0;
/// What nobody is known to have sent, and what is said of no unit.
const NOBODY: &str = "Chung, chưa rõ đơn vị";

/// What an appendix adds up from this sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The quantity.
    Quantity,
    /// The money of one source.
    Source(SourceId),
    /// The money of all sources.
    Sum,
}

/// One unit's rows.
struct Block {
    unit: Option<UnitId>,
    lines: Vec<(i32, Option<TaskId>, Sums)>,
}

/// Where everything of the sheet stands.
pub struct ByUnit {
    blocks: Vec<Block>,
    sources: Vec<SourceId>,
    last: u32,
}

impl ByUnit {
    /// Lays the sheet out: every unit that has figures or of which something is said, in the catalogue's order.
    pub fn new(view: &View<'_>) -> Self {
        let mut blocks: BTreeMap<_, Block> = BTreeMap::new();
        // What is of no unit comes last.
        let slot = |unit: Option<UnitId>| (unit.is_none(), unit);
        let block = |unit| Block { unit, lines: Vec::new() };
        for (key, sums) in view.keyed() {
            let lines = &mut blocks.entry(slot(key.unit)).or_insert_with(|| block(key.unit)).lines;
            lines.push((key.year, key.task, sums.clone()));
        }
        for finding in view.outcome.findings.iter().filter(|finding| !finding.waived) {
            blocks.entry(slot(finding.unit)).or_insert_with(|| block(finding.unit));
        }
        let mut blocks: Vec<_> = blocks.into_values().collect();
        for block in &mut blocks {
            block.lines.sort_by_key(|(year, task, _)| (*year, task.is_none(), *task));
        }
        let rows: usize = blocks.iter().map(|block| 1 + block.lines.len()).sum();
        let last = FIRST + u32::try_from(rows.max(1)).unwrap_or_default() - 1;
        Self { blocks, sources: view.sources.clone(), last }
    }

    /// The tasks' codes, as a formula names them.
    pub fn tasks(&self) -> String {
        self.range(TASK)
    }

    /// The years; the row of a unit has none, so that no sum over a year holds it.
    pub fn years(&self) -> String {
        self.range(YEAR)
    }

    /// The figures of a part.
    pub fn part(&self, part: Part) -> String {
        self.range(self.column(part))
    }

    fn column(&self, part: Part) -> u16 {
        let of = |source: SourceId| self.sources.iter().position(|shown| *shown == source);
        match part {
            Part::Quantity => QUANTITY,
            Part::Source(source) => SOURCES + u16::try_from(of(source).unwrap_or_default()).unwrap_or_default(),
            Part::Sum => self.sum(),
        }
    }

    fn sum(&self) -> u16 {
        SOURCES + u16::try_from(self.sources.len()).unwrap_or_default()
    }

    fn range(&self, col: u16) -> String {
        let letters = crate::model::place::column_letters(u32::from(col));
        format!("'{BY_UNIT}'!${letters}${}:${letters}${}", FIRST + 1, self.last + 1)
    }
}

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, view: &View<'_>, layout: &ByUnit) -> Written {
    let columns = columns(view);
    style::widths(sheet, &columns.iter().map(|(_, width)| *width).collect::<Vec<_>>())?;
    style::page(sheet, style::Orientation::Landscape, 1);
    head(sheet, view, &columns)?;
    let mut body = Body { sheet, view, layout, found: Found::of(view) };
    let mut row = FIRST;
    for block in &layout.blocks {
        body.unit(row, block)?;
        row += 1;
        for (year, task, sums) in &block.lines {
            body.line(row, block.unit, (*year, *task), sums)?;
            row += 1;
        }
    }
    body.total(layout.last + 1)?;
    let end = u16::try_from(columns.len() - 1).unwrap_or_default();
    sheet.autofilter(HEADER, 0, layout.last, end)?;
    sheet.set_freeze_panes(FIRST, 3)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.ignore_error_range(FIRST, TASK, layout.last, TASK, rust_xlsxwriter::IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn columns(view: &View<'_>) -> Vec<(String, f64)> {
    let fixed = FIXED.into_iter().map(|(header, width)| (header.to_owned(), width));
    let sources = view.sources.iter().map(|source| (view.programme.source(*source).short.clone(), MONEY));
    let found = FOUND.into_iter().map(|(header, _)| (header.to_owned(), COUNT));
    fixed.chain(sources).chain([(SUM.to_owned(), MONEY)]).chain(found).collect()
}

fn head(sheet: &mut Worksheet, view: &View<'_>, columns: &[(String, f64)]) -> Written {
    let title = match view.outcome.basis {
        Basis::Registered => format!("SỐ LIỆU {} THEO ĐƠN VỊ", view.figures_title()),
        Basis::Admissible => format!("{} THEO ĐƠN VỊ", view.figures_title()),
    };
    pen::text(sheet, (0, 0), &title, &style::heading())?;
    let words = "Các phụ lục cộng các dòng có năm và nhiệm vụ; mỗi dòng đó cộng các đề án được tính. \
                 Bấm mã nhiệm vụ để mở các đề án đó. \
                 Sai lệch không gắn với năm và nhiệm vụ chỉ có ở dòng của đơn vị.";
    pen::text(sheet, (1, 0), words, &style::text())?;
    pen::text(sheet, (2, 0), "Đơn vị tính: đồng", &style::text().set_italic())?;
    for ((header, _), col) in columns.iter().zip(0_u16..) {
        pen::text(sheet, (HEADER, col), header, &style::head())?;
    }
    sheet.set_row_height(HEADER, fit::height("Mã nhiệm vụ", 7.0, style::SMALL, true))?;
    Ok(())
}

/// The sheet under way.
struct Body<'a, 'b> {
    sheet: &'a mut Worksheet,
    view: &'a View<'b>,
    layout: &'a ByUnit,
    found: Found,
}

impl Body<'_, '_> {
    /// The row of a unit: the sums of its rows.
    fn unit(&mut self, row: u32, block: &Block) -> Written {
        let name = block.unit.map_or(NOBODY, |_| self.view.unit_name(block.unit));
        let mut sums = Sums::empty(self.view.outcome.totals.sources);
        block.lines.iter().for_each(|(.., line)| sums.add(line));
        let below = (row + 1, row + u32::try_from(block.lines.len()).unwrap_or_default());
        let formula = |col: u16| {
            (below.0 <= below.1)
                .then(|| format!("=SUM({}:{})", pen::address((below.0, col)), pen::address((below.1, col))))
        };
        self.sums(row, (name, &format!("Cộng {name}")), &sums, Weight::Section, formula)?;
        let found = self.found.of_unit(block.unit);
        self.found(row, found, Weight::Section)
    }

    /// A row of one year and task: the sums of its projects.
    fn line(&mut self, row: u32, unit: Option<UnitId>, (year, task): (i32, Option<TaskId>), sums: &Sums) -> Written {
        let view = self.view;
        let name = task.map_or(UNCLASSIFIED, |task| &view.programme.task(task).name);
        pen::text(self.sheet, (row, UNIT), view.unit_name(unit), &style::cell())?;
        pen::number(self.sheet, (row, YEAR), year.into(), &style::centred())?;
        let behind = view.behind_line(unit, year, task).filter(|_| row < view.room.links);
        let formats = (&style::link().set_align(rust_xlsxwriter::FormatAlign::Center), &style::centred());
        pen::link(self.sheet, (row, TASK), view.task_code(task), links::to_projects(view, behind), formats)?;
        pen::text(self.sheet, (row, NAME), name, &style::cell())?;
        self.sheet.set_row_height(row, fit::height(name, FIXED[usize::from(NAME)].1, style::SMALL, false))?;
        self.figure((row, PROJECTS), sums.projects.into(), over(view, row, None), Weight::Plain)?;
        self.figure((row, QUANTITY), sums.quantity, over(view, row, Some(Part::Quantity)), Weight::Plain)?;
        let layout = self.layout;
        for source in &layout.sources {
            let part = Part::Source(*source);
            let (at, amount) = ((row, layout.column(part)), sums.source(*source).dong());
            self.figure(at, amount, over(view, row, Some(part)), Weight::Plain)?;
        }
        self.across(row, sums, Weight::Plain)?;
        let found = self.found.of_line(unit, year, task);
        self.found(row, found, Weight::Plain)
    }

    /// The foot: the sums of all rows but those of the units.
    fn total(&mut self, row: u32) -> Written {
        let mut sums = Sums::empty(self.view.outcome.totals.sources);
        self.layout.blocks.iter().flat_map(|block| &block.lines).for_each(|(.., line)| sums.add(line));
        // The rows of the units have no year.
        let years = self.layout.years();
        let layout = self.layout;
        let formula = |col: u16| Some(format!("=SUMIFS({},{years},\">0\")", layout.range(col)));
        self.sums(row, ("", "TỔNG CỘNG"), &sums, Weight::Total, formula)?;
        let found = self.found.all();
        self.found(row, found, Weight::Total)
    }

    /// The sums of several tasks, whose quantities are of different measures.
    fn sums(
        &mut self,
        row: u32,
        (unit, name): (&str, &str),
        sums: &Sums,
        weight: Weight,
        formula: impl Fn(u16) -> Option<String>,
    ) -> Written {
        pen::text(self.sheet, (row, UNIT), unit, &weight.apply(style::cell()))?;
        for col in [YEAR, TASK, QUANTITY] {
            pen::text(self.sheet, (row, col), "", &weight.apply(style::centred()))?;
        }
        pen::text(self.sheet, (row, NAME), name, &weight.apply(style::cell()))?;
        self.figure((row, PROJECTS), sums.projects.into(), formula(PROJECTS), weight)?;
        for source in &self.layout.sources {
            let col = self.layout.column(Part::Source(*source));
            self.figure((row, col), sums.source(*source).dong(), formula(col), weight)?;
        }
        self.across(row, sums, weight)
    }

    fn across(&mut self, row: u32, sums: &Sums, weight: Weight) -> Written {
        let sum = self.layout.sum();
        let cells = (pen::address((row, SOURCES)), pen::address((row, sum - 1)));
        self.figure((row, sum), sums.total().dong(), Some(format!("=SUM({}:{})", cells.0, cells.1)), weight)
    }

    fn figure(&mut self, at: pen::At, value: Decimal, formula: Option<String>, weight: Weight) -> Written {
        let format = weight.apply(style::figure()).set_num_format(style::pattern(value, Mark::Plain));
        match formula {
            Some(formula) => pen::formula(self.sheet, at, &formula, value, &format),
            None => pen::number(self.sheet, at, value, &format),
        }
    }

    fn found(&mut self, row: u32, found: [u64; 3], weight: Weight) -> Written {
        for ((count, (_, tone)), col) in found.into_iter().zip(FOUND).zip(self.layout.sum() + 1..) {
            let format = weight.apply(style::figure()).set_num_format(style::DONG);
            let format = if count > 0 { tone.colour(format) } else { format };
            pen::number(self.sheet, (row, col), count.into(), &format)?;
        }
        Ok(())
    }
}

/// The formula of a figure of one unit, year and task: the projects that count, as registered or as reviewed;
/// their number where no part is named. None beyond what a spreadsheet calculates at ease.
fn over(view: &View<'_>, row: u32, part: Option<Part>) -> Option<String> {
    let pages = match view.outcome.basis {
        Basis::Registered => view.detail_pages,
        Basis::Admissible => view.review_pages,
    };
    view.live.then(|| pages.sum(|table| over_table(view, table, row, part)))
}

/// The part of that formula that is over one table of projects.
fn over_table(view: &View<'_>, table: &str, row: u32, part: Option<Part>) -> String {
    let column = |header: &str| detail::reference_in(table, header);
    let criteria = [(detail::UNIT, UNIT), (detail::YEAR, YEAR), (detail::TASK, TASK)]
        .map(|(header, col)| (column(header), format!("${}", pen::address((row, col)))));
    let counted = (column(detail::COUNTED), format!("\"{}\"", detail::YES));
    let criteria: Vec<_> = criteria.into_iter().chain([counted]).collect();
    let summed = match (part, view.outcome.basis) {
        (Some(Part::Quantity), _) => Some(column(detail::QUANTITY)),
        (Some(Part::Source(source)), Basis::Registered) => Some(column(&detail::source_header(view, source))),
        (Some(Part::Source(source)), Basis::Admissible) => Some(column(&review::admissible_header(view, source))),
        (None | Some(Part::Sum), _) => None,
    };
    pen::sum_where(summed.as_deref(), &criteria, view.codes_as_text)
}

/// How many findings of each severity stand where; waived ones no longer count.
struct Found {
    by_unit: BTreeMap<Option<UnitId>, [u64; 3]>,
    by_line: BTreeMap<(Option<UnitId>, i32, Option<TaskId>), [u64; 3]>,
}

impl Found {
    fn of(view: &View<'_>) -> Self {
        let mut found = Self { by_unit: BTreeMap::new(), by_line: BTreeMap::new() };
        for finding in view.outcome.findings.iter().filter(|finding| !finding.waived) {
            count(found.by_unit.entry(finding.unit).or_default(), finding);
            // A project of no known task has its own line; any other finding without a task is the unit's.
            if let Some(year) = finding.year.filter(|_| finding.task.is_some() || finding.project.is_some()) {
                count(found.by_line.entry((finding.unit, year, finding.task)).or_default(), finding);
            }
        }
        found
    }

    fn of_unit(&self, unit: Option<UnitId>) -> [u64; 3] {
        self.by_unit.get(&unit).copied().unwrap_or_default()
    }

    fn of_line(&self, unit: Option<UnitId>, year: i32, task: Option<TaskId>) -> [u64; 3] {
        self.by_line.get(&(unit, year, task)).copied().unwrap_or_default()
    }

    fn all(&self) -> [u64; 3] {
        let add = |sum: [u64; 3], found: &[u64; 3]| [sum[0] + found[0], sum[1] + found[1], sum[2] + found[2]];
        self.by_unit.values().fold([0; 3], add)
    }
}

fn count(counts: &mut [u64; 3], finding: &Finding) {
    let at = Severity::ALL.iter().position(|severity| *severity == finding.severity);
    if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
        *count += 1;
    }
}
