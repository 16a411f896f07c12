//! Group rows: "III", "A", "1." with a task's code or its exact name give their task to the rows under them.

use super::naming;
use super::rows::View;
use crate::model::{CellRef, Field, TaskId, text};
use crate::programme::Programme;
use crate::read::entries;

/// How a heading is numbered: headings of one rank end each other's groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// I, II, III
    Roman,
    /// A, B, C
    Letter,
    /// 1, 2, 3.1.b
    Number,
    /// Nothing.
    None,
}

/// A group row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The task that it gives to the rows under it.
    pub task: Option<TaskId>,
    /// The cell that says it.
    pub at: CellRef,
    /// Its words.
    pub label: String,
    /// Its rank.
    pub rank: Rank,
    /// A section of the programme, or a heading that names another task than the last: the task above is over.
    pub closes: bool,
    /// The nearest tasks, where its name is near to theirs.
    pub suggestions: Vec<TaskId>,
    /// The year that it gives to the rows under it ("Năm 2023").
    pub year: Option<i32>,
    /// Whether its roman number or letter, or a task's own name with no quantity beside it, makes it a group row.
    /// Any other row is a subtotal only where its money proves it.
    pub certain: bool,
}

/// The heading that a row is, or nothing where it is none.
pub fn read(view: &View<'_>, programme: &Programme) -> Option<Heading> {
    if view.has(Field::Beneficiary) || view.has(Field::Quantity) && view.has(Field::ProjectId) {
        return None;
    }
    let (at, label) = subject(view)?;
    let said = Said {
        rank: rank(&view.shown(Field::Ordinal), &label),
        task: named_task(view, &label, programme),
        section: naming::is_section(&label, programme),
        near: naming::near(&label, programme),
        money: view.money().next().is_some(),
        label,
    };
    is_heading(view, &said, programme).then(|| said.heading(view, at))
}

/// What the words of a row say.
struct Said {
    label: String,
    rank: Rank,
    task: Option<TaskId>,
    /// It bears the name of a section of the programme.
    section: bool,
    /// The tasks whose names are near to its words.
    near: Vec<TaskId>,
    money: bool,
}

impl Said {
    /// Whether the words name a task or a section.
    const fn names_something(&self) -> bool {
        self.task.is_some() || self.section
    }

    fn heading(self, view: &View<'_>, at: CellRef) -> Heading {
        let suggestions = if self.names_something() { Vec::new() } else { self.near };
        let year = year_of(&self.label);
        let grouped = !view.has(Field::Task) && matches!(self.rank, Rank::Roman | Rank::Letter);
        let named = self.task.is_some() || self.section;
        Heading {
            task: self.task,
            at,
            rank: self.rank,
            closes: (self.task.is_none() && self.section)
                || !suggestions.is_empty()
                || (self.rank != Rank::None && year.is_none()),
            suggestions,
            year,
            certain: grouped || (!view.has(Field::Quantity) && named),
            label: self.label,
        }
    }
}

/// Whether a row with these words is a group's.
fn is_heading(view: &View<'_>, said: &Said, programme: &Programme) -> bool {
    let (own_task, counted) = (view.has(Field::Task), view.has(Field::Quantity));
    if said.money && own_task && !view.has(Field::Name) {
        return false;
    }
    if said.names_something() {
        // A code in the task column beside a name of its own is a project's, unless nothing else is said
        // and no number counts the row among the projects.
        let bare = !said.money && !counted && said.rank != Rank::Number;
        return !own_task || bare || label_is_tasks(&said.label, said.task, programme);
    }
    if own_task {
        // A line written over the columns ("B. Nguồn KCQG") happens to stand in the task's.
        return is_sentence(&view.shown(Field::Task)) && view.holds_only(&[Field::Ordinal, Field::Task]);
    }
    if said.money || counted {
        // Without a quantity any row may be a group's: its money must then prove it.
        matches!(said.rank, Rank::Roman | Rank::Letter) || !counted
    } else {
        said.rank != Rank::Number || !said.near.is_empty()
    }
}

/// Whether a text is words, and not a code however badly written.
fn is_sentence(text: &str) -> bool {
    let words = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    text.split_whitespace().filter(words).count() > 1
}

/// The heading that a row is by the numbers of the rows under it ("1" over "1.1" and "1.2"), whatever its words.
pub fn numbered(view: &View<'_>, programme: &Programme) -> Option<Heading> {
    let (at, label) = subject(view)?;
    let task = named_task(view, &label, programme);
    let suggestions = if task.is_none() { naming::near(&label, programme) } else { Vec::new() };
    let year = year_of(&label);
    Some(Heading { task, at, rank: Rank::Number, closes: true, suggestions, year, certain: true, label })
}

/// The words of the row: its name, else its first text.
fn subject(view: &View<'_>) -> Option<(CellRef, String)> {
    match (view.at(Field::Name), view.shown(Field::Name)) {
        (Some(at), name) if !name.is_empty() => Some((at, name)),
        _ => view.first_text(),
    }
}

/// The task that the row names: by the code in its task cell, its number or before its words, or by its exact name.
fn named_task(view: &View<'_>, label: &str, programme: &Programme) -> Option<TaskId> {
    let ordinal = view.shown(Field::Ordinal);
    programme
        .read_task_code(&view.shown(Field::Task))
        .or_else(|| naming::by_name(label, programme))
        .or_else(|| naming::structured(ordinal.trim_end_matches(['.', ')']), programme))
        .or_else(|| naming::by_code_before(label, programme))
        .or_else(|| naming::structured(naming::in_parentheses(label)?, programme))
}

/// Whether the words are the task's own name, or no more than its code.
fn label_is_tasks(label: &str, task: Option<TaskId>, programme: &Programme) -> bool {
    naming::by_name(label, programme).is_some_and(|named| Some(named) == task)
        || programme.read_task_code(label).is_some_and(|named| Some(named) == task)
}

fn rank(ordinal: &str, label: &str) -> Rank {
    let of = |text: &str| {
        let bare = text.trim().trim_end_matches(['.', ')', ':']);
        if naming::is_roman(bare) {
            Rank::Roman
        } else if bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()) {
            Rank::Letter
        } else if bare.starts_with(|c: char| c.is_ascii_digit()) || naming::is_clause(bare) {
            Rank::Number
        } else {
            Rank::None
        }
    };
    match of(ordinal) {
        Rank::None if ordinal.trim().is_empty() => of(label.split_whitespace().next().unwrap_or_default()),
        rank => rank,
    }
}

/// The year of a heading that ends with it ("Năm 2023", "KẾ HOẠCH NĂM 2024"); a year from which something is carried
/// over is not the rows' own.
pub fn year_of(label: &str) -> Option<i32> {
    let folded = text::fold(label);
    let said = folded.trim_end_matches([':', '.', ' ']);
    let year: i32 = said.get(said.len().checked_sub(4)?..)?.parse().ok()?;
    let named = said.ends_with(&format!("nam {year}")) && entries::YEARS.contains(&year);
    let of_another = said.contains("chuyen tiep") || said.contains("tu nam");
    (named && !of_another).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_no_code() {
        assert!(is_sentence("B. Nguồn KCQG") && is_sentence("Bằng chữ: Bảy trăm triệu"));
        assert!(!is_sentence("III.3.1.b") && !is_sentence("3.1.x") && !is_sentence("mục 3.1.b"));
    }

    #[test]
    fn ranks() {
        assert_eq!(rank("III", ""), Rank::Roman);
        assert_eq!(rank("I.", ""), Rank::Roman);
        assert_eq!(rank("A", ""), Rank::Letter);
        assert_eq!(rank("1.", ""), Rank::Number);
        assert_eq!(rank("III.3.1.b", ""), Rank::Number);
        assert_eq!(rank("III-6", ""), Rank::Number);
        assert_eq!(rank("", "II. Máy móc"), Rank::Roman);
        assert_eq!(rank("", "Máy móc"), Rank::None);
        assert_eq!(rank("-", "Máy móc"), Rank::None);
    }

    #[test]
    fn a_heading_that_ends_with_a_year_gives_it_to_its_rows() {
        assert_eq!(year_of("Năm 2023"), Some(2023));
        assert_eq!(year_of("II. Năm 2022:"), Some(2022));
        assert_eq!(year_of("KẾ HOẠCH NĂM 2024"), Some(2024));
        assert_eq!(year_of("BIỂU 02: NĂM 2024"), Some(2024));
        assert_eq!(year_of("Đề án chuyển tiếp từ năm 2022"), None);
        assert_eq!(year_of("Máy móc"), None);
    }
}
