//! Sources, units and kinds: what they are called, and that no name means two of them.

use std::collections::BTreeMap;

use toml::Spanned;

use super::fault::{Fault, fault, quoted};
use super::figures::{Figures, period};
use crate::model::{LegalForms, SourceId, text};
use crate::programme::raw::{RawKind, RawLevel, RawSource, RawSourceKind, RawUnit};
use crate::programme::{Kind, Level, Source, SourceKind, Unit};

type Result<T> = std::result::Result<T, Fault>;

/// The names given so far, folded as readers fold them, and who bears each.
#[derive(Default)]
struct Names {
    owners: BTreeMap<String, Vec<(usize, String)>>,
}

impl Names {
    /// Gives a name to an owner, unless another one bears it.
    fn give(&mut self, owner: usize, written: &Spanned<String>, key: &str) -> Result<()> {
        self.give_beside(owner, written, key, |_| false)
    }

    /// Gives a name to an owner, unless another one bears it that may not share a name with it.
    fn give_beside(
        &mut self,
        owner: usize,
        written: &Spanned<String>,
        key: &str,
        may_share: impl Fn(usize) -> bool,
    ) -> Result<()> {
        let folded = text::accented_key(written.get_ref());
        if folded.is_empty() {
            return Err(fault(written, key, quoted(written.get_ref()), "một tên có chữ hoặc số"));
        }
        let owners = self.owners.entry(folded).or_default();
        if let Some((_, first)) = owners.iter().find(|(other, _)| *other != owner && !may_share(*other)) {
            let found = format!("{} đã là tên ở \"{first}\"", quoted(written.get_ref()));
            return Err(fault(written, key, found, "mỗi tên chỉ thuộc về một mục"));
        }
        if owners.iter().all(|(other, _)| *other != owner) {
            owners.push((owner, key.to_owned()));
        }
        Ok(())
    }

    fn give_all(&mut self, owner: usize, written: &[Spanned<String>], key: &str) -> Result<()> {
        written.iter().enumerate().try_for_each(|(index, name)| self.give(owner, name, &format!("{key}[{index}]")))
    }
}

/// The sources: at least one of the state's, no id and no header twice.
pub(super) fn sources(raw: &Spanned<Vec<RawSource>>) -> Result<Vec<Source>> {
    let mut ids = Names::default();
    let mut headers = Names::default();
    for (index, source) in raw.get_ref().iter().enumerate() {
        let key = format!("sources[{index}]");
        ids.give(index, &source.id, &format!("{key}.id"))?;
        headers.give(index, &source.short, &format!("{key}.short"))?;
        headers.give(index, &source.header, &format!("{key}.header"))?;
        headers.give(index, &source.name, &format!("{key}.name"))?;
        headers.give_all(index, &source.aliases, &format!("{key}.aliases"))?;
        headers.give_all(index, &source.loose_aliases, &format!("{key}.loose_aliases"))?;
        approvers(source, &key)?;
    }
    let sources: Vec<_> = raw.get_ref().iter().map(source).collect();
    if !sources.iter().any(|source| source.kind == SourceKind::State) {
        return Err(fault(
            raw,
            "sources",
            "không có nguồn nào kind = \"state\"",
            "ít nhất một nguồn ngân sách nhà nước",
        ));
    }
    Ok(sources)
}

/// Who approves is told by words, and of state money only.
fn approvers(source: &RawSource, key: &str) -> Result<()> {
    let of_state = matches!(source.kind, RawSourceKind::State);
    for (index, written) in source.approved_by.iter().enumerate() {
        let key = format!("{key}.approved_by[{index}]");
        if text::key(written.get_ref()).is_empty() {
            return Err(fault(written, key, quoted(written.get_ref()), "một tên có chữ hoặc số"));
        }
        if !of_state {
            return Err(fault(written, key, quoted(written.get_ref()), "chỉ nguồn kind = \"state\" có approved_by"));
        }
    }
    Ok(())
}

fn source(raw: &RawSource) -> Source {
    Source {
        id: raw.id.get_ref().clone(),
        short: raw.short.get_ref().clone(),
        header: raw.header.get_ref().clone(),
        name: raw.name.get_ref().clone(),
        kind: match raw.kind {
            RawSourceKind::State => SourceKind::State,
            RawSourceKind::Own => SourceKind::Own,
            RawSourceKind::Other => SourceKind::Other,
        },
        aliases: plain(&raw.aliases),
        loose_aliases: plain(&raw.loose_aliases),
        always_shown: raw.always_shown,
        approved_by: plain(&raw.approved_by),
    }
}

/// The ids of the sources, in order.
pub(super) fn ids(sources: &[Source]) -> Vec<String> {
    sources.iter().map(|source| source.id.clone()).collect()
}

/// The order of cutting: every state source once, no other.
pub(super) fn cut_order(
    raw: &Spanned<Vec<Spanned<String>>>,
    figures: &Figures,
    state: &[SourceId],
) -> Result<Vec<SourceId>> {
    let order = figures.sources(raw.get_ref(), "cut_order")?;
    let complete = order.len() == state.len() && state.iter().all(|source| order.contains(source));
    if complete {
        return Ok(order);
    }
    let found: Vec<_> = raw.get_ref().iter().map(|id| quoted(id.get_ref())).collect();
    let names: Vec<_> = state.iter().map(|source| quoted(&figures.source_ids[source.index()])).collect();
    Err(fault(raw, "cut_order", format!("[{}]", found.join(", ")), format!("đủ các nguồn {}", names.join(", "))))
}

/// The units: at least one, and no name that means two of them on one day.
pub(super) fn units(raw: &Spanned<Vec<RawUnit>>) -> Result<Vec<Unit>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut names = Names::default();
    for (index, unit) in raw.get_ref().iter().enumerate() {
        let key = format!("units[{index}]");
        let (from, until) = period(unit.from.as_ref(), unit.until.as_ref(), &key)?;
        let read = Unit {
            short: unit.short.get_ref().clone(),
            full: unit.full.get_ref().clone(),
            level: match unit.level {
                RawLevel::Province => Level::Province,
                RawLevel::Local => Level::Local,
            },
            aliases: plain(&unit.aliases),
            from,
            until,
        };
        // A commune may take over a former district's name: only units of one time may not share a name.
        let may_share = |earlier: usize| !overlap(&units[earlier], &read);
        names.give_beside(index, &unit.short, &format!("{key}.short"), may_share)?;
        names.give_beside(index, &unit.full, &format!("{key}.full"), may_share)?;
        for (position, alias) in unit.aliases.iter().enumerate() {
            names.give_beside(index, alias, &format!("{key}.aliases[{position}]"), may_share)?;
        }
        if units.iter().any(|other| other.short == read.short) {
            return Err(fault(
                &unit.short,
                format!("{key}.short"),
                quoted(&read.short),
                "tên ngắn chưa đơn vị nào mang",
            ));
        }
        units.push(read);
    }
    if units.is_empty() {
        return Err(fault(raw, "units", "danh sách rỗng", "ít nhất một đơn vị"));
    }
    Ok(units)
}

fn overlap(one: &Unit, other: &Unit) -> bool {
    let starts_in_time = |from: &Unit, until: &Unit| match (from.from, until.until) {
        (Some(from), Some(until)) => from <= until,
        _ => true,
    };
    starts_in_time(one, other) && starts_in_time(other, one)
}

/// The kinds of beneficiary, no id and no name twice.
pub(super) fn kinds(raw: Vec<RawKind>) -> Result<Vec<Kind>> {
    let mut ids = Names::default();
    let mut names = Names::default();
    let mut kinds = Vec::new();
    for (index, kind) in raw.into_iter().enumerate() {
        let key = format!("kinds[{index}]");
        ids.give(index, &kind.id, &format!("{key}.id"))?;
        names.give(index, &kind.name, &format!("{key}.name"))?;
        names.give_all(index, &kind.synonyms, &format!("{key}.synonyms"))?;
        let (name, synonyms) = (kind.name.into_inner(), plain(&kind.synonyms));
        kinds.push(Kind {
            id: kind.id.into_inner(),
            words: std::iter::once(&name).chain(&synonyms).map(|name| text::words(name)).collect(),
            name,
            synonyms,
            legal_form: kind.legal_form,
        });
    }
    Ok(kinds)
}

/// The legal forms: every name of the kinds that are marked so.
pub(super) fn legal_forms(kinds: &[Kind]) -> LegalForms {
    let marked = kinds.iter().enumerate().filter(|(_, kind)| kind.legal_form);
    LegalForms::new(
        marked.flat_map(|(at, kind)| {
            std::iter::once(&kind.name).chain(&kind.synonyms).map(move |name| (at, name.as_str()))
        }),
    )
}

fn plain(written: &[Spanned<String>]) -> Vec<String> {
    written.iter().map(|name| name.get_ref().clone()).collect()
}
