//! Biểu mẫu: the header, the title block and what stands around the table.

pub(super) mod bm01;
pub(super) mod bm02;
pub(super) mod bm03;
pub(super) mod bm04;
pub(super) mod bm05;
pub(super) mod bm06;
pub(super) mod bm07;
pub(super) mod bm08;
pub(super) mod bm09;
