//! "Theo giai đoạn": the stages side by side, per task and source and per project and source.
//!
//! It is there only where the run holds more than one stage. Stages stand in columns and are never added:
//! each sum is of one column.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet};

use super::pen::{self, At, Written};
use super::room::Pages;
use super::style::{self, Weight};
use super::view::{UNCLASSIFIED, View};
use super::{STAGES, fit, links};
use crate::model::{Beneficiaries, Course, Money, SourceId, Stage, TaskId, courses};

const FIXED: [(&str, f64); 8] = [
    ("STT", 6.0),
    ("Mã nhiệm vụ", 14.0),
    ("Nhiệm vụ, đề án", 46.0),
    ("Đơn vị", 14.0),
    ("Năm", 7.0),
    ("Mã đề án", 12.0),
    ("Đơn vị thụ hưởng", 28.0),
    ("Nguồn", 16.0),
];
const CODE: u16 = 1;
const NAME: u16 = 2;
const SOURCE: u16 = 7;
const MONEY: u16 = 8;
const WIDTH: f64 = 16.0;
const SHARE: f64 = 12.0;
const HEADER: u32 = 3;
const FIRST: u32 = HEADER + 1;
/// What a row of all sources says in the column of sources; it is no source, so that no sum holds it twice.
const ALL: &str = "Tổng";

/// What is shown, laid out over as many sheets as it takes: the projects go on in further ones.
pub struct Layout<'a> {
    stages: Vec<Stage>,
    courses: Vec<Course<'a>>,
    tasks: Tasks,
    blocks: Vec<Block>,
    pages: Pages,
}

/// Each task's money by source and stage.
type Tasks = BTreeMap<(bool, Option<TaskId>), BTreeMap<SourceId, ByStage>>;

/// The projects of one sheet.
struct Block {
    /// Which of all.
    courses: Range<usize>,
    /// Their first and their last row.
    rows: (u32, u32),
}

impl<'a> Layout<'a> {
    /// Lays a run out; nothing where it holds one stage alone.
    pub fn new(view: &View<'a>) -> Option<Self> {
        let stages: Vec<Stage> = view.outcome.totals.stages().into_iter().collect();
        if stages.len() < 2 {
            return None;
        }
        let inputs = &view.outcome.inputs;
        let rows: Vec<_> = inputs
            .iter()
            .enumerate()
            .flat_map(super::view::counted)
            .filter(|(_, project)| view.outcome.shows(project.year))
            .collect();
        let beneficiaries = Beneficiaries::of_inputs(inputs, &view.programme.legal_forms);
        let courses = in_order(courses(&rows, &beneficiaries));
        let (tasks, rows) = summed(view, &stages, &courses);
        // Under the tasks stand the grand total with its sources, and the heading of the projects.
        let all_sources: BTreeSet<_> = tasks.values().flat_map(BTreeMap::keys).collect();
        let above = 2 + tasks.values().map(|sources| 1 + sources.len()).sum::<usize>() + all_sources.len() + 1;
        let blocks = blocks(&rows, above, view.room.rows);
        let pages = Pages::new(STAGES, "", 1, blocks.len());
        Some(Self { stages, courses, tasks, blocks, pages })
    }

    /// The names of the sheets.
    pub fn sheets(&self) -> impl Iterator<Item = String> + use<> {
        self.pages.sheets()
    }
}

/// The sums of the tasks, and how many rows each project takes.
fn summed(view: &View<'_>, stages: &[Stage], courses: &[Course<'_>]) -> (Tasks, Vec<usize>) {
    let mut tasks = Tasks::new();
    let mut rows = Vec::with_capacity(courses.len());
    for course in courses {
        let sources = sources(view, stages, course);
        rows.push(1 + sources.len());
        let task = course.rows[0].1.task.task;
        let sums = tasks.entry((task.is_none(), task)).or_default();
        for (source, amounts) in sources {
            add(sums.entry(source).or_insert_with(|| vec![None; stages.len()]), &amounts);
        }
    }
    (tasks, rows)
}

/// Spreads projects that take these rows over sheets with room for `most` rows of projects; no project is torn apart.
/// On the first sheet other rows stand above them, on the others a heading.
fn blocks(rows: &[usize], above: usize, most: usize) -> Vec<Block> {
    let block = |courses: Range<usize>, taken: usize, is_first: bool| {
        let first = FIRST + u32::try_from(if is_first { above } else { 1 }).unwrap_or_default();
        Block { courses, rows: (first, first + u32::try_from(taken.max(1)).unwrap_or_default() - 1) }
    };
    let (mut blocks, mut from, mut taken) = (Vec::new(), 0, 0);
    for (at, rows) in rows.iter().enumerate() {
        if taken > 0 && taken + rows > most {
            blocks.push(block(from..at, taken, blocks.is_empty()));
            (from, taken) = (at, 0);
        }
        taken += rows;
    }
    blocks.push(block(from..rows.len(), taken, blocks.is_empty()));
    blocks
}

/// Writes the sheets.
pub fn write(book: &mut Workbook, view: &View<'_>, layout: &Layout<'_>) -> Written {
    let shares = layout.stages.len() - 1;
    let mut widths = FIXED.map(|(_, width)| width).to_vec();
    widths.extend(layout.stages.iter().map(|_| WIDTH));
    widths.extend((0..shares).map(|_| SHARE));
    for (page, block) in layout.blocks.iter().enumerate() {
        let sheet = book.worksheet_from_name(&layout.pages.sheet(page))?;
        style::widths(sheet, &widths)?;
        style::page(sheet, style::Orientation::Landscape, 1);
        let mut body = Body { sheet, view, layout };
        body.head(page)?;
        if page == 0 {
            body.tasks()?;
        }
        body.projects(block)?;
        sheet.ignore_error_range(FIRST, CODE, block.rows.1, CODE, IgnoreError::NumberStoredAsText)?;
        sheet.set_freeze_panes(FIRST, 3)?;
        sheet.set_repeat_rows(HEADER, HEADER)?;
    }
    Ok(())
}

/// By task, year and unit, then in the order of the submissions; what is not known comes last.
fn in_order(mut courses: Vec<Course<'_>>) -> Vec<Course<'_>> {
    courses.sort_by_key(|course| {
        let (at, row) = course.rows[0];
        let task = row.task.task;
        (task.is_none(), task, row.year, row.unit.is_none(), row.unit, at)
    });
    courses
}

/// The money of a row by stage, in the order of the stages; nothing where a project was not in that stage.
type ByStage = Vec<Option<Money>>;

/// The rows of one project: each shown source that holds money in any stage.
fn sources(view: &View<'_>, stages: &[Stage], course: &Course<'_>) -> Vec<(SourceId, ByStage)> {
    let of = |source: SourceId| stages.iter().map(|stage| course.money(*stage, &[source])).collect::<ByStage>();
    let held = |amounts: &ByStage| amounts.iter().flatten().any(|amount| !amount.is_zero());
    view.sources.iter().map(|source| (*source, of(*source))).filter(|(_, amounts)| held(amounts)).collect()
}

/// A sheet under way.
struct Body<'a, 'b> {
    sheet: &'a mut Worksheet,
    view: &'a View<'b>,
    layout: &'a Layout<'b>,
}

impl Body<'_, '_> {
    fn head(&mut self, page: usize) -> Written {
        let title = format!("SỐ LIỆU THEO GIAI ĐOẠN{}", self.layout.pages.continued(page));
        pen::text(self.sheet, (0, 0), &title, &style::heading())?;
        let words = "Mỗi giai đoạn một cột, không cộng các giai đoạn với nhau. Các giai đoạn của một đề án được nối theo \
                     đơn vị, năm và mã đề án, nếu không có mã thì theo nhiệm vụ và đơn vị thụ hưởng.";
        pen::text(self.sheet, (1, 0), words, &style::text())?;
        pen::text(self.sheet, (2, 0), "Đơn vị tính: đồng", &style::text().set_italic())?;
        let shares = self.layout.stages.windows(2).map(|pair| format!("{}/{} (%)", pair[1], pair[0]));
        let headers = FIXED
            .iter()
            .map(|(header, _)| (*header).to_owned())
            .chain(self.layout.stages.iter().map(|stage| stage.name().to_owned()))
            .chain(shares);
        for (header, col) in headers.zip(0_u16..) {
            pen::text(self.sheet, (HEADER, col), &header, &style::head())?;
        }
        self.sheet.set_row_height(HEADER, fit::height("Thực hiện/Phê duyệt (%)", SHARE - 2.0, style::SMALL, true))?;
        Ok(())
    }

    /// Each task with its sources, then all tasks.
    fn tasks(&mut self) -> Written {
        self.heading(FIRST, "1. Theo nhiệm vụ và nguồn")?;
        let mut row = FIRST + 1;
        let mut all: BTreeMap<SourceId, ByStage> = BTreeMap::new();
        for ((_, task), sources) in &self.layout.tasks {
            let name = task.map_or(UNCLASSIFIED, |task| &self.view.programme.task(task).name);
            let code = self.view.task_code(*task);
            row = self.summed(row, (code, name), sources, Weight::Section)?;
            for (source, amounts) in sources {
                add(all.entry(*source).or_insert_with(|| vec![None; amounts.len()]), amounts);
            }
        }
        self.summed(row, ("", "TỔNG CỘNG"), &all, Weight::Total)?;
        Ok(())
    }

    /// A task's row and the rows of its sources, all of them sums over the projects below; gives the next row.
    fn summed(
        &mut self,
        row: u32,
        (code, name): (&str, &str),
        sources: &BTreeMap<SourceId, ByStage>,
        weight: Weight,
    ) -> Written<u32> {
        let last = row + u32::try_from(sources.len()).unwrap_or_default();
        let mut total: ByStage = vec![None; self.layout.stages.len()];
        for amounts in sources.values() {
            add(&mut total, amounts);
        }
        self.words(row, &[(CODE, code), (NAME, name), (SOURCE, ALL)], weight)?;
        self.amounts(row, &total, weight, |col| (last > row).then(|| below((row, last), col)))?;
        for ((source, amounts), row) in sources.iter().zip(row + 1..) {
            let short = &self.view.programme.source(*source).short;
            self.words(row, &[(CODE, code), (SOURCE, short)], Weight::Plain)?;
            let as_text = self.view.codes_as_text;
            let formula = |col: u16| self.view.live.then(|| over_projects(self.layout, (row, col), code, as_text));
            let formulas: Vec<_> = (MONEY..).take(self.layout.stages.len()).map(formula).collect();
            self.amounts(row, amounts, Weight::Plain, |col| formulas.get(usize::from(col - MONEY)).cloned().flatten())?;
        }
        Ok(last + 1)
    }

    /// Each project of this sheet with its sources.
    fn projects(&mut self, block: &Block) -> Written {
        let mut row = block.rows.0;
        self.heading(row - 1, "2. Theo đề án và nguồn")?;
        for at in block.courses.clone() {
            let course = &self.layout.courses[at];
            let sources = sources(self.view, &self.layout.stages, course);
            let number = u32::try_from(at + 1).unwrap_or_default();
            self.project((row, number), course, &sources)?;
            row += 1 + u32::try_from(sources.len()).unwrap_or_default();
        }
        Ok(())
    }

    fn project(&mut self, (row, number): (u32, u32), course: &Course<'_>, sources: &[(SourceId, ByStage)]) -> Written {
        let (at, project) = course.rows[0];
        let code = self.view.task_code(project.task.task).to_owned();
        let name = name_of(course);
        let texts = [
            (CODE, code.as_str()),
            (NAME, name.as_str()),
            (3, self.view.unit_name(project.unit)),
            (5, project.id.text()),
            (6, project.beneficiary.text()),
            (SOURCE, ALL),
        ];
        self.words(row, &texts, Weight::Section)?;
        let year = Weight::Section.apply(style::centred());
        pen::number(self.sheet, (row, 4), project.year.unwrap_or_default().into(), &year)?;
        let url = links::to_project(self.view, at).filter(|_| row < self.view.room.links);
        let (linked, plain) = (Weight::Section.apply(style::link()), Weight::Section.apply(style::cell()));
        pen::link(self.sheet, (row, 0), &number.to_string(), url, (&linked, &plain))?;
        let total =
            self.layout.stages.iter().map(|stage| course.money(*stage, &self.view.sources)).collect::<ByStage>();
        let last = row + u32::try_from(sources.len()).unwrap_or_default();
        self.amounts(row, &total, Weight::Section, |col| (last > row).then(|| below((row, last), col)))?;
        for ((source, amounts), row) in sources.iter().zip(row + 1..) {
            let short = &self.view.programme.source(*source).short;
            self.words(row, &[(CODE, &code), (SOURCE, short)], Weight::Plain)?;
            self.amounts(row, amounts, Weight::Plain, |_| None)?;
        }
        Ok(())
    }

    fn heading(&mut self, row: u32, words: &str) -> Written {
        let last = MONEY + u16::try_from(2 * self.layout.stages.len()).unwrap_or_default() - 2;
        pen::merged(self.sheet, (row, 0), (row, last), words, &style::heading())
    }

    /// The cells before the money: these texts, the others empty.
    fn words(&mut self, row: u32, texts: &[(u16, &str)], weight: Weight) -> Written {
        let mut tallest: f64 = 0.0;
        for (col, (_, width)) in (0_u16..MONEY).zip(FIXED) {
            let text = texts.iter().find(|(at, _)| *at == col).map_or("", |(_, text)| *text);
            let format = if matches!(col, CODE | SOURCE) { style::centred() } else { style::cell() };
            pen::text(self.sheet, (row, col), text, &weight.apply(format))?;
            tallest = tallest.max(fit::height(text, width, style::SMALL, weight != Weight::Plain));
        }
        self.sheet.set_row_height(row, tallest)?;
        Ok(())
    }

    /// The amounts by stage, and the share of each stage in the one before it.
    fn amounts(
        &mut self,
        row: u32,
        amounts: &[Option<Money>],
        weight: Weight,
        formula: impl Fn(u16) -> Option<String>,
    ) -> Written {
        let format = weight.apply(style::figure()).set_num_format(style::DONG);
        for (amount, col) in amounts.iter().zip(MONEY..) {
            match (amount, formula(col)) {
                (Some(amount), Some(formula)) => {
                    pen::formula(self.sheet, (row, col), &formula, amount.dong(), &format)?;
                }
                (Some(amount), None) => pen::number(self.sheet, (row, col), amount.dong(), &format)?,
                // Not submitted in this stage: a dash is no zero.
                (None, _) => pen::text(self.sheet, (row, col), "–", &weight.apply(style::centred()))?,
            }
        }
        let first_share = MONEY + u16::try_from(amounts.len()).unwrap_or_default();
        for ((pair, col), at) in amounts.windows(2).zip(MONEY..).zip(first_share..) {
            share(self.sheet, (row, at), (pair[0], pair[1]), col, weight)?;
        }
        Ok(())
    }
}

fn share(sheet: &mut Worksheet, at: At, pair: (Option<Money>, Option<Money>), col: u16, weight: Weight) -> Written {
    let (Some(before), Some(after)) = pair else { return dash(sheet, at, weight) };
    if before.is_zero() {
        return dash(sheet, at, weight);
    }
    let cells = (pen::address((at.0, col + 1)), pen::address((at.0, col)));
    let format: Format = weight.apply(style::figure()).set_num_format(style::PERCENT);
    let share: Decimal = after.dong() / before.dong();
    pen::share(sheet, at, (&cells.0, &cells.1), share, &format)
}

fn dash(sheet: &mut Worksheet, at: At, weight: Weight) -> Written {
    pen::text(sheet, at, "–", &weight.apply(style::centred()))
}

/// The sum of the rows of sources under a row.
fn below((row, last): (u32, u32), col: u16) -> String {
    format!("=SUM({}:{})", pen::address((row + 1, col)), pen::address((last, col)))
}

/// The sum of one source of one task over the projects of every sheet; of every task where there is no code.
fn over_projects(layout: &Layout<'_>, (row, col): At, code: &str, as_text: bool) -> String {
    let over = |(page, block): (usize, &Block)| {
        let sheet = if page == 0 { String::new() } else { format!("'{}'!", layout.pages.sheet(page)) };
        let (first, last) = (block.rows.0 + 1, block.rows.1 + 1);
        let range = |col: u16| {
            let letters = crate::model::place::column_letters(u32::from(col));
            format!("{sheet}${letters}${first}:${letters}${last}")
        };
        let holds = |col: u16| (range(col), format!("${}", pen::address((row, col))));
        let criteria: Vec<_> = std::iter::once(SOURCE).chain((!code.is_empty()).then_some(CODE)).map(holds).collect();
        pen::sum_where(Some(&range(col)), &criteria, as_text)
    };
    let terms: Vec<_> = layout.blocks.iter().enumerate().map(over).collect();
    format!("={}", terms.join("+"))
}

fn add(sum: &mut ByStage, amounts: &ByStage) {
    for (sum, amount) in sum.iter_mut().zip(amounts) {
        *sum = match (*sum, *amount) {
            (Some(sum), Some(amount)) => Some(sum + amount),
            (sum, amount) => sum.or(amount),
        };
    }
}

/// The project's name; where several rows of a stage are held together, how many.
fn name_of(course: &Course<'_>) -> String {
    let name = course.rows[0].1.name.text();
    let most = Stage::ALL.into_iter().map(|stage| course.at(stage).count()).max().unwrap_or_default();
    match (course.copy, most) {
        (true, _) => format!("{name} (bản trùng)"),
        (false, 2..) => format!("{name} (cộng {most} đề án cùng đơn vị thụ hưởng, chưa tách được theo tên)"),
        (false, _) => name.to_owned(),
    }
}
