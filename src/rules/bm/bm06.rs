//! BM06: content outside the table was not read.

use crate::model::{Area, CellRef, Code, Finding, Severity, Table, UnreadRow};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::BM06,
    severity: Severity::Note,
    severity_note: "Cảnh báo, nếu phần không đọc có số tiền ở cột tiền.",
    title: "Có nội dung không được đọc",
    what: "Trang tính có nội dung ngoài bảng đề án (ghi chú, số liệu khác, cột không có trong biểu mẫu) không được đọc. Dòng ngày tháng và chữ ký chỉ được liệt kê ở trang \"Danh mục tệp đầu vào\".",
    why: "Không dòng nào bị bỏ trong im lặng; nếu phần này có đề án thì số tổng hợp thiếu.",
    basis: "Nguyên tắc đối chiếu: số dòng đã thấy = đề án + dòng nhóm + dòng tổng + dòng không đọc.",
    example: "Dưới dòng \"Tổng cộng\" còn ba dòng có số tiền ở cột NS tỉnh.",
    mend: "Không phải làm gì với ghi chú và chữ ký; nếu là đề án, chuyển lên trên dòng tổng cộng.",
    check: Check::Head(check),
};

/// How many ranges a message names; the place holds them all.
const NAMED: usize = 5;

fn check(_: &Context<'_>, table: &Table) -> Vec<Finding> {
    // What every paper has under its table is worth a word only where it holds an amount.
    let worth_a_word = table.unread.iter().filter(|row| !row.routine || !row.amounts.is_empty());
    let (with_amounts, plain): (Vec<_>, Vec<_>) = worth_a_word.partition(|row| !row.amounts.is_empty());
    [with_amounts, plain].into_iter().filter(|rows| !rows.is_empty()).map(|rows| finding(table, rows)).collect()
}

/// One finding for all unread rows with an amount, one for all without.
fn finding(table: &Table, mut rows: Vec<&UnreadRow>) -> Finding {
    rows.sort_by_key(|row| row.area);
    let areas = joined(&rows);
    let amounts: Vec<CellRef> = rows.iter().flat_map(|row| row.amounts.iter().copied()).collect();
    let (severity, amounts, action) = if amounts.is_empty() {
        (Severity::Note, String::new(), "Không phải làm gì nếu đây không phải là đề án.")
    } else {
        (
            Severity::Warning,
            format!(" Có số tiền tại ô {}.", named(&amounts)),
            "Nếu là đề án, chuyển vào trong bảng và ghi đủ các cột; nếu không, xóa số tiền.",
        )
    };
    let message = format!("Không đọc vùng {}: {}.{amounts}", named(&areas), reasons(&rows));
    words::about_table(Finding::new(Code::BM06, severity, message, action).at(table.place(areas)), table)
}

/// Rows that stand one under the other, as one range; never side by side, for what stands between was read.
fn joined(rows: &[&UnreadRow]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for row in rows {
        match areas.last_mut().filter(|last| row.area.first.row == last.last.row + 1) {
            Some(last) => *last = around(*last, row.area),
            None => areas.push(row.area),
        }
    }
    areas
}

/// The smallest range around two.
fn around(one: Area, other: Area) -> Area {
    let corner =
        |pick: fn(u32, u32) -> u32, a: CellRef, b: CellRef| CellRef::new(pick(a.row, b.row), pick(a.col, b.col));
    Area::new(corner(u32::min, one.first, other.first), corner(u32::max, one.last, other.last))
}

fn reasons(rows: &[&UnreadRow]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for row in rows {
        if !reasons.contains(&row.reason.as_str()) {
            reasons.push(&row.reason);
        }
    }
    reasons.join("; ")
}

/// "A51, B53:L55", and how many more there are.
fn named(ranges: &[impl ToString]) -> String {
    let first: Vec<String> = ranges.iter().take(NAMED).map(ToString::to_string).collect();
    match ranges.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} và {more} vùng khác", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn adjacent_rows_are_one_note_with_their_range() {
        let finding = check(table().row(row("3.1.b")).unread("B30", "ghi chú", &[]).unread("D31", "chữ ký", &[]))
            .only(Code::BM06);
        assert_eq!(finding.severity, Severity::Note);
        assert_eq!(cells(&finding), ["B30:D31"]);
        assert!(finding.message.contains("ghi chú; chữ ký"), "{}", finding.message);
    }

    #[test]
    fn signatures_are_listed_elsewhere_and_columns_apart_are_not_joined() {
        check(table().signature("B30", &[])).silent(Code::BM06);
        assert_eq!(check(table().signature("B30", &["R30"])).only(Code::BM06).severity, Severity::Warning);
        let columns = table().unread("C30", "cột lạ", &[]).unread("K30", "cột lạ", &[]);
        assert_eq!(cells(&check(columns).only(Code::BM06)), ["C30", "K30"]);
    }

    #[test]
    fn rows_apart_are_ranges_of_one_note() {
        let finding = check(table().unread("B30", "ghi chú", &[]).unread("B32", "ghi chú", &[])).only(Code::BM06);
        assert_eq!(cells(&finding), ["B30", "B32"]);
        assert_eq!(finding.message, "Không đọc vùng B30, B32: ghi chú.");
    }

    #[test]
    fn many_ranges_are_counted_in_the_message_and_all_in_the_place() {
        let rows = (0..7).map(|at| format!("B{}", 30 + 2 * at));
        let finding = check(rows.fold(table(), |table, at| table.unread(&at, "ghi chú", &[]))).only(Code::BM06);
        assert_eq!(cells(&finding).len(), 7);
        assert!(finding.message.contains("B38 và 2 vùng khác"), "{}", finding.message);
    }

    #[test]
    fn an_amount_in_a_money_column_makes_it_a_warning() {
        let finding = check(table().unread("B30", "sau dòng tổng", &["R30"])).only(Code::BM06);
        assert_eq!(finding.severity, Severity::Warning);
        assert!(finding.message.contains("ô R30"), "{}", finding.message);
        let both = table().unread("B30", "ghi chú", &[]).unread("B31", "sau dòng tổng", &["R31"]);
        let found = check(both).times(Code::BM06, 2);
        assert_eq!((found[0].severity, cells(&found[0])), (Severity::Warning, vec!["B31".to_owned()]));
        assert_eq!((found[1].severity, cells(&found[1])), (Severity::Note, vec!["B30".to_owned()]));
    }

    #[test]
    fn a_sheet_that_was_read_whole_is_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::BM06);
    }
}
