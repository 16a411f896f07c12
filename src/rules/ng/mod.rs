//! Nguồn: which money a project may use, and who may ask for it.

pub(super) mod ng01;
pub(super) mod ng02;
pub(super) mod ng03;
pub(super) mod ng04;
pub(super) mod ng05;
pub(super) mod ng06;
