//! TR03: one tax code under two names, or one name under two tax codes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Code, Finding, Project, ProjectRef, Severity, beneficiary};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TR03,
    severity: Severity::Warning,
    severity_note: "",
    title: "Mã số thuế và tên cơ sở không khớp nhau",
    what: "Một mã số thuế đi với hai tên đơn vị thụ hưởng (không phân biệt chữ hoa, dấu, dấu cách và loại hình), hoặc một tên, cùng loại hình, đi với hai mã số thuế.",
    why: "Mã số thuế là căn cứ để biết một cơ sở có được hỗ trợ trùng hay không; ghi sai thì không kiểm tra được.",
    basis: "Yêu cầu của biểu đăng ký đề án.",
    example: "Mã số thuế 6200000001 ghi \"HTX Chè A\" ở dòng 9 và \"HTX Mật ong B\" ở dòng 12.",
    mend: "Kiểm tra lại mã số thuế và tên; nếu cơ sở đã đổi tên hoặc là hai cơ sở trùng tên thì giải trình.",
    check: Check::Run(check),
};

const ACTION: &str = "Kiểm tra lại mã số thuế và tên cơ sở; đã đổi tên hoặc trùng tên thì giải trình.";

type Rows<'a> = Vec<(ProjectRef, &'a Project, String)>;

fn check(context: &Context<'_>) -> Vec<Finding> {
    // By tax code the bare names; by name, its legal form included, the tax codes.
    let (mut by_code, mut by_name) = (BTreeMap::<String, Rows<'_>>::new(), BTreeMap::<_, Rows<'_>>::new());
    for (at, project) in context.projects() {
        let Some(code) = beneficiary::tax_code(project) else { continue };
        let Some(name) = context.beneficiaries.name(at) else { continue };
        by_code.entry(code.clone()).or_default().push((at, project, name.name.clone()));
        by_name.entry(name).or_default().push((at, project, code));
    }
    let differ = |rows: &Rows<'_>| rows.iter().map(|(.., told)| told).collect::<BTreeSet<_>>().len() > 1;
    let mut found: Vec<(ProjectRef, Finding)> = Vec::new();
    for (code, rows) in by_code.iter().filter(|(_, rows)| differ(rows)) {
        let names = words::beneficiaries(rows.iter().map(|(_, row, _)| *row));
        let message = format!("Mã số thuế {code} đi với nhiều tên: {names}.");
        found.extend(finding(rows, message, |row| row.beneficiary.at));
    }
    for rows in by_name.values().filter(|rows| differ(rows)) {
        let codes: BTreeSet<&str> = rows.iter().map(|(.., code)| code.as_str()).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let names = words::beneficiaries(rows.iter().map(|(_, row, _)| *row));
        let message = format!("{names} đi với nhiều mã số thuế: {}.", codes.join(", "));
        found.extend(finding(rows, message, |row| row.tax_code.at));
    }
    found.sort_by_key(|(first, _)| *first);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// One finding for all rows, at the cells of the later ones first, with the first row to sort by.
fn finding(
    rows: &Rows<'_>,
    message: String,
    cell: impl Fn(&Project) -> Option<CellRef>,
) -> Option<(ProjectRef, Finding)> {
    let ((first, ..), (at, last, _)) = (rows.first()?, rows.last()?);
    let mut finding = Finding::new(Code::TR03, Severity::Warning, message, ACTION).about(*at, last);
    // It is the beneficiary that is in doubt, whatever the task.
    finding.task = None;
    Some((*first, rows.iter().rev().map(|(_, row, _)| row.place([cell(row)])).fold(finding, Finding::at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{Row, Run, cells, check, file, row, run, table};

    fn firm(name: &str, code: &str) -> Row {
        row("6").beneficiary(name).tax_code(code)
    }

    fn two(first: Row, second: Row) -> Run {
        check(table().row(first).row(second))
    }

    #[test]
    fn one_code_under_two_names_is_a_warning_that_shows_both() {
        let finding = two(firm("HTX Chè A", "6200000001"), firm("HTX Mật ong B", "6200 000 001")).only(Code::TR03);
        assert_eq!(
            (finding.severity, cells(&finding), finding.places.len()),
            (Severity::Warning, vec!["E10".to_owned()], 2)
        );
        assert!(finding.message.contains("\"HTX Chè A\" / \"HTX Mật ong B\""), "{}", finding.message);
        assert_eq!(finding.project.map(|at| at.project), Some(1));
    }

    #[test]
    fn one_name_under_two_codes_is_a_warning_at_the_codes() {
        let finding = two(firm("HTX Chè A", "6200000001"), firm("Hợp tác xã CHÈ A", "6200000002")).only(Code::TR03);
        assert_eq!(cells(&finding), ["H10"]);
        assert!(finding.message.contains("6200000001, 6200000002"), "{}", finding.message);
    }

    #[test]
    fn one_code_under_one_name_in_other_letters_is_none() {
        two(firm("HTX Chè A", "6200000001"), firm("HỢP TÁC XÃ CHÈ A.", "6200000001")).silent(Code::TR03);
        two(firm("HTX Chè A", "6200000001"), firm("HTX Chè B", "6200000002")).silent(Code::TR03);
    }

    #[test]
    fn a_company_and_a_cooperative_of_one_name_are_two_names() {
        two(firm("HTX Hoa Ban", "6200000001"), firm("Công ty TNHH Hoa Ban", "6200000002")).silent(Code::TR03);
    }

    #[test]
    fn blank_codes_and_remarks_say_nothing() {
        two(row("6").beneficiary("HTX Chè A"), firm("HTX Chè A", "6200000001")).silent(Code::TR03);
        two(firm("HTX Chè A", "chưa có"), firm("HTX Chè B", "chưa có")).silent(Code::TR03);
        let other = file("b.xlsx").table(table().unit("Tân Uyên").row(firm("HTX B", "6200000001")));
        run([file("a.xlsx").table(table().row(firm("HTX A", "6200000001"))), other]).only(Code::TR03);
    }

    #[test]
    fn names_stand_in_the_order_of_their_first_rows() {
        let rows =
            [firm("B", "6200000002"), firm("A", "6200000001"), firm("A 1", "6200000001"), firm("B 1", "6200000002")];
        let found = check(table().rows(rows)).times(Code::TR03, 2);
        assert!(found[0].message.contains("6200000002") && found[1].message.contains("6200000001"));
    }
}
