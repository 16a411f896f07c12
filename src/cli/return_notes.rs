//! `--return-notes DIR`: what goes back to the units, one workbook a file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::OPTIONS;
use super::results;
use crate::error::{Error, Result};
use crate::model::Outcome;
use crate::pipeline::Options;
use crate::programme::Programme;
use crate::read;
use crate::report::notes::{self, Wording};
use crate::report::write_atomically;

/// What goes back to the units.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ReturnNotes {
    /// Ghi vào thư mục này phiếu đề nghị chỉnh sửa cho từng đơn vị, kèm bản sao biểu có đánh dấu ô cần sửa
    #[arg(long = "return-notes", value_name = "THƯ_MỤC", help_heading = OPTIONS)]
    pub(super) folder: Option<PathBuf>,

    /// Hạn gửi lại ghi trong phiếu ("30/6/2023")
    #[arg(long, value_name = "NGÀY", requires = "folder", help_heading = OPTIONS)]
    pub(super) deadline: Option<String>,

    /// Người liên hệ ghi trong phiếu ("Phòng Quản lý công nghiệp, điện thoại …")
    #[arg(long, value_name = "LIÊN HỆ", requires = "folder", help_heading = OPTIONS)]
    pub(super) contact: Option<String>,
}

/// Refuses, before any work is done, a folder that is not there, or that the next run would read as submissions.
pub(super) fn refuse_folder(args: &ReturnNotes, given: &[PathBuf]) -> Result<()> {
    let Some(folder) = &args.folder else { return Ok(()) };
    let refuse = |reason: &str| Err(Error::Write { path: folder.clone(), reason: reason.to_owned() });
    let Some(real) = folder.canonicalize().ok().filter(|real| real.is_dir()) else {
        return refuse("thư mục này không tồn tại; hãy tạo thư mục trước");
    };
    if given.iter().filter_map(|path| path.canonicalize().ok()).any(|path| real.starts_with(path)) {
        return refuse("thư mục này nằm trong thư mục hồ sơ, lần chạy sau sẽ đọc nhầm phiếu; hãy chọn nơi khác");
    }
    Ok(())
}

/// Writes every dossier into the folder, where one is given; how many there are.
pub(super) fn write(
    args: &ReturnNotes,
    programme: &Programme,
    outcome: &Outcome,
    options: &Options,
) -> Result<Option<usize>> {
    let Some(folder) = &args.folder else { return Ok(None) };
    let wording = Wording { deadline: args.deadline.clone(), contact: args.contact.clone() };
    let dossiers = notes::dossiers(programme, outcome);
    let targets: Vec<PathBuf> = dossiers.iter().map(|dossier| folder.join(&dossier.file_name)).collect();
    results::refuse_over_inputs(&targets.iter().map(PathBuf::as_path).collect::<Vec<&Path>>(), outcome)?;
    for (dossier, target) in dossiers.iter().zip(&targets) {
        let input = dossier.input.and_then(|at| outcome.inputs.get(at));
        let package = input.and_then(read::package);
        let cells = || read::cells(input?, &options.limits, options.reader.as_deref());
        let bytes = notes::render(programme, outcome, dossier, package.as_deref(), cells, &wording)?;
        write_atomically(target, &bytes)?;
    }
    Ok(Some(dossiers.len()))
}
