//! Which field a header names: the words of the form, their usual synonyms, and the catalogue's sources.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{Field, SourceId, text};
use crate::programme::{Programme, SourceKind};

/// The form's own header and its usual synonyms, for every field that is no source; the form's own comes first.
const WORDS: &[(Field, &[&str])] = &[
    (Field::Ordinal, &["STT", "TT", "Số TT", "Số thứ tự"]),
    (Field::Task, &["Mã nhiệm vụ", "Mã NV", "Mã nội dung"]),
    (Field::ProjectId, &["Mã đề án", "Số đề án", "Mã số đề án"]),
    (Field::Name, &["Tên đề án", "Nội dung", "Nội dung đề án", "Danh mục đề án", "Tên nhiệm vụ"]),
    (
        Field::Beneficiary,
        &["Đơn vị thụ hưởng", "Cơ sở thụ hưởng", "Tên cơ sở CNNT", "Đối tượng thụ hưởng", "Tên cơ sở thụ hưởng"],
    ),
    (Field::Implementer, &["Đơn vị thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp"]),
    (Field::Kind, &["Loại hình", "Loại hình cơ sở", "Loại hình doanh nghiệp"]),
    (Field::TaxCode, &["Mã số thuế", "MST", "MST/ĐKKD", "Số ĐKKD"]),
    (Field::Place, &["Địa điểm", "Địa bàn", "Địa chỉ", "Địa điểm thực hiện", "Xã/phường"]),
    (Field::Year, &["Năm thực hiện", "Năm", "Thời gian", "Thời gian thực hiện"]),
    (Field::Status, &["Tính chất", "Mới/Chuyển tiếp"]),
    (Field::Approval, &["Quyết định phê duyệt", "Số QĐ phê duyệt", "Văn bản phê duyệt"]),
    (Field::Measure, &["ĐVT", "Đơn vị tính"]),
    (Field::Quantity, &["Số lượng", "SL", "Khối lượng"]),
    (Field::Event, &["Tên hội chợ", "Hội chợ, triển lãm"]),
    (Field::Scale, &["Quy mô", "Số gian hàng", "Số người", "Số học viên"]),
    (Field::UnitPrice, &["Đơn giá", "Giá thuê gian", "Giá gian hàng"]),
    (
        Field::Total,
        &["Tổng kinh phí", "Tổng số", "Tổng cộng", "Tổng mức", "Kinh phí thực hiện", "Tổng kinh phí thực hiện"],
    ),
    (Field::Note, &["Ghi chú"]),
];

/// Headers that are read as a field with a note (BM09), where no exact one claims it.
const LOOSE_WORDS: &[(Field, &[&str])] = &[
    (Field::Task, &["Mã số nhiệm vụ", "Mã nhiệm vụ khuyến công"]),
    (Field::ProjectId, &["Mã ĐA"]),
    (
        Field::Name,
        &[
            "Tên đề án, nhiệm vụ",
            "Nội dung thực hiện",
            "Nội dung công việc",
            "Nội dung, nhiệm vụ",
            "Tên nội dung đề án",
            "Tên đề án, nội dung thực hiện",
            "Tên chương trình, đề án",
            "Nội dung hoạt động",
            "Nội dung hỗ trợ",
            "Tên ĐA",
            "Tên đề án khuyến công",
        ],
    ),
    (
        Field::Beneficiary,
        &[
            "Đơn vị, cơ sở thụ hưởng",
            "Tên cơ sở",
            "Tên đơn vị thụ hưởng",
            "Đơn vị thụ hưởng kinh phí",
            "Đối tượng hỗ trợ",
            "Đối tượng được hỗ trợ",
            "Cơ sở được hỗ trợ",
            "Đơn vị được hỗ trợ",
            "Tên cơ sở, doanh nghiệp",
            "Tên doanh nghiệp, HTX",
            "Cơ sở công nghiệp nông thôn",
            "Cơ sở CNNT",
            "Cơ sở CNNT thụ hưởng",
        ],
    ),
    (Field::Implementer, &["Cơ quan thực hiện", "Đơn vị tổ chức thực hiện"]),
    (Field::TaxCode, &["Mã số thuế/ĐKKD", "Mã số DN"]),
    (Field::Place, &["Địa bàn thực hiện"]),
    (Field::Year, &["Năm kế hoạch"]),
    (Field::Status, &["Tính chất đề án"]),
    (Field::Approval, &["QĐ phê duyệt", "Số quyết định phê duyệt"]),
    (Field::Event, &["Hội chợ"]),
    (Field::Scale, &["Số gian"]),
    (Field::UnitPrice, &["Đơn giá gian hàng", "Giá thuê gian hàng"]),
    (
        Field::Total,
        &[
            "Tổng mức đầu tư",
            "Tổng KP",
            "KP thực hiện",
            "Tổng nhu cầu kinh phí",
            "Tổng kinh phí đăng ký",
            "Tổng chi phí",
            "Tổng kinh phí dự kiến",
            "Tổng kinh phí đề án",
            "Tổng kinh phí thực hiện đề án",
            "Kinh phí dự kiến thực hiện",
            "Tổng dự toán",
            "Tổng vốn",
            "Tổng nguồn vốn",
            "Tổng vốn đầu tư",
            "Dự toán kinh phí",
        ],
    ),
];

/// The control column that the form itself prints: checked by Excel, read by no one.
const CONTROL: &str = "kiemtra";

/// No header is longer, in bytes: what is longer is a sentence.
const LONGEST: usize = 200;

/// Words around the name of a source that change nothing: "Nguồn KCQG hỗ trợ" is KCQG, with a note.
const SOURCE_FILLERS: &[&str] = &[
    "nguon", "kinh", "phi", "von", "ho", "tro", "tu", "du", "kien", "de", "nghi", "dang", "ky", "trong", "do", "cua",
    "phan",
];

/// What a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A field, by an exact name.
    Exact(Field),
    /// A field, by a name that is not exact (BM09).
    Loose(Field),
    /// The form's control column.
    Control,
}

impl Named {
    /// The field, where it is one.
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Exact(field) | Self::Loose(field) => Some(field),
            Self::Control => None,
        }
    }
}

/// The headers of a programme's forms, ready to be looked up.
#[derive(Debug, Clone)]
pub struct Headers {
    exact: HashMap<String, Field>,
    loose: HashMap<String, Field>,
    /// Source names without filler words, for a look-up of last resort.
    cores: Vec<(String, Field)>,
}

impl Headers {
    /// The headers of a programme.
    pub fn new(programme: &Programme) -> Self {
        let table = |words: &[(Field, &[&str])]| -> HashMap<String, Field> {
            words.iter().flat_map(|(field, names)| names.iter().map(|name| (text::key(name), *field))).collect()
        };
        let (mut exact, mut loose) = (table(WORDS), table(LOOSE_WORDS));
        let mut cores: Vec<(String, Field)> = Vec::new();
        for id in programme.source_ids() {
            let source = programme.source(id);
            let field = Field::Source(id);
            let exact_names = [&source.short, &source.name, &source.header].into_iter().chain(&source.aliases);
            for name in exact_names {
                exact.insert(text::key(name), field);
                cores.push((core(name), field));
            }
            for name in &source.loose_aliases {
                loose.insert(text::key(name), field);
                cores.push((core(name), field));
            }
        }
        cores.retain(|(core, _)| core.len() >= 3);
        // A core that two sources share names neither.
        let shared: Vec<String> = cores
            .iter()
            .filter(|(core, field)| cores.iter().any(|(other, of)| other == core && of != field))
            .map(|(core, _)| core.clone())
            .collect();
        cores.retain(|(core, _)| !shared.contains(core));
        Self { exact, loose, cores }
    }

    /// What a header names, its levels from the top down ("Trong đó", "KCQG").
    pub fn name(&self, levels: &[String]) -> Option<Named> {
        let bottom = levels.last()?;
        let joined = levels.join(" ");
        if Self::is_state_subtotal(levels) {
            return None;
        }
        self.look_up(bottom)
            .or_else(|| (levels.len() > 1).then(|| self.look_up(&joined)).flatten())
            .or_else(|| Self::total_under_money(levels))
    }

    /// What a text names on its own. Every text of a sheet is asked, so the answer "nothing" must be quick.
    pub fn look_up(&self, header: &str) -> Option<Named> {
        if header.len() > LONGEST {
            return None;
        }
        let key = text::key(header);
        self.look_up_key(&key).or_else(|| {
            let bare = if may_have_unit(header) { without_unit(header).into() } else { Cow::Borrowed(header) };
            let stripped = if bare == header { None } else { self.look_up_key(&text::key(&bare)) };
            stripped
                .or_else(|| self.look_up_core(&key, &bare))
                .or_else(|| self.look_up_first(header))
                .or_else(|| self.look_up_start(&text::key(&bare)))
        })
    }

    /// Two names in one header ("Đơn vị thụ hưởng/Địa điểm"): the first stands. Two sources of money in one column
    /// are neither's.
    fn look_up_first(&self, header: &str) -> Option<Named> {
        let (first, _) = header.split_once('/')?;
        let field = self.exact.get(&text::key(first)).copied()?;
        (!is_money(field)).then_some(Named::Loose(field))
    }

    /// A name with a year or a reference after it ("Tổng kinh phí năm 2023", "Mã NV theo QĐ 407").
    fn look_up_start(&self, key: &str) -> Option<Named> {
        let of_year = || {
            key.strip_suffix(|c: char| c.is_ascii_digit())?
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .strip_suffix("nam")
        };
        let start = key.split_once("theo").map(|(start, _)| start).or_else(of_year)?;
        self.look_up_key(start)?.field().map(Named::Loose)
    }

    fn look_up_key(&self, key: &str) -> Option<Named> {
        if key.is_empty() {
            return None;
        }
        if key == CONTROL {
            return Some(Named::Control);
        }
        let exact = self.exact.get(key).copied().map(Named::Exact);
        exact.or_else(|| self.loose.get(key).copied().map(Named::Loose))
    }

    fn look_up_core(&self, key: &str, header: &str) -> Option<Named> {
        if !self.cores.iter().any(|(core, _)| key.contains(core.as_str())) {
            return None;
        }
        let said = core(&without_unit(header));
        self.cores.iter().find(|(core, _)| *core == said).map(|(_, field)| Named::Loose(*field))
    }

    /// "Tổng" or "Cộng" under "Kinh phí …" is the project's total; under nothing that says so it may be another sum.
    fn total_under_money(levels: &[String]) -> Option<Named> {
        let (bottom, above) = levels.split_last()?;
        let total = matches!(text::key(&without_unit(bottom)).as_str(), "tong" | "cong");
        let money = above.iter().any(|level| is_caption(level));
        total.then_some(if money { Named::Exact(Field::Total) } else { Named::Loose(Field::Total) })
    }

    /// "Cộng" or "Tổng số" under "Ngân sách nhà nước" is a subtotal of the state's money, no field of ours.
    fn is_state_subtotal(levels: &[String]) -> bool {
        let Some((bottom, above)) = levels.split_last() else { return false };
        let names_total = matches!(text::key(&without_unit(bottom)).as_str(), "tong" | "cong" | "tongso" | "tongcong");
        let of_state = |level: &String| {
            let key = text::key(level);
            key.contains("nhanuoc") || key.contains("nsnn") || key.contains("hotro")
        };
        names_total && above.iter().any(of_state)
    }
}

/// Headers of the state's money that do not say from which source it comes.
const SUPPORT: &[&str] = &[
    "Kinh phí hỗ trợ",
    "Số tiền hỗ trợ",
    "Mức hỗ trợ",
    "Hỗ trợ",
    "Đề nghị hỗ trợ",
    "Kinh phí đề nghị hỗ trợ",
    "Kinh phí khuyến công",
    "Kinh phí khuyến công hỗ trợ",
    "Kinh phí hỗ trợ từ khuyến công",
    "Ngân sách hỗ trợ",
    "Ngân sách nhà nước hỗ trợ",
    "Nhà nước hỗ trợ",
    "Kinh phí nhà nước hỗ trợ",
    "NSNN hỗ trợ",
];

/// Whether a text may stand over several columns of money as their caption: "Kinh phí (nghìn đồng)".
pub fn is_caption(text: &str) -> bool {
    text.len() <= LONGEST && {
        let key = text::key(text);
        ["kinhphi", "dutoan", "nguonvon"].iter().any(|word| key.contains(word))
    }
}

/// Whether a header is that of money of the state which does not say from which source it comes.
pub fn is_support(header: &str) -> bool {
    let bottom = header.rsplit(" / ").next().unwrap_or(header);
    let key = text::key(&without_unit(bottom));
    SUPPORT.iter().any(|name| text::key(name) == key)
}

/// Whether a field only describes: two columns for it are no fault, the first one stands.
pub const fn is_descriptive(field: Field) -> bool {
    matches!(field, Field::Ordinal | Field::Place | Field::Implementer | Field::Note)
}

/// Whether a field holds money.
pub const fn is_money(field: Field) -> bool {
    matches!(field, Field::Total | Field::Source(_))
}

/// Whether a source's column may be absent without a word: other lawful money is rare.
pub fn may_be_absent(programme: &Programme, source: SourceId) -> bool {
    programme.source(source).kind == SourceKind::Other
}

/// Whether [`without_unit`] may take anything away. Nearly every text of a sheet is none of which it does.
fn may_have_unit(header: &str) -> bool {
    let ends = |c: char| !c.is_alphanumeric() || matches!(c, 'g' | 'G' | 'đ' | 'Đ');
    header.contains(['(', ')', '[', ']']) || header.ends_with(ends)
}

/// A header without its parentheses, its footnote marks and a unit of money at its end.
fn without_unit(header: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = header
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect();
    let bare = text::tidy(&outside);
    let bare = bare.trim_end_matches(['*', ':', '.', ',', ';', ' ']);
    let units = ["triệu đồng", "nghìn đồng", "ngàn đồng", "tỷ đồng", "tr.đ", "trđ"];
    let lower = bare.to_lowercase();
    let unit =
        units.iter().find(|unit| lower.len() == bare.len() && lower.ends_with(*unit) && lower.len() > unit.len());
    let kept = unit.and_then(|unit| bare.get(..bare.len() - unit.len())).unwrap_or(bare);
    kept.trim_end_matches(['-', ',', ':', ' ']).to_owned()
}

fn core(name: &str) -> String {
    text::fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SOURCE_FILLERS.contains(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    fn named(levels: &[&str]) -> Option<Named> {
        let programme = load::embedded().unwrap();
        Headers::new(&programme).name(&levels.iter().map(|level| (*level).to_owned()).collect::<Vec<_>>())
    }

    fn source(id: &str) -> Field {
        let programme = load::embedded().unwrap();
        let source = programme.source_ids().find(|at| programme.source(*at).id == id);
        Field::Source(source.unwrap())
    }

    #[test]
    fn every_header_of_the_form_and_its_synonyms() {
        for (field, names) in WORDS {
            for name in *names {
                assert_eq!(named(&[name]), Some(Named::Exact(*field)), "{name}");
            }
            assert_eq!(names[0], load::embedded().unwrap().header(*field));
        }
        assert_eq!(named(&["  TÊN   ĐỀ ÁN "]), Some(Named::Exact(Field::Name)));
        assert_eq!(named(&["ten de an"]), Some(Named::Exact(Field::Name)));
        assert_eq!(named(&["Tổng kinh phí\n(triệu đồng)"]), Some(Named::Exact(Field::Total)));
        assert_eq!(named(&["Tổng kinh phí (tr.đ)"]), Some(Named::Exact(Field::Total)));
        assert_eq!(named(&["Tổng mức đầu tư"]), Some(Named::Loose(Field::Total)));
        assert_eq!(named(&["Tổng kinh phí năm 2023 (triệu đồng)"]), Some(Named::Loose(Field::Total)));
        assert_eq!(named(&["Mã NV theo QĐ 407"]), Some(Named::Loose(Field::Task)));
        assert_eq!(named(&["Năm 2023"]), None);
    }

    #[test]
    fn sources_by_their_names_and_by_names_that_are_not_exact() {
        for name in ["KCQG", "Khuyến công quốc gia", "Nguồn KCQG", "Kinh phí KCQG", "KC quốc gia", "Khuyến công TW"]
        {
            assert_eq!(named(&[name]), Some(Named::Exact(source("national"))), "{name}");
        }
        for name in ["NS tỉnh", "Ngân sách tỉnh"] {
            assert_eq!(named(&[name]), Some(Named::Exact(source("provincial"))), "{name}");
        }
        for name in ["NSĐP", "Ngân sách địa phương", "KCĐP", "Khuyến công địa phương", "Nguồn KCĐP hỗ trợ"]
        {
            assert_eq!(named(&[name]), Some(Named::Loose(source("provincial"))), "{name}");
        }
        for name in ["Vốn đối ứng của cơ sở", "Cơ sở đối ứng", "Đối ứng", "Vốn cơ sở", "Huy động cơ sở", "Vốn tự có"]
        {
            assert_eq!(named(&[name]), Some(Named::Exact(source("own"))), "{name}");
        }
        assert_eq!(named(&["Nguồn khác"]), Some(Named::Exact(source("other"))));
        assert_eq!(named(&["Hỗ trợ từ NS tỉnh"]), Some(Named::Loose(source("provincial"))));
    }

    #[test]
    fn compound_headers_join_their_levels() {
        assert_eq!(named(&["Trong đó", "KCQG"]), Some(Named::Exact(source("national"))));
        assert_eq!(named(&["Kinh phí thực hiện (triệu đồng)", "Tổng số"]), Some(Named::Exact(Field::Total)));
        assert_eq!(named(&["Kinh phí", "Cộng"]), Some(Named::Exact(Field::Total)));
        assert_eq!(named(&["Nguồn vốn (triệu đồng)", "Tổng"]), Some(Named::Exact(Field::Total)));
        assert_eq!(named(&["Tổng"]), Some(Named::Loose(Field::Total)));
        assert_eq!(named(&["Ngân sách nhà nước", "Cộng"]), None);
        assert_eq!(named(&["Kinh phí NSNN hỗ trợ", "Tổng số"]), None);
        assert_eq!(named(&["Khuyến công", "quốc gia"]), Some(Named::Exact(source("national"))));
    }

    #[test]
    fn what_names_no_field_is_left_alone() {
        for name in ["", "Tên", "Kinh phí", "Tổng kinh phí hỗ trợ", "Hiệu quả kinh tế", "Trong đó", "Vốn"]
        {
            assert_eq!(named(&[name]), None, "{name}");
        }
        assert_eq!(named(&["KCQG/NSĐP"]), None);
        assert_eq!(named(&["Đơn vị thụ hưởng/Địa điểm"]), Some(Named::Loose(Field::Beneficiary)));
        assert_eq!(named(&["Kiểm tra"]), Some(Named::Control));
    }
}
