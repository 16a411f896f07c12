//! Trường hợp được chấp thuận: waivers that accept nothing.

pub(super) mod mt01;
