//! TR02: one beneficiary for one per-facility task in another unit or year.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Facility, Finding, Place, Project, ProjectRef, Severity, Stage, Submitter, TaskId};
use crate::rules::dm::norms_of;
use crate::rules::{Check, Context, Rule, words};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::TR02,
    severity: Severity::Warning,
    severity_note: "",
    title: "Một cơ sở được hỗ trợ ở đơn vị hoặc năm khác",
    what: "Một đơn vị thụ hưởng có đề án cùng một nhiệm vụ (loại có mức hỗ trợ cho một cơ sở) ở nhiều đơn vị gửi biểu hoặc nhiều năm, trong cùng giai đoạn: cùng mã số thuế, hoặc cùng tên khi không phân biệt chữ hoa, dấu, dấu cách và loại hình. Hai mã số thuế khác nhau là hai cơ sở. Không tính đề án nhóm và các năm của một đề án chuyển tiếp.",
    why: "Cơ sở đã được ngân sách hỗ trợ thì không được hỗ trợ lại cùng nội dung.",
    basis: "Nguyên tắc không hỗ trợ trùng từ ngân sách nhà nước cho cùng một nội dung.",
    example: "HTX Chè A nhận máy móc (3.1.b) ở Phong Thổ năm 2022 và ở Tân Uyên năm 2023.",
    mend: "Kiểm tra hồ sơ; nếu là hai cơ sở khác nhau thì ghi mã số thuế, nếu là một thì chỉ hỗ trợ một lần.",
    check: Check::Run(check),
};

type Row<'a> = (ProjectRef, &'a Project);

fn check(context: &Context<'_>) -> Vec<Finding> {
    let chains = context.chains();
    let mut groups: BTreeMap<(TaskId, Stage, Facility), Vec<Row<'_>>> = BTreeMap::new();
    for (at, project) in context.projects().filter(|(_, project)| draws_once(context, project)) {
        if let Some((task, facility)) = project.task.task.zip(context.beneficiaries.likely(at).cloned()) {
            groups.entry((task, project.stage, facility)).or_default().push((at, project));
        }
    }
    let mut found: Vec<_> = groups
        .into_values()
        .filter(|rows| {
            // The years of a carried-over project are where and when it began.
            let began = |at: &ProjectRef| context.project(chains.root(*at)).map(|row| (Submitter::of(row), row.year));
            rows.iter().map(|(at, _)| began(at)).collect::<BTreeSet<_>>().len() > 1
        })
        .collect();
    found.sort_by_key(|rows| rows.first().map(|(at, _)| *at));
    found.iter().filter_map(|rows| finding(context, rows)).collect()
}

/// Whether its task supports a facility once, and the project is of one.
fn draws_once(context: &Context<'_>, project: &Project) -> bool {
    project.is_of_one()
        && norms_of(context, project).is_some_and(|(_, norms)| norms.all().any(|norm| norm.per_facility))
}

/// One finding for all rows; the later ones come first, for they are the ones to look into.
fn finding(context: &Context<'_>, rows: &[Row<'_>]) -> Option<Finding> {
    let (at, last) = rows.iter().max_by_key(|(at, row)| (row.year, *at))?;
    let mut in_time: Vec<_> = rows.iter().map(|(at, row)| (row.year, *at, *row)).collect();
    in_time.sort_by_key(|(year, at, _)| (*year, *at));
    let where_and_when: Vec<String> = in_time
        .iter()
        .filter_map(|(year, _, row)| Some(format!("{} năm {}", words::unit(context.programme, row.unit), (*year)?)))
        .collect();
    let task = last.task.task?;
    let message = format!(
        "{} có đề án nhiệm vụ {} ở {}.",
        words::beneficiaries(in_time.iter().map(|(.., row)| *row)),
        context.programme.task(task).code,
        where_and_when.join("; "),
    );
    let action = "Kiểm tra hồ sơ; hai cơ sở khác nhau thì ghi mã số thuế, một cơ sở thì chỉ hỗ trợ một lần.";
    let finding = Finding::new(Code::TR02, Severity::Warning, message, action).about(*at, last);
    let places = in_time.iter().rev().map(|(.., row)| place(row));
    Some(places.fold(finding, Finding::at).on(context.programme.clause(task)))
}

fn place(project: &Project) -> Vec<Place> {
    project.place([project.beneficiary.at.or(project.tax_code.at)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::with_resolution;
    use crate::rules::testing::{FileOf, Row, Run, cells, check, file, row, run, table};

    fn machine() -> Row {
        row("3.1.b").beneficiary("HTX Chè A").trieu([0, 100, 300, 0])
    }

    fn of(unit: &str, year: i32, row: Row) -> FileOf {
        file(&format!("{unit} {year}.xlsx")).table(table().unit(unit).year(year).row(row))
    }

    fn two(first: (&str, i32, Row), second: (&str, i32, Row)) -> Run {
        run([of(first.0, first.1, first.2), of(second.0, second.1, second.2)])
    }

    #[test]
    fn another_unit_or_another_year_is_one_warning_the_later_one_first() {
        let finding = two(("Phong Thổ", 2023, machine()), ("Tân Uyên", 2022, machine())).only(Code::TR02);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["E9".to_owned()]));
        let files: Vec<&str> = finding.places.iter().map(|place| &*place.file).collect();
        assert_eq!(files, ["Phong Thổ 2023.xlsx", "Tân Uyên 2022.xlsx"]);
        assert_eq!(finding.year, Some(2023));
        assert!(finding.message.contains("Tân Uyên năm 2022; Phong Thổ năm 2023"), "{}", finding.message);
        two(("Phong Thổ", 2022, machine()), ("Phong Thổ", 2023, machine())).only(Code::TR02);
        two(("Phong Thổ", 2023, machine()), ("Tân Uyên", 2023, machine())).only(Code::TR02);
    }

    #[test]
    fn the_same_unit_and_year_are_left_to_the_other_rules() {
        check(table().row(machine().id("1")).row(machine().id("2"))).silent(Code::TR02);
    }

    #[test]
    fn the_name_is_one_without_its_legal_form_and_the_tax_code_decides_first() {
        let with = |first: Row, second: Row| two(("Phong Thổ", 2023, first), ("Tân Uyên", 2023, second));
        let found = with(machine(), machine().beneficiary("HỢP TÁC XÃ CHÈ A")).only(Code::TR02);
        assert!(found.message.contains("\"HTX Chè A\" / \"HỢP TÁC XÃ CHÈ A\""), "both names: {}", found.message);
        with(machine(), machine().beneficiary("HTX Chè B")).silent(Code::TR02);
        let code = |row: Row, code: &str| row.tax_code(code);
        with(code(machine(), "6200000001"), code(machine().beneficiary("HTX Khác"), "6200 000 001")).only(Code::TR02);
        with(code(machine(), "6200000001"), code(machine(), "6200000002")).silent(Code::TR02);
        with(code(machine(), "6200000001"), machine()).only(Code::TR02);
    }

    #[test]
    fn only_tasks_per_facility_are_looked_at_and_no_groups() {
        for (code, times) in
            [("2", 1), ("3.1.b", 1), ("6", 1), ("3.1.a", 0), ("4.1.d", 0), ("4.1.b", 0), ("4.1.đ", 0), ("5.1.b", 0)]
        {
            let again = || row(code).beneficiary("HTX Chè A");
            two(("Phong Thổ", 2022, again()), ("Phong Thổ", 2023, again())).times(Code::TR02, times);
        }
        two(("Phong Thổ", 2022, machine().group()), ("Phong Thổ", 2023, machine().group())).silent(Code::TR02);
        let list = || machine().beneficiary("Các cơ sở chế biến chè");
        two(("Phong Thổ", 2022, list()), ("Tân Uyên", 2022, list())).silent(Code::TR02);
    }

    #[test]
    fn the_years_of_a_carried_over_project_are_one_project_and_another_beside_it_is_not() {
        let carried = || machine().id("1").quantity("0").carried_over();
        let chain = || [of("Phong Thổ", 2022, machine().id("1")), of("Phong Thổ", 2023, carried())];
        run(chain()).silent(Code::TR02);
        let [first, second] = chain();
        let finding = run([first, second, of("Phong Thổ", 2024, machine().id("2"))]).only(Code::TR02);
        assert_eq!(finding.places.len(), 3);
    }

    #[test]
    fn stages_are_never_mixed() {
        let approved = file("b.xlsx").table(table().year(2022).stage(Stage::Approved).row(machine()));
        run([of("Phong Thổ", 2023, machine()), approved]).silent(Code::TR02);
    }

    #[test]
    fn several_facilities_stand_in_the_order_of_their_first_rows() {
        let of = |unit: &str, names: [&str; 2]| {
            file(&format!("{unit}.xlsx")).table(table().unit(unit).rows(names.map(|name| machine().beneficiary(name))))
        };
        let found = run([of("Phong Thổ", ["HTX B", "HTX A"]), of("Tân Uyên", ["HTX A", "HTX B"])]).times(Code::TR02, 2);
        assert!(found[0].message.contains("HTX B") && found[1].message.contains("HTX A"));
    }

    #[test]
    fn one_instrument_that_supports_a_facility_once_is_enough() {
        let approved = || machine().trieu([100, 100, 300, 0]).approved_on("2025-06-10".parse().unwrap());
        let files = [of("Phong Thổ", 2025, approved()), of("Tân Uyên", 2025, approved())];
        let found = run(files).catalogue(|programme| {
            *programme = with_resolution();
            let task = programme.task_by_code("3.1.b").unwrap();
            programme.tasks[task.index()].overlaid.iter_mut().for_each(|it| it.norm.per_facility = false);
        });
        found.only(Code::TR02);
    }
}
