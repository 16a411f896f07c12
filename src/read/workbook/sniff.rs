//! What a file is, by its first bytes: offices rename web pages and CSV to .xls every day.

use serde::{Deserialize, Serialize};

use crate::model::{FileFault, Unreadable};

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// xlsx and xlsm.
    Xlsx,
    /// xlsb.
    Xlsb,
    /// xls of Excel 97 and later.
    Xls,
    /// OpenDocument.
    Ods,
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Tells the format, or why the bytes are no workbook.
pub(super) fn format(bytes: &[u8]) -> Result<Format, FileFault> {
    let fault = match bytes {
        [] => Unreadable::Empty,
        _ if bytes.starts_with(ZIP) => return zip_format(bytes),
        _ if bytes.starts_with(COMPOUND) => return compound_format(bytes),
        _ if bytes.starts_with(b"%PDF") => Unreadable::Foreign,
        _ => text_format(bytes),
    };
    Err(FileFault::Unreadable(fault))
}

/// Which of the archive formats, by the parts that it lists; a workbook cut short still shows its first part.
fn zip_format(bytes: &[u8]) -> Result<Format, FileFault> {
    match super::archive::names(bytes) {
        Ok(names) => {
            let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
            if has("xl/workbook.bin") {
                Ok(Format::Xlsb)
            } else if has("mimetype") && has("content.xml") {
                Ok(Format::Ods)
            } else if names.iter().any(|name| name.to_ascii_lowercase().contains("workbook"))
                || has("[Content_Types].xml")
            {
                Ok(Format::Xlsx)
            } else {
                Err(FileFault::Unreadable(Unreadable::Foreign))
            }
        }
        Err(reason) => Err(super::damaged(reason)),
    }
}

/// An encrypted xlsx is a compound file that holds its package; an xls holds a stream "Workbook" or "Book".
fn compound_format(bytes: &[u8]) -> Result<Format, FileFault> {
    let compound = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).map_err(super::damaged)?;
    if compound.exists("/EncryptedPackage") || compound.exists("/EncryptionInfo") {
        return Err(FileFault::Protected);
    }
    if compound.exists("/Workbook") || compound.exists("/Book") {
        return Ok(Format::Xls);
    }
    Err(FileFault::Unreadable(Unreadable::Foreign))
}

fn text_format(bytes: &[u8]) -> Unreadable {
    let head = &bytes[..bytes.len().min(4096)];
    let lossy = String::from_utf8_lossy(head).replace('\0', "");
    let start = lossy.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let is_xml = start.starts_with("<?xml");
    if is_xml && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Unreadable::SpreadsheetMl
    } else if start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<table") {
        Unreadable::Html
    } else if !head.contains(&0)
        && std::str::from_utf8(&bytes[..bytes.len().min(1024)]).map_or_else(|error| error.valid_up_to() > 0, |_| true)
        && looks_like_text(head)
    {
        Unreadable::Text
    } else {
        Unreadable::Foreign
    }
}

/// Mostly printable bytes.
fn looks_like_text(head: &[u8]) -> bool {
    let control = head.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\n' | b'\r' | b'\t')).count();
    control * 50 < head.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Unreadable {
        match format(bytes) {
            Err(FileFault::Unreadable(fault)) => fault,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_workbook_is_told_apart() {
        assert_eq!(fault(b""), Unreadable::Empty);
        assert_eq!(fault("<html><body><table>Đề án</table>".as_bytes()), Unreadable::Html);
        assert_eq!(fault(b"\xef\xbb\xbf<!DOCTYPE html><p>x"), Unreadable::Html);
        assert_eq!(
            fault(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
            Unreadable::SpreadsheetMl
        );
        assert_eq!(fault("STT;Tên đề án;Tổng\n1;A;300\n".as_bytes()), Unreadable::Text);
        assert_eq!(fault(&[0x89, b'P', b'N', b'G', 0, 1, 2, 3, 0, 0, 0]), Unreadable::Foreign);
        assert!(matches!(fault(b"PK\x03\x04 cut short"), Unreadable::Damaged(_)));
    }
}
