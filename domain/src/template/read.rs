//! From text to template. Refuses what is too large, of a newer language, or misspelt, with the line and what to do,
//! in Dutch; a template that can be read can still have faults, which `check` finds.

use serde::{Deserialize, de::DeserializeOwned};

/// The version of the language this crate reads.
pub const FORMAT: u32 = 1;

/// The largest file, in bytes.
pub const LARGEST: usize = 512 * 1024;

/// The most that a list in a file can hold; what the checker lets through is less. Comparing and merging look at each with
/// each.
pub const LONGEST_LIST: usize = 1000;

/// A text that is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("Dit bestand is {0} bytes groot; het mag hoogstens {LARGEST} bytes zijn. Haal onderdelen weg.")]
    TooLarge(usize),
    #[error("Dit bestand is geschreven voor taalversie {0}; deze Rondom leest versie {FORMAT}. Werk Rondom bij.")]
    OtherFormat(i64),
    #[error("Regel {line}: {message}")]
    Wrong { line: usize, message: String },
    #[error("De lijst '{list}' telt {found} onderdelen; hoogstens {LONGEST_LIST} kan. Haal er weg.")]
    TooMany { list: String, found: usize },
    /// Something between a variant and the way of working that it builds on.
    #[error("Basis: {0}")]
    Base(String),
}

/// Only the version of the language, so that a newer file gets a fitting message instead of unknown fields.
#[derive(Deserialize)]
struct Head {
    format: Option<i64>,
}

/// Reads a file of this language: a template, or a scenario that plays one.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    checked(text)?;
    toml::from_str(text).map_err(|error| wrong(text, &error))
}

/// Reads a file as far as its groups and lists, so that one with faults can be mended.
pub fn read_table(text: &str) -> Result<toml::Table, ReadError> {
    checked(text)?;
    let table: toml::Table = toml::from_str(text).map_err(|error| wrong(text, &error))?;
    table.iter().try_for_each(|(name, value)| bounded(name, value)).map(|()| table)
}

/// Whether every list in a value has a length that can be walked through.
fn bounded(name: &str, value: &toml::Value) -> Result<(), ReadError> {
    match value {
        toml::Value::Array(all) if all.len() > LONGEST_LIST => {
            let list = name.chars().take(super::LONGEST_KEY).collect();
            Err(ReadError::TooMany { list, found: all.len() })
        }
        toml::Value::Array(all) => all.iter().try_for_each(|value| bounded(name, value)),
        toml::Value::Table(table) => table.iter().try_for_each(|(name, value)| bounded(name, value)),
        _ => Ok(()),
    }
}

/// Whether a text has a size and a version that can be read.
pub(super) fn checked(text: &str) -> Result<(), ReadError> {
    if text.len() > LARGEST {
        return Err(ReadError::TooLarge(text.len()));
    }
    let head: Head = toml::from_str(text).map_err(|error| wrong(text, &error))?;
    match head.format {
        Some(found) if found == i64::from(FORMAT) => Ok(()),
        Some(found) => Err(ReadError::OtherFormat(found)),
        None => {
            let message = format!("het veld 'format' ontbreekt. Begin het bestand met: format = {FORMAT}");
            Err(ReadError::Wrong { line: 1, message })
        }
    }
}

pub(super) fn wrong(text: &str, error: &toml::de::Error) -> ReadError {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let line = 1 + text.get(..start).unwrap_or(text).matches('\n').count();
    ReadError::Wrong { line, message: in_dutch(error.message()) }
}

/// The reader's own messages come in a few fixed forms; each becomes a sentence that says what to do.
pub(crate) fn in_dutch(message: &str) -> String {
    let quoted: Vec<String> = message.split('`').skip(1).step_by(2).map(clipped).collect();
    match quoted.as_slice() {
        [name, rest @ ..] if message.starts_with("unknown field") => {
            format!("het veld '{name}' bestaat hier niet. Kies uit: {}.", rest.join(", "))
        }
        [name, rest @ ..] if message.starts_with("unknown variant") => {
            format!("'{name}' is hier geen mogelijkheid. Kies uit: {}.", rest.join(", "))
        }
        [name, ..] if message.starts_with("missing field") => format!("het veld '{name}' ontbreekt. Voeg het toe."),
        _ if message.starts_with("duplicate") => "deze naam staat er twee keer. Haal er een weg.".to_owned(),
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            let (found, expected) = message.split_once(", expected ").unwrap_or((message, ""));
            let found = found.split_once(": ").map_or(found, |(_, found)| found);
            format!("hier staat {}, maar hier hoort {}. Pas de waarde aan.", kind(found), kind(expected))
        }
        _ if message.contains("untagged enum") => {
            "deze waarde past hier niet. Schrijf true, false of de naam van een mogelijkheid.".to_owned()
        }
        _ if message.contains("exactly 1 element") => "kies hier precies één mogelijkheid.".to_owned(),
        _ if message.contains("kan geen naam zijn") || message.contains("is geen dag van het jaar") => {
            message.to_owned()
        }
        _ => "dit is niet te lezen. Controleer haakjes, aanhalingstekens en =-tekens.".to_owned(),
    }
}

/// A name from a file, as long as a name can be.
fn clipped(name: &str) -> String {
    name.chars().take(super::LONGEST_KEY).collect()
}

/// What kind of value the reader speaks of, in Dutch.
fn kind(words: &str) -> &'static str {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["struct", "map", "table"]) {
        "een groep velden"
    } else if has(&["sequence", "array"]) {
        "een lijst"
    } else if has(&["string", "identifier", "variant", "enum"]) {
        "tekst"
    } else if has(&["bool"]) {
        "true of false"
    } else if has(&["float"]) {
        "een getal met een punt"
    } else if has(&["integer", "u8", "u16", "u32", "i16", "i64"]) {
        "een heel getal"
    } else if has(&["date", "time"]) {
        "een datum"
    } else {
        "iets anders"
    }
}
