//! How the terminal's lines are laid: colours, columns, line breaks. It knows nothing of what they say.
//!
//! Text is built with its colours; whoever prints it takes them off where they are not wanted.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

use crate::model::Severity;

/// A colour, in the terminal's own palette, so that it is legible on any background.
#[derive(Debug, Clone, Copy)]
pub enum Tone {
    /// Headings.
    Strong,
    /// All is well.
    Good,
    /// Errors.
    Bad,
    /// Warnings.
    Doubtful,
    /// Notes and what stands beside the point.
    Faint,
}

impl Tone {
    /// The colour of a severity.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Bad,
            Severity::Warning => Self::Doubtful,
            Severity::Note => Self::Faint,
        }
    }

    /// `text` in this colour.
    pub fn paint(self, text: &str) -> String {
        let codes = match self {
            Self::Strong => "1",
            Self::Good => "1;32",
            Self::Bad => "1;31",
            Self::Doubtful => "1;33",
            Self::Faint => "2",
        };
        format!("\u{1b}[{codes}m{text}\u{1b}[0m")
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Rows in aligned columns, indented by `indent`, at most `width` wide; long words are wrapped in their column.
pub fn columns(sides: &[Side], rows: &[Vec<String>], indent: usize, width: usize) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width.saturating_sub(indent)).unwrap_or(u16::MAX));
    for row in rows {
        table.add_row(row.iter().zip(sides).map(|(text, side)| {
            Cell::new(text).set_alignment(match side {
                Side::Left => CellAlignment::Left,
                Side::Right => CellAlignment::Right,
            })
        }));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let margin = " ".repeat(indent);
    table.lines().map(|line| format!("{margin}{}\n", line.trim_end())).collect()
}

/// One paragraph, wrapped and indented; nothing where there is no text.
pub fn paragraph(text: &str, indent: usize, width: usize) -> String {
    if text.is_empty() { String::new() } else { columns(&[Side::Left], &[vec![text.to_owned()]], indent, width) }
}

/// One paragraph in a colour, wrapped.
pub fn heading(text: &str, tone: Tone, width: usize) -> String {
    paragraph(text, 0, width).lines().map(|line| format!("{}\n", tone.paint(line))).collect()
}
