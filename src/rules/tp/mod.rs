//! Tệp: what became of the files themselves.

pub(super) mod tp01;
pub(super) mod tp02;
pub(super) mod tp03;
pub(super) mod tp04;
pub(super) mod tp05;
pub(super) mod tp06;
pub(super) mod tp07;
pub(super) mod tp08;
pub(super) mod tp09;
