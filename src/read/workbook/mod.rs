//! Bytes of a workbook into [`Sheet`]s: the only place that names calamine and quick-xml.
//!
//! xlsx and xlsm of any usual size are streamed here. The readers of xls, xlsb and ods can abort the process or
//! take all memory, which nothing can catch, so they run in a child process ([`isolated`]) under a memory cap; so
//! does an xlsx that unpacks to more than any submission does.

mod a1;
mod archive;
mod budget;
pub mod cells;
mod dense;
pub mod isolated;
mod looks;
mod macros;
mod markup;
mod numbers;
mod rich;
mod sniff;
mod spans;
mod sums;
mod tables;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::limits::Limits;
use super::sheet::{Content, Sheet};
use crate::model::{FileFault, PassedOver, Unreadable};

pub(super) use archive::is_own_output;
pub use sniff::Format;

/// The most unpacked bytes of an xlsx that is read in this process; a submission unpacks to a few megabytes.
const IN_PROCESS: u64 = 16 << 20;

/// The sheets of a workbook, from its bytes.
///
/// # Errors
/// What is wrong with the file: protected, over a limit, damaged, no workbook at all, or written by this program.
pub fn open(bytes: &[u8], limits: &Limits, reader: Option<&Path>) -> Result<Vec<Sheet>, FileFault> {
    if sniff::format(bytes)? == Format::Xlsx {
        archive::check(bytes, limits)?;
        if archive::is_own_output(bytes) {
            return Err(FileFault::PassedOver(PassedOver::OwnOutput));
        }
    }
    open_any(bytes, limits, reader)
}

/// The sheets of a workbook, whoever wrote it.
///
/// # Errors
/// As [`open`].
pub fn open_any(bytes: &[u8], limits: &Limits, reader: Option<&Path>) -> Result<Vec<Sheet>, FileFault> {
    match sniff::format(bytes)? {
        Format::Xlsx => {
            let unpacked = archive::check(bytes, limits)?;
            if tables::are_light(bytes, limits)? && unpacked <= IN_PROCESS {
                return guarded(|| xlsx::sheets(bytes, limits));
            }
            isolated::read(bytes, (Format::Xlsx, unpacked), limits, reader)
        }
        Format::Xls => isolated::read(bytes, (Format::Xls, bytes.len() as u64), limits, reader),
        format => {
            let unpacked = archive::check(bytes, limits)?;
            isolated::read(bytes, (format, unpacked), limits, reader)
        }
    }
}

/// Whether a workbook is an archive of XML parts that is small enough to be copied part by part in memory.
pub fn is_package(bytes: &[u8]) -> bool {
    let small = |limits: &Limits| archive::check(bytes, limits).is_ok_and(|unpacked| unpacked <= IN_PROCESS);
    matches!(sniff::format(bytes), Ok(Format::Xlsx)) && small(&Limits::default())
}

/// Whether a workbook carries macros; what is no workbook carries none.
pub fn carries_macros(bytes: &[u8]) -> bool {
    sniff::format(bytes).is_ok_and(|format| macros::carried(bytes, format))
}

/// Runs what looks at a file's content; its panic is a damaged file, not the end of the run.
pub(super) fn guarded<T>(parse: impl FnOnce() -> Result<T, FileFault>) -> Result<T, FileFault> {
    catch_unwind(AssertUnwindSafe(parse)).unwrap_or_else(|_| Err(damaged("cấu trúc tệp không hợp lệ")))
}

#[allow(clippy::needless_pass_by_value)] // so that it can stand in `map_err`
fn damaged(reason: impl ToString) -> FileFault {
    FileFault::Unreadable(Unreadable::Damaged(reason.to_string()))
}

/// A cell's text. Some programs store the name of an error as text: "#DIV/0!" in ods, "#SPILL!" of newer formulas.
fn text(text: &str) -> Content {
    if is_error_name(text) {
        return Content::Error(text.to_owned());
    }
    Content::Text(text.to_owned())
}

fn is_error_name(text: &str) -> bool {
    let of_excel = |name: &str| name.ends_with(['!', '?']) || matches!(name, "N/A");
    let in_capitals =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || "0123456789/_!?".contains(c));
    let of_office = |code: &str| code.len() == 3 && code.chars().all(|c| c.is_ascii_digit());
    text.strip_prefix('#').is_some_and(|name| in_capitals(name) && of_excel(name))
        || text.strip_prefix("Err:").is_some_and(of_office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_damaged_file() {
        let outcome: Result<(), _> = guarded(|| panic!("a parser gave up"));
        assert!(matches!(outcome, Err(FileFault::Unreadable(Unreadable::Damaged(_)))));
    }

    #[test]
    fn names_of_errors_are_errors_and_other_text_is_text() {
        for name in ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#SPILL!", "#GETTING_DATA!", "Err:502"] {
            assert_eq!(text(name), Content::Error(name.to_owned()), "{name}");
        }
        for words in ["#1", "# Ghi chú!", "Err: không rõ", "N/A", "#", "#Đề án!"] {
            assert_eq!(text(words), Content::Text(words.to_owned()), "{words}");
        }
    }
}
