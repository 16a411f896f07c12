//! Task codes in every spelling that submissions use: `3.1.b`, `III.3.1.b`, `3.1b`, `3.1.b)`, `III-3.1b`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Programme, Task};
use crate::model::{SectionId, TaskId, text};

impl Programme {
    /// The task that a written code means, in any usual spelling; `đ` and `d` are two letters.
    pub fn read_task_code(&self, written: &str) -> Option<TaskId> {
        let said = self.without_prefix(tokens(written));
        (!said.is_empty()).then(|| self.task_ids().find(|id| tokens(&self.task(*id).code) == said)).flatten()
    }

    /// The section that a written number means, in the same spellings as a task's code.
    pub fn read_section_code(&self, written: &str) -> Option<SectionId> {
        let said = self.without_prefix(tokens(written));
        let found = || self.sections.iter().position(|section| tokens(&section.code) == said);
        (!said.is_empty()).then(found).flatten().map(SectionId)
    }

    /// The tasks whose codes begin with a written one that is no task's: "3.1" of 3.1.a and 3.1.b.
    pub fn tasks_under(&self, written: &str) -> Vec<TaskId> {
        let said = self.without_prefix(tokens(written));
        let begins = |id: &TaskId| {
            let code = tokens(&self.task(*id).code);
            code.len() > said.len() && code.starts_with(&said)
        };
        if said.is_empty() { Vec::new() } else { self.task_ids().filter(begins).collect() }
    }

    /// Whether two tasks' codes are one number: "1.1" and "1.10". A spreadsheet that looks for one finds both.
    pub fn has_codes_of_one_number(&self) -> bool {
        let number = |task: &Task| task.code.trim().replace(',', ".").parse::<Decimal>().ok();
        let mut seen = BTreeSet::new();
        self.tasks.iter().filter_map(number).any(|number| !seen.insert(number.normalize()))
    }

    /// Whether a text has the shape of a task code, known or not.
    pub fn looks_like_task_code(&self, written: &str) -> bool {
        let said = self.without_prefix(tokens(written));
        let short = |token: &String| token.chars().count() <= 2;
        written.chars().count() <= 16
            && said.first().is_some_and(|first| first.chars().all(|c| c.is_ascii_digit()))
            && said.iter().all(short)
    }

    /// The tasks whose codes are nearest to a written one, for a suggestion.
    pub fn nearest_tasks(&self, written: &str) -> Vec<TaskId> {
        let said = self.without_prefix(tokens(written)).join(".");
        let distance = |id: &TaskId| strsim::damerau_levenshtein(&said, &tokens(&self.task(*id).code).join("."));
        let mut near: Vec<_> = self.task_ids().map(|id| (distance(&id), id)).filter(|(edits, _)| *edits <= 2).collect();
        near.sort_unstable();
        let best = near.first().map(|(edits, _)| *edits);
        near.into_iter().filter(|(edits, _)| Some(*edits) == best).map(|(_, id)| id).take(3).collect()
    }

    fn without_prefix(&self, mut said: Vec<String>) -> Vec<String> {
        if said.first().is_some_and(|word| matches!(word.as_str(), "mục" | "muc")) {
            said.remove(0);
        }
        let prefix = tokens(&self.decision.clause_prefix);
        if !prefix.is_empty() && said.len() > prefix.len() && said.starts_with(&prefix) {
            said.drain(..prefix.len());
        }
        said
    }
}

/// Runs of digits, without zeros before them, and runs of letters, lower case: what is left when separators do not
/// matter.
fn tokens(written: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last_kind = None;
    for c in text::tidy(written).to_lowercase().chars() {
        let kind = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        match (kind, out.last_mut()) {
            (Some(_), Some(token)) if kind == last_kind => token.push(c),
            (Some(_), _) => out.push(c.to_string()),
            (None, _) => {}
        }
        last_kind = kind;
    }
    for token in &mut out {
        let leading = token.len() - token.trim_start_matches('0').len();
        token.drain(..leading.min(token.len() - 1));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::programme::load;

    #[test]
    fn every_usual_spelling_is_one_task() {
        let programme = load::embedded().unwrap();
        let task = programme.task_by_code("3.1.b");
        for written in [
            "3.1.b",
            "III.3.1.b",
            "3.1b",
            "3.1.b)",
            "III-3.1b",
            " 3.1.B ",
            "iii.3.1.b.",
            "3 .1 . b",
            "Mục III.3.1.b",
            "03.01.b",
        ] {
            assert_eq!(programme.read_task_code(written), task, "{written}");
        }
    }

    #[test]
    fn d_with_and_without_a_stroke_are_two_tasks() {
        let programme = load::embedded().unwrap();
        assert_eq!(programme.read_task_code("4.1.đ"), programme.task_by_code("4.1.đ"));
        assert_eq!(programme.read_task_code("4.1.Đ"), programme.task_by_code("4.1.đ"));
        assert_eq!(programme.read_task_code("4.1.d"), programme.task_by_code("4.1.d"));
        assert_ne!(programme.task_by_code("4.1.d"), programme.task_by_code("4.1.đ"));
    }

    #[test]
    fn digits_are_not_run_together_and_a_section_is_no_task() {
        let programme = load::embedded().unwrap();
        assert_eq!(programme.read_task_code("31b"), None);
        assert_eq!(programme.read_task_code("3.1"), None);
        assert_eq!(programme.read_task_code("III"), None);
        assert_eq!(programme.read_task_code(""), None);
        assert_eq!(programme.read_task_code("2"), programme.task_by_code("2"));
    }

    #[test]
    fn codes_that_a_spreadsheet_would_take_for_one_number() {
        let mut programme = load::embedded().unwrap();
        assert!(!programme.has_codes_of_one_number());
        programme.tasks[0].code = "1.1".to_owned();
        programme.tasks[1].code = "1.10".to_owned();
        assert!(programme.has_codes_of_one_number());
        programme.tasks[1].code = "1.11".to_owned();
        assert!(!programme.has_codes_of_one_number());
    }

    #[test]
    fn a_near_code_is_suggested() {
        let programme = load::embedded().unwrap();
        let near = programme.nearest_tasks("3.1.c");
        assert!(near.contains(&programme.task_by_code("3.1.a").unwrap()));
        assert!(near.contains(&programme.task_by_code("3.1.b").unwrap()));
        assert!(programme.nearest_tasks("hội chợ xuân").is_empty());
    }
}
