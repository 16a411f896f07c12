//! Putting a result on disk: the old file or the new one, never half a file.
//!
//! The bytes go to a temporary file beside their place, are forced to disk, and the file then takes its place by
//! one renaming. A program that is killed before leaves the old file and a stray temporary one, which a later run
//! clears away.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

const PREFIX: &str = ".doisoat-";
const SUFFIX: &str = ".tmp";
/// So many bytes go to disk at once.
const BUFFER: usize = 1 << 18;
/// No run writes for so long: a temporary file that is older than a new one by this much was left by one that was
/// killed.
const STRAY: Duration = Duration::from_hours(1);

/// A result that is wholly on disk and waits beside its place. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Takes its place.
    ///
    /// # Errors
    /// [`Error::Write`] where the file in that place is open in another program or may not be replaced; it then
    /// stays as it was.
    pub fn put_in_place(self) -> Result<()> {
        let Self { file, path } = self;
        file.persist(&path).map(drop).map_err(|error| failed(&path, reason(&error.error)))
    }
}

/// Writes `bytes` beside `path`, so that several results can all be on disk before the first takes its place.
///
/// # Errors
/// [`Error::Write`] where the folder does not exist, may not be written or is full, or the file is read-only;
/// whatever stood at `path` stays as it was.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    stage_by(path, |out| out.write_all(bytes))
}

/// The same of what `write` writes, so that what is large need not stand in memory before it stands on disk.
///
/// # Errors
/// Those of [`stage`].
pub fn stage_by(path: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<Staged> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(failed(path, "đây là một thư mục; hãy đặt tên tệp kết quả".to_owned()));
    }
    if !folder.is_dir() {
        return Err(failed(path, format!("thư mục \"{}\" chưa có; hãy tạo thư mục trước", folder.display())));
    }
    if path.metadata().is_ok_and(|target| target.permissions().readonly()) {
        return Err(failed(path, "tệp này chỉ cho phép đọc; hãy bỏ thuộc tính chỉ đọc hoặc chọn tên khác".to_owned()));
    }
    let file = written(folder, write).map_err(|error| failed(path, reason(&error)))?;
    Ok(Staged { file, path: path.to_path_buf() })
}

/// Writes `bytes` to `path`, wholly or not at all.
///
/// # Errors
/// Those of [`stage`] and of [`Staged::put_in_place`].
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    stage(path, bytes)?.put_in_place()
}

fn failed(path: &Path, reason: String) -> Error {
    Error::Write { path: path.to_path_buf(), reason }
}

/// A temporary file of what is written into it, forced to disk.
fn written(folder: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // A temporary file is private by default; a result is as readable as any file that the user makes.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    clear_strays(folder, &file);
    let mut out = io::BufWriter::with_capacity(BUFFER, file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes what killed runs left in a folder. The age is told by the folder's own disk, against a file that was
/// made just now; what cannot be told or removed stays.
fn clear_strays(folder: &Path, new: &NamedTempFile) {
    let Ok(now) = new.as_file().metadata().and_then(|metadata| metadata.modified()) else { return };
    let is_ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    let is_old = |entry: &fs::DirEntry| {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        modified.is_ok_and(|modified| now.duration_since(modified).is_ok_and(|age| age > STRAY))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_ours) && is_old(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What Windows answers where another program holds the file open.
const SHARING_VIOLATION: i32 = 32;
/// What Windows answers where another program holds a part of the file.
const LOCK_VIOLATION: i32 = 33;

/// Why something cannot be written, in Vietnamese where it is one of the usual reasons.
pub(in crate::report) fn reason(error: &io::Error) -> String {
    let held = cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION));
    match error.kind() {
        _ if held => "tệp đang mở trong chương trình khác; hãy đóng tệp rồi chạy lại".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "không có quyền ghi, hoặc tệp đang mở trong Excel; hãy đóng tệp hoặc chọn nơi khác".to_owned()
        }
        io::ErrorKind::StorageFull => "ổ đĩa đã đầy; hãy giải phóng chỗ hoặc chọn nơi khác".to_owned(),
        io::ErrorKind::QuotaExceeded => "đã hết hạn mức lưu trữ; hãy giải phóng chỗ hoặc chọn nơi khác".to_owned(),
        io::ErrorKind::FileTooLarge => "tệp lớn hơn mức mà ổ đĩa hoặc hệ thống cho phép; hãy chọn nơi khác".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho phép đọc".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether writing `bytes` would cost a file that holds something else.
pub fn would_cost_another(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|there| !there.is_empty() && there != bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_replaces_the_old_one_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kết quả.xlsx");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_result_that_is_not_put_in_place_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kq.xlsx");
        fs::write(&path, b"old").unwrap();
        let staged = stage(&path, b"new").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        drop(staged);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away_once_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, seconds: u64| {
            let path = folder.path().join(name);
            let age = std::time::SystemTime::now() - Duration::from_secs(seconds);
            fs::File::create(&path).unwrap().set_modified(age).unwrap();
            path
        };
        let stray = make(".doisoat-a1B2c3.tmp", 3_700);
        let kept = [make(".doisoat-running.tmp", 3_500), make(".other.tmp", 9_999), make("a.doisoat-x.tmp", 9_999)];
        write_atomically(&folder.path().join("kq.xlsx"), b"x").unwrap();
        assert!(!stray.exists() && kept.iter().all(|path| path.exists()));
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomically(&folder.path().join("thiếu/kq.xlsx"), b"x").unwrap_err().to_string();
        assert!(error.contains("chưa có"), "{error}");
    }

    #[test]
    fn a_read_only_result_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kq.xlsx");
        fs::write(&path, b"old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = write_atomically(&path, b"new").unwrap_err().to_string();
        assert!(error.contains("chỉ cho phép đọc"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_folder_is_no_target() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomically(folder.path(), b"x").unwrap_err().to_string();
        assert!(error.contains("thư mục"), "{error}");
    }
}
