//! `doisoat verify`: an earlier result against what its inputs give today.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{ARGUMENTS, Accepted, Catalogue, OPTIONS, TEMPLATE, Threads};
use super::progress::Bar;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::pipeline::verify::{Instead, Recorded};
use crate::report::terminal::verified;
use crate::report::{verification_json, write_atomically};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat verify KẾT_QUẢ.xlsx [ĐƯỜNG_DẪN…] [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat verify ket-qua.xlsx
  doisoat xac-minh ket-qua.xlsx ho-so-goc --json xac-minh.json

Mã kết thúc: 0 khớp hoàn toàn; 1 có điểm không khớp; 2 không xác minh được."
)]
pub(super) struct Arguments {
    /// Bảng kết quả do lệnh consolidate lập
    #[arg(value_name = "KẾT_QUẢ.xlsx", help_heading = ARGUMENTS, display_order = 1)]
    result: PathBuf,

    /// Hồ sơ để tính lại (mặc định: các đường dẫn ghi trong bảng kết quả, tính từ thư mục của bảng)
    #[arg(value_name = "ĐƯỜNG_DẪN", help_heading = ARGUMENTS, display_order = 2)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    threads: Threads,

    /// Ghi đủ mọi điểm khác dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    json: Option<PathBuf>,

    #[command(flatten)]
    catalogue: Catalogue,

    /// Tệp chấp thuận (mặc định: tệp ghi trong bảng kết quả)
    #[arg(long = "waivers", value_name = "TỆP", help_heading = OPTIONS)]
    waivers: Option<PathBuf>,
}

/// Verifies the named result.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let json = args.json.as_deref();
    let places: Vec<&Path> = json.into_iter().collect();
    json.map_or(Ok(()), results::refuse_as_json)?;
    let named = args.catalogue.files.iter().chain(&args.waivers).chain(&args.paths).chain([&args.result]);
    results::refuse_unwritable(&places, named)?;

    let recorded = Recorded::open(&args.result)?;
    let files = given_or(&args.catalogue.files, || recorded.programme_files())?;
    let programme = Catalogue { files }.programme()?;
    let file = args.waivers.clone().map_or_else(|| recorded.waivers_file(), |file| Ok(Some(file)))?;
    let waivers = Accepted { file, on: None }.waivers()?;

    let instead = Instead {
        paths: args.paths.clone(),
        outputs: places.iter().map(|path| path.to_path_buf()).collect(),
        reader: std::env::current_exe().ok(),
    };
    let bar = Bar::new();
    let work = || recorded.verify(&programme, waivers, &instead, &|progress| bar.tell(progress));
    let verification = work::on(args.threads, work)?;
    drop(bar);
    if let Some(path) = json {
        write_atomically(path, verification_json::render(&verification)?.as_bytes())?;
    }
    screen::say(&verified::verified(&verification, &args.result, json, screen::width()));
    Ok(if verification.matches() { Ended::Well } else { Ended::WithErrors })
}

/// What was given, else what the result names.
fn given_or(given: &[PathBuf], named: impl FnOnce() -> Result<Vec<PathBuf>>) -> Result<Vec<PathBuf>> {
    if given.is_empty() { named() } else { Ok(given.to_vec()) }
}
