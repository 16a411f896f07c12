//! `doisoat compare`: what changed from one edition of submissions to the next.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{ARGUMENTS, Catalogue, OPTIONS, TEMPLATE, Threads, Within};
use super::progress::Bar;
use super::{Ended, results, screen, work};
use crate::error::Result;
use crate::model::Severity;
use crate::pipeline;
use crate::report::terminal::{self, Written};
use crate::report::{compare_json, workbook, write_atomically};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat compare BẢN_CŨ BẢN_MỚI [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat compare phong-tho-lan-1.xlsx phong-tho-lan-2.xlsx
  doisoat so-sanh bieu-thang-3 bieu-thang-4 -o so-sanh.xlsx --json so-sanh.json
  doisoat compare ket-qua-cu.xlsx ket-qua-moi.xlsx -o so-sanh.xlsx

Mã kết thúc: 0 so được, dù có khác biệt hay không; 1 bản mới có lỗi mà bản cũ không có; 2 không chạy được."
)]
pub(super) struct Arguments {
    /// Bản cũ: một biểu, một thư mục, hoặc một bảng kết quả do chương trình này ghi
    #[arg(value_name = "BẢN_CŨ", help_heading = ARGUMENTS)]
    old: PathBuf,

    /// Bản mới, cũng như vậy
    #[arg(value_name = "BẢN_MỚI", help_heading = ARGUMENTS)]
    new: PathBuf,

    #[command(flatten)]
    threads: Threads,

    /// Bảng tính kết quả: từng thay đổi với ô ở hai bản, kinh phí theo nhiệm vụ và nguồn, sai lệch đã sửa và mới
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    output: Option<PathBuf>,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    json: Option<PathBuf>,

    #[command(flatten)]
    catalogue: Catalogue,

    #[command(flatten)]
    within: Within,
}

/// Compares the old path with the new one.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let (output, json) = (args.output.as_deref(), args.json.as_deref());
    let places: Vec<&Path> = output.into_iter().chain(json).collect();
    output.map_or(Ok(()), results::refuse_unless_workbook)?;
    json.map_or(Ok(()), results::refuse_as_json)?;
    results::refuse_unwritable(&places, [&args.old, &args.new].into_iter().chain(&args.catalogue.files))?;

    let options = work::options(&[], &args.within, &places)?;
    let bar = Bar::new();
    let editions = (args.old.as_path(), args.new.as_path());
    let work = || pipeline::compare(&programme, editions, &options, &|progress| bar.tell(progress));
    let revision = work::on(args.threads, work)?;
    drop(bar);
    results::refuse_over_files(&places, revision.old.files.iter().chain(&revision.new.files))?;
    if let Some(path) = output {
        write_atomically(path, &workbook::compare::render(&programme, &revision, path)?)?;
    }
    if let Some(path) = json {
        write_atomically(path, compare_json::render(&programme, &revision)?.as_bytes())?;
    }
    let written = Written { workbook: output, json, ..Written::default() };
    screen::say(&terminal::compare::compared(&programme, &revision, &written, screen::width()));
    Ok(if revision.arisen(Severity::Error) > 0 { Ended::WithErrors } else { Ended::Well })
}
