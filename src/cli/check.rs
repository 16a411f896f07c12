//! `doisoat check`: what is wrong with these files alone, all of it on the terminal.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{Accepted, Catalogue, Inputs, OPTIONS, OfStage, TEMPLATE, Threads, Within};
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::pipeline::Options;
use crate::report::terminal::{self, Written};
use crate::report::{json, write};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat check ĐƯỜNG_DẪN… [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat check phong-tho.xlsx
  doisoat kiem-tra 2023 --json sai-lech.json"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    threads: Threads,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    json: Option<PathBuf>,

    #[command(flatten)]
    catalogue: Catalogue,

    #[command(flatten)]
    accepted: Accepted,

    #[command(flatten)]
    of: OfStage,

    #[command(flatten)]
    within: Within,
}

/// Checks the files; nothing is said of what was not sent.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let places: Vec<&Path> = args.json.iter().map(PathBuf::as_path).collect();
    places.iter().try_for_each(|place| results::refuse_as_json(place))?;
    results::refuse_unwritable(
        &places,
        args.inputs.paths.iter().chain(&args.catalogue.files).chain(&args.accepted.file),
    )?;

    let options = Options {
        stage: args.of.stage,
        waivers: args.accepted.waivers()?,
        ..work::options(&args.inputs.paths, &args.within, &places)?
    };
    let outcome = work::run(&programme, &options, args.threads)?;
    results::refuse_over_inputs(&places, &outcome)?;
    if let Some(path) = &args.json {
        write::stage_by(path, |out| json::write(&programme, &outcome, out))?.put_in_place()?;
    }

    let written = Written { workbook: None, json: args.json.as_deref(), notes: None };
    screen::say(&terminal::checked(&programme, &outcome, &written, screen::width()));
    Ok(Ended::from(&outcome))
}
