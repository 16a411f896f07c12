//! DM07: a carried-over project passes its cap over its years together.

use super::{norms_of, support_cells, whole_quantity};
use crate::model::number::vietnamese;
use crate::model::{Chain, Code, Finding, Money, Project, Severity};
use crate::programme::{Norm, Task};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM07,
    severity: Severity::Error,
    severity_note: "Lưu ý, nếu năm đầu của đề án không có trong đợt này nên chưa đối chiếu được.",
    title: "Đề án chuyển tiếp vượt mức trần qua các năm",
    what: "Phần ngân sách nhà nước hỗ trợ một đề án chuyển tiếp, cộng tất cả các năm, lớn hơn mức trần nhân với số lượng của năm đầu. Các năm được nối theo đơn vị và mã đề án, nếu không có mã thì theo đơn vị, nhiệm vụ và đơn vị thụ hưởng.",
    why: "Chia một đề án ra nhiều năm không làm tăng mức trần.",
    basis: "Định mức của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 1.1.b, một cụm công nghiệp: năm 2022 hỗ trợ 3.000 triệu đồng, năm 2023 chuyển tiếp 3.500 triệu đồng; cộng 6.500, mức trần 6.000, vượt 500 triệu đồng.",
    mend: "Giảm phần hỗ trợ của năm sau; kiểm tra lại mã đề án nếu hai dòng là hai đề án khác nhau.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.chains().iter().flat_map(|chain| find(context, chain)).collect()
}

fn find(context: &Context<'_>, chain: &Chain<'_>) -> Vec<Finding> {
    let Some(first) = chain.first() else {
        return without_first_year(context, chain).into_iter().collect();
    };
    let judged = norms_of(context, first);
    judged.map_or_else(Vec::new, |(task, norms)| norms.judge(|norm| over_cap(context, chain, first, task, norm)))
}

fn over_cap(context: &Context<'_>, chain: &Chain<'_>, first: &Project, task: &Task, norm: &Norm) -> Option<Finding> {
    let cap = norm.cap?;
    let quantity = whole_quantity(first)?;
    let drawn = drawn(chain, norm)?;
    let (support, limit): (Money, Money) = (drawn.iter().map(|(_, amount)| *amount).sum(), cap * quantity);
    let slack: Money = chain.rows.iter().map(|(_, row)| row.rounding(norm.binds.iter().copied())).sum();
    (support > limit + slack).then(|| {
        let years: Vec<String> = drawn.iter().map(|(year, amount)| format!("năm {year}: {amount}")).collect();
        let message = format!(
            "Ngân sách hỗ trợ {support} qua các năm ({}), vượt mức trần {limit} ({cap}/{} × {}).",
            years.join("; "),
            task.measure,
            vietnamese(quantity),
        );
        let action = format!("Giảm phần hỗ trợ {} ở năm sau.", support - limit);
        let finding = Finding::new(Code::DM07, Severity::Error, message, action);
        at_all_years(context, finding, chain, norm).compare(support, limit)
    })
}

/// What each year drew from the sources that the norm binds; nothing where an amount could not be read or is
/// negative, for then the sum says nothing.
fn drawn(chain: &Chain<'_>, norm: &Norm) -> Option<Vec<(i32, Money)>> {
    let of_row = |row: &Project| {
        let negative = norm.binds.iter().any(|source| row.source(*source).is_negative());
        Some((row.year?, row.sum_of(norm.binds.iter().copied()).filter(|_| !negative)?))
    };
    chain.rows.iter().map(|(_, row)| of_row(row)).collect()
}

fn without_first_year(context: &Context<'_>, chain: &Chain<'_>) -> Option<Finding> {
    let (_, row) = chain.rows.last()?;
    let (task, norms) = norms_of(context, row)?;
    let (norm, cap) = norms.all().find_map(|norm| Some((norm, norm.cap?)))?;
    let message = format!(
        "Đề án chuyển tiếp, nhưng năm đầu của đề án không có trong đợt này; chưa đối chiếu được mức trần {cap}/{}.",
        task.measure
    );
    let action = "Kiểm tra cùng với bản nộp của năm đầu; nếu đã có, ghi cùng mã đề án ở các năm.";
    let finding = Finding::new(Code::DM07, Severity::Note, message, action);
    Some(at_all_years(context, finding, chain, norm))
}

/// The places of all years, the latest first, for it is the one that can still be corrected.
fn at_all_years(context: &Context<'_>, finding: Finding, chain: &Chain<'_>, norm: &Norm) -> Finding {
    let cells = |row: &Project| row.place(support_cells(context.programme, norm, row));
    let finding = chain.rows.iter().rev().map(|(_, row)| cells(row)).fold(finding, Finding::at).on(&norm.basis);
    match chain.rows.last() {
        Some((at, row)) => finding.about(*at, row),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{Row, Run, cells, dong, file, money, row, run, source, table};

    fn cluster(national: i64) -> Row {
        row("1.1.b").beneficiary("Chủ đầu tư cụm").dong([national, 0, 14_000_000_000, 0])
    }

    /// The first year in one file, the carried-over year in another.
    fn two_years(first: Row, second: Row) -> Run {
        run([
            file("2022.xlsx").table(table().year(2022).row(first)),
            file("2023.xlsx").table(table().year(2023).row(second.quantity("0").carried_over())),
        ])
    }

    #[test]
    fn one_dong_above_the_cap_over_both_years_is_an_error() {
        // 1.1.b: 6.000 triệu/cụm.
        let with = |second: i64| two_years(cluster(3_000_000_000), cluster(second));
        with(2_999_999_999).silent(Code::DM07);
        with(3_000_000_000).silent(Code::DM07);
        let finding = with(3_000_000_001).only(Code::DM07);
        assert_eq!((finding.actual.clone(), finding.expected.clone()), (Some(dong(6_000_000_001)), Some(money(6_000))));
        assert_eq!((finding.severity, finding.year), (Severity::Error, Some(2023)));
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!((files, cells(&finding)), (vec!["2023.xlsx", "2022.xlsx"], vec!["S9".to_owned()]));
        let nothing = two_years(cluster(6_000_000_001), cluster(0)).only(Code::DM07);
        assert_eq!((nothing.places.len(), cells(&nothing)), (2, vec!["S9".to_owned()]), "even where a year has none");
    }

    #[test]
    fn the_ceiling_is_that_of_the_first_years_quantity() {
        two_years(cluster(6_000_000_000).quantity("2"), cluster(6_000_000_000)).silent(Code::DM07);
        two_years(cluster(6_000_000_000).quantity("2"), cluster(6_000_000_001)).only(Code::DM07);
    }

    #[test]
    fn a_missing_first_year_is_a_note_where_there_is_a_cap() {
        let alone = |row: Row| run([file("2023.xlsx").table(table().row(row.quantity("0").carried_over()))]);
        assert_eq!(alone(cluster(3_000_000_000)).only(Code::DM07).severity, Severity::Note);
        alone(row("4.1.b").trieu([1_920, 500, 0, 0])).silent(Code::DM07);
    }

    #[test]
    fn a_missing_first_year_is_told_the_cap_of_the_latest() {
        let year = |year| {
            let row = cluster(3_000_000_000).quantity("0").carried_over();
            file(&format!("{year}.xlsx")).table(table().year(year).row(row))
        };
        let found = run([year(2022), year(2023)]).catalogue(|programme| {
            let task = programme.task_by_code("1.1.b").unwrap();
            let norms = &mut programme.tasks[task.index()].norms;
            norms.push(Norm {
                from: Some("2023-01-01".parse().unwrap()),
                cap: Some(Money::from_trieu(7_000)),
                ..norms[0].clone()
            });
            norms[0].until = Some("2022-12-31".parse().unwrap());
        });
        let finding = found.only(Code::DM07);
        assert_eq!(finding.severity, Severity::Note);
        assert!(finding.message.contains("7.000 triệu đồng/cụm"), "{}", finding.message);
    }

    #[test]
    fn an_unreadable_or_negative_year_is_not_judged() {
        let national = Field::Source(source("national"));
        let faulty = cluster(1).fault(national, "x", Fault::NotANumber);
        two_years(cluster(6_000_000_001), faulty).silent(Code::DM07);
        two_years(cluster(-1), cluster(6_000_000_002)).silent(Code::DM07);
        let machine = |amounts| row("3.1.b").beneficiary("HTX Chè A").dong(amounts);
        let first = machine([-1, 300_000_001, 400_000_000, 0]);
        two_years(first, machine([0, 300_000_000, 400_000_000, 0])).silent(Code::DM07);
    }

    #[test]
    fn projects_that_are_not_carried_over_are_not_chained() {
        run([
            file("2022.xlsx").table(table().year(2022).row(cluster(6_000_000_000))),
            file("2023.xlsx").table(table().year(2023).row(cluster(6_000_000_000))),
        ])
        .silent(Code::DM07);
    }

    #[test]
    fn one_dong_is_allowed_for_each_rounded_cell() {
        let exact = |dong: &str| cluster(0).exact(Field::Source(source("national")), dong);
        let with = |second: &str| two_years(exact("3000000000.4"), exact(second));
        with("2999999999.6").silent(Code::DM07);
        with("3000000002.4").silent(Code::DM07);
        with("3000000002.6").only(Code::DM07);
    }
}
