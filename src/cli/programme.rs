//! `doisoat programme`: the catalogue's proof, the catalogue as a clerk reads it, and as a clerk edits it.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::args::{COMMANDS, Catalogue, OPTIONS, TEMPLATE};
use super::{Ended, results, screen};
use crate::error::{Error, Result};
use crate::programme::audit::audit;
use crate::programme::show::show;
use crate::programme::{Programme, load};
use crate::read::catalogue;
use crate::report::{self, write_atomically};

/// What can be typed after the command.
#[derive(Debug, Args)]
#[command(
    help_template = TEMPLATE,
    subcommand_help_heading = COMMANDS,
    override_usage = "doisoat programme check|show|export [TÙY CHỌN]",
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = "\
Ví dụ:
  doisoat programme check
  doisoat chuong-trinh show --programme chuong-trinh.toml
  doisoat programme export -o chuong-trinh.xlsx
      Sửa chuong-trinh.xlsx bằng Excel, rồi dùng lại: --programme chuong-trinh.xlsx"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// What can be done with it.
#[derive(Debug, Subcommand)]
enum Action {
    /// Chứng minh các con số của danh mục khớp nhau (mục, tổng, nguồn, tỷ lệ, năm, phân kỳ)
    #[command(help_template = TEMPLATE, override_usage = "doisoat programme check [TÙY CHỌN]")]
    Check(Catalogue),

    /// In danh mục: nhiệm vụ, định mức, kinh phí, đơn vị, phân kỳ
    #[command(help_template = TEMPLATE, override_usage = "doisoat programme show [TÙY CHỌN]")]
    Show(Catalogue),

    /// Xuất danh mục ra bảng tính để sửa bằng Excel; tệp đã sửa dùng được với --programme
    #[command(
        help_template = TEMPLATE,
        override_usage = "doisoat programme export -o TỆP.xlsx [TÙY CHỌN]",
        after_help = "\
Ví dụ:
  doisoat programme export -o chuong-trinh.xlsx
  doisoat programme check --programme chuong-trinh.xlsx"
    )]
    Export {
        /// Danh mục sẽ được ghi ra tệp này
        #[arg(short, long, value_name = "TỆP.xlsx", help_heading = OPTIONS)]
        output: PathBuf,

        #[command(flatten)]
        catalogue: Catalogue,
    },
}

/// Proves, shows or exports the programme.
pub(super) fn run(args: &Arguments) -> Result<Ended> {
    match &args.action {
        Action::Check(catalogue) => check(catalogue),
        Action::Show(catalogue) => {
            screen::say(&show(&catalogue.programme()?));
            Ok(Ended::Well)
        }
        Action::Export { output, catalogue } => export(output, catalogue),
    }
}

/// Writes the catalogue as a workbook; one that would read back as another programme is never written.
fn export(output: &Path, given: &Catalogue) -> Result<Ended> {
    let programme = given.programme()?;
    if !programme.overlays.is_empty() {
        return Err(Error::Usage("chỉ xuất được danh mục gốc; hãy bỏ các danh mục bổ sung".to_owned()));
    }
    results::refuse_unless_workbook(output)?;
    results::refuse_unwritable(&[output], &given.files)?;
    let workbook = report::catalogue::write(&programme, &given.pages()?)?;
    let sheets = catalogue::sheets_of_bytes(&workbook)?;
    let again = load::from_sheets(&sheets, &output.display().to_string(), programme.sha256.clone())?;
    if again != programme {
        let reason =
            "danh mục có nội dung mà bảng tính không giữ được (tên có xuống dòng hoặc khoảng trắng ở đầu, cuối; số quá 15 chữ số)".to_owned();
        return Err(Error::Write { path: output.to_owned(), reason });
    }
    results::refuse_over_another(output, &workbook)?;
    write_atomically(output, &workbook)?;
    screen::say(&exported(output, &programme));
    Ok(Ended::Well)
}

fn exported(output: &Path, programme: &Programme) -> String {
    let output = output.display();
    format!(
        "Đã ghi danh mục {} ra {output}\nSửa bằng Excel, rồi kiểm tra: doisoat programme check --programme \"{output}\"\n",
        programme.id
    )
}

fn check(catalogue: &Catalogue) -> Result<Ended> {
    let programme = catalogue.programme()?;
    let audit = audit(&programme);
    screen::say(&format!("Danh mục {}: {}", programme.id, audit.render()));
    Ok(if audit.is_right() { Ended::Well } else { Ended::WithErrors })
}
