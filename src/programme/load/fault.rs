//! How a mistake in a catalogue file is told: file, line, key, what was found, what was expected.

use std::fmt::Display;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::programme::book::Places;

/// A mistake at a place of the file.
#[derive(Debug)]
pub(super) struct Fault {
    at: Range<usize>,
    key: String,
    found: String,
    expected: String,
}

/// A mistake in a value that was read with its place.
pub(super) fn fault<T>(at: &Spanned<T>, key: impl Into<String>, found: impl Display, expected: impl Display) -> Fault {
    Fault { at: at.span(), key: key.into(), found: found.to_string(), expected: expected.to_string() }
}

/// What was written, as messages quote it.
pub(super) fn quoted(written: &str) -> String {
    format!("\"{written}\"")
}

/// The values that were possible.
pub(super) fn one_of(values: impl IntoIterator<Item = impl Display>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| format!("\"{value}\"")).collect();
    format!("một trong: {}", values.join(", "))
}

/// The text of a catalogue file and its name.
pub(super) struct CatalogueText<'a> {
    /// How messages call the file.
    pub name: &'a str,
    /// All of it.
    pub text: &'a str,
    /// The cells that it was put together from, where it came from a workbook.
    pub cells: Option<&'a Places>,
}

impl CatalogueText<'_> {
    /// What the text says, or where it is no TOML or has not the keys of a catalogue.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        let parser = toml::Deserializer::parse(self.text).map_err(|error| self.syntax(&error))?;
        serde_path_to_error::deserialize(parser).map_err(|error| {
            let key = key_path(error.path());
            let inner = error.into_inner();
            let offset = inner.span().map_or(0, |span| span.start);
            let told = vietnamese(inner.message());
            match (self.cells, missing(inner.message())) {
                // A blank cell is a key that is not there.
                (Some(_), Some(field)) => self.told(&format!("{key}.{field}"), offset, "ô còn trống, cần điền"),
                _ => self.told(&key, offset, &told),
            }
        })
    }

    /// A mistake as what stops the run.
    pub fn error(&self, fault: &Fault) -> Error {
        let Fault { key, found, expected, .. } = fault;
        self.told(key, fault.at.start, &format!("thấy {found}, cần {expected}"))
    }

    /// A mistake at a key: with its line, or with the cell that the key came from.
    fn told(&self, key: &str, offset: usize, told: &str) -> Error {
        let name = self.name;
        Error::Programme(match self.cells {
            None => format!("{name}, dòng {}, khóa \"{key}\": {told}", self.line(offset)),
            Some(cells) => {
                let place = cells.of(key).map_or_else(|| format!("khóa \"{key}\""), ToString::to_string);
                format!("{name}, {place}: {}", cells.in_words(key, told))
            }
        })
    }

    fn syntax(&self, error: &toml::de::Error) -> Error {
        let line = self.line(error.span().map_or(0, |span| span.start));
        let told = match error.message() {
            "duplicate key" => "khóa này đã có ở trên, mỗi khóa chỉ được viết một lần".to_owned(),
            other => format!("sai cú pháp TOML ({other})"),
        };
        Error::Programme(format!("{}, dòng {line}: {told}", self.name))
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }
}

/// The key path without the steps that carry the places of values.
fn key_path(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |out, segment| match segment {
        Segment::Seq { index } => format!("{out}[{index}]"),
        Segment::Map { key } | Segment::Enum { variant: key } if !key.starts_with("$__serde_spanned") => {
            let dot = if out.is_empty() { "" } else { "." };
            format!("{out}{dot}{key}")
        }
        _ => out,
    })
}

/// The field that serde misses.
fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// The messages of serde, in the clerk's language.
fn vietnamese(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let unknown = names.next().unwrap_or_default();
        return format!("thấy khóa lạ \"{unknown}\", cần {}", one_of(names));
    }
    if message.starts_with("missing field") {
        return format!("thiếu khóa \"{}\"", names.next().unwrap_or_default());
    }
    if message.starts_with("unknown variant") {
        let unknown = names.next().unwrap_or_default();
        return format!("thấy \"{unknown}\", cần {}", one_of(names));
    }
    let found = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    match found.and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => format!("thấy {}, cần {}", type_name(found), type_name(expected)),
        None => message.to_owned(),
    }
}

/// serde's names of types, with the value that may follow them.
fn type_name(said: &str) -> String {
    const NAMES: [(&str, &str); 12] = [
        ("floating point", "số thập phân không có dấu nháy"),
        ("integer", "số nguyên"),
        ("boolean", "giá trị đúng/sai"),
        ("string", "chuỗi"),
        ("datetime", "ngày không có dấu nháy"),
        ("sequence", "danh sách [...]"),
        ("map", "bảng {...}"),
        ("a string", "chuỗi trong dấu nháy"),
        ("a boolean", "true hoặc false"),
        ("a sequence", "danh sách [...]"),
        ("i32", "một năm như 2026"),
        ("struct", "bảng {...}"),
    ];
    NAMES
        .iter()
        .find_map(|(english, vietnamese)| {
            let rest = said.strip_prefix(english)?;
            if rest.is_empty() || *english == "struct" {
                return Some((*vietnamese).to_owned());
            }
            rest.starts_with(' ').then(|| format!("{vietnamese}{}", rest.replace('`', "")))
        })
        .unwrap_or_else(|| said.to_owned())
}
