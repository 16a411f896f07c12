//! The forty-five clean submissions: nine units × five years that give exactly the programme.
//!
//! What is done each year, how often and with what money comes from the catalogue's phasing; who does it, under
//! which name and in which district is told here. Every facility is numbered "Mẫu 001", "Mẫu 002" …, its tax code
//! begins with 99, which no province has, and no facility stands in two projects.

use std::collections::BTreeMap;

use doisoat::error::{Error, Result};
use doisoat::model::{Date, Money, TaskId, UnitId};
use doisoat::programme::{Level, PhasingShare, Programme, SourceKind};
use doisoat::report::form::{self, FormOptions, FormRow, FormStatus};
use rust_decimal::Decimal;

use super::Sample;

/// Who benefits from a project of a task.
#[derive(Clone, Copy)]
enum Who {
    /// A new facility for each project.
    Facility,
    /// Someone who founds an enterprise.
    Founder,
    /// Ten facilities at one fair.
    FairGroup,
    /// The investor of the one cluster.
    ClusterInvestor,
    /// This organisation, of this kind of the catalogue.
    Body(&'static str, &'static str),
    /// These people or facilities, of no single kind.
    Many(&'static str),
}

/// What the samples tell of a task and the catalogue does not.
struct Tale {
    task: &'static str,
    /// The project's name; `{trade}`, `{machine}`, `{product}`, `{unit}`, `{year}` are filled in.
    name: &'static str,
    who: Who,
    /// The local unit that gets the first project of the first year; the next ones go round.
    first_unit: usize,
    /// How many units further the round begins each year; the cluster does not move.
    step: usize,
    /// Booths of a fair, people of a course or a journey.
    scale: Option<u32>,
    /// The rent of a booth, in triệu đồng.
    price: Option<i64>,
}

const fn tale(task: &'static str, name: &'static str, who: Who, first_unit: usize, step: usize) -> Tale {
    Tale { task, name, who, first_unit, step, scale: None, price: None }
}

const fn scaled(tale: &Tale, scale: u32) -> Tale {
    Tale { scale: Some(scale), ..*tale }
}

const SERVICE: Who = Who::Body("Trung tâm Khuyến công (đơn vị mẫu)", "service_organisation");
const OFFICIALS: Who = Who::Many("Công chức, viên chức và cán bộ kỹ thuật các cơ sở (danh sách mẫu)");
const FACILITIES: Who = Who::Many("Các cơ sở công nghiệp nông thôn của tỉnh (danh sách mẫu)");

const TALES: [Tale; 16] = [
    tale("1.1.a", "Lập quy hoạch chi tiết Cụm công nghiệp Mẫu", Who::ClusterInvestor, 7, 0),
    tale("1.1.b", "Xây dựng hạ tầng kỹ thuật Cụm công nghiệp Mẫu", Who::ClusterInvestor, 7, 0),
    tale("2", "Cải tạo hệ thống xử lý nước thải của cơ sở {trade}", Who::Facility, 2, 3),
    tale("3.1.a", "Mô hình {trade} theo hướng sản xuất sạch hơn", Who::Facility, 0, 5),
    tale("3.1.b", "Đầu tư {machine} phục vụ {trade}", Who::Facility, 1, 3),
    tale("4.1.a", "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu năm {year}", FACILITIES, 0, 0),
    scaled(&tale("4.1.b", "Hội chợ công thương vùng Tây Bắc (mẫu) năm {year}", FACILITIES, 0, 0), 240),
    scaled(&tale("4.1.c", "Gian hàng chung của tỉnh tại hội chợ (mẫu) năm {year}", SERVICE, 0, 0), 2),
    Tale {
        price: Some(10),
        ..scaled(&tale("4.1.d", "Đề án nhóm: 10 cơ sở của {unit} dự hội chợ năm {year}", Who::FairGroup, 7, 3), 10)
    },
    tale("4.1.đ", "Xây dựng nhãn hiệu cho sản phẩm {product}", Who::Facility, 3, 5),
    scaled(&tale("5.1.a", "Lớp tập huấn sản xuất sạch hơn năm {year}", OFFICIALS, 0, 0), 30),
    tale("5.1.b", "Thành lập doanh nghiệp {trade}", Who::Founder, 0, 2),
    tale("6", "Thiết kế bao bì cho sản phẩm {product}", Who::Facility, 5, 5),
    tale("7", "Chuyên mục khuyến công trên truyền hình năm {year}", SERVICE, 0, 0),
    scaled(&tale("8.b", "Đoàn khảo sát tại Vân Nam (Trung Quốc) năm {year}", OFFICIALS, 0, 0), 15),
    scaled(&tale("9", "Đoàn khảo sát các tỉnh phía Bắc năm {year}", OFFICIALS, 0, 0), 15),
];

/// A trade, its machine, its product.
const TRADES: [(&str, &str, &str); 11] = [
    ("chế biến chè", "máy sao chè tự động", "chè xanh"),
    ("sản xuất miến dong", "dây chuyền tráng miến", "miến dong"),
    ("dệt thổ cẩm", "khung dệt cải tiến", "khăn thổ cẩm"),
    ("chế biến gỗ", "máy cắt khắc CNC", "đồ gỗ mỹ nghệ"),
    ("chế biến mắc ca", "máy tách vỏ mắc ca", "mắc ca sấy"),
    ("đan lát mây tre", "máy chẻ nan tre", "hàng mây tre đan"),
    ("chế biến dược liệu", "máy sấy dược liệu", "trà dược liệu"),
    ("sản xuất gạch không nung", "máy ép gạch", "gạch không nung"),
    ("xay xát gạo đặc sản", "máy xát gạo liên hoàn", "gạo nếp tan"),
    ("chế biến mật ong", "thiết bị hạ thủy phần", "mật ong rừng"),
    ("cơ khí nông cụ", "máy cắt plasma", "nông cụ"),
];

/// The legal forms of the facilities: how the name begins, the kind of the catalogue.
const FORMS: [(&str, &str); 4] = [
    ("Công ty TNHH Mẫu", "enterprise"),
    ("HTX Mẫu", "cooperative"),
    ("Tổ hợp tác Mẫu", "cooperative_group"),
    ("Hộ kinh doanh Mẫu", "household"),
];

/// What the codes of a unit's projects begin with.
const ABBREVIATIONS: [(&str, &str); 9] = [
    ("TP Lai Châu", "LC"),
    ("Mường Tè", "MT"),
    ("Nậm Nhùn", "NN"),
    ("Phong Thổ", "PT"),
    ("Sìn Hồ", "SH"),
    ("Tam Đường", "TD"),
    ("Tân Uyên", "TAU"),
    ("Than Uyên", "THU"),
    ("Sở Công Thương", "SCT"),
];

/// The submissions, by year and unit.
pub(super) fn files(programme: &Programme) -> Result<Vec<Sample>> {
    let mut writer = Writer::new(programme);
    for year in programme.years() {
        for tale in &TALES {
            writer.tell(tale, year)?;
        }
    }
    let mut files = Vec::new();
    for ((year, unit), rows) in &writer.rows {
        let path = format!("samples/{}/{year}/{}.xlsx", programme.id, programme.unit(*unit).short);
        let options = FormOptions { unit: Some(*unit), year: Some(*year), rows };
        files.push((path, form::write(programme, &options)?));
    }
    Ok(files)
}

/// A beneficiary, as the form asks for it.
struct Beneficiary {
    name: String,
    kind: Option<usize>,
    tax_code: String,
}

/// Collects the rows of every submission.
struct Writer<'a> {
    programme: &'a Programme,
    districts: Vec<UnitId>,
    /// The beneficiaries so far: each has a number of its own.
    beneficiaries: usize,
    rows: BTreeMap<(i32, UnitId), Vec<FormRow>>,
}

impl<'a> Writer<'a> {
    fn new(programme: &'a Programme) -> Self {
        let start = Date::new_year(programme.first_year);
        let local = |id: &UnitId| {
            let unit = programme.unit(*id);
            unit.level == Level::Local && unit.exists_on(start)
        };
        let districts = programme.unit_ids().filter(local).collect();
        Self { programme, districts, beneficiaries: 0, rows: BTreeMap::new() }
    }

    /// Adds the projects of one task in one year.
    fn tell(&mut self, tale: &Tale, year: i32) -> Result<()> {
        let missing = || Error::Usage(format!("the catalogue has no task {}", tale.task));
        let task = self.programme.task_by_code(tale.task).ok_or_else(missing)?;
        let Some(share) = self.programme.phasing.shares.get(&(task, year)) else { return Ok(()) };
        let years_on = usize::try_from(year - self.programme.first_year).unwrap_or_default();
        for (at, (quantity, money)) in split(self.programme, share).into_iter().enumerate() {
            let unit = self.unit(tale, tale.first_unit + years_on * tale.step + at)?;
            let row = self.row(tale, task, unit, year, quantity, money);
            self.rows.entry((year, unit)).or_default().push(row);
        }
        Ok(())
    }

    fn unit(&self, tale: &Tale, turn: usize) -> Result<UnitId> {
        let missing = || Error::Usage("the catalogue has no unit of the province".to_owned());
        let province = self.programme.unit_ids().find(|id| self.programme.unit(*id).level == Level::Province);
        match tale.who {
            Who::Body(..) | Who::Many(_) => province.ok_or_else(missing),
            _ => Ok(self.districts[turn % self.districts.len()]),
        }
    }

    fn row(
        &mut self,
        tale: &Tale,
        task: TaskId,
        unit: UnitId,
        year: i32,
        quantity: Decimal,
        money: Vec<Money>,
    ) -> FormRow {
        let carried_over = quantity.is_zero();
        let status = match (carried_over, tale.who) {
            (true, _) => FormStatus::CarriedOver,
            (false, Who::FairGroup) => FormStatus::Group,
            (false, _) => FormStatus::New,
        };
        let beneficiary = self.beneficiary(tale.who);
        let short = &self.programme.unit(unit).short;
        let fair = matches!(tale.who, Who::FairGroup);
        FormRow {
            task,
            id: if carried_over { self.first_id(task, unit) } else { self.next_id(unit, year) },
            name: self.named(tale.name, short, year),
            beneficiary: beneficiary.name,
            implementer: implementer(tale.who).to_owned(),
            kind: beneficiary.kind,
            tax_code: beneficiary.tax_code,
            place: self.place(tale.who, short),
            year,
            status,
            approval: String::new(),
            quantity,
            event: if fair {
                format!("Hội chợ mẫu số {} năm {year}", self.beneficiaries)
            } else {
                String::new()
            },
            scale: tale.scale.map(Decimal::from),
            unit_price: tale.price.map(Money::from_trieu),
            money,
            note: String::new(),
        }
    }

    fn beneficiary(&mut self, who: Who) -> Beneficiary {
        let kind = |id: &str| self.programme.kinds.iter().position(|kind| kind.id == id);
        let of = |name: String, kind| Beneficiary { name, kind, tax_code: String::new() };
        match who {
            Who::ClusterInvestor => of("Trung tâm Phát triển cụm công nghiệp Mẫu".to_owned(), kind("cluster_investor")),
            Who::Body(name, id) => of(name.to_owned(), kind(id)),
            Who::Many(names) => of(names.to_owned(), None),
            Who::Facility => {
                self.beneficiaries += 1;
                let number = self.beneficiaries;
                let (form, id) = FORMS[number % FORMS.len()];
                let name = format!("{form} {number:03} ({})", TRADES[number % TRADES.len()].0);
                Beneficiary { name, kind: kind(id), tax_code: format!("99{number:08}") }
            }
            Who::Founder => {
                self.beneficiaries += 1;
                of(format!("Người sáng lập Mẫu {:03}", self.beneficiaries), kind("individual"))
            }
            Who::FairGroup => {
                self.beneficiaries += 1;
                of(format!("Nhóm 10 cơ sở Mẫu {:03}", self.beneficiaries), None)
            }
        }
    }

    /// The name of a project of the latest beneficiary.
    fn named(&self, template: &str, unit: &str, year: i32) -> String {
        let (trade, machine, product) = TRADES[self.beneficiaries % TRADES.len()];
        template
            .replace("{trade}", trade)
            .replace("{machine}", machine)
            .replace("{product}", product)
            .replace("{unit}", unit)
            .replace("{year}", &year.to_string())
    }

    fn place(&self, who: Who, unit: &str) -> String {
        match who {
            Who::Body(..) | Who::Many(_) => "Toàn tỉnh".to_owned(),
            Who::ClusterInvestor => format!("Xã Mẫu 01, {unit}"),
            _ if unit.starts_with("TP ") => format!("Phường Mẫu {:02}, {unit}", self.beneficiaries % 5 + 1),
            _ => format!("Xã Mẫu {:02}, {unit}", self.beneficiaries % 9 + 1),
        }
    }

    fn next_id(&self, unit: UnitId, year: i32) -> String {
        let short = self.programme.unit(unit).short.as_str();
        let abbreviation = ABBREVIATIONS.iter().find(|(name, _)| *name == short).map_or(short, |(_, letters)| letters);
        let number = self.rows.get(&(year, unit)).map_or(0, Vec::len) + 1;
        format!("{abbreviation}-{year}-{number:02}")
    }

    /// The code under which a carried-over project began.
    fn first_id(&self, task: TaskId, unit: UnitId) -> String {
        let mut earlier = self.rows.iter().filter(|((_, of), _)| *of == unit).flat_map(|(_, rows)| rows);
        earlier.find(|row| row.task == task).map(|row| row.id.clone()).unwrap_or_default()
    }
}

const fn implementer(who: Who) -> &'static str {
    match who {
        Who::ClusterInvestor => "Trung tâm Phát triển cụm công nghiệp Mẫu",
        Who::Founder => "Phòng Kinh tế (mẫu)",
        _ => "Trung tâm Khuyến công (đơn vị mẫu)",
    }
}

/// The year's share of a task as projects: one for each unit of quantity, support and contribution in equal parts,
/// each project drawing one state source as far as it goes before the next. A share without quantity is one project.
fn split(programme: &Programme, share: &PhasingShare) -> Vec<(Decimal, Vec<Money>)> {
    let projects = u32::try_from(share.quantity).unwrap_or_default().max(1);
    let per_project = |amount: Money| amount * (Decimal::ONE / Decimal::from(projects));
    let each = per_project(programme.state_sources().map(|id| share.money[id.index()]).sum());
    let mut left = share.money.clone();
    let mut split = Vec::new();
    for _ in 0..projects {
        let mut need = each;
        let mut money = vec![Money::ZERO; share.money.len()];
        for id in programme.source_ids() {
            let at = id.index();
            let drawn = match programme.source(id).kind {
                SourceKind::State => need.min(left[at]),
                SourceKind::Own | SourceKind::Other => per_project(share.money[at]),
            };
            if programme.source(id).kind == SourceKind::State {
                need -= drawn;
            }
            left[at] -= drawn;
            money[at] = drawn;
        }
        split.push((share.quantity.min(Decimal::ONE), money));
    }
    split
}
