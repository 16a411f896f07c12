//! `doisoat rules`: the rule book on the terminal, from the one table of rules.

use clap::Args;

use super::args::{ARGUMENTS, TEMPLATE};
use super::{Ended, screen};
use crate::error::{Error, Result};
use crate::programme::{Decision, load};
use crate::report::terminal::layout::{Page, Side, Tone};
use crate::rules::{FAMILIES, RULES, Rule};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat rules [MÃ]",
    after_help = "\
Ví dụ:
  doisoat rules
  doisoat rules DM
  doisoat quy-tac DM01"
)]
pub(super) struct Arguments {
    /// Mã quy tắc (DM01) hoặc nhóm quy tắc (DM); bỏ trống để liệt kê tất cả
    #[arg(value_name = "MÃ", help_heading = ARGUMENTS)]
    code: Option<String>,
}

/// Lists every rule, those of a family ("DM"), or explains one ("DM01").
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let asked = args.code.as_deref().map(|code| code.trim().to_uppercase()).unwrap_or_default();
    let width = screen::width();
    let text = match RULES.iter().find(|rule| rule.code.as_str() == asked) {
        Some(rule) => explained(rule, &load::embedded()?.decision, width),
        None => listed(&asked, width)?,
    };
    screen::say(&text);
    Ok(Ended::Well)
}

fn explained(rule: &Rule, decision: &Decision, width: usize) -> String {
    let basis = decision.cite(rule.basis);
    let severity = match rule.severity_note {
        "" => rule.severity.name().to_owned(),
        note => format!("{} ({note})", rule.severity.name()),
    };
    let rows = [
        ("Mức độ", severity.as_str()),
        ("Phát hiện", rule.what),
        ("Vì sao", rule.why),
        ("Căn cứ", basis.as_str()),
        ("Ví dụ", rule.example),
        ("Cách xử lý", rule.mend),
    ]
    .map(|(label, text)| vec![label.to_owned(), text.to_owned()]);
    let mut page = Page::new(width);
    page.heading(Tone::of(rule.severity), &format!("{} {}", rule.code, rule.title));
    page.gap();
    page.columns(0, &[Side::Left, Side::Left], &rows);
    page.finish()
}

/// The rules whose codes begin with `start`, by family.
fn listed(start: &str, width: usize) -> Result<String> {
    let chosen = |rule: &&Rule| rule.code.as_str().starts_with(start);
    if !RULES.iter().any(|rule| chosen(&rule)) {
        return Err(Error::Usage(unknown(start)));
    }
    let mut page = Page::new(width);
    for (letters, name) in FAMILIES {
        let rows: Vec<Vec<String>> = RULES
            .iter()
            .filter(chosen)
            .filter(|rule| rule.code.as_str().starts_with(letters))
            .map(|rule| [rule.code.as_str(), rule.severity.name(), rule.title].map(str::to_owned).to_vec())
            .collect();
        if !rows.is_empty() {
            page.heading(Tone::Strong, &format!("{letters} – {name}"));
            page.columns(2, &[Side::Left; 3], &rows);
            page.gap();
        }
    }
    page.paragraph(0, "Xem giải thích một quy tắc: doisoat rules MÃ (ví dụ: doisoat rules DM01).");
    Ok(page.finish())
}

fn unknown(asked: &str) -> String {
    let near: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.code.as_str())
        .filter(|code| strsim::damerau_levenshtein(code, asked) == 1)
        .take(5)
        .collect();
    if near.is_empty() {
        format!("không có quy tắc \"{asked}\"; gõ \"doisoat rules\" để xem danh sách")
    } else {
        format!("không có quy tắc \"{asked}\"; gần nhất là {}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_listed_and_an_unknown_code_is_an_error_with_a_suggestion() {
        let list = listed("DM", 100).unwrap();
        assert!(list.contains("DM01") && !list.contains("TP01"), "{list}");
        let error = listed("DM1", 100).unwrap_err().to_string();
        assert!(error.contains("DM01"), "{error}");
        assert!(listed("ZZ", 100).unwrap_err().to_string().contains("doisoat rules"));
    }
}
