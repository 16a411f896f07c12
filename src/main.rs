//! The program `doisoat`.

fn main() {}
