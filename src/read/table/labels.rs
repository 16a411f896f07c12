//! What the words of a row tell alone: a total, the grand total, a note, a date line, a signature.

use super::rows::Why;
use crate::model::text::{self, FORM_REMARK};

/// Whether a label says "total": the word alone, or the word and what it is the total of; a sum carried to the next
/// page is one too.
pub fn is_total(label: &str) -> bool {
    let folded = text::fold(label);
    let carried = ["mang sang", "chuyen sang trang", "chuyen trang", "trang truoc", "so trang truoc"];
    if carried.iter().any(|words| folded.starts_with(words)) {
        return true;
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let after = match words.as_slice() {
        ["tong", "kinh", "phi", rest @ ..] | ["tong", "cong" | "so", rest @ ..] | ["tong" | "cong", rest @ ..] => {
            Some(rest)
        }
        _ => return false,
    };
    let of = [
        "nhom", "muc", "phan", "nguon", "nam", "toan", "chung", "cac", "de", "bang", "trang", "mang", "chuyen", "don",
        "kinh", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "a", "b", "c", "d", "nhiem", "noi",
        "hang", "tieu", "du", "chuong", "ke", "giai", "dot", "quy", "ca", "hai", "von", "nhu", "tien", "ngan", "huyen",
        "xa", "phuong", "tinh", "thanh", "khuyen", "theo",
    ];
    match after {
        None | Some([]) => true,
        Some([next, ..]) => of.contains(next) || next.chars().all(|c| c.is_ascii_digit()),
    }
}

/// Whether a label begins with the word for a sum, whatever follows: its figures must then prove it.
pub fn may_be_total(label: &str) -> bool {
    matches!(text::fold(label).split_whitespace().next(), Some("tong" | "cong"))
}

/// Whether a label sums up the whole table, and not a part of it.
pub fn is_grand(label: &str) -> bool {
    let key = text::key(label);
    key.starts_with("tongcong") || key.starts_with("tongso") || key == "tong" || key.starts_with("tongkinhphi")
}

/// Why a text without money is no row of the table, where its first words tell: a note, a date line, a signature.
pub fn why_no_row(text: &str) -> Option<Why> {
    let folded = text::fold(text);
    // A line of percentages under the amounts is no project of so many đồng.
    let notes = ["ghi chu", "luu y", "* ", "ty le", "ti le", "co cau von", "co cau nguon"];
    let signatures = [
        "nguoi lap",
        "thu truong",
        "lanh dao",
        "noi nhan",
        "ke toan",
        "(ky",
        "ky,",
        "ky ten",
        "tm.",
        "t/m",
        "kt.",
        "chu tich",
        "pho chu tich",
        "giam doc",
        "truong phong",
        "xac nhan",
        "nguoi tong hop",
        "q. ",
        "tl.",
    ];
    let dated = folded.contains("ngay") && folded.contains("thang") && folded.contains("nam") && folded.len() < 60;
    if text == FORM_REMARK || dated || signatures.iter().any(|word| folded.starts_with(word)) {
        return Some(Why::Signature);
    }
    notes.iter().any(|word| folded.starts_with(word)).then_some(Why::Below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_totals() {
        for label in [
            "Tổng cộng",
            "CỘNG",
            "Tổng số",
            "Tổng",
            "Cộng nhóm I",
            "Cộng (I)",
            "Tổng cộng (I+II)",
            "Tổng kinh phí",
            "Tổng cộng toàn huyện",
            "Cộng:",
            "Tổng số: 05 đề án",
            "Cộng nhiệm vụ 3.1.b",
            "Cộng nội dung 1",
            "Cộng huyện Mẫu",
            "Tổng nhu cầu vốn",
            "Tổng vốn các đề án",
            "Cộng VII",
            "Cộng mang sang",
            "Cộng chuyển trang sau",
            "Cộng dồn",
            "Mang sang trang 2",
            "Trang trước chuyển sang",
        ] {
            assert!(is_total(label), "{label}");
        }
        for label in [
            "Tổ chức hội chợ",
            "Cộng đồng dệt thổ cẩm",
            "Công ty TNHH Mẫu",
            "Tổng hợp",
            "Đề án tổng thể",
            "Tổng công ty Mẫu",
            "Tổng kết công tác khuyến công",
            "Chuyển sang công nghệ sấy lạnh",
        ] {
            assert!(!is_total(label), "{label}");
        }
        assert!(is_grand("Tổng cộng") && !is_grand("Cộng nhóm I"));
    }

    #[test]
    fn notes_and_signatures() {
        for text in ["NGƯỜI LẬP BIỂU", "Phong Thổ, ngày 15 tháng 11 năm 2022", "TM. ỦY BAN NHÂN DÂN", FORM_REMARK]
        {
            assert_eq!(why_no_row(text), Some(Why::Signature), "{text}");
        }
        assert_eq!(why_no_row("Ghi chú: số liệu tạm tính"), Some(Why::Below));
        assert_eq!(why_no_row("Tỷ lệ (%)"), Some(Why::Below));
        assert_eq!(why_no_row("Máy sấy nông sản"), None);
    }
}
