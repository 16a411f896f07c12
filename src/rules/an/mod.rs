//! Che khuất: what a workbook holds and does not show.

pub(super) mod an01;
pub(super) mod an02;
pub(super) mod an03;
pub(super) mod an04;
