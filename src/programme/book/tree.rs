//! Places within a catalogue, and what stands there.

use std::fmt;

use toml::{Table, Value};

/// A step into a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    At(usize),
}

/// The way to a value, printed as messages name it: `sections[2].tasks[1].code`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path(Vec<Step>);

impl Path {
    /// The way on to a key, or through several that are joined by dots.
    pub fn key(&self, dotted: &str) -> Self {
        let keys = dotted.split('.').filter(|key| !key.is_empty()).map(|key| Step::Key(key.to_owned()));
        Self(self.0.iter().cloned().chain(keys).collect())
    }

    /// The way on to a key that may hold a dot itself, as a source's id may.
    pub fn id(&self, id: &str) -> Self {
        Self(self.0.iter().cloned().chain([Step::Key(id.to_owned())]).collect())
    }

    /// The way on to an entry of a list.
    pub fn at(&self, index: usize) -> Self {
        Self(self.0.iter().cloned().chain([Step::At(index)]).collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::At(at) => write!(f, "[{at}]")?,
                Step::Key(key) if index == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// What stands at a place.
pub(super) fn get<'a>(root: &'a Table, path: &Path) -> Option<&'a Value> {
    let (first, rest) = path.0.split_first()?;
    let Step::Key(first) = first else { return None };
    rest.iter().try_fold(root.get(first)?, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::At(index) => value.get(*index),
    })
}

/// Puts a value at a place, with the tables and lists on the way; entries of a list come in order.
pub(super) fn set(root: &mut Table, path: &Path, value: Value) {
    let Some((Step::Key(first), rest)) = path.0.split_first() else { return };
    let start = root.entry(first.clone()).or_insert_with(|| vessel(rest.first()));
    let end = rest.iter().enumerate().fold(start, |at, (index, step)| enter(at, step, rest.get(index + 1)));
    *end = value;
}

/// What must stand where a step goes on.
fn vessel(next: Option<&Step>) -> Value {
    match next {
        Some(Step::At(_)) => Value::Array(Vec::new()),
        _ => Value::Table(Table::new()),
    }
}

fn enter<'a>(at: &'a mut Value, step: &Step, next: Option<&Step>) -> &'a mut Value {
    if !matches!((&*at, step), (Value::Table(_), Step::Key(_)) | (Value::Array(_), Step::At(_))) {
        *at = vessel(Some(step));
    }
    match (at, step) {
        (Value::Table(table), Step::Key(key)) => table.entry(key.clone()).or_insert_with(|| vessel(next)),
        (Value::Array(list), Step::At(index)) => {
            while list.len() <= *index {
                list.push(vessel(next));
            }
            &mut list[*index]
        }
        (at, _) => at,
    }
}
