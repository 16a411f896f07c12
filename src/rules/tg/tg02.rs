//! TG02: a total or subtotal row differs from the rows that it covers.

use crate::model::number::vietnamese;
use crate::model::{Code, Entry, Field, Finding, Money, Project, Severity, Table, TotalRow};
use crate::rules::cells::column_sum;
use crate::rules::{Check, Context, Rule, TableRef, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TG02,
    severity: Severity::Error,
    severity_note: "Lưu ý, nếu số gõ tay ít chữ số hơn các dòng và chênh lệch nằm trong phạm vi làm tròn của số đó.",
    title: "Dòng tổng khác các dòng chi tiết",
    what: "Số ghi ở dòng tổng hoặc dòng cộng khác tổng các dòng đề án mà dòng đó bao gồm. Dòng tổng chỉ được đối chiếu, không được cộng.",
    why: "Có thể thiếu đề án, thừa đề án, hoặc công thức bỏ sót dòng.",
    basis: "Yêu cầu của biểu đăng ký đề án: dòng tổng bằng tổng các đề án.",
    example: "Dòng \"Tổng cộng\" ghi NS tỉnh 900 triệu đồng, ba đề án cộng lại 950 triệu đồng.",
    mend: "Sửa công thức của dòng tổng, hoặc bổ sung đề án còn thiếu.",
    check: Check::Table(check),
};

fn check(context: &Context<'_>, _: TableRef, table: &Table) -> Vec<Finding> {
    table.totals.iter().flat_map(|row| of_row(context, table, row)).collect()
}

fn of_row(context: &Context<'_>, table: &Table, row: &TotalRow) -> Vec<Finding> {
    let amounts = row.amounts.iter().enumerate();
    amounts
        .filter_map(|(at, (field, entry))| {
            let slack = row.slack.get(at).copied().unwrap_or_default();
            find(context, table, row, &Written { field: *field, entry, slack })
        })
        .collect()
}

/// One amount of a total row.
struct Written<'a> {
    field: Field,
    entry: &'a Entry<Money>,
    /// Half the last digit typed.
    slack: Money,
}

/// What the rows of one reading add up to.
struct Reading {
    rows: usize,
    sum: Money,
    /// One đồng for each amount that was rounded to whole đồng.
    rounding: Money,
}

fn find(context: &Context<'_>, table: &Table, row: &TotalRow, written: &Written<'_>) -> Option<Finding> {
    let amount = written.entry.value?;
    let readings = readings(table, row, written)?;
    let within = |slack: &dyn Fn(&Reading) -> Money| {
        readings.iter().find(|reading| words::distance(amount, reading.sum) <= slack(reading))
    };
    if within(&|reading| reading.rounding).is_some() {
        return None;
    }
    let rounded = within(&|reading| reading.rounding + written.slack);
    let severity = if rounded.is_some() { Severity::Note } else { Severity::Error };
    let reading = rounded.or(readings.first())?;
    let (message, action) = sentences(context, row, written.field, amount, reading, severity);
    let finding = Finding::new(Code::TG02, severity, message, action).at(table.place(written.entry.at));
    let finding = words::about_table(finding, table).compare(amount, reading.sum);
    Some(match written.field {
        Field::Source(source) => finding.of_source(source),
        _ => finding,
    })
}

/// Every reading of what the row covers; nothing where an amount of the likeliest is unreadable, for then no
/// difference can be told. An unreadable amount outside of the row's own block hinders only the readings that reach it.
fn readings(table: &Table, row: &TotalRow, written: &Written<'_>) -> Option<Vec<Reading>> {
    let of_total = words::rounding_slack([written.entry]);
    let mut readings = row.covers.iter().map(|covers| {
        let rows: Vec<&Project> = covers.iter().filter_map(|at| table.lines().get(*at)).collect();
        let (sum, rounding) = column_sum(written.field, rows.iter().copied())?;
        Some(Reading { rows: rows.len(), sum, rounding: rounding + of_total })
    });
    let likeliest = readings.next()??;
    Some(std::iter::once(likeliest).chain(readings.flatten()).collect())
}

fn sentences(
    context: &Context<'_>,
    row: &TotalRow,
    field: Field,
    amount: Money,
    reading: &Reading,
    severity: Severity,
) -> (String, &'static str) {
    let rows = vietnamese(reading.rows.into());
    let compared = format!(
        "Dòng \"{}\", cột \"{}\" ghi {amount}; {rows} đề án của dòng này cộng lại {}",
        row.label,
        context.programme.header(field),
        reading.sum,
    );
    if severity == Severity::Note {
        (format!("{compared}, chênh trong phạm vi làm tròn của số đã ghi."), "Nên ghi đủ chữ số ở dòng tổng.")
    } else {
        (format!("{compared}."), "Sửa công thức của dòng tổng, hoặc bổ sung đề án còn thiếu.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fault;
    use crate::rules::testing::{Row, TableOf, cells, check, dong, row, source, table};

    fn provincial() -> Field {
        Field::Source(source("provincial"))
    }

    fn projects() -> [Row; 2] {
        [row("3.1.b").dong([0, 100, 100, 0]), row("3.1.b").dong([0, 200, 200, 0])]
    }

    /// Two projects, and a total row that covers both and holds one amount.
    fn totalled(field: Field, amount: i64, slack: i64) -> TableOf {
        table().rows(projects()).total(field, amount, slack, &[&[0, 1]])
    }

    #[test]
    fn one_dong_off_is_named_at_the_total() {
        let finding = check(totalled(provincial(), 299, 0)).only(Code::TG02);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["T11".to_owned()]));
        assert_eq!((finding.actual, finding.expected), (Some(dong(299)), Some(dong(300))));
        assert_eq!(finding.source, Some(source("provincial")));
        assert_eq!(
            finding.message,
            "Dòng \"Tổng cộng\", cột \"NS tỉnh\" ghi 299 đồng; 2 đề án của dòng này cộng lại 300 đồng."
        );
        check(totalled(provincial(), 300, 0)).silent(Code::TG02);
        check(totalled(provincial(), 301, 0)).only(Code::TG02);
        check(totalled(Field::Total, 600, 0)).silent(Code::TG02);
        check(totalled(Field::Total, 601, 0)).only(Code::TG02);
    }

    #[test]
    fn a_difference_within_the_digits_typed_is_a_note() {
        for (amount, severity) in
            [(294, Severity::Error), (295, Severity::Note), (305, Severity::Note), (306, Severity::Error)]
        {
            assert_eq!(check(totalled(provincial(), amount, 5)).only(Code::TG02).severity, severity, "{amount}");
        }
        check(totalled(provincial(), 300, 5)).silent(Code::TG02);
        let note = check(totalled(provincial(), 295, 5)).only(Code::TG02).message;
        assert!(note.ends_with("cộng lại 300 đồng, chênh trong phạm vi làm tròn của số đã ghi."), "{note}");
    }

    #[test]
    fn any_reading_that_ties_is_enough_and_the_likeliest_is_named_otherwise() {
        let with = |amount| check(table().rows(projects()).total(provincial(), amount, 0, &[&[0, 1], &[1]]));
        with(200).silent(Code::TG02);
        assert_eq!(with(201).only(Code::TG02).expected, Some(dong(300)));
    }

    #[test]
    fn a_written_total_is_compared_as_written_even_where_the_project_does_not_add_up() {
        let off = table().row(row("3.1.b").dong([0, 100, 100, 0]).total_dong(250)).row(row("6").dong([0, 1, 1, 0]));
        let found = check(off.total(Field::Total, 252, 0, &[&[0, 1]]));
        found.silent(Code::TG02);
        found.only(Code::TG01);
    }

    #[test]
    fn a_column_with_an_unreadable_amount_is_not_compared_the_others_are() {
        let faulty = || table().row(row("6").dong([0, 1, 1, 0]).fault(provincial(), "x", Fault::NotANumber));
        check(faulty().total(provincial(), 5, 0, &[&[0]])).silent(Code::TG02);
        check(faulty().total(Field::Source(source("own")), 5, 0, &[&[0]])).only(Code::TG02);
        let blank = table().row(row("6").dong([0, 1, 1, 0]).blank(Field::Total));
        check(blank.total(Field::Total, 5, 0, &[&[0]])).silent(Code::TG02);
    }

    #[test]
    fn an_unreadable_amount_of_another_block_hinders_the_readings_that_reach_it_alone() {
        let rows = || {
            let faulty = row("6").dong([0, 1, 1, 0]).fault(provincial(), "x", Fault::NotANumber);
            table().row(faulty).row(row("6").beneficiary("HTX khác").dong([0, 2, 2, 0]))
        };
        let own_block = check(rows().total(provincial(), 5, 0, &[&[1], &[0, 1]]));
        assert_eq!(own_block.only(Code::TG02).expected, Some(dong(2)));
        check(rows().total(provincial(), 5, 0, &[&[0, 1], &[1]])).silent(Code::TG02);
    }

    #[test]
    fn one_dong_is_allowed_for_each_rounded_cell() {
        let with = |amount| {
            let rounded = row("6").dong([0, 100, 0, 0]).exact(provincial(), "100.4");
            check(table().row(rounded).total(provincial(), amount, 0, &[&[0]]))
        };
        with(101).silent(Code::TG02);
        with(102).only(Code::TG02);
        let total = |dong: &str| {
            let rounded = row("6").dong([0, 100, 0, 0]).exact(provincial(), "100.4");
            check(table().row(rounded).rounded_total(provincial(), dong, &[&[0]]))
        };
        total("102.4").silent(Code::TG02);
        total("102.6").only(Code::TG02);
    }
}
