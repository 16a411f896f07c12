//! An overlay: the norms that a later instrument sets for some sources, laid over a base catalogue.

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::fault::{CatalogueText, Fault, fault, one_of, quoted};
use super::figures::{Figures, percentage, period};
use super::{hex, money_unit, names, sections};
use crate::error::{Error, Result};
use crate::model::{TaskId, text};
use crate::programme::raw::Number;
use crate::programme::raw::overlay::{RawOverlaidNorm, RawOverlay, RawVariant};
use crate::programme::{Norm, Overlaid, Overlay, Programme, Variant};

/// The key that makes a file an overlay: which catalogue it amends.
const AMENDS: &str = "amends";

/// Whether a text is an overlay's; a text that is no TOML is none.
pub(super) fn is_one(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok_and(|table| table.contains_key(AMENDS))
}

/// Lays an overlay over a programme.
///
/// # Errors
/// [`Error::Programme`] where the text is no overlay or what it says is wrong; the programme is then as it was.
pub(super) fn lay(programme: &mut Programme, text: &str, name: &str) -> Result<()> {
    let source = CatalogueText { name, text, cells: None };
    if text.parse::<toml::Table>().is_ok() && !is_one(text) {
        return Err(Error::Programme(format!(
            "{name}: không phải danh mục bổ sung (không có khóa \"{AMENDS}\"); chỉ tệp --programme thứ nhất là danh mục gốc"
        )));
    }
    let raw: RawOverlay = source.parse()?;
    let (mut overlay, norms) = read(programme, raw).map_err(|fault| source.error(&fault))?;
    for (task, norm) in norms {
        programme.tasks[task.index()].overlaid.push(norm);
    }
    overlay.sha256 = hex(&Sha256::digest(text.as_bytes()));
    programme.overlays.push(overlay);
    Ok(())
}

type Read = (Overlay, Vec<(TaskId, Overlaid)>);

fn read(programme: &Programme, raw: RawOverlay) -> std::result::Result<Read, Fault> {
    if *raw.amends.get_ref() != programme.id {
        return Err(fault(&raw.amends, AMENDS, quoted(raw.amends.get_ref()), quoted(&programme.id)));
    }
    if raw.id.get_ref().trim().is_empty() || programme.overlays.iter().any(|other| other.id == *raw.id.get_ref()) {
        return Err(fault(&raw.id, "id", quoted(raw.id.get_ref()), "tên ngắn chưa danh mục bổ sung nào mang"));
    }
    let reader = Reader {
        programme,
        figures: Figures {
            unit: money_unit(&raw.money_unit)?,
            years: programme.years(),
            source_ids: names::ids(&programme.sources),
        },
        short: &raw.instrument.short,
    };
    let mut norms: Vec<(TaskId, Overlaid)> = Vec::new();
    for (index, written) in raw.norms.into_iter().enumerate() {
        let key = format!("norms[{index}]");
        let span = Spanned::new(written.span(), ());
        let (task, overlaid) = reader.norm(written.into_inner(), &key)?;
        let earlier = programme.task(task).overlaid.iter();
        let here = norms.iter().filter(|(other, _)| *other == task).map(|(_, overlaid)| overlaid);
        if earlier.chain(here).any(|other| clash(&other.norm, &overlaid.norm)) {
            let found = format!(
                "định mức của nhiệm vụ {} có hiệu lực cùng lúc với một định mức khác cho cùng nguồn",
                programme.task(task).code
            );
            return Err(fault(&span, key, found, "from và until không chồng lên nhau"));
        }
        norms.push((task, overlaid));
    }
    let (title, short) = (raw.instrument.title, raw.instrument.short);
    Ok((Overlay { id: raw.id.into_inner(), title, short, sha256: String::new() }, norms))
}

/// Whether two norms bind one source on one day.
fn clash(one: &Norm, other: &Norm) -> bool {
    one.meets(other) && one.binds.iter().any(|source| other.binds.contains(source))
}

struct Reader<'a> {
    programme: &'a Programme,
    figures: Figures,
    /// The instrument, for the legal basis.
    short: &'a str,
}

impl Reader<'_> {
    fn norm(&self, raw: RawOverlaidNorm, key: &str) -> std::result::Result<(TaskId, Overlaid), Fault> {
        let code = raw.task.get_ref();
        let task = self.programme.task_by_code(code).ok_or_else(|| {
            let codes = self.programme.tasks.iter().map(|task| &task.code);
            fault(&raw.task, format!("{key}.task"), quoted(code), one_of(codes))
        })?;
        let (from, until) = period(Some(&raw.from), raw.until.as_ref(), key)?;
        if raw.cap.is_none() && raw.percent.is_none() {
            return Err(fault(&raw.task, key, "định mức không có \"cap\" và \"percent\"", "ít nhất một trong hai"));
        }
        let binds_key = format!("{key}.binds");
        let norm = Norm {
            from,
            until,
            binds: sections::state_money(&raw.binds, &self.figures, &self.programme.sources, &binds_key)?,
            cap: self.cap(raw.cap.as_ref(), key)?,
            per_facility: sections::said_of(
                raw.per_facility.as_ref(),
                raw.cap.is_some(),
                "cap",
                &format!("{key}.per_facility"),
            )?,
            percent: percent(raw.percent.as_ref(), key)?,
            percent_of_rent: false,
            scale: None,
            price: None,
            implied_share: None,
            text: raw.text,
            basis: match raw.clause {
                Some(clause) => format!("{}, {clause}", self.short),
                None => format!("{}, nhiệm vụ {code}", self.short),
            },
        };
        let variant = |(index, raw)| self.variant(raw, &norm, &format!("{key}.variants[{index}]"));
        let variants = raw.variants.iter().enumerate().map(variant).collect::<std::result::Result<_, _>>()?;
        Ok((task, Overlaid { norm, variants }))
    }

    /// A variant is the norm but for the figures that it gives itself.
    fn variant(&self, raw: &RawVariant, norm: &Norm, key: &str) -> std::result::Result<Variant, Fault> {
        let words: Vec<String> = raw.words.get_ref().iter().map(|words| words.get_ref().clone()).collect();
        if words.is_empty() || words.iter().any(|words| text::key(words).is_empty()) {
            return Err(fault(&raw.words, format!("{key}.words"), "chuỗi rỗng", "một hay nhiều cụm từ"));
        }
        let norm = Norm {
            cap: self.cap(raw.cap.as_ref(), key)?.or(norm.cap),
            percent: percent(raw.percent.as_ref(), key)?.or(norm.percent),
            text: raw.text.clone(),
            basis: format!("{} ({})", norm.basis, words.join(", ")),
            ..norm.clone()
        };
        Ok(Variant { words, norm })
    }

    fn cap(
        &self,
        written: Option<&Spanned<Number>>,
        key: &str,
    ) -> std::result::Result<Option<crate::model::Money>, Fault> {
        written.map(|cap| self.figures.money(cap, &format!("{key}.cap"))).transpose()
    }
}

fn percent(written: Option<&Spanned<Number>>, key: &str) -> std::result::Result<Option<rust_decimal::Decimal>, Fault> {
    written.map(|percent| percentage(percent, &format!("{key}.percent"))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{audit, load};

    const SHIPPED: &str = include_str!("../../../templates/nq-18-2025-hdnd.toml");

    fn laid(text: &str) -> Result<Programme> {
        let mut programme = load::embedded()?;
        lay(&mut programme, text, "nq.toml")?;
        Ok(programme)
    }

    #[test]
    fn what_ships_is_laid_over_the_decision_and_its_figures_are_its_words() {
        let programme = laid(SHIPPED).unwrap();
        assert_eq!(programme.overlays.len(), 1);
        assert_eq!(programme.overlays[0].sha256, hex(&Sha256::digest(SHIPPED.as_bytes())));
        assert_eq!(programme.sha256, load::embedded().unwrap().sha256, "the base keeps its own");
        let laid_on: Vec<&str> =
            programme.tasks.iter().filter(|task| !task.overlaid.is_empty()).map(|task| task.code.as_str()).collect();
        assert_eq!(laid_on, ["3.1.a", "3.1.b", "5.1.b"]);
        assert_eq!(audit::audit(&programme).render(), "53/53 đẳng thức đúng\n");
        let wrong = laid(&SHIPPED.replace("cap = 450", "cap = 540")).unwrap();
        assert!(audit::audit(&wrong).render().starts_with("52/53"));
    }

    #[test]
    fn each_mistake_names_its_key() {
        let task = |code: &str| format!("task = \"{code}\"");
        let overlapping = format!(
            "{SHIPPED}\n[[norms]]\ntask = \"3.1.a\"\nfrom = \"2026-01-01\"\nbinds = [\"provincial\"]\ncap = 1\ntext = \"\"\n"
        );
        for (text, key, said) in [
            (
                SHIPPED.replace(&task("5.1.b"), &task("5.1.c")),
                "norms[2].task",
                "thấy \"5.1.c\", cần một trong: \"1.1.a\"",
            ),
            (SHIPPED.replace("\"provincial\"", "\"own\""), "norms[0].binds", "kind = \"state\""),
            (SHIPPED.replace("\"provincial\"", "\"district\""), "norms[0].binds[0]", "\"district\""),
            (SHIPPED.replace("\"2025-05-05\"", "\"2025-02-30\""), "norms[0].from", "ngày có thật"),
            (SHIPPED.replace("= \"lai-chau-2021-2025\"", "= \"ha-giang\""), "amends", "\"lai-chau-2021-2025\""),
            (SHIPPED.replace("[\"dây chuyền\"]", "[]"), "norms[1].variants[0].words", "cụm từ"),
            (SHIPPED.replace("cap = 10\n", ""), "norms[2]", "\"cap\""),
            (SHIPPED.replace("cap = 10\n", "cpa = 10\n"), "norms[2].cpa", "khóa lạ"),
            (overlapping, "norms[3]", "không chồng lên nhau"),
        ] {
            let told = laid(&text).unwrap_err().to_string();
            assert!(told.starts_with("nq.toml, dòng "), "{told}");
            assert!(told.contains(&format!("khóa \"{key}\"")) && told.contains(said), "{key}: {told}");
        }
    }

    #[test]
    fn norms_that_follow_each_other_or_bind_other_sources_stand_side_by_side() {
        let more = |from: &str, source: &str| {
            let ended = SHIPPED.replacen("from = \"2025-05-05\"", "from = \"2025-05-05\"\nuntil = \"2025-12-31\"", 1);
            laid(&format!(
                "{ended}\n[[norms]]\ntask = \"3.1.a\"\nfrom = \"{from}\"\nbinds = [\"{source}\"]\ncap = 1\ntext = \"\"\n"
            ))
        };
        assert!(more("2026-01-01", "provincial").is_ok());
        assert!(more("2025-12-31", "provincial").is_err());
        assert!(more("2025-06-01", "national").is_ok());
    }

    #[test]
    fn a_base_catalogue_is_no_overlay_and_no_overlay_is_laid_twice() {
        let base = include_str!("../../../templates/lai-chau-2021-2025.toml");
        assert!(is_one(SHIPPED) && !is_one(base) && !is_one("amends ="));
        assert!(laid(base).unwrap_err().to_string().contains("không phải danh mục bổ sung"));
        let mut programme = laid(SHIPPED).unwrap();
        assert!(lay(&mut programme, SHIPPED, "nq.toml").unwrap_err().to_string().contains("khóa \"id\""));
    }
}
