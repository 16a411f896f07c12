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

impl Side {
    const fn alignment(self) -> CellAlignment {
        match self {
            Self::Left => CellAlignment::Left,
            Self::Right => CellAlignment::Right,
        }
    }
}

/// Text for a terminal of some width, written from top to bottom.
#[derive(Debug)]
pub struct Page {
    width: usize,
    text: String,
}

impl Page {
    /// An empty page, at most `width` letters wide.
    pub const fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// A line as it is: never broken, so that a path in it can be copied.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.line("");
    }

    /// A coloured paragraph.
    pub fn heading(&mut self, tone: Tone, text: &str) {
        for line in self.wrapped(0, &[Side::Left], &[vec![text.to_owned()]]) {
            self.line(&tone.paint(&line));
        }
    }

    /// A paragraph, indented; nothing where there is no text.
    pub fn paragraph(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.columns(indent, &[Side::Left], &[vec![text.to_owned()]]);
        }
    }

    /// Rows in aligned columns, indented; what is too long for the page is wrapped inside its column.
    pub fn columns(&mut self, indent: usize, sides: &[Side], rows: &[Vec<String>]) {
        for line in self.wrapped(indent, sides, rows) {
            self.line(&line);
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn wrapped(&self, indent: usize, sides: &[Side], rows: &[Vec<String>]) -> Vec<String> {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width.saturating_sub(indent)).unwrap_or(u16::MAX));
        for row in rows {
            table.add_row(row.iter().zip(sides).map(|(text, side)| Cell::new(text).set_alignment(side.alignment())));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let margin = " ".repeat(indent);
        table.lines().map(|line| format!("{margin}{}", line.trim_end())).collect()
    }
}
