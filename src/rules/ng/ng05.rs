//! NG05: national money on a project that is not marked as approved by the Ministry, from the stage phê duyệt on.

use crate::model::{Code, Finding, Project, ProjectRef, Severity, SourceId, Table, text};
use crate::programme::Source;
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::NG05,
    severity: Severity::Warning,
    severity_note: "",
    title: "Chưa ghi phê duyệt của cấp quản lý nguồn",
    what: "Từ giai đoạn phê duyệt trở đi, đề án dùng kinh phí khuyến công quốc gia mà cột Quyết định phê duyệt (hoặc Ghi chú) không nhắc đến Bộ Công Thương.",
    why: "Kinh phí khuyến công quốc gia do Bộ Công Thương phê duyệt; tỉnh không tự phê duyệt được.",
    basis: "Nguyên tắc sử dụng kinh phí khuyến công quốc gia tại {sử dụng} của Chương trình.",
    example: "Biểu phê duyệt năm 2023, đề án 3.1.b dùng KCQG 300 triệu đồng, Quyết định phê duyệt ghi \"QĐ 55/QĐ-UBND\".",
    mend: "Ghi số, ngày quyết định phê duyệt của Bộ Công Thương; chưa có thì chưa đưa nguồn này vào biểu phê duyệt.",
    check: Check::Project(check),
};

/// Words of a note by which an approval is still to come; with accents, since "cho" is no "chờ".
const TO_COME: [&[&str]; 5] = [&["chưa"], &["chua"], &["chờ"], &["đề", "nghị"], &["dự", "kiến"]];

fn check(context: &Context<'_>, _: &Table, at: ProjectRef, project: &Project) -> Vec<Finding> {
    if !project.stage.is_binding() {
        return Vec::new();
    }
    let drawn = context.programme.state_sources().filter(|source| project.source(*source).is_positive());
    drawn.filter_map(|source| find(context, at, project, source)).collect()
}

fn find(context: &Context<'_>, at: ProjectRef, project: &Project, id: SourceId) -> Option<Finding> {
    let source = context.programme.source(id);
    let approver = source.approved_by.first()?;
    (!is_marked(source, project)).then(|| {
        let amount = project.source(id);
        let message = format!(
            "Đề án ở giai đoạn {} dùng {} {amount} nhưng không ghi quyết định phê duyệt của {approver}.",
            project.stage.name().to_lowercase(),
            source.short
        );
        let action = format!("Ghi số, ngày quyết định của {approver}; chưa có thì chưa đưa nguồn này vào biểu.");
        let cells = [project.approval.at].into_iter().chain(project.source_cells([id]));
        Finding::new(Code::NG05, Severity::Warning, message, action)
            .at(project.place(cells))
            .about(at, project)
            .of_source(id)
            .found(amount)
    })
}

/// Whether the approval names who must approve; or the note does, and not as something still to come.
fn is_marked(source: &Source, project: &Project) -> bool {
    let names = |said: &str| {
        let said = text::words(said);
        let marks = source.approved_by.iter().map(|mark| text::words(mark));
        marks.filter(|mark| !mark.is_empty()).any(|mark| said.windows(mark.len()).any(|run| *run == *mark))
    };
    let to_come = |said: &str| {
        let said = text::tidy(said).to_lowercase();
        let said: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        TO_COME.iter().any(|word| said.windows(word.len()).any(|run| run == *word))
    };
    let note = project.note.text();
    names(project.approval.text()) || (names(note) && !to_come(note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stage;
    use crate::rules::testing::{Row, Run, cells, check, dong, row, source, table};

    fn machine(national: i64) -> Row {
        row("3.1.b").dong([national, 0, 300_000_000, 0])
    }

    fn at(stage: Stage, row: Row) -> Run {
        check(table().stage(stage).row(row))
    }

    #[test]
    fn one_dong_of_national_money_without_the_ministrys_approval_is_a_warning() {
        at(Stage::Approved, machine(0)).silent(Code::NG05);
        let finding = at(Stage::Approved, machine(1)).only(Code::NG05);
        assert_eq!((finding.severity, cells(&finding)), (Severity::Warning, vec!["L9".to_owned(), "S9".to_owned()]));
        assert_eq!((finding.actual, finding.source), (Some(dong(1)), Some(source("national"))));
        let approver = &crate::rules::testing::programme().source(source("national")).approved_by[0];
        assert!(finding.message.ends_with(&format!("phê duyệt của {approver}.")), "{}", finding.message);
        let wordless = at(Stage::Approved, machine(1)).catalogue(|programme| {
            programme.sources[source("national").index()].approved_by.push("–".to_owned());
        });
        wordless.only(Code::NG05);
    }

    #[test]
    fn it_is_asked_from_approval_on() {
        for (stage, times) in Stage::ALL.into_iter().zip([0, 0, 1, 1]) {
            at(stage, machine(100)).times(Code::NG05, times);
        }
    }

    #[test]
    fn the_approval_names_the_ministry_in_any_usual_way() {
        for said in
            ["QĐ 1234/QĐ-BCT ngày 15/3/2023", "Quyết định của Bộ Công Thương", "VB 12/CTĐP-QLKC", "qd bo cong thuong"]
        {
            at(Stage::Approved, machine(100).approval(said)).silent(Code::NG05);
        }
        for said in ["QĐ 55/QĐ-UBND ngày 15/3/2023", "QĐ 12/QĐ-SCT", "12/QĐ-BCTX"] {
            at(Stage::Approved, machine(100).approval(said)).only(Code::NG05);
        }
    }

    #[test]
    fn a_note_may_say_it_but_not_as_something_to_come() {
        at(Stage::Approved, machine(100).note("Bộ Công Thương đã phê duyệt cho HTX")).silent(Code::NG05);
        at(Stage::Approved, machine(100).note("Chờ Bộ Công Thương phê duyệt")).only(Code::NG05);
        at(Stage::Approved, machine(100).note("Dự – kiến: Bộ Công Thương phê duyệt")).only(Code::NG05);
        at(Stage::Approved, machine(100).note("Đề án điểm")).only(Code::NG05);
    }

    #[test]
    fn provincial_money_is_the_provinces_own() {
        at(Stage::Approved, row("6").trieu([0, 35, 35, 0])).silent(Code::NG05);
    }
}
