//! TR01: the same project twice.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::number::vietnamese;
use crate::model::{Code, Discord, Finding, Identity, Place, Project, ProjectRef, Severity};
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TR01,
    severity: Severity::Error,
    severity_note: "",
    title: "Đề án bị trùng",
    what: "Cùng một đề án xuất hiện nhiều lần: cùng đơn vị, mã đề án, nhiệm vụ, năm, giai đoạn và tên; nếu không có mã đề án thì cùng đơn vị, nhiệm vụ, đơn vị thụ hưởng (không có, hoặc là nhóm cơ sở, thì cả cùng tên), năm, giai đoạn và số tiền. Hai hội chợ khác tên là hai đề án. Đề án ghi ở nhiều trang tính, mỗi trang tính một nguồn, được gộp làm một khi số tiền khớp nhau; không khớp thì các dòng đứng riêng và báo ở đây.",
    why: "Mọi bản đều nằm trong số đăng ký, nên số tổng hợp bị tính hai lần; chỉ một bản được hỗ trợ.",
    basis: "Nguyên tắc mỗi đề án được hỗ trợ một lần.",
    example: "Dòng 9 và dòng 14 cùng là \"Hỗ trợ máy sấy chè\" của HTX A, 600 triệu đồng, năm 2023.",
    mend: "Xóa bản thừa; nếu là hai đề án khác nhau, ghi mã đề án khác nhau cho từng đề án.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut copies: BTreeMap<Identity, Vec<(ProjectRef, &Project)>> = BTreeMap::new();
    for (at, project) in context.projects() {
        if let Some(identity) = Identity::of((at, project), context.beneficiaries) {
            copies.entry(identity).or_default().push((at, project));
        }
    }
    let mut found: Vec<_> = copies.into_values().filter(|copies| copies.len() > 1).collect();
    found.sort_by_key(|copies| copies[0].0);
    let named: BTreeSet<ProjectRef> = found.iter().flatten().map(|(at, _)| *at).collect();
    let copies = found.iter().filter_map(|copies| finding(context, copies));
    let unjoined = context.projects().filter(|(at, _)| !named.contains(at));
    copies.chain(unjoined.filter_map(|(at, project)| unjoined_finding(context, at, project))).collect()
}

/// One finding for all copies; the later ones come first, for they are the ones to take away.
fn finding(context: &Context<'_>, copies: &[(ProjectRef, &Project)]) -> Option<Finding> {
    let [(_, first), later @ ..] = copies else { return None };
    let (at, second) = later.first()?;
    let kept = if first.file == second.file {
        format!("dòng {} trang tính \"{}\"", first.row + 1, first.sheet)
    } else {
        format!("dòng {} tệp \"{}\"", first.row + 1, first.file)
    };
    let (alike, action) = if second.id.text().is_empty() {
        (
            " (cùng đơn vị thụ hưởng, nhiệm vụ, năm và số tiền; không có mã đề án)",
            "Xóa bản thừa; nếu là hai đề án khác nhau, ghi mã đề án cho từng đề án.",
        )
    } else {
        (" (cùng mã và tên đề án)", "Xóa bản thừa; nếu là hai đề án khác nhau, ghi mã đề án khác nhau.")
    };
    let message = format!("Đề án xuất hiện {} lần{alike}; bản đầu ở {kept}.", vietnamese(copies.len().into()));
    let why = copies.iter().find_map(|(_, row)| row.unjoined.as_ref()).map(|unjoined| discord(unjoined.reason));
    let message = why.map_or_else(|| message.clone(), |why| format!("{message} {why}"));
    let finding = Finding::new(Code::TR01, Severity::Error, message, action).about(*at, second);
    let places = later.iter().map(|(_, row)| place(row)).chain([place(first)]);
    let finding = places.fold(finding, Finding::at).compare(Decimal::from(copies.len()), Decimal::ONE);
    let clause = second.task.task.map(|task| context.programme.clause(task)).unwrap_or_default();
    Some(finding.on(clause))
}

/// A project that another sheet lists too, with amounts that do not make one project of the rows.
fn unjoined_finding(context: &Context<'_>, at: ProjectRef, project: &Project) -> Option<Finding> {
    let unjoined = project.unjoined.as_ref().filter(|unjoined| !unjoined.rows.is_empty())?;
    let rows: Vec<String> = unjoined.rows.iter().map(named).collect();
    let message =
        format!("Đề án này cũng có ở {}; các dòng đều được tính. {}", rows.join(", "), discord(unjoined.reason));
    let action = "Sửa cho tổng kinh phí và các nguồn của các dòng khớp nhau, hoặc ghi một dòng đủ các nguồn; nếu là các đề án khác nhau, ghi mã đề án.";
    let finding = Finding::new(Code::TR01, Severity::Error, message, action).about(at, project).at(place(project));
    let copies: usize = unjoined.rows.iter().map(|place| place.cells.len()).sum();
    let finding = unjoined.rows.iter().cloned().fold(finding, Finding::at);
    let clause = project.task.task.map(|task| context.programme.clause(task)).unwrap_or_default();
    Some(finding.compare(Decimal::from(copies + 1), Decimal::ONE).on(clause))
}

/// "dòng 9 trang tính "KCQG"".
fn named(place: &Place) -> String {
    let rows = words::rows(place.cells.iter().map(|cell| cell.first.row));
    format!("{rows} trang tính \"{}\"", place.sheet.as_deref().unwrap_or_default())
}

/// Why rows of several sheets are not one project.
const fn discord(reason: Discord) -> &'static str {
    match reason {
        Discord::Amounts => {
            "Chưa gộp, vì dù hiểu là từng phần hay là cả đề án, tổng kinh phí và các nguồn của các trang tính không khớp nhau."
        }
        Discord::Quantities => "Chưa gộp, vì số lượng ghi ở các trang tính khác nhau.",
        Discord::Own => {
            "Chưa gộp, vì các trang tính ghi vốn đối ứng bằng nhau: không rõ là cùng một khoản hay mỗi trang tính một phần."
        }
        Discord::Copies => "Chưa gộp, vì có trang tính ghi đề án này nhiều lần.",
        Discord::Unreadable => "Chưa gộp, vì có số tiền không đọc được.",
    }
}

fn place(project: &Project) -> Vec<Place> {
    project.place([project.name.at.or(project.beneficiary.at).or(project.total.at)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRef, Fault, Field};
    use crate::rules::testing::{Row, cells, check, count, file, row, run, source, table};

    fn machine() -> Row {
        row("3.1.b").beneficiary("HTX Chè A").name("Máy sấy chè").trieu([0, 300, 300, 0])
    }

    #[test]
    fn the_same_content_twice_is_one_finding_the_later_copy_first() {
        let finding = check(table().row(machine()).row(machine().beneficiary("HTX CHÈ A."))).only(Code::TR01);
        assert_eq!((cells(&finding), finding.places.len()), (vec!["D10".to_owned()], 2));
        assert_eq!((finding.actual, finding.expected), (Some(count(2)), Some(count(1))));
        assert!(finding.message.ends_with("bản đầu ở dòng 9 trang tính \"Đề án\"."), "{}", finding.message);
    }

    #[test]
    fn rows_of_two_sheets_that_do_not_tie_are_named_with_the_reason_and_both_places() {
        let other = || {
            table().sheet("NSĐP").row(machine().trieu([0, 100, 300, 0]).unjoined(
                Discord::Amounts,
                "KCQG",
                CellRef::new(8, 3),
            ))
        };
        let first = machine().named_later(Discord::Amounts);
        let both = file("a.xlsx").table(table().sheet("KCQG").row(first)).table(other());
        let finding = run([both]).only(Code::TR01);
        let sheets: Vec<_> = finding.places.iter().map(|place| place.sheet.as_deref()).collect();
        assert_eq!((sheets, cells(&finding)), (vec![Some("NSĐP"), Some("KCQG")], vec!["D9".to_owned()]));
        assert!(finding.message.contains("dòng 9 trang tính \"KCQG\""), "{}", finding.message);
        assert!(finding.message.contains("không khớp nhau"), "{}", finding.message);
        assert_eq!((finding.actual, finding.expected), (Some(count(2)), Some(count(1))));
        run([file("a.xlsx").table(table().row(machine()).row(machine().trieu([0, 100, 300, 0])))]).silent(Code::TR01);
    }

    #[test]
    fn copies_of_one_id_are_one_finding_with_the_reason() {
        let numbered = || machine().id("KC-1");
        let other = table().sheet("NSĐP").row(numbered().unjoined(Discord::Quantities, "KCQG", CellRef::new(8, 3)));
        let found = run([file("a.xlsx").table(table().sheet("KCQG").row(numbered())).table(other)]);
        assert!(found.only(Code::TR01).message.contains("số lượng"));
    }

    #[test]
    fn three_copies_are_one_finding() {
        let finding = check(table().row(machine()).row(machine()).row(machine())).only(Code::TR01);
        assert_eq!((finding.places.len(), finding.actual), (3, Some(count(3))));
        assert_eq!(finding.project.map(|at| at.project), Some(1));
        assert!(finding.message.contains("(cùng đơn vị thụ hưởng, nhiệm vụ, năm và số tiền; không có mã đề án)"));
    }

    #[test]
    fn copies_in_two_files_name_both() {
        let other = file("b.xlsx").table(table().row(machine()));
        let finding = run([file("a.xlsx").table(table().row(machine())), other]).only(Code::TR01);
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!(files, ["b.xlsx", "a.xlsx"]);
        assert!(finding.message.ends_with("bản đầu ở dòng 9 tệp \"a.xlsx\"."), "{}", finding.message);
    }

    #[test]
    fn one_dong_task_beneficiary_year_or_unit_of_difference_makes_two_projects() {
        let with = |other: Row| check(table().row(machine()).row(other));
        with(machine().dong([0, 300_000_000, 300_000_001, 0])).silent(Code::TR01);
        with(row("6").beneficiary("HTX Chè A").trieu([0, 300, 300, 0])).silent(Code::TR01);
        with(machine().beneficiary("HTX Chè B")).silent(Code::TR01);
        with(machine().year(2024)).silent(Code::TR01);
        let other = file("b.xlsx").table(table().unit("Tân Uyên").row(machine()));
        run([file("a.xlsx").table(table().row(machine())), other]).silent(Code::TR01);
    }

    #[test]
    fn with_an_id_the_id_and_the_name_decide_whatever_the_amounts() {
        let with = |first: Row, second: Row| check(table().row(first.id("KC-1")).row(second));
        let finding = with(machine(), machine().id("kc 1").trieu([0, 1, 1, 0])).only(Code::TR01);
        assert!(finding.message.contains("(cùng mã và tên đề án)"), "{}", finding.message);
        with(machine(), machine().id("KC-2")).silent(Code::TR01);
        with(machine(), machine().id("KC-1").name("Tên khác")).silent(Code::TR01);
    }

    #[test]
    fn without_a_beneficiary_the_name_decides() {
        let with = |name: &str| {
            check(table().row(machine().blank(Field::Beneficiary)).row(machine().blank(Field::Beneficiary).name(name)))
        };
        with("MÁY SẤY  CHÈ").only(Code::TR01);
        with("Máy vò chè").silent(Code::TR01);
    }

    #[test]
    fn a_group_and_a_list_are_nobody_by_themselves_and_the_name_decides_too() {
        let with = |first: Row, second: Row| check(table().row(first).row(second));
        let list = || machine().beneficiary("Các HTX chè trên địa bàn");
        with(list(), list()).only(Code::TR01);
        with(list(), list().name("Máy vò chè")).silent(Code::TR01);
        with(list(), list().beneficiary("Các HTX miến")).silent(Code::TR01);
        with(machine().group(), machine().group().name("Máy vò chè")).silent(Code::TR01);
    }

    #[test]
    fn two_fairs_are_two_projects_and_unreadable_amounts_are_not_compared() {
        let fair = |event: &str| row("4.1.d").beneficiary("HTX Chè A").trieu([0, 80, 20, 0]).event(event);
        check(table().row(fair("Hội chợ Hà Nội")).row(fair("Hội chợ Lào Cai"))).silent(Code::TR01);
        check(table().row(fair("Hội chợ Hà Nội")).row(fair("hội chợ Hà Nội"))).only(Code::TR01);
        let faulty = || machine().fault(Field::Source(source("own")), "x", Fault::NotANumber);
        check(table().row(faulty()).row(faulty())).silent(Code::TR01);
    }
}
