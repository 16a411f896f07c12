//! `--limit NAME=FIGURE`: other budgets for files that are larger than any submission should be.

use crate::error::{Error, Result};
use crate::model::Limit;
use crate::model::number::vietnamese;
use crate::read::Limits;

/// The usual limits, with those changed that were typed; of two figures for one limit the later stands.
pub(super) fn limits(typed: &[String]) -> Result<Limits> {
    typed.iter().try_fold(Limits::default(), |limits, typed| {
        let (name, figure) = typed.split_once('=').ok_or_else(|| ill_formed(typed))?;
        let limit = named(name.trim())?;
        let allowed = read(limit, figure).ok_or_else(|| ill_formed(typed))?;
        Ok(limits.with(limit, allowed))
    })
}

/// The help of the option: every limit with its usual figure.
pub(super) fn help() -> String {
    let intro = "Đổi một giới hạn (dùng nhiều lần được); tệp vượt giới hạn là lỗi TP03. \
                 Tên và mức đặt sẵn (K, M, G: KiB, MiB, GiB):";
    let line = |limit: Limit| {
        let usual = format!("{}={}", limit.id(), show(limit, Limits::default().of(limit)));
        // The name of a count says what is counted.
        let says_unit = limit.unit() == BYTE || limit.name().starts_with("Số");
        let unit = if says_unit { String::new() } else { format!(" ({})", limit.unit()) };
        format!("\n  {usual:<18} {}{unit}", limit.name())
    };
    std::iter::once(intro.to_owned()).chain(Limit::ALL.map(line)).collect()
}

/// The unit whose figures may be typed and are shown in K, M or G.
const BYTE: &str = "byte";

const MULTIPLES: [(char, u32); 3] = [('G', 30), ('M', 20), ('K', 10)];

fn named(name: &str) -> Result<Limit> {
    Limit::ALL.into_iter().find(|limit| limit.id().eq_ignore_ascii_case(name)).ok_or_else(|| {
        let known: Vec<&str> = Limit::ALL.iter().map(|limit| limit.id()).collect();
        Error::Usage(format!("không có giới hạn \"{name}\"; hãy chọn: {}", known.join(", ")))
    })
}

fn ill_formed(typed: &str) -> Error {
    Error::Usage(format!(
        "\"{typed}\" không hợp lệ cho --limit; hãy ghi TÊN=SỐ, số nguyên dương, ví dụ cells=40000000 hoặc bytes=200M"
    ))
}

/// A figure above zero; thousands may be set off by dots, as messages show them.
fn read(limit: Limit, figure: &str) -> Option<u64> {
    let figure = figure.trim().to_ascii_uppercase();
    let multiple = MULTIPLES.into_iter().filter(|_| limit.unit() == BYTE).find(|(sign, _)| figure.ends_with(*sign));
    let digits = multiple.map_or(figure.as_str(), |(sign, _)| figure.trim_end_matches(sign));
    let mut groups = digits.split('.');
    let first = groups.next().filter(|first| !digits.contains('.') || (1..=3).contains(&first.len()))?;
    let mut plain = first.to_owned();
    for group in groups {
        plain.push_str(Some(group).filter(|group| group.len() == 3)?);
    }
    let all_digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    let count: u64 = plain.parse().ok().filter(|count| all_digits && *count > 0)?;
    count.checked_mul(1 << multiple.map_or(0, |(_, bits)| bits))
}

fn show(limit: Limit, figure: u64) -> String {
    let whole = |(_, bits): &(char, u32)| limit.unit() == BYTE && figure.is_multiple_of(1 << bits);
    match MULTIPLES.iter().find(|multiple| whole(multiple)) {
        Some((sign, bits)) => format!("{}{sign}", figure >> bits),
        None => vietnamese(figure.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &[&str]) -> Result<Limits> {
        limits(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn limits_are_changed_by_name_and_the_others_stay() {
        let changed = typed(&["cells=40.000.000", "bytes=200M", "ROWS=5", "memory=1g", "rows=6"]).unwrap();
        let expected = Limits::default()
            .with(Limit::Cells, 40_000_000)
            .with(Limit::Bytes, 200 << 20)
            .with(Limit::Rows, 6)
            .with(Limit::Memory, 1 << 30);
        assert_eq!(changed, expected);
        assert_eq!(typed(&[]).unwrap(), Limits::default());
    }

    #[test]
    fn what_is_no_limit_is_refused_in_vietnamese() {
        for word in ["cells", "cells=", "cells=0", "cells=-1", "cells=1.5", "cells=2M", "bytes=1.5G", "cells=+5"] {
            let error = typed(&[word]).unwrap_err().to_string();
            assert!(error.contains("TÊN=SỐ") && error.contains(word), "{error}");
        }
        for word in ["bytes=99999999999999999999", "bytes=99999999999999G", "cells=.000", "cells=1.0000"] {
            assert!(typed(&[word]).is_err(), "{word}");
        }
        let error = typed(&["cell=5"]).unwrap_err().to_string();
        assert!(error.contains("\"cell\"") && error.contains("cells, strings"), "{error}");
    }

    #[test]
    fn what_the_help_shows_can_be_typed() {
        for limit in Limit::ALL {
            let usual = Limits::default().of(limit);
            let word = format!("{}={}", limit.id(), show(limit, usual));
            assert!(help().contains(&word), "{word}");
            assert_eq!(typed(&[&word]).unwrap(), Limits::default(), "{word}");
        }
    }
}
