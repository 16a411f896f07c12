//! The one source of the state's money that a sheet's name or its title block names: "Nguồn KCQG".

use super::fields::Headers;
use super::title::Line;
use crate::model::{Field, SourceId, text};
use crate::programme::{Programme, SourceKind};

/// The source that a sheet's name is of, years left out.
pub fn in_name(name: &str, headers: &Headers, programme: &Programme) -> Option<SourceId> {
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | '(' | ')'))
        .filter(|word| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()))
        .filter(|word| !matches!(text::fold(word).as_str(), "nam" | "sheet" | "bieu"))
        .collect();
    let Some(Field::Source(source)) = headers.look_up(&words.join(" "))?.field() else { return None };
    is_state(source, programme).then_some(source)
}

/// The source that the lines of a title block name after the word "nguồn" ("Nguồn kinh phí: khuyến công quốc gia").
/// The programme's own name and its offices bear the same words.
pub fn in_title(lines: &[Line], programme: &Programme) -> Option<SourceId> {
    let mut found: Vec<SourceId> = Vec::new();
    for line in lines.iter().filter(|line| !line.elsewhere) {
        let said = spaced(&line.folded);
        let Some((_, after)) = said.split_once(" nguon ") else { continue };
        let after = format!(" {after}");
        let named = programme.state_sources().filter(|id| names(*id, programme).any(|name| after.contains(&name)));
        found.extend(named);
    }
    found.dedup();
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The names of a source, each between spaces.
fn names(id: SourceId, programme: &Programme) -> impl Iterator<Item = String> {
    let source = programme.source(id);
    [&source.short, &source.name, &source.header]
        .into_iter()
        .chain(&source.aliases)
        .chain(&source.loose_aliases)
        .map(|name| spaced(&text::fold(name)))
}

/// Words between single spaces, with nothing else between them.
fn spaced(folded: &str) -> String {
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn is_state(source: SourceId, programme: &Programme) -> bool {
    programme.source(source).kind == SourceKind::State
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::load;

    #[test]
    fn a_sheet_is_named_after_one_source_of_the_state() {
        let programme = load::embedded().unwrap();
        let headers = Headers::new(&programme);
        let named = |name: &str| in_name(name, &headers, &programme).map(|id| programme.source(id).id.clone());
        for name in ["KCQG", "Nguồn KCQG", "KCQG 2023", "Khuyến công quốc gia năm 2023", "Nguồn khuyến công QUỐC GIA"]
        {
            assert_eq!(named(name).as_deref(), Some("national"), "{name}");
        }
        for name in ["KCĐP", "NSĐP_2023", "Nguồn NS tỉnh", "Khuyến công địa phương"] {
            assert_eq!(named(name).as_deref(), Some("provincial"), "{name}");
        }
        for name in ["Đề án", "Khuyến công", "Đối ứng", "Tổng hợp", "Sheet1", "KCQG và KCĐP"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
