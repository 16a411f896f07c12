//! The progress bar: on a terminal only, and gone when the work is done.

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;

/// A bar on stderr; indicatif hides it where stderr is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar that waits to be told how many files there are.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("Đang đọc biểu [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(bar)
    }

    /// What the pipeline reports, from any thread.
    pub(super) fn tell(&self, progress: Progress) {
        match progress {
            Progress::Found(files) => self.0.set_length(files as u64),
            Progress::Read => self.0.inc(1),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
