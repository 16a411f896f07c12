//! A run's account of itself: everything that is needed to run it again, in a form that a program reads.
//!
//! It is part of the result, so that it knows no absolute path, no clock and no thread: the same inputs and options
//! give the same account wherever the folder stands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Options;
use crate::error::{Error, Result};
use crate::model::{Basis, Date, Stage, Waivers};
use crate::programme::Programme;
use crate::read::Limits;
use crate::report::way;

/// What a run was asked and what it was given. Paths lead from the result's folder, with forward slashes; one that
/// no such way leads to (on another drive) is null, and has to be given again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The version of the program.
    pub version: String,
    /// Files and folders, in order, each once.
    pub paths: Vec<Option<String>>,
    /// What the run wrote into a given folder beside the workbook: it is no input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Option<String>>,
    /// The catalogue files that were given; none for the catalogue inside the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<Option<String>>,
    /// SHA-256 of the base catalogue, then of its overlays.
    pub catalogues: Vec<String>,
    /// The years that were asked for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub years: BTreeSet<i32>,
    /// The stage that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Which figures fill the appendices.
    pub basis: String,
    /// The waivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waivers: Option<WaiversAccount>,
    /// The limits, where they are not the usual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// The waivers of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiversAccount {
    /// Their file.
    pub path: Option<String>,
    /// SHA-256 of it.
    pub sha256: String,
    /// The day on which they were held against their last days, `2025-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// What a run was given that its options do not hold.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The workbook that it writes.
    pub result: &'a Path,
    /// The catalogue files.
    pub programme: &'a [PathBuf],
    /// The file of the waivers.
    pub waivers: Option<&'a Path>,
}

impl Account {
    /// The account of a run.
    pub fn new(programme: &Programme, options: &Options, given: Given<'_>) -> Self {
        // Every option is named here: a new one that changes a result must find its place in the account.
        let Options { paths, years, whole: _, waivers, stage, basis, limits, outputs, except: _, reader: _ } = options;
        let from_result = |path: &Path| way(given.result, path);
        let in_order = |paths: &mut dyn Iterator<Item = &PathBuf>| {
            paths.map(|path| from_result(path)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            paths: in_order(&mut paths.iter()),
            outputs: in_order(&mut outputs.iter().filter(|path| path.as_path() != given.result && within(path, paths))),
            programme: given.programme.iter().map(|path| from_result(path)).collect(),
            catalogues: catalogues(programme).map(|(_, sha256)| sha256.to_owned()).collect(),
            years: years.clone(),
            stage: stage.map(|stage| stage.id().to_owned()),
            basis: basis.id().to_owned(),
            waivers: waivers.as_ref().map(|waivers| WaiversAccount {
                path: given.waivers.and_then(from_result),
                sha256: waivers.sha256.clone(),
                on: waivers.on.map(Date::iso),
            }),
            limits: (*limits != Limits::default()).then_some(*limits),
        }
    }

    /// The account in one line of JSON.
    ///
    /// # Errors
    /// Where it cannot be written down; none is known to.
    pub fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Usage(error.to_string()))
    }

    /// The account that a line of JSON holds.
    ///
    /// # Errors
    /// Where it is none, in Vietnamese.
    pub fn read(text: &str) -> Result<Self> {
        let account: Self = serde_json::from_str(text).map_err(|error| {
            Error::Usage(format!(
                "bản ghi để xác minh trong bảng kết quả đã bị sửa hoặc do phiên bản khác lập, không đọc được ({error})"
            ))
        })?;
        let waivers = account.waivers.iter().map(|waivers| &waivers.path);
        let mut paths = account.paths.iter().chain(&account.outputs).chain(&account.programme).chain(waivers).flatten();
        match paths.find(|path| Path::new(path).has_root()) {
            None => Ok(account),
            Some(path) => Err(Error::Usage(format!(
                "bản ghi để xác minh đã bị sửa: \"{path}\" không phải đường dẫn tính từ bảng kết quả"
            ))),
        }
    }

    /// The options of the run again, over other paths where they are given.
    ///
    /// # Errors
    /// Where an option means nothing to this program.
    pub fn options(&self, paths: Vec<PathBuf>, waivers: Option<Waivers>) -> Result<Options> {
        let unknown = |what: &str| Error::Usage(format!("bản ghi để xác minh có giá trị lạ: \"{what}\""));
        let stage = self.stage.as_ref().map(|id| Stage::of_id(id).ok_or_else(|| unknown(id))).transpose()?;
        let basis = Basis::of_id(&self.basis).ok_or_else(|| unknown(&self.basis))?;
        let on = self.waivers.as_ref().and_then(|waivers| waivers.on.as_ref());
        let on = on.map(|on| on.parse().map_err(|_| unknown(on))).transpose()?;
        Ok(Options {
            paths,
            years: self.years.clone(),
            whole: true,
            waivers: waivers.map(|waivers| Waivers { on, ..waivers }),
            stage,
            basis,
            limits: self.limits.unwrap_or_default(),
            ..Options::default()
        })
    }
}

/// Whether a file stands in one of these folders.
fn within(file: &Path, folders: &[PathBuf]) -> bool {
    let file = std::path::absolute(file);
    folders
        .iter()
        .filter_map(|folder| std::path::absolute(folder).ok())
        .any(|folder| file.as_ref().is_ok_and(|file| file.starts_with(folder)))
}

/// The base catalogue and its overlays, each with its name and SHA-256.
pub fn catalogues(programme: &Programme) -> impl Iterator<Item = (&str, &str)> {
    let overlays = programme.overlays.iter().map(|overlay| (overlay.id.as_str(), overlay.sha256.as_str()));
    std::iter::once((programme.id.as_str(), programme.sha256.as_str())).chain(overlays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Limit;
    use crate::programme::load;

    fn given<'a>(result: &'a Path, programme: &'a [PathBuf]) -> Given<'a> {
        Given { result, programme, waivers: Some(Path::new("/a/chấp thuận.toml")) }
    }

    #[test]
    fn an_account_says_all_that_was_asked_and_where_nothing_stands_absolutely() {
        let programme = load::embedded().unwrap();
        let options = Options {
            paths: vec!["/a/hồ sơ/b.xlsx".into(), "/a/hồ sơ".into(), "/a/hồ sơ/../hồ sơ".into()],
            years: BTreeSet::from([2022, 2023]),
            whole: true,
            waivers: Some(Waivers { sha256: "ab".to_owned(), on: Date::new(2025, 12, 31), ..Waivers::default() }),
            stage: Some(Stage::Approved),
            basis: Basis::Admissible,
            limits: Limits::default().with(Limit::Rows, 7),
            outputs: vec!["/a/kq/kq.xlsx".into(), "/a/hồ sơ/kq.json".into()],
            except: None,
            reader: Some("/usr/bin/doisoat".into()),
        };
        let account = Account::new(&programme, &options, given(Path::new("/a/kq/kq.xlsx"), &["/a/m.toml".into()]));
        let ways = |ways: &[Option<String>]| ways.iter().map(|way| way.clone().unwrap()).collect::<Vec<_>>();
        assert_eq!(ways(&account.paths), ["../hồ sơ", "../hồ sơ/b.xlsx"]);
        assert_eq!(ways(&account.outputs), ["../hồ sơ/kq.json"]);
        assert_eq!(ways(&account.programme), ["../m.toml"]);
        let text = account.text().unwrap();
        assert!(!text.contains("/a/") && !text.contains('\n'), "{text}");
        let again = Account::read(&text).unwrap();
        assert_eq!(again, account);
        let asked = again.options(options.paths.clone(), Some(Waivers::default())).unwrap();
        assert_eq!((asked.years, asked.stage, asked.basis), (options.years, options.stage, options.basis));
        assert_eq!(asked.limits, options.limits);
        assert_eq!(asked.waivers.unwrap().on, Date::new(2025, 12, 31));
        assert!(asked.whole);
    }

    #[test]
    fn a_spoilt_account_is_refused() {
        let spoilt = |text: &str| Account::read(text).unwrap_err().to_string();
        assert!(spoilt("{}").contains("bản ghi để xác minh"));
        let absolute = r#"{"version":"0.1.0","paths":["/etc"],"catalogues":[],"basis":"registered"}"#;
        assert!(spoilt(absolute).contains("/etc"));
        let unknown = r#"{"version":"0.1.0","paths":["x"],"catalogues":[],"basis":"khác"}"#;
        assert!(Account::read(unknown).unwrap().options(Vec::new(), None).is_err());
    }
}
