//! The program `doisoat`: everything it does stands in [`doisoat::cli`].

fn main() -> std::process::ExitCode {
    doisoat::cli::main(std::env::args_os())
}
