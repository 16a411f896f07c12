//! Putting a result on disk: the old file or the new one, never half a file.

use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// Writes `bytes` to a temporary file beside `path`, forces them to disk and renames it over `path`.
///
/// # Errors
/// [`Error::Write`] where the folder does not exist, may not be written, or the file is open or read-only;
/// whatever stood at `path` then stays as it was.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |reason: String| Error::Write { path: path.to_path_buf(), reason };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(failed("đây là một thư mục; hãy đặt tên tệp kết quả".to_owned()));
    }
    if !folder.is_dir() {
        return Err(failed(format!("thư mục \"{}\" chưa có; hãy tạo thư mục trước", folder.display())));
    }
    if path.metadata().is_ok_and(|target| target.permissions().readonly()) {
        return Err(failed("tệp này chỉ cho phép đọc; hãy bỏ thuộc tính chỉ đọc hoặc chọn tên khác".to_owned()));
    }
    stage(folder, bytes)
        .and_then(|file| file.persist(path).map(drop).map_err(|error| error.error))
        .map_err(|error| failed(reason(&error)))
}

fn stage(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".doisoat-").suffix(".tmp");
    #[cfg(unix)]
    {
        // A temporary file is private by default; a result is as readable as any file that the user makes.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// What Windows answers where another program holds the file open.
const SHARING_VIOLATION: i32 = 32;
/// What Windows answers where another program holds a part of the file.
const LOCK_VIOLATION: i32 = 33;

fn reason(error: &io::Error) -> String {
    let held = cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION));
    match error.kind() {
        _ if held => "tệp đang mở trong chương trình khác; hãy đóng tệp rồi chạy lại".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "không có quyền ghi, hoặc tệp đang mở trong Excel; hãy đóng tệp hoặc chọn nơi khác".to_owned()
        }
        io::ErrorKind::StorageFull => "ổ đĩa đã đầy".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho phép đọc".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether writing `bytes` would cost a file that holds something else.
pub fn would_cost_another(path: &Path, bytes: &[u8]) -> bool {
    std::fs::read(path).is_ok_and(|there| !there.is_empty() && there != bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
