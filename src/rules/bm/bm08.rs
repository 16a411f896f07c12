//! BM08: legacy-font text (TCVN3, VNI) was converted to Unicode.

use rust_decimal::Decimal;

use crate::model::{Code, Converted, Finding, Severity, Table};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM08,
    severity: Severity::Note,
    severity_note: "",
    title: "Chữ theo bảng mã cũ đã được chuyển sang Unicode",
    what: "Trang tính có chữ gõ theo bảng mã TCVN3 (phông .VnTime, .VnTimeH …) hoặc VNI (phông VNI-Times …). Chương trình nhận theo tên phông của từng ô và chuyển sang Unicode để đọc; tệp của đơn vị không bị sửa. Chỉ tệp xlsx và xlsm cho biết phông; chữ mã cũ trong tệp xls, xlsb, ods được đọc nguyên như đã ghi.",
    why: "Chữ theo bảng mã cũ chỉ đọc đúng khi có phông đó; ô gõ lẫn hai bảng mã có thể chuyển sai, cần xem lại tên riêng.",
    basis: "Bộ mã ký tự chữ Việt TCVN 6909:2001 (Unicode) dùng trong văn bản điện tử của cơ quan nhà nước.",
    example: "Ô phông .VnTime ghi \"§Ò ¸n m¸y sÊy\" được đọc là \"Đề án máy sấy\".",
    mend: "Không bắt buộc; lần sau nên gõ bằng Unicode, phông Times New Roman.",
    check: Check::Head(check),
};

fn check(_: &Context<'_>, table: &Table) -> Vec<Finding> {
    table.converted.iter().map(|converted| find(table, converted)).collect()
}

fn find(table: &Table, converted: &Converted) -> Finding {
    let message = format!(
        "Đã chuyển {} theo bảng mã {} sang Unicode, trong vùng {}.",
        words::count(converted.cells, "ô chữ"),
        converted.set.name(),
        converted.area
    );
    let action = "Xem lại tên riêng trong vùng này; lần sau nên gõ bằng Unicode.";
    let finding = Finding::new(Code::BM08, Severity::Note, message, action).at(table.place([converted.area]));
    words::about_table(finding, table).found(Decimal::from(converted.cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LegacySet;
    use crate::rules::testing::{cells, check, count, row, table};

    #[test]
    fn each_set_is_noted_with_its_range() {
        let both = table().row(row("3.1.b")).converted(LegacySet::Tcvn3, "A1", "L20", 57).converted(
            LegacySet::Vni,
            "B22",
            "B22",
            1,
        );
        let findings = check(both).times(Code::BM08, 2);
        assert_eq!(findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Note; 2]);
        assert_eq!(findings.iter().flat_map(cells).collect::<Vec<_>>(), ["A1:L20", "B22"]);
        assert_eq!(findings[0].actual, Some(count(57)));
        assert_eq!(
            findings[0].message,
            "Đã chuyển 57 ô chữ theo bảng mã TCVN3 (phông .Vn…) sang Unicode, trong vùng A1:L20."
        );
    }

    #[test]
    fn unicode_text_is_not_noted() {
        check(table().row(row("3.1.b"))).silent(Code::BM08);
    }
}
