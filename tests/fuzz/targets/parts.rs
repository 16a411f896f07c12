//! The parts of an xlsx, each after a line `@@ NAME`: mutations reach the XML, which a checksum would keep them from.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: fuzz::watch_own_panics(),
    |bytes: &[u8]| {
        fuzz::run(fuzz::archive(parts(bytes)));
    }
);

/// The parts, by the lines that begin them; what stands before the first is nothing.
fn parts(bytes: &[u8]) -> Vec<(&str, &[u8])> {
    const MARK: &[u8] = b"@@ ";
    let starts: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(MARK)).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            let part = &bytes[start + MARK.len()..end];
            let line = part.iter().position(|byte| *byte == b'\n')?;
            Some((std::str::from_utf8(&part[..line]).ok()?, &part[line + 1..]))
        })
        .collect()
}
