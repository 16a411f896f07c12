//! Trùng: what was submitted twice.

pub(super) mod tr01;
pub(super) mod tr02;
pub(super) mod tr03;
