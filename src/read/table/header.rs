//! Finds the header of a table: it is found, never assumed.
//!
//! A header is one to four rows that name fields; of all candidates the one that names the most stands.
//! Merged cells carry their text over the columns and rows that they span.

use std::collections::BTreeMap;

use super::fields::{self, Headers, Named};
use super::merged::Merged;
use crate::model::{Area, CellRef, Column, Field, SourceId};
use crate::read::money_units;
use crate::read::sheet::{Content, RawCell, RawRow, Sheet};

/// The most rows that a header takes.
const DEEPEST: usize = 4;

/// The fewest fields that make a header.
const FEWEST_FIELDS: usize = 4;

/// A header that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its cells.
    pub area: Area,
    /// The columns that stand for a field, several where they clash.
    pub claims: BTreeMap<Field, Vec<Column>>,
    /// Columns whose header names no field.
    pub unknown: Vec<Column>,
    /// The control column of our own form.
    pub control: Option<u32>,
    /// The column of support that names no source, read as the one that the sheet or its title names.
    pub adopted: Option<SourceId>,
    /// What is written once for several rows.
    pub merged: Merged,
}

impl Header {
    /// The column of a field; of several the first.
    pub fn column(&self, field: Field) -> Option<&Column> {
        self.claims.get(&field).and_then(|columns| columns.first())
    }

    /// The leftmost and the rightmost column.
    pub const fn span(&self) -> (u32, u32) {
        (self.area.first.col, self.area.last.col)
    }

    /// Whether another header names the same fields in the same columns: a repetition after a page break.
    pub fn repeats(&self, other: &Self) -> bool {
        let places = |header: &Self| -> Vec<(Field, Vec<u32>)> {
            header
                .claims
                .iter()
                .map(|(field, columns)| (*field, columns.iter().map(|column| column.at.col).collect()))
                .collect()
        };
        places(self) == places(other)
    }
}

impl Header {
    /// Reads the one column of support that names no source as a source of the state, where no other column does.
    pub fn adopt(&mut self, source: SourceId, state: impl IntoIterator<Item = SourceId>) {
        if state.into_iter().any(|id| self.claims.contains_key(&Field::Source(id))) {
            return;
        }
        let (support, unknown): (Vec<Column>, Vec<Column>) =
            self.unknown.drain(..).partition(|column| fields::is_support(&column.header));
        self.unknown = unknown;
        if let [only] = support.as_slice() {
            self.claims.insert(Field::Source(source), vec![Column { loose: true, ..only.clone() }]);
            self.adopted = Some(source);
        } else {
            self.unknown.extend(support);
            self.unknown.sort_by_key(|column| column.at.col);
        }
    }
}

/// Every header of a sheet, from top to bottom.
pub fn find(sheet: &Sheet, headers: &Headers) -> Vec<Header> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sheet.rows.len() {
        match best_at(sheet, at, headers) {
            Some((mut header, depth)) => {
                header.merged = Merged::of(sheet, &header);
                found.push(header);
                at += depth;
            }
            None => at += 1,
        }
    }
    found
}

/// The best header that starts at a row, with its depth.
fn best_at(sheet: &Sheet, at: usize, headers: &Headers) -> Option<(Header, usize)> {
    // Rows of data are by far the most: a row that names nothing by itself begins no header.
    let names_something = |cell: &RawCell| cell.text().is_some_and(|text| headers.look_up(&text).is_some());
    let row = &sheet.rows[at];
    if !row.seen().any(names_something) && !captions(row) {
        return None;
    }
    // One that names too little ("cơ sở" is a measure and a source) needs a row under it that belongs to it.
    let named = sheet.rows[at].seen().filter(|cell| headers.look_up(&cell.shown()).is_some()).count();
    if named < FEWEST_FIELDS && !(at + 2 <= sheet.rows.len() && follows(sheet, &sheet.rows[at..at + 2])) {
        return None;
    }
    let mut best: Option<(Header, usize)> = None;
    for depth in 1..=DEEPEST.min(sheet.rows.len() - at) {
        let rows = &sheet.rows[at..at + depth];
        if depth > 1 && !follows(sheet, rows) {
            break;
        }
        let header = read(sheet, rows, headers);
        // A first row that adds no field is the title block's or a project's, not the header's: the amounts of a row
        // above a header repeated on the next page only put columns under its merged words.
        let idle = depth > 1 && adds_nothing(&rows[0], &header, &read(sheet, &rows[1..], headers));
        let better = !idle && best.as_ref().is_none_or(|(known, _)| worth(&header) > worth(known));
        if better {
            best = Some((header, depth));
        }
    }
    best.filter(|(header, _)| is_header(header))
}

/// Whether the last of these rows may belong to a header: it follows at once, and no cell of it is an amount.
fn follows(sheet: &Sheet, rows: &[RawRow]) -> bool {
    let [.., above, last] = rows else { return false };
    let adjacent =
        last.row == above.row + 1 || sheet.merge_origin(CellRef::new(above.row + 1, first_col(above))).is_some();
    adjacent && last.seen().all(|cell| cell.text().is_some())
}

fn first_col(row: &RawRow) -> u32 {
    row.seen().next().map_or(0, |cell| cell.col)
}

/// Whether a first row adds no field to the rows under it, nor as their caption the unit of their money
/// ("Kinh phí (nghìn đồng)").
fn adds_nothing(first: &RawRow, header: &Header, rest: &Header) -> bool {
    rest.claims.len() >= header.claims.len() && !(units(header) > units(rest) && captions(first))
}

/// Whether a row of words captions columns of money.
fn captions(row: &RawRow) -> bool {
    let words = |cell: &RawCell| matches!(cell.content, Content::Text(_));
    row.seen().all(words) && row.seen().any(|cell| cell.text().is_some_and(|text| fields::is_caption(&text)))
}

/// How many columns a header names and, of two that name as many, how many units of money: "(trđ)" may stand in a
/// row of its own under the names.
fn worth(header: &Header) -> (usize, usize) {
    (header.claims.values().map(Vec::len).sum(), units(header))
}

fn units(header: &Header) -> usize {
    let money = header.claims.iter().filter(|(field, _)| fields::is_money(**field));
    money.filter(|(_, columns)| columns.first().is_some_and(|column| column.unit.is_some())).count()
}

/// Four fields, of which one is money and one says what the money is for; or so many fields that only
/// the money is missing (which is then a fault to be told, not a reason to overlook the table).
fn is_header(header: &Header) -> bool {
    let has = |field: Field| header.claims.contains_key(&field);
    let money = header.claims.keys().any(|field| fields::is_money(*field));
    let subject = has(Field::Name) || has(Field::Task) || has(Field::Beneficiary);
    let count = header.claims.len();
    subject && ((money && count >= FEWEST_FIELDS) || (count > FEWEST_FIELDS && has(Field::Quantity)))
}

fn read(sheet: &Sheet, rows: &[RawRow], headers: &Headers) -> Header {
    let (top, bottom) = (rows.first().map_or(0, |row| row.row), rows.last().map_or(0, |row| row.row));
    let mut columns: Vec<u32> = rows.iter().flat_map(|row| row.seen().map(|cell| cell.col)).collect();
    // A column may have words on every level, or on some: its levels are gathered once.
    columns.sort_unstable();
    columns.dedup();
    let mut header = Header {
        area: Area::new(
            CellRef::new(top, columns.first().copied().unwrap_or(0)),
            CellRef::new(bottom, columns.last().copied().unwrap_or(0)),
        ),
        claims: BTreeMap::new(),
        unknown: Vec::new(),
        control: None,
        adopted: None,
        merged: Merged::default(),
    };
    for col in columns {
        let levels = levels(sheet, rows, col);
        let Some((_, at)) = levels.last().cloned() else { continue };
        let words: Vec<String> = levels.into_iter().map(|(word, _)| word).collect();
        let mut column = Column {
            at,
            header: words.join(" / "),
            loose: false,
            unit: words.iter().rev().find_map(|word| money_units::in_header(word)),
        };
        match headers.name(&words) {
            Some(Named::Control) => header.control = Some(col),
            Some(named) => {
                column.loose = matches!(named, Named::Loose(_));
                if let Some(field) = named.field() {
                    header.claims.entry(field).or_default().push(column);
                }
            }
            None => header.unknown.push(column),
        }
    }
    header.settle();
    header
}

impl Header {
    /// An exact name beats a loose one, and of columns that only describe the first stands.
    fn settle(&mut self) {
        for (field, columns) in &mut self.claims {
            if columns.len() > 1 {
                let any_exact = columns.iter().any(|column| !column.loose);
                let (stay, go): (Vec<Column>, Vec<Column>) =
                    columns.drain(..).partition(|column| !any_exact || !column.loose);
                self.unknown.extend(go);
                *columns = stay;
                if fields::is_descriptive(*field) && columns.len() > 1 {
                    self.unknown.extend(columns.drain(1..));
                }
            }
        }
        self.unknown.sort_by_key(|column| column.at.col);
    }
}

/// The words over a column from the top down, each with its cell; a level that repeats the one above is left out.
fn levels(sheet: &Sheet, rows: &[RawRow], col: u32) -> Vec<(String, CellRef)> {
    let mut levels: Vec<(String, CellRef)> = Vec::new();
    for (depth, row) in rows.iter().enumerate() {
        let Some((word, at)) = word_at(sheet, rows, depth, row, col) else { continue };
        if levels.last().is_none_or(|(last, from)| *from != at && *last != word) {
            levels.push((word, at));
        }
    }
    levels
}

fn word_at(sheet: &Sheet, rows: &[RawRow], depth: usize, row: &RawRow, col: u32) -> Option<(String, CellRef)> {
    if let Some(cell) = row.cell(col).filter(|cell| !cell.looks_blank()) {
        return Some((cell.shown(), row.at(col)));
    }
    if let Some(origin) = sheet.merge_origin(row.at(col)) {
        let cell = sheet.cell(origin).filter(|cell| !cell.looks_blank())?;
        let inside = rows.first().is_some_and(|first| origin.row >= first.row);
        return inside.then(|| (cell.shown(), origin));
    }
    // Without merges (a file of another program): a word above reaches to the right over columns
    // that have words of their own below it and none beside it.
    let below = rows.get(depth + 1..)?;
    let has_below = |col: u32| below.iter().any(|row| row.cell(col).is_some_and(|cell| !cell.looks_blank()));
    if below.is_empty() || !has_below(col) || !sheet.merges.is_empty() {
        return None;
    }
    (0..col).rev().take_while(|left| has_below(*left)).find_map(|left| {
        let cell = row.cell(left).filter(|cell| !cell.looks_blank())?;
        Some((cell.shown(), row.at(left)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let mut sheet = Sheet::new("S", false);
        for (row, cells) in rows {
            for (col, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let content = text.parse().map_or_else(|_| Content::Text((*text).to_owned()), Content::Number);
                sheet.push(*row, RawCell { col: u32::try_from(col).unwrap(), content, formula: false });
            }
        }
        sheet
    }

    fn headers() -> Headers {
        Headers::new(&load::embedded().unwrap())
    }

    #[test]
    fn a_header_anywhere_in_the_sheet() {
        let sheet = sheet(&[
            (0, &["UBND huyện Phong Thổ"]),
            (6, &["", "STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Tổng kinh phí", "KCQG"]),
            (7, &["", "1", "3.1.b", "Máy sấy", "HTX A", "600", "300"]),
        ]);
        let found = find(&sheet, &headers());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].area.to_string(), "B7:G7");
        assert_eq!(found[0].column(Field::Total).unwrap().at, CellRef::new(6, 5));
    }

    #[test]
    fn two_rows_with_and_without_merges() {
        let rows: &[(u32, &[&str])] = &[
            (2, &["STT", "Tên đề án", "Tổng kinh phí", "Trong đó", "", ""]),
            (3, &["", "", "", "KCQG", "NS tỉnh", "Đối ứng"]),
            (4, &["1", "Máy sấy", "600", "300", "0", "300"]),
        ];
        let plain = find(&sheet(rows), &headers());
        let mut merged = sheet(rows);
        merged.merges = vec![(2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 5)];
        let merged = find(&merged, &headers());
        for found in [&plain, &merged] {
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].area.to_string(), "A3:F4");
            assert_eq!(found[0].claims.len(), 6);
        }
        assert_eq!(merged[0].column(Field::Total).unwrap().at, CellRef::new(2, 2));
    }

    #[test]
    fn four_rows_of_headers() {
        let mut deep = sheet(&[
            (2, &["STT", "Tên đề án", "Kinh phí", "", "", ""]),
            (3, &["", "", "Tổng số", "Trong đó", "", ""]),
            (4, &["", "", "", "Nhà nước", "", "Cơ sở đối ứng"]),
            (5, &["", "", "", "KCQG", "NS tỉnh", ""]),
            (6, &["1", "Máy sấy", "600", "300", "0", "300"]),
        ]);
        deep.merges =
            vec![(2, 0, 5, 0), (2, 1, 5, 1), (2, 2, 2, 5), (3, 2, 5, 2), (3, 3, 3, 5), (4, 3, 4, 4), (4, 5, 5, 5)];
        let found = find(&deep, &headers());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].area.to_string().as_str(), found[0].claims.len()), ("A3:F6", 6));
        assert!(found[0].unknown.is_empty());
    }

    #[test]
    fn a_project_above_a_repeated_header_is_none_of_its_rows() {
        let mut pages = sheet(&[
            (4, &["9", "6", "Bao bì chè", "HTX A", "70", "0", "35", "35"]),
            (5, &["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Kinh phí thực hiện", "", "", ""]),
            (6, &["", "", "", "", "Tổng số", "KCQG", "NS tỉnh", "Đối ứng"]),
            (7, &["10", "6", "Bao bì gạo", "HTX B", "70", "0", "35", "35"]),
        ]);
        pages.merges = vec![(5, 0, 6, 0), (5, 1, 6, 1), (5, 2, 6, 2), (5, 3, 6, 3), (5, 4, 5, 7)];
        let found = find(&pages, &headers());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].area.to_string().as_str(), found[0].claims.len()), ("A6:H7", 8));
    }

    #[test]
    fn a_caption_or_a_row_under_the_names_gives_the_unit_of_money() {
        use crate::model::MoneyUnit;
        let captioned = sheet(&[
            (3, &["Thông tin đề án", "", "", "", "Kinh phí (nghìn đồng)"]),
            (4, &["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Tổng", "KCQG", "Đối ứng"]),
        ]);
        let under = sheet(&[
            (4, &["STT", "Mã nhiệm vụ", "Tên đề án", "Đơn vị thụ hưởng", "Tổng kinh phí", "KCQG", "Đối ứng"]),
            (5, &["", "", "", "", "(ng.đ)", "(nghìn đồng)", "(nghìn đồng)"]),
        ]);
        for (sheet, area) in [(captioned, "A4:G5"), (under, "A5:G6")] {
            let mut sheet = sheet;
            if area == "A4:G5" {
                sheet.merges = vec![(3, 0, 3, 3), (3, 4, 3, 6)];
            }
            let found = find(&sheet, &headers());
            assert_eq!((found[0].area.to_string().as_str(), found[0].claims.len()), (area, 7));
            assert_eq!(found[0].claims.values().flatten().last().unwrap().unit, Some(MoneyUnit::Nghin));
        }
    }

    #[test]
    fn a_norms_sheet_is_no_table_of_projects() {
        let sheet = sheet(&[(0, &["Mã nhiệm vụ", "Nhiệm vụ", "ĐVT", "Định mức hỗ trợ"])]);
        assert!(find(&sheet, &headers()).is_empty());
    }

    #[test]
    fn an_exact_name_beats_a_loose_one_and_two_exact_ones_clash() {
        let loose = sheet(&[(0, &["Tên đề án", "Tổng mức đầu tư", "Tổng kinh phí", "KCQG", "Đối ứng"])]);
        let found = find(&loose, &headers());
        assert_eq!(found[0].claims[&Field::Total].len(), 1);
        assert_eq!(found[0].column(Field::Total).unwrap().header, "Tổng kinh phí");
        let clash = sheet(&[(0, &["Tên đề án", "Tổng số", "Tổng kinh phí", "KCQG", "Đối ứng"])]);
        assert_eq!(find(&clash, &headers())[0].claims[&Field::Total].len(), 2);
    }
}
