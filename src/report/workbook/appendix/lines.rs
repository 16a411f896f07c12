//! The rows of an appendix: the decision's sections and tasks, what no task holds, the grand total at the foot.

use crate::model::{AppendixRow, SectionId, TaskId};
use crate::report::workbook::style::Weight;
use crate::report::workbook::view::{UNCLASSIFIED, View};

/// One row.
pub struct Line {
    /// Which row.
    pub row: AppendixRow,
    /// The number in the decision; empty for rows that the decision does not have.
    pub code: String,
    /// The words.
    pub name: String,
    /// How it is set.
    pub weight: Weight,
    /// The lines that it sums, by their positions; empty where it sums projects.
    pub sums: Vec<usize>,
}

impl Line {
    /// The task of a task's row.
    pub fn task(&self) -> Option<TaskId> {
        match self.row {
            AppendixRow::Task(task) => Some(task),
            _ => None,
        }
    }
}

/// The rows in order. A section of one task with its own number is that task's row; "Chưa phân loại" is there
/// only where projects are.
pub fn lines(view: &View<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut tops = Vec::new();
    for (position, section) in view.programme.sections.iter().enumerate() {
        tops.push(lines.len());
        let alone = view.programme.is_one_task(section);
        if !alone {
            let first = lines.len() + 1;
            lines.push(Line {
                row: AppendixRow::Section(SectionId(position)),
                code: section.code.clone(),
                name: section.name.clone(),
                weight: Weight::Section,
                sums: (first..first + section.tasks.len()).collect(),
            });
        }
        let weight = if alone { Weight::Section } else { Weight::Plain };
        lines.extend(section.tasks.iter().map(|task| task_line(view, *task, weight)));
    }
    if view.has_projects(AppendixRow::Unclassified) {
        tops.push(lines.len());
        lines.push(Line {
            row: AppendixRow::Unclassified,
            code: String::new(),
            name: UNCLASSIFIED.to_owned(),
            weight: Weight::Section,
            sums: Vec::new(),
        });
    }
    lines.push(Line {
        row: AppendixRow::Total,
        code: String::new(),
        name: "TỔNG CỘNG".to_owned(),
        weight: Weight::Total,
        sums: tops,
    });
    lines
}

fn task_line(view: &View<'_>, task: TaskId, weight: Weight) -> Line {
    let of = view.programme.task(task);
    Line { row: AppendixRow::Task(task), code: of.code.clone(), name: of.name.clone(), weight, sums: Vec::new() }
}
