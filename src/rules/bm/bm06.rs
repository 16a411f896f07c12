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

fn check(_: &Context<'_>, table: &Table) -> Vec<Finding> {
    blocks(&table.unread).iter().map(|block| finding(table, block)).collect()
}

/// Unread rows that stand one under the other, all with an amount or all without.
struct Block<'a> {
    area: Area,
    reasons: Vec<&'a str>,
    amounts: Vec<CellRef>,
}

fn blocks(unread: &[UnreadRow]) -> Vec<Block<'_>> {
    let mut rows: Vec<&UnreadRow> = unread.iter().filter(|row| !row.routine).collect();
    rows.sort_by_key(|row| row.area);
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for row in rows {
        match blocks.last_mut().filter(|block| block.continues_in(row)) {
            Some(block) => block.add(row),
            None => blocks.push(Block { area: row.area, reasons: vec![&row.reason], amounts: row.amounts.clone() }),
        }
    }
    blocks
}

impl<'a> Block<'a> {
    fn continues_in(&self, row: &UnreadRow) -> bool {
        // Never side by side: what stands between two columns was read.
        row.area.first.row == self.area.last.row + 1 && row.amounts.is_empty() == self.amounts.is_empty()
    }

    fn add(&mut self, row: &'a UnreadRow) {
        self.area = Area::new(
            CellRef::new(self.area.first.row, self.area.first.col.min(row.area.first.col)),
            CellRef::new(self.area.last.row.max(row.area.last.row), self.area.last.col.max(row.area.last.col)),
        );
        if !self.reasons.contains(&row.reason.as_str()) {
            self.reasons.push(&row.reason);
        }
        self.amounts.extend(&row.amounts);
    }
}

fn finding(table: &Table, block: &Block<'_>) -> Finding {
    let reasons = block.reasons.join("; ");
    let (severity, amounts, action) = if block.amounts.is_empty() {
        (Severity::Note, String::new(), "Không phải làm gì nếu đây không phải là đề án.")
    } else {
        let cells: Vec<String> = block.amounts.iter().map(ToString::to_string).collect();
        (
            Severity::Warning,
            format!(" Có số tiền tại ô {}.", cells.join(", ")),
            "Nếu là đề án, chuyển vào trong bảng và ghi đủ các cột; nếu không, xóa số tiền.",
        )
    };
    let message = format!("Không đọc vùng {}: {reasons}.{amounts}", block.area);
    let finding = Finding::new(Code::BM06, severity, message, action).at(table.place([block.area]));
    words::about_table(finding, table)
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
        check(table().signature("B30")).silent(Code::BM06);
        check(table().unread("C30", "cột lạ", &[]).unread("K30", "cột lạ", &[])).times(Code::BM06, 2);
    }

    #[test]
    fn rows_apart_are_several_notes() {
        check(table().unread("B30", "ghi chú", &[]).unread("B32", "ghi chú", &[])).times(Code::BM06, 2);
    }

    #[test]
    fn an_amount_in_a_money_column_makes_it_a_warning() {
        let finding = check(table().unread("B30", "sau dòng tổng", &["R30"])).only(Code::BM06);
        assert_eq!(finding.severity, Severity::Warning);
        assert!(finding.message.contains("ô R30"), "{}", finding.message);
        check(table().unread("B30", "ghi chú", &[]).unread("B31", "sau dòng tổng", &["R31"])).times(Code::BM06, 2);
    }

    #[test]
    fn a_sheet_that_was_read_whole_is_not_named() {
        check(table().row(row("3.1.b"))).silent(Code::BM06);
    }
}
