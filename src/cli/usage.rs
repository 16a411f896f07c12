//! What is wrong with what was typed, in Vietnamese: clap knows only English.

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Typed;

/// The message of a usage error; the part of the command line at fault, then what would do.
pub(super) fn message(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(words).unwrap_or_default();
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let fault = match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn \"{arg}\""),
        ErrorKind::InvalidSubcommand => format!("không có lệnh \"{}\"", said(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("còn thiếu {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} cần một giá trị"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("\"{value}\" không hợp lệ cho {arg}"),
        ErrorKind::ArgumentConflict => format!("{arg} không dùng lặp lại hoặc cùng {}", said(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("{arg} không nhận số giá trị đã cho")
        }
        ErrorKind::InvalidUtf8 => "dòng lệnh có ký tự không đọc được".to_owned(),
        _ => "dòng lệnh chưa đúng".to_owned(),
    };
    let valid = said(ContextKind::ValidValue);
    let fault = if valid.is_empty() { fault } else { format!("{fault}; chọn một trong: {valid}") };
    let near: Vec<String> = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(said)
        .filter(|near| !near.is_empty())
        .collect();
    if near.is_empty() { fault } else { format!("{fault}; có phải ý anh/chị là {}?", near.join(", ")) }
}

/// The message for a first word that is neither a command nor a file, and nearly a command:
/// clap would take it for a path.
pub(super) fn misspelt_command(line: &[OsString]) -> Option<String> {
    let word = line.get(1)?.to_str().filter(|word| !word.starts_with('-') && !Path::new(word).exists())?;
    let commands = Typed::command();
    let names = commands
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .flat_map(|command| std::iter::once(command.get_name()).chain(command.get_all_aliases()));
    let (edits, near) = names.map(|name| (strsim::damerau_levenshtein(word, name), name)).min()?;
    (1..=2).contains(&edits).then(|| format!("không có tệp hay lệnh \"{word}\"; có phải ý anh/chị là lệnh {near}?"))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn said(line: &str) -> String {
        message(&Typed::try_parse_from(line.split(' ')).unwrap_err())
    }

    #[test]
    fn each_usual_slip_is_named_in_vietnamese() {
        assert_eq!(said("doisoat consolidate bieu"), "còn thiếu --output <TỆP.xlsx>");
        assert_eq!(said("doisoat check"), "còn thiếu <ĐƯỜNG_DẪN>...");
        assert_eq!(said("doisoat check bieu --jsno x"), "không có tùy chọn \"--jsno\"; có phải ý anh/chị là --json?");
        assert_eq!(said("doisoat consolidate bieu -o"), "--output <TỆP.xlsx> cần một giá trị");
        assert_eq!(said("doisoat consolidate bieu -o x.xlsx --year hai"), "\"hai\" không hợp lệ cho --year <NĂM>");
        assert_eq!(said("doisoat check bieu --threads 0"), "\"0\" không hợp lệ cho --threads <SỐ>");
        assert_eq!(
            said("doisoat check bieu --stage 1"),
            "\"1\" không hợp lệ cho --stage <GIAI_ĐOẠN>; chọn một trong: registered, appraised, approved, carried_out"
        );
        assert!(said("doisoat programme chek").starts_with("không có lệnh \"chek\""));
        assert!(said("doisoat check a --json x --json y").contains("--json"));
    }

    #[test]
    fn a_misspelt_command_is_no_path() {
        let said = |line: &str| misspelt_command(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        let suggested = |line: &str, command: &str| {
            assert!(said(line).is_some_and(|text| text.contains(&format!("lệnh {command}?"))), "{line}");
        };
        suggested("doisoat consolidat bieu -o x.xlsx", "consolidate");
        suggested("doisoat kiemtra bieu", "kiem-tra");
        suggested("doisoat chek bieu", "check");
        for line in
            ["doisoat", "doisoat check x", "doisoat quy-tac", "doisoat bieu-cac-don-vi", "doisoat -o", "doisoat src"]
        {
            assert_eq!(said(line), None, "{line}");
        }
    }
}
