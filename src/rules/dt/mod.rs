//! Đối tượng: who is supported.

pub(super) mod dt01;
pub(super) mod dt02;
