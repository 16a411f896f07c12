//! Who benefits: when two rows name one facility.
//!
//! A tax code is one facility anywhere, and two tax codes are never one. Where a row states none, its name decides,
//! without accents, case, spaces, punctuation and legal form. Two districts may each have a cooperative of one name,
//! so that a name is the same facility for sure within one unit only, and likely the same one elsewhere. A name that
//! goes with exactly one tax code lends it to the rows that leave theirs out. Names that merely look alike are never
//! taken for one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids::{ProjectRef, UnitId};
use super::input::{Input, InputStatus};
use super::project::Project;
use super::text;

/// Less than this many letters and digits is no tax code, but a remark ("0", "x").
const SHORTEST_CODE: usize = 5;

/// The words that stand before a beneficiary's own name, "HTX", "Công ty TNHH", each with the kind that it tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalForms {
    /// The folded words of each form with its kind, the longest first.
    forms: Vec<(Vec<String>, usize)>,
}

impl LegalForms {
    /// Forms as the catalogue writes them, each with the position of its kind.
    pub fn new<'a>(written: impl IntoIterator<Item = (usize, &'a str)>) -> Self {
        let mut forms: Vec<_> = written.into_iter().map(|(kind, form)| (text::words(form), kind)).collect();
        forms.retain(|(words, _)| !words.is_empty());
        forms.sort_by_key(|(words, kind)| (std::cmp::Reverse(words.len()), words.clone(), *kind));
        Self { forms }
    }

    /// The name without its legal form, and the kind that the form tells. A name of nothing but a form is a name.
    fn split(&self, written: &str) -> Named {
        let all = text::words(written);
        let (mut rest, mut kind) = (all.as_slice(), None);
        while let Some((form, of)) = self.forms.iter().find(|(form, _)| rest.starts_with(form)) {
            rest = &rest[form.len()..];
            kind = kind.or(Some(*of));
        }
        if rest.is_empty() { Named { name: all.concat(), kind: None } } else { Named { name: rest.concat(), kind } }
    }
}

/// A folded name, and the kind of its legal form: a company and a cooperative of one name are two facilities.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The name without accents, case, spaces, punctuation and legal form.
    pub name: String,
    /// The kind that the legal form tells, as a position in the catalogue.
    pub kind: Option<usize>,
}

/// Who submitted a row: its unit; where nobody can tell it, the rows of one file are still one submitter's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Submitter {
    /// The unit.
    Unit(UnitId),
    /// The file.
    File(Arc<str>),
}

impl Submitter {
    /// Of a row.
    pub fn of(project: &Project) -> Self {
        project.unit.map_or_else(|| Self::File(Arc::clone(&project.file)), Self::Unit)
    }
}

/// A facility, as one can tell it: rows of one facility are equal here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facility(Who);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    TaxCode(String),
    NameWithin(Submitter, Named),
    NameAnywhere(String),
}

/// The tax codes that go with a name.
enum Codes<'a> {
    One(&'a String),
    Several,
}

impl<'a> Codes<'a> {
    fn add<K: Ord>(codes: &mut BTreeMap<K, Self>, name: K, code: &'a String) {
        let known = codes.entry(name).or_insert(Self::One(code));
        if !matches!(known, Self::One(only) if *only == code) {
            *known = Self::Several;
        }
    }

    fn only<K: Ord>(codes: &BTreeMap<K, Self>, name: &K) -> Option<&'a String> {
        match codes.get(name)? {
            Self::One(code) => Some(code),
            Self::Several => None,
        }
    }
}

/// What is known of one row's beneficiary.
#[derive(Debug, Clone)]
struct Known {
    named: Option<Named>,
    sure: Facility,
    likely: Facility,
}

/// The beneficiaries of some rows: tells which of them are one.
#[derive(Debug, Clone, Default)]
pub struct Beneficiaries {
    by_row: BTreeMap<ProjectRef, Known>,
}

impl Beneficiaries {
    /// Of the rows of a run that may count: those of void and replaced tables say nothing.
    pub fn of_inputs(inputs: &[Input], forms: &LegalForms) -> Self {
        let read = inputs.iter().enumerate().filter(|(_, input)| input.status == InputStatus::Read);
        Self::of(
            read.flat_map(|(at, input)| {
                let stands = |table: usize| {
                    let table = &input.tables[table];
                    !table.superseded && !table.is_replaced() && !table.is_void()
                };
                let rows = input.projects().filter(move |(table, ..)| stands(*table));
                rows.map(move |(table, project, row)| (ProjectRef { input: at, table, project }, row))
            }),
            forms,
        )
    }

    /// Of these rows.
    pub fn of<'a>(projects: impl IntoIterator<Item = (ProjectRef, &'a Project)>, forms: &LegalForms) -> Self {
        let told: Vec<_> = projects.into_iter().filter_map(|(at, project)| Told::of(at, project, forms)).collect();
        let (mut within, mut anywhere) = (BTreeMap::new(), BTreeMap::new());
        for told in &told {
            if let (Some(code), Some(named)) = (&told.tax_code, &told.named) {
                Codes::add(&mut anywhere, &named.name, code);
                Codes::add(&mut within, (&told.submitter, named), code);
            }
        }
        let known = |told: &Told| {
            let by_code = |code: &String| Facility(Who::TaxCode(code.clone()));
            if let Some(code) = &told.tax_code {
                let sure = by_code(code);
                return Some(Known { named: told.named.clone(), likely: sure.clone(), sure });
            }
            let named = told.named.as_ref()?;
            let lent = Codes::only(&within, &(&told.submitter, named)).map(by_code);
            let lent_anywhere = || Codes::only(&anywhere, &&named.name).map(by_code);
            let sure = lent.clone().unwrap_or_else(|| Facility(Who::NameWithin(told.submitter.clone(), named.clone())));
            let likely = lent.or_else(lent_anywhere).unwrap_or_else(|| Facility(Who::NameAnywhere(named.name.clone())));
            Some(Known { named: told.named.clone(), sure, likely })
        };
        let by_row = told.iter().filter_map(|told| Some((told.at, known(told)?))).collect();
        Self { by_row }
    }

    /// The facility of a row, so that equal ones are one for sure; nothing where the row names nobody.
    pub fn sure(&self, at: ProjectRef) -> Option<&Facility> {
        self.by_row.get(&at).map(|known| &known.sure)
    }

    /// The facility of a row, so that equal ones are likely one: the same name in any unit and legal form.
    pub fn likely(&self, at: ProjectRef) -> Option<&Facility> {
        self.by_row.get(&at).map(|known| &known.likely)
    }

    /// The name of a row's beneficiary, folded; nothing where the row names nobody.
    pub fn name(&self, at: ProjectRef) -> Option<&Named> {
        self.by_row.get(&at)?.named.as_ref()
    }
}

/// What one row tells of its beneficiary.
struct Told {
    at: ProjectRef,
    submitter: Submitter,
    tax_code: Option<String>,
    named: Option<Named>,
}

impl Told {
    /// Nothing where the row names nobody.
    fn of(at: ProjectRef, project: &Project, forms: &LegalForms) -> Option<Self> {
        let named = Some(forms.split(project.beneficiary.text())).filter(|named| !named.name.is_empty());
        let tax_code = tax_code(project);
        (named.is_some() || tax_code.is_some()).then(|| Self { at, submitter: Submitter::of(project), tax_code, named })
    }
}

/// The tax code of a row, its letters and digits; nothing where the cell is blank or holds a remark
/// ("chưa có", "0000000000"). Ten digits of which Excel dropped the leading zero are ten again.
pub fn tax_code(project: &Project) -> Option<String> {
    let key = text::key(project.tax_code.text());
    let digit = |c: char| c.is_ascii_digit();
    let (first, last) = (key.find(digit)?, key.rfind(digit)?);
    let code = &key[first..=last];
    let all_alike = code.bytes().all(|byte| Some(byte) == code.bytes().next());
    if code.len() < SHORTEST_CODE || all_alike {
        return None;
    }
    // Enterprises have ten or thirteen digits, persons twelve.
    let lost_zero = matches!(code.len(), 9 | 11) && code.bytes().all(|byte| byte.is_ascii_digit());
    Some(if lost_zero { format!("0{code}") } else { code.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::project;
    use crate::programme::{Programme, load};

    fn programme() -> Programme {
        load::embedded().unwrap()
    }

    fn named(unit: &str, name: &str, code: &str) -> Project {
        project(&programme(), unit, "3.1.b").by(name).taxed(code)
    }

    fn at(project: usize) -> ProjectRef {
        ProjectRef { input: 0, table: 0, project }
    }

    fn placed(rows: &[Project]) -> impl Iterator<Item = (ProjectRef, &Project)> {
        rows.iter().enumerate().map(|(position, row)| (at(position), row))
    }

    /// Whether two rows of Phong Thổ are surely one, and likely one.
    fn one(first: (&str, &str), second: (&str, &str)) -> (bool, bool) {
        of_units(("Phong Thổ", first), ("Phong Thổ", second))
    }

    fn of_units(first: (&str, (&str, &str)), second: (&str, (&str, &str))) -> (bool, bool) {
        let programme = programme();
        let rows = [first, second].map(|(unit, (name, code))| named(unit, name, code));
        let all = Beneficiaries::of(placed(&rows), &programme.legal_forms);
        (all.sure(at(0)) == all.sure(at(1)), all.likely(at(0)) == all.likely(at(1)))
    }

    #[test]
    fn a_name_is_one_without_accents_spaces_punctuation_and_legal_form() {
        for other in
            ["Hợp tác xã chè Tam Đường", "HTX  CHÈ TAM ĐƯỜNG.", "H\u{1ee3}p tác xã Chè Tam-Đường", "htx che tam duong"]
        {
            assert_eq!(one(("HTX Chè Tam Đường", ""), (other, "")), (true, true), "{other}");
        }
        for other in [
            "CT TNHH MTV Hoa Ban",
            "Cty TNHH Hoa Ban",
            "Công ty cổ phần Hoa Ban",
            "Cty. CP Hoa Ban",
            "DNTN Hoa Ban",
            "Công ty TNHH một thành viên Hoa Ban",
        ] {
            assert_eq!(one(("Công ty TNHH Hoa Ban", ""), (other, "")), (true, true), "{other}");
        }
        assert_eq!(one(("Hộ kinh doanh Lò Văn A", ""), ("HKD Lò Văn A", "")), (true, true));
        assert_eq!(one(("THT Mẫu", ""), ("Tổ hợp tác Mẫu", "")), (true, true));
    }

    #[test]
    fn another_legal_form_is_likely_one_and_never_for_sure() {
        assert_eq!(one(("HTX Hoa Ban", ""), ("Công ty TNHH Hoa Ban", "")), (false, true));
        assert_eq!(one(("HTX Hoa Ban", ""), ("Hoa Ban", "")), (false, true));
    }

    #[test]
    fn names_that_look_alike_are_two() {
        assert_eq!(one(("HTX Mẫu 101", ""), ("HTX Mẫu 102", "")), (false, false));
        assert_eq!(one(("HTX Tân Uyên", ""), ("HTX Than Uyên", "")), (false, false));
        assert_eq!(one(("HTX", ""), ("Hợp tác xã", "")), (false, false), "a form alone is a name");
    }

    #[test]
    fn a_tax_code_decides_before_the_name() {
        assert_eq!(one(("HTX Chè A", "6200 000 001"), ("HTX Mật ong B", "6200000001")), (true, true));
        assert_eq!(one(("HTX Chè A", "6200000001"), ("HTX Chè A", "6200000002")), (false, false));
        assert_eq!(one(("HTX Chè A", "MST: 6200000001"), ("Hợp tác xã chè A", "")), (true, true), "lent by the name");
        assert_eq!(one(("HTX Chè A", "0100109106"), ("x", "100109106")), (true, true), "a zero that Excel dropped");
    }

    #[test]
    fn remarks_are_no_tax_codes() {
        for remark in ["chưa có", "-", "0", "0000000000", "1234"] {
            assert_eq!(one(("HTX Chè A", remark), ("HTX Chè B", remark)), (false, false), "{remark}");
        }
    }

    #[test]
    fn a_name_in_another_unit_is_likely_one_and_a_tax_code_surely() {
        let other = |code| of_units(("Phong Thổ", ("HTX Chè A", code)), ("Tân Uyên", ("Hợp tác xã chè A", code)));
        assert_eq!(other(""), (false, true));
        assert_eq!(other("6200000001"), (true, true));
    }

    #[test]
    fn a_name_of_two_tax_codes_lends_none() {
        let programme = programme();
        let rows = ["6200000001", "6200000002", ""].map(|code| named("Phong Thổ", "HTX Chè A", code));
        let all = Beneficiaries::of(placed(&rows), &programme.legal_forms);
        let (sure, likely) = ([0, 1, 2].map(|row| all.sure(at(row))), [0, 1, 2].map(|row| all.likely(at(row))));
        assert!(sure[2] != sure[0] && sure[2] != sure[1] && likely[2] != likely[0] && likely[2] != likely[1]);
    }
}
