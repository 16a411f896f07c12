//! What the program writes: the form that it hands out.

pub mod form;
