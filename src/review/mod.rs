//! What the rules admit of each project (rà soát mức hỗ trợ). Software never appraises: people do.
//!
//! In this order: nothing of a second copy is admissible ([`copies`]); state money of an unknown task or from
//! a source that the task may not use is not admissible; what is left is held under the ceiling of the norm in
//! force ([`ceiling`]), less what earlier projects have drawn on the same cap ([`drawn`]).

mod ceiling;
mod copies;
mod draft;
mod drawn;

use std::collections::BTreeMap;

use crate::model::{Beneficiaries, Input, Money, Project, ProjectRef, Review, Sums, TaskId, Totals, TotalsKey};
use crate::programme::{Norm, Programme};
use draft::Draft;
use drawn::Drawn;

/// What is admissible of each project that counts.
pub fn review(programme: &Programme, inputs: &[Input], beneficiaries: &Beneficiaries) -> BTreeMap<ProjectRef, Review> {
    let mut projects: Vec<_> = counted(inputs).collect();
    let copies = copies::second_copies(&projects, beneficiaries);
    // Earlier years first, since what they draw counts against the caps of later ones.
    projects.sort_by_key(|(at, project)| (project.year, *at));
    let mut drawn = Drawn::nothing(&projects, beneficiaries);
    projects
        .into_iter()
        .map(|(at, project)| {
            let review = match copies.get(&at) {
                Some(first) => refuse_copy(programme, project, first),
                None => review_one(programme, (at, project), &mut drawn),
            };
            (at, review)
        })
        .collect()
}

/// The admissible figures: those of the reviews. A second copy adds nothing, not even its quantity.
pub fn admissible_totals(programme: &Programme, inputs: &[Input], reviews: &BTreeMap<ProjectRef, Review>) -> Totals {
    let mut totals = Totals::new(programme.sources.len());
    for (at, project) in counted(inputs) {
        let review = reviews.get(&at).filter(|review| !review.copy);
        if let (Some(key), Some(review)) = (TotalsKey::of(project), review) {
            let sources = review.admissible.clone();
            totals.add(key, &Sums { projects: 1, quantity: project.counted_quantity(), sources });
        }
    }
    totals
}

/// The projects that count, in the report's order.
fn counted(inputs: &[Input]) -> impl Iterator<Item = (ProjectRef, &Project)> {
    inputs.iter().enumerate().flat_map(|(at, input)| {
        input.counted().map(move |(table, project, row)| (ProjectRef { input: at, table, project }, row))
    })
}

fn refuse_copy(programme: &Programme, project: &Project, first: &Project) -> Review {
    let mut draft = Draft::new(programme, project);
    draft.drop_all(format!(
        "Trùng với đề án tại tệp \"{}\", trang tính \"{}\", dòng {}: chỉ tính một lần.",
        first.file,
        first.sheet,
        first.row + 1
    ));
    draft.finish(Some(Money::ZERO))
}

fn review_one(programme: &Programme, (at, project): (ProjectRef, &Project), drawn: &mut Drawn<'_>) -> Review {
    let mut draft = Draft::new(programme, project);
    let Some(task) = project.task.task else {
        let reason = "Chưa xác định được nhiệm vụ thuộc Chương trình nên chưa có căn cứ hỗ trợ từ ngân sách nhà nước.";
        draft.cut_whole(programme.state_sources(), |_, _| reason.to_owned());
        return draft.finish(None);
    };
    cut_forbidden(&mut draft, programme, project, task);
    let Some(norms) = programme.task(task).norms_for(project) else {
        return draft.finish(None);
    };
    // A written total above the sum of the sources is the cost (TG01 says that they differ).
    let unsaid = project.cost().zip(project.sources_sum()).map_or(Money::ZERO, |(cost, sum)| cost - sum);
    let cost = draft.cost() + unsaid;
    let mut hold = |norm: &Norm| {
        let ceiling = ceiling::lowest(programme.task(task), norm, (at, project), cost, drawn);
        if let Some(ceiling) = &ceiling {
            let slack = project.rounding(norm.binds.iter().copied()) + project.total.rounding();
            draft.hold_under(ceiling, norm, slack);
        }
        ceiling.map(|ceiling| ceiling.amount)
    };
    // Every part is held, whether or not another one has a ceiling.
    let parts: Vec<Option<Money>> = norms.parts.iter().map(|norm| hold(norm)).collect();
    let parts: Option<Money> = parts.into_iter().sum();
    let together = norms.together.as_ref().and_then(hold);
    let per_facility = norms.all().any(|norm| norm.per_facility);
    let own = project.judged_on().and_then(|day| programme.task(task).norm_on(day));
    let scale = own.and_then(|norm| norm.scale.as_ref());
    drawn.record((task, per_facility, scale), (at, project), draft.admissible());
    draft.finish(parts.into_iter().chain(together).min())
}

fn cut_forbidden(draft: &mut Draft<'_>, programme: &Programme, project: &Project, task: TaskId) {
    let on = project.judged_on();
    let forbidden = programme.state_sources().filter(|source| !programme.task(task).may_draw(*source, on));
    draft.cut_whole(forbidden, |source, amount| {
        format!(
            "{} không phải nguồn kinh phí của nhiệm vụ {}: không được hỗ trợ {amount} ({}).",
            programme.source(source).short,
            programme.task(task).code,
            programme.clause(task)
        )
    });
}

#[cfg(test)]
mod tests;
