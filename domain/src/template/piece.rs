//! Which piece of a variant is wrong. A variant is read only after it was laid over its base, so the reader knows no line;
//! the piece is found by laying fewer and fewer of them, and its line in the variant's own text.

use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};

use super::{base::LISTS, read::ReadError};

/// One thing that a variant says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A field of a part of the base: list, part, field.
    Field(String, String, String),
    /// A part that is added: list and place in it.
    Part(String, usize),
    /// Anything else at the top.
    Top(String),
}

/// The first piece with which the variant cannot be read, and what is said of it then; nothing when it is the base that
/// cannot. A piece that is wrong stays wrong whatever comes after it, so halving finds it.
pub(super) fn first_wrong(table: &Table, error: impl Fn(Table) -> Option<ReadError>) -> Option<(Piece, ReadError)> {
    let pieces = pieces(table);
    let with = |count: usize| error(without(table, &pieces[count..]));
    let (mut fine, mut wrong) = (0, pieces.len());
    if wrong == 0 || with(0).is_some() {
        return None;
    }
    while wrong - fine > 1 {
        let half = usize::midpoint(fine, wrong);
        *(if with(half).is_some() { &mut wrong } else { &mut fine }) = half;
    }
    Some((pieces[wrong - 1].clone(), with(wrong)?))
}

fn pieces(table: &Table) -> Vec<Piece> {
    let mut all = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(lists) if name == "override" => {
                let parts = lists.iter().filter_map(|(list, parts)| Some((list, parts.as_table()?)));
                let fields = parts.flat_map(|(list, parts)| parts.iter().map(move |(key, part)| (list, key, part)));
                for (list, key, part) in fields {
                    let field = |field: &String| Piece::Field(list.clone(), key.clone(), field.clone());
                    all.extend(part.as_table().into_iter().flat_map(Table::keys).map(field));
                }
            }
            Value::Array(parts) if LISTS.contains(&name.as_str()) => {
                all.extend((0..parts.len()).map(|at| Piece::Part(name.clone(), at)));
            }
            _ if matches!(name.as_str(), "remove" | "override" | "format") => {}
            _ => all.push(Piece::Top(name.clone())),
        }
    }
    all
}

/// The variant without these pieces: the last ones of all.
fn without(table: &Table, dropped: &[Piece]) -> Table {
    let mut left = table.clone();
    for piece in dropped.iter().rev() {
        match piece {
            Piece::Field(list, key, field) => {
                let parts = left.get_mut("override").and_then(|lists| lists.get_mut(list)?.as_table_mut());
                let Some(parts) = parts else { continue };
                parts.get_mut(key).and_then(Value::as_table_mut).map(|part| part.remove(field));
                parts.retain(|_, part| part.as_table().is_none_or(|part| !part.is_empty()));
                if parts.is_empty() {
                    left.get_mut("override").and_then(Value::as_table_mut).map(|lists| lists.remove(list));
                }
            }
            Piece::Part(list, at) => {
                if let Some(parts) = left.get_mut(list).and_then(Value::as_array_mut) {
                    parts.truncate(*at);
                }
            }
            Piece::Top(name) => {
                left.remove(name);
            }
        }
    }
    left
}

impl Piece {
    /// The error with the line of this piece, or of the name in it that the error is about.
    pub fn placed(&self, text: &str, error: ReadError) -> ReadError {
        let ReadError::Base(message) = error else { return error };
        let Some(start) = self.start(text, &message) else { return ReadError::Base(message) };
        let line = 1 + text.get(..start).unwrap_or(text).matches('\n').count();
        ReadError::Wrong { line, message }
    }

    fn start(&self, text: &str, message: &str) -> Option<usize> {
        let whole = DeTable::parse(text).ok()?;
        let whole = whole.get_ref();
        let (start, value) = match self {
            Self::Field(list, key, field) => {
                let (_, lists) = entry(whole, "override")?;
                let (_, parts) = entry(lists.as_table()?, list)?;
                let (_, part) = entry(parts.as_table()?, key)?;
                entry(part.as_table()?, field)?
            }
            Self::Part(list, at) => {
                let (_, parts) = entry(whole, list)?;
                let part = parts.as_array()?.get(*at)?;
                (part.span().start, part.get_ref())
            }
            Self::Top(name) => entry(whole, name)?,
        };
        let named = message.split('\'').nth(1).and_then(|name| named(value, name));
        Some(named.unwrap_or(start))
    }
}

/// Where a name stands in a table, and what it says.
fn entry<'t>(table: &'t DeTable<'_>, name: &str) -> Option<(usize, &'t DeValue<'t>)> {
    let found = table.iter().find(|(key, _)| key.get_ref() == name);
    found.map(|(key, value)| (key.span().start, value.get_ref()))
}

/// Where this name stands inside, first.
fn named(value: &DeValue<'_>, name: &str) -> Option<usize> {
    match value {
        DeValue::Table(table) => {
            let here = entry(table, name).map(|(start, _)| start);
            here.or_else(|| table.iter().find_map(|(_, value)| named(value.get_ref(), name)))
        }
        DeValue::Array(values) => values.iter().find_map(|value| named(value.get_ref(), name)),
        _ => None,
    }
}
