//! TP09: a unit expected for a year of the run sent nothing.

use std::collections::BTreeSet;

use crate::model::{Code, Date, Finding, InputStatus, Severity, Table, UnitId};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP09,
    severity: Severity::Warning,
    severity_note: "",
    title: "Đơn vị chưa gửi đăng ký",
    what: "Một đơn vị có tên trong Chương trình vào ngày 01 tháng 01 của năm, nhưng trong đợt tổng hợp không có bản nộp nào của đơn vị cho năm đó. Chỉ kiểm tra khi tổng hợp. Tổng hợp kế hoạch của một năm (--year) thì xét cả các năm trước, từ năm đầu của Chương trình: năm không có bản nộp nào, hoặc năm trước thiếu bản nộp của một số đơn vị, nêu một lần.",
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
    expected_years(context).into_iter().flat_map(|year| of_year(context, &sent, year)).collect()
}

/// The years for which something should be there: those of the run; where it is held against the programme since the
/// first year, every year up to the last of them.
fn expected_years(context: &Context<'_>) -> BTreeSet<i32> {
    match context.years.last().filter(|_| context.since_first) {
        Some(last) => (context.programme.first_year..=*last).collect(),
        None => context.years.clone(),
    }
}

/// What is missing of a year: the year as a whole is one finding; so is an earlier year of which some units sent
/// nothing, for it weighs on the sums alone; of the run's own years, each unit is one.
fn of_year(context: &Context<'_>, sent: &BTreeSet<(UnitId, i32)>, year: i32) -> Vec<Finding> {
    let expected =
        context.programme.unit_ids().filter(|unit| context.programme.unit(*unit).exists_on(Date::new_year(year)));
    let missing: Vec<UnitId> = expected.filter(|unit| !sent.contains(&(*unit, year))).collect();
    if context.since_first && !is_sent(context, year) {
        return vec![whole_year(context, year)];
    }
    if context.years.contains(&year) {
        return missing.into_iter().map(|unit| finding(context, unit, year)).collect();
    }
    (!missing.is_empty()).then(|| earlier_year(context, &missing, year)).into_iter().collect()
}

/// Whether anybody, known or not, sent anything for a year.
fn is_sent(context: &Context<'_>, year: i32) -> bool {
    held(context).any(|table| table.years().contains(&year))
}

fn held<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Table> + use<'a> {
    let held = [InputStatus::Read, InputStatus::Superseded, InputStatus::Duplicate];
    context.inputs.iter().filter(move |input| held.contains(&input.status)).flat_map(|input| &input.tables)
}

/// Which unit sent something for which year, counted or not.
fn sent(context: &Context<'_>) -> BTreeSet<(UnitId, i32)> {
    held(context)
        .filter_map(|table| Some((table.unit.unit?, table.years())))
        .flat_map(|(unit, years)| years.into_iter().map(move |year| (unit, year)))
        .collect()
}

fn whole_year(context: &Context<'_>, year: i32) -> Finding {
    let consequence = if context.years.contains(&year) {
        ""
    } else {
        "; số lũy kế thiếu năm này, mức trần và trùng lặp chưa xét được với năm này"
    };
    without_unit(
        year,
        format!("Chưa có bản nộp nào của năm {year}{consequence}."),
        format!("Đưa các bản nộp của năm {year} vào đợt tổng hợp rồi chạy lại."),
    )
}

fn earlier_year(context: &Context<'_>, missing: &[UnitId], year: i32) -> Finding {
    let names: Vec<&str> = missing.iter().map(|unit| words::unit(context.programme, Some(*unit))).collect();
    without_unit(
        year,
        format!("Năm {year} thiếu bản nộp của {}; số lũy kế chưa đủ.", names.join(", ")),
        format!("Đưa các bản nộp còn thiếu của năm {year} vào đợt tổng hợp rồi chạy lại."),
    )
}

fn without_unit(year: i32, message: String, action: String) -> Finding {
    let mut finding = Finding::new(Code::TP09, Severity::Warning, message, action);
    finding.year = Some(year);
    finding
}

fn finding(context: &Context<'_>, unit: UnitId, year: i32) -> Finding {
    let name = words::unit(context.programme, Some(unit));
    let mut finding = Finding::new(
        Code::TP09,
        Severity::Warning,
        format!("{name} chưa có bản nộp nào cho năm {year}."),
        format!(
            "Đề nghị {name} gửi biểu năm {year}, hoặc xác nhận không có đề án; nếu đã gửi thì xem lại các tệp không đọc \
             được hoặc không rõ đơn vị."
        ),
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
    fn a_plan_names_earlier_years_once_each() {
        let earlier = |unit: &str, year| file(&format!("{unit}-{year}.xlsx")).table(table().unit(unit).year(year));
        // 2021 is not there at all, of 2022 one unit alone: the years so far are named once each.
        let plan = run(everyone_but("").into_iter().chain([earlier("Phong Thổ", 2022)])).plan([2023]);
        let found = plan.times(Code::TP09, 2);
        assert_eq!(
            found.iter().map(|it| (it.year, it.unit)).collect::<Vec<_>>(),
            [(Some(2021), None), (Some(2022), None)]
        );
        assert!(found[0].message.starts_with("Chưa có bản nộp nào của năm 2021;"), "{}", found[0].message);
        assert!(found[1].message.contains("Mường Tè") && !found[1].message.contains("Phong Thổ"));
        // A later year is nobody's duty yet; of the year itself each unit is named, or the year where all are missing.
        let all = |year| programme().units.iter().map(move |unit| earlier(&unit.short, year)).collect::<Vec<_>>();
        let before = || all(2021).into_iter().chain(all(2022));
        run(before().chain(everyone_but(""))).plan([2023]).silent(Code::TP09);
        let unit = run(before().chain(everyone_but("Mường Tè"))).plan([2023]).only(Code::TP09).unit;
        assert_eq!(unit, programme().unit_by_name("Mường Tè"));
        let last = run(before()).plan([2022, 2023]).only(Code::TP09);
        assert_eq!((last.unit, last.year), (None, Some(2023)));
        let year = run(before()).plan([2023]).only(Code::TP09);
        assert_eq!((year.unit, year.year, &*year.message), (None, Some(2023), "Chưa có bản nộp nào của năm 2023."));
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
