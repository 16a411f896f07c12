//! A catalogue's values as the cells of a workbook, and back.

use rust_decimal::Decimal;
use toml::Value;

use super::layout::{Kind, YES_NO};
use crate::model::number::vietnamese;
use crate::model::{Date, text};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A number that is shown as a percentage: 0.5 for 50 %.
    Share(Decimal),
    /// A day.
    Date(Date),
    /// What no catalogue holds, as Excel shows it: an error, a truth value, a formula that was never calculated.
    Foreign(String),
}

impl Content {
    /// Whether a reader sees nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text::tidy(text).is_empty())
    }

    /// As messages quote it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => format!("chữ \"{}\"", text::tidy(text)),
            Self::Number(number) => format!("số {}", vietnamese(*number)),
            Self::Share(share) => format!("{}%", vietnamese((share * Decimal::ONE_HUNDRED).normalize())),
            Self::Date(date) => format!("ngày {date}"),
            Self::Foreign(shown) => shown.clone(),
        }
    }

    /// As one word: a code or an id that Excel may have taken for a number.
    pub(super) fn word(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text::tidy(text)).filter(|word| !word.is_empty()),
            Self::Number(number) => Some(number.normalize().to_string()),
            _ => None,
        }
    }
}

/// The cell of a value; nothing for a value of another kind, which a catalogue that loads does not hold.
pub(super) fn encode(value: &Value, kind: Kind) -> Option<Content> {
    let text = |text: &str| Some(Content::Text(text.to_owned())).filter(|content| !content.is_blank());
    match (kind, value) {
        (Kind::Text | Kind::Prose, Value::String(said)) => text(said),
        (Kind::Date, Value::String(said)) => said.parse().ok().map(Content::Date),
        (Kind::YesNo, Value::Boolean(said)) => {
            YES_NO.iter().find(|(_, value)| value == said).and_then(|(word, _)| text(word))
        }
        (Kind::Choice(choices), Value::String(said)) => {
            choices.iter().find(|(key, _)| key == said).and_then(|(_, word)| text(word))
        }
        (Kind::List, Value::Array(items)) => {
            let lines: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            text(&lines.join("\n"))
        }
        (Kind::Money | Kind::Percent | Kind::Count | Kind::Year, Value::Integer(number)) => {
            Some(Content::Number(Decimal::from(*number)))
        }
        (Kind::Money | Kind::Percent | Kind::Count, Value::String(said)) => said.parse().ok().map(Content::Number),
        _ => None,
    }
}

/// The value of a cell, or what the cell should hold; nothing where a blank cell says nothing.
pub(super) fn decode(content: Option<&Content>, kind: Kind) -> Result<Option<Value>, String> {
    let Some(content) = content.filter(|content| !content.is_blank()) else {
        return Ok(match kind {
            Kind::Prose => Some(Value::String(String::new())),
            Kind::List => Some(Value::Array(Vec::new())),
            _ => None,
        });
    };
    let value = match kind {
        Kind::Text | Kind::Prose => prose(content),
        Kind::Date => date(content),
        Kind::Money | Kind::Count | Kind::Year => number(content),
        Kind::Percent => percent(content),
        Kind::List => list(content),
        Kind::YesNo => YES_NO.iter().find(|(word, _)| is(content, word)).map(|(_, said)| Value::Boolean(*said)),
        Kind::Choice(choices) => {
            choices.iter().find(|(_, word)| is(content, word)).map(|(key, _)| Value::String((*key).to_owned()))
        }
    };
    value.map(Some).ok_or_else(|| expected(kind))
}

fn is(content: &Content, word: &str) -> bool {
    content.word().is_some_and(|said| text::accented_key(&said) == text::accented_key(word))
}

fn prose(content: &Content) -> Option<Value> {
    match content {
        Content::Text(text) => Some(Value::String(text.trim().replace("\r\n", "\n"))),
        other => other.word().map(Value::String),
    }
}

fn list(content: &Content) -> Option<Value> {
    let lines = prose(content)?;
    let items = lines.as_str()?.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(Value::Array(items.map(|item| Value::String(item.to_owned())).collect()))
}

fn date(content: &Content) -> Option<Value> {
    let date = match content {
        Content::Date(date) => *date,
        Content::Text(text) => {
            let text = text::tidy(text);
            text.parse().ok().or_else(|| {
                let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
                let [day, month, year] = parts[..] else { return None };
                Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            })?
        }
        _ => return None,
    };
    Some(Value::String(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())))
}

fn number(content: &Content) -> Option<Value> {
    let Content::Number(number) = content else { return None };
    Some(figure(*number))
}

fn percent(content: &Content) -> Option<Value> {
    match content {
        Content::Share(share) => share.checked_mul(Decimal::ONE_HUNDRED).map(figure),
        other => number(other),
    }
}

/// A number as a catalogue writes it: an integer, or a decimal in quotes.
fn figure(number: Decimal) -> Value {
    let number = number.normalize();
    let whole = Some(number).filter(Decimal::is_integer).and_then(|number| i64::try_from(number).ok());
    whole.map_or_else(|| Value::String(number.to_string()), Value::Integer)
}

fn expected(kind: Kind) -> String {
    let one_of = |words: Vec<&str>| format!("một trong: {}", words.join(", "));
    match kind {
        Kind::Text | Kind::Prose => "chữ".to_owned(),
        Kind::List => "các tên, mỗi tên một dòng".to_owned(),
        Kind::Money => "số tiền (ô kiểu số)".to_owned(),
        Kind::Percent => "tỷ lệ phần trăm (ô kiểu số, 50 hoặc 50%)".to_owned(),
        Kind::Count => "số lượng (ô kiểu số)".to_owned(),
        Kind::Year => "một năm (ô kiểu số)".to_owned(),
        Kind::Date => "ngày/tháng/năm".to_owned(),
        Kind::YesNo => one_of(YES_NO.map(|(word, _)| word).to_vec()),
        Kind::Choice(choices) => one_of(choices.iter().map(|(_, word)| *word).collect()),
    }
}
