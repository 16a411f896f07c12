//! MT01: a waiver has lapsed, names an unknown project or rule, or is not used.

use crate::model::{Code, Finding, Place, ProjectRef, Severity, Waiver};
use crate::rules::waive::{Astray, Scope, holds, judged_on};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::MT01,
    severity: Severity::Warning,
    severity_note: "",
    title: "Chấp thuận không còn hoặc không có tác dụng",
    what: "Một trường hợp trong tệp chấp thuận (--waivers) đã hết hiệu lực, nêu quy tắc hoặc đề án không có, hoặc không có sai lệch nào để chấp thuận. Ngày cuối vẫn còn hiệu lực.",
    why: "Chấp thuận hết hiệu lực thì sai lệch lại được tính; chấp thuận nêu sai thì người duyệt tưởng là đã áp dụng.",
    basis: "Văn bản chấp thuận nêu trong tệp.",
    example: "Chấp thuận có hiệu lực đến 31/12/2023, ngày xét là 01/01/2024.",
    mend: "Bỏ chấp thuận không còn dùng; sửa mã đề án, mã quy tắc; nếu cần thì xin gia hạn.",
    check: Check::Findings(check),
};

fn check(context: &Context<'_>, findings: &[Finding]) -> Vec<Finding> {
    context.waivers.list.iter().filter_map(|waiver| find(context, findings, waiver)).collect()
}

fn find(context: &Context<'_>, findings: &[Finding], waiver: &Waiver) -> Option<Finding> {
    let (rule, project) = (&waiver.rule, &waiver.project);
    let scope = match Scope::of(context, waiver) {
        Ok(scope) => scope,
        Err(astray) => {
            let (fault, action) = match astray {
                Astray::Rule => (
                    format!("nêu quy tắc \"{rule}\", không có trong danh sách quy tắc"),
                    "Sửa mã quy tắc; danh sách: doisoat rules.",
                ),
                Astray::Project => (
                    format!("nêu đề án {project}, không có trong các biểu của đợt này"),
                    "Sửa cách nêu đề án; nếu biểu của đề án không thuộc đợt này thì không cần làm gì.",
                ),
                Astray::SeveralUnits => {
                    (format!("nêu đề án {project}, có ở nhiều đơn vị"), "Ghi thêm đơn vị (unit) của đề án.")
                }
            };
            return Some(finding(context, waiver, &fault, action));
        }
    };
    let covered: Vec<ProjectRef> = findings.iter().filter_map(|finding| scope.covers(context, finding)).collect();
    let lapsed = covered.iter().copied().find(|at| !holds(context, waiver, *at));
    let first = scope.projects.first().copied();
    let (fault, action) = match (lapsed, covered.is_empty()) {
        (Some(at), _) => (lapsed_words(context, waiver, at), "Xin gia hạn, hoặc xử lý sai lệch rồi bỏ chấp thuận này."),
        (None, false) => return None,
        (None, true) => match first.filter(|at| !holds(context, waiver, *at)) {
            Some(at) => (lapsed_words(context, waiver, at), "Bỏ chấp thuận này."),
            None => (
                format!("không được dùng đến: đề án {project} không có sai lệch {rule}"),
                "Bỏ chấp thuận này, hoặc sửa mã quy tắc.",
            ),
        },
    };
    let finding = finding(context, waiver, &fault, action);
    let about = lapsed.or(first).and_then(|at| Some((at, context.project(at)?)));
    Some(about.map_or(finding.clone(), |(at, row)| finding.about(at, row)))
}

fn lapsed_words(context: &Context<'_>, waiver: &Waiver, at: ProjectRef) -> String {
    let on = judged_on(context, at).map_or_else(String::new, |on| format!(" (ngày xét: {on})"));
    format!(
        "cho đề án {}, quy tắc {}, đã hết hiệu lực sau ngày {}{on}; sai lệch vẫn được tính",
        waiver.project, waiver.rule, waiver.until
    )
}

fn finding(context: &Context<'_>, waiver: &Waiver, fault: &str, action: &str) -> Finding {
    let message = format!("Chấp thuận thứ {} {fault}.", waiver.number);
    Finding::new(Code::MT01, Severity::Warning, message, action)
        .at(Place::file(&context.waivers.file))
        .on(waiver.document.as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Date, Field, WaivedProject, Waivers};
    use crate::rules::testing::{FileOf, Row, Run, file, row, run, table};

    fn waiver(project: WaivedProject, rule: &str, until: &str) -> Waiver {
        Waiver {
            number: 1,
            project,
            rule: rule.to_owned(),
            reason: "Vùng khó khăn".to_owned(),
            approved_by: "Chủ tịch UBND tỉnh".to_owned(),
            document: "CV 12/UBND".to_owned(),
            until: until.parse().unwrap(),
        }
    }

    fn by_id(id: &str) -> WaivedProject {
        WaivedProject::Id { id: id.to_owned(), unit: None }
    }

    fn by_work(unit: &str, year: i32, task: &str, beneficiary: &str) -> WaivedProject {
        WaivedProject::Work { unit: unit.to_owned(), year, task: task.to_owned(), beneficiary: beneficiary.to_owned() }
    }

    /// 3.1.b of Phong Thổ in 2023, one đồng over its cap.
    fn over() -> Row {
        row("3.1.b").id("PT-01").name("Máy sao chè").beneficiary("HTX Mẫu").dong([0, 300_000_001, 400_000_000, 0])
    }

    fn files() -> Vec<FileOf> {
        vec![file("a.xlsx").table(table().row(over()))]
    }

    fn with(waiver: Waiver, on: Option<&str>, files: Vec<FileOf>) -> Run {
        let on = on.and_then(|on| on.parse::<Date>().ok());
        run(files).waivers(Waivers { file: "mt.toml".into(), list: vec![Arc::new(waiver)], on, ..Waivers::default() })
    }

    #[test]
    fn a_waived_finding_stays_and_is_marked_and_nothing_is_said_of_its_waiver() {
        for project in [
            by_id("pt 01"),
            WaivedProject::Id { id: "PT-01".to_owned(), unit: Some("UBND huyện Phong Thổ".to_owned()) },
            by_work("Phong Thổ", 2023, "III.3.1.b", "HTX mẫu"),
        ] {
            let found = with(waiver(project.clone(), "dm01", "2023-01-01"), None, files());
            let finding = found.only(Code::DM01);
            assert!(finding.waived, "{project}");
            assert!(finding.waiver.unwrap().words().contains("Vùng khó khăn (người chấp thuận: Chủ tịch UBND tỉnh;"));
            found.silent(Code::MT01);
        }
    }

    #[test]
    fn the_last_day_of_validity_still_holds() {
        let on = |day: &str| with(waiver(by_id("PT-01"), "DM01", "2024-06-30"), Some(day), files());
        assert!(on("2024-06-30").only(Code::DM01).waived);
        on("2024-06-30").silent(Code::MT01);
        assert!(!on("2024-07-01").only(Code::DM01).waived);
        let finding = on("2024-07-01").only(Code::MT01);
        assert!(finding.message.contains("hết hiệu lực sau ngày 30/06/2024 (ngày xét: 01/07/2024)"));
        assert_eq!((&*finding.places[0].file, finding.severity), ("mt.toml", Severity::Warning));
        assert_eq!(finding.basis, "CV 12/UBND");
    }

    #[test]
    fn without_a_day_the_projects_own_counts() {
        let until = |until: &str, row: Row| {
            with(waiver(by_id("PT-01"), "DM01", until), None, vec![file("a.xlsx").table(table().row(row))])
        };
        assert!(until("2023-01-01", over()).only(Code::DM01).waived, "1 January of its year");
        assert!(!until("2022-12-31", over()).only(Code::DM01).waived);
        let approved = || over().approved_on(Date::new(2023, 3, 15).unwrap());
        assert!(until("2023-03-15", approved()).only(Code::DM01).waived);
        until("2023-03-14", approved()).only(Code::MT01);
    }

    #[test]
    fn a_rule_or_a_project_that_is_not_there_is_named() {
        let of = |project, rule| with(waiver(project, rule, "2024-01-01"), None, files()).only(Code::MT01).message;
        assert!(of(by_id("PT-01"), "DM99").contains("quy tắc \"DM99\""));
        assert!(of(by_id("PT-02"), "DM01").contains("mã \"PT-02\", không có trong các biểu"));
        for project in [
            by_work("Sìn Hồ", 2023, "3.1.b", "HTX Mẫu"),
            by_work("Phong Thổ", 2022, "3.1.b", "HTX Mẫu"),
            by_work("Phong Thổ", 2023, "6", "HTX Mẫu"),
            by_work("Phong Thổ", 2023, "3.1.b", "HTX Khác"),
        ] {
            assert!(of(project, "DM01").contains("không có trong các biểu"));
        }
    }

    #[test]
    fn an_id_of_several_units_is_never_chosen() {
        let both = || {
            let other = file("b.xlsx").table(table().unit("Sìn Hồ").row(over()));
            files().into_iter().chain([other]).collect()
        };
        let found = with(waiver(by_id("PT-01"), "DM01", "2024-01-01"), None, both());
        assert!(found.only(Code::MT01).message.contains("nhiều đơn vị"));
        assert!(found.times(Code::DM01, 2).iter().all(|finding| !finding.waived));
        let one = WaivedProject::Id { id: "PT-01".to_owned(), unit: Some("Sìn Hồ".to_owned()) };
        let found = with(waiver(one, "DM01", "2024-01-01"), None, both());
        assert_eq!(found.times(Code::DM01, 2).iter().filter(|finding| finding.waived).count(), 1);
        found.silent(Code::MT01);
    }

    #[test]
    fn a_waiver_without_a_finding_is_not_used() {
        let finding = with(waiver(by_id("PT-01"), "DM02", "2024-01-01"), None, files()).only(Code::MT01);
        assert!(finding.message.contains("không được dùng đến"), "{}", finding.message);
        let lapsed = with(waiver(by_id("PT-01"), "DM02", "2022-12-31"), None, files()).only(Code::MT01);
        assert!(lapsed.message.contains("đã hết hiệu lực sau ngày 31/12/2022"), "{}", lapsed.message);
        let next = file("b.xlsx").table(table().year(2024).row(over()));
        let both = files().into_iter().chain([next]).collect();
        let finding = with(waiver(by_id("PT-01"), "NG01", "2025-01-01"), None, both).only(Code::MT01);
        assert_eq!(finding.year, Some(2023), "about the first of its rows");
        assert!(!with(waiver(by_id("PT-01"), "DM02", "2024-01-01"), None, files()).only(Code::DM01).waived);
    }

    #[test]
    fn a_second_copy_of_the_project_is_one_of_its_rows() {
        let twice = || vec![file("a.xlsx").table(table().row(over()).row(over()))];
        let found = with(waiver(by_id("PT-01"), "TR01", "2024-01-01"), None, twice());
        assert!(found.only(Code::TR01).waived);
    }

    #[test]
    fn of_two_waivers_of_one_finding_the_first_is_named() {
        let one = waiver(by_id("PT-01"), "DM01", "2024-01-01");
        let list = [one.clone(), Waiver { number: 2, ..one }].map(Arc::new).to_vec();
        let found = run(files()).waivers(Waivers { file: "mt.toml".into(), list, ..Waivers::default() });
        assert_eq!(found.only(Code::DM01).waiver.map(|waiver| waiver.number), Some(1));
    }

    #[test]
    fn a_finding_is_judged_on_the_day_of_the_row_that_it_is_about() {
        let cluster = || row("1.1.b").id("PT-02").beneficiary("Chủ đầu tư").trieu([6_000, 0, 14_000, 0]);
        let later = file("b.xlsx").table(table().row(cluster().quantity("0").carried_over()));
        let files = vec![file("a.xlsx").table(table().year(2022).row(cluster())), later];
        let found = with(waiver(by_id("PT-02"), "DM07", "2022-06-30"), None, files);
        assert!(!found.only(Code::DM07).waived, "its last row is of 2023");
    }

    #[test]
    fn a_row_without_a_year_has_no_day_and_one_without_a_unit_or_a_task_is_not_named_by_them() {
        let undated = table().no_year().row(over().id("PT-02").year(2023)).row(over().blank(Field::Year));
        let found = with(waiver(by_id("PT-01"), "GT08", "2020-01-01"), None, vec![file("a.xlsx").table(undated)]);
        assert!(found.only(Code::GT08).waived);
        let astray = |table, project| {
            let found = with(waiver(project, "DM01", "2024-01-01"), None, vec![file("a.xlsx").table(table)]);
            assert!(found.only(Code::MT01).message.contains("không có trong các biểu"));
        };
        let nobody = table().unknown_unit("Phong Thô", "B3", &[]).row(over());
        astray(nobody, by_work("Phong Thổ", 2023, "3.1.b", "HTX Mẫu"));
        astray(table().row(over().unknown_task("9.9", &[])), by_work("Phong Thổ", 2023, "9.9", "HTX Mẫu"));
    }
}
