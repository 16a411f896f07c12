//! GT08: the year is outside the programme, is no year, or is not the submission's.

use crate::model::{Area, Code, Fault, Finding, Project, ProjectRef, Severity, Table};
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::GT08,
    severity: Severity::Error,
    severity_note: "Cảnh báo, nếu năm của dòng thuộc giai đoạn của Chương trình nhưng khác năm của bản nộp: năm của dòng được tính.",
    title: "Năm không đúng",
    what: "Năm thực hiện nằm ngoài giai đoạn của Chương trình, không phải là năm, không tìm thấy, hoặc khác năm ghi ở tiêu đề bản nộp.",
    why: "Đề án không có năm, hoặc có năm ngoài giai đoạn, không cộng được vào phụ lục phân kỳ.",
    basis: "Chương trình, {phân kỳ} (giai đoạn và phân kỳ thực hiện).",
    example: "Chương trình giai đoạn 2021-2025, dòng ghi năm 2032.",
    mend: "Sửa lại năm ở dòng hoặc ở phần tiêu đề.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, at: TableRef, table: &Table) -> Vec<Finding> {
    let of_rows = at.projects(table).filter_map(|(at, project)| of_row(context, table, at, project));
    of_table(context, table).into_iter().chain(of_rows).collect()
}

/// What is wrong with the year of the table as a whole; said once.
fn of_table(context: &Context<'_>, table: &Table) -> Option<Finding> {
    let (message, found) = match table.year.year {
        Some(year) if context.programme.years().contains(&year) => return None,
        Some(year) => (format!("Năm của bản nộp là {year}, ngoài giai đoạn {}.", period(context)), Some(year)),
        None if has_no_year(table) => ("Không tìm thấy năm của bản nộp.".to_owned(), None),
        None => return None,
    };
    let cell = table.year.at.map_or_else(|| table.head(), Area::from);
    let finding = Finding::new(
        Code::GT08,
        Severity::Error,
        message,
        format!("Ghi năm thuộc giai đoạn {} ở phần tiêu đề hoặc ở cột Năm thực hiện.", period(context)),
    )
    .at(table.place([cell]));
    let finding = words::about_table(finding, table);
    Some(match found {
        Some(year) => finding.compare(year.to_string(), period(context)),
        None => finding,
    })
}

/// Whether neither the head nor any row says a year; a year that cannot be read is said.
fn has_no_year(table: &Table) -> bool {
    let says_nothing = |row: &Project| row.year.is_none() && row.year_entry.fault.is_none();
    !table.projects.is_empty() && table.projects.iter().all(says_nothing)
}

fn of_row(context: &Context<'_>, table: &Table, at: ProjectRef, project: &Project) -> Option<Finding> {
    let entry = &project.year_entry;
    let programme = context.programme;
    let stated = table.year.year;
    let (severity, message, expected) = match (entry.value, entry.fault.as_deref()) {
        (Some(year), _) if !programme.years().contains(&year) => (
            Severity::Error,
            format!("Năm {year} nằm ngoài giai đoạn {}; đề án không được cộng.", period(context)),
            period(context),
        ),
        (Some(year), _) => {
            let other = stated.filter(|stated| *stated != year && programme.years().contains(stated))?;
            (
                Severity::Warning,
                format!("Dòng ghi năm {year}, bản nộp là của năm {other}; đề án được tính vào năm {year}."),
                other.to_string(),
            )
        }
        (None, Some(Fault::NotAYear)) => (
            Severity::Error,
            format!("Cột \"Năm thực hiện\" ghi \"{}\", không phải là năm.", entry.written),
            period(context),
        ),
        (None, None) if project.year.is_none() && !has_no_year(table) => {
            (Severity::Error, "Không có năm thực hiện; đề án không được cộng.".to_owned(), period(context))
        }
        _ => return None,
    };
    let cell = entry.at.or(project.name.at).or(project.total.at);
    let finding = Finding::new(Code::GT08, severity, message, "Sửa lại năm ở dòng này hoặc ở phần tiêu đề.")
        .at(project.place([cell]))
        .about(at, project);
    Some(match (entry.value, entry.written.as_ref()) {
        (Some(year), _) => finding.compare(year.to_string(), expected),
        (None, "") => finding,
        (None, written) => finding.compare(written, expected),
    })
}

/// "2021-2025".
fn period(context: &Context<'_>) -> String {
    format!("{}-{}", context.programme.first_year, context.programme.last_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Figure};
    use crate::rules::testing::{cells, check, row, table};

    #[test]
    fn a_row_of_a_year_outside_the_programme_is_an_error_at_its_cell() {
        for (year, outside) in [(2020, true), (2021, false), (2025, false), (2026, true)] {
            let found = check(table().year(year.clamp(2021, 2025)).row(row("3.1.b").year(year)));
            if outside {
                let finding = found.only(Code::GT08);
                assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["J9".to_owned()]));
                let limits = Figure::Text("2021-2025".to_owned());
                assert_eq!((finding.actual, finding.expected), (Some(Figure::Text(year.to_string())), Some(limits)));
            } else {
                found.silent(Code::GT08);
            }
        }
    }

    #[test]
    fn a_row_of_another_year_of_the_programme_is_a_warning() {
        let finding = check(table().year(2023).row(row("3.1.b").year(2024))).only(Code::GT08);
        assert_eq!((finding.severity, finding.year), (Severity::Warning, Some(2024)));
        check(table().year(2023).row(row("3.1.b").year(2023))).silent(Code::GT08);
    }

    #[test]
    fn a_table_of_a_year_outside_the_programme_is_named_once() {
        let finding = check(table().year(2026).row(row("3.1.b")).row(row("3.1.b"))).only(Code::GT08);
        assert_eq!((finding.project, finding.year), (None, Some(2026)));
    }

    #[test]
    fn a_table_without_a_year_is_named_once_and_a_row_without_one_by_itself() {
        let finding = check(table().no_year().row(row("3.1.b")).row(row("3.1.b"))).only(Code::GT08);
        assert_eq!(finding.first_cell(), Some(table().head()));
        let mixed = table().no_year().row(row("3.1.b").year(2023)).row(row("3.1.b").blank(Field::Year));
        assert_eq!(cells(&check(mixed).only(Code::GT08)), ["J10"]);
        check(table().no_year()).silent(Code::GT08);
    }

    #[test]
    fn text_that_is_no_year_is_an_error() {
        let finding = check(table().row(row("3.1.b").fault(Field::Year, "quý I", Fault::NotAYear))).only(Code::GT08);
        assert!(finding.message.contains("\"quý I\""), "{}", finding.message);
    }
}
