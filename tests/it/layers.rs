//! Holds the architecture: data moves forward through the stages, and stages do not know each other.
//!
//! `main → cli → pipeline → { read, rules, review, aggregate, compare, crosscheck, report, verify } → programme → model`

use std::path::{Path, PathBuf};

/// The stages between the pipeline and the catalogue.
const STAGES: [&str; 8] = ["read", "rules", "review", "aggregate", "compare", "crosscheck", "report", "verify"];

/// What every module below the program may use.
const GROUND: [&str; 3] = ["programme", "model", "error"];

/// What only some places may name in their code, and which places.
const RESERVED: [(&str, &[&str]); 12] = [
    ("std::fs", FILES),
    ("fs::", FILES),
    ("File::", FILES),
    ("tempfile", &["report/write.rs", "read/"]),
    ("print!", &["cli/", "main.rs"]),
    ("println!", &["cli/", "main.rs"]),
    ("stdout()", &["cli/", "main.rs"]),
    ("stderr()", &["cli/", "main.rs"]),
    ("SystemTime", &[]), // the same inputs give the same bytes on any day
    ("calamine", &["read/"]),
    ("quick_xml", &["read/workbook/", "report/notes/copy/"]),
    ("rust_xlsxwriter", &["report/"]),
];

/// Who opens files: reading, the pipeline, the loader of catalogues, and the one writer of results.
const FILES: &[&str] = &["read/", "pipeline.rs", "pipeline/", "programme/load", "report/write.rs"];

fn may_use(module: &str, other: &str) -> bool {
    if module == other {
        return true;
    }
    match module {
        "cli" => other != "main",
        "pipeline" => STAGES.contains(&other) || GROUND.contains(&other),
        "programme" => matches!(other, "model" | "error"),
        "error" => other == "model",
        stage if STAGES.contains(&stage) => GROUND.contains(&other),
        _ => false, // the model uses nobody, and main names the library, never `crate::`
    }
}

#[test]
fn the_sources_keep_to_their_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 30, "only {} files were seen under {}", files.len(), root.display());
    let offences: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            offences(&name, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

#[test]
fn an_offence_is_seen() {
    let caught = |file: &str, code: &str| assert_eq!(offences(file, code).len(), 1, "{file}: {code}");
    caught("rules/dm/dm01.rs", "use crate::report::json;");
    caught("rules/mod.rs", "use crate::{model::Money, aggregate::{self, Layout}};");
    caught("rules/mod.rs", "use crate::{\n    model::Money,\n    read,\n};");
    caught("verify/mod.rs", "use crate::read::Book;");
    caught("review.rs", "fn f() { crate::pipeline::run() }");
    caught("crosscheck/mod.rs", "use crate::read::Reader;");
    caught("model/money.rs", "use crate::programme::Programme;");
    caught("programme/show.rs", "use crate::rules::RULES;");
    caught("rules/tp/tp01.rs", "let text = std::fs::read(path)?;");
    caught("report/json.rs", "File::create(path)?;");
    caught("report/terminal/mod.rs", "println!(\"{text}\");");
    caught("aggregate/mod.rs", "let now = SystemTime::now();");
    caught("report/workbook/mod.rs", "use calamine::Reader;");
}

#[test]
fn what_is_allowed_is_no_offence() {
    let clean = |file: &str, code: &str| assert_eq!(offences(file, code), [""; 0], "{file}: {code}");
    clean("rules/mod.rs", "use crate::{model::{Money, TaskId}, programme::Programme};");
    clean("rules/mod.rs", "/// As [`crate::report`] prints it.\n// crate::read");
    clean("pipeline.rs", "use crate::read;\nuse crate::report::write;\nlet bytes = std::fs::read(path);");
    clean("report/write.rs", "tempfile::NamedTempFile::new_in(folder)");
    clean("cli/screen.rs", "println!(\"{}\", crate::report::terminal::summary())");
    clean("review.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::fixtures;\n    std::fs::write(a, b);\n}");
    clean("aggregate/tests.rs", "use crate::fixtures;");
}

/// Every source under a folder, in order.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// Sources that exist for tests alone.
pub(crate) fn is_of_tests(file: &str) -> bool {
    file.ends_with("tests.rs") || file == "fixtures.rs" || file.contains("/testing") || file.contains("/tests/")
}

/// What a source does that its place forbids; `file` is its path under `src`.
fn offences(file: &str, text: &str) -> Vec<String> {
    if is_of_tests(file) || file == "lib.rs" {
        return Vec::new();
    }
    let code = code_of(text);
    let module = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let layers = mentions(&code)
        .into_iter()
        .filter(|other| !may_use(module, other))
        .map(|other| format!("{file}: {module} must not use crate::{other}"));
    let named = RESERVED
        .iter()
        .filter(|(name, places)| names(&code, name) && !places.iter().any(|place| file.starts_with(place)))
        .map(|(name, _)| *name)
        .max_by_key(|name| name.len());
    layers.chain(named.map(|name| format!("{file}: must not use {name}"))).collect()
}

/// The code that ships: no comments, and nothing after the file's test module begins.
fn code_of(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether the code holds `name` and not merely a longer word that ends in it.
fn names(code: &str, name: &str) -> bool {
    let within_a_word = |at: usize| code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(name).any(|(at, _)| !within_a_word(at))
}

/// The top modules that stand after `crate::`, those of a braced list too.
fn mentions(code: &str) -> Vec<String> {
    let ident = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut out = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            None => out.push(ident(rest)),
            Some(list) => out.extend(heads(list).iter().map(|head| ident(head))),
        }
    }
    out.retain(|module| !module.is_empty());
    out
}

/// The entries of a braced list up to its closing brace; what stands in inner braces is left out.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut entries) = (1_u32, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => entries.push(String::new()),
            c if depth == 1 && !c.is_whitespace() => entries.last_mut().unwrap().push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    entries
}
