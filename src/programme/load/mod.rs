//! From a catalogue file to a validated [`Programme`].
//!
//! Every mistake is told with file, line, key, what was found and what was expected; the first one ends the loading.
//! Whether the figures agree with each other is not asked here but in [`super::audit`].

mod fault;
mod figures;
mod names;
mod overlay;
mod phasing;
mod sections;
pub mod waivers;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use self::fault::{CatalogueText, Fault, fault};
use self::figures::{Figures, date, percentage};
use super::book::{self, GivenSheet, Page};
use super::raw::{RawClauses, RawProgramme};
use super::{Clauses, Decision, Programme, SourceKind, StatedTotals};
use crate::error::{Error, Result};
use crate::model::{MoneyUnit, SourceId, text};

/// The catalogue that is part of the program.
const EMBEDDED: &str = include_str!("../../../templates/lai-chau-2021-2025.toml");
const EMBEDDED_NAME: &str = "templates/lai-chau-2021-2025.toml";

/// No plausible programme is longer; a wrong year must not make a million columns.
const LONGEST_PERIOD: i32 = 30;

/// The programme that is part of the program. It is read once; every call gives a copy.
///
/// # Errors
/// [`Error::Programme`] where the embedded catalogue is wrong, which a test rules out.
pub fn embedded() -> Result<Programme> {
    static READ: OnceLock<Programme> = OnceLock::new();
    if let Some(programme) = READ.get() {
        return Ok(programme.clone());
    }
    let programme = from_text(EMBEDDED, EMBEDDED_NAME)?;
    Ok(READ.get_or_init(|| programme).clone())
}

/// The programme of the files that were given: a base catalogue, then overlays. Where there is no file, or the first
/// is an overlay already, the base is the catalogue that is part of the program.
///
/// # Errors
/// [`Error::Path`] where a file cannot be read; [`Error::Programme`] where what it says is wrong.
pub fn from_files(paths: &[PathBuf]) -> Result<Programme> {
    let (programme, overlays) = match paths.split_first() {
        Some((first, rest)) if !overlay::is_one(&text_of(first)?) => (from_file(first)?, rest),
        _ => (embedded()?, paths),
    };
    with_overlays(programme, overlays)
}

/// A programme with the overlays of these files laid over it.
///
/// # Errors
/// As [`from_files`].
pub fn with_overlays(mut programme: Programme, paths: &[PathBuf]) -> Result<Programme> {
    for path in paths {
        overlay::lay(&mut programme, &text_of(path)?, &path.display().to_string())?;
    }
    Ok(programme)
}

/// The programme of a catalogue file.
///
/// # Errors
/// [`Error::Path`] where the file cannot be read; [`Error::Programme`] where what it says is wrong.
pub fn from_file(path: &Path) -> Result<Programme> {
    from_text(&text_of(path)?, &path.display().to_string())
}

/// The text of a file.
fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path)
        .map_err(|error| Error::Path { path: path.to_owned(), reason: crate::error::reason(&error) })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        Error::Programme(format!(
            "{}, dòng {line}: có ký tự không thuộc bảng mã UTF-8; hãy lưu lại tệp với bảng mã UTF-8",
            path.display()
        ))
    })
}

/// The programme of a catalogue's text; `name` is how messages call it.
///
/// # Errors
/// [`Error::Programme`] where what it says is wrong.
pub fn from_text(text: &str, name: &str) -> Result<Programme> {
    Ok(Programme { sha256: hex(&Sha256::digest(text.as_bytes())), ..read(&CatalogueText { name, text, cells: None })? })
}

/// The programme of a workbook's sheets; `name` is how messages call it, `sha256` its fingerprint.
///
/// # Errors
/// [`Error::Programme`] where what it says is wrong, with the sheet and the cell.
pub fn from_sheets(sheets: &[GivenSheet], name: &str, sha256: String) -> Result<Programme> {
    let book = book::read(sheets).map_err(|fault| Error::Programme(format!("{name}, {fault}")))?;
    Ok(Programme { sha256, ..read(&CatalogueText { name, text: &book.text, cells: Some(&book.places) })? })
}

fn read(source: &CatalogueText<'_>) -> Result<Programme> {
    programme(source.parse()?).map_err(|fault| source.error(&fault))
}

/// A catalogue laid out on sheets: that of a file, or the one inside the program.
///
/// # Errors
/// As [`from_file`].
pub fn pages(file: Option<&Path>) -> Result<Vec<Page>> {
    let Some(path) = file else { return laid_out(EMBEDDED, EMBEDDED_NAME) };
    laid_out(&text_of(path)?, &path.display().to_string())
}

/// A workbook's catalogue laid out anew.
///
/// # Errors
/// As [`from_sheets`].
pub fn pages_of_sheets(sheets: &[GivenSheet], name: &str) -> Result<Vec<Page>> {
    from_sheets(sheets, name, String::new())?;
    let book = book::read(sheets).map_err(|fault| Error::Programme(format!("{name}, {fault}")))?;
    laid_out(&book.text, name)
}

fn laid_out(text: &str, name: &str) -> Result<Vec<Page>> {
    from_text(text, name)?;
    CatalogueText { name, text, cells: None }.parse().map(|root| book::pages(&root))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn programme(raw: RawProgramme) -> std::result::Result<Programme, Fault> {
    if raw.id.get_ref().trim().is_empty() {
        return Err(fault(&raw.id, "id", "chuỗi rỗng", "tên ngắn của chương trình"));
    }
    let (first, last) = (*raw.first_year.get_ref(), *raw.last_year.get_ref());
    if !(1900..=9998).contains(&first) {
        return Err(fault(&raw.first_year, "first_year", first, "một năm như 2026"));
    }
    if last < first || last - first >= LONGEST_PERIOD {
        let expected = format!("một năm từ {first} đến {}", first + LONGEST_PERIOD - 1);
        return Err(fault(&raw.last_year, "last_year", last, expected));
    }
    let money_unit = money_unit(&raw.money_unit)?;
    let sources = names::sources(&raw.sources)?;
    let units = names::units(&raw.units)?;
    let kinds = names::kinds(raw.kinds)?;
    let figures = Figures { unit: money_unit, years: first..=last, source_ids: names::ids(&sources) };

    let decision = Decision {
        date: date(&raw.decision.date, "decision.date")?,
        number: raw.decision.number,
        short: raw.decision.short,
        clause_prefix: raw.decision.clause_prefix,
        title: raw.decision.title,
        issuer: raw.decision.issuer,
        clauses: clauses(raw.decision.clauses),
    };
    let totals = raw.totals.get_ref();
    let totals = StatedTotals {
        total: figures.money(&totals.total, "totals.total")?,
        money: figures.by_source(&totals.money, "totals.money")?,
        state: figures.money(&totals.state, "totals.state")?,
        mobilised: figures.money(&totals.mobilised, "totals.mobilised")?,
        state_share: percentage(&totals.state_share, "totals.state_share")?,
        mobilised_share: percentage(&totals.mobilised_share, "totals.mobilised_share")?,
    };
    let context =
        sections::Context { figures: &figures, sources: &sources, kinds: &kinds, totals: &totals, decision: &decision };
    let (sections, tasks) = sections::sections(raw.sections, &context)?;
    let state: Vec<SourceId> =
        (0..sources.len()).map(SourceId).filter(|id| sources[id.index()].kind == SourceKind::State).collect();

    Ok(Programme {
        id: raw.id.into_inner(),
        sha256: String::new(),
        overlays: Vec::new(),
        first_year: first,
        last_year: last,
        form_version: raw.form_version,
        year_totals: figures.by_year(&raw.year_totals, "year_totals")?,
        phasing: phasing::phasing(raw.phasing, &figures, &totals, &tasks)?,
        cut_order: names::cut_order(&raw.cut_order, &figures, &state)?,
        decision,
        totals,
        units,
        sources,
        legal_forms: names::legal_forms(&kinds),
        kinds,
        sections,
        tasks,
    })
}

fn clauses(raw: RawClauses) -> Clauses {
    let RawClauses { tasks, sources, uses, state, phasing, submission } = raw;
    Clauses { tasks, sources, uses, state, phasing, submission }
}

fn money_unit(written: &toml::Spanned<String>) -> std::result::Result<MoneyUnit, Fault> {
    let said = text::tidy(written.get_ref()).to_lowercase();
    MoneyUnit::ALL.into_iter().find(|unit| unit.name() == said).ok_or_else(|| {
        let expected = fault::one_of(MoneyUnit::ALL.map(MoneyUnit::name));
        fault(written, "money_unit", fault::quoted(written.get_ref()), expected)
    })
}

#[cfg(test)]
mod tests;
