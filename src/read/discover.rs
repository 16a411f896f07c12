//! Which files there are under the given paths, in an order that depends on their names alone.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::error::{self, Error, Result};

/// A file to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// How the report names it: its path from the given folder, or its name where it was given itself.
    pub name: Arc<str>,
}

/// Every file under `paths`: files as given, folders walked recursively; each once; sorted by name, so that
/// neither the order of the arguments nor the working folder shows in a result.
///
/// # Errors
/// When a path does not exist or a folder cannot be listed.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<Found>> {
    // By real path, so that a file given twice, or as a file and in its folder, is read once.
    let mut found: BTreeMap<PathBuf, Found> = BTreeMap::new();
    for given in paths {
        let unreadable = |reason: String| Error::Path { path: given.clone(), reason };
        let metadata = std::fs::metadata(given).map_err(|error| unreadable(error::reason(&error)))?;
        if metadata.is_dir() {
            for entry in WalkDir::new(given).follow_links(true).sort_by_file_name() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        if let Some(path) = dangling(&error, given)? {
                            note(&mut found, &path, path.strip_prefix(given).unwrap_or(&path));
                        }
                        continue;
                    }
                };
                if entry.file_type().is_file() && !is_hidden(entry.path(), given) {
                    let relative = entry.path().strip_prefix(given).unwrap_or(entry.path());
                    note(&mut found, entry.path(), relative);
                }
            }
        } else if !metadata.is_file() {
            // A pipe would keep the run waiting for ever.
            return Err(unreadable("đây không phải là tệp hay thư mục".to_owned()));
        } else {
            let name = given.file_name().map_or_else(|| given.clone(), PathBuf::from);
            note(&mut found, given, &name);
        }
    }
    let mut files: Vec<Found> = found.into_values().collect();
    tell_apart(&mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
    Ok(files)
}

/// A link that leads nowhere, to be named like a file that cannot be read; nothing for a link back to a folder that is
/// being walked already.
///
/// # Errors
/// When a folder inside the given one cannot be listed: which files it holds is then not known.
fn dangling(error: &walkdir::Error, given: &Path) -> Result<Option<PathBuf>> {
    if error.loop_ancestor().is_some() {
        return Ok(None);
    }
    let path = error.path().unwrap_or(given).to_path_buf();
    if std::fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Ok(Some(path));
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), error::reason);
    Err(Error::Path { path, reason })
}

fn note(found: &mut BTreeMap<PathBuf, Found>, path: &Path, name: &Path) {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let file = Found { path: path.to_path_buf(), name: Arc::from(slashed(name)) };
    // Of two ways to one file the longer name says more: "2023/Phong Thổ.xlsx".
    let better = found.get(&real).is_none_or(|known| (file.name.len(), &file.name) > (known.name.len(), &known.name));
    if better {
        found.insert(real, file);
    }
}

/// A path with forward slashes and composed letters, the same on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy().nfc().collect())
        .collect();
    parts.join("/")
}

/// Two files of one name under two given folders are told apart by the folder above each.
fn tell_apart(files: &mut [Found]) {
    let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for file in files.iter() {
        *counts.entry(Arc::clone(&file.name)).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| counts.get(&file.name).is_some_and(|count| *count > 1)) {
        let depth = file.name.split('/').count();
        let real = file.path.canonicalize().unwrap_or_else(|_| file.path.clone());
        let parts: Vec<_> = real.components().collect();
        let from = parts.len().saturating_sub(depth + 1);
        let longer: PathBuf = parts[from..].iter().collect();
        file.name = Arc::from(slashed(&longer));
    }
}

/// Folders that the system keeps out of sight (`.git`) hold no submissions, and its own files (`.DS_Store`) are
/// none; a hidden workbook is named, and passed over.
fn is_hidden(path: &Path, root: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
    let folder = inside.parent().is_some_and(|folder| folder.iter().any(hidden));
    folder || (inside.file_name().is_some_and(hidden) && inside.extension().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[Found]) -> Vec<&str> {
        files.iter().map(|file| file.name.as_ref()).collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_each_file_comes_once() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.xlsx", "2023/a.xlsx", ".git/x.xlsx", ".DS_Store", "2022/c.xlsx"] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
        }
        let root = folder.path().to_path_buf();
        let files = discover(std::slice::from_ref(&root)).unwrap();
        assert_eq!(names(&files), ["2022/c.xlsx", "2023/a.xlsx", "b.xlsx"]);
        let twice = discover(&[root.join("b.xlsx"), root.clone(), root.join("2023")]).unwrap();
        assert_eq!(names(&twice), names(&files));
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["2022/a.xlsx", "2023/a.xlsx"] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
        }
        let files = discover(&[folder.path().join("2022/a.xlsx"), folder.path().join("2023/a.xlsx")]).unwrap();
        assert_eq!(names(&files), ["2022/a.xlsx", "2023/a.xlsx"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_no_file() {
        let error = discover(&[PathBuf::from("/dev/null")]).unwrap_err();
        assert!(error.to_string().contains("không phải là tệp"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_nowhere_or_in_a_circle_stop_nothing() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.xlsx"), b"").unwrap();
        symlink(folder.path(), folder.path().join("vòng")).unwrap();
        symlink("không có", folder.path().join("liên kết.xlsx")).unwrap();
        let files = discover(&[folder.path().to_path_buf()]).unwrap();
        assert_eq!(names(&files), ["a.xlsx", "liên kết.xlsx"]);
    }

    #[test]
    fn a_path_that_is_not_there_stops_the_run() {
        let error = discover(&[PathBuf::from("/không/có")]).unwrap_err();
        assert!(error.to_string().contains("không tìm thấy"), "{error}");
    }
}
