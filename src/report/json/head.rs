//! What every document begins with, and how it is written down.

use std::path::PathBuf;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::programme::{Overlay, Programme};

/// The program that wrote the document.
#[derive(Serialize)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub const fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

/// The catalogue that a run was held to.
#[derive(Serialize)]
pub struct ProgrammeId<'a> {
    id: &'a str,
    sha256: &'a str,
    /// The overlays that were laid over it, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overlays: Vec<OverlayId<'a>>,
}

#[derive(Serialize)]
struct OverlayId<'a> {
    id: &'a str,
    sha256: &'a str,
}

impl<'a> ProgrammeId<'a> {
    /// That of `programme`.
    pub fn of(programme: &'a Programme) -> Self {
        let overlay = |overlay: &'a Overlay| OverlayId { id: &overlay.id, sha256: &overlay.sha256 };
        let overlays = programme.overlays.iter().map(overlay).collect();
        Self { id: &programme.id, sha256: &programme.sha256, overlays }
    }
}

/// A document as text, with a line break at its end.
///
/// # Errors
/// Where it cannot be written down; no document of this program is known to cause it.
pub fn text(document: &impl Serialize) -> Result<String> {
    let failed = |error: serde_json::Error| Error::Write { path: PathBuf::from("JSON"), reason: error.to_string() };
    let mut text = serde_json::to_string_pretty(document).map_err(failed)?;
    text.push('\n');
    Ok(text)
}
