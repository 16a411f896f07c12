//! Định mức: support against the norm in force.

pub(super) mod dm01;
