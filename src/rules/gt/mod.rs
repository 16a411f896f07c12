//! Giá trị: each cell by itself.

pub(super) mod gt01;
pub(super) mod gt02;
pub(super) mod gt03;
pub(super) mod gt04;
pub(super) mod gt05;
pub(super) mod gt06;
pub(super) mod gt07;
pub(super) mod gt08;
pub(super) mod gt09;
pub(super) mod gt10;
pub(super) mod gt11;
pub(super) mod gt12;
pub(super) mod gt13;
pub(super) mod gt14;
mod shift;
