//! The bytes of a file, of whatever format they look like.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::watch_own_panics(),
    |bytes: &[u8]| {
        fuzz::run(bytes.to_vec());
    }
);
