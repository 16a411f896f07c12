//! `doisoat consolidate`, and `doisoat PATH…` alone: everything that was sent, into one workbook.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::args::{Accepted, Catalogue, Inputs, OPTIONS, OfStage, TEMPLATE, Threads, Within};
use super::return_notes::ReturnNotes;
use super::{Ended, catalogue, results, return_notes, screen, work};
use crate::error::Result;
use crate::model::Basis;
use crate::pipeline::Options;
use crate::pipeline::account::{Account, Given};
use crate::report::terminal::{self, Written};
use crate::report::{BesidePaths, json, workbook, write};

/// What can be typed after the command.
#[derive(Debug, Default, Args)]
#[command(
    help_template = TEMPLATE,
    override_usage = "doisoat consolidate ĐƯỜNG_DẪN… -o TỆP.xlsx [TÙY CHỌN]",
    after_help = "\
Ví dụ:
  doisoat consolidate bieu-cac-don-vi -o ket-qua.xlsx
  doisoat consolidate bieu-cac-don-vi -o nam-2023.xlsx --year 2023 --json nam-2023.json
  doisoat tong-hop bieu-cac-don-vi -o ket-qua.xlsx --programme chuong-trinh.toml"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    threads: Threads,

    /// Bảng tính kết quả
    #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
    output: PathBuf,

    /// Ghi thêm kết quả dạng JSON để máy đọc
    #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
    json: Option<PathBuf>,

    #[command(flatten)]
    catalogue: Catalogue,

    #[command(flatten)]
    accepted: Accepted,

    /// Tổng hợp kế hoạch của năm này, kèm lũy kế từ năm đầu của Chương trình; dùng nhiều lần cho nhiều năm.
    /// Các năm khác đã cho vẫn được đọc và xét
    #[arg(long = "year", value_name = "NĂM", help_heading = OPTIONS)]
    years: Vec<i32>,

    #[command(flatten)]
    of: OfStage,

    /// Số liệu của các phụ lục: registered (số đã nộp, mặc định) hoặc admissible (số sau rà soát mức hỗ trợ)
    #[arg(long, value_name = "SỐ_LIỆU", help_heading = OPTIONS)]
    #[arg(value_parser = bases(), hide_possible_values = true)]
    basis: Option<Basis>,

    #[command(flatten)]
    notes: ReturnNotes,

    #[command(flatten)]
    within: Within,
}

/// Which figures may fill the appendices.
fn bases() -> impl TypedValueParser<Value = Basis> {
    PossibleValuesParser::new(Basis::ALL.map(Basis::id)).map(|typed| Basis::of_id(&typed).unwrap_or_default())
}

/// Consolidates into the named workbook.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    let programme = args.catalogue.programme()?;
    let years = catalogue::years(&programme, &args.years)?;
    let (output, json_to) = (args.output.as_path(), args.json.as_deref());
    let places: Vec<&Path> = [output].into_iter().chain(json_to).collect();
    results::refuse_unless_workbook(output)?;
    json_to.map_or(Ok(()), results::refuse_as_json)?;
    return_notes::refuse_folder(&args.notes, &args.inputs.paths)?;
    results::refuse_unwritable(
        &places,
        args.inputs.paths.iter().chain(&args.catalogue.files).chain(&args.accepted.file),
    )?;

    let options = Options {
        years,
        whole: true,
        stage: args.of.stage,
        basis: args.basis.unwrap_or_default(),
        waivers: args.accepted.waivers()?,
        ..work::options(&args.inputs.paths, &args.within, &places)?
    };
    let outcome = work::run(&programme, &options, args.threads)?;
    results::refuse_over_inputs(&places, &outcome)?;
    let given = Given { result: output, programme: &args.catalogue.files, waivers: args.accepted.file.as_deref() };
    let account = Account::new(&programme, &options, given).text()?;
    let beside = BesidePaths::new(output, &outcome.inputs).with_account(account);
    // Both are wholly on disk before either takes its place: a full disk costs neither.
    let staged = write::stage(output, &workbook::render(&programme, &outcome, &beside)?)?;
    let beside_it = match json_to {
        Some(path) => Some(write::stage_by(path, |out| json::write(&programme, &outcome, out))?),
        None => None,
    };
    staged.put_in_place()?;
    beside_it.map_or(Ok(()), write::Staged::put_in_place)?;

    let notes = return_notes::write(&args.notes, &programme, &outcome, &options)?;

    let written = Written { workbook: Some(output), json: json_to, notes: args.notes.folder.as_deref().zip(notes) };
    screen::say(&terminal::consolidated(&programme, &outcome, &written, screen::width()));
    Ok(Ended::from(&outcome))
}

/// Consolidates beside the first path, as when files are dropped on the program.
pub(super) fn beside(paths: &[PathBuf], threads: Threads) -> Result<Ended> {
    let output = results::beside(paths.first().map_or(Path::new("."), PathBuf::as_path));
    results::refuse_over_foreign(&output)?;
    let inputs = Inputs { paths: paths.to_vec() };
    run(&Arguments { inputs, threads, output, ..Arguments::default() })
}
