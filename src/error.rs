//! What stops a run. What is wrong in the data is never here: that is a [`crate::model::Finding`].

use std::path::PathBuf;

/// Why the program cannot go on (exit status 2).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A given path does not exist or cannot be listed.
    #[error("không mở được \"{}\": {reason}", path.display())]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// No file to read under the given paths.
    #[error("không có tệp nào trong các đường dẫn đã cho; hãy chỉ ra tệp .xlsx hoặc thư mục chứa các tệp đó")]
    NothingToRead,
    /// A catalogue file is wrong.
    #[error("{0}")]
    Programme(String),
    /// A result cannot be written.
    #[error("không ghi được \"{}\": {reason}", path.display())]
    Write {
        /// The target.
        path: PathBuf,
        /// What the system or the writer said.
        reason: String,
    },
    /// A result would overwrite an input.
    #[error("\"{}\" là tệp đầu vào; hãy chọn tên khác cho tệp kết quả", path.display())]
    OverwritesInput {
        /// The target.
        path: PathBuf,
    },
    /// An option's value does not exist in the programme.
    #[error("{0}")]
    Usage(String),
}

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// What the system says of a file, in Vietnamese where it is one of the usual reasons.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "không tìm thấy".to_owned(),
        std::io::ErrorKind::PermissionDenied => "không có quyền truy cập".to_owned(),
        std::io::ErrorKind::IsADirectory => "đây là một thư mục".to_owned(),
        std::io::ErrorKind::NotADirectory => "đường dẫn đi qua một tệp, không phải thư mục".to_owned(),
        std::io::ErrorKind::InvalidFilename => "tên tệp không hợp lệ hoặc quá dài".to_owned(),
        std::io::ErrorKind::StorageFull => "ổ đĩa đã đầy".to_owned(),
        std::io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".to_owned(),
        _ => error.to_string(),
    }
}
