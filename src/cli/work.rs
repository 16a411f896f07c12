//! The pipeline as the commands run it: its options, its progress bar, its exit status.

use std::path::{Path, PathBuf};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Ended;
use super::args::{Threads, Within};
use super::limits;
use super::progress::Bar;
use crate::error::{Error, Result};
use crate::model::{Outcome, Severity};
use crate::pipeline::{self, Options};
use crate::programme::Programme;

/// The options of a run over these files alone, whose results go to `outputs`.
pub(super) fn options(paths: &[PathBuf], within: &Within, outputs: &[&Path]) -> Result<Options> {
    Ok(Options {
        paths: paths.to_vec(),
        limits: limits::limits(&within.limits)?,
        outputs: outputs.iter().map(|path| path.to_path_buf()).collect(),
        reader: std::env::current_exe().ok(),
        ..Options::default()
    })
}

/// Runs the pipeline behind a progress bar.
pub(super) fn run(programme: &Programme, options: &Options, threads: Threads) -> Result<Outcome> {
    let bar = Bar::new();
    on(threads, || pipeline::run(programme, options, &|progress| bar.tell(progress)))
}

/// Does work on as many threads as were asked for.
pub(super) fn on<T: Send>(threads: Threads, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    match threads.most {
        None => work(),
        Some(most) => pool(most)?.install(work),
    }
}

fn pool(threads: u16) -> Result<ThreadPool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads.into()).build();
    pool.map_err(|error| Error::Usage(format!("không đặt được {threads} luồng xử lý: {error}")))
}

impl From<&Outcome> for Ended {
    fn from(outcome: &Outcome) -> Self {
        if outcome.count(Severity::Error) > 0 { Self::WithErrors } else { Self::Well }
    }
}
