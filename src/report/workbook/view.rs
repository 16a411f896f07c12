//! What several sheets need to know of a run, worked out once: the stage, the sources that are shown,
//! the rows of "Chi tiết đề án", and from which units a figure comes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::room::{Pages, Room};
use super::{DETAIL, REVIEW, detail, review};
use crate::model::{
    AppendixRow, Basis, Comparison, FigureKey, FigureOf, Input, InputStatus, Outcome, Project, ProjectRef, Review,
    SourceId, Stage, Sums, TaskId, TotalsKey, UnitId,
};
use crate::programme::{Programme, SourceKind};
use crate::report::BesidePaths;

/// The line of projects whose task is not known.
pub const UNCLASSIFIED: &str = "Chưa phân loại";
/// The name of what no unit of the programme is known to have sent.
pub const NO_UNIT: &str = "Chưa rõ đơn vị";

/// A run, as the sheets see it.
pub struct View<'a> {
    /// The catalogue.
    pub programme: &'a Programme,
    /// What the run came to.
    pub outcome: &'a crate::model::Outcome,
    /// Where the inputs lie.
    pub beside: &'a BesidePaths,
    /// The stage whose figures fill the appendices.
    pub stage: Stage,
    /// The sources that have a column: all that are always shown, and those in which money stands.
    pub sources: Vec<SourceId>,
    /// Every project, in the order of "Chi tiết đề án".
    pub details: Vec<Detail<'a>>,
    /// The sheets of "Chi tiết đề án".
    pub detail_pages: Pages,
    /// The sheets of "Rà soát mức hỗ trợ".
    pub review_pages: Pages,
    /// Whether figures are formulas over the rows of projects.
    pub live: bool,
    /// Whether formulas must compare the tasks' codes letter by letter.
    pub codes_as_text: bool,
    /// What a sheet has room for.
    pub room: Room,
    rows: BTreeMap<ProjectRef, usize>,
    files: BTreeMap<&'a str, usize>,
}

/// A project as "Chi tiết đề án" lists it.
pub struct Detail<'a> {
    /// Which project.
    pub at: ProjectRef,
    /// The project.
    pub project: &'a Project,
    /// Why it does not enter the appendices; none where it does.
    pub excluded: Option<String>,
    /// Whether it is of an earlier year, and enters the cumulative figures alone.
    pub cumulated: bool,
}

impl Detail<'_> {
    /// Its place in the list: the projects behind a figure of an appendix, or behind a row of "Theo đơn vị", stand
    /// together, so that one link opens them all; what enters no figure stands last.
    fn place(&self) -> Place {
        place(self.excluded.is_some(), self.project.task.task, self.project.year, self.project.unit)
    }
}

/// What the list is sorted by: not counted, task, year, unit; what is of no task or of no unit follows what is.
type Place = (bool, (bool, Option<TaskId>), Option<i32>, (bool, Option<UnitId>));

fn place(excluded: bool, task: Option<TaskId>, year: Option<i32>, unit: Option<UnitId>) -> Place {
    (excluded, (task.is_none(), task), year, (unit.is_none(), unit))
}

impl<'a> View<'a> {
    /// Looks at a run.
    pub fn new(
        programme: &'a Programme,
        outcome: &'a crate::model::Outcome,
        beside: &'a BesidePaths,
        room: Room,
    ) -> Self {
        let stage = outcome.totals.stage();
        let mut details: Vec<_> = outcome
            .projects()
            .filter_map(|(at, project)| {
                let input = outcome.inputs.get(at.input)?;
                let other_year = other_year(outcome, project, stage);
                let cumulated = matches!(other_year, Some((true, _)));
                let excluded =
                    other_year.map(|(_, reason)| reason).or_else(|| excluded(programme, input, at, project, stage));
                Some(Detail { at, project, excluded, cumulated })
            })
            .collect();
        // The sort is stable: projects of one place keep the order of files and rows.
        details.sort_by_key(Detail::place);
        let reviewed = details.iter().filter(|detail| outcome.reviews.contains_key(&detail.at)).count();
        // What is cut may become own contribution where none was registered.
        let admitted = |source: &SourceId| {
            let amount = |review: &Review| review.admissible.get(source.index()).copied().unwrap_or_default();
            outcome.reviews.values().any(|review| !amount(review).is_zero())
        };
        let shown = |source: &SourceId| {
            programme.source(*source).always_shown
                || details.iter().any(|detail| !detail.project.source(*source).is_zero())
                || admitted(source)
        };
        Self {
            programme,
            outcome,
            beside,
            stage,
            sources: programme.source_ids().filter(shown).collect(),
            rows: details.iter().enumerate().map(|(row, detail)| (detail.at, row)).collect(),
            files: outcome.inputs.iter().zip(0..).map(|(input, at)| (input.file.as_ref(), at)).collect(),
            detail_pages: Pages::new(DETAIL, detail::TABLE, room.rows, details.len()),
            review_pages: Pages::new(REVIEW, review::TABLE, room.rows, reviewed),
            live: details.len() <= room.live,
            codes_as_text: programme.has_codes_of_one_number(),
            room,
            details,
        }
    }

    /// What the figures of the appendices are called in the heads of columns: their stage, or that they were reviewed.
    pub fn figures_name(&self) -> &'static str {
        self.outcome.figures_name()
    }

    /// The same in capitals, as a title has it: "ĐĂNG KÝ", "SỐ LIỆU ĐĂNG KÝ SAU RÀ SOÁT MỨC HỖ TRỢ".
    pub fn figures_title(&self) -> String {
        let stage = self.stage.name().to_uppercase();
        match self.outcome.basis {
            Basis::Registered => stage,
            Basis::Admissible => format!("SỐ LIỆU {stage} SAU RÀ SOÁT MỨC HỖ TRỢ"),
        }
    }

    /// The sums of the appendices' stage, by task, year and unit.
    pub fn keyed(&self) -> impl Iterator<Item = (&'a TotalsKey, &'a Sums)> {
        let stage = self.stage;
        self.outcome.shown().by_key.iter().filter(move |(key, _)| key.stage == stage)
    }

    /// The most decimals that any sum of money has in triệu đồng.
    pub fn decimals(&self) -> u32 {
        let sums = self.outcome.shown().by_key.values();
        sums.flat_map(|sums| &sums.sources).map(|amount| amount.trieu().scale()).max().unwrap_or_default()
    }

    /// The position of an input, by the name that the report gives it.
    pub fn input(&self, file: &str) -> Option<usize> {
        self.files.get(file).copied()
    }

    /// The position of a project in "Chi tiết đề án".
    pub fn position(&self, project: ProjectRef) -> Option<usize> {
        self.rows.get(&project).copied()
    }

    /// The years that have a column in the appendices: those that were asked for, else the programme's.
    pub fn years(&self) -> Vec<i32> {
        match &self.outcome.yearly {
            Some(_) => self.outcome.years.iter().copied().collect(),
            None => self.programme.years().collect(),
        }
    }

    /// "năm 2023", where years were asked for.
    pub fn plan_years(&self) -> Option<String> {
        let years: Vec<_> = self.outcome.years.iter().map(ToString::to_string).collect();
        self.outcome.yearly.is_some().then(|| format!("năm {}", years.join(", ")))
    }

    /// What the programme's figures of a year's plan are, as a remark says it; nothing where no year was asked for.
    pub fn plan_remark(&self) -> Option<String> {
        let label = &self.programme.phasing.label;
        let plan = self.plan_years().filter(|_| !label.is_empty())?;
        Some(format!(
            "Số của Chương trình là của {plan}: tổng kinh phí năm theo Quyết định số {}; chia theo nhiệm vụ, nguồn: {label}.",
            self.programme.decision.number
        ))
    }

    /// The shown sources of the state, or the shown ones that are not.
    pub fn shown(&self, state: bool) -> Vec<SourceId> {
        let of_state = |source: &SourceId| (self.programme.source(*source).kind == SourceKind::State) == state;
        self.sources.iter().copied().filter(of_state).collect()
    }

    /// The sums of the appendices' stage over one row, in one year or in all.
    pub fn sums(&self, row: AppendixRow, year: Option<i32>) -> Sums {
        self.outcome.shown().sum(|key| self.covers(row, year, key))
    }

    /// Whether any project stands in this row.
    pub fn has_projects(&self, row: AppendixRow) -> bool {
        self.sums(row, None).projects > 0
    }

    /// A figure of the sums.
    pub fn pick(&self, sums: &Sums, of: FigureOf) -> Decimal {
        let money = |keep: &dyn Fn(SourceId) -> bool| {
            self.programme.source_ids().filter(|source| keep(*source)).map(|source| sums.source(source)).sum()
        };
        let state = |source: SourceId| self.programme.source(source).kind == SourceKind::State;
        let amount: crate::model::Money = match of {
            FigureOf::Quantity => return sums.quantity,
            FigureOf::Total => sums.total(),
            FigureOf::Mobilised => money(&|source| !state(source)),
            FigureOf::State => money(&state),
            FigureOf::Source(source) => sums.source(source),
        };
        amount.trieu()
    }

    /// A figure of the appendices held against the programme.
    pub fn comparison(&self, key: FigureKey) -> Option<&'a Comparison> {
        self.outcome.comparisons.get(&key)
    }

    /// What each unit adds to a figure (triệu đồng or a count), the largest first; units that add nothing are left out.
    pub fn contributions(&self, key: FigureKey) -> Vec<(&'a str, Decimal)> {
        let mut by_unit: BTreeMap<Option<UnitId>, Sums> = BTreeMap::new();
        let sources = self.outcome.totals.sources;
        for (of, sums) in self.keyed().filter(|(of, _)| self.covers(key.row, key.year, of)) {
            by_unit.entry(of.unit).or_insert_with(|| Sums::empty(sources)).add(sums);
        }
        let mut units: Vec<_> = by_unit
            .into_iter()
            .map(|(unit, sums)| (self.unit_name(unit), self.pick(&sums, key.of)))
            .filter(|(_, amount)| !amount.is_zero())
            .collect();
        units.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount));
        units
    }

    /// Where the projects behind a row of an appendix stand in the list, the first and the last.
    pub fn behind(&self, row: AppendixRow) -> Option<(usize, usize)> {
        let counted = &self.details[..self.details.partition_point(|detail| detail.excluded.is_none())];
        let of = |task: Option<TaskId>| {
            let place = |detail: &Detail<'_>| (detail.project.task.task.is_none(), detail.project.task.task);
            let sought = (task.is_none(), task);
            let first = counted.partition_point(|detail| place(detail) < sought);
            let end = counted.partition_point(|detail| place(detail) <= sought);
            (first < end).then(|| (first, end - 1))
        };
        let tasks = (0..self.programme.tasks.len()).map(|task| Some(TaskId(task))).chain([None]);
        let behind = tasks.filter(|task| self.holds(row, *task)).filter_map(of);
        behind.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// Where the projects of one unit, year and task stand in the list, the first and the last.
    pub fn behind_line(&self, unit: Option<UnitId>, year: i32, task: Option<TaskId>) -> Option<(usize, usize)> {
        let sought = place(false, task, Some(year), unit);
        let first = self.details.partition_point(|detail| detail.place() < sought);
        let end = self.details.partition_point(|detail| detail.place() <= sought);
        (first < end).then(|| (first, end - 1))
    }

    /// The short name of a unit.
    pub fn unit_name(&self, unit: Option<UnitId>) -> &'a str {
        unit.map_or(NO_UNIT, |unit| self.programme.unit(unit).short.as_str())
    }

    /// The code of a task; [`UNCLASSIFIED`] where it is not known.
    pub fn task_code(&self, task: Option<TaskId>) -> &'a str {
        task.map_or(UNCLASSIFIED, |task| self.programme.task(task).code.as_str())
    }

    fn covers(&self, row: AppendixRow, year: Option<i32>, key: &TotalsKey) -> bool {
        key.stage == self.stage && year.is_none_or(|year| key.year == year) && self.holds(row, key.task)
    }

    /// Whether a row of an appendix holds what is of this task.
    fn holds(&self, row: AppendixRow, task: Option<TaskId>) -> bool {
        match row {
            AppendixRow::Total => true,
            AppendixRow::Section(section) => task.is_some_and(|task| self.programme.task(task).section == section),
            AppendixRow::Task(of) => task == Some(of),
            AppendixRow::Unclassified => task.is_none(),
        }
    }
}

/// The projects of an input whose figures count, in whatever stage.
pub fn counted((position, input): (usize, &Input)) -> impl Iterator<Item = (ProjectRef, &Project)> {
    input.counted().map(move |(table, project, row)| (ProjectRef { input: position, table, project }, row))
}

/// Why a project that counts does not enter the appendices of the years that were asked for, and whether it enters
/// the cumulative figures; nothing where it is of those years or counts nowhere.
fn other_year(outcome: &Outcome, project: &Project, stage: Stage) -> Option<(bool, String)> {
    let yearly = outcome.yearly.as_ref()?;
    let year = project.year.filter(|_| project.counted && project.stage == stage && !outcome.counts(project))?;
    Some(if year > yearly.last {
        (false, format!("Năm {year}, sau các năm được tổng hợp"))
    } else {
        (true, format!("Năm {year}, chỉ tính vào lũy kế"))
    })
}

/// Why a project does not enter the appendices, in Vietnamese.
fn excluded(programme: &Programme, input: &Input, at: ProjectRef, project: &Project, stage: Stage) -> Option<String> {
    let table = input.tables.get(at.table);
    let void = table.is_some_and(crate::model::Table::is_void);
    let replaced = table.is_some_and(crate::model::Table::is_replaced);
    let superseded = table.is_some_and(|table| table.superseded);
    let words = match input.status {
        InputStatus::Duplicate => "Tệp trùng với tệp khác",
        InputStatus::Rejected | InputStatus::Ignored => "Tệp không được đọc",
        InputStatus::Read | InputStatus::Superseded if superseded => "Đơn vị đã nộp bản thay thế",
        InputStatus::Read | InputStatus::Superseded if replaced => "Trang tính ẩn; trang tính khác đã có bảng này",
        InputStatus::Read if void => "Bảng thiếu cột, trùng cột hoặc chưa rõ đơn vị tiền",
        InputStatus::Read if project.counted && project.stage == stage => return None,
        InputStatus::Read if project.counted => {
            return Some(format!("Thuộc giai đoạn {}; phụ lục cộng giai đoạn {stage}", project.stage));
        }
        InputStatus::Read if !project.amounts_stand() => "Có số tiền không đọc được hoặc âm",
        InputStatus::Read | InputStatus::Superseded => match project.year {
            None => "Chưa rõ năm thực hiện",
            Some(year) if !programme.years().contains(&year) => "Năm nằm ngoài giai đoạn của Chương trình",
            Some(_) => "Xem trang tính Sai lệch",
        },
    };
    Some(words.to_owned())
}
