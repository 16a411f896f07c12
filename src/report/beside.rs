//! Where the inputs lie as seen from the result: links in a workbook are relative, so that a folder that is moved
//! or sent as a whole keeps them.

use std::path::{Component, Path, PathBuf};

use crate::model::Input;

/// The result's own path, and the path to each input relative to the result's folder.
#[derive(Debug, Clone)]
pub struct BesidePaths {
    result: PathBuf,
    links: Vec<Option<String>>,
    account: Option<String>,
}

impl BesidePaths {
    /// The ways from the result to each of the inputs. Nothing is opened; only a relative path is completed
    /// by the working folder.
    pub fn new(result: &Path, inputs: &[Input]) -> Self {
        let folder = folder_of(result);
        let link = |input: &Input| {
            let file = std::path::absolute(&input.path).ok()?;
            linkable(relative(folder.as_deref()?, &file)?)
        };
        Self { result: result.to_path_buf(), links: inputs.iter().map(link).collect(), account: None }
    }

    /// With the run's account of itself, in one line, by which the result can be verified.
    #[must_use]
    pub fn with_account(self, account: String) -> Self {
        Self { account: Some(account), ..self }
    }

    /// The run's account of itself, where it is to be part of the result.
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Where the result will stand.
    pub fn result(&self) -> &Path {
        &self.result
    }

    /// The folder in which the result will stand.
    pub fn folder(&self) -> &Path {
        self.result.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// The path to an input, with forward slashes; none where a link cannot express it.
    pub fn link(&self, input: usize) -> Option<&str> {
        self.links.get(input)?.as_deref()
    }
}

/// The way from a result's folder to a file or folder, with forward slashes; none between two drives. Nothing is
/// opened; only relative paths are completed by the working folder.
pub fn way(result: &Path, to: &Path) -> Option<String> {
    let way = relative(&folder_of(result)?, &std::path::absolute(to).ok()?)?;
    Some(if way.is_empty() { ".".to_owned() } else { way })
}

/// The folder of a result, from the root.
fn folder_of(result: &Path) -> Option<PathBuf> {
    std::path::absolute(result).ok().and_then(|path| path.parent().map(Path::to_path_buf))
}

/// The path from `folder` to `file`; none between two drives. Both are absolute.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let (folder, file) = (parts(folder)?, parts(file)?);
    let shared = folder.iter().zip(&file).take_while(|(left, right)| left == right).count();
    (shared > 0).then_some(())?;
    let up = std::iter::repeat_n("..".to_owned(), folder.len() - shared);
    Some(up.chain(file.into_iter().skip(shared)).collect::<Vec<_>>().join("/"))
}

/// The parts of an absolute path, `.` and `..` resolved; none where a name is no text.
fn parts(path: &Path) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            other => parts.push(other.as_os_str().to_str()?.to_owned()),
        }
    }
    Some(parts)
}

/// A `#` would begin a cell's address, and `%` with two hex digits would be decoded to another name.
fn linkable(link: String) -> Option<String> {
    let decoded = link
        .as_bytes()
        .windows(3)
        .any(|three| three[0] == b'%' && three[1].is_ascii_hexdigit() && three[2].is_ascii_hexdigit());
    (!link.contains('#') && !decoded).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(folder: &str, file: &str) -> Option<String> {
        relative(Path::new(folder), Path::new(file))
    }

    #[test]
    fn the_way_leads_up_and_down() {
        assert_eq!(way("/a/b", "/a/b/2023/x.xlsx").as_deref(), Some("2023/x.xlsx"));
        assert_eq!(way("/a/b/c", "/a/d/x.xlsx").as_deref(), Some("../../d/x.xlsx"));
        assert_eq!(way("/a/./b", "/a/c/../b/x.xlsx").as_deref(), Some("x.xlsx"));
    }

    #[test]
    fn a_name_that_a_link_would_misread_gets_none() {
        assert_eq!(linkable("Đề án #2.xlsx".to_owned()), None);
        assert_eq!(linkable("50%20.xlsx".to_owned()), None);
        assert_eq!(linkable("đạt 100%.xlsx".to_owned()).as_deref(), Some("đạt 100%.xlsx"));
    }
}
