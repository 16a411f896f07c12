//! Group rows: "III", "A", "1." with a task's code or its exact name give their task to the rows under them.

use super::rows::View;
use crate::model::{CellRef, Field, TaskId, text};
use crate::programme::Programme;
use crate::read::entries;

/// How like two names must be for one to be suggested for the other.
const LIKENESS: f64 = 0.8;

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
        section: is_section(&label, programme),
        near: near(&label, programme),
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
    let suggestions = if task.is_none() { near(&label, programme) } else { Vec::new() };
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
        .or_else(|| by_name(label, programme))
        .or_else(|| structured(ordinal.trim_end_matches(['.', ')']), programme))
        .or_else(|| by_code_before(label, programme))
        .or_else(|| structured(in_parentheses(label)?, programme))
}

/// A task by a code of several parts, whatever joins them: "3.1.b", "II-2". A bare "2" numbers rows.
fn structured(code: &str, programme: &Programme) -> Option<TaskId> {
    code.contains(|c: char| !c.is_alphanumeric()).then(|| programme.read_task_code(code)).flatten()
}

/// The task whose code of several parts stands before some words: "3.1.b. Máy móc", "Nhiệm vụ 3.1.b: máy móc". "Nội
/// dung 2" counts the contents of a group: a number alone is no code there.
fn by_code_before(label: &str, programme: &Programme) -> Option<TaskId> {
    let first = |words: &str| words.split_whitespace().next().unwrap_or_default().to_owned();
    structured(first(label).trim_end_matches([':', '.', ')', '-', '–']), programme)
        .or_else(|| structured(led(label)?.split([':', ' ']).next()?, programme))
}

/// The task of a task cell: its code, its name, or its code before its name or before words that name no other task.
///
/// # Errors
///
/// The tasks that may be meant, where it is none or the words name two.
pub fn stated(written: &str, programme: &Programme) -> Result<TaskId, Vec<TaskId>> {
    if let Some(task) = programme.read_task_code(written) {
        return Ok(task);
    }
    let said = led(written).unwrap_or(written);
    let (code, words) = said.split_once([' ', ':']).unwrap_or((said, ""));
    let words = words.trim_start_matches([' ', '-', '–', '.', ':']);
    let clear = structured(code, programme).or_else(|| structured(in_parentheses(written)?, programme));
    let coded = clear.or_else(|| programme.read_task_code(code));
    let named = by_name(words, programme).or_else(|| by_name(written, programme));
    // A bare number before words may count anything; a second code makes the first no answer.
    let of_another = |word: &str, task: TaskId| structured(word, programme).is_some_and(|other| other != task);
    let alone =
        |task: TaskId| words.is_empty() || (clear.is_some() && !words.split(' ').any(|word| of_another(word, task)));
    match (coded, named) {
        (None, Some(task)) => Ok(task),
        (Some(code), Some(name)) if code == name => Ok(code),
        (Some(code), Some(name)) => Err(vec![code, name]),
        (Some(code), None) if alone(code) => Ok(code),
        (code, None) => Err(code.map_or_else(|| programme.nearest_tasks(written), |code| vec![code])),
    }
}

/// The code at the end of a heading in parentheses: "Hỗ trợ máy móc (3.1.b)", "Nhãn hiệu (mục III.4.1.đ)".
fn in_parentheses(label: &str) -> Option<&str> {
    let said = label.trim_end().strip_suffix(')')?.rsplit_once('(')?.1.trim();
    Some(led(said).unwrap_or(said))
}

/// The words that may introduce a task in a heading, folded: "Nhiệm vụ 3.1.b: …".
const LEADS: [&[&str]; 6] =
    [&["ma", "nhiem", "vu"], &["nhiem", "vu"], &["noi", "dung"], &["ma", "nv"], &["nv"], &["muc"]];

/// What follows such words at the start of a heading; nothing where there are none.
fn led(label: &str) -> Option<&str> {
    LEADS.iter().find_map(|lead| {
        lead.iter().try_fold(label.trim_start(), |rest, wanted| {
            let end = rest.find([' ', ':']).unwrap_or(rest.len());
            (text::fold(&rest[..end]) == **wanted).then(|| rest[end..].trim_start_matches([' ', ':']))
        })
    })
}

/// The task whose name this is, with or without a number before it.
pub fn by_name(label: &str, programme: &Programme) -> Option<TaskId> {
    let led = led(label).unwrap_or(label);
    let bare = without_number(led);
    let keys = [text::key(label), text::key(without_number(label)), text::key(bare), text::key(without_end(bare))];
    let named = |id: &TaskId| {
        let name = text::key(&programme.task(*id).name);
        keys.contains(&name)
    };
    // A section of one task may be named by the section's heading.
    let of_section = || {
        programme.sections.iter().filter(|section| keys.contains(&text::key(&section.name))).find_map(|section| {
            match section.tasks.as_slice() {
                [only] => Some(*only),
                _ => None,
            }
        })
    };
    programme.task_ids().find(named).or_else(of_section).or_else(|| abbreviated(bare, programme))
}

/// The task whose name is shortened by dots, where what stands before and after them begins and ends its name alone:
/// "Tổ chức đoàn khảo sát … tại nước ngoài".
fn abbreviated(label: &str, programme: &Programme) -> Option<TaskId> {
    let (start, end) = label.split_once("...").or_else(|| label.split_once('…'))?;
    let (start, end) = (text::key(start), text::key(end));
    let shortens = |id: &TaskId| {
        let name = text::key(&programme.task(*id).name);
        name.strip_prefix(&start).is_some_and(|rest| rest.ends_with(&end))
    };
    let mut tasks = programme.task_ids().filter(|id| !start.is_empty() && shortens(id));
    tasks.next().filter(|_| tasks.next().is_none())
}

/// Whether this is the name of a section of the programme.
pub fn is_section(label: &str, programme: &Programme) -> bool {
    let keys = [text::key(label), text::key(without_number(label))];
    programme.sections.iter().any(|section| keys.contains(&text::key(&section.name)))
}

/// Whether the words are the task's own name, or no more than its code.
fn label_is_tasks(label: &str, task: Option<TaskId>, programme: &Programme) -> bool {
    by_name(label, programme).is_some_and(|named| Some(named) == task)
        || programme.read_task_code(label).is_some_and(|named| Some(named) == task)
}

/// "3.1.b. Hỗ trợ …" without what numbers it.
fn without_number(label: &str) -> &str {
    let first = label.split_whitespace().next().unwrap_or_default();
    let numbers = first.ends_with(['.', ')', ':'])
        || (first.chars().any(|c| c.is_ascii_digit()) && first.contains('.'))
        || is_roman(first)
        || is_clause(first)
        || (first.chars().all(|c| c.is_ascii_digit()) && label[first.len()..].trim_start().starts_with(['-', '–']));
    if numbers { label[first.len()..].trim_start_matches([' ', '-', '–', '.', ':']) } else { label }
}

/// "Hỗ trợ … (6)" without what stands in parentheses behind it.
fn without_end(label: &str) -> &str {
    label.trim_end().strip_suffix(')').and_then(|label| label.rsplit_once('(')).map_or(label, |(label, _)| label)
}

fn rank(ordinal: &str, label: &str) -> Rank {
    let of = |text: &str| {
        let bare = text.trim().trim_end_matches(['.', ')', ':']);
        if is_roman(bare) {
            Rank::Roman
        } else if bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase()) {
            Rank::Letter
        } else if bare.starts_with(|c: char| c.is_ascii_digit()) || is_clause(bare) {
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

/// A task's code with the decision's roman section before it: "III.3.1.b", "III-6".
fn is_clause(text: &str) -> bool {
    let rest = text.trim_start_matches(['I', 'V', 'X']);
    rest.len() < text.len() && rest.trim_start_matches(['.', '-', '/', ' ']).starts_with(|c: char| c.is_ascii_digit())
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The tasks whose names are near to these words; a suggestion, never a decision.
fn near(label: &str, programme: &Programme) -> Vec<TaskId> {
    let said = text::key(without_number(label));
    if said.len() < 12 {
        return Vec::new();
    }
    let likeness = |id: &TaskId| {
        let name = text::key(&programme.task(*id).name);
        if name.starts_with(&said) { 1.0 } else { strsim::normalized_damerau_levenshtein(&said, &name) }
    };
    programme.task_ids().filter(|id| likeness(id) >= LIKENESS).take(3).collect()
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
    use crate::programme::load;

    #[test]
    fn tasks_by_their_exact_names() {
        let programme = load::embedded().unwrap();
        let task = |label: &str| by_name(label, &programme).map(|id| programme.task(id).code.clone());
        let name = programme.task(programme.task_by_code("3.1.b").unwrap()).name.clone();
        assert_eq!(task(&name).as_deref(), Some("3.1.b"));
        assert_eq!(task(&name.to_uppercase()).as_deref(), Some("3.1.b"));
        assert_eq!(task(&format!("III. {name}")).as_deref(), Some("3.1.b"));
        assert_eq!(task(&format!("3.1.b. {name}")).as_deref(), Some("3.1.b"));
        assert_eq!(task("Hỗ trợ thiết kế mẫu mã, bao bì đóng gói").as_deref(), Some("6"));
        assert_eq!(task(&format!("Nhiệm vụ 3.1.b: {name}")).as_deref(), Some("3.1.b"));
        assert_eq!(task(&format!("Nội dung: {name}")).as_deref(), Some("3.1.b"));
        assert_eq!(task("6 - Hỗ trợ thiết kế mẫu mã, bao bì đóng gói").as_deref(), Some("6"));
        assert_eq!(task("II. Hỗ trợ thiết kế mẫu mã, bao bì đóng gói (6)").as_deref(), Some("6"));
        assert_eq!(task("Hỗ trợ ứng dụng máy móc"), None);
        assert_eq!(
            task("III.8.b. Tổ chức đoàn khảo sát … (dự kiến tại tỉnh Vân Nam - Trung Quốc)").as_deref(),
            Some("8.b")
        );
        assert_eq!(task("Hỗ trợ ứng dụng máy móc...").as_deref(), Some("3.1.b"));
        assert_eq!(task("Hỗ trợ xây dựng..."), None, "3.1.a and 4.1.đ");
        assert_eq!(task("…"), None);
    }

    #[test]
    fn a_task_cell_may_say_more_than_the_code_and_never_two_tasks() {
        let programme = load::embedded().unwrap();
        let task = |code: &str| programme.task_by_code(code).unwrap();
        let name = |code: &str| &programme.task(task(code)).name;
        for (written, code) in [
            ("3.1.b", "3.1.b"),
            ("Nhiệm vụ 3.1.b", "3.1.b"),
            ("NV 6", "6"),
            ("Mã NV: 3.1.b", "3.1.b"),
            ("3.1.b. Máy móc", "3.1.b"),
            ("Máy móc, thiết bị (3.1.b)", "3.1.b"),
            ("III.3.1.b – máy móc, thiết bị 2 trục", "3.1.b"),
            (&format!("6 - {}", name("6")), "6"),
            (&format!("3.1.b. {}", name("3.1.b")), "3.1.b"),
            (name("6"), "6"),
        ] {
            assert_eq!(stated(written, &programme), Ok(task(code)), "{written}");
        }
        for (written, both) in
            [(format!("3.1.a. {}", name("3.1.b")), ["3.1.a", "3.1.b"]), (format!("2 - {}", name("6")), ["2", "6"])]
        {
            assert_eq!(stated(&written, &programme), Err(both.map(task).to_vec()), "{written}");
        }
        for written in ["2 máy", "2 máy (mới)", "3.1.a và 3.1.b", "3.1.a / 3.1.b", "máy móc", "nt"] {
            assert!(stated(written, &programme).is_err(), "{written}");
        }
    }

    #[test]
    fn a_code_in_parentheses_at_the_end() {
        assert_eq!(in_parentheses("Hỗ trợ máy móc (3.1.b)"), Some("3.1.b"));
        assert_eq!(in_parentheses("Nhãn hiệu (mục III.4.1.đ) "), Some("III.4.1.đ"));
        assert_eq!(in_parentheses("Máy móc (hỗ trợ) 3.1.b"), None);
    }

    #[test]
    fn words_that_are_no_code() {
        assert!(is_sentence("B. Nguồn KCQG") && is_sentence("Bằng chữ: Bảy trăm triệu"));
        assert!(!is_sentence("III.3.1.b") && !is_sentence("3.1.x") && !is_sentence("mục 3.1.b"));
    }

    #[test]
    fn words_that_introduce_a_task() {
        assert_eq!(led("Nhiệm vụ 3.1.b: máy móc"), Some("3.1.b: máy móc"));
        assert_eq!(led("MÃ NHIỆM VỤ: 6"), Some("6"));
        assert_eq!(led("Mục III.2"), Some("III.2"));
        assert_eq!(led("Nhiệm kỳ 3.1.b"), None);
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
