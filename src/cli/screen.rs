//! The only place that prints. A reader who closes the pipe early (`| head`) ends the output, not the program.

use std::io::{self, IsTerminal, Write};

/// The width of a text in a pipe or a file, and the most that is used of a wide terminal: lines stay readable.
const WIDEST: usize = 110;

/// How wide text may be.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(40, WIDEST))
}

/// Prints a result; its colours only on a terminal, and not under `NO_COLOR`.
pub(super) fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    // Nothing is left to be done for a reader who has gone.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Lets an answer to another program be printed, byte for byte.
pub(super) fn answer<T>(print: impl FnOnce(&mut dyn Write) -> T) -> T {
    print(&mut io::stdout().lock())
}

/// Prints what stopped the program.
pub(super) fn complain(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "\u{1b}[1;31mLỗi:\u{1b}[0m {text}");
}

/// Holds the window open that Windows made for a program that was double-clicked or had files dropped on it;
/// a shell sets PROMPT, and needs no waiting.
pub(super) fn wait_if_own_window() {
    let own = cfg!(windows) && std::env::var_os("PROMPT").is_none();
    if own && io::stdin().is_terminal() && io::stdout().is_terminal() {
        say("\nNhấn Enter để đóng cửa sổ này.");
        let _ = io::stdin().read_line(&mut String::new());
    }
}
