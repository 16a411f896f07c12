//! Whether a workbook carries macros. They are never run, and never read.

use std::io::Cursor;

use super::Format;
use super::archive;

/// Whether a workbook carries macros, by the parts that it lists.
pub(super) fn carried(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Xls => cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.exists("/_VBA_PROJECT_CUR")),
        Format::Xlsx | Format::Xlsb => lists(bytes, is_office_macro),
        Format::Ods => lists(bytes, is_open_document_macro),
    }
}

fn lists(bytes: &[u8], is_macro: impl Fn(&str) -> bool) -> bool {
    archive::names(bytes).is_ok_and(|names| names.iter().any(|name| is_macro(&name.to_ascii_lowercase())))
}

/// A Visual Basic project, or a sheet of Excel 4 macros.
fn is_office_macro(name: &str) -> bool {
    name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")
}

/// A module or a script; the empty libraries that LibreOffice writes beside them are none.
fn is_open_document_macro(name: &str) -> bool {
    let lists_modules = || ["script-lc.xml", "script-lb.xml"].iter().any(|list| name.ends_with(list));
    let is_part = !name.ends_with('/');
    is_part && (name.starts_with("scripts/") || (name.starts_with("basic/") && !lists_modules()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_by_their_parts() {
        assert!(is_office_macro("xl/vbaproject.bin") && is_office_macro("xl/macrosheets/sheet1.xml"));
        assert!(!is_office_macro("xl/worksheets/sheet1.xml") && !is_office_macro("xl/printersettings.bin"));
        assert!(is_open_document_macro("basic/standard/module1.xml"));
        assert!(is_open_document_macro("scripts/python/tong.py"));
        assert!(
            !is_open_document_macro("basic/standard/script-lb.xml") && !is_open_document_macro("basic/script-lc.xml")
        );
        assert!(!is_open_document_macro("content.xml"));
    }
}
