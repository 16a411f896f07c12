//! The waivers of a file: a malformed file stops the run, naming the key; whether a waiver fits the data is MT01's.

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::fault::{CatalogueText, Fault, fault};
use super::figures::date;
use super::{hex, text_of};
use crate::error::Result;
use crate::model::{WaivedProject, Waiver, Waivers};

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWaivers {
    waivers: Vec<Spanned<RawWaiver>>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWaiver {
    id: Option<Spanned<String>>,
    unit: Option<Spanned<String>>,
    year: Option<i32>,
    task: Option<Spanned<String>>,
    beneficiary: Option<Spanned<String>>,
    rule: Spanned<String>,
    reason: Spanned<String>,
    approved_by: Spanned<String>,
    document: Spanned<String>,
    until: Spanned<String>,
}

/// The waivers of a file.
///
/// # Errors
/// [`crate::error::Error::Path`] where the file cannot be read; [`crate::error::Error::Programme`] where what it says
/// is wrong, naming line and key.
pub fn from_file(path: &Path) -> Result<Waivers> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    from_text(&text_of(path)?, &file)
}

fn from_text(text: &str, name: &str) -> Result<Waivers> {
    let source = CatalogueText { name, text, cells: None };
    let raw: RawWaivers = source.parse()?;
    let list = raw.waivers.into_iter().enumerate().map(|(index, written)| waiver(index, written).map(Arc::new));
    let list = list.collect::<std::result::Result<_, _>>().map_err(|fault| source.error(&fault))?;
    Ok(Waivers { file: name.into(), sha256: hex(&Sha256::digest(text.as_bytes())), list, on: None })
}

fn waiver(index: usize, written: Spanned<RawWaiver>) -> std::result::Result<Waiver, Fault> {
    let key = format!("waivers[{index}]");
    let span = Spanned::new(written.span(), ());
    let raw = written.into_inner();
    let words = |written: &Spanned<String>, name: &str| said(written, &format!("{key}.{name}"));
    let maybe = |written: &Option<Spanned<String>>, name: &str| {
        written.as_ref().map(|written| words(written, name)).transpose()
    };
    let (id, unit) = (maybe(&raw.id, "id")?, maybe(&raw.unit, "unit")?);
    let (task, beneficiary) = (maybe(&raw.task, "task")?, maybe(&raw.beneficiary, "beneficiary")?);
    let project = match (id, unit, raw.year, task, beneficiary) {
        (Some(id), unit, None, None, None) => WaivedProject::Id { id, unit },
        (None, Some(unit), Some(year), Some(task), Some(beneficiary)) => {
            WaivedProject::Work { unit, year, task, beneficiary }
        }
        _ => {
            let expected = "\"id\" (có thể kèm \"unit\"), hoặc đủ \"unit\", \"year\", \"task\", \"beneficiary\"";
            return Err(fault(&span, key, "cách nêu đề án chưa đủ hoặc lẫn lộn", expected));
        }
    };
    Ok(Waiver {
        number: index + 1,
        project,
        rule: words(&raw.rule, "rule")?,
        reason: words(&raw.reason, "reason")?,
        approved_by: words(&raw.approved_by, "approved_by")?,
        document: words(&raw.document, "document")?,
        until: date(&raw.until, &format!("{key}.until"))?,
    })
}

/// A text that is not blank: no waiver stands without its reason, its person and its document.
fn said(written: &Spanned<String>, key: &str) -> std::result::Result<String, Fault> {
    match written.get_ref().trim() {
        "" => Err(fault(written, key, "chuỗi rỗng", "một nội dung")),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[waivers]]
id = "PT-2023-01"
rule = "DM01"
reason = "Dây chuyền đồng bộ"
approved_by = "Chủ tịch UBND tỉnh"
document = "Công văn 12/UBND-KT ngày 10/01/2023"
until = "2023-12-31"

[[waivers]]
unit = "Sìn Hồ"
year = 2023
task = "6"
beneficiary = "HTX Mẫu"
rule = "NG02"
reason = "Vùng đặc biệt khó khăn"
approved_by = "Giám đốc Sở Công Thương"
document = "Thông báo 5/TB-SCT"
until = "2024-06-30"
"#;

    #[test]
    fn a_project_is_named_by_its_id_or_by_its_work() {
        let waivers = from_text(GOOD, "chap-thuan.toml").unwrap();
        assert_eq!(waivers.list[0].project, WaivedProject::Id { id: "PT-2023-01".to_owned(), unit: None });
        assert_eq!(waivers.list[1].project.to_string(), "của \"HTX Mẫu\" (Sìn Hồ, năm 2023, nhiệm vụ 6)");
        assert_eq!((waivers.list[1].number, waivers.list[1].until.to_string()), (2, "30/06/2024".to_owned()));
        assert_eq!(waivers.on, None);
    }

    #[test]
    fn each_mistake_names_its_line_and_its_key() {
        for (from, to, told) in [
            (
                "until = \"2023-12-31\"",
                "until = \"31/12/2023\"",
                "dòng 8, khóa \"waivers[0].until\": thấy \"31/12/2023\"",
            ),
            ("until = \"2023-12-31\"", "", "khóa \"waivers[0]\": thiếu khóa \"until\""),
            ("rule = \"DM01\"", "rule = \" \"", "khóa \"waivers[0].rule\": thấy chuỗi rỗng"),
            ("document = \"Thông", "documnet = \"Thông", "khóa \"waivers[1].documnet\": thấy khóa lạ"),
            ("year = 2023\n", "", "khóa \"waivers[1]\": thấy cách nêu đề án"),
            ("unit = \"Sìn Hồ\"", "id = \"X\"\nunit = \"Sìn Hồ\"", "khóa \"waivers[1]\": thấy cách nêu đề án"),
            ("year = 2023", "year = \"2023\"", "khóa \"waivers[1].year\""),
            ("[[waivers]]\nid", "[[waiver]]\nid", "khóa lạ \"waiver\""),
        ] {
            let said = from_text(&GOOD.replacen(from, to, 1), "chap-thuan.toml").unwrap_err().to_string();
            assert!(said.starts_with("chap-thuan.toml, dòng ") && said.contains(told), "{told}: {said}");
        }
    }
}
