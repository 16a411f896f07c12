//! What a run came to, for people and for programs.

pub mod json;
pub mod terminal;
