//! A cell's text as whatever it may be taken for: an amount, a count, a task code, a date.
#![no_main]

use doisoat::model::{Date, text};
use doisoat::read::numbers::{self, Suffix};

libfuzzer_sys::fuzz_target!(
    init: fuzz::watch_own_panics(),
    |bytes: &[u8]| {
        let Ok(written) = std::str::from_utf8(bytes) else { return };
        for suffix in [Suffix::Money, Suffix::Words] {
            let read = numbers::read(written, suffix);
            // What a reader does not see changes no number.
            assert_eq!(read, numbers::read(&format!("\u{a0}{written}\n"), suffix), "{written:?}");
        }
        if let Some(task) = fuzz::PROGRAMME.read_task_code(written) {
            assert!(fuzz::PROGRAMME.looks_like_task_code(&fuzz::PROGRAMME.task(task).code));
            assert!(fuzz::PROGRAMME.nearest_tasks(written).contains(&task), "{written:?}");
        }
        fuzz::PROGRAMME.looks_like_task_code(written);
        fuzz::PROGRAMME.nearest_tasks(written);
        let tidy = text::tidy(written);
        assert_eq!(text::tidy(&tidy), tidy, "{written:?}");
        assert_eq!(text::key(&tidy), text::key(written), "{written:?}");
        if let Ok(date) = written.parse::<Date>() {
            assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
        }
    }
);
