//! No page number on the first page of an appendix (Nghị định 30/2020/NĐ-CP): the writer has no such setting,
//! so that the finished file's print headers are told.

use std::io::{self, Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const OPENING: &str = "<headerFooter";
const DIFFERENT_FIRST: &str = "<headerFooter differentFirst=\"1\"";
const CLOSING: &str = "</headerFooter>";
/// LibreOffice takes a first page that is not there for one like the others; this one is there, and empty.
const EMPTY_FIRST: &str = "<firstHeader>&amp;C&amp;12 </firstHeader></headerFooter>";

/// The workbook with no header on the first page of the sheets at these positions; every other part is copied
/// as it stands.
pub fn without_number(workbook: &[u8], sheets: &[usize]) -> io::Result<Vec<u8>> {
    let parts: Vec<_> = sheets.iter().map(|position| format!("xl/worksheets/sheet{}.xml", position + 1)).collect();
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len())));
    // No clock: an archive's own default would date the part.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        if parts.contains(&name) {
            let mut xml = String::new();
            part.read_to_string(&mut xml)?;
            out.start_file(name, options)?;
            let xml = xml.replacen(OPENING, DIFFERENT_FIRST, 1).replacen(CLOSING, EMPTY_FIRST, 1);
            out.write_all(xml.as_bytes())?;
        } else {
            out.raw_copy_file(part)?;
        }
    }
    Ok(out.finish()?.into_inner())
}
