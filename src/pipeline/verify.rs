//! A result is held against what its inputs give today: its own account is run again, and the workbook that comes
//! of it is compared with the one that is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::account::{Account, Given, catalogues};
use super::{Options, Progress, run};
use crate::error::{self, Error, Result};
use crate::model::verification::{Presence, SourceCheck, Verification};
use crate::model::{FileFault, Outcome, Waivers};
use crate::programme::Programme;
use crate::read::{self, Book, discover};
use crate::report::BesidePaths;
use crate::report::workbook::{self, ACCOUNT, INPUTS};
use crate::verify;

/// A result with its own account.
#[derive(Debug)]
pub struct Recorded {
    path: PathBuf,
    bytes: Vec<u8>,
    book: Book,
    account: Account,
    /// The files that it lists, each with its SHA-256.
    files: BTreeMap<String, String>,
}

/// What is given in place of what the account names; nothing for what it names itself.
#[derive(Debug, Clone, Default)]
pub struct Instead {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// What the verification itself writes.
    pub outputs: Vec<PathBuf>,
    /// This program's own executable, as in [`Options::reader`].
    pub reader: Option<PathBuf>,
}

impl Recorded {
    /// Opens a result.
    ///
    /// # Errors
    /// Where it cannot be opened, or is no result of this program.
    pub fn open(path: &Path) -> Result<Self> {
        let unread = |reason: String| Error::Path { path: path.to_owned(), reason };
        let bytes = std::fs::read(path).map_err(|error| unread(error::reason(&error)))?;
        let mut book = Book::open(bytes.clone()).map_err(|fault| unread(why(&fault)))?;
        let inputs = book.sheet(INPUTS).map_err(|fault| unread(why(&fault)))?;
        let text = verify::inputs::stated(&inputs, ACCOUNT).ok_or_else(|| unread(nothing_recorded(path)))?;
        let files = verify::inputs::listed(&inputs);
        Ok(Self { path: path.to_owned(), bytes, book, account: Account::read(&text)?, files })
    }

    /// The catalogue files that the result was made with.
    ///
    /// # Errors
    /// Where one of them is not there.
    pub fn programme_files(&self) -> Result<Vec<PathBuf>> {
        self.account
            .programme
            .iter()
            .map(|way| self.file(way.as_deref(), "danh mục chương trình", "--programme"))
            .collect()
    }

    /// The file of waivers that the result was made with.
    ///
    /// # Errors
    /// Where it is not there.
    pub fn waivers_file(&self) -> Result<Option<PathBuf>> {
        let waivers = self.account.waivers.as_ref();
        waivers.map(|waivers| self.file(waivers.path.as_deref(), "tệp chấp thuận", "--waivers")).transpose()
    }

    fn file(&self, way: Option<&str>, what: &str, option: &str) -> Result<PathBuf> {
        let found = way.map(|way| self.beside(way)).filter(|path| path.is_file());
        found.ok_or_else(|| {
            let named = way.map(|way| format!(" \"{way}\"")).unwrap_or_default();
            Error::Usage(format!(
                "không tìm thấy {what}{named} mà bảng kết quả đã dùng; hãy chỉ ra tệp đó bằng {option}"
            ))
        })
    }

    /// A place as seen from the result.
    fn beside(&self, way: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(way)
    }

    /// The paths of the run, those that are still there.
    fn paths(&self) -> Result<Vec<PathBuf>> {
        let all = || self.account.paths.iter();
        let there: Vec<PathBuf> = all().flatten().map(|way| self.beside(way)).filter(|path| path.exists()).collect();
        if there.is_empty() || all().any(Option::is_none) {
            let named: Vec<&str> = all().flatten().map(String::as_str).take(3).collect();
            return Err(Error::Usage(format!(
                "không tìm thấy hồ sơ mà bảng kết quả đã đọc ({}); hãy ghi thêm đường dẫn đến hồ sơ sau tên bảng kết quả",
                named.join(", ")
            )));
        }
        Ok(there)
    }

    /// Runs the account again under a programme, and compares.
    ///
    /// # Errors
    /// Where the run cannot be done again.
    pub fn verify(
        mut self,
        programme: &Programme,
        waivers: Option<Waivers>,
        instead: &Instead,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Verification> {
        let paths = if instead.paths.is_empty() { self.paths()? } else { instead.paths.clone() };
        let outputs = self.outputs(&paths, instead)?;
        let options = Options { outputs, reader: instead.reader.clone(), ..self.account.options(paths, waivers)? };
        let outcome = run(programme, &options, progress)?;
        let rendered = self.render(programme, &outcome, &options)?;
        let mut verification = Verification {
            same_bytes: rendered == self.bytes,
            other_version: Some(self.account.version.clone()).filter(|version| version != env!("CARGO_PKG_VERSION")),
            files: self.files.len(),
            sources: self.sources(programme, options.waivers.as_ref()),
            options: outcome.options.clone(),
            ..Verification::default()
        };
        if !verification.same_bytes {
            self.compare(rendered, &mut verification)?;
        }
        Ok(verification)
    }

    /// What is no input: the result itself, what was written beside it and is written now, and files of this program
    /// or of an open Excel that the result does not list: none of them changes a figure.
    fn outputs(&self, paths: &[PathBuf], instead: &Instead) -> Result<Vec<PathBuf>> {
        let written: Vec<PathBuf> = self.account.outputs.iter().flatten().map(|way| self.beside(way)).collect();
        let known = [self.path.clone()].into_iter().chain(instead.outputs.iter().cloned());
        let found = discover::discover(paths)?.into_iter().filter(|found| !self.files.contains_key(&*found.name));
        let idle = found.filter(|found| {
            // By name alone: given in place of the recorded ones, the files stand elsewhere.
            let is_written = written.iter().any(|path| path.file_name() == found.path.file_name());
            is_written || read::is_lock_file(&found.name) || read::is_own_output(&found.path)
        });
        Ok(known.chain(idle.map(|found| found.path)).collect())
    }

    /// The workbook of the same account today. Where the files stand now is no part of it.
    fn render(&self, programme: &Programme, outcome: &Outcome, options: &Options) -> Result<Vec<u8>> {
        let given = Given { result: &self.path, programme: &[], waivers: None };
        let mut account = Account::new(programme, options, given);
        account.paths.clone_from(&self.account.paths);
        account.outputs.clone_from(&self.account.outputs);
        account.programme.clone_from(&self.account.programme);
        if let (Some(waivers), Some(recorded)) = (&mut account.waivers, &self.account.waivers) {
            waivers.path.clone_from(&recorded.path);
        }
        let beside = BesidePaths::new(&self.path, &outcome.inputs).with_account(account.text()?);
        workbook::render(programme, outcome, &beside)
    }

    fn sources(&self, programme: &Programme, waivers: Option<&Waivers>) -> Vec<SourceCheck> {
        let mut checks = Vec::new();
        let mut recorded = self.account.catalogues.iter();
        let mut what = "Danh mục chương trình";
        for (name, sha256) in catalogues(programme) {
            let recorded = recorded.next().cloned().unwrap_or_default();
            checks.push(SourceCheck { what, name: name.to_owned(), recorded, actual: sha256.to_owned() });
            what = "Danh mục bổ sung";
        }
        checks.extend(recorded.map(|sha256| SourceCheck {
            what,
            name: String::new(),
            recorded: sha256.clone(),
            actual: String::new(),
        }));
        let of_account = self.account.waivers.as_ref().map(|waivers| waivers.sha256.clone());
        if of_account.is_some() || waivers.is_some() {
            checks.push(SourceCheck {
                what: "Tệp chấp thuận",
                name: waivers.map(|waivers| waivers.file.to_string()).unwrap_or_default(),
                recorded: of_account.unwrap_or_default(),
                actual: waivers.map(|waivers| waivers.sha256.clone()).unwrap_or_default(),
            });
        }
        checks
    }

    /// The two workbooks, sheet by sheet: no more than two sheets are held at a time.
    fn compare(&mut self, rendered: Vec<u8>, verification: &mut Verification) -> Result<()> {
        let unread = |fault: FileFault| Error::Path { path: self.path.clone(), reason: why(&fault) };
        let mut computed = Book::open(rendered).map_err(unread)?;
        let recorded = &mut self.book;
        let own = computed.names().iter().map(|name| (name.clone(), recorded.names().contains(name)));
        let foreign = recorded.names().iter().filter(|name| !computed.names().contains(name));
        let sheets: Vec<(String, Presence)> = own
            .map(|(name, both)| (name, if both { Presence::Both } else { Presence::Removed }))
            .chain(foreign.map(|name| (name.clone(), Presence::Added)))
            .collect();
        for (name, presence) in sheets {
            let (ours, theirs) = (computed.sheet(&name).map_err(unread)?, recorded.sheet(&name).map_err(unread)?);
            if name == INPUTS {
                verification.inputs = verify::inputs::changes(&self.files, &verify::inputs::listed(&ours));
            }
            verification.sheets.extend(verify::sheet(&name, presence, &ours, &theirs));
        }
        Ok(())
    }
}

fn nothing_recorded(path: &Path) -> String {
    if read::is_own_output(path) {
        "bảng kết quả không còn bản ghi để xác minh (đã bị xóa, hoặc do phiên bản trước lập)".to_owned()
    } else {
        "đây không phải bảng kết quả do lệnh consolidate của doisoat lập".to_owned()
    }
}

fn why(fault: &FileFault) -> String {
    match fault {
        FileFault::Protected => "tệp có mật khẩu".to_owned(),
        FileFault::OverLimit { .. } => "tệp quá lớn so với một bảng kết quả".to_owned(),
        _ => "tệp không phải bảng tính .xlsx, hoặc đã hỏng".to_owned(),
    }
}
