//! The findings that have no row of their own in "Sai lệch": one row a rule and file, the worst first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::number::vietnamese;
use crate::model::{Code, Finding, Severity};

/// What findings of one row share: waived ones stand apart, for they no longer count.
type Key<'a> = (bool, Severity, Code, Option<&'a str>);

/// One finding for all those of a rule in a file, with the first one's place, unit and words. The gravest stand
/// first, then those of which there are most.
pub fn grouped(findings: &[Finding]) -> Vec<Finding> {
    let mut groups: BTreeMap<Key<'_>, (&Finding, usize)> = BTreeMap::new();
    for finding in findings {
        let file = finding.places.first().map(|place| &*place.file);
        groups.entry((finding.waived, finding.severity, finding.code, file)).or_insert((finding, 0)).1 += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    // The sort is stable, so that equals stay in the order of codes and files.
    groups.sort_by_key(|((waived, severity, ..), (_, count))| (*waived, *severity, Reverse(*count)));
    groups.into_iter().map(|(_, (first, count))| group(first, count)).collect()
}

/// The row of a group; a group of one is that one.
fn group(first: &Finding, count: usize) -> Finding {
    if count == 1 {
        return first.clone();
    }
    let message = format!(
        "{} sai lệch {} của tệp này chưa nêu riêng ở trên. Sai lệch đầu tiên: {}",
        vietnamese(count.into()),
        first.code,
        first.message
    );
    let mut group = Finding::new(first.code, first.severity, message, first.action.clone()).on(first.basis.clone());
    group.places = first.places.iter().take(1).cloned().collect();
    group.unit = first.unit;
    group.waived = first.waived;
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, Place};

    fn finding(code: Code, severity: Severity, file: &str, row: u32) -> Finding {
        let place =
            Place { file: file.into(), sheet: Some("Đề án".into()), cells: vec![CellRef::new(row - 1, 1).into()] };
        Finding::new(code, severity, format!("Dòng {row} sai."), "Sửa.").at([place])
    }

    #[test]
    fn one_row_a_rule_and_file_the_gravest_and_then_the_most_first() {
        let findings = [
            finding(Code::GT01, Severity::Error, "a.xlsx", 9),
            finding(Code::DM01, Severity::Error, "b.xlsx", 10),
            finding(Code::DM01, Severity::Error, "b.xlsx", 11),
            finding(Code::DM06, Severity::Note, "a.xlsx", 1),
            finding(Code::DM06, Severity::Note, "a.xlsx", 2),
            finding(Code::DM06, Severity::Note, "a.xlsx", 3),
            Finding { waived: true, ..finding(Code::DM01, Severity::Error, "b.xlsx", 12) },
        ];
        let groups = grouped(&findings);
        let shown: Vec<_> = groups.iter().map(|group| (group.code, group.waived, group.message.as_str())).collect();
        assert_eq!(
            shown,
            [
                (
                    Code::DM01,
                    false,
                    "2 sai lệch DM01 của tệp này chưa nêu riêng ở trên. Sai lệch đầu tiên: Dòng 10 sai."
                ),
                (Code::GT01, false, "Dòng 9 sai."),
                (
                    Code::DM06,
                    false,
                    "3 sai lệch DM06 của tệp này chưa nêu riêng ở trên. Sai lệch đầu tiên: Dòng 1 sai."
                ),
                (Code::DM01, true, "Dòng 12 sai."),
            ]
        );
        assert_eq!(groups[0].places[0].cells.len(), 1);
    }
}
