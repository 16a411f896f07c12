//! The submissions that are wrong, one story each.
//!
//! What the program must say of `NAME.xlsx` stands beside it in `NAME.expected.toml`, typed by hand and never
//! written by this generator. Beneficiaries are numbered from "Mẫu 901" on.

#[path = "stories/beneficiaries.rs"]
mod beneficiaries;
#[path = "stories/files.rs"]
mod files;
#[path = "stories/headers.rs"]
mod headers;
#[path = "stories/hides.rs"]
mod hides;
#[path = "stories/layouts.rs"]
mod layouts;
#[path = "stories/norms.rs"]
mod norms;
#[path = "stories/runs.rs"]
mod runs;
#[path = "stories/sources.rs"]
mod sources;
#[path = "stories/stages.rs"]
mod stages;
#[path = "stories/sums.rs"]
mod sums;
#[path = "stories/values.rs"]
mod values;

use doisoat::error::{Error, Result};
use doisoat::model::Money;
use doisoat::programme::Programme;
use doisoat::report::form::{self, FormOptions, FormRow, FormStatus};
use rust_decimal::Decimal;

use super::{Sample, archive, book, clean};

/// Makes a story's workbook.
type Teller = fn(&Programme) -> Result<Vec<u8>>;

/// Every generated story, in the order of the rule book. One is not here: `tp02-co-mat-khau.xlsx` is encrypted by
/// `samples/protect.py`.
const STORIES: &[(&str, Teller)] = &[
    ("tp01-tep-bi-cat.xlsx", files::cut_short),
    ("tp01-html-dat-ten-xls.xls", files::html),
    ("tp03-qua-so-o.xlsx", files::too_large),
    ("tp04-gui-hai-lan/ban-gui-1.xlsx", files::sent_twice),
    ("tp04-gui-hai-lan/ban-gui-2.xlsx", files::sent_twice),
    ("tp05-lan-nop-2/lan-1.xlsx", files::sent_first),
    ("tp05-lan-nop-2/lan-2.xlsx", files::sent_again),
    ("tp06-khong-co-bang.xlsx", files::letter),
    ("tp07-tep-khong-phai-so-tinh/ghi-chu.txt", files::text),
    ("tp07-tep-khong-phai-so-tinh/bieu.xlsx", files::sent_twice),
    ("tp08-co-macro.xlsm", files::macros),
    ("bm01-thieu-cot-tong.xlsx", headers::no_total),
    ("bm02-hai-cot-ngan-sach-tinh.xlsx", headers::two_columns),
    ("bm03-dong-khong-ghi-don-vi-tien.xlsx", headers::dong_unsaid),
    ("bm03-khong-ro-don-vi-tien.xlsx", headers::unit_unclear),
    ("bm04-sai-ten-huyen.xlsx", headers::misspelt_unit),
    ("bm05-tep-mang-ten-nam-2024.xlsx", headers::named_after_another_year),
    ("bm06-so-tien-duoi-bang.xlsx", headers::amount_below),
    ("bm07-phien-ban-khac.xlsx", headers::another_version),
    ("bm08-phong-chu-cu.xlsx", headers::old_fonts),
    ("bm09-ten-cot-gan-dung.xlsx", headers::near_names),
    ("gt01-so-tien-bang-chu.xlsx", values::words),
    ("gt02-mot-phay-nam-tram.xlsx", values::two_readings),
    ("gt03-so-dang-chu.xlsx", values::numbers_as_text),
    ("gt04-cong-thuc-chua-tinh.xlsx", values::no_result),
    ("gt05-loi-ref.xlsx", values::broken_reference),
    ("gt06-so-tien-am.xlsx", values::negative),
    ("gt07-so-luong-le.xlsx", values::half_a_facility),
    ("gt08-nam-ngoai-giai-doan.xlsx", values::year_outside),
    ("gt09-thieu-ten-de-an.xlsx", values::no_name),
    ("gt10-le-hon-mot-dong.xlsx", values::thirds_of_a_dong),
    ("gt11-mot-dong-ghi-bang-dong.xlsx", values::dong_among_millions),
    ("gt12-ma-nhiem-vu-khong-co.xlsx", values::unknown_task),
    ("gt13-ma-lay-tu-dong-nhom.xlsx", values::code_from_heading),
    ("gt14-ten-cua-nhiem-vu-khac.xlsx", values::name_of_another_task),
    ("tg01-nguon-khong-khop-tong.xlsx", sums::sources_miss_the_total),
    ("tg02-dong-tong-sai.xlsx", sums::total_row_lies),
    ("tg03-cong-thieu-dong-cuoi.xlsx", hides::short_sum),
    ("dm01-vuot-tran-mot-dong.xlsx", norms::one_dong_over_the_cap),
    ("dm02-vuot-ty-le-mot-dong.xlsx", norms::one_dong_over_the_percentage),
    ("dm03-qua-so-gian-hang.xlsx", norms::too_many_booths),
    ("dm04-gian-hang-dat.xlsx", norms::dear_booths),
    ("dm05-mot-co-so-hai-de-an.xlsx", beneficiaries::two_machines),
    ("dm06-qua-ty-le-suy-ra.xlsx", norms::above_the_implied_share),
    ("dm07-chuyen-tiep-qua-tran/nam-dau.xlsx", norms::first_year),
    ("dm07-chuyen-tiep-qua-tran/nam-sau.xlsx", norms::second_year),
    ("ng01-nguon-khong-duoc-dung.xlsx", norms::forbidden_source),
    ("ng02-khong-co-doi-ung.xlsx", norms::no_contribution),
    ("ng03-khong-ghi-nguon-khac.xlsx", sources::other_money_unsaid),
    ("ng04-huyen-lap-viec-cua-tinh.xlsx", norms::task_of_the_province),
    ("ng05-chua-co-bo-phe-duyet/dang-ky.xlsx", sources::registered),
    ("ng05-chua-co-bo-phe-duyet/phe-duyet.xlsx", sources::approved),
    ("ng06-hai-nguon-ngan-sach.xlsx", sources::two_state_sources),
    ("dt01-sai-loai-hinh.xlsx", beneficiaries::state_body),
    ("dt02-khong-co-don-vi-thu-huong.xlsx", values::no_beneficiary),
    ("tr01-mot-de-an-hai-dong.xlsx", runs::same_project_twice),
    ("tr02-mot-co-so-hai-huyen/phong-tho.xlsx", beneficiaries::supported_once),
    ("tr02-mot-co-so-hai-huyen/tan-uyen.xlsx", beneficiaries::supported_again),
    ("tr03-mot-ma-so-thue-hai-ten.xlsx", beneficiaries::one_code_two_names),
    ("ct01-qua-chi-tieu.xlsx", runs::beyond_the_target),
    ("ct02-qua-kinh-phi-nhiem-vu.xlsx", runs::beyond_the_task_money),
    ("ct04-qua-kinh-phi-chuong-trinh.xlsx", runs::beyond_the_source),
    ("an01-dong-an.xlsx", hides::rows),
    ("an02-cot-an.xlsx", hides::columns),
    ("an03-trang-an.xlsx", hides::sheet),
    ("an04-dang-loc.xlsx", hides::filter),
    ("gd01-thuc-hien-vuot-phe-duyet/phe-duyet.xlsx", stages::approved),
    ("gd01-thuc-hien-vuot-phe-duyet/thuc-hien.xlsx", stages::spent_beyond),
    ("gd02-phe-duyet-chua-dang-ky/dang-ky.xlsx", stages::registered),
    ("gd02-phe-duyet-chua-dang-ky/phe-duyet.xlsx", stages::approved_unasked),
];

/// Every story's workbook.
pub(super) fn files(programme: &Programme) -> Result<Vec<Sample>> {
    let mut files: Vec<Sample> =
        STORIES.iter().map(|(name, tell)| Ok(((*name).to_owned(), tell(programme)?))).collect::<Result<_>>()?;
    files.extend(runs::one_unit_missing(programme)?);
    Ok(files.into_iter().map(|(name, bytes)| (format!("samples/co-sai-lech/{name}"), bytes)).collect())
}

/// The blank form of a unit and a year with these rows in it.
fn on_the_form(programme: &Programme, unit: &str, year: i32, rows: &[FormRow]) -> Result<Vec<u8>> {
    let unit = programme.unit_by_name(unit);
    form::write(programme, &FormOptions { unit, year: Some(year), rows })
}

/// A row of the form: task, code, name, beneficiary; a quantity; national, provincial and own money in triệu đồng.
fn row(programme: &Programme, year: i32, words: [&str; 4], quantity: u32, money: [i64; 3]) -> Result<FormRow> {
    let [task, id, name, beneficiary] = words;
    let missing = || Error::Usage(format!("the catalogue has no task {task}"));
    let task = programme.task_by_code(task).ok_or_else(missing)?;
    let [national, provincial, own] = money.map(Money::from_trieu);
    Ok(FormRow {
        task,
        id: id.to_owned(),
        name: name.to_owned(),
        beneficiary: beneficiary.to_owned(),
        implementer: String::new(),
        kind: None,
        tax_code: String::new(),
        place: String::new(),
        year,
        status: FormStatus::New,
        approval: String::new(),
        quantity: Decimal::from(quantity),
        event: String::new(),
        scale: None,
        unit_price: None,
        money: vec![national, provincial, own],
        note: String::new(),
    })
}
