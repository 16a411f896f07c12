//! What the fuzz targets share: the reader under tight limits, the rest of the run, and what must always hold.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use doisoat::model::{Input, InputStatus, Limit, Outcome};
use doisoat::pipeline::{self, Options};
use doisoat::programme::{Programme, load};
use doisoat::read::{Limits, Reader};
use zip::write::SimpleFileOptions;

/// The programme that ships with the program.
pub static PROGRAMME: LazyLock<Programme> = LazyLock::new(|| load::embedded().expect("the embedded catalogue"));

static READER: LazyLock<Reader<'static>> = LazyLock::new(|| {
    let limits = Limits::default().with(Limit::Memory, 64 << 20).with(Limit::Uncompressed, 64 << 20);
    // Without a child process: what is read in one belongs to the parser library alone.
    Reader::new(&PROGRAMME, limits, None)
});

/// A library's panic over a file is caught and told as a damaged file; one of our own ends the fuzzing even where
/// it would be caught.
pub fn watch_own_panics() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_none_or(|at| !at.file().contains("/registry/src/")) {
            told(panic);
        }
    }));
}

/// Reads a workbook, takes what was read through the whole run, and holds what must hold of any file.
pub fn run(bytes: Vec<u8>) -> Outcome {
    let input = READER.read_bytes("bieu.xlsx", bytes);
    holds(&input);
    let outcome = pipeline::conclude(&PROGRAMME, vec![input], &Options { whole: true, ..Options::default() });
    doisoat::report::json::write(&PROGRAMME, &outcome, &mut std::io::sink()).expect("JSON of any outcome");
    outcome
}

/// A file is read or has a fault; every row of every table is accounted for; every value stands in its row.
fn holds(input: &Input) {
    assert_eq!(input.fault.is_none(), input.status == InputStatus::Read);
    // A project that several tables list takes a row of each.
    let rows: u64 = input.tables.iter().map(|table| table.rows.projects).sum();
    let listed: usize = input.projects().map(|(.., project)| 1 + project.joined.len()).sum();
    assert_eq!(rows, listed as u64);
    for table in &input.tables {
        assert!(table.rows.balances(), "{:?}", table.rows);
        for project in &table.projects {
            assert!(project.row > table.header.first.row, "a project in or above its header");
            let amounts = std::iter::once(&project.total).chain(&project.sources);
            for at in amounts.filter_map(|entry| entry.at) {
                // A project that two tables list, each with its own source, has amounts in either row.
                let joined = usize::from(at.part).checked_sub(1).map(|part| &project.joined[part]);
                assert_eq!(at.row, joined.map_or(project.row, |row| row.row), "an amount from another row");
            }
        }
    }
}

/// An archive of these parts, stored as they are.
pub fn archive<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        // Of two parts of one name the first stands.
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(content).expect("memory");
        }
    }
    zip.finish().expect("memory").into_inner()
}
