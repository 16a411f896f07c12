//! `doisoat crosscheck`: another office's workbook against ours.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{ARGUMENTS, Catalogue, OPTIONS, TEMPLATE, Threads, Within};
use super::progress::Bar;
use super::{Ended, catalogue, results, screen, work};
use crate::error::Result;
use crate::model::Severity;
use crate::pipeline::{self, Options};
use crate::report::terminal::{self, Written};
use crate::report::{crosscheck_json, workbook, write_atomically};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat crosscheck --theirs BẢNG_KIA ĐƯỜNG_DẪN… [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat crosscheck --theirs so-tai-chinh.xlsx bieu-cac-don-vi -o doi-chieu.xlsx
  doisoat doi-chieu-bang --theirs so-tai-chinh.xlsx ket-qua.xlsx --json doi-chieu.json"
)]
pub(super) struct Arguments {
    /// Bảng tính có phụ lục 01, 02 hoặc 03 do cơ quan khác lập
    #[arg(long, value_name = "BẢNG_KIA", help_heading = OPTIONS)]
    theirs: PathBuf,

    /// Các biểu của đơn vị (tệp, thư mục), hoặc một bảng kết quả do chương trình này ghi
    #[arg(value_name = "ĐƯỜNG_DẪN", required = true, help_heading = ARGUMENTS)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    threads: Threads,

    /// Bảng tính kết quả: bảng của bên kia với từng ô đã đối chiếu, cầu chênh lệch, sai lệch
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    output: Option<PathBuf>,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    json: Option<PathBuf>,

    #[command(flatten)]
    catalogue: Catalogue,

    /// Chỉ đối chiếu số liệu của năm này; dùng nhiều lần cho nhiều năm
    #[arg(long = "year", value_name = "NĂM", help_heading = OPTIONS)]
    years: Vec<i32>,

    #[command(flatten)]
    within: Within,
}

/// Holds the workbook of `--theirs` against the paths.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let years = catalogue::years(&programme, &args.years)?;
    let (output, json) = (args.output.as_deref(), args.json.as_deref());
    let places: Vec<&Path> = output.into_iter().chain(json).collect();
    output.map_or(Ok(()), results::refuse_unless_workbook)?;
    json.map_or(Ok(()), results::refuse_as_json)?;
    results::refuse_unwritable(&places, args.paths.iter().chain([&args.theirs]).chain(&args.catalogue.files))?;

    let options = Options { years, ..work::options(&args.paths, &args.within, &places)? };
    let bar = Bar::new();
    let work = || pipeline::crosscheck(&programme, &args.theirs, &options, &|progress| bar.tell(progress));
    let outcome = work::on(args.threads, work)?;
    drop(bar);
    if let Some(path) = output {
        write_atomically(path, &workbook::crosscheck::render(&programme, &outcome, path)?)?;
    }
    if let Some(path) = json {
        write_atomically(path, crosscheck_json::render(&programme, &outcome)?.as_bytes())?;
    }
    let written = Written { workbook: output, json, ..Written::default() };
    screen::say(&terminal::crosscheck::crosschecked(&programme, &outcome, &written, screen::width()));
    let wrong = outcome.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if wrong { Ended::WithErrors } else { Ended::Well })
}
