//! What is limited of a file, in the words of messages and of the command line.

/// A limit that is checked before or while a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Limit {
    /// Bytes of the file.
    Bytes,
    /// Bytes of all its parts, uncompressed.
    Uncompressed,
    /// How many times its own size it unpacks to.
    Ratio,
    /// Sheets.
    Sheets,
    /// Rows with content, over all sheets.
    Rows,
    /// Columns with content, of one sheet.
    Columns,
    /// Cells with content, over all sheets.
    Cells,
    /// Texts that its cells share.
    Strings,
    /// Characters in one cell.
    Text,
    /// Bytes of memory that reading it takes.
    Memory,
    /// Seconds that reading it takes.
    Seconds,
}

impl Limit {
    /// Every limit, in the order of the help.
    pub const ALL: [Self; 11] = [
        Self::Bytes,
        Self::Uncompressed,
        Self::Ratio,
        Self::Sheets,
        Self::Rows,
        Self::Columns,
        Self::Cells,
        Self::Strings,
        Self::Text,
        Self::Memory,
        Self::Seconds,
    ];

    /// Its name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Uncompressed => "uncompressed",
            Self::Ratio => "ratio",
            Self::Sheets => "sheets",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Cells => "cells",
            Self::Strings => "strings",
            Self::Text => "text",
            Self::Memory => "memory",
            Self::Seconds => "seconds",
        }
    }

    /// What it limits, in Vietnamese.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "Dung lượng tệp",
            Self::Uncompressed => "Dung lượng sau khi giải nén",
            Self::Ratio => "Dung lượng sau khi giải nén so với tệp",
            Self::Sheets => "Số trang tính",
            Self::Rows => "Số dòng có nội dung",
            Self::Columns => "Số cột có nội dung của một trang tính",
            Self::Cells => "Số ô có nội dung",
            Self::Strings => "Số chuỗi văn bản dùng chung",
            Self::Text => "Độ dài văn bản trong một ô",
            Self::Memory => "Bộ nhớ để đọc tệp",
            Self::Seconds => "Thời gian đọc tệp",
        }
    }

    /// The unit of its figures, in Vietnamese.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Bytes | Self::Uncompressed | Self::Memory => "byte",
            Self::Ratio => "lần",
            Self::Sheets => "trang tính",
            Self::Rows => "dòng",
            Self::Columns => "cột",
            Self::Cells => "ô",
            Self::Strings => "chuỗi",
            Self::Text => "ký tự",
            Self::Seconds => "giây",
        }
    }

    /// Whether reading stops at the limit, so that the file's own figure is only known to be as large at least.
    pub const fn stops_reading(self) -> bool {
        matches!(self, Self::Rows | Self::Columns | Self::Cells | Self::Strings | Self::Memory | Self::Seconds)
    }
}
