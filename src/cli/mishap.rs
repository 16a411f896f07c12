//! A panic is a fault of this program, or of the disk under the writer of workbooks, which knows no other way to say
//! so. Whoever sees it is a clerk: nothing of it is printed but our own words, and the exit status is that of a
//! program that could not run.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

/// Where and why the last panic was, for whoever is asked for help.
static LAST: Mutex<String> = Mutex::new(String::new());

/// From now on panics are remembered, and not printed: those of a file's parser and of the writer are caught where
/// they arise and told as what they mean.
pub(super) fn keep_quiet() {
    panic::set_hook(Box::new(|info| *LAST.lock().unwrap_or_else(PoisonError::into_inner) = told(info)));
}

/// Does work; a panic that nobody caught is an error that says so.
pub(super) fn contained<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let detail = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        Err(Error::Usage(format!(
            "chương trình gặp sự cố ngoài dự kiến và đã dừng, không tệp nào bị ghi dở; hãy chạy lại, nếu vẫn vậy thì gửi \
             dòng này cho người phụ trách phần mềm (chi tiết kỹ thuật: {detail})"
        )))
    })
}

fn told(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let words = info.payload_as_str().unwrap_or_default();
    format!("{place}: {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_in_our_own_words() {
        let error = contained::<()>(|| panic!("disk full")).unwrap_err().to_string();
        assert!(error.starts_with("chương trình gặp sự cố"), "{error}");
        assert_eq!(contained(|| Ok(1)).unwrap(), 1);
    }
}
