//! TP09: a unit expected for a year of the run sent nothing.

use std::collections::BTreeSet;

use crate::model::{Code, Date, Finding, InputStatus, Severity, UnitId};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP09,
    severity: Severity::Warning,
    severity_note: "",
    title: "Đơn vị chưa gửi đăng ký",
    what: "Một đơn vị có tên trong Chương trình vào ngày 01 tháng 01 của năm, nhưng trong đợt tổng hợp không có bản nộp nào của đơn vị cho năm đó. Chỉ kiểm tra khi tổng hợp.",
    why: "Thiếu một đơn vị thì số tổng hợp của tỉnh thiếu; nếu đơn vị không có đề án thì vẫn cần văn bản xác nhận.",
    basis: "Chương trình, {đăng ký} (các đơn vị xây dựng kế hoạch hằng năm gửi cơ quan tổng hợp).",
    example: "Năm 2023 có 8 bản nộp, thiếu bản của Mường Tè.",
    mend: "Đôn đốc đơn vị gửi biểu; kiểm tra các tệp không đọc được hoặc không rõ đơn vị trong cùng đợt.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    if !context.whole {
        return Vec::new();
    }
    let sent = sent(context);
    context
        .years
        .iter()
        .flat_map(|year| context.programme.unit_ids().map(move |unit| (unit, *year)))
        .filter(|(unit, year)| context.programme.unit(*unit).exists_on(Date::new_year(*year)))
        .filter(|pair| !sent.contains(pair))
        .map(|(unit, year)| finding(context, unit, year))
        .collect()
}

/// Which unit sent something for which year, counted or not.
fn sent(context: &Context<'_>) -> BTreeSet<(UnitId, i32)> {
    let held = [InputStatus::Read, InputStatus::Superseded, InputStatus::Duplicate];
    let tables = context.inputs.iter().filter(|input| held.contains(&input.status)).flat_map(|input| &input.tables);
    tables
        .filter_map(|table| Some((table.unit.unit?, table.years())))
        .flat_map(|(unit, years)| years.into_iter().map(move |year| (unit, year)))
        .collect()
}

fn finding(context: &Context<'_>, unit: UnitId, year: i32) -> Finding {
    let name = words::unit(context.programme, Some(unit));
    let mut finding = Finding::new(
        Code::TP09,
        Severity::Warning,
        format!("{name} chưa có bản nộp nào cho năm {year}."),
        format!("Đôn đốc {name} gửi biểu; xem lại các tệp không đọc được hoặc không rõ đơn vị."),
    );
    finding.unit = Some(unit);
    finding.year = Some(year);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{FileOf, file, programme, row, run, table};

    fn everyone_but(missing: &str) -> Vec<FileOf> {
        let names = programme().units.iter().map(|unit| unit.short.clone()).filter(|name| name != missing);
        names.map(|name| file(&format!("{name}.xlsx")).table(table().unit(&name).row(row("9")))).collect()
    }

    #[test]
    fn the_unit_that_sent_nothing_is_named_without_a_place() {
        let finding = run(everyone_but("Mường Tè")).whole().only(Code::TP09);
        assert_eq!(finding.unit, programme().unit_by_name("Mường Tè"));
        assert_eq!((finding.year, finding.places.len()), (Some(2023), 0));
    }

    #[test]
    fn nobody_is_missing_where_all_sent_or_only_some_files_are_checked() {
        run(everyone_but("")).whole().silent(Code::TP09);
        run(everyone_but("Mường Tè")).silent(Code::TP09);
    }

    #[test]
    fn a_superseded_submission_was_sent_and_one_of_another_year_was_not() {
        let with = |last: FileOf| run(everyone_but("Mường Tè").into_iter().chain([last])).whole();
        with(file("m.xlsx").table(table().unit("Mường Tè")).superseded()).silent(Code::TP09);
        with(file("m.xlsx").table(table().unit("Mường Tè").year(2022))).years([2023]).only(Code::TP09);
    }

    #[test]
    fn a_unit_is_expected_only_while_it_exists() {
        let short_lived = |from: Date, until: Date| {
            run(everyone_but("Mường Tè")).whole().catalogue(move |programme| {
                let unit = programme.unit_by_name("Mường Tè").unwrap();
                programme.units[unit.index()].from = Some(from);
                programme.units[unit.index()].until = Some(until);
            })
        };
        let date = |year, month, day| Date::new(year, month, day).unwrap();
        short_lived(date(2023, 1, 1), date(2023, 1, 1)).only(Code::TP09);
        short_lived(date(2023, 1, 2), date(2025, 1, 1)).silent(Code::TP09);
        short_lived(date(2020, 1, 1), date(2022, 12, 31)).silent(Code::TP09);
    }
}
