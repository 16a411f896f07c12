//! A result workbook of this program, read back: its projects, with the cells of "Chi tiết đề án", and its findings.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Reader;
use super::listed::{COUNTED, COUNTED_QUANTITY, FILE, LINE, Listed, PROJECTS, SHEET, UNIT, YEAR, YES};
use super::sheet::{Content, RawRow};
use crate::model::revision::{Edition, EditionRow, Home};
use crate::model::{
    Area, CellRef, Entry, Fault, Field, Figure, Finding, Money, MoneyUnit, Place, Project, ProjectRef, Severity, Stage,
    Status, TaskClaim,
};
use crate::programme::Programme;

/// Headers of the sheet of projects that only this reading needs.
const STAGE: &str = "Giai đoạn";
const TOTAL: &str = "Tổng đã ghi";
/// The sheet of findings.
const FINDINGS: &str = "Sai lệch";
const CODE: &str = "Mã";
const SEVERITY: &str = "Mức độ";
/// What a severity says behind its name where a waiver accepts the finding.
const WAIVED: &str = "chấp thuận";

impl Reader<'_> {
    /// The edition that a result of this program lists.
    ///
    /// # Errors
    /// Why it cannot be read, in Vietnamese.
    pub fn read_written(&self, path: &Path, name: &str) -> Result<Edition, String> {
        let sheets = self.sheets_of_result(path)?;
        let projects = Listed::find(&sheets, PROJECTS, &[UNIT, YEAR, TOTAL, COUNTED, FILE, LINE])?;
        let findings = Listed::find(&sheets, FINDINGS, &[CODE, SEVERITY, FILE, "Ô"])?;
        let rows = self.written_rows(&projects, name);
        let findings = self.written_findings(&findings, &rows);
        let files = vec![path.to_path_buf()];
        Ok(Edition { name: name.to_owned(), is_result: true, rows, findings, files, unread: Vec::new() })
    }

    fn written_rows(&self, table: &Listed<'_>, name: &str) -> Vec<EditionRow> {
        let file: Arc<str> = name.into();
        let rows = table.rows().filter(|row| table.cell(row, COUNTED).is_some());
        rows.enumerate()
            .map(|(at, row)| RowReader { table, row, programme: self.programme, file: &file }.row(at))
            .collect()
    }

    fn written_findings(&self, table: &Listed<'_>, rows: &[EditionRow]) -> Vec<Finding> {
        let at = rows.iter().map(|row| ((&*row.home.file, &*row.home.sheet, row.home.row), row.at));
        let at: BTreeMap<_, _> = at.collect();
        let standing = table.rows().filter(|row| !table.words(row, SEVERITY).contains(WAIVED));
        standing.filter_map(|row| finding(self.programme, table, row, &at)).collect()
    }
}

/// One project of a result.
struct RowReader<'a> {
    table: &'a Listed<'a>,
    row: &'a RawRow,
    programme: &'a Programme,
    file: &'a Arc<str>,
}

impl RowReader<'_> {
    fn row(&self, at: usize) -> EditionRow {
        let place = |header| {
            let cells = self.at(header).map(Area::from);
            vec![Place::cells(self.file, &self.table.sheet.name, cells)]
        };
        let words = |header| self.table.words(self.row, header);
        let line: u32 = words(LINE).parse().unwrap_or(1);
        EditionRow {
            at: ProjectRef { input: 0, table: 0, project: at },
            unit_at: place(UNIT),
            year_at: place(YEAR),
            home: Home {
                file: words(FILE).into(),
                sheet: own_sheet(&words(SHEET)).into(),
                row: line.saturating_sub(1),
            },
            counted: words(COUNTED) == YES,
            project: self.project(),
        }
    }

    fn at(&self, header: &str) -> Option<CellRef> {
        self.table.column(header).map(|col| self.row.at(col))
    }

    fn text(&self, field: Field) -> Entry<Arc<str>> {
        let header = self.programme.header(field);
        let words = self.table.words(self.row, header);
        match self.at(header) {
            Some(at) if words.is_empty() => Entry::blank(at),
            Some(at) => {
                let words: Arc<str> = words.into();
                Entry::read(at, Arc::clone(&words), words)
            }
            None => Entry::default(),
        }
    }

    /// A typed number; what is written where the submission held none.
    fn number<T>(&self, header: &str, value: impl Fn(Decimal) -> Option<T>) -> Entry<T> {
        let Some(at) = self.at(header) else { return Entry::default() };
        let Some(cell) = self.table.cell(self.row, header) else { return Entry::blank(at) };
        let number = self.table.number(self.row, header).and_then(value);
        number.map_or_else(
            || Entry::faulty(at, cell.shown(), Fault::NotANumber),
            |value| Entry::read(at, cell.shown(), value),
        )
    }

    fn money(&self, header: &str) -> Entry<Money> {
        self.number(header, |amount| Money::from_amount(amount, MoneyUnit::Dong))
    }

    fn source(&self, short: &str) -> Entry<Money> {
        self.money(&self.table.header_of_source(short))
    }

    fn project(&self) -> Project {
        let task = self.text(Field::Task);
        let quantity = self.number(self.programme.header(Field::Quantity), Some);
        let stage = self.table.words(self.row, STAGE);
        let mut project = Project {
            file: Arc::clone(self.file),
            sheet: Arc::clone(&self.table.sheet.name),
            row: self.row.row,
            unit: self.programme.unit_by_name(&self.table.words(self.row, UNIT)),
            year: self.table.number(self.row, YEAR).and_then(|year| year.to_i32()),
            stage: Stage::ALL.into_iter().find(|known| known.name() == stage).unwrap_or_default(),
            year_entry: Entry::default(),
            task: TaskClaim { task: self.programme.task_by_code(task.text()), entry: task, ..TaskClaim::default() },
            id: self.text(Field::ProjectId),
            name: self.text(Field::Name),
            beneficiary: self.text(Field::Beneficiary),
            implementer: Entry::default(),
            kind: self.text(Field::Kind),
            tax_code: self.text(Field::TaxCode),
            place: self.text(Field::Place),
            status_entry: self.text(Field::Status),
            status: Status::default(),
            approval: Entry::default(),
            approved_on: None,
            measure: self.text(Field::Measure),
            quantity,
            event: Entry::default(),
            scale: self.number(self.programme.header(Field::Scale), Some),
            unit_price: self.money(self.programme.header(Field::UnitPrice)),
            total: self.money(TOTAL),
            sources: self.programme.sources.iter().map(|source| self.source(&source.short)).collect(),
            note: self.text(Field::Note),
            joined: Vec::new(),
            unjoined: None,
            counted: true,
            counted_before: Decimal::ZERO,
        };
        let counted = self.table.number(self.row, COUNTED_QUANTITY).unwrap_or_else(|| project.stated_quantity());
        project.counted_before = project.stated_quantity() - counted;
        project
    }
}

/// "Đề án; NS tỉnh dòng 9" is the sheet "Đề án": the rows that were joined to a project move with every row that is
/// put in above them.
fn own_sheet(written: &str) -> String {
    let is_joined = |part: &str| {
        part.rsplit_once(" dòng ").is_some_and(|(_, line)| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut own = written;
    while let Some((before, last)) = own.rsplit_once("; ") {
        if !is_joined(last) {
            break;
        }
        own = before;
    }
    own.to_owned()
}

fn finding(
    programme: &Programme,
    table: &Listed<'_>,
    row: &RawRow,
    projects: &BTreeMap<(&str, &str, u32), ProjectRef>,
) -> Option<Finding> {
    let words = |header| table.words(row, header);
    let code = words(CODE).parse().ok()?;
    let severity = Severity::ALL.into_iter().find(|severity| severity.name() == words(SEVERITY))?;
    let mut finding = Finding::new(code, severity, words("Nội dung"), words("Cách xử lý")).on(words("Căn cứ"));
    finding.unit = programme.unit_by_name(&words(UNIT));
    finding.task = programme.task_by_code(&words("Nhiệm vụ"));
    finding.project_name = Some(words("Đề án")).filter(|name| !name.is_empty());
    let figure = |header| match table.cell(row, header).map(|cell| &cell.content) {
        Some(Content::Number(value)) => Some(Figure::Count(*value)),
        Some(_) => Some(Figure::Text(words(header))),
        None => None,
    };
    finding.actual = figure("Giá trị");
    finding.expected = figure("Giới hạn/Giá trị đúng");
    finding.difference = figure("Chênh lệch");
    let (file, sheet, cell) = (words(FILE), words(SHEET), first_cell(&words("Ô")));
    if finding.project_name.is_some() {
        finding.project = cell.and_then(|cell| projects.get(&(&*file, &*sheet, cell.row))).copied();
    }
    if !file.is_empty() {
        let sheet = Some(Arc::from(sheet)).filter(|sheet: &Arc<str>| !sheet.is_empty());
        let cells = cell.into_iter().map(Area::from).collect();
        finding.places.push(Place { file: file.into(), sheet, cells });
    }
    Some(finding)
}

/// The first cell of "Q9", "Q9:R10", "Q9, R9" or "Q9 (+3)".
fn first_cell(written: &str) -> Option<CellRef> {
    let letters = written.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let digits = written.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    let col = written[..letters].bytes().fold(0_u32, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = written[letters..letters + digits].parse().ok()?;
    Some(CellRef::new(row.checked_sub(1)?, col.checked_sub(1)?)).filter(|_| letters <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_of_a_project_is_told_without_the_rows_that_were_joined_to_it() {
        assert_eq!(own_sheet("Đề án"), "Đề án");
        assert_eq!(own_sheet("KCQG; NS tỉnh dòng 9; Cơ sở dòng 12"), "KCQG");
        assert_eq!(own_sheet("Quý I; quý II"), "Quý I; quý II");
    }

    #[test]
    fn the_first_cell_is_read_from_whatever_names_cells() {
        for written in ["Q9", "Q9:R10", "Q9, R9", "Q9 (+3)"] {
            assert_eq!(first_cell(written), Some(CellRef::new(8, 16)), "{written}");
        }
        for written in ["", "9", "Q", "Q0", "ABCDEFGH1"] {
            assert_eq!(first_cell(written), None, "{written}");
        }
    }
}
