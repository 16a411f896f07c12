//! What must hold of any layout, not only of those of the gallery: columns in any order, a table anywhere, headers
//! and numbers in any usual spelling read as the same projects, each from its own cells.

use std::sync::LazyLock;

use doisoat::model::{CellRef, Code, Field, Input, Money, SourceId};
use doisoat::pipeline::{self, Options};
use doisoat::programme::{Programme, load};
use doisoat::read::{Limits, Reader};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, Worksheet};
use unicode_normalization::UnicodeNormalization;

static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| load::embedded().unwrap());

const NATIONAL: Field = Field::Source(SourceId(0));
const PROVINCIAL: Field = Field::Source(SourceId(1));
const OWN: Field = Field::Source(SourceId(2));

/// The form's columns and the names that are read for each, typed from the description of the form.
const HEADERS: [(Field, &[&str]); 20] = [
    (Field::Ordinal, &["STT", "TT", "Số TT"]),
    (Field::Task, &["Mã nhiệm vụ", "Mã NV", "Mã nội dung"]),
    (Field::Name, &["Tên đề án", "Nội dung", "Nội dung đề án", "Danh mục đề án", "Tên nhiệm vụ"]),
    (Field::Beneficiary, &["Đơn vị thụ hưởng", "Cơ sở thụ hưởng", "Tên cơ sở CNNT", "Đối tượng thụ hưởng"]),
    (Field::Quantity, &["Số lượng", "SL", "Khối lượng"]),
    (
        Field::Total,
        &["Tổng kinh phí", "Tổng số", "Tổng cộng", "Tổng mức", "Kinh phí thực hiện", "Tổng kinh phí thực hiện"],
    ),
    (NATIONAL, &["KCQG", "Khuyến công quốc gia", "Nguồn KCQG", "Kinh phí KCQG", "KC quốc gia", "Khuyến công TW"]),
    (PROVINCIAL, &["NS tỉnh", "Ngân sách tỉnh", "NSĐP", "Ngân sách địa phương", "KCĐP", "Khuyến công địa phương"]),
    (
        OWN,
        &[
            "Vốn đối ứng của cơ sở",
            "Cơ sở đối ứng",
            "Đối ứng",
            "Vốn đối ứng",
            "Vốn cơ sở",
            "Huy động cơ sở",
            "Kinh phí cơ sở",
            "Vốn tự có",
        ],
    ),
    (Field::ProjectId, &["Mã đề án", "Số đề án", "Mã số đề án"]),
    (Field::Implementer, &["Đơn vị thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp"]),
    (Field::Kind, &["Loại hình", "Loại hình cơ sở", "Loại hình doanh nghiệp"]),
    (Field::TaxCode, &["Mã số thuế", "MST", "MST/ĐKKD", "Số ĐKKD"]),
    (Field::Place, &["Địa điểm", "Địa bàn", "Địa chỉ", "Địa điểm thực hiện", "Xã/phường"]),
    (Field::Year, &["Năm thực hiện", "Năm", "Thời gian", "Thời gian thực hiện"]),
    (Field::Status, &["Tính chất", "Mới/Chuyển tiếp"]),
    (Field::Measure, &["ĐVT", "Đơn vị tính"]),
    (Field::Scale, &["Quy mô", "Số gian hàng", "Số người", "Số học viên"]),
    (Field::UnitPrice, &["Đơn giá", "Giá thuê gian", "Giá gian hàng"]),
    (Field::Note, &["Ghi chú"]),
];

/// The columns that a table cannot do without; the others may be left out.
const NEEDED: usize = 9;

/// How an office writes a header.
#[derive(Debug, Clone, Copy)]
enum Dress {
    Plain,
    Capitals,
    LowerCase,
    WithoutAccents,
    BareCapitals,
    Decomposed,
    Spaced,
    TwoLines,
}

const DRESSES: [Dress; 8] = [
    Dress::Plain,
    Dress::Capitals,
    Dress::LowerCase,
    Dress::WithoutAccents,
    Dress::BareCapitals,
    Dress::Decomposed,
    Dress::Spaced,
    Dress::TwoLines,
];

impl Dress {
    fn on(self, header: &str) -> String {
        let bare = || -> String {
            let letters = header.replace('đ', "d").replace('Đ', "D");
            letters.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
        };
        match self {
            Self::Plain => header.to_owned(),
            Self::Capitals => header.to_uppercase(),
            Self::LowerCase => header.to_lowercase(),
            Self::WithoutAccents => bare(),
            Self::BareCapitals => bare().to_uppercase(),
            Self::Decomposed => header.nfd().collect(),
            Self::Spaced => format!("  {} \u{a0}", header.replace(' ', " \u{a0} ")),
            Self::TwoLines => header.replacen(' ', "\n", 1),
        }
    }
}

/// How an office writes an amount, in a table in triệu đồng.
#[derive(Debug, Clone, Copy)]
enum Spelling {
    Number,
    Vietnamese,
    Ungrouped,
    Spaces,
    HardSpaces,
    Apostrophe,
    FullWidth,
    Trieu,
    ShortTrieu,
    Dong,
    Ty,
    /// As accountants write what is negative; not among those that any amount may have.
    Parentheses,
}

const SPELLINGS: [Spelling; 11] = [
    Spelling::Number,
    Spelling::Vietnamese,
    Spelling::Ungrouped,
    Spelling::Spaces,
    Spelling::HardSpaces,
    Spelling::Apostrophe,
    Spelling::FullWidth,
    Spelling::Trieu,
    Spelling::ShortTrieu,
    Spelling::Dong,
    Spelling::Ty,
];

impl Spelling {
    /// An amount of so many hundredths of a triệu, as text; nothing for a number cell.
    fn of(self, cents: u64) -> Option<String> {
        let (whole, part) = (cents / 100, cents % 100);
        let fraction = match part {
            0 => String::new(),
            tenths if tenths % 10 == 0 => format!(",{}", tenths / 10),
            part => format!(",{part:02}"),
        };
        let grouped = |separator| format!("{}{fraction}", in_threes(whole, separator));
        Some(match self {
            Self::Number => return None,
            Self::Vietnamese => grouped("."),
            Self::Ungrouped => format!("{whole}{fraction}"),
            Self::Spaces => grouped(" "),
            Self::HardSpaces => format!("\u{a0}{}\u{202f}", grouped("\u{a0}")),
            Self::Apostrophe => format!("'{}", grouped(".")),
            Self::FullWidth => grouped(".")
                .chars()
                .map(|c| c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(c))
                .collect(),
            Self::Trieu => format!("{} triệu đồng", grouped(".")),
            Self::ShortTrieu => format!("{}tr", grouped(".")),
            Self::Dong => format!("{}đ", in_threes(cents * 10_000, ".")),
            // Five decimals: three could be thousands.
            Self::Ty => format!("{},{:05} tỷ", cents / 100_000, cents % 100_000),
            Self::Parentheses => format!("({})", grouped(".")),
        })
    }
}

/// `1200000` as `1.200.000`.
fn in_threes(whole: u64, separator: &str) -> String {
    let digits = whole.to_string();
    let first = (digits.len() + 2) % 3 + 1;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(|group| std::str::from_utf8(group).unwrap());
    std::iter::once(head).chain(groups).collect::<Vec<_>>().join(separator)
}

/// A project: the amounts of its three sources in hundredths of a triệu, each and the total in a spelling.
#[derive(Debug, Clone)]
struct Row {
    task: &'static str,
    quantity: u32,
    sources: [(u64, Spelling); 3],
    total: Spelling,
}

impl Row {
    fn total(&self) -> u64 {
        self.sources.iter().map(|(cents, _)| cents).sum()
    }

    /// The amount of a column, with its spelling.
    fn amount(&self, field: Field) -> Option<(u64, Spelling)> {
        match field {
            Field::Total => Some((self.total(), self.total)),
            Field::Source(source) => self.sources.get(source.index()).copied(),
            _ => None,
        }
    }
}

/// A table: its columns from left to right, each with its header as written; where its header begins.
#[derive(Debug, Clone)]
struct Layout {
    columns: Vec<(Field, String)>,
    at: (u32, u16),
    title: u32,
    rows: Vec<Row>,
    with_total: bool,
}

fn columns() -> impl Strategy<Value = Vec<(Field, String)>> {
    let needed = HEADERS[..NEEDED].to_vec();
    let more = proptest::sample::subsequence(HEADERS[NEEDED..].to_vec(), 0..=HEADERS.len() - NEEDED);
    more.prop_map(move |more| [needed.clone(), more].concat()).prop_shuffle().prop_flat_map(|columns| {
        columns
            .into_iter()
            .map(|(field, names)| {
                (Just(field), (select(names), select(&DRESSES[..])).prop_map(|(name, dress)| dress.on(name)))
            })
            .collect::<Vec<_>>()
    })
}

fn row() -> impl Strategy<Value = Row> {
    let amount = || (prop_oneof![1 => Just(0_u64), 4 => 1..2_000_000_u64], select(&SPELLINGS[..]));
    (
        select(vec!["3.1.b", "III.3.1.b", "4.1.đ", "6", "2"]),
        1_u32..20,
        [amount(), amount(), amount()],
        select(&SPELLINGS[..]),
    )
        .prop_filter("no project without money", |(_, _, sources, _)| sources.iter().any(|(cents, _)| *cents > 0))
        .prop_map(|(task, quantity, sources, total)| Row { task, quantity, sources, total })
}

fn layout() -> impl Strategy<Value = Layout> {
    (columns(), (0_u32..60, 0_u16..30), 0_u32..40, proptest::collection::vec(row(), 1..8), any::<bool>()).prop_map(
        |(columns, (gap, left), title, rows, with_total)| Layout {
            columns,
            at: (title + 3 + gap % 5, left),
            title,
            rows,
            with_total,
        },
    )
}

impl Layout {
    fn first_row(&self) -> u32 {
        self.at.0 + 1
    }

    fn at(&self, row: usize, field: Field) -> CellRef {
        let col = self.columns.iter().position(|(known, _)| *known == field).unwrap();
        CellRef::new(self.first_row() + u32::try_from(row).unwrap(), u32::from(self.at.1) + u32::try_from(col).unwrap())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut sheet = Worksheet::new();
        let (top, left) = self.at;
        for (row, line) in
            (self.title..).zip(["UBND huyện Phong Thổ", "ĐĂNG KÝ ĐỀ ÁN NĂM 2023", "Đơn vị tính: triệu đồng"])
        {
            sheet.write_string(row, left, line).unwrap();
        }
        for (col, (field, header)) in (left..).zip(&self.columns) {
            sheet.write_string(top, col, header).unwrap();
            for (at, row) in self.rows.iter().enumerate() {
                let below = top + 1 + u32::try_from(at).unwrap();
                match field {
                    Field::Task => sheet.write_string(below, col, row.task),
                    Field::Name => sheet.write_string(below, col, format!("Đề án mẫu {}", at + 1)),
                    Field::Beneficiary => sheet.write_string(below, col, format!("HTX Mẫu {}", at + 1)),
                    Field::Quantity => sheet.write_number(below, col, row.quantity),
                    Field::Ordinal => sheet.write_number(below, col, f64::from(u32::try_from(at).unwrap() + 1)),
                    Field::Year => sheet.write_number(below, col, 2023),
                    Field::Total | Field::Source(_) => {
                        write_amount(&mut sheet, below, col, row.amount(*field).unwrap())
                    }
                    _ => continue,
                }
                .unwrap();
            }
        }
        if self.with_total {
            self.write_total(&mut sheet);
        }
        let mut workbook = Workbook::new();
        workbook.push_worksheet(sheet);
        workbook.save_to_buffer().unwrap()
    }

    fn write_total(&self, sheet: &mut Worksheet) {
        let below = self.first_row() + u32::try_from(self.rows.len()).unwrap();
        for (col, (field, _)) in (self.at.1..).zip(&self.columns) {
            if *field == Field::Name {
                sheet.write_string(below, col, "Tổng cộng").unwrap();
            }
            let amounts: Option<u64> = self.rows.iter().map(|row| row.amount(*field).map(|(cents, _)| cents)).sum();
            if let Some(cents) = amounts {
                write_amount(sheet, below, col, (cents, Spelling::Number)).unwrap();
            }
        }
    }

    /// That the table holds these projects, every amount from its own cell.
    fn holds(&self, input: &Input) -> Result<(), TestCaseError> {
        prop_assert_eq!(input.tables.len(), 1, "{:?}", input.fault);
        let table = &input.tables[0];
        prop_assert_eq!(table.projects.len(), self.rows.len(), "{:?}", table.unread);
        prop_assert_eq!(table.totals.len(), usize::from(self.with_total));
        prop_assert!(table.rows.balances());
        for (at, (project, row)) in table.projects.iter().zip(&self.rows).enumerate() {
            prop_assert_eq!(project.task.task, PROGRAMME.read_task_code(row.task));
            prop_assert_eq!(project.name.text(), format!("Đề án mẫu {}", at + 1));
            prop_assert_eq!(project.name.at, Some(self.at(at, Field::Name)));
            prop_assert_eq!(project.beneficiary.text(), format!("HTX Mẫu {}", at + 1));
            prop_assert_eq!(project.quantity.value, Some(Decimal::from(row.quantity)));
            prop_assert_eq!(project.year, Some(2023));
            let fields = [Field::Total, NATIONAL, PROVINCIAL, OWN];
            let entries = std::iter::once(&project.total).chain(&project.sources);
            for (field, entry) in fields.into_iter().zip(entries) {
                let (cents, _) = row.amount(field).unwrap();
                prop_assert_eq!(entry.value, Some(hundredths(cents)), "{:?} of {:?}: {:?}", field, row, entry);
                prop_assert_eq!(entry.at, Some(self.at(at, field)));
            }
            prop_assert!(project.counted);
        }
        Ok(())
    }
}

fn write_amount(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    (cents, spelling): (u64, Spelling),
) -> Result<&mut Worksheet, rust_xlsxwriter::XlsxError> {
    match spelling.of(cents) {
        Some(text) => sheet.write_string(row, col, text),
        #[allow(clippy::cast_precision_loss)] // small enough to be exact
        None => sheet.write_number(row, col, cents as f64 / 100.0),
    }
}

fn hundredths(cents: u64) -> Money {
    Money::from_dong(i64::try_from(cents).unwrap() * 10_000)
}

fn read(bytes: Vec<u8>) -> Input {
    Reader::new(&PROGRAMME, Limits::default(), None).read_bytes("bieu.xlsx", bytes)
}

/// One project under these headers.
fn plain(columns: Vec<(Field, String)>) -> Layout {
    let sources = [(30_000, Spelling::Number), (0, Spelling::Number), (31_250, Spelling::Number)];
    let row = Row { task: "3.1.b", quantity: 1, sources, total: Spelling::Number };
    Layout { columns, at: (4, 0), title: 0, rows: vec![row], with_total: false }
}

#[test]
fn every_header_that_the_form_knows_is_read_in_every_dress() {
    let most = HEADERS.iter().map(|(_, names)| names.len()).max().unwrap();
    for dress in DRESSES {
        for turn in 0..most {
            let columns: Vec<(Field, String)> =
                HEADERS.iter().map(|(field, names)| (*field, dress.on(names[turn % names.len()]))).collect();
            let layout = plain(columns.clone());
            let input = read(layout.bytes());
            if let Err(fault) = layout.holds(&input) {
                panic!("{dress:?} {columns:?}: {fault}");
            }
            let known: Vec<Field> = input.tables[0].columns.keys().copied().collect();
            for (field, header) in &columns {
                assert!(known.contains(field), "{header:?} is not read as {field:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Any order of columns, any place, any header and number spelling: the same projects from their own cells.
    #[test]
    fn any_layout_reads_the_same(layout in layout()) {
        layout.holds(&read(layout.bytes()))?;
    }

    /// An amount in parentheses is negative, as accountants write: read as such, and an error (GT06).
    #[test]
    fn an_amount_in_parentheses_is_negative(columns in columns(), cents in 1..2_000_000_u64) {
        let mut layout = plain(columns);
        layout.rows[0].sources[1] = (cents, Spelling::Parentheses);
        let input = read(layout.bytes());
        prop_assert_eq!(input.tables[0].projects[0].sources[1].value, Some(-hundredths(cents)));
        let outcome = pipeline::conclude(&PROGRAMME, vec![input], &Options::default());
        let negative = outcome.findings.iter().filter(|finding| finding.code == Code::GT06);
        let places: Vec<_> = negative.map(|finding| finding.first_cell().map(|area| area.first)).collect();
        prop_assert_eq!(places, [Some(layout.at(0, PROVINCIAL))]);
    }
}
