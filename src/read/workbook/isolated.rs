//! Reading in a child process of this same program, under a memory cap and a time limit.
//!
//! calamine's readers of xls, xlsb and ods can abort the process or take gigabytes for a file of ten
//! kilobytes, and an xlsx that unpacks beyond any submission takes several times its size. An abort cannot be
//! caught, so it happens to the child; the parent reports it and goes on.

use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::super::limits::Limits;
use super::super::sheet::Sheet;
use super::{Format, damaged, dense, guarded};
use crate::model::{FileFault, Limit, Unreadable};

/// The hidden command by which this program runs itself as the child.
pub const COMMAND: &str = "__read-isolated";

/// So many bytes are said, or heard, at once.
const BUFFER: usize = 1 << 16;

/// What the child answers: the sheets, or why not.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Sheets(Vec<Sheet>),
    Protected,
    OverLimit { limit: Limit, actual: u64 },
    Damaged(String),
}

/// What the child is asked: the bytes follow on its standard input.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    format: Format,
    limits: Limits,
}

/// Reads a workbook of a format, which unpacks to so many bytes, in a child process; `reader` is this program's own
/// executable.
pub(super) fn read(
    bytes: &[u8],
    (format, unpacked): (Format, u64),
    limits: &Limits,
    reader: Option<&Path>,
) -> Result<Vec<Sheet>, FileFault> {
    let reader = reader.ok_or_else(|| damaged("định dạng này chỉ đọc được bằng chương trình doisoat"))?;
    let within = limits.for_size(unpacked);
    let request = serde_json::to_string(&Request { format, limits: within }).map_err(damaged)?;
    let past = |limit: Limit| Err(limits.past(limit, limits.of(limit)));
    match converse(reader, &request, bytes, &within)? {
        Some(Answer::Sheets(sheets)) => Ok(sheets),
        Some(Answer::Protected) => Err(FileFault::Protected),
        Some(Answer::OverLimit { limit: Limit::Seconds, .. }) => past(Limit::Seconds),
        // No whole answer: the child died, most likely at its memory cap.
        Some(Answer::OverLimit { limit: Limit::Memory, .. }) | None => past(Limit::Memory),
        Some(Answer::OverLimit { limit, actual }) => Err(limits.past(limit, actual)),
        Some(Answer::Damaged(reason)) => Err(damaged(reason)),
    }
}

/// Starts the child, feeds it, and takes what it says until it ends or its time is up; nothing where it says nothing
/// whole.
fn converse(reader: &Path, request: &str, bytes: &[u8], limits: &Limits) -> Result<Option<Answer>, FileFault> {
    let io = |error: std::io::Error| FileFault::Unreadable(Unreadable::Io(crate::error::reason(&error)));
    let mut child = Command::new(reader)
        .arg(COMMAND)
        .arg(request)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(io)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        // A child that dies early closes the pipe: that is told by its missing answer, not by this write.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(bytes)));
        let answer = scope.spawn(move || {
            // No child has more to say than it may keep in memory. What it says is taken in as it comes, for all of
            // it at once would be several times what it tells of.
            let pipe = BufReader::with_capacity(BUFFER, stdout?.take(limits.of(Limit::Memory)));
            serde_json::from_reader(pipe).ok()
        });
        let deadline = Instant::now() + Duration::from_secs(limits.of(Limit::Seconds));
        let in_time = loop {
            match child.try_wait().map_err(io)? {
                Some(_) => break true,
                None if answer.is_finished() || Instant::now() >= deadline => break answer.is_finished(),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        if !in_time {
            // Killing a child that has just ended fails harmlessly.
            let _ = child.kill();
        }
        let _ = child.wait();
        let answer = answer.join().unwrap_or_default();
        Ok(if in_time { answer } else { Some(Answer::OverLimit { limit: Limit::Seconds, actual: 0 }) })
    })
}

/// The child's side: reads the bytes on standard input and answers.
///
/// # Errors
/// When the request is not one that this program makes.
pub fn answer(request: &str, out: &mut dyn Write) -> Result<(), String> {
    let Request { format, limits } = serde_json::from_str(request).map_err(|error| error.to_string())?;
    cap_memory(limits.of(Limit::Memory));
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(limits.of(Limit::Bytes).saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    let answer = match guarded(|| dense::sheets(&bytes, format, &limits)) {
        Ok(sheets) => Answer::Sheets(sheets),
        Err(FileFault::Protected) => Answer::Protected,
        Err(FileFault::OverLimit { limit, actual, .. }) => Answer::OverLimit { limit, actual },
        Err(FileFault::Unreadable(Unreadable::Damaged(reason))) => Answer::Damaged(reason),
        Err(other) => Answer::Damaged(format!("{other:?}")),
    };
    // A parent that has gone needs no answer.
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let _ = serde_json::to_writer(&mut out, &answer).map_err(std::io::Error::from).and_then(|()| out.flush());
    Ok(())
}

/// Caps this process's memory where the system lets a process do so to itself.
fn cap_memory(bytes: u64) {
    #[cfg(unix)]
    {
        // Without the cap the time limit still holds, so a refusal is no reason to stop.
        let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    }
    #[cfg(not(unix))]
    let _ = bytes;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, CellRef, LegacySet};
    use crate::read::sheet::{ColumnSum, Content, Hides, RawCell};

    #[test]
    fn nothing_of_a_sheet_is_lost_on_the_way_from_the_child() {
        let mut sheet = Sheet::new("Đề án", true);
        sheet.push(4, RawCell { col: 2, content: Content::Number("333.333".parse().unwrap()), formula: true });
        sheet.merges = vec![(0, 0, 0, 8)];
        sheet.sums = vec![ColumnSum { at: (8, 2), rows: vec![(4, 7)] }];
        sheet.hides = Some(Hides { filters: vec![Area::from(CellRef::new(3, 0))], ..Hides::default() });
        sheet.converted = vec![(CellRef::new(4, 1), LegacySet::Tcvn3)];
        let sent = serde_json::to_string(&Answer::Sheets(vec![sheet.clone()])).unwrap();
        let Answer::Sheets(arrived) = serde_json::from_str(&sent).unwrap() else { panic!("no sheets: {sent}") };
        assert_eq!(arrived, [sheet]);
    }
}
