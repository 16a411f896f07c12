//! CT04: a state source's money passes the programme's total for the period.

use super::contributions::Contributions;
use super::{stages, summed};
use crate::model::{Code, Finding, Severity, SourceId, Stage, TotalsKey};
use crate::rules::{Check, Context, Rule};

pub(in crate::rules) const RULE: Rule = Rule {
    code: Code::CT04,
    severity: Severity::Warning,
    severity_note: "Lỗi, từ giai đoạn phê duyệt trở đi.",
    title: "Kinh phí của nguồn vượt Chương trình",
    what: "Tổng tiền từ một nguồn ngân sách, cộng mọi đề án của cùng giai đoạn trong đợt, lớn hơn tổng của nguồn đó trong Chương trình.",
    why: "Ngân sách của cả giai đoạn đã được ấn định; vượt thì không có nguồn để cấp.",
    basis: "Chương trình, {ngân sách} (nguồn hỗ trợ của ngân sách Nhà nước); Phụ lục 03.",
    example: "NS tỉnh đăng ký 11.380 triệu đồng cho cả giai đoạn; Chương trình có 11.080, vượt 300 triệu đồng.",
    mend: "Xem xét thứ tự ưu tiên giữa các nhiệm vụ và đơn vị, hoặc đề xuất điều chỉnh Chương trình.",
    check: Check::Run(check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let pairs = stages(context)
        .into_iter()
        .flat_map(|stage| context.programme.state_sources().map(move |source| (stage, source)));
    pairs.filter_map(|(stage, source)| find(context, stage, source)).collect()
}

fn find(context: &Context<'_>, stage: Stage, source: SourceId) -> Option<Finding> {
    let programme = context.programme;
    let stated = programme.totals.money.get(source.index()).copied().flatten()?;
    let in_stage = |key: &TotalsKey| key.stage == stage;
    let registered = context.totals.sum(in_stage).source(source);
    (registered > stated).then(|| {
        let units = Contributions::of(context, in_stage, |sums| sums.source(source));
        let message = format!(
            "Nguồn {} ({}): {registered}, Chương trình có {stated} cho cả giai đoạn. Theo đơn vị: {}.",
            programme.source(source).short,
            summed(context, stage),
            units.words(context),
        );
        let severity = if stage.is_binding() { Severity::Error } else { Severity::Warning };
        let action = "Xem xét thứ tự ưu tiên giữa các nhiệm vụ và đơn vị, hoặc đề xuất điều chỉnh Chương trình.";
        Finding::new(Code::CT04, severity, message, action).of_source(source).compare(registered, stated)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{Run, check, dong, file, money, row, run, source, table};

    /// NS tỉnh: 11.080 triệu đồng over the period.
    fn provincial(stage: Stage, amount: i64) -> Run {
        run([file("a.xlsx").table(table().stage(stage).row(row("3.1.b").dong([0, amount, 0, 0])))])
    }

    #[test]
    fn one_dong_above_the_total_is_a_warning_the_total_itself_is_not() {
        provincial(Stage::Registered, 11_079_999_999).silent(Code::CT04);
        provincial(Stage::Registered, 11_080_000_000).silent(Code::CT04);
        let finding = provincial(Stage::Registered, 11_080_000_001).only(Code::CT04);
        assert_eq!((finding.difference.clone(), finding.expected.clone()), (Some(dong(1)), Some(money(11_080))));
        assert_eq!((finding.severity, finding.source), (Severity::Warning, Some(source("provincial"))));
        assert!(finding.places.is_empty() && finding.message.contains("Phong Thổ 11.080.000.001 đồng"));
    }

    #[test]
    fn from_approval_on_it_is_an_error() {
        let severity = |stage| provincial(stage, 11_080_000_001).only(Code::CT04).severity;
        assert_eq!(severity(Stage::Appraised), Severity::Warning);
        assert_eq!(severity(Stage::Approved), Severity::Error);
    }

    #[test]
    fn mobilised_money_may_pass_every_figure() {
        check(table().row(row("3.1.b").trieu([0, 0, 99_999, 99_999]))).silent(Code::CT04);
    }
}
