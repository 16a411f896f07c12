//! What a run over the plan of some years adds to it: where the programme stands since its first year.

use std::collections::BTreeSet;

use super::comparison::Comparisons;

/// Where the programme stands at the end of the years that a run was asked for.
#[derive(Debug, Clone, Default)]
pub struct Yearly {
    /// The programme's first year.
    pub first: i32,
    /// The last of the years that were asked for.
    pub last: i32,
    /// The years from `first` to `last` of which something was submitted: the cumulative figures hold them all.
    pub summed: BTreeSet<i32>,
    /// The cumulative figures against the programme's figures for the whole period, keyed as those of appendix 01:
    /// each task's quantity, money and sources, then what no task holds, then all.
    pub figures: Comparisons,
    /// How many findings are of other years alone; they are those years' work, and no part of this report.
    pub other_findings: usize,
}

impl Yearly {
    /// The years that the cumulative figures should hold and do not, for nothing was submitted for them.
    pub fn missing(&self) -> impl Iterator<Item = i32> + '_ {
        (self.first..=self.last).filter(|year| !self.summed.contains(year))
    }

    /// "từ năm 2021 đến năm 2023".
    pub fn span(&self) -> String {
        format!("từ năm {} đến năm {}", self.first, self.last)
    }
}
