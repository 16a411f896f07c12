//! A catalogue laid out on sheets.

use toml::{Table, Value};

use super::cell::{Content, encode};
use super::layout::{
    Column, Kind, PERIOD, PHASED_FIGURE, PHASED_TASK, QUANTITY, Records, SHEETS, SOURCE, SheetLayout, YEAR,
};
use super::tree::{Path, get};

/// A sheet to be written.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the sheet is.
    pub layout: &'static SheetLayout,
    /// Its columns, those of the sources and years included.
    pub columns: Vec<PageColumn>,
    /// Its records, one content a column.
    pub rows: Vec<Vec<Option<Content>>>,
}

/// A column to be written.
#[derive(Debug, Clone)]
pub struct PageColumn {
    /// What stands above it.
    pub header: Content,
    /// What its cells hold.
    pub kind: Kind,
    /// What a clerk has to know to fill it in.
    pub guide: &'static str,
}

impl PageColumn {
    fn new(header: &str, kind: Kind, guide: &'static str) -> Self {
        Self { header: Content::Text(header.to_owned()), kind, guide }
    }

    fn year(year: i64) -> Self {
        Self {
            header: Content::Number(year.into()), kind: Kind::Money, guide: "Số lượng, hoặc số tiền của nguồn."
        }
    }
}

/// Every sheet of a catalogue that loads.
pub(in crate::programme) fn pages(root: &Table) -> Vec<Page> {
    let catalogue = Given { root };
    SHEETS.iter().map(|layout| catalogue.page(layout)).collect()
}

struct Given<'a> {
    root: &'a Table,
}

impl<'a> Given<'a> {
    fn page(&self, layout: &'static SheetLayout) -> Page {
        match layout.records {
            Records::Phasing => self.phasing(layout),
            Records::Years => self.by_year(layout),
            Records::Whole => self.records(layout, &[(None, Path::default())]),
            Records::Entries(list) => {
                let entries = self.entries(&Path::default().key(list));
                self.records(layout, &entries.map(|path| (None, path)).collect::<Vec<_>>())
            }
            Records::Within { list, .. } => self.records(layout, &self.within(list)),
        }
    }

    /// The records of a list within others, each with the code of the record that holds it.
    fn within(&self, list: &str) -> Vec<(Option<Content>, Path)> {
        let sections = self.entries(&Path::default().key("sections"));
        let holders: Vec<Path> = match list {
            "tasks" => sections.collect(),
            _ => sections.flat_map(|section| self.entries(&section.key("tasks"))).collect(),
        };
        let records = holders.iter().flat_map(|holder| {
            let code = self.text(&holder.key("code"));
            self.entries(&holder.key(list)).map(move |path| (Some(code.clone()), path))
        });
        records.collect()
    }

    fn records(&self, layout: &'static SheetLayout, records: &[(Option<Content>, Path)]) -> Page {
        let sources = self.sources();
        let mut columns = Vec::new();
        if let Records::Within { link, parent, .. } = layout.records {
            let guide =
                if parent == "Mục" { "Mục chứa nhiệm vụ." } else { "Nhiệm vụ có định mức này." };
            columns.push(PageColumn::new(link, Kind::Text, guide));
        }
        columns.extend(layout.columns.iter().map(|column| PageColumn::new(column.header, column.kind, column.guide)));
        if layout.by_source.is_some() {
            columns.extend(sources.iter().map(|source| source_column(source)));
        }
        let row = |(link, path): &(Option<Content>, Path)| {
            let keyed = layout.columns.iter().map(|column| self.cell(&path.key(column.key), column));
            let money = layout.by_source.map(|key| path.key(key)).into_iter();
            let money = money.flat_map(|path| sources.iter().map(move |id| path.id(id)));
            let money = money.map(|path| self.figure(&path));
            link.iter().cloned().map(Some).chain(keyed).chain(money).collect()
        };
        Page { layout, columns, rows: records.iter().map(row).collect() }
    }

    fn by_year(&self, layout: &'static SheetLayout) -> Page {
        let sources = self.sources();
        let mut columns = vec![PageColumn::new(YEAR, Kind::Year, "Mỗi năm của giai đoạn một dòng.")];
        columns.extend(layout.columns.iter().map(|column| PageColumn::new(column.header, column.kind, column.guide)));
        columns.extend(sources.iter().map(|source| source_column(source)));
        let row = |(index, year): (usize, i64)| {
            let of_year =
                layout.columns.iter().map(|column| self.figure(&Path::default().key(column.key).id(&year.to_string())));
            let key = layout.by_source.unwrap_or_default();
            let money = sources.iter().map(|id| self.figure(&Path::default().key(key).id(id).at(index)));
            [Some(Content::Number(year.into()))].into_iter().chain(of_year).chain(money).collect()
        };
        Page { layout, columns, rows: self.years().enumerate().map(row).collect() }
    }

    fn phasing(&self, layout: &'static SheetLayout) -> Page {
        let mut columns = vec![
            PageColumn::new(PHASED_TASK, Kind::Text, "Mỗi nhiệm vụ có số liệu phải có dòng số lượng."),
            PageColumn::new(PHASED_FIGURE, Kind::Text, "\"Số lượng\", hoặc \"Nguồn\" kèm mã nguồn."),
        ];
        columns.extend(self.years().map(PageColumn::year));
        let sources = self.sources();
        let mut rows = Vec::new();
        for task in self.entries(&Path::default().key("phasing.tasks")) {
            let code = self.text(&task.key("task"));
            let quantity = (QUANTITY.to_owned(), task.key("quantity"));
            let money = sources.iter().map(|id| (format!("{SOURCE}{id}"), task.key("money").id(id)));
            for (figure, path) in [quantity].into_iter().chain(money) {
                if get(self.root, &path).is_some() {
                    let years = self.years().enumerate().map(|(index, _)| self.figure(&path.at(index)));
                    let head = [Some(code.clone()), Some(Content::Text(figure))];
                    rows.push(head.into_iter().chain(years).collect());
                }
            }
        }
        Page { layout, columns, rows }
    }

    fn entries(&self, list: &Path) -> impl Iterator<Item = Path> + use<> {
        let count = get(self.root, list).and_then(Value::as_array).map_or(0, Vec::len);
        let list = list.clone();
        (0..count).map(move |index| list.at(index))
    }

    fn sources(&self) -> Vec<&'a str> {
        let sources = get(self.root, &Path::default().key("sources")).and_then(Value::as_array);
        sources.into_iter().flatten().filter_map(|source| source.get("id")?.as_str()).collect()
    }

    fn years(&self) -> std::ops::RangeInclusive<i64> {
        let [first, last] = PERIOD.map(|key| self.root.get(key).and_then(Value::as_integer).unwrap_or_default());
        first..=last
    }

    fn text(&self, path: &Path) -> Content {
        let said = get(self.root, path).and_then(Value::as_str).unwrap_or_default();
        Content::Text(said.to_owned())
    }

    fn cell(&self, path: &Path, column: &Column) -> Option<Content> {
        encode(get(self.root, path)?, column.kind)
    }

    fn figure(&self, path: &Path) -> Option<Content> {
        encode(get(self.root, path)?, Kind::Money)
    }
}

fn source_column(id: &str) -> PageColumn {
    PageColumn::new(&format!("{SOURCE}{id}"), Kind::Money, "Số tiền của nguồn; mỗi nguồn một cột, gọi theo mã nguồn.")
}
