//! What calamine loads whole before any cell is asked for: shared texts and styles.

use std::io::Cursor;
use std::ops::ControlFlow;

use zip::ZipArchive;

use super::super::limits::Limits;
use super::markup;
use crate::model::{FileFault, Limit};

/// The longest part of styles that is loaded in this process. Each style holds a copy of its font, so that a long
/// name times many styles takes far more than the part itself; a submission's styles come to some kilobytes.
const STYLES: u64 = 128 << 10;

/// Whether the tables of an xlsx can be loaded in this process. Those that claim more than they may hold (memory is
/// set aside for the claim), or that cannot be looked through, cannot.
///
/// # Errors
/// [`FileFault::OverLimit`] where there are more shared texts than allowed.
pub(super) fn are_light(bytes: &[u8], limits: &Limits) -> Result<bool, FileFault> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(false) };
    let mut light = true;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(at) else { return Ok(false) };
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        if name.ends_with("styles.xml") {
            light &= part.size() <= STYLES;
        }
        drop(part);
        if name.ends_with("sharedstrings.xml") {
            light &= light_strings(&mut archive, at, limits)?;
        }
    }
    Ok(light)
}

fn light_strings(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, limits: &Limits) -> Result<bool, FileFault> {
    let (mut count, mut claim) = (0_u64, 0_u64);
    let seen = markup::visit_at(archive, at, |_, element| {
        match element.local_name().as_ref() {
            "sst" => claim = markup::attribute(element, "uniqueCount").and_then(|n| n.parse().ok()).unwrap_or(0),
            "si" => count += 1,
            _ => {}
        }
        if count > limits.of(Limit::Strings) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    limits.hold(Limit::Strings, count)?;
    Ok(seen.is_some() && claim <= limits.of(Limit::Strings))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn archive(part: &str, text: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn strings(claim: &str, count: usize) -> Result<bool, FileFault> {
        let text = format!("<x:sst {claim}>{}</x:sst>", "<x:si><x:t>a</x:t></x:si>".repeat(count));
        are_light(&archive("xl/SharedStrings.xml", &text), &Limits::default().with(Limit::Strings, 5))
    }

    #[test]
    fn shared_texts_may_reach_their_limit_and_not_pass_it() {
        assert_eq!(strings("", 4), Ok(true));
        assert_eq!(strings("", 5), Ok(true));
        assert_eq!(strings("", 6), Err(FileFault::OverLimit { limit: Limit::Strings, actual: 6, allowed: 5 }));
    }

    #[test]
    fn a_claim_is_no_fault_and_is_not_trusted() {
        assert_eq!(strings("uniqueCount=\"5\" count=\"900\"", 1), Ok(true));
        assert_eq!(strings("uniqueCount=\"6\"", 1), Ok(false));
        assert_eq!(strings("uniqueCount=\"4294967295\"", 1), Ok(false));
    }

    #[test]
    fn what_cannot_be_looked_through_is_not_light() {
        let light = |part: &str, text: &str| are_light(&archive(part, text), &Limits::default()).unwrap();
        assert!(!light("xl/sharedStrings.xml", "<sst><si><t>a"));
        let size = usize::try_from(STYLES).unwrap();
        assert!(light("xl/styles.xml", &" ".repeat(size)));
        assert!(!light("xl/styles.xml", &" ".repeat(size + 1)));
        assert!(light("xl/worksheets/sheet1.xml", &" ".repeat(size + 1)));
        assert!(!are_light(b"PK", &Limits::default()).unwrap());
    }
}
