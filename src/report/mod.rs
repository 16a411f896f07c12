//! Everything that the run came to, as something to look at.

pub mod terminal;
