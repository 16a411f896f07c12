//! The words for figures, projects and submissions that findings and bookings share.

use crate::model::crosscheck::{OurItem, Slice};
use crate::model::{AppendixRow, FigureOf, Money, UnitId};
use crate::programme::Programme;

/// A row, "nhiệm vụ 3.1.b".
pub(super) fn row(programme: &Programme, row: AppendixRow) -> String {
    match row {
        AppendixRow::Total => "tổng cộng".to_owned(),
        AppendixRow::Section(section) => format!("mục {}", programme.section(section).code),
        AppendixRow::Task(task) => format!("nhiệm vụ {}", programme.task(task).code),
        AppendixRow::Unclassified => "dòng chưa phân loại".to_owned(),
    }
}

/// What a figure is of, "KCQG".
pub(super) fn of(programme: &Programme, of: FigureOf) -> String {
    match of {
        FigureOf::Quantity => "số lượng".to_owned(),
        FigureOf::Total => "tổng kinh phí".to_owned(),
        FigureOf::Mobilised => "vốn huy động".to_owned(),
        FigureOf::State => "ngân sách nhà nước".to_owned(),
        FigureOf::Source(source) => programme.source(source).short.clone(),
    }
}

/// A figure, "nhiệm vụ 3.1.b, KCQG, năm 2023".
pub(super) fn slice(programme: &Programme, slice: &Slice) -> String {
    let year = slice.year.map_or_else(|| "cả giai đoạn".to_owned(), |year| format!("năm {year}"));
    format!("{}, {}, {year}", row(programme, slice.row), of(programme, slice.of))
}

/// A project, with what tells it from others.
pub(super) fn item(programme: &Programme, item: &OurItem) -> String {
    let total: Money = item.sources.iter().copied().sum();
    let place = format!("{}, dòng {}", item.file, item.row + 1);
    format!("đề án \"{}\" ({}, năm {}, {total}; {place})", item.name, unit(programme, item.unit), item.year)
}

/// A submission.
pub(super) fn submission(programme: &Programme, first: &OurItem, projects: usize, total: Money) -> String {
    let unit = unit(programme, first.unit);
    format!("bản nộp năm {} của {unit} ({projects} đề án, {total}; {})", first.year, first.file)
}

/// The short name of a unit.
pub(super) fn unit(programme: &Programme, id: Option<UnitId>) -> &str {
    id.map_or("đơn vị chưa rõ", |id| &programme.unit(id).short)
}
