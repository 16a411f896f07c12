//! Trùng: what was submitted twice.

pub(super) mod tr01;
