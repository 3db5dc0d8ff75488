//! A way of working that builds on another: a province and its pilots. The variant is a small file; what it does not say
//! is the base's, also after the base has changed. Resolved before reading, so that checker and engine know nothing of it.
//!
//! `base = ".."` in `[meta]` names it. `[override.steps.stap_2]` replaces the named fields of one part, `[remove]` lists
//! parts to leave out, and everything else in the variant is added.

use toml::{Table, Value};

use super::{
    Body, Key,
    piece::first_wrong,
    read::{ReadError, checked, in_dutch, read, wrong},
};

/// How many ways of working may stand on each other.
pub const HIGHEST: usize = 4;

/// Finds the text of a base by its key.
pub type Bases<'a> = &'a dyn Fn(&Key) -> Option<String>;

/// Lists that a variant changes part by part.
pub(super) const LISTS: [&str; 13] = [
    "roles",
    "phases",
    "steps",
    "transitions",
    "joins",
    "closings",
    "decisions",
    "escalations",
    "facts",
    "consents",
    "meetings",
    "forms",
    "letters",
];

/// Reads a template, with what its base says where it says nothing.
pub(super) fn resolve(text: &str, bases: Bases<'_>) -> Result<Body, ReadError> {
    checked(text)?;
    let table: Table = toml::from_str(text).map_err(|error| wrong(text, &error))?;
    if base_of(&table)?.is_none() {
        if let Some(word) = ["override", "remove"].into_iter().find(|word| table.contains_key(*word)) {
            return Err(ReadError::Base(format!(
                "'{word}' verandert een basis. Noem bij [meta] een base of laat het weg."
            )));
        }
        return read(text);
    }
    let Some(below) = below(&table, bases, &mut Vec::new())? else { return read(text) };
    body(&below, table.clone()).map_err(|error| {
        let first = first_wrong(&table, |some| body(&below, some).err());
        first.map_or(error, |(piece, error)| piece.placed(text, error))
    })
}

/// The variant on its base, read.
fn body(below: &Table, table: Table) -> Result<Body, ReadError> {
    let whole = laid(below.clone(), table)?;
    whole.try_into().map_err(|error: toml::de::Error| ReadError::Base(in_dutch(error.message())))
}

/// The base of a table, with its own base under it.
fn below(table: &Table, bases: Bases<'_>, chain: &mut Vec<Key>) -> Result<Option<Table>, ReadError> {
    let Some(base) = base_of(table)? else { return Ok(None) };
    let own = table.get("meta").and_then(|meta| meta.get("key")).and_then(Value::as_str);
    chain.extend(own.and_then(|own| Key::parse(own).ok()));
    if chain.contains(&base) {
        let names: Vec<_> = chain.iter().chain([&base]).map(Key::as_str).collect();
        return Err(ReadError::Base(format!(
            "de bases verwijzen in een kring: {}. Haal er een weg.",
            names.join(" → ")
        )));
    }
    if chain.len() >= HIGHEST {
        return Err(ReadError::Base(format!("hoogstens {HIGHEST} werkwijzen bouwen op elkaar. Maak de keten korter.")));
    }
    let unknown = || ReadError::Base(format!("de basis '{base}' is er niet. Kies een bestaande werkwijze."));
    let text = bases(&base).ok_or_else(unknown)?;
    let in_base = |error: ReadError| ReadError::Base(format!("in de basis '{base}': {error}"));
    checked(&text).map_err(in_base)?;
    let table: Table = toml::from_str(&text).map_err(|error| in_base(wrong(&text, &error)))?;
    Ok(Some(match self::below(&table, bases, chain)? {
        Some(below) => laid(below, table)?,
        None => table,
    }))
}

/// The table over its base.
fn laid(mut below: Table, mut table: Table) -> Result<Table, ReadError> {
    remove(&mut below, table.remove("remove"))?;
    replace(&mut below, table.remove("override"))?;
    add(&mut below, table);
    Ok(below)
}

fn base_of(table: &Table) -> Result<Option<Key>, ReadError> {
    let Some(base) = table.get("meta").and_then(|meta| meta.get("base")) else { return Ok(None) };
    let key = base.as_str().ok_or_else(|| ReadError::Base("base is de naam van een werkwijze.".to_owned()))?;
    Key::parse(key).map(Some).map_err(|error| ReadError::Base(error.to_string()))
}

fn remove(below: &mut Table, removed: Option<Value>) -> Result<(), ReadError> {
    for (list, keys) in lists(removed, "remove")? {
        let keys = keys.as_array().cloned().unwrap_or_else(|| vec![keys]);
        for key in keys {
            let parts = parts(below, &list)?;
            let at = parts.iter().position(|part| part.get("key") == Some(&key));
            parts.remove(at.ok_or_else(|| absent("remove", &list, key.as_str().unwrap_or("?")))?);
        }
    }
    Ok(())
}

fn replace(below: &mut Table, overridden: Option<Value>) -> Result<(), ReadError> {
    for (list, changes) in lists(overridden, "override")? {
        let Value::Table(changes) = changes else {
            return Err(ReadError::Base(format!("override.{list} noemt onderdelen bij naam: [override.{list}.naam].")));
        };
        for (key, fields) in changes {
            let parts = parts(below, &list)?;
            let part = parts.iter_mut().find(|part| part.get("key").and_then(Value::as_str) == Some(key.as_str()));
            let part = part.and_then(Value::as_table_mut).ok_or_else(|| absent("override", &list, &key))?;
            let Value::Table(fields) = fields else {
                return Err(ReadError::Base(format!("override.{list}.{key} is een groep velden.")));
            };
            part.extend(fields);
        }
    }
    Ok(())
}

/// What the variant says itself: parts are added to their list, words to the vocabulary, the rest takes its place.
fn add(below: &mut Table, mut table: Table) {
    if let Some(Value::Table(meta)) = table.get_mut("meta") {
        meta.remove("base");
    }
    for (name, value) in table {
        match (below.get_mut(&name), value) {
            (Some(Value::Array(parts)), Value::Array(more)) if LISTS.contains(&name.as_str()) => parts.extend(more),
            (Some(Value::Table(words)), Value::Table(more)) if name == "vocabulary" => words.extend(more),
            (_, value) => {
                below.insert(name, value);
            }
        }
    }
}

/// The lists that `remove` or `override` names.
fn lists(value: Option<Value>, word: &str) -> Result<Table, ReadError> {
    let table = match value {
        None => Table::new(),
        Some(Value::Table(table)) => table,
        Some(_) => return Err(ReadError::Base(format!("'{word}' is een groep velden."))),
    };
    match table.keys().find(|list| !LISTS.contains(&list.as_str())) {
        None => Ok(table),
        Some(list) => Err(ReadError::Base(format!("{word}.{list} bestaat niet. Kies uit: {}.", LISTS.join(", ")))),
    }
}

fn parts<'t>(below: &'t mut Table, list: &str) -> Result<&'t mut Vec<Value>, ReadError> {
    let parts = below.get_mut(list).and_then(Value::as_array_mut);
    parts.ok_or_else(|| ReadError::Base(format!("de basis heeft geen {list}.")))
}

fn absent(word: &str, list: &str, key: &str) -> ReadError {
    let key: String = key.chars().take(super::LONGEST_KEY).collect();
    ReadError::Base(format!("{word}.{list} noemt '{key}', maar de basis heeft dat niet. Kies een bestaande naam."))
}

#[cfg(test)]
#[path = "base_tests.rs"]
mod tests;
