//! Any province: a second programme among the samples runs as it is and as a workbook; and of the sources none knows
//! one province: its name, units, task codes, sources, kinds and years come from the catalogue alone. The second
//! programme's figures are held by `tests/oracle_son_ha.py`, which shares no code with the program.
//!
//! The facts are taken from the catalogue inside the program and looked for in every source that ships. Not looked at:
//! - tests, and what only tests use: they judge by that catalogue;
//! - comments, which explain by examples;
//! - the texts of a rule (`title`, `what`, `why`, `basis`, `example`, `mend`, `severity_note`), which teach by
//!   examples; a finding's own words are looked at;
//! - the examples of a command's help (`after_help`), which stand for the catalogue that is used where none is named;
//! - the path of that catalogue, in the one line that includes it.
//!
//! Amounts are not looked for: a number says nothing of where it comes from. Nor are words that every programme shares
//! ([`COMMON`], the names of kinds and measures): of the sources' names only those of two words or in capitals.

use std::collections::BTreeSet;
use std::path::Path;

use doisoat::programme::{Programme, load};

use crate::layers::{is_of_tests, sources};

/// Names of sources that are words of every programme.
const COMMON: [&str; 2] = ["Cơ sở", "Nguồn khác"];

/// The texts of a rule, and the examples of a command's help.
const TEXTS: [&str; 8] = ["title", "what", "why", "basis", "example", "mend", "severity_note", EXAMPLES];

/// The examples of a command's help.
const EXAMPLES: &str = "after_help";

/// The include of the catalogue and its name.
const INCLUDES: [&str; 2] = ["../../../templates/lai-chau-2021-2025.toml", "templates/lai-chau-2021-2025.toml"];

/// Ids that are words of the catalogue's own language too (`kind = "own"`), whatever a province calls its sources.
const LANGUAGE: [&str; 3] = ["state", "own", "other"];

#[test]
fn no_source_knows_a_province() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let facts = Facts::of(&load::embedded().unwrap());
    let mut found = Vec::new();
    for path in sources(&root) {
        let file = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if !is_of_tests(&file) {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(facts.found_in(&text).into_iter().map(|fact| format!("{file}: {fact}")));
        }
    }
    assert!(found.is_empty(), "facts of one programme belong to its catalogue:\n{}", found.join("\n"));
}

#[test]
fn no_rule_numbers_a_clause_of_one_decision() {
    for rule in doisoat::rules::RULES {
        let numbered = rule.basis.split("Mục ").skip(1).any(|rest| rest.starts_with(['I', 'V', 'X']));
        assert!(
            !numbered,
            "{}: name the clause by what it is about, as Decision::cite does: {:?}",
            rule.code, rule.basis
        );
    }
}

#[test]
fn a_fact_is_seen_wherever_it_hides() {
    let facts = Facts::of(&load::embedded().unwrap());
    let caught = |code: &str| assert_eq!(facts.found_in(code).len(), 1, "{code}");
    caught(r#"if task.code == "3.1.b" {}"#);
    caught(r#"let source = by_id("national");"#);
    caught(r##"let kind = r#"cooperative"#;"##);
    caught(r#"format!("Cột KCQG ghi {amount}")"#);
    caught(r#"format!("ghi vốn đối ứng của cơ sở")"#);
    caught(r#"let title = "TỈNH LAI CHÂU";"#);
    caught(r#"let unit = "Phong Thổ";"#);
    caught("let last = 2025;");
    caught(r#"let period = "giai đoạn 2021";"#);
    caught(r#"let action = "Ghi lại NS tỉnh.";"#);
    let clean = |code: &str| assert_eq!(facts.found_in(code), Vec::<String>::new(), "{code}");
    clean(r#"// like "3.1.b" in 2023"#);
    clean(r#"example: "Nhiệm vụ 3.1.b, NS tỉnh năm 2023 \"Phong Thổ\".","#);
    clean("#[command(override_usage = \"doisoat\", after_help = \"doisoat --year 2023\")]");
    clean(r#"match kind { "own" => 1, _ => 120210 }"#);
    clean(r#"let quote = '"'; let year = first; let text = "năm {year}";"#);
    clean("#[cfg(test)]\nmod tests {\n let x = \"3.1.b\";\n}");
}

/// What one programme says and no other.
struct Facts {
    /// Words, in lower case, wherever they stand in a text.
    words: BTreeSet<String>,
    /// Whole texts.
    ids: BTreeSet<String>,
    /// Codes of several parts, wherever they stand by themselves.
    codes: BTreeSet<String>,
    /// The years of the period and of the decision.
    years: BTreeSet<String>,
}

impl Facts {
    fn of(programme: &Programme) -> Self {
        let units = programme.units.iter().flat_map(|unit| [&unit.short, &unit.full]);
        let sources = programme.sources.iter().flat_map(|source| [&source.short, &source.header, &source.name]);
        let own =
            |name: &&String| name.contains(' ') && !COMMON.contains(&name.as_str()) || name.to_uppercase() == **name;
        let names = units.chain(sources.filter(own)).map(|name| name.to_lowercase());
        let ids = programme.sources.iter().map(|source| &source.id).chain(programme.kinds.iter().map(|kind| &kind.id));
        let structured = programme.tasks.iter().map(|task| &task.code).filter(|code| code.contains('.'));
        let years = programme.years().chain([programme.decision.date.year()]);
        Self {
            words: names.chain(["lai châu".to_owned(), "lai-chau".to_owned()]).collect(),
            ids: ids.filter(|id| !LANGUAGE.contains(&id.as_str())).cloned().collect(),
            codes: structured.cloned().collect(),
            years: years.map(|year| year.to_string()).collect(),
        }
    }

    /// The facts in what a source ships.
    fn found_in(&self, source: &str) -> Vec<String> {
        let shipped = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let parts = parts(shipped);
        let code = parts.iter().filter(|part| part.field.is_none()).map(|part| part.text.as_str());
        let literals = parts.iter().filter(|part| part.field.as_deref().is_some_and(|field| !TEXTS.contains(&field)));
        let literals = literals.map(|part| part.text.as_str()).filter(|text| !INCLUDES.contains(text));
        let in_code = code.flat_map(|code| self.years.iter().filter(|year| alone(code, year)).cloned());
        in_code
            .chain(literals.filter_map(|text| self.in_text(text).map(|fact| format!("{fact:?} in {text:?}"))))
            .collect()
    }

    fn in_text(&self, text: &str) -> Option<&String> {
        let lower = text.to_lowercase();
        let of_words = self.words.iter().find(|word| lower.contains(*word));
        let of_ids = || self.ids.iter().find(|id| *id == text);
        let of_codes = || self.codes.iter().find(|code| alone(text, code));
        let of_years = || self.years.iter().find(|year| alone(text, year));
        of_words.or_else(of_ids).or_else(of_codes).or_else(of_years)
    }
}

/// Whether a text holds a word that no letter or digit goes on.
fn alone(text: &str, word: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word)
        .any(|(at, _)| !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next()))
}

/// A stretch of code, or the text of a literal.
struct Part {
    text: String,
    /// The field or binding that a literal is given to, empty where none; nothing for code.
    field: Option<String>,
}

/// A source cut into code and literals; comments are left out.
fn parts(source: &str) -> Vec<Part> {
    let chars: Vec<char> = source.chars().collect();
    let (mut parts, mut code, mut at) = (Vec::new(), String::new(), 0);
    while at < chars.len() {
        let rest = &chars[at..];
        if rest.starts_with(&['/', '/']) {
            at += rest.iter().take_while(|c| **c != '\n').count();
        } else if let Some((text, length)) = literal(rest).filter(|_| !code.ends_with(char::is_alphanumeric)) {
            parts.push(Part { field: Some(field(&code)), text });
            at += length;
        } else if let Some(length) = character(rest) {
            code.push('_');
            at += length;
        } else {
            code.push(chars[at]);
            at += 1;
        }
    }
    parts.push(Part { text: code, field: None });
    parts
}

/// A literal of text at the head of a source: its text and its length there.
fn literal(rest: &[char]) -> Option<(String, usize)> {
    let raw = rest.first() == Some(&'r');
    let hashes = rest.iter().skip(usize::from(raw)).take_while(|c| raw && **c == '#').count();
    let open = usize::from(raw) + hashes;
    (rest.get(open) == Some(&'"')).then_some(())?;
    let (mut text, mut at) = (String::new(), open + 1);
    loop {
        match rest.get(at)? {
            '\\' if !raw => {
                text.push(*rest.get(at + 1)?);
                at += 2;
            }
            '"' if rest[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes => {
                return Some((text, at + 1 + hashes));
            }
            other => {
                text.push(*other);
                at += 1;
            }
        }
    }
}

/// The length of a literal of one character: a quote in it begins no text.
fn character(rest: &[char]) -> Option<usize> {
    match rest {
        ['\'', '\\', _, '\'', ..] => Some(4),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

/// The name before the colon that a literal follows; that of an attribute's examples stands before an equals sign.
fn field(code: &str) -> String {
    let code = code.trim_end();
    if code.strip_suffix('=').is_some_and(|before| before.trim_end().ends_with(EXAMPLES)) {
        return EXAMPLES.to_owned();
    }
    let Some(before) = code.strip_suffix(':') else { return String::new() };
    let name: Vec<char> = before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    name.into_iter().rev().collect()
}

/// The second programme's folder.
fn second() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/son-ha-2026-2028")
}

fn doisoat(arguments: &[&std::ffi::OsStr]) -> (Option<i32>, String) {
    let output = assert_cmd::Command::cargo_bin("doisoat").unwrap().args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// Exports a catalogue; gives the workbook's path.
fn exported(folder: &Path, arguments: &[&std::ffi::OsStr]) -> std::path::PathBuf {
    let path = folder.join("chuong-trinh.xlsx");
    let typed = [&["programme".as_ref(), "export".as_ref(), "-o".as_ref(), path.as_os_str()], arguments].concat();
    let (status, said) = doisoat(&typed);
    assert_eq!(status, Some(0), "{said}");
    path
}

#[test]
fn a_second_programme_is_met_figure_by_figure_from_either_form_of_its_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let toml = second().join("chuong-trinh.toml");
    let xlsx = exported(folder.path(), &["--programme".as_ref(), toml.as_ref()]);
    for catalogue in [toml, xlsx] {
        let (bieu, result) = (second().join("bieu"), folder.path().join("ket-qua.xlsx"));
        let (status, said) = doisoat(&[
            "consolidate".as_ref(),
            bieu.as_ref(),
            "-o".as_ref(),
            result.as_ref(),
            "--programme".as_ref(),
            catalogue.as_ref(),
        ]);
        assert_eq!(status, Some(0), "{said}");
        // Counted by hand in tests/oracle_son_ha.py.
        assert!(said.contains("khớp 187/187") && said.contains("không có cảnh báo"), "{said}");
    }
}

#[test]
fn the_same_catalogue_gives_the_same_workbook_and_reads_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = exported(folder.path(), &[]);
    let (status, said) = doisoat(&["programme".as_ref(), "check".as_ref(), "--programme".as_ref(), first.as_ref()]);
    assert!(status == Some(0) && said.contains("53/53"), "{said}");
    let again = tempfile::tempdir().unwrap();
    let second = exported(again.path(), &["--programme".as_ref(), first.as_ref()]);
    assert!(std::fs::read(first).unwrap() == std::fs::read(second).unwrap());
}

#[test]
fn a_workbook_that_is_no_catalogue_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let submission = second().join("bieu/2026/An Hà.xlsx");
    let (status, said) =
        doisoat(&["programme".as_ref(), "check".as_ref(), "--programme".as_ref(), submission.as_ref()]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("trang tính \"Chương trình\": không có trang tính này trong tệp"), "{said}");

    let broken = folder.path().join("hong.xlsx");
    std::fs::write(&broken, b"PK\x03\x04").unwrap();
    let (status, said) = doisoat(&["programme".as_ref(), "show".as_ref(), "--programme".as_ref(), broken.as_ref()]);
    assert!(status == Some(2) && said.contains("tệp bị hỏng"), "{said}");
    let path = exported(folder.path(), &[]);
    let (status, said) = doisoat(&[
        "programme".as_ref(),
        "export".as_ref(),
        "-o".as_ref(),
        path.as_ref(),
        "--programme".as_ref(),
        path.as_ref(),
    ]);
    assert!(status == Some(2) && said.contains("tệp đầu vào"), "{said}");
}
