//! Đối tượng: who is supported.

pub(super) mod dt02;
