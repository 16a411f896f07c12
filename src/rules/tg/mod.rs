//! Tổng: sums that must tie out.

pub(super) mod tg01;
pub(super) mod tg02;
pub(super) mod tg03;
