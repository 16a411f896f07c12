//! `doisoat programme`: the catalogue's proof, the catalogue as a clerk reads it, and as a clerk edits it.

use std::path::Path;

use super::args::{Catalogue, ProgrammeCommand};
use super::{Ended, results, screen};
use crate::error::{Error, Result};
use crate::programme::audit::audit;
use crate::programme::show::show;
use crate::programme::{Programme, load};
use crate::read::catalogue;
use crate::report::{self, write_atomically};

/// Proves, shows or exports the programme.
pub(super) fn run(command: &ProgrammeCommand) -> Result<Ended> {
    match command {
        ProgrammeCommand::Check(catalogue) => check(catalogue),
        ProgrammeCommand::Show(catalogue) => {
            screen::say(&show(&catalogue.programme()?));
            Ok(Ended::Well)
        }
        ProgrammeCommand::Export { output, catalogue } => export(output, catalogue),
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
