//! What a text names: a task or a section of the programme, by its code, by its name, or by both.

use crate::model::{TaskId, text};
use crate::programme::Programme;

/// How like two names must be for one to be suggested for the other.
const LIKENESS: f64 = 0.8;

/// A task by a code of several parts, whatever joins them: "3.1.b", "II-2". A bare "2" numbers rows.
pub fn structured(code: &str, programme: &Programme) -> Option<TaskId> {
    code.contains(|c: char| !c.is_alphanumeric()).then(|| programme.read_task_code(code)).flatten()
}

/// The task whose code of several parts stands before some words: "3.1.b. Máy móc", "Nhiệm vụ 3.1.b: máy móc". "Nội
/// dung 2" counts the contents of a group: a number alone is no code there.
pub fn by_code_before(label: &str, programme: &Programme) -> Option<TaskId> {
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
pub fn in_parentheses(label: &str) -> Option<&str> {
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

/// "3.1.b. Hỗ trợ …" without what numbers it.
pub fn without_number(label: &str) -> &str {
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

/// A task's code with the decision's roman section before it: "III.3.1.b", "III-6".
pub fn is_clause(text: &str) -> bool {
    let rest = text.trim_start_matches(['I', 'V', 'X']);
    rest.len() < text.len() && rest.trim_start_matches(['.', '-', '/', ' ']).starts_with(|c: char| c.is_ascii_digit())
}

pub fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The tasks whose names are near to these words; a suggestion, never a decision.
pub fn near(label: &str, programme: &Programme) -> Vec<TaskId> {
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
    fn a_code_in_parentheses_at_the_end() {
        assert_eq!(in_parentheses("Hỗ trợ máy móc (3.1.b)"), Some("3.1.b"));
        assert_eq!(in_parentheses("Nhãn hiệu (mục III.4.1.đ) "), Some("III.4.1.đ"));
        assert_eq!(in_parentheses("Máy móc (hỗ trợ) 3.1.b"), None);
    }

    #[test]
    fn words_that_introduce_a_task() {
        assert_eq!(led("Nhiệm vụ 3.1.b: máy móc"), Some("3.1.b: máy móc"));
        assert_eq!(led("MÃ NHIỆM VỤ: 6"), Some("6"));
        assert_eq!(led("Mục III.2"), Some("III.2"));
        assert_eq!(led("Nhiệm kỳ 3.1.b"), None);
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
}
