//! BM04: the submitting unit is not in the programme at that date, or is ambiguous.

use crate::model::{Area, Code, Finding, Severity, Table, UnitClaim, text};
use crate::programme::Unit;
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM04,
    severity: Severity::Error,
    severity_note: "",
    title: "Không xác định được đơn vị gửi",
    what: "Tên đơn vị trong phần tiêu đề (hoặc tên tệp) không phải là một đơn vị của Chương trình vào thời điểm đó, hoặc có thể là nhiều đơn vị.",
    why: "Tên các đơn vị rất gần nhau (Tân Uyên, Than Uyên); gán nhầm thì số liệu của hai đơn vị cùng sai. Chương trình gợi ý nhưng không tự chọn.",
    basis: "Chương trình, {đăng ký} (các đơn vị xây dựng kế hoạch hằng năm gửi cơ quan tổng hợp).",
    example: "Khối tiêu đề ghi \"UBND huyện Tan Uyen\" không dấu: có thể là Tân Uyên.",
    mend: "Ghi đúng tên đơn vị trong phần tiêu đề.",
    check: Check::Head(check),
};

fn check(context: &Context<'_>, table: &Table) -> Vec<Finding> {
    let claim = &table.unit;
    if claim.unit.is_some() {
        return Vec::new();
    }
    let names = candidates(context, claim);
    let message = match (claim.written.is_empty(), names.len()) {
        (true, _) => "Không tìm thấy tên đơn vị gửi trong phần tiêu đề và tên tệp.".to_owned(),
        (false, 0 | 1) => {
            format!("\"{}\" không phải là tên một đơn vị của Chương trình vào thời điểm lập biểu.", claim.written)
        }
        (false, _) => format!("\"{}\" có thể là nhiều đơn vị của Chương trình.", claim.written),
    };
    let action = if names.is_empty() {
        "Ghi đúng tên đơn vị gửi trong phần tiêu đề.".to_owned()
    } else {
        format!("Ghi đúng tên đơn vị gửi trong phần tiêu đề; có phải là: {}?", names.join(", "))
    };
    let cell = claim.at.map_or_else(|| table.head(), Area::from);
    let finding = Finding::new(Code::BM04, Severity::Error, message, action).at(table.place([cell]));
    let finding = if claim.written.is_empty() { finding } else { finding.found(claim.written.as_str()) };
    vec![words::about_table(finding, table)]
}

/// The units that may be meant, in full; with their times where these tell them apart.
fn candidates(context: &Context<'_>, claim: &UnitClaim) -> Vec<String> {
    let units: Vec<&Unit> = claim.candidates.iter().map(|id| context.programme.unit(*id)).collect();
    let one_time = units.windows(2).all(|pair| (pair[0].from, pair[0].until) == (pair[1].from, pair[1].until));
    // A name that is written rightly is one of another time.
    let rightly = |unit: &&Unit| text::key(&unit.full) == text::key(&claim.written);
    let one_time = one_time && !units.iter().any(rightly);
    let shown = |unit: &&Unit| match (unit.from, unit.until) {
        (Some(from), None) if !one_time => format!("{} (từ {from})", unit.full),
        (None, Some(until)) if !one_time => format!("{} (đến {until})", unit.full),
        (Some(from), Some(until)) if !one_time => format!("{} (từ {from} đến {until})", unit.full),
        _ => unit.full.clone(),
    };
    units.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Figure};
    use crate::rules::testing::{cells, check, programme, row, table};

    #[test]
    fn a_name_of_no_unit_is_quoted_at_its_cell_and_near_units_are_suggested() {
        let finding = check(table().row(row("3.1.b")).unknown_unit("Nậm Nhìn", "B3", &["Nậm Nhùn"])).only(Code::BM04);
        assert_eq!(cells(&finding), ["B3"]);
        assert!(finding.message.contains("\"Nậm Nhìn\" không phải"), "{}", finding.message);
        assert!(finding.action.contains("Nậm Nhùn?"), "{}", finding.action);
        assert_eq!((finding.unit, finding.actual), (None, Some(Figure::Text("Nậm Nhìn".to_owned()))));
    }

    #[test]
    fn an_ambiguous_name_is_never_chosen() {
        let ambiguous = table().row(row("3.1.b")).unknown_unit("Uyen", "B3", &["Tân Uyên", "Than Uyên"]);
        let finding = check(ambiguous).only(Code::BM04);
        assert!(finding.message.contains("nhiều đơn vị"));
        assert!(finding.action.contains("UBND huyện Tân Uyên, UBND huyện Than Uyên?"));
    }

    #[test]
    fn the_right_name_of_another_time_is_suggested_with_its_time() {
        let late = table().row(row("3.1.b")).unknown_unit("UBND huyện Phong Thổ", "B3", &["Phong Thổ"]);
        let finding = check(late).only(Code::BM04);
        assert!(finding.action.contains("UBND huyện Phong Thổ (đến 30/06/2025)?"), "{}", finding.action);
        let near = table().row(row("3.1.b")).unknown_unit("UBND huyện Phong Thổ", "B3", &["Phong Thổ", "Sìn Hồ"]);
        let said = "UBND huyện Phong Thổ (đến 30/06/2025), UBND huyện Sìn Hồ (đến 30/06/2025)?";
        assert!(check(near).only(Code::BM04).action.ends_with(said));
    }

    #[test]
    fn a_name_of_two_times_is_suggested_with_both() {
        let both = table().row(row("3.1.b")).unknown_unit("Phong Thổ", "B3", &["Phong Thổ", "Xã Phong Thổ"]);
        let finding = check(both).only(Code::BM04);
        assert!(finding.message.contains("nhiều đơn vị"));
        let said = "có phải là: UBND huyện Phong Thổ (đến 30/06/2025), UBND xã Phong Thổ (từ 01/07/2025)?";
        assert!(finding.action.contains(said), "{}", finding.action);
    }

    #[test]
    fn a_table_without_any_name_says_so_at_its_head() {
        let finding = check(table().row(row("3.1.b")).unknown_unit("", "", &[])).only(Code::BM04);
        assert!(finding.message.starts_with("Không tìm thấy tên đơn vị"));
        assert_eq!(finding.action, "Ghi đúng tên đơn vị gửi trong phần tiêu đề.");
        assert_eq!((finding.first_cell(), finding.actual), (Some(table().head()), None));
    }

    #[test]
    fn every_unit_of_the_programme_is_accepted() {
        for unit in &programme().units {
            check(table().unit(&unit.short).row(row("3.1.b"))).silent(Code::BM04);
        }
    }

    #[test]
    fn a_unit_of_some_years_is_suggested_with_both_ends_where_they_tell() {
        let with = |written: &str| {
            let late = table().row(row("3.1.b")).unknown_unit(written, "B3", &["Phong Thổ"]);
            let found = check(late).catalogue(|programme| {
                let id = programme.unit_by_name("Phong Thổ").unwrap();
                programme.units[id.index()].from = Date::new(2022, 1, 1);
            });
            found.only(Code::BM04).action
        };
        assert!(with("UBND huyện Phong Thổ").contains("UBND huyện Phong Thổ (từ 01/01/2022 đến 30/06/2025)?"));
        assert!(with("Phong Tô").contains("có phải là: UBND huyện Phong Thổ?"));
    }

    #[test]
    fn units_of_one_time_are_suggested_without_it() {
        let ambiguous = table().row(row("3.1.b")).unknown_unit("Xã", "B3", &["Xã Phong Thổ", "Xã Sin Suối Hồ"]);
        let finding = check(ambiguous).only(Code::BM04);
        assert!(finding.action.ends_with("UBND xã Phong Thổ, UBND xã Sin Suối Hồ?"), "{}", finding.action);
    }
}
