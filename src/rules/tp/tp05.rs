//! TP05: two different submissions of one unit, year and stage.

use crate::model::{Code, Finding, Input, Money, Place, Severity};
use crate::rules::submissions::{Submission, SubmissionKey, submissions};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TP05,
    severity: Severity::Warning,
    severity_note: "",
    title: "Nhiều bản nộp cho cùng đơn vị, năm và giai đoạn",
    what: "Hai tệp khác nhau cùng là bản nộp của một đơn vị, một năm, một giai đoạn. \"Lần nộp\" khác nhau: bản có số lớn nhất được tính, các bản khác bị thay thế. \"Lần nộp\" bằng nhau (không ghi là 1): tất cả được tính.",
    why: "Bản cũ và bản mới cùng được cộng thì số liệu bị tính hai lần; bỏ nhầm một bản thì thiếu đề án.",
    basis: "Nguyên tắc mỗi bản đăng ký được tính một lần.",
    example: "Phong Thổ gửi lần nộp 1 gồm 6 đề án và lần nộp 2 gồm 5 đề án cho năm 2023: chỉ lần nộp 2 được tính.",
    mend: "Ghi \"Lần nộp\" vào phần tiêu đề của bản thay thế, hoặc bỏ bản cũ khỏi thư mục. Hai biểu bổ sung cho nhau (một biểu KCQG, một biểu KCĐP) thì để nguyên.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    submissions(context).iter().flat_map(|(key, group)| of_group(context, *key, group)).collect()
}

fn of_group(context: &Context<'_>, key: SubmissionKey, group: &[Submission<'_>]) -> Vec<Finding> {
    let is_left_out = |one: &&Submission<'_>| one.tables.iter().all(|table| table.superseded);
    let (left_out, counted): (Vec<_>, Vec<_>) = group.iter().partition(is_left_out);
    let kept = counted.iter().copied().max_by_key(|submission| submission.number);
    let left_out = left_out.into_iter().zip(kept.into_iter().cycle());
    let left_out = left_out.map(|(old, kept)| left_out_finding(context, key, old, kept));
    let together = (counted.len() > 1).then(|| together_finding(context, key, &counted));
    left_out.chain(together).collect()
}

fn input<'a>(context: &Context<'a>, submission: &Submission<'_>) -> &'a Input {
    &context.inputs[submission.input]
}

/// A submission does not count: another one with a higher number stands in its place.
fn left_out_finding(context: &Context<'_>, key: SubmissionKey, old: &Submission<'_>, kept: &Submission<'_>) -> Finding {
    let (projects, amount) = content(key.1, old);
    let message = format!(
        "Bản nộp lần {} của {} đã có bản nộp lần {} (\"{}\") thay thế; không tính {}, {amount}.",
        old.number,
        of(context, key),
        kept.number,
        input(context, kept).file,
        words::count(projects, "đề án"),
    );
    let action = "Kiểm tra bản nộp sau đã đủ các đề án; nếu đúng, bỏ bản nộp trước khỏi thư mục.";
    let finding = about(Finding::new(Code::TP05, Severity::Warning, message, action), key).found(amount);
    [old, kept].into_iter().fold(finding, |finding, one| finding.at(Place::file(&input(context, one).file)))
}

/// Several submissions of one number: all count.
fn together_finding(context: &Context<'_>, key: SubmissionKey, counted: &[&Submission<'_>]) -> Finding {
    let message =
        format!("Có {} cho {}; tất cả đều được tính.", words::count(counted.len(), "bản nộp"), of(context, key));
    let finding = Finding::new(
        Code::TP05,
        Severity::Warning,
        message,
        "Nếu một bản thay bản kia, ghi \"Lần nộp\" hoặc bỏ bản cũ; nếu hai biểu bổ sung cho nhau thì để nguyên.",
    );
    counted.iter().rev().fold(about(finding, key), |finding, one| finding.at(Place::file(&input(context, one).file)))
}

/// The projects of a year in a submission, and their money as far as it can be read.
fn content(year: i32, submission: &Submission<'_>) -> (usize, Money) {
    let rows = submission.tables.iter().flat_map(|table| &table.projects).filter(|row| row.year == Some(year));
    rows.fold((0, Money::ZERO), |(projects, money), row| (projects + 1, money + row.sources_sum().unwrap_or_default()))
}

/// "Phong Thổ năm 2023 (Đăng ký)".
fn of(context: &Context<'_>, (unit, year, stage): SubmissionKey) -> String {
    format!("{} năm {year} ({stage})", words::unit(context.programme, Some(unit)))
}

fn about(mut finding: Finding, (unit, year, _): SubmissionKey) -> Finding {
    finding.unit = Some(unit);
    finding.year = Some(year);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stage;
    use crate::rules::testing::{FileOf, file, money, row, run, table};

    fn submission(name: &str, number: Option<u32>) -> FileOf {
        file(name).table(table().number(number).row(row("3.1.b").trieu([0, 300, 300, 0])))
    }

    #[test]
    fn a_superseded_submission_is_named_with_what_was_left_out() {
        let finding = run([submission("1.xlsx", None).superseded(), submission("2.xlsx", Some(2))]).only(Code::TP05);
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!(files, ["1.xlsx", "2.xlsx"]);
        assert_eq!(finding.actual, Some(money(600)));
        let said = "Bản nộp lần 1 của Phong Thổ năm 2023 (Đăng ký) đã có bản nộp lần 2 (\"2.xlsx\") thay thế; không tính 1 đề án, 600 triệu đồng.";
        assert_eq!(finding.message, said);
        assert_eq!(finding.year, Some(2023));
    }

    #[test]
    fn a_later_table_of_the_same_file_stands_for_the_earlier_one() {
        let machine = || row("3.1.b").trieu([0, 300, 300, 0]);
        let both =
            file("1.xlsx").table(table().row(machine()).set_aside()).table(table().number(Some(2)).row(machine()));
        let finding = run([both]).only(Code::TP05);
        assert_eq!(finding.actual, Some(money(600)));
        assert!(finding.message.contains("lần 2"), "{}", finding.message);
    }

    #[test]
    fn what_was_left_out_is_of_the_year_alone() {
        let rows = [row("3.1.b").trieu([0, 300, 300, 0]), row("6").trieu([0, 35, 35, 0]).year(2024)];
        let finding = run([file("1.xlsx").table(table().rows(rows)).superseded(), submission("2.xlsx", Some(2))]);
        let left_out: Vec<_> = finding.all(Code::TP05).into_iter().filter(|it| it.year == Some(2023)).collect();
        assert_eq!(left_out[0].actual, Some(money(600)));
    }

    #[test]
    fn equal_numbers_both_count_and_the_later_file_comes_first() {
        let finding = run([submission("1.xlsx", None), submission("2.xlsx", Some(1))]).only(Code::TP05);
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!(files, ["2.xlsx", "1.xlsx"]);
        assert!(finding.message.contains("2 bản nộp"));
    }

    #[test]
    fn another_unit_year_or_stage_is_another_submission() {
        let first = || submission("1.xlsx", None);
        let other = |change: fn(crate::rules::testing::TableOf) -> crate::rules::testing::TableOf| {
            file("2.xlsx").table(change(table().row(row("3.1.b"))))
        };
        run([first(), other(|table| table.unit("Tân Uyên"))]).silent(Code::TP05);
        run([first(), other(|table| table.year(2024))]).silent(Code::TP05);
        run([first(), other(|table| table.stage(Stage::Approved))]).silent(Code::TP05);
    }

    #[test]
    fn two_sheets_of_one_file_are_one_submission() {
        run([file("1.xlsx").table(table().row(row("3.1.b"))).table(table().sheet("KCĐP").row(row("6")))])
            .silent(Code::TP05);
    }

    #[test]
    fn a_hidden_copy_is_no_submission_and_of_several_that_count_the_last_is_named() {
        let copy = table().number(Some(2)).row(row("6")).hidden_sheet().replaced_by("Đề án");
        run([file("1.xlsx").table(table().row(row("3.1.b"))).table(copy)]).silent(Code::TP05);
        let files =
            [submission("1.xlsx", None).superseded(), submission("2.xlsx", Some(2)), submission("3.xlsx", Some(2))];
        let found = run(files).times(Code::TP05, 2);
        let left_out = found.iter().find(|finding| finding.actual.is_some()).unwrap();
        assert_eq!(&*left_out.places[1].file, "3.xlsx");
    }

    #[test]
    fn a_file_of_which_one_table_still_counts_is_not_left_out() {
        let two = file("1.xlsx").table(table().row(row("3.1.b")).set_aside()).table(table().row(row("6")));
        assert!(run([two, submission("2.xlsx", Some(2))]).only(Code::TP05).message.contains("2 bản nộp"));
    }
}
