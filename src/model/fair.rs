//! One fair (hội chợ) that several rows name: it is one unit of its task's quantity, whoever goes there.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ids::TaskId;
use super::input::Input;
use super::project::{Project, Stage};
use super::text;

/// A fair, as rows of one task, year and stage name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fair {
    task: TaskId,
    year: i32,
    stage: Stage,
    name: String,
}

impl Fair {
    /// The fair of a row; nothing where it names none.
    pub fn of(project: &Project) -> Option<Self> {
        let name = text::key(project.event.text());
        let named = !name.is_empty();
        named.then_some(Self { task: project.task.task?, year: project.year?, stage: project.stage, name })
    }
}

/// Lets every fair count once: the first row that counts, in the order of the inputs, holds its quantity, and later
/// rows add only what they say beyond it. So a sum over rows is right whatever it is a sum of.
pub fn count_once(inputs: &mut [Input]) {
    let mut counted: BTreeMap<Fair, Decimal> = BTreeMap::new();
    for input in inputs {
        let rows: Vec<(usize, usize)> = input.counted().map(|(table, project, _)| (table, project)).collect();
        for (table, project) in rows {
            let row = &mut input.tables[table].projects[project];
            let Some(fair) = Fair::of(row) else { continue };
            let before = counted.entry(fair).or_default();
            row.counted_before = row.stated_quantity().min(*before);
            *before = (*before).max(row.stated_quantity());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{input, project};
    use crate::programme::load;

    fn fair(unit: &str, name: &str) -> Project {
        let mut row = project(&load::embedded().unwrap(), unit, "4.1.d").costing(&[0, 40, 10, 0]);
        row.event.value = Some(name.into());
        row
    }

    fn quantities(files: Vec<Vec<Project>>) -> Vec<i64> {
        let mut inputs: Vec<Input> = files.into_iter().map(|rows| input("a.xlsx", rows)).collect();
        count_once(&mut inputs);
        let counted = |row: &Project| i64::try_from(row.counted_quantity()).unwrap();
        inputs.iter().flat_map(|input| input.counted().map(|(.., row)| counted(row)).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn a_fair_of_several_units_counts_at_its_first_row() {
        let one = vec![fair("Phong Thổ", "Hội chợ Tây Bắc"), fair("Phong Thổ", "HỘI CHỢ  TÂY BẮC.")];
        assert_eq!(quantities(vec![one, vec![fair("Tân Uyên", "hội chợ Tây Bắc")]]), [1, 0, 0]);
    }

    #[test]
    fn other_fairs_years_stages_and_rows_without_a_name_count_by_themselves() {
        let here = || fair("Phong Thổ", "Hội chợ Tây Bắc");
        let approved = Project { stage: Stage::Approved, ..here() };
        let rows = vec![here(), fair("Phong Thổ", "Hội chợ Hà Nội"), here().in_year(2024), approved];
        assert_eq!(quantities(vec![rows, vec![fair("Tân Uyên", ""), fair("Tân Uyên", "")]]), [1; 6]);
    }

    #[test]
    fn a_row_of_more_fairs_adds_what_is_beyond() {
        let row = |quantity| fair("Phong Thổ", "Hội chợ").times(quantity);
        assert_eq!(quantities(vec![vec![row(1), row(3), row(2)]]), [1, 2, 0]);
    }

    #[test]
    fn a_row_that_does_not_count_holds_no_fair() {
        let mut unread = fair("Phong Thổ", "Hội chợ");
        unread.counted = false;
        assert_eq!(quantities(vec![vec![unread, fair("Tân Uyên", "Hội chợ")]]), [1]);
    }
}
