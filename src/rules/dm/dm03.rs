//! DM03: more booths or people per unit than the norm allows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::norm_of;
use crate::model::number::vietnamese;
use crate::model::{Code, Fair, Finding, Project, ProjectRef, Severity};
use crate::programme::{ScaleLimit, Task};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::DM03,
    severity: Severity::Error,
    severity_note: "Cảnh báo, nếu con số của Chương trình chỉ là dự kiến (số người một lớp, một đoàn).",
    title: "Quy mô vượt mức cho phép",
    what: "Số gian hàng một hội chợ (hoặc số người một lớp, một đoàn) lớn hơn mức của Chương trình. Quy mô tính cho một đơn vị số lượng. Nhiều đề án cùng ghi một tên hội chợ (cùng nhiệm vụ, năm, giai đoạn), kể cả của nhiều đơn vị, thì cộng số gian hàng lại.",
    why: "Chương trình giới hạn số gian hàng tiêu chuẩn được hỗ trợ cho mỗi hội chợ, triển lãm, không phải cho mỗi đơn vị.",
    basis: "Số lượng và định mức của từng nhiệm vụ tại {nhiệm vụ} của Chương trình.",
    example: "Nhiệm vụ 4.1.d, một hội chợ, đăng ký 12 gian hàng; tối đa 10 gian hàng/hội chợ.",
    mend: "Giảm số gian hàng; nếu là tổng của nhiều hội chợ, ghi số gian của một hội chợ và số lượng hội chợ, hoặc ghi đúng tên từng hội chợ.",
    check: Check::Run(check),
};

type Row<'a> = (ProjectRef, &'a Project);

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut by_fair: BTreeMap<Fair, Vec<Row<'_>>> = BTreeMap::new();
    let mut found: Vec<(ProjectRef, Option<Finding>)> = Vec::new();
    for (at, project) in context.projects().filter(|(_, project)| project.scale.value.is_some()) {
        match Fair::of(project) {
            Some(fair) => by_fair.entry(fair).or_default().push((at, project)),
            None => found.push((at, find(context, &[(at, project)]))),
        }
    }
    let distinct = |rows| context.without_copies(rows, |row: &Row<'_>| *row);
    let of_fairs = by_fair.into_values().map(distinct);
    found.extend(of_fairs.filter_map(|rows| Some((rows.first()?.0, find(context, &rows)))));
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().filter_map(|(_, finding)| finding).collect()
}

/// The finding on the rows of one fair, or on one row that names none.
fn find(context: &Context<'_>, rows: &[Row<'_>]) -> Option<Finding> {
    let scale = |row: &Project| row.scale.value.filter(|scale| *scale > Decimal::ZERO);
    let mut taken: Vec<(Decimal, Row<'_>)> = rows.iter().filter_map(|row| Some((scale(row.1)?, *row))).collect();
    // The largest first: it is the likeliest to be a slip.
    taken.sort_by_key(|(scale, (at, _))| (std::cmp::Reverse(*scale), *at));
    let (_, (at, project)) = *taken.first()?;
    let (_, task, norm) = norm_of(context, project)?;
    let limit = norm.scale.as_ref()?;
    let sum: Decimal = taken.iter().map(|(scale, _)| *scale).sum();
    (sum > limit.most).then(|| {
        let severity = if limit.planned { Severity::Warning } else { Severity::Error };
        let action = "Giảm quy mô; nếu đây là tổng của nhiều lần, ghi quy mô của một lần và số lượng.";
        let finding = Finding::new(Code::DM03, severity, message(context, task, limit, &taken), action);
        let places = taken.iter().map(|(_, (_, row))| row.place([row.scale.at]));
        places.fold(finding, Finding::at).about(at, project).compare(sum, limit.most).on(&norm.basis)
    })
}

fn message(context: &Context<'_>, task: &Task, limit: &ScaleLimit, taken: &[(Decimal, Row<'_>)]) -> String {
    let (of, measure) = (&limit.of, &task.measure);
    let kind = if limit.planned { "dự kiến" } else { "cho phép tối đa" };
    let most = format!("Chương trình {kind} {} {of}/{measure}", vietnamese(limit.most));
    let sum = vietnamese(taken.iter().map(|(scale, _)| *scale).sum());
    match taken {
        [(_, (_, first)), _, ..] => {
            let part = |(scale, (_, row)): &(Decimal, Row<'_>)| {
                format!("{} {}", words::unit(context.programme, row.unit), vietnamese(*scale))
            };
            let parts: Vec<String> = taken.iter().map(part).collect();
            let event = first.event.text();
            format!(
                "{} cùng ghi \"{event}\": cộng {sum} {of} ({}); {most}.",
                words::count(taken.len(), "đề án"),
                parts.join("; ")
            )
        }
        _ => format!("Quy mô {sum} {of}/{measure}; {most}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fault, Field};
    use crate::rules::testing::{Row, cells, check, count, file, programme, row, run, source, table};

    #[test]
    fn one_booth_more_than_the_norm_is_an_error() {
        let with = |booths: &str| check(table().row(row("4.1.d").scale(booths)));
        with("9").silent(Code::DM03);
        with("10").silent(Code::DM03);
        let finding = with("11").only(Code::DM03);
        assert_eq!(finding.message, "Quy mô 11 gian hàng/hội chợ; Chương trình cho phép tối đa 10 gian hàng/hội chợ.");
        assert_eq!((finding.severity, cells(&finding)), (Severity::Error, vec!["P9".to_owned()]));
        assert_eq!(
            (finding.actual, finding.expected, finding.difference),
            (Some(count(11)), Some(count(10)), Some(count(1)))
        );
    }

    #[test]
    fn a_planning_figure_is_a_warning() {
        // 5.1.a: 30 người/lớp.
        check(table().row(row("5.1.a").scale("30"))).silent(Code::DM03);
        let finding = check(table().row(row("5.1.a").scale("31"))).only(Code::DM03);
        assert_eq!(finding.severity, Severity::Warning);
        assert!(finding.message.ends_with("Chương trình dự kiến 30 người/lớp."), "{}", finding.message);
    }

    #[test]
    fn one_fair_of_several_units_has_ten_booths_in_all() {
        let fair = |booths: &str, name: &str| row("4.1.d").scale(booths).event(name).trieu([0, 8, 2, 0]);
        let with = |first: Row, second: Row| {
            let other = file("b.xlsx").table(table().unit("Tân Uyên").row(second));
            run([file("a.xlsx").table(table().row(first)), other])
        };
        with(fair("4", "Hội chợ Tây Bắc"), fair("5", "Hội chợ Tây Bắc")).silent(Code::DM03);
        with(fair("4", "Hội chợ Tây Bắc"), fair("6", "Hội chợ Tây Bắc")).silent(Code::DM03);
        let finding = with(fair("4", "Hội chợ Tây Bắc"), fair("7", "HỘI CHỢ TÂY BẮC")).only(Code::DM03);
        assert_eq!((finding.actual, finding.expected), (Some(count(11)), Some(count(10))));
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!((finding.severity, files), (Severity::Error, vec!["b.xlsx", "a.xlsx"]), "the largest first");
        assert_eq!(finding.unit, programme().unit_by_name("Tân Uyên"));
        assert!(finding.message.contains("Tân Uyên 7; Phong Thổ 4"), "{}", finding.message);
        with(fair("10", "Hội chợ Tây Bắc"), fair("10", "Hội chợ Hà Nội")).silent(Code::DM03);
        with(fair("10", "Hội chợ Tây Bắc"), fair("10", "Hội chợ Tây Bắc").year(2024)).silent(Code::DM03);
        with(fair("10", ""), fair("10", "")).silent(Code::DM03);
    }

    #[test]
    fn a_row_typed_twice_takes_its_booths_once() {
        let fair = || row("4.1.d").name("Đưa chè đi hội chợ").beneficiary("HTX A").scale("8").event("Hội chợ Tây Bắc");
        check(table().row(fair()).row(fair())).silent(Code::DM03);
        check(table().row(fair()).row(fair().beneficiary("HTX B"))).only(Code::DM03);
        // The copy that says its booths is the one to judge; rows that cannot be compared are no copies.
        let named = || row("4.1.d").name("Đưa chè đi hội chợ").beneficiary("HTX A").event("Hội chợ Tây Bắc");
        check(table().row(named()).row(named().scale("11"))).only(Code::DM03);
        let faulty = || fair().fault(Field::Source(source("own")), "x", Fault::NotANumber);
        check(table().row(faulty()).row(faulty())).only(Code::DM03);
    }

    #[test]
    fn a_task_without_a_limit_is_not_judged() {
        check(table().row(row("3.1.b").scale("1000"))).silent(Code::DM03);
    }

    #[test]
    fn a_row_without_booths_takes_no_part() {
        let fair = |booths: &str, name: &str| row("4.1.d").name(name).scale(booths).event("Hội chợ Tây Bắc");
        let finding = check(table().row(fair("11", "A")).row(fair("0", "B"))).only(Code::DM03);
        assert_eq!(finding.places.iter().map(|place| place.cells.len()).sum::<usize>(), 1);
        assert!(finding.message.starts_with("Quy mô 11 gian hàng/hội chợ;"), "{}", finding.message);
    }

    #[test]
    fn fairs_that_pass_by_as_much_stand_in_the_order_of_their_first_rows() {
        let fair = |booths: &str, name: &str| row("4.1.d").scale(booths).event(name);
        let rows = [fair("8", "A"), fair("8", "B"), fair("4", "B"), fair("4", "A")];
        let found = check(table().rows(rows)).times(Code::DM03, 2);
        assert_eq!(found.iter().map(|finding| cells(finding)[0].clone()).collect::<Vec<_>>(), ["P9", "P10"]);
    }
}
