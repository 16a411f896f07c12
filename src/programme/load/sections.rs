//! Sections, their tasks and the tasks' norms.

use toml::Spanned;

use super::fault::{Fault, fault, one_of, quoted};
use super::figures::{Figures, count, percentage, period};
use crate::model::{Money, SectionId, SourceId, TaskId, text};
use crate::programme::raw::{RawMoney, RawNorm, RawPrice, RawScale, RawSection, RawSubmittedBy, RawTask};
use crate::programme::{
    AssumedPrice, Decision, Kind, Norm, ScaleLimit, Section, Source, SourceKind, StatedTotals, SubmittedBy, Task,
};

type Result<T> = std::result::Result<T, Fault>;

/// What sections and tasks refer to.
pub(super) struct Context<'a> {
    /// How figures are read.
    pub figures: &'a Figures,
    /// The sources.
    pub sources: &'a [Source],
    /// The kinds of beneficiary.
    pub kinds: &'a [Kind],
    /// The totals: a source that has a figure there has one everywhere.
    pub totals: &'a StatedTotals,
    /// The decision, for the legal basis.
    pub decision: &'a Decision,
}

/// The sections and, in one list, their tasks.
pub(super) fn sections(raw: Spanned<Vec<RawSection>>, context: &Context<'_>) -> Result<(Vec<Section>, Vec<Task>)> {
    let mut sections: Vec<Section> = Vec::new();
    let mut tasks: Vec<Task> = Vec::new();
    if raw.get_ref().is_empty() {
        return Err(fault(&raw, "sections", "danh sách rỗng", "ít nhất một mục"));
    }
    for (index, section) in raw.into_inner().into_iter().enumerate() {
        let key = format!("sections[{index}]");
        let code = section.code.get_ref().clone();
        new_code(&section.code, sections.iter().map(|known| known.code.as_str()), &format!("{key}.code"))?;
        if section.tasks.is_empty() {
            return Err(fault(
                &section.code,
                format!("{key}.tasks"),
                "mục không có nhiệm vụ nào",
                "ít nhất một nhiệm vụ",
            ));
        }
        let first = tasks.len();
        for (position, task) in section.tasks.into_iter().enumerate() {
            let key = format!("{key}.tasks[{position}]");
            new_code(&task.code, tasks.iter().map(|known| known.code.as_str()), &format!("{key}.code"))?;
            belongs(&task.code, &code, &format!("{key}.code"))?;
            tasks.push(read_task(task, SectionId(index), context, &key)?);
        }
        sections.push(Section {
            total: context.figures.money(&section.total, &format!("{key}.total"))?,
            money: context.money(&section.money, &format!("{key}.money"))?,
            code,
            name: section.name,
            tasks: (first..tasks.len()).map(TaskId).collect(),
        });
    }
    Ok((sections, tasks))
}

fn new_code<'a>(code: &Spanned<String>, known: impl IntoIterator<Item = &'a str>, key: &str) -> Result<()> {
    if code.get_ref().trim().is_empty() {
        return Err(fault(code, key, "chuỗi rỗng", "một mã"));
    }
    // Codes are read without case and separators, so they must differ without them.
    let folded = text::accented_key(code.get_ref());
    if known.into_iter().any(|known| text::accented_key(known) == folded) {
        return Err(fault(code, key, format!("{} lần thứ hai", quoted(code.get_ref())), "mỗi mã một lần"));
    }
    Ok(())
}

/// A task's code begins with its section's, as in every decision.
fn belongs(task: &Spanned<String>, section: &str, key: &str) -> Result<()> {
    // Whatever sign the decision puts between them: "1.1.a", "II-2", "III/1".
    let inside = task.get_ref().strip_prefix(section).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let expected = || format!("mã của mục {section}: \"{section}\" hoặc \"{section}.…\"");
    if inside { Ok(()) } else { Err(fault(task, key, quoted(task.get_ref()), expected())) }
}

impl Context<'_> {
    /// Money by source: a figure for exactly the sources that have one in the totals.
    fn money(&self, written: &Spanned<RawMoney>, key: &str) -> Result<Vec<Option<Money>>> {
        let money = self.figures.by_source(written, key)?;
        for (index, (figure, total)) in money.iter().zip(&self.totals.money).enumerate() {
            let id = &self.sources[index].id;
            if figure.is_some() != total.is_some() {
                let (found, expected) = if total.is_some() {
                    (format!("không có \"{id}\""), "số tiền của mọi nguồn có trong totals.money (không có thì ghi 0)")
                } else {
                    (format!("có \"{id}\""), "chỉ các nguồn có trong totals.money")
                };
                return Err(fault(written, key, found, expected));
            }
        }
        Ok(money)
    }

    fn kinds(&self, written: &[Spanned<String>], key: &str) -> Result<Vec<usize>> {
        let known = || self.kinds.iter().map(|kind| &kind.id);
        let position = |(index, id): (usize, &Spanned<String>)| {
            let found = known().position(|known| known == id.get_ref());
            found.ok_or_else(|| fault(id, format!("{key}[{index}]"), quoted(id.get_ref()), one_of(known())))
        };
        written.iter().enumerate().map(position).collect()
    }
}

fn read_task(raw: RawTask, section: SectionId, context: &Context<'_>, key: &str) -> Result<Task> {
    let figures = context.figures;
    let money_key = format!("{key}.money");
    let stated = [raw.target.is_some(), raw.unit_cost.is_some(), raw.total.is_some(), raw.money.is_some()];
    if stated.contains(&true) && stated.contains(&false) {
        let names = ["target", "unit_cost", "total", "money"];
        let missing: Vec<_> =
            names.iter().zip(stated).filter(|(_, there)| !there).map(|(name, _)| quoted(name)).collect();
        let found = format!("nhiệm vụ {} thiếu {}", raw.code.get_ref(), missing.join(", "));
        return Err(fault(&raw.code, key, found, "đủ cả bốn số liệu, hoặc không số liệu nào"));
    }
    let money = match &raw.money {
        Some(money) => context.money(money, &money_key)?,
        None => vec![None; context.sources.len()],
    };
    let sources = figures.sources(raw.sources.get_ref(), &format!("{key}.sources"))?;
    for (index, amount) in money.iter().enumerate() {
        if amount.is_some_and(Money::is_positive) && !sources.contains(&SourceId(index)) {
            let found = format!("không có \"{}\"", context.sources[index].id);
            return Err(fault(&raw.sources, format!("{key}.sources"), found, "mọi nguồn có tiền trong money"));
        }
    }
    let amount = |written: &Option<Spanned<_>>, name: &str| {
        written.as_ref().map(|written| figures.money(written, &format!("{key}.{name}"))).transpose()
    };
    let clause = context.decision.clause(raw.code.get_ref());
    let target = raw.target.as_ref().map(|target| count(target, &format!("{key}.target"), 1)).transpose()?;
    let (beneficiary_label, beneficiary) =
        raw.beneficiary.map_or_else(Default::default, |beneficiary| (beneficiary.label, Some(beneficiary.text)));
    Ok(Task {
        section,
        kinds: context.kinds(&raw.kinds, &format!("{key}.kinds"))?,
        target,
        unit_cost: amount(&raw.unit_cost, "unit_cost")?,
        total: amount(&raw.total, "total")?,
        money,
        norms: norms(raw.norms, context, &clause, key)?,
        overlaid: Vec::new(),
        code: raw.code.into_inner(),
        name: raw.name,
        content: raw.content,
        beneficiary_label,
        beneficiary,
        measure: raw.measure,
        measure_aliases: raw.measure_aliases,
        target_text: raw.target_text,
        submitted_by: match raw.submitted_by {
            RawSubmittedBy::Local => SubmittedBy::Local,
            RawSubmittedBy::Province => SubmittedBy::Province,
            RawSubmittedBy::Either => SubmittedBy::Either,
        },
        sources,
    })
}

/// The norms of a task; on no day do two of them hold.
fn norms(raw: Vec<Spanned<RawNorm>>, context: &Context<'_>, clause: &str, key: &str) -> Result<Vec<Norm>> {
    let mut norms: Vec<Norm> = Vec::new();
    for (index, written) in raw.into_iter().enumerate() {
        let key = format!("{key}.norms[{index}]");
        let span = Spanned::new(written.span(), ());
        let norm = read_norm(written.into_inner(), context, clause, &key)?;
        if norms.iter().any(|other| other.meets(&norm)) {
            let found = "định mức có hiệu lực cùng lúc với một định mức ở trên";
            return Err(fault(&span, key, found, "from và until không chồng lên nhau"));
        }
        norms.push(norm);
    }
    Ok(norms)
}

fn read_norm(raw: RawNorm, context: &Context<'_>, clause: &str, key: &str) -> Result<Norm> {
    let figures = context.figures;
    let (from, until) = period(raw.from.as_ref(), raw.until.as_ref(), key)?;
    let percent = |written: &Option<Spanned<_>>, name: &str| {
        written.as_ref().map(|written| percentage(written, &format!("{key}.{name}"))).transpose()
    };
    let binds = state_money(&raw.binds, figures, context.sources, &format!("{key}.binds"))?;
    let scale = |scale: RawScale| -> Result<ScaleLimit> {
        let most = count(&scale.most, &format!("{key}.scale.most"), 1)?;
        Ok(ScaleLimit { most, of: scale.of, planned: scale.planned })
    };
    let price = |price: RawPrice| -> Result<AssumedPrice> {
        let amount = figures.money(&price.amount, &format!("{key}.price.amount"))?;
        Ok(AssumedPrice { amount, per: price.per, per_quantity: price.per_quantity })
    };
    Ok(Norm {
        from,
        until,
        binds,
        cap: raw.cap.as_ref().map(|cap| figures.money(cap, &format!("{key}.cap"))).transpose()?,
        per_facility: said_of(raw.per_facility.as_ref(), raw.cap.is_some(), "cap", &format!("{key}.per_facility"))?,
        percent: percent(&raw.percent, "percent")?,
        percent_of_rent: said_of(
            raw.percent_of_rent.as_ref(),
            raw.percent.is_some(),
            "percent",
            &format!("{key}.percent_of_rent"),
        )?,
        scale: raw.scale.map(scale).transpose()?,
        price: raw.price.map(price).transpose()?,
        implied_share: percent(&raw.implied_share, "implied_share")?,
        text: raw.text,
        basis: raw.basis.unwrap_or_else(|| clause.to_owned()),
    })
}

/// The sources that a norm binds: one or several of the state's.
pub(super) fn state_money(
    written: &Spanned<Vec<Spanned<String>>>,
    figures: &Figures,
    sources: &[Source],
    key: &str,
) -> Result<Vec<SourceId>> {
    let binds = figures.sources(written.get_ref(), key)?;
    let state_only = binds.iter().all(|source| sources[source.index()].kind == SourceKind::State);
    if binds.is_empty() || !state_only {
        let found: Vec<_> = written.get_ref().iter().map(|id| quoted(id.get_ref())).collect();
        return Err(fault(written, key, format!("[{}]", found.join(", ")), "một hay nhiều nguồn kind = \"state\""));
    }
    Ok(binds)
}

/// A mark on another figure of the norm, which must then be there.
pub(super) fn said_of(mark: Option<&Spanned<bool>>, there: bool, figure: &str, key: &str) -> Result<bool> {
    match mark {
        Some(mark) if *mark.get_ref() && !there => {
            Err(fault(mark, key, format!("true mà không có \"{figure}\""), format!("\"{figure}\" đi kèm")))
        }
        Some(mark) => Ok(*mark.get_ref()),
        None => Ok(false),
    }
}
